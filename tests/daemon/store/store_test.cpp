// The store by itself: upgrades with data, group commit, errors that keep everything.
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>

#include "daemon/store/store.h"
#include "tests/daemon/app/fixture.h"

using namespace fenliu;
using namespace fenliu::test;
using rules::Done;
using rules::Result;

namespace {

store::ItemRow item(const std::string& id) { return {id, 1, "a1", "clerk", at("2022-11-24T09:00+08:00"), "{}", false}; }

std::unique_ptr<store::Store> open(const TemporaryFolder& folder) {
  auto opened = store::Store::open({folder.file("s.db"), "", 64, 200});
  REQUIRE(opened.ok());
  return std::move(opened).value();
}

}  // namespace

TEST_CASE("a database of the first schema is upgraded with its data") {
  TemporaryFolder folder;
  REQUIRE(store::migrate(folder.file("s.db"), 1).ok());
  {
    SQLite::Database database(folder.file("s.db"), SQLite::OPEN_READWRITE);
    CHECK(database.execAndGet("PRAGMA user_version").getInt() == 1);
    database.exec("INSERT INTO items (id, revision, unit, poster, posted_at, json) VALUES ('old', 1, 'a1', 'clerk', 1669251600, '{}')");
  }
  const auto store = open(folder);
  const auto row = store->item("old");
  REQUIRE(row);
  CHECK_FALSE(row->withdrawn);
  CHECK(row->at == at("2022-11-24T09:00+08:00"));
  CHECK(store->open_triage(at("2022-11-24T09:00+08:00"), 10, "").empty());
  SQLite::Database database(folder.file("s.db"), SQLite::OPEN_READONLY);
  CHECK(database.execAndGet("PRAGMA user_version").getInt() == store::schema_version());
}

TEST_CASE("a database from before drafts keeps its revisions, and what is active") {
  TemporaryFolder folder;
  REQUIRE(store::migrate(folder.file("s.db"), 2).ok());
  {
    SQLite::Database database(folder.file("s.db"), SQLite::OPEN_READWRITE);
    database.exec("INSERT INTO configurations VALUES ('r1', 'file', 'read from the folder', 1669251600)");
    database.exec("INSERT INTO configuration_files VALUES ('r1', 'fenliu.yaml', 'zone: UTC')");
    database.exec("INSERT INTO activations VALUES (1, 'r1', 1669251600)");
  }
  const auto store = open(folder);
  CHECK(store->active_configuration() == "r1");
  CHECK(store->last_imported() == "r1");
  const auto activations = store->activations(0, 10);
  REQUIRE(activations.size() == 1);
  CHECK(activations[0].kind == "file");
  CHECK(activations[0].at == at("2022-11-24T09:00+08:00"));
  REQUIRE(store->configuration("r1"));
  CHECK(store->configuration("r1")->author.empty());
  CHECK(store->configuration_files("r1")->at(0).text == "zone: UTC");
  REQUIRE(store->write([](store::Transaction& transaction) -> Result<Done> {
            transaction.insert_draft({"d-1", "r1", "li", "why", at("2022-11-24T10:00+08:00")});
            transaction.put_draft_file({"d-1", "rules/a.yaml", "rules: []", "none", "li", at("2022-11-24T10:00+08:00")});
            transaction.put_draft_file({"d-1", "rules/b.yaml", std::nullopt, "h", "li", at("2022-11-24T10:00+08:00")});
            return Done{};
          }).ok());
  CHECK(store->draft("d-1")->state == "open");
  REQUIRE(store->draft_files("d-1").size() == 2);
  CHECK(store->draft_files("d-1")[0].text == "rules: []");
  CHECK_FALSE(store->draft_files("d-1")[1].text);
  CHECK(store->drafts_of_file("rules/a.yaml") == std::vector<std::string>{"d-1"});
}

TEST_CASE("a database from before habits keeps what was decided, and takes habits") {
  TemporaryFolder folder;
  REQUIRE(store::migrate(folder.file("s.db"), 4).ok());
  {
    SQLite::Database database(folder.file("s.db"), SQLite::OPEN_READWRITE);
    database.exec("INSERT INTO decisions VALUES (1, 'old', 1, 'r1', 0, 1669251600, '0', '{\"told_at\":{}}', '{}')");
  }
  const auto store = open(folder);
  CHECK(store->decision("old")->inputs == R"({"told_at":{}})");
  CHECK_FALSE(store->habits({}));
  CHECK(store->write([](store::Transaction& transaction) -> Result<Done> {
    CHECK(transaction.insert_past_meeting({0, "m", "province", 60, 80, at("2022-11-24T18:00+08:00")}) == 1);
    CHECK(transaction.insert_past_meeting({0, "m", "province", 60, 85, at("2022-11-24T18:05+08:00")}) == 2);
    transaction.insert_habits({1, at("2022-11-25T00:00+08:00"), 1, 2});
    return Done{};
  }).ok());
  REQUIRE(store->habits(1));
  CHECK(store->habits({})->last_meeting == 2);
  CHECK_FALSE(store->habits(2));
  CHECK(store->past_meetings(1, 1).size() == 1);
  REQUIRE(store->newest_past_meetings().size() == 1);
  CHECK(store->newest_past_meetings()[0].actual_minutes == 85);
}

