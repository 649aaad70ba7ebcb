// Meetings linked finish-to-start, the events in their course, and the forecast of their starts and ends (DESIGN §4.4).
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "rules/cascade/overruns.h"
#include "rules/item/item.h"
#include "rules/item/item_json.h"
#include "rules/time/instant.h"

namespace fenliu::rules {

using MeetingId = std::string;

struct PlannedPart {
  PartId id;
  Minutes minutes{0};
  std::optional<Instant> starts{};  // fixed time
  std::vector<UnitId> units{};      // that sit in this part
  std::string relays{};             // "meeting/part" above, whose content it hands on
  std::u32string content{};         // what it says (content_of); empty: not known, or too short to tell
};

struct PlannedMeeting {
  MeetingId id;
  std::string organiser;
  std::optional<Instant> planned_start;   // nothing: unknown until its predecessors or an event say
  Minutes planned{0};                     // used when there are no parts
  std::vector<PlannedPart> parts;
  std::string room;
  std::vector<std::string> persons;
  std::vector<UnitId> units;              // that sit in the whole of it
  std::string ordered_by;                 // who ordered it in person; empty: nobody
  std::optional<int> level;               // of its organiser: 0 is the top
  Urgency urgency = Urgency::routine;
};

struct Link {
  MeetingId from, to;
  Minutes gap{0};
  bool may_start_early = false;
};

enum class MeetingStatus { planned, running, ended, cancelled, postponed, unknown };
std::string_view to_string(MeetingStatus status);

// p50 is the expected course; a tenth of such meetings is earlier than p10, a tenth later than p90. Equal where nothing is
// known of past meetings, where the room has said when it ends, and of what has happened.
struct Quantiles {
  Instant p10, p50, p90;
  friend bool operator==(const Quantiles&, const Quantiles&) = default;
};

// A step of a causal chain: this meeting moved the one asked about by so many minutes, for this cause
// ("overran", "finished-early", "usually-overruns", "usually-shorter", "started-late", "started-early", "waits-for",
// "postponed", "no-report").
struct CausalStep {
  MeetingId meeting;
  int minutes = 0;
  std::string cause;
  friend bool operator==(const CausalStep&, const CausalStep&) = default;
};

struct PartForecast {
  PartId id;
  Quantiles start, end;
  bool ended = false;
  bool running = false;
  bool skipped = false;
};

struct MeetingForecast {
  MeetingId id;
  MeetingStatus status = MeetingStatus::planned;
  std::optional<Quantiles> start, end;    // nothing when unknown (postponed without a date) or cancelled
  bool start_known = false, end_known = false;  // reported, or bounded by a successor's reported start
  std::vector<CausalStep> chain;
  std::vector<PartForecast> parts;        // in the current order
  std::optional<Instant> last_report;
};

// A unit, a person or a room in two meetings at once. A unit that sits in parts only is there from the first to the last.
struct Conflict {
  std::string kind;                       // unit, person, room
  std::string who;
  MeetingId first, second;                // `first` prevails
  std::string precedence;                 // which of kPrecedences decided, empty: none did
};

// What may decide which of two meetings prevails: one that a person ordered, of the higher level, the more urgent, or that
// is planned to start earlier.
inline constexpr std::array<std::string_view, 4> kPrecedences{"ordered_by", "level", "urgency", "starts"};

// A meeting of this plan that is over, from its reported start to its reported end.
struct EndedMeeting {
  MeetingId id;
  PastMeeting past;
  Instant ended;
};

struct PlanPolicy {
  Minutes gap{10};                            // where a link gives none
  std::vector<std::string> precedence{};      // of kPrecedences, the first that tells two meetings apart decides; empty: all
  std::shared_ptr<const Overruns> overruns{}; // null: nothing is known, forecasts are points
  std::uint64_t seed = 0;                     // of the draws behind p10 and p90
  int samples = 1000;                         // how many; 10 at least
};

// Meetings, links and folded events, with forecasts kept up to date incrementally. Not thread-safe: one writer;
// copies are cheap to read from. All instants UTC.
class Plan {
 public:
  explicit Plan(PlanPolicy policy = {});
  ~Plan();
  Plan(const Plan&);
  Plan& operator=(const Plan&);
  Plan(Plan&&) noexcept;
  Plan& operator=(Plan&&) noexcept;

