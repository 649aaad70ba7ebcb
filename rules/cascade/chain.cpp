// Causal chains: which meetings moved this one's start, and by how much.
#include <algorithm>
#include <cmath>

#include "rules/cascade/plan_state.h"

namespace fenliu::rules {

namespace {

using std::chrono::seconds;

struct Cause {
  MeetingIndex meeting;
  seconds amount;
  const char* cause;
};

// Slack between meetings swallows the oldest delays first.
void absorb(std::vector<Cause>& causes, seconds slack) {
  for (auto& cause : causes) {
    if (slack <= seconds{0}) break;
    if (cause.amount <= seconds{0}) continue;
    const auto taken = std::min(cause.amount, slack);
    cause.amount -= taken;
    slack -= taken;
  }
  std::erase_if(causes, [](const auto& cause) { return cause.amount == seconds{0}; });
}

// Whole minutes whose sum is the rounded sum.
std::vector<CausalStep> in_minutes(const Plan::State& state, const std::vector<Cause>& causes) {
  std::vector<CausalStep> steps;
  seconds sum{0};
  long told = 0;
  for (const auto& cause : causes) {
    sum += cause.amount;
    const long rounded = std::lround(static_cast<double>(sum.count()) / 60.0);
    if (rounded != told) steps.push_back({state.nodes[cause.meeting].planned.id, static_cast<int>(rounded - told), cause.cause});
    told = rounded;
  }
  return steps;
}

// The planned start by which shifts are measured; a meeting without one has not shifted.
Instant reference(const MeetingNode& node) { return node.planned.planned_start.value_or(*node.start); }

const char* own_cause(const MeetingNode& node) {
  if (node.course.postponed && node.course.postponed_until) return "postponed";
  return node.start_known ? "started-late" : "no-report";
}

const char* overrun_cause(const MeetingNode& node, seconds overrun) {
  const bool expected = !node.start_known && node.status != MeetingStatus::ended && node.usual_ratio != 1;
  if (overrun > seconds{0}) return expected ? "usually-overruns" : "overran";
  return expected ? "usually-shorter" : "finished-early";
}

}  // namespace

// From the top of the cascade down: each meeting hands its shift on, plus what it overran, less the slack in between;
// what is left to explain is its own. The sum of the steps is the shift of the last meeting's start.
std::vector<CausalStep> Plan::State::chain(MeetingIndex at) const {
  if (!nodes[at].start) return {};
  std::vector<MeetingIndex> path{at};
  while (nodes[path.back()].bound_by != kNoMeeting && nodes[nodes[path.back()].bound_by].start) {
    path.push_back(nodes[path.back()].bound_by);
  }
  std::reverse(path.begin(), path.end());
  std::vector<Cause> causes;
  seconds inherited{0};
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto& node = nodes[path[i]];
    const seconds shift = *node.start - reference(node);
    if (i > 0) {
      const auto& before = nodes[path[i - 1]];
      const seconds overrun = (*before.end - *before.start) - seconds{before.planned_length};
      if (overrun != seconds{0}) {
        causes.push_back({path[i - 1], overrun, overrun_cause(before, overrun)});
      }
      const auto due = reference(before) + before.planned_length + node.bound_gap;
      const seconds slack = reference(node) - due;
      if (slack < seconds{0}) {
        causes.push_back({path[i], -slack, "waits-for"});  // planned before its predecessor could end
      } else {
        absorb(causes, slack);
      }
      inherited = seconds{0};
      for (const auto& cause : causes) inherited += cause.amount;
    }
    if (shift == inherited) continue;
    if (shift <= seconds{0}) {
      causes.clear();
      if (shift < seconds{0}) causes.push_back({path[i], shift, "started-early"});
    } else if (shift < inherited) {
      absorb(causes, inherited - shift);
    } else {
      causes.push_back({path[i], shift - inherited, own_cause(node)});
    }
  }
  return in_minutes(*this, causes);
}

MeetingForecast Plan::State::expected(MeetingIndex at) const {
  const auto& node = nodes[at];
  MeetingForecast forecast;
  forecast.id = node.planned.id;
  forecast.status = node.status;
  if (node.start) forecast.start = Quantiles{*node.start, *node.start, *node.start};
  if (node.end) forecast.end = Quantiles{*node.end, *node.end, *node.end};
  forecast.start_known = node.start_known;
  forecast.end_known = node.end_known;
  forecast.chain = chain(at);
  forecast.parts = node.parts;
  forecast.last_report = node.course.last_report;
  return forecast;
}

std::string chain_sentence(const MeetingForecast& forecast, const Zone& zone, const std::string& language) {
  if (forecast.chain.empty() || !forecast.start) return "";
  int sum = 0;
  for (const auto& step : forecast.chain) sum += step.minutes;
  const auto now = format_time_of_day(zone.to_local(forecast.start->p50));
  const auto before = format_time_of_day(zone.to_local(forecast.start->p50 - Minutes{sum}));
  std::string text = now + (language == "zh" ? "，不是" : language == "vi" ? ", không phải " : ", not ") + before +
                     (language == "zh" ? "：" : ": ");
  for (std::size_t i = 0; i < forecast.chain.size(); ++i) {
    const auto& step = forecast.chain[i];
    if (i > 0) text += language == "zh" ? "，" : ", ";
    text += step.meeting + (step.minutes >= 0 ? " +" : " −") + std::to_string(std::abs(step.minutes)) +
            (language == "zh" ? "分钟" : language == "vi" ? " phút" : " min");
  }
  return text;
}

}  // namespace fenliu::rules
