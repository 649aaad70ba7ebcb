// The words of calendar events.
#include "rules/notices/calendar_events.h"

#include <algorithm>
#include <cstdlib>

#include "rules/decision/decision_words.h"

namespace fenliu::rules {

namespace {

constexpr Phrase kMeeting = {"会议：#", "Meeting: #", "Họp: #"};
constexpr Phrase kDeadline = {"截止：#", "Due: #", "Hạn: #"};
constexpr Phrase kInternalMeeting = {"内部会议（详见收件箱）", "Internal meeting (see the inbox)", "Họp nội bộ (xem hộp thư)"};
constexpr Phrase kInternalDeadline = {"内部事项到期（详见收件箱）", "Internal item due (see the inbox)",
                                      "Việc nội bộ đến hạn (xem hộp thư)"};
constexpr Phrase kYourParts = {"本单位的部分", "your part", "phần của đơn vị"};
constexpr Phrase kUntilReleased = {"结束时间待通知", "until you are released", "đến khi có báo"};
constexpr Phrase kItem = {"事项", "item", "việc"};
constexpr Phrase kLink = {"链接", "link", "liên kết"};
constexpr Phrase kStated = {"原定", "stated", "theo văn bản"};

class Words {
 public:
  Words(const Item& item, const CalendarSetting& setting)
      : item_(item), setting_(setting), column_(column_of(setting.language)) {}

  const char* say(const Phrase& phrase) const { return phrase[column_]; }
  std::string say(const Phrase& phrase, const std::string& words) const { return filled(phrase, column_, words); }

  void line(const Phrase& what, const std::string& words) {
    if (!words.empty()) text_ += (text_.empty() ? "" : "\n") + std::string(say(what)) + say(words::kColon) + words;
  }
  std::string text() const { return text_; }

  std::string title() const { return item_.title.empty() ? item_.id : item_.title; }

  // "第2项 学校疫情防控、第5项 …"; empty for the whole item.
  std::string parts(const std::vector<PartId>& ids) const {
    std::string list;
    for (const auto& id : ids) {
      if (id == "0") return "";
      const auto part = std::find_if(item_.parts.begin(), item_.parts.end(), [&](const auto& each) { return each.part_id == id; });
      list += (list.empty() ? "" : say(words::kComma)) + say(words::kPart, id);
      if (part != item_.parts.end() && !part->title.empty()) list += " " + part->title;
    }
    return list;
  }

  std::string name_of(const UnitId& id) const {
    const auto* unit = setting_.configuration.organisation.unit(id);
    return unit == nullptr ? id : in_language(unit->name, setting_.language, id);
  }

  void reasons(const std::vector<CalendarReason>& reasons, const std::vector<PartId>& parts) {
    for (const auto& reason : reasons) {
      const bool own = reason.part == "0" || std::find(parts.begin(), parts.end(), reason.part) != parts.end() ||
                       std::find(parts.begin(), parts.end(), "0") != parts.end();
      if (own) line(words::kWhy, reason_words(reason, setting_));
    }
  }

  void chain(const std::vector<CausalStep>& steps) { line(words::kBecause, chain_words(steps, setting_)); }

  void deadline(const UnitDeadline& deadline) {
    const auto& result = deadline.result;
    auto words = moment(result.stated) + say(words::kOpen) + word_in(words::kStatus, to_string(result.status), column_);
    for (const auto& flag : deadline.flags) words += say(words::kSemicolon) + word_in(words::kFlags, flag, column_);
    words += say(words::kClose);
    if (result.proposed) words += say(words::kSemicolon) + say(words::kProposed, moment(*result.proposed));
    line(kStated, words);
  }

  // Who sent it, and where it can be read.
  void source() {
    auto words = title();
    if (!item_.number.empty()) words += say(words::kPause) + item_.number;
    if (!item_.issuer.empty()) words += say(words::kPause) + name_of(item_.issuer);
    line(kItem, words + say(words::kOpen) + item_.id + say(words::kClose));
  }

 private:
  std::string moment(Instant at) const {
    const auto local = setting_.configuration.zone.to_local(at);
    return format_date(date_of(local)) + " " + format_time_of_day(local);
  }

