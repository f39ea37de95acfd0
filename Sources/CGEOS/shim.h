#pragma once
// The calls with a context alone: the others share state between threads.
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
