// kill -9 on the served daemon while many people work with it: whatever was answered is there after the restart, whatever was
// not is there wholly or not at all, and a key sent again gets the answer that it had.
#include <poll.h>
#include <sys/inotify.h>

#include <chrono>
#include <cmath>
#include <iostream>
#include <random>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>

#include "daemon/app/use_cases.h"
#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

struct Given {
  int status = 0;
  std::string body, etag, location;
  bool operator==(const Given&) const = default;
};

struct Sent {
  std::string path, body, key;
  std::optional<Given> given;  // nothing: the daemon was gone before it answered
};

// Somebody at work: sends one request after the other, each with a key of its own, and remembers what was answered.
class Person {
 public:
  Person(std::string name, std::string token) : name_(std::move(name)), token_(std::move(token)) {}

  void sit_down(std::uint16_t port) {
    client_ = std::make_unique<httplib::Client>("127.0.0.1", port);
    client_->set_tcp_nodelay(true);
    client_->set_keep_alive(true);
    client_->set_read_timeout(20);
    client_->set_default_headers({{"Authorization", "Bearer " + token_}});
    gone_ = false;
  }

  std::optional<Given> post(const std::string& path, const json::object& body) {
    sent.push_back({path, json::serialize(body), name_ + "-" + std::to_string(sent.size()), {}});
    sent.back().given = send(sent.back());
    return sent.back().given;
  }

  // Without a word in the books: what is read, and PUTs, which have no keys.
  std::optional<json::object> get(const std::string& path) { return object(client_->Get(path)); }
  std::optional<json::object> put(const std::string& path, const json::object& body) {
    return object(client_->Put(path, {{"If-Match", "*"}}, json::serialize(body), "application/json"));
  }

  std::optional<Given> send(const Sent& request) {
    const auto answer = client_->Post(request.path, {{"Idempotency-Key", request.key}}, request.body, "application/json");
    if (!object(answer)) return {};
    return Given{answer->status, answer->body, answer->get_header_value("ETag"), answer->get_header_value("Location")};
  }

  bool gone() const { return gone_ || !fault.empty(); }

  std::vector<Sent> sent;  // over all rounds
  std::size_t checked = 0;  // so many of them, by earlier rounds
  std::string fault;       // an answer that should not have come

 private:
  std::optional<json::object> object(const httplib::Result& answer) {
    if (!answer) {
      gone_ = true;
      return {};
    }
    if (answer->status >= 300) {
      fault = name_ + ": " + std::to_string(answer->status) + " " + answer->body;
      return {};
    }
    return json::parse(answer->body).as_object();
  }

  std::string name_, token_;
  std::unique_ptr<httplib::Client> client_;
  bool gone_ = false;
};

std::string utc_now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return rules::format_rfc3339(now, rules::Zone{});
}

// Directives that the daemon names itself, so that one stored twice would be two.
void post_directives(Person& clerk, int) {
  while (!clerk.gone()) {
    clerk.post("/api/v1/items", {{"title", "Notice on immunization"}, {"text", "Please report by 5 p.m. tomorrow."}, {"urgency", "critical"}});
  }
}

void post_what_nobody_understands(Person& clerk, int) {
  while (!clerk.gone()) {
    clerk.post("/api/v1/items", {{"title", "Situation"}, {"text", "Please look into the matter."}, {"urgency", "critical"}});
  }
}

void report_a_meeting(Person& reporter, int round) {
  const auto id = "board-" + std::to_string(round);
  const json::array parts{json::object{{"part_id", "1"}, {"title", "Wildfire season"}, {"minutes", 20}},
                          json::object{{"part_id", "2"}, {"title", "Immunization"}, {"minutes", 30}}};
  reporter.post("/api/v1/items", {{"id", id}, {"kind", "meeting"}, {"title", "Board"}, {"starts", utc_now()}, {"parts", parts}});
  for (int i = 0; !reporter.gone(); ++i) {
    reporter.post("/api/v1/meetings/" + id + "/events", {{"kind", "estimate"}, {"minutes", 60 + 20 * (i % 5)}});
  }
}

