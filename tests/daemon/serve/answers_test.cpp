// Answering over HTTP, and out of a message by a signed link, through the built daemon.
#include <filesystem>
#include <fstream>

#include <sodium.h>

#include "daemon/app/answer_links.h"
#include "daemon/app/office.h"
#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

httplib::Client client_of(const ServedOffice& office, const std::string& token = "") {
  httplib::Client client("127.0.0.1", office.daemon.port());
  client.set_tcp_nodelay(true);
  if (!token.empty()) client.set_default_headers({{"Authorization", "Bearer " + token}});
  return client;
}

json::object posted(httplib::Client& client, const std::string& path, const json::object& body, int status = 200) {
  const auto answer = client.Post(path, json::serialize(body), "application/json");
  REQUIRE(answer);
  CAPTURE(path, answer->body);
  REQUIRE(answer->status == status);
  return json::parse(answer->body).as_object();
}

// As whoever renders a message makes them: from the store's rows and the key beside it.
struct Links {
  explicit Links(const ServedOffice& served) {
    auto opened = store::Store::open({served.folder.file("data") + "/fenliu.db", "", 1, 5000});
    if (!opened.ok()) throw std::runtime_error(opened.error().message);
    store = std::move(opened).value();
    office = std::make_unique<app::Office>(*store);
    office->answer_key = *app::answer_key_of(served.folder.file("data"));
  }

  std::string link(const std::string& notice, app::AnswerPurpose purpose, const std::string& made = "2022-11-24T09:00+08:00", const std::string& language = "zh") {
    return app::answer_link(*office, *store->notice(notice), purpose, {"zhang", language}, *rules::parse_rfc3339(made));
  }

  std::unique_ptr<store::Store> store;
  std::unique_ptr<app::Office> office;
};

support::ServeOptions slow_clock() {
  support::ServeOptions options;
  options.clock = "2022-11-24T09:00+08:00x0.001";
  return options;
}

std::string newest_notice(httplib::Client& client, const std::string& unit) {
  return std::string(object_of(client.Get("/api/v1/units/" + unit + "/notices")).at("notices").at(0).at("id").as_string());
}

const json::object kTable{{"id", "table"}, {"title", "关于报送<库存>的通知"}, {"text", "请县教育局、县公安局于11月25日11:00前报送应急物资库存表。"}};

}  // namespace

TEST_CASE("a unit objects over HTTP, the office answers from the command line, and the unit reads it") {
  ServedOffice office(slow_clock());
  auto clerk = office.client();
  posted(clerk, "/api/v1/items", kTable, 201);
  auto edu = client_of(office, office.token("edu", "edu", {"read-unit"}));
  const auto notice = newest_notice(edu, "edu");
  httplib::Headers key{{"Idempotency-Key", "k1"}};
  const std::string body = R"({"kind":"not-ours","person":"甲"})";
  const auto first = edu.Post("/api/v1/notices/" + notice + "/objections", key, body, "application/json");
  REQUIRE(first->status == 201);
  const auto again = edu.Post("/api/v1/notices/" + notice + "/objections", key, body, "application/json");
  CHECK(again->body == first->body);
  const auto id = std::string(json::parse(first->body).at("id").as_string());
  CHECK(first->get_header_value("Location") == "/api/v1/objections/" + id);
  CHECK(edu.Get("/api/v1/objections")->status == 403);
  CHECK(object_of(edu.Get("/api/v1/objections/" + id)).at("state") == "open");

  const std::string server = "http://127.0.0.1:" + std::to_string(office.daemon.port());
  const auto file = office.folder.file("token");
  std::ofstream(file) << office.all;
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "objection");
    for (const auto& more : {std::string("--server"), server, std::string("--token-file"), file}) arguments.push_back(more);
    return support::run_fenliu(arguments);
  };
  const auto listed = run({"list"});
  CHECK(listed.exit == 0);
  CHECK(listed.out.find(id + " open edu not-ours table") != std::string::npos);
  CHECK(listed.out.find("是否确属县教育局职责?") != std::string::npos);
  CHECK(run({"case", id}).exit != 0);
  CHECK(run({"answer", id, "perhaps", "--person", "乙"}).exit == 2);
  CHECK(run({"answer", id, "accept"}).exit == 2);
  const auto answered = run({"answer", id, "accept", "--person", "乙"});
  INFO(answered.err);
  CHECK(answered.exit == 0);
  CHECK(answered.out.find("accepted") != std::string::npos);
  CHECK(run({"list"}).out == "none\n");

  // Pasted into the county's rules, the case is one that `fenliu test` runs.
  const auto as_case = run({"case", id});
  REQUIRE(as_case.exit == 0);
  const auto config = office.folder.file("config");
  std::filesystem::copy(support::root() + "/config/county-cn", config, std::filesystem::copy_options::recursive);
  std::ofstream(config + "/rules/objections.yaml") << as_case.out;
  const auto tested = support::run_fenliu({"test", config, "--file", "objections"});
  INFO(tested.out + tested.err);
  CHECK(tested.exit == 0);
  CHECK(tested.out.find("1 todo") != std::string::npos);

  const auto newest = object_of(edu.Get("/api/v1/units/edu/notices")).at("notices").at(0).as_object();
  CHECK(newest.at("stage") == "cancelled");
  CHECK(newest.at("reason") == "objection-accepted");
  CHECK(newest.at("objections").at(0).at("answered_by") == "乙");
}

