// A decision as a page that a clerk understands.
#include <algorithm>

#include "rules/decision/deadline_answers.h"
#include "rules/decision/decision_words.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

constexpr std::size_t kTitleShown = 24;  // characters of a part's title beside its number

class Page {
 public:
  Page(const Decision& decision, const Item& item, const Configuration& configuration, const std::string& language)
      : decision_(decision), item_(item), configuration_(configuration), language_(language), column_(column_of(language)) {}

  std::string text(const std::vector<WhyNot>* not_routed) {
    heading();
    for (const auto role : {Role::lead, Role::support}) {
      for (const auto& [id, reached] : decision_.relevance.units) {
        if (reached.role == role) unit(id, reached);
      }
    }
    informed();
    triage();
    if (not_routed != nullptr) {
      if (!not_routed->empty()) out_ += "\n";
      for (const auto& why : *not_routed) {
        line("", words::kNotConcerned, name_and_id(why.unit) + say(words::kColon) + why_not_to_text(why, item_, configuration_, language_));
        out_.pop_back();  // the line ended already
      }
    }
    return std::move(out_);
  }

  // Only the deadlines that the issuing office may answer, or has.
  std::string answerable(bool answered) {
    for (const auto& [id, schedule] : decision_.schedule) {
      bool named = false;
      for (const auto& deadline : schedule.deadlines) {
        if (!waits_for_answer(deadline) && (!answered || deadline.result.answer == AnswerKind::none)) continue;
        if (!named) out_ += name_and_id(id) + "\n";
        named = true;
        line("  ", words::kDue, deadline_words(deadline));
      }
    }
    if (out_.empty()) out_ = std::string(say(words::kNothingWaits)) + "\n";
    return std::move(out_);
  }

 private:
  const char* say(const Phrase& phrase) const { return phrase[column_]; }
  std::string say(const Phrase& phrase, const std::string& words) const { return filled(phrase, column_, words); }
  std::string quoted(const std::string& words) const { return say(words::kQuoted, words); }
  std::string in_brackets(const std::string& words) const { return say(words::kOpen) + words + say(words::kClose); }

  void line(const char* indent, const Phrase& what, const std::string& words) {
    out_ += std::string(indent) + say(what) + say(words::kColon) + words + "\n";
  }

  std::string name_of(const UnitId& id) const {
    const auto* unit = configuration_.organisation.unit(id);
    return unit == nullptr ? id : in_language(unit->name, language_, id);
  }
  std::string name_and_id(const UnitId& id) const { return name_of(id) + " [" + id + "]"; }

  std::string part_number(const PartId& id) const { return id == "0" ? say(words::kWhole) : say(words::kPart, id); }

  std::string part_name(const PartId& id) const {
    const auto part = std::find_if(item_.parts.begin(), item_.parts.end(), [&](const auto& each) { return each.part_id == id; });
    if (id == "0" || part == item_.parts.end() || part->title.empty()) return part_number(id);
    auto title = to_utf32(part->title);
    if (title.size() > kTitleShown) title = title.substr(0, kTitleShown) + U"…";
    return part_number(id) + quoted(to_utf8(title));
  }

  void heading() {
    if (!item_.title.empty()) out_ += item_.title + "\n";
    std::string source;
    const auto add = [&](const std::string& words) { source += (source.empty() ? "" : say(words::kSemicolon)) + words; };
    if (!item_.number.empty()) add(say(words::kNumber) + std::string(say(words::kColon)) + item_.number);
    if (!item_.issuer.empty()) add(say(words::kIssuer) + std::string(say(words::kColon)) + name_of(item_.issuer));
    if (!source.empty()) out_ += source + "\n";
    if (decision_.relevance.everyone) {
      out_ += say(words::kEveryone) + (item_.ordered_by.empty() ? "" : say(words::kOrderedBy, item_.ordered_by)) + "\n";
    }
    std::array<std::size_t, 4> counts{};
    for (const auto& [id, reached] : decision_.relevance.units) ++counts[static_cast<std::size_t>(reached.role)];
    if (decision_.relevance.units.size() == 1) return;
    if (decision_.relevance.units.empty()) {
      out_ += std::string(say(words::kNobody)) + "\n";
      return;
    }
    const auto count = [&](Role role) { return std::to_string(counts[static_cast<std::size_t>(role)]); };
    out_ += say(words::kCounts, count(Role::lead)) + say(words::kPause) + say(words::kCountSupport, count(Role::support)) +
            say(words::kPause) + say(words::kCountInform, count(Role::inform)) + "\n";
  }

