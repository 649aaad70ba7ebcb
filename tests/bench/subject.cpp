// Building what is measured.
#include "tests/bench/subject.h"

#include "rules/item/item_json.h"
#include "rules/relevance/names.h"
#include "rules/text/utf8.h"

namespace fenliu::bench {

namespace {

rules::Item item_of(const std::string& text) {
  rules::Item item;
  item.id = "notice";
  item.title = text.substr(0, text.find("，"));
  item.text = text;
  rules::finish_item(item);
  return item;
}

}  // namespace

Subject::Subject(const RulebookOptions& options, std::size_t texts)
    : language(7),
      book(make_rulebook(language, options)),
      configuration(county(county_files(book))),
      router(std::make_unique<rules::Router>(configuration)),
      names(rules::NameRegistry(configuration->organisation).texts()) {
  std::vector<std::u32string> patterns;
  for (const auto* words : {&book.terms, &names}) {
    for (const auto& word : *words) patterns.push_back(rules::normalise_term(word));
  }
  automaton = rules::Automaton::build(patterns);
  for (const auto& text : notices(language, book, texts)) items.push_back(item_of(text));
}

rules::Instant decided_at() {
  static const auto instant = *rules::parse_rfc3339("2022-11-24T20:30:00+08:00");
  return instant;
}

std::size_t scan(const rules::Automaton& automaton, const rules::NormalisedText& text) {
  std::size_t hits = 0;
  automaton.scan(text.text, [&](std::uint32_t, std::size_t) { ++hits; });
  return hits;
}

std::size_t normalise_and_scan(const rules::Automaton& automaton, const rules::Item& item) {
  std::size_t hits = 0;
  for (const auto& part : item.parts) {
    for (const auto* text : {&part.title, &part.text}) {
      if (!text->empty()) hits += scan(automaton, rules::normalise_utf8(*text));
    }
  }
  return hits;
}

std::vector<std::string> normalised_texts(const std::vector<rules::Item>& items) {
  std::vector<std::string> texts;
  for (const auto& item : items) texts.push_back(rules::to_utf8(rules::normalise_utf8(item.text).text));
  return texts;
}

}  // namespace fenliu::bench
