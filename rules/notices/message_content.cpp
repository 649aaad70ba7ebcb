// The lines of a message: what to do first, then what is theirs, by when, why, and who decided.
#include "rules/notices/message_content.h"

#include <algorithm>

#include "rules/notices/message_brief.h"
#include "rules/notices/message_deadlines.h"
#include "rules/notices/message_times.h"
#include "rules/notices/message_words.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

namespace said = message_words;

constexpr std::size_t kLongestText = 4000;  // characters of a part's text; the inbox holds the rest

class Content {
 public:
  explicit Content(const MessageRequest& request)
      : request_(request),
        item_(request.item),
        state_(request.stage == Stage::cancelled && request.before ? *request.before : request.state),
        language_(request.language.empty() ? request.configuration.policy.language : request.language),
        column_(column_of(language_)),
        times_(request.configuration.zone, request.said, language_),
        closed_(is_closed(request)) {}

  MessageContent made() && {
    add(LineKind::first, "", first());
    if (is_live()) {
      for (const auto& sentence : changes()) add(LineKind::action, "", sentence);
      windows();
    }
    heading();
    if (is_live()) {
      deadlines();
      if (!closed_) parts();
      why();
    }
    source();
    links();
    const BriefInput brief{request_, state_, times_, column_, title(), is_merely_informed()};
    return {brief_subject(brief), brief_sentence(brief), std::move(lines_)};
  }

 private:
  const char* say(const Phrase& phrase) const { return phrase[column_]; }
  std::string say(const Phrase& phrase, const std::string& words) const { return filled(phrase, column_, words); }
  void add(LineKind kind, const std::string& label, const std::string& words, const std::string& url = "") {
    if (!words.empty()) lines_.push_back({kind, label, words, url});
  }
  void fact(const Phrase& label, const std::string& words) { add(LineKind::fact, say(label), words); }

  bool is_live() const { return request_.stage != Stage::cancelled; }
  bool is_merely_informed() const { return is_live() && state_.role == Role::inform; }

  std::string title() const {
    if (closed_) return say(said::kInternal);
    return item_.title.empty() ? item_.id : item_.title;
  }

  std::string name_of(const std::string& id) const {
    const auto* unit = request_.configuration.organisation.unit(id);
    return unit == nullptr ? id : in_language(unit->name, language_, id);
  }

  std::string first() const {
    if (request_.stage == Stage::cancelled && request_.reason == "no-longer-concerned") return say(said::kNoLonger);
    if (is_merely_informed() && request_.stage == Stage::new_) return say(said::kInformed);
    return say(said::kFirst[static_cast<std::size_t>(request_.stage)]);
  }

  // What is different now, in words.
  std::vector<std::string> changes() const {
    const auto& reason = request_.reason;
    std::vector<std::string> sentences;
    if (is_merely_informed() && request_.stage != Stage::new_) sentences.push_back(say(said::kInformed));
    if (reason == "role") sentences.push_back(say(said::kRoleNow, role()));
    if (reason == "parts") sentences.push_back(say(said::kPartsNow));
    if (reason == "recalled") sentences.push_back(say(said::kRecalled));
    if (reason == "deadline-answered") sentences.push_back(say(said::kAnswered));
    if (reason == "deadline-moved") sentences.push_back(say(said::kDueMoved));
    if (reason == "revision") sentences.push_back(say(said::kRevised, std::to_string(state_.item_revision)));
    if (request_.stage == Stage::moved && request_.before && !request_.before->windows.empty() && !state_.windows.empty()) {
      const auto before = request_.before->windows.front().from, now = state_.windows.front().from;
      if (before != now) sentences.push_back(filled_two(said::kInstead, times_.moment(now), times_.moment(before)));
    }
    return sentences;
  }

  std::string filled_two(const Phrase& phrase, const std::string& first_words, const std::string& second_words) const {
    const std::string text = say(phrase);
    const auto one = text.find('#'), two = text.find('#', one + 1);
    return text.substr(0, one) + first_words + text.substr(one + 1, two - one - 1) + second_words + text.substr(two + 1);
  }

