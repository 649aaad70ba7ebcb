// Cascades over HTTP: what a unit's token sees of them.
#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

std::string meeting(const std::string& id, const std::string& starts, const std::string& text, json::object more = {}) {
  json::object item{{"id", id}, {"kind", "meeting"}, {"title", id}, {"starts", starts}, {"parts", json::array{json::object{{"part_id", "1"}, {"title", text}, {"minutes", 30}}}}};
  for (auto& [key, value] : more) item[key] = value;
  return json::serialize(item);
}

json::object follows(const std::string& before) {
  return {{"follows", json::array{json::object{{"meeting", before}}}}};
}

std::vector<std::string> ids(const json::object& cascade) {
  std::vector<std::string> found;
  for (const auto& each : cascade.at("meetings").as_array()) found.emplace_back(each.at("id").as_string());
  return found;
}

}  // namespace

TEST_CASE("a unit's token sees the meetings that concern the unit and those before them, and no others") {
  ServedOffice office;
  auto client = office.client();
  const auto post = [&](const std::string& body) {
    const auto answer = client.Post("/api/v1/items", body, "application/json");
    CAPTURE(answer->body);
    REQUIRE(answer->status == 201);
  };
  post(meeting("top", "2031-11-24T16:30+08:00", "全省安全生产视频会议", {{"origin", "outside"}, {"issuer", "province"}}));
  post(meeting("schools", "2031-11-24T17:30+08:00", "由县教育局负责做好校园安全工作。", follows("top")));
  post(meeting("hospitals", "2031-11-24T17:30+08:00", "由县卫健局负责做好医院安全工作。", follows("top")));
  const auto get = [&](const std::string& token, const std::string& path) {
    return client.Get("/api/v1/" + path, httplib::Headers{{"Authorization", "Bearer " + token}});
  };
  const auto edu = office.token("edu", "edu", {"read-unit"}), audit = office.token("audit", "audit", {"read-unit"});

  CHECK(ids(object_of(get(office.all, "cascades/top"))) == std::vector<std::string>{"top", "hospitals", "schools"});
  const auto seen = object_of(get(edu, "cascades/schools"));
  CHECK(ids(seen) == std::vector<std::string>{"top", "schools"});
  CHECK(seen.at("links").as_array().size() == 1);
  // The agenda of a meeting that is not its own stays with those whose it is.
  CHECK_FALSE(seen.at("meetings").at(0).as_object().contains("part_titles"));
  CHECK(seen.at("meetings").at(1).as_object().contains("part_titles"));
  CHECK(ids(object_of(get(edu, "cascades/top"))) == std::vector<std::string>{"top", "schools"});

  const auto called = client.Post("/api/v1/meetings/top/events", R"({"kind":"call","unit":"health"})", "application/json");
  CAPTURE(called->body);
  REQUIRE(called->status == 201);
  struct Row {
    const std::string& token;
    const char* path;
    int status;
  };
  for (const auto& row : {Row{edu, "meetings/schools/events", 200}, {edu, "meetings/top/events", 200}, {edu, "meetings/hospitals/events", 404},
                          {edu, "cascades/hospitals", 404}, {audit, "cascades/top", 404}, {audit, "meetings/top/events", 404},
                          {audit, "cascades/nowhere", 404}, {office.all, "meetings/hospitals/events", 200}}) {
    CAPTURE(row.path);
    CHECK(get(row.token, row.path)->status == row.status);
  }
}

TEST_CASE("units that are summoned to two meetings at once are named with the meeting that prevails") {
  ServedOffice office;
  auto client = office.client();
  for (const auto& body : {meeting("routine", "2031-11-24T17:00+08:00", "由县教育局负责做好校园安全工作。"),
                           meeting("ordered", "2031-11-24T17:10+08:00", "由县教育局负责做好校园安全工作。", {{"ordered_by", "the county head"}})}) {
    REQUIRE(client.Post("/api/v1/items", body, "application/json")->status == 201);
  }
  const auto conflicts = object_of(client.Get("/api/v1/cascades/routine")).at("conflicts").as_array();
  REQUIRE(conflicts.size() == 1);
  CHECK(conflicts[0] == json::value(json::object{{"kind", "unit"}, {"who", "edu"}, {"first", "ordered"}, {"second", "routine"}, {"precedence", "ordered_by"}}));
}
