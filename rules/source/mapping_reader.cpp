// Reading YAML mappings.
#include "rules/source/mapping_reader.h"

#include <algorithm>
#include <map>
#include <set>

namespace fenliu::rules {

using Kind = YamlNode::Kind;

namespace {

// Why something that should be a mapping is none, where the words show it.
std::string mapping_hint(const YamlNode& node) {
  const auto& text = node.scalar;
  if (text.find("\uFF1A") != std::string::npos) return "the colon is full-width (\uFF1A); write `key: value` with ':' and a space";
  const auto colon = text.find(':');
  if (colon != std::string::npos && colon > 0 && colon + 1 < text.size()) return "put a space after the colon: `key: value`";
  return "write `key: value`";
}

// What other programs call our keys.
std::string key_meant(const std::string& word, const std::vector<std::string>& known) {
  static const std::multimap<std::string, std::string> kMeant = {
      {"not", "none"},     {"except", "none"},  {"or", "any"},      {"and", "all"},      {"if", "when"},     {"match", "when"},
      {"terms", "when"},   {"keywords", "any"}, {"topics", "tags"}, {"topic", "tags"},   {"to", "route"},    {"units", "route"},
      {"regex", "term"},   {"text", "term"},    {"field", "in"},    {"timezone", "zone"}, {"title", "name"}, {"distance", "within"},
      {"min", "count"},    {"roles", "duties"}, {"responsibilities", "duties"}, {"end", "until"}, {"to", "until"}, {"start", "from"}};
  const auto [first, last] = kMeant.equal_range(word);
  for (auto each = first; each != last; ++each) {
    if (std::find(known.begin(), known.end(), each->second) != known.end()) return each->second;
  }
  return nearest(word, known);
}

}  // namespace

MappingReader::MappingReader(const YamlNode& node, std::string what, Reporter& reporter)
    : span_(node.span), what_(std::move(what)), reporter_(reporter) {
  if (node.kind == Kind::mapping) {
    node_ = &node;
  } else {
    reporter_.error(node.span, "wrong-type", what_ + " must be a mapping of keys", mapping_hint(node));
  }
}

const YamlNode* MappingReader::take(const char* key) {
  known_.emplace_back(key);
  if (node_ == nullptr) return nullptr;
  for (const auto& [name, value] : node_->entries) {
    if (name.scalar == key) return value.kind == Kind::null ? nullptr : &value;
  }
  return nullptr;
}

const YamlNode* MappingReader::require(const char* key) {
  const auto* value = take(key);
  if (value != nullptr || node_ == nullptr) return value;
  for (const auto& [name, given] : node_->entries) {
    if (name.scalar != key) continue;
    reporter_.error(name.span, "missing-value", std::string("'") + key + "' has no value",
                    "a text that begins with # or is null, ~ must stand in quotes");
    return nullptr;
  }
  reporter_.error(span_, "missing-key", what_ + " needs the key '" + key + "'");
  return nullptr;
}

Span MappingReader::span_of(const char* key) const {
  if (node_ == nullptr) return span_;
  for (const auto& [name, value] : node_->entries) {
    if (name.scalar == key) return value.span;
  }
  return span_;
}

std::string MappingReader::text(const char* key) {
  const auto* value = take(key);
  if (value == nullptr) return "";
  if (value->kind != Kind::scalar) {
    reporter_.error(value->span, "wrong-type", std::string("'") + key + "' must be text");
    return "";
  }
  return value->scalar;
}

std::string MappingReader::required_text(const char* key) {
  const auto* value = require(key);
  if (value == nullptr) return "";
  auto found = text(key);
  if (found.empty() && value->kind == Kind::scalar) {
    reporter_.error(value->span, "empty", std::string("'") + key + "' must not be empty");
  }
  return found;
}

std::string MappingReader::reference(const char* key, Named kind, bool required) {
  auto found = required ? required_text(key) : text(key);
  if (!found.empty()) reporter_.refer(kind, found, span_of(key));
  return found;
}

std::string MappingReader::word(const char* key, const char* what, const std::vector<std::string>& words,
                                const std::string& usual) {
  auto found = text(key);
  if (found.empty()) return usual;
  if (std::find(words.begin(), words.end(), found) != words.end()) return found;
  reporter_.unknown(span_of(key), what, found, words);
  return usual;
}

bool MappingReader::flag(const char* key, bool usual) {
  const auto* value = take(key);
  if (value == nullptr) return usual;
  if (value->kind == Kind::scalar && value->scalar == "true") return true;
  if (value->kind == Kind::scalar && value->scalar == "false") return false;
  reporter_.error(value->span, "wrong-type", std::string("'") + key + "' must be true or false",
                  value->kind == Kind::scalar ? "yes, no, on and off are texts here" : "");
  return usual;
}

std::optional<int> MappingReader::integer(const char* key, int least, int most) {
  const auto* value = take(key);
  if (value == nullptr) return {};
  const auto& digits = value->scalar;
  const auto range = std::string("'") + key + "' must be a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  const bool whole = value->kind == Kind::scalar && !digits.empty() && digits.size() < 8 &&
                     digits.find_first_not_of("0123456789") == std::string::npos;
  if (whole && digits.size() > 1 && digits.front() == '0') {
    reporter_.error(value->span, "leading-zero", range, "write " + std::to_string(std::stoi(digits)) + " without the leading zero, which some read as octal");
    return {};
  }
  if (!whole || std::stoi(digits) < least || std::stoi(digits) > most) {
    reporter_.error(value->span, whole ? "out-of-range" : "wrong-type", range);
    return {};
  }
  return std::stoi(digits);
}

Minutes MappingReader::minutes(const char* key, Minutes usual, int most) {
  const auto given = integer(key, 0, most);
  return given ? Minutes{*given} : usual;
}

std::optional<Date> MappingReader::date(const char* key) {
  const auto* value = take(key);
  return value == nullptr ? std::nullopt : read_date(*value, reporter_);
}

DateRange MappingReader::dates(const char* key) {
  const auto* value = take(key);
  return value == nullptr ? DateRange{} : read_dates(*value, reporter_);
}

std::vector<std::pair<std::string, Span>> MappingReader::texts(const char* key) {
  const auto* value = take(key);
  if (value == nullptr) return {};
  return read_texts(*value, reporter_);
}

LocalName MappingReader::name(const char* key) {
  const auto* value = take(key);
  return value == nullptr ? LocalName{} : read_name(*value, reporter_);
}

void MappingReader::refuse(const char* key, const std::string& code, const std::string& message, const std::string& hint) {
  if (node_ == nullptr) return;
  for (const auto& [name, value] : node_->entries) {
    if (name.scalar != key) continue;
    reporter_.error(name.span, code, message, hint);
    known_.emplace_back(key);
  }
}

void MappingReader::finish() {
  if (node_ == nullptr) return;
  for (const auto& [name, value] : node_->entries) {
    if (std::find(known_.begin(), known_.end(), name.scalar) != known_.end()) continue;
    const auto near = key_meant(name.scalar, known_);
    std::string all;
    const std::set<std::string> sorted(known_.begin(), known_.end());
    for (const auto& each : sorted) all += (all.empty() ? "" : ", ") + each;
    reporter_.error(name.span, "unknown-key", what_ + " has no key '" + name.scalar + "'",
                    near.empty() ? "known keys: " + all : "did you mean '" + near + "'?");
  }
}

const std::vector<YamlNode>& read_list(const YamlNode& node, const std::string& what, Reporter& reporter) {
  if (node.kind != Kind::sequence) {
    reporter.error(node.span, "wrong-type", what + " must be a list", "write each entry on a line of its own, after '- '");
  }
  return node.items;
}

std::optional<Date> read_date(const YamlNode& node, Reporter& reporter) {
  auto date = node.kind == Kind::scalar ? parse_date(node.scalar) : std::nullopt;
  if (!date) reporter.error(node.span, "bad-date", "this is no date that exists", "write year, month and day as 2022-01-05");
  return date;
}

namespace {

// "HH:MM", 24:00 included; -1 otherwise.
int minutes_of(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return -1;
  for (const std::size_t i : {0u, 1u, 3u, 4u}) {
    if (text[i] < '0' || text[i] > '9') return -1;
  }
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (minute > 59 || hour > 24 || (hour == 24 && minute > 0)) return -1;
  return hour * 60 + minute;
}

}  // namespace

std::optional<Minutes> read_clock(const YamlNode& node, Reporter& reporter) {
  const int minutes = node.kind == Kind::scalar ? minutes_of(node.scalar) : -1;
  if (minutes >= 0 && minutes < 24 * 60) return Minutes{minutes};
  reporter.error(node.span, "bad-time", "this is no time of the day", "write \"17:00\"");
  return {};
}

std::optional<DaySpan> read_day_span(const YamlNode& node, Reporter& reporter, bool over_midnight) {
  const auto& text = node.scalar;
  const auto dash = text.find('-');
  const int start = dash == std::string::npos ? -1 : minutes_of(text.substr(0, dash));
  const int end = dash == std::string::npos ? -1 : minutes_of(text.substr(dash + 1));
  if (node.kind != Kind::scalar || start < 0 || end < 0) {
    reporter.error(node.span, "bad-time", "this is no span of the day", "write \"08:00-12:00\"");
    return {};
  }
  if (start == end || (start > end && !over_midnight)) {
    reporter.error(node.span, "bad-time", start == end ? "the span is empty" : "the span ends before it starts",
                   over_midnight ? "" : "a span over midnight is written as two: \"20:00-24:00\", \"00:00-06:00\"");
    return {};
  }
  return DaySpan{Minutes{start}, Minutes{end}};
}

LocalName read_name(const YamlNode& node, Reporter& reporter) {
  LocalName name;
  if (node.kind == Kind::scalar) {
    if (node.scalar.find_first_not_of(" \t") == std::string::npos) reporter.error(node.span, "empty", "this name is empty");
    name["und"] = node.scalar;
    return name;
  }
  MappingReader reader(node, "a name", reporter);
  for (const char* language : {"zh", "en", "vi"}) {
    const auto words = reader.text(language);
    if (!words.empty()) name[language] = words;
  }
  reader.finish();
  if (name.empty() && reader.usable() && node.entries.empty()) reporter.error(node.span, "empty", "a name needs at least one of zh, en, vi");
  return name;
}

DateRange read_dates(const YamlNode& node, Reporter& reporter) {
  DateRange range;
  MappingReader reader(node, "a validity", reporter);
  range.from = reader.date("from");
  range.until = reader.date("until");
  reader.finish();
  if (range.from && range.until && *range.until < *range.from) {
    reporter.error(node.span, "ends-before-start", "the validity ends before it starts", "swap `from` and `until`");
  }
  return range;
}

std::vector<std::pair<std::string, Span>> read_texts(const YamlNode& node, Reporter& reporter) {
  std::vector<std::pair<std::string, Span>> texts;
  if (node.kind == Kind::scalar) {
    texts.emplace_back(node.scalar, node.span);
  } else if (node.kind == Kind::sequence) {
    for (const auto& item : node.items) {
      if (item.kind == Kind::scalar) {
        texts.emplace_back(item.scalar, item.span);
      } else {
        reporter.error(item.span, "wrong-type", "this must be text");
      }
    }
  } else {
    reporter.error(node.span, "wrong-type", "this must be a text or a list of texts");
  }
  return texts;
}

}  // namespace fenliu::rules
