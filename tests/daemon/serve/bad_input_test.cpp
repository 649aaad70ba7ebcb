// Bad input over HTTP: each gets its status, and a problem with place and remedy; items, events, decisions and notices stay as
// they were. Requests sent again are answered as before, whatever happened in between.
#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

httplib::Result send(httplib::Client& client, const std::string& method, const std::string& path, const std::string& body,
                     const httplib::Headers& headers = {}) {
  return method == "PUT" ? client.Put(path, headers, body, "application/json") : client.Post(path, headers, body, "application/json");
}

// Everything that a bad request must not change.
std::string state_of(httplib::Client& client) {
  std::string state;
  for (const char* path : {"/api/v1/items", "/api/v1/items/m", "/api/v1/items/m/decision", "/api/v1/meetings/m/events", "/api/v1/cascades/m", "/api/v1/triage",
                           "/api/v1/units/forestry/notices", "/api/v1/units/edu/notices"}) {
    const auto answer = client.Get(path);
    REQUIRE(answer);
    REQUIRE(answer->status == 200);
    state += std::string(path) + answer->get_header_value("ETag") + answer->body + "\n";
  }
  return state;
}

json::object meeting(const std::string& id, const std::string& after) {
  json::object item{{"id", id}, {"kind", "meeting"}, {"title", "森林防火会议"}, {"starts", "2022-11-24T15:00+08:00"}};
  if (!after.empty()) item["follows"] = json::array{json::object{{"meeting", after}}};
  return item;
}

}  // namespace

TEST_CASE("bad bodies are refused with place and remedy and change nothing") {
  support::ServeOptions options;
  options.clock = "2022-11-24T09:00+08:00x0.001";
  ServedOffice office(options);
  auto client = office.client();
  REQUIRE(send(client, "POST", "/api/v1/items", json::serialize(meeting("m", "")))->status == 201);
  REQUIRE(send(client, "POST", "/api/v1/items", json::serialize(meeting("n", "m")))->status == 201);
  REQUIRE(send(client, "POST", "/api/v1/items", R"({"id":"d","title":"情况","text":"请研究处理某事项。"})")->status == 201);
  struct Row {
    const char* what;
    const char* method;
    const char* path;
    std::string body;
    int status;
    const char* says;
  };
  const std::string events = "/api/v1/meetings/m/events";
  const Row rows[] = {
      {"a circle of meetings", "PUT", "/api/v1/items/m", json::serialize(meeting("m", "n")), 400, "m → n → m"},
      {"another id in a revision", "PUT", "/api/v1/items/m", json::serialize(meeting("q", "")), 400, "/id"},
      {"an id with spaces", "POST", "/api/v1/items", R"({"id":"a b","title":"t"})", 400, "/id"},
      {"an id that is taken", "POST", "/api/v1/items", json::serialize(meeting("m", "")), 409, "already"},
      {"a recurrence that nobody understands", "POST", "/api/v1/items", R"({"title":"t","deadlines":[{"rrule":"daily"}]})", 400, "/deadlines/0/rrule"},
      {"nested too deep", "POST", "/api/v1/items", std::string(40, '['), 400, "line 1"},
      {"a classified part", "POST", "/api/v1/items", "{\"title\":\"t\",\"parts\":[{\"text\":\"机 密★1年\\n甲乙丙丁\"}]}", 422, "paper"},
      {"a classified preview", "POST", "/api/v1/items/preview", R"({"title":"TUYỆT MẬT","text":"甲乙丙丁"})", 422, "paper"},
      {"a classified revision", "PUT", "/api/v1/items/m", R"({"title":"秘密★1年","text":"甲乙丙丁"})", 422, "paper"},
      {"a classified part of a meeting", "POST", events.c_str(), R"({"kind":"part_added","part_data":{"title":"绝密","text":"甲乙丙丁"}})", 422, "paper"},
      {"no event", "POST", events.c_str(), "", 400, "no JSON"},
      {"an unknown kind", "POST", events.c_str(), R"({"kind":"strated"})", 400, "did you mean 'started'?"},
      {"an unknown key", "POST", events.c_str(), R"({"kind":"started","att":"x"})", 400, "/att"},
      {"a key given twice", "POST", events.c_str(), R"({"kind":"started","kind":"ended"})", 400, "given twice"},
      {"an unknown part", "POST", events.c_str(), R"({"kind":"part_ended","part":"9"})", 400, "no part '9'"},
      {"another meeting", "POST", events.c_str(), R"({"kind":"started","meeting":"n"})", 400, "/meeting"},
      {"the future", "POST", events.c_str(), R"({"kind":"started","at":"2022-11-24T09:05+08:00"})", 400, "future"},
      {"a time that does not exist", "POST", events.c_str(), R"({"kind":"started","at":"2022-11-31T09:00+08:00"})", 400, "/at"},
      {"an event of no meeting", "POST", "/api/v1/meetings/d/events", R"({"kind":"started"})", 404, "no meeting 'd'"},
      {"a retraction of nothing", "POST", events.c_str(), R"({"kind":"retract","retracts":"e9"})", 400, "e9"},
      {"no routing", "POST", "/api/v1/triage/d/1/1", "{}", 400, "/units"},
      {"an unknown unit", "POST", "/api/v1/triage/d/1/1", R"({"units":{"healht":"lead"}})", 400, "/units/healht"},
      {"an unknown role", "POST", "/api/v1/triage/d/1/1", R"({"units":{"health":"boss"}})", 400, "lead, support or inform"},
      {"no such part", "POST", "/api/v1/triage/d/1/9", R"({"units":{}})", 404, "triage entry"},
      {"no such notice", "POST", "/api/v1/notices/n-none/ack", "{}", 404, "notice"},
  };
  const auto etag = client.Get("/api/v1/items/m")->get_header_value("ETag");
  const auto before = state_of(client);
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto answer = send(client, row.method, row.path, row.body, {{"If-Match", etag}});
    REQUIRE(answer);
    CAPTURE(answer->body);
    CHECK(answer->status == row.status);
    CHECK(answer->get_header_value("Content-Type") == "application/problem+json");
    CHECK(answer->body.find(row.says) != std::string::npos);
    CHECK(answer->body.find("甲乙丙丁") == std::string::npos);
    CHECK(state_of(client) == before);
  }
  office.daemon.signal(SIGTERM);
  CHECK(office.daemon.wait() == 0);
  CHECK(office.daemon.log().find("甲乙丙丁") == std::string::npos);
  for (const char* file : {"fenliu.db", "fenliu.db-wal"}) {
    CHECK(support::read_text(office.folder.file("data") + "/" + file).find("甲乙丙丁") == std::string::npos);
  }
}

