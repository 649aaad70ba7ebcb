// The words of a deadline.
#include "rules/notices/message_deadlines.h"

#include "rules/notices/message_words.h"

namespace fenliu::rules {

namespace said = message_words;

bool is_due(const UnitDeadline& deadline) {
  return deadline.result.answer != AnswerKind::waived && deadline.result.answer != AnswerKind::closed;
}

std::string deadline_words(const UnitDeadline& deadline, const MessageTimes& times, std::size_t column, bool closed) {
  const auto& result = deadline.result;
  auto text = filled(said::kStatedAt, column, times.moment(result.stated));
  const auto add = [&](const std::string& words) { text += words::kSemicolon[column] + words; };
  if (result.status == DeadlineStatus::tight) {
    add(said::kTight[column]);
    add(filled(said::kLeft, column, std::to_string(result.working_minutes_left.count())));
  }
  if (result.status == DeadlineStatus::impossible) add(said::kLate[column]);
  if (result.status == DeadlineStatus::hard) add(said::kFixed[column]);
  if (result.status == DeadlineStatus::extended) add(filled(said::kHolds, column, times.moment(result.effective)));
  if (result.inner) add(filled(said::kInner, column, times.moment(*result.inner)));
  if (result.proposed) add(filled(said::kWaits, column, times.moment(*result.proposed)));
  if (result.provisional) add(said::kProvisional[column]);
  for (const auto& known : words::kAnswers) {
    if (known.id == to_string(result.answer)) add(filled(known.phrase, column, result.decided_by));
  }
  if (!result.answer_reason.empty() && !closed) add(filled(said::kBecause, column, result.answer_reason));
  for (const auto& flag : deadline.flags) add(word_in(words::kFlags, flag, column));
  if (!deadline.text.empty() && !closed) add(filled(words::kQuoted, column, deadline.text));
  return text;
}

}  // namespace fenliu::rules
