// The VFS: an image per file in memory, written to the real file at each sync. Shared memory and locks are the real ones.
#include "tests/daemon/app/unsynced_vfs.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace fenliu::test {

namespace {

struct Write {
  off_t offset;
  std::vector<char> bytes;
};

struct Image {
  std::vector<char> bytes;
  std::vector<Write> unsynced;  // kept for Cut::scattered only
};

std::mutex mutex;
std::map<std::string, Image> images;  // guarded by mutex
long crash_at = 0, taken = 0;         // guarded by mutex
Cut cut = Cut::unsynced_lost;
sqlite3_vfs* real = nullptr;

struct File {
  sqlite3_file base;
  Image* image;
  sqlite3_file* below;  // the real file, in the space behind
};

bool write_through() { return cut == Cut::process_only; }

// Some of what was not synced reached the disk, in no order: which, follows from the step and the place alone.
void scatter() {
  std::uint64_t state = static_cast<std::uint64_t>(crash_at) * 0x9e3779b97f4a7c15ULL + 1;
  for (const auto& [name, image] : images) {
    const int file = open(name.c_str(), O_WRONLY);
    for (const auto& write : image.unsynced) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      const bool arrived = (state >> 40) % 2 == 0;
      if (arrived && pwrite(file, write.bytes.data(), write.bytes.size(), write.offset) < 0) _exit(7);
    }
    close(file);
  }
}

// REQUIRES mutex held.
void step() {
  if (++taken != crash_at) return;
  if (cut == Cut::scattered) scatter();
  _exit(9);
}

int close_file(sqlite3_file* file) { return reinterpret_cast<File*>(file)->below->pMethods->xClose(reinterpret_cast<File*>(file)->below); }

int read_file(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset) {
  std::lock_guard lock(mutex);
  const auto& bytes = reinterpret_cast<File*>(file)->image->bytes;
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  const auto have = static_cast<int>(std::clamp<sqlite3_int64>(size - offset, 0, amount));
  if (have > 0) std::memcpy(into, bytes.data() + offset, static_cast<std::size_t>(have));
  if (have == amount) return SQLITE_OK;
  std::memset(static_cast<char*>(into) + have, 0, static_cast<std::size_t>(amount - have));
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
  std::lock_guard lock(mutex);
  if (cut != Cut::unsynced_lost) step();
  auto& self = *reinterpret_cast<File*>(file);
  auto& bytes = self.image->bytes;
  const auto end = static_cast<std::size_t>(offset) + static_cast<std::size_t>(amount);
  if (bytes.size() < end) bytes.resize(end);
  std::memcpy(bytes.data() + offset, from, static_cast<std::size_t>(amount));
  if (cut == Cut::scattered) {
    const auto* start = static_cast<const char*>(from);
    self.image->unsynced.push_back({offset, {start, start + amount}});
  }
  return write_through() ? self.below->pMethods->xWrite(self.below, from, amount, offset) : SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  std::lock_guard lock(mutex);
  step();
  auto& self = *reinterpret_cast<File*>(file);
  self.image->bytes.resize(static_cast<std::size_t>(size));
  return write_through() ? self.below->pMethods->xTruncate(self.below, size) : SQLITE_OK;
}

int sync_file(sqlite3_file* file, int flags) {
  std::lock_guard lock(mutex);
  step();
  auto& self = *reinterpret_cast<File*>(file);
  if (write_through()) return self.below->pMethods->xSync(self.below, flags);
  self.image->unsynced.clear();
  const auto& bytes = self.image->bytes;
  int result = self.below->pMethods->xTruncate(self.below, static_cast<sqlite3_int64>(bytes.size()));
  // In pieces: SQLite's own files are never written by more than 128 KiB at once.
  constexpr std::size_t kPiece = 65536;
  for (std::size_t at = 0; at < bytes.size() && result == SQLITE_OK; at += kPiece) {
    result = self.below->pMethods->xWrite(self.below, bytes.data() + at, static_cast<int>(std::min(kPiece, bytes.size() - at)),
                                          static_cast<sqlite3_int64>(at));
  }
  return result;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  std::lock_guard lock(mutex);
  *size = static_cast<sqlite3_int64>(reinterpret_cast<File*>(file)->image->bytes.size());
  return SQLITE_OK;
}

sqlite3_file* below(sqlite3_file* file) { return reinterpret_cast<File*>(file)->below; }

const sqlite3_io_methods kMethods = {
    2,
    close_file,
    read_file,
    write_file,
    truncate_file,
    sync_file,
    file_size,
    [](sqlite3_file* f, int level) { return below(f)->pMethods->xLock(below(f), level); },
    [](sqlite3_file* f, int level) { return below(f)->pMethods->xUnlock(below(f), level); },
    [](sqlite3_file* f, int* out) { return below(f)->pMethods->xCheckReservedLock(below(f), out); },
    [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; },
    [](sqlite3_file*) { return 4096; },
    [](sqlite3_file*) { return 0; },
    [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
      return below(f)->pMethods->xShmMap(below(f), page, size, extend, out);
    },
    [](sqlite3_file* f, int offset, int n, int flags) { return below(f)->pMethods->xShmLock(below(f), offset, n, flags); },
    [](sqlite3_file* f) { below(f)->pMethods->xShmBarrier(below(f)); },
    [](sqlite3_file* f, int remove) { return below(f)->pMethods->xShmUnmap(below(f), remove); },
    nullptr,
    nullptr,
};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  // Temporary files (journals of savepoints) never matter after a crash.
  if (name == nullptr) return real->xOpen(real, name, file, flags, out_flags);
  auto& self = *reinterpret_cast<File*>(file);
  self.below = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(File));
  self.base.pMethods = nullptr;
  const int opened = real->xOpen(real, name, self.below, flags, out_flags);
  if (opened != SQLITE_OK) return opened;
  self.base.pMethods = &kMethods;
  std::lock_guard lock(mutex);
  const auto [place, fresh] = images.try_emplace(name);
  self.image = &place->second;
  if (fresh) {
    sqlite3_int64 size = 0;
    self.below->pMethods->xFileSize(self.below, &size);
    self.image->bytes.resize(static_cast<std::size_t>(size));
    if (size > 0) self.below->pMethods->xRead(self.below, self.image->bytes.data(), static_cast<int>(size), 0);
  }
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* name, int sync_directory) {
  std::lock_guard lock(mutex);
  step();
  images.erase(name);
  return real->xDelete(real, name, sync_directory);
}

}  // namespace

void register_unsynced_vfs(long step_to_crash_at, Cut what_is_lost) {
  static sqlite3_vfs vfs;
  crash_at = step_to_crash_at;
  cut = what_is_lost;
  real = sqlite3_vfs_find(nullptr);
  vfs = *real;
  vfs.zName = "unsynced";
  vfs.szOsFile = static_cast<int>(sizeof(File)) + real->szOsFile;
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  sqlite3_vfs_register(&vfs, 0);
}

long steps_taken() {
  std::lock_guard lock(mutex);
  return taken;
}

}  // namespace fenliu::test