  void unit(const UnitId& id, const UnitRelevance& reached) {
    std::string parts;
    for (const auto& part : reached.parts) parts += (parts.empty() ? "" : say(words::kComma)) + part_name(part);
    const auto& role = reached.role == Role::lead ? words::kLead : reached.role == Role::support ? words::kSupport : words::kInform;
    out_ += "\n";
    line("", role, name_and_id(id) + say(words::kSemicolon) + parts);
    for (const auto& reason : reached.reasons) {
      // Of a unit that is summoned, what merely informs it explains nothing.
      if (reached.role == Role::inform || reason.role >= Role::support) this->reason(*reason.cause);
    }
    const auto schedule = decision_.schedule.find(id);
    if (schedule != decision_.schedule.end()) this->schedule(id, schedule->second);
  }

  std::string topic_name(const std::string& id) const {
    const auto topic = configuration_.topics.find(id);
    return topic == configuration_.topics.end() ? id : in_language(topic->second.name, language_, id);
  }

  void reason(const Cause& cause) {
    auto text = part_number(cause.part) + say(words::kPause) +
                say(words::kVia[static_cast<std::size_t>(cause.via)], topic_name(cause.topic));
    if (cause.likely) text += in_brackets(say(words::kLikely));
    if (const auto marked = marked_sentence(item_, cause); !marked.empty()) text += say(words::kColon) + marked;
    if (!cause.rule.empty()) {
      text += in_brackets(say(words::kRule, cause.rule) + say(words::kPause) + cause.file + ":" + std::to_string(cause.line));
    }
    line("  ", words::kWhy, text);
  }

  // Those who need do nothing, in one line; a page about one of them says why.
  void informed() {
    std::string names;
    for (const auto& [id, reached] : decision_.relevance.units) {
      if (reached.role != Role::inform) continue;
      if (decision_.relevance.units.size() == 1) return unit(id, reached);
      names += (names.empty() ? "" : say(words::kComma)) + name_of(id);
    }
    if (names.empty()) return;
    out_ += "\n";
    line("", words::kInformedAll, names);
  }

  void triage() {
    if (!decision_.relevance.triage.empty()) out_ += "\n";
    for (const auto& entry : decision_.relevance.triage) {
      line("", words::kTriage, part_name(entry.part) + say(words::kSemicolon) + word_in(words::kTriageReasons, entry.reason, column_));
    }
  }

  std::string moment(Instant at) const {
    const auto local = configuration_.zone.to_local(at);
    return format_date(date_of(local)) + " " + format_time_of_day(local);
  }

  std::string span(const Window& window) const {
    if (!window.to) {
      auto text = say(words::kUntilReleased, moment(window.from));
      if (window.last_report) text += in_brackets(say(words::kLastReport, moment(*window.last_report)));
      return text;
    }
    const auto from = configuration_.zone.to_local(window.from), to = configuration_.zone.to_local(*window.to);
    return moment(window.from) + "–" + (date_of(from) == date_of(to) ? format_time_of_day(to) : moment(*window.to));
  }

