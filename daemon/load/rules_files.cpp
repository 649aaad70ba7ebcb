// Rules files by their text.
#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "daemon/load/load.h"

namespace fenliu::load {

namespace {

using File = std::shared_ptr<const rules::RulesFile>;

// Each of the files that nobody has read yet, taken by whichever thread is free.
void read_missing(const std::vector<const rules::SourceFile*>& files, const rules::Zone& zone, std::vector<File>& read) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (auto i = next++; i < files.size(); i = next++) {
      if (!read[i]) read[i] = rules::read_rules_file(*files[i], zone);
    }
  };
  const auto missing = static_cast<std::size_t>(std::count(read.begin(), read.end(), nullptr));
  const auto threads = std::min<std::size_t>(missing, std::max(1U, std::thread::hardware_concurrency()));
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work);
  work();
}

}  // namespace

struct RulesFiles::Known {
  std::mutex mutex;
  std::map<std::string, File> last, before;  // guarded by mutex; by hash of path, text and zone
};

RulesFiles::RulesFiles() : known_(std::make_shared<Known>()) {}

std::vector<File> RulesFiles::operator()(const std::vector<const rules::SourceFile*>& files, const rules::Zone& zone) const {
  std::vector<std::string> keys;
  for (const auto* file : files) keys.push_back(hash_of({file->path, file->text, zone.name}));
  std::vector<File> read(files.size());
  {
    std::lock_guard lock(known_->mutex);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      for (const auto* known : {&known_->last, &known_->before}) {
        if (const auto found = known->find(keys[i]); found != known->end()) read[i] = found->second;
      }
    }
  }
  read_missing(files, zone, read);
  std::map<std::string, File> now;
  for (std::size_t i = 0; i < keys.size(); ++i) now[keys[i]] = read[i];
  std::lock_guard lock(known_->mutex);
  known_->before = std::exchange(known_->last, std::move(now));
  return read;
}

rules::CompileResult compile(const std::vector<rules::SourceFile>& files, const RulesFiles& rules_files, rules::Lints lints) {
  auto compiled = rules::compile(files, icu_zone, rules_files, lints);
  if (compiled.configuration) compiled.configuration->revision = revision_of(files);
  return compiled;
}

}  // namespace fenliu::load
