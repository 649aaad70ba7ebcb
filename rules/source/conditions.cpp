// The condition grammar (docs/configuration.md): a term, a list, or a mapping whose keys must all hold.
#include <algorithm>
#include <map>

#include <re2/re2.h>

#include "rules/source/sections.h"
#include "rules/text/normalise.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using Kind = YamlNode::Kind;

Condition empty_condition(const YamlNode& node) {
  Condition condition;
  condition.kind = ConditionKind::any;
  condition.span = node.span;
  return condition;
}

// The text that a pattern runs on is normalised: full-width and traditional signs never occur there.
void check_normalised(const std::string& pattern, const Span& span, Reporter& reporter) {
  for (const char32_t c : to_utf32(pattern)) {
    if (c < 0x80) continue;
    const auto normal = normalise_term(to_utf8(std::u32string(1, c)));
    if (normal.size() != 1 || normal.front() == c) continue;
    reporter.warning(span, "not-normalised",
                     "'" + to_utf8(std::u32string(1, c)) + "' never occurs in the normalised text that the pattern runs on",
                     "write '" + to_utf8(normal) + "'");
    return;
  }
}

void check_regex(const std::string& pattern, const Span& span, Reporter& reporter) {
  RE2::Options options(RE2::Quiet);
  options.set_max_mem(1 << 20);
  const RE2 compiled(pattern, options);
  if (!compiled.ok()) {
    reporter.error(span, "bad-regex", "this is no regular expression: " + compiled.error(),
                   "the syntax is RE2's: no look-around, no back-references");
  } else if (RE2::FullMatch("", compiled)) {
    reporter.warning(span, "matches-nothing", "this pattern is content with no text at all; empty matches do not count",
                     "use + instead of *, or name a word that must occur");
  }
  check_normalised(pattern, span, reporter);
}

constexpr std::size_t kMaxNear = 8;  // the search looks at every set of them

class ConditionReader {
 public:
  explicit ConditionReader(Reporter& reporter) : reporter_(reporter) {}

  Condition read(const YamlNode& node, Field field) {
    switch (node.kind) {
      case Kind::scalar:
        return term(node, node.scalar, field);
      case Kind::sequence:
        return list(node, ConditionKind::any, field);
      case Kind::mapping:
        return mapping(node, field);
      case Kind::null:
        break;
    }
    reporter_.error(node.span, "empty-condition", "this condition is empty",
                    "give a term, a list or a mapping; a term that is null, ~ or begins with # must stand in quotes");
    return empty_condition(node);
  }

 private:
  Condition term(const YamlNode& node, const std::string& text, Field field) {
    Condition condition;
    condition.kind = ConditionKind::term;
    condition.span = node.span;
    condition.field = field;
    condition.term.regex = text.size() >= 2 && text.front() == '/' && text.back() == '/';
    condition.term.text = condition.term.regex ? text.substr(1, text.size() - 2) : text;
    if (!condition.term.regex && text.size() > 1 && text.front() == '/') {
      const bool flags = text.find('/', 1) != std::string::npos;
      reporter_.error(node.span, "open-regex", flags ? "nothing may follow the closing '/'" : "this regular expression is not closed",
                      flags ? "case never matters; other flags stand inside, as (?s)" : "end it with '/', and put it in quotes if it holds ', ' or '#'");
    }
    if (condition.term.regex) {
      check_regex(condition.term.text, node.span, reporter_);
    } else if (normalise_term(text).empty()) {
      reporter_.error(node.span, "empty-term",
                      text.empty() ? "this term is empty" : "nothing of this term is left after normalisation",
                      "write a word, or remove it");
    } else {
      check_separators(node, text);
    }
    return condition;
  }

  Condition list(const YamlNode& node, ConditionKind kind, Field field) {
    Condition condition;
    condition.kind = kind;
    condition.span = node.span;
    if (node.kind != Kind::sequence) {
      // `any: 物资` is a list of one.
      condition.children.push_back(read(node, field));
      return condition;
    }
    if (node.items.empty()) {
      reporter_.error(node.span, "empty-condition", "this list of conditions is empty", "name at least one term");
    }
    std::map<std::u32string, std::string> seen;
    for (const auto& item : node.items) {
      condition.children.push_back(read(item, field));
      if (item.kind != Kind::scalar) continue;
      const auto normal = item.scalar.starts_with("/") ? to_utf32(item.scalar) : normalise_term(item.scalar);
      if (normal.empty()) continue;
      const auto [earlier, fresh] = seen.try_emplace(normal, item.scalar);
      if (fresh) continue;
      const bool same = earlier->second == item.scalar;
      reporter_.warning(item.span, "duplicate-term",
                        "'" + item.scalar + (same ? "' stands twice in this list" : "' is the same term as '" + earlier->second + "'"),
                        same ? "remove one" : "terms are compared after normalisation; remove one");
    }
    return condition;
  }

  // [甲，乙] is one term.
  void check_separators(const YamlNode& node, const std::string& text) {
    for (const char* sign : {"，", "、"}) {
      if (node.quoted || text.find(sign) == std::string::npos) continue;
      reporter_.warning(node.span, "one-term", std::string("this is one term: '") + sign + "' separates nothing in YAML",
                        "separate terms with ', '; put it in quotes if it is meant as one");
      return;
    }
  }

  Field read_field(MappingReader& reader, Field outer) {
    static const std::vector<std::string> kWords = {"title", "text", "number", "addressees", "signature", "date", "copies"};
    static constexpr Field kFields[] = {Field::title,     Field::text, Field::number, Field::addressees,
                                        Field::signature, Field::date, Field::copies};
    const auto* node = reader.take("in");
    if (node == nullptr) return outer;
    const auto found = std::find(kWords.begin(), kWords.end(), node->scalar);
    if (found != kWords.end()) return kFields[found - kWords.begin()];
    reporter_.unknown(node->span, "field", node->scalar, kWords);
    return outer;
  }

