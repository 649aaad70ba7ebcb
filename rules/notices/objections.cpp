// Objections and what the office may answer.
#include "rules/notices/objections.h"

#include <algorithm>

#include "rules/item/object_reader.h"

namespace fenliu::rules {

namespace {

constexpr std::array<std::string_view, 5> kKinds = {"not-ours", "missed-us", "unclear", "infeasible", "duplicate"};
constexpr std::array<std::string_view, 4> kStates = {"open", "accepted", "declined", "withdrawn"};
constexpr std::size_t kLongestText = 4000, kLongestName = 200;

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return {};
  return static_cast<Enum>(found - words.begin());
}

void check_lengths(ObjectReader& reader, const std::string& person, const std::string& text) {
  if (person.size() > kLongestName) reader.fault("person", "too-long", "a name has at most 200 bytes");
  if (text.size() > kLongestText) reader.fault("text", "too-long", "a text has at most 4000 bytes", "say it shortly, or telephone");
}

bool has_part(const Item& item, const PartId& part) {
  return std::any_of(item.parts.begin(), item.parts.end(), [&](const auto& each) { return each.part_id == part; });
}

// The whole item is the unit's, or this part is.
bool is_told_of(const ToldState& told, const PartId& part) {
  return part.empty() || std::any_of(told.parts.begin(), told.parts.end(), [&](const auto& each) { return each == "0" || each == part; });
}

Result<Done> check_time(const ObjectionRequest& request, const ToldState& told, Instant now) {
  if (!request.proposed_at) return Done{};
  const auto* deadline = objected_deadline(told, request.part, now);
  if (deadline == nullptr) {
    return Error{ErrorKind::refused, "/proposed_at: nothing here has a deadline", "say in the text what cannot be done"};
  }
  if (*request.proposed_at <= std::max(deadline->result.effective, now)) {
    return Error{ErrorKind::refused, "/proposed_at: that is no later than the time that counts now", "propose a later one"};
  }
  return Done{};
}

}  // namespace

