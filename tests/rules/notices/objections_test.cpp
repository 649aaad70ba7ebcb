// What a unit may say back, until when it is answered, what may be answered, and how the office reads it.
#include <boost/json.hpp>

#include "rules/notices/objection_case.h"
#include "rules/notices/objections.h"
#include "rules/source/compile.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu::rules;
namespace json = boost::json;

namespace {

Instant at(const std::string& text) { return *parse_rfc3339(text); }

const Configuration& county() {
  static const auto configuration = fenliu::support::repository_configuration("county-cn");
  return *configuration;
}

Item item(Urgency urgency = Urgency::routine) {
  Item item;
  item.id = "table";
  item.title = "关于报送库存的通知";
  item.text = "请报送库存。";
  item.urgency = urgency;
  finish_item(item);
  return item;
}

UnitDeadline due(const std::string& part, const std::string& when) {
  UnitDeadline deadline;
  deadline.part = part;
  deadline.result.stated = deadline.result.effective = at(when);
  return deadline;
}

ToldState told(const std::vector<PartId>& parts = {"0"}, Role role = Role::lead) {
  ToldState state;
  state.concerned = role != Role::none;
  state.role = role;
  state.parts = parts;
  return state;
}

std::string first_fault(const json::value& value, bool about_item = false) {
  const auto decoded = objection_request_from_json(value, county().zone, about_item);
  return decoded.faults.empty() ? "" : decoded.faults.front().pointer;
}

std::string outcome(const Result<Done>& result) {
  if (result.ok()) return "ok";
  switch (result.error().kind) {
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::invalid:
      return "invalid";
    default:
      return "refused";
  }
}

}  // namespace

TEST_CASE("an objection says what it needs, and nothing else") {
  struct Row {
    const char* body;
    const char* fault;
    bool about_item = false;
  };
  const auto row = GENERATE(values<Row>({
      {R"({"kind":"not-ours"})", ""},
      {R"({"kind":"not-ours","part":"2","person":"甲"})", ""},
      {R"({"kind":"infeasible","proposed_at":"2022-11-25T11:30"})", ""},
      {R"({"kind":"infeasible","text":"停电"})", ""},
      {R"({"kind":"infeasible"})", "/text"},
      {R"({"kind":"unclear"})", "/text"},
      {R"({"kind":"duplicate"})", "/text"},
      {R"({"kind":"unclear","text":"哪一天?","proposed_at":"2022-11-25T11:30"})", "/proposed_at"},
      {R"({"kind":"refuse"})", "/kind"},
      {R"({})", "/kind"},
      {R"({"kind":"not-ours","why":"x"})", "/why"},
      {R"({})", "", true},
      {R"({"kind":"missed-us","part":"1"})", "", true},
      {R"({"kind":"unclear","text":"?"})", "/kind", true},
  }));
  CAPTURE(row.body);
  CHECK(first_fault(json::parse(row.body), row.about_item) == row.fault);
}

