// Identity and change of calendar entries.
#include "rules/notices/calendar_entries.h"

#include <algorithm>
#include <map>

namespace fenliu::rules {

namespace {

bool share_a_part(const std::vector<PartId>& a, const std::vector<PartId>& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& part) { return std::find(b.begin(), b.end(), part) != b.end(); });
}

bool same(const CalendarEntry& a, const CalendarEntry& b) {
  return a.from == b.from && a.to == b.to && a.parts == b.parts && a.cancelled == b.cancelled && a.deadline == b.deadline &&
         a.item_revision == b.item_revision;
}

class Folding {
 public:
  void add(const ToldOnce& notice) {
    const bool true_still = notice.state.concerned && !notice.state.item_cancelled;
    std::vector<std::string> seen;
    if (true_still) {
      for (const auto& window : notice.state.windows) seen.push_back(take(window, seen, notice));
      std::map<std::string, int> counts;  // several deadlines of one part: the first, the second …
      for (const auto& deadline : notice.state.deadlines) {
        const auto answer = deadline.result.answer;
        if (answer == AnswerKind::waived || answer == AnswerKind::closed) continue;  // nothing is due then
        seen.push_back(take(deadline, counts, notice));
      }
    }
    for (auto& entry : entries_) {
      if (std::find(seen.begin(), seen.end(), entry.key) == seen.end()) drop(entry, notice);
    }
  }

  std::vector<CalendarEntry> entries() && { return std::move(entries_); }

 private:
  std::string take(const Window& window, const std::vector<std::string>& taken, const ToldOnce& notice) {
    CalendarEntry now;
    now.from = window.from;
    now.to = window.to;
    now.parts = window.parts;
    // A window that was ended or cancelled and comes again, for a recalled unit, is the same one.
    const auto known = std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) {
      return entry.kind == CalendarEntryKind::window && share_a_part(entry.parts, window.parts) &&
             std::find(taken.begin(), taken.end(), entry.key) == taken.end();
    });
    const auto key = known != entries_.end() ? known->key : "window-" + std::to_string(++windows_);
    now.key = key;
    put(std::move(now), notice);
    return key;
  }

  std::string take(const UnitDeadline& deadline, std::map<std::string, int>& counts, const ToldOnce& notice) {
    CalendarEntry now;
    now.kind = CalendarEntryKind::deadline;
    now.from = deadline.result.effective;
    now.parts = {deadline.part};
    now.deadline = deadline;
    const auto what = deadline.part + (deadline.occurrence.empty() ? "" : "-" + deadline.occurrence);
    now.key = "deadline-" + what + "-" + std::to_string(++counts[what]);
    const auto key = now.key;
    put(std::move(now), notice);
    return key;
  }

  void put(CalendarEntry now, const ToldOnce& notice) {
    now.created = now.modified = notice.at;
    now.sequence = notice.sequence - 1;
    now.item_revision = notice.state.item_revision;
    const auto known = std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) { return entry.key == now.key; });
    if (known == entries_.end()) {
      entries_.push_back(std::move(now));
    } else if (!same(*known, now)) {
      now.created = known->created;
      *known = std::move(now);
    }
  }

  static void drop(CalendarEntry& entry, const ToldOnce& notice) {
    if (entry.cancelled) return;
    const bool begun = entry.kind == CalendarEntryKind::window && entry.from < notice.at;
    if (begun && entry.to && *entry.to <= notice.at) return;  // over as told
    if (entry.kind == CalendarEntryKind::deadline && entry.from <= notice.at) return;
    if (begun) {
      entry.to = notice.at;
    } else {
      entry.cancelled = true;
    }
    entry.modified = notice.at;
    entry.sequence = notice.sequence - 1;
  }

  std::vector<CalendarEntry> entries_;
  int windows_ = 0;
};

}  // namespace

std::vector<CalendarEntry> calendar_entries(const std::vector<ToldOnce>& notices) {
  Folding folding;
  for (const auto& notice : notices) folding.add(notice);
  return std::move(folding).entries();
}

}  // namespace fenliu::rules
