// The channel by hand: its forms, and the marks that count as delivery.
#include "daemon/app/by_hand.h"

#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/channel_preview.h"
#include "daemon/app/preview_message.h"
#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"
#include "rules/item/parse_json.h"
#include "rules/notices/hand_mark.h"
#include "rules/notices/secrecy.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

std::string clock_words(Instant at, const rules::Zone& zone) { return rules::format_time_of_day(zone.to_local(at)); }

rules::ChannelSettings by_hand_channel(const rules::Configuration& configuration) {
  for (auto& channel : preview_channels(configuration)) {
    if (channel.kind == rules::ChannelKind::by_hand) return channel;
  }
  return {};
}

// A telephone to call the unit by. Nothing in the organisation says one yet: the sheet leaves room to write.
std::string phone_of(const rules::Configuration&, const UnitId&) { return ""; }

// The item, its newest notices and what was told by hand.
struct Subject {
  Item item;
  std::map<UnitId, store::NoticeRow> notices;
  std::vector<store::HandDeliveryRow> told;
};

Result<Subject> subject_of(Office& office, const std::string& id) {
  const auto row = office.store.item(id);
  if (!row) return not_found("item", id);
  auto item = item_of(*row, office.router()->configuration().zone);
  if (!item.ok()) return item.error();
  return Subject{std::move(item).value(), office.store.last_notices(id), office.store.hand_deliveries(id)};
}

// The last mark that the unit was told of what the notice says, or of something later.
const store::HandDeliveryRow* told_of(const Subject& subject, const store::NoticeRow& notice) {
  const store::HandDeliveryRow* last = nullptr;
  for (const auto& each : subject.told) {
    if (each.unit == notice.unit && each.notice_sequence >= notice.sequence) last = &each;
  }
  return last;
}

std::string sentence(const store::HandDeliveryRow& row, const rules::Zone& zone, const std::string& language) {
  const auto way = rules::parse_hand_way(row.how).value_or(rules::HandWay::telephoned);
  return rules::told_by_hand_sentence(way, clock_words(row.at, zone), row.to_person, row.by, language);
}

std::string told_words(const Subject& subject, const store::NoticeRow& notice, const rules::Zone& zone, const std::string& language) {
  if (const auto* told = told_of(subject, notice)) return sentence(*told, zone, language);
  if (!notice.acknowledged_at) return "";
  const auto words = language == "zh" ? " 已确认：" : language == "vi" ? " xác nhận: " : " confirmed by ";
  return clock_words(*notice.acknowledged_at, zone) + words + notice.acknowledged_by;
}

// What may be said of the item for one unit, as a line.
Result<rules::HandLine> line_of(const rules::Configuration& configuration, const Subject& subject, const store::NoticeRow& notice,
                                const std::string& language) {
  const auto state = told_state_of(notice);
  if (!state) return Error{ErrorKind::internal, "The notice of " + notice.unit + " cannot be read", "its state is damaged"};
  const auto* unit = configuration.organisation.unit(notice.unit);
  rules::HandLine line;
  line.unit = notice.unit;
  line.name = unit == nullptr ? notice.unit : rules::in_language(unit->name, language, notice.unit);
  line.role = state->role;
  line.when = when_words(*state, configuration.zone, language);
  line.phone = phone_of(configuration, notice.unit);
  line.told = told_words(subject, notice, configuration.zone, language);
  if (subject.item.secrecy == rules::Secrecy::public_) {
    for (const auto& part : own_parts(subject.item, *state)) {
      line.what += (line.what.empty() ? "" : "\n") + (part.title.empty() ? part.text : part.title);
    }
  }
  return line;
}