TEST_CASE("a database from before reminders has each unit looked at once, and what the clock next says moves on or goes") {
  TemporaryFolder folder;
  REQUIRE(store::migrate(folder.file("s.db"), 5).ok());
  {
    SQLite::Database database(folder.file("s.db"), SQLite::OPEN_READWRITE);
    for (const char* each : {"'n-1', 'i', 'a1', 1", "'n-2', 'i', 'a1', 2", "'n-3', 'i', 'a2', 1"}) {
      database.exec("INSERT INTO notices (id, item, unit, sequence, stage, role, reason, digest, item_revision, decided_at, due_at, state) "
                    "VALUES (" + std::string(each) + ", 'new', 'lead', 'first', 0, 1, 1669251600, 1669251600, '{}')");
    }
  }
  const auto store = open(folder);
  const auto now = at("2022-11-24T09:00+08:00");
  REQUIRE(store->due_reminders(now, 10).size() == 2);
  CHECK(store->due_reminders(now, 10)[0].unit == "a1");
  CHECK(store->due_reminders(now, 1).size() == 1);
  CHECK_FALSE(store->acknowledged("i", "a1"));
  REQUIRE(store->write([&](store::Transaction& transaction) -> Result<Done> {
            transaction.set_reminder("i", "a1", now + std::chrono::hours{1});
            transaction.set_reminder("i", "a2", {});
            transaction.set_reminder("j", "a2", now);
            transaction.acknowledge("n-1", now, "the head");
            return Done{};
          }).ok());
  REQUIRE(store->due_reminders(now, 10).size() == 1);
  CHECK(store->due_reminders(now, 10)[0].item == "j");
  CHECK(store->due_reminders(now + std::chrono::hours{1}, 10).size() == 2);
  CHECK(store->acknowledged("i", "a1"));
  CHECK_FALSE(store->acknowledged("i", "a2"));
}

TEST_CASE("a database of a newer program is left alone") {
  TemporaryFolder folder;
  open(folder).reset();
  { SQLite::Database(folder.file("s.db"), SQLite::OPEN_READWRITE).exec("PRAGMA user_version=999"); }
  const auto opened = store::Store::open({folder.file("s.db"), "", 64, 200});
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.error().message == "The database was written by a newer Fenliu");
}

TEST_CASE("concurrent writers share commits, and one that fails loses only its own") {
  TemporaryFolder folder;
  const auto store = open(folder);
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const auto id = std::to_string(t) + "-" + std::to_string(i);
        const bool fail = i % 5 == 4;
        const auto done = store->write([&](store::Transaction& transaction) -> Result<Done> {
          transaction.insert_item(item(id));
          if (fail) return rules::Error{rules::ErrorKind::invalid, "no", ""};
          return Done{};
        });
        if (done.ok() == fail) std::abort();
        if (!done.ok()) ++refused;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(refused == 16 * 4);
  CHECK(store->counts().items == 16 * 16);
  CHECK_FALSE(store->item("3-4"));
  CHECK(store->item("3-3"));
}

TEST_CASE("a broken statement is an error of its writer, a second insert of the same is a conflict") {
  TemporaryFolder folder;
  const auto store = open(folder);
  const auto insert = [&] {
    return store->write([](store::Transaction& transaction) -> Result<Done> {
      transaction.insert_item(item("same"));
      return Done{};
    });
  };
  REQUIRE(insert().ok());
  const auto again = insert();
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().kind == rules::ErrorKind::conflict);
}

TEST_CASE("a database held by another process says so and takes writes again afterwards") {
  TemporaryFolder folder;
  const auto store = open(folder);
  SQLite::Database other(folder.file("s.db"), SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  CHECK_FALSE(store->writable());
  const auto refused = store->write([](store::Transaction& transaction) -> Result<Done> {
    transaction.insert_item(item("x"));
    return Done{};
  });
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().kind == rules::ErrorKind::unavailable);
  CHECK(refused.error().message == "The database is held by another process");
  other.exec("ROLLBACK");
  CHECK(store->writable());
  CHECK_FALSE(store->item("x"));
}

