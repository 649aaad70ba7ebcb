// The plain form of a notice: what it is about, why it comes, which parts, by when. What is internal stays in the inbox.
#include "daemon/app/message_of_notice.h"

#include <algorithm>

#include "daemon/app/tell.h"

namespace fenliu::app {

namespace {

std::string when_words(const rules::ToldState& state, const rules::Zone& zone) {
  std::string text;
  for (const auto& window : state.windows) {
    text += rules::format_rfc3339(window.from, zone) + (window.to ? " – " + rules::format_rfc3339(*window.to, zone) : " –") + "\n";
  }
  for (const auto& deadline : state.deadlines) {
    text += rules::format_rfc3339(deadline.result.stated, zone) + "\n";
  }
  return text;
}

bool concerns_part(const rules::ToldState& state, const rules::PartId& part) {
  const auto holds = [&](const rules::PartId& id) { return std::find(state.parts.begin(), state.parts.end(), id) != state.parts.end(); };
  return holds(part) || holds("0");
}

}  // namespace

Result<rules::Message> message_of_notice(const rules::Configuration& configuration, const Item& item, const store::NoticeRow& notice,
                                         const rules::Recipient& recipient) {
  const auto state = told_state_of(notice);
  if (!state) return Error{ErrorKind::internal, "The notice cannot be read", "its state is damaged"};
  rules::Message message;
  message.notice = notice.id;
  message.item = notice.item;
  message.unit = notice.unit;
  message.sequence = notice.sequence;
  message.stage = rules::parse_stage(notice.stage).value_or(rules::Stage::new_);
  message.role = rules::parse_role(notice.role).value_or(rules::Role::none);
  message.urgency = item.urgency;
  message.language = recipient.language.empty() ? configuration.policy.language : recipient.language;
  message.at = notice.at;
  if (item.secrecy != rules::Secrecy::public_) {
    message.subject = message.text = message.brief = notice.stage;
    message.masked.push_back({"body", 1});
    return message;
  }
  message.subject = item.title;
  message.text = notice.stage + ": " + notice.reason + "\n";
  for (const auto& part : item.parts) {
    if (part.part_id != "0" && concerns_part(*state, part.part_id)) message.text += part.title + "\n";
  }
  message.text += when_words(*state, configuration.zone);
  message.brief = notice.stage + " " + item.title;
  return message;
}

}  // namespace fenliu::app
