// What the use cases work on: the store, the active rulebook, the plan of meetings and the items that depend on it.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "daemon/app/channel_health.h"
#include "daemon/load/load.h"
#include "daemon/store/store.h"
#include "rules/decision/decision.h"
#include "rules/notices/notices.h"
#include "rules/relevance/relevance.h"

namespace fenliu::app {

using rules::Done;
using rules::Error;
using rules::ErrorKind;
using rules::Instant;
using rules::Item;
using rules::Relevance;
using rules::Result;
using rules::Router;
using rules::UnitId;

// A part that a person, or triage's clock, routed by hand: added to the relevance that the rules gave.
struct HandRouting {
  rules::PartId part;
  std::map<UnitId, rules::Role> units;   // none: the part (0: the item) is taken away from the unit
  std::string by;        // a person's name, or "unsorted" when the clock ran out
};

// How `by` begins where an objection was accepted; such routings stay through revisions.
inline constexpr const char* kObjected = "objection:";

// An item whose schedule may still change: a meeting, or a directive that meetings hand down.
struct LiveItem {
  Item item;
  std::string config;                        // revision that decided its relevance
  Instant relevance_at;                      // the `at` given to routing
  std::vector<HandRouting> routings;
  std::shared_ptr<const Relevance> relevance;  // `routings` included
  std::map<UnitId, Instant> told_at;         // when each unit was first told
};

// A stored item that the office goes on without, until somebody puts it again.
struct Damaged {
  std::string item;
  int revision = 1;
  std::string why;
};

inline constexpr const char* kDamaged = "damaged";  // the reason in triage

// State shared by the use cases. The store is the truth; plan and live items are rebuilt from it by `load`.
// Lock order: plan_mutex, then the store's own. `router()` needs no lock.
class Office {
 public:
  explicit Office(store::Store& the_store) : store(the_store) {}

  store::Store& store;

  std::shared_ptr<const Router> router() const;   // active; null before the first activation
  void set_router(std::shared_ptr<const Router> router);
  // The router of an older revision, compiled from the store's files; null when the store lacks it. The last few are kept.
  std::shared_ptr<const Router> router_of(const std::string& revision);

  load::RulesFiles rules_files;                   // what the last compilations read; thread-safe

  // For a day after an activation the revision before it decides each item too. Reads who that is from the store; none
  // after a roll-back.
  void watch(Instant now);
  std::shared_ptr<const Router> watched(Instant now) const;   // the previous rulebook, null when nothing is watched
  std::atomic<std::int64_t> fewer_summoned{0};                // items that the office was alerted of

  // By which configuration, and as known when, open deadlines were dated last: kept in the store, read from it once.
  store::DatingRow dating();
  Result<Done> set_dating(const store::DatingRow& dating);

  bool sends_outside = false;                     // set before any thread starts; never on simulated time
  ChannelHealths channel_healths;                 // thread-safe

  std::mutex activation_mutex;                    // held from the commit of an activation to its router's swap

  void set_reload_error(std::string error);
  std::string reload_error() const;               // empty: the last reload succeeded

  std::string answer_key;                         // signs the links of messages, 32 bytes; set before any thread starts; empty: there are none

  // Rebuilds plan and live items from the store, at start and after a write failed halfway. The plan stands where the
  // last stored event or meeting left it: the next tick tells what has moved since. What cannot be read is logged, listed
  // in `damaged_items` and put before people in triage; the rest works on.
  void load(Instant now);

  std::shared_mutex plan_mutex;
  rules::Plan plan;                               // guarded by plan_mutex, as all below
  std::int64_t habits = 0;                        // id of those that the plan's forecasts come from; 0: none
  Instant learnt_until{};                         // meetings that ended before were learnt from
  std::optional<Instant> told_minute;             // of the last look at what the clock alone moved
  std::set<rules::MeetingId> untold;              // moved by the clock since, or while the store could not take what that means
  std::vector<Damaged> damaged_items;
  std::map<std::string, LiveItem> live;           // by item id
  std::map<std::string, std::set<std::string>> dependents;  // meeting → ids of live items

  // REQUIRES plan_mutex held exclusively.
  void remember(LiveItem live_item);
  void forget(const std::string& item);
  // The live items that depend on any of the meetings, in id order. REQUIRES plan_mutex held.
  std::vector<std::string> touched_by(const std::vector<rules::MeetingId>& meetings) const;
  // The live item, or `posted` when it is that one's newest revision, not yet stored. Null: there is none. REQUIRES
  // plan_mutex held.
  const LiveItem* find_live(const std::string& item, const LiveItem* posted) const;

 private:
  // What of a stored item stands in the way of its working; empty: nothing, and it works now. REQUIRES plan_mutex held.
  std::string load_item(const store::ItemRow& row, const rules::Configuration& configuration);
  std::string load_event(const store::EventRow& row, const rules::Zone& zone);
  void show_damaged(Instant now);
  std::shared_ptr<const Router> kept(const std::string& revision);            // REQUIRES mutex_ held; null: not kept
  // Returns those that are kept no longer, to be let go after mutex_: that takes long. REQUIRES mutex_ held.
  [[nodiscard]] std::vector<std::shared_ptr<const Router>> keep(std::shared_ptr<const Router> router);
  mutable std::mutex mutex_;
  std::shared_ptr<const Router> router_;                            // guarded by mutex_
  std::vector<std::shared_ptr<const Router>> compiled_;             // guarded by mutex_; the last used first
  std::string reload_error_;                                        // guarded by mutex_
  std::optional<store::DatingRow> dating_;                          // guarded by mutex_
  std::shared_ptr<const Router> watched_;                           // guarded by mutex_
  Instant watched_until_;                                           // guarded by mutex_
};

// Adds hand routings to what the rules found; every reason says who did it (`rule` = "triage:NAME").
Relevance with_hand_routings(Relevance relevance, const std::vector<HandRouting>& routings);
std::vector<HandRouting> hand_routings_of(const std::string& decision_inputs);  // from DecisionRow::inputs
std::vector<HandRouting> hand_routings(const boost::json::object& inputs);      // its `routings`

Instant relevance_time(const store::DecisionRow& decision);  // that was given to routing

rules::NoticePolicy notice_policy(const rules::Configuration& configuration);
Result<Item> item_of(const store::ItemRow& row, const rules::Zone& zone);

// 26 characters of Crockford base 32 over 128 random bits, after `prefix`.
std::string random_id(const std::string& prefix);

}  // namespace fenliu::app
