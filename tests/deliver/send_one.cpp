// Sends one message over a channel, for receivers that are no C++ programs: send_one KIND URL SECRET [CERTIFICATES]; prints
// {"kind","detail"}. Only for tests.
#include <iostream>

#include <sodium.h>

#include "daemon/deliver/channels.h"
#include "tests/daemon/deliver/receivers.h"

using namespace fenliu;

int main(int count, char** words) {
  if (count < 4 || sodium_init() < 0) return 2;
  const std::string kind = words[1];
  rules::ChannelSettings settings;
  settings.url = words[2];
  settings.certificates = count > 4 ? words[4] : "";
  settings.timeout_seconds = 5;
  std::unique_ptr<deliver::Channel> channel;
  if (kind == "webhook") channel = deliver::make_webhook(settings, words[3]);
  if (kind == "dingtalk") channel = deliver::make_dingtalk(settings, words[3]);
  if (kind == "feishu") channel = deliver::make_feishu(settings, words[3]);
  if (!channel) return 2;
  const auto outcome = channel->send(support::envelope(""));
  const char* said = outcome.kind == deliver::Outcome::Kind::delivered ? "delivered" : outcome.kind == deliver::Outcome::Kind::retry ? "retry" : "refused";
  std::cout << boost::json::serialize(boost::json::object{{"kind", said}, {"detail", outcome.detail}}) << "\n";
  return 0;
}
