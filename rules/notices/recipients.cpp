// Who takes a notice out of a channel's hand.
#include "rules/notices/recipient.h"

namespace fenliu::rules {

std::string_view to_string(RecipientCause cause) {
  switch (cause) {
    case RecipientCause::unit:
      return "unit";
    case RecipientCause::post:
      return "post";
    case RecipientCause::deputy:
      return "deputy";
    case RecipientCause::duty:
      return "duty";
    case RecipientCause::group:
      return "group";
  }
  return "";
}

// Robots of groups, webhooks and commands reach one receiver, whoever is concerned; the unit stands in the message.
std::vector<Recipient> recipients_of(const Configuration& configuration, const UnitId& unit, const ChannelSettings& channel,
                                     Instant) {
  const auto* known = configuration.organisation.unit(unit);
  if (known == nullptr) return {};
  const auto name = in_language(known->name, configuration.policy.language, unit);
  switch (channel.kind) {
    case ChannelKind::webhook:
    case ChannelKind::wecom:
    case ChannelKind::dingtalk:
    case ChannelKind::feishu:
    case ChannelKind::command:
      return {{unit, "", name, "", channel.language, RecipientCause::group}};
    case ChannelKind::by_hand:
      return {{unit, "", name, "", channel.language, RecipientCause::unit}};
    default:
      return {};
  }
}

}  // namespace fenliu::rules
