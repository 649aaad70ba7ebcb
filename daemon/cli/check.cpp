// `fenliu check DIR`: every diagnostic of a configuration, as text, JSON or SARIF.
#include <ostream>
#include <map>

#include <boost/json.hpp>

#include "daemon/cli/options.h"
#include "rules/decision/untested.h"

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

// A path as a URI reference: what is not plain is percent-encoded.
std::string uri_of(const std::string& path) {
  static const char* const kHex = "0123456789ABCDEF";
  std::string uri;
  for (const unsigned char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '_' || c == '-';
    if (plain) {
      uri += static_cast<char>(c);
    } else {
      uri += {'%', kHex[c >> 4], kHex[c & 15]};
    }
  }
  return uri;
}

// SARIF 2.1.0 (OASIS); paths are relative to the configuration folder.
json::value as_sarif(const rules::Diagnostics& diagnostics) {
  json::array results, codes;
  std::map<std::string, std::size_t> seen;
  for (const auto& each : diagnostics) {
    const auto [code, fresh] = seen.try_emplace(each.code, seen.size());
    if (fresh) codes.push_back(json::object{{"id", each.code}});
    json::object place{{"artifactLocation", {{"uri", uri_of(each.span.file)}}}};
    if (each.span.line > 0) {
      json::object region{{"startLine", each.span.line}};
      if (each.span.column > 0) {
        region["startColumn"] = each.span.column;
        region["endColumn"] = each.span.column + std::max<std::size_t>(1, each.span.length);
      }
      place["region"] = std::move(region);
    }
    results.push_back(json::object{{"ruleId", each.code},
                                   {"ruleIndex", code->second},
                                   {"level", rules::to_string(each.severity)},
                                   {"message", {{"text", each.hint.empty() ? each.message : each.message + ". " + each.hint}}},
                                   {"locations", json::array{json::object{{"physicalLocation", std::move(place)}}}}});
  }
  json::object run{{"tool", {{"driver", {{"name", "fenliu"}, {"version", FENLIU_VERSION}, {"rules", std::move(codes)}}}}},
                   {"columnKind", "unicodeCodePoints"},
                   {"results", std::move(results)}};
  return json::object{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                      {"version", "2.1.0"},
                      {"runs", json::array{std::move(run)}}};
}

// What the cases show: rules that none of them tests.
void add_untested(LoadedConfiguration& loaded, rules::Instant now) {
  const auto& configuration = loaded.compiled.configuration;
  if (!configuration) return;
  const rules::Router router(configuration);
  std::vector<rules::CaseResult> results;
  for (const auto& each : configuration->cases) results.push_back(rules::run_case(router, each, now));
  auto untested = rules::untested_rules(*configuration, results);
  auto& diagnostics = loaded.compiled.diagnostics;
  diagnostics.insert(diagnostics.end(), untested.begin(), untested.end());
  rules::sort_diagnostics(diagnostics);
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
  add_untested(*loaded, outside.now());
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
