// Items and events as JSON: everything wrong is said at once with its JSON Pointer, everything right survives both ways.
#include "rules/item/item_json.h"

#include <algorithm>

#include <boost/json.hpp>

#include "rules/item/parse_json.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu;
namespace json = boost::json;

namespace {

const rules::Zone& shanghai() {
  static const auto zone = *support::test_zone("Asia/Shanghai");
  return zone;
}

// "pointer code" of each fault, sorted.
std::vector<std::string> faults_of(const std::vector<rules::FieldFault>& faults) {
  std::vector<std::string> lines;
  for (const auto& fault : faults) {
    CHECK_FALSE(fault.message.empty());
    CHECK(fault.message.back() != '.');
    lines.push_back(fault.pointer + " " + fault.code);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

struct Row {
  std::string json;
  std::vector<std::string> faults;
};

}  // namespace

TEST_CASE("each fault of an item is named with its place") {
  const std::vector<Row> rows = {
      {R"({"title":"t"})", {}},
      {R"({"text":"t"})", {}},
      {R"({"parts":[{"text":"t"}]})", {}},
      {R"({})", {" no-content"}},
      {R"({"title":" ","text":"\n"})", {" no-content"}},
      {R"([])", {" wrong-type"}},
      {R"("t")", {" wrong-type"}},
      {R"(null)", {" wrong-type"}},
      {R"({"title":"t","tilte":"u"})", {"/tilte unknown-key"}},
      {R"({"title":["t"]})", {" no-content", "/title wrong-type"}},
      {R"({"title":null,"text":"x"})", {}},
      {R"({"title":5})", {}},
      {R"({"title":5.5})", {" no-content", "/title wrong-type"}},
      {R"({"title":"t","kind":"meting"})", {"/kind unknown-word"}},
      {R"({"title":"t","kind":7})", {"/kind unknown-word"}},
      {R"({"title":"t","urgency":"URGENT"})", {"/urgency unknown-word"}},
      {R"({"title":"t","secrecy":"top"})", {"/secrecy unknown-word"}},
      {R"({"title":"t","addressees":"各乡镇"})", {"/addressees wrong-type"}},
      {R"({"title":"t","addressees":["各乡镇",7,null]})", {"/addressees/1 wrong-type", "/addressees/2 wrong-type"}},
      {R"({"title":"t","issued":"2022-02-29"})", {"/issued bad-date"}},
      {R"({"title":"t","issued":"24.11.2022"})", {"/issued bad-date"}},
      {R"({"title":"t","received":"2022-11-24"})", {"/received bad-time"}},
      {R"({"title":"t","received":"2022-11-24T24:30+08:00"})", {"/received bad-time"}},
      {R"({"title":"t","received":1669293000})", {"/received bad-time"}},
      {R"({"title":"t","starts":"2022-11-24T10:00+08:00","ends":"2022-11-24T10:00+08:00"})", {"/ends ends-before-start"}},
      {R"({"title":"t","starts":"2022-11-24T10:00+08:00","ends":"2022-11-24T04:00+01:00"})", {}},
      {R"({"title":"t","revision":0})", {"/revision out-of-range"}},
      {R"({"title":"t","attendance":"everyone"})", {"/ordered_by missing"}},
      {R"({"title":"t","origin":"oral"})", {"/ordered_by missing"}},
      {R"({"title":"t","origin":"oral","ordered_by":"值班室"})", {}},
      {R"({"id":"m","title":"t","follows":[{"meeting":"m"}]})", {"/follows cycle"}},
      {R"({"title":"t","follows":[{"gap_minutes":5},{"meeting":"a","gap_minutes":-1}]})", {"/follows/0/meeting missing", "/follows/1/gap_minutes out-of-range"}},
      {R"({"title":"t","parts":[{"title":"a","minutes":0},{"minutes":1441},{"minutes":"5"},{"minutes":2.5},7]})",
       {"/parts/0/minutes out-of-range", "/parts/1/minutes out-of-range", "/parts/2/minutes wrong-type", "/parts/3/minutes wrong-type", "/parts/4 wrong-type"}},
      {R"({"title":"t","parts":[{"part_id":"x"},{"part_id":"x"}]})", {"/parts/1/part_id duplicate-id"}},
      {R"({"title":"t","parts":[{"titel":"x"}]})", {"/parts/0/titel unknown-key"}},
      {R"({"title":"t","parts":[{"title":"x"}],"deadlines":[{"part":"1","minutes":5},{"part":"zz","minutes":5}]})", {"/deadlines/1/part unknown-part"}},
      {R"({"title":"t","deadlines":[{}]})", {"/deadlines/0 ambiguous"}},
      {R"({"title":"t","deadlines":[{"minutes":5,"working_days":1}]})", {"/deadlines/0 ambiguous"}},
      {R"({"title":"t","deadlines":[{"working_days":0},{"minutes":5,"hard":"yes"}]})", {"/deadlines/0/working_days out-of-range", "/deadlines/1/hard wrong-type"}},
      {R"({"title":"t","deadlines":[{"rrule":"FREQ=SECONDLY"},{"rrule":"FREQ=DAILY;BYHOUR=25"},{"rrule":"FREQ=DAILY;BYHOUR=17"}]})",
       {"/deadlines/0/rrule bad-recurrence", "/deadlines/1/rrule bad-recurrence"}},
      {R"({"titel":"t","kind":"x","starts":"never","parts":[{"minutes":-1}]})", {" no-content", "/kind unknown-word", "/parts/0/minutes out-of-range", "/starts bad-time", "/titel unknown-key"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.json);
    CHECK(faults_of(rules::item_from_json(json::parse(row.json), shanghai()).faults) == row.faults);
  }
}

TEST_CASE("five hundred parts are enough") {
  json::array parts;
  for (int i = 0; i < 500; ++i) parts.push_back(json::object{{"title", "a"}});
  CHECK(rules::item_from_json(json::object{{"parts", parts}}, shanghai()).faults.empty());
  parts.push_back(json::object{{"title", "a"}});
  CHECK(faults_of(rules::item_from_json(json::object{{"parts", parts}}, shanghai()).faults) == std::vector<std::string>{"/parts out-of-range"});
}

TEST_CASE("faults become one error: the first as its message, the others behind it") {
  const auto error = rules::to_error(rules::item_from_json(json::parse(R"({"titel":"t","kind":"meting"})"), shanghai()).faults);
  CHECK(error.kind == rules::ErrorKind::invalid);
  CHECK(error.message == "/kind: this must be one of directive, meeting (did you mean 'meeting'?)");
  CHECK(error.detail == "/titel: there is no key 'titel' here (did you mean 'title'?)\n/: an item needs a title or a text");
}

TEST_CASE("a whole item survives the way to JSON and back") {
  const auto whole = json::parse(R"({"id":"m","revision":3,"kind":"meeting","origin":"outside","number":"安政会〔2022〕5号","title":"会议","text":"前言",
    "issuer":"gov-office","level":"county","received":"2022-11-24T09:00+08:00","urgency":"critical","secrecy":"internal","addressees":["各乡镇"],
    "copies":["县委办"],"signature":"县政府办","issued":"2022-11-24","attendees":["health"],"summoned":["edu"],"attendance":"everyone","ordered_by":"县长",
    "place":"一号会议室","link":"https://example.org/m","contact":"值班室","attendee":"head","starts":"2022-11-24T15:00+08:00","agenda":"to-follow",
    "parts":[{"part_id":"1","title":"一","text":"甲","minutes":20,"starts":"2022-11-24T15:10+08:00","relays":"up/2"}],
    "follows":[{"meeting":"up","gap_minutes":10}],"handed_down_by":["up"],"supersedes":"old","ends":"2022-11-24T16:00+08:00","cancels":"other",
    "deadlines":[{"part":"1","at":"2022-11-25T08:00+08:00","hard":true,"text":"明日上班前","flags":["year-inferred"]},{"rrule":"FREQ=DAILY;BYHOUR=17"},
    {"working_days":3},{"minutes":30}]})");
  const auto decoded = rules::item_from_json(whole, shanghai());
  REQUIRE(decoded.faults.empty());
  CHECK(rules::item_to_json(decoded.value, shanghai()) == whole.as_object());
}

TEST_CASE("times without an offset are local, others instants") {
  const auto starts = [](const char* text) { return rules::item_from_json(json::object{{"title", "t"}, {"starts", text}}, shanghai()).value.starts; };
  CHECK(starts("2022-11-24T15:00") == rules::parse_rfc3339("2022-11-24T15:00+08:00"));
  CHECK(starts("2022-11-24T15:00Z") == rules::parse_rfc3339("2022-11-24T23:00+08:00"));
  CHECK(starts("2022-11-24T24:00+08:00") == rules::parse_rfc3339("2022-11-25T00:00+08:00"));
}

TEST_CASE("each fault of an event is named with its place") {
  const auto event = [](const std::string& more) { return R"({"meeting":"m","at":"2022-11-24T15:00+08:00",)" + more + "}"; };
  const std::vector<Row> rows = {
      {event(R"("kind":"started")"), {}},
      {R"({"kind":"started"})", {"/at missing", "/meeting missing"}},
      {event(R"("id":"e")"), {"/kind missing"}},
      {event(R"("kind":"strated")"), {"/kind unknown-word"}},
      {event(R"("kind":"part_started")"), {"/part missing"}},
      {event(R"("kind":"part_ended")"), {"/part missing"}},
      {event(R"("kind":"part_skipped")"), {"/part missing"}},
      {event(R"("kind":"part_added")"), {"/part_data missing"}},
      {event(R"("kind":"part_added","part_data":{"minutes":0})"), {"/part_data/minutes out-of-range"}},
      {event(R"("kind":"reordered")"), {"/order missing"}},
      {event(R"("kind":"reordered","order":"1")"), {"/order missing", "/order wrong-type"}},
      {event(R"("kind":"estimate")"), {"/minutes missing"}},
      {event(R"("kind":"estimate","minutes":-1)"), {"/minutes missing", "/minutes out-of-range"}},
      {event(R"("kind":"estimate","minutes":0)"), {}},
      {event(R"("kind":"call")"), {"/unit missing"}},
      {event(R"("kind":"release")"), {"/unit missing"}},
      {event(R"("kind":"retract")"), {"/retracts missing"}},
      {event(R"("kind":"postponed")"), {}},
      {event(R"("kind":"postponed","until":"soon")"), {"/until bad-time"}},
      {event(R"("kind":"ended","colour":"red")"), {"/colour unknown-key"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.json);
    CHECK(faults_of(rules::event_from_json(json::parse(row.json), shanghai()).faults) == row.faults);
  }
}

TEST_CASE("each kind of event survives the way to JSON and back") {
  for (int i = 0; i <= static_cast<int>(rules::EventKind::retract); ++i) {
    const auto kind = static_cast<rules::EventKind>(i);
    CHECK(rules::parse_event_kind(rules::to_string(kind)) == kind);
    const json::object event{{"id", "e"},        {"meeting", "m"},  {"kind", rules::to_string(kind)},        {"part", "1"},
                             {"unit", "edu"},    {"minutes", 5},    {"part_data", {{"title", "t"}}},         {"order", json::array{"1"}},
                             {"retracts", "e0"}, {"by", "clerk"},   {"at", "2022-11-24T15:00+08:00"},        {"recorded_at", "2022-11-24T15:01+08:00"},
                             {"until", "2022-11-24T16:00+08:00"}};
    const auto decoded = rules::event_from_json(event, shanghai());
    CHECK(decoded.faults.empty());
    CHECK(rules::event_to_json(decoded.value, shanghai()) == event);
  }
}

TEST_CASE("JSON from outside is read strictly") {
  struct Text {
    std::string text;
    std::string says;  // empty: it is JSON
  };
  std::string deep(33, '['), deeper(31, '[');
  const Text rows[] = {
      {R"({"a":[1,{"b":null}]})", ""},
      {" \n{}\r\n", ""},
      {deeper + std::string(31, ']'), ""},
      {"", "There is no JSON here"},
      {" \n", "There is no JSON here"},
      {"{", "line 1, column 2"},
      {"{\"a\":\n 1,}", "line 2, column 4"},
      {"{} x", "line 1, column 4"},
      {"{}{}", "line 1, column 3"},
      {R"({"a":1,"a":2})", "The key 'a' is given twice"},
      {R"({"a":{"b":1,"b":2}})", "The key 'b' is given twice"},
      {"{\"\\u0061\":1,\"a\":2}", "The key 'a' is given twice"},
      {R"([{"a":1},{"a":2}])", ""},
      {"// no comments\n{}", "not JSON"},
      {"{'a':1}", "not JSON"},
      {"NaN", "not JSON"},
      {"01", "not JSON"},
      {deep, "not JSON"},
      {"\"\\ud800\"", "not JSON"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto read = rules::parse_json(row.text);
    REQUIRE(read.ok() == row.says.empty());
    if (!read.ok()) CHECK((read.error().message + " " + read.error().detail).find(row.says) != std::string::npos);
  }
}
