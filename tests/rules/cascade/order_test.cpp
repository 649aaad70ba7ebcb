// The order of an agenda: published optima, every order of small agendas by brute force, and what bad agendas are told.
#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include <boost/json.hpp>

#include "rules/cascade/agenda_order.h"
#include "tests/support/catch.h"

using namespace fenliu::rules;
namespace json = boost::json;

namespace {

const Instant kNine = *parse_rfc3339("2022-11-24T09:00+08:00");

// A row per unit: a '1' for each part that it takes part in.
struct Film {
  std::vector<std::string> rows;
  std::vector<int> weights;
  std::vector<int> minutes;
};

Agenda agenda_of(const Film& film) {
  Agenda agenda;
  for (std::size_t i = 0; i < film.minutes.size(); ++i) {
    AgendaPart part;
    part.id = std::to_string(i + 1);
    part.minutes = Minutes{film.minutes[i]};
    for (std::size_t unit = 0; unit < film.rows.size(); ++unit) {
      if (film.rows[unit][i] == '1') part.units.push_back("u" + std::to_string(unit));
    }
    agenda.parts.push_back(part);
  }
  for (std::size_t unit = 0; unit < film.weights.size(); ++unit) agenda.weights["u" + std::to_string(unit)] = 1000 * film.weights[unit];
  return agenda;
}

Thousandths weight_of(const Agenda& agenda, const UnitId& unit) {
  return agenda.weights.contains(unit) ? agenda.weights.at(unit) : 1000;
}

// The minutes of the units' own parts: cost less waiting.
Thousandths played(const Agenda& agenda) {
  Thousandths sum = 0;
  for (const auto& part : agenda.parts) {
    for (const auto& unit : std::set<UnitId>(part.units.begin(), part.units.end())) sum += weight_of(agenda, unit) * part.minutes.count();
  }
  return sum;
}

// The cost by a plain reading of the definition, with the meeting's start given; nothing when the order breaks something.
std::optional<Thousandths> plain_cost(const Agenda& agenda, const std::vector<std::size_t>& order, Instant start) {
  std::map<UnitId, std::pair<Instant, Instant>> presence;
  std::set<PartId> done;
  auto clock = start;
  for (std::size_t place = 0; place < order.size(); ++place) {
    const auto& part = agenda.parts[order[place]];
    if (part.position && *part.position != static_cast<int>(place) + 1) return {};
    for (const auto& id : part.after) {
      if (!done.contains(id)) return {};
    }
    done.insert(part.id);
    if (part.starts && clock > *part.starts) return {};
    if (part.starts) clock = *part.starts;
    for (const auto& unit : part.units) {
      presence.emplace(unit, std::pair{clock, clock}).first->second.second = clock + part.minutes;
    }
    clock += part.minutes;
  }
  Thousandths cost = 0;
  for (const auto& [unit, times] : presence) {
    cost += weight_of(agenda, unit) * std::chrono::duration_cast<Minutes>(times.second - times.first).count();
  }
  return cost;
}

std::optional<Thousandths> least_by_brute_force(const Agenda& agenda, Instant start) {
  std::vector<std::size_t> order(agenda.parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::optional<Thousandths> least;
  do {
    const auto cost = plain_cost(agenda, order, start);
    if (cost && (!least || *cost < *least)) least = cost;
  } while (std::next_permutation(order.begin(), order.end()));
  return least;
}

class Draw {
 public:
  explicit Draw(unsigned seed) : engine_(seed) {}
  int upto(int most) { return static_cast<int>(engine_() % static_cast<unsigned>(most + 1)); }
  bool percent(int chance) { return upto(99) < chance; }

 private:
  std::mt19937 engine_;
};

Agenda random_agenda(Draw& draw, int parts, int units, int density) {
  Agenda agenda;
  for (int i = 0; i < parts; ++i) {
    AgendaPart part;
    part.id = "p" + std::to_string(i);
    part.minutes = Minutes{1 + draw.upto(11)};
    for (int unit = 0; unit < units; ++unit) {
      if (draw.percent(density)) part.units.push_back("u" + std::to_string(unit));
    }
    agenda.parts.push_back(part);
  }
  for (int unit = 0; unit < units; ++unit) {
    if (draw.percent(60)) agenda.weights["u" + std::to_string(unit)] = draw.upto(5000);
  }
  return agenda;
}

void draw_positions(Draw& draw, Agenda& agenda) {
  std::vector<int> places(agenda.parts.size());
  std::iota(places.begin(), places.end(), 1);
  for (auto& part : agenda.parts) {
    const auto at = draw.upto(static_cast<int>(places.size()) - 1);
    if (draw.percent(25)) part.position = places[static_cast<std::size_t>(at)];
    places.erase(places.begin() + at);
  }
}

void draw_precedences(Draw& draw, Agenda& agenda) {
  for (auto& part : agenda.parts) {
    for (const auto& other : agenda.parts) {
      // Both ways at times: then there is no order at all.
      if (other.id != part.id && draw.percent(other.id < part.id ? 10 : 5)) part.after.push_back(other.id);
    }
  }
}

void draw_times(Draw& draw, Agenda& agenda) {
  agenda.starts = kNine;
  for (auto& part : agenda.parts) {
    if (draw.percent(25)) part.starts = kNine + Minutes{draw.upto(60)};
  }
}

void check_order(const Agenda& agenda, const AgendaOrder& found, Instant start) {
  auto sorted = found.order;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) REQUIRE(sorted[i] == i);
  REQUIRE(sorted.size() == agenda.parts.size());
  REQUIRE(plain_cost(agenda, found.order, start) == found.cost);
  REQUIRE(found.lower_bound <= found.cost);
}

// Searching layers of states only, and with subsets of parts where they are fewer.
std::vector<OrderControl> both_ways() {
  OrderControl layers, subsets;
  layers.most_bytes = 0;
  return {layers, subsets};
}

std::string faults_of(const std::string& text) {
  std::string all;
  for (const auto& fault : agenda_from_json(json::parse(text), Zone{}).faults) all += fault.pointer + " " + fault.code + "; ";
  return all;
}

}  // namespace

