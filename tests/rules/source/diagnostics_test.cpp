// What an administrator is told of each mistake in mistakes.yaml: golden files hold the words, the place and the remedy.
#include <map>

#include <boost/json.hpp>

#include "rules/source/compile.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"
#include "tests/support/golden.h"

using namespace fenliu::rules;
namespace json = boost::json;
namespace support = fenliu::support;

namespace {

using Files = std::map<std::string, std::string>;

const json::object& table() {
  static const auto document = [] {
    const auto path = support::root() + "/tests/rules/source/mistakes.yaml";
    const SourceFile file{"mistakes.yaml", support::read_text(path)};
    const auto parsed = parse_document(file);
    if (!parsed.value) throw std::runtime_error(render(parsed.diagnostics, {file}));
    return parsed.value;
  }();
  return document->as_object();
}

std::string text_of(const json::value& value) { return std::string(value.as_string()); }

Files base() {
  Files files;
  for (const auto& [path, text] : table().at("base").as_object()) files[std::string(path)] = text_of(text);
  return files;
}

// Replaces what stands there exactly once, so that no row can quietly change nothing.
void apply(const json::object& change, Files& files) {
  auto& file = files[text_of(change.at("file"))];
  if (const auto* whole = change.if_contains("text")) {
    if (whole->is_null()) {
      files.erase(text_of(change.at("file")));
    } else {
      file = text_of(*whole);
    }
    return;
  }
  const auto& pair = change.at("replace").as_array();
  const auto from = text_of(pair.at(0));
  const auto at = file.find(from);
  INFO("what is to be replaced: " << from);
  REQUIRE(at != std::string::npos);
  REQUIRE(file.find(from, at + 1) == std::string::npos);
  file.replace(at, from.size(), text_of(pair.at(1)));
}

std::vector<SourceFile> sources(const Files& files) {
  std::vector<SourceFile> sources;
  for (const auto& [path, text] : files) sources.push_back({path, text});
  return sources;
}

}  // namespace

TEST_CASE("the configuration that the mistakes are made in has no fault") {
  const auto files = sources(base());
  const auto compiled = compile(files, support::test_zone);
  CHECK(render(compiled.diagnostics, files) == "");
  CHECK(compiled.configuration);
}

TEST_CASE("each mistake of an administrator is answered with its place and a remedy") {
  const auto& mistakes = table().at("mistakes").as_array();
  CHECK(mistakes.size() >= 60);
  std::map<std::string, int> names;
  for (const auto& row : mistakes) {
    const auto& mistake = row.as_object();
    const auto name = text_of(mistake.at("name"));
    INFO(name);
    CHECK(++names[name] == 1);
    auto files = base();
    apply(mistake, files);
    if (const auto* also = mistake.if_contains("also")) {
      for (const auto& change : also->is_array() ? also->as_array() : json::array{*also}) apply(change.as_object(), files);
    }
    const auto given = sources(files);
    const auto compiled = compile(given, support::test_zone);
    const auto said = render(compiled.diagnostics, given);
    CHECK(said != "");
    if (mistake.contains("structural")) CHECK(has_errors(compiled.diagnostics));
    CHECK((compiled.configuration == nullptr) == has_errors(compiled.diagnostics));
    const auto expected = support::golden("diagnostics/" + name + ".txt", said);
    REQUIRE(expected);
    CHECK(said == *expected);
  }
}

TEST_CASE("text that is not UTF-8 is told with its place and the command that mends it") {
  auto files = base();
  files["rules/main.yaml"] = "rules:\n  - id: \xce\xef\xd7\xca\n";
  const auto given = sources(files);
  const auto compiled = compile(given, support::test_zone);
  REQUIRE_FALSE(compiled.diagnostics.empty());
  CHECK(compiled.diagnostics.front().span == Span{"rules/main.yaml", 2, 9, 0});
  CHECK(compiled.diagnostics.front().hint == "save it as UTF-8 (iconv -f GB18030 -t UTF-8)");
  CHECK(compiled.diagnostics.size() == 1);
}

TEST_CASE("a configuration compiled without lints is the same, and whatever is an error still is one") {
  const auto files = support::small_files("rules:\n  - {id: wide, when: 物资, tags: [t]}\n  - {id: narrow, when: 应急物资, tags: [t]}\n");
  const auto with = compile(files, support::test_zone);
  const auto without = compile(files, support::test_zone, read_rules_files, Lints::left_out);
  REQUIRE(with.configuration);
  REQUIRE(without.configuration);
  CHECK(without.configuration->rules.size() == with.configuration->rules.size());
  const auto is_lint = [](const auto& each) { return each.code == "implied-rule"; };
  CHECK(std::count_if(with.diagnostics.begin(), with.diagnostics.end(), is_lint) == 1);
  CHECK(std::count_if(without.diagnostics.begin(), without.diagnostics.end(), is_lint) == 0);
  const auto broken = compile(support::small_files("rules:\n  - {id: wide, when: 物资, tags: [nothing]}\n"), support::test_zone,
                              read_rules_files, Lints::left_out);
  CHECK(broken.configuration == nullptr);
  CHECK(has_errors(broken.diagnostics));
}