  // The children of a mapping are what its keys say; it holds when all of them do.
  Condition mapping(const YamlNode& node, Field outer) {
    Condition all;
    all.kind = ConditionKind::all;
    all.span = node.span;
    MappingReader reader(node, "a condition", reporter_);
    const Field field = read_field(reader, outer);
    if (const auto* any = reader.take("any")) all.children.push_back(list(*any, ConditionKind::any, field));
    if (const auto* every = reader.take("all")) all.children.push_back(list(*every, ConditionKind::all, field));
    if (const auto* none = reader.take("none")) all.children.push_back(list(*none, ConditionKind::none, field));
    if (const auto* node_of = reader.take("at_least")) all.children.push_back(at_least(*node_of, field));
    if (const auto* node_of = reader.take("near")) all.children.push_back(near(*node_of, field));
    if (const auto* node_of = reader.take("term")) all.children.push_back(term_with_exceptions(*node_of, reader, field));
    if (!reader.take("term")) {
      if (const auto* except = reader.take("except")) {
        reporter_.error(except->span, "except-alone", "'except' belongs to a 'term'", "write {term: …, except: […]}");
      }
    }
    words(reader, "kind", ConditionKind::item_kind, {"directive", "meeting"}, all);
    words(reader, "urgency", ConditionKind::urgency, {"routine", "urgent", "critical"}, all);
    words(reader, "level", ConditionKind::level, {}, all);
    words(reader, "issuer", ConditionKind::issuer, {}, all);
    reader.finish();
    if (all.children.empty()) reporter_.error(node.span, "empty-condition", "this condition says nothing", "give it a key, as any: [物资储备]");
    if (all.children.size() == 1) return std::move(all.children.front());
    return all;
  }

  Condition term_with_exceptions(const YamlNode& node, MappingReader& reader, Field field) {
    if (node.kind != Kind::scalar) {
      reporter_.error(node.span, "wrong-type", "'term' must be text");
      return empty_condition(node);
    }
    auto condition = term(node, node.scalar, field);
    const auto own = normalise_term(node.scalar);
    for (const auto& [phrase, span] : reader.texts("except")) {
      const auto longer = normalise_term(phrase);
      if (condition.term.regex || longer.find(own) == std::u32string::npos || longer.size() <= own.size()) {
        reporter_.error(span, "bad-exception", "'" + phrase + "' is not a longer phrase that contains '" + node.scalar + "'",
                        "an exception excludes occurrences inside it; use `none` to exclude by another word");
      }
      condition.term.except.push_back(phrase);
    }
    return condition;
  }

  Condition at_least(const YamlNode& node, Field field) {
    MappingReader reader(node, "'at_least'", reporter_);
    const auto count = reader.integer("count", 1, 1000);
    const auto* of = reader.require("of");
    Condition condition = of != nullptr ? list(*of, ConditionKind::at_least, field) : empty_condition(node);
    condition.kind = ConditionKind::at_least;
    condition.count = count.value_or(1);
    condition.span = node.span;
    reader.require("count");
    reader.finish();
    if (of != nullptr && condition.count > static_cast<int>(condition.children.size())) {
      reporter_.error(node.span, "never-holds",
                      "at least " + std::to_string(condition.count) + " of " + std::to_string(condition.children.size()) +
                          " conditions can never hold",
                      "lower `count`, or add conditions");
    }
    return condition;
  }

  Condition near(const YamlNode& node, Field field) {
    MappingReader reader(node, "'near'", reporter_);
    reader.require("within");
    const auto within = reader.integer("within", 0, 1000);
    const auto* of = reader.require("of");
    Condition condition = of != nullptr ? list(*of, ConditionKind::near, field) : empty_condition(node);
    condition.kind = ConditionKind::near;
    condition.within = within.value_or(0);
    condition.span = node.span;
    reader.finish();
    if (of != nullptr && condition.children.size() < 2) {
      reporter_.error(node.span, "near-alone", "'near' needs at least two terms", "one term alone is written without 'near'");
    }
    if (condition.children.size() > kMaxNear) {
      reporter_.error(node.span, "near-too-many", "'near' takes at most " + std::to_string(kMaxNear) + " terms",
                      "put words that may stand for each other into one list: [甲, 乙]");
    }
    for (const auto& child : condition.children) {
      const bool terms = child.kind == ConditionKind::term ||
                         (child.kind == ConditionKind::any &&
                          std::all_of(child.children.begin(), child.children.end(),
                                      [](const auto& each) { return each.kind == ConditionKind::term; }));
      if (!terms) {
        reporter_.error(child.span, "near-nested", "'near' takes terms, or lists of terms", "move the condition beside it");
      }
    }
    return condition;
  }

  void words(MappingReader& reader, const char* key, ConditionKind kind, const std::vector<std::string>& allowed,
             Condition& all) {
    const auto* node = reader.take(key);
    if (node == nullptr) return;
    Condition condition;
    condition.kind = kind;
    condition.span = node->span;
    for (const auto& [word, span] : read_texts(*node, reporter_)) {
      if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), word) == allowed.end()) {
        reporter_.unknown(span, key, word, allowed);
      }
      if (kind == ConditionKind::level) reporter_.refer(Named::level, word, span);
      if (kind == ConditionKind::issuer) reporter_.refer(Named::unit, word, span);
      condition.values.push_back(word);
    }
    all.children.push_back(std::move(condition));
  }

  Reporter& reporter_;
};

}  // namespace

Condition read_condition(const YamlNode& node, Reporter& reporter) {
  return ConditionReader(reporter).read(node, Field::part);
}

}  // namespace fenliu::rules
