// What the commands share: parsing options, reporting errors, loading a configuration. Internal to cli/.
#pragma once

#include <string>
#include <utility>

#include <boost/json/value.hpp>
#include <boost/program_options.hpp>

#include "daemon/cli/program.h"
#include "rules/item/item_json.h"

namespace fenliu::cli {

// Parsed options, or the exit code with which the command ends (help printed: 0, usage wrong: 2).
struct Parsed {
  boost::program_options::variables_map values;
  std::optional<int> exit;

  bool has(const std::string& name) const { return values.count(name) > 0; }
  std::string text(const std::string& name) const;
};

// `usage` is the command's line; `positional` the names that bare arguments fill, in order; the last takes
// all that are left when it is called "names".
Parsed parse(const Arguments& arguments, const std::string& usage,
             const boost::program_options::options_description& options, const std::vector<std::string>& positional,
             Streams& streams);

// Prints "fenliu: message" and the detail; the exit code for its kind.
int report(const rules::Error& error, Streams& streams);

bool is_language(const std::string& word);  // zh, en, vi

int usage_error(const std::string& message, Streams& streams);

// The exit code of a usage error when --format is none of `formats`.
std::optional<int> check_format(const Parsed& parsed, const std::vector<std::string>& formats, Streams& streams);

// Loads, prints diagnostics when there are errors, and gives the exit code then.
struct Configured {
  std::shared_ptr<const rules::Configuration> configuration;
  int exit = kDone;
};
Configured load(const std::string& folder, Outside& outside, Streams& streams);

// The faults of a document that was read, each with its place in it; the exit code.
int print_faults(const std::vector<rules::FieldFault>& faults, const std::string& file, Streams& streams);

// Reads a JSON or YAML document ("-": standard input) and decodes it with `decode(value)`, which gives a rules::Decoded. What is
// wrong with file, syntax or fields is printed, and `exit` set.
template <class Value>
struct Document {
  Value value{};
  std::optional<int> exit;
};
std::shared_ptr<const boost::json::value> read_value(const std::string& path, Outside& outside, Streams& streams, int& exit);
template <class Decode>
auto read_document(const std::string& path, Outside& outside, Streams& streams, Decode&& decode)
    -> Document<decltype(decode(std::declval<const boost::json::value&>()).value)> {
  int exit = kDone;
  const auto read = read_value(path, outside, streams, exit);
  if (!read) return {{}, exit};
  auto decoded = decode(*read);
  if (!decoded.faults.empty()) return {{}, print_faults(decoded.faults, path, streams)};
  return {std::move(decoded.value), {}};
}

// An instant with offset, or a local time in `zone`; prints a usage error when it is neither.
std::optional<rules::Instant> parse_now(const std::string& text, const rules::Zone& zone, Streams& streams);

// A zone with the offset that `now` carries all the year; nothing when it carries none.
std::optional<rules::Zone> zone_of_offset(const std::string& now);

}  // namespace fenliu::cli
