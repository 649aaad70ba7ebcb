// Cutting scenarios short: a child process runs into the cut, the parent looks at what it left.
#include "tests/daemon/app/crash_scenario.h"

#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <sstream>
#include <tuple>

#include <SQLiteCpp/SQLiteCpp.h>

namespace fenliu::test {

namespace {

constexpr int kCutShort = 9;
const char* kOpened = "2022-11-01T08:00+08:00";  // before any request

using Answers = std::vector<std::string>;  // of the requests, in order

// What an office is: rows in the store, and the plan with the live items in memory.
struct Standing {
  std::string rows, memory;
};

using Routers = std::map<std::string, std::shared_ptr<const rules::Router>>;  // by revision

struct Uncut {
  Routers routers;
  std::vector<Standing> standing;                                      // before each request, and after the last
  Answers answers;
};

// Nothing when they are the same, else the first line where they part.
std::string difference(const std::string& found, const std::string& expected) {
  std::istringstream a(found), b(expected);
  std::string x, y;
  while (true) {
    const bool more_a = static_cast<bool>(std::getline(a, x)), more_b = static_cast<bool>(std::getline(b, y));
    if (!more_a && !more_b) return {};
    if (more_a != more_b || x != y) return "found    " + (more_a ? x : "nothing") + "\nexpected " + (more_b ? y : "nothing");
  }
}

using Numbers = std::map<std::string, std::string>;  // of random ids

// Random ids of notices, drafts and objections count for what they are: the n-th notice or draft, or with no numbers just one of them.
std::string without_random_ids(const std::string& text, const Numbers& numbers = {}) {
  constexpr std::size_t kRandom = 26;
  static const std::string kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const bool begins = (text[i] == 'n' || text[i] == 'd' || text[i] == 'o') && text.compare(i + 1, 1, "-") == 0;
    const auto end = begins ? std::min(text.find_first_not_of(kAlphabet, i + 2), text.size()) : i;
    if (end == i + 2 + kRandom) {
      const auto number = numbers.find(text.substr(i, end - i));
      plain += number == numbers.end() ? text.substr(i, 2) + "random" : number->second;
      i = end;
    } else {
      plain += text[i++];
    }
  }
  return plain;
}

std::string text_of(const rules::Result<app::Answer>& answer) {
  if (!answer.ok()) return "error: " + answer.error().message + " " + answer.error().detail;
  return std::to_string(answer->status) + " " + answer->etag + " " + answer->location + "\n" + answer->body;
}

// Every row of every table.
std::string rows_of(const std::string& database) {
  SQLite::Database connection(database, SQLite::OPEN_READONLY);
  Numbers numbers;
  SQLite::Statement ids(connection, "SELECT id, 'notice ' || number FROM notices UNION ALL SELECT id, 'draft ' || rowid FROM drafts "
                                    "UNION ALL SELECT id, 'objection ' || number FROM objections");
  while (ids.executeStep()) numbers[ids.getColumn(0).getString()] = ids.getColumn(1).getString();
  std::string text;
  SQLite::Statement tables(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
  while (tables.executeStep()) {
    const auto table = tables.getColumn(0).getString();
    SQLite::Statement rows(connection, "SELECT * FROM \"" + table + "\" ORDER BY rowid");
    while (rows.executeStep()) {
      text += table;
      for (int i = 0; i < rows.getColumnCount(); ++i) {
        // The request's path is hashed with it, and a draft's path is random.
        if (table == "idempotency" && rows.getColumnName(i) == std::string_view("request_hash")) continue;
        // An attempt that a cut ended counts: what kills its daemon is not tried for ever.
        if (table == "deliveries" && rows.getColumnName(i) == std::string_view("attempts")) continue;
        text += "|" + (rows.getColumn(i).isNull() ? "null" : rows.getColumn(i).getString());
      }
      text += "\n";
    }
  }
  return without_random_ids(text, numbers);
}

std::string memory_of(const app::Office& office, const std::string& now) {
  const auto& zone = office.router()->configuration().zone;
  auto plan = office.plan;
  plan.advance(at(now));
  std::string text = "by " + office.router()->configuration().revision;
  if (const auto watched = office.watched(at(now))) text += " instead of " + watched->configuration().revision;
  text += "\n";
  for (const auto& forecast : plan.forecasts()) text += json::serialize(rules::meeting_forecast_to_json(forecast, zone)) + "\n";
  for (const auto& [id, live] : office.live) {
    text += id + " revision " + std::to_string(live.item.revision) + " by " + live.config;
    for (const auto& [unit, reached] : live.relevance->units) {
      text += "\n  " + unit + " " + std::string(rules::to_string(reached.role));
      for (const auto& [part, role] : reached.part_roles) text += " " + part + ":" + std::string(rules::to_string(role));
    }
    for (const auto& [unit, at] : live.told_at) text += "\n  " + unit + " told " + rules::format_rfc3339(at, zone);
    text += "\n";
  }
  return text;
}

std::unique_ptr<store::Store> open(const std::string& database) {
  auto opened = store::Store::open({database, "", 64, 5000});
  REQUIRE(opened.ok());
  REQUIRE((*opened)->check_integrity().ok());
  return std::move(opened).value();
}

// As after a restart at `now`. Rulebooks come compiled, so that thousands of restarts take no hour.
std::unique_ptr<app::Office> restarted(store::Store& store, const Routers& routers, const std::string& now) {
  auto office = std::make_unique<app::Office>(store);
  for (const auto& [revision, router] : routers) office->set_router(router);
  office->set_router(routers.at(store.active_configuration()));
  office->load(at(now));
  REQUIRE(office->damaged_items.empty());
  return office;
}

void copy_database(const std::string& from, const std::string& to) {
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(to + ending);
  std::filesystem::copy_file(from, to);
}

const std::string& time_of(const Scenario& scenario, std::size_t done) {
  return scenario.requests[done == 0 ? 0 : done - 1].now;
}

Uncut run_uncut(const Scenario& scenario, const std::string& prepared) {
  Uncut uncut;
  OfficeFixture fixture(scenario.configuration, kOpened);
  const auto note = [&](std::size_t done) {
    uncut.routers[fixture.store->active_configuration()] = fixture.office->router();
    uncut.standing.push_back({rows_of(fixture.folder.file("fenliu.db")), memory_of(*fixture.office, time_of(scenario, done))});
  };
  scenario.prepare(fixture);
  note(0);
  fixture.office.reset();
  fixture.store.reset();  // closed, it is one file
  std::filesystem::copy_file(fixture.folder.file("fenliu.db"), prepared);
  fixture.store = open(fixture.folder.file("fenliu.db"));
  fixture.office = restarted(*fixture.store, uncut.routers, time_of(scenario, 0));
  for (std::size_t i = 0; i < scenario.requests.size(); ++i) {
    const auto answer = scenario.requests[i].run(*fixture.office, at(scenario.requests[i].now));
    CAPTURE(scenario.requests[i].what, text_of(answer));
    REQUIRE(answer.ok());
    uncut.answers.push_back(without_random_ids(text_of(answer)));
    note(i + 1);
  }
  return uncut;
}

void write_all(int file, const std::string& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto written = write(file, bytes.data() + at, bytes.size() - at);
    if (written <= 0) _exit(6);
    at += static_cast<std::size_t>(written);
  }
}

// The child: sends the requests and writes each answer, ended by a zero byte, as soon as it has it.
[[noreturn]] void run_into_cut(const Scenario& scenario, const Uncut& uncut, const std::string& database, long step, Cut cut,
                               int answers) {
  register_unsynced_vfs(step, cut);
  {
    auto store = store::Store::open({database, "unsynced", 64, 5000});
    if (!store.ok()) _exit(3);
    app::Office office(**store);
    office.set_router(uncut.routers.at((*store)->active_configuration()));
    office.load(at(time_of(scenario, 0)));
    for (const auto& request : scenario.requests) {
      const auto answer = request.run(office, at(request.now));
      if (!answer.ok()) _exit(5);
      write_all(answers, text_of(answer) + std::string(1, '\0'));
    }
  }
  _exit(0);
}

struct Outcome {
  int status = 0;
  Answers answers;
};

Outcome cut_short(const Scenario& scenario, const Uncut& uncut, const std::string& database, long step, Cut cut) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    close(ends[0]);
    run_into_cut(scenario, uncut, database, step, cut, ends[1]);
  }
  close(ends[1]);
  Outcome outcome;
  std::string answer;
  char buffer[4096];
  for (ssize_t size = 0; (size = read(ends[0], buffer, sizeof buffer)) > 0;) {
    for (ssize_t i = 0; i < size; ++i) {
      if (buffer[i] != '\0') {
        answer += buffer[i];
      } else {
        outcome.answers.push_back(std::exchange(answer, {}));
      }
    }
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

void check_replays(app::Office& office) {
  for (const auto& decision : office.store.decisions(0, 10000)) {
    const auto again = app::replay(office, decision);
    CAPTURE(decision.sequence, decision.item);
    REQUIRE(again.ok());
    REQUIRE(*again == decision.json);
  }
}

// Sends the requests from the last answered one on, as a client does that does not know what became of them.
void send_again(const Scenario& scenario, const Uncut& uncut, app::Office& office, const Answers& answers, std::size_t stored) {
  const auto answered = answers.size();
  for (std::size_t i = answered == 0 ? 0 : answered - 1; i < scenario.requests.size(); ++i) {
    const auto& request = scenario.requests[i];
    const auto answer = request.run(office, at(request.now));
    CAPTURE(request.what);
    if (i < stored && !request.repeatable) {
      REQUIRE_FALSE(answer.ok());
      REQUIRE(answer.error().kind == rules::ErrorKind::conflict);
    } else {
      REQUIRE(without_random_ids(text_of(answer)) == uncut.answers[i]);
      if (i < answered) REQUIRE(text_of(answer) == answers[i]);
    }
  }
}

// How far the office got, which must be where one of the requests left it: the number of those stored; and the rows, when
// it got only as far as a step of the next.
struct Reached {
  std::size_t stored = 0;
  std::string between;
  bool operator<(const Reached& other) const { return std::tie(stored, between) < std::tie(other.stored, other.between); }
};

Reached reached(const Scenario& scenario, const Uncut& uncut, const std::string& database, const Outcome& outcome) {
  const auto answered = outcome.answers.size();
  for (std::size_t i = 0; i < answered; ++i) REQUIRE(without_random_ids(outcome.answers[i]) == uncut.answers[i]);
  open(database);
  const auto rows = rows_of(database);
  if (rows == uncut.standing[answered].rows || answered == scenario.requests.size()) {
    REQUIRE(difference(rows, uncut.standing[answered].rows) == "");
    return {answered, ""};
  }
  if (scenario.requests[answered].in_steps && rows != uncut.standing[answered + 1].rows) return {answered, rows};
  REQUIRE(difference(rows, uncut.standing[answered + 1].rows) == "");
  return {answered + 1, ""};
}

// Goes on from there at the time of the next request.
void go_on(const Scenario& scenario, const Uncut& uncut, const std::string& database, const Answers& answers, const Reached& at_cut) {
  const auto stored = at_cut.stored;
  const auto store = open(database);
  const auto office = restarted(*store, uncut.routers, scenario.requests[std::min(stored, scenario.requests.size() - 1)].now);
  if (at_cut.between.empty()) REQUIRE(difference(memory_of(*office, time_of(scenario, stored)), uncut.standing[stored].memory) == "");
  check_replays(*office);
  send_again(scenario, uncut, *office, answers, stored);
  REQUIRE(difference(rows_of(database), uncut.standing.back().rows) == "");
  REQUIRE(difference(memory_of(*office, scenario.requests.back().now), uncut.standing.back().memory) == "");
}

}  // namespace

