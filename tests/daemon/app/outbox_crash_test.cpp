// Killed or cut from power at every step between a post and the last delivery: nothing is lost, nothing arrives twice at a
// receiver that keeps keys, and the inbox has everything once.
#include <fcntl.h>
#include <unistd.h>

#include "tests/daemon/app/crash_scenario.h"
#include "tests/daemon/app/sending_fixture.h"

#if !defined(__SANITIZE_THREAD__)

using namespace fenliu;
using namespace fenliu::test;

namespace {

using Answered = rules::Result<app::Answer>;

const serve::Principal kClerk{"clerk", "clerk", {serve::Permission::post}};

// Keeps keys in a folder, which no cut of the daemon touches; refuses nothing.
class FolderReceiver : public deliver::Channel {
 public:
  explicit FolderReceiver(std::string folder) : folder_(std::move(folder)) {}
  deliver::Outcome send(const deliver::Envelope& envelope) override {
    const int file = open((folder_ + "/" + envelope.key).c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) return {deliver::Outcome::Kind::refused, "", {}};
    close(file);
    return {};
  }

 private:
  const std::string folder_;
};

Request post(const std::string& now, const json::object& item) {
  return {"post", now, [item, now](app::Office& office, rules::Instant instant) {
            office.sends_outside = true;
            return app::post_item(office, kClerk, json::serialize(item), "key-" + now, instant);
          }};
}

Request put(const std::string& now, const json::object& item) {
  return {"put", now,
          [item](app::Office& office, rules::Instant instant) {
            return app::put_item(office, kClerk, std::string(item.at("id").as_string()), json::serialize(item), "\"1\"", instant);
          },
          false};
}

Request address(const std::string& now) {
  return {"address", now, [](app::Office& office, rules::Instant instant) -> Answered {
            office.sends_outside = true;
            if (const auto made = app::address_due(office, instant); !made.ok()) return made.error();
            return app::Answer{};
          }, true, true};
}

// As a daemon does that is started: what the last one had leased waits again.
Request send(const std::string& now, const std::string& folder) {
  return {"send", now, [folder](app::Office& office, rules::Instant instant) -> Answered {
            const auto done = office.store.write([](store::Transaction& transaction) -> rules::Result<rules::Done> {
              transaction.release_leases();
              return rules::Done{};
            });
            if (!done.ok()) return done.error();
            app::Outbox outbox(office, [instant] { return instant; });
            std::chrono::milliseconds elapsed{0};
            deliver::ChannelWorker worker(
                office.router()->configuration().policy.channels.front(),
                [folder](const auto&) { return rules::Result<std::unique_ptr<deliver::Channel>>(std::make_unique<FolderReceiver>(folder)); }, outbox,
                {[&] { return elapsed; }, [] { return 0.5; }});
            while (worker.step([] { return false; }) != deliver::ChannelWorker::kIdle) elapsed += std::chrono::seconds{1};
            return app::Answer{};
          }, true, true};
}

// Every notice that was not replaced before it could go: once in the store as delivered, and at the receiver.
Request everything_arrived(const std::string& now, const std::string& folder) {
  return {"everything arrived", now, [folder](app::Office& office, rules::Instant) -> Answered {
            std::set<std::string> keys;
            int lost = 0, twice = 0;
            for (const auto& row : office.store.deliveries("", "", 0, 10000).deliveries) {
              if (row.state == "cancelled") continue;
              lost += row.state == "delivered" && std::filesystem::exists(folder + "/" + row.key) ? 0 : 1;
              twice += keys.insert(row.notice + " " + row.channel).second ? 0 : 1;
            }
            app::Answer answer;
            answer.body = std::to_string(keys.size()) + " arrived, " + std::to_string(lost) + " lost, " + std::to_string(twice) + " twice";
            return answer;
          }};
}

}  // namespace

TEST_CASE("cut at every step, what was answered is delivered outside, once for each key, and stands in the inbox once", "[cut]") {
  support::TemporaryFolder folder;
  const auto configuration = folder.file("config"), receiver = folder.file("receiver");
  std::filesystem::create_directory(receiver);
  write_configuration("county-us", SendingOffice::kHook, configuration);
  const auto prepare = [&](OfficeFixture& fixture) {
    REQUIRE(app::activate_folder(*fixture.office, configuration, at("2022-11-21T08:00-08:00")).ok());
    fixture.office->load(at("2022-11-21T08:00-08:00"));
  };
  const json::object order{{"id", "a"}, {"title", "Notice on wildfire season"}, {"text", "Please check all engines."}};
  const json::object revised{{"id", "a"}, {"title", "Notice on wildfire season"}, {"text", "Please check all engines and report by noon."}};
  const json::object other{{"id", "b"}, {"title", "Notice on immunization"}, {"text", "Please report at once."}};
  check_every_cut({"county-us",
                   prepare,
                   {post("2022-11-21T09:00-08:00", order), address("2022-11-21T09:00:01-08:00"), send("2022-11-21T09:00:02-08:00", receiver),
                    post("2022-11-21T09:01-08:00", other), put("2022-11-21T09:02-08:00", revised), address("2022-11-21T09:02:01-08:00"),
                    send("2022-11-21T09:02:02-08:00", receiver), everything_arrived("2022-11-21T09:03-08:00", receiver)}});
}

#endif
