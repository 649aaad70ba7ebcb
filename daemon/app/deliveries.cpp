// The deliveries as an administrator sees them: those that died are mended and sent again, or discarded; how channels fare.
#include <algorithm>
#include <charconv>

#include <boost/json.hpp>
#include <spdlog/spdlog.h>

#include "daemon/app/use_cases.h"
#include "rules/item/parse_json.h"
#include "rules/source/channels.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

using store::DeliveryRow;

constexpr std::size_t kLongestAddress = 320;  // RFC 3696, erratum 1690: 64 + 1 + 255, and shorter for telephones
constexpr std::size_t kLongestReason = 300;
constexpr int kAtOnce = 200;

json::object delivery_json(const DeliveryRow& row, const rules::Zone& zone) {
  json::object object{{"id", row.id},           {"key", row.key},         {"notice", row.notice}, {"item", row.item},
                      {"unit", row.unit},       {"sequence", row.sequence}, {"channel", row.channel}, {"name", row.name},
                      {"address", row.address}, {"cause", row.cause},     {"state", row.state},   {"attempts", row.attempts},
                      {"created_at", rules::format_rfc3339(row.created_at, zone)}};
  if (!row.person.empty()) object["person"] = row.person;
  if (!row.detail.empty()) object["detail"] = row.detail;
  if (row.state == "waiting") object["next_at"] = rules::format_rfc3339(row.next_at, zone);
  if (row.delivered_at) object["delivered_at"] = rules::format_rfc3339(*row.delivered_at, zone);
  return object;
}

std::string line_of(const DeliveryRow& row, const rules::Zone& zone) {
  auto line = std::to_string(row.id) + "\t" + row.state + "\t" + row.channel + "\t" + row.unit + "\t" + row.name;
  if (!row.address.empty()) line += " <" + row.address + ">";
  line += "\t" + row.item + "\t" + std::to_string(row.attempts) + (row.attempts == 1 ? " attempt" : " attempts");
  if (row.state == "waiting" && row.attempts > 0) line += ", again " + rules::format_rfc3339(row.next_at, zone);
  if (!row.detail.empty()) line += "\t" + row.detail;
  return line + "\n";
}

Answer answer_of(json::object body) {
  Answer answer;
  answer.body = json::serialize(body);
  return answer;
}

Result<std::int64_t> id_of(const std::string& text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size()) return not_found("delivery", text);
  return id;
}

// The text under `key` of a body that may be empty; a body must not hold anything else.
Result<std::optional<std::string>> text_of(const std::string& body, const char* key, std::size_t longest) {
  if (body.empty()) return std::optional<std::string>{};
  const auto value = rules::parse_json(body);
  if (!value.ok()) return value.error();
  if (!value->is_object()) return Error{ErrorKind::invalid, "The body is not a JSON object", ""};
  std::optional<std::string> found;
  for (const auto& [name, each] : value->get_object()) {
    if (name != key) return Error{ErrorKind::invalid, "/" + std::string(name) + ": there is no such key", std::string("only '") + key + "'"};
    const auto* text = each.if_string();
    const bool plain = text != nullptr && std::all_of(text->begin(), text->end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
    if (!plain || text->empty() || text->size() > longest) {
      return Error{ErrorKind::invalid, std::string("/") + key + ": a text of 1 to " + std::to_string(longest) + " bytes without line ends", ""};
    }
    found = std::string(*text);
  }
  return found;
}

// Why a delivery is not to be sent again; empty: it may be.
std::string obsolete(store::Transaction& transaction, const DeliveryRow& row, const std::optional<store::NoticeRow>& notice, Instant now) {
  const auto item = transaction.item(row.item);
  if (!notice || !item) return "its item is gone";
  if (item->withdrawn && notice->stage != "cancelled") return "the item was withdrawn";
  if (transaction.replaced(*notice, now)) return "the unit was told something later";
  return {};
}

void make_waiting(DeliveryRow& row, Instant now) {
  row.state = "waiting";
  row.attempts = 0;
  row.next_at = now;
  row.leased_until.reset();
  row.stopped.clear();
}

Answer as_answer(Office& office, std::int64_t id) {
  const auto row = office.store.delivery(id);
  const auto& zone = office.router()->configuration().zone;
  auto body = delivery_json(*row, zone);
  body["text"] = line_of(*row, zone);
  return answer_of(std::move(body));
}

}  // namespace

Result<Answer> list_deliveries(Office& office, const serve::DeliveryFilter& filter, const Page& page) {
  static const std::vector<std::string> kStates{"waiting", "leased", "delivered", "dead", "cancelled", "held"};
  if (!filter.state.empty() && std::find(kStates.begin(), kStates.end(), filter.state) == kStates.end()) {
    return Error{ErrorKind::invalid, "There is no state '" + filter.state + "'", "waiting, leased, delivered, dead, cancelled, held"};
  }
  std::int64_t after = 0;
  if (!page.cursor.empty()) {
    const auto cursor = id_of(page.cursor);
    if (!cursor.ok()) return Error{ErrorKind::invalid, "The cursor is not one that a list gave", ""};
    after = *cursor;
  }
  const auto router = office.router();
  const auto& zone = router->configuration().zone;
  const auto found = office.store.deliveries(filter.state, filter.channel, after, page.limit);
  json::array list;
  std::string text;
  for (const auto& row : found.deliveries) {
    list.push_back(delivery_json(row, zone));
    text += line_of(row, zone);
  }
  if (text.empty()) text = "nothing\n";
  auto answer = answer_of(json::object{{"deliveries", std::move(list)}, {"text", std::move(text)}});
  if (found.next > 0) answer.next = std::to_string(found.next);
  return answer;
}