void check_every_cut(const Scenario& scenario) {
  TemporaryFolder folder;
  const auto prepared = folder.file("prepared.db"), database = folder.file("run.db");
  const auto uncut = run_uncut(scenario, prepared);
  for (const auto cut : {Cut::process_only, Cut::unsynced_lost, Cut::scattered}) {
    const long stride = support::sanitized() ? 7 : 1;  // what a step means to memory is alike for its neighbours
    long step = 1 + static_cast<long>(cut) % stride;
    std::set<std::pair<std::size_t, Reached>> gone_on;  // the rows are the same, so is what follows from them
    for (bool finished = false; !finished; step += stride) {
      copy_database(prepared, database);
      const auto outcome = cut_short(scenario, uncut, database, step, cut);
      CAPTURE(step, static_cast<int>(cut), outcome.status, outcome.answers.size());
      REQUIRE((outcome.status == kCutShort || outcome.status == 0));
      finished = outcome.status == 0;
      const auto at_cut = reached(scenario, uncut, database, outcome);
      if (gone_on.emplace(outcome.answers.size(), at_cut).second) go_on(scenario, uncut, database, outcome.answers, at_cut);
      REQUIRE(step < 5000);
    }
    CHECK(step > static_cast<long>(scenario.requests.size()));  // there were steps to be cut at
  }
}

}  // namespace fenliu::test
