// Pages in three languages. Titles only; of an internal item not even that: it says that the inbox holds it.
#include "daemon/app/answer_page.h"

#include <array>

#include "rules/text/html.h"

namespace fenliu::app {

namespace {

using Words = std::array<const char*, 3>;  // zh, vi, en

// serve/answers.cpp allows it by its hash.
constexpr const char* kStyle =
    "body{font:1.1rem/1.5 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}h1{font-size:1.2rem}button{font:inherit;padding:.7rem 1.6rem;border:0;border-radius:.4rem;background:#0b5cad;color:#fff}button:focus{outline:3px solid #f5b301}small{color:#555}";

constexpr Words kAskAcknowledge = {"请确认已收到", "Xin xác nhận đã nhận", "Please confirm that you have this"};
constexpr Words kAskDone = {"此项已办结?", "Việc này đã xong?", "Is this done?"};
constexpr Words kPressAcknowledge = {"确认收到", "Xác nhận đã nhận", "Acknowledge"};
constexpr Words kPressDone = {"已办结", "Đã xong", "Done"};
constexpr Words kRecorded = {"已记录", "Đã ghi nhận", "Recorded"};
constexpr Words kThanks = {"谢谢,无需再做别的。", "Cảm ơn, không cần làm gì thêm.", "Thank you; there is nothing more to do."};
constexpr Words kAlready = {"此前已记录", "Đã được ghi nhận trước đó", "It was recorded before"};
constexpr Words kOnlyButton = {"只有按下按钮才会记录。", "Chỉ ghi nhận khi bấm nút.", "Only the button records it."};
constexpr Words kInternal = {"内部事项,内容请在收件箱查看", "Việc nội bộ, xem nội dung trong hộp thư đến", "An internal item; its content is in the inbox"};
constexpr Words kFor = {"单位", "Đơn vị", "Unit"};
constexpr Words kRoom = {"到会", "Có mặt", "Be in the room"};
constexpr Words kDue = {"时限", "Thời hạn", "Due"};
constexpr std::array<Words, 3> kRefusals = {{
    {"这个链接无效。", "Liên kết này không có hiệu lực.", "This link is not known here."},
    {"这个链接已过期,请在收件箱确认。", "Liên kết này đã hết hạn, xin xác nhận trong hộp thư đến.", "This link has expired; please answer in the inbox."},
    {"此事项已撤回或不再涉及贵单位,无需办理。", "Việc này đã được rút lại hoặc không còn liên quan đơn vị, không phải làm gì.",
     "This was withdrawn or no longer concerns your unit; there is nothing to do."},
}};

std::size_t column_of(const std::string& language) { return language == "zh" ? 0 : language == "vi" ? 1 : 2; }

std::string page(const std::string& language, const std::string& title, const std::string& body) {
  return "<!doctype html>\n<html lang=\"" + (language == "zh" || language == "vi" ? language : std::string("en")) +
         "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
         "<meta name=\"robots\" content=\"noindex\"><title>" + rules::html_escaped(title) + "</title><style>" + kStyle + "</style></head><body><main>" + body +
         "</main></body></html>\n";
}

std::string local_time(Instant at, const rules::Zone& zone) {
  auto text = rules::format_rfc3339(at, zone).substr(0, 16);
  text[10] = ' ';
  return text;
}

// What it is about: unit, title, when.
std::string brief(const AnswerPageSubject& subject, const rules::Configuration& configuration) {
  const auto column = column_of(subject.language);
  const auto* unit = configuration.organisation.unit(subject.unit);
  const auto name = unit == nullptr ? subject.unit : rules::in_language(unit->name, subject.language, subject.unit);
  const bool internal = subject.item.secrecy != rules::Secrecy::public_;
  std::string body = "<h1>" + (internal ? std::string(kInternal[column]) : rules::html_escaped(subject.item.title)) + "</h1><p>" + kFor[column] + ": " + rules::html_escaped(name) + "</p>";
  if (!subject.told.windows.empty()) {
    body += std::string("<p>") + kRoom[column] + ": " + local_time(subject.told.windows.front().from, configuration.zone) + "</p>";
  }
  if (!subject.told.deadlines.empty()) {
    body += std::string("<p>") + kDue[column] + ": " + local_time(subject.told.deadlines.front().result.effective, configuration.zone) + "</p>";
  }
  return body;
}

}  // namespace

std::string question_page(const AnswerPageSubject& subject, const rules::Configuration& configuration) {
  const auto column = column_of(subject.language);
  const std::string ask = (subject.done ? kAskDone : kAskAcknowledge)[column];
  return page(subject.language, ask,
              brief(subject, configuration) + "<p>" + ask + "</p><form method=\"post\"><button type=\"submit\">" + (subject.done ? kPressDone : kPressAcknowledge)[column] +
                  "</button></form><p><small>" + kOnlyButton[column] + "</small></p>");
}

std::string recorded_page(const AnswerPageSubject& subject, const rules::Configuration& configuration) {
  const auto column = column_of(subject.language);
  return page(subject.language, kRecorded[column],
              brief(subject, configuration) + "<p role=\"status\"><strong>" + kRecorded[column] + "</strong></p><p>" + kThanks[column] + "</p>");
}

std::string answered_page(const AnswerPageSubject& subject, const rules::Configuration& configuration) {
  const auto column = column_of(subject.language);
  return page(subject.language, kAlready[column],
              brief(subject, configuration) + "<p role=\"status\">" + kAlready[column] + ": " + local_time(subject.answered_at.value_or(Instant{}), configuration.zone) + ", " +
                  rules::html_escaped(subject.answered_by) + "</p>");
}

std::string refusal_page(AnswerRefusal why, const std::string& language) {
  const std::string words = kRefusals[static_cast<std::size_t>(why)][column_of(language)];
  return page(language, words, "<p>" + words + "</p>");
}

}  // namespace fenliu::app
