// A program of the administrator's own that takes a message on its stdin.
#pragma once

#include "daemon/deliver/channel.h"

namespace fenliu::deliver {

// Runs `settings.command` (program and arguments, no shell) once for each message and hands it the message as one JSON
// object (docs/configuration.md describes it). Exit 0: delivered; 75 (EX_TEMPFAIL of sysexits.h), a signal or the time-out, at
// which its whole process group is killed: again later; any other: refused. It finds the key as FENLIU_KEY and the secret,
// if there is one, as FENLIU_SECRET in an environment that holds nothing else but PATH, HOME and LANG. What it prints is lost.
std::unique_ptr<Channel> make_command(const rules::ChannelSettings& settings, const std::string& secret);

}  // namespace fenliu::deliver
