// What the commands share that ask a running daemon. Internal to cli/.
#pragma once

#include "daemon/cli/options.h"

namespace fenliu::cli {

// The server and the token of one command's requests. Thread-compatible.
class DaemonCall {
 public:
  // --server, --token-file, --format
  static void add_options(boost::program_options::options_description& options);
  // Reads the token from the file, or from the environment variable FENLIU_TOKEN. Error: neither, or an unknown format.
  static rules::Result<DaemonCall> open(const Parsed& parsed, Outside& outside);

  rules::Result<CallAnswer> ask(const std::string& method, const std::string& path, const std::string& body,
                                const std::string& if_match = "");

 private:
  explicit DaemonCall(Outside& outside) : outside_(&outside) {}
  Outside* outside_;
  std::string server_, token_;
};

// For a path's segment or a query's value (RFC 3986): everything but unreserved characters is escaped.
std::string encoded(const std::string& text);

// Asks once and prints the answer: its `text`, or the JSON with --format json.
int ask_and_print(const Parsed& parsed, const std::string& method, const std::string& path, const std::string& body,
                  Outside& outside, Streams& streams);

}  // namespace fenliu::cli
