// Evaluating conditions.
#include "rules/matching/evaluation.h"

#include <algorithm>

#include "rules/text/utf8.h"

namespace fenliu::rules {

void Scratch::begin() {
  if (++stamp_ == 0) {  // after four thousand million parts the stamps start again
    std::fill(slots_.begin(), slots_.end(), Slot{});
    stamp_ = 1;
  }
  occurrences_.clear();
  next_.clear();
  candidates.clear();
  found.clear();
}

void Scratch::add(std::uint32_t pattern, const Occurrence& occurrence) {
  const auto at = static_cast<std::uint32_t>(occurrences_.size());
  occurrences_.push_back(occurrence);
  next_.push_back(kNoPattern);
  auto& slot = slots_[place_of(pattern)];
  if (slot.stamp == stamp_) {
    next_[slot.last] = at;
    slot.last = at;
    return;
  }
  slot = {stamp_, pattern, at, at};
  found.push_back(pattern);
  if (found.size() * 2 > slots_.size()) grow();
}

void Scratch::grow() {
  std::vector<Slot> before(slots_.size() * 2);
  before.swap(slots_);
  --shift_;
  for (const auto& slot : before) {
    if (slot.stamp == stamp_) slots_[place_of(slot.pattern)] = slot;
  }
}

bool looks_in(Field field, Place place) {
  switch (field) {
    case Field::part:
      return place == Place::part_title || place == Place::part_text;
    case Field::text:
      return place == Place::part_text;
    case Field::title:
      return place == Place::title;
    case Field::number:
      return place == Place::number;
    case Field::addressees:
      return place == Place::addressees;
    case Field::signature:
      return place == Place::signature;
    case Field::date:
      return place == Place::date;
    case Field::copies:
      return place == Place::copies;
  }
  return false;
}

bool boundary_holds(const Literal& literal, const std::u32string& text, std::uint32_t start, std::uint32_t end) {
  const auto word = [&](std::size_t i) { return is_letter_or_digit(text[i]) && !is_han(text[i]); };
  if (literal.left_boundary && start > 0 && word(start - 1)) return false;
  return !(literal.right_boundary && end < text.size() && word(end));
}

const NormalisedText& Evaluation::text_of(Place place) const {
  if (place == Place::part_title) return title_;
  if (place == Place::part_text) return text_;
  return item_.texts[static_cast<std::size_t>(place)];
}

bool Evaluation::excepted(const ConditionNode& node, const Occurrence& occurrence) const {
  for (std::uint32_t i = 0; i < node.except_count; ++i) {
    bool inside = false;
    const auto check = [&](const Occurrence& phrase) {
      inside = inside || (phrase.place == occurrence.place && phrase.start <= occurrence.start && occurrence.end <= phrase.end);
    };
    const auto pattern = compiled_.excepts[node.first_except + i];
    scratch_.each(pattern, check);
    if (const auto found = item_.occurrences.find(pattern); found != item_.occurrences.end()) {
      std::for_each(found->second.begin(), found->second.end(), check);
    }
    if (inside) return true;
  }
  return false;
}

const std::vector<Occurrence>& Evaluation::regex_occurrences(std::uint32_t regex) {
  const auto [found, fresh] = regex_found_.try_emplace(regex);
  if (!fresh) return found->second;
  for (std::size_t i = 0; i < kPlaces; ++i) {
    const auto place = static_cast<Place>(i);
    const auto& normalised = text_of(place).text;
    if (normalised.empty()) continue;
    const auto utf8 = to_utf8(normalised);
    std::size_t at = 0;
    re2::StringPiece match;
    while (at <= utf8.size() &&
           compiled_.regexes[regex]->Match(utf8, at, utf8.size(), RE2::UNANCHORED, &match, 1)) {
      const auto begin = static_cast<std::size_t>(match.data() - utf8.data());
      const auto start = static_cast<std::uint32_t>(count_code_points(std::string_view(utf8).substr(0, begin)));
      const auto length = static_cast<std::uint32_t>(count_code_points({match.data(), match.size()}));
      if (length > 0) found->second.push_back({place, start, start + length});
      at = begin + std::max<std::size_t>(1, match.size());
      while (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80) ++at;
    }
  }
  return found->second;
}

bool Evaluation::counts(const ConditionNode& node, const Occurrence& occurrence) const {
  if (!looks_in(node.field, occurrence.place)) return false;
  const auto& [place, start, end] = occurrence;
  if (node.bounded && !boundary_holds(compiled_.literals[node.pattern], text_of(place).text, start, end)) return false;
  return node.except_count == 0 || !excepted(node, occurrence);
}

Evidence Evaluation::evidence_of(const Found& found) const {
  static constexpr Field kFields[] = {Field::title,      Field::text,      Field::title, Field::number,
                                      Field::addressees, Field::signature, Field::date,  Field::copies};
  const auto& [place, start, end] = found.occurrence;
  const auto& source = *found.node->source;
  return {source.term.text, kFields[static_cast<std::size_t>(place)], text_of(place).stored(start, end),
          {static_cast<std::uint32_t>(source.span.line), static_cast<std::uint32_t>(source.span.column)}};
}

bool Evaluation::term_holds(const ConditionNode& node, std::vector<Found>& found) {
  const auto before = found.size();
  each_occurrence(node, [&](const Occurrence& first) {
    found.push_back({&node, first});
    // Evidence will be made of these words, if the whole condition holds.
    __builtin_prefetch(&node.source->term);
    __builtin_prefetch(&node.source->span.line);
    return false;
  });
  return found.size() > before;
}

bool Evaluation::value_holds(const ConditionNode& node) const {
  const auto one_of = [&](std::string_view value) {
    return std::find(node.source->values.begin(), node.source->values.end(), value) != node.source->values.end();
  };
  switch (node.kind) {
    case ConditionKind::item_kind:
      return one_of(to_string(item_.facts.kind));
    case ConditionKind::level:
      return one_of(item_.facts.level);
    case ConditionKind::issuer:
      return one_of(item_.facts.issuer);
    default:
      return one_of(to_string(item_.facts.urgency));
  }
}

// All that hold give evidence, so that a reader sees every word that counted.
bool Evaluation::any_holds(const ConditionNode& node, std::vector<Found>& found) {
  int held = 0;
  for (std::uint32_t i = 0; i < node.child_count; ++i) held += holds(node.first_child + i, found);
  return held >= (node.kind == ConditionKind::at_least ? node.source->count : 1);
}

bool Evaluation::holds(std::uint32_t at, std::vector<Found>& found) {
  const auto& node = compiled_.nodes[at];
  const auto before = found.size();
  bool result = true;
  switch (node.kind) {
    case ConditionKind::term:
      return term_holds(node, found);
    case ConditionKind::any:
    case ConditionKind::at_least:
      result = any_holds(node, found);
      break;
    case ConditionKind::all:
      for (std::uint32_t i = 0; i < node.child_count && result; ++i) result = holds(node.first_child + i, found);
      break;
    case ConditionKind::none: {
      std::vector<Found> ignored;
      for (std::uint32_t i = 0; i < node.child_count && result; ++i) result = !holds(node.first_child + i, ignored);
      return result;
    }
    case ConditionKind::near:
      result = near_holds(node, found);
      break;
    default:
      return value_holds(node);
  }
  if (!result) found.resize(before);
  return result;
}

}  // namespace fenliu::rules
