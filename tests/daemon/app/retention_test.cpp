// What goes at night and what stays, on a clock that the test sets.
#include "daemon/app/retention.h"

#include <filesystem>
#include <fstream>

#include "tests/daemon/app/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

// The county with a policy of its own.
struct Keeping : OfficeFixture {
  explicit Keeping(const std::string& retention) {
    std::filesystem::copy(config_folder, kept.file("config"), std::filesystem::copy_options::recursive);
    config_folder = kept.file("config");
    std::ofstream(config_folder + "/fenliu.yaml", std::ios::app) << "\nretention: " << retention << "\n";
    reopen("2022-11-24T08:00+08:00");
  }

  void confirm(const std::string& item) {
    const auto done = store->write([&](store::Transaction& transaction) -> rules::Result<rules::Done> {
      for (const auto& [unit, notice] : store->last_notices(item)) transaction.acknowledge(notice.id, notice.at, "the duty officer");
      return rules::Done{};
    });
    REQUIRE(done.ok());
  }

  void pass(const std::string& now) {
    // Reminders come in handfuls: until the clock has nothing left to say.
    for (int i = 0; i < 3; ++i) REQUIRE(app::tick(*office, at(now)).ok());
  }

  // The night of that day, to its end; the number of steps that removed something or finished.
  void night(const std::string& date) {
    app::Retention retention(*office);
    REQUIRE(retention.step(at(date + "T02:59+08:00")).ok());
    for (int i = 0; i < 50; ++i) REQUIRE(retention.step(at(date + "T03:00+08:00")).ok());
  }

  bool has(const std::string& item) { return store->item(item).has_value(); }

  TemporaryFolder kept;
};

json::object directive(const std::string& id, const std::string& text = "请于明日上班前报送库存。") {
  return {{"id", id}, {"title", "关于做好应急物资调拨的通知"}, {"text", text}};
}

json::object meeting(const std::string& id) {
  return {{"id", id}, {"kind", "meeting"}, {"title", "应急物资调拨视频会议"}, {"starts", "2022-11-24T18:00+08:00"},
          {"parts", json::array{json::object{{"part_id", "1"}, {"title", "应急物资调拨"}, {"minutes", 30}}}}};
}

void post_everything(Keeping& office) {
  office.post(directive("confirmed"), "2022-11-24T09:00+08:00");
  office.post(directive("unconfirmed"), "2022-11-24T09:00+08:00");
  office.post(json::object{{"id", "unsorted"}, {"title", "情况"}, {"text", "请了解一下情况。"}}, "2022-11-24T09:00+08:00");
  office.post(meeting("over"), "2022-11-24T09:00+08:00");
  office.post(meeting("needed"), "2022-11-24T09:00+08:00");
  office.post(meeting("running"), "2022-11-24T09:00+08:00");
  for (const auto* id : {"over", "needed", "running"}) {
    office.event(id, json::object{{"kind", "started"}, {"at", "2022-11-24T18:00+08:00"}}, "2022-11-24T18:00+08:00");
  }
  for (const auto* id : {"over", "needed"}) {
    office.event(id, json::object{{"kind", "ended"}, {"at", "2022-11-24T18:40+08:00"}}, "2022-11-24T18:40+08:00");
  }
  auto task = directive("task");
  task["handed_down_by"] = json::array{"needed"};
  office.post(task, "2022-11-24T18:41+08:00");
  for (const auto* id : {"confirmed", "over", "needed", "running"}) office.confirm(id);
  office.pass("2022-11-25T12:00+08:00");
  office.pass("2022-11-28T12:00+08:00");
  for (const auto* id : {"confirmed", "over", "needed", "running"}) office.confirm(id);
}

}  // namespace

