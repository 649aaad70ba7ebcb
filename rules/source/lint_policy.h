// Which checks of posted items an office wants: the `lints` of fenliu.yaml.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fenliu::rules {

// What burdens units without need; rules/decision/lints.h says when each is found.
enum class LintKind { due_too_soon, contact_in_quiet_hours, name_list_missing, asked_twice, meeting_too_long, held_again, invited_late };

inline constexpr std::array<LintKind, 7> kLintKinds = {
    LintKind::due_too_soon,     LintKind::contact_in_quiet_hours, LintKind::name_list_missing, LintKind::asked_twice,
    LintKind::meeting_too_long, LintKind::held_again,             LintKind::invited_late};

std::string_view to_string(LintKind kind);  // as written here

struct LintPolicy {
  std::string sources = "cn";                           // whose documents they rest on: cn, vn, us
  bool emergency = false;                               // silences what an emergency excuses
  std::map<LintKind, std::vector<std::string>> levels;  // of the issuer; a kind that is missing holds on all, an empty list on none
};

}  // namespace fenliu::rules