  std::string deadline_words(const UnitDeadline& deadline) const {
    const auto& result = deadline.result;
    auto details = word_in(words::kStatus, to_string(result.status), column_);
    const auto add = [&](const std::string& words) { details += say(words::kSemicolon) + words; };
    if (result.status == DeadlineStatus::tight || result.status == DeadlineStatus::impossible) add(say(words::kMinutesLeft, std::to_string(result.working_minutes_left.count())));
    if (result.status == DeadlineStatus::extended) add(say(words::kExtendedTo, moment(result.effective)));
    if (result.inner) add(say(words::kInner, moment(*result.inner)));
    for (const auto& known : words::kAnswers) {
      if (known.id == to_string(result.answer)) add(say(known.phrase, result.decided_by));
    }
    if (!result.answer_reason.empty()) add(say(words::kReason, result.answer_reason));
    for (const auto& flag : deadline.flags) add(word_in(words::kFlags, flag, column_));
    if (!deadline.text.empty()) add(quoted(deadline.text));
    auto text = (deadline.part == "0" ? "" : part_number(deadline.part) + say(words::kPause)) + moment(result.stated) + in_brackets(details);
    if (result.proposed) text += say(words::kSemicolon) + say(words::kProposed, moment(*result.proposed));
    return text;
  }

  std::string overlay_words(const UnitId& unit, const Overlay& overlay) const {
    std::string spans, text;
    for (const auto& span : overlay.spans) spans += (spans.empty() ? "" : say(words::kComma)) + format_day_span(span);
    const auto people = std::to_string(overlay.staff);
    switch (overlay.kind) {
      case OverlayKind::duty_shift: text = say(words::kDutyShift, spans); break;
      case OverlayKind::absence: text = overlay.staff > 0 ? say(words::kStaffAway, people) : say(words::kAbsence, spans); break;
      case OverlayKind::secondment:
        text = overlay.host == unit ? say(words::kHosts, people) + say(words::kLentFrom, name_of(overlay.units.front()))
                                    : say(words::kLends, people) + say(words::kLentTo, name_of(overlay.host));
        break;
      case OverlayKind::day_off: text = say(words::kDayOff); break;
      case OverlayKind::workday: text = say(words::kWorkday); break;
    }
    while (text.ends_with(' ')) text.pop_back();
    text += say(words::kPause) + format_date(*overlay.dates.from);
    if (overlay.dates.until != overlay.dates.from) text += "–" + format_date(*overlay.dates.until);
    const auto name = in_language(overlay.name, language_, "");
    return text + (name.empty() ? "" : in_brackets(name));
  }

  void schedule(const UnitId& unit, const UnitSchedule& schedule) {
    for (const auto& window : schedule.windows) line("  ", words::kBeReady, span(window));
    for (const auto& deadline : schedule.deadlines) line("  ", words::kDue, deadline_words(deadline));
    for (const auto& overlay : schedule.overlays) line("  ", words::kBesides, overlay_words(unit, overlay));
    std::string causes;
    for (const auto& step : schedule.chain) {
      causes += (causes.empty() ? "" : say(words::kComma)) + step.meeting + (step.minutes < 0 ? " " : " +") +
                say(words::kMinutes, std::to_string(step.minutes)) + in_brackets(word_in(words::kCauses, step.cause, column_));
    }
    if (!causes.empty()) line("  ", words::kBecause, causes);
  }

  const Decision& decision_;
  const Item& item_;
  const Configuration& configuration_;
  const std::string language_;
  const std::size_t column_;
  std::string out_;
};

}  // namespace

std::string why_not_to_text(const WhyNot& why, const Item& item, const Configuration& configuration, const std::string& language) {
  auto text = why_not_sentence(why, configuration, language) + "\n";
  Cause held;
  held.part = why.part;
  held.evidence = why.evidence;
  const auto marked = marked_sentence(item, held);
  const auto column = column_of(language);
  return marked.empty() ? text : text + "  " + words::kWhy[column] + words::kColon[column] + marked + "\n";
}

std::string answerable_to_text(const Decision& decision, const Item& item, const Configuration& configuration,
                               const std::string& language, bool answered) {
  return Page(decision, item, configuration, language).answerable(answered);
}

std::string decision_to_text(const Decision& decision, const Item& item, const Configuration& configuration,
                             const std::string& language, const std::vector<WhyNot>* not_routed) {
  return Page(decision, item, configuration, language).text(not_routed);
}

}  // namespace fenliu::rules
