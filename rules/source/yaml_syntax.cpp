// Reading a slip out of what the parser says and the line that it stopped at.
#include "rules/source/yaml_syntax.h"

#include <algorithm>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

std::string line_at(const SourceFile& file, std::size_t line) {
  std::size_t start = 0;
  for (std::size_t i = 1; i < line; ++i) {
    start = file.text.find('\n', start);
    if (start == std::string::npos) return "";
    ++start;
  }
  return file.text.substr(start, file.text.find('\n', start) - start);
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct Slip {
  std::string message;
  std::string hint;
};

// Signs that look right on paper: a mapping's colon, the commas and brackets of a list, quotation marks.
std::string full_width_sign(const std::string& line) {
  for (const char* sign : {"：", "，", "、", "【", "】", "［", "］", "｛", "｝", "“", "”", "‘", "’", "＃", "－"}) {
    if (holds(line, sign)) return sign;
  }
  return "";
}

// `- tags:x` and the like: a key whose colon has no space after it, and no quote or bracket before.
bool colon_without_space(const std::string& line) {
  const auto start = line.find_first_not_of(" -");
  if (start == std::string::npos) return false;
  const auto colon = line.find(':', start);
  if (colon == std::string::npos || colon + 1 >= line.size() || line[colon + 1] == ' ') return false;
  const auto is_key = [](char c) { return c == '_' || c == '-' || (c >= 'a' && c <= 'z'); };
  return std::all_of(line.begin() + static_cast<long>(start), line.begin() + static_cast<long>(colon), is_key);
}

// The bracket or quote that is still open at `end` (a byte), and where it stands.
struct OpenSign {
  char sign = '\0';
  std::size_t at = 0;
};

OpenSign open_sign(const std::string& text, std::size_t end) {
  std::vector<OpenSign> open;
  for (std::size_t i = 0; i < std::min(end, text.size()); ++i) {
    const char c = text[i], before = i == 0 ? '\n' : text[i - 1];
    const bool begins_text = before == ' ' || before == '\n' || before == '[' || before == '{' || before == ',';
    const bool quoting = !open.empty() && (open.back().sign == '"' || open.back().sign == '\'');
    if (quoting) {
      if (c == '\\' && open.back().sign == '"') ++i;
      if (c == open.back().sign) open.pop_back();
    } else if (c == '#' && (before == ' ' || before == '\n')) {
      i = std::min(text.find('\n', i), text.size());
    } else if (begins_text && (c == '[' || c == '{' || c == '"' || c == '\'')) {
      open.push_back({c, i});
    } else if ((c == ']' || c == '}') && !open.empty()) {
      open.pop_back();
    }
  }
  return open.empty() ? OpenSign{} : open.back();
}

Slip slip_of(const std::string& parser, const Span& place, const SourceFile& file) {
  const auto line = line_at(file, place.line);
  const auto code_points = to_utf32(line);
  const char32_t at = place.column > 0 && place.column <= code_points.size() ? code_points[place.column - 1] : U'\0';
  if (holds(parser, "tab")) return {"a tab stands in the indentation", "indent with spaces"};
  if (holds(parser, "anchor is not defined")) {
    return {"'*' begins an alias, and nothing of that name stands above", "a text that begins with '*' must stand in quotes"};
  }
  if (holds(parser, "unknown token")) {
    const auto sign = at == U'\0' ? std::string("this sign") : "'" + to_utf8(std::u32string(1, at)) + "'";
    return {"a text cannot begin with " + sign, "put the text in quotes"};
  }
  if (holds(parser, "illegal map value") && holds(line.substr(0, line.find('#')), ": ")) {
    const auto colons = line.find(": ");
    if (line.find(": ", colons + 2) != std::string::npos) {
      return {"a second ': ' stands in this line", "put a text that holds ': ' in quotes"};
    }
  }
  if (holds(parser, "end of sequence not found") || holds(parser, "end of map not found")) {
    return {"this line is indented neither like its neighbours nor like the line that it belongs to",
            "keys of one entry begin in one column"};
  }
  if (holds(parser, "illegal map value")) return {"this key does not fit the lines above", "check their indentation and colons"};
  return {"this is not YAML: " + parser, "check indentation, brackets and quotes here and in the line above"};
}

}  // namespace

Positions::Positions(const SourceFile& file) : file_(file) {
  starts_.push_back(0);
  for (auto at = file.text.find('\n'); at != std::string::npos; at = file.text.find('\n', at + 1)) {
    starts_.push_back(at + 1);
  }
}

Span Positions::span(std::size_t line, std::size_t byte_column, std::size_t length) const {
  // The parser may stop behind the last line.
  line = std::min(line, starts_.size() - 1);
  const auto start = starts_[line];
  const auto bytes = std::min(byte_column, file_.text.size() - start);
  return {file_.path, line + 1, count_code_points(std::string_view(file_.text).substr(start, bytes)) + 1, length};
}

Diagnostic yaml_syntax_error(const std::string& parser_says, const Span& place, const SourceFile& file) {
  auto slip = slip_of(parser_says, place, file);
  Span span = place;
  if (holds(parser_says, "flow not found") || holds(parser_says, "in scalar")) {
    const auto open = open_sign(file.text, file.text.size());
    if (open.sign != '\0') {
      const Positions positions(file);
      const auto line = static_cast<std::size_t>(std::count(file.text.begin(), file.text.begin() + static_cast<long>(open.at), '\n'));
      const auto start = open.at == 0 ? std::string::npos : file.text.rfind('\n', open.at - 1);
      span = positions.span(line, open.at - (start == std::string::npos ? 0 : start + 1), 1);
      const char close = open.sign == '[' ? ']' : open.sign == '{' ? '}' : open.sign;
      slip = {std::string("this ") + open.sign + " is never closed", std::string("close it with ") + close};
    }
  }
  // The slip often stands in the line before, where the parser still saw a text.
  for (const auto line : {span.line, span.line - 1}) {
    const auto text = line_at(file, line);
    if (const auto sign = full_width_sign(text); !sign.empty()) {
      slip.hint += "; the full-width '" + sign + "' in line " + std::to_string(line) + " is no sign of YAML";
      break;
    }
    if (colon_without_space(text)) {
      slip.hint += "; the colon in line " + std::to_string(line) + " needs a space after it";
      break;
    }
  }
  return {span, Severity::error, "yaml-syntax", slip.message, slip.hint};
}

}  // namespace fenliu::rules
