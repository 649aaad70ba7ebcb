// Agenda orders proven optimal, beside a plain dynamic program over all subsets, on films as the literature draws them.
#include <bit>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>

#include <fmt/format.h>

#include "rules/cascade/agenda_order.h"
#include "tests/bench/measure.h"

using namespace fenliu;
using namespace fenliu::bench;
using rules::Agenda;
using rules::Thousandths;

namespace {

struct Size {
  int parts, units;
  bool sparse;      // a third of the parts each, else any number of them (as Garcia de la Banda et al. draw)
  bool plain;       // the plain program can do it in reasonable time and memory
};

constexpr Size kSizes[] = {{16, 12, false, true}, {20, 12, false, true}, {20, 20, true, true}, {22, 20, true, true},
                           {28, 8, false, false}, {28, 16, false, false}, {28, 20, true, false}};
constexpr Size kSmokeSizes[] = {{9, 6, false, true}, {10, 8, true, true}};

Agenda film(const Size& size, unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  Agenda agenda;
  for (int i = 0; i < size.parts; ++i) agenda.parts.push_back({std::to_string(i), rules::Minutes{5 * (1 + below(5))}, {}, {}, {}, {}});
  for (int unit = 0; unit < size.units; ++unit) {
    const auto name = "u" + std::to_string(unit);
    const int in = size.sparse ? size.parts / 3 : 2 + below(size.parts - 1);
    for (int i = 0; i < in; ++i) agenda.parts[static_cast<std::size_t>(below(size.parts))].units.push_back(name);
    agenda.weights[name] = 1000 * (1 + below(20));
  }
  return agenda;
}

// What a textbook does: the least waiting of every subset that comes first, one after the other.
Thousandths plain_subsets(const Agenda& agenda) {
  const auto parts = agenda.parts.size();
  std::map<rules::UnitId, std::uint64_t> parts_of;
  Thousandths played = 0;
  for (std::size_t i = 0; i < parts; ++i) {
    for (const auto& unit : agenda.parts[i].units) parts_of[unit] |= std::uint64_t{1} << i;
  }
  std::vector<std::pair<std::uint64_t, Thousandths>> units;
  for (const auto& [unit, mask] : parts_of) {
    units.emplace_back(mask, agenda.weights.at(unit));
    for (std::size_t i = 0; i < parts; ++i) played += (mask >> i & 1U) != 0 ? agenda.weights.at(unit) * agenda.parts[i].minutes.count() : 0;
  }
  std::vector<Thousandths> waiting(std::size_t{1} << parts, std::numeric_limits<Thousandths>::max());
  waiting[0] = 0;
  for (std::uint64_t set = 0; set + 1 < waiting.size(); ++set) {
    for (std::size_t next = 0; next < parts; ++next) {
      if ((set >> next & 1U) != 0) continue;
      Thousandths idle = 0;
      for (const auto& [mask, weight] : units) {
        if ((mask & set) != 0 && (mask & ~set) != 0 && (mask >> next & 1U) == 0) idle += weight;
      }
      auto& known = waiting[set | std::uint64_t{1} << next];
      known = std::min(known, waiting[set] + idle * agenda.parts[next].minutes.count());
    }
  }
  return played + waiting.back();
}

struct Figures {
  double seconds = 0, plain_seconds = 0;
};

Figures measured(const Size& size, int films) {
  std::vector<double> ours, plain;
  for (int i = 0; i < films; ++i) {
    const auto agenda = film(size, static_cast<unsigned>(100 * size.parts + i));
    Thousandths cost = 0;
    ours.push_back(seconds_of([&] {
      const auto best = rules::best_order(agenda);
      if (!best.ok() || !best->optimal) throw std::runtime_error("an order is not proven");
      cost = best->cost;
    }));
    if (!size.plain) continue;
    Thousandths expected = 0;
    plain.push_back(seconds_of([&] { expected = plain_subsets(agenda); }));
    if (expected != cost) throw std::runtime_error("the plain program finds another cost");
  }
  return {median(ours), size.plain ? median(plain) : 0};
}

}  // namespace

int main(int argc, char** argv) {
  const bool smoke = is_smoke(argc, argv);
  fmt::print("median of five films (one at 28 parts), each proven optimal\n  {:>5} {:>5} {:>8} {:>12} {:>14}\n", "parts", "units", "", "order", "plain subsets");
  const auto sizes = smoke ? std::vector<Size>(std::begin(kSmokeSizes), std::end(kSmokeSizes)) : std::vector<Size>(std::begin(kSizes), std::end(kSizes));
  for (const auto& size : sizes) {
    const auto figures = measured(size, smoke || size.parts > 22 ? 1 : 5);
    fmt::print("  {:>5} {:>5} {:>8} {:>12} {:>14}", size.parts, size.units, size.sparse ? "a third" : "", readable(figures.seconds),
               size.plain ? readable(figures.plain_seconds) : "-");
    if (size.plain) fmt::print(" {:>6.0f} ×", figures.plain_seconds / figures.seconds);
    fmt::print("\n");
  }
  return 0;
}
