// Published cases: how an answer of ours is held against a point or a span of theirs.
#include <fstream>

#include <boost/json.hpp>

#include "tests/quality/times/measure.h"

namespace fenliu::quality {

namespace {

namespace json = boost::json;
using rules::Instant;

// Zones of the cases are whole hours from Greenwich.
std::string offset_of(std::string_view zone) {
  if (zone == "Asia/Shanghai") return "+08:00";
  if (zone == "Asia/Ho_Chi_Minh") return "+07:00";
  if (zone.starts_with("-") || zone.starts_with("+")) return std::string(zone);
  return "-02:00";
}

struct Case {
  json::object object;
  std::string source, language, text, now, offset;
  rules::Reading reading;
  std::chrono::seconds east{0};

  explicit Case(const std::string& line) : object(json::parse(line).as_object()) {
    source = text_of("source");
    language = text_of("lang");
    text = text_of("text");
    const auto zone = object.find("zone");
    offset = offset_of(zone == object.end() || !zone->value().is_string() ? (language == "vi" ? "+07:00" : "-02:00") : std::string_view(zone->value().as_string()));
    now = text_of("now") + offset;
    const int minutes = std::stoi(offset.substr(1, 2)) * 60 + std::stoi(offset.substr(4, 2));
    east = std::chrono::minutes{offset[0] == '-' ? -minutes : minutes};
  }

  std::string text_of(const char* key) const { return std::string(object.at(key).as_string()); }
  Instant local(const std::string& time) const { return *rules::parse_rfc3339(time + "Z") - east; }
};

// All instants that an answer may mean: its point, its span, its readings, or its offset from now.
std::vector<std::pair<Instant, Instant>> answers(const Case& each) {
  std::vector<std::pair<Instant, Instant>> found;
  for (const auto& time : each.reading.times) {
    if (time.at) found.push_back({*time.at, *time.at});
    if (time.from) found.push_back({*time.from, *time.to});
    for (const auto reading : time.readings) found.push_back({reading, reading});
    if (time.offset_minutes) {
      const auto there = *rules::parse_rfc3339(each.now) + std::chrono::minutes{*time.offset_minutes};
      found.push_back({there, there});
    }
  }
  return found;
}

bool within(const Case& each) {
  const auto first = each.local(each.text_of("first")), last = each.local(each.text_of("last"));
  for (const auto& [from, to] : answers(each)) {
    if (from >= first && from <= last) return true;
  }
  return false;
}

bool same_span(const Case& each) {
  const auto bound = [&](const char* key) { return each.text_of(key); };
  if (bound("first").find("inf") != std::string::npos || bound("last").find("inf") != std::string::npos) return false;
  for (const auto& [from, to] : answers(each)) {
    const auto last = each.local(bound("last"));
    if (from == each.local(bound("first")) && to >= last && to <= last + std::chrono::minutes{1}) return true;
  }
  return false;
}

bool same_at_grain(const Case& each) {
  const auto grain = each.text_of("grain");
  const auto expected = each.local(each.text_of("at"));
  const auto unit = grain == "day" ? std::chrono::seconds{86400} : grain == "hour" ? std::chrono::seconds{3600} : grain == "minute" ? std::chrono::seconds{60} : std::chrono::seconds{1};
  for (const auto& [from, to] : answers(each)) {
    const auto local = from + each.east, wanted = expected + each.east;
    if (local.time_since_epoch() / unit == wanted.time_since_epoch() / unit) return true;
  }
  return false;
}

// Fields asserted of a start or an end; a part of the day holds every hour within it.
bool has_fields(const Case& each, const json::object& fields, Instant from, Instant to, bool end) {
  const auto local = rules::LocalTime{(end && to > from ? to - std::chrono::seconds{1} : from).time_since_epoch() + each.east};
  const auto date = rules::date_of(local);
  const auto field = [&](const char* key) -> std::optional<long> { const auto at = fields.find(key); return at == fields.end() ? std::nullopt : std::optional(static_cast<long>(at->value().to_number<double>())); };
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local)).count();
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local)).count() % 60;
  if (field("year") && *field("year") != static_cast<int>(date.year())) return false;
  if (field("month") && *field("month") != static_cast<long>(static_cast<unsigned>(date.month()))) return false;
  const auto days = std::chrono::duration_cast<std::chrono::days>(to - from).count();
  const long day = static_cast<long>(static_cast<unsigned>(date.day()));
  if (field("day") && !(*field("day") >= day && *field("day") <= day + std::max<long>(days - 1, 0)) && *field("day") != day) return false;
  if (field("weekday") && *field("weekday") != static_cast<long>(std::chrono::weekday{std::chrono::local_days{date}}.c_encoding())) return false;
  const auto length = std::chrono::duration_cast<std::chrono::hours>(to - from).count();
  if (field("hour") && !(*field("hour") >= hours && *field("hour") <= hours + length)) return false;
  return !field("minute") || *field("minute") == minutes;
}

bool same_fields(const Case& each) {
  const auto& start = each.object.at("start").as_object();
  const auto& end = each.object.at("end").as_object();
  for (const auto& [from, to] : answers(each)) {
    if (has_fields(each, start, from, to, false) && (end.empty() || has_fields(each, end, from, to, true))) return true;
  }
  return false;
}

}  // namespace

OracleFigures measure_oracle(const std::string& path, const std::string& source) {
  OracleFigures figures;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    Case each(line);
    if (each.source != source) continue;
    each.reading = read_as(each.text, each.language, each.now);
    const auto kind = each.text_of("kind");
    const bool is_span = source == "jionlp" && kind == "span";
    const bool right = kind == "none" ? answers(each).empty() : source == "jionlp" ? (is_span ? same_span(each) : within(each)) : source == "chrono" ? same_fields(each) : same_at_grain(each);
    (kind == "none" ? figures.nothing : is_span ? figures.spans : figures.points).count(right);
    if (!right && kind != "none" && !is_span) {
      std::string read;
      for (const auto& [from, to] : answers(each)) read += " " + rules::format_rfc3339(from + each.east, rules::Zone{});
      figures.misses.push_back(source + " " + each.text + "  " + (source == "jionlp" ? each.text_of("first") : source == "duckling" ? each.text_of("at") : json::serialize(each.object.at("start"))) + " read" + read);
    }
  }
  return figures;
}

}  // namespace fenliu::quality
