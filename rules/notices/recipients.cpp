// Who hears a notice: posts, deputies, duty, the shared account.
#include "rules/notices/recipient.h"

#include <algorithm>

#include "rules/people/holders.h"

namespace fenliu::rules {

namespace {

// The keys under which an address for the channel may stand, the most particular first.
std::vector<std::string> address_keys(const ChannelSettings& channel) {
  switch (channel.kind) {
    case ChannelKind::email:
      return {channel.id, "email"};
    case ChannelKind::webhook:
      return {channel.id, "webhook"};
    case ChannelKind::zalo:
      return {channel.id, "zalo"};
    case ChannelKind::ntfy:
      return {channel.id, "ntfy"};
    case ChannelKind::sms:
      return {channel.id, "sms", "phone"};
    case ChannelKind::command:
      return {channel.id, "command"};
    case ChannelKind::by_hand:
      return {channel.id, "by_hand", "phone"};
    default:
      return {channel.id};
  }
}

// Robots speak into one group, whoever is in it.
bool is_group(ChannelKind kind) {
  return kind == ChannelKind::wecom || kind == ChannelKind::dingtalk || kind == ChannelKind::feishu;
}

// Where nobody has an address of its own there, the channel itself is the place: a webhook's URL, a topic, a program.
bool stands_for_all(ChannelKind kind) {
  return kind == ChannelKind::webhook || kind == ChannelKind::ntfy || kind == ChannelKind::command;
}

class Finding {
 public:
  Finding(const Configuration& configuration, const UnitId& unit, const ChannelSettings& channel, Instant at)
      : configuration_(configuration), unit_(configuration.organisation.unit(unit)), channel_(channel), at_(at), keys_(address_keys(channel)) {}

  std::vector<Recipient> recipients(const Occasion& occasion) {
    if (unit_ == nullptr) return {};
    const auto unit_name = in_language(unit_->name, configuration_.policy.language, unit_->id);
    if (is_group(channel_.kind)) return {{unit_->id, "", unit_name, "", "", RecipientCause::group}};
    const bool all = !is_office_open(configuration_, unit_->id, at_) && add_duty() ? true : add_posts(occasion);
    if (!all || found_.empty()) add_shared_account(unit_name);
    if (found_.empty() && stands_for_all(channel_.kind)) return {{unit_->id, "", unit_name, "", "", RecipientCause::group}};
    return std::move(found_);
  }

 private:
  std::string address_in(const Addresses& addresses) const {
    for (const auto& key : keys_) {
      if (const auto found = addresses.find(key); found != addresses.end()) return found->second;
    }
    return "";
  }

  bool may_be_reached(const std::string& address) const { return !address.empty() || channel_.kind == ChannelKind::by_hand; }

  void add(const Person& person, RecipientCause cause) {
    const auto address = address_in(person.addresses);
    const bool known = std::any_of(found_.begin(), found_.end(), [&](const auto& each) { return each.person == person.id; });
    if (known || !may_be_reached(address)) return;
    const auto& language = person.language.empty() ? configuration_.policy.language : person.language;
    found_.push_back({unit_->id, person.id, in_language(person.name, language, person.id), address, person.language, cause});
  }

  bool add_duty() {
    for (const auto& each : on_duty(configuration_, unit_->id, at_)) add(*each.person, RecipientCause::duty);
    return !found_.empty();
  }

  // Whether somebody acts for every post that receives such notices.
  bool add_posts(const Occasion& occasion) {
    bool all = true;
    for (const auto* post : configuration_.people.posts_of(unit_->id)) {
      if (occasion.receives ? !post->receives.contains(*occasion.receives) : post->receives.empty()) continue;
      const auto acting = acting_for(configuration_, *post, at_);
      const auto* next = occasion.escalated ? next_deputy(configuration_, *post, at_) : nullptr;
      if (next != nullptr) {
        add(*next, RecipientCause::deputy);
      } else if (acting) {
        add(*acting->person, acting->deputy ? RecipientCause::deputy : RecipientCause::post);
      } else {
        all = false;
      }
    }
    return all;
  }

  void add_shared_account(const std::string& name) {
    const auto address = address_in(unit_->addresses);
    if (may_be_reached(address)) found_.push_back({unit_->id, "", name, address, "", RecipientCause::unit});
  }

  const Configuration& configuration_;
  const Unit* unit_;
  const ChannelSettings& channel_;
  const Instant at_;
  const std::vector<std::string> keys_;
  std::vector<Recipient> found_;
};

}  // namespace

std::string_view to_string(RecipientCause cause) {
  switch (cause) {
    case RecipientCause::post:
      return "post";
    case RecipientCause::deputy:
      return "deputy";
    case RecipientCause::duty:
      return "duty";
    case RecipientCause::group:
      return "group";
    case RecipientCause::unit:
      break;
  }
  return "unit";
}

Occasion occasion_of(Stage stage, Role role, ItemKind kind) {
  const auto receives = role < Role::support          ? Receives::information
                        : kind == ItemKind::meeting ? Receives::summons
                                                      : Receives::tasks;
  return {receives, stage == Stage::escalated};
}

std::vector<Recipient> recipients_of(const Configuration& configuration, const UnitId& unit, const ChannelSettings& channel, Instant at,
                                     const Occasion& occasion) {
  return Finding(configuration, unit, channel, at).recipients(occasion);
}

}  // namespace fenliu::rules
