// Two rulebooks, the same items, all cores.
#include "daemon/app/replay_both.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <thread>

#include <boost/json.hpp>

#include "daemon/app/use_cases.h"
#include "rules/decision/case_run.h"
#include "rules/item/item_json.h"
#include "rules/item/parse_json.h"
#include "rules/text/utf8.h"

namespace fenliu::app {

namespace {

constexpr std::size_t kStretch = 64;             // items
constexpr std::size_t kStretchBytes = 4u << 20;

rules::Result<Item> read_item(const ReplayItem& given, const rules::Configuration& configuration, Instant now) {
  if (const auto bad = rules::first_invalid_utf8(given.json)) {
    return Error{ErrorKind::invalid, "not UTF-8 at byte " + std::to_string(*bad), ""};
  }
  const auto value = rules::parse_json(given.json);
  if (!value.ok()) return value.error();
  auto decoded = rules::item_from_json(*value, configuration.zone);
  if (!decoded.faults.empty()) return rules::to_error(decoded.faults);
  auto item = std::move(decoded.value);
  if (!given.id.empty()) item.id = given.id;
  if (given.stored) return item;
  if (const auto allowed = refuse_classified(item); !allowed.ok()) return allowed.error();
  rules::prepare_item(item, configuration, now);
  return item;
}

Instant time_of(const ReplayItem& given, const Item& item, const rules::Zone& zone, Instant now) {
  if (given.at) return *given.at;
  if (item.received) return *item.received;
  if (item.issued) return zone.to_instant(rules::LocalTime{std::chrono::sys_days{*item.issued}.time_since_epoch()});
  return now;
}

void replay_stretch(const std::vector<ReplayItem>& items, const Router& before, const Router& after, Instant now,
                    ReplayedItems& found) {
  const auto& configuration = after.configuration();
  for (const auto& given : items) {
    const auto item = read_item(given, configuration, now);
    if (!item.ok()) {
      const auto& detail = item.error().detail;
      found.faults.push_back({given.line, item.error().message + (detail.empty() ? "" : ": " + detail)});
      continue;
    }
    const auto at = time_of(given, *item, configuration.zone, now);
    found.comparison.add(*item, before.route(*item, at), after.route(*item, at));
  }
}

}  // namespace

ReplayedItems replay_both(const Router& before, const Router& after, const ReplaySource& source, Instant now) {
  std::mutex mutex;
  std::map<std::size_t, ReplayedItems> waiting;  // stretches that are done before an earlier one
  std::size_t given_out = 0, merged = 0;
  bool ended = false;
  std::exception_ptr failed;
  ReplayedItems all;
  const auto work = [&] {
    try {
      while (true) {
        std::vector<ReplayItem> items;
        std::size_t number = 0;
        {
          std::lock_guard lock(mutex);
          if (ended) return;
          items = source();
          if (items.empty()) {
            ended = true;
            return;
          }
          number = given_out++;
        }
        ReplayedItems found;
        replay_stretch(items, before, after, now, found);
        std::lock_guard lock(mutex);
        waiting.emplace(number, std::move(found));
        for (auto next = waiting.find(merged); next != waiting.end(); next = waiting.find(++merged)) {
          all.comparison.merge(std::move(next->second.comparison));
          std::move(next->second.faults.begin(), next->second.faults.end(), std::back_inserter(all.faults));
          waiting.erase(next);
        }
      }
    } catch (...) {
      std::lock_guard lock(mutex);
      ended = true;
      failed = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < std::max(1u, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
    work();
  }
  if (failed) std::rethrow_exception(failed);
  return all;
}

Result<JsonLines> JsonLines::open(const std::string& path) {
  JsonLines lines;
  if (path == "-") {
    lines.in_ = std::shared_ptr<std::istream>(&std::cin, [](std::istream*) {});
    return lines;
  }
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return Error{ErrorKind::invalid, path + " is a folder, not a file", ""};
  lines.in_ = std::make_shared<std::ifstream>(path, std::ios::binary);
  if (!*lines.in_) return Error{ErrorKind::invalid, "cannot read " + path, "check the name and its permissions"};
  const auto size = std::filesystem::file_size(path, error);
  if (!error) lines.size_ = size;
  return lines;
}

std::vector<ReplayItem> JsonLines::next() {
  std::vector<ReplayItem> items;
  std::string line;
  for (std::size_t bytes = 0; items.size() < kStretch && bytes < kStretchBytes && std::getline(*in_, line);) {
    ++line_;
    bytes += line.size();
    bytes_ += line.size() + 1;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    ReplayItem item;
    item.json = std::move(line);
    item.line = line_;
    items.push_back(std::move(item));
  }
  return items;
}

double JsonLines::done() const {
  return size_ == 0 ? 0 : std::min(1.0, static_cast<double>(bytes_) / static_cast<double>(size_));
}

}  // namespace fenliu::app
