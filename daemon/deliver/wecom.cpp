// A WeCom group robot (企业微信群机器人): https://developer.work.weixin.qq.com/document/path/91770
#include <boost/json.hpp>

#include "daemon/deliver/channels.h"
#include "daemon/deliver/signing.h"
#include "daemon/deliver/vendor.h"

namespace fenliu::deliver {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestText = 2048;  // bytes of text.content
// https://developer.work.weixin.qq.com/document/path/90313: -1 system busy, 45009 and 45033 too many calls. A robot may send 20
// messages a minute: set rate_per_minute to 20.
const VendorCodes kCodes{{"errcode"}, "errmsg", {-1, 45009, 45033}};

class Wecom : public Channel {
 public:
  Wecom(const rules::ChannelSettings& settings, const std::string& secret) : settings_(settings), key_(secret), transfer_(settings, secret) {}

  Outcome send(const Envelope& envelope) override {
    json::object text{{"content", chat_text(envelope.message, kLongestText)}};
    // Members are called by telephone number.
    if (!envelope.recipient.address.empty()) text["mentioned_mobile_list"] = json::array{envelope.recipient.address};
    HttpRequest request;
    request.url = url_of(settings_, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send") + "?key=" + percent_encoded(key_);
    request.headers = {"Content-Type: application/json; charset=utf-8"};
    request.body = json::serialize(json::object{{"msgtype", "text"}, {"text", std::move(text)}});
    return vendor_outcome(transfer_.post(request), kCodes, {key_});
  }

 private:
  const rules::ChannelSettings settings_;
  const std::string key_;
  Transfer transfer_;
};

}  // namespace

std::unique_ptr<Channel> make_wecom(const rules::ChannelSettings& settings, const std::string& secret) {
  const auto words = words_of(secret);
  if (words.size() != 1) return make_refusing("The channel's secret is the robot's key: what stands behind key= in its address");
  return std::make_unique<Wecom>(settings, words[0]);
}

}  // namespace fenliu::deliver
