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
          }, true, true};
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

// Who gets a part that waited: "0" of "vague" is the entry "vague/1/0".
Request sorted(const std::string& now, const std::string& entry, json::object units) {
  return {"sort " + entry, now, [entry, units, now](app::Office& office, Instant instant) {
            return app::resolve_triage(office, kClerk, entry, json::serialize(json::object{{"units", units}}), "key-" + now, instant);
          }};
}

// Of the unit's newest notice.
Request acknowledged(const std::string& now, const std::string& unit, const std::string& person) {
  return {"acknowledged by " + person, now, [unit, person](app::Office& office, Instant instant) -> Answered {
            const auto page = office.store.notices(unit, instant, 0, 1);
            if (page.notices.empty()) return app::not_found("notice of", unit);
            return app::acknowledge(office, kClerk, page.notices.front().id, json::serialize(json::object{{"person", person}}), instant);
          }};
}

serve::Principal account_of(const std::string& unit) { return {unit + "-account", unit, {serve::Permission::read_unit}}; }

// Of the unit's first notice.
std::string first_notice(app::Office& office, const std::string& unit, Instant now) {
  const auto page = office.store.notices(unit, now, 0, 100);
  return page.notices.empty() ? "none" : page.notices.back().id;
}

Request objected(const std::string& now, const std::string& unit, json::object objection) {
  return {unit + " objects", now, [unit, objection, now](app::Office& office, Instant instant) {
            return app::object_to_notice(office, account_of(unit), first_notice(office, unit, instant), json::serialize(objection), "key-" + now, instant);
          }};
}

// The objection that was made n-th.
Request answered(const std::string& now, std::size_t n, json::object reply) {
  reply["person"] = "the deputy clerk";
  return {"answer " + std::to_string(n), now, [n, reply, now](app::Office& office, Instant instant) {
            const auto all = office.store.objections({"", ""}, 0, 100);
            const auto id = n < all.size() ? all[all.size() - 1 - n].id : "none";
            return app::answer_objection(office, kClerk, id, json::serialize(reply), "key-" + now, instant);
          }};
}

using TaskStep = Answered (*)(app::Office&, const serve::Principal&, const std::string&, const std::string&, const std::string&, Instant);

Request stepped(const std::string& now, const std::string& unit, TaskStep step, const std::string& body = "") {
  return {unit + " takes a step", now, [unit, step, body, now](app::Office& office, Instant instant) {
            return step(office, account_of(unit), first_notice(office, unit, instant), body, "key-" + now, instant);
          }};
}

Request taken_back(const std::string& now, const std::string& item) {
  return {"take back " + item, now, [item, now](app::Office& office, Instant instant) {
            return app::withdraw_item(office, kClerk, item, R"({"person":"the clerk","reason":"void"})", "key-" + now, instant);
          }};
}

std::string newest_draft(app::Office& office) {
  const auto drafts = office.store.drafts(1);
  return drafts.empty() ? "none" : drafts.front().id;
}

Request drafted(const std::string& now) {
  return {"draft", now, [now](app::Office& office, Instant instant) {
            return app::create_draft(office, kClerk, R"({"message":"drives only"})", "key-" + now, instant);
          }};
}

Request edited(const std::string& now, const std::string& path, const std::string& text) {
  return {"edit " + path, now,
          [path, text](app::Office& office, Instant instant) -> Answered {
            const auto draft = newest_draft(office);
            const auto file = app::get_draft_file(office, draft, path);
            if (!file.ok()) return file.error();
            // The editor looked at the active text: once the draft has its own, the same edit no longer applies.
            const auto looked_at = std::string(json::parse(file->body).at("active_etag").as_string());
            return app::put_draft_file(office, kClerk, draft, path, json::serialize(json::object{{"text", text}}), "\"" + looked_at + "\"", instant);
          },
          false};
}

Request checked(const std::string& now) {
  return {"check", now, [](app::Office& office, Instant) { return app::check_draft(office, newest_draft(office)); }};
}

Request activated(const std::string& now, const serve::Principal& by) {
  return {"activated by " + by.name, now, [by, now](app::Office& office, Instant instant) {
            return app::activate_draft(office, by, newest_draft(office), "", "key-" + now, instant);
          }};
}