  const Item& item_;
  const CalendarSetting& setting_;
  const std::size_t column_;
  std::string text_;
};

bool is_internal(const Item& item) { return item.secrecy != Secrecy::public_; }
bool is_uri(const std::string& text) { return text.find("://") != std::string::npos && text.find(' ') == std::string::npos; }

// Where and how, of an item that is not internal.
void add_place(CalendarEvent& event, const Item& item, Words& words) {
  event.location = item.place;
  if (is_uri(item.link)) {
    event.url = item.link;
  } else {
    words.line(kLink, item.link);
  }
}

}  // namespace

std::string reason_words(const CalendarReason& reason, const CalendarSetting& setting) {
  const auto column = column_of(setting.language);
  const auto topic = setting.configuration.topics.find(reason.topic);
  const auto topic_name = topic == setting.configuration.topics.end() ? reason.topic
                                                                      : in_language(topic->second.name, setting.language, reason.topic);
  auto text = filled(words::kVia[static_cast<std::size_t>(reason.via)], column, topic_name);
  for (std::size_t i = 0; i < reason.terms.size(); ++i) {
    text += (i == 0 ? words::kColon : words::kComma)[column] + filled(words::kQuoted, column, reason.terms[i]);
  }
  if (!reason.rule.empty()) text += words::kOpen[column] + filled(words::kRule, column, reason.rule) + words::kClose[column];
  return text;
}

std::string chain_words(const std::vector<CausalStep>& steps, const CalendarSetting& setting) {
  const auto column = column_of(setting.language);
  std::string causes;
  for (const auto& step : steps) {
    const auto title = setting.titles.find(step.meeting);
    causes += (causes.empty() ? "" : words::kComma[column]) + (title == setting.titles.end() ? step.meeting : title->second) +
              (step.minutes < 0 ? " −" : " +") + filled(words::kMinutes, column, std::to_string(std::abs(step.minutes))) +
              words::kOpen[column] + word_in(words::kCauses, step.cause, column) + words::kClose[column];
  }
  return causes;
}

std::string calendar_domain(const Configuration& configuration) {
  return configuration.policy.home.empty() ? "fenliu" : configuration.policy.home + ".fenliu";
}

CalendarEvent unit_event(const CalendarEntry& entry, const Item& item, const UnitId& unit, const CalendarShare& share,
                         const CalendarSetting& setting) {
  const bool window = entry.kind == CalendarEntryKind::window;
  CalendarEvent event;
  event.uid = item.id + "." + unit + "." + entry.key + "@" + calendar_domain(setting.configuration);
  event.sequence = entry.sequence;
  event.created = entry.created;
  event.modified = entry.modified;
  event.start = entry.from;
  event.end = entry.to;
  event.category = window ? "MEETING" : "DEADLINE";
  event.busy = window;
  if (entry.cancelled) {
    event.status = EventStatus::cancelled;
  } else if (window && !entry.to) {
    event.status = EventStatus::tentative;
  }
  Words words(item, setting);
  if (is_internal(item)) {
    event.summary = words.say(window ? kInternalMeeting : kInternalDeadline);
    event.description = item.id;
    return event;
  }
  const auto parts = words.parts(entry.parts);
  const auto what = parts.empty() ? words.title() : parts + words.say(words::kOpen) + words.title() + words.say(words::kClose);
  event.summary = words.say(window ? kMeeting : kDeadline, what);
  if (window && !entry.to) event.summary += words.say(words::kSemicolon) + std::string(words.say(kUntilReleased));
  if (entry.deadline) words.deadline(*entry.deadline);
  words.line(kYourParts, parts);
  words.reasons(share.reasons, entry.parts);
  words.chain(share.chain);
  words.source();
  if (window) add_place(event, item, words);
  event.description = words.text();
  return event;
}

std::optional<CalendarEvent> meeting_event(const MeetingForecast& forecast, const Item& item, bool with_agenda, int sequence,
                                           Instant modified, const CalendarSetting& setting) {
  const bool cancelled = forecast.status == MeetingStatus::cancelled;
  const auto start = forecast.start ? std::optional(forecast.start->p50) : cancelled ? item.starts : std::nullopt;
  if (!start) return {};
  CalendarEvent event;
  event.uid = item.id + "@" + calendar_domain(setting.configuration);
  event.sequence = sequence;
  event.created = item.received.value_or(modified);
  event.modified = modified;
  event.start = *start;
  if (forecast.end) event.end = forecast.end->p50;
  event.category = "MEETING";
  if (cancelled) {
    event.status = EventStatus::cancelled;
  } else if (forecast.status == MeetingStatus::unknown) {
    event.status = EventStatus::tentative;
  }
  for (const auto& follows : item.follows) {
    event.follows.push_back({follows.meeting + "@" + calendar_domain(setting.configuration),
                             follows.gap_minutes ? Minutes{*follows.gap_minutes} : setting.configuration.policy.gap});
  }
  Words words(item, setting);
  if (is_internal(item)) {
    event.summary = words.say(kInternalMeeting);
    return event;
  }
  event.summary = words.title();
  std::vector<PartId> agenda;
  for (const auto& part : item.parts) {
    if (with_agenda && part.part_id != "0") agenda.push_back(part.part_id);
  }
  words.line(kItem, words.parts(agenda));
  words.chain(forecast.chain);
  if (!item.issuer.empty()) words.line(words::kIssuer, words.name_of(item.issuer));
  add_place(event, item, words);
  event.description = words.text();
  return event;
}

}  // namespace fenliu::rules