  void windows() {
    for (const auto& window : state_.windows) {
      if (window.to && times_.is_past(*window.to)) continue;
      const bool now = times_.is_past(window.from);
      std::string words;
      if (window.to) {
        words = now ? say(said::kComeUntil, times_.moment(*window.to))
                    : filled_two(said::kReadyFrom, times_.moment(window.from), times_.moment(*window.to));
      } else {
        words = now ? say(said::kComeNow) : say(said::kReadyOpen, times_.moment(window.from));
      }
      if (window.likely_from && *window.likely_from != window.from && !now) {
        words += say(words::kSemicolon) + say(said::kMostLikely, times_.moment(*window.likely_from));
      }
      if (window.last_report) words += say(words::kSemicolon) + say(said::kLastReport, times_.moment(*window.last_report));
      add(LineKind::action, "", words);
    }
    if (state_.windows.empty() || closed_) return;
    fact(said::kPlace, item_.place);
    fact(said::kOnline, item_.link);
    if (item_.attendee != Attendee::any) fact(said::kWho, say(item_.attendee == Attendee::head ? said::kHead : said::kDeputy));
    if (item_.attendance == Attendance::everyone) fact(said::kWho, say(said::kEveryone, item_.ordered_by));
  }

  std::string role() const { return say(said::kRoles[static_cast<std::size_t>(state_.role)]); }

  void heading() {
    auto words = title();
    if (!closed_ && !item_.number.empty()) words += say(words::kPause) + item_.number;
    fact(said::kItem, words);
    fact(said::kTo, name_of(request_.unit) + (is_live() && state_.role != Role::none ? say(words::kOpen) + role() + say(words::kClose) : ""));
  }

  void deadlines() {
    for (const auto& deadline : state_.deadlines) {
      const auto before = deadline.part == "0" || deadline.part.empty() ? "" : say(words::kPart, deadline.part) + say(words::kPause);
      add(LineKind::action, say(said::kDue), before + deadline_words(deadline, times_, column_, closed_));
    }
  }

  void parts() {
    const bool whole = std::find(state_.parts.begin(), state_.parts.end(), "0") != state_.parts.end();
    for (const auto& part : item_.parts) {
      const bool own = whole || std::find(state_.parts.begin(), state_.parts.end(), part.part_id) != state_.parts.end();
      if (!own || (part.part_id == "0" && part.text.empty())) continue;
      auto name = part.part_id == "0" ? std::string(say(said::kBegin)) : say(words::kPart, part.part_id);
      if (part.part_id != "0" && !part.title.empty()) name += " " + part.title;
      fact(said::kYours, name);
      add(LineKind::text, "", cut(part.text));
    }
  }

  std::string cut(const std::string& text) const {
    const auto characters = to_utf32(text);
    return characters.size() <= kLongestText ? text : to_utf8(characters.substr(0, kLongestText)) + say(said::kCut);
  }

  void why() {
    const CalendarSetting setting{request_.configuration, language_, request_.titles};
    if (!closed_) {
      for (const auto& reason : request_.share.reasons) fact(said::kWhy, reason_words(reason, setting));
    }
    // What moved matters to who must still come, or finish.
    const bool moves = state_.role >= Role::support && request_.stage != Stage::released && (!state_.windows.empty() || !state_.deadlines.empty());
    if (!closed_ && moves) fact(said::kChain, chain_words(request_.share.chain, setting));
  }

  void source_line(const Phrase& label, const std::string& words) { add(LineKind::source, say(label), words); }

  void source() {
    const auto& home = request_.configuration.policy.home;
    const auto& decided = item_.issuer.empty() ? home : item_.issuer;
    const auto* unit = request_.configuration.organisation.unit(decided);
    source_line(said::kDecided, name_of(decided));
    if (!closed_) source_line(said::kDocument, item_.number.empty() ? item_.title : item_.number);
    source_line(said::kOrdered, item_.ordered_by);
    source_line(said::kPosted, request_.poster);
    const bool above = item_.origin != Origin::fenliu || (unit != nullptr && unit->outside);
    if (!decided.empty()) source_line(said::kChange, say(above ? said::kOnlyAbove : said::kOnly, name_of(decided)));
    if (!closed_) source_line(said::kContact, item_.contact);
    add(LineKind::source, "", say(said::kSaid, times_.full(request_.said)));
  }

  void links() {
    if (!request_.link.empty()) add(LineKind::link, say(said::kSee), request_.link, request_.link);
    for (const auto& answer : request_.answers) {
      if (!answer.url.empty()) add(LineKind::link, word_in(said::kAnswerLinks, answer.kind, column_), answer.url, answer.url);
    }
  }

  const MessageRequest& request_;
  const Item& item_;
  const ToldState& state_;
  const std::string language_;
  const std::size_t column_;
  const MessageTimes times_;
  const bool closed_;
  std::vector<MessageLine> lines_;
};

}  // namespace

bool is_closed(const MessageRequest& request) { return !request.with_body; }

MessageContent content_of(const MessageRequest& request) { return Content(request).made(); }

}  // namespace fenliu::rules
