// The drill: a backup taken while people work, brought back into a new folder, served again. And what is refused.
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>

#include "daemon/app/use_cases.h"
#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;
namespace fs = std::filesystem;

namespace {

const std::string kCounty = support::root() + "/config/county-us";

std::string directive(const std::string& id) {
  return json::serialize(json::object{{"id", id}, {"title", "Notice on immunization"}, {"text", "Please report by 5 p.m. tomorrow."}, {"urgency", "critical"}});
}

struct Answered {
  std::string id, body, key;
};

// Six clients that post until told to stop. `answered[i]` is written by client i alone; `count` is read from outside.
class Clients {
 public:
  explicit Clients(const ServedOffice& office) {
    for (std::size_t i = 0; i < kClients; ++i) {
      threads_.emplace_back([this, i, client = std::make_shared<httplib::Client>(office.client())] {
        for (int n = 0; !stop_; ++n) {
          const auto id = "d-" + std::to_string(i) + "-" + std::to_string(n);
          const auto answer = client->Post("/api/v1/items", {{"Idempotency-Key", id}}, directive(id), "application/json");
          if (!answer || answer->status != 201) break;
          answered[i].push_back({id, answer->body, id});
          count[i] = answered[i].size();
        }
      });
    }
  }
  ~Clients() { stop(); }
  void stop() {
    stop_ = true;
    for (auto& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }
  // How many each had an answer to by now.
  std::vector<std::size_t> counts() const { return {count.begin(), count.end()}; }
  void wait_for(std::size_t each) const {
    for (const auto& one : count) {
      while (one < each) std::this_thread::yield();
    }
  }

  static constexpr std::size_t kClients = 6;
  std::array<std::vector<Answered>, kClients> answered;
  std::array<std::atomic<std::size_t>, kClients> count{};

 private:
  std::atomic<bool> stop_{false};
  std::vector<std::thread> threads_;
};

std::size_t replay_all(const std::string& database) {
  auto store = store::Store::open({database, "", 64, 5000});
  REQUIRE(store.ok());
  app::Office office(**store);
  office.set_router(office.router_of((*store)->active_configuration()));
  std::size_t replayed = 0;
  std::vector<store::DecisionRow> page;
  for (std::int64_t after = 0; !(page = (*store)->decisions(after, 500)).empty(); after = page.back().sequence) {
    for (const auto& decision : page) {
      const auto again = app::replay(office, decision);
      REQUIRE(again.ok());
      REQUIRE(*again == decision.json);
      ++replayed;
    }
  }
  return replayed;
}

support::Ran restore(const std::string& file, const std::string& data, std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"restore", file, "--data", data});
  return support::run_fenliu(more);
}

// A small office's backup, for the refusals.
std::string small_backup(const support::TemporaryFolder& folder) {
  const auto data = folder.file("data"), file = folder.file("backup.db");
  { support::DaemonProcess daemon({kCounty, data, "", 0}); }
  const auto ran = support::run_fenliu({"backup", "--data", data, "--to", file});
  if (ran.exit != 0) throw std::runtime_error(ran.err);
  return file;
}

void overwrite(const std::string& file, std::int64_t at, const std::string& bytes) {
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  out.seekp(at);
  out << bytes;
}

int permissions_of(const std::string& path) {
  struct stat found {};
  return stat(path.c_str(), &found) == 0 ? static_cast<int>(found.st_mode & 0777) : -1;
}

}  // namespace

TEST_CASE("a backup taken while six clients post holds all that was answered before it began, and is served again") {
  support::ServeOptions options;
  options.config = kCounty;
  ServedOffice office(options, "clerk");
  const auto backup = office.folder.file("backup.db");
  Clients clients(office);
  clients.wait_for(20);
  const auto before = clients.counts();
  const auto ran = support::run_fenliu({"backup", "--data", office.folder.file("data"), "--to", backup});
  INFO(ran.err);
  REQUIRE(ran.exit == 0);
  CHECK(ran.out.find("item revisions") != std::string::npos);
  const auto during = clients.counts();
  clients.stop();
  for (std::size_t i = 0; i < during.size(); ++i) REQUIRE(clients.answered[i].size() >= during[i]);
  CHECK(permissions_of(backup) == 0600);
  CHECK(!fs::exists(backup + "-wal"));
  office.daemon.signal(SIGKILL);
  office.daemon.wait();

  const auto data = office.folder.file("restored");
  const auto restored = restore(backup, data);
  INFO(restored.err);
  REQUIRE(restored.exit == 0);
  {
    support::DaemonProcess daemon({kCounty, data, "", 0});
    httplib::Client client("127.0.0.1", daemon.port());
    client.set_tcp_nodelay(true);
    client.set_default_headers({{"Authorization", "Bearer " + office.all}});  // tokens are in the backup
    for (std::size_t i = 0; i < before.size(); ++i) {
      for (std::size_t n = 0; n < before[i]; ++n) {
        const auto& sent = clients.answered[i][n];
        CAPTURE(sent.id);
        const auto item = client.Get("/api/v1/items/" + sent.id);
        REQUIRE(item);
        REQUIRE(item->status == 200);
        // A client that sends again is answered as before, and nothing is stored twice.
        const auto again = client.Post("/api/v1/items", {{"Idempotency-Key", sent.key}}, directive(sent.id), "application/json");
        REQUIRE(again);
        REQUIRE(again->body == sent.body);
      }
    }
    const auto more = client.Post("/api/v1/items", directive("after"), "application/json");
    REQUIRE(more);
    CHECK(more->status == 201);
    daemon.signal(SIGTERM);
    CHECK(daemon.wait() == 0);
  }
  std::size_t least = 0;
  for (const auto each : before) least += each;
  CHECK(replay_all(data + "/fenliu.db") > least);
}