std::string_view to_string(ObjectionKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::optional<ObjectionKind> parse_objection_kind(std::string_view word) { return parse<ObjectionKind>(kKinds, word); }
std::string_view to_string(ObjectionState state) { return kStates[static_cast<std::size_t>(state)]; }
std::optional<ObjectionState> parse_objection_state(std::string_view word) { return parse<ObjectionState>(kStates, word); }

Decoded<ObjectionRequest> objection_request_from_json(const boost::json::value& value, const Zone& zone, bool about_item) {
  Decoded<ObjectionRequest> decoded;
  auto& request = decoded.value;
  if (about_item) request.kind = ObjectionKind::missed_us;
  ObjectReader reader(value, "", zone, decoded.faults);
  const std::vector<std::string> words = about_item ? std::vector<std::string>{"missed-us"} : std::vector<std::string>(kKinds.begin(), kKinds.end());
  reader.word("kind", words, [&](std::size_t index) {
    if (!about_item) request.kind = static_cast<ObjectionKind>(index);
  });
  if (reader.usable() && !about_item && !reader.has("kind")) {
    reader.fault("kind", "missing", "say what is wrong", "not-ours, missed-us, unclear, infeasible or duplicate");
  }
  reader.text("part", request.part);
  reader.text("text", request.text);
  reader.instant("proposed_at", request.proposed_at);
  reader.text("person", request.person);
  reader.finish();
  if (!decoded.faults.empty()) return decoded;
  check_lengths(reader, request.person, request.text);
  if (request.proposed_at && request.kind != ObjectionKind::infeasible) {
    reader.fault("proposed_at", "not-here", "only infeasible proposes a time");
  }
  if (!request.text.empty()) return decoded;
  if (request.kind == ObjectionKind::unclear) reader.fault("text", "missing", "say what is unclear");
  if (request.kind == ObjectionKind::duplicate) reader.fault("text", "missing", "say what asked for it before", "number or title");
  if (request.kind == ObjectionKind::infeasible && !request.proposed_at) {
    reader.fault("text", "missing", "say what cannot be done", "or propose a time, 'proposed_at'");
  }
  return decoded;
}

const UnitDeadline* objected_deadline(const ToldState& told, const PartId& part, Instant now) {
  const UnitDeadline* found = nullptr;
  for (const auto& each : told.deadlines) {
    if (!part.empty() && each.part != part && each.part != "0") continue;
    const bool ahead = each.result.effective > now, found_ahead = found != nullptr && found->result.effective > now;
    const bool better = found == nullptr || (ahead && (!found_ahead || each.result.effective < found->result.effective)) ||
                        (!ahead && !found_ahead && each.result.effective > found->result.effective);
    if (better) found = &each;
  }
  return found;
}

Result<Done> check_objection(const ObjectionRequest& request, const Item& item, const ToldState* told, bool withdrawn, Instant now) {
  if (withdrawn || (told != nullptr && told->item_cancelled)) {
    return Error{ErrorKind::conflict, "The item was withdrawn; nothing of it is due", "there is nothing left to object to"};
  }
  if (!request.part.empty() && !has_part(item, request.part)) {
    return Error{ErrorKind::invalid, "/part: the item has no part '" + request.part + "'", "leave it out to mean all of it"};
  }
  const bool concerned = told != nullptr && told->concerned;
  if (request.kind == ObjectionKind::missed_us) {
    const bool has_it = concerned && told->role >= Role::support && is_told_of(*told, request.part);
    if (!has_it) return Done{};
    return Error{ErrorKind::conflict, "Your unit was told of this already", "name the 'part' that it was not told of"};
  }
  if (!concerned) return Error{ErrorKind::conflict, "This no longer concerns your unit", "there is nothing left to object to"};
  if (!is_told_of(*told, request.part)) {
    return Error{ErrorKind::invalid, "/part: the part '" + request.part + "' is not your unit's", "leave it out to mean all that is"};
  }
  return check_time(request, *told, now);
}

Instant answer_due(const Item& item, const ToldState* told, const WorkingTime& office, const HopPolicy& policy, Instant now) {
  const auto at_once = now + policy.critical;
  if (item.urgency == Urgency::critical) return at_once;
  const auto in_time = office.add(now, policy.answer).at;
  if (told == nullptr) return in_time;
  bool too_late = false;
  for (const auto& window : told->windows) too_late = too_late || (window.from <= in_time && (!window.to || *window.to > now));
  for (const auto& deadline : told->deadlines) {
    too_late = too_late || (deadline.result.effective > now && deadline.result.effective <= in_time);
  }
  return too_late ? std::min(at_once, in_time) : in_time;
}

Decoded<ObjectionReply> objection_reply_from_json(const boost::json::value& value, const Zone& zone) {
  Decoded<ObjectionReply> decoded;
  auto& reply = decoded.value;
  ObjectReader reader(value, "", zone, decoded.faults);
  reader.word("answer", {"accept", "counter", "decline"}, [&](std::size_t index) { reply.verb = static_cast<ObjectionVerb>(index); });
  if (reader.usable() && !reader.has("answer")) reader.fault("answer", "missing", "say what is answered", "accept, counter or decline");
  reader.text("person", reply.person);
  reader.text("text", reply.text);
  reader.instant("until", reply.until);
  const bool has_role = reader.has("role");
  reader.word("role", {"lead", "support"}, [&](std::size_t index) { reply.role = index == 0 ? Role::lead : Role::support; });
  reader.finish();
  if (!decoded.faults.empty()) return decoded;
  check_lengths(reader, reply.person, reply.text);
  if (reply.person.empty()) reader.fault("person", "missing", "say who of the issuing office answers");
  if (reply.verb == ObjectionVerb::decline && reply.text.empty()) reader.fault("text", "missing", "whoever is declined learns why");
  if (reply.verb == ObjectionVerb::counter && !reply.until) reader.fault("until", "missing", "say which time counts instead");
  if (reply.verb != ObjectionVerb::counter && reply.until) reader.fault("until", "not-here", "only counter has a time");
  if (reply.verb != ObjectionVerb::accept && has_role) reader.fault("role", "not-here", "only an accepted missed-us has a role");
  return decoded;
}

Result<Done> check_reply(const ObjectionReply& reply, ObjectionKind kind, ObjectionState state, bool proposes_time) {
  if (state != ObjectionState::open) {
    return Error{ErrorKind::conflict, "This objection is no longer open: it was " + std::string(to_string(state)), "an answer stands"};
  }
  if (reply.verb == ObjectionVerb::counter && kind != ObjectionKind::infeasible) {
    return Error{ErrorKind::invalid, "/answer: only an infeasible is countered with a time", "accept or decline it"};
  }
  if (reply.verb != ObjectionVerb::accept || !reply.text.empty()) return Done{};
  if (kind == ObjectionKind::unclear) return Error{ErrorKind::invalid, "/text: say what is meant", "the unit reads it"};
  if (kind == ObjectionKind::infeasible && !proposes_time) {
    return Error{ErrorKind::invalid, "/text: say what the unit shall do instead", "or 'counter' with a time"};
  }
  return Done{};
}

ObjectionEffect effect_of(ObjectionKind kind, const ObjectionReply& reply, bool proposes_time) {
  if (reply.verb == ObjectionVerb::decline) return ObjectionEffect::told;
  if (kind == ObjectionKind::not_ours || kind == ObjectionKind::duplicate) return ObjectionEffect::takes_away;
  if (kind == ObjectionKind::missed_us) return ObjectionEffect::brings_in;
  const bool timed = kind == ObjectionKind::infeasible && (proposes_time || reply.verb == ObjectionVerb::counter);
  return timed ? ObjectionEffect::moves_deadline : ObjectionEffect::told;
}

}  // namespace fenliu::rules
