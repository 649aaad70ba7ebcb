// Stored JSON text and page cursors.
#include "daemon/app/json_text.h"

#include <charconv>

namespace fenliu::app {

boost::json::value parsed(const std::string& text) {
  boost::system::error_code failed;
  auto value = boost::json::parse(text, failed);
  return failed ? boost::json::value(nullptr) : value;
}

rules::Result<std::int64_t> cursor_number(const std::string& cursor) {
  if (cursor.empty()) return std::int64_t{0};
  std::int64_t number = 0;
  const auto* end_of_text = cursor.data() + cursor.size();
  const auto [end, error] = std::from_chars(cursor.data(), end_of_text, number);
  if (error != std::errc{} || end != end_of_text || number <= 0) {
    return rules::Error{rules::ErrorKind::invalid, "The cursor is not one that a list gave", ""};
  }
  return number;
}

}  // namespace fenliu::app
