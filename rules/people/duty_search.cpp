// Filling a roster: the seats with the fewest takers first, then exchanges as long as they even the loads out, then again
// from disturbed rosters. Nothing but the seed is random.
#include <algorithm>
#include <numeric>
#include <random>

#include "rules/people/duty_state.h"

namespace fenliu::rules {

int DutyState::load(int person) const {
  const auto& all = held_[static_cast<std::size_t>(person)];
  return std::accumulate(all.begin(), all.end(), persons_[static_cast<std::size_t>(person)].before,
                         [&](int sum, int seat) { return sum + seats_[static_cast<std::size_t>(seat)].weight; });
}

bool DutyState::clash(int seat, int other) const {
  const auto &a = seats_[static_cast<std::size_t>(seat)], &b = seats_[static_cast<std::size_t>(other)];
  return a.from < b.until + rest_ && b.from < a.until + rest_;
}

bool DutyState::clashes_outside(int seat, int person) const {
  const auto& own = seats_[static_cast<std::size_t>(seat)];
  const auto& fixed = persons_[static_cast<std::size_t>(person)].fixed;
  return std::any_of(fixed.begin(), fixed.end(), [&](const Interval& each) { return own.from < each.until + rest_ && each.from < own.until + rest_; });
}

std::vector<int> DutyState::in_the_way(int seat, int person, int ignored) const {
  std::vector<int> found;
  for (const int other : held(person)) {
    if (other != seat && other != ignored && clash(seat, other)) found.push_back(other);
  }
  return found;
}

bool DutyState::quota_left(int person, int ignored) const {
  const int quota = persons_[static_cast<std::size_t>(person)].quota;
  const auto& own = held(person);
  const int spared = ignored != kNobody && std::find(own.begin(), own.end(), ignored) != own.end() ? 1 : 0;
  return quota < 0 || static_cast<int>(own.size()) - spared < quota;
}

bool DutyState::may_take(int seat, int person, int ignored) const {
  const auto& all = able(seat);
  return std::binary_search(all.begin(), all.end(), person) && quota_left(person, ignored) && in_the_way(seat, person, ignored).empty();
}

void DutyState::put(int seat, int person) {
  auto& now = taken_[static_cast<std::size_t>(seat)];
  if (now != kNobody) std::erase(held_[static_cast<std::size_t>(now)], seat);
  now = person;
  if (person != kNobody) held_[static_cast<std::size_t>(person)].push_back(seat);
}

namespace {

constexpr int kDepth = 4;          // how many duties move on so that one more is filled
constexpr int kRestarts = 60;
constexpr int kDisturbed = 6;
constexpr int kMostRounds = 400;

class Search {
 public:
  Search(DutyState& state, unsigned seed) : state_(state), random_(seed), rank_(state.persons().size()) {
    std::iota(rank_.begin(), rank_.end(), 0);
    // std::shuffle differs between libraries; this does not.
    for (std::size_t i = rank_.size(); i > 1; --i) std::swap(rank_[i - 1], rank_[random_() % i]);
  }

  void run() {
    construct();
    even_out();
    auto best = assignment();
    auto best_cost = cost();
    for (int i = 0; i < kRestarts && best_cost > 0; ++i) {
      disturb();
      construct();
      even_out();
      const auto now = cost();
      if (now < best_cost) {
        best_cost = now;
        best = assignment();
      } else {
        restore(best);
      }
    }
  }

 private:
  int seats() const { return static_cast<int>(state_.seats().size()); }
  int weight(int seat) const { return state_.seats()[static_cast<std::size_t>(seat)].weight; }

  std::vector<int> assignment() const {
    std::vector<int> all;
    for (int seat = 0; seat < seats(); ++seat) all.push_back(state_.taken(seat));
    return all;
  }

  void restore(const std::vector<int>& all) {
    for (int seat = 0; seat < seats(); ++seat) state_.put(seat, kNobody);
    for (int seat = 0; seat < seats(); ++seat) state_.put(seat, all[static_cast<std::size_t>(seat)]);
  }