void sort_parts(Person& sorter, int) {
  while (!sorter.gone()) {
    const auto open = sorter.get("/api/v1/triage?limit=20");
    if (!open) return;
    for (const auto& entry : open->at("entries").as_array()) {
      if (sorter.gone()) return;
      sorter.post("/api/v1/triage/" + std::string(entry.at("id").as_string()), {{"units", json::object{{"library", "lead"}}}});
    }
  }
}

void acknowledge_notices(Person& head, int) {
  while (!head.gone()) {
    const auto page = head.get("/api/v1/units/public-health/notices?limit=20");
    if (!page) return;
    for (const auto& notice : page->at("notices").as_array()) {
      if (head.gone()) return;
      if (notice.as_object().contains("acknowledged_at")) continue;
      head.post("/api/v1/notices/" + std::string(notice.at("id").as_string()) + "/ack", {{"person", "the head"}});
    }
  }
}

// A draft is made, edited, activated and rolled back, over and over.
void change_rules(Person& administrator, int round) {
  const std::string path = "rules/departments.yaml";
  const auto text = support::read_text(support::root() + "/config/county-us/" + path);
  for (int i = 0; !administrator.gone(); ++i) {
    const auto revisions = administrator.get("/api/v1/revisions?limit=200");
    if (!revisions) return;
    const auto draft = administrator.post("/api/v1/drafts", {{"message", "a remark"}});
    if (!draft) return;
    const json::object edit{{"text", text + "# " + std::to_string(round) + "." + std::to_string(i) + "\n"}};
    if (!administrator.put(draft->location + "/file?path=" + path, edit)) return;
    if (!administrator.post(draft->location + "/activate", {})) return;
    const auto before = std::string(revisions->at("active").as_string());
    administrator.post("/api/v1/revisions/" + before + "/roll-back", {});
  }
}

// Returns after so many writes to the file, or when nothing is written for a while.
bool written(const std::string& file, long writes) {
  const int watch = inotify_init1(IN_CLOEXEC);
  if (watch < 0 || inotify_add_watch(watch, file.c_str(), IN_MODIFY) < 0) throw std::runtime_error("cannot watch " + file);
  alignas(inotify_event) char buffer[4096];
  pollfd ready{watch, POLLIN, 0};
  while (writes > 0 && poll(&ready, 1, 3000) > 0) {
    writes -= read(watch, buffer, sizeof buffer) / static_cast<long>(sizeof(inotify_event));
  }
  close(watch);
  return writes <= 0;
}

std::int64_t count(const std::string& database, const std::string& what) {
  return SQLite::Database(database, SQLite::OPEN_READONLY, 5000).execAndGet("SELECT count(*) FROM " + what).getInt64();
}

struct Work {
  Person person;
  void (*what)(Person&, int round);
};

// Everybody sends again what this round's daemon was sent, and is answered as before; who was not answered is now, and again.
void check_answers(std::vector<Work>& all) {
  for (auto& work : all) {
    auto& person = work.person;
    REQUIRE(person.fault == "");
    for (; person.checked < person.sent.size(); ++person.checked) {
      auto& request = person.sent[person.checked];
      CAPTURE(request.path, request.body, request.key);
      const auto again = person.send(request);
      REQUIRE(person.fault == "");
      REQUIRE(again);
      if (request.given) {
        REQUIRE(again->status == request.given->status);
        REQUIRE(again->body == request.given->body);
        REQUIRE(*again == *request.given);
      } else {
        request.given = again;
        REQUIRE(person.send(request) == again);
      }
    }
  }
}

std::int64_t sent_to(const std::vector<Work>& all, const std::string& begins, const std::string& ends) {
  std::int64_t count = 0;
  for (const auto& work : all) {
    for (const auto& request : work.person.sent) count += request.path.starts_with(begins) && request.path.ends_with(ends);
  }
  return count;
}

