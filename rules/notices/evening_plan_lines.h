// The evening plan's times and phrases, shared by its two forms. Internal to notices/.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "rules/notices/evening_plan.h"
#include "rules/notices/evening_plan_words.h"

namespace fenliu::rules {

// Words in one language; times by the day that the plan was made on.
class EveningLines {
 public:
  EveningLines(const EveningPlan& plan, const Zone& zone, const std::string& language) : plan_(plan), zone_(zone), column_(column_of(language)) {}

  std::string word(const Phrase& phrase) const { return phrase[column_]; }
  std::string fill(const Phrase& phrase, const std::vector<std::string>& with) const;
  std::string span(Instant from, Instant to) const;
  std::string time(Instant at) const;        // "19:05", with the date on another day: "25/11 08:00"
  std::string moment(Instant at) const;      // "2022-11-24 19:05"
  std::string when(const EveningMeeting& meeting) const;
  std::string when(const EveningPart& part) const;
  std::vector<std::string> facts(const EveningMeeting& meeting) const;    // organiser, place, contact, last report, why
  std::vector<std::string> duties(const EveningEntry& entry) const;       // windows, then deadlines
  std::string role(const EveningEntry& entry) const;
  std::string names(const std::vector<std::string>& units) const;
  std::string validity() const;
  // Who has not confirmed, the soonest first: nobody telephones about tomorrow before tonight.
  std::vector<std::pair<const EveningUnit*, const EveningEntry*>> calls() const;

 private:
  const EveningPlan& plan_;
  const Zone& zone_;
  const std::size_t column_;
};

}  // namespace fenliu::rules
