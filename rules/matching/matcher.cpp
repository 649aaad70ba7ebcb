// One pass over a part, then only the rules that something in it may fulfil.
#include "rules/matching/matcher.h"

#include <algorithm>
#include <tuple>

#include "rules/matching/condition_words.h"
#include "rules/matching/matcher_state.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

Scratch& scratch_of_thread() {
  thread_local Scratch scratch;
  return scratch;
}

void scan_place(const CompiledRules& compiled, Place place, const NormalisedText& text, Scratch& scratch) {
  auto& hits = scratch.hits;
  hits.clear();
  // The patterns' rows lie anywhere: they are asked for while the scan goes on, and read when they have come.
  compiled.automaton.scan(text.text, [&](std::uint32_t pattern, std::size_t end) {
    __builtin_prefetch(&compiled.rows[pattern]);
    hits.push_back({pattern, static_cast<std::uint32_t>(end)});
  });
  for (const auto& [pattern, end] : hits) scratch.add(pattern, {place, end - compiled.rows[pattern].length, end});
}

namespace {

// Whether one of the rule's second anchors occurred too; the item's own fields are looked into only by the evaluation.
bool may_hold(const CompiledRules& compiled, const Matcher::Prepared& item, const WaitingRule& waiting, const Scratch& scratch) {
  if (waiting.second_count == 0 || !item.occurrences.empty()) return true;
  const auto* second = &compiled.seconds[waiting.first_second];
  return std::any_of(second, second + waiting.second_count, [&](std::uint32_t pattern) { return scratch.occurs(pattern); });
}

void add_candidates(const CompiledRules& compiled, const Matcher::Prepared& item, std::uint32_t pattern, Scratch& scratch) {
  for (auto i = compiled.rows[pattern].waiting; i < compiled.rows[pattern + 1].waiting; ++i) {
    const auto& waiting = compiled.waiting[i];
    if (may_hold(compiled, item, waiting, scratch)) scratch.candidates.push_back(waiting.rule);
  }
}

// Regular expressions that the literals found allow.
void add_regex_candidates(const CompiledRules& compiled, const Matcher::Prepared& item, Scratch& scratch) {
  if (!compiled.filter) return;
  std::vector<int> atoms, potentials;
  const auto add = [&](std::uint32_t pattern) {
    if (pattern < compiled.atom_of.size() && compiled.atom_of[pattern] != kNoPattern) {
      atoms.push_back(static_cast<int>(compiled.atom_of[pattern]));
    }
  };
  std::for_each(scratch.found.begin(), scratch.found.end(), add);
  for (const auto& [pattern, occurrences] : item.occurrences) add(pattern);
  std::sort(atoms.begin(), atoms.end());
  atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
  compiled.filter->AllPotentials(atoms, &potentials);
  for (const int regex : potentials) {
    const auto pseudo_pattern = static_cast<std::uint32_t>(compiled.literals.size()) + static_cast<std::uint32_t>(regex);
    add_candidates(compiled, item, pseudo_pattern, scratch);
  }
}

void collect_candidates(const CompiledRules& compiled, const Matcher::Prepared& item, Scratch& scratch) {
  // Each loop asks for the memory that the next one reads, so that the waits overlap.
  for (const auto pattern : scratch.found) __builtin_prefetch(compiled.waiting.data() + compiled.rows[pattern].waiting);
  for (const auto pattern : scratch.found) {
    for (auto i = compiled.rows[pattern].waiting; i < compiled.rows[pattern + 1].waiting; ++i) {
      __builtin_prefetch(compiled.seconds.data() + compiled.waiting[i].first_second);
    }
  }
  for (const auto pattern : scratch.found) add_candidates(compiled, item, pattern, scratch);
  for (const auto& [pattern, occurrences] : item.occurrences) add_candidates(compiled, item, pattern, scratch);
  add_regex_candidates(compiled, item, scratch);
  auto& candidates = scratch.candidates;
  candidates.insert(candidates.end(), compiled.always.begin(), compiled.always.end());
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
}

void collect_names(const CompiledRules& compiled, Field field, Place place, const NormalisedText& text,
                   const Scratch& scratch, std::vector<NameHit>& names) {
  for (const auto pattern : scratch.found) {
    const auto from = compiled.rows[pattern].names, until = compiled.rows[pattern + 1].names;
    if (from == until) continue;
    scratch.each(pattern, [&](const Occurrence& each) {
      if (each.place != place || !boundary_holds(compiled.literals[pattern], text.text, each.start, each.end)) return;
      for (auto i = from; i < until; ++i) {
        names.push_back({compiled.names_of[i], field, text.stored(each.start, each.end), each.start, each.end});
      }
    });
  }
}

void sort_names(std::vector<NameHit>& names) {
  std::sort(names.begin(), names.end(), [](const NameHit& a, const NameHit& b) {
    return std::tuple(a.field != Field::title, a.start, ~a.end, a.name) < std::tuple(b.field != Field::title, b.start, ~b.end, b.name);
  });
}

}  // namespace

Matcher::Matcher(std::shared_ptr<const Configuration> configuration, const std::vector<std::string>& names)
    : state_(std::make_unique<const State>(std::move(configuration), names)) {}
Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;

