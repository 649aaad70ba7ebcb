// `fenliu forecast`: a plan with its events in, starts and ends with causal chains out.
#include <ostream>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "daemon/cli/options.h"
#include "rules/cascade/what_if.h"
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

void print_alternatives(const std::vector<rules::Alternative>& alternatives, const rules::Zone& zone, std::ostream& out) {
  for (const auto& each : alternatives) {
    out << each.name << ": ";
    if (!each.obstacle.empty()) {
      out << "not possible, " << each.obstacle << "\n";
      continue;
    }
    out << fmt::format("{:.1f} person-hours", static_cast<double>(each.person_minutes) / 60.0);
    if (each.latest_end) out << ", the last ends " << rules::format_rfc3339(*each.latest_end, zone);
    out << "\n";
    for (const auto& unit : each.released) {
      out << "  " << unit.unit << (unit.instead ? " may go at " + rules::format_time_of_day(zone.to_local(*unit.instead)) : " need not come")
          << " instead of " << rules::format_time_of_day(zone.to_local(unit.until)) << "\n";
    }
  }
}

// Without a calendar the next morning is eight o'clock of the next day.
rules::Instant next_morning(const rules::Zone& zone, rules::Instant now) {
  constexpr rules::Minutes kEight{8 * 60};
  return zone.to_instant(rules::at(rules::date_of(zone.to_local(now) + std::chrono::hours{24}), kEight));
}

int print_what_if(const rules::Plan& plan, const rules::ForecastRequest& request, const Parsed& parsed, const rules::Zone& zone,
                  rules::Instant now, Streams& streams) {
  const auto from = parsed.has("from") ? std::optional(parsed.text("from")) : std::nullopt;
  if (from && plan.meeting(*from) == nullptr) return usage_error("--from: there is no meeting '" + *from + "'", streams);
  rules::WhatIfPolicy policy;
  policy.persons_per_unit = request.persons_per_unit;
  policy.morning = request.morning.value_or(next_morning(zone, now));
  if (policy.morning <= now) {
    streams.err << "fenliu: /morning: this lies before --now\n";
    return kWrongInput;
  }
  const auto alternatives = rules::what_if(plan, from, policy, now);
  const auto heard = rules::reheard(plan, plan.ids());
  if (parsed.text("format") == "json") {
    streams.out << boost::json::serialize(rules::what_if_to_json(alternatives, heard, zone)) << "\n";
    return kDone;
  }
  print_alternatives(alternatives, zone, streams.out);
  if (alternatives.empty()) streams.out << "no meeting that follows another is still to begin\n";
  for (const auto& each : heard) {
    streams.out << "heard before: " << each.meeting << "/" << each.part << " in " << each.upstream << "/" << each.upstream_part << "; may be excused if the poster confirms:";
    for (const auto& unit : each.units) streams.out << " " << unit;
    streams.out << (each.units.empty() ? " nobody sits in both\n" : "\n");
  }
  return kDone;
}

int print(const Parsed& parsed, const Result<rules::Plan>& plan, const rules::ForecastRequest& request, const rules::Zone& zone,
          rules::Instant now, Streams& streams) {
  if (!plan.ok()) return report(plan.error(), streams);
  if (parsed.has("what-if")) return print_what_if(*plan, request, parsed, zone, now, streams);
  if (parsed.text("format") == "text") {
    print_text(*plan, zone, streams.out);
  } else {
    streams.out << boost::json::serialize(rules::forecast_to_json(*plan, zone)) << "\n";
  }
  return kDone;
}

}  // namespace

int forecast(const Arguments& arguments, Outside& outside, Streams& streams) {
  namespace po = boost::program_options;
  po::options_description options("Options");
  options.add_options()("file", po::value<std::string>()->default_value("-"), "the plan as JSON or YAML, or a calendar (.ics)")(
      "now", po::value<std::string>()->required(), "the time of the forecast, with offset")(
      "zone", po::value<std::string>(), "IANA zone of times without offset and of the results; else the offset of --now")(
      "what-if", "compare the meetings as planned with joining the one above, the next morning, and paper")(
      "from", po::value<std::string>(), "with --what-if: of this meeting and what follows from it")(
      "format", po::value<std::string>()->default_value("json"), "json or text");
  const auto parsed =
      parse(arguments, "fenliu forecast [FILE|-] --now T [--zone Z] [--what-if [--from MEETING]] [--format json|text]", options, {"file"}, streams);
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
    return print(parsed, rules::build_plan(*request, {}, *now), *request, *zone, *now, streams);
  }
  const auto request = read_document(parsed.text("file"), outside, streams, [&](const boost::json::value& value) {
    return rules::forecast_request_from_json(value, *zone);
  });
  if (request.exit) return *request.exit;
  return print(parsed, rules::build_plan(request.value, rules::with_history({}, request.value), *now), request.value, *zone, *now, streams);
}

}  // namespace fenliu::cli
