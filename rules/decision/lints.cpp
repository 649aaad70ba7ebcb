// The checks. Sources: the documents named in lint_sentences.cpp.
#include "rules/decision/lints.h"

#include <algorithm>
#include <set>

#include "rules/text/normalise.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using Words = std::vector<std::string_view>;

// Calling or visiting people one by one.
const Words kContact = {"逐一电话", "电话联系", "电话核实", "电话核查", "电话排查", "电话通知到", "入户", "逐户", "上门", "敲门",
                        "gọi điện", "đến từng nhà", "từng hộ", "by phone", "phone calls to", "call each", "door to door", "door-to-door"};
// Looking for people.
const Words kScreen = {"排查", "核查", "摸排", "筛查", "查找", "rà soát", "truy vết", "screen", "trace", "identify all"};
// Somebody above has them in a system already.
const Words kHolder = {"红码", "黄码", "赋码", "大数据", "轨迹数据", "系统推送", "系统比对", "平台推送", "数据推送", "hệ thống đã",
                       "dữ liệu đã có", "already registered", "in the state system"};
const Words kList = {"名单见", "附名单", "名单附", "附件", "名单随文", "名单另发", "名单已", "附后", "danh sách kèm", "kèm theo", "attached",
                     "enclosed", "attachment"};
const Words kVideo = {"视频", "电视电话", "trực tuyến", "video"};
const Words kRelay = {"传达", "贯彻", "学习领会", "quán triệt", "triển khai lại", "relay"};

std::string_view first_of(const std::string& text, const Words& words) {
  for (const auto word : words) {
    if (text.find(word) != std::string::npos) return word;
  }
  return {};
}

bool is_video(const Item& item) {
  return !first_of(item.title, kVideo).empty() || !first_of(item.place, kVideo).empty() || item.link.find("://") != std::string::npos;
}

std::optional<int> planned_minutes(const Item& item) {
  if (item.starts && item.ends) return static_cast<int>(std::chrono::duration_cast<Minutes>(*item.ends - *item.starts).count());
  int sum = 0;
  for (const auto& part : item.parts) {
    if (part.part_id == "0") continue;
    if (!part.minutes) return {};  // a guess is no finding
    sum += *part.minutes;
  }
  return sum == 0 ? std::nullopt : std::optional(sum);
}

// Pairs of neighbouring letters and digits: what two texts about the same share.
std::set<std::u32string> pairs_of(const std::string& text) {
  std::u32string letters;
  for (const auto c : to_utf32(fold_case(text))) {
    if (is_letter_or_digit(c) && !(c >= U'0' && c <= U'9')) letters += c;  // dates differ from round to round
  }
  std::set<std::u32string> pairs;
  for (std::size_t i = 0; i + 2 <= letters.size(); ++i) pairs.insert(letters.substr(i, 2));
  return pairs;
}

// Nearly the same words, whatever the dates in them.
bool says_the_same(const std::set<std::u32string>& a, const std::set<std::u32string>& b) {
  constexpr std::size_t kLeast = 8;
  constexpr double kAlike = 0.8;
  if (a.size() < kLeast || b.size() < kLeast) return false;
  std::size_t common = 0;
  for (const auto& pair : a) common += b.count(pair);
  return static_cast<double>(common) >= kAlike * static_cast<double>(a.size() + b.size() - common);
}

class Linting {
 public:
  Linting(const Item& item, const LintContext& context)
      : item_(item), context_(context), policy_(context.configuration.policy) {}

  std::vector<Lint> all() {
    due_too_soon();
    contact_in_quiet_hours();
    name_list_missing();
    asked_twice();
    if (item_.kind == ItemKind::meeting) {
      meeting_too_long();
      held_again();
      invited_late();
    }
    return std::move(found_);
  }

 private:
  bool is_wanted(LintKind kind) const {
    if (source_of(kind, policy_.lints.sources).empty()) return false;
    const bool excused = kind == LintKind::due_too_soon || kind == LintKind::contact_in_quiet_hours || kind == LintKind::invited_late;
    const bool emergency = policy_.lints.emergency || context_.emergency || item_.urgency == Urgency::critical;
    if (excused && emergency) return false;
    const auto setting = policy_.lints.levels.find(kind);
    if (setting == policy_.lints.levels.end()) return true;
    return std::find(setting->second.begin(), setting->second.end(), level()) != setting->second.end();
  }

  // Of the issuer.
  std::string level() const {
    const auto* issuer = context_.configuration.organisation.unit(item_.issuer);
    if (issuer != nullptr) return issuer->level;
    if (!item_.level.empty()) return item_.level;
    const auto* home = context_.configuration.organisation.unit(policy_.home);
    return home == nullptr ? "" : home->level;
  }

