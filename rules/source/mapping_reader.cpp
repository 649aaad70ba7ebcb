// Reading YAML mappings.
#include "rules/source/mapping_reader.h"

#include <algorithm>

namespace fenliu::rules {

using Kind = YamlNode::Kind;

void Reporter::error(const Span& span, std::string code, std::string message, std::string hint) {
  diagnostics_.push_back({span, Severity::error, std::move(code), std::move(message), std::move(hint)});
}

void Reporter::warning(const Span& span, std::string code, std::string message, std::string hint) {
  diagnostics_.push_back({span, Severity::warning, std::move(code), std::move(message), std::move(hint)});
}

void Reporter::unknown(const Span& span, const std::string& what, const std::string& word,
                       const std::vector<std::string>& candidates) {
  const auto near = nearest(word, candidates);
  auto code = "unknown-" + what;
  std::replace(code.begin(), code.end(), ' ', '-');
  error(span, code, "there is no " + what + " '" + word + "'", near.empty() ? "" : "did you mean '" + near + "'?");
}

MappingReader::MappingReader(const YamlNode& node, std::string what, Reporter& reporter)
    : span_(node.span), what_(std::move(what)), reporter_(reporter) {
  if (node.kind == Kind::mapping) {
    node_ = &node;
  } else {
    reporter_.error(node.span, "wrong-type", what_ + " must be a mapping of keys", "write `key: value`");
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
  if (value == nullptr && node_ != nullptr) {
    reporter_.error(span_, "missing-key", what_ + " needs the key '" + key + "'");
  }
  return value;
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

bool MappingReader::flag(const char* key, bool usual) {
  const auto* value = take(key);
  if (value == nullptr) return usual;
  if (value->kind == Kind::scalar && value->scalar == "true") return true;
  if (value->kind == Kind::scalar && value->scalar == "false") return false;
  reporter_.error(value->span, "wrong-type", std::string("'") + key + "' must be true or false");
  return usual;
}

std::optional<int> MappingReader::integer(const char* key, int least, int most) {
  const auto* value = take(key);
  if (value == nullptr) return {};
  const auto& digits = value->scalar;
  const bool whole = value->kind == Kind::scalar && !digits.empty() && digits.size() < 8 &&
                     digits.find_first_not_of("0123456789") == std::string::npos;
  if (!whole || std::stoi(digits) < least || std::stoi(digits) > most) {
    reporter_.error(value->span, "out-of-range",
                    std::string("'") + key + "' must be a whole number from " + std::to_string(least) + " to " +
                        std::to_string(most));
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

void MappingReader::finish() {
  if (node_ == nullptr) return;
  for (const auto& [name, value] : node_->entries) {
    if (std::find(known_.begin(), known_.end(), name.scalar) != known_.end()) continue;
    const auto near = nearest(name.scalar, known_);
    std::string all;
    for (const auto& each : known_) all += (all.empty() ? "" : ", ") + each;
    reporter_.error(name.span, "unknown-key", what_ + " has no key '" + name.scalar + "'",
                    near.empty() ? "known keys: " + all : "did you mean '" + near + "'?");
  }
}

std::optional<Date> read_date(const YamlNode& node, Reporter& reporter) {
  auto date = node.kind == Kind::scalar ? parse_date(node.scalar) : std::nullopt;
  if (!date) reporter.error(node.span, "bad-date", "this is no date that exists", "write 2022-11-24");
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
    reporter.error(node.span, "bad-time", "the span ends before it starts");
    return {};
  }
  return DaySpan{Minutes{start}, Minutes{end}};
}

LocalName read_name(const YamlNode& node, Reporter& reporter) {
  LocalName name;
  if (node.kind == Kind::scalar) {
    name["und"] = node.scalar;
    return name;
  }
  MappingReader reader(node, "a name", reporter);
  for (const char* language : {"zh", "en", "vi"}) {
    const auto words = reader.text(language);
    if (!words.empty()) name[language] = words;
  }
  reader.finish();
  if (name.empty() && reader.usable()) reporter.error(node.span, "empty", "a name needs at least one of zh, en, vi");
  return name;
}

DateRange read_dates(const YamlNode& node, Reporter& reporter) {
  DateRange range;
  MappingReader reader(node, "a validity", reporter);
  range.from = reader.date("from");
  range.until = reader.date("until");
  reader.finish();
  if (range.from && range.until && *range.until < *range.from) {
    reporter.error(node.span, "ends-before-start", "the validity ends before it starts");
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
