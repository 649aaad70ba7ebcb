// The collecting of reasons while one item is routed. Internal to relevance/.
#pragma once

#include <set>

#include "rules/relevance/clauses.h"
#include "rules/relevance/relevance.h"
#include "rules/relevance/tasks.h"

namespace fenliu::rules {

// What a configuration is compiled to for routing.
struct Router::State {
  explicit State(std::shared_ptr<const Configuration> given);

  std::shared_ptr<const Configuration> configuration;
  NameRegistry registry;
  Matcher matcher;
  // A unit with a duty for a topic on some day; `dated`: which one depends on the day.
  struct DutyHolder {
    std::uint32_t unit = 0;
    Role role = Role::none;
    bool dated = false;
  };
  struct TopicDuties {
    std::string id;                                           // of the topic
    std::vector<DutyHolder> duties = {};
  };
  std::vector<TopicDuties> topics;                            // that a unit or a rule names

  // Where a direct route leads.
  struct Target {
    std::uint32_t index = 0;   // of a unit or a group
    bool is_group = false;
    Role role = Role::none;
  };
  // What routing reads of a rule that held; its tags and routes end where the next row's begin.
  struct RuleRow {
    std::uint32_t file = 0;    // index of `files`
    std::uint32_t line = 0;
    std::uint32_t tags = 0;    // index of `tags`
    std::uint32_t routes = 0;  // index of `routes`
    bool likely = false;
    bool territorial = false;
  };
  std::vector<RuleRow> rule_rows;                             // by rule, and one more
  std::vector<std::uint32_t> tags;                            // indexes of `topics`
  std::vector<Target> routes;
  std::vector<std::string> files;

  // What is asked of a unit each time it is reached, packed: whole units lie far apart in memory.
  struct UnitFacts {
    bool outside = false;
    bool dated = false;   // valid on certain days only
    bool placed = false;  // has places
  };
  std::vector<UnitFacts> unit_facts;                          // by unit
  std::vector<std::uint32_t> units_by_id;                     // all units, in order of their ids

 private:
  void index_rules();
};

// Among the places of a part: one that no unit lies in.
constexpr std::uint32_t kElsewhere = 0xFFFFFFFF;

// One part with what was found in it.
struct RoutedPart {
  const Part* part = nullptr;
  PartMatches matches;
  Landmarks title_marks, text_marks;
  std::vector<NamedList> title_lists, text_lists;
  std::set<std::uint32_t> places;  // units whose places it names
  std::vector<TextRange> named;     // names of units in the stored text
  std::vector<TextRange> assigned;  // sentences of the stored text that say who does their work
  std::vector<TextRange> exempted;  // words of the stored text that it takes out of what it orders
  bool invites = false;            // says itself who attends: what else it touches, rules only inform
};

using UnitIndexes = boost::container::small_vector<std::uint32_t, 4>;  // of Organisation::units

// Collects reasons per unit; the strongest role wins per part, then per item.
class Routing {
 public:
  Routing(const Router::State& state, const Item& item, Instant at);

  Relevance run();

  // For explanations: the parts with their matches, and whether rules reach a unit at all.
  const std::vector<RoutedPart>& parts() const { return parts_; }
  const Matcher::Prepared& prepared() const { return *prepared_; }
  Date date() const { return date_; }
  bool in_jurisdiction(const Unit& unit) const;
  bool asks() const { return asks_; }
  // REQUIRES run(): whether the text takes the unit out of this part or of the whole item.
  bool takes_out(const Unit& unit, const PartId& part) const;
  // The units that a territorial rule narrows to in this part; empty: not narrowed.
  const std::set<std::uint32_t>& narrowed_to(const RoutedPart& part) const;

 private:
  void read_parts();
  void read_purpose();
  bool names_nobody() const;
  void route_named(const RoutedPart& part);
  void route_list(const RoutedPart& part, const NamedList& list, Field field);
  void route_rules(const RoutedPart& part);
  void route_rule(const RoutedPart& part, const RuleHit& hit);
  // A rule's reach in one part.
  struct Reach {
    const RoutedPart& part;
    const RuleHit& hit;
    const Router::State::RuleRow& row;
    bool news = false;  // informs only
    std::shared_ptr<const Cause> cause;
  };
  std::shared_ptr<Cause> cause_of(const Reach& by, Via via);
  void give(const Reach& by, std::uint32_t unit, Role role, bool territorial);
  void settle_likely(const RoutedPart& part);
  void route_document(const std::vector<std::string>& names, Role role, Via via);
  void exclude_addressed(const std::vector<std::string>& names);
  void address_committees();
  bool parts_tell_apart(const UnitIndexes& members);
  bool is_committee_of_others(const Mention& mention) const;
  bool is_committee_itself(const Mention& mention) const;
  void inform_addressed();
  void summon_everyone();
  UnitRelevance* reached(std::uint32_t unit);  // null: not reached so far
  void list_units();
  void reach(std::uint32_t unit, const std::shared_ptr<const Cause>& cause, Role role);
  void exclude(const RoutedPart& part, const NamedList& list);
  UnitIndexes units_of(const Mention& mention, bool& pool) const;
  const std::vector<std::uint32_t>& members(const Group& group) const;
  bool receives(std::uint32_t unit) const;   // valid on the day and not outside
  void triage();
  std::string triage_reason(const RoutedPart& part) const;

  const Router::State& state_;
  const Organisation& organisation_;
  const Item& item_;
  Date date_;
  const Unit* issuer_ = nullptr;
  bool covers_all_ = true;    // the issuer's territory is everybody's
  std::shared_ptr<const Matcher::Prepared> prepared_;
  std::vector<RoutedPart> parts_;
  bool asks_ = true;          // whether the item asks anything of anybody
  bool for_reading_ = false;  // whether it says that it does not
  bool replies_ = false;      // whether it answers what one addressee asked for: rules only inform
  bool bulletin_ = false;     // a 通报: a committee that it addresses is a pool
  Relevance relevance_;
  // A committee or headquarters that the document as a whole is addressed to, until its parts are routed.
  struct Committee {
    UnitIndexes members;
    std::shared_ptr<const Cause> cause;
  };
  std::vector<Committee> committees_;
  std::set<std::pair<std::uint32_t, PartId>> excluded_;   // part "0": from the whole item
  struct Likely {
    std::set<std::uint32_t> rules;
    Role role = Role::none;
    SharedEvidence first;    // of the first of them
    bool confirmed = false;  // by another rule with other words
  };
  std::map<std::uint32_t, Likely> likely_;                // of the part under work
  static constexpr std::uint32_t kNowhere = 0xffffffff;
  std::shared_ptr<std::vector<Cause>> causes_;            // of rules; never grows beyond its capacity: they are pointed to
  std::vector<UnitRelevance> reached_;                    // in the order in which they were; moved into relevance_ at last
  std::vector<std::uint32_t> place_of_;                   // by unit: index of reached_, or kNowhere
  mutable std::vector<std::optional<std::vector<std::uint32_t>>> members_;  // by group, on the item's day
};

// The facts that rules read of an item.
ItemFacts facts_of(const Item& item, const Configuration& configuration, Date date);

}  // namespace fenliu::rules
