// The command line: one function per command, and what the commands need from the outside (`app` implements it).
#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/decision/comparison.h"
#include "rules/reading/holiday_notice.h"
#include "rules/source/compile.h"
#include "rules/text/result.h"

namespace fenliu::cli {

// Exit codes (DESIGN §5).
enum Exit : int { kDone = 0, kWrongInput = 1, kUsage = 2, kCouldNotRun = 3 };

struct ServeRequest {
  std::string config;
  std::string data;
  std::string address = "127.0.0.1";
  int port = 8642;             // 0: any free one
  std::string clock;           // "", "T" or "TxSPEED"
};

struct TokenRequest {
  std::string data;
  std::string name;
  std::string unit;
  std::vector<std::string> permissions;
  std::optional<int> days;     // valid for so many days
};

// A configuration folder as read and compiled; `compiled.configuration` is null when it has errors.
struct LoadedConfiguration {
  std::vector<rules::SourceFile> files;
  rules::CompileResult compiled;
};

// The items of a JSON Lines file decided by two rulebooks (`diff`).
struct CompareRequest {
  std::shared_ptr<const rules::Configuration> before, after;
  std::string items;                            // the file, "-": standard input
  rules::Instant now;                           // for items that do not say when they came
  std::function<void(double done)> progress;    // 0 to 1, now and then, from one thread at a time
};

struct ComparedItems {
  rules::Comparison comparison;
  std::vector<std::pair<std::size_t, std::string>> faults;  // line, what is wrong with it
};

// A request to a running daemon, and its answer.
struct CallRequest {
  std::string server;          // "http://127.0.0.1:8642"
  std::string token;
  std::string method;
  std::string path;            // with query, encoded
  std::string body;            // JSON, empty with GET
  std::string if_match;        // quoted ETag, or empty
};

struct CallAnswer {
  int status = 200;            // below 400: problems are errors
  std::string body;
  std::string etag;
};

// The meetings of an iCalendar file, each after those that it follows.
struct CalendarRequest {
  std::string path;            // as given, for messages
  std::string text;
  rules::Zone zone;            // of times without one
  std::string own_domain;      // see rules::calendar_domain; empty: none
};

struct CalendarMeeting {
  rules::Item item;
  int sequence = 0;
  bool cancelled = false;
};

struct CalendarMeetings {
  std::vector<CalendarMeeting> meetings;
  std::vector<std::string> warnings;   // "meetings.ics:12: warning: …"
};

// The holidays of an iCalendar file.
struct HolidayCalendarRequest {
  std::string path;            // as given, for messages
  std::string text;
  rules::DateRange within;     // days to take; events that repeat for ever are followed up to its end
  bool unmarked_off = false;   // an event that does not say whether it is a day off is one
};

class Outside {
 public:
  virtual ~Outside() = default;
  virtual rules::Result<LoadedConfiguration> load_configuration(const std::string& folder) = 0;
  virtual rules::Result<std::string> read_input(const std::string& path) = 0;  // "-": standard input
  virtual std::optional<rules::Zone> zone(const std::string& iana_name) = 0;
  virtual rules::Instant now() = 0;
  virtual rules::Result<ComparedItems> compare_items(const CompareRequest& request) = 0;
  // Error: kind invalid, every fault with its line in the detail.
  virtual rules::Result<CalendarMeetings> read_calendar(const CalendarRequest& request) = 0;
  virtual rules::Result<rules::HolidayNotice> read_holiday_calendar(const HolidayCalendarRequest& request) = 0;
  virtual rules::Result<CallAnswer> call_daemon(const CallRequest& request) = 0;
  virtual std::string environment(const std::string& name) = 0;                // empty: not set
  virtual bool on_terminal() = 0;                                              // is stderr one
  virtual rules::Result<rules::Done> serve(const ServeRequest& request) = 0;   // returns when stopped
  virtual rules::Result<std::string> create_token(const TokenRequest& request) = 0;  // the token, shown once
  virtual rules::Result<rules::Done> revoke_token(const std::string& data, const std::string& name) = 0;
  virtual rules::Result<std::vector<std::string>> list_tokens(const std::string& data) = 0;
  virtual rules::Result<std::string> export_configuration(const std::string& data, const std::string& folder) = 0;
};

struct Streams {
  std::istream& in;
  std::ostream& out;  // results
  std::ostream& err;  // diagnostics and progress
};

using Arguments = std::vector<std::string>;  // after the command's name

int check(const Arguments& arguments, Outside& outside, Streams& streams);
int test(const Arguments& arguments, Outside& outside, Streams& streams);
int read(const Arguments& arguments, Outside& outside, Streams& streams);
int decide(const Arguments& arguments, Outside& outside, Streams& streams);
int diff(const Arguments& arguments, Outside& outside, Streams& streams);
int draft(const Arguments& arguments, Outside& outside, Streams& streams);
int redecide(const Arguments& arguments, Outside& outside, Streams& streams);
int shadow(const Arguments& arguments, Outside& outside, Streams& streams);
int forecast(const Arguments& arguments, Outside& outside, Streams& streams);
int item(const Arguments& arguments, Outside& outside, Streams& streams);
int by_hand(const Arguments& arguments, Outside& outside, Streams& streams);
int deadline(const Arguments& arguments, Outside& outside, Streams& streams);
int calendar(const Arguments& arguments, Outside& outside, Streams& streams);
int order(const Arguments& arguments, Outside& outside, Streams& streams);
int serve(const Arguments& arguments, Outside& outside, Streams& streams);
int token(const Arguments& arguments, Outside& outside, Streams& streams);
int export_command(const Arguments& arguments, Outside& outside, Streams& streams);

// Finds the command and runs it; help, version and usage errors are its own.
int run(const std::vector<std::string>& arguments, Outside& outside, Streams& streams);

}  // namespace fenliu::cli