  // Adds or replaces a meeting with its incoming links. Refuses (invalid, nothing changed) cycles, with the ids on
  // the cycle, and links from unknown meetings are kept until the meeting arrives.
  // Returns the meetings whose forecast changed, itself included, in id order.
  Result<std::vector<MeetingId>> put(const PlannedMeeting& meeting, const std::vector<Link>& incoming, Instant now);

  // Folds an event in by (at, id); an event with a known id changes nothing. Refuses (invalid): at > now + 2 min, an
  // unknown meeting or part, an end before the start, a retraction of an unknown event. Returns the meetings that changed.
  Result<std::vector<MeetingId>> apply(const MeetingEvent& event, Instant now);

  // Folds in an event that was accepted before, as a store hands it back: unchecked, so that what was reported of a part
  // stays reported when a later revision has no such part. Of an unknown meeting: nothing.
  void restore(const MeetingEvent& event);

  // The clock moved on: running and unreported meetings grow. Returns the meetings that changed.
  std::vector<MeetingId> advance(Instant now);
  // The meetings whose p10 and p90 the clock moves although nothing is reported: those in progress or overdue, and what
  // follows from them, in id order. None where nothing is known of past meetings.
  std::vector<MeetingId> drifting() const;
  // From now on forecasts come from `overruns`; null: points. Returns the meetings whose expected course changed.
  std::vector<MeetingId> learn(std::shared_ptr<const Overruns> overruns, Instant now);
  // Those that ended before `before`, whose start and end were both reported and that nobody put off; in id order.
  std::vector<EndedMeeting> ended_before(Instant before) const;

  // Takes over who sits in a meeting that is known, its organiser's level and what its parts say; its forecast stays. An unknown id: nothing.
  void seat(const PlannedMeeting& meeting);

  std::optional<MeetingForecast> forecast(const MeetingId& id) const;   // nothing: unknown id
  // The expected course alone (p10 = p50 = p90), which costs no draws.
  std::optional<MeetingForecast> expected(const MeetingId& id) const;
  // Of these, in their order, for less than one by one; unknown ids are left out.
  std::vector<MeetingForecast> forecasts(const std::vector<MeetingId>& ids) const;
  std::vector<MeetingForecast> forecasts() const;               // in id order
  std::vector<MeetingId> successors(const MeetingId& id) const;   // direct
  std::vector<MeetingId> predecessors(const MeetingId& id) const;
  // All meetings linked with `id`, in topological order.
  std::vector<MeetingId> cascade_of(const MeetingId& id) const;
  const PlannedMeeting* meeting(const MeetingId& id) const;
  std::vector<MeetingEvent> events_of(const MeetingId& id) const;  // folded order, retracted ones left out
  std::vector<Conflict> conflicts() const;
  std::vector<MeetingId> ids() const;  // ascending
  std::size_t size() const;
  Instant advanced_to() const;  // the latest time that it was told

  struct State;  // internal to cascade/

 private:
  std::unique_ptr<State> state_;
};

// The JSON of `fenliu forecast`: plan in, forecast out (DESIGN §5). Faults carry JSON Pointers.
struct ForecastRequest {
  std::vector<PlannedMeeting> meetings;
  std::vector<Link> links;
  std::vector<MeetingEvent> events;
  std::vector<PastMeeting> history;
  std::vector<std::string> precedence;    // of kPrecedences
  std::uint64_t seed = 0;
  int persons_per_unit = 1;               // of `forecast --what-if`
  std::optional<Instant> morning;         // when work starts next
};
Decoded<ForecastRequest> forecast_request_from_json(const boost::json::value& value, const Zone& zone);
// The policy with what the request knows of past meetings, its precedences and its seed.
PlanPolicy with_history(PlanPolicy policy, const ForecastRequest& request);
Result<Plan> build_plan(const ForecastRequest& request, const PlanPolicy& policy, Instant now);
boost::json::object forecast_to_json(const Plan& plan, const Zone& zone);
boost::json::object meeting_forecast_to_json(const MeetingForecast& forecast, const Zone& zone);

// "20:25, not 19:05: city-meeting +40 min, county-meeting +40 min"; empty for an empty chain.
std::string chain_sentence(const MeetingForecast& forecast, const Zone& zone, const std::string& language);

}  // namespace fenliu::rules
