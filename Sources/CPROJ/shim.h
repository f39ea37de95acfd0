#pragma once
// Geodesics by Karney's method; the projections of the library are not needed.
#include <geodesic.h>
