#pragma once
#include <stddef.h>
#include <stdint.h>

// The driver of libFuzzer, from libclang_rt.fuzzer_no_main; the main program is ours, so that several targets can
// share one executable.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
