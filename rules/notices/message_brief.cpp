// One SMS carries 70 characters of UCS-2 or 160 of the GSM alphabet (3GPP TS 23.038).
#include "rules/notices/message_brief.h"

#include <algorithm>

#include "rules/notices/message_content.h"
#include "rules/notices/message_deadlines.h"
#include "rules/notices/message_words.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

namespace said = message_words;

constexpr std::size_t kSms = 70, kAsciiSms = 160;
constexpr std::size_t kShortestTitle = 8;

const Window* next_window(const BriefInput& input) {
  const auto& windows = input.state.windows;
  const auto found = std::find_if(windows.begin(), windows.end(), [&](const Window& each) { return !each.to || !input.times.is_past(*each.to); });
  return found == windows.end() ? nullptr : &*found;
}

// The deadline that comes next; for what is overdue, the one that passed last.
const UnitDeadline* next_deadline(const BriefInput& input) {
  const UnitDeadline* found = nullptr;
  const bool overdue = input.request.stage == Stage::overdue;
  for (const auto& deadline : input.state.deadlines) {
    if (!is_due(deadline) || input.times.is_past(deadline.result.effective) != overdue) continue;
    if (found == nullptr || overdue == (deadline.result.effective > found->result.effective)) found = &deadline;
  }
  return found;
}

// What and when; `more` adds the place, the last report and the proposal.
std::string action(const BriefInput& input, bool more) {
  const auto stage = input.request.stage;
  const auto column = input.column;
  if (stage == Stage::released || stage == Stage::cancelled || input.merely_informed) return "";
  const bool about_deadline = stage == Stage::reminder || stage == Stage::overdue || input.request.reason.starts_with("deadline-");
  const auto* window = next_window(input);
  const auto* deadline = next_deadline(input);
  const bool place = more && !is_closed(input.request);
  if (window != nullptr && (!about_deadline || deadline == nullptr)) {
    auto words = input.times.is_past(window->from) ? std::string(said::kBriefNow[column])
                                                   : filled(said::kBriefReady, column, input.times.brief(window->from));
    if (place && !input.request.item.place.empty()) words += words::kPause[column] + input.request.item.place;
    if (more && window->last_report) words += words::kPause[column] + filled(said::kLastReport, column, input.times.brief(*window->last_report));
    return words;
  }
  if (deadline == nullptr) return "";
  const auto& result = deadline->result;
  const auto at = result.proposed ? result.stated : result.effective;
  auto words = filled(said::kBriefDue, column, input.times.brief(at));
  if (result.proposed && more) {
    words += words::kOpen[column] + filled(said::kBriefProposed, column, input.times.brief(*result.proposed)) + words::kClose[column];
  }
  return words;
}

// A subject, or an SMS, is one line.
std::string one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const bool space = static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
    if (!space) line += c;
    if (space && !line.empty() && line.back() != ' ') line += ' ';
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

std::string with_title(const BriefInput& input, const std::string& what, const std::string& title) {
  const auto stage = static_cast<std::size_t>(input.request.stage);
  const bool for_information = input.merely_informed && input.request.stage == Stage::new_;
  const std::string prefix = for_information ? said::kInformPrefix[input.column] : said::kPrefix[stage][input.column];
  return one_line(prefix + what + (what.empty() ? "" : words::kColon[input.column]) + title);
}

// In units of UTF-16, as an SMS counts.
std::size_t length(const std::string& text) {
  const auto characters = to_utf32(text);
  return characters.size() + static_cast<std::size_t>(std::count_if(characters.begin(), characters.end(), [](char32_t c) { return c > 0xFFFF; }));
}

bool fits(const std::string& text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return length(text) <= (ascii ? kAsciiSms : kSms);
}

}  // namespace

std::string brief_subject(const BriefInput& input) { return with_title(input, action(input, false), input.title); }

std::string brief_sentence(const BriefInput& input) {
  for (const bool more : {true, false}) {
    const auto what = action(input, more);
    auto title = to_utf32(input.title);
    auto text = with_title(input, what, input.title);
    while (!fits(text) && title.size() > kShortestTitle) {
      title.pop_back();
      text = with_title(input, what, to_utf8(title) + "…");
    }
    if (fits(text) || !more) return text;
  }
  return {};
}

}  // namespace fenliu::rules
