// `fenliu calendar days`: which days a calendar works, and from when to when.
#include <ostream>

#include "daemon/cli/options.h"

namespace fenliu::cli {

namespace {

constexpr const char* kUsageLine = "fenliu calendar days --config DIR --from DATE --until DATE [--calendar ID] [--hours NAME]";
constexpr int kMostDays = 36'600;

std::string two(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }
std::string written(rules::Minutes time) { return two(time.count() / 60) + ":" + two(time.count() % 60); }

// "2022-10-08 work 08:00-12:00 14:30-17:30", "2022-10-07 off"; days that the calendar does not cover end in "unknown".
void print_day(const rules::WorkingTime& time, rules::Date date, std::ostream& out) {
  out << rules::format_date(date) << (time.is_workday(date) ? " work" : " off");
  for (const auto& span : time.spans_on(date)) out << " " << written(span.start) << "-" << written(span.end);
  out << (time.covers(date) ? "\n" : " unknown\n");
}

int days(const Parsed& parsed, Outside& outside, Streams& streams) {
  const auto from = rules::parse_date(parsed.text("from")), until = rules::parse_date(parsed.text("until"));
  if (!from || !until) return usage_error("--from and --until: dates that exist, as 2022-11-24", streams);
  const std::chrono::sys_days first{*from}, last{*until};
  if (last < first || (last - first).count() > kMostDays) return usage_error("--until: at most a hundred years after --from", streams);
  const auto configured = load(parsed.text("config"), outside, streams);
  if (!configured.configuration) return configured.exit;
  const auto& configuration = *configured.configuration;
  const auto id = parsed.has("calendar") ? parsed.text("calendar") : configuration.policy.calendar;
  const auto calendar = configuration.calendars.find(id);
  if (calendar == configuration.calendars.end()) return usage_error("--calendar: there is no calendar '" + id + "'", streams);
  const auto hours = parsed.text("hours");
  if (!calendar->second.hours.contains(hours)) return usage_error("--hours: the calendar '" + id + "' has no hours '" + hours + "'", streams);
  const rules::WorkingTime time(calendar->second, hours, configuration.zone);
  for (auto day = first; day <= last; day += std::chrono::days{1}) print_day(time, rules::Date{day}, streams.out);
  return kDone;
}

}  // namespace

int calendar(const Arguments& arguments, Outside& outside, Streams& streams) {
  namespace po = boost::program_options;
  po::options_description options("Options");
  options.add_options()("what", po::value<std::string>()->required(), "days")(
      "config", po::value<std::string>()->required(), "the configuration's folder")(
      "from", po::value<std::string>()->required(), "first day")("until", po::value<std::string>()->required(), "last day")(
      "calendar", po::value<std::string>(), "a calendar's id; the configuration's default when left out")(
      "hours", po::value<std::string>()->default_value("default"), "office hours of that calendar");
  const auto parsed = parse(arguments, kUsageLine, options, {"what"}, streams);
  if (parsed.exit) return *parsed.exit;
  if (parsed.text("what") != "days") return usage_error("calendar: 'days', not '" + parsed.text("what") + "'", streams);
  return days(parsed, outside, streams);
}

}  // namespace fenliu::cli
