// Overlays, and spans of a day put together and taken apart.
#include "rules/time/overlay.h"

#include <algorithm>
#include <tuple>

namespace fenliu::rules {

bool DateRange::contains(Date date) const { return (!from || *from <= date) && (!until || date <= *until); }

std::string format_day_span(DaySpan span) {
  const auto time = [](Minutes of_day) {
    const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    const auto minutes = of_day > Minutes{24 * 60} ? of_day - Minutes{24 * 60} : of_day;
    return two(minutes.count() / 60) + ":" + two(minutes.count() % 60);
  };
  return time(span.start) + "-" + time(span.end);
}

std::vector<DaySpan> united(std::vector<DaySpan> spans) {
  std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
  std::vector<DaySpan> all;
  for (const auto& span : spans) {
    if (!all.empty() && span.start <= all.back().end) {
      all.back().end = std::max(all.back().end, span.end);
    } else {
      all.push_back(span);
    }
  }
  return all;
}

std::vector<DaySpan> without(const std::vector<DaySpan>& spans, const std::vector<DaySpan>& taken) {
  std::vector<DaySpan> left;
  for (auto span : spans) {
    for (const auto& each : taken) {
      if (each.end <= span.start || each.start >= span.end) continue;
      if (each.start > span.start) left.push_back({span.start, each.start});
      span.start = std::min(each.end, span.end);
    }
    if (span.start < span.end) left.push_back(span);
  }
  return left;
}

std::string_view to_string(OverlayKind kind) {
  switch (kind) {
    case OverlayKind::duty_shift:
      return "duty_shift";
    case OverlayKind::absence:
      return "absence";
    case OverlayKind::secondment:
      return "secondment";
    case OverlayKind::workday:
      return "workday";
    case OverlayKind::day_off:
      break;
  }
  return "day_off";
}

bool Overlay::on(Date date) const {
  const std::chrono::weekday day{std::chrono::local_days{date}};
  return dates.contains(date) && (weekdays.empty() || std::find(weekdays.begin(), weekdays.end(), day) != weekdays.end());
}

bool operator==(const Overlay& a, const Overlay& b) {
  const auto values = [](const Overlay& each) {
    return std::tie(each.kind, each.units, each.places, each.host, each.persons, each.dates, each.weekdays, each.spans, each.staff,
                    each.announced, each.name);
  };
  return values(a) == values(b);
}

}  // namespace fenliu::rules
