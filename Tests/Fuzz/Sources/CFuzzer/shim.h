#include <stddef.h>
#include <stdint.h>

// libFuzzer's own door for a program that has a main function; SwiftPM gives every program one.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*one)(const uint8_t *bytes, size_t count));
