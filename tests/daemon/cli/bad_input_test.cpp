// Bad input over the command line: each gets exit 1 and a message with its place and what to do, and no half result.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/configurations.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"

using namespace fenliu;

namespace {

const std::string kNow = "2022-11-24T20:30+08:00";

struct Row {
  std::string what;
  std::string input;
  std::vector<std::string> says;  // all of them, on stderr
};

void check_refused(const Row& row, const support::Ran& ran) {
  CAPTURE(row.what, ran.out, ran.err);
  CHECK(ran.exit == 1);
  CHECK(ran.out.empty());
  for (const auto& words : row.says) {
    CAPTURE(words);
    CHECK(ran.err.find(words) != std::string::npos);
  }
}

// A small configuration in a folder, with one text in one of its files replaced (or appended, when `from` is empty).
struct Folder {
  support::TemporaryFolder temporary;

  Folder(const std::string& path, const std::string& from, const std::string& to) {
    bool replaced = false;
    for (auto& file : support::small_files("rules:\n  - {id: r, when: [物资储备], tags: [t]}\n")) {
      if (file.path == path) {
        const auto at = from.empty() ? file.text.size() : file.text.find(from);
        if (at != std::string::npos) file.text.replace(at, from.size(), to);
        replaced = at != std::string::npos;
      }
      const auto target = temporary.file(file.path);
      std::filesystem::create_directories(std::filesystem::path(target).parent_path());
      std::ofstream(target, std::ios::binary) << file.text;
    }
    if (!replaced) throw std::runtime_error("no '" + from + "' in " + path);
  }
};

}  // namespace

TEST_CASE("a bad item is refused with its place and a remedy") {
  const std::vector<Row> rows = {
      {"malformed YAML", "title: a\ntext: \"b\n", {"error:", "[yaml-syntax]", "hint:"}},
      {"a quote that would swallow the rest", "title: \"a\ntext: b\n", {"[yaml-syntax]", "hint:"}},
      {"nesting", "title: a\ntext: " + std::string(200, '['), {"-:2:", "nested deeper"}},
      {"unknown key", "title: a\ntilte: b\n", {"-:2:1: error: there is no key 'tilte' here", "did you mean 'title'?"}},
      {"duplicate key", "title: a\nkind: directive\ntitle: b\n", {"-:3:1: error: the key 'title' stands here already, in line 1"}},
      {"duplicate JSON key", R"({"title":"a","title":"b"})", {"-:1:14:", "'title' stands here already"}},
      {"unknown word", "title: a\nkind: meting\n", {"-:2:7:", "directive, meeting", "did you mean 'meeting'?"}},
      {"wrong type", "title: [a]\n", {"-:1:8:", "must be text"}},
      {"a date that does not exist", "title: a\nissued: 2022-02-30\n", {"-:2:9:", "no date that exists", "write 2022-11-24"}},
      {"a time that does not exist", "title: a\nstarts: 2022-11-24T25:00+08:00\n", {"-:2:9:", "no time that exists"}},
      {"a meeting that ends before it starts", "title: a\nkind: meeting\nstarts: 2022-11-24T10:00\nends: 2022-11-24T09:00\n",
       {"-:4:7:", "ends before it starts"}},
      {"a meeting that follows itself", "id: m\ntitle: a\nkind: meeting\nstarts: 2022-11-24T10:00\nfollows: [{meeting: m}]\n",
       {"-:5:", "'m' follows itself"}},
      {"minutes out of range", "title: a\nparts: [{title: b, minutes: 0}]\n", {"-:2:", "1 to 1440"}},
      {"an unknown part", "title: a\nparts: [{text: b}]\ndeadlines: [{part: zz, minutes: 3}]\n", {"-:3:20:", "no part 'zz'"}},
      {"a recurrence that nobody understands", "title: a\ndeadlines: [{rrule: every now and then}]\n", {"-:2:21:", "FREQ=DAILY"}},
      {"two forms of a deadline", "title: a\ndeadlines: [{minutes: 3, working_days: 2}]\n", {"-:2:", "exactly one of"}},
      {"everyone, ordered by nobody", "title: a\nattendance: everyone\n", {"who ordered it"}},
      {"nothing said", "{}", {"-:1:1:", "needs a title or a text"}},
      {"nothing at all", " \n", {"the item is empty", "give a title or a text"}},
      {"several faults at once", "titel: a\nkind: meting\nreceived: never\n", {"'titel'", "-:2:7:", "-:3:11:", "title or a text", "4 errors"}},
      {"invalid UTF-8", "title: a\xff\n", {"not UTF-8 at byte 8", "iconv"}},
      {"20 MB", "title: " + std::string(21u << 20, 'a'), {"larger than 20 MiB", "split it"}},
  };
  const Folder folder("rules/test.yaml", "", "");
  for (const auto& row : rows) {
    check_refused(row, support::run_fenliu({"decide", "--config", folder.temporary.path(), "--now", kNow}, row.input));
  }
}

