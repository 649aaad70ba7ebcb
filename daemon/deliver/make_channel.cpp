// A channel of the kind that the settings name.
#include "daemon/deliver/channels.h"

namespace fenliu::deliver {

namespace {

class Refusing : public Channel {
 public:
  explicit Refusing(std::string why) : why_(std::move(why)) {}
  Outcome send(const Envelope&) override { return {Outcome::Kind::refused, why_, {}}; }

 private:
  const std::string why_;
};

}  // namespace

std::unique_ptr<Channel> make_refusing(const std::string& why) { return std::make_unique<Refusing>(why); }

std::unique_ptr<Channel> make_channel(const rules::ChannelSettings& settings, const std::string& secret) {
  using Kind = rules::ChannelKind;
  switch (settings.kind) {
    case Kind::email: return make_email(settings, secret);
    case Kind::webhook: return make_webhook(settings, secret);
    case Kind::wecom: return make_wecom(settings, secret);
    case Kind::dingtalk: return make_dingtalk(settings, secret);
    case Kind::feishu: return make_feishu(settings, secret);
    case Kind::zalo: return make_zalo(settings, secret);
    case Kind::ntfy: return make_ntfy(settings, secret);
    case Kind::sms: return make_sms(settings, secret);
    case Kind::command: return make_command(settings, secret);
    case Kind::by_hand: return make_refusing("A clerk carries this by hand and marks it so; nothing is sent by itself");
  }
  return make_refusing("This program has no channel of that kind");
}

}  // namespace fenliu::deliver
