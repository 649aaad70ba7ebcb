// The statements of a write transaction on the writer's connection. Internal to store/.
#pragma once

#include "daemon/store/connection.h"

namespace fenliu::store {

class SqliteTransaction : public Transaction {
 public:
  explicit SqliteTransaction(Connection& connection) : connection_(connection) {}

  std::string active_configuration() override;
  std::int64_t plan_sequence() override;
  std::int64_t bump_plan_sequence() override;
  void set_dating(const DatingRow& dating) override;
  std::optional<ItemRow> item(const std::string& id) override;
  void insert_item(const ItemRow& item) override;
  void withdraw_item(const std::string& id) override;
  void insert_decision(const DecisionRow& decision) override;
  int last_notice_sequence(const std::string& item, const std::string& unit) override;
  void insert_notice(const NoticeRow& notice) override;
  void insert_outbox(const OutboxRow& entry) override;
  void set_reminder(const std::string& item, const std::string& unit, std::optional<Instant> due) override;
  void file_call(const CallSheetRow& entry) override;
  bool settle_call(const CallSheetRow& entry) override;
  bool insert_event(const EventRow& event) override;
  void insert_triage(const TriageRow& entry) override;
  void open_triage(const TriageRow& entry) override;
  void clear_triage(const std::string& item) override;
  bool resolve_triage(const TriageRow& entry) override;
  bool acknowledge(const std::string& notice, Instant at, const std::string& by) override;
  std::optional<IdempotencyRow> idempotent(const std::string& principal, const std::string& key) override;
  void remember(const IdempotencyRow& row, Instant at) override;
  void insert_configuration(const ConfigurationRow& row, const std::vector<rules::SourceFile>& files) override;
  void activate_configuration(const ActivationRow& row) override;
  void insert_draft(const DraftRow& draft) override;
  std::optional<DraftRow> draft(const std::string& id) override;
  void update_draft(const DraftRow& draft) override;
  std::optional<DraftFileRow> draft_file(const std::string& draft, const std::string& path) override;
  void put_draft_file(const DraftFileRow& file) override;
  std::int64_t insert_deadline_answer(const DeadlineAnswerRow& row) override;
  void insert_hand_delivery(const HandDeliveryRow& row) override;
  void insert_objection(const ObjectionRow& row) override;
  std::optional<ObjectionRow> open_objection(const std::string& item, const std::string& unit, const std::string& kind,
                                             const std::string& part) override;
  bool answer_objection(const ObjectionRow& row) override;
  bool escalate_objection(const std::string& id, Instant at) override;
  void close_objections(const std::string& item, const std::string& unit, Instant at) override;
  void insert_withdrawal(const WithdrawalRow& row) override;
  void insert_confirmation(const std::string& item, int revision, const std::string& person) override;
  void insert_task_step(const TaskStepRow& row) override;
  std::vector<TaskStepRow> task_steps(const std::string& item, const std::string& unit) override;
  std::int64_t insert_past_meeting(const PastMeetingRow& row) override;
  void insert_habits(const HabitsRow& row) override;
  void insert_token(const TokenRow& token) override;
  bool revoke_token(const std::string& name, Instant at) override;
  bool revoke_single_purpose(const std::string& unit, const std::string& name, const std::string& permission,
                             Instant at) override;
  void mark_delivered(std::int64_t outbox_id, Instant at) override;
  void mark_addressed(std::int64_t outbox_id, Instant at) override;
  void mark_all_addressed(Instant due_by) override;
  bool replaced(const NoticeRow& notice, Instant now) override;
  bool insert_delivery(const DeliveryRow& row) override;
  void stop_deliveries(const std::string& item, const std::string& unit, const std::string& channel, int sequence,
                       const std::string& why) override;
  std::vector<DeliveryRow> lease_deliveries(const LeaseRequest& request) override;
  void release_leases() override;
  std::optional<DeliveryRow> delivery(std::int64_t id) override;
  void update_delivery(const DeliveryRow& row) override;
  void bury_deliveries(const std::string& channel, const std::string& detail) override;
  bool purge_item(const std::string& id, Instant unused_since) override;
  std::int64_t purge_tokens(Instant unusable_since) override;
  std::int64_t purge_idempotency(Instant used_before) override;
  void give_back_space(int pages) override;

 private:
  Connection& connection_;
};

}  // namespace fenliu::store