TEST_CASE("classified items are refused without being quoted, wherever the marking stands") {
  const std::string secret = "甲乙丙丁戊己";
  const std::string items[] = {"机密★1年\n" + secret, "000123  绝 密\n" + secret, "title: 通知\ntext: |\n  密级：秘密\n  " + secret + "\n",
                               "title: 通知\nparts:\n  - {title: 一, text: \"绝密★长期\\n" + secret + "\"}\n",
                               "{\"title\":\"TỐI MẬT\",\"text\":\"" + secret + "\"}", "title: a\nsecrecy: secret\ntext: " + secret + "\n"};
  const Folder folder("rules/test.yaml", "", "");
  const std::vector<std::string> ways[] = {{}, {"--explain"}, {"--why", "a1"}, {"--format", "json"}};
  std::size_t way = 0;
  for (const auto& item : items) {
    std::vector<std::string> arguments{"decide", "--config", folder.temporary.path(), "--now", kNow};
    const auto& more = ways[way++ % std::size(ways)];
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto ran = support::run_fenliu(arguments, item);
    check_refused({"classified", item, {"marked as classified", "on paper"}}, ran);
    CHECK(ran.err.find(secret) == std::string::npos);
  }
}

TEST_CASE("a bad configuration is refused by every command that reads one, all faults at once") {
  struct Fault {
    const char* what;
    const char* path;
    const char* from;
    const char* to;
    std::vector<std::string> says;
  };
  const std::vector<Fault> faults = {
      {"malformed YAML", "rules/test.yaml", "rules:", "rules: [", {"rules/test.yaml:", "[yaml-syntax]", "hint:"}},
      {"unknown key", "fenliu.yaml", "home:", "hmoe:", {"fenliu.yaml:4:1:", "did you mean 'home'?"}},
      {"duplicate key", "fenliu.yaml", "", "zone: UTC\n", {"fenliu.yaml:8:1:", "'zone' stands here already, in line 2"}},
      {"duplicate unit", "organisation.yaml", "id: a3", "id: a2", {"organisation.yaml:5:10:", "'a2' is taken"}},
      {"a unit above itself", "organisation.yaml", "{id: a1, kind: gov", "{id: a1, parent: a1, kind: gov", {"organisation.yaml:3:", "a1"}},
      {"a circle of units", "organisation.yaml", "{id: a1, kind: gov, level: county, name: {zh: 县甲局}, aliases: [甲局], duties: {lead: [t]}}\n  - {id: a2,",
       "{id: a1, parent: a2, kind: gov, level: county, name: {zh: 县甲局}, aliases: [甲局], duties: {lead: [t]}}\n  - {id: a2, parent: a1,", {"organisation.yaml:", "a1 → a2 → a1"}},
      {"unknown unit", "fenliu.yaml", "home: a1", "home: aa1", {"fenliu.yaml:4:7:", "no unit 'aa1'", "did you mean 'a1'?"}},
      {"unknown topic", "rules/test.yaml", "tags: [t]", "tags: [tt]", {"rules/test.yaml:3:34:", "topic 'tt'", "known: t"}},
      {"unknown zone", "fenliu.yaml", "Asia/Shanghai", "Asia/Shangai", {"fenliu.yaml:2:7:", "did you mean 'Asia/Shanghai'?"}},
      {"a date that does not exist", "calendars/cn.yaml", "until: 2022-10-07", "until: 2022-10-32", {"calendars/cn.yaml:4:", "no date that exists"}},
      {"holidays that end before they begin", "calendars/cn.yaml", "until: 2022-10-07", "until: 2022-09-07", {"calendars/cn.yaml:4:"}},
      {"office hours that run backwards", "calendars/cn.yaml", "08:00-12:00", "12:00-08:00", {"calendars/cn.yaml:6:"}},
      {"a condition that is no regular expression", "rules/test.yaml", "[物资储备]", "[/(/]", {"rules/test.yaml:3:"}},
      {"invalid UTF-8", "rules/test.yaml", "id: r", "id: \xff", {"rules/test.yaml:3:", "not valid UTF-8", "iconv"}},
      {"two faults", "fenliu.yaml", "home: a1", "home: zzzz\nhmoe: 1", {"no unit 'zzzz'", "fenliu.yaml:5:1:", "2 errors"}},
  };
  for (const auto& fault : faults) {
    const Folder folder(fault.path, fault.from, fault.to);
    const auto path = folder.temporary.path();
    const std::vector<std::string> commands[] = {{"check", path}, {"test", path}, {"decide", "--config", path, "--now", kNow}, {"read", "--config", path, "--now", kNow}};
    // Each fault to `check`, the first two to every command: all read a configuration the same way.
    const auto asked = &fault - faults.data() < 2 ? std::size(commands) : 1;
    for (std::size_t i = 0; i < asked; ++i) check_refused({fault.what, "", fault.says}, support::run_fenliu(commands[i], "x"));
  }
}

