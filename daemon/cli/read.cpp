// `fenliu read`: what a text says, as fields, parts and times.
#include <algorithm>
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

// The clause in which the phrase stands, the phrase in ⟦⟧.
std::string marked(const std::u32string& text, rules::TextRange range) {
  constexpr std::size_t kAround = 24;
  constexpr std::u32string_view kEnds = U"\n。；;！!？?";
  std::size_t from = range.start, to = range.end;
  while (from > 0 && range.start - from < kAround && kEnds.find(text[from - 1]) == std::u32string_view::npos) --from;
  while (to < text.size() && to - range.end < kAround && kEnds.find(text[to]) == std::u32string_view::npos) ++to;
  const auto piece = [&](std::size_t start, std::size_t end) { return rules::to_utf8(std::u32string_view(text).substr(start, end - start)); };
  return piece(from, range.start) + "⟦" + piece(range.start, range.end) + "⟧" + piece(range.end, to);
}

void print_time(const Reading& reading, std::size_t index, const std::u32string& text, const rules::Zone& zone, std::ostream& out) {
  const auto& time = reading.times[index];
  const bool due = std::any_of(reading.deadlines.begin(), reading.deadlines.end(), [&](const auto& each) { return each.time == index; });
  out << (due ? "deadline" : "time");
  if (time.part != "0") out << " of part " << time.part;
  out << ": " << marked(text, time.range) << "\n   ";
  if (time.at) out << " " << rules::format_rfc3339(*time.at, zone);
  if (time.from) out << " from " << rules::format_rfc3339(*time.from, zone);
  if (time.to) out << " to " << rules::format_rfc3339(*time.to, zone);
  if (!time.rrule.empty()) out << " " << time.rrule;
  if (time.working_days) out << " " << *time.working_days << " working days";
  if (time.offset_minutes) out << " " << *time.offset_minutes << " minutes";
  for (const auto& reading_of : time.readings) out << (&reading_of == &time.readings.front() ? " " : " or ") << rules::format_rfc3339(reading_of, zone);
  if (time.kind == rules::TimeKind::vague) out << " no time is said";
  for (const auto& flag : time.flags) out << " (" << flag << ")";
  out << "\n";
}

void print_text(const Reading& reading, const std::u32string& text, const rules::Zone& zone, std::ostream& out) {
  out << "language: " << reading.language << "\n";
  print_field("number", reading.number, out);
  print_field("title", reading.title, out);
  print_field("issuer", reading.issuer, out);
  print_field("issued", reading.issued, out);
  print_field("urgency", reading.urgency, out);
  print_field("secrecy", reading.secrecy, out);
  print_field("signature", reading.signature, out);
  for (const auto& addressee : reading.addressees) out << "addressee: " << addressee.text << "\n";
  for (const auto& copy : reading.copies) out << "copy: " << copy.text << "\n";
  for (const auto& part : reading.parts) {
    out << "part " << part.part_id << ": " << (part.title.empty() ? part.text : part.title);
    if (part.minutes) out << " (" << *part.minutes << " min)";
    out << "\n";
  }
  for (std::size_t i = 0; i < reading.times.size(); ++i) print_time(reading, i, text, zone, out);
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
    print_text(reading, rules::to_utf32(*text), context.zone, streams.out);
  }
  return kDone;
}

}  // namespace fenliu::cli