TEST_CASE("published problems have their published optima") {
  struct Row {
    const char* name;
    Film film;
    int waiting;
  };
  // CSPLib 039: the rehearsal of Lancaster University, Film1 (after Cheng, Diamond and Lin 1993) and Film2.
  const auto row = GENERATE(
      Row{"rehearsal",
          {{"110101101", "110111010", "110000110", "100011001", "001011110"}, {1, 1, 1, 1, 1}, {2, 4, 1, 3, 3, 2, 5, 7, 6}},
          17},
      Row{"Film1",
          {{"11110101011000000000", "11100011010011101001", "01101011000011100000", "00000000011110000000", "01000011000101000111",
            "00000000000001111100", "00001011000000100000", "00000111100000000000"},
           {10, 4, 5, 5, 5, 40, 4, 20},
           {2, 1, 1, 1, 1, 3, 1, 1, 1, 2, 1, 1, 2, 1, 2, 1, 1, 2, 1, 1}},
          146},
      Row{"Film2",
          {{"0010000011110", "1100111111101", "0100000100000", "1001111111001", "0001000001000", "1000011011110", "0100100011100",
            "0000010001000", "0000000000101", "0000000011000"},
           {40, 20, 20, 10, 5, 10, 5, 4, 5, 4},
           {1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 1, 1, 1}},
          87});
  CAPTURE(row.name);
  const auto agenda = agenda_of(row.film);
  for (const auto& control : both_ways()) {
    const auto found = best_order(agenda, control);
    REQUIRE(found.ok());
    check_order(agenda, *found, Instant{});
    CHECK(found->optimal);
    CHECK(found->cost - played(agenda) == 1000 * row.waiting);
  }
}

TEST_CASE("no order of a small agenda costs less, whatever is fixed") {
  struct Row {
    const char* fixed;
    bool positions, precedences, times;
  };
  const auto row = GENERATE(Row{"nothing", false, false, false}, Row{"positions", true, false, false}, Row{"precedences", false, true, false},
                            Row{"times", false, false, true}, Row{"all", true, true, true});
  int possible = 0, impossible = 0;
  for (unsigned seed = 0; seed < 100; ++seed) {
    CAPTURE(row.fixed, seed);
    Draw draw(seed);
    auto agenda = random_agenda(draw, seed % 50 == 49 ? 8 : 1 + draw.upto(5), draw.upto(8), 15 + draw.upto(60));
    if (row.positions) draw_positions(draw, agenda);
    if (row.precedences) draw_precedences(draw, agenda);
    if (row.times) draw_times(draw, agenda);
    const auto least = least_by_brute_force(agenda, kNine);
    ++(least ? possible : impossible);
    for (const auto& control : both_ways()) {
      const auto found = best_order(agenda, control);
      REQUIRE(found.ok() == least.has_value());
      if (!least) continue;
      check_order(agenda, *found, kNine);
      REQUIRE(found->optimal);
      REQUIRE(found->cost == *least);
    }
  }
  CHECK(possible > 20);
  if (row.precedences || row.times) CHECK(impossible > 5);
}

