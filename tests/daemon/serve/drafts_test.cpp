// Changing the rules of a served office, as its administrators do over HTTP: drafts, their conflicts, the second person, the
// watch of the first day, rolling back, and telling those who were left out.
#include <filesystem>
#include <fstream>

#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;
namespace fs = std::filesystem;

namespace {

constexpr int kTowns = 42;

void spit(const std::string& path, const std::string& text) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

const std::string kPatrol =
    "topics: {patrol: {en: Patrols}}\n"
    "rules:\n"
    "  - {id: patrol, when: {any: [防火巡查, 夜间巡查]}, tags: [patrol]}\n"
    "cases:\n"
    "  - name: towns patrol at night\n"
    "    post: {text: 请组织开展夜间巡查。}\n"
    "    at: 2022-11-24T09:00+08:00\n"
    "    expect: {town-1: support}\n";

const std::string kSupplies =
    "topics: {supplies: {en: Supplies}}\n"
    "rules:\n"
    "  - {id: supplies, when: 应急物资, tags: [supplies]}\n"
    "cases:\n"
    "  - {name: supplies, post: {text: 请清点应急物资。}, at: 2022-11-24T09:00+08:00, expect: {stores: lead}}\n";

// A county with one bureau and forty-two towns that a single rule reaches.
struct County {
  explicit County(const std::string& mode = "live") {
    const auto folder = files.file("config");
    spit(folder + "/fenliu.yaml",
         "zone: Asia/Shanghai\nlanguage: zh\nmode: " + mode +
             "\nhome: office\nduty_officer: office\ncalendar: cn\n"
             "levels: [{id: county, zh: 县}, {id: town, zh: 乡镇}]\n");
    std::string units =
        "units:\n  - {id: office, kind: gov, level: county, name: {zh: 县政府办公室}}\n"
        "  - {id: stores, kind: gov, level: county, parent: office, name: {zh: 县物资储备中心}, duties: {lead: [supplies]}}\n";
    for (int i = 1; i <= kTowns; ++i) {
      const auto n = std::to_string(i);
      units += "  - {id: town-" + n + ", kind: town, level: town, parent: office, name: {zh: 第" + n +
               "镇人民政府, en: Town " + n + "}, duties: {support: [patrol]}}\n";
    }
    spit(folder + "/organisation.yaml", units);
    fs::create_directories(folder + "/calendars");
    fs::copy(support::root() + "/config/county-cn/calendars", folder + "/calendars");
    spit(folder + "/rules/patrol.yaml", kPatrol);
    spit(folder + "/rules/supplies.yaml", kSupplies);
    support::ServeOptions options;
    options.config = folder;
    office = std::make_unique<ServedOffice>(options, "office");
    first = office->token("li", "office", {"configure", "read-all", "post", "triage"});
    second = office->token("wang", "office", {"configure"});
  }

  httplib::Client as(const std::string& token) const {
    httplib::Client client("127.0.0.1", office->daemon.port());
    client.set_tcp_nodelay(true);
    client.set_read_timeout(60);
    client.set_default_headers({{"Authorization", "Bearer " + token}});
    return client;
  }

  json::object post(const std::string& id, const std::string& text) const {
    const auto answer = as(first).Post("/api/v1/items", json::serialize(json::object{{"id", id}, {"text", text}}), "application/json");
    REQUIRE(answer);
    CAPTURE(answer->body);
    REQUIRE(answer->status == 201);
    return object_of(answer);
  }

  std::string draft(const std::string& token) const {
    const auto answer = as(token).Post("/api/v1/drafts", R"({"message":"patrols by word"})", "application/json");
    REQUIRE(answer);
    REQUIRE(answer->status == 201);
    return answer->get_header_value("Location");
  }

  httplib::Result get_file(const std::string& token, const std::string& draft, const std::string& path) const {
    return as(token).Get((draft + "/file?path=" + path).c_str());
  }

  httplib::Result put(const std::string& token, const std::string& draft, const std::string& path, const std::string& etag,
                      const json::object& body) const {
    return as(token).Put((draft + "/file?path=" + path).c_str(), {{"If-Match", etag}}, json::serialize(body), "application/json");
  }

  // Puts the file over whatever the draft has.
  void edit(const std::string& draft, const std::string& path, const std::string& text) const {
    const auto answer = put(first, draft, path, "*", {{"text", text}});
    REQUIRE(answer);
    CAPTURE(answer->body);
    REQUIRE(answer->status == 200);
  }

  httplib::Result act(const std::string& token, const std::string& path, const std::string& body = "{}") const {
    return as(token).Post(path.c_str(), body, "application/json");
  }

  std::string active() const {
    return std::string(object_of(as(first).Get("/api/v1/revisions")).at("active").as_string());
  }

