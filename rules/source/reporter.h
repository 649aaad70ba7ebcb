// Collects what is wrong in the files of one configuration, which names they define and which they use. Internal to source/.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/text/diagnostic.h"

namespace fenliu::rules {

// Kinds of names. Units and groups share one set of ids: both are defined as what they are, either may be looked for.
enum class Named { unit, group, unit_or_group, level, topic, calendar, hours, rule, post, person };
std::string to_words(Named kind);  // "unit or group"

// A word that must be a name defined somewhere, in this file or in another; checked when all files are read.
struct Reference {
  Named kind = Named::unit;
  std::string word;
  Span span;
  std::string within;  // hours: the calendar's id
};

// The names that a file defines and uses, in order, and the kinds of which it may define more than could be read.
struct NotedNames {
  struct Definition {
    Named kind = Named::unit;
    std::string name;
    Span span;
    std::string within;
  };
  std::vector<Definition> definitions;
  std::vector<Reference> references;
  std::set<Named> incomplete;
};

class Reporter {
 public:
  explicit Reporter(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void error(const Span& span, std::string code, std::string message, std::string hint = "");
  void warning(const Span& span, std::string code, std::string message, std::string hint = "");
  // "there is no WHAT 'word'", with the nearest candidate as hint, or all of them when they are few.
  void unknown(const Span& span, const std::string& what, const std::string& word,
               const std::vector<std::string>& candidates);

  std::size_t errors() const;  // so far

  // Notes a definition. `within` sets names apart that may repeat (hours: the calendar's id). An empty name passes: its
  // lack is reported elsewhere.
  void define(Named kind, const std::string& name, const Span& span, const std::string& within = "");
  // Notes a use; an empty word passes.
  void refer(Named kind, const std::string& word, const Span& span, const std::string& within = "");
  // A file that could not be read may have defined any name of this kind: missing ones are not reported.
  void incomplete(Named kind) { noted_.incomplete.insert(kind); }

  // What was noted so far, and the same noted elsewhere.
  const NotedNames& noted() const { return noted_; }
  void note(const NotedNames& names);

  // Reports names defined twice, saying where the first stands, and references to names that nobody defined.
  void check_names();

 private:
  using Names = std::map<std::string, Span>;
  const Names* names(Named kind, const std::string& within) const;
  void enter(const NotedNames::Definition& definition);
  bool defined(Named kind, const Reference& reference) const;
  void check(const Reference& reference);
  std::string other_kind(const Reference& reference) const;

  Diagnostics& diagnostics_;
  NotedNames noted_;
  std::map<std::pair<Named, std::string>, Names> defined_;  // once names are checked
};

}  // namespace fenliu::rules