  // Unfilled seats first, then the sum of squares: least when loads are even.
  long cost() const {
    long sum = 0;
    for (int seat = 0; seat < seats(); ++seat) sum += state_.taken(seat) == kNobody ? 1'000'000'000L : 0;
    for (int person = 0; person < static_cast<int>(state_.persons().size()); ++person) {
      const long load = state_.load(person);
      sum += load * load;
    }
    return sum;
  }

  void construct() {
    std::vector<int> open;
    for (int seat = 0; seat < seats(); ++seat) {
      if (state_.taken(seat) == kNobody) open.push_back(seat);
    }
    std::stable_sort(open.begin(), open.end(), [&](int a, int b) {
      return std::pair(state_.able(a).size(), -weight(a)) < std::pair(state_.able(b).size(), -weight(b));
    });
    for (const int seat : open) {
      if (state_.taken(seat) != kNobody) continue;
      std::vector<bool> moved(static_cast<std::size_t>(seats()), false);
      place(seat, kDepth, moved);
    }
  }

  std::vector<int> by_load(int seat) const {
    auto all = state_.able(seat);
    std::stable_sort(all.begin(), all.end(), [&](int a, int b) {
      return std::pair(state_.load(a), rank_[static_cast<std::size_t>(a)]) < std::pair(state_.load(b), rank_[static_cast<std::size_t>(b)]);
    });
    return all;
  }

  // Gives the seat to somebody; where all are kept by one other duty each, that one moves on, and so forth.
  bool place(int seat, int depth, std::vector<bool>& moved) {
    const auto people = by_load(seat);
    for (const int person : people) {
      if (!state_.may_take(seat, person)) continue;
      state_.put(seat, person);
      return true;
    }
    if (depth == 0) return false;
    moved[static_cast<std::size_t>(seat)] = true;
    for (const int person : people) {
      auto blocking = state_.in_the_way(seat, person);
      if (blocking.empty()) blocking = state_.held(person);   // the quota is full: any may go
      else if (blocking.size() > 1) continue;
      for (const int other : blocking) {
        if (moved[static_cast<std::size_t>(other)] || !state_.may_take(seat, person, other)) continue;
        state_.put(other, kNobody);
        state_.put(seat, person);
        if (place(other, depth - 1, moved)) return true;
        state_.put(seat, kNobody);
        state_.put(other, person);
      }
    }
    return false;
  }

  void even_out() {
    for (int round = 0; round < kMostRounds; ++round) {
      if (!give_away() && !exchange()) return;
    }
  }

  // A duty goes to who carries less.
  bool give_away() {
    bool any = false;
    for (int seat = 0; seat < seats(); ++seat) {
      const int person = state_.taken(seat);
      if (person == kNobody) continue;
      for (const int other : by_load(seat)) {
        if (state_.load(other) + weight(seat) >= state_.load(person)) break;
        if (!state_.may_take(seat, other)) continue;
        state_.put(seat, other);
        any = true;
        break;
      }
    }
    return any;
  }

  // Two persons exchange duties, a heavy one for a light one.
  bool exchange() {
    bool any = false;
    for (int a = 0; a < seats(); ++a) {
      for (int b = 0; b < seats(); ++b) {
        const int person = state_.taken(a), other = state_.taken(b);
        if (person == kNobody || other == kNobody || person == other) continue;
        const int gain = weight(a) - weight(b);
        if (gain <= 0 || state_.load(other) + gain >= state_.load(person)) continue;
        if (!state_.may_take(a, other, b) || !state_.may_take(b, person, a)) continue;
        state_.put(a, other);
        state_.put(b, person);
        any = true;
      }
    }
    return any;
  }

  void disturb() {
    for (int i = 0; i < kDisturbed && seats() > 0; ++i) state_.put(static_cast<int>(random_() % static_cast<unsigned>(seats())), kNobody);
    for (std::size_t i = rank_.size(); i > 1; --i) std::swap(rank_[i - 1], rank_[random_() % i]);
  }

  DutyState& state_;
  std::mt19937 random_;
  std::vector<int> rank_;
};

}  // namespace

void fill(DutyState& state, unsigned seed) { Search(state, seed).run(); }

}  // namespace fenliu::rules
