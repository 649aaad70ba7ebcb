// What clerks told by hand is kept as said, over an upgrade from a program that did not know it.
#include "daemon/store/store.h"
#include "tests/support/catch.h"
#include "tests/support/process.h"

using namespace fenliu;

namespace {

store::HandDeliveryRow row(const std::string& notice, const std::string& unit, int sequence) {
  return {0, notice, "i", unit, sequence, "telephoned", "the duty officer", rules::Instant{std::chrono::seconds{1000}}, "note", "clerk", "gov-office",
          R"([{"kind":"phone","count":1}])", rules::Instant{std::chrono::seconds{1060}}};
}

store::NoticeRow notice(const std::string& id, const std::string& unit, int sequence) {
  store::NoticeRow row;
  row.id = id;
  row.item = "i";
  row.unit = unit;
  row.sequence = sequence;
  row.stage = "new";
  row.role = "lead";
  row.state = "{}";
  return row;
}

}  // namespace

TEST_CASE("marks are read back as written, of an item and of a unit, after a restart too") {
  support::TemporaryFolder folder;
  const auto path = folder.file("s.db");
  REQUIRE(store::migrate(path, 7).ok());
  for (int start = 0; start < 2; ++start) {
    const auto opened = store::Store::open({path, "", 64, 5000});
    REQUIRE(opened.ok());
    auto& stored = **opened;
    if (start == 0) {
      const auto done = stored.write([&](store::Transaction& transaction) -> store::Result<store::Done> {
        transaction.insert_notice(notice("n-1", "edu", 1));
        transaction.insert_notice(notice("n-2", "health", 1));
        transaction.insert_hand_delivery(row("n-1", "edu", 1));
        transaction.insert_hand_delivery(row("n-2", "health", 1));
        return store::Done{};
      });
      REQUIRE(done.ok());
    }
    CHECK(stored.hand_deliveries("i").size() == 2);
    CHECK(stored.hand_deliveries("other").empty());
    const auto of_edu = stored.hand_deliveries("i", "edu");
    REQUIRE(of_edu.size() == 1);
    const auto& read = of_edu.front();
    const auto written = row("n-1", "edu", 1);
    CHECK(read.notice == written.notice);
    CHECK(read.notice_sequence == 1);
    CHECK(read.how == "telephoned");
    CHECK(read.to_person == written.to_person);
    CHECK(read.at == written.at);
    CHECK(read.note == "note");
    CHECK(read.by == "clerk");
    CHECK(read.office == "gov-office");
    CHECK(read.masked == written.masked);
    CHECK(read.recorded_at == written.recorded_at);
  }
}

TEST_CASE("a mark of no notice is not kept, nor what came with it") {
  support::TemporaryFolder folder;
  const auto opened = store::Store::open({folder.file("s.db"), "", 64, 5000});
  REQUIRE(opened.ok());
  const auto done = (*opened)->write([&](store::Transaction& transaction) -> store::Result<store::Done> {
    transaction.insert_notice(notice("n-1", "edu", 1));
    transaction.insert_hand_delivery(row("n-1", "edu", 1));
    transaction.insert_hand_delivery(row("nothing", "edu", 1));
    return store::Done{};
  });
  CHECK_FALSE(done.ok());
  CHECK((*opened)->hand_deliveries("i").empty());
}
