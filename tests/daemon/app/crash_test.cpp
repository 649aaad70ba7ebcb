// Killed or cut from power at every step of what an office stores: no answered request is lost, none is there by half.
#include "tests/daemon/app/crash_scenario.h"

#if defined(__SANITIZE_THREAD__)

TEST_CASE("killed at every step: not run under the thread sanitizer, which does not follow forks", "[cut]") {
  WARN("skipped: forks, which the thread sanitizer does not follow");
}

#else

using namespace fenliu;
using namespace fenliu::test;
using rules::Instant;

namespace {

using Answered = rules::Result<app::Answer>;

const serve::Principal kClerk{"clerk", "clerk",
                              {serve::Permission::post, serve::Permission::report, serve::Permission::triage, serve::Permission::configure}};

Request post(const std::string& now, json::object item) {
  const auto id = std::string(item.at("id").as_string());
  return {"post " + id, now, [item, id](app::Office& office, Instant instant) {
            return app::post_item(office, kClerk, json::serialize(item), "key-" + id, instant);
          }};
}

Request put(const std::string& now, json::object item, int revision) {
  const auto id = std::string(item.at("id").as_string());
  return {"put " + id, now,
          [item, id, revision](app::Office& office, Instant instant) {
            return app::put_item(office, kClerk, id, json::serialize(item), "\"" + std::to_string(revision) + "\"", instant);
          },
          false};
}

// An event without an id of its own has one made of its key.
Request event(const std::string& now, const std::string& meeting, json::object event) {
  const auto kind = std::string(event.at("kind").as_string());
  return {meeting + " " + kind, now, [meeting, event, now](app::Office& office, Instant instant) {
            return app::record_event(office, kClerk, meeting, json::serialize(event), "key-" + now, instant);
          }};
}

Request tick(const std::string& now) {
  return {"tick", now, [](app::Office& office, Instant instant) -> Answered {
            if (const auto done = app::tick(office, instant); !done.ok()) return done.error();
            return app::Answer{};
          }};
}

json::object part(const std::string& id, const std::string& title, int minutes) {
  return {{"part_id", id}, {"title", title}, {"minutes", minutes}};
}

json::object meeting(const std::string& id, const std::string& starts, const std::string& after = "") {
  json::object meeting{{"id", id},
                       {"kind", "meeting"},
                       {"title", "Meeting of " + id},
                       {"starts", starts},
                       {"parts", json::array{part("1", "Wildfire season", 20), part("2", "Immunization", 30), part("3", "Jail", 10)}}};
  if (!after.empty()) meeting["follows"] = json::array{json::object{{"meeting", after}, {"gap_minutes", 10}}};
  return meeting;
}

json::object task(const std::string& id, const std::string& handed_down_by) {
  return {{"id", id}, {"title", "Report on immunization"}, {"text", "Please submit a report by 8 a.m. tomorrow."},
          {"handed_down_by", json::array{handed_down_by}}};
}

json::object order(const std::string& id) {
  return {{"id", id}, {"title", "关于做好应急物资调拨的通知"}, {"text", "请于明日上班前报送库存。"}};
}

void post_now(OfficeFixture& fixture, const std::string& now, const json::object& item) {
  const auto answer = app::post_item(*fixture.office, kClerk, json::serialize(item), "", at(now));
  REQUIRE(answer.ok());
}

}  // namespace

TEST_CASE("cut at every step, posts of directives are stored whole or not at all, and none that was answered is lost", "[cut]") {
  const std::string now = "2022-11-24T09:00+08:00";
  check_every_cut({"county-cn", [](OfficeFixture&) {}, {post(now, order("a")), post(now, order("b")), post(now, order("c"))}});
}

TEST_CASE("cut at every step, meetings that follow others and what happens in them are stored whole or not at all", "[cut]") {
  const auto prepare = [](OfficeFixture& fixture) { post_now(fixture, "2022-11-21T09:00-08:00", meeting("state", "2022-11-21T15:00-08:00")); };
  check_every_cut({"county-us",
                   prepare,
                   {post("2022-11-21T09:01-08:00", meeting("county", "2022-11-21T16:10-08:00", "state")),
                    post("2022-11-21T09:02-08:00", meeting("city", "2022-11-21T17:20-08:00", "county")),
                    post("2022-11-21T09:03-08:00", task("report", "city")),
                    event("2022-11-21T15:05-08:00", "state", {{"kind", "started"}}),
                    event("2022-11-21T15:10-08:00", "state", {{"kind", "estimate"}, {"minutes", 110}}),
                    event("2022-11-21T16:50-08:00", "state", {{"kind", "ended"}}),
                    tick("2022-11-21T17:20-08:00"),
                    event("2022-11-21T17:25-08:00", "county", {{"kind", "part_started"}, {"part", "1"}}),
                    event("2022-11-21T17:30-08:00", "county", {{"kind", "part_skipped"}, {"part", "2"}}),
                    event("2022-11-21T17:40-08:00", "county", {{"kind", "ended"}}),
                    event("2022-11-21T17:45-08:00", "city", {{"kind", "cancelled"}})}});
}

TEST_CASE("cut at every step, revisions and cancellations are stored whole or not at all, with all that they move", "[cut]") {
  const auto prepare = [](OfficeFixture& fixture) {
    post_now(fixture, "2022-11-21T09:00-08:00", meeting("county", "2022-11-21T15:00-08:00"));
    post_now(fixture, "2022-11-21T09:00-08:00", meeting("city", "2022-11-21T16:10-08:00", "county"));
    post_now(fixture, "2022-11-21T09:00-08:00", task("report", "city"));
    post_now(fixture, "2022-11-21T09:00-08:00", {{"id", "order"}, {"title", "Notice on wildfire"}, {"text", "Please check all engines."}});
  };
  auto later = meeting("county", "2022-11-21T15:30-08:00");
  auto other_parts = meeting("city", "2022-11-21T16:10-08:00", "county");
  other_parts["parts"] = json::array{part("4", "Library hours", 20), part("2", "Immunization", 15)};
  check_every_cut({"county-us",
                   prepare,
                   {put("2022-11-21T10:00-08:00", later, 1),
                    put("2022-11-21T10:01-08:00", {{"id", "order"}, {"title", "Notice on tax sale"}, {"text", "Please check all rolls."}}, 1),
                    event("2022-11-21T16:40-08:00", "city", {{"kind", "part_started"}, {"part", "3"}}),
                    put("2022-11-21T16:41-08:00", other_parts, 1),
                    put("2022-11-21T16:42-08:00", meeting("city", "2022-11-21T16:10-08:00"), 2),
                    post("2022-11-21T16:43-08:00", {{"id", "off"}, {"title", "The county's meeting is off"}, {"text", "It is cancelled."}, {"cancels", "county"}}),
                    post("2022-11-21T16:44-08:00", {{"id", "void"}, {"title", "The notice is void"}, {"text", "It is withdrawn."}, {"cancels", "order"}})}});
}

#endif
