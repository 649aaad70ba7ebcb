// The sections of a configuration, each read by a file of its own. Internal to source/.
#pragma once

#include "rules/source/compile.h"
#include "rules/source/mapping_reader.h"

namespace fenliu::rules {

// Each reads one file's root into the configuration and reports what is wrong; references between sections are checked
// afterwards by check_references.
void read_policy(const YamlNode& root, Configuration& configuration, Reporter& reporter);
void read_organisation(const YamlNode& root, Configuration& configuration, Reporter& reporter);
void read_calendar(const YamlNode& root, Configuration& configuration, Reporter& reporter);
void read_script(const YamlNode& root, Configuration& configuration, const Zone& zone, Reporter& reporter);

// The mapping that overlays/*.yaml hold, and a case's `overlays`.
Overlays read_overlays(const YamlNode& root, const Zone& zone, Reporter& reporter);

// What a rules file says by itself; whether names exist shows only beside the other files.
struct RulesFile {
  std::map<std::string, Topic> topics;
  std::vector<Rule> rules;
  std::vector<Case> cases;
  std::vector<std::pair<std::string, Span>> includes;  // as written
  NotedNames names;
  Diagnostics diagnostics;
};

// Where a calendar's entries stand, in the order of its lists.
struct CalendarSpans {
  std::vector<Span> holidays, workdays;
  Span hours;
};
// Warnings about dates that contradict one another, and days without office hours.
void lint_calendar(const Calendar& calendar, const CalendarSpans& spans, Reporter& reporter);

// sun, mon, … as a list or one of them.
std::vector<std::chrono::weekday> read_weekdays(MappingReader& reader, const char* key, Reporter& reporter);

Condition read_condition(const YamlNode& node, Reporter& reporter);
Case read_case(const YamlNode& node, const Zone& zone, Reporter& reporter);

// The rules files to read, in order of path: all below rules/, and those below packs/ that they include. Reports includes
// that lead nowhere, out of the folder or in a circle, and packs that nobody includes.
std::vector<std::string> included_files(const std::map<std::string, const RulesFile*>& files, Reporter& reporter);

// An item or event inside a YAML file; faults are reported at their places.
std::optional<Item> read_item_node(const YamlNode& node, const Zone& zone, Reporter& reporter);
std::optional<MeetingEvent> read_event_node(const YamlNode& node, const Zone& zone, Reporter& reporter);
std::optional<Instant> read_instant(const YamlNode& node, const Zone& zone, Reporter& reporter);

// Names that nobody defined; cycles of parents; groups without members.
void check_references(const Configuration& configuration, Reporter& reporter);
// Overlays that contradict one another, or the units that they name. REQUIRES a configuration without errors.
void lint_overlays(const Configuration& configuration, Reporter& reporter);
// REQUIRES that `channels` was read.
SecrecyPolicy read_secrecy(const YamlNode& node, const std::vector<ChannelSettings>& channels, Reporter& reporter);
LintPolicy read_lint_policy(const YamlNode& node, const std::string& language, Reporter& reporter);
// Warnings about rules and units that cannot do what their author meant (sound, not complete). REQUIRES a configuration
// without errors.
void lint_rules(const Configuration& configuration, Reporter& reporter);
void lint_implied(const std::vector<Rule>& rules, Reporter& reporter);

}  // namespace fenliu::rules