// One message for the group: the title, then a line a unit. The policy sees it as it sees every other.
rules::Message group_message(const Subject& subject, const std::string& title, const std::vector<rules::HandLine>& lines, const std::string& language,
                             const rules::Configuration& configuration) {
  rules::Message message;
  message.item = subject.item.id;
  message.language = language;
  message.urgency = subject.item.urgency;
  message.subject = title;
  message.text = title + (subject.item.number.empty() ? "" : " " + subject.item.number);
  message.brief = title;
  for (const auto& line : lines) {
    const auto when = line.when.empty() ? "" : (language == "zh" ? "：" : ": ") + line.when;
    message.brief += "\n" + line.name + when;
    message.text += "\n" + line.name + when;
    for (std::size_t at = 0; !line.what.empty() && at != std::string::npos;) {
      const auto end = line.what.find('\n', at);
      message.text += "\n  " + line.what.substr(at, end == std::string::npos ? end : end - at);
      at = end == std::string::npos ? end : end + 1;
    }
  }
  return rules::apply_policy(std::move(message), subject.item, by_hand_channel(configuration), configuration.policy.secrecy);
}

struct Forms {
  rules::HandSheet sheet;
  std::vector<rules::Masked> masked;
};

Result<Forms> forms_of(const rules::Configuration& configuration, const Subject& subject, const std::string& language, Instant now) {
  Forms forms;
  auto& sheet = forms.sheet;
  const auto& policy = configuration.policy;
  const auto open = rules::open_numbers(policy.secrecy);
  const bool full = rules::carried(policy.secrecy, by_hand_channel(configuration), subject.item.secrecy) == rules::Carry::full;
  const auto hide = [&](const std::string& text) { return full ? text : rules::masked(text, open).text; };
  const auto& item = subject.item;
  const auto title = item.paper ? rules::paper_sentence(*item.paper, configuration.zone, language) : item.title;
  sheet.language = language;
  for (const auto& unit : configuration.organisation.units) {
    const auto notice = subject.notices.find(unit.id);
    if (notice == subject.notices.end()) continue;
    auto line = line_of(configuration, subject, notice->second, language);
    if (!line.ok()) return line.error();
    sheet.lines.push_back(std::move(line).value());
  }
  auto message = group_message(subject, title, sheet.lines, language, configuration);
  sheet.group_text = message.text;
  // A pointer names nobody: without the units nobody in the group would look.
  if (rules::carried(policy.secrecy, by_hand_channel(configuration), item.secrecy) == rules::Carry::pointer) {
    for (const auto& line : sheet.lines) sheet.group_text += "\n" + line.name;
  }
  forms.masked = std::move(message.masked);
  sheet.title = hide(title);
  sheet.number = item.number;
  sheet.office = rules::in_language(policy.name, language, "");
  sheet.printed = rules::format_date(rules::date_of(configuration.zone.to_local(now))) + " " + clock_words(now, configuration.zone);
  for (auto& line : sheet.lines) line.what = line.what.empty() ? sheet.title : hide(line.what);
  return forms;
}

// The rows of a mark: one a unit; a post in the group tells everybody unless it names some.
Result<std::vector<store::HandDeliveryRow>> rows_of(const rules::HandMark& mark, const Subject& subject, const Principal& principal, const std::string& masked, Instant now) {
  std::vector<std::string> units = mark.units;
  if (units.empty()) {
    for (const auto& [unit, notice] : subject.notices) units.push_back(unit);
  }
  std::vector<store::HandDeliveryRow> rows;
  for (const auto& unit : units) {
    const auto notice = subject.notices.find(unit);
    if (notice == subject.notices.end()) {
      return Error{ErrorKind::invalid, "/to_units: '" + unit + "' has no notice of this item", "the call sheet says who has"};
    }
    rows.push_back({0, notice->second.id, subject.item.id, unit, notice->second.sequence, std::string(rules::to_string(mark.how)), mark.to_person, mark.at.value_or(now), mark.note,
                    principal.name, principal.unit, masked, now});
  }
  return rows;
}

json::object told_json(const store::HandDeliveryRow& row, const rules::Zone& zone) {
  json::object sentences;
  for (const char* language : {"zh", "en", "vi"}) sentences[language] = sentence(row, zone, language);
  return {{"unit", row.unit},   {"notice", row.notice}, {"how", row.how},   {"to_person", row.to_person},
          {"at", rules::format_rfc3339(row.at, zone)},  {"by", row.by},     {"note", row.note},
          {"masked", json::parse(row.masked)},          {"sentence", std::move(sentences)}};
}

