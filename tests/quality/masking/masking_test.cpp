// How much of what is personal is hidden, and how much else: texts of our own, labelled before the masking was written.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <sstream>

#include "rules/notices/masking.h"
#include "rules/text/utf8.h"
#include "tests/support/catch.h"
#include "tests/support/golden.h"

using namespace fenliu;
using namespace fenliu::rules;

namespace {

struct Labelled {
  std::u32string text;
  std::vector<std::pair<std::string, TextRange>> personal;
  std::string line;
};

struct Corpus {
  OpenNumbers open;
  std::vector<Labelled> texts;
};

Labelled labelled(const std::string& line) {
  Labelled result;
  result.line = line;
  const auto written = to_utf32(line);
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] == U'\\' && i + 1 < written.size()) {
      result.text += written[++i] == U'n' ? U'\n' : U'\t';
    } else if (written[i] == U'⟦') {
      const auto colon = written.find(U':', i);
      const auto start = static_cast<std::uint32_t>(result.text.size());
      result.personal.push_back({to_utf8(written.substr(i + 1, colon - i - 1)), {start, start}});
      i = colon;
    } else if (written[i] == U'⟧') {
      result.personal.back().second.end = static_cast<std::uint32_t>(result.text.size());
    } else {
      result.text += written[i];
    }
  }
  return result;
}

Corpus corpus(const std::string& language) {
  Corpus result;
  std::istringstream lines(support::read_text(support::root() + "/tests/quality/masking/own/" + language + ".txt"));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("@open ")) {
      std::istringstream words(line.substr(6));
      for (std::string word; words >> word;) result.open.insert(open_number(word));
    } else if (!line.empty() && line[0] != '#') {
      result.texts.push_back(labelled(line));
    }
  }
  return result;
}

struct Tally {
  int labelled = 0, hidden = 0, found = 0, right = 0;
  double recall() const { return labelled == 0 ? 1 : static_cast<double>(hidden) / labelled; }
  double precision() const { return found == 0 ? 1 : static_cast<double>(right) / found; }
};

bool meet(const TextRange& a, const TextRange& b) { return a.start < b.end && b.start < a.end; }

// Hidden is what lies in findings of its kind, digit by digit; a name or a plate to the letter.
bool is_hidden(const Labelled& text, const std::string& kind, const TextRange& range, const std::vector<PersonalData>& found) {
  for (auto i = range.start; i < range.end; ++i) {
    const char32_t c = text.text[i];
    const bool matters = kind == "name" || kind == "plate" || (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
    const bool covered = std::any_of(found.begin(), found.end(), [&](const PersonalData& each) { return to_string(each.kind) == kind && each.range.start <= i && i < each.range.end; });
    if (matters && !covered) return false;
  }
  return true;
}

struct Figures {
  std::map<std::string, Tally> kinds;
  Tally all;
  std::vector<std::string> misses;
};

Figures measure(const Corpus& texts) {
  Figures figures;
  for (const auto& text : texts.texts) {
    const auto found = personal_data(text.text, texts.open);
    for (const auto& [kind, range] : text.personal) {
      auto& tally = figures.kinds[kind];
      ++tally.labelled, ++figures.all.labelled;
      if (is_hidden(text, kind, range, found)) {
        ++tally.hidden, ++figures.all.hidden;
      } else {
        figures.misses.push_back("left " + kind + ": " + text.line);
      }
    }
    for (const auto& each : found) {
      auto& tally = figures.kinds[std::string(to_string(each.kind))];
      ++tally.found, ++figures.all.found;
      const bool right = std::any_of(text.personal.begin(), text.personal.end(), [&](const auto& label) { return label.first == to_string(each.kind) && meet(label.second, each.range); });
      if (right) {
        ++tally.right, ++figures.all.right;
      } else {
        figures.misses.push_back("hid " + std::string(to_string(each.kind)) + " " + to_utf8(text.text.substr(each.range.start, each.range.end - each.range.start)) + ": " + text.line);
      }
    }
  }
  return figures;
}

struct Floor {
  const char* language;
  double precision, recall;
};

}  // namespace

TEST_CASE("personal data is hidden, and what is nobody's is left") {
  const auto floor = GENERATE(Floor{"zh", 0.97, 0.97}, Floor{"vi", 0.97, 0.97}, Floor{"en", 0.95, 0.95});
  const auto texts = corpus(floor.language);
  REQUIRE(texts.texts.size() >= 25);
  const auto figures = measure(texts);
  std::printf("%s: %zu texts, precision %.3f, recall %.3f\n", floor.language, texts.texts.size(), figures.all.precision(), figures.all.recall());
  for (const auto& [kind, tally] : figures.kinds) {
    std::printf("  %-10s labelled %3d  precision %.3f  recall %.3f\n", kind.c_str(), tally.labelled, tally.precision(), tally.recall());
  }
  const std::size_t most = std::getenv("FENLIU_MISSES") != nullptr ? figures.misses.size() : 5;
  for (std::size_t i = 0; i < figures.misses.size() && i < most; ++i) std::printf("    %s\n", figures.misses[i].c_str());
  CHECK(figures.all.precision() >= floor.precision);
  CHECK(figures.all.recall() >= floor.recall);
}
