#pragma once
#include <xlsxwriter.h>

/* A file in memory that ends with its descriptor: the library writes files by their names alone. This can go with a version of the library
 * that writes to a buffer (1.1.7). */
static inline int sheet_memory_file(void) {
    extern int memfd_create(const char *, unsigned int);
    return memfd_create("sheet", 1u /* MFD_CLOEXEC */);
}