// Each request left what it should, once.
void check_rows(const std::vector<Work>& all, const std::string& database) {
  CHECK(count(database, "items") == sent_to(all, "/api/v1/items", ""));
  CHECK(count(database, "events") == sent_to(all, "/api/v1/meetings/", "/events"));
  CHECK(count(database, "triage WHERE resolved_by = 'all'") == sent_to(all, "/api/v1/triage/", ""));
  CHECK(count(database, "notices WHERE acknowledged_at IS NOT NULL") == sent_to(all, "/api/v1/notices/", "/ack"));
  CHECK(count(database, "drafts") == sent_to(all, "/api/v1/drafts", "/drafts"));
  CHECK(count(database, "drafts WHERE state = 'activated'") == sent_to(all, "/api/v1/drafts/", "/activate"));
  CHECK(count(database, "activations WHERE kind = 'draft'") == sent_to(all, "/api/v1/drafts/", "/activate"));
  CHECK(count(database, "activations WHERE kind = 'roll-back'") == sent_to(all, "/api/v1/revisions/", "/roll-back"));
  const auto directives = "items WHERE json LIKE '%Notice on immunization%'";
  CHECK(count(database, "notices WHERE unit = 'public-health' AND item IN (SELECT id FROM " + std::string(directives) + ")") ==
        count(database, directives));
}

void check_replays(const std::string& database) {
  auto store = store::Store::open({database, "", 64, 5000});
  REQUIRE(store.ok());
  REQUIRE((*store)->check_integrity().ok());
  app::Office office(**store);
  office.set_router(office.router_of((*store)->active_configuration()));
  std::size_t replayed = 0;
  std::vector<store::DecisionRow> page;
  for (std::int64_t after = 0; !(page = (*store)->decisions(after, 500)).empty(); after = page.back().sequence) {
    for (const auto& decision : page) {
      const auto again = app::replay(office, decision);
      CAPTURE(decision.sequence, decision.item);
      REQUIRE(again.ok());
      REQUIRE(*again == decision.json);
      ++replayed;
    }
  }
  std::cout << replayed << " decisions replayed\n";
}

}  // namespace

TEST_CASE("killed in the middle of its work again and again, the served daemon keeps all that it answered, once") {
  const char* given_seed = std::getenv("FENLIU_KILL_SEED");
  const auto seed = given_seed != nullptr ? std::stoul(given_seed) : std::random_device{}();
  std::mt19937_64 random(seed);
  CAPTURE(seed);
  std::cout << "FENLIU_KILL_SEED=" << seed << std::endl;
  const int rounds = support::sanitized() ? 6 : 30;

  support::ServeOptions options;
  options.config = support::root() + "/config/county-us";
  ServedOffice office(options, "clerk");
  const auto database = office.folder.file("data") + "/fenliu.db";
  office.daemon.signal(SIGTERM);
  office.daemon.wait();
  std::vector<Work> all;
  all.push_back({{"posting", office.all}, post_directives});
  all.push_back({{"puzzling", office.all}, post_what_nobody_understands});
  all.push_back({{"reporting", office.all}, report_a_meeting});
  all.push_back({{"sorting", office.all}, sort_parts});
  all.push_back({{"acknowledging", office.all}, acknowledge_notices});
  all.push_back({{"changing", office.all}, change_rules});
  for (int round = 0; round < rounds; ++round) {
    support::DaemonProcess daemon(office.with_folders(options));
    for (auto& work : all) work.person.sit_down(daemon.port());
    check_answers(all);
    // From the very first write to a second or so of work.
    const auto writes = std::lround(std::exp(std::uniform_real_distribution(0.0, std::log(2500.0))(random)));
    const std::chrono::microseconds later(std::uniform_int_distribution(0, 500)(random));
    CAPTURE(round, writes, later.count());
    std::vector<std::thread> threads;
    for (auto& work : all) threads.emplace_back([&work, round] { work.what(work.person, round); });
    CHECK(written(database + "-wal", writes));
    std::this_thread::sleep_for(later);
    daemon.signal(SIGKILL);
    daemon.wait();
    for (auto& thread : threads) thread.join();
  }
  support::DaemonProcess daemon(office.with_folders(options));
  for (auto& work : all) work.person.sit_down(daemon.port());
  check_answers(all);
  check_rows(all, database);
  daemon.signal(SIGTERM);
  CHECK(daemon.wait() == 0);
  check_replays(database);
  std::size_t requests = 0;
  for (const auto& work : all) {
    CHECK(work.person.sent.size() > static_cast<std::size_t>(rounds));
    requests += work.person.sent.size();
  }
  std::cout << rounds << " kills, " << requests << " requests\n";
}