TEST_CASE("what was delivered before the backup is not delivered again, and what is due can be held until a person lets it go") {
  support::TemporaryFolder folder;
  const auto file = small_backup(folder);
  const auto data = folder.file("data");
  {
    SQLite::Database database(data + "/fenliu.db", SQLite::OPEN_READWRITE);
    database.exec("INSERT INTO notices (id, item, unit, sequence, stage, role, reason, digest, item_revision, decided_at, due_at, state) "
                  "VALUES ('n-1', 'i', 'library', 1, 'told', 'lead', 'new', 0, 1, 0, 0, '{}')");
    database.exec("INSERT INTO outbox (notice, channel, due_at, delivered_at, addressed_at) VALUES ('n-1', 'inbox', 0, 0, 0)");
    database.exec("INSERT INTO notices (id, item, unit, sequence, stage, role, reason, digest, item_revision, decided_at, due_at, state) "
                  "VALUES ('n-2', 'i', 'clerk', 1, 'told', 'lead', 'new', 0, 1, 0, 0, '{}')");
    database.exec("INSERT INTO outbox (notice, channel, due_at, delivered_at) VALUES ('n-2', 'inbox', 0, 0)");
    const std::string columns = "key, notice, item, unit, sequence, channel, person, name, address, language, cause, critical, state, attempts, "
                                "next_at, stopped, detail, delivered_at, created_at";
    database.exec("INSERT INTO deliveries (" + columns + ") VALUES "
                  "('n-1.mail', 'n-1', 'i', 'library', 1, 'mail', '', '', 'a', '', 'unit', 0, 'delivered', 1, 0, '', '', 5, 0), "
                  "('n-1.sms', 'n-1', 'i', 'library', 1, 'sms', '', '', 'a', '', 'unit', 0, 'waiting', 1, 0, '', '', NULL, 0), "
                  "('n-1.hand', 'n-1', 'i', 'library', 1, 'hand', '', '', '', '', 'unit', 0, 'held', 0, 0, '', '', NULL, 0)");
  }
  const auto second = folder.file("second.db");
  REQUIRE(support::run_fenliu({"backup", "--data", data, "--to", second}).exit == 0);
  const auto due = [](const std::string& restored) {
    const auto store = store::Store::open({restored + "/fenliu.db", "", 1, 5000});
    REQUIRE(store.ok());
    const rules::Instant now{std::chrono::seconds{10}};
    std::vector<std::string> found;
    for (const std::string channel : {"mail", "sms", "hand"}) {
      if ((*store)->deliveries_due(channel, now, now + std::chrono::hours{1})) found.push_back(channel);
    }
    for (const auto& row : (*store)->unaddressed(now, 10)) found.push_back(row.notice);
    return found;
  };
  const auto plain = folder.file("plain"), held = folder.file("held");
  REQUIRE(restore(second, plain).exit == 0);
  CHECK(due(plain) == std::vector<std::string>{"sms", "n-2"});
  const auto ran = restore(second, held, {"--hold-deliveries"});
  REQUIRE(ran.exit == 0);
  CHECK(ran.out.find("2 deliveries are held until `fenliu release") != std::string::npos);
  CHECK(due(held).empty());
  CHECK(support::run_fenliu({"release", "--data", held}).out == "2 deliveries go out\n");
  CHECK(due(held) == std::vector<std::string>{"sms", "n-2"});
}