// To the revision that was active first.
Request rolled_back(const std::string& now) {
  return {"rolled back", now, [now](app::Office& office, Instant instant) {
            return app::roll_back(office, kClerk, office.store.activations(0, 1000).back().revision, "", "key-" + now, instant);
          }};
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

TEST_CASE("cut at every step, what a person sorts, what nobody sorts in time and what units acknowledge is stored whole or not at all", "[cut]") {
  const auto prepare = [](OfficeFixture& fixture) {
    auto board = meeting("board", "2022-11-21T15:00-08:00");
    board["parts"] = json::array{part("1", "Wildfire season", 20), part("2", "Lost and found", 15), part("3", "Thanks", 10)};
    post_now(fixture, "2022-11-21T09:00-08:00", board);
    post_now(fixture, "2022-11-21T09:00-08:00", task("report", "board"));
    post_now(fixture, "2022-11-21T09:00-08:00", {{"id", "vague"}, {"title", "Situation"}, {"text", "Please look into the matter."}});
    post_now(fixture, "2022-11-21T09:30-08:00", {{"id", "late"}, {"title", "Situation"}, {"text", "Please look into that, too."}});
    REQUIRE(app::tick(*fixture.office, at("2022-11-21T09:31-08:00")).ok());
  };
  check_every_cut({"county-us",
                   prepare,
                   {sorted("2022-11-21T09:40-08:00", "vague/1/0", {{"public-health", "lead"}, {"fire", "inform"}}),
                    acknowledged("2022-11-21T09:41-08:00", "public-health", "the head"),
                    acknowledged("2022-11-21T09:42-08:00", "public-health", "the deputy"),
                    sorted("2022-11-21T09:43-08:00", "board/1/2", {{"public-health", "support"}}),
                    sorted("2022-11-21T09:44-08:00", "board/1/3", {}),
                    tick("2022-11-21T10:30-08:00"),
                    acknowledged("2022-11-21T10:31-08:00", "clerk", "whoever is on duty"),
                    event("2022-11-21T15:40-08:00", "board", {{"kind", "ended"}})}});
}

TEST_CASE("cut at every step, a deadline is reminded of and told to be over once, to those whom it concerns", "[cut]") {
  const auto prepare = [](OfficeFixture& fixture) { REQUIRE(app::tick(*fixture.office, at("2022-11-21T08:00-08:00")).ok()); };
  const json::object due{{"id", "due"}, {"title", "Report on immunization and wildfire"}, {"text", "Please submit a report by 11 a.m. today."}};
  check_every_cut({"county-us",
                   prepare,
                   {post("2022-11-21T08:10-08:00", due), tick("2022-11-21T08:59-08:00"), tick("2022-11-21T09:00-08:00"),
                    acknowledged("2022-11-21T09:05-08:00", "fire", "the chief"), tick("2022-11-21T11:30-08:00"), tick("2022-11-21T12:00-08:00")}});
}

TEST_CASE("cut at every step, what units object, what is answered, done and taken back is stored whole or not at all", "[cut]") {
  const auto prepare = [](OfficeFixture& fixture) {
    post_now(fixture, "2022-11-21T08:00-08:00", meeting("board", "2022-11-21T15:00-08:00"));
    auto report = task("report", "board");
    report["text"] = "Please submit a report on immunization by 8 a.m. tomorrow.";
    post_now(fixture, "2022-11-21T08:10-08:00", report);
    REQUIRE(app::tick(*fixture.office, at("2022-11-21T08:20-08:00")).ok());
  };
  check_every_cut({"county-us",
                   prepare,
                   {objected("2022-11-21T09:00-08:00", "fire", {{"kind", "not-ours"}}),
                    answered("2022-11-21T09:10-08:00", 0, {{"answer", "accept"}}),
                    objected("2022-11-21T09:20-08:00", "public-health", {{"kind", "unclear"}, {"text", "which form?"}}),
                    tick("2022-11-21T10:30-08:00"),
                    answered("2022-11-21T10:40-08:00", 1, {{"answer", "decline"}, {"text", "as last time"}}),
                    stepped("2022-11-21T10:50-08:00", "public-health", app::assign_task, R"({"to":"the nurse"})"),
                    stepped("2022-11-21T11:00-08:00", "public-health", app::finish_task),
                    stepped("2022-11-21T11:10-08:00", "public-health", app::undo_task),
                    taken_back("2022-11-21T11:20-08:00", "board")}});
}

TEST_CASE("cut at every step, a draft is made, activated by two persons, watched and rolled back wholly or not at all", "[cut]") {
  const std::string path = "rules/departments.yaml", all = "[immunization, ", fewer = "[immunization drive, ";
  auto text = support::read_text(support::root() + "/config/county-us/" + path);
  REQUIRE(text.find(all) != std::string::npos);
  text.replace(text.find(all), all.size(), fewer);
  const json::object shot{{"id", "shot"}, {"title", "Notice on immunization"}, {"text", "Please report by 5 p.m."}};
  const serve::Principal second{"deputy clerk", "clerk", {serve::Permission::configure}};
  const auto prepare = [](OfficeFixture& fixture) {
    post_now(fixture, "2022-11-21T09:00-08:00", {{"id", "before"}, {"title", "Notice on immunization"}, {"text", "Please report at once."}});
    REQUIRE(app::tick(*fixture.office, at("2022-11-21T09:01-08:00")).ok());
  };
  check_every_cut({"county-us",
                   prepare,
                   {drafted("2022-11-21T10:00-08:00"),
                    edited("2022-11-21T10:01-08:00", path, text),
                    checked("2022-11-21T10:02-08:00"),
                    activated("2022-11-21T10:03-08:00", kClerk),
                    activated("2022-11-21T10:04-08:00", second),
                    post("2022-11-21T10:05-08:00", shot),
                    sorted("2022-11-21T10:06-08:00", "shot/1/0", {{"public-health", "lead"}}),
                    rolled_back("2022-11-21T10:07-08:00"),
                    post("2022-11-21T10:08-08:00", order("after"))}});
}

#endif