std::shared_ptr<const Matcher::Prepared> Matcher::prepare(ItemFacts given) const {
  const auto& compiled = state_->compiled;
  auto prepared = std::make_shared<Prepared>();
  prepared->facts = std::move(given);
  const auto& facts = prepared->facts;
  const std::pair<Place, const std::string*> fields[] = {
      {Place::title, &facts.title},         {Place::number, &facts.number}, {Place::addressees, &facts.addressees},
      {Place::signature, &facts.signature}, {Place::date, &facts.date_text}, {Place::copies, &facts.copies}};
  for (const auto& [place, text] : fields) {
    bool used = !compiled.regexes.empty();
    for (std::size_t field = 0; field < compiled.field_used.size(); ++field) {
      used = used || (compiled.field_used[field] && looks_in(static_cast<Field>(field), place));
    }
    if (!used || text->empty()) continue;
    auto& normalised = prepared->texts[static_cast<std::size_t>(place)];
    normalised = normalise_utf8(*text);
    compiled.automaton.scan(normalised.text, [&, place = place](std::uint32_t pattern, std::size_t end) {
      const auto length = compiled.automaton.length(pattern);
      prepared->occurrences[pattern].push_back(
          {place, static_cast<std::uint32_t>(end - length), static_cast<std::uint32_t>(end)});
    });
  }
  return prepared;
}

PartMatches Matcher::match(const Prepared& item, std::string_view title, std::string_view text) const {
  const auto& compiled = state_->compiled;
  PartMatches matches;
  if (!title.empty()) matches.title = normalise_utf8(title);
  if (!text.empty()) matches.text = normalise_utf8(text);
  auto& scratch = scratch_of_thread();
  scratch.begin();
  scan_place(compiled, Place::part_title, matches.title, scratch);
  scan_place(compiled, Place::part_text, matches.text, scratch);
  collect_candidates(compiled, item, scratch);
  Evaluation evaluation(compiled, item, matches.title, matches.text, scratch);
  auto& found = scratch.held;
  matches.rules.reserve(std::min<std::size_t>(scratch.candidates.size(), 8));
  for (const auto rule : scratch.candidates) __builtin_prefetch(&compiled.nodes[compiled.roots[rule]]);
  for (const auto rule : scratch.candidates) {
    found.clear();
    if (!evaluation.holds(compiled.roots[rule], found)) continue;
    if (compiled.dated[rule] && !state_->configuration->rules[rule].valid.contains(item.facts.date)) continue;
    SharedEvidence::Each evidence;
    evidence.reserve(found.size());
    for (const auto& each : found) evidence.push_back(evaluation.evidence_of(each));
    matches.rules.push_back({rule, SharedEvidence(std::move(evidence))});
  }
  collect_names(compiled, Field::title, Place::part_title, matches.title, scratch, matches.names);
  collect_names(compiled, Field::text, Place::part_text, matches.text, scratch, matches.names);
  sort_names(matches.names);
  return matches;
}

std::vector<NameHit> Matcher::names_in(const NormalisedText& text) const {
  const auto& compiled = state_->compiled;
  auto& scratch = scratch_of_thread();
  scratch.begin();
  scan_place(compiled, Place::part_text, text, scratch);
  std::vector<NameHit> names;
  collect_names(compiled, Field::text, Place::part_text, text, scratch, names);
  sort_names(names);
  return names;
}

namespace {

// The first condition that failed: within `all` the first child that does, else the condition itself.
FailedCondition first_failed(const std::shared_ptr<const Configuration>& configuration, const CompiledRules& compiled,
                             std::uint32_t at, Evaluation& evaluation) {
  const auto& node = compiled.nodes[at];
  std::vector<Found> ignored;
  FailedCondition failed{node.source->span, words_of(*node.source, "en"), {}, 0};
  failed.condition = {configuration, node.source};
  if (node.kind != ConditionKind::all) return failed;
  int fulfilled = 0;
  for (std::uint32_t i = 0; i < node.child_count; ++i) {
    if (evaluation.holds(node.first_child + i, ignored)) {
      ++fulfilled;
      continue;
    }
    failed = first_failed(configuration, compiled, node.first_child + i, evaluation);
    break;
  }
  failed.fulfilled += fulfilled;
  return failed;
}

}  // namespace

std::optional<FailedCondition> Matcher::why_not(std::uint32_t rule, const Prepared& item, std::string_view title,
                                                std::string_view text) const {
  const auto& compiled = state_->compiled;
  const auto& source = state_->configuration->rules[rule];
  if (!source.valid.contains(item.facts.date)) return FailedCondition{source.span, "the rule's validity", {}, 0};
  const auto normal_title = normalise_utf8(title), normal_text = normalise_utf8(text);
  auto& scratch = scratch_of_thread();
  scratch.begin();
  scan_place(compiled, Place::part_title, normal_title, scratch);
  scan_place(compiled, Place::part_text, normal_text, scratch);
  Evaluation evaluation(compiled, item, normal_title, normal_text, scratch);
  std::vector<Found> ignored;
  if (evaluation.holds(compiled.roots[rule], ignored)) return {};
  return first_failed(state_->configuration, compiled, compiled.roots[rule], evaluation);
}

std::size_t Matcher::memory_bytes() const { return state_->compiled.memory_bytes(); }

}  // namespace fenliu::rules
