// Envelopes to JSON.
#include "daemon/deliver/envelope_json.h"

namespace fenliu::deliver {

namespace json = boost::json;

namespace {

std::string_view cause_word(rules::RecipientCause cause) {
  switch (cause) {
    case rules::RecipientCause::post: return "post";
    case rules::RecipientCause::deputy: return "deputy";
    case rules::RecipientCause::duty: return "duty";
    case rules::RecipientCause::group: return "group";
    case rules::RecipientCause::unit: break;
  }
  return "unit";
}

}  // namespace

json::object envelope_to_json(const Envelope& envelope) {
  const auto& message = envelope.message;
  const auto& recipient = envelope.recipient;
  json::object object{{"notice", message.notice},
                      {"item", message.item},
                      {"unit", message.unit},
                      {"sequence", message.sequence},
                      {"stage", rules::to_string(message.stage)},
                      {"role", rules::to_string(message.role)},
                      {"urgency", rules::to_string(message.urgency)},
                      {"language", message.language},
                      {"at", rules::format_rfc3339(message.at, rules::Zone{})},
                      {"subject", message.subject},
                      {"text", message.text},
                      {"html", message.html},
                      {"brief", message.brief}};
  if (!message.link.empty()) object["link"] = message.link;
  if (!message.calendar.empty()) object["calendar"] = message.calendar;
  auto& masked = object["masked"].emplace_array();
  for (const auto& each : message.masked) masked.push_back(json::object{{"kind", each.kind}, {"count", each.count}});
  json::object to{{"unit", recipient.unit}, {"cause", cause_word(recipient.cause)}};
  for (const auto& [key, value] : {std::pair{"person", &recipient.person}, {"name", &recipient.name}, {"address", &recipient.address}, {"language", &recipient.language}}) {
    if (!value->empty()) to[key] = *value;
  }
  object["recipient"] = std::move(to);
  return object;
}

}  // namespace fenliu::deliver
