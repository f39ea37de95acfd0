#pragma once
#include <stdlib.h>
#include <utf8proc.h>

/// What `utf8proc_map` returns is freed with `free` of the same C library.
static inline void entente_utf8proc_free(utf8proc_uint8_t *mapped) { free(mapped); }