TEST_CASE("what another process writes between two transactions stops neither") {
  TemporaryFolder folder;
  const auto store = open(folder);
  for (int round = 1; round <= 3; ++round) {
    CAPTURE(round);
    const auto written = store->write([&](store::Transaction& transaction) -> Result<Done> {
      transaction.item("nothing");
      transaction.plan_sequence();
      transaction.insert_item(item("own-" + std::to_string(round)));
      transaction.item("own-" + std::to_string(round));
      return Done{};
    });
    CHECK(written.ok());
    const auto other = open(folder);
    CHECK(other->write([&](store::Transaction& transaction) -> Result<Done> {
      transaction.insert_item(item("other-" + std::to_string(round)));
      return Done{};
    }).ok());
  }
  CHECK(store->items(0, 10).items.size() == 6);
}

TEST_CASE("pages of notices and items go from the newest to the oldest, each once") {
  TemporaryFolder folder;
  const auto store = open(folder);
  REQUIRE(store->write([](store::Transaction& transaction) -> Result<Done> {
            for (int i = 0; i < 25; ++i) {
              transaction.insert_item(item("i" + std::to_string(i)));
              store::NoticeRow notice;
              notice.id = "n" + std::to_string(i);
              notice.item = "i" + std::to_string(i);
              notice.unit = "u";
              notice.due = at(i < 20 ? "2022-11-24T09:00+08:00" : "2022-11-25T09:00+08:00");
              transaction.insert_notice(notice);
            }
            return Done{};
          }).ok());
  std::vector<std::string> seen;
  std::int64_t before = 0;
  do {
    const auto page = store->items(before, 10);
    for (const auto& row : page.items) seen.push_back(row.id);
    before = page.next;
  } while (before > 0);
  REQUIRE(seen.size() == 25);
  CHECK(seen.front() == "i24");
  CHECK(seen.back() == "i0");
  // What quiet hours hold back is not there yet.
  CHECK(store->notices("u", at("2022-11-24T10:00+08:00"), 0, 100).notices.size() == 20);
  CHECK(store->notices("u", at("2022-11-25T10:00+08:00"), 0, 100).notices.size() == 25);
}

TEST_CASE("an objection is answered once, passed on once, and closed with its item; steps of a task stay in order") {
  TemporaryFolder folder;
  const auto store = open(folder);
  const auto now = at("2022-11-24T09:00+08:00");
  const auto objection = [&](const std::string& id, const std::string& unit) {
    store::ObjectionRow row;
    row.id = id;
    row.item = "i";
    row.unit = unit;
    row.office = "office";
    row.issuer = "issuer";
    row.kind = "infeasible";
    row.proposed_at = now + std::chrono::hours{3};
    row.at = now;
    row.due = now + std::chrono::hours{1};
    return row;
  };
  REQUIRE(store
              ->write([&](store::Transaction& transaction) -> rules::Result<rules::Done> {
                for (const auto& row : {objection("o-1", "a1"), objection("o-2", "a2"), objection("o-3", "a3")}) transaction.insert_objection(row);
                CHECK(transaction.open_objection("i", "a1", "infeasible", ""));
                CHECK_FALSE(transaction.open_objection("i", "a1", "unclear", ""));
                for (const char* kind : {"assigned", "done", "undone"}) transaction.insert_task_step({"i", "a1", "n-1", 1, kind, "b", "a1, b", now});
                return rules::Done{};
              })
              .ok());
  CHECK(store->objection("o-1")->proposed_at == now + std::chrono::hours{3});
  CHECK_FALSE(store->objection("o-1")->stated);
  CHECK(store->objections({"office", "open"}, 0, 10).size() == 3);
  CHECK(store->objections({"issuer", ""}, 0, 2).back().id == "o-2");
  CHECK(store->objections({"issuer", ""}, 2, 2).front().id == "o-1");
  CHECK(store->objections({"a1", ""}, 0, 10).empty());
  CHECK(store->due_objections(now, 10).empty());
  CHECK(store->due_objections(now + std::chrono::hours{1}, 10).size() == 3);
  CHECK(store->task_steps("i", "a1").back().kind == "undone");
  REQUIRE(store
              ->write([&](store::Transaction& transaction) -> rules::Result<rules::Done> {
                auto answered = objection("o-1", "a1");
                answered.state = "declined";
                answered.answer = "no";
                answered.answered_at = now;
                CHECK(transaction.answer_objection(answered));
                CHECK_FALSE(transaction.answer_objection(answered));
                CHECK_FALSE(transaction.escalate_objection("o-1", now));
                CHECK(transaction.escalate_objection("o-2", now));
                CHECK_FALSE(transaction.escalate_objection("o-2", now));
                transaction.close_objections("i", "", now);
                return rules::Done{};
              })
              .ok());
  CHECK(store->objection("o-1")->state == "declined");
  CHECK(store->objection("o-2")->state == "withdrawn");
  CHECK(store->due_objections(now + std::chrono::hours{9}, 10).empty());
}
