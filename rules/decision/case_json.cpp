// Results of cases as JSON.
#include <boost/json.hpp>

#include "rules/decision/case_run.h"

namespace fenliu::rules {

namespace json = boost::json;

namespace {

json::object mismatch_to_json(const CaseMismatch& mismatch, const Configuration& configuration, const std::string& language) {
  json::array reasons;
  for (std::size_t i = 0; i < mismatch.reasons.size(); ++i) {
    auto reason = reason_to_json(mismatch.reasons[i]);
    reason["sentence"] = mismatch.sentences[i];
    reasons.push_back(std::move(reason));
  }
  json::object object{{"compared", to_string(mismatch.compared)}};
  if (!mismatch.unit.empty()) object["unit"] = mismatch.unit;
  object["expected"] = mismatch.expected;
  object["actual"] = mismatch.actual;
  object["reasons"] = std::move(reasons);
  if (mismatch.why_not) object["why_not"] = why_not_sentence(*mismatch.why_not, configuration, language);
  return object;
}

}  // namespace

json::object case_to_json(const CaseResult& result, const Configuration& configuration, const std::string& language) {
  json::array mismatches;
  for (const auto& each : result.mismatches) mismatches.push_back(mismatch_to_json(each, configuration, language));
  json::object object{{"name", result.name}, {"file", result.span.file}, {"line", result.span.line}, {"passed", result.passed}};
  if (result.todo) object["todo"] = true;
  object["mismatches"] = std::move(mismatches);
  return object;
}

}  // namespace fenliu::rules