TEST_CASE("what cannot be trusted is refused with its place and a remedy, before anything is touched") {
  support::TemporaryFolder folder;
  const auto file = small_backup(folder);
  const auto good = support::read_text(file);
  const auto size = static_cast<std::int64_t>(good.size());
  struct Row {
    const char* name;
    std::function<void(const std::string&)> harm;
    bool with_checksum;
    std::vector<std::string> says;
  };
  const Row rows[] = {
      {"cut off", [&](const std::string& path) { fs::resize_file(path, static_cast<std::uintmax_t>(size / 2)); }, false, {"is cut off at byte " + std::to_string(size / 2) + " of " + std::to_string(size), "take an older backup"}},
      {"empty", [](const std::string& path) { fs::resize_file(path, 0); }, false, {"is no backup of Fenliu"}},
      {"another file", [](const std::string& path) { overwrite(path, 0, "PK\x03\x04 something else"); }, false, {"does not begin as a database"}},
      {"pages of zeros", [&](const std::string& path) { overwrite(path, size / 4096 / 2 * 4096, std::string(8192, '\0')); }, false, {"is damaged and was not used", "take an older backup"}},
      {"a letter changed", [&](const std::string& path) { overwrite(path, static_cast<std::int64_t>(good.find("organisation.yaml")), "O"); }, true, {".sha256 says", "take an older backup"}},
      {"newer", [](const std::string& path) { SQLite::Database(path, SQLite::OPEN_READWRITE).exec("PRAGMA user_version=999"); }, false, {"written by a newer Fenliu", "install the newer program"}},
      {"another program's", [](const std::string& path) { fs::remove(path); SQLite::Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE a (b)"); }, false, {"is no backup of Fenliu"}},
      {"of a running daemon", [](const std::string& path) { std::ofstream(path + "-wal") << "pages"; }, false, {"copy of a running daemon's files", "fenliu backup"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto harmed = folder.file("harmed.db"), data = folder.file("target");
    fs::copy_file(file, harmed, fs::copy_options::overwrite_existing);
    if (row.with_checksum) fs::copy_file(file + ".sha256", harmed + ".sha256", fs::copy_options::overwrite_existing);
    row.harm(harmed);
    const auto ran = restore(harmed, data);
    CHECK(ran.exit == 1);
    for (const auto& words : row.says) CHECK(ran.err.find(words) != std::string::npos);
    INFO(ran.err);
    CHECK(!fs::exists(data));
    for (const auto* ending : {"", "-wal", "-journal", ".sha256"}) fs::remove(harmed + ending);
  }
}

TEST_CASE("a restore takes no running daemon's place, and keeps what was there") {
  support::TemporaryFolder folder;
  const auto file = small_backup(folder);
  const auto data = folder.file("data");
  {
    support::DaemonProcess daemon({kCounty, data, "", 0});
    const auto ran = restore(file, data, {"--force"});
    CHECK(ran.exit == 3);
    CHECK(ran.err.find("served by another daemon") != std::string::npos);
  }
  const auto there = support::read_text(data + "/fenliu.db");
  const auto ran = restore(file, data);
  CHECK(ran.exit == 1);
  CHECK(ran.err.find("--force") != std::string::npos);
  CHECK(support::read_text(data + "/fenliu.db") == there);
  const auto forced = restore(file, data, {"--force"});
  REQUIRE(forced.exit == 0);
  CHECK(support::read_text(data + "/fenliu.db") == support::read_text(file));
  std::vector<fs::path> kept;
  for (const auto& entry : fs::directory_iterator(data)) {
    if (entry.path().filename().string().starts_with("replaced-")) kept.push_back(entry.path());
  }
  REQUIRE(kept.size() == 1);
  CHECK(support::read_text((kept[0] / "fenliu.db").string()) == there);
  CHECK(forced.out.find(kept[0].string()) != std::string::npos);
}

TEST_CASE("a backup overwrites nothing, and of a folder's own backups the newest stay") {
  support::TemporaryFolder folder;
  const auto file = small_backup(folder);
  const auto data = folder.file("data"), safe = folder.file("safe");
  const auto again = support::run_fenliu({"backup", "--data", data, "--to", file});
  CHECK(again.exit == 1);
  CHECK(again.err.find("is not overwritten") != std::string::npos);
  fs::create_directory(safe);
  for (const auto* name : {"fenliu-20200101T000000Z.db", "fenliu-20200102T000000Z.db", "fenliu-20200102T000000Z.db.sha256", "fenliu-old.db", "notes.txt"}) {
    std::ofstream(safe + "/" + name) << "x";
  }
  const auto ran = support::run_fenliu({"backup", "--data", data, "--to", safe, "--keep", "2"});
  INFO(ran.err);
  CHECK(ran.exit == 0);
  CHECK(ran.out.find("; 1 older removed") != std::string::npos);
  CHECK(!fs::exists(safe + "/fenliu-20200101T000000Z.db"));
  for (const auto* name : {"fenliu-20200102T000000Z.db", "fenliu-old.db", "notes.txt"}) CHECK(fs::exists(safe + "/" + name));
  CHECK(support::run_fenliu({"backup", "--data", folder.file("nothing"), "--to", safe}).exit == 1);
  CHECK(support::run_fenliu({"backup", "--data", data, "--to", folder.file("new"), "--keep", "2"}).err.find("--keep needs --to to be a folder") != std::string::npos);
}
