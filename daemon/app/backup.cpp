// A backup appears under its name only when it is whole, checked and on the disk; its checksum stands beside it in the form
// that `sha256sum --check` reads.
#include "daemon/app/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "daemon/app/checksum.h"
#include "daemon/app/data_folder.h"
#include "daemon/store/backup.h"
#include "daemon/store/store.h"

namespace fenliu::app {

namespace fs = std::filesystem;
using rules::Done;
using rules::Error;
using rules::ErrorKind;
using rules::Instant;
using rules::Result;

namespace {

// "20221124T123000Z", which sorts as time does.
std::string stamp(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(at - day);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string facts_in_words(const store::BackupFacts& facts) {
  auto words = std::to_string(facts.items) + " item revisions, " + std::to_string(facts.notices) + " notices, " +
               std::to_string((facts.bytes + 1023) / 1024) + " KiB, schema " + std::to_string(facts.schema);
  if (!facts.configuration.empty()) words += ", configuration " + facts.configuration.substr(0, 12);
  if (facts.newest) words += ", last decision " + rules::format_rfc3339(*facts.newest, rules::Zone{});
  return words;
}

Error cannot(const std::string& what, const std::string& path) {
  return {ErrorKind::unavailable, what + " " + path, std::generic_category().message(errno)};
}

// An empty file, new, for its user only.
Result<Done> make_private(const std::string& path) {
  std::error_code ignored;
  fs::remove(path, ignored);  // what an interrupted run left
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return cannot("Cannot write", path);
  close(file);
  return Done{};
}

Result<Done> sync(const std::string& path, int flags) {
  const int file = open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return cannot("Cannot open", path);
  const bool synced = fsync(file) == 0;
  const auto error = cannot("Cannot write", path);
  close(file);
  if (!synced) return error;
  return Done{};
}

std::string folder_of(const std::string& path) {
  const auto folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

Result<Done> put_in_place(const std::string& from, const std::string& to) {
  if (const auto done = sync(from, O_RDONLY); !done.ok()) return done;
  if (std::rename(from.c_str(), to.c_str()) != 0) return cannot("Cannot rename to", to);
  return sync(folder_of(to), O_RDONLY | O_DIRECTORY);
}

constexpr std::string_view kPrefix = "fenliu-", kEnding = ".db";

bool is_own_backup(const std::string& name) {
  if (!name.starts_with(kPrefix) || !name.ends_with(kEnding)) return false;
  const auto time = name.substr(kPrefix.size(), name.size() - kPrefix.size() - kEnding.size());
  return time.size() == 16 && time[8] == 'T' && time[15] == 'Z' &&
         std::all_of(time.begin(), time.end(), [](char c) { return (c >= '0' && c <= '9') || c == 'T' || c == 'Z'; });
}

// The oldest go, only of those that were written into this folder by this command. Returns how many.
std::size_t keep_newest(const std::string& folder, std::size_t keep) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (const auto name = entry.path().filename().string(); is_own_backup(name)) names.push_back(name);
  }
  std::sort(names.rbegin(), names.rend());
  std::size_t gone = 0;
  for (std::size_t i = keep; i < names.size(); ++i) {
    if (fs::remove(fs::path(folder) / names[i], ignored)) ++gone;
    fs::remove(fs::path(folder) / (names[i] + std::string(kChecksumEnding)), ignored);
  }
  return gone;
}

Result<Done> enough_space(const std::string& folder, std::uintmax_t bytes) {
  std::error_code error;
  const auto space = fs::space(folder, error);
  if (error || space.available >= bytes) return Done{};
  return Error{ErrorKind::unavailable, "There is too little space in " + folder,
               std::to_string(bytes >> 20) + " MiB are needed, " + std::to_string(space.available >> 20) + " MiB are free"};
}

Result<store::BackupFacts> write_backup(const std::string& database, const std::string& to, const cli::BackupRequest& request) {
  const auto part = to + ".part";
  if (const auto done = make_private(part); !done.ok()) return done.error();
  const auto facts = store::back_up(database, part, request.progress);
  std::error_code ignored;
  if (!facts.ok()) {
    fs::remove(part, ignored);
    fs::remove(part + "-journal", ignored);
    return facts;
  }
  if (const auto done = write_checksum(part, to); !done.ok()) return done.error();
  if (const auto done = put_in_place(part, to); !done.ok()) return done.error();
  return facts;
}

}  // namespace

Result<std::string> back_up(const cli::BackupRequest& request, Instant now) {
  const auto database = request.data + "/fenliu.db";
  std::error_code error;
  if (!fs::exists(database, error)) {
    return Error{ErrorKind::invalid, "there is no database in " + request.data, "give the folder that `fenliu serve --data` used"};
  }
  const bool into_folder = fs::is_directory(request.to, error);
  if (request.keep && !into_folder) {
    return Error{ErrorKind::invalid, "--keep needs --to to be a folder that exists", request.to + " is none"};
  }
  const auto to = into_folder ? request.to + "/" + std::string(kPrefix) + stamp(now) + std::string(kEnding) : request.to;
  if (fs::exists(to, error)) {
    return Error{ErrorKind::invalid, to + " exists and is not overwritten", "give another name, or a folder: names are then made of the time"};
  }
  if (const auto done = enough_space(folder_of(to), fs::file_size(database, error)); !done.ok()) return done.error();
  const auto facts = write_backup(database, to, request);
  if (!facts.ok()) return facts.error();
  auto words = to + ": " + facts_in_words(*facts);
  if (request.keep) {
    if (const auto gone = keep_newest(request.to, *request.keep); gone > 0) words += "; " + std::to_string(gone) + " older removed";
  }
  return words;
}

namespace {

// The database and its log, if there are any, into a folder of their own inside the data folder.
Result<std::string> set_aside(const std::string& data, Instant now) {
  const auto aside = data + "/replaced-" + stamp(now);
  std::error_code error;
  if (!fs::create_directory(aside, error)) return Error{ErrorKind::unavailable, "Cannot make " + aside, error ? error.message() : "it exists"};
  fs::permissions(aside, fs::perms::owner_all, error);
  // The log first: a database without its newest pages is never left under its name.
  for (const auto* name : {"fenliu.db-shm", "fenliu.db-wal", "fenliu.db"}) {
    const auto from = data + "/" + name;
    if (!fs::exists(from, error)) continue;
    fs::rename(from, aside + "/" + name, error);
    if (error) return Error{ErrorKind::unavailable, "Cannot move " + from + " to " + aside, error.message()};
  }
  return aside;
}

bool has_database(const std::string& data) {
  std::error_code ignored;
  return fs::exists(data + "/fenliu.db", ignored) || fs::exists(data + "/fenliu.db-wal", ignored);
}

struct Copied {
  std::string path;
  std::int64_t held = 0;
};

// A private copy beside its final name, checked again, with what was due held if asked for.
Result<Copied> copy_in(const cli::RestoreRequest& request, Instant now) {
  Copied copied{request.data + "/fenliu.db.restoring", 0};
  std::error_code error;
  for (const auto* ending : {"-wal", "-shm", "-journal"}) fs::remove(copied.path + ending, error);
  if (const auto done = make_private(copied.path); !done.ok()) return done.error();
  const auto done = [&]() -> Result<Done> {
    if (!fs::copy_file(request.file, copied.path, fs::copy_options::overwrite_existing, error)) {
      return Error{ErrorKind::unavailable, "Cannot copy " + request.file + " to " + copied.path, error.message()};
    }
    fs::permissions(copied.path, fs::perms::owner_read | fs::perms::owner_write, error);
    if (const auto checked = store::check_backup(copied.path); !checked.ok()) return checked.error();
    if (!request.hold_deliveries) return Done{};
    const auto held = store::hold_deliveries(copied.path, now);
    if (!held.ok()) return held.error();
    copied.held = *held;
    return Done{};
  }();
  if (done.ok()) return copied;
  for (const auto* ending : {"", "-wal", "-shm", "-journal"}) fs::remove(copied.path + ending, error);
  return done.error();
}

}  // namespace

Result<std::string> restore(const cli::RestoreRequest& request, Instant now) {
  // The whole file is looked over before anything is touched.
  if (const auto done = verify_checksum(request.file); !done.ok()) return done.error();
  const auto facts = store::check_backup(request.file);
  if (!facts.ok()) return facts.error();
  const auto taken = DataFolder::take(request.data);
  if (!taken.ok()) return taken.error();
  if (has_database(request.data) && !request.force) {
    return Error{ErrorKind::invalid, "there is a database in " + request.data + " already",
                 "restore into an empty folder, or give --force: the database that is there is kept beside"};
  }
  if (const auto done = enough_space(request.data, static_cast<std::uintmax_t>(facts->bytes)); !done.ok()) return done.error();
  const auto copied = copy_in(request, now);
  if (!copied.ok()) return copied.error();
  std::string words = request.data + ": " + facts_in_words(*facts);
  if (has_database(request.data)) {
    const auto aside = set_aside(request.data, now);
    if (!aside.ok()) return aside.error();
    words += "\nThe database that was there is in " + *aside;
  }
  if (const auto done = put_in_place(copied->path, request.data + "/fenliu.db"); !done.ok()) return done.error();
  if (request.hold_deliveries) {
    words += "\n" + std::to_string(copied->held) + (copied->held == 1 ? " delivery is" : " deliveries are") +
             " held until `fenliu release --data " + request.data + "`";
  }
  return words;
}

Result<std::string> release_deliveries(const std::string& data) {
  const auto database = data + "/fenliu.db";
  std::error_code ignored;
  if (!fs::exists(database, ignored)) {
    return Error{ErrorKind::invalid, "there is no database in " + data, "give the folder that `fenliu serve --data` used"};
  }
  const auto released = store::release_deliveries(database);
  if (!released.ok()) return released.error();
  return std::to_string(*released) + (*released == 1 ? " delivery goes out" : " deliveries go out");
}

}  // namespace fenliu::app