Result<Answer> resend_delivery(Office& office, const Principal& principal, const std::string& id, const std::string& body, Instant now) {
  const auto number = id_of(id);
  if (!number.ok()) return number.error();
  const auto address = text_of(body, "address", kLongestAddress);
  if (!address.ok()) return address.error();
  const auto known = office.store.delivery(*number);
  if (!known) return not_found("delivery", id);
  const auto notice = office.store.notice(known->notice);
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    auto row = *transaction.delivery(*number);
    if (row.state == "waiting" && !*address) return Done{};
    if (row.state != "dead" && row.state != "waiting") {
      return Error{ErrorKind::conflict, "This delivery is " + row.state, "only dead ones are sent again, and waiting ones get another address"};
    }
    if (const auto why = obsolete(transaction, row, notice, now); !why.empty()) {
      return Error{ErrorKind::conflict, "Nobody wants this delivery any more", why + "; discard it"};
    }
    if (*address) row.address = **address;
    make_waiting(row, now);
    transaction.update_delivery(row);
    return Done{};
  });
  if (!done.ok()) return done.error();
  spdlog::info("delivery {} is sent again, says {}", id, principal.name);
  return as_answer(office, *number);
}

Result<Answer> resend_deliveries(Office& office, const Principal& principal, const std::string& body, Instant now) {
  const auto channel = text_of(body, "channel", kLongestAddress);
  if (!channel.ok()) return channel.error();
  if (!*channel) return Error{ErrorKind::invalid, "/channel: which channel's dead deliveries?", R"({"channel": "mail"})"};
  std::int64_t resent = 0, left = 0, after = 0;
  while (true) {
    const auto page = office.store.deliveries("dead", **channel, after, kAtOnce);
    if (page.deliveries.empty()) break;
    after = page.deliveries.back().id;
    const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
      for (const auto& each : page.deliveries) {
        auto row = *transaction.delivery(each.id);
        if (row.state != "dead") continue;
        if (!obsolete(transaction, row, office.store.notice(row.notice), now).empty()) {
          ++left;
          continue;
        }
        make_waiting(row, now);
        transaction.update_delivery(row);
        ++resent;
      }
      return Done{};
    });
    if (!done.ok()) return done.error();
  }
  spdlog::info("{} dead deliveries over '{}' are sent again, says {}", resent, **channel, principal.name);
  return answer_of(json::object{{"resent", resent}, {"obsolete", left},
                    {"text", std::to_string(resent) + " sent again; " + std::to_string(left) + " that nobody wants any more stay dead\n"}});
}

Result<Answer> discard_delivery(Office& office, const Principal& principal, const std::string& id, const std::string& body, Instant) {
  const auto number = id_of(id);
  if (!number.ok()) return number.error();
  const auto reason = text_of(body, "reason", kLongestReason);
  if (!reason.ok()) return reason.error();
  if (!office.store.delivery(*number)) return not_found("delivery", id);
  const auto why = "discarded by " + principal.name + (*reason ? ": " + **reason : "");
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    auto row = *transaction.delivery(*number);
    if (row.state == "cancelled") return Done{};
    if (row.state == "delivered") return Error{ErrorKind::conflict, "This delivery was made", "what was sent cannot be taken back"};
    (row.state == "leased" ? row.stopped : row.detail) = why;
    if (row.state != "leased") row.state = "cancelled";
    transaction.update_delivery(row);
    return Done{};
  });
  if (!done.ok()) return done.error();
  return as_answer(office, *number);
}

Result<Answer> list_channels(Office& office) {
  const auto router = office.router();
  const auto& configuration = router->configuration();
  std::map<std::string, std::map<std::string, std::int64_t>> counts;
  for (const auto& count : office.store.delivery_counts()) counts[count.channel][count.state] += count.count;
  const auto healths = office.channel_healths.all();
  json::array list;
  std::string text;
  for (const auto& channel : configuration.policy.channels) {
    const auto known = healths.find(channel.id);
    const auto health = known == healths.end() ? ChannelHealth{} : known->second;
    auto& count = counts[channel.id];
    const auto waiting = count["waiting"] + count["leased"];
    json::object object{{"id", channel.id},     {"kind", rules::to_string(channel.kind)}, {"failures_in_row", health.failures_in_row},
                        {"waiting", waiting},   {"dead", count["dead"]},                  {"held", count["held"]}};
    text += channel.id + "\t" + std::string(rules::to_string(channel.kind)) + "\t" + std::to_string(waiting) + " waiting, " +
            std::to_string(count["dead"]) + " dead, " + std::to_string(count["held"]) + " for people";
    if (health.last_success) {
      object["last_success"] = rules::format_rfc3339(*health.last_success, configuration.zone);
      text += "\tlast success " + rules::format_rfc3339(*health.last_success, configuration.zone);
    }
    if (!health.last_failure.empty()) object["last_failure"] = health.last_failure;
    if (!health.trouble.empty()) {
      object["trouble"] = health.trouble;
      text += "\t" + health.trouble;
    }
    text += "\n";
    list.push_back(std::move(object));
  }
  const bool sends = office.sends_outside && !configuration.policy.shadow;
  if (list.empty()) text = "no channels: fenliu.yaml has no `channels`\n";
  if (!sends) text += configuration.policy.shadow ? "nothing is sent: mode is shadow\n" : "nothing is sent: time is simulated\n";
  return answer_of(json::object{{"channels", std::move(list)}, {"sends", sends}, {"text", std::move(text)}});
}

}  // namespace fenliu::app
