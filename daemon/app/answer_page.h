// The small pages behind a signed link: HTML without scripts, pictures or addresses of anything else.
#pragma once

#include "daemon/app/office.h"

namespace fenliu::app {

struct AnswerPageSubject {
  bool done = false;                 // asks whether it is done; else whether it was read
  std::string language;              // zh, vi, en
  Item item;
  UnitId unit;
  rules::ToldState told;
  std::optional<Instant> answered_at;
  std::string answered_by;
};

enum class AnswerRefusal { unknown, expired, withdrawn };

std::string question_page(const AnswerPageSubject& subject, const rules::Configuration& configuration);
std::string recorded_page(const AnswerPageSubject& subject, const rules::Configuration& configuration);
std::string answered_page(const AnswerPageSubject& subject, const rules::Configuration& configuration);
std::string refusal_page(AnswerRefusal why, const std::string& language);

}  // namespace fenliu::app
