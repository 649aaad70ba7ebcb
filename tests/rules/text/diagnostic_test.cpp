// Diagnostics as they are printed: the line, a caret under the very words, whatever their width.
#include "rules/text/diagnostic.h"
#include "tests/support/catch.h"

using namespace fenliu;
using rules::Diagnostic;
using rules::Severity;
using rules::SourceFile;
using rules::Span;

namespace {

std::string rendered(const std::string& text, Span span, const std::string& hint = "") {
  span.file = "a.yaml";
  return rules::render(Diagnostic{span, Severity::error, "code", "message", hint}, {SourceFile{"a.yaml", text}});
}

}  // namespace

TEST_CASE("a diagnostic shows its line with a caret under the words that are meant") {
  struct Row {
    const char* what;
    const char* text;
    Span span;
    const char* shown;  // behind the first line
  };
  const Row rows[] = {
      {"Latin", "tags: [t]\n", {"", 1, 1, 4}, "  tags: [t]\n  ^~~~\n"},
      {"a point", "tags\n", {"", 1, 2, 0}, "  tags\n   ^\n"},
      {"wide before", "物资: x\n", {"", 1, 5, 1}, "  物资: x\n        ^\n"},
      {"wide inside", "a: 物资 b\n", {"", 1, 4, 2}, "  a: 物资 b\n     ^~~~\n"},
      {"full-width", "ａ：b\n", {"", 1, 3, 1}, "  ａ：b\n      ^\n"},
      {"combining", "ho\u0323p x\n", {"", 1, 6, 1}, "  ho\u0323p x\n      ^\n"},
      {"a tab is one space", "\ta\n", {"", 1, 2, 1}, "   a\n   ^\n"},
      {"control characters are not printed", "a\x1b[31mb\n", {"", 1, 7, 1}, "  a\ufffd[31mb\n        ^\n"},
      {"the second line", "a\nb: c\n", {"", 2, 4, 1}, "  b: c\n     ^\n"},
      {"a Windows line end", "a: b\r\nc\r\n", {"", 1, 4, 1}, "  a: b\n     ^\n"},
      {"a span beyond the line", "ab\n", {"", 1, 2, 9}, "  ab\n   ^\n"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto shown = rendered(row.text, row.span);
    const auto end = shown.find('\n') + 1;
    CHECK(shown.substr(0, end) == "a.yaml:" + std::to_string(row.span.line) + ":" + std::to_string(row.span.column) + ": error: message [code]\n");
    CHECK(shown.substr(end) == row.shown);
  }
}

TEST_CASE("without a line of the source only the message is shown") {
  CHECK(rendered("a\n", {"", 0, 0, 0}) == "a.yaml: error: message [code]\n");
  CHECK(rendered("a\n", {"", 9, 1, 1}, "mend it") == "a.yaml:9:1: error: message [code]\n  hint: mend it\n");
  CHECK(rules::render(Diagnostic{{"other.yaml", 1, 1, 1}, Severity::warning, "c", "m", ""}, {SourceFile{"a.yaml", "x"}}) ==
        "other.yaml:1:1: warning: m [c]\n");
}

TEST_CASE("diagnostics are ordered by place, told once, and counted") {
  rules::Diagnostics all = {{{"b", 1, 1, 0}, Severity::warning, "w", "m", ""}, {{"a", 10, 1, 0}, Severity::error, "e", "m", ""},
                            {{"a", 9, 5, 0}, Severity::error, "e", "m", ""},   {{"a", 9, 5, 0}, Severity::error, "e", "m", ""},
                            {{"a", 9, 2, 0}, Severity::note, "n", "m", ""}};
  rules::sort_diagnostics(all);
  REQUIRE(all.size() == 4);
  CHECK(all[0].span == Span{"a", 9, 2, 0});
  CHECK(all[1].span == Span{"a", 9, 5, 0});
  CHECK(all[2].span == Span{"a", 10, 1, 0});
  CHECK(all[3].span.file == "b");
  CHECK(rules::has_errors(all));
  CHECK(rules::render(all, {}).ends_with("2 errors, 1 warning\n"));
  CHECK(rules::render(rules::Diagnostics{}, {}).empty());
}

TEST_CASE("the nearest word is suggested when it is near enough") {
  const std::vector<std::string> words = {"health", "forestry", "edu", "title", "all_towns", "县卫健局"};
  const std::pair<const char*, const char*> rows[] = {{"healht", "health"}, {"helth", "health"}, {"forest", "forestry"}, {"eud", "edu"}, {"titel", "title"},
                                                      {"all-towns", "all_towns"}, {"县卫建局", "县卫健局"}, {"police", ""}, {"", ""}, {"x", ""}};
  for (const auto& [given, suggested] : rows) {
    CAPTURE(given);
    CHECK(rules::nearest(given, words) == suggested);
  }
  CHECK(rules::nearest("health", {"health"}).empty());  // the word itself is no suggestion
}

TEST_CASE("characters take the cells that a terminal gives them") {
  const std::pair<char32_t, int> rows[] = {{U'a', 1}, {U'é', 1}, {U'物', 2}, {U'，', 2}, {U'ａ', 2}, {U'\u0323', 0}, {U'\u200b', 0}, {U'한', 2}, {U'ｱ', 1}};
  for (const auto& [character, cells] : rows) CHECK(rules::display_width(character) == cells);
}
