// Which parts a person must look at, and why.
#include <algorithm>

#include "rules/relevance/routing.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

bool says_something(const Part& part) {
  for (const std::string_view text : {std::string_view(part.title), std::string_view(part.text)}) {
    for (std::size_t i = 0; i < text.size();) {
      if (is_letter_or_digit(next_code_point(text, i))) return true;
    }
  }
  return false;
}

// More than a fifth of replacement, private or control characters: a scan or a broken encoding.
bool is_unreadable(const PartMatches& matches) {
  const auto is_broken = [](char32_t c) { return (c == 0xFFFD) | (c - 0xE000 <= 0x18FF) | ((c < 0x20) & (c != '\n')); };
  const auto broken = count_characters(matches.title.text, is_broken) + count_characters(matches.text.text, is_broken);
  return broken * 5 > matches.title.text.size() + matches.text.text.size();
}

}  // namespace

std::string Routing::triage_reason(const RoutedPart& part) const {
  if (is_unreadable(part.matches)) return "unreadable";
  Role best = Role::none;
  for (const auto& [id, reached] : relevance_.units) {
    const auto role = reached.part_roles.find(part.part->part_id);
    if (role != reached.part_roles.end()) best = std::max(best, role->second);
  }
  if (best >= Role::support) return "";
  if (best == Role::inform) return "inform-only";
  const bool asks = asks_for_something(part.matches.title, part.title_marks) || asks_for_something(part.matches.text, part.text_marks);
  return asks ? "unrouted" : "no-action";
}

void Routing::triage() {
  // A unit that the whole item concerns has all its parts.
  const bool somebody_has_all = std::any_of(relevance_.units.begin(), relevance_.units.end(), [](const auto& pair) {
    const auto& reached = pair.second;
    return reached.role >= Role::support && reached.parts.size() == 1 && reached.parts.front() == "0";
  });
  bool some_part_reached = somebody_has_all;
  for (const auto& part : parts_) {
    if (part.part->part_id == "0" || !says_something(*part.part)) continue;
    const auto reason = triage_reason(part);
    some_part_reached = some_part_reached || reason.empty();
    if (!reason.empty() && (!somebody_has_all || reason == "unreadable")) {
      relevance_.triage.push_back({part.part->part_id, reason});
    }
  }
  if (some_part_reached || parts_.empty()) return;
  const auto& zero = parts_.front();
  if (zero.part->part_id != "0" || !says_something(*zero.part)) return;
  // A bare title above parts that wait already would only be routed twice.
  if (zero.part->text.empty() && !relevance_.triage.empty()) return;
  const auto reason = triage_reason(zero);
  if (!reason.empty()) relevance_.triage.insert(relevance_.triage.begin(), {"0", reason});
}

}  // namespace fenliu::rules