TEST_CASE("a file of a configuration that is too large is refused by its name") {
  const Folder folder("rules/test.yaml", "", "# " + std::string(5u << 20, 'x') + "\n");
  check_refused({"5 MiB", "", {"rules/test.yaml is larger than 4 MiB"}}, support::run_fenliu({"check", folder.temporary.path()}));
}

TEST_CASE("a bad plan is refused with its place and a remedy") {
  const auto meeting = [](const std::string& more) {
    return R"({"meetings":[{"id":"a","planned_start":"2022-11-24T16:30+08:00","parts":[{"id":"1","minutes":30}]},{"id":"b"}])" + more + "}";
  };
  const auto event = [&](const std::string& fields) { return meeting(R"(,"events":[{"id":"e","meeting":"a",)" + fields + "}]"); };
  const std::vector<Row> rows = {
      {"nothing", "", {"must be an object"}},
      {"malformed", "meetings: [\n", {"[yaml-syntax]", "hint:"}},
      {"unknown key", R"({"meetngs":[]})", {"/meetngs", "did you mean 'meetings'?"}},
      {"duplicate key", R"({"meetings":[{"id":"a","id":"b"}]})", {"-:1:24:", "'id' stands here already"}},
      {"duplicate meeting", R"({"meetings":[{"id":"a"},{"id":"a"}]})", {"/meetings/1/id", "two meetings have the id 'a'"}},
      {"a circle", meeting(R"(,"links":[{"from":"a","to":"b"},{"from":"b","to":"a"}])"), {"b → a → b", "remove one of the links"}},
      {"a link to itself", meeting(R"(,"links":[{"from":"a","to":"a"}])"), {"'a' follows itself", "remove the link"}},
      {"an unknown meeting", meeting(R"(,"links":[{"from":"a","to":"zz"}])"), {"/links/0/to", "no meeting 'zz'"}},
      {"an event of an unknown meeting", meeting(R"(,"events":[{"id":"e","meeting":"q","kind":"started","at":"2022-11-24T16:30+08:00"}])"), {"/events/0/meeting", "no meeting 'q'"}},
      {"an event twice", meeting(R"(,"events":[{"id":"e","meeting":"a","kind":"started","at":"2022-11-24T16:30+08:00"},{"id":"e","meeting":"a","kind":"ended","at":"2022-11-24T16:40+08:00"}])"), {"/events/1/id", "two events have the id 'e'"}},
      {"an unknown precedence", R"({"meetings":[{"id":"a"}],"precedence":["starts","rank"]})", {"/precedence/1", "one of ordered_by, level, urgency, starts"}},
      {"a date that does not exist", R"({"meetings":[{"id":"a","planned_start":"2022-02-30T16:30+08:00"}]})", {"/meetings/0/planned_start", "write 2022-11-24T20:30+08:00"}},
      {"negative minutes", R"({"meetings":[{"id":"a","parts":[{"id":"1","minutes":-5}]}]})", {"/meetings/0/parts/0/minutes", "0 to 1440"}},
      {"an unknown kind", event(R"("kind":"strated","at":"2022-11-24T16:30+08:00")"), {"/events/0/kind", "did you mean 'started'?"}},
      {"a part that is not named", event(R"("kind":"part_ended","at":"2022-11-24T16:30+08:00")"), {"/events/0/part", "needs the part"}},
      {"an unknown part", event(R"("kind":"part_ended","part":"9","at":"2022-11-24T16:30+08:00")"), {"no part '9'"}},
      {"the future", event(R"("kind":"started","at":"2022-11-25T16:30+08:00")"), {"lies in the future", "two minutes"}},
      {"invalid UTF-8", "{\"meetings\":[{\"id\":\"a\xff\"}]}", {"-:1:22:", "not valid UTF-8"}},
      {"20 MB", "{\"meetings\":[" + std::string(21u << 20, ' ') + "]}", {"larger than 20 MiB"}},
  };
  for (const auto& row : rows) check_refused(row, support::run_fenliu({"forecast", "--now", kNow}, row.input));
}

TEST_CASE("a text that cannot be read is refused") {
  check_refused({"bytes", "", {"not UTF-8 at byte 6", "iconv"}}, support::run_fenliu({"read", "--now", kNow}, "通知\xff"));
  check_refused({"20 MB", "", {"larger than 20 MiB"}}, support::run_fenliu({"read", "--now", kNow}, std::string(21u << 20, 'a')));
}