  json::array notices(const std::string& unit) const {
    return object_of(as(first).Get(("/api/v1/units/" + unit + "/notices").c_str())).at("notices").as_array();
  }

  support::TemporaryFolder files;
  std::unique_ptr<ServedOffice> office;
  std::string first, second;
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// The change of somebody who thinks that only fires are meant, with the case bent to it.
std::string narrowed() {
  auto text = replaced(kPatrol, "any: [防火巡查, 夜间巡查]", "any: [防火巡查总结]");
  return replaced(replaced(text, "夜间巡查。", "防火巡查总结。"), "at night", "after fires");
}

}  // namespace

TEST_CASE("a change that would mute forty units is stopped, confirmed by a second person, rolled back, and set right") {
  const County county;
  for (int i = 0; i < 3; ++i) county.post("before-" + std::to_string(i), "请各地组织开展夜间巡查。");
  REQUIRE(county.notices("town-7").size() == 3);
  const auto good = county.active();

  const auto draft = county.draft(county.first);
  county.edit(draft, "rules/patrol.yaml", replaced(kPatrol, "any: [防火巡查, 夜间巡查]", "any: [防火巡查总结]"));
  CHECK(object_of(county.act(county.first, draft + "/check")).at("clean").as_bool());

  SECTION("the file's own case stops it") {
    const auto cases = object_of(county.act(county.first, draft + "/test"));
    REQUIRE(cases.at("failed").as_array().size() == 1);
    CHECK(cases.at("failed").at(0).at("touched").as_bool());
    CHECK_FALSE(cases.at("failed").at(0).at("failed_before").as_bool());
    const auto refused = county.act(county.first, draft + "/activate");
    CHECK(refused->status == 422);
    CHECK(object_of(refused).at("detail").as_string().find("town-1: expected support, is none") != std::string::npos);
    CHECK(county.active() == good);
  }

  SECTION("and whoever bends the case needs somebody else, who is told what it would do") {
    county.edit(draft, "rules/patrol.yaml", narrowed());
    const auto replay = object_of(county.act(county.first, draft + "/diff?days=7"));
    CHECK(replay.at("items").as_int64() == 3);
    CHECK(replay.at("pairs").at("lost").as_int64() == 3 * kTowns);
    CHECK(replay.at("muted").as_array().size() == kTowns);

    const auto stopped = county.act(county.first, draft + "/activate");
    CHECK(stopped->status == 202);
    const auto waiting = object_of(stopped);
    CHECK(waiting.at("reasons").at(0).as_string().starts_with("42 units would be summoned to nothing any more"));
    CHECK(waiting.at("reasons").as_array().size() == 2);
    CHECK(county.active() == good);
    // The same person asking again changes nothing, nor does a change of the draft after the request.
    CHECK(county.act(county.first, draft + "/activate")->status == 202);
    county.edit(draft, "rules/supplies.yaml", kSupplies + "# a remark\n");
    CHECK(county.act(county.second, draft + "/activate")->status == 202);
    CHECK(county.active() == good);

    const auto confirmed = county.act(county.first, draft + "/activate", R"({"message":"only after fires"})");
    CAPTURE(confirmed->body);
    REQUIRE(confirmed->status == 200);
    CHECK(object_of(confirmed).at("by").as_string() == "wang");
    CHECK(object_of(confirmed).at("confirmed_by").as_string() == "li");
    const auto bad = county.active();
    REQUIRE(bad != good);

    // The first day: the office is alerted, and whoever was told is not released before somebody looked.
    const auto missed = county.post("during", "请各地组织开展夜间巡查。");
    CHECK(missed.at("alert").at("summoned").as_int64() == 0);
    CHECK(missed.at("alert").at("by_previous_revision").as_int64() == kTowns);
    const auto triage = object_of(county.as(county.first).Get("/api/v1/triage")).at("entries").as_array();
    REQUIRE(triage.size() >= 1);
    CHECK(triage.at(0).at("reason").as_string() == "fewer-summoned");
    const auto metrics = county.as(county.first).Get("/metrics")->body;
    CHECK(metrics.find("fenliu_fewer_summoned_total 1\n") != std::string::npos);
    CHECK(county.notices("town-7").size() == 3);

    const auto revised = county.as(county.first)
                             .Put("/api/v1/items/before-0", {{"If-Match", "\"1\""}},
                                  json::serialize(json::object{{"text", "请各地组织开展夜间巡查，并报告。"}}), "application/json");
    REQUIRE(revised->status == 200);
    for (const auto& notice : county.notices("town-7")) CHECK(notice.at("stage").as_string() != "cancelled");

    // Too early: nothing to set right while the revision is active.
    const auto since = json::serialize(json::object{{"since", bad}});
    CHECK(county.act(county.first, "/api/v1/redecide", since)->status == 422);

    const auto back = county.act(county.second, "/api/v1/revisions/" + good + "/roll-back", R"({"message":"towns hear nothing"})");
    CAPTURE(back->body);
    REQUIRE(back->status == 200);
    CHECK(county.active() == good);

    const auto left_out = object_of(county.act(county.second, "/api/v1/redecide", since));
    CHECK_FALSE(left_out.at("confirmed").as_bool());
    CHECK(left_out.at("corrected").as_int64() == 0);
    std::size_t listed = 0;
    for (const auto& item : left_out.at("items").as_array()) {
      if (item.at("item").as_string() != "during") continue;
      listed = item.at("left_out").as_array().size();
      CHECK(item.at("left_out").at(0).at("sentence").as_string() == "请各地组织开展【夜间巡查】");
    }
    CHECK(listed == kTowns);
    CHECK(county.notices("town-7").size() == 4);  // three new ones and the revision of one

    const auto corrected = object_of(
        county.act(county.second, "/api/v1/redecide", json::serialize(json::object{{"since", bad}, {"confirm", true}})));
    CHECK(corrected.at("corrected").as_int64() == kTowns);
    std::vector<std::string> stages;
    for (const auto& notice : county.notices("town-7")) {
      if (notice.at("item").as_string() == "during") stages.emplace_back(notice.at("stage").as_string());
    }
    CHECK(stages == std::vector<std::string>{"corrected"});
    CHECK(object_of(county.as(county.first).Get("/api/v1/triage")).at("entries").as_array().empty());
    // Once told, nobody is left out any more.
    CHECK(object_of(county.act(county.second, "/api/v1/redecide", since)).at("items").as_array().empty());

    const auto history = object_of(county.as(county.first).Get("/api/v1/revisions")).at("activations").as_array();
    REQUIRE(history.size() == 3);
    CHECK(history.at(0).at("kind").as_string() == "roll-back");
    CHECK(history.at(0).at("message").as_string() == "towns hear nothing");
    CHECK(history.at(1).at("by").as_string() == "wang");
    const auto change = object_of(county.as(county.first).Get(("/api/v1/revisions/" + bad).c_str()));
    CHECK(change.at("parent").as_string() == good);
    CHECK(change.at("author").as_string() == "li");
    CHECK(change.at("message").as_string() == "only after fires");
    CHECK(change.at("diff").as_string().find("-  - {id: patrol, when: {any: [防火巡查, 夜间巡查]}, tags: [patrol]}\n") != std::string::npos);
    CHECK(change.at("diff").as_string().find("+# a remark\n") != std::string::npos);
  }
}

TEST_CASE("two drafts of one file conflict visibly, and the later one is brought up to date") {
  const County county;
  const auto one = county.draft(county.first), two = county.draft(county.second);
  const auto etag = county.get_file(county.first, one, "rules/supplies.yaml")->get_header_value("ETag");
  const auto added = kSupplies + "# one\n";
  REQUIRE(county.put(county.first, one, "rules/supplies.yaml", etag, {{"text", added}})->status == 200);
  // In one draft, who read the old text is told.
  const auto late = county.put(county.second, one, "rules/supplies.yaml", etag, {{"text", kSupplies + "# late\n"}});
  CHECK(late->status == 412);
  CHECK(object_of(late).at("title").as_string() == "li changed rules/supplies.yaml meanwhile");
  CHECK(county.put(county.first, one, "rules/supplies.yaml", "", {{"text", added}})->status == 428);
  // In another, both are named before anything is lost.
  REQUIRE(county.put(county.second, two, "rules/supplies.yaml", etag, {{"text", kSupplies + "# two\n"}})->status == 200);
  const auto file = object_of(county.as(county.second).Get(two.c_str())).at("files").at(0);
  CHECK(file.at("also_in").as_array().size() == 1);
  CHECK_FALSE(file.at("conflict").as_bool());

  REQUIRE(county.act(county.first, one + "/activate")->status == 200);
  CHECK(object_of(county.as(county.second).Get(two.c_str())).at("files").at(0).at("conflict").as_bool());
  CHECK_FALSE(object_of(county.act(county.second, two + "/check")).at("clean").as_bool());
  const auto refused = county.act(county.second, two + "/activate");
  CHECK(refused->status == 409);
  CHECK(object_of(refused).at("conflicts").as_array() == json::array{"rules/supplies.yaml"});

  const auto read = object_of(county.get_file(county.second, two, "rules/supplies.yaml"));
  CHECK(read.at("conflict").as_bool());
  const json::object merged{{"text", kSupplies + "# one\n# two\n"}, {"base", read.at("active_etag")}};
  REQUIRE(county.put(county.second, two, "rules/supplies.yaml", "*", merged)->status == 200);
  REQUIRE(county.act(county.second, two + "/activate")->status == 200);
  const auto diff = object_of(county.as(county.first).Get(("/api/v1/revisions/" + county.active()).c_str())).at("diff");
  CHECK(diff.as_string().find("\n+# two\n") != std::string::npos);
  CHECK(diff.as_string().find("+# one") == std::string::npos);
}

TEST_CASE("a draft with errors is refused with each place, and files that no configuration has are refused at once") {
  const County county;
  const auto draft = county.draft(county.first);
  for (const char* path : {"../x.yaml", "rules/../../x.yaml", "/etc/passwd", "notes.txt", "secret/x.yaml"}) {
    CAPTURE(path);
    CHECK(county.put(county.first, draft, path, "*", {{"text", "a: b"}})->status == 400);
  }
  county.edit(draft, "rules/new.yaml", "rules:\n  - {id: x, when: {anny: [a]}, tags: [patrl]}\n");
  const auto check = object_of(county.act(county.first, draft + "/check"));
  CHECK_FALSE(check.at("clean").as_bool());
  CHECK(check.at("diagnostics").at(0).at("file").as_string() == "rules/new.yaml");
  CHECK(check.at("diagnostics").at(0).at("line").as_int64() == 2);
  CHECK(check.at("text").as_string().find("did you mean") != std::string::npos);
  const auto refused = county.act(county.first, draft + "/activate");
  CHECK(refused->status == 422);
  CHECK(object_of(refused).at("diagnostics").as_array().size() >= 2);
  // Removing the file again leaves a draft that changes nothing.
  REQUIRE(county.put(county.first, draft, "rules/new.yaml", "*", {{"text", nullptr}})->status == 200);
  CHECK(object_of(county.act(county.first, draft + "/activate")).at("title").as_string() == "The draft changes nothing");
  REQUIRE(county.act(county.first, draft + "/discard")->status == 200);
  CHECK(county.put(county.first, draft, "rules/new.yaml", "*", {{"text", "a: b"}})->status == 422);
}

TEST_CASE("a case of a file that the draft leaves alone only warns") {
  const County county;
  const auto draft = county.draft(county.first);
  // The stores lose their duty: their case, in a file of its own, fails.
  auto organisation = std::string(object_of(county.get_file(county.first, draft, "organisation.yaml")).at("text").as_string());
  county.edit(draft, "organisation.yaml", replaced(organisation, ", duties: {lead: [supplies]}", ", duties: {support: [supplies]}"));
  const auto activated = county.act(county.first, draft + "/activate");
  CAPTURE(activated->body);
  REQUIRE(activated->status == 200);
  const auto failed = object_of(activated).at("failed_cases").as_array();
  REQUIRE(failed.size() == 1);
  CHECK(failed.at(0).at("file").as_string() == "rules/supplies.yaml");
  CHECK_FALSE(failed.at(0).at("touched").as_bool());
}

TEST_CASE("a shadow tells nobody and reports what it would have done beside what was done by hand") {
  const County county("shadow");
  const auto post = [&](const std::string& id, const std::string& text, const json::array& summoned) {
    const auto body = json::serialize(json::object{{"id", id}, {"text", text}, {"summoned", summoned}});
    REQUIRE(county.as(county.first).Post("/api/v1/items", body, "application/json")->status == 201);
  };
  post("a", "请清点应急物资。", {"stores"});
  post("b", "请清点应急物资。", {"县政府办公室", "某局"});
  post("c", "请开会。", {"第3镇人民政府"});
  CHECK(county.notices("stores").empty());
  CHECK(object_of(county.as(county.first).Get("/api/v1/triage")).at("entries").as_array().empty());
  const auto report = object_of(county.as(county.first).Get("/api/v1/shadow?days=2"));
  CHECK(report.at("mode").as_string() == "shadow");
  CHECK(report.at("items").as_int64() == 3);
  CHECK(report.at("all").at("both").as_int64() == 1);
  CHECK(report.at("all").at("by_hand_only").as_int64() == 2);
  CHECK(report.at("all").at("fenliu_only").as_int64() == 1);
  CHECK(report.at("units").at("stores").at("precision").to_number<double>() == 0.5);
  CHECK(report.at("units").at("stores").at("recall").to_number<double>() == 1.0);
  CHECK(report.at("units").at("town-3").at("precision").is_null());
  CHECK(report.at("unknown").as_array() == json::array{"某局"});
  CHECK(county.as(county.second).Get("/api/v1/shadow")->status == 403);
}
