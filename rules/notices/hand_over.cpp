// The hand-over packet as JSON and as a page of text.
#include "rules/notices/hand_over.h"

#include <algorithm>

#include <boost/json.hpp>

#include "rules/decision/schedule_json.h"
#include "rules/people/holders.h"

namespace fenliu::rules {

namespace json = boost::json;

namespace {

constexpr std::chrono::hours kDutyAhead{14 * 24};

struct Words {
  const char *title, *posts, *vacant, *deputy, *unanswered, *deadlines, *windows, *duty, *calls, *nothing, *people;
};

const Words& words_in(const std::string& language) {
  static const Words kZh{"交接清单", "岗位", "空缺", "代理", "尚未确认", "时限", "到会", "今后两周值班", "待电话通知", "无", "在岗人数"};
  static const Words kVi{"Bàn giao",       "Vị trí",   "trống",   "thay",           "Chưa xác nhận",
                         "Thời hạn",       "Dự họp",   "Lịch trực hai tuần tới", "Cần gọi điện", "không có", "Có mặt"};
  static const Words kEn{"Hand-over",  "Posts",     "vacant",  "standing in", "Not acknowledged", "Deadlines", "To attend",
                         "Duty of the next two weeks", "To telephone", "none", "Present"};
  return language == "zh" ? kZh : language == "vi" ? kVi : kEn;
}

std::optional<Instant> next_due(const OpenMatter& matter, Instant now) {
  std::optional<Instant> next;
  const auto take = [&](Instant at) { next = std::min(next.value_or(at), at); };
  for (const auto& each : matter.told.windows) {
    if (!each.to || *each.to > now) take(each.from);
  }
  for (const auto& each : matter.told.deadlines) {
    if (each.result.effective > now) take(each.result.effective);
  }
  return next;
}

std::string name_of(const Person& person, const std::string& language) { return in_language(person.name, language, person.id); }

std::string post_name(const Post& post, const std::string& language) { return in_language(post.name, language, post.function); }

std::string duty_name(const DutySlot& slot, const People& people, const std::string& language) {
  if (const auto* person = people.person(slot.person)) return name_of(*person, language);
  const auto* post = people.post(slot.post);
  return post == nullptr ? slot.post : post_name(*post, language);
}

std::string titled(const OpenMatter& matter) { return matter.number.empty() ? matter.title : matter.number + " " + matter.title; }

// A heading with its lines, or with the word for none.
std::string section(const char* heading, const std::vector<std::string>& lines, const Words& words) {
  std::string text = "\n" + std::string(heading) + (lines.empty() ? ": " + std::string(words.nothing) : "") + "\n";
  for (const auto& line : lines) text += "  " + line + "\n";
  return text;
}

std::vector<std::string> post_lines(const HandOver& packet, const Configuration& configuration, const std::string& language, const Words& words) {
  std::vector<std::string> lines;
  for (const auto* post : configuration.people.posts_of(packet.unit)) {
    const auto* holding = holding_of(configuration, post->id, date_of(configuration.zone.to_local(packet.at)));
    const auto* holder = holding == nullptr ? nullptr : configuration.people.person(holding->person);
    const auto acting = acting_for(configuration, *post, packet.at);
    auto line = post_name(*post, language) + ": " + (holder == nullptr ? words.vacant : name_of(*holder, language));
    if (acting && acting->deputy) line += " (" + std::string(words.deputy) + ": " + name_of(*acting->person, language) + ")";
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

bool is_open(const OpenMatter& matter, Instant now) {
  if (!matter.told.concerned || matter.told.item_cancelled || matter.told.role < Role::support) return false;
  return !matter.acknowledged || next_due(matter, now).has_value();
}

void sort_matters(std::vector<OpenMatter>& matters, Instant now) {
  std::stable_sort(matters.begin(), matters.end(), [&](const auto& a, const auto& b) {
    return next_due(a, now).value_or(Instant::max()) < next_due(b, now).value_or(Instant::max());
  });
}

json::object hand_over_to_json(const HandOver& packet, const Configuration& configuration) {
  const auto& zone = configuration.zone;
  const auto& language = configuration.policy.language;
  const auto* unit = configuration.organisation.unit(packet.unit);
  const auto capacity = capacity_on(configuration, packet.unit, date_of(zone.to_local(packet.at)));
  json::array posts, matters, duty, calls;
  for (const auto* post : configuration.people.posts_of(packet.unit)) {
    json::object object{{"post", post->id}, {"function", post->function}, {"name", post_name(*post, language)}};
    const auto* holding = holding_of(configuration, post->id, date_of(zone.to_local(packet.at)));
    const auto acting = acting_for(configuration, *post, packet.at);
    object["vacant"] = holding == nullptr;
    if (holding != nullptr) object["holder"] = holding->person;
    if (acting) object["acting"] = acting->person->id;
    object["deputy"] = acting && acting->deputy;
    posts.push_back(std::move(object));
  }
  for (const auto& matter : packet.matters) {
    json::array windows, deadlines;
    for (const auto& each : matter.told.windows) windows.push_back(window_to_json(each, zone));
    for (const auto& each : matter.told.deadlines) deadlines.push_back(deadline_to_json(each, zone));
    json::object object{{"item", matter.item},
                        {"title", matter.title},
                        {"kind", to_string(matter.kind)},
                        {"role", to_string(matter.told.role)},
                        {"stage", to_string(matter.stage)},
                        {"told", format_rfc3339(matter.told_at, zone)},
                        {"acknowledged", matter.acknowledged},
                        {"windows", std::move(windows)},
                        {"deadlines", std::move(deadlines)}};
    if (!matter.number.empty()) object["number"] = matter.number;
    matters.push_back(std::move(object));
  }
  for (const auto* slot : duty_between(configuration, packet.unit, packet.at, packet.at + kDutyAhead)) {
    json::object object{{"unit", slot->unit},
                        {"name", duty_name(*slot, configuration.people, language)},
                        {"kind", to_string(slot->kind)},
                        {"from", format_rfc3339(slot->from, zone)},
                        {"until", format_rfc3339(slot->until, zone)}};
    if (!slot->function.empty()) object["function"] = slot->function;
    object[slot->person.empty() ? "post" : "person"] = slot->person.empty() ? slot->post : slot->person;
    duty.push_back(std::move(object));
  }
  for (const auto& call : packet.calls) calls.push_back(call_to_json(call, configuration));
  return {{"unit", packet.unit},
          {"unit_name", unit == nullptr ? packet.unit : in_language(unit->name, language, packet.unit)},
          {"at", format_rfc3339(packet.at, zone)},
          {"staff", capacity.staff},
          {"present", capacity.present},
          {"posts", std::move(posts)},
          {"matters", std::move(matters)},
          {"duty", std::move(duty)},
          {"calls", std::move(calls)}};
}

std::string hand_over_to_text(const HandOver& packet, const Configuration& configuration, const std::string& language) {
  const auto& words = words_in(language);
  const auto& zone = configuration.zone;
  const auto* unit = configuration.organisation.unit(packet.unit);
  const auto capacity = capacity_on(configuration, packet.unit, date_of(zone.to_local(packet.at)));
  std::string text = std::string(words.title) + "  " + (unit == nullptr ? packet.unit : in_language(unit->name, language, packet.unit)) +
                     "  " + format_date(date_of(zone.to_local(packet.at))) + " " + format_time_of_day(zone.to_local(packet.at)) + "\n";
  if (capacity.staff > 0) text += std::string(words.people) + ": " + std::to_string(capacity.present) + "/" + std::to_string(capacity.staff) + "\n";
  std::vector<std::string> unanswered, deadlines, windows, duty;
  for (const auto& matter : packet.matters) {
    if (!matter.acknowledged) unanswered.push_back(short_time(matter.told_at, zone) + "  " + titled(matter));
    for (const auto& each : matter.told.windows) {
      if (each.to && *each.to <= packet.at) continue;
      windows.push_back(short_time(each.from, zone) + (each.to ? "–" + format_time_of_day(zone.to_local(*each.to)) : "–") + "  " + titled(matter));
    }
    for (const auto& each : matter.told.deadlines) {
      if (each.result.effective > packet.at || !matter.acknowledged) deadlines.push_back(short_time(each.result.effective, zone) + "  " + titled(matter));
    }
  }
  std::sort(deadlines.begin(), deadlines.end());
  std::sort(windows.begin(), windows.end());
  for (const auto* slot : duty_between(configuration, packet.unit, packet.at, packet.at + kDutyAhead)) {
    duty.push_back(short_time(slot->from, zone) + "–" + short_time(slot->until, zone) + "  " + duty_name(*slot, configuration.people, language));
  }
  text += section(words.posts, post_lines(packet, configuration, language, words), words);
  text += section(words.unanswered, unanswered, words) + section(words.deadlines, deadlines, words);
  text += section(words.windows, windows, words) + section(words.duty, duty, words);
  text += "\n" + std::string(words.calls) + ":\n" + calls_to_text(packet.calls, configuration, language);
  return text;
}

}  // namespace fenliu::rules
