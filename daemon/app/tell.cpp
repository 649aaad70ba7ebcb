// Deciding an item and writing what its units are told.
#include "daemon/app/tell.h"

#include <algorithm>

#include <boost/json.hpp>

#include "rules/notices/escalation.h"
#include "rules/notices/reminders.h"
#include "rules/notices/told_state_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr const char* kInbox = "inbox";

// The meetings whose course can move this item: its own cascade and those that hand it down.
std::set<rules::MeetingId> meetings_behind(const rules::Plan& plan, const Item& item) {
  std::set<rules::MeetingId> meetings;
  const auto add = [&](const std::string& id) {
    if (plan.meeting(id) == nullptr) return;
    for (auto& each : plan.cascade_of(id)) meetings.insert(std::move(each));
  };
  if (item.kind == rules::ItemKind::meeting) add(item.id);
  for (const auto& meeting : item.handed_down_by) add(meeting);
  return meetings;
}

std::int64_t seconds(Instant at) { return at.time_since_epoch().count(); }

json::array routings_json(const std::vector<HandRouting>& routings) {
  json::array list;
  for (const auto& routing : routings) {
    json::object units;
    for (const auto& [unit, role] : routing.units) units[unit] = rules::to_string(role);
    list.push_back(json::object{{"part", routing.part}, {"by", routing.by}, {"units", std::move(units)}});
  }
  return list;
}

// Everything that the decision was made of, by reference to immutable rows, so that it can be replayed.
std::string inputs_json(const Office& office, const rules::Plan& plan, const TellRequest& request, const LiveItem* posted,
                        const std::string& dated_by, std::size_t answers) {
  json::array meetings;
  for (const auto& id : meetings_behind(plan, request.item)) {
    if (id == request.item.id) continue;
    const auto* live = office.find_live(id, posted);
    if (live == nullptr) continue;
    meetings.push_back(json::object{{"item", id},
                                    {"revision", live->item.revision},
                                    {"config", live->config},
                                    {"relevance_at", seconds(live->relevance_at)},
                                    {"routings", routings_json(live->routings)}});
  }
  json::object told_at;
  for (const auto& [unit, at] : request.live.told_at) told_at[unit] = seconds(at);
  json::object inputs{{"relevance_at", seconds(request.live.relevance_at)},
                      {"told_at", std::move(told_at)},
                      {"meetings", std::move(meetings)},
                      {"routings", routings_json(request.live.routings)},
                      {"habits", office.habits}};
  if (!dated_by.empty()) inputs["dated_by"] = dated_by;
  if (answers > 0) inputs["answers"] = answers;
  return json::serialize(inputs);
}

std::map<std::string, Relevance> relevance_of_meetings(const Office& office, const Item& item, const LiveItem* posted) {
  std::map<std::string, Relevance> found;
  for (const auto& meeting : item.handed_down_by) {
    if (const auto* live = office.find_live(meeting, posted)) found[meeting] = *live->relevance;
  }
  return found;
}

