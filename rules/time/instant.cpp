// Instants, RFC 3339 and zones.
#include "rules/time/instant.h"

#include <algorithm>
#include <cstdio>

namespace fenliu::rules {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Reads `count` digits at `at`, moves on; -1 when there are none.
int digits(std::string_view text, std::size_t& at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const char c = text[at + i];
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  at += count;
  return value;
}

bool skip(std::string_view text, std::size_t& at, char c) {
  if (at >= text.size() || text[at] != c) return false;
  ++at;
  return true;
}

std::optional<Date> read_date(std::string_view text, std::size_t& at) {
  const int y = digits(text, at, 4);
  if (y < 0 || !skip(text, at, '-')) return {};
  const int m = digits(text, at, 2);
  if (m < 0 || !skip(text, at, '-')) return {};
  const int d = digits(text, at, 2);
  if (d < 0) return {};
  const Date date{std::chrono::year{y}, std::chrono::month{static_cast<unsigned>(m)},
                  std::chrono::day{static_cast<unsigned>(d)}};
  if (!date.ok()) return {};
  return date;
}

std::optional<seconds> read_offset(std::string_view text, std::size_t& at) {
  if (skip(text, at, 'Z') || skip(text, at, 'z')) return seconds{0};
  if (at >= text.size() || (text[at] != '+' && text[at] != '-')) return {};
  const int sign = text[at++] == '-' ? -1 : 1;
  const int h = digits(text, at, 2);
  if (h < 0 || h > 23 || !skip(text, at, ':')) return {};
  const int m = digits(text, at, 2);
  if (m < 0 || m > 59) return {};
  return sign * (hours{h} + minutes{m});
}

}  // namespace

std::chrono::seconds Zone::offset_at(Instant instant) const {
  auto after = std::upper_bound(transitions.begin(), transitions.end(), instant,
                                [](Instant value, const ZoneTransition& each) { return value < each.from; });
  return after == transitions.begin() ? transitions.front().offset : std::prev(after)->offset;
}

LocalTime Zone::to_local(Instant instant) const { return LocalTime{instant.time_since_epoch() + offset_at(instant)}; }

Instant Zone::to_instant(LocalTime local) const {
  // The transitions that may matter lie within a day of the local time read as UTC.
  const Instant as_utc{local.time_since_epoch()};
  const auto before = offset_at(as_utc - days{1});
  const auto after = offset_at(as_utc + days{1});
  if (before == after) return as_utc - before;
  const auto transition = std::find_if(transitions.begin(), transitions.end(), [&](const auto& each) {
    return each.from > as_utc - days{1} && each.from <= as_utc + days{1};
  });
  if (transition == transitions.end()) return as_utc - before;
  const Instant earlier = as_utc - before;
  if (earlier < transition->from) return earlier;
  const Instant later = as_utc - after;
  return std::max(later, transition->from);
}

std::optional<Date> parse_date(std::string_view text) {
  std::size_t at = 0;
  const auto date = read_date(text, at);
  if (!date || at != text.size()) return {};
  return date;
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  std::size_t at = 0;
  const auto date = read_date(text, at);
  if (!date || (!skip(text, at, 'T') && !skip(text, at, 't') && !skip(text, at, ' '))) return {};
  const int h = digits(text, at, 2);
  if (h < 0 || !skip(text, at, ':')) return {};
  const int m = digits(text, at, 2);
  int s = 0;
  if (skip(text, at, ':')) s = digits(text, at, 2);
  if (skip(text, at, '.')) {
    const auto fraction = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    if (at == fraction) return {};
  }
  if (m < 0 || m > 59 || s < 0 || s > 59 || h > 24 || (h == 24 && (m != 0 || s != 0))) return {};
  const auto offset = read_offset(text, at);
  if (!offset || at != text.size()) return {};
  return Instant{std::chrono::sys_days{*date}} + hours{h} + minutes{m} + seconds{s} - *offset;
}

std::string format_date(Date date) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer;
}

std::string format_time_of_day(LocalTime local) {
  const auto of_day = local - std::chrono::floor<days>(local);
  const auto total = std::chrono::duration_cast<minutes>(of_day).count();
  char buffer[24];
  std::snprintf(buffer, sizeof buffer, "%02d:%02d", static_cast<int>(total / 60), static_cast<int>(total % 60));
  return buffer;
}

std::string format_rfc3339(Instant instant, const Zone& zone) {
  const auto offset = zone.offset_at(instant);
  const auto local = zone.to_local(instant);
  auto text = format_date(date_of(local)) + "T" + format_time_of_day(local);
  char buffer[40];
  const auto second = (local - std::chrono::floor<minutes>(local)).count();
  if (second != 0) {
    std::snprintf(buffer, sizeof buffer, ":%02d", static_cast<int>(second));
    text += buffer;
  }
  const auto total = std::chrono::duration_cast<minutes>(offset).count();
  const auto absolute = total < 0 ? -total : total;
  std::snprintf(buffer, sizeof buffer, "%c%02d:%02d", total < 0 ? '-' : '+', static_cast<int>(absolute / 60),
                static_cast<int>(absolute % 60));
  return text + buffer;
}

Date date_of(LocalTime local) { return Date{std::chrono::floor<days>(local)}; }

LocalTime at(Date date, Minutes time_of_day) { return LocalTime{std::chrono::local_days{date}} + time_of_day; }

}  // namespace fenliu::rules
