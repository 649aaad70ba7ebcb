// What becomes of an item when a unit gives it, or a part of it, back.
#include "rules/relevance/take_away.h"

#include "tests/support/catch.h"

using namespace fenliu::rules;

namespace {

struct Share {
  const char* unit;
  std::vector<std::pair<const char*, Role>> parts;
};

Relevance shared(const std::vector<Share>& shares) {
  Relevance relevance;
  for (const auto& share : shares) {
    auto& reached = relevance.units[share.unit];
    for (const auto& [part, role] : share.parts) {
      reached.parts.push_back(part);
      reached.part_roles[part] = role;
      reached.role = std::max(reached.role, role);
      auto cause = std::make_shared<Cause>();
      cause->part = part;
      reached.reasons.push_back({cause, role});
    }
  }
  return relevance;
}

// "a:lead[1,2] b:inform[0] triage:2=unrouted"
std::string text(const Relevance& relevance) {
  std::string out;
  for (const auto& [unit, reached] : relevance.units) {
    out += unit + ":" + std::string(to_string(reached.role)) + "[";
    for (std::size_t i = 0; i < reached.parts.size(); ++i) out += (i > 0 ? "," : "") + reached.parts[i];
    out += "] ";
    CHECK(reached.reasons.size() == reached.parts.size());
  }
  for (const auto& each : relevance.triage) out += "triage:" + each.part + "=" + each.reason + " ";
  if (!out.empty()) out.pop_back();
  return out;
}

}  // namespace

TEST_CASE("what a unit gives back ends at another unit or in triage") {
  struct Row {
    const char* what;
    std::vector<Share> shares;
    const char* unit;
    const char* part;
    const char* left;
  };
  const Row rows[] = {
      {"all of it, and another has it", {{"a", {{"1", Role::lead}}}, {"b", {{"1", Role::support}}}}, "a", "0", "b:support[1]"},
      {"all of it, and nobody else has it", {{"a", {{"1", Role::lead}, {"2", Role::lead}}}, {"b", {{"2", Role::lead}}}}, "a", "0", "b:lead[2] triage:1=unrouted"},
      {"others are merely informed", {{"a", {{"1", Role::lead}}}, {"b", {{"1", Role::inform}}}}, "a", "0", "b:inform[1] triage:1=inform-only"},
      {"another has the whole", {{"a", {{"1", Role::lead}}}, {"b", {{"0", Role::lead}}}}, "a", "1", "b:lead[0]"},
      {"one of two parts", {{"a", {{"1", Role::lead}, {"2", Role::support}}}}, "a", "1", "a:support[2] triage:1=unrouted"},
      {"its only part", {{"a", {{"1", Role::lead}}}}, "a", "1", "triage:1=unrouted"},
      {"the whole of the only one", {{"a", {{"0", Role::lead}}}}, "a", "0", "triage:0=unrouted"},
      {"a part of the whole", {{"a", {{"0", Role::lead}}}}, "a", "1", "a:lead[0]"},
      {"a part that is not its own", {{"a", {{"1", Role::lead}}}}, "a", "2", "a:lead[1]"},
      {"who has nothing", {{"a", {{"1", Role::lead}}}}, "b", "0", "a:lead[1]"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    auto relevance = shared(row.shares);
    take_away(relevance, row.unit, row.part);
    CHECK(text(relevance) == row.left);
  }
}
