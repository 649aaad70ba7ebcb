// ntfy, published as JSON: https://docs.ntfy.sh/publish/#publish-as-json
#include <boost/json.hpp>

#include "daemon/deliver/channels.h"
#include "daemon/deliver/vendor.h"

namespace fenliu::deliver {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestText = 4096;  // bytes; the server makes an attachment of more

class Ntfy : public Channel {
 public:
  Ntfy(const rules::ChannelSettings& settings, const std::string& token) : settings_(settings), token_(token), transfer_(settings, token) {}

  Outcome send(const Envelope& envelope) override {
    const auto& message = envelope.message;
    const auto fixed = settings_.fields.find("topic");
    const auto& topic = fixed == settings_.fields.end() ? envelope.recipient.address : fixed->second;
    if (topic.empty()) return {Outcome::Kind::refused, "No topic: neither the channel's fields nor the recipient name one", {}};
    // 1 to 5, 3 is the usual one: https://docs.ntfy.sh/publish/#message-priority
    const int priority = message.urgency == rules::Urgency::critical ? 5 : message.urgency == rules::Urgency::urgent ? 4 : message.role == rules::Role::inform ? 2 : 3;
    json::object body{{"topic", topic}, {"title", message.subject}, {"message", without_link(message)}, {"priority", priority}};
    if (!message.link.empty()) body["click"] = message.link;
    HttpRequest request;
    request.url = url_of(settings_, "https://ntfy.sh/");
    request.headers = {"Content-Type: application/json; charset=utf-8"};
    if (!token_.empty()) request.headers.push_back("Authorization: Bearer " + token_);
    request.body = json::serialize(body);
    return outcome_of(transfer_.post(request));
  }

 private:
  static std::string without_link(const rules::Message& message) {
    auto copy = message;
    copy.link.clear();
    return chat_text(copy, kLongestText);
  }

  const rules::ChannelSettings settings_;
  const std::string token_;
  Transfer transfer_;
};

}  // namespace

std::unique_ptr<Channel> make_ntfy(const rules::ChannelSettings& settings, const std::string& secret) {
  const auto words = words_of(secret);
  if (words.size() > 1) return make_refusing("The channel's secret is an access token (tk_…), one word");
  return std::make_unique<Ntfy>(settings, words.empty() ? "" : words[0]);
}

}  // namespace fenliu::deliver
