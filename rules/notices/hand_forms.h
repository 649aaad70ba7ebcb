// The papers of the channel by hand: what a clerk copies into a chat group, telephones down, hands over or has signed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/notices/notices.h"

namespace fenliu::rules {

// Text for a chat group, all units in one block; the units still to be telephoned; a slip for each; a list to sign.
enum class HandForm { group_text, call_sheet, slips, signature_list };
std::string_view to_string(HandForm form);  // group-text, call-sheet, slips, signature-list
std::optional<HandForm> parse_hand_form(std::string_view word);

// A unit's line. Everything is as it may be said: masked, and without a body where none may leave.
struct HandLine {
  UnitId unit;
  std::string name;        // of the unit
  Role role = Role::none;
  std::string what;        // its parts, or the title; several lines at most
  std::string when;        // windows and deadlines; empty: none
  std::string phone;       // empty: nobody wrote one down
  std::string told;        // "telephoned 18:20 …" or who confirmed; empty: open
};

struct HandSheet {
  std::string title, number, office, printed;  // `printed`: the time it was made
  std::string group_text;                      // as apply_policy leaves it for the channel
  std::vector<HandLine> lines;                 // in order of the organisation
  std::string language;                        // zh, vi, en
};

// Plain text, ends in a newline. The call sheet has the open lines only.
std::string hand_form_text(const HandSheet& sheet, HandForm form);
// The same as a page for A4: complete HTML, everything within, nothing fetched from anywhere.
std::string hand_form_html(const HandSheet& sheet, HandForm form);

// How a unit was told by hand.
enum class HandWay { telephoned, handed_over, posted_in_group };
std::string_view to_string(HandWay way);  // telephoned, handed-over, posted-in-group
std::optional<HandWay> parse_hand_way(std::string_view word);
// "telephoned 18:20 to the duty officer by the clerk"; `to` may be empty.
std::string told_by_hand_sentence(HandWay way, const std::string& time, const std::string& to, const std::string& by, const std::string& language);

}  // namespace fenliu::rules
