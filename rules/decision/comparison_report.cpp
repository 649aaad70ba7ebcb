// A comparison as JSON and as a page.
#include <algorithm>

#include <boost/json.hpp>

#include "rules/decision/comparison.h"

namespace fenliu::rules {

namespace json = boost::json;

namespace {

json::array reasons_json(const Reasons& reasons) {
  json::array list;
  for (const auto& reason : reasons) {
    json::array terms;
    for (const auto& evidence : reason.cause->evidence) terms.push_back(json::value(evidence.term));
    list.push_back(json::object{{"rule", reason.cause->rule},
                                {"file", reason.cause->file},
                                {"line", reason.cause->line},
                                {"via", to_string(reason.cause->via)},
                                {"part", reason.cause->part},
                                {"role", to_string(reason.role)},
                                {"terms", std::move(terms)}});
  }
  return list;
}

void add_examples(json::array& examples, const std::map<UnitId, std::vector<RoleChange>>& changes) {
  for (const auto& [unit, list] : changes) {
    for (const auto& change : list) {
      examples.push_back(json::object{{"item", change.item},
                                      {"title", change.title},
                                      {"unit", change.unit},
                                      {"before", to_string(change.before)},
                                      {"after", to_string(change.after)},
                                      {"sentence", change.sentence},
                                      {"reasons", reasons_json(change.reasons)}});
    }
  }
}

std::string percent(std::int64_t part, std::int64_t whole) {
  const auto tenths = whole == 0 ? 0 : (part * 1000 + whole / 2) / whole;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

// "-40 +2  200 → 162": columns that line up.
std::string columns(std::int64_t lost, std::int64_t gained) {
  const auto pad = [](std::string text) { return std::string(text.size() < 8 ? 8 - text.size() : 0, ' ') + text; };
  return pad("-" + std::to_string(lost)) + pad("+" + std::to_string(gained));
}

void print_changes(std::string& out, const char* heading, const std::map<UnitId, std::vector<RoleChange>>& changes,
                   const Organisation& names, const std::string& language) {
  if (changes.empty()) return;
  out += std::string("\n") + heading + "\n";
  for (const auto& [id, list] : changes) {
    const auto* unit = names.unit(id);
    out += "  " + (unit == nullptr ? id : in_language(unit->name, language, id) + " [" + id + "]") + "\n";
    for (const auto& change : list) {
      out += "    " + (change.item.empty() ? "" : change.item + " ") + change.title + ": " +
             std::string(to_string(change.before)) + " → " + std::string(to_string(change.after)) + "\n";
      if (change.reasons.empty()) continue;
      const auto& reason = change.reasons.front();
      out += "      " + (reason.cause->rule.empty() ? std::string(to_string(reason.cause->via))
                                             : reason.cause->rule + " (" + reason.cause->file + ":" + std::to_string(reason.cause->line) + ")");
      out += (change.sentence.empty() ? "" : ": " + change.sentence) + "\n";
    }
  }
}

}  // namespace

json::object comparison_to_json(const Comparison& comparison) {
  json::object units, rules;
  for (const auto& [unit, totals] : comparison.units) {
    if (totals.gained == 0 && totals.lost == 0 && totals.other == 0) continue;
    units[unit] = json::object{{"before", totals.before}, {"after", totals.after}, {"gained", totals.gained},
                               {"lost", totals.lost},     {"other", totals.other}};
  }
  for (const auto& [rule, totals] : comparison.rules) {
    rules[rule] = json::object{{"file", totals.file}, {"line", totals.line}, {"gained", totals.gained}, {"lost", totals.lost}};
  }
  json::array examples, muted;
  add_examples(examples, comparison.losses);
  add_examples(examples, comparison.gains);
  add_examples(examples, comparison.others);
  for (const auto& unit : comparison.muted()) muted.push_back(json::value(unit));
  return {{"items", comparison.items},
          {"changed_items", comparison.changed_items},
          {"pairs", json::object{{"before", comparison.pairs_before()},
                                 {"after", comparison.pairs_after()},
                                 {"gained", comparison.pairs_gained()},
                                 {"lost", comparison.pairs_lost()}}},
          {"muted", std::move(muted)},
          {"units", std::move(units)},
          {"rules", std::move(rules)},
          {"examples", std::move(examples)}};
}

std::string comparison_to_text(const Comparison& comparison, const Organisation& names, const std::string& language) {
  std::string out = std::to_string(comparison.items) + " items, " + std::to_string(comparison.changed_items) + " decided otherwise\n";
  out += "summoned " + std::to_string(comparison.pairs_before()) + " → " + std::to_string(comparison.pairs_after()) +
         " (item, unit) pairs: " + std::to_string(comparison.pairs_lost()) + " lost (" +
         percent(comparison.pairs_lost(), comparison.pairs_before()) + "), " + std::to_string(comparison.pairs_gained()) + " gained\n";
  if (comparison.changed_items == 0) return out;
  if (const auto muted = comparison.muted(); !muted.empty()) {
    out += "summoned no more to anything (" + std::to_string(muted.size()) + "):";
    for (const auto& unit : muted) out += " " + unit;
    out += "\n";
  }
  out += "\nunits\n";
  for (const auto& [id, totals] : comparison.units) {
    if (totals.gained == 0 && totals.lost == 0 && totals.other == 0) continue;
    out += columns(totals.lost, totals.gained) + "  " + id + "  " + std::to_string(totals.before) + " → " +
           std::to_string(totals.after) + (totals.other > 0 ? ", " + std::to_string(totals.other) + " other roles" : "") + "\n";
  }
  if (!comparison.rules.empty()) out += "\nrules\n";
  for (const auto& [rule, totals] : comparison.rules) {
    out += columns(totals.lost, totals.gained) + "  " + rule +
           (totals.file.empty() ? "" : " (" + totals.file + ":" + std::to_string(totals.line) + ")") + "\n";
  }
  print_changes(out, "lose their summons", comparison.losses, names, language);
  print_changes(out, "are summoned now", comparison.gains, names, language);
  print_changes(out, "have another role", comparison.others, names, language);
  return out;
}

}  // namespace fenliu::rules