  // "Within half an hour" runs from what is to be reported, when it happens: no working time is promised for it.
  bool is_by_the_clock(const UnitDeadline& deadline) const {
    return std::any_of(item_.deadlines.begin(), item_.deadlines.end(), [&](const auto& stated) {
      return stated.minutes && stated.text == deadline.text && (stated.part == deadline.part || stated.part.empty());
    });
  }

  void due_too_soon() {
    if (!is_wanted(LintKind::due_too_soon)) return;
    std::map<PartId, Lint> by_part;
    for (const auto& [unit, schedule] : context_.schedule) {
      for (const auto& deadline : schedule.deadlines) {
        const auto status = deadline.result.status;
        if (status != DeadlineStatus::tight && status != DeadlineStatus::impossible && status != DeadlineStatus::hard) continue;
        if (deadline.result.stated >= deadline.result.fair || !deadline.occurrence.empty() || is_by_the_clock(deadline)) continue;
        auto& lint = by_part[deadline.part];
        const int left = static_cast<int>(deadline.result.working_minutes_left.count());
        if (lint.units.empty() || left < lint.found) lint.found = left;
        lint.units.push_back(unit);
        lint.words = deadline.text;
      }
    }
    const auto guaranteed = policy_.guaranteed.find(item_.urgency);
    for (auto& [part, lint] : by_part) {
      lint.kind = LintKind::due_too_soon;
      lint.part = part;
      lint.rule = guaranteed == policy_.guaranteed.end() ? 0 : static_cast<int>(guaranteed->second.count());
      std::erase_if(lint.units, [&, seen = std::set<UnitId>{}](const auto& unit) mutable { return !seen.insert(unit).second; });
      found_.push_back(std::move(lint));
    }
  }

  bool is_quiet(Instant at) const {
    const auto local = context_.configuration.zone.to_local(at);
    const auto of_day = std::chrono::duration_cast<Minutes>(local - std::chrono::floor<std::chrono::days>(local));
    return std::any_of(policy_.quiet_hours.begin(), policy_.quiet_hours.end(),
                       [&](const auto& span) { return span.start <= of_day && of_day < span.end; });
  }

  // Minutes outside the quiet hours, counted to `enough` at most.
  int waking_minutes(Instant from, Instant until, int enough) const {
    int minutes = 0;
    const auto last = std::min(until, from + std::chrono::hours{48});
    for (auto at = from; at < last && minutes < enough; at += Minutes{1}) minutes += !is_quiet(at);
    return minutes;
  }

  void contact_in_quiet_hours() {
    constexpr int kEnough = 60;
    if (policy_.quiet_hours.empty() || !is_wanted(LintKind::contact_in_quiet_hours)) return;
    for (const auto& part : item_.parts) {
      const auto words = first_of(part.text, kContact);
      if (words.empty()) continue;
      Lint lint{LintKind::contact_in_quiet_hours, part.part_id, {}, std::string(words), kEnough, kEnough, {}};
      for (const auto& [unit, schedule] : context_.schedule) {
        for (const auto& deadline : schedule.deadlines) {
          if (deadline.part != part.part_id && deadline.part != "0") continue;
          const auto from = std::max(deadline.result.handed_down, context_.now);
          const int waking = waking_minutes(from, deadline.result.effective, kEnough);
          if (waking >= kEnough) continue;
          lint.found = std::min(lint.found, waking);
          if (lint.units.empty() || lint.units.back() != unit) lint.units.push_back(unit);
        }
      }
      if (!lint.units.empty()) found_.push_back(std::move(lint));
    }
  }

  void name_list_missing() {
    if (!is_wanted(LintKind::name_list_missing)) return;
    if (!first_of(item_.text, kList).empty()) return;
    for (const auto& part : item_.parts) {
      if (!first_of(part.text, kList).empty()) return;
    }
    for (const auto& part : item_.parts) {
      const auto holder = first_of(part.text, kHolder);
      if (holder.empty() || first_of(part.text, kScreen).empty()) continue;
      found_.push_back({LintKind::name_list_missing, part.part_id, {}, std::string(holder), 0, 0, {}});
    }
  }

  // A part that must be answered by a time: a return.
  static bool asks(const Item& item, const PartId& part) {
    return std::any_of(item.deadlines.begin(), item.deadlines.end(), [&](const auto& deadline) {
      return deadline.part == part || ((deadline.part.empty() || deadline.part == "0") && item.parts.size() <= 2);
    });
  }

