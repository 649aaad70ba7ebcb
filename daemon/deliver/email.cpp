// Mail by SMTP, through libcurl.
#include "daemon/deliver/channels.h"
#include "daemon/deliver/mail_text.h"
#include "daemon/deliver/transfer.h"

namespace fenliu::deliver {

namespace {

class Email : public Channel {
 public:
  Email(const rules::ChannelSettings& settings, const std::string& secret, Mailbox from)
      : from_(std::move(from)), transfer_(settings, secret) {}

  Outcome send(const Envelope& envelope) override {
    auto to = parse_mailbox(envelope.recipient.address);
    if (!to) return {Outcome::Kind::refused, "The recipient's address is no mailbox", {}};
    if (!envelope.recipient.name.empty()) to->name = envelope.recipient.name;
    const auto answer = transfer_.mail({from_.address, to->address, mail_text(envelope, from_, *to)});
    if (answer.taken) return {Outcome::Kind::delivered, "taken by the mail server", {}};
    // RFC 5321, 4.2.1: 4 means not now, 5 never like this.
    return {answer.code >= 500 ? Outcome::Kind::refused : Outcome::Kind::retry, answer.error, {}};
  }

 private:
  const Mailbox from_;
  Transfer transfer_;
};

}  // namespace

std::unique_ptr<Channel> make_email(const rules::ChannelSettings& settings, const std::string& secret) {
  auto from = parse_mailbox(settings.sender);
  if (!from) return make_refusing("The channel's sender is no mailbox");
  return std::make_unique<Email>(settings, secret, std::move(*from));
}

}  // namespace fenliu::deliver
