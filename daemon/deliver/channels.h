// Every channel by its kind. A channel that cannot work, for a secret that is none or a field that is missing, is made all
// the same: it refuses each message and says why, so that the outbox shows it.
#pragma once

#include <memory>
#include <string>

#include "daemon/deliver/channel.h"

namespace fenliu::deliver {

// SMTP (RFC 5321) with STARTTLS or TLS and AUTH; `secret` is the password.
std::unique_ptr<Channel> make_email(const rules::ChannelSettings& settings, const std::string& secret);
// CloudEvents 1.0, signed after Standard Webhooks where there is a secret ("whsec_…", or its base64 alone).
std::unique_ptr<Channel> make_webhook(const rules::ChannelSettings& settings, const std::string& secret);
// Group robots. `secret`: what the vendor shows when the robot is made; of DingTalk and Feishu the robot's token, then, apart by
// space or line break, the secret that it signs with, if there is one.
std::unique_ptr<Channel> make_wecom(const rules::ChannelSettings& settings, const std::string& secret);
std::unique_ptr<Channel> make_dingtalk(const rules::ChannelSettings& settings, const std::string& secret);
std::unique_ptr<Channel> make_feishu(const rules::ChannelSettings& settings, const std::string& secret);
// Zalo official account; `secret` is its access token.
std::unique_ptr<Channel> make_zalo(const rules::ChannelSettings& settings, const std::string& secret);
std::unique_ptr<Channel> make_ntfy(const rules::ChannelSettings& settings, const std::string& secret);
// A gateway as settings.fields describe it.
std::unique_ptr<Channel> make_sms(const rules::ChannelSettings& settings, const std::string& secret);
// A program of the office (command.h).
std::unique_ptr<Channel> make_command(const rules::ChannelSettings& settings, const std::string& secret);

// Refuses everything with `why`.
std::unique_ptr<Channel> make_refusing(const std::string& why);

}  // namespace fenliu::deliver
