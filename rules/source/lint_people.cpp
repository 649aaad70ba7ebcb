// What is wrong with who holds what: two holders at once, posts that nobody holds, deputies and duty that cannot be.
#include <algorithm>
#include <set>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

bool meet(const DateRange& a, const DateRange& b) {
  return !(a.until && b.from && *a.until < *b.from) && !(b.until && a.from && *b.until < *a.from);
}

std::string place(const Span& span) { return span.file + ":" + std::to_string(span.line); }

class PeopleCheck {
 public:
  PeopleCheck(const Configuration& configuration, Reporter& reporter)
      : configuration_(configuration), people_(configuration.people), reporter_(reporter) {}

  void check() const {
    for (std::size_t i = 0; i < people_.holdings.size(); ++i) check_holding(i);
    for (const auto& post : people_.posts) check_post(post);
    for (const auto& person : people_.persons) check_addresses(person.addresses, person.span);
    for (const auto& unit : configuration_.organisation.units) check_addresses(unit.addresses, unit.span);
    for (std::size_t i = 0; i < people_.duty_plans.size(); ++i) check_plan(i);
    for (std::size_t i = 0; i < people_.duty.size(); ++i) check_duty(i);
    for (const auto& each : people_.lent) check_lent(each);
  }

 private:
  void check_holding(std::size_t index) const {
    const auto& holding = people_.holdings[index];
    for (std::size_t i = 0; i < index; ++i) {
      const auto& other = people_.holdings[i];
      if (other.post != holding.post || !meet(other.valid, holding.valid)) continue;
      reporter_.error(holding.span, "two-holders", "the post '" + holding.post + "' has another holder at the same time, " + place(other.span),
                      "end one on the day before the other begins; who stands in is a deputy");
    }
    std::set<std::string> seen;
    for (const auto& deputy : holding.deputies) {
      if (deputy == holding.person) {
        reporter_.error(holding.span, "own-deputy", "'" + deputy + "' is named as the own deputy", "name somebody else");
      } else if (!seen.insert(deputy).second) {
        reporter_.error(holding.span, "duplicate-deputy", "'" + deputy + "' is named as deputy twice", "name each once, in order");
      }
    }
  }

  // From the first holder on; a post that is to be held only later is no vacancy.
  void check_post(const Post& post) const {
    if (const auto* unit = configuration_.organisation.unit(post.unit); unit != nullptr && unit->outside) {
      reporter_.error(post.span, "outside-unit", "the unit '" + post.unit + "' runs no Fenliu, so nothing is sent to its posts", "remove the post");
    }
    std::vector<const Holding*> held;
    for (const auto& each : people_.holdings) {
      if (each.post == post.id) held.push_back(&each);
    }
    std::sort(held.begin(), held.end(), [](const auto* a, const auto* b) { return a->valid.from.value_or(Date{}) < b->valid.from.value_or(Date{}); });
    const std::string hint = "its notices go to the shared account of '" + post.unit + "'; name a holder, or `acting: true` for a while";
    if (held.empty()) return reporter_.warning(post.span, "vacant-post", "nobody holds the post '" + post.id + "'", hint);
    for (std::size_t i = 0; i + 1 < held.size(); ++i) {
      if (!held[i]->valid.until || !held[i + 1]->valid.from) continue;  // they meet: an error
      const auto next = std::chrono::local_days{*held[i]->valid.until} + std::chrono::days{1};
      if (next >= std::chrono::local_days{*held[i + 1]->valid.from}) continue;
      reporter_.warning(post.span, "vacant-post",
                        "nobody holds the post '" + post.id + "' from " + format_date(Date{next}) + " until " + format_date(*held[i + 1]->valid.from),
                        hint);
    }
    if (held.back()->valid.until) {
      reporter_.warning(post.span, "vacant-post", "nobody holds the post '" + post.id + "' after " + format_date(*held.back()->valid.until), hint);
    }
  }

  void check_addresses(const Addresses& addresses, const Span& span) const {
    std::vector<std::string> known{"phone", "email", "webhook", "wecom", "dingtalk", "feishu", "zalo", "ntfy", "sms", "command", "by_hand"};
    for (const auto& channel : configuration_.policy.channels) known.push_back(channel.id);
    for (const auto& [key, address] : addresses) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      const auto near = nearest(key, known);
      reporter_.warning(span, "unknown-channel", "no channel uses the address under '" + key + "'",
                        near.empty() ? "write the id of a channel in fenliu.yaml, its kind, or `phone`" : "did you mean '" + near + "'?");
    }
  }

  void check_lent(const Overlay& lent) const {
    for (const auto& id : lent.persons) {
      const auto* person = people_.person(id);
      if (person == nullptr || lent.units.empty() || person->unit == lent.units.front()) continue;
      reporter_.error(lent.span, "not-of-unit", "'" + id + "' is of the unit '" + person->unit + "', and '" + lent.units.front() + "' cannot lend whom it has not",
                      "mend `unit` here, or at the person");
    }
  }

  void check_plan(std::size_t index) const {
    const auto& plan = people_.duty_plans[index];
    for (std::size_t i = 0; i < index; ++i) {
      if (people_.duty_plans[i].unit == plan.unit) {
        reporter_.error(plan.span, "duplicate-plan", "the unit '" + plan.unit + "' has a duty plan already, " + place(people_.duty_plans[i].span), "keep one");
      }
    }
    std::set<std::string> functions, on_site;
    for (const auto* post : people_.posts_of(plan.unit)) {
      functions.insert(post->function);
      if (post->on_site) on_site.insert(post->function);
    }
    for (const auto& function : plan.functions) {
      if (!functions.contains(function)) reporter_.unknown(plan.span, "function", function, {functions.begin(), functions.end()});
    }
    for (const auto& function : on_site) {
      if (plan.functions.empty() || std::find(plan.functions.begin(), plan.functions.end(), function) != plan.functions.end()) continue;
      reporter_.error(plan.span, "on-site-missing", "the function '" + function + "' must be on site, and no slot of this plan has it",
                      "add it to `functions`, or take `on_site` from the post");
    }
    if (plan.functions.empty() && on_site.empty()) {
      reporter_.error(plan.span, "empty", "nothing says who must be on duty", "write `functions`, or `on_site: true` at the posts of the unit");
    }
  }

  void check_duty(std::size_t index) const {
    const auto& slot = people_.duty[index];
    const auto& zone = configuration_.zone;
    for (std::size_t i = 0; i < index; ++i) {
      const auto& other = people_.duty[i];
      if (slot.person.empty() || other.person != slot.person || other.until <= slot.from || slot.until <= other.from) continue;
      const bool twice = other.unit == slot.unit && other.function == slot.function;
      reporter_.warning(slot.span, twice ? "duplicate-duty-slot" : "two-duties", "'" + slot.person + "' has another duty at the same time, " + place(other.span),
                        "remove one");
      break;
    }
    for (const auto& absence : people_.absences) {
      if (!absence.spans.empty() || !absence.on(date_of(zone.to_local(slot.from)))) continue;
      if (std::find(absence.persons.begin(), absence.persons.end(), slot.person) == absence.persons.end()) continue;
      reporter_.warning(slot.span, "absent-on-duty", "'" + slot.person + "' is away then, " + place(absence.span),
                        "the unit's shared account hears instead; let somebody else take the duty");
    }
  }

  const Configuration& configuration_;
  const People& people_;
  Reporter& reporter_;
};

}  // namespace

void check_people(const Configuration& configuration, Reporter& reporter) { PeopleCheck(configuration, reporter).check(); }

}  // namespace fenliu::rules
