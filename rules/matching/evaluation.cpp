// Evaluating conditions.
#include "rules/matching/evaluation.h"

#include <algorithm>

#include "rules/text/utf8.h"

namespace fenliu::rules {

void Scratch::begin(std::size_t patterns, std::size_t rules) {
  if (stamps_.size() < patterns) {
    stamps_.resize(patterns, 0);
    first_.resize(patterns, 0);
    last_.resize(patterns, 0);
  }
  if (rule_stamps_.size() < rules) rule_stamps_.resize(rules, 0);
  if (++stamp_ == 0) {  // after four thousand million parts the stamps start again
    std::fill(stamps_.begin(), stamps_.end(), 0);
    std::fill(rule_stamps_.begin(), rule_stamps_.end(), 0);
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
  if (stamps_[pattern] != stamp_) {
    stamps_[pattern] = stamp_;
    first_[pattern] = at;
    found.push_back(pattern);
  } else {
    next_[last_[pattern]] = at;
  }
  last_[pattern] = at;
}

bool Scratch::mark_rule(std::uint32_t rule) {
  if (rule_stamps_[rule] == stamp_) return false;
  rule_stamps_[rule] = stamp_;
  return true;
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

bool Evaluation::at_boundary(const Literal& literal, const Occurrence& occurrence) const {
  if (!literal.left_boundary && !literal.right_boundary) return true;
  return boundary_holds(literal, text_of(occurrence.place).text, occurrence.start, occurrence.end);
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

std::vector<Occurrence> Evaluation::occurrences(const ConditionNode& node) {
  std::vector<Occurrence> valid;
  if (node.regex != kNoPattern) {
    for (const auto& each : regex_occurrences(node.regex)) {
      if (looks_in(node.field, each.place)) valid.push_back(each);
    }
    return valid;
  }
  const auto consider = [&](const Occurrence& each) {
    if (!looks_in(node.field, each.place) || !at_boundary(compiled_.literals[node.pattern], each)) return;
    if (node.except_count > 0 && excepted(node, each)) return;
    valid.push_back(each);
  };
  if (node.field == Field::part || node.field == Field::text) {
    scratch_.each(node.pattern, consider);
  } else if (const auto found = item_.occurrences.find(node.pattern); found != item_.occurrences.end()) {
    std::for_each(found->second.begin(), found->second.end(), consider);
  }
  return valid;
}

Evidence Evaluation::evidence_of(const ConditionNode& node, const Occurrence& occurrence) const {
  static constexpr Field kFields[] = {Field::title,      Field::text,      Field::title, Field::number,
                                      Field::addressees, Field::signature, Field::date,  Field::copies};
  return {node.source->term.text, kFields[static_cast<std::size_t>(occurrence.place)],
          text_of(occurrence.place).stored(occurrence.start, occurrence.end), node.source->span};
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
bool Evaluation::any_holds(const ConditionNode& node, std::vector<Evidence>& evidence) {
  int held = 0;
  for (std::uint32_t i = 0; i < node.child_count; ++i) held += holds(node.first_child + i, evidence);
  return held >= (node.kind == ConditionKind::at_least ? node.source->count : 1);
}

bool Evaluation::holds(std::uint32_t at, std::vector<Evidence>& evidence) {
  const auto& node = compiled_.nodes[at];
  const auto before = evidence.size();
  bool result = true;
  switch (node.kind) {
    case ConditionKind::term: {
      const bool part = node.field == Field::part || node.field == Field::text;
      if (node.regex == kNoPattern && part && !scratch_.occurs(node.pattern)) return false;
      const auto found = occurrences(node);
      if (found.empty()) return false;
      evidence.push_back(evidence_of(node, found.front()));
      return true;
    }
    case ConditionKind::any:
    case ConditionKind::at_least:
      result = any_holds(node, evidence);
      break;
    case ConditionKind::all:
      for (std::uint32_t i = 0; i < node.child_count && result; ++i) result = holds(node.first_child + i, evidence);
      break;
    case ConditionKind::none: {
      std::vector<Evidence> ignored;
      for (std::uint32_t i = 0; i < node.child_count && result; ++i) result = !holds(node.first_child + i, ignored);
      return result;
    }
    case ConditionKind::near:
      result = near_holds(node, evidence);
      break;
    default:
      return value_holds(node);
  }
  if (!result) evidence.resize(before);
  return result;
}

}  // namespace fenliu::rules
