// `fenliu forecast`: a plan with its events in, starts and ends with causal chains out.
#include <ostream>

#include <boost/json.hpp>

#include "daemon/cli/options.h"
#include "rules/cascade/plan.h"
#include "rules/decision/decision.h"

namespace fenliu::cli {

namespace {

using rules::Result;

void print_text(const rules::Plan& plan, const rules::Zone& zone, std::ostream& out) {
  for (const auto& forecast : plan.forecasts()) {
    out << forecast.id << ": " << rules::to_string(forecast.status);
    if (forecast.start) out << ", starts " << rules::format_rfc3339(forecast.start->p50, zone);
    if (forecast.end) out << ", ends " << rules::format_rfc3339(forecast.end->p50, zone);
    if (forecast.end && forecast.end->p10 != forecast.end->p90) {
      out << " (" << rules::format_time_of_day(zone.to_local(forecast.end->p10)) << "–"
          << rules::format_time_of_day(zone.to_local(forecast.end->p90)) << ")";
    }
    const auto sentence = rules::chain_sentence(forecast, zone, "en");
    if (!sentence.empty()) out << " (" << sentence << ")";
    out << "\n";
  }
  for (const auto& conflict : plan.conflicts()) {
    out << "conflict: " << conflict.kind << " " << conflict.who << " in " << conflict.first << " and " << conflict.second
        << "\n";
  }
}

int print(const Parsed& parsed, const Result<rules::Plan>& plan, const rules::Zone& zone, Streams& streams) {
  if (!plan.ok()) return report(plan.error(), streams);
  if (parsed.text("format") == "text") {
    print_text(*plan, zone, streams.out);
  } else {
    streams.out << boost::json::serialize(rules::forecast_to_json(*plan, zone)) << "\n";
  }
  return kDone;
}

// The meetings of a calendar with their links; cancelled ones are left out.
Result<rules::ForecastRequest> request_of_calendar(const std::string& path, const rules::Zone& zone, Outside& outside, Streams& streams) {
  auto text = outside.read_input(path);
  if (!text.ok()) return text.error();
  auto read = outside.read_calendar({path, std::move(text).value(), zone, ""});
  if (!read.ok()) return read.error();
  for (const auto& warning : read->warnings) streams.err << warning << "\n";
  rules::ForecastRequest request;
  for (auto& each : read->meetings) {
    if (each.cancelled) continue;
    request.meetings.push_back(rules::planned_meeting(each.item));
    for (auto& link : rules::incoming_links(each.item, rules::Policy{})) request.links.push_back(std::move(link));
  }
  return request;
}

}  // namespace

int forecast(const Arguments& arguments, Outside& outside, Streams& streams) {
  namespace po = boost::program_options;
  po::options_description options("Options");
  options.add_options()("file", po::value<std::string>()->default_value("-"), "the plan as JSON or YAML, or a calendar (.ics)")(
      "now", po::value<std::string>()->required(), "the time of the forecast, with offset")(
      "zone", po::value<std::string>(), "IANA zone of times without offset and of the results; else the offset of --now")(
      "format", po::value<std::string>()->default_value("json"), "json or text");
  const auto parsed =
      parse(arguments, "fenliu forecast [FILE|-] --now T [--zone Z] [--format json|text]", options, {"file"}, streams);
  if (parsed.exit) return *parsed.exit;
  if (const auto wrong = check_format(parsed, {"json", "text"}, streams)) return *wrong;
  const auto zone = parsed.has("zone") ? outside.zone(parsed.text("zone"))
                                       : zone_of_offset(parsed.text("now")).value_or(rules::Zone{});
  if (!zone) return usage_error("--zone: no zone '" + parsed.text("zone") + "'", streams);
  const auto now = parse_now(parsed.text("now"), *zone, streams);
  if (!now) return kUsage;
  if (parsed.text("file").ends_with(".ics")) {
    const auto request = request_of_calendar(parsed.text("file"), *zone, outside, streams);
    if (!request.ok()) return report(request.error(), streams);
    return print(parsed, rules::build_plan(*request, {}, *now), *zone, streams);
  }
  const auto request = read_document(parsed.text("file"), outside, streams, [&](const boost::json::value& value) {
    return rules::forecast_request_from_json(value, *zone);
  });
  if (request.exit) return *request.exit;
  return print(parsed, rules::build_plan(request.value, rules::with_history({}, request.value), *now), *zone, streams);
}

}  // namespace fenliu::cli
