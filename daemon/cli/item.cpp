// `fenliu item`: the meetings of a calendar as items, printed or posted to a running daemon.
#include <ostream>

#include <boost/json.hpp>

#include "daemon/cli/daemon_call.h"
#include "rules/item/item_json.h"

namespace fenliu::cli {

namespace {

namespace json = boost::json;
namespace po = boost::program_options;
using rules::Error;
using rules::ErrorKind;
using rules::Result;

constexpr const char* kUsageLine =
    "fenliu item convert FILE.ics [--zone Z]                     one item as JSON a line, as `decide --batch` reads them\n"
    "       fenliu item import FILE.ics [--zone Z] [--server URL] [--token-file FILE]\n"
    "                                                                post them; those known already are revised, what a\n"
    "                                                                calendar does not say (agenda, addressees) stays";

// What a calendar says of a meeting; the rest of a known item stays.
constexpr const char* kOfCalendar[] = {"title", "starts", "ends", "place", "link", "contact", "attendees", "follows", "secrecy"};

Result<CalendarMeetings> read_meetings(const Parsed& parsed, Outside& outside, rules::Zone& zone) {
  const auto path = parsed.text("file");
  const auto named = outside.zone(parsed.text("zone"));
  if (!named) return Error{ErrorKind::invalid, "--zone: no zone '" + parsed.text("zone") + "'", ""};
  zone = *named;
  auto text = outside.read_input(path);
  if (!text.ok()) return text.error();
  return outside.read_calendar({path, std::move(text).value(), zone, parsed.text("domain")});
}

int convert(const CalendarMeetings& read, const rules::Zone& zone, Streams& streams) {
  for (const auto& meeting : read.meetings) {
    if (!meeting.cancelled) streams.out << json::serialize(rules::item_to_json(meeting.item, zone)) << "\n";
  }
  return kDone;
}

class Importer {
 public:
  Importer(DaemonCall call, const rules::Zone& zone) : call_(std::move(call)), zone_(zone) {}

  // What became of the meeting: new, changed, unchanged, cancelled.
  Result<std::string> take(const CalendarMeeting& meeting) {
    const auto address = "/api/v1/items/" + encoded(meeting.item.id);
    const auto known = call_.ask("GET", address, "");
    if (!known.ok() && known.error().kind != ErrorKind::not_found) return known.error();
    if (meeting.cancelled) return known.ok() ? cancel(meeting) : Result<std::string>("cancelled before it was known");
    const auto item = rules::item_to_json(meeting.item, zone_);
    if (known.ok()) return revise(address, *known, item);
    const auto posted = call_.ask("POST", "/api/v1/items", json::serialize(item));
    if (!posted.ok()) return posted.error();
    return std::string("new");
  }

 private:
  Result<std::string> cancel(const CalendarMeeting& meeting) {
    const json::object event{{"id", meeting.item.id + "-ics-" + std::to_string(meeting.sequence)}, {"kind", "cancelled"}};
    const auto told = call_.ask("POST", "/api/v1/meetings/" + encoded(meeting.item.id) + "/events", json::serialize(event));
    if (!told.ok()) return told.error();
    return std::string(told->status == 200 ? "unchanged" : "cancelled");
  }

  Result<std::string> revise(const std::string& address, const CallAnswer& known, const json::object& item) {
    auto before = json::parse(known.body).as_object();
    for (const char* key : {"revision", "poster", "withdrawn"}) before.erase(key);
    auto after = before;
    for (const char* key : kOfCalendar) {
      const auto* value = item.if_contains(key);
      if (value != nullptr) after[key] = *value;
    }
    // A meeting that takes no time in the calendar lasts as long as its agenda.
    if (!item.contains("ends") && item.contains("starts") && before["starts"] != after["starts"]) after.erase("ends");
    if (after == before) return std::string("unchanged");
    const auto put = call_.ask("PUT", address, json::serialize(after), known.etag);
    if (!put.ok()) return put.error();
    return std::string("changed");
  }

  DaemonCall call_;
  const rules::Zone& zone_;
};

int import(const Parsed& parsed, const CalendarMeetings& read, const rules::Zone& zone, Outside& outside, Streams& streams) {
  auto call = DaemonCall::open(parsed, outside);
  if (!call.ok()) return report(call.error(), streams);
  Importer importer(std::move(*call), zone);
  json::array taken;
  for (const auto& meeting : read.meetings) {
    const auto became = importer.take(meeting);
    if (!became.ok()) {
      streams.err << "fenliu: stopped at " << meeting.item.id << " '" << meeting.item.title << "'; those before it are stored\n";
      return report(became.error(), streams);
    }
    if (parsed.text("format") == "json") {
      taken.push_back(json::object{{"id", meeting.item.id}, {"became", *became}});
    } else {
      streams.out << meeting.item.id << ": " << *became << "\n";
    }
  }
  if (parsed.text("format") == "json") streams.out << json::serialize(json::object{{"meetings", std::move(taken)}}) << "\n";
  return kDone;
}

}  // namespace

int item(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("what", po::value<std::string>()->required(), "convert or import")(
      "file", po::value<std::string>()->default_value("-"), "the calendar")(
      "zone", po::value<std::string>()->default_value("Asia/Shanghai"), "IANA zone of times that name none")(
      "domain", po::value<std::string>()->default_value(""), "uids of this domain (HOME.fenliu) are ids of this office's items");
  DaemonCall::add_options(options);
  const auto parsed = parse(arguments, kUsageLine, options, {"what", "file"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto what = parsed.text("what");
  if (what != "convert" && what != "import") return usage_error("item knows convert and import, not '" + what + "'", streams);
  rules::Zone zone;
  const auto read = read_meetings(parsed, outside, zone);
  if (!read.ok()) return report(read.error(), streams);
  for (const auto& warning : read->warnings) streams.err << warning << "\n";
  return what == "convert" ? convert(*read, zone, streams) : import(parsed, *read, zone, outside, streams);
}

}  // namespace fenliu::cli
