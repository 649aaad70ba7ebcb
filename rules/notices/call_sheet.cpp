// Entries of the call sheet to JSON and text.
#include "rules/notices/call_sheet.h"

#include <algorithm>

#include <boost/json.hpp>

namespace fenliu::rules {

namespace json = boost::json;

namespace {

struct Words {
  const char *nobody, *window, *deadline, *since, *no_phone;
};

const Words& words_in(const std::string& language) {
  static const Words kZh{"没有需要电话通知的单位。\n", "到会", "时限", "通知于", "无电话"};
  static const Words kVi{"Không có đơn vị nào cần gọi điện.\n", "dự họp", "thời hạn", "báo lúc", "không có số điện thoại"};
  static const Words kEn{"Nobody has to be called.\n", "to attend", "due", "told", "no telephone number"};
  return language == "zh" ? kZh : language == "vi" ? kVi : kEn;
}

void append_new(std::vector<Recipient>& all, std::vector<Recipient> more) {
  for (auto& each : more) {
    const bool known = std::any_of(all.begin(), all.end(), [&](const auto& other) { return other.person == each.person; });
    if (!known) all.push_back(std::move(each));
  }
}

std::optional<Instant> next_deadline(const ToldState& told) {
  std::optional<Instant> next;
  for (const auto& each : told.deadlines) next = std::min(next.value_or(each.result.effective), each.result.effective);
  return next;
}

}  // namespace

std::vector<Recipient> people_to_call(const Configuration& configuration, const UnitId& unit, Role role, ItemKind kind, Instant at) {
  ChannelSettings telephone;
  telephone.id = "by_hand";
  telephone.kind = ChannelKind::by_hand;
  auto occasion = occasion_of(Stage::reminder, role, kind);
  auto people = recipients_of(configuration, unit, telephone, at, occasion);
  occasion.escalated = true;
  append_new(people, recipients_of(configuration, unit, telephone, at, occasion));
  const auto* known = configuration.organisation.unit(unit);
  const auto phone = known == nullptr ? Addresses::const_iterator{} : known->addresses.find("phone");
  if (known != nullptr && phone != known->addresses.end()) {
    append_new(people, {{unit, "", in_language(known->name, configuration.policy.language, unit), phone->second, "", RecipientCause::unit}});
  }
  return people;
}

std::string short_time(Instant at, const Zone& zone) {
  const auto local = zone.to_local(at);
  return format_date(date_of(local)).substr(5) + " " + format_time_of_day(local);
}

json::object call_to_json(const CallEntry& entry, const Configuration& configuration) {
  const auto& zone = configuration.zone;
  const auto* unit = configuration.organisation.unit(entry.unit);
  json::object object{{"id", entry.id},
                      {"item", entry.item},
                      {"title", entry.title},
                      {"kind", to_string(entry.kind)},
                      {"unit", entry.unit},
                      {"unit_name", unit == nullptr ? entry.unit : in_language(unit->name, configuration.policy.language, entry.unit)},
                      {"role", to_string(entry.told.role)},
                      {"since", format_rfc3339(entry.since, zone)},
                      {"filed", format_rfc3339(entry.filed, zone)}};
  if (!entry.number.empty()) object["number"] = entry.number;
  if (!entry.told.windows.empty()) object["window"] = format_rfc3339(entry.told.windows.front().from, zone);
  if (const auto deadline = next_deadline(entry.told)) object["deadline"] = format_rfc3339(*deadline, zone);
  json::array people;
  for (const auto& each : entry.people) {
    json::object person{{"name", each.name}, {"cause", to_string(each.cause)}};
    if (!each.person.empty()) person["person"] = each.person;
    if (!each.address.empty()) person["phone"] = each.address;
    people.push_back(std::move(person));
  }
  object["people"] = std::move(people);
  return object;
}

std::string calls_to_text(const std::vector<CallEntry>& entries, const Configuration& configuration, const std::string& language) {
  const auto& words = words_in(language);
  if (entries.empty()) return words.nobody;
  std::string text;
  for (const auto& entry : entries) {
    const auto* unit = configuration.organisation.unit(entry.unit);
    text += entry.id + "  " + (unit == nullptr ? entry.unit : in_language(unit->name, language, entry.unit)) + ": " + entry.title;
    if (!entry.told.windows.empty()) text += "; " + std::string(words.window) + " " + short_time(entry.told.windows.front().from, configuration.zone);
    if (const auto deadline = next_deadline(entry.told)) text += "; " + std::string(words.deadline) + " " + short_time(*deadline, configuration.zone);
    text += "; " + std::string(words.since) + " " + short_time(entry.since, configuration.zone) + "\n";
    for (const auto& each : entry.people) {
      text += "    " + each.name + "  " + (each.address.empty() ? words.no_phone : each.address) + "\n";
    }
  }
  return text;
}

}  // namespace fenliu::rules
