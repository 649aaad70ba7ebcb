// What a message says, line by line, before it becomes text or HTML. Internal to rules/notices.
#pragma once

#include <string>
#include <vector>

#include "rules/notices/messages.h"

namespace fenliu::rules {

enum class LineKind {
  first,   // the first sentence
  action,  // what to do and when
  fact,    // label and words
  text,    // of a part, as posted; may have several lines
  link,    // label and url
  source,  // who decided, when it was sent
};

struct MessageLine {
  LineKind kind = LineKind::fact;
  std::string label, words, url;
};

struct MessageContent {
  std::string subject, brief;
  std::vector<MessageLine> lines;
};

MessageContent content_of(const MessageRequest& request);

// Whether nothing of the item but times may be told.
bool is_closed(const MessageRequest& request);

std::string lines_to_text(const std::vector<MessageLine>& lines, const std::string& language);
// Paragraphs with inline styles, escaped; links only where they are http or https.
std::string lines_to_html(const std::vector<MessageLine>& lines, const std::string& language);
std::string digest_rule_html();  // between the items of a digest

// The invitation, without who invites whom; empty where the unit need not be anywhere and was not told to be.
std::string invitation_of(const MessageRequest& request);

}  // namespace fenliu::rules
