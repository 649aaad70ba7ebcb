// Notices as CloudEvents 1.0 in structured mode (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md),
// signed after Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
#include "daemon/deliver/channels.h"
#include "daemon/deliver/envelope_json.h"
#include "daemon/deliver/signing.h"
#include "daemon/deliver/transfer.h"

namespace fenliu::deliver {

namespace json = boost::json;

namespace {

constexpr std::string_view kSecretPrefix = "whsec_";

class Webhook : public Channel {
 public:
  Webhook(const rules::ChannelSettings& settings, const std::string& secret, std::string key)
      : settings_(settings), key_(std::move(key)), transfer_(settings, secret) {}

  Outcome send(const Envelope& envelope) override {
    HttpRequest request;
    request.url = settings_.url;
    request.body = event(envelope);
    request.headers = {"Content-Type: application/cloudevents+json; charset=utf-8"};
    // A key of other characters than a header takes is sent by its hash, in the event as well.
    const auto id = id_of(envelope);
    const auto timestamp = std::to_string(signing_time());
    request.headers.push_back("webhook-id: " + id);
    request.headers.push_back("webhook-timestamp: " + timestamp);
    if (!key_.empty()) request.headers.push_back("webhook-signature: v1," + hmac_sha256_base64(key_, id + "." + timestamp + "." + request.body));
    return outcome_of(transfer_.post(request));
  }

 private:
  // Standard Webhooks keeps '.' for itself.
  static std::string id_of(const Envelope& envelope) {
    for (const char c : envelope.key) {
      if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F || c == '.') return short_hash(envelope.key);
    }
    return envelope.key;
  }

  // With the id it tells events of several offices apart.
  std::string source() const {
    const auto named = settings_.fields.find("source");
    return named == settings_.fields.end() ? "/fenliu" : named->second;
  }

  std::string event(const Envelope& envelope) const {
    const auto& message = envelope.message;
    return json::serialize(json::object{{"specversion", "1.0"},
                                        {"id", id_of(envelope)},
                                        {"source", source()},
                                        {"type", "fenliu.notice." + std::string(rules::to_string(message.stage))},
                                        {"subject", message.item.empty() ? message.unit : message.item + "/" + message.unit},
                                        {"time", rules::format_rfc3339(message.at, rules::Zone{})},
                                        {"datacontenttype", "application/json"},
                                        {"data", envelope_to_json(envelope)}});
  }

  const rules::ChannelSettings settings_;
  const std::string key_;
  Transfer transfer_;
};

}  // namespace

std::unique_ptr<Channel> make_webhook(const rules::ChannelSettings& settings, const std::string& secret) {
  std::string key;
  if (!secret.empty()) {
    const auto decoded = from_base64(secret.starts_with(kSecretPrefix) ? secret.substr(kSecretPrefix.size()) : secret);
    if (!decoded) return make_refusing("The channel's secret is not base64, with or without \"whsec_\" before it");
    key = *decoded;
  }
  return std::make_unique<Webhook>(settings, secret, std::move(key));
}

}  // namespace fenliu::deliver
