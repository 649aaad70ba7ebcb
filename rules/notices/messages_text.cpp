// A message as plain text.
#include "rules/notices/message_content.h"
#include "rules/notices/message_words.h"

namespace fenliu::rules {

std::string lines_to_text(const std::vector<MessageLine>& lines, const std::string& language) {
  const std::string colon = words::kColon[column_of(language)];
  std::string text;
  const MessageLine* previous = nullptr;
  for (const auto& line : lines) {
    // A blank line before what is another matter.
    const bool apart = previous != nullptr && line.kind != previous->kind &&
                       (line.kind == LineKind::source || line.kind == LineKind::link || previous->kind == LineKind::action || previous->kind == LineKind::first ||
                        (previous->kind == LineKind::text && line.kind == LineKind::fact));
    if (apart) text += "\n";
    text += (line.label.empty() ? "" : line.label + colon) + line.words + "\n";
    previous = &line;
  }
  return text;
}

}  // namespace fenliu::rules