TEST_CASE("a link in a message: looking records nothing, the button records once, and says so afterwards") {
  ServedOffice office(slow_clock());
  auto clerk = office.client();
  posted(clerk, "/api/v1/items", kTable, 201);
  const auto notice = newest_notice(clerk, "edu");
  Links links(office);
  const auto link = links.link(notice, app::AnswerPurpose::acknowledge);
  REQUIRE(link.starts_with("/answer/"));
  auto anybody = client_of(office);
  for (int i = 0; i < 3; ++i) {
    const auto shown = anybody.Get(link);
    REQUIRE(shown->status == 200);
    CHECK(shown->body.find("关于报送&lt;库存&gt;的通知") != std::string::npos);
    CHECK(shown->body.find("<form method=\"post\">") != std::string::npos);
    CHECK(shown->body.find("请县教育局") == std::string::npos);  // nothing of the text
    CHECK(shown->get_header_value("Referrer-Policy") == "no-referrer");
    CHECK(shown->get_header_value("Cache-Control") == "no-store");
    CHECK_FALSE(shown->has_header("Set-Cookie"));
    // The page's own style is the only thing that the policy lets in.
    const auto from = shown->body.find("<style>") + 7;
    const auto style = shown->body.substr(from, shown->body.find("</style>") - from);
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(style.data()), style.size());
    char text[sodium_base64_ENCODED_LEN(sizeof hash, sodium_base64_VARIANT_ORIGINAL)];
    sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
    const auto policy = shown->get_header_value("Content-Security-Policy");
    CAPTURE(policy);
    CHECK(policy == "default-src 'none'; style-src 'sha256-" + std::string(text) + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
  }
  CHECK(anybody.Head(link)->status == 200);
  CHECK_FALSE(links.store->acknowledged("table", "edu"));
  const auto recorded = anybody.Post(link, "", "application/x-www-form-urlencoded");
  REQUIRE(recorded->status == 200);
  CHECK(recorded->body.find("已记录") != std::string::npos);
  CHECK(links.store->notice(notice)->acknowledged_by == "edu, zhang (link)");
  for (const auto& answer : {anybody.Get(link), anybody.Post(link, "", "application/x-www-form-urlencoded")}) {
    CHECK(answer->status == 200);
    CHECK(answer->body.find("此前已记录: 2022-11-24 09:00") != std::string::npos);
    CHECK(answer->body.find("<form") == std::string::npos);
  }
  // One purpose: it is not done by that.
  const auto done = links.link(notice, app::AnswerPurpose::done, "2022-11-24T09:00+08:00", "vi");
  CHECK(anybody.Get(done)->body.find("<form") != std::string::npos);
  CHECK(links.store->task_steps("table", "edu").empty());
  CHECK(anybody.Post(done, "", "text/plain")->body.find("Đã ghi nhận") != std::string::npos);
  CHECK(links.store->task_steps("table", "edu").size() == 1);

  // Where tokens would be found if they were kept.
  CHECK(office.daemon.log().find(link.substr(8, 20)) == std::string::npos);
  CHECK(clerk.Get("/metrics")->body.find(link.substr(8, 20)) == std::string::npos);
  for (const char* name : {"/fenliu.db", "/fenliu.db-wal"}) {
    CHECK(support::read_text(office.folder.file("data") + name).find(link.substr(8, 20)) == std::string::npos);
  }
}