TEST_CASE("requests sent again are answered as before, though the world went on") {
  support::ServeOptions options;
  options.clock = "2022-11-24T15:00+08:00x0.001";
  ServedOffice office(options);
  auto client = office.client();
  const auto key = [](const char* text) { return httplib::Headers{{"Idempotency-Key", text}}; };
  const auto post = json::serialize(meeting("m", ""));
  const auto posted = send(client, "POST", "/api/v1/items", post, key("k1"));
  REQUIRE(posted->status == 201);
  const auto started = send(client, "POST", "/api/v1/meetings/m/events", R"({"kind":"started"})", key("k2"));
  REQUIRE(started->status == 201);
  const auto ended = send(client, "POST", "/api/v1/meetings/m/events", R"({"kind":"ended"})", key("k3"));
  REQUIRE(ended->status == 201);
  const auto same = [&](const httplib::Result& first, const std::string& path, const std::string& body, const char* k) {
    const auto again = send(client, "POST", path, body, key(k));
    REQUIRE(again);
    CHECK(again->status == first->status);
    CHECK(again->body == first->body);
    CHECK(again->get_header_value("Location") == first->get_header_value("Location"));
    CHECK(again->get_header_value("ETag") == first->get_header_value("ETag"));
  };
  same(posted, "/api/v1/items", post, "k1");
  same(started, "/api/v1/meetings/m/events", R"({"kind":"started"})", "k2");
  same(ended, "/api/v1/meetings/m/events", R"({"kind":"ended"})", "k3");

  REQUIRE(send(client, "POST", "/api/v1/items", R"({"id":"d","title":"森林防火"})")->status == 201);
  const std::string cancel_d = R"({"title":"取消","cancels":"d"})";
  const auto cancelled = send(client, "POST", "/api/v1/items", cancel_d, key("k4"));
  REQUIRE(cancelled->status == 201);
  const auto count = object_of(client.Get("/api/v1/units/forestry/notices")).at("notices").as_array().size();
  same(cancelled, "/api/v1/items", cancel_d, "k4");
  CHECK(object_of(client.Get("/api/v1/units/forestry/notices")).at("notices").as_array().size() == count);
  CHECK(object_of(client.Get("/api/v1/meetings/m/events")).at("events").as_array().size() == 2);
}
