// The protocol as a client sees it: statuses, conditions, idempotency, problems with their remedy.
#include <algorithm>
#include <filesystem>
#include <thread>

#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

// A problem names itself, its status and what to do, and changes nothing.
void check_problem(const httplib::Result& answer, int status) {
  REQUIRE(answer);
  CAPTURE(answer->body);
  CHECK(answer->status == status);
  CHECK(answer->get_header_value("Content-Type") == "application/problem+json");
  const auto body = json::parse(answer->body).as_object();
  CHECK(body.at("status").as_int64() == status);
  CHECK(!body.at("title").as_string().empty());
}

}  // namespace

TEST_CASE("an item is posted, read, revised under a condition, and answered conditionally") {
  ServedOffice office;
  auto client = office.client();
  const auto posted = client.Post("/api/v1/items", simple_item("a"), "application/json");
  REQUIRE(posted);
  REQUIRE(posted->status == 201);
  CHECK(posted->get_header_value("Location") == "/api/v1/items/a");
  const auto etag = posted->get_header_value("ETag");
  CHECK(!etag.empty());

  const auto read = client.Get("/api/v1/items/a");
  CHECK(read->get_header_value("ETag") == etag);
  CHECK(client.Get("/api/v1/items/a", {{"If-None-Match", etag}})->status == 304);
  const auto head = client.Head("/api/v1/items/a");
  CHECK(head->status == 200);
  CHECK(head->body.empty());
  CHECK(head->get_header_value("Content-Length") == std::to_string(read->body.size()));

  const auto changed = json::serialize(json::object{{"title", "关于做好防汛工作的通知"}});
  check_problem(client.Put("/api/v1/items/a", changed, "application/json"), 428);
  check_problem(client.Put("/api/v1/items/a", {{"If-Match", "\"99\""}}, changed, "application/json"), 412);
  const auto revised = client.Put("/api/v1/items/a", {{"If-Match", etag}}, changed, "application/json");
  CHECK(revised->status == 200);
  CHECK(revised->get_header_value("ETag") != etag);
  check_problem(client.Put("/api/v1/items/a", {{"If-Match", etag}}, changed, "application/json"), 412);
  check_problem(client.Put("/api/v1/items/none", {{"If-Match", etag}}, changed, "application/json"), 404);
}

TEST_CASE("of several who change one revision at once, one is heard and the others are told") {
  ServedOffice office;
  const auto etag = office.client().Post("/api/v1/items", simple_item("a"), "application/json")->get_header_value("ETag");
  std::atomic<int> heard{0}, told{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const auto changed = json::serialize(json::object{{"title", "第" + std::to_string(i) + "稿"}});
      const auto answer = office.client().Put("/api/v1/items/a", {{"If-Match", etag}}, changed, "application/json");
      heard += answer && answer->status == 200;
      told += answer && answer->status == 412;
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(heard == 1);
  CHECK(told == 7);
}

TEST_CASE("a post that is sent again under its key is answered as before and stored once") {
  ServedOffice office;
  auto client = office.client();
  const httplib::Headers key{{"Idempotency-Key", "k-1"}};
  const auto body = json::serialize(json::object{{"title", "关于做好应急物资调拨的通知"}});
  const auto first = client.Post("/api/v1/items", key, body, "application/json");
  const auto again = client.Post("/api/v1/items", key, body, "application/json");
  REQUIRE(first->status == 201);
  CHECK(again->status == 201);
  CHECK(again->body == first->body);
  CHECK(object_of(client.Get("/api/v1/items")).at("items").as_array().size() == 1);
  check_problem(client.Post("/api/v1/items", key, simple_item("other"), "application/json"), 409);
  check_problem(client.Post("/api/v1/items", {{"Idempotency-Key", "two words"}}, body, "application/json"), 400);
}

TEST_CASE("bad requests are told what is wrong and change nothing") {
  ServedOffice office;
  auto client = office.client();
  struct Row {
    const char* body;
    int status;
    const char* says;  // in the problem's detail or title
  };
  const Row rows[] = {
      {"", 400, ""},
      {"{", 400, ""},
      {"[]", 400, ""},
      {"{}", 400, "title"},
      {"\xff\xfe", 400, "UTF-8"},
      {R"({"title": "t", "tilte": "x"})", 400, "title"},
      {R"({"title": "t", "title": "u"})", 400, "title"},
      {"{\"title\":\n \"t\",}", 400, "line 2, column 6"},
      {R"({"title": "t", "kind": "meeting", "starts": "2022-02-30T09:00+08:00"})", 400, "/starts"},
      {R"({"title": "t", "kind": "meeting", "starts": "2022-11-24T10:00+08:00", "ends": "2022-11-24T09:00+08:00"})", 400, "/ends"},
      {R"({"title": "t", "cancels": "nothing"})", 400, "/cancels"},
      {R"({"title": "t", "handed_down_by": ["nowhere"]})", 400, "nowhere"},
      {R"({"title": "t", "kind": "meeting", "id": "m", "starts": "2022-11-24T10:00+08:00", "follows": [{"meeting": "nowhere"}]})", 400, "nowhere"},
      {R"({"title": "t", "kind": "meeting", "id": "m", "starts": "2022-11-24T10:00+08:00", "follows": [{"meeting": "m"}]})", 400, "m"},
      {R"({"title": "绝密★启用前", "text": "不得外传"})", 422, ""},
      {R"({"title": "t", "secrecy": "secret"})", 422, ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.body);
    const auto answer = client.Post("/api/v1/items", row.body, "application/json");
    check_problem(answer, row.status);
    CHECK(answer->body.find(row.says) != std::string::npos);
  }
  CHECK(object_of(client.Get("/api/v1/items")).at("items").as_array().empty());
}

TEST_CASE("a preview shows what a post would burden its units with when asked to, beside what was posted lately, and stores nothing") {
  ServedOffice office;
  auto client = office.client();
  const auto item = json::serialize(json::object{{"title", "通知"}, {"text", "请各乡镇于五个工作日内报送困难群众冬季取暖物资发放情况统计表。"}});
  REQUIRE(client.Post("/api/v1/items", item, "application/json")->status == 201);
  const auto asked = client.Post("/api/v1/items/preview?lints=true", item, "application/json");
  REQUIRE(asked->status == 200);
  CAPTURE(asked->body);
  const auto lints = object_of(asked).at("lints").as_array();
  CHECK(std::any_of(lints.begin(), lints.end(), [](const auto& each) { return each.as_object().at("lint") == "asked_twice"; }));
  CHECK_FALSE(object_of(client.Post("/api/v1/items/preview", item, "application/json")).contains("lints"));
  check_problem(client.Post("/api/v1/items/preview?lint=true", item, "application/json"), 400);
  CHECK(object_of(client.Get("/api/v1/items")).at("items").as_array().size() == 1);
}

TEST_CASE("classified text is neither stored nor logged") {
  ServedOffice office;
  const std::string secret = "蓝鲸行动七号仓库";
  const auto item = json::serialize(json::object{{"title", "机密★一年"}, {"text", secret}});
  check_problem(office.client().Post("/api/v1/items", item, "application/json"), 422);
  check_problem(office.client().Post("/api/v1/items/preview", item, "application/json"), 422);
  office.daemon.signal(SIGTERM);
  CHECK(office.daemon.wait() == 0);
  CHECK(office.daemon.log().find(secret) == std::string::npos);
  int files = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(office.folder.file("data"))) {
    if (!file.is_regular_file()) continue;
    ++files;
    CHECK(support::read_text(file.path().string()).find(secret) == std::string::npos);
  }
  CHECK(files > 0);
}

