// What a draft would do: its diagnostics, the rules' cases, and the replay of stored items.
#include <boost/json.hpp>

#include "daemon/app/draft_report.h"
#include "daemon/app/use_cases.h"

namespace fenliu::app {

namespace json = boost::json;

json::array diagnostics_json(const rules::Diagnostics& diagnostics) {
  json::array list;
  for (const auto& each : diagnostics) {
    list.push_back(json::object{{"file", each.span.file},
                                {"line", each.span.line},
                                {"column", each.span.column},
                                {"length", each.span.length},
                                {"severity", rules::to_string(each.severity)},
                                {"code", each.code},
                                {"message", each.message},
                                {"hint", each.hint}});
  }
  return list;
}

json::object cases_json(const CaseRun& run, const rules::Configuration& configuration) {
  const auto& language = configuration.policy.language;
  json::array failed;
  std::string text;
  for (const auto& each : run.failed) {
    text += std::string(each.touched ? "FAILED " : "failed, not touched ") + each.result.span.file + ":" +
            std::to_string(each.result.span.line) + " " + each.result.name + (each.failed_before ? " (as before)" : "") + "\n";
    for (const auto& mismatch : each.result.mismatches) {
      text += "  " + (mismatch.unit.empty() ? std::string(rules::to_string(mismatch.compared)) : mismatch.unit) +
              ": expected " + mismatch.expected + ", is " + mismatch.actual;
      if (mismatch.why_not) text += ": " + rules::why_not_sentence(*mismatch.why_not, configuration, language);
      text += "\n";
    }
    auto object = rules::case_to_json(each.result, configuration, language);
    object["touched"] = each.touched;
    object["failed_before"] = each.failed_before;
    failed.push_back(std::move(object));
  }
  text += std::to_string(run.passed) + " passed, " + std::to_string(run.failed.size()) + " failed\n";
  return {{"passed", run.passed}, {"failed", std::move(failed)}, {"text", std::move(text)}};
}

Answer problem_answer(int status, const std::string& title, const std::string& detail, json::object more) {
  Answer answer;
  answer.status = status;
  answer.content_type = "application/problem+json";
  json::object body{{"type", "about:blank"}, {"title", title}, {"status", status}, {"detail", detail}};
  for (auto& [key, value] : more) body[key] = value;
  answer.body = json::serialize(body);
  return answer;
}

namespace {

// The draft compiled, or the answer that says why it cannot be.
struct Compiled {
  DraftState state;
  std::shared_ptr<const Router> active, drafted;
  std::optional<Answer> faulty;
};

Result<Compiled> compiled(Office& office, const std::string& id) {
  auto state = draft_state(office, id);
  if (!state.ok()) return state.error();
  Compiled result{std::move(state).value(), nullptr, nullptr, {}};
  result.active = office.router_of(result.state.active);
  auto files = compile_files(result.state.files);
  result.drafted = files.router;
  if (!files.router || !result.active) result.faulty = faulty_draft(files.diagnostics, result.state.files);
  return result;
}

Answer json_answer(const json::object& body) {
  Answer answer;
  answer.body = json::serialize(body);
  return answer;
}

}  // namespace

Answer faulty_draft(const rules::Diagnostics& diagnostics, const std::vector<rules::SourceFile>& files) {
  return problem_answer(422, "The draft has errors", rules::render(diagnostics, files),
                        {{"diagnostics", diagnostics_json(diagnostics)}});
}

Result<Answer> check_draft(Office& office, const std::string& id) {
  const auto state = draft_state(office, id);
  if (!state.ok()) return state.error();
  const auto files = compile_files(state->files);
  json::array conflicts;
  std::string text = rules::render(files.diagnostics, state->files);
  for (const auto& path : state->conflicts) {
    conflicts.push_back(json::value(path));
    text += path + " changed since this draft was made from it; bring the draft's file up to date\n";
  }
  return json_answer({{"clean", files.router != nullptr && state->conflicts.empty()},
                      {"diagnostics", diagnostics_json(files.diagnostics)},
                      {"conflicts", std::move(conflicts)},
                      {"text", std::move(text)}});
}

Result<Answer> test_draft(Office& office, const std::string& id, Instant now) {
  const auto draft = compiled(office, id);
  if (!draft.ok()) return draft.error();
  if (draft->faulty) return *draft->faulty;
  return json_answer(cases_json(run_cases(draft->state, *draft->active, *draft->drafted, now), draft->drafted->configuration()));
}

Result<Answer> diff_draft(Office& office, const std::string& id, int days, Instant now) {
  const auto draft = compiled(office, id);
  if (!draft.ok()) return draft.error();
  if (draft->faulty) return *draft->faulty;
  const auto comparison = compare_stored(office, *draft->active, *draft->drafted, days, now);
  const auto& configuration = draft->drafted->configuration();
  auto body = rules::comparison_to_json(comparison);
  body["days"] = days;
  body["text"] = rules::comparison_to_text(comparison, configuration.organisation, configuration.policy.language);
  return json_answer(body);
}

}  // namespace fenliu::app