  void asked_twice() {
    constexpr std::chrono::hours kRecent{24 * 30};
    if (!is_wanted(LintKind::asked_twice)) return;
    for (const auto& part : item_.parts) {
      if (part.text.empty() || !asks(item_, part.part_id)) continue;
      const auto own = pairs_of(part.text);
      const Item* same = nullptr;
      for (const auto* other : context_.others) {
        const bool itself = other->id == item_.id || other->id == item_.supersedes || other->id == item_.cancels ||
                            (!other->number.empty() && (other->number == item_.supersedes || other->number == item_.cancels));
        if (itself || !other->received || *other->received > context_.now || *other->received + kRecent < context_.now) continue;
        for (const auto& asked : other->parts) {
          if (!asked.text.empty() && asks(*other, asked.part_id) && says_the_same(own, pairs_of(asked.text))) same = other;
        }
      }
      if (same != nullptr) found_.push_back({LintKind::asked_twice, part.part_id, {}, "", 0, 0, same->id});
    }
  }

  void meeting_too_long() {
    constexpr int kVideoMinutes = 90, kHalfDayMinutes = 240;
    const auto minutes = planned_minutes(item_);
    const int rule = is_video(item_) ? kVideoMinutes : kHalfDayMinutes;
    if (!minutes || *minutes <= rule || !is_wanted(LintKind::meeting_too_long)) return;
    found_.push_back({LintKind::meeting_too_long, "0", {}, is_video(item_) ? std::string(first_of(item_.title, kVideo)) : "", *minutes, rule, {}});
  }

  // Every part of the meeting only hands on what was said above.
  bool only_relays(const std::string& meeting) const {
    int own = 0;
    for (const auto& part : item_.parts) {
      if (part.part_id == "0") continue;
      ++own;
      if (!part.relays.starts_with(meeting + "/") && part.relays != meeting) return false;
    }
    return own > 0 || !first_of(item_.title, kRelay).empty();
  }

  // Whether the upper meeting's own list of those who attend names somebody whom this one summons.
  bool attended(const Item& upper) const {
    const auto names = [&](const UnitId& id, const std::vector<std::string>& list) {
      const auto* unit = context_.configuration.organisation.unit(id);
      return std::any_of(list.begin(), list.end(), [&](const std::string& words) {
        if (words == id || unit == nullptr) return words == id;
        const bool named = std::any_of(unit->name.begin(), unit->name.end(), [&](const auto& name) { return name.second == words; });
        return named || std::find(unit->aliases.begin(), unit->aliases.end(), words) != unit->aliases.end() || in_group(words, id);
      });
    };
    return std::any_of(context_.relevance.units.begin(), context_.relevance.units.end(), [&](const auto& reached) {
      return reached.second.role >= Role::support && reached.first != item_.issuer &&
             (names(reached.first, upper.attendees) || names(reached.first, upper.addressees) || names(reached.first, upper.summoned));
    });
  }

  bool in_group(const std::string& words, const UnitId& unit) const {
    const auto& organisation = context_.configuration.organisation;
    for (const auto& group : organisation.groups) {
      const bool meant = group.id == words || std::find(group.match.begin(), group.match.end(), words) != group.match.end();
      if (!meant) continue;
      const auto members = organisation.members(group, {});
      if (std::find(members.begin(), members.end(), unit) != members.end()) return true;
    }
    return false;
  }

  void held_again() {
    if (item_.origin == Origin::outside || !is_wanted(LintKind::held_again)) return;
    for (const auto& follows : item_.follows) {
      const auto upper = std::find_if(context_.others.begin(), context_.others.end(),
                                      [&](const auto* other) { return other->id == follows.meeting; });
      if (upper == context_.others.end() || !is_video(**upper) || !only_relays((*upper)->id) || !attended(**upper)) continue;
      found_.push_back({LintKind::held_again, "0", {}, "", 0, 0, (*upper)->id});
    }
  }

  void invited_late() {
    if (!item_.starts || *item_.starts <= context_.now || item_.origin != Origin::fenliu || !is_wanted(LintKind::invited_late)) return;
    Lint lint{LintKind::invited_late, "0", {}, "", 0, 0, {}};
    if (policy_.lints.sources == "us") {
      lint.rule = (item_.urgency == Urgency::routine ? 72 : 24) * 60;  // a regular and a special meeting
      lint.found = static_cast<int>(std::chrono::duration_cast<Minutes>(*item_.starts - context_.now).count());
    } else {
      // The day of the invitation is not counted, that of the meeting is.
      lint.rule = 3;
      const auto time = context_.configuration.working_time(policy_.home, context_.configuration.overlays, context_.now);
      const auto day = date_of(time.zone().to_local(*item_.starts));
      for (auto next = time.next_workday(date_of(time.zone().to_local(context_.now))); next <= day && lint.found < lint.rule;
           next = time.next_workday(next)) {
        ++lint.found;
      }
    }
    if (lint.found < lint.rule) found_.push_back(std::move(lint));
  }

  const Item& item_;
  const LintContext& context_;
  const Policy& policy_;
  std::vector<Lint> found_;
};

}  // namespace

std::vector<Lint> lints(const Item& item, const LintContext& context) { return Linting(item, context).all(); }

}  // namespace fenliu::rules
