// The invitation in a message: one event a unit and item, so that calendars of people hold it once and move it (RFC 5546: all
// events of a REQUEST share a UID). Of several windows it is the next one; the text names all.
#include "rules/notices/message_content.h"

#include <algorithm>

namespace fenliu::rules {

namespace {

const Window* not_over(const std::vector<Window>& windows, Instant now) {
  const auto found = std::find_if(windows.begin(), windows.end(), [&](const Window& each) { return !each.to || *each.to > now; });
  return found == windows.end() ? nullptr : &*found;
}

}  // namespace

std::string invitation_of(const MessageRequest& request) {
  const auto* window = request.stage == Stage::cancelled ? nullptr : not_over(request.state.windows, request.said);
  const auto* before = request.before ? not_over(request.before->windows, request.said) : nullptr;
  if (window == nullptr && before == nullptr) return {};
  const auto& shown = window != nullptr ? *window : *before;
  CalendarEntry entry;
  entry.sequence = request.sequence;
  entry.created = entry.modified = request.at;
  entry.from = shown.from;
  entry.to = shown.to;
  entry.parts = shown.parts;
  // Who sat in the room already was there: its event ends instead of vanishing.
  const bool begun = shown.from < request.said;
  if (window == nullptr && begun) entry.to = request.said;
  entry.cancelled = window == nullptr && !begun;

  const auto& language = request.language.empty() ? request.configuration.policy.language : request.language;
  auto item = request.item;
  if (is_closed(request)) item.secrecy = Secrecy::internal;
  auto event = unit_event(entry, item, request.unit, request.share, {request.configuration, language, request.titles});
  event.uid = item.id + "." + request.unit + "@" + calendar_domain(request.configuration);
  CalendarText calendar;
  calendar.language = language;
  calendar.method = entry.cancelled ? "CANCEL" : "REQUEST";
  calendar.events = {std::move(event)};
  return to_icalendar(calendar);
}

}  // namespace fenliu::rules