TEST_CASE("at night what is old and closed goes; what is open, and what open decisions rest on, stays and is replayed") {
  Keeping office("{items_days: 60}");
  post_everything(office);
  office.post(directive("young"), "2023-02-20T09:00+08:00");
  office.confirm("young");

  app::Office& loaded = *office.office;
  const rules::RetentionSettings settings{60, 0, 7};
  auto going = app::unused(loaded, settings, at("2023-03-01T03:00+08:00")).items;
  std::sort(going.begin(), going.end());
  CHECK(going == std::vector<std::string>{"confirmed", "over"});
  CHECK(app::unused(loaded, settings, at("2022-12-24T03:00+08:00")).items.empty());

  office.night("2023-03-01");
  for (const auto* id : {"unconfirmed", "unsorted", "needed", "running", "task", "young"}) {
    CAPTURE(id);
    CHECK(office.has(id));
  }
  for (const auto* id : {"confirmed", "over"}) {
    CAPTURE(id);
    CHECK(!office.has(id));
    CHECK(office.store->last_notices(id).empty());
    CHECK(office.store->events(id).empty());
    CHECK(!office.store->decision(id));
  }
  CHECK(office.store->check_integrity().ok());
  office.reopen("2023-03-01T09:00+08:00");
  CHECK(office.office->damaged_items.empty());
  std::size_t replayed = 0;
  for (const auto& decision : office.store->decisions(0, 500)) {
    const auto again = app::replay(*office.office, decision);
    CAPTURE(decision.item, decision.sequence);
    REQUIRE(again.ok());
    CHECK(*again == decision.json);
    ++replayed;
  }
  CHECK(replayed > 5);
}

TEST_CASE("without a word in the configuration nothing that people posted goes") {
  Keeping office("{}");
  post_everything(office);
  office.night("2042-03-01");
  for (const auto* id : {"confirmed", "over", "needed"}) CHECK(office.has(id));
}

TEST_CASE("what is purged is not on the disk any more") {
  Keeping office("{items_days: 60}");
  const std::string words = "甲乙丙丁戊己庚辛壬癸";
  office.post(directive("gone", "请于明日上班前报送库存。" + words), "2022-11-24T09:00+08:00");
  office.confirm("gone");
  office.pass("2022-11-28T12:00+08:00");
  office.confirm("gone");
  const auto file = office.folder.file("fenliu.db");
  office.reopen("2022-12-01T09:00+08:00");
  CHECK(support::read_text(file).find(words) != std::string::npos);
  office.night("2023-06-01");
  CHECK(!office.has("gone"));
  office.office.reset();
  office.store.reset();
  CHECK(support::read_text(file).find(words) == std::string::npos);
}

TEST_CASE("tokens that open nothing and answers that nobody asks for again go after their days") {
  Keeping office("{tokens_days: 30, idempotency_days: 3}");
  office.post(directive("i"), "2022-11-24T09:00+08:00", "key");
  const auto made = office.store->write([](store::Transaction& transaction) -> rules::Result<rules::Done> {
    const auto day = at("2022-11-24T09:00+08:00");
    transaction.insert_token({"valid", "valid", "u", "post", day, {}, {}});
    transaction.insert_token({"expired", "expired", "u", "post", day, day, {}});
    transaction.insert_token({"revoked", "revoked", "u", "post", day, {}, {}});
    transaction.revoke_token("revoked", day);
    return rules::Done{};
  });
  REQUIRE(made.ok());
  const auto left = [&] {
    std::vector<std::string> names;
    for (const auto& token : office.store->tokens()) names.push_back(token.name);
    std::sort(names.begin(), names.end());
    return names;
  };
  office.night("2022-11-26");
  CHECK(office.store->idempotent("clerk", "key"));
  office.night("2022-12-20");
  CHECK(!office.store->idempotent("clerk", "key"));
  CHECK(left() == std::vector<std::string>{"expired", "revoked", "valid"});
  office.night("2022-12-26");
  CHECK(left() == std::vector<std::string>{"valid"});
  CHECK(office.has("i"));
}

TEST_CASE("a night removes in steps, and looks once") {
  Keeping office("{items_days: 30}");
  for (int i = 0; i < 45; ++i) {
    const auto id = "d-" + std::to_string(i);
    office.post(directive(id), "2022-11-24T09:00+08:00");
    office.confirm(id);
  }
  office.pass("2022-11-28T12:00+08:00");
  for (int i = 0; i < 45; ++i) office.confirm("d-" + std::to_string(i));
  app::Retention retention(*office.office);
  const auto step = [&](const std::string& now) { REQUIRE(retention.step(at(now)).ok()); };
  const auto left = [&] { return office.store->counts().items; };
  step("2023-03-01T12:00+08:00");  // a start at noon waits for the night
  CHECK(left() == 45);
  step("2023-03-02T02:59+08:00");
  CHECK(left() == 45);
  step("2023-03-02T03:00+08:00");
  std::vector<std::int64_t> seen;
  for (int i = 0; i < 3; ++i) {
    step("2023-03-02T03:00+08:00");
    seen.push_back(left());
  }
  CHECK(seen == std::vector<std::int64_t>{25, 5, 0});
}
