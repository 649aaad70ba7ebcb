// `fenliu draft`: changing the rules of a running daemon, step by step.
#include <algorithm>
#include <ostream>

#include <boost/json.hpp>

#include "daemon/cli/daemon_call.h"

namespace fenliu::cli {

namespace {

namespace json = boost::json;
namespace po = boost::program_options;

constexpr const char* kUsageLine =
    "fenliu draft create [--message TEXT]\n"
    "       fenliu draft list\n"
    "       fenliu draft show|check|test|diff|activate|discard DRAFT [--days N] [--message TEXT]\n"
    "       fenliu draft get|remove DRAFT PATH\n"
    "       fenliu draft put DRAFT PATH FILE|- [--up-to-date]\n"
    "       fenliu draft revisions\n"
    "       fenliu draft revision|roll-back REVISION [--message TEXT]\n"
    "       each with [--server URL] [--token-file FILE] [--format text|json]";

std::string text_in(const json::value& object, const char* key) {
  const auto* value = object.is_object() ? object.get_object().if_contains(key) : nullptr;
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

void print_drafts(const json::value& body, std::ostream& out) {
  for (const auto& draft : body.at("drafts").as_array()) {
    out << text_in(draft, "id") << "  " << text_in(draft, "state") << "  " << text_in(draft, "at") << "  "
        << text_in(draft, "author") << "  " << text_in(draft, "message") << "\n";
  }
}

void print_draft(const json::value& draft, std::ostream& out) {
  out << text_in(draft, "id") << "  " << text_in(draft, "state") << "\n" << text_in(draft, "author") << ", "
      << text_in(draft, "at") << ": " << text_in(draft, "message") << "\n";
  const auto* files = draft.as_object().if_contains("files");
  for (const auto& file : files == nullptr ? json::array{} : files->as_array()) {
    out << "  " << text_in(file, "change") << " " << text_in(file, "path") << " by " << text_in(file, "by");
    if (file.at("conflict").as_bool()) out << "  CONFLICT: the active file changed since";
    for (const auto& other : file.at("also_in").as_array()) out << "  also in " << other.as_string().c_str();
    out << "\n";
  }
  out << text_in(draft, "diff");
}

void print_revisions(const json::value& body, std::ostream& out) {
  const auto active = text_in(body, "active");
  bool marked = false;
  for (const auto& row : body.at("activations").as_array()) {
    const bool is_active = !marked && text_in(row, "revision") == active;
    marked = marked || is_active;
    const auto confirmed = text_in(row, "confirmed_by");
    out << (is_active ? "* " : "  ") << text_in(row, "revision") << "  " << text_in(row, "at") << "  "
        << text_in(row, "kind") << "  " << text_in(row, "by") << (confirmed.empty() ? "" : " and " + confirmed) << "  "
        << text_in(row, "message") << "\n";
  }
}

void print_revision(const json::value& body, std::ostream& out) {
  out << text_in(body, "revision") << "\n" << text_in(body, "author") << ", " << text_in(body, "at") << ": "
      << text_in(body, "message") << "\n" << text_in(body, "diff");
}

void print(const std::string& action, const json::value& body, std::ostream& out) {
  if (action == "create") {
    out << text_in(body, "id") << "\n";
  } else if (action == "list") {
    print_drafts(body, out);
  } else if (action == "show" || action == "discard") {
    print_draft(body, out);
  } else if (action == "get") {
    out << text_in(body, "text");
  } else if (action == "put" || action == "remove") {
    out << text_in(body, "diff");
  } else if (action == "revisions") {
    print_revisions(body, out);
  } else if (action == "revision") {
    print_revision(body, out);
  } else {
    out << text_in(body, "text");
  }
}

// What each action asks for: method and path, with what stands behind the draft's or revision's name.
struct Action {
  const char* name;
  const char* method;
  const char* prefix;
  const char* suffix;
  std::size_t names;      // bare arguments that it needs
};

constexpr Action kActions[] = {
    {"create", "POST", "/api/v1/drafts", "", 0},
    {"list", "GET", "/api/v1/drafts", "", 0},
    {"show", "GET", "/api/v1/drafts/", "", 1},
    {"check", "POST", "/api/v1/drafts/", "/check", 1},
    {"test", "POST", "/api/v1/drafts/", "/test", 1},
    {"diff", "POST", "/api/v1/drafts/", "/diff", 1},
    {"activate", "POST", "/api/v1/drafts/", "/activate", 1},
    {"discard", "POST", "/api/v1/drafts/", "/discard", 1},
    {"get", "GET", "/api/v1/drafts/", "/file", 2},
    {"put", "PUT", "/api/v1/drafts/", "/file", 3},
    {"remove", "PUT", "/api/v1/drafts/", "/file", 2},
    {"revisions", "GET", "/api/v1/revisions", "", 0},
    {"revision", "GET", "/api/v1/revisions/", "", 1},
    {"roll-back", "POST", "/api/v1/revisions/", "/roll-back", 1},
};

// Reads the file as the draft has it, then puts the new text under the condition that nobody changed it meanwhile.
rules::Result<CallAnswer> put_file(DaemonCall& call, const std::string& path, json::value text, bool up_to_date) {
  json::object body{{"text", std::move(text)}};
  const auto current = call.ask("GET", path, "");
  std::string etag = "\"none\"";
  if (current.ok()) {
    etag = current->etag;
    if (up_to_date) body["base"] = json::parse(current->body).at("active_etag");
  } else if (current.error().kind != rules::ErrorKind::not_found || current.error().message.find("file") == std::string::npos) {
    return current.error();
  }
  return call.ask("PUT", path, json::serialize(body), etag);
}

}  // namespace

int draft(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("action", po::value<std::string>(), "what to do")("names", po::value<std::vector<std::string>>(), "")(
      "message", po::value<std::string>()->default_value(""), "what changes and why; stands in the history")(
      "days", po::value<int>(), "replay the items of so many days (30)")(
      "up-to-date", "the text builds on the active file: a conflict is settled");
  DaemonCall::add_options(options);
  const auto parsed = parse(arguments, kUsageLine, options, {"action", "names"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto word = parsed.text("action");
  const auto* action = std::find_if(std::begin(kActions), std::end(kActions), [&](const auto& each) { return word == each.name; });
  if (action == std::end(kActions)) return usage_error(std::string("usage: ") + kUsageLine, streams);
  const auto names = parsed.has("names") ? parsed.values["names"].as<std::vector<std::string>>() : std::vector<std::string>{};
  if (names.size() != action->names) return usage_error(std::string("usage: ") + kUsageLine, streams);
  auto call = DaemonCall::open(parsed, outside);
  if (!call.ok()) return report(call.error(), streams);
  auto path = std::string(action->prefix) + (names.empty() ? "" : encoded(names[0])) + action->suffix;
  if (names.size() > 1) path += "?path=" + encoded(names[1]);
  if (word == "diff" && parsed.has("days")) path += "?days=" + std::to_string(parsed.values["days"].as<int>());
  rules::Result<CallAnswer> answer = CallAnswer{};
  if (word == "put") {
    auto text = outside.read_input(names[2]);
    if (!text.ok()) return report(text.error(), streams);
    answer = put_file(*call, path, json::value(*text), parsed.has("up-to-date"));
  } else if (word == "remove") {
    answer = put_file(*call, path, nullptr, parsed.has("up-to-date"));
  } else {
    answer = call->ask(action->method, path, json::serialize(json::object{{"message", parsed.text("message")}}));
  }
  if (!answer.ok()) return report(answer.error(), streams);
  if (parsed.text("format") == "json") {
    streams.out << answer->body << "\n";
  } else {
    print(word, json::parse(answer->body), streams.out);
  }
  const auto body = json::parse(answer->body);
  const bool wrong = (word == "check" && !body.at("clean").as_bool()) ||
                     (word == "test" && !body.at("failed").as_array().empty()) || answer->status == 202;
  return wrong ? kWrongInput : kDone;
}

}  // namespace fenliu::cli
