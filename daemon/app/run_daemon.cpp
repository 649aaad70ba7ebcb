// The outermost loop: it alone reads the clock and sleeps.
#include "daemon/app/run_daemon.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <thread>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "daemon/app/application.h"
#include "daemon/app/evening.h"
#include "daemon/app/use_cases.h"
#include "daemon/serve/http_server.h"

namespace fenliu::app {

namespace {

sigset_t awaited_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  return signals;
}

bool is_loopback(const std::string& address) {
  return address == "localhost" || address == "::1" || address.starts_with("127.");
}

Result<std::unique_ptr<Clock>> make_clock(const cli::ServeRequest& request) {
  if (request.clock.empty()) return std::unique_ptr<Clock>(std::make_unique<SystemClock>());
  const auto setting = parse_clock(request.clock);
  if (!setting.ok()) return setting.error();
  if (!is_loopback(request.address)) {
    return Error{ErrorKind::invalid, "--clock works on loopback only", "listen on 127.0.0.1, or leave --clock out"};
  }
  return std::unique_ptr<Clock>(std::make_unique<SimulatedClock>(setting->start, setting->speed));
}

// The data folder, held against other daemons for as long as it lives, a killed one included: each would trust its own plan.
class DataFolder {
 public:
  static Result<std::unique_ptr<DataFolder>> take(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return Error{ErrorKind::internal, "Cannot make the data folder " + folder, error.message()};
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    const int file = open((folder + "/fenliu.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return Error{ErrorKind::internal, "Cannot write into the data folder " + folder, "check its owner and permissions"};
    std::unique_ptr<DataFolder> taken(new DataFolder(file));
    if (flock(file, LOCK_EX | LOCK_NB) == 0) return taken;
    return Error{ErrorKind::unavailable, "The data folder " + folder + " is served by another daemon",
                 "stop that one, or give another --data"};
  }
  ~DataFolder() { close(file_); }
  DataFolder(const DataFolder&) = delete;

 private:
  explicit DataFolder(int file) : file_(file) {}
  const int file_;
};

// On simulated time nobody signs in: the page acts as the office, and says so.
serve::Principal demo_principal(const Office& office) {
  using serve::Permission;
  return {"demo", office.router()->configuration().policy.home,
          {Permission::post, Permission::report, Permission::read_unit, Permission::read_all, Permission::triage,
           Permission::operate, Permission::configure}};
}

// On a thread of its own that gives way to those which answer requests, as do the threads that it starts.
void reload(Office& office, const std::string& folder, Instant now) {
  constexpr int kNiceness = 10;
  const std::jthread reading([&] {
    setpriority(PRIO_PROCESS, 0, kNiceness);  // on Linux: of this thread
    try {
      const auto done = activate_folder(office, folder, now);
      if (done.ok()) {
        spdlog::info("configuration {} is active", office.router()->configuration().revision.substr(0, 12));
      } else {
        spdlog::error("{}\n{}", done.error().message, done.error().detail);
      }
    } catch (const std::exception& exception) {
      office.set_reload_error(exception.what());
      spdlog::error("reading the folder again failed: {}", exception.what());
    }
  });
}

// Ticks until a signal ends it; SIGHUP reloads.
void run_until_stopped(Office& office, Clock& clock, const std::string& folder) {
  const auto signals = awaited_signals();
  // On fast simulated time a tick stays a fraction of a simulated minute.
  const auto pause_ns = static_cast<long>(1e9 * std::clamp(20.0 / clock.speed(), 0.05, 1.0));
  std::size_t next_step = 0;
  bool playing = clock.simulated();
  while (true) {
    const auto now = clock.now();
    const auto router = office.router();
    if (playing && router->configuration().script) {
      const auto played = play(office, *router->configuration().script, next_step, now);
      if (!played.ok()) {
        spdlog::error("the evening stopped: {} {}", played.error().message, played.error().detail);
        playing = false;
      }
    }
    try {
      if (const auto done = tick(office, now); !done.ok()) spdlog::error("{} {}", done.error().message, done.error().detail);
    } catch (const std::exception& exception) {
      spdlog::error("tick failed: {}", exception.what());
    }
    const timespec pause{pause_ns / 1000000000L, pause_ns % 1000000000L};
    const int signal = sigtimedwait(&signals, nullptr, &pause);
    if (signal == SIGHUP) reload(office, folder, clock.now());
    if (signal == SIGTERM || signal == SIGINT) return;
  }
}

// Items pass through memory: what is in it must not land in a core file, nor be read by another process of the same user.
// PR_SET_DUMPABLE, prctl(2); a pipe in core_pattern ignores the limit but not this.
void forbid_core_files() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

// Before any thread starts, so that all of them leave the signals to the loop.
void block_signals() {
  const auto signals = awaited_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

Result<Done> run_daemon(const cli::ServeRequest& request) {
  block_signals();
  forbid_core_files();
  if (!spdlog::get("fenliu")) spdlog::set_default_logger(spdlog::stderr_color_mt("fenliu"));
  const auto clock = make_clock(request);
  if (!clock.ok()) return clock.error();
  const auto data_folder = DataFolder::take(request.data);
  if (!data_folder.ok()) return data_folder.error();
  const auto store = store::Store::open({request.data + "/fenliu.db", "", 64, 5000});
  if (!store.ok()) return store.error();
  Office office(**store);
  if (const auto done = activate_folder(office, request.config, (*clock)->now()); !done.ok()) {
    if (!office.router()) return done.error();
    spdlog::error("{}\n{}", done.error().message, done.error().detail);
  }
  const auto now = (*clock)->now();
  const auto opened = (*clock)->simulated() ? opening(office, now) : now;
  office.load(opened);
  if (const auto done = tick(office, opened); !done.ok()) spdlog::error("{} {}", done.error().message, done.error().detail);

  Application application(office, **clock);
  serve::ServerOptions options;
  options.address = request.address;
  options.port = static_cast<std::uint16_t>(request.port);
  if ((*clock)->simulated()) options.demo_principal = demo_principal(office);
  serve::HttpServer server(application, options);
  const auto port = server.start();
  if (!port.ok()) return port.error();
  std::cout << fmt::format("Fenliu serves {} at http://{}:{}/\n", request.config,
                           request.address.find(':') == std::string::npos ? request.address : "[" + request.address + "]",
                           *port)
            << std::flush;
  run_until_stopped(office, **clock, request.config);
  spdlog::info("stopping: finishing requests");
  server.stop();
  return Done{};
}

}  // namespace fenliu::app
