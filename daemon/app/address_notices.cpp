// From a notice that has fallen due to a delivery for each channel and recipient.
#include <sodium.h>

#include "daemon/app/outbox.h"
#include "rules/notices/channel_choice.h"
#include "rules/notices/recipient.h"

namespace fenliu::app {

namespace {

using store::DeliveryRow;

constexpr int kAtOnce = 200;

// Short and fit for a header; an address need be neither.
std::string recipient_key(const rules::Recipient& recipient) {
  if (!recipient.person.empty()) return recipient.person;
  if (recipient.address.empty()) return std::string(rules::to_string(recipient.cause));
  unsigned char hash[crypto_generichash_BYTES_MIN];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(recipient.address.data()), recipient.address.size(), nullptr, 0);
  char hex[2 * sizeof hash + 1];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return hex;
}

// A notice with its deliveries; `carriers` also name channels where nobody of the unit has an address.
struct Addressed {
  std::int64_t outbox = 0;
  store::NoticeRow notice;
  rules::Stage stage = rules::Stage::new_;
  std::vector<std::string> carriers;
  std::vector<DeliveryRow> rows;
};

DeliveryRow delivery_row(const store::NoticeRow& notice, const rules::ChannelSettings& channel, const rules::Recipient& recipient,
                         bool critical, Instant now) {
  DeliveryRow row;
  row.key = notice.id + "." + channel.id + "." + recipient_key(recipient);
  row.notice = notice.id;
  row.item = notice.item;
  row.unit = notice.unit;
  row.sequence = notice.sequence;
  row.channel = channel.id;
  row.person = recipient.person;
  row.name = recipient.name;
  row.address = recipient.address;
  row.language = recipient.language;
  row.cause = rules::to_string(recipient.cause);
  row.critical = critical;
  row.state = channel.kind == rules::ChannelKind::by_hand ? "held" : "waiting";
  row.next_at = row.created_at = now;
  return row;
}

// Items are read once for all units that a batch tells of them.
class Addressing {
 public:
  Addressing(Office& office, const rules::Configuration& configuration, Instant now)
      : office_(office), configuration_(configuration), now_(now) {}

  // Nothing: there is no such notice or item any more.
  std::optional<Addressed> address(const store::OutboxRow& entry) {
    const auto notice = office_.store.notice(entry.notice);
    const auto facts = notice ? facts_of(notice->item) : std::nullopt;
    if (!facts) return {};
    Addressed addressed{entry.id, *notice, rules::parse_stage(notice->stage).value_or(rules::Stage::new_), {}, {}};
    const auto role = rules::parse_role(notice->role).value_or(rules::Role::none);
    const auto occasion = rules::occasion_of(addressed.stage, role, facts->kind);
    const rules::Date day{std::chrono::floor<std::chrono::days>(configuration_.zone.to_local(now_))};
    for (const auto& channel : configuration_.policy.channels) {
      if (!rules::carries(channel, configuration_.organisation, addressed.stage, role, facts->urgency, notice->unit, day)) continue;
      if (rules::carried(configuration_.policy.secrecy, channel, facts->secrecy) == rules::Carry::nothing) continue;
      addressed.carriers.push_back(channel.id);
      for (const auto& recipient : rules::recipients_of(configuration_, notice->unit, channel, now_, occasion)) {
        addressed.rows.push_back(delivery_row(*notice, channel, recipient, facts->urgency == rules::Urgency::critical, now_));
      }
    }
    return addressed;
  }

 private:
  // What of an item decides who hears of it, and how.
  struct Facts {
    rules::Urgency urgency = rules::Urgency::routine;
    rules::ItemKind kind = rules::ItemKind::directive;
    rules::Secrecy secrecy = rules::Secrecy::public_;
  };

  std::optional<Facts> facts_of(const std::string& id) {
    const auto [known, is_new] = facts_.emplace(id, std::nullopt);
    if (!is_new) return known->second;
    const auto row = office_.store.item(id);
    if (!row) return {};
    const auto item = item_of(*row, configuration_.zone);
    return known->second = item.ok() ? Facts{item->urgency, item->kind, item->secrecy} : Facts{{}, {}, rules::Secrecy::secret};
  }

  Office& office_;
  const rules::Configuration& configuration_;
  const Instant now_;
  std::map<std::string, std::optional<Facts>> facts_;
};

// What stands in the store when it is written decides whether anybody still wants it.
std::size_t write(store::Transaction& transaction, const Addressed& addressed, Instant now) {
  const auto& notice = addressed.notice;
  const auto item = transaction.item(notice.item);
  const bool withdrawn = item && item->withdrawn && addressed.stage != rules::Stage::cancelled;
  std::size_t made = 0;
  if (!withdrawn && !transaction.replaced(notice, now)) {
    const std::string why = "superseded by what was told later";
    if (rules::replaces_earlier(addressed.stage)) {
      transaction.stop_deliveries(notice.item, notice.unit, "", notice.sequence, why);
    } else {
      for (const auto& channel : addressed.carriers) transaction.stop_deliveries(notice.item, notice.unit, channel, notice.sequence, why);
    }
    for (const auto& row : addressed.rows) made += transaction.insert_delivery(row) ? 1 : 0;
  }
  transaction.mark_addressed(addressed.outbox, now);
  return made;
}

}  // namespace

Result<std::size_t> address_due(Office& office, Instant now) {
  const auto router = office.router();
  const auto& configuration = router->configuration();
  const bool outside = office.sends_outside && !configuration.policy.shadow && !configuration.policy.channels.empty();
  std::size_t made = 0;
  while (true) {
    const auto due = office.store.unaddressed(now, kAtOnce);
    if (due.empty()) return made;
    Addressing addressing(office, configuration, now);
    std::vector<Addressed> all;
    for (const auto& entry : due) {
      if (!outside) break;
      auto addressed = addressing.address(entry);
      all.push_back(addressed ? std::move(*addressed) : Addressed{entry.id, {}, {}, {}, {}});
    }
    std::size_t in_batch = 0;
    const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
      in_batch = 0;
      if (!outside) transaction.mark_all_addressed(now);
      for (const auto& each : all) in_batch += write(transaction, each, now);
      return Done{};
    });
    if (!done.ok()) return done.error();
    made += in_batch;
  }
}

Result<Done> bury_orphans(Office& office) {
  const auto router = office.router();
  std::set<std::string> known, orphans;
  for (const auto& channel : router->configuration().policy.channels) known.insert(channel.id);
  for (const auto& count : office.store.delivery_counts()) {
    if (count.state == "waiting" && !known.contains(count.channel)) orphans.insert(count.channel);
  }
  if (orphans.empty()) return Done{};
  return office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    for (const auto& channel : orphans) transaction.bury_deliveries(channel, "fenliu.yaml no longer has this channel");
    return Done{};
  });
}

}  // namespace fenliu::app
