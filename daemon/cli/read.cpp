// `fenliu read`: what a text says, as fields, parts and times.
#include <ostream>

#include <boost/json.hpp>

#include "daemon/cli/options.h"
#include "rules/reading/reading.h"
#include "rules/text/utf8.h"

namespace fenliu::cli {

namespace {

using rules::Reading;

void print_field(const char* name, const std::optional<rules::ReadField>& field, std::ostream& out) {
  if (field) out << name << ": " << field->text << "\n";
}

void print_text(const Reading& reading, const rules::Zone& zone, std::ostream& out) {
  out << "language: " << reading.language << "\n";
  print_field("number", reading.number, out);
  print_field("title", reading.title, out);
  print_field("issuer", reading.issuer, out);
  print_field("issued", reading.issued, out);
  print_field("urgency", reading.urgency, out);
  for (const auto& addressee : reading.addressees) out << "addressee: " << addressee.text << "\n";
  for (const auto& copy : reading.copies) out << "copy: " << copy.text << "\n";
  for (const auto& part : reading.parts) {
    out << "part " << part.part_id << ": " << (part.title.empty() ? part.text : part.title);
    if (part.minutes) out << " (" << *part.minutes << " min)";
    out << "\n";
  }
  for (const auto& time : reading.times) {
    out << "time [" << time.range.start << "," << time.range.end << ") " << time.text << ":";
    if (time.at) out << " " << rules::format_rfc3339(*time.at, zone);
    if (time.from) out << " from " << rules::format_rfc3339(*time.from, zone);
    if (time.to) out << " to " << rules::format_rfc3339(*time.to, zone);
    if (!time.rrule.empty()) out << " " << time.rrule;
    if (time.working_days) out << " " << *time.working_days << " working days";
    if (time.offset_minutes) out << " " << *time.offset_minutes << " minutes";
    for (const auto& flag : time.flags) out << " (" << flag << ")";
    for (const auto& reading_of : time.readings) out << " ?" << rules::format_rfc3339(reading_of, zone);
    out << "\n";
  }
  for (const auto& deadline : reading.deadlines) {
    out << "deadline of part " << deadline.part << ": " << reading.times[deadline.time].text << "\n";
  }
}

const char* default_zone(const std::string& language) {
  if (language == "zh") return "Asia/Shanghai";
  if (language == "vi") return "Asia/Ho_Chi_Minh";
  return "UTC";
}

// Without a configuration the offset that `now` carries is the place's, unless the usual zone has it anyway.
void keep_offset(const std::string& now, rules::Instant instant, rules::Zone& zone) {
  const auto local = rules::parse_rfc3339(now.ends_with("Z") ? now : now.substr(0, now.find_last_of("+-")) + "Z");
  const bool has_offset = now.ends_with("Z") || (now.size() > 6 && now[now.size() - 3] == ':' && (now[now.size() - 6] == '+' || now[now.size() - 6] == '-'));
  if (!has_offset || !local) return;
  const auto offset = *local - instant;
  if (zone.offset_at(instant) == offset) return;
  zone.name = now.ends_with("Z") ? "UTC" : now.substr(now.size() - 6);
  zone.transitions = {{rules::Instant{}, offset}};
}

}  // namespace

int read(const Arguments& arguments, Outside& outside, Streams& streams) {
  namespace po = boost::program_options;
  po::options_description options("Options");
  options.add_options()("file", po::value<std::string>()->default_value("-"), "the text, - for standard input")(
      "now", po::value<std::string>()->required(), "the time of reading, with offset")(
      "lang", po::value<std::string>()->default_value(""), "zh, vi or en; found out when missing")(
      "config", po::value<std::string>(), "a configuration folder: its zone, calendar and language")(
      "format", po::value<std::string>()->default_value("text"), "text or json");
  const auto parsed = parse(arguments, "fenliu read [FILE|-] --now T [--lang zh|vi|en] [--config DIR] [--format text|json]",
                            options, {"file"}, streams);
  if (parsed.exit) return *parsed.exit;
  if (const auto wrong = check_format(parsed, {"text", "json"}, streams)) return *wrong;
  const auto language = parsed.text("lang");
  if (!language.empty() && language != "zh" && language != "vi" && language != "en") {
    return usage_error("--lang is zh, vi or en, not '" + language + "'", streams);
  }
  rules::ReadingContext context;
  context.language = language;
  std::shared_ptr<const rules::Configuration> configuration;
  if (parsed.has("config")) {
    const auto loaded = load(parsed.text("config"), outside, streams);
    if (!loaded.configuration) return loaded.exit;
    configuration = loaded.configuration;
    context.zone = configuration->zone;
  } else {
    // Without a configuration local times are read in the offset that --now carries, or the language's usual zone.
    const auto offset = zone_of_offset(parsed.text("now"));
    context.zone = offset ? *offset : outside.zone(default_zone(language)).value_or(rules::Zone{});
  }
  const auto now = parse_now(parsed.text("now"), context.zone, streams);
  if (!now) return kUsage;
  if (!parsed.has("config")) keep_offset(parsed.text("now"), *now, context.zone);
  context.now = *now;
  std::optional<rules::WorkingTime> working_time;
  if (configuration) {
    working_time = configuration->working_time(configuration->policy.home, *now);
    context.working_time = &*working_time;
  }
  auto text = outside.read_input(parsed.text("file"));
  if (!text.ok()) return report(text.error(), streams);
  if (const auto bad = rules::first_invalid_utf8(*text)) {
    streams.err << "fenliu: the text is not UTF-8 at byte " << *bad << "; convert it (iconv -f GB18030 -t UTF-8)\n";
    return kWrongInput;
  }
  const auto reading = rules::read(*text, context);
  if (parsed.text("format") == "json") {
    streams.out << boost::json::serialize(rules::reading_to_json(reading, context.zone)) << "\n";
  } else {
    print_text(reading, context.zone, streams.out);
  }
  return kDone;
}

}  // namespace fenliu::cli
