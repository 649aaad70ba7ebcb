// A DingTalk custom robot (钉钉自定义机器人): payload https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages,
// signature https://open.dingtalk.com/document/orgapp/customize-robot-security-settings
#include <boost/json.hpp>

#include "daemon/deliver/channels.h"
#include "daemon/deliver/signing.h"
#include "daemon/deliver/vendor.h"

namespace fenliu::deliver {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestText = 2000;  // bytes; the vendor allows 20,000 for the whole body
// -1 system busy; 130101 and 410100 too fast (20 a minute a robot, then ten minutes of nothing); 90030 too many calls.
const VendorCodes kCodes{{"errcode"}, "errmsg", {-1, 130101, 410100, 90030}};

class Dingtalk : public Channel {
 public:
  Dingtalk(const rules::ChannelSettings& settings, std::vector<std::string> secrets)
      : settings_(settings), secrets_(std::move(secrets)), transfer_(settings, secrets_[0]) {}

  Outcome send(const Envelope& envelope) override {
    json::object body{{"msgtype", "text"}, {"text", json::object{{"content", chat_text(envelope.message, kLongestText)}}}};
    if (!envelope.recipient.address.empty()) body["at"] = json::object{{"atMobiles", json::array{envelope.recipient.address}}, {"isAtAll", false}};
    HttpRequest request;
    request.url = url_of(settings_, "https://oapi.dingtalk.com/robot/send") + "?access_token=" + percent_encoded(secrets_[0]);
    if (secrets_.size() > 1) {
      const auto milliseconds = std::to_string(signing_time() * 1000);
      const auto sign = hmac_sha256_base64(secrets_[1], milliseconds + "\n" + secrets_[1]);
      request.url += "&timestamp=" + milliseconds + "&sign=" + percent_encoded(sign);
    }
    request.headers = {"Content-Type: application/json; charset=utf-8"};
    request.body = json::serialize(body);
    return vendor_outcome(transfer_.post(request), kCodes, secrets_);
  }

 private:
  const rules::ChannelSettings settings_;
  const std::vector<std::string> secrets_;  // access token, then what it signs with
  Transfer transfer_;
};

}  // namespace

std::unique_ptr<Channel> make_dingtalk(const rules::ChannelSettings& settings, const std::string& secret) {
  auto words = words_of(secret);
  if (words.empty() || words.size() > 2) return make_refusing("The channel's secret is the robot's access_token and, on the next line, its SEC… secret if it signs");
  return std::make_unique<Dingtalk>(settings, std::move(words));
}

}  // namespace fenliu::deliver
