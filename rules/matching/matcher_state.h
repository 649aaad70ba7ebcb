// What a matcher holds. Internal to matching/.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/matching/evaluation.h"

namespace fenliu::rules {

struct Matcher::State {
  State(std::shared_ptr<const Configuration> given, const std::vector<std::string>& names)
      : configuration(std::move(given)), compiled(*configuration, names) {}

  std::shared_ptr<const Configuration> configuration;
  CompiledRules compiled;
};

// Where each pattern occurs in the text of a place.
void scan_place(const CompiledRules& compiled, Place place, const NormalisedText& text, Scratch& scratch);

// One per thread: its vectors grow to the largest rulebook and stay.
Scratch& scratch_of_thread();

}  // namespace fenliu::rules
