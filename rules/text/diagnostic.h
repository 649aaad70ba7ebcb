// Diagnostics: what is wrong in a text that a person wrote, where, and how to mend it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fenliu::rules {

// A file's name as the reader knows it (relative to the configuration folder) and its whole text, UTF-8.
struct SourceFile {
  std::string path;
  std::string text;
};

// A place in a source file. `line` and `column` count from 1, columns in code points; line 0 = the file as a whole.
// `length` is in code points on that line, 0 = a point.
struct Span {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;
  std::size_t length = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

enum class Severity { error, warning, note };

// `code` is stable and short ("unknown-key"); `message` says what is wrong, `hint` what to do (may be empty).
struct Diagnostic {
  Span span;
  Severity severity = Severity::error;
  std::string code;
  std::string message;
  std::string hint;
};

using Diagnostics = std::vector<Diagnostic>;

std::string_view to_string(Severity severity);  // "error", "warning", "note"

bool has_errors(const Diagnostics& diagnostics);

// Orders by file, line, column, severity, code; removes exact repetitions.
void sort_diagnostics(Diagnostics& diagnostics);

// `file:line:col: error: message` followed by the source line, a caret under the span (wide characters take two cells,
// combining ones none; tabs are printed as one space) and a `hint:` line. Ends with a newline. The source line is left
// out when `source` lacks the file or the line. Control characters of the source are never printed.
std::string render(const Diagnostic& diagnostic, const std::vector<SourceFile>& source);

// All of them and a closing count ("2 errors, 1 warning"), empty when there are none.
std::string render(const Diagnostics& diagnostics, const std::vector<SourceFile>& source);

// The candidate nearest to `word` by edit distance (insert, delete, replace, swap), if near enough to suggest:
// at most a third of the word's code points, and at least one, for words of three or more; else the shortest one that
// begins with the word, or with which the word begins. Empty otherwise.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

// Terminal cells that a code point takes: 0, 1 or 2 (Unicode East Asian Width W and F are 2).
int display_width(char32_t code_point);

}  // namespace fenliu::rules
