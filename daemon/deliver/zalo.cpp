// A Zalo official account. Without `template`, a text to a follower, by user id:
// https://developers.zalo.me/docs/official-account/tin-nhan/tin-tu-van/gui-tin-tu-van-dang-van-ban
// With fields.template, a ZNS to a telephone number: https://developers.zalo.me/docs/zalo-notification-service/gui-tin-zns/gui-zns
#include <boost/json.hpp>

#include "daemon/deliver/channels.h"
#include "daemon/deliver/vendor.h"

namespace fenliu::deliver {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestText = 2000;  // bytes of message.text
// -32 too many requests (https://developers.zalo.me/docs/official-account/phu-luc/ma-loi); -100 unknown, "try again"
// (https://zalo.cloud/zns/guidelines/handle-error-code).
const VendorCodes kCodes{{"error"}, "message", {-32, -100}};

// ZNS takes 84…, of 0… and +84… too.
std::string telephone(const std::string& address) {
  std::string digits;
  for (const char c : address) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits.starts_with("0") ? "84" + digits.substr(1) : digits;
}

class Zalo : public Channel {
 public:
  Zalo(const rules::ChannelSettings& settings, const std::string& token) : settings_(settings), token_(token), transfer_(settings, token) {}

  Outcome send(const Envelope& envelope) override {
    if (envelope.recipient.address.empty()) return {Outcome::Kind::refused, "The recipient has no Zalo address", {}};
    HttpRequest request;
    request.headers = {"Content-Type: application/json; charset=utf-8", "access_token: " + token_};
    const auto form = settings_.fields.find("template");
    if (form == settings_.fields.end()) {
      request.url = url_of(settings_, "https://openapi.zalo.me/v3.0/oa/message/cs");
      request.body = json::serialize(json::object{{"recipient", json::object{{"user_id", envelope.recipient.address}}},
                                                  {"message", json::object{{"text", chat_text(envelope.message, kLongestText)}}}});
    } else {
      request.url = url_of(settings_, "https://business.openapi.zalo.me/message/template");
      // tracking_id comes back in the vendor's reports.
      request.body = json::serialize(json::object{{"phone", telephone(envelope.recipient.address)},
                                                  {"template_id", form->second},
                                                  {"template_data", data(envelope)},
                                                  {"tracking_id", envelope.key.substr(0, 48)}});
    }
    return vendor_outcome(transfer_.post(request), kCodes, {token_});
  }

 private:
  // What the office's template names: each other field is a parameter whose value says which word of the message it takes.
  json::object data(const Envelope& envelope) const {
    const auto& message = envelope.message;
    json::object data;
    for (const auto& [name, word] : settings_.fields) {
      if (name == "template") continue;
      data[name] = word == "subject" ? message.subject : word == "brief" ? message.brief : word == "link" ? message.link : word == "name" ? envelope.recipient.name : word;
    }
    return data;
  }

  const rules::ChannelSettings settings_;
  const std::string token_;
  Transfer transfer_;
};

}  // namespace

std::unique_ptr<Channel> make_zalo(const rules::ChannelSettings& settings, const std::string& secret) {
  const auto words = words_of(secret);
  if (words.size() != 1) return make_refusing("The channel's secret is the account's access token, one word");
  return std::make_unique<Zalo>(settings, words[0]);
}

}  // namespace fenliu::deliver
