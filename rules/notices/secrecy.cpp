// The five extents to which a message may leave.
#include "rules/notices/secrecy.h"

#include <set>

#include "rules/notices/hiding.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

std::string by_language(const std::string& language, const char* zh, const char* vi, const char* en) {
  return language == "zh" ? zh : language == "vi" ? vi : en;
}

std::string pointer_subject(const Message& message) {
  const auto& language = message.language;
  const auto urgency = message.urgency == Urgency::critical  ? by_language(language, "【特急】", "[HỎA TỐC] ", "[Critical] ")
                       : message.urgency == Urgency::urgent ? by_language(language, "【紧急】", "[KHẨN] ", "[Urgent] ")
                                                            : std::string();
  return urgency + by_language(language, "您单位有一条提醒，请在收件箱查看", "Đơn vị có một tin báo, xin đọc trong hộp tin",
                               "Your unit has a notice: read it in the inbox");
}

std::string with_link(const std::string& text, const std::string& link) { return link.empty() ? text : text + "\n" + link; }

void set_all(Message& message, const std::string& subject, const std::string& text) {
  message.subject = subject;
  message.brief = text;
  message.text = with_link(text, message.link);
  message.html = html_of_text(text);
  if (!message.link.empty()) {
    const auto href = html_of_text(message.link);
    const auto link = href.substr(3, href.size() - 7);  // without <p>
    message.html += "<p><a href=\"" + link + "\">" + link + "</a></p>";
  }
}

Message only_pointer(Message message) {
  const auto subject = pointer_subject(message);
  set_all(message, subject, subject);
  message.calendar.clear();
  message.masked = {{"title", 1}, {"body", 1}};
  return message;
}

constexpr std::size_t kSaid = 8;  // so many code points of the body in a row are the body's words

using Phrases = std::set<std::u32string, std::less<>>;

void add_phrases(std::u32string_view text, Phrases& phrases) {
  for (std::size_t i = 0; i + kSaid <= text.size(); ++i) phrases.insert(std::u32string(text.substr(i, kSaid)));
}

// Whether the sentence says something of the item's text or parts that its title does not.
bool says_body(const std::string& sentence, const Item& item) {
  Phrases said, title;
  add_phrases(to_utf32(sentence), said);
  add_phrases(to_utf32(item.title), title);
  const auto meets = [&](const std::string& body) {
    const auto text = to_utf32(body);
    for (std::size_t i = 0; i + kSaid <= text.size(); ++i) {
      const auto phrase = std::u32string_view(text).substr(i, kSaid);
      if (said.contains(phrase) && !title.contains(phrase)) return true;
    }
    return false;
  };
  if (meets(item.text)) return true;
  for (const auto& part : item.parts) {
    if (meets(part.text)) return true;
    const auto short_title = to_utf32(part.title);
    const bool named = short_title.size() >= 4 && to_utf32(sentence).find(short_title) != std::u32string::npos &&
                       to_utf32(item.title).find(short_title) == std::u32string::npos;
    if (named) return true;
  }
  return false;
}

// A calendar whose SUMMARY says more than the title does not leave: the brief has the times.
std::string titled(std::string calendar, const Item& item) {
  std::string unfolded = calendar;
  for (auto at = unfolded.find("\r\n "); at != std::string::npos; at = unfolded.find("\r\n ", at)) unfolded.erase(at, 3);
  return says_body(unfolded, item) ? "" : calendar;
}

Message only_title(Message message, const Item& item, Hiding& hiding) {
  hiding.learn(message.text);
  hiding.learn(message.subject);
  const auto subject = hiding.plain(says_body(message.subject, item) ? item.title : message.subject);
  const auto brief = message.brief.empty() || says_body(message.brief, item) ? subject : hiding.plain(message.brief);
  set_all(message, subject, brief);
  if (!message.calendar.empty()) message.calendar = titled(hiding.calendar(message.calendar, false), item);
  message.masked = hiding.counts();
  count_masked(message.masked, "body");
  return message;
}

Message all_masked(Message message, Hiding& hiding) {
  hiding.learn(message.text);
  hiding.learn_html(message.html);
  for (const auto* text : {&message.subject, &message.brief}) hiding.learn(*text);
  const bool list = hiding.has_list(message.text) || hiding.has_list_in_html(message.html);
  message.subject = hiding.plain(message.subject);
  message.brief = hiding.plain(message.brief);
  message.text = hiding.plain(hiding.without_lists(message.text, message.language));
  // A table's rows cannot be told from the lines around them: a message with a list is written anew from its text.
  if (!message.html.empty()) message.html = list ? html_of_text(message.text) : hiding.html(message.html);
  if (!message.calendar.empty()) message.calendar = hiding.calendar(message.calendar, !list);
  message.masked = hiding.counts();
  return message;
}

}  // namespace

OpenNumbers open_numbers(const SecrecyPolicy& policy) {
  OpenNumbers open;
  for (const auto& number : policy.open_numbers) open.insert(open_number(number));
  return open;
}

Message apply_policy(Message message, const Item& item, const ChannelSettings& channel, const SecrecyPolicy& policy) {
  Hiding hiding(open_numbers(policy), message.link);
  switch (carried(policy, channel, item.secrecy)) {
    case Carry::full: return message;
    case Carry::masked: return all_masked(std::move(message), hiding);
    case Carry::title: return only_title(std::move(message), item, hiding);
    case Carry::pointer: return only_pointer(std::move(message));
    case Carry::nothing: break;
  }
  message.subject = message.text = message.html = message.brief = message.calendar = "";
  message.masked = {{"title", 1}, {"body", 1}};
  return message;
}

bool carries_nothing(const Message& message) {
  return message.subject.empty() && message.text.empty() && message.html.empty() && message.brief.empty();
}

}  // namespace fenliu::rules
