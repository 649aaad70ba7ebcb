// Durable posts over HTTP against the real daemon, 40 notices each, beside a bare SQLite program that writes the same
// rows in the same groups; the daemon's memory idle and after 100,000 notices; its start-up time.
#include <httplib.h>

#include <atomic>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <thread>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "tests/bench/bare_sqlite.h"
#include "tests/bench/measure.h"
#include "tests/support/configurations.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"

using namespace fenliu;
using namespace fenliu::bench;
namespace json = boost::json;

namespace {

constexpr int kNotices = 40;

// An office with its data, started as often as wanted.
struct Office {
  support::TemporaryFolder folder;
  std::string config = support::root() + "/config/county-cn";
  std::string data = folder.file("data");

  std::unique_ptr<support::DaemonProcess> start() const {
    return std::make_unique<support::DaemonProcess>(support::ServeOptions{config, data, "", 0});
  }
  std::string token() const {
    const auto ran = support::run_fenliu({"token", "create", "--data", data, "--name", "bench", "--unit", "gov-office", "--may",
                                          "post", "read-all", "operate"});
    if (ran.exit != 0) throw std::runtime_error(ran.err);
    return ran.out.substr(0, ran.out.find('\n'));
  }
};

httplib::Client client_of(const support::DaemonProcess& daemon, const std::string& token) {
  httplib::Client client("127.0.0.1", daemon.port());
  client.set_tcp_nodelay(true);
  client.set_keep_alive(true);
  client.set_read_timeout(60);
  client.set_default_headers({{"Authorization", "Bearer " + token}});
  return client;
}

// Forty units are summoned by name; nothing in the text concerns anybody else.
std::string post_body(const std::string& id) {
  static const json::array attendees = [] {
    json::array ids;
    for (const auto& unit : support::repository_configuration("county-cn")->organisation.units) {
      if (!unit.outside && ids.size() < kNotices) ids.emplace_back(unit.id);
    }
    return ids;
  }();
  return json::serialize(json::object{{"id", id},
                                      {"title", "关于召开第三次例会的通知"},
                                      {"text", "例会定于明日上午举行，内容见附件。"},
                                      {"attendees", attendees}});
}

struct Load {
  double seconds = 0;
  double commits = 0;
  std::vector<double> latencies;
  double per_second() const { return static_cast<double>(latencies.size()) / seconds; }
  std::size_t group() const { return static_cast<std::size_t>(std::max(1.0, std::round(static_cast<double>(latencies.size()) / commits))); }
};

double commits_of(const support::DaemonProcess& daemon, const std::string& token) {
  const auto answer = client_of(daemon, token).Get("/metrics");
  const std::string name = "\nfenliu_store_commits_total ";
  const auto at = answer ? answer->body.find(name) : std::string::npos;
  if (at == std::string::npos) throw std::runtime_error("no commits in /metrics");
  return std::stod(answer->body.substr(at + name.size()));
}

// `posts` posts from `clients` connections that each wait for their answer.
Load post(const support::DaemonProcess& daemon, const std::string& token, const std::string& prefix, int clients, int posts) {
  std::vector<std::vector<double>> latencies(static_cast<std::size_t>(clients));
  std::atomic<int> next{0}, refused{0};
  Load load;
  const double commits_before = commits_of(daemon, token);
  load.seconds = seconds_of([&] {
    std::vector<std::thread> threads;
    for (auto& own : latencies) {
      threads.emplace_back([&] {
        auto client = client_of(daemon, token);
        for (int number = next++; number < posts; number = next++) {
          const auto body = post_body(prefix + std::to_string(number));
          own.push_back(seconds_of([&] {
            const auto answer = client.Post("/api/v1/items", body, "application/json");
            const bool good = answer && answer->status == 201 && json::parse(answer->body).at("notices").as_int64() == kNotices;
            refused += good ? 0 : 1;
          }));
        }
      });
    }
    for (auto& thread : threads) thread.join();
  });
  if (refused > 0) throw std::runtime_error(fmt::format("{} posts were not answered with 201 and {} notices", refused.load(), kNotices));
  load.commits = commits_of(daemon, token) - commits_before;
  for (const auto& own : latencies) load.latencies.insert(load.latencies.end(), own.begin(), own.end());
  return load;
}

// Posts into an office of their own, then the same rows by the peer.
void compare(int clients, int posts) {
  Office office;
  Load load;
  {
    const auto daemon = office.start();
    load = post(*daemon, office.token(), "p", clients, posts);
    daemon->signal(SIGTERM);
    daemon->wait();
  }
  const PostedRows rows(office.data + "/fenliu.db");
  if (rows.posts() != static_cast<std::size_t>(posts)) throw std::runtime_error("the daemon's database lacks posts that it answered");
  const double bare = static_cast<double>(posts) / rows.write(office.folder.file("peer.db"), load.group());
  fmt::print("  {:>3} clients: {:>6.0f} posts/s durable, {:>7.0f} notices/s, {} a commit; p50 {}, p99 {};  bare SQLite {:>6.0f} posts/s, {:.2f} × ours\n",
             clients, load.per_second(), load.per_second() * kNotices, load.group(), readable(quantile(load.latencies, 0.5)),
             readable(quantile(load.latencies, 0.99)), bare, bare / load.per_second());
}

double start_seconds(const Office& office, int rounds) {
  std::vector<double> seconds;
  for (int i = 0; i < rounds; ++i) {
    std::unique_ptr<support::DaemonProcess> daemon;
    seconds.push_back(seconds_of([&] { daemon = office.start(); }));
  }
  return median(seconds);
}

void measure_memory_and_start(int notices, int rounds) {
  Office office;
  auto daemon = office.start();
  const auto idle = daemon->resident_kib();
  daemon.reset();
  fmt::print("  start-up {} with no data; resident {:.1f} MiB idle\n", readable(start_seconds(office, rounds)), static_cast<double>(idle) / 1024);
  daemon = office.start();
  post(*daemon, office.token(), "m", 32, notices / kNotices);
  const auto loaded = daemon->resident_kib();
  daemon->signal(SIGTERM);
  daemon->wait();
  daemon.reset();
  fmt::print("  start-up {} with {} notices; resident {:.1f} MiB after posting them\n", readable(start_seconds(office, rounds)), notices,
             static_cast<double>(loaded) / 1024);
}

}  // namespace

int main(int argc, char** argv) {
  const bool smoke = is_smoke(argc, argv);
  fmt::print("posts of {} notices each:\n", kNotices);
  compare(1, smoke ? 5 : 1000);
  compare(32, smoke ? 40 : 4000);
  fmt::print("the daemon:\n");
  measure_memory_and_start(smoke ? 400 : 100000, smoke ? 1 : 5);
  return 0;
}
