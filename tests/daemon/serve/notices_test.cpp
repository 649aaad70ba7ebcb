// Real notices through the command line and through a real daemon: both decide the same, each part ends at a unit or waits for
// a person, and what the daemon stored is decided again byte for byte.
#include <filesystem>
#include <fstream>
#include <set>

#include "daemon/app/use_cases.h"
#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;
namespace fs = std::filesystem;

namespace {

struct Notice {
  std::string id;
  std::string text;  // without the two lines on its origin
};

std::vector<Notice> notices(const std::string& prefix) {
  std::vector<Notice> found;
  if (support::shared_folder().empty()) return found;
  const auto folder = fs::path(support::shared_folder()) / "domain" / "notices";
  if (!fs::is_directory(folder)) return found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto name = entry.path().stem().string();
    if (!name.starts_with(prefix)) continue;
    const auto text = support::read_text(entry.path().string());
    found.push_back({name, text.substr(text.find('\n', text.find('\n') + 1) + 1)});
  }
  return found;
}

bool summons(const json::value& object) { return object.at("role").as_string() != "inform"; }

bool contains(const json::value& list, const json::value& value) {
  return std::find(list.as_array().begin(), list.as_array().end(), value) != list.as_array().end();
}

// Who has the part to do: by a reason of its own, or because the whole item is theirs.
bool ends_at_a_unit(const json::object& decision, const json::value& part) {
  for (const auto& [id, unit] : decision.at("units").as_object()) {
    if (!summons(unit)) continue;
    if (unit.at("parts") == json::array{"0"}) return true;
    for (const auto& reason : unit.at("reasons").as_array()) {
      if (reason.at("part") == part && summons(reason) && contains(unit.at("parts"), part)) return true;
    }
  }
  return false;
}

bool waits_for_a_person(const json::object& decision, const json::value& part) {
  const auto& triage = decision.at("triage").as_array();
  return std::any_of(triage.begin(), triage.end(), [&](const auto& entry) { return entry.at("part") == part; });
}

void check_parts(const json::object& item, const json::object& decision) {
  int ended = 0;
  const auto& parts = item.at("parts").as_array();
  for (const auto& part : parts) {
    const auto& id = part.at("part_id");
    CAPTURE(json::serialize(part));
    const bool at_a_unit = ends_at_a_unit(decision, id), waits = waits_for_a_person(decision, id);
    ended += at_a_unit || waits;
    if (id != json::value("0")) CHECK((at_a_unit || waits));
  }
  CHECK(ended > 0);  // part 0 where it is the only one
}

// Every decision of a data folder that no daemon serves any more.
void check_replays(const std::string& data, std::size_t least) {
  auto store = store::Store::open({data + "/fenliu.db", "", 1, 5000});
  REQUIRE(store.ok());
  app::Office office(**store);
  const auto decisions = (*store)->decisions(0, 1000);
  REQUIRE(decisions.size() >= least);
  office.set_router(office.router_of(decisions.back().config));
  office.load(decisions.back().now);
  REQUIRE(office.damaged_items.empty());
  for (const auto& decision : decisions) {
    CAPTURE(decision.sequence, decision.item);
    const auto again = app::replay(office, decision);
    REQUIRE(again.ok());
    CHECK(*again == decision.json);
  }
}

}  // namespace

TEST_CASE("real notices are decided alike by command line and daemon, part by part, and replay byte for byte") {
  struct Row {
    const char* configuration;
    const char* prefix;
    const char* clock;
    const char* home;
  };
  const auto row = GENERATE(Row{"county-cn", "cn", "2022-11-24T09:00+08:00x0.001", "gov-office"},
                            Row{"huyen-vn", "vn", "2022-11-24T09:00+07:00x0.001", "vp"});
  CAPTURE(row.configuration);
  const auto texts = notices(row.prefix);
  if (texts.empty()) {
    WARN("skipped: no notices beside the repository (../shared/domain/notices)");
    return;
  }
  support::ServeOptions options;
  options.config = support::root() + "/config/" + row.configuration;
  options.clock = row.clock;
  ServedOffice office(options, row.home);
  auto client = office.client();
  std::string batch;
  std::vector<std::string> decided;
  for (const auto& notice : texts) {
    CAPTURE(notice.id);
    const auto body = json::serialize(json::object{{"id", notice.id}, {"text", notice.text}});
    const auto posted = client.Post("/api/v1/items", body, "application/json");
    REQUIRE(posted);
    INFO(posted->body);
    REQUIRE(posted->status == 201);
    const auto stored = client.Get("/api/v1/items/" + notice.id + "/decision");
    REQUIRE(stored->status == 200);
    check_parts(object_of(client.Get("/api/v1/items/" + notice.id)), object_of(stored));
    batch += body + "\n";
    decided.push_back(stored->body);

    const std::string raw = office.folder.file("notice.txt");
    std::ofstream(raw, std::ios::binary) << notice.text;
    const auto alone = support::run_fenliu({"decide", "--config", options.config, "--now", "2022-11-24T09:00", raw});
    CHECK(alone.exit == 0);
    CHECK(alone.err.empty());
    CHECK_FALSE(alone.out.empty());
  }
  const auto now = std::string(json::parse(decided.front()).at("now").as_string());
  const auto ran = support::run_fenliu({"decide", "--config", options.config, "--batch", "--now", now}, batch);
  CHECK(ran.exit == 0);
  std::istringstream lines(ran.out);
  std::size_t i = 0;
  for (std::string line; std::getline(lines, line); ++i) {
    REQUIRE(i < decided.size());
    CHECK(line == decided[i]);
  }
  CHECK(i == decided.size());
  office.daemon.signal(SIGTERM);
  CHECK(office.daemon.wait() == 0);
  check_replays(office.folder.file("data"), texts.size());
}
