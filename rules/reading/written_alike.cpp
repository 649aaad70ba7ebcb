// What machines write and scans spoil, alike in every language.
#include <string>

#include "rules/reading/piece.h"

namespace fenliu::rules {

namespace {

// ISO 8601 with the T, as programs export it; Z or +08:00 says where.
bool iso_instant(const Match& m, Piece& piece) {
  auto& start = piece.says.start;
  start.year = m.number(1);
  start.month = m.number(2);
  start.day = m.number(3);
  start.hour = m.number(4);
  start.minute = m.number(5);
  if (m.has(6)) start.second = m.number(6);
  if (m.has(7)) {
    const std::string zone(m.text(7));
    const bool utc = zone == "Z" || zone == "z";
    const int minutes = utc ? 0 : std::stoi(zone.substr(1, 2)) * 60 + std::stoi(zone.substr(zone.size() - 2));
    start.zone_minutes = zone.front() == '-' ? -minutes : minutes;
  }
  return true;
}

// l5:00, 1O:30
bool spoilt_clock(const Match& m, Piece& piece) {
  piece.says.start.hour = 0;
  return piece.says.damaged = has_letter_and_digit(m.text(0));
}

}  // namespace

bool has_letter_and_digit(std::string_view text) {
  return text.find_first_of("lIoO") != std::string_view::npos && text.find_first_of("0123456789") != std::string_view::npos;
}

const std::vector<PieceRule>& written_alike() {
  static const std::vector<PieceRule> rules = {
      {"(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?", iso_instant},
      {"[\\dlIoO]{1,2}:[\\dlIoO]{2}", spoilt_clock},
  };
  return rules;
}

}  // namespace fenliu::rules
