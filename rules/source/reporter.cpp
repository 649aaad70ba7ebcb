// Names defined and used, and what is said of those that do not match.
#include "rules/source/reporter.h"

#include <algorithm>

namespace fenliu::rules {

namespace {

constexpr std::size_t kFew = 8;

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string place(const Span& span, const Span& seen_from) {
  if (span.file == seen_from.file) return "in line " + std::to_string(span.line);
  return "in " + span.file + ":" + std::to_string(span.line);
}

std::string code_for(const std::string& what) {
  auto code = "unknown-" + what;
  std::replace(code.begin(), code.end(), ' ', '-');
  return code;
}

}  // namespace

std::size_t Reporter::errors() const {
  return static_cast<std::size_t>(std::count_if(diagnostics_.begin(), diagnostics_.end(),
                                                [](const auto& each) { return each.severity == Severity::error; }));
}

std::string to_words(Named kind) {
  switch (kind) {
    case Named::unit:
      return "unit";
    case Named::group:
      return "group";
    case Named::unit_or_group:
      return "unit or group";
    case Named::level:
      return "level";
    case Named::topic:
      return "topic";
    case Named::calendar:
      return "calendar";
    case Named::hours:
      return "hours";
    case Named::post:
      return "post";
    case Named::person:
      return "person";
    case Named::rule:
      break;
  }
  return "rule";
}

void Reporter::error(const Span& span, std::string code, std::string message, std::string hint) {
  diagnostics_.push_back({span, Severity::error, std::move(code), std::move(message), std::move(hint)});
}

void Reporter::warning(const Span& span, std::string code, std::string message, std::string hint) {
  diagnostics_.push_back({span, Severity::warning, std::move(code), std::move(message), std::move(hint)});
}

void Reporter::unknown(const Span& span, const std::string& what, const std::string& word,
                       const std::vector<std::string>& candidates) {
  const auto near = nearest(word, candidates);
  std::string hint;
  if (!near.empty()) {
    hint = "did you mean '" + near + "'?";
  } else if (!candidates.empty() && candidates.size() <= kFew) {
    hint = "known: " + listed(candidates);
  }
  error(span, code_for(what), "there is no " + what + " '" + word + "'", hint);
}

const Reporter::Names* Reporter::names(Named kind, const std::string& within) const {
  const auto found = defined_.find({kind, within});
  return found == defined_.end() ? nullptr : &found->second;
}

void Reporter::define(Named kind, const std::string& name, const Span& span, const std::string& within) {
  if (!name.empty()) noted_.definitions.push_back({kind, name, span, within});
}

void Reporter::note(const NotedNames& names) {
  noted_.definitions.insert(noted_.definitions.end(), names.definitions.begin(), names.definitions.end());
  noted_.references.insert(noted_.references.end(), names.references.begin(), names.references.end());
  noted_.incomplete.insert(names.incomplete.begin(), names.incomplete.end());
}

void Reporter::enter(const NotedNames::Definition& definition) {
  const auto& [kind, name, span, within] = definition;
  const auto* taken = kind == Named::unit || kind == Named::group
                          ? names(kind == Named::unit ? Named::group : Named::unit, within)
                          : nullptr;
  const auto other = taken == nullptr ? Names::const_iterator{} : taken->find(name);
  const bool held = taken != nullptr && other != taken->end();
  const auto [earlier, fresh] = defined_[{kind, within}].try_emplace(name, span);
  if (fresh && !held) return;
  error(span, "duplicate-id",
        "the " + to_words(kind) + " id '" + name + "' is taken " + place(held ? other->second : earlier->second, span),
        kind == Named::unit || kind == Named::group ? "units and groups share one set of ids" : "give one of them another id");
}

void Reporter::refer(Named kind, const std::string& word, const Span& span, const std::string& within) {
  if (!word.empty()) noted_.references.push_back({kind, word, span, within});
}

// What the word is instead, where it is something.
std::string Reporter::other_kind(const Reference& reference) const {
  for (const auto kind : {Named::unit, Named::group, Named::topic, Named::level, Named::rule}) {
    const auto* all = names(kind, "");
    if (kind != reference.kind && all != nullptr && all->contains(reference.word)) return to_words(kind);
  }
  return "";
}

bool Reporter::defined(Named kind, const Reference& reference) const {
  const auto* all = names(kind, reference.within);
  return all != nullptr && all->contains(reference.word);
}

void Reporter::check(const Reference& reference) {
  std::vector<Named> kinds{reference.kind};
  if (reference.kind == Named::unit_or_group) kinds = {Named::unit, Named::group};
  if (reference.kind == Named::hours && !defined(Named::calendar, {Named::calendar, reference.within, {}, ""})) return;
  std::set<std::string> sorted;
  for (const auto kind : kinds) {
    if (defined(kind, reference) || noted_.incomplete.contains(kind)) return;
    if (const auto* all = names(kind, reference.within)) {
      for (const auto& [name, span] : *all) sorted.insert(name);
    }
  }
  const std::vector<std::string> candidates(sorted.begin(), sorted.end());
  const auto what = to_words(reference.kind);
  if (reference.kind == Named::hours) {
    const auto near = nearest(reference.word, candidates);
    return error(reference.span, "unknown-hours",
                 "the calendar '" + reference.within + "' has no hours '" + reference.word + "'",
                 near.empty() ? "known: " + listed(candidates) : "did you mean '" + near + "'?");
  }
  const auto other = other_kind(reference);
  if (other.empty() || !nearest(reference.word, candidates).empty()) {
    return unknown(reference.span, what, reference.word, candidates);
  }
  error(reference.span, code_for(what), "'" + reference.word + "' is a " + other + ", not a " + what, "name a " + what + " here");
}

void Reporter::check_names() {
  for (const auto& definition : noted_.definitions) enter(definition);
  for (const auto& reference : noted_.references) check(reference);
}

}  // namespace fenliu::rules
