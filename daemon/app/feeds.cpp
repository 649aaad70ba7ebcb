// The secret addresses of a unit's calendar: making, listing and revoking them.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/tokens.h"
#include "daemon/app/use_cases.h"
#include "rules/item/parse_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestName = 100;
constexpr std::size_t kMostFeeds = 50;  // valid ones of a unit

const std::string& feed_word() {
  static const std::string word{to_string(serve::Permission::feed)};
  return word;
}

Result<std::string> name_of(const std::string& body, const std::string& unit) {
  const auto otherwise = unit + "-calendar-" + random_id("").substr(0, 6);
  if (body.empty()) return otherwise;
  const auto value = rules::parse_json(body);
  if (!value.ok()) return value.error();
  if (!value->is_object()) return Error{ErrorKind::invalid, "The body is not a JSON object", ""};
  for (const auto& [key, each] : value->get_object()) {
    if (key != "name") return Error{ErrorKind::invalid, "/" + std::string(key) + ": unknown key", "name"};
    const bool good = each.is_string() && !each.get_string().empty() && each.get_string().size() <= kLongestName &&
                      std::none_of(each.get_string().begin(), each.get_string().end(),
                                   [](unsigned char c) { return c < 0x20 || c == '/' || c == 0x7F; });
    if (!good) return Error{ErrorKind::invalid, "/name: 1 to 100 bytes without '/' and control characters", "\"the chief's phone\""};
    return std::string(each.get_string());
  }
  return otherwise;
}

bool is_valid(const store::TokenRow& token, Instant now) {
  return !token.revoked_at && (!token.expires_at || *token.expires_at > now);
}

Answer as_answer(int status, const json::value& body) {
  Answer answer;
  answer.status = status;
  answer.body = json::serialize(body);
  return answer;
}

Result<Done> check_unit(const Office& office, const std::string& unit) {
  if (office.router()->configuration().organisation.unit(unit) == nullptr) return not_found("unit", unit);
  return Done{};
}

}  // namespace

Result<Answer> create_feed(Office& office, const std::string& unit, const std::string& body, Instant now) {
  if (const auto known = check_unit(office, unit); !known.ok()) return known.error();
  const auto name = name_of(body, unit);
  if (!name.ok()) return name.error();
  std::size_t feeds = 0;
  for (const auto& token : office.store.tokens()) {
    if (!is_valid(token, now)) continue;
    if (token.name == *name) {
      return Error{ErrorKind::conflict, "/name: there is a token '" + *name + "' already", "revoke it or take another name"};
    }
    feeds += token.unit == unit && token.permissions == feed_word();
  }
  if (feeds >= kMostFeeds) {
    return Error{ErrorKind::conflict, "The unit has " + std::to_string(kMostFeeds) + " feeds already", "revoke those that nobody uses"};
  }
  const auto token = new_token();
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    transaction.insert_token({hash_token(token), *name, unit, feed_word(), now, {}, {}});
    return Done{};
  });
  if (!done.ok()) return done.error();
  return as_answer(201, json::object{{"name", *name}, {"unit", unit}, {"token", token}, {"path", feed_path(unit, token)}});
}

Result<Answer> list_feeds(Office& office, const std::string& unit, Instant now) {
  if (const auto known = check_unit(office, unit); !known.ok()) return known.error();
  const auto& zone = office.router()->configuration().zone;
  json::array feeds;
  for (const auto& token : office.store.tokens()) {
    if (token.unit != unit || token.permissions != feed_word() || !is_valid(token, now)) continue;
    json::object feed{{"name", token.name}, {"created", rules::format_rfc3339(token.created_at, zone)}};
    if (token.expires_at) feed["expires"] = rules::format_rfc3339(*token.expires_at, zone);
    feeds.push_back(std::move(feed));
  }
  return as_answer(200, json::object{{"feeds", std::move(feeds)}});
}

Result<Answer> revoke_feed(Office& office, const std::string& unit, const std::string& feed, Instant now) {
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    if (!transaction.revoke_single_purpose(unit, feed, feed_word(), now)) return not_found("feed", feed);
    return Done{};
  });
  if (!done.ok()) return done.error();
  return as_answer(200, json::object{{"name", feed}, {"unit", unit}, {"revoked", true}});
}

}  // namespace fenliu::app
