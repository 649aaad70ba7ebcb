// What the supervisor that started the daemon is told of its state.
#pragma once

#include <string>

namespace fenliu::app {

// Sends `state` ("READY=1", "RELOADING=1", "STOPPING=1", "WATCHDOG=1"; sd_notify(3)) to the socket that NOTIFY_SOCKET names,
// without systemd's library. Nobody there, or nobody who listens: nothing happens, and nothing waits.
void tell_supervisor(const std::string& state);

}  // namespace fenliu::app
