// Deliveries in the store: the upgrade, leases, and what stops.
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>

#include "daemon/store/store.h"
#include "tests/support/catch.h"
#include "tests/support/process.h"

using namespace fenliu;
using rules::Instant;

namespace {

Instant second(int number) { return Instant{std::chrono::seconds{1'669'000'000 + number}}; }

store::NoticeRow notice(const std::string& id, const std::string& unit, int sequence) {
  store::NoticeRow row;
  row.id = id;
  row.item = "item";
  row.unit = unit;
  row.sequence = sequence;
  row.stage = "new";
  row.role = "lead";
  row.state = "{}";
  row.at = row.due = second(0);
  return row;
}

store::DeliveryRow delivery(const std::string& notice, const std::string& unit, int sequence) {
  store::DeliveryRow row;
  row.key = notice + ".mail." + unit;
  row.notice = notice;
  row.item = "item";
  row.unit = unit;
  row.sequence = sequence;
  row.channel = "mail";
  row.address = unit + "@example.org";
  row.cause = "unit";
  row.next_at = row.created_at = second(0);
  return row;
}

struct Opened {
  Opened() {
    auto opened = store::Store::open({folder.file("s.db"), "", 64, 5000});
    if (!opened.ok()) throw std::runtime_error(opened.error().message);
    store = std::move(opened).value();
  }
  void write(const std::function<void(store::Transaction&)>& work) {
    const auto done = store->write([&](store::Transaction& transaction) -> rules::Result<rules::Done> {
      work(transaction);
      return rules::Done{};
    });
    if (!done.ok()) throw std::runtime_error(done.error().message);
  }
  std::vector<std::string> lease(int now, int limit = 100) {
    std::vector<std::string> keys;
    write([&](store::Transaction& transaction) {
      for (const auto& row : transaction.lease_deliveries({"mail", second(now), second(now + 60), second(now + 4000), limit})) keys.push_back(row.key);
    });
    return keys;
  }
  support::TemporaryFolder folder;
  std::unique_ptr<store::Store> store;
};

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("a database from before deliveries sends nothing of what was told") {
  support::TemporaryFolder folder;
  REQUIRE(store::migrate(folder.file("s.db"), 7).ok());
  {
    SQLite::Database old(folder.file("s.db"), SQLite::OPEN_READWRITE);
    old.exec("INSERT INTO notices (id, item, unit, sequence, stage, role, reason, digest, item_revision, decided_at, due_at, state) "
             "VALUES ('n', 'item', 'unit', 1, 'new', 'lead', 'first', 0, 1, 5, 5, '{}')");
    old.exec("INSERT INTO outbox (notice, channel, due_at, delivered_at) VALUES ('n', 'inbox', 5, 5)");
  }
  auto store = store::Store::open({folder.file("s.db"), "", 64, 5000});
  REQUIRE(store.ok());
  CHECK((*store)->unaddressed(second(0), 10).empty());
  CHECK((*store)->counts().outbox == 0);
}

TEST_CASE("a delivery is leased by one, given back, and leased again when its lease has ended") {
  Opened opened;
  opened.write([](store::Transaction& transaction) {
    for (const char* unit : {"a", "b"}) {
      transaction.insert_notice(notice(std::string("n") + unit, unit, 1));
      CHECK(transaction.insert_delivery(delivery(std::string("n") + unit, unit, 1)));
      CHECK_FALSE(transaction.insert_delivery(delivery(std::string("n") + unit, unit, 1)));
    }
  });
  CHECK(opened.lease(0, 1) == Keys{"na.mail.a"});
  CHECK(opened.lease(1) == Keys{"nb.mail.b"});
  CHECK(opened.lease(2).empty());
  CHECK_FALSE(opened.store->deliveries_due("mail", second(2), second(4000)));
  CHECK(opened.store->deliveries_due("mail", second(60), second(4060)));
  CHECK(opened.lease(60) == Keys{"na.mail.a"});
  CHECK(opened.store->delivery(1)->attempts == 2);
  opened.write([](store::Transaction& transaction) { transaction.release_leases(); });
  CHECK(opened.lease(61).size() == 2);
}

TEST_CASE("nothing overtakes an earlier delivery to the same recipient, which waits; others pass, critical ones of other items too") {
  Opened opened;
  opened.write([](store::Transaction& transaction) {
    for (int i = 0; i < 4; ++i) transaction.insert_notice(notice("n" + std::to_string(i), i == 2 ? "b" : "a", i + 1));
    auto waits = delivery("n0", "a", 1);
    waits.next_at = second(100);
    transaction.insert_delivery(waits);
    transaction.insert_delivery(delivery("n1", "a", 2));
    transaction.insert_delivery(delivery("n2", "b", 3));
    auto critical = delivery("n3", "a", 4);
    critical.critical = true;
    critical.item = "fire";
    transaction.insert_delivery(critical);
  });
  CHECK(opened.lease(0) == Keys{"n2.mail.b", "n3.mail.a"});
  CHECK(opened.lease(100) == Keys{"n0.mail.a", "n1.mail.a", "n2.mail.b", "n3.mail.a"});
}

TEST_CASE("what is told later stops what waits, and what is leased is not tried again") {
  Opened opened;
  opened.write([](store::Transaction& transaction) {
    for (int i = 0; i < 3; ++i) {
      transaction.insert_notice(notice("n" + std::to_string(i), "a", i + 1));
      transaction.insert_delivery(delivery("n" + std::to_string(i), "a", i + 1));
    }
  });
  CHECK(opened.lease(0, 1) == Keys{"n0.mail.a"});
  opened.write([](store::Transaction& transaction) { transaction.stop_deliveries("item", "a", "", 3, "superseded"); });
  CHECK(opened.store->delivery(1)->state == "leased");
  CHECK(opened.store->delivery(1)->stopped == "superseded");
  CHECK(opened.store->delivery(2)->state == "cancelled");
  CHECK(opened.store->delivery(3)->state == "waiting");
  CHECK(opened.lease(60) == Keys{"n2.mail.a"});
  CHECK(opened.store->delivery(1)->state == "cancelled");
  CHECK(opened.store->delivery(1)->detail == "superseded");
}

TEST_CASE("whoever waits for commits goes on with the next one") {
  Opened opened;
  const auto seen = opened.store->commits();
  std::thread writer([&] { opened.write([](store::Transaction& transaction) { transaction.insert_notice(notice("n", "a", 1)); }); });
  opened.store->wait_for_commits(seen, std::chrono::seconds{20});
  CHECK(opened.store->commits() > seen);
  writer.join();
  opened.store->wait_for_commits(opened.store->commits(), std::chrono::milliseconds{1});
}
