// Comparing and writing expected windows and deadlines.
#include "rules/decision/expectation.h"

#include <algorithm>

namespace fenliu::rules {

namespace {

std::string moment(Instant at, const Zone& zone) {
  const auto local = zone.to_local(at);
  return format_date(date_of(local)) + " " + format_time_of_day(local);
}

std::string span(Instant from, std::optional<Instant> to, const Zone& zone) {
  auto text = moment(from, zone) + "–";
  if (!to) return text + "…";
  const auto local = zone.to_local(*to);
  const bool one_day = date_of(local) == date_of(zone.to_local(from));
  return text + (one_day ? format_time_of_day(local) : moment(*to, zone));
}

template <class List, class Write>
std::string listed(const List& list, Write&& write) {
  std::string text;
  for (const auto& each : list) text += (text.empty() ? "" : "; ") + write(each);
  return text.empty() ? "none" : text;
}

bool meets(const ExpectedDeadline& expected, const UnitDeadline& actual) {
  const auto same = [](const std::optional<Instant>& wanted, const std::optional<Instant>& given) {
    return !wanted || wanted == given;
  };
  const auto& result = actual.result;
  return (expected.part.empty() || expected.part == actual.part) && same(expected.stated, result.stated) &&
         same(expected.fair, result.fair) && same(expected.effective, result.effective) &&
         same(expected.proposed, result.proposed) && (expected.status.empty() || expected.status == to_string(result.status));
}

}  // namespace

bool same_windows(const std::vector<ExpectedWindow>& expected, const std::vector<Window>& actual) {
  return std::equal(expected.begin(), expected.end(), actual.begin(), actual.end(),
                    [](const ExpectedWindow& a, const Window& b) { return a.from == b.from && a.to == b.to; });
}

bool deadlines_found(const std::vector<ExpectedDeadline>& expected, const std::vector<UnitDeadline>& actual) {
  if (expected.empty()) return actual.empty();
  std::vector<bool> taken(actual.size(), false);
  return std::all_of(expected.begin(), expected.end(), [&](const ExpectedDeadline& each) {
    for (std::size_t i = 0; i < actual.size(); ++i) {
      if (taken[i] || !meets(each, actual[i])) continue;
      taken[i] = true;
      return true;
    }
    return false;
  });
}

std::string to_words(const std::vector<ExpectedWindow>& windows, const Zone& zone) {
  return listed(windows, [&](const ExpectedWindow& each) { return span(each.from, each.to, zone); });
}

std::string to_words(const std::vector<Window>& windows, const Zone& zone) {
  return listed(windows, [&](const Window& each) { return span(each.from, each.to, zone); });
}

std::string to_words(const std::vector<ExpectedDeadline>& deadlines, const Zone& zone) {
  return listed(deadlines, [&](const ExpectedDeadline& each) {
    std::string text = each.part.empty() ? "" : "part " + each.part;
    const auto add = [&](const char* what, const std::string& words) {
      text += (text.empty() ? "" : ", ") + std::string(what) + words;
    };
    if (each.stated) add("stated ", moment(*each.stated, zone));
    if (each.fair) add("fair ", moment(*each.fair, zone));
    if (each.effective) add("effective ", moment(*each.effective, zone));
    if (each.proposed) add("proposed ", moment(*each.proposed, zone));
    if (!each.status.empty()) add("", each.status);
    return text.empty() ? std::string("any") : text;
  });
}

std::string to_words(const std::vector<UnitDeadline>& deadlines, const Zone& zone) {
  std::vector<ExpectedDeadline> same;
  for (const auto& each : deadlines) {
    const auto& result = each.result;
    same.push_back({each.part, result.stated, result.fair, result.effective, result.proposed, std::string(to_string(result.status))});
  }
  return to_words(same, zone);
}

}  // namespace fenliu::rules
