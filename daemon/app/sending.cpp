// The thread that looks after every commit, and twice a second, whether a notice has fallen due.
#include "daemon/app/sending.h"

#include <limits>
#include <random>

#include <spdlog/spdlog.h>

namespace fenliu::app {

namespace {

constexpr std::chrono::milliseconds kPause{500};
constexpr std::chrono::seconds kIdle{10};

std::chrono::milliseconds elapsed() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

double chance() {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0.0, 1.0)(generator);
}

}  // namespace

Sending::Sending(Office& office, Clock& clock, deliver::Opener open)
    : office_(office),
      clock_(clock),
      outbox_(office, [this] { return now(); }),
      dispatcher_(outbox_, std::move(open), {elapsed, chance}) {
  const auto done = office_.store.write([](store::Transaction& transaction) -> Result<Done> {
    transaction.release_leases();
    return Done{};
  });
  if (!done.ok()) spdlog::error("leases of the last run stay until they end: {}", done.error().message);
  thread_ = std::thread([this] { run(); });
}

Sending::~Sending() {
  stopping_ = true;
  thread_.join();
}

Instant Sending::now() { return time_.now(clock_.now(), elapsed()); }

void Sending::run() {
  bool failed = false;
  while (!stopping_) {
    const auto seen = office_.store.commits();
    try {
      look();
      if (std::exchange(failed, false)) spdlog::info("sending goes on");
    } catch (const std::exception& exception) {
      if (!std::exchange(failed, true)) spdlog::error("sending waits: {}", exception.what());
    }
    // After a failure nothing is gained by haste.
    office_.store.wait_for_commits(failed ? std::numeric_limits<std::int64_t>::max() : seen, kPause);
  }
}

void Sending::look() {
  const auto router = office_.router();
  const auto& configuration = router->configuration();
  if (configuration.revision != configured_) {
    if (const auto done = bury_orphans(office_); !done.ok()) throw std::runtime_error(done.error().message);
    dispatcher_.configure(configuration.policy.shadow ? std::vector<rules::ChannelSettings>{} : configuration.policy.channels);
    configured_ = configuration.revision;
  }
  // Where nothing leaves, that is only noted: not beside every post, which waits for the disk too.
  const bool leaves = !configuration.policy.shadow && !configuration.policy.channels.empty();
  if (!leaves && now() < idle_until_) return;
  idle_until_ = now() + kIdle;
  const auto made = address_due(office_, now());
  if (!made.ok()) throw std::runtime_error(made.error().message);
  if (*made > 0) dispatcher_.wake();
}

}  // namespace fenliu::app
