// A SQLite VFS that keeps writes in memory until they are synced, and ends the process at a chosen step: what is on the
// disk then is what a power cut would have left, had the operating system kept nothing back.
#pragma once

namespace fenliu::test {

// Registers the VFS "unsynced". At the `step`-th write, sync, truncation or deletion (from 1) the process ends with
// _exit(9) before doing it; 0 never. With `keep_unsynced` writes reach the disk at once: a killed process on a machine
// that goes on (kill -9).
void register_unsynced_vfs(long step, bool keep_unsynced);

// How many steps were taken so far.
long steps_taken();

}  // namespace fenliu::test
