// Plans and events: what is accepted can be forecast, at a later time too.
#include <boost/json.hpp>

#include "rules/cascade/plan.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace fenliu;
namespace json = boost::json;

void check_event(const json::value& value, const rules::Zone& zone) {
  const auto event = rules::event_from_json(value, zone);
  if (!event.faults.empty()) return;
  const auto once = rules::event_to_json(event.value, zone);
  const auto back = rules::event_from_json(once, zone);
  fuzz::require(back.faults.empty(), "an event as JSON is an event");
  fuzz::require(json::serialize(rules::event_to_json(back.value, zone)) == json::serialize(once),
                "an event read back is the same event");
}

void check_forecasts(const rules::Plan& plan, const rules::Zone& zone) {
  for (const auto& each : plan.forecasts()) {
    if (each.start && each.end) fuzz::require(each.start->p50 <= each.end->p50, "no meeting ends before it starts");
    for (const auto& limits : {each.start, each.end}) {
      if (limits) fuzz::require(limits->p10 <= limits->p50 && limits->p50 <= limits->p90, "quantiles are in order");
    }
    rules::chain_sentence(each, zone, "zh");
  }
  json::serialize(rules::forecast_to_json(plan, zone));
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  return {
      R"({"meetings":[{"id":"a","organiser":"p","planned_start":"2022-11-24T16:30+08:00","parts":[{"id":"1","minutes":30},{"id":"2","minutes":60}]},{"id":"b","organiser":"c","parts":[{"id":"1","minutes":20,"starts":"2022-11-24T18:30+08:00"}]},{"id":"c","organiser":"t","planned_start":"2022-11-24T19:00+08:00","parts":[{"id":"1","minutes":45}]}],"links":[{"from":"a","to":"b","gap_minutes":10},{"from":"b","to":"c","gap_minutes":5,"may_start_early":true}],"events":[{"id":"e1","meeting":"a","kind":"started","at":"2022-11-24T16:40+08:00","recorded_at":"2022-11-24T16:40+08:00"},{"id":"e2","meeting":"a","kind":"estimate","minutes":30,"at":"2022-11-24T17:00+08:00","recorded_at":"2022-11-24T17:00+08:00"},{"id":"e3","meeting":"b","kind":"postponed","at":"2022-11-24T17:10+08:00","recorded_at":"2022-11-24T17:10+08:00"}]})",
      R"({"meetings":[{"id":"a","planned_start":"2022-11-24T16:30+08:00","room":"r","persons":["x"],"units":["u"],"parts":[{"id":"1","minutes":0}]},{"id":"b","planned_start":"2022-11-24T16:30+08:00","room":"r","persons":["x"],"units":["u"],"parts":[]}],"links":[{"from":"a","to":"b"},{"from":"b","to":"a"}],"events":[{"id":"e","meeting":"a","kind":"reordered","order":["1"],"at":"2022-11-24T16:30+08:00","recorded_at":"2022-11-24T16:30+08:00"},{"id":"f","meeting":"a","kind":"retract","retracts":"e","at":"2022-11-24T16:31+08:00","recorded_at":"2022-11-24T16:31+08:00"}]})",
      R"({"id":"e","meeting":"a","kind":"part_added","part_data":{"part_id":"9","title":"t","minutes":5},"at":"2022-11-24T16:30+08:00","recorded_at":"2022-11-24T16:30+08:00","until":"2022-11-25T16:30+08:00"})"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const rules::Zone zone;
  boost::system::error_code error;
  const auto value = json::parse(fuzz::view(data, size), error);
  if (error) return 0;
  check_event(value, zone);
  const auto request = rules::forecast_request_from_json(value, zone);
  if (!request.faults.empty()) return 0;
  const auto now = *rules::parse_rfc3339("2022-11-24T18:00+08:00");
  auto plan = rules::build_plan(request.value, {}, now);
  if (!plan.ok()) {
    fuzz::require(!plan.error().message.empty(), "a refusal says why");
    return 0;
  }
  check_forecasts(*plan, zone);
  plan->advance(now + std::chrono::hours{3});
  check_forecasts(*plan, zone);
  return 0;
}
