// Previews: the message of a notice through the secrecy policy, channel by channel.
#include "daemon/app/channel_preview.h"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "daemon/app/preview_message.h"
#include "daemon/app/use_cases.h"
#include "rules/notices/secrecy.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr std::array<const char*, 10> kKinds{"email", "webhook", "wecom", "dingtalk", "feishu", "zalo", "ntfy", "sms", "command", "by_hand"};

json::object carried_json(const rules::ChannelSettings& channel, const rules::Message& message, rules::Carry carry) {
  return {{"channel", channel.id},    {"kind", kKinds[static_cast<std::size_t>(channel.kind)]},
          {"carries", rules::to_string(carry)},
          {"language", message.language}, {"subject", message.subject},
          {"text", message.text},     {"html", message.html},
          {"brief", message.brief},   {"calendar", message.calendar},
          {"masked", masked_to_json(message.masked)}};
}

}  // namespace

json::array masked_to_json(const std::vector<rules::Masked>& masked) {
  json::array list;
  for (const auto& each : masked) list.push_back(json::object{{"kind", each.kind}, {"count", each.count}});
  return list;
}

std::vector<rules::ChannelSettings> preview_channels(const rules::Configuration& configuration) {
  auto channels = configuration.policy.channels;
  const auto by_hand = [](const auto& channel) { return channel.kind == rules::ChannelKind::by_hand; };
  if (std::none_of(channels.begin(), channels.end(), by_hand)) {
    channels.emplace_back();
    channels.back().id = "by_hand";
  }
  return channels;
}

Result<json::array> carried_by_channels(const rules::Configuration& configuration, const Item& item, const store::NoticeRow& notice,
                                        const std::string& channel) {
  json::array list;
  std::string known;
  for (const auto& each : preview_channels(configuration)) {
    known += (known.empty() ? "" : ", ") + each.id;
    if (!channel.empty() && each.id != channel) continue;
    const auto& language = each.language.empty() ? configuration.policy.language : each.language;
    auto message = preview_message(configuration, item, notice, language);
    if (!message.ok()) return message.error();
    const auto carry = rules::carried(configuration.policy.secrecy, each, item.secrecy);
    list.push_back(carried_json(each, rules::apply_policy(std::move(message).value(), item, each, configuration.policy.secrecy), carry));
  }
  if (list.empty()) return Error{ErrorKind::invalid, "channel: there is no channel '" + channel + "'", "one of " + known};
  return list;
}

Result<Answer> preview_notice(Office& office, const Principal& principal, const std::string& notice, const std::string& channel) {
  const auto row = office.store.notice(notice);
  // A stranger learns nothing about which notices exist.
  if (!row || (row->unit != principal.unit && !principal.may(serve::Permission::read_all))) return not_found("notice", notice);
  const auto router = office.router();
  const auto& configuration = router->configuration();
  const auto stored = office.store.item(row->item, row->item_revision);
  if (!stored) return not_found("item", row->item);
  const auto item = item_of(*stored, configuration.zone);
  if (!item.ok()) return item.error();
  auto carried = carried_by_channels(configuration, *item, *row, channel);
  if (!carried.ok()) return carried.error();
  Answer answer;
  answer.body = json::serialize(json::object{{"notice", row->id}, {"item", row->item}, {"unit", row->unit}, {"channels", std::move(carried).value()}});
  return answer;
}

}  // namespace fenliu::app