TEST_CASE("both ways of searching agree, with hundreds of units too") {
  for (const auto& [parts, units, density] : {std::array{12, 20, 30}, std::array{13, 90, 20}, std::array{11, 400, 15}, std::array{16, 9, 30}}) {
    Draw draw(static_cast<unsigned>(units));
    auto agenda = random_agenda(draw, parts, units, density);
    const auto ways = both_ways();
    const auto by_layers = best_order(agenda, ways[0]), by_subsets = best_order(agenda, ways[1]);
    REQUIRE(by_layers.ok());
    REQUIRE(by_subsets.ok());
    CHECK(by_layers->optimal);
    CHECK(by_subsets->optimal);
    CHECK(by_layers->cost == by_subsets->cost);
    check_order(agenda, *by_layers, Instant{});
    check_order(agenda, *by_subsets, Instant{});
  }
}

TEST_CASE("an agenda that cannot be ordered better stays as it is") {
  Draw draw(7);
  auto agenda = random_agenda(draw, 9, 6, 40);
  const auto first = best_order(agenda);
  REQUIRE(first.ok());
  Agenda better = agenda;
  for (std::size_t i = 0; i < first->order.size(); ++i) better.parts[i] = agenda.parts[first->order[i]];
  std::vector<std::size_t> as_given(agenda.parts.size());
  std::iota(as_given.begin(), as_given.end(), std::size_t{0});
  const auto second = best_order(better);
  REQUIRE(second.ok());
  CHECK(second->order == as_given);
  CHECK(second->given_cost == second->cost);
}

TEST_CASE("a fixed time begins the meeting where the given order has it") {
  // a (20 min), b (10 min) and c at 09:30: the meeting begins at 09:00, and nothing else fits before c.
  const auto decoded = agenda_from_json(json::parse(R"({"parts":[
      {"id":"a","minutes":20,"units":["x"]},{"id":"b","minutes":10,"units":["y"]},
      {"id":"c","minutes":30,"units":["x","y"],"starts":"2022-11-24T09:30+08:00"},{"id":"d","minutes":40,"units":["y"]}]})"),
                                        Zone{});
  REQUIRE(decoded.faults.empty());
  const auto found = best_order(decoded.value);
  REQUIRE(found.ok());
  check_order(decoded.value, *found, kNine);
  CHECK(found->given_cost == found->cost);
  CHECK(found->cost == 1000 * (60 + 80));
}

TEST_CASE("a search that is stopped says what it knows") {
  Draw draw(3);
  auto agenda = random_agenda(draw, 40, 30, 25);
  int asked = 0;
  OrderControl control;
  control.should_stop = [&asked] { return ++asked > 200; };
  std::vector<OrderProgress> progress;
  control.progress = [&progress](const OrderProgress& each) { progress.push_back(each); };
  const auto found = best_order(agenda, control);
  REQUIRE(found.ok());
  check_order(agenda, *found, Instant{});
  CHECK_FALSE(found->optimal);
  CHECK(found->lower_bound >= played(agenda));
  CHECK(found->lower_bound < found->cost);
  CHECK(found->cost < *found->given_cost);
  REQUIRE_FALSE(progress.empty());
  CHECK(progress.back().cost >= found->cost);
  CHECK(progress.back().lower_bound <= found->lower_bound);
}

TEST_CASE("an agenda of more parts than can be solved gets a good order, and how much better another could be") {
  // Each unit has two parts, far apart as given; side by side nobody waits.
  constexpr int kUnits = 36;
  Agenda agenda;
  for (int i = 0; i < 2 * kUnits; ++i) {
    agenda.parts.push_back({std::to_string(i), Minutes{10}, {"u" + std::to_string(i % kUnits)}, {}, {}, {}});
  }
  agenda.parts[0].position = 1;
  agenda.parts[5].after = {"70"};
  int asked = 0;
  OrderControl control;
  control.should_stop = [&asked] { return ++asked > 3000; };
  const auto found = best_order(agenda, control);
  REQUIRE(found.ok());
  CHECK(order_cost(agenda, found->order) == found->cost);
  CHECK(found->order.front() == 0);
  CHECK(found->given_cost == std::nullopt);
  CHECK(found->lower_bound >= 1000 * 20 * kUnits);  // what their own parts take
  CHECK(found->lower_bound <= found->cost);
  CHECK(found->cost < 1000 * 10 * (kUnits + 1) * kUnits / 4);  // a quarter of what they were there for as given

  agenda.parts[70].after = {"5"};
  CHECK_FALSE(best_order(agenda, control).ok());
}

