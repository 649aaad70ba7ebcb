// Counting what becomes of each condition, for the coverage of cases.
#include "rules/matching/matcher_state.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

class Observation {
 public:
  Observation(const CompiledRules& compiled, Evaluation& evaluation, ConditionCounts& counts)
      : compiled_(compiled), evaluation_(evaluation), counts_(counts) {}

  // In the order of evaluation: `all` stops at the first that fails, `none` at the first that holds.
  bool observe(std::uint32_t at) {
    const auto& node = compiled_.nodes[at];
    const bool held = holds(node, at);
    auto& count = counts_[node.source];
    ++count.evaluated;
    count.held += held;
    return held;
  }

 private:
  bool holds(const ConditionNode& node, std::uint32_t at) {
    const auto until = node.first_child + node.child_count;
    int held = 0;
    switch (node.kind) {
      case ConditionKind::all:
        for (auto child = node.first_child; child < until; ++child) {
          if (!observe(child)) return false;
        }
        return true;
      case ConditionKind::none:
        for (auto child = node.first_child; child < until; ++child) {
          if (observe(child)) return false;
        }
        return true;
      case ConditionKind::any:
      case ConditionKind::at_least:
        for (auto child = node.first_child; child < until; ++child) held += observe(child);
        return held >= (node.kind == ConditionKind::at_least ? node.source->count : 1);
      case ConditionKind::near:
        for (auto child = node.first_child; child < until; ++child) observe(child);
        break;
      default:
        break;
    }
    std::vector<Found> ignored;
    return evaluation_.holds(at, ignored);
  }

  const CompiledRules& compiled_;
  Evaluation& evaluation_;
  ConditionCounts& counts_;
};

}  // namespace

void Matcher::observe(const Prepared& item, std::string_view title, std::string_view text, ConditionCounts& counts) const {
  const auto& compiled = state_->compiled;
  const auto normal_title = normalise_utf8(title), normal_text = normalise_utf8(text);
  auto& scratch = scratch_of_thread();
  scratch.begin();
  scan_place(compiled, Place::part_title, normal_title, scratch);
  scan_place(compiled, Place::part_text, normal_text, scratch);
  Evaluation evaluation(compiled, item, normal_title, normal_text, scratch);
  Observation observation(compiled, evaluation, counts);
  for (std::size_t rule = 0; rule < compiled.roots.size(); ++rule) {
    if (state_->configuration->rules[rule].valid.contains(item.facts.date)) observation.observe(compiled.roots[rule]);
  }
}

}  // namespace fenliu::rules
