// What jemalloc is told at start (jemalloc(3), TUNING): a rulebook is spread over tens of megabytes, and in pages of 2 MiB
// a decision waits less for the processor's page tables.
#include <jemalloc/jemalloc.h>

const char* malloc_conf = "thp:always";
