// Opening channels.
#include "daemon/app/open_channel.h"

#include "daemon/deliver/command.h"
#include "daemon/load/secret.h"

namespace fenliu::app {

Result<std::unique_ptr<deliver::Channel>> open_channel(const rules::ChannelSettings& settings) {
  const auto secret = load::read_secret(settings.secret);
  if (!secret.ok()) return secret.error();
  if (settings.kind == rules::ChannelKind::command) return deliver::make_command(settings, *secret);
  return Error{ErrorKind::internal, "This program cannot send over channels of that kind", settings.id};
}

}  // namespace fenliu::app
