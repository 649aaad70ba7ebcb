// Opening channels.
#include "daemon/app/open_channel.h"

#include "daemon/load/secret.h"

namespace fenliu::app {

Result<std::unique_ptr<deliver::Channel>> open_channel(const rules::ChannelSettings& settings) {
  const auto secret = load::read_secret(settings.secret);
  if (!secret.ok()) return secret.error();
  return deliver::make_channel(settings, *secret);
}

}  // namespace fenliu::app
