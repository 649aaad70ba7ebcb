// `fenliu objection`: what units said back to this office, answering it, and accepted ones as cases for the rules.
#include "daemon/cli/objection.h"

#include <algorithm>
#include <ostream>

#include <boost/json.hpp>

#include "daemon/cli/daemon_call.h"

namespace fenliu::cli {

namespace {

namespace json = boost::json;
namespace po = boost::program_options;

constexpr const char* kUsageLine =
    "fenliu objection list [--state open|accepted|declined|withdrawn|all]\n"
    "       fenliu objection answer ID accept|decline --person NAME [--text TEXT] [--role lead|support]\n"
    "       fenliu objection answer ID counter --person NAME --until TIME [--text TEXT]\n"
    "       fenliu objection case ID       YAML to paste under cases: in rules/*.yaml\n"
    "       each with [--server URL] [--token-file FILE] [--format text|json]";

int list(const Parsed& parsed, Outside& outside, Streams& streams) {
  const auto state = parsed.text("state");
  const std::string query = state == "all" ? "?limit=200" : "?limit=200&state=" + encoded(state);
  return ask_and_print(parsed, "GET", "/api/v1/objections" + query, "", outside, streams);
}

int answer(const Parsed& parsed, Outside& outside, Streams& streams) {
  const auto verb = parsed.text("answer");
  const std::vector<std::string> verbs{"accept", "counter", "decline"};
  if (std::find(verbs.begin(), verbs.end(), verb) == verbs.end()) {
    return usage_error("an objection is answered by accept, counter or decline, not '" + verb + "'", streams);
  }
  if (!parsed.has("person")) return usage_error("who answers? give --person NAME", streams);
  json::object body{{"answer", verb}};
  for (const char* key : {"person", "text", "until", "role"}) {
    if (parsed.has(key)) body[key] = parsed.text(key);
  }
  auto call = DaemonCall::open(parsed, outside);
  if (!call.ok()) return report(call.error(), streams);
  const auto answered = call->ask("POST", "/api/v1/objections/" + encoded(parsed.text("id")) + "/answer", json::serialize(body));
  if (!answered.ok()) return report(answered.error(), streams);
  if (parsed.text("format") == "json") {
    streams.out << answered->body << "\n";
    return kDone;
  }
  const auto said = json::parse(answered->body).as_object();
  streams.out << said.at("id").as_string().c_str() << " " << said.at("state").as_string().c_str() << "; the unit "
              << said.at("unit").as_string().c_str() << " is told\n";
  if (said.contains("case")) streams.out << "its case for the rules: fenliu objection case " << said.at("id").as_string().c_str() << "\n";
  return kDone;
}

int as_case(const Parsed& parsed, Outside& outside, Streams& streams) {
  auto call = DaemonCall::open(parsed, outside);
  if (!call.ok()) return report(call.error(), streams);
  const auto asked = call->ask("GET", "/api/v1/objections/" + encoded(parsed.text("id")) + "/case", "");
  if (!asked.ok()) return report(asked.error(), streams);
  streams.out << asked->body;
  return kDone;
}

}  // namespace

int objection(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("what", po::value<std::string>()->required(), "list, answer or case")(
      "id", po::value<std::string>(), "the objection's id")("answer", po::value<std::string>()->default_value(""), "accept, counter or decline")(
      "state", po::value<std::string>()->default_value("open"), "which to list; all: every one")(
      "person", po::value<std::string>(), "who of the issuing office answers")("text", po::value<std::string>(), "what the unit reads")(
      "until", po::value<std::string>(), "the time that counts instead")("role", po::value<std::string>(), "what a missed unit becomes: lead or support");
  DaemonCall::add_options(options);
  const auto parsed = parse(arguments, kUsageLine, options, {"what", "id", "answer"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto what = parsed.text("what");
  if (what == "list") return list(parsed, outside, streams);
  if (what != "answer" && what != "case") return usage_error("objection knows list, answer and case, not '" + what + "'", streams);
  if (!parsed.has("id")) return usage_error("which one? `fenliu objection list` shows their ids", streams);
  return what == "answer" ? answer(parsed, outside, streams) : as_case(parsed, outside, streams);
}

}  // namespace fenliu::cli
