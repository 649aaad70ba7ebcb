// Killed at every step of posting: no answered post is lost, none is there by half, and the database is whole.
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "tests/daemon/app/fixture.h"
#include "tests/daemon/app/unsynced_vfs.h"

#if defined(__SANITIZE_THREAD__)

TEST_CASE("killed at every step: not run under the thread sanitizer, which does not follow forks") {
  WARN("skipped: forks, which the thread sanitizer does not follow");
}

#else

using namespace fenliu;
using namespace fenliu::test;

namespace {

constexpr int kPosts = 3;
const char* kNow = "2022-11-24T09:00+08:00";

json::object item(int number) {
  return {{"id", "item-" + std::to_string(number)}, {"title", "关于做好应急物资调拨的通知"}, {"text", "请于明日上班前报送库存。"}};
}

// In the child: posts, and writes a byte for each answer.
[[noreturn]] void post_all(const std::string& database, const std::shared_ptr<const rules::Router>& router, long step,
                           bool keep_unsynced, int answers) {
  register_unsynced_vfs(step, keep_unsynced);
  {
    auto store = store::Store::open({database, "unsynced", 64, 5000});
    if (!store.ok()) _exit(3);
    app::Office office(**store);
    office.set_router(router);
    if (!office.load(at(kNow)).ok()) _exit(4);
    const serve::Principal principal{"clerk", "gov-office", {serve::Permission::post}};
    for (int i = 0; i < kPosts; ++i) {
      const auto posted = app::post_item(office, principal, json::serialize(item(i)), "", at(kNow));
      if (!posted.ok()) {
        if (std::getenv("FENLIU_SHOW") != nullptr) fprintf(stderr, "%s %s\n", posted.error().message.c_str(), posted.error().detail.c_str());
        _exit(5);
      }
      const char byte = static_cast<char>(i);
      if (write(answers, &byte, 1) != 1) _exit(6);
    }
  }
  _exit(0);
}

struct Outcome {
  int status = 0;
  std::set<int> answered;
};

Outcome run_child(const std::string& database, const std::shared_ptr<const rules::Router>& router, long step, bool keep_unsynced) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    close(ends[0]);
    post_all(database, router, step, keep_unsynced, ends[1]);
  }
  close(ends[1]);
  Outcome outcome;
  for (char byte = 0; read(ends[0], &byte, 1) == 1;) outcome.answered.insert(byte);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

// What a restarted daemon finds.
void check_database(const std::string& database, const Outcome& outcome) {
  const auto store = store::Store::open({database, "", 1, 5000});
  REQUIRE(store.ok());
  REQUIRE((*store)->check_integrity().ok());
  for (int i = 0; i < kPosts; ++i) {
    const auto id = "item-" + std::to_string(i);
    const bool there = (*store)->item(id).has_value();
    if (outcome.answered.contains(i)) CHECK(there);
    CHECK((*store)->decision(id).has_value() == there);
    CHECK((*store)->last_notices(id).empty() != there);
  }
  const auto counts = (*store)->counts();
  CHECK(counts.outbox == 0);  // the inbox is delivered in the transaction of the post
}

}  // namespace

TEST_CASE("killed at every step, or cut from power, an answered post stays and no post is there by half") {
  const bool keep_unsynced = GENERATE(true, false);
  std::shared_ptr<const rules::Router> router;
  TemporaryFolder folder;
  const auto prepared = folder.file("prepared.db");
  {
    OfficeFixture fixture;
    router = fixture.office->router();
    fixture.office.reset();
    fixture.store.reset();
    std::filesystem::copy_file(fixture.folder.file("fenliu.db"), prepared);
  }
  long step = 1;
  for (bool finished = false; !finished; ++step) {
    const auto database = folder.file("run.db");
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(database + ending);
    std::filesystem::copy_file(prepared, database);
    const auto outcome = run_child(database, router, step, keep_unsynced);
    CAPTURE(step, keep_unsynced, outcome.status);
    REQUIRE((outcome.status == 9 || outcome.status == 0));
    finished = outcome.status == 0;
    check_database(database, outcome);
    REQUIRE(step < 5000);
  }
  CHECK(step > 20);  // there were steps to be killed at
}

#endif
