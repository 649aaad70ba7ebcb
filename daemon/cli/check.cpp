// `fenliu check DIR`: every diagnostic of a configuration, as text, JSON or SARIF.
#include <ostream>

#include <boost/json.hpp>

#include "daemon/cli/options.h"

namespace fenliu::cli {

namespace {

namespace json = boost::json;

json::object place_of(const rules::Diagnostic& each) {
  return {{"file", each.span.file}, {"line", each.span.line}, {"column", each.span.column}, {"length", each.span.length}};
}

json::value as_json(const rules::Diagnostics& diagnostics) {
  json::array list;
  for (const auto& each : diagnostics) {
    auto object = place_of(each);
    object["severity"] = rules::to_string(each.severity);
    object["code"] = each.code;
    object["message"] = each.message;
    if (!each.hint.empty()) object["hint"] = each.hint;
    list.push_back(std::move(object));
  }
  return json::object{{"diagnostics", std::move(list)}};
}

// SARIF 2.1.0 (OASIS), the smallest form that code hosts accept.
json::value as_sarif(const rules::Diagnostics& diagnostics) {
  json::array results;
  for (const auto& each : diagnostics) {
    json::object region{{"startLine", std::max<std::size_t>(1, each.span.line)}};
    if (each.span.column > 0) {
      region["startColumn"] = each.span.column;
      region["endColumn"] = each.span.column + std::max<std::size_t>(1, each.span.length);
    }
    results.push_back(json::object{
        {"ruleId", each.code},
        {"level", rules::to_string(each.severity)},
        {"message", {{"text", each.hint.empty() ? each.message : each.message + ". " + each.hint}}},
        {"locations", json::array{json::object{{"physicalLocation",
                                                {{"artifactLocation", {{"uri", each.span.file}}},
                                                 {"region", std::move(region)}}}}}}});
  }
  json::object run{{"tool", {{"driver", {{"name", "fenliu"}, {"version", FENLIU_VERSION}}}}},
                   {"columnKind", "unicodeCodePoints"},
                   {"results", std::move(results)}};
  return json::object{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                      {"version", "2.1.0"},
                      {"runs", json::array{std::move(run)}}};
}

}  // namespace

int check(const Arguments& arguments, Outside& outside, Streams& streams) {
  boost::program_options::options_description options("Options");
  options.add_options()("dir", boost::program_options::value<std::string>(), "the configuration folder")(
      "format", boost::program_options::value<std::string>()->default_value("text"), "text, json or sarif");
  const auto parsed = parse(arguments, "fenliu check DIR [--format text|json|sarif]", options, {"dir"}, streams);
  if (parsed.exit) return *parsed.exit;
  if (!parsed.has("dir")) return usage_error("check needs a configuration folder", streams);
  const auto format = parsed.text("format");
  if (const auto wrong = check_format(parsed, {"text", "json", "sarif"}, streams)) return *wrong;
  auto loaded = outside.load_configuration(parsed.text("dir"));
  if (!loaded.ok()) return report(loaded.error(), streams);
  const auto& diagnostics = loaded->compiled.diagnostics;
  if (format == "json") streams.out << json::serialize(as_json(diagnostics)) << "\n";
  if (format == "sarif") streams.out << json::serialize(as_sarif(diagnostics)) << "\n";
  if (format == "text") {
    streams.err << rules::render(diagnostics, loaded->files);
    if (const auto& configuration = loaded->compiled.configuration) {
      streams.out << parsed.text("dir") << ": " << configuration->organisation.units.size() << " units, "
                  << configuration->rules.size() << " rules, " << configuration->cases.size() << " cases, revision "
                  << configuration->revision.substr(0, 12) << "\n";
    }
  }
  return rules::has_errors(diagnostics) ? kWrongInput : kDone;
}

}  // namespace fenliu::cli