TEST_CASE("unknown addresses, methods, ids and query parameters are told apart") {
  ServedOffice office;
  auto client = office.client();
  check_problem(client.Get("/api/v1/nothing"), 404);
  check_problem(client.Get("/nothing.html"), 404);
  check_problem(client.Get("/api/v1/items/none"), 404);
  check_problem(client.Get("/api/v1/items/none/decision"), 404);
  check_problem(client.Get("/api/v1/cascades/none"), 404);
  check_problem(client.Get("/api/v1/meetings/none/events"), 404);
  check_problem(client.Get("/api/v1/units/none/notices"), 404);
  check_problem(client.Get("/api/v1/units/none/filtered"), 404);
  check_problem(client.Post("/api/v1/notices/none/ack", "{}", "application/json"), 404);
  check_problem(client.Post("/api/v1/meetings/none/events", R"({"kind":"started"})", "application/json"), 404);
  check_problem(client.Get("/api/v1/items?limit=0"), 400);
  check_problem(client.Get("/api/v1/items?limit=x"), 400);
  check_problem(client.Get("/api/v1/items?colour=red"), 400);
  check_problem(client.Get("/api/v1/items?cursor=%FF"), 400);
  const auto wrong = client.Delete("/api/v1/items/a");
  check_problem(wrong, 405);
  CHECK(wrong->get_header_value("Allow") == "GET, PUT");
}

TEST_CASE("lists come in pages that together are everything, once") {
  ServedOffice office;
  auto client = office.client();
  std::set<std::string> posted, listed;
  for (int i = 0; i < 23; ++i) {
    const auto id = "item-" + std::to_string(i);
    REQUIRE(client.Post("/api/v1/items", simple_item(id), "application/json")->status == 201);
    posted.insert(id);
  }
  std::string cursor;
  int pages = 0;
  do {
    const auto page = client.Get("/api/v1/items?limit=5" + (cursor.empty() ? "" : "&cursor=" + cursor));
    REQUIRE(page->status == 200);
    const auto listed_page = object_of(page);
    for (const auto& item : listed_page.at("items").as_array()) {
      CHECK(listed.insert(std::string(item.at("id").as_string())).second);
    }
    cursor = page->get_header_value("Fenliu-Next-Cursor");
  } while (!cursor.empty() && ++pages < 20);
  CHECK(listed == posted);
  CHECK(pages == 4);
}

TEST_CASE("metrics are Prometheus text with a help and a type for each name") {
  ServedOffice office;
  auto client = office.client();
  client.Post("/api/v1/items", simple_item("a"), "application/json");
  const auto answer = client.Get("/metrics");
  REQUIRE(answer->status == 200);
  CHECK(answer->get_header_value("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
  std::istringstream lines(answer->body);
  std::string described;
  int samples = 0;
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    if (line.starts_with("# TYPE ")) described = line.substr(7, line.find(' ', 7) - 7);
    if (line.starts_with("#")) continue;
    ++samples;
    CHECK(line.starts_with(described));
    CHECK_NOTHROW(std::stod(line.substr(line.rfind(' ') + 1)));
  }
  CHECK(samples > 10);
  CHECK(answer->body.find("fenliu_item_revisions 1") != std::string::npos);
  CHECK(answer->body.find(R"(fenliu_http_requests_total{route="/api/v1/items",method="POST",status="201"} 1)") != std::string::npos);
}
