// Decisions of the example configurations as JSON and as the page that a clerk reads, kept as golden files beside their items.
#include <algorithm>

#include <boost/json.hpp>
#include <filesystem>
#include <regex>

#include "rules/decision/case_run.h"
#include "rules/decision/decision.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"
#include "tests/support/golden.h"

using namespace fenliu;
namespace json = boost::json;

namespace {

struct Row {
  const char* item;  // tests/golden/decisions/ITEM.yaml
  const char* configuration;
  const char* now;
};

const Row kRows[] = {
    {"cn-directive", "county-cn", "2022-11-24T09:00+08:00"},       {"cn-raw-text", "county-cn", "2022-11-24T20:55+08:00"},
    {"cn-meeting", "county-cn", "2022-11-24T14:00+08:00"},         {"cn-everyone", "county-cn", "2022-11-24T16:00+08:00"},
    {"cn-nothing", "county-cn", "2022-11-24T09:00+08:00"},         {"vn-directive", "huyen-vn", "2022-11-24T09:00+07:00"},
    {"vn-meeting", "huyen-vn", "2022-11-24T09:00+07:00"},          {"us-agenda", "county-us", "2022-11-22T09:00-08:00"},
    {"us-memorandum", "county-us", "2022-11-22T16:30-08:00"},      {"us-telephoned", "county-us", "2022-11-22T18:00-08:00"},
};

rules::Decision decide(const rules::Router& router, rules::Item& item, rules::Instant now) {
  const auto& configuration = router.configuration();
  rules::prepare_item(item, configuration, now);
  rules::Decision decision;
  decision.item = item.id;
  decision.config = configuration.revision;
  decision.now = now;
  decision.version = "test";
  decision.relevance = router.route(item, now);
  rules::Plan plan({configuration.policy.gap, configuration.policy.precedence});
  if (item.kind == rules::ItemKind::meeting) REQUIRE(plan.put(rules::planned_meeting(item), {}, now).ok());
  decision.schedule = rules::schedule(decision.relevance, item, configuration, plan, configuration.overlays, {}, {}, {}, now);
  return decision;
}

// A unit a line. Lines of rules move when somebody writes above them: they are left out.
std::string readable(const json::object& decision) {
  std::string text;
  for (const auto& [key, value] : decision) {
    text += std::string(key) + ": ";
    if (key != "units") {
      text += json::serialize(value) + "\n";
      continue;
    }
    text += "\n";
    for (const auto& [unit, reached] : value.as_object()) text += "  " + std::string(unit) + ": " + json::serialize(reached) + "\n";
  }
  return std::regex_replace(text, std::regex(R"("line":\d+,)"), "");
}

}  // namespace

TEST_CASE("decisions of the example configurations stay what they were looked at to be") {
  for (const auto& row : kRows) {
    CAPTURE(row.item);
    const std::string name = std::string("decisions/") + row.item;
    const auto configuration = support::repository_configuration(row.configuration);
    const rules::Router router(configuration);
    const rules::SourceFile file{name + ".yaml", support::read_text(support::root() + "/tests/golden/" + name + ".yaml")};
    auto parsed = rules::parse_item(file, configuration->zone);
    CAPTURE(rules::render(parsed.diagnostics, {file}));
    REQUIRE(parsed.item);
    const auto decision = decide(router, *parsed.item, *rules::parse_rfc3339(row.now));
    const auto as_json = readable(rules::decision_to_json(decision, configuration->zone));
    CHECK(support::golden(name + ".json.txt", as_json) == as_json);
    const auto not_routed = router.not_routed(*parsed.item, *rules::parse_rfc3339(row.now), decision.relevance);
    for (const std::string language : {"zh", "en", "vi"}) {
      auto text = rules::decision_to_text(decision, *parsed.item, *configuration, language);
      // And of the first whom nothing summoned though it was nearest: why not.
      const auto nearest = std::find_if(not_routed.begin(), not_routed.end(), [](const auto& why) { return !why.part.empty(); });
      if (nearest != not_routed.end()) text += "\n" + rules::why_not_to_text(*nearest, *parsed.item, *configuration, language);
      text = std::regex_replace(text, std::regex(R"(\.yaml:\d+)"), ".yaml");
      CAPTURE(language);
      CHECK(support::golden(name + "." + language + ".txt", text) == text);
    }
  }
}

TEST_CASE("every item among the golden decisions is decided") {
  std::set<std::string> items, rows;
  for (const auto& row : kRows) rows.insert(row.item);
  for (const auto& entry : std::filesystem::directory_iterator(support::root() + "/tests/golden/decisions")) {
    if (entry.path().extension() == ".yaml") items.insert(entry.path().stem().string());
  }
  CHECK(items == rows);
}
