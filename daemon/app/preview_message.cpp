// Title, times and parts in plain words.
#include "daemon/app/preview_message.h"

#include <algorithm>

#include "daemon/app/tell.h"

namespace fenliu::app {

namespace {

std::string by_language(const std::string& language, const char* zh, const char* vi, const char* en) {
  return language == "zh" ? zh : language == "vi" ? vi : en;
}

std::string moment(Instant at, const rules::Zone& zone) {
  const auto local = zone.to_local(at);
  return rules::format_date(rules::date_of(local)).substr(5) + " " + rules::format_time_of_day(local);
}

std::string html_of(const std::string& text) {
  std::string html = "<p>";
  for (const char c : text) html += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : c == '\n' ? "<br>" : std::string(1, c);
  return html + "</p>";
}

}  // namespace

std::string when_words(const rules::ToldState& state, const rules::Zone& zone, const std::string& language) {
  std::string words;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : by_language(language, "；", "; ", "; ")) + more; };
  for (const auto& window : state.windows) {
    const auto to = window.to ? "–" + rules::format_time_of_day(zone.to_local(*window.to)) : by_language(language, "起", " trở đi", " on");
    add(moment(window.from, zone) + to + by_language(language, " 到会", " có mặt", " be in the room"));
  }
  for (const auto& deadline : state.deadlines) {
    add(moment(deadline.result.effective, zone) + by_language(language, " 前完成", " là hạn", " due"));
  }
  return words;
}

std::vector<rules::Part> own_parts(const Item& item, const rules::ToldState& state) {
  const auto has = [&](const rules::PartId& id) { return std::find(state.parts.begin(), state.parts.end(), id) != state.parts.end(); };
  std::vector<rules::Part> parts;
  for (const auto& part : item.parts) {
    if (part.part_id != "0" && !(part.title.empty() && part.text.empty()) && (has("0") || has(part.part_id))) parts.push_back(part);
  }
  return parts;
}

Result<rules::Message> preview_message(const rules::Configuration& configuration, const Item& item, const store::NoticeRow& notice,
                                       const std::string& language) {
  const auto state = told_state_of(notice);
  if (!state) return Error{ErrorKind::internal, "The notice cannot be read", "its state is damaged"};
  rules::Message message;
  message.notice = notice.id;
  message.item = notice.item;
  message.unit = notice.unit;
  message.sequence = notice.sequence;
  message.stage = rules::parse_stage(notice.stage).value_or(rules::Stage::new_);
  message.role = state->role;
  message.urgency = item.urgency;
  message.language = language;
  message.at = notice.at;
  message.subject = item.paper ? rules::paper_sentence(*item.paper, configuration.zone, language) : item.title;
  const auto when = when_words(*state, configuration.zone, language);
  message.brief = (when.empty() ? "" : when + by_language(language, "：", ": ", ": ")) + message.subject;
  message.text = message.subject + (item.number.empty() ? "" : "\n" + item.number) + (when.empty() ? "" : "\n" + when);
  if (!item.place.empty()) message.text += "\n" + item.place;
  for (const auto& part : own_parts(item, *state)) {
    if (!part.title.empty()) message.text += "\n" + part.title;
    if (!part.text.empty()) message.text += "\n" + part.text;
  }
  message.html = html_of(message.text);
  return message;
}

}  // namespace fenliu::app