TEST_CASE("what contradicts itself is refused with names") {
  struct Row {
    const char* parts;
    const char* said;
  };
  const auto row = GENERATE(
      Row{R"([{"id":"a","minutes":5,"after":["b"]},{"id":"b","minutes":5,"after":["a"]}])", "parts wait for one another in a circle: 'a', 'b'"},
      Row{R"([{"id":"a","minutes":5,"position":1,"after":["b"]},{"id":"b","minutes":5,"position":2}])", "positions, times and `after` contradict one another at 'a', 'b'"},
      Row{R"([{"id":"a","minutes":45,"starts":"2022-11-24T09:00Z"},{"id":"b","minutes":5,"starts":"2022-11-24T09:30Z"}])", "part 'a' does not end before part 'b' starts"},
      Row{R"([{"id":"a","minutes":5,"after":["b"]},{"id":"b","minutes":5},{"id":"c","minutes":5,"position":2,"after":["a"]}])", "no order keeps all positions, times and precedences"});
  const auto decoded = agenda_from_json(json::parse(std::string(R"({"parts":)") + row.parts + "}"), Zone{});
  REQUIRE(decoded.faults.empty());
  const auto found = best_order(decoded.value);
  REQUIRE_FALSE(found.ok());
  CHECK(found.error().kind == ErrorKind::invalid);
  CHECK(found.error().message == row.said);
  CHECK_FALSE(found.error().detail.empty());
}

TEST_CASE("faults of an agenda are all named with their places") {
  CHECK(faults_of("[]") == " wrong-type; ");
  CHECK(faults_of("{}") == "/parts missing; ");
  CHECK(faults_of(R"({"parts":[{"id":"a","minutes":0},{"minutes":10},{"id":"a"}]})") ==
        "/parts/0/minutes out-of-range; /parts/1/id missing; /parts/2/minutes missing; /parts/2/id duplicate-id; ");
  CHECK(faults_of(R"({"parts":[{"id":"a","minutes":5,"position":0},{"id":"b","minutes":5,"position":2},{"id":"c","minutes":5,"position":2},{"id":"d","minutes":5,"position":9}]})") ==
        "/parts/0/position out-of-range; /parts/2/position duplicate-position; /parts/3/position out-of-range; ");
  CHECK(faults_of(R"({"parts":[{"id":"a","minutes":5,"after":["b"],"unit":["x"]}]})") == "/parts/0/unit unknown-key; /parts/0/after/0 unknown-part; ");
  CHECK(faults_of(R"({"parts":[{"id":"a","minutes":5,"units":["x"]}],"weights":{"x":-1,"y":1}})") == "/weights/x out-of-range; /weights/y unknown-unit; ");
  CHECK(faults_of(R"({"parts":[{"id":"a","minutes":5,"units":["x"]}],"weights":{"x":0.0001}})") == "/weights/x out-of-range; ");
  CHECK(faults_of(R"({"parts":[{"id":"a","minutes":5,"starts":"2022-11-24T25:00Z"},{"id":"b","minutes":5,"starts":"2022-11-24T09:00:30Z"}]})") ==
        "/parts/0/starts bad-time; /parts/1/starts bad-time; ");
  CHECK(faults_of(R"({"parts":[{"id":"a","minutes":5,"starts":"2022-11-24T09:00Z"},{"id":"b","minutes":5,"starts":"2023-11-24T09:00Z"}]})") ==
        "/parts out-of-range; ");
  std::string crowd;
  for (int unit = 0; unit < 2049; ++unit) crowd += (unit > 0 ? ",\"u" : "\"u") + std::to_string(unit) + "\"";
  CHECK(faults_of(R"({"parts":[{"id":"a","minutes":5,"units":[)" + crowd + "]}]}") == "/parts too-many; ");
}