bool is_of_issuing_office(const Principal& principal, const Subject& subject, const store::ItemRow& row) {
  return principal.may(serve::Permission::read_all) || principal.unit == row.by || principal.unit == subject.item.issuer;
}

Error other_office() { return {ErrorKind::forbidden, "Only the office that posted the item tells of it by hand", "a token with read-all may too"}; }

}  // namespace

json::array told_by_hand_json(store::Store& store, const store::NoticeRow& notice, const rules::Zone& zone) {
  json::array list;
  for (const auto& row : store.hand_deliveries(notice.item, notice.unit)) {
    if (row.notice == notice.id) list.push_back(told_json(row, zone));
  }
  return list;
}

Result<Answer> by_hand_form(Office& office, const Principal& principal, const std::string& id, const serve::HandFormRequest& request, Instant now) {
  const auto form = rules::parse_hand_form(request.form);
  if (!form) return Error{ErrorKind::invalid, "form: there is no form '" + request.form + "'", "group-text, call-sheet, slips or signature-list"};
  const auto router = office.router();
  const auto& configuration = router->configuration();
  const auto language = request.language.empty() ? configuration.policy.language : request.language;
  if (language != "zh" && language != "vi" && language != "en") {
    return Error{ErrorKind::invalid, "language: there is no language '" + language + "'", "zh, vi or en"};
  }
  const auto subject = subject_of(office, id);
  if (!subject.ok()) return subject.error();
  if (!is_of_issuing_office(principal, *subject, *office.store.item(id))) return other_office();
  const auto forms = forms_of(configuration, *subject, language, now);
  if (!forms.ok()) return forms.error();
  Answer answer;
  if (request.html) {
    answer.body = rules::hand_form_html(forms->sheet, *form);
    answer.content_type = "text/html; charset=utf-8";
  } else {
    answer.body = rules::hand_form_text(forms->sheet, *form);
    answer.content_type = "text/plain; charset=utf-8";
  }
  return answer;
}

Result<Answer> mark_by_hand(Office& office, const Principal& principal, const std::string& id, const std::string& body, const std::string& key, Instant now) {
  const auto router = office.router();
  const auto& configuration = router->configuration();
  const auto hash = request_hash("POST by hand " + id, body);
  if (auto before = answered_before(office.store, principal, key, hash)) return *before;
  const auto value = rules::parse_json(body);
  if (!value.ok()) return value.error();
  const auto decoded = rules::hand_mark_from_json(*value, configuration.zone);
  if (!decoded.faults.empty()) return rules::to_error(decoded.faults);
  const auto& mark = decoded.value;
  constexpr std::chrono::minutes kFuture{2};
  if (mark.at && *mark.at > now + kFuture) return Error{ErrorKind::invalid, "/at: it has not happened yet", "say when the unit was told"};
  const auto subject = subject_of(office, id);
  if (!subject.ok()) return subject.error();
  if (!is_of_issuing_office(principal, *subject, *office.store.item(id))) return other_office();
  const auto forms = forms_of(configuration, *subject, configuration.policy.language, now);
  if (!forms.ok()) return forms.error();
  const auto masked = mark.how == rules::HandWay::posted_in_group ? json::serialize(masked_to_json(forms->masked)) : "[]";
  const auto rows = rows_of(mark, *subject, principal, masked, now);
  if (!rows.ok()) return rows.error();
  json::array told;
  for (const auto& row : *rows) told.push_back(told_json(row, configuration.zone));
  std::string text;
  for (const auto& row : *rows) text += row.unit + ": " + sentence(row, configuration.zone, configuration.policy.language) + "\n";
  Answer answer;
  answer.status = 201;
  answer.body = json::serialize(json::object{{"item", id}, {"told", std::move(told)}, {"text", text}});
  std::optional<Result<Answer>> before;
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    before = answered_before(transaction, principal, key, hash);
    if (before) return Done{};
    for (const auto& row : *rows) transaction.insert_hand_delivery(row);
    remember_answer(transaction, principal, key, hash, answer, now);
    return Done{};
  });
  if (!done.ok()) return done.error();
  return before ? *before : Result<Answer>(answer);
}

}  // namespace fenliu::app
