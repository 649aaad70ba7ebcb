// A Feishu custom robot (飞书自定义机器人): https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
#include <boost/json.hpp>

#include "daemon/deliver/channels.h"
#include "daemon/deliver/signing.h"
#include "daemon/deliver/vendor.h"

namespace fenliu::deliver {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestText = 4000;  // bytes; the vendor allows 20 KB for the whole body
// 11232 and 99991400 too many calls (100 a minute, 5 a second a robot). Older robots answer with StatusCode.
const VendorCodes kCodes{{"code", "StatusCode"}, "msg", {11232, 99991400}};

class Feishu : public Channel {
 public:
  Feishu(const rules::ChannelSettings& settings, std::vector<std::string> secrets)
      : settings_(settings), secrets_(std::move(secrets)), transfer_(settings, secrets_[0]) {}

  Outcome send(const Envelope& envelope) override {
    json::object body{{"msg_type", "text"}, {"content", json::object{{"text", chat_text(envelope.message, kLongestText)}}}};
    if (secrets_.size() > 1) {
      // The time and the secret are the key; the message that is signed is empty.
      const auto seconds = std::to_string(signing_time());
      body["timestamp"] = seconds;
      body["sign"] = hmac_sha256_base64(seconds + "\n" + secrets_[1], "");
    }
    HttpRequest request;
    request.url = url_of(settings_, "https://open.feishu.cn/open-apis/bot/v2/hook") + "/" + percent_encoded(secrets_[0]);
    request.headers = {"Content-Type: application/json; charset=utf-8"};
    request.body = json::serialize(body);
    return vendor_outcome(transfer_.post(request), kCodes, secrets_);
  }

 private:
  const rules::ChannelSettings settings_;
  const std::vector<std::string> secrets_;  // what ends the robot's address, then what it signs with
  Transfer transfer_;
};

}  // namespace

std::unique_ptr<Channel> make_feishu(const rules::ChannelSettings& settings, const std::string& secret) {
  auto words = words_of(secret);
  if (words.empty() || words.size() > 2) return make_refusing("The channel's secret is what ends the robot's address and, on the next line, what it signs with if it does");
  return std::make_unique<Feishu>(settings, std::move(words));
}

}  // namespace fenliu::deliver
