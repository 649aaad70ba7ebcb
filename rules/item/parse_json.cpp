// Strict JSON: once over the events for duplicate keys and places, then into a value.
#include "rules/item/parse_json.h"

#include <set>
#include <string>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>

namespace fenliu::rules {

namespace json = boost::json;

namespace {

using json::error_code;
using View = json::string_view;

// Keeps the keys of the objects that are open.
struct KeyWatcher {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  bool on_object_begin(error_code&) {
    keys.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, error_code&) {
    keys.pop_back();
    return true;
  }
  bool on_key_part(View part, std::size_t, error_code&) {
    key.append(part.data(), part.size());
    return true;
  }
  bool on_key(View part, std::size_t, error_code& error) {
    key.append(part.data(), part.size());
    if (!keys.back().insert(key).second) {
      repeated = key;
      error = json::error::not_object;  // any error ends the reading
      return false;
    }
    key.clear();
    return true;
  }
  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t, error_code&) { return true; }
  bool on_string_part(View, std::size_t, error_code&) { return true; }
  bool on_string(View, std::size_t, error_code&) { return true; }
  bool on_number_part(View, error_code&) { return true; }
  bool on_int64(std::int64_t, View, error_code&) { return true; }
  bool on_uint64(std::uint64_t, View, error_code&) { return true; }
  bool on_double(double, View, error_code&) { return true; }
  bool on_bool(bool, error_code&) { return true; }
  bool on_null(error_code&) { return true; }
  bool on_comment_part(View, error_code&) { return true; }
  bool on_comment(View, error_code&) { return true; }

  std::vector<std::set<std::string>> keys;
  std::string key;
  std::string repeated;
};

std::string place(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, at);
  const auto line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  std::size_t line = 1;
  for (const char c : before) line += c == '\n';
  return "line " + std::to_string(line) + ", column " + std::to_string(at - line_start + 1);
}

}  // namespace

Result<json::value> parse_json(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return Error{ErrorKind::invalid, "There is no JSON here, only nothing", "send an object: {\"title\": …}"};
  }
  json::parse_options options;
  options.max_depth = 32;
  json::basic_parser<KeyWatcher> parser(options);
  error_code failed;
  auto read = parser.write_some(false, text.data(), text.size(), failed);
  if (!failed && read < text.size() && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos) {
    failed = json::error::extra_data;
  }
  if (!parser.handler().repeated.empty()) {
    return Error{ErrorKind::invalid, "The key '" + parser.handler().repeated + "' is given twice", place(text, read)};
  }
  if (failed) return Error{ErrorKind::invalid, "This is not JSON: " + failed.message(), place(text, read)};
  auto value = json::parse({text.data(), text.size()}, failed, {}, options);
  if (failed) return Error{ErrorKind::invalid, "This is not JSON: " + failed.message(), ""};
  return value;
}

}  // namespace fenliu::rules