TEST_CASE("a unit objects to what it was told, and asks for what it was not") {
  using K = ObjectionKind;
  const auto now = at("2022-11-24T20:30+08:00");
  auto timed = told({"1"});
  timed.deadlines = {due("1", "2022-11-25T08:00+08:00")};
  auto cancelled = told();
  cancelled.concerned = false;
  cancelled.item_cancelled = true;
  const auto whole = told(), informed = told({"0"}, Role::inform), nothing = told({}, Role::none), second = told({"1"});
  auto two = item();
  two.parts.push_back({"1", "", "甲项", {}, {}, ""});
  two.parts.push_back({"2", "", "乙项", {}, {}, ""});
  struct Row {
    const char* what;
    K kind;
    const char* part;
    const char* proposed;
    const ToldState* told;
    bool withdrawn;
    const char* outcome;
  };
  const Row rows[] = {
      {"whose is it", K::not_ours, "", "", &whole, false, "ok"},
      {"a part of the whole", K::not_ours, "2", "", &whole, false, "ok"},
      {"another's part", K::not_ours, "2", "", &second, false, "invalid"},
      {"no such part", K::not_ours, "7", "", &whole, false, "invalid"},
      {"told nothing", K::not_ours, "", "", nullptr, false, "conflict"},
      {"no longer concerned", K::unclear, "", "", &nothing, false, "conflict"},
      {"withdrawn", K::not_ours, "", "", &whole, true, "conflict"},
      {"cancelled", K::missed_us, "", "", &cancelled, false, "conflict"},
      {"asked for", K::missed_us, "", "", nullptr, false, "ok"},
      {"merely informed", K::missed_us, "", "", &informed, false, "ok"},
      {"has it", K::missed_us, "", "", &whole, false, "conflict"},
      {"has another part", K::missed_us, "2", "", &second, false, "ok"},
      {"later", K::infeasible, "", "2022-11-25T11:30+08:00", &timed, false, "ok"},
      {"no later", K::infeasible, "", "2022-11-25T08:00+08:00", &timed, false, "refused"},
      {"nothing is due", K::infeasible, "", "2022-11-25T11:30+08:00", &whole, false, "refused"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    ObjectionRequest request{row.kind, row.part, "", {}, ""};
    if (*row.proposed != 0) request.proposed_at = at(row.proposed);
    CHECK(outcome(check_objection(request, two, row.told, row.withdrawn, now)) == row.outcome);
  }
}

TEST_CASE("of several deadlines the next is objected to, of those that are over the last") {
  auto state = told({"1", "2"});
  state.deadlines = {due("1", "2022-11-24T12:00+08:00"), due("2", "2022-11-25T08:00+08:00"), due("1", "2022-11-26T08:00+08:00")};
  const auto chosen = [&](const char* part, const char* now) {
    const auto* deadline = objected_deadline(state, part, at(now));
    return deadline == nullptr ? std::string("none") : format_rfc3339(deadline->result.effective, county().zone).substr(5, 8);
  };
  CHECK(chosen("", "2022-11-24T13:00+08:00") == "11-25T08");
  CHECK(chosen("1", "2022-11-24T13:00+08:00") == "11-26T08");
  CHECK(chosen("1", "2022-11-27T13:00+08:00") == "11-26T08");
  CHECK(chosen("3", "2022-11-24T13:00+08:00") == "none");
}

TEST_CASE("the office answers within an hour of its working time, at once where waiting would be too late") {
  auto soon = told(), far = told(), open = told();
  soon.deadlines = {due("0", "2022-11-25T08:30+08:00")};
  far.deadlines = {due("0", "2022-11-28T12:00+08:00")};
  open.windows = {{at("2022-11-24T18:30+08:00"), {}, {}, {}, {}, {}}};
  struct Row {
    const char* what;
    Urgency urgency;
    const ToldState* told;
    const char* now;
    const char* due;
  };
  const Row rows[] = {
      {"in office hours", Urgency::routine, &far, "2022-11-24T09:00+08:00", "2022-11-24T10:00"},
      {"over lunch", Urgency::urgent, &far, "2022-11-24T11:30+08:00", "2022-11-24T15:00"},
      {"in the evening", Urgency::routine, &far, "2022-11-24T20:30+08:00", "2022-11-25T09:00"},
      {"due before that", Urgency::routine, &soon, "2022-11-24T20:30+08:00", "2022-11-24T20:45"},
      {"in the room", Urgency::routine, &open, "2022-11-24T19:00+08:00", "2022-11-24T19:15"},
      {"critical", Urgency::critical, &far, "2022-11-24T20:30+08:00", "2022-11-24T20:45"},
      {"told nothing", Urgency::routine, nullptr, "2022-11-25T16:45+08:00", "2022-11-28T08:15"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto now = at(row.now);
    const auto due = answer_due(item(row.urgency), row.told, county().working_time("gov-office", now), {}, now);
    CHECK(format_rfc3339(due, county().zone).substr(0, 16) == row.due);
  }
}

TEST_CASE("what is answered fits what was asked, and an answer stands") {
  using K = ObjectionKind;
  using S = ObjectionState;
  using V = ObjectionVerb;
  using E = ObjectionEffect;
  struct Row {
    const char* what;
    V verb;
    const char* text;
    K kind;
    S state;
    bool timed;
    const char* outcome;
    E effect;
  };
  const Row rows[] = {
      {"not theirs", V::accept, "", K::not_ours, S::open, false, "ok", E::takes_away},
      {"theirs after all", V::decline, "按三定", K::not_ours, S::open, false, "ok", E::told},
      {"asked before", V::accept, "", K::duplicate, S::open, false, "ok", E::takes_away},
      {"was missed", V::accept, "", K::missed_us, S::open, false, "ok", E::brings_in},
      {"explained", V::accept, "以附表为准", K::unclear, S::open, false, "ok", E::told},
      {"explained by nothing", V::accept, "", K::unclear, S::open, false, "invalid", E::told},
      {"later", V::accept, "", K::infeasible, S::open, true, "ok", E::moves_deadline},
      {"a bit later", V::counter, "", K::infeasible, S::open, false, "ok", E::moves_deadline},
      {"something else", V::accept, "先报电话", K::infeasible, S::open, false, "ok", E::told},
      {"nothing said", V::accept, "", K::infeasible, S::open, false, "invalid", E::told},
      {"no time here", V::counter, "", K::not_ours, S::open, false, "invalid", E::takes_away},
      {"answered", V::accept, "", K::not_ours, S::declined, false, "conflict", E::takes_away},
      {"taken back", V::decline, "x", K::not_ours, S::withdrawn, false, "conflict", E::told},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    ObjectionReply reply;
    reply.verb = row.verb;
    reply.text = row.text;
    CHECK(outcome(check_reply(reply, row.kind, row.state, row.timed)) == row.outcome);
    CHECK(effect_of(row.kind, reply, row.timed) == row.effect);
  }
}

TEST_CASE("an answer names a person, and a declined unit learns why") {
  const auto fault = [](const char* body) {
    const auto decoded = objection_reply_from_json(json::parse(body), county().zone);
    return decoded.faults.empty() ? std::string() : decoded.faults.front().pointer;
  };
  CHECK(fault(R"({"answer":"accept","person":"甲"})").empty());
  CHECK(fault(R"({"answer":"accept","person":"甲","role":"lead"})").empty());
  CHECK(fault(R"({"answer":"accept"})") == "/person");
  CHECK(fault(R"({"answer":"decline","person":"甲"})") == "/text");
  CHECK(fault(R"({"answer":"counter","person":"甲"})") == "/until");
  CHECK(fault(R"({"answer":"accept","person":"甲","until":"2022-11-25T10:00"})") == "/until");
  CHECK(fault(R"({"answer":"decline","person":"甲","text":"x","role":"lead"})") == "/role");
  CHECK(fault(R"({"answer":"perhaps","person":"甲"})") == "/answer");
}

TEST_CASE("the office reads a question, in its language") {
  ObjectionRequest later{ObjectionKind::infeasible, "", "", at("2022-11-25T11:30+08:00"), ""};
  const auto stated = std::optional(at("2022-11-25T08:00+08:00"));
  const auto sentence = [&](const ObjectionRequest& request, const char* language) {
    return objection_sentence(request, stated, item(), "edu", county(), language);
  };
  CHECK(sentence(later, "zh") == "县教育局问:《关于报送库存的通知》可否改到2022-11-25 11:30前完成(现为2022-11-25 08:00)?");
  CHECK(sentence(later, "en").find("come by 2022-11-25 11:30 instead of 2022-11-25 08:00?") != std::string::npos);
  CHECK(sentence(later, "vi").find("trước 2022-11-25 11:30") != std::string::npos);
  for (const auto kind : {ObjectionKind::not_ours, ObjectionKind::missed_us, ObjectionKind::unclear, ObjectionKind::infeasible, ObjectionKind::duplicate}) {
    for (const char* language : {"zh", "vi", "en"}) {
      const auto text = sentence({kind, "2", "{1}", {}, ""}, language);
      CAPTURE(text);
      CHECK(text.find_first_of("?:") != std::string::npos);
      CHECK(text.find("库存") != std::string::npos);
      CHECK(text.find("{2}") == std::string::npos);
      CHECK(text.substr(text.size() - 3) == "{1}");  // what the unit says stays as it says it
    }
  }
}

TEST_CASE("an accepted objection is a case that the parser takes, whatever stands in the text") {
  auto said = item();
  said.text = "请县教育局报送: \"库存\" #1\n- 一、{a: b}\n\t二、%x";
  said.parts.clear();
  finish_item(said);
  const ObjectionCase wanted{"objection o-1, not-ours: 甲 \"x\"", "a1", Role::none, Role::lead, at("2022-11-24T20:30+08:00")};
  const auto yaml = objection_case_yaml(wanted, said, county().zone);
  CAPTURE(yaml);
  CHECK(yaml.find("todo: true") != std::string::npos);
  CHECK(yaml.find("\"table\"") == std::string::npos);
  auto files = fenliu::support::small_files("rules:\n  - {id: r, when: [甲], tags: [t]}\n");
  files.push_back({"rules/objections.yaml", yaml});
  const auto compiled = compile(files, fenliu::support::test_zone);
  INFO(render(compiled.diagnostics, files));
  REQUIRE(compiled.configuration);
  const auto& cases = compiled.configuration->cases;
  const auto found = std::find_if(cases.begin(), cases.end(), [&](const auto& each) { return each.name == wanted.name; });
  REQUIRE(found != cases.end());
  CHECK(found->expect == std::map<UnitId, Role>{{"a1", Role::none}});
  CHECK(found->todo);
  CHECK(found->post.text == said.text);
}
