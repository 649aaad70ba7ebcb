// Printing and sorting diagnostics.
#include "rules/text/diagnostic.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include <unicode/uchar.h>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

// The line's text without its break; empty optional when the file has no such line.
std::optional<std::u32string> line_of(const std::vector<SourceFile>& source, const Span& span) {
  if (span.line == 0) return {};
  for (const auto& file : source) {
    if (file.path != span.file) continue;
    std::size_t start = 0;
    for (std::size_t line = 1; line < span.line; ++line) {
      start = file.text.find('\n', start);
      if (start == std::string::npos) return {};
      ++start;
    }
    auto text = file.text.substr(start, file.text.find('\n', start) - start);
    if (!text.empty() && text.back() == '\r') text.pop_back();
    return to_utf32(text);
  }
  return {};
}

char32_t printable(char32_t c) { return c == U'\t' ? U' ' : (c < 0x20 || (c >= 0x7F && c < 0xA0)) ? U'\uFFFD' : c; }

std::string marked_line(const std::u32string& line, const Span& span) {
  std::u32string text, carets;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto c = printable(line[i]);
    text += c;
    const bool inside = span.column > 0 && i + 1 >= span.column && i + 1 < span.column + std::max<std::size_t>(1, span.length);
    const auto width = static_cast<std::size_t>(display_width(c));
    if (i + 1 < span.column) carets.append(width, U' ');
    if (inside) carets.append(width, i + 1 == span.column && carets.find(U'^') == std::u32string::npos ? U'^' : U'~');
  }
  if (span.column > line.size()) carets.append(span.column - line.size() - 1, U' ');
  if (carets.find(U'^') == std::u32string::npos && span.column > 0) carets += U'^';
  if (const auto caret = carets.find(U'^'); caret != std::u32string::npos) {
    for (auto i = caret + 1; i < carets.size(); ++i) carets[i] = U'~';
  }
  if (span.column == 0) return "  " + to_utf8(text) + "\n";
  return "  " + to_utf8(text) + "\n  " + to_utf8(carets) + "\n";
}

std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      break;
  }
  return "note";
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const auto& each) { return each.severity == Severity::error; });
}

void sort_diagnostics(Diagnostics& diagnostics) {
  const auto key = [](const Diagnostic& d) {
    return std::tie(d.span.file, d.span.line, d.span.column, d.severity, d.code, d.message);
  };
  std::sort(diagnostics.begin(), diagnostics.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(),
                                [&](const auto& a, const auto& b) { return key(a) == key(b); }),
                    diagnostics.end());
}

std::string render(const Diagnostic& diagnostic, const std::vector<SourceFile>& source) {
  const auto& span = diagnostic.span;
  std::string out = span.file;
  if (span.line > 0) out += ":" + std::to_string(span.line);
  if (span.line > 0 && span.column > 0) out += ":" + std::to_string(span.column);
  out += ": " + std::string(to_string(diagnostic.severity)) + ": " + diagnostic.message + " [" + diagnostic.code + "]\n";
  if (const auto line = line_of(source, span)) out += marked_line(*line, span);
  if (!diagnostic.hint.empty()) out += "  hint: " + diagnostic.hint + "\n";
  return out;
}

std::string render(const Diagnostics& diagnostics, const std::vector<SourceFile>& source) {
  if (diagnostics.empty()) return "";
  std::string out;
  std::size_t errors = 0, warnings = 0;
  for (const auto& each : diagnostics) {
    out += render(each, source);
    errors += each.severity == Severity::error;
    warnings += each.severity == Severity::warning;
  }
  const auto counted = [](std::size_t n, const char* word) {
    return std::to_string(n) + " " + word + (n == 1 ? "" : "s");
  };
  return out + counted(errors, "error") + ", " + counted(warnings, "warning") + "\n";
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  const auto given = to_utf32(word);
  const std::size_t limit = given.size() < 3 ? 0 : std::max<std::size_t>(1, given.size() / 3);
  std::string best;
  std::size_t best_distance = limit + 1;
  for (const auto& candidate : candidates) {
    const auto text = to_utf32(candidate);
    const auto difference = text.size() > given.size() ? text.size() - given.size() : given.size() - text.size();
    if (difference >= best_distance || text == given) continue;
    const auto d = distance(given, text);
    if (d < best_distance) {
      best_distance = d;
      best = candidate;
    }
  }
  if (!best.empty() || given.size() < 3) return best;
  // An abbreviation, or a word written on: the shortest such candidate.
  for (const auto& candidate : candidates) {
    const bool related = candidate.starts_with(word) || (candidate.size() > 2 && word.starts_with(candidate));
    if (related && candidate != word && (best.empty() || candidate.size() < best.size())) best = candidate;
  }
  return best;
}

int display_width(char32_t c) {
  if (c < 0x300) return 1;
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  if ((mask & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) return 0;
  const auto width = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace fenliu::rules
