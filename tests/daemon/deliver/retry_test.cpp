// What becomes of a delivery after an attempt, as a table; when a channel rests and how often it may send.
#include "daemon/deliver/retry.h"

#include "tests/support/catch.h"

using namespace fenliu::deliver;
using Kind = Outcome::Kind;
using State = Next::State;

TEST_CASE("after an attempt a delivery is done, tried again after a random time, or dead") {
  struct Row {
    const char* what;
    Outcome outcome;
    Attempt attempt;
    double chance;
    State state;
    int wait_seconds;
  };
  const Outcome retry{Kind::retry, "", {}};
  const auto asked = [](int seconds_asked) { return Outcome{Kind::retry, "", seconds{seconds_asked}}; };
  const Row rows[] = {
      {"taken", {Kind::delivered, "", {}}, {1, 10, seconds{0}, false}, 0.5, State::delivered, 0},
      {"refused at once", {Kind::refused, "", {}}, {1, 10, seconds{0}, false}, 0.5, State::dead, 0},
      {"never at once again", retry, {1, 10, seconds{0}, false}, 0.0, State::waiting, 1},
      {"first bound 10 s", retry, {1, 10, seconds{0}, false}, 0.99, State::waiting, 9},
      {"doubled", retry, {2, 10, seconds{0}, false}, 0.5, State::waiting, 10},
      {"doubled again", retry, {4, 10, seconds{0}, false}, 0.5, State::waiting, 40},
      {"up to a ceiling of 15 minutes", retry, {9, 10, seconds{0}, false}, 0.5, State::waiting, 450},
      {"whose number does not matter", retry, {90, 100, seconds{0}, false}, 0.999, State::waiting, 899},
      {"dead after the last attempt", retry, {10, 10, seconds{0}, false}, 0.5, State::dead, 0},
      {"not while the channel reaches nobody", retry, {10, 10, seconds{3600}, true}, 0.5, State::waiting, 450},
      {"for a day", retry, {10, 10, seconds{24 * 3600}, true}, 0.5, State::dead, 0},
      {"what is asked for is kept, with jitter behind it", asked(120), {1, 10, seconds{0}, false}, 0.5, State::waiting, 125},
      {"the jitter stays small", asked(120), {9, 10, seconds{0}, false}, 0.9, State::waiting, 130},
      {"at most an hour", asked(7 * 24 * 3600), {1, 10, seconds{0}, false}, 0.5, State::waiting, 3605},
      {"nonsense is no wait", asked(-5), {1, 10, seconds{0}, false}, 0.5, State::waiting, 5},
      {"asking does not revive", asked(5), {10, 10, seconds{0}, false}, 0.5, State::dead, 0},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto next = what_next(row.outcome, row.attempt, row.chance);
    CHECK(next.state == row.state);
    CHECK(next.wait == seconds{row.wait_seconds});
  }
}

TEST_CASE("a channel that fails rests from the third time on, longer each time, at most a minute") {
  CHECK(rest_after(0, 0.5) == milliseconds{0});
  CHECK(rest_after(2, 0.5) == milliseconds{0});
  CHECK(rest_after(3, 0.0) == milliseconds{1000});
  CHECK(rest_after(3, 0.5) == milliseconds{1500});
  CHECK(rest_after(4, 0.0) == milliseconds{2000});
  CHECK(rest_after(40, 0.0) == milliseconds{30000});
  CHECK(rest_after(4000, 0.999) < milliseconds{60001});
}

TEST_CASE("in no minute more is sent than the rate allows, whenever it begins") {
  RateWindow rate(3);
  std::vector<milliseconds> sent;
  for (milliseconds now{0}; now < milliseconds{300000}; now += milliseconds{500}) {
    while (rate.free(now) > 0) {
      rate.note(now);
      sent.push_back(now);
    }
    CHECK(rate.until_free(now) > milliseconds{0});
  }
  CHECK(sent.size() == 15);  // three in each of five minutes: the rate is used up, too
  for (std::size_t i = 3; i < sent.size(); ++i) CHECK(sent[i] - sent[i - 3] >= milliseconds{60000});
  RateWindow unlimited(0);
  for (int i = 0; i < 1000; ++i) unlimited.note(milliseconds{0});
  CHECK(unlimited.free(milliseconds{0}) > 1000);
  CHECK(unlimited.until_free(milliseconds{0}) == milliseconds{0});
}
