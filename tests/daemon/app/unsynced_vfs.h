// A SQLite VFS that keeps writes in memory until they are synced, and ends the process at a chosen step: what is on the
// disk then is what a power cut would have left, had the operating system kept nothing back.
#pragma once

namespace fenliu::test {

// What the end of the process takes with it.
enum class Cut {
  process_only,   // nothing: writes reach the disk at once (kill -9 on a machine that goes on)
  unsynced_lost,  // every write since the file's last sync
  scattered,      // every other one of them, so to speak: disks write in the order that suits them
};

// Registers the VFS "unsynced". At the `step`-th write, sync, truncation or deletion (from 1) the process ends with
// _exit(9) before doing it; 0 never. With Cut::unsynced_lost writes are no steps: they leave nothing before the next sync.
void register_unsynced_vfs(long step, Cut cut);

// How many steps were taken so far.
long steps_taken();

}  // namespace fenliu::test
