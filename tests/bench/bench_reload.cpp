// A changed file of 500 rules among 10,000 under the real daemon: how soon it is live, and how requests fare meanwhile.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <thread>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "daemon/load/load.h"
#include "tests/bench/generated.h"
#include "tests/bench/measure.h"
#include "tests/bench/steady_client.h"
#include "tests/support/process.h"

using namespace fenliu;
using namespace fenliu::bench;
namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

// A folder of which one file of 500 rules is edited again and again.
class EditedFolder {
 public:
  explicit EditedFolder(std::vector<rules::SourceFile> files) : files_(std::move(files)) { write(files_); }

  // Adds a rule; the revision that the folder then has.
  std::string edit(int round) {
    auto edited = files_;
    auto& file = *std::find_if(edited.rbegin(), edited.rend(), [](const auto& each) { return each.path.starts_with("rules/rules-"); });
    file.text += fmt::format("  - {{id: added, when: 新增{}, tags: [t0]}}\n", round);
    write({file});
    return load::revision_of(edited);
  }
  std::string path() const { return folder_.file("config"); }
  std::string data() const { return folder_.file("data"); }

 private:
  void write(const std::vector<rules::SourceFile>& files) {
    if (const auto done = load::write_folder(path(), files); !done.ok()) throw std::runtime_error(done.error().message);
  }
  support::TemporaryFolder folder_;
  std::vector<rules::SourceFile> files_;  // in order of path, as revisions are made
};

// An ordinary process that computes without end, has nothing to do with the daemon and shares the machine with it.
class Stranger {
 public:
  Stranger() : pid_(fork()) {
    if (pid_ == 0) {
      while (true) asm volatile("");
    }
  }
  ~Stranger() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Stranger(const Stranger&) = delete;

 private:
  const pid_t pid_;
};

std::vector<double> observed(SteadyClient& client, std::chrono::milliseconds duration) {
  client.take_seconds();
  std::this_thread::sleep_for(duration);
  return client.take_seconds();
}

struct Reload {
  double live = 0;               // seconds from the signal to the first answer by the changed rules
  std::vector<double> answers;   // from the signal until the daemon has also cleared up
};

Reload reload(support::DaemonProcess& daemon, SteadyClient& client, const std::string& revision) {
  Reload reload;
  client.take_seconds();
  reload.live = seconds_of([&] {
    daemon.signal(SIGHUP);
    if (!client.wait_for(revision, 60s)) throw std::runtime_error("the change never went live: " + client.failure() + daemon.log());
  });
  const auto done = "configuration " + revision.substr(0, 12) + " is active";
  for (int i = 0; daemon.log().find(done) == std::string::npos; ++i) {
    if (i > 10000) throw std::runtime_error("the reload never ended: " + daemon.log());
    std::this_thread::sleep_for(1ms);
  }
  reload.answers = client.take_seconds();
  return reload;
}

std::vector<std::string> bodies(const std::vector<std::string>& texts) {
  std::vector<std::string> all;
  for (const auto& text : texts) all.push_back(json::serialize(json::object{{"title", "关于做好有关工作的通知"}, {"text", text}}));
  return all;
}

void print(const char* when, const std::vector<double>& answers, const std::vector<double>& idle) {
  fmt::print("    {}: p50 {} p99 {}", when, readable(median(answers)), readable(quantile(answers, 0.99)));
  if (&answers != &idle) fmt::print(" = {:.2f} × idle", quantile(answers, 0.99) / quantile(idle, 0.99));
  fmt::print(" ({} answers)\n", answers.size());
}

}  // namespace

int main(int argc, char** argv) {
  const bool smoke = is_smoke(argc, argv);
  constexpr auto kPeriod = 5ms;  // not as fast as it can: a daemon at its limit has no reserve for anything
  Language language(11);
  const auto book = make_rulebook(language, {smoke ? 1000U : 10000U, 0});
  const auto texts = notices(language, book, 50);
  auto files = county_files(book);
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  EditedFolder folder(files);
  std::unique_ptr<support::DaemonProcess> daemon;
  const double start = seconds_of([&] {
    daemon = std::make_unique<support::DaemonProcess>(support::ServeOptions{folder.path(), folder.data(), "", 0});
  });
  const auto token = support::run_fenliu({"token", "create", "--data", folder.data(), "--name", "bench", "--unit", "a1", "--may", "post", "read-all"});
  if (token.exit != 0) throw std::runtime_error(token.err);
  const int rounds = smoke ? 1 : 40;
  const auto quiet = smoke ? 50ms : 5000ms;
  SteadyClient client(daemon->port(), token.out.substr(0, token.out.find('\n')), "/api/v1/items/preview", bodies(texts), kPeriod);
  observed(client, quiet / 5);
  auto idle = observed(client, quiet);
  std::vector<double> live, meanwhile;
  for (int round = 0; round < rounds; ++round) {
    const auto revision = folder.edit(round);
    const auto found = reload(*daemon, client, revision);
    live.push_back(found.live);
    meanwhile.insert(meanwhile.end(), found.answers.begin(), found.answers.end());
    const auto after = observed(client, quiet / 50);
    idle.insert(idle.end(), after.begin(), after.end());
  }
  std::vector<double> beside;
  {
    const Stranger stranger;
    beside = observed(client, quiet);
  }
  if (!client.failure().empty()) throw std::runtime_error(client.failure());
  fmt::print("{} rules: the daemon starts cold in {}\n", book.phrases_of_rule.size(), readable(start));
  fmt::print("  a file of 500 rules changed, SIGHUP to the first answer by it: median {}, worst of {} {}\n", readable(median(live)), rounds,
             readable(quantile(live, 1)));
  fmt::print("  a text of 3 KB decided over HTTP, {} a second\n", 1000ms / kPeriod);
  print("idle", idle, idle);
  print("while reloading", meanwhile, idle);
  print("beside a stranger's busy process", beside, idle);
  fmt::print("  resident {:.0f} MiB after {} reloads\n", static_cast<double>(daemon->resident_kib()) / 1024, rounds);
  return 0;
}
