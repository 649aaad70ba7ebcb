// Places in a YAML file, and what to say of text that is not YAML. Internal to source/.
#pragma once

#include <string>
#include <vector>

#include "rules/text/diagnostic.h"

namespace fenliu::rules {

// Byte columns to code points, line by line. Keeps a reference to the file.
class Positions {
 public:
  explicit Positions(const SourceFile& file);
  // `line` and `byte_column` count from 0, as yaml-cpp does; `length` in code points.
  Span span(std::size_t line, std::size_t byte_column, std::size_t length) const;

 private:
  const SourceFile& file_;
  std::vector<std::size_t> starts_;
};

// What the parser says of a place, as a sentence about the slip that was probably made there: a tab, a full-width colon,
// quotation mark or bracket, a colon inside a text, a bracket or quote left open, a sign with a meaning of its own.
Diagnostic yaml_syntax_error(const std::string& parser_says, const Span& place, const SourceFile& file);

}  // namespace fenliu::rules
