// Dispatch to the commands, help and version.
#include "daemon/cli/program.h"

#include <algorithm>
#include <ostream>

#include "daemon/cli/options.h"

namespace fenliu::cli {

namespace {

struct Command {
  const char* name;
  int (*run)(const Arguments&, Outside&, Streams&);
  const char* summary;
};

constexpr Command kCommands[] = {
    {"serve", serve, "run the daemon: HTTP, inbox, page"},
    {"check", check, "say everything that is wrong with a configuration"},
    {"test", test, "run the cases that a configuration carries"},
    {"read", read, "what a text says: fields, parts, times"},
    {"decide", decide, "who is concerned by an item, and why"},
    {"diff", diff, "who would gain or lose what by a changed configuration"},
    {"draft", draft, "change the rules of a running daemon: edit, check, compare, activate, roll back"},
    {"redecide", redecide, "after a roll-back: who was left out, and telling them"},
    {"shadow", shadow, "who was summoned by hand beside whom Fenliu would have summoned"},
    {"forecast", forecast, "when the meetings of a plan will start and end"},
    {"item", item, "meetings of a calendar (.ics) as items: convert, or import into a running daemon"},
    {"by-hand", by_hand, "texts and lists for what is told by hand, and marking units as told"},
    {"deadline", deadline, "deadlines that wait for the issuing office: list, accept, refuse, set another time"},
    {"order", order, "the order of an agenda in which units wait least"},
    {"calendar", calendar, "which days a calendar works; a calendar out of a holiday notice or an .ics file"},
    {"token", token, "create, list and revoke API tokens"},
    {"export", export_command, "write the active configuration back into a folder"},
};

void print_help(std::ostream& out) {
  out << "fenliu routes what offices post to the units that it concerns.\n\nusage: fenliu COMMAND [OPTIONS]\n\n";
  for (const auto& command : kCommands) {
    std::string name = command.name;
    name.resize(12, ' ');
    out << "  " << name << command.summary << "\n";
  }
  out << "\n'fenliu COMMAND --help' says more.\n"
         "Exit: 0 done, 1 the input is wrong, 2 usage, 3 could not run.\n";
}

}  // namespace

int run(const std::vector<std::string>& arguments, Outside& outside, Streams& streams) {
  if (arguments.empty()) {
    print_help(streams.err);
    return kUsage;
  }
  const auto& word = arguments.front();
  if (word == "--help" || word == "-h" || word == "help") {
    print_help(streams.out);
    return kDone;
  }
  if (word == "--version") {
    streams.out << "fenliu " << FENLIU_VERSION << "\n";
    return kDone;
  }
  const auto* command = std::find_if(std::begin(kCommands), std::end(kCommands),
                                     [&](const auto& each) { return word == each.name; });
  if (command == std::end(kCommands)) {
    std::vector<std::string> names;
    for (const auto& each : kCommands) names.emplace_back(each.name);
    const auto near = rules::nearest(word, names);
    return usage_error("no command '" + word + "'" + (near.empty() ? "" : "; did you mean '" + near + "'?"), streams);
  }
  return command->run({arguments.begin() + 1, arguments.end()}, outside, streams);
}

}  // namespace fenliu::cli
