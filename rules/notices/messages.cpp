// Messages of notices, and digests of several.
#include "rules/notices/messages.h"

#include <algorithm>
#include <cassert>

#include "rules/notices/message_content.h"
#include "rules/notices/message_words.h"

namespace fenliu::rules {

namespace {

void add_masked(std::vector<Masked>& all, const Masked& more) {
  const auto known = std::find_if(all.begin(), all.end(), [&](const Masked& each) { return each.kind == more.kind; });
  if (known == all.end()) {
    all.push_back(more);
  } else {
    known->count += more.count;
  }
}

}  // namespace

Message message_of(const MessageRequest& request) {
  auto content = content_of(request);
  Message message;
  message.notice = request.notice;
  message.item = request.item.id;
  message.unit = request.unit;
  message.sequence = request.sequence;
  message.stage = request.stage;
  message.role = request.state.role;
  message.urgency = request.item.urgency;
  message.language = request.language.empty() ? request.configuration.policy.language : request.language;
  message.subject = std::move(content.subject);
  message.brief = std::move(content.brief);
  message.text = lines_to_text(content.lines, message.language);
  message.html = lines_to_html(content.lines, message.language);
  message.link = request.link;
  message.calendar = invitation_of(request);
  message.at = request.at;
  return message;
}

Message digest_of(const std::vector<Message>& messages) {
  assert(!messages.empty());
  if (messages.size() == 1) return messages.front();
  const auto& first = messages.front();
  const auto column = column_of(first.language);
  const auto count = std::to_string(messages.size());
  Message digest;
  digest.notice = first.notice;
  digest.unit = first.unit;
  digest.role = Role::inform;
  digest.language = first.language;
  digest.subject = filled(message_words::kDigest, column, count);
  digest.brief = digest.subject;
  std::vector<MessageLine> index{{LineKind::first, "", filled(message_words::kDigestFirst, column, count), ""}};
  std::string texts, htmls;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const auto& message = messages[i];
    const auto number = std::to_string(i + 1) + ". ";
    index.push_back({LineKind::fact, "", number + message.subject, ""});
    texts += "\n----- " + number + message.subject + "\n\n" + message.text;
    htmls += digest_rule_html() + message.html;
    digest.at = std::max(digest.at, message.at);
    digest.urgency = std::max(digest.urgency, message.urgency);
    for (const auto& each : message.masked) add_masked(digest.masked, each);
  }
  digest.text = lines_to_text(index, digest.language) + texts;
  digest.html = lines_to_html(index, digest.language) + htmls;
  return digest;
}

}  // namespace fenliu::rules
