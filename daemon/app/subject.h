// An item that its issuing office is asked about: shared by the use cases that answer deadlines and objections.
#pragma once

#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"
#include "rules/decision/deadline_answers.h"

namespace fenliu::app {

// An item with its newest decision, as it may be answered.
struct Subject {
  store::ItemRow row;
  Item item;
  LiveItem live;
  std::shared_ptr<const Router> deciding;
};

// REQUIRES office.plan_mutex held.
Result<Subject> subject_of(Office& office, const std::string& id);

// Who posted it, or issued it.
bool is_of_issuing_office(const Principal& principal, const Subject& subject);

// The subject decided again, with `answers` behind those that the store has. REQUIRES office.plan_mutex held.
Told decided(Office& office, const Subject& subject, const std::map<UnitId, rules::ToldState>& told_before,
             std::vector<rules::DeadlineAnswer> answers, Instant now);

// The row of what a person said of one deadline.
store::DeadlineAnswerRow row_of(const rules::DeadlineAnswer& answer, const rules::AnswerRequest& request, const Subject& subject,
                                const Principal& principal, Instant now);

// "principal, person": a shared account says who stands behind it. An empty person adds nothing.
std::string as_stated(const Principal& principal, const std::string& person);

}  // namespace fenliu::app
