// Reads the keys of a YAML mapping and reports every fault with its place. Internal to source/.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rules/source/configuration.h"
#include "rules/source/reporter.h"
#include "rules/source/yaml_tree.h"

namespace fenliu::rules {

class MappingReader {
 public:
  // `what` names the mapping in messages ("a unit").
  MappingReader(const YamlNode& node, std::string what, Reporter& reporter);

  bool usable() const { return node_ != nullptr; }
  const Span& span() const { return span_; }
  Span span_of(const char* key) const;                   // of the key's value; the mapping's where it is missing
  const YamlNode* take(const char* key);                 // nullptr: missing or null
  const YamlNode* require(const char* key);              // missing is an error
  std::string text(const char* key);                     // "" when missing
  std::string required_text(const char* key);
  // A text that names something defined elsewhere.
  std::string reference(const char* key, Named kind, bool required = false);
  // A text out of `words`; `usual` when missing, and when it is another, which is an error that calls it a `what`.
  std::string word(const char* key, const char* what, const std::vector<std::string>& words, const std::string& usual);
  bool flag(const char* key, bool usual);
  std::optional<int> integer(const char* key, int least, int most);
  Minutes minutes(const char* key, Minutes usual, int most = 100000);
  std::optional<Date> date(const char* key);
  DateRange dates(const char* key);                      // {from, until}
  std::vector<std::pair<std::string, Span>> texts(const char* key);  // a text or a list of texts
  LocalName name(const char* key);                       // {zh, en, vi}, or a bare text in `und`
  // A key that is always an error, said in these words instead of as an unknown one.
  void refuse(const char* key, const std::string& code, const std::string& message, const std::string& hint);
  void finish();                                         // unknown keys

 private:
  const YamlNode* node_ = nullptr;
  Span span_;
  std::string what_;
  Reporter& reporter_;
  std::vector<std::string> known_;
};

// Readings of a single node; faults are reported, the result is then empty.
// A list; anything else is an error, and an empty one is returned.
const std::vector<YamlNode>& read_list(const YamlNode& node, const std::string& what, Reporter& reporter);
std::optional<Date> read_date(const YamlNode& node, Reporter& reporter);
std::optional<Minutes> read_clock(const YamlNode& node, Reporter& reporter);  // "17:00", before 24:00
std::optional<DaySpan> read_day_span(const YamlNode& node, Reporter& reporter, bool over_midnight);
LocalName read_name(const YamlNode& node, Reporter& reporter);
DateRange read_dates(const YamlNode& node, Reporter& reporter);
std::vector<std::pair<std::string, Span>> read_texts(const YamlNode& node, Reporter& reporter);

}  // namespace fenliu::rules