std::vector<store::TriageRow> triage_rows(const rules::Decision& decision, const Item& item, const rules::Policy& policy,
                                          Instant now) {
  const auto wait = item.urgency == rules::Urgency::critical ? policy.triage_critical : policy.triage_other;
  std::vector<store::TriageRow> rows;
  for (const auto& entry : decision.relevance.triage) {
    store::TriageRow row;
    row.id = item.id + "/" + std::to_string(item.revision) + "/" + entry.part;
    row.item = item.id;
    row.item_revision = item.revision;
    row.part = entry.part;
    row.reason = entry.reason;
    row.since = now;
    row.expires = now + wait;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

store::NoticeRow notice_row(const rules::Send& send, const std::string& item, int item_revision, int sequence,
                            const rules::Zone& zone, Instant now) {
  store::NoticeRow row;
  row.id = random_id("n-");
  row.item = item;
  row.unit = send.unit;
  row.sequence = sequence;
  row.stage = rules::to_string(send.stage);
  row.role = rules::to_string(send.state.role);
  row.reason = send.reason;
  row.digest = send.digest;
  row.item_revision = item_revision;
  row.at = now;
  row.due = send.due;
  row.state = json::serialize(rules::told_state_to_json(send.state, zone));
  return row;
}

void insert(store::Transaction& transaction, const store::NoticeRow& row, Instant now) {
  transaction.insert_notice(row);
  store::OutboxRow entry;
  entry.notice = row.id;
  entry.channel = kInbox;
  entry.due = row.due;
  if (row.due <= now) entry.delivered_at = now;
  transaction.insert_outbox(entry);
}

std::vector<rules::DeadlineAnswer> answers_of(store::Store& store, const std::string& item, std::optional<std::size_t> count) {
  std::vector<rules::DeadlineAnswer> answers;
  for (auto& row : store.deadline_answers(item)) {
    if (count && answers.size() == *count) break;
    const auto kind = rules::parse_answer_kind(row.answer).value_or(rules::AnswerKind::none);
    answers.push_back({std::move(row.part), std::move(row.unit), kind, row.until, std::move(row.decided_by), std::move(row.reason),
                       std::move(row.deadline), std::move(row.occurrence), row.stated});
  }
  return answers;
}

std::optional<LiveItem> as_decided(Office& office, const Item& item, const store::DecisionRow& decision) {
  const auto deciding = office.router_of(decision.config);
  if (!deciding) return {};
  LiveItem live{item, decision.config, relevance_time(decision), hand_routings_of(decision.inputs), {},
                office.store.first_told(item.id)};
  live.relevance = std::make_shared<const Relevance>(with_hand_routings(deciding->route(item, live.relevance_at), live.routings));
  return live;
}

Told decide(const Office& office, const rules::Plan& plan, std::int64_t plan_sequence, const TellRequest& request,
            const LiveItem* posted, Instant asked) {
  // Whoever came in while the plan was held is decided at the plan's time: a replay knows no other.
  const auto now = std::max(asked, plan.advanced_to());
  // Who is concerned stays as decided; when they are due is as calendars and policy are now.
  const auto active = office.router();
  const auto& configuration = active->configuration();
  Told told;
  told.live = request.live;
  told.cancelled = request.cancelled;
  told.decision.item = request.item.id;
  told.decision.item_revision = request.item.revision;
  told.decision.config = request.live.config;
  if (configuration.revision != request.live.config) told.decision.dated_by = configuration.revision;
  told.decision.now = now;
  told.decision.version = FENLIU_VERSION;
  told.decision.plan_sequence = plan_sequence;
  told.decision.relevance = *request.live.relevance;
  // A first revision cannot have been answered.
  auto answers = request.with_triage && request.item.revision == 1 ? std::vector<rules::DeadlineAnswer>{}
                                                                   : answers_of(office.store, request.item.id);
  answers.insert(answers.end(), request.answers.begin(), request.answers.end());
  told.decision.schedule =
      rules::schedule(told.decision.relevance, request.item, configuration, plan, configuration.overlays, answers,
                      request.live.told_at, relevance_of_meetings(office, request.item, posted), now);
  const auto truth = rules::truth_of(told.decision, request.item, request.cancelled);
  told.notices =
      rules::plan_notices(request.last_told, truth, request.item, configuration, notice_policy(configuration), now);
  for (const auto& send : told.notices.sends) {
    for (const auto next : {rules::next_reminder(send.unit, send.state, configuration, notice_policy(configuration), now),
                            rules::next_escalation(send.unit, send.state, request.item, configuration, now)}) {
      if (!next) continue;
      const auto [known, fresh] = told.reminders.emplace(send.unit, *next);
      if (!fresh) known->second = std::min(known->second, *next);
    }
  }
  told.row.item = request.item.id;
  told.row.item_revision = request.item.revision;
  told.row.config = request.live.config;
  told.row.plan_sequence = plan_sequence;
  told.row.now = now;
  told.row.version = FENLIU_VERSION;
  told.row.inputs = inputs_json(office, plan, request, posted, told.decision.dated_by, answers.size());
  told.row.json = json::serialize(rules::decision_to_json(told.decision, configuration.zone));
  // A shadow decides and is silent: nobody is told, and nobody is asked to sort.
  const bool shadow = configuration.policy.shadow || request.router.configuration().policy.shadow;
  if (shadow) told.notices.sends.clear();
  if (request.with_triage && !shadow) told.triage = triage_rows(told.decision, request.item, configuration.policy, now);
  return told;
}

void write(store::Transaction& transaction, const Told& told, const rules::Zone& zone, Instant now) {
  transaction.insert_decision(told.row);
  for (const auto& send : told.notices.sends) {
    const auto row = notice_row(send, told.row.item, told.row.item_revision,
                                transaction.last_notice_sequence(told.row.item, send.unit) + 1, zone, now);
    insert(transaction, row, now);
    const auto next = told.reminders.find(send.unit);
    transaction.set_reminder(row.item, row.unit, next == told.reminders.end() ? std::nullopt : std::optional(next->second));
  }
  for (const auto& entry : told.triage) transaction.insert_triage(entry);
}

std::map<UnitId, rules::ToldState> last_told(store::Store& store, const std::string& item) {
  std::map<UnitId, rules::ToldState> states;
  for (const auto& [unit, notice] : store.last_notices(item)) {
    if (auto state = told_state_of(notice)) states[unit] = std::move(*state);
  }
  return states;
}

std::optional<rules::ToldState> told_state_of(const store::NoticeRow& notice) {
  boost::system::error_code failed;
  const auto value = json::parse(notice.state, failed);
  return failed ? std::nullopt : rules::told_state_from_json(value);
}

std::vector<Told> reschedule(Office& office, const rules::Plan& plan, std::int64_t plan_sequence,
                             const std::vector<rules::MeetingId>& changed, const LiveItem* posted, Instant now) {
  std::vector<Told> all;
  for (const auto& id : office.touched_by(changed)) {
    if (posted != nullptr && id == posted->item.id) continue;
    const auto& live = office.live.at(id);
    const auto router = office.router_of(live.config);
    if (!router) continue;
    const auto told_before = last_told(office.store, id);
    const auto forecast = plan.expected(id);
    const bool cancelled = forecast && forecast->status == rules::MeetingStatus::cancelled;
    const auto decision = office.store.decision(id);
    auto told = decide(office, plan, plan_sequence, {live.item, *router, live, told_before, cancelled, false}, posted, now);
    const bool quiet = told.notices.sends.empty();
    if (quiet && decision && decision->json == told.row.json) continue;
    all.push_back(std::move(told));
  }
  return all;
}

void remember(Office& office, const std::vector<Told>& told, Instant now) {
  for (const auto& each : told) {
    const bool is_meeting = each.live.item.kind == rules::ItemKind::meeting;
    // A cancelled meeting still stands between those before and behind it; a cancelled task is over.
    if (each.cancelled && !is_meeting) {
      office.forget(each.live.item.id);
      continue;
    }
    auto live = each.live;
    for (const auto& send : each.notices.sends) live.told_at.emplace(send.unit, now);
    if (is_meeting || !live.item.handed_down_by.empty()) office.remember(std::move(live));
  }
}

}  // namespace fenliu::app
