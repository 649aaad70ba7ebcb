// A changed file of 500 rules among 10,000 under the real daemon: how soon it is live, and how requests fare meanwhile.
#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "daemon/load/load.h"
#include "tests/bench/generated.h"
#include "tests/bench/measure.h"
#include "tests/support/process.h"

using namespace fenliu;
using namespace fenliu::bench;
namespace json = boost::json;

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

// A client that asks for the decision of one text after the other, and notes how long each answer takes and when an answer
// first comes from which revision.
class Asker {
 public:
  Asker(std::uint16_t port, const std::string& token, const std::vector<std::string>& texts)
      : thread_([this, port, token, &texts] { run(port, token, texts); }) {}
  ~Asker() {
    stop_ = true;
    thread_.join();
  }

  std::string revision() const {
    std::lock_guard lock(mutex_);
    return revision_;
  }
  std::vector<double> take_latencies() {
    std::lock_guard lock(mutex_);
    return std::exchange(latencies_, {});
  }
  std::string failure() const {
    std::lock_guard lock(mutex_);
    return failure_;
  }

 private:
  void run(std::uint16_t port, const std::string& token, const std::vector<std::string>& texts) {
    httplib::Client client("127.0.0.1", port);
    client.set_tcp_nodelay(true);
    client.set_keep_alive(true);
    client.set_read_timeout(60);
    client.set_default_headers({{"Authorization", "Bearer " + token}});
    for (std::size_t i = 0; !stop_; ++i) {
      const auto body = json::serialize(json::object{{"title", "关于做好有关工作的通知"}, {"text", texts[i % texts.size()]}});
      const auto asked = std::chrono::steady_clock::now();
      const auto answer = client.Post("/api/v1/items/preview", body, "application/json");
      const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - asked;
      std::lock_guard lock(mutex_);
      if (!answer || answer->status != 200) {
        failure_ = answer ? answer->body : httplib::to_string(answer.error());
        return;
      }
      latencies_.push_back(taken.count());
      revision_ = json::parse(answer->body).at("decision").at("config").as_string();
      // Not as fast as it can: a daemon at its limit has no reserve for anything.
      std::this_thread::sleep_for(std::chrono::milliseconds(3));
    }
  }

  std::atomic<bool> stop_{false};
  mutable std::mutex mutex_;
  std::string revision_, failure_;  // guarded by mutex_
  std::vector<double> latencies_;   // guarded by mutex_
  std::thread thread_;
};

double seconds_until_live(support::DaemonProcess& daemon, const Asker& asker, const std::string& revision) {
  return seconds_of([&] {
    daemon.signal(SIGHUP);
    for (int i = 0; asker.revision() != revision; ++i) {
      if (i > 60000 || !asker.failure().empty()) throw std::runtime_error("the change never went live: " + asker.failure() + daemon.log());
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
}

}  // namespace

int main(int argc, char** argv) {
  const bool smoke = is_smoke(argc, argv);
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
  const int rounds = smoke ? 1 : 15;
  std::vector<double> live, busy;
  {
    Asker asker(daemon->port(), token.out.substr(0, token.out.find('\n')), texts);
    std::this_thread::sleep_for(std::chrono::milliseconds(smoke ? 50 : 1000));
    asker.take_latencies();
    std::this_thread::sleep_for(std::chrono::milliseconds(smoke ? 50 : 5000));
    const auto idle = asker.take_latencies();
    for (int round = 0; round < rounds; ++round) {
      const auto revision = folder.edit(round);
      live.push_back(seconds_until_live(*daemon, asker, revision));
      const auto during = asker.take_latencies();
      busy.insert(busy.end(), during.begin(), during.end());
    }
    if (!asker.failure().empty()) throw std::runtime_error(asker.failure());
    fmt::print("{} rules: the daemon starts cold in {}\n", book.phrases_of_rule.size(), readable(start));
    fmt::print("  a file of 500 rules changed, SIGHUP to the first answer by it: median {}, worst of {} {}\n", readable(median(live)), rounds,
               readable(quantile(live, 1)));
    fmt::print("  a text of 3 KB decided over HTTP: idle p50 {} p99 {}; while reloading p50 {} p99 {} = {:.2f} × idle\n", readable(median(idle)),
               readable(quantile(idle, 0.99)), readable(median(busy)), readable(quantile(busy, 0.99)),
               quantile(busy, 0.99) / quantile(idle, 0.99));
    fmt::print("  resident {:.0f} MiB after {} reloads\n", static_cast<double>(daemon->resident_kib()) / 1024, rounds);
  }
  return 0;
}