TEST_CASE("a link that is forged, expired or about what was withdrawn opens its page and records nothing") {
  ServedOffice office(slow_clock());
  auto clerk = office.client();
  posted(clerk, "/api/v1/items", kTable, 201);
  const auto notice = newest_notice(clerk, "edu");
  Links links(office);
  auto anybody = client_of(office);
  const auto link = links.link(notice, app::AnswerPurpose::acknowledge);
  const auto both = [&](const std::string& path, int status, const char* words) {
    CAPTURE(path);
    for (const auto& answer : {anybody.Get(path), anybody.Post(path, "", "text/plain")}) {
      CHECK(answer->status == status);
      CHECK(answer->body.find(words) != std::string::npos);
      CHECK(answer->body.find("<form") == std::string::npos);
    }
    CHECK_FALSE(links.store->acknowledged("table", "edu"));
  };
  // Each bit of it is signed.
  for (std::size_t at = 8; at < link.size(); at += 7) {
    auto forged = link;
    forged[at] = forged[at] == 'A' ? 'B' : 'A';
    if (forged != link) both(forged, 404, "这个链接无效");
  }
  both("/answer/" + std::string(2000, 'A'), 404, "这个链接无效");
  both("/answer/%E4%B8%AD", 404, "这个链接无效");
  both(links.link(notice, app::AnswerPurpose::acknowledge, "2022-11-10T08:59+08:00"), 410, "这个链接已过期");
  CHECK(anybody.Get(links.link(notice, app::AnswerPurpose::acknowledge, "2022-11-10T09:01+08:00"))->status == 200);
  posted(clerk, "/api/v1/items/table/withdraw", {{"person", "甲"}, {"reason", "作废"}});
  both(link, 410, "此事项已撤回");
}

TEST_CASE("the key of links is its owner's alone, and outlives a restart") {
  support::TemporaryFolder folder;
  const auto made = app::answer_key_of(folder.path());
  REQUIRE(made.ok());
  CHECK(made->size() == 32);
  CHECK(*app::answer_key_of(folder.path()) == *made);
  namespace fs = std::filesystem;
  CHECK(fs::status(folder.file("answer.key")).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  fs::permissions(folder.file("answer.key"), fs::perms::group_read, fs::perm_options::add);
  CHECK_FALSE(app::answer_key_of(folder.path()).ok());
}

TEST_CASE("tasks are done and undone over HTTP, and taken-back items are closed") {
  ServedOffice office(slow_clock());
  auto clerk = office.client();
  posted(clerk, "/api/v1/items", kTable, 201);
  auto edu = client_of(office, office.token("edu", "edu", {"read-unit"}));
  const auto notice = newest_notice(edu, "edu");
  CHECK(posted(edu, "/api/v1/notices/" + notice + "/assign", {{"to", "乙"}}).at("assigned_to") == "乙");
  CHECK(posted(edu, "/api/v1/notices/" + notice + "/done", {{"person", "乙"}}).at("done_by") == "edu, 乙");
  CHECK_FALSE(posted(edu, "/api/v1/notices/" + notice + "/done/undo", {}).contains("done_at"));
  auto water = client_of(office, office.token("water", "water", {"read-unit"}));
  CHECK(posted(water, "/api/v1/items/table/objections", {}, 201).at("kind") == "missed-us");
  posted(clerk, "/api/v1/items/table/withdraw", {{"person", "甲"}, {"reason", "作废"}});
  const auto list = object_of(clerk.Get("/api/v1/objections?state=withdrawn&limit=10"));
  CHECK(list.at("objections").as_array().size() == 1);
  CHECK(clerk.Get("/api/v1/objections?status=open")->status == 400);
  CHECK(edu.Post("/api/v1/notices/" + notice + "/done", "{}", "application/json")->status == 409);
}
