// Writing what became of the cases.
#include "daemon/cli/test_report.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <ostream>

#include <boost/json.hpp>

#include "rules/text/utf8.h"

namespace fenliu::cli {

namespace {

namespace json = boost::json;
using rules::CaseMismatch;
using rules::CaseResult;

std::string unit_words(const CaseMismatch& mismatch, const rules::Configuration& configuration, const std::string& language) {
  if (mismatch.unit.empty()) return std::string(rules::to_string(mismatch.compared));
  const auto* unit = configuration.organisation.unit(mismatch.unit);
  const auto name = unit == nullptr ? "" : rules::in_language(unit->name, language, "");
  return mismatch.unit + (name.empty() ? "" : " (" + name + ")");
}

std::string reason_words(const rules::Reason& reason, const std::string& sentence) {
  std::string text = std::string(rules::to_string(reason.role)) + " by " + std::string(rules::to_string(reason.cause->via));
  if (!reason.cause->topic.empty()) text += " for " + reason.cause->topic;
  if (!reason.cause->rule.empty()) text += ", rule " + reason.cause->rule + " (" + reason.cause->file + ":" + std::to_string(reason.cause->line) + ")";
  if (reason.cause->likely) text += ", likely";
  text += ", part " + reason.cause->part;
  return text + (sentence.empty() ? "" : ": " + sentence);
}

// Lines like a unified diff: what was expected, what came, and why.
std::string diff_of(const CaseMismatch& mismatch, const TestRun& run) {
  std::string text = "  " + unit_words(mismatch, *run.configuration, run.language);
  if (mismatch.compared == rules::Compared::windows || mismatch.compared == rules::Compared::deadlines) {
    text += " " + std::string(rules::to_string(mismatch.compared));
  }
  text += "\n    - " + mismatch.expected + "\n    + " + mismatch.actual + "\n";
  for (std::size_t i = 0; i < mismatch.reasons.size(); ++i) {
    text += "        " + reason_words(mismatch.reasons[i], mismatch.sentences[i]) + "\n";
  }
  if (mismatch.why_not) text += "      " + rules::why_not_sentence(*mismatch.why_not, *run.configuration, run.language) + "\n";
  return text;
}

std::string place(const CaseResult& result) { return result.span.file + ":" + std::to_string(result.span.line); }

std::size_t count(const TestRun& run, bool passed, bool todo) {
  return static_cast<std::size_t>(std::count_if(run.results.begin(), run.results.end(), [&](const CaseResult& each) {
    return each.passed == passed && each.todo == todo;
  }));
}

// For XML: the five characters with a meaning, and none that XML 1.0 forbids.
std::string escaped(const std::string& text) {
  std::string safe;
  for (const char32_t c : rules::to_utf32(text)) {
    switch (c) {
      case U'&': safe += "&amp;"; break;
      case U'<': safe += "&lt;"; break;
      case U'>': safe += "&gt;"; break;
      case U'"': safe += "&quot;"; break;
      case U'\'': safe += "&apos;"; break;
      default: {
        const bool allowed = c == U'\n' || c == U'\t' || c == U'\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
        safe += allowed ? rules::to_utf8(std::u32string_view(&c, 1)) : "\uFFFD";
      }
    }
  }
  return safe;
}

std::string seconds_words(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", seconds);
  return text;
}

void print_junit_case(const TestRun& run, std::size_t index, std::ostream& out) {
  const auto& result = run.results[index];
  out << "    <testcase classname=\"" << escaped(result.span.file) << "\" name=\"" << escaped(result.name) << "\" file=\""
      << escaped(result.span.file) << "\" line=\"" << result.span.line << "\" time=\"" << seconds_words(run.seconds[index]) << "\"";
  if (result.passed) {
    out << "/>\n";
    return;
  }
  std::string summary, details;
  for (const auto& each : result.mismatches) {
    summary += (summary.empty() ? "" : "; ") + unit_words(each, *run.configuration, run.language) + ": expected " + each.expected +
               ", is " + each.actual;
    details += diff_of(each, run);
  }
  if (result.todo) {
    out << ">\n      <skipped message=\"" << escaped("todo: " + summary) << "\"/>\n    </testcase>\n";
    return;
  }
  out << ">\n      <failure type=\"mismatch\" message=\"" << escaped(summary) << "\">" << escaped(place(result) + "\n" + details)
      << "</failure>\n    </testcase>\n";
}

}  // namespace

std::size_t TestRun::failed() const {
  return static_cast<std::size_t>(std::count_if(results.begin(), results.end(), [](const auto& each) { return each.fails(); }));
}

bool TestRun::covered_enough() const { return !coverage || coverage->rules_percent() >= fail_under; }

void print_text(const TestRun& run, std::ostream& out) {
  for (const auto& result : run.results) {
    if (result.passed && result.todo) {
      out << "PASSES, though todo: " << place(result) << " " << result.name << "; take `todo: true` away\n";
    }
    if (!result.fails()) continue;
    out << "FAILED " << place(result) << " " << result.name << "\n";
    for (const auto& mismatch : result.mismatches) out << diff_of(mismatch, run);
  }
  if (run.coverage) out << rules::coverage_to_text(*run.coverage);
  if (!run.covered_enough()) {
    out << "too little: " << run.coverage->rules_percent() << " % of the rules are decisive in a case, --fail-under asks for "
        << run.fail_under << " %\n";
  }
  const auto todo = count(run, false, true);
  out << run.results.size() - run.failed() - todo << " passed, " << run.failed() << " failed";
  if (todo > 0) out << ", " << todo << " todo";
  out << "\n";
}

void print_json(const TestRun& run, std::ostream& out) {
  json::array cases;
  for (std::size_t i = 0; i < run.results.size(); ++i) {
    auto object = rules::case_to_json(run.results[i], *run.configuration, run.language);
    object["seconds"] = run.seconds[i];
    cases.push_back(std::move(object));
  }
  json::object object{{"cases", std::move(cases)},
                      {"passed", count(run, true, false) + count(run, true, true)},
                      {"failed", run.failed()},
                      {"todo", count(run, false, true)},
                      {"todo_passed", count(run, true, true)}};
  if (run.coverage) object["coverage"] = rules::coverage_to_json(*run.coverage);
  out << json::serialize(object) << "\n";
}

void print_junit(const TestRun& run, std::ostream& out) {
  std::map<std::string, std::vector<std::size_t>> by_file;
  for (std::size_t i = 0; i < run.results.size(); ++i) by_file[run.results[i].span.file].push_back(i);
  double total = 0;
  for (const auto each : run.seconds) total += each;
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"fenliu test\" tests=\"" << run.results.size()
      << "\" failures=\"" << run.failed() << "\" skipped=\"" << count(run, false, true) << "\" errors=\"0\" time=\""
      << seconds_words(total) << "\">\n";
  for (const auto& [file, indexes] : by_file) {
    std::size_t failures = 0, skipped = 0;
    double seconds = 0;
    for (const auto i : indexes) {
      failures += run.results[i].fails();
      skipped += !run.results[i].passed && run.results[i].todo;
      seconds += run.seconds[i];
    }
    out << "  <testsuite name=\"" << escaped(file) << "\" tests=\"" << indexes.size() << "\" failures=\"" << failures
        << "\" skipped=\"" << skipped << "\" errors=\"0\" time=\"" << seconds_words(seconds) << "\">\n";
    for (const auto i : indexes) print_junit_case(run, i, out);
    out << "  </testsuite>\n";
  }
  out << "</testsuites>\n";
}

}  // namespace fenliu::cli
