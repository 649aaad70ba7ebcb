// What the commands share.
#include "daemon/cli/options.h"

#include <ostream>

namespace fenliu::cli {

namespace po = boost::program_options;

std::string Parsed::text(const std::string& name) const {
  return values.count(name) > 0 ? values[name].as<std::string>() : std::string{};
}

Parsed parse(const Arguments& arguments, const std::string& usage, const po::options_description& options,
             const std::vector<std::string>& positional, Streams& streams) {
  Parsed parsed;
  po::options_description all(options);
  all.add_options()("help,h", "show this");
  po::positional_options_description bare;
  for (std::size_t i = 0; i < positional.size(); ++i) bare.add(positional[i].c_str(), positional[i] == "names" ? -1 : 1);
  try {
    po::store(po::command_line_parser(arguments)
                  .options(all)
                  .positional(bare)
                  .style(po::command_line_style::default_style & ~po::command_line_style::allow_guessing)
                  .run(),
              parsed.values);
    if (parsed.has("help")) {
      streams.out << "usage: " << usage << "\n\n" << options;
      parsed.exit = kDone;
      return parsed;
    }
    po::notify(parsed.values);
  } catch (const po::error& error) {
    streams.err << "fenliu: " << error.what() << "\nusage: " << usage << "\n";
    parsed.exit = kUsage;
  }
  return parsed;
}

bool is_language(const std::string& word) { return word == "zh" || word == "en" || word == "vi"; }

int usage_error(const std::string& message, Streams& streams) {
  streams.err << "fenliu: " << message << "\n";
  return kUsage;
}

int report(const rules::Error& error, Streams& streams) {
  streams.err << "fenliu: " << error.message << "\n";
  if (!error.detail.empty()) streams.err << "  " << error.detail << "\n";
  switch (error.kind) {
    case rules::ErrorKind::internal:
    case rules::ErrorKind::unavailable:
      return kCouldNotRun;
    default:
      return kWrongInput;
  }
}

std::optional<int> check_format(const Parsed& parsed, const std::vector<std::string>& formats, Streams& streams) {
  const auto given = parsed.text("format");
  std::string known;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    if (formats[i] == given) return {};
    known += (i == 0 ? "" : i + 1 == formats.size() ? " or " : ", ") + formats[i];
  }
  return usage_error("--format is " + known + ", not '" + given + "'", streams);
}

int print_faults(const std::vector<rules::FieldFault>& faults, const std::string& file, Streams& streams) {
  for (const auto& fault : faults) {
    streams.err << "fenliu: " << file << ": " << (fault.pointer.empty() ? "/" : fault.pointer) << ": " << fault.message << "\n";
    if (!fault.hint.empty()) streams.err << "  hint: " << fault.hint << "\n";
  }
  return kWrongInput;
}

std::shared_ptr<const boost::json::value> read_value(const std::string& path, Outside& outside, Streams& streams, int& exit) {
  auto text = outside.read_input(path);
  if (!text.ok()) {
    exit = report(text.error(), streams);
    return {};
  }
  const rules::SourceFile file{path, *text};
  auto document = rules::parse_document(file);
  if (!document.value) {
    streams.err << rules::render(document.diagnostics, {file});
    exit = kWrongInput;
  }
  return document.value;
}

Configured load(const std::string& folder, Outside& outside, Streams& streams) {
  auto loaded = outside.load_configuration(folder);
  if (!loaded.ok()) return {nullptr, report(loaded.error(), streams)};
  if (!loaded->compiled.configuration) {
    streams.err << rules::render(loaded->compiled.diagnostics, loaded->files);
    return {nullptr, kWrongInput};
  }
  return {loaded->compiled.configuration, kDone};
}

std::optional<rules::Zone> zone_of_offset(const std::string& now) {
  const auto instant = rules::parse_rfc3339(now);
  if (!instant) return {};
  const auto wall_clock = rules::parse_rfc3339(now.substr(0, now.find_last_of("Zz+-")) + "Z");
  rules::Zone zone;
  if (wall_clock) zone.transitions.front().offset = *wall_clock - *instant;
  zone.name = now.substr(now.find_last_of("Zz+-"));
  return zone;
}

std::optional<rules::Instant> parse_now(const std::string& text, const rules::Zone& zone, Streams& streams) {
  if (auto instant = rules::parse_rfc3339(text)) return instant;
  if (auto local = rules::parse_rfc3339(text + "Z")) {
    return zone.to_instant(rules::LocalTime{local->time_since_epoch()});
  }
  usage_error("--now: '" + text + "' is no time; write 2022-11-24T20:30+08:00", streams);
  return {};
}

}  // namespace fenliu::cli
