// `fenliu test DIR`: runs the cases of a configuration, in parallel, and shows what differs with the evidence.
#include <algorithm>
#include <atomic>
#include <map>
#include <ostream>
#include <thread>

#include <boost/json.hpp>

#include "daemon/cli/options.h"
#include "rules/decision/case_run.h"

namespace fenliu::cli {

namespace {

namespace json = boost::json;
using rules::CaseResult;

std::vector<CaseResult> run_all(const rules::Router& router, rules::Instant now) {
  const auto& cases = router.configuration().cases;
  std::vector<CaseResult> results(cases.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (auto i = next++; i < cases.size(); i = next++) results[i] = rules::run_case(router, cases[i], now);
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < std::max(1u, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
  work();
  for (auto& thread : threads) thread.join();
  return results;
}

void print_mismatch(const rules::CaseMismatch& mismatch, std::ostream& out) {
  out << "    " << mismatch.unit << ": expected " << rules::to_string(mismatch.expected) << ", is "
      << rules::to_string(mismatch.actual) << "\n";
  for (const auto& reason : mismatch.reasons) {
    out << "      part " << reason.part << " " << rules::to_string(reason.role) << " via " << rules::to_string(reason.via);
    if (!reason.rule.empty()) out << " " << reason.rule << " (" << reason.file << ":" << reason.line << ")";
    for (const auto& evidence : reason.evidence) out << " 【" << evidence.term << "】";
    out << "\n";
  }
  if (!mismatch.why_not.empty()) out << "      " << mismatch.why_not << "\n";
}

void print_text(const std::vector<CaseResult>& results, const rules::Configuration& configuration, bool coverage,
                Streams& streams) {
  std::size_t failed = 0;
  std::map<std::string, std::size_t> held;
  for (const auto& result : results) {
    for (const auto& rule : result.rules_held) ++held[rule];
    if (result.passed) continue;
    ++failed;
    streams.out << "FAILED " << result.span.file << ":" << result.span.line << " " << result.name << "\n";
    for (const auto& mismatch : result.mismatches) print_mismatch(mismatch, streams.out);
    if (!result.triage.empty()) streams.out << "    triage: " << result.triage << "\n";
  }
  if (coverage) {
    for (const auto& rule : configuration.rules) {
      if (held.count(rule.id) == 0) {
        streams.out << "never decisive: " << rule.id << " (" << rule.span.file << ":" << rule.span.line << ")\n";
      }
    }
    streams.out << "coverage: " << held.size() << " of " << configuration.rules.size() << " rules\n";
  }
  streams.out << results.size() - failed << " passed, " << failed << " failed\n";
}

json::value as_json(const std::vector<CaseResult>& results) {
  json::array list;
  for (const auto& result : results) {
    json::array mismatches;
    for (const auto& each : result.mismatches) {
      mismatches.push_back(json::object{{"unit", each.unit},
                                        {"expected", rules::to_string(each.expected)},
                                        {"actual", rules::to_string(each.actual)},
                                        {"why_not", each.why_not}});
    }
    list.push_back(json::object{{"name", result.name},
                                {"file", result.span.file},
                                {"line", result.span.line},
                                {"passed", result.passed},
                                {"mismatches", std::move(mismatches)},
                                {"triage", result.triage}});
  }
  return json::object{{"cases", std::move(list)}};
}

}  // namespace

int test(const Arguments& arguments, Outside& outside, Streams& streams) {
  namespace po = boost::program_options;
  po::options_description options("Options");
  options.add_options()("dir", po::value<std::string>(), "the configuration folder")(
      "coverage", "name the rules that no case makes decisive")(
      "format", po::value<std::string>()->default_value("text"), "text or json");
  const auto parsed = parse(arguments, "fenliu test DIR [--coverage] [--format text|json]", options, {"dir"}, streams);
  if (parsed.exit) return *parsed.exit;
  if (!parsed.has("dir")) return usage_error("test needs a configuration folder", streams);
  const auto format = parsed.text("format");
  if (const auto wrong = check_format(parsed, {"text", "json"}, streams)) return *wrong;
  const auto loaded = load(parsed.text("dir"), outside, streams);
  if (!loaded.configuration) return loaded.exit;
  if (loaded.configuration->cases.empty()) {
    streams.err << "fenliu: " << parsed.text("dir") << " has no cases; write some under `cases:` in rules/*.yaml\n";
    return kWrongInput;
  }
  const rules::Router router(loaded.configuration);
  const auto results = run_all(router, outside.now());
  if (format == "json") {
    streams.out << json::serialize(as_json(results)) << "\n";
  } else {
    print_text(results, *loaded.configuration, parsed.has("coverage"), streams);
  }
  return std::all_of(results.begin(), results.end(), [](const auto& each) { return each.passed; }) ? kDone : kWrongInput;
}

}  // namespace fenliu::cli
