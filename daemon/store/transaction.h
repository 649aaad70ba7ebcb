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
  bool insert_event(const EventRow& event) override;
  void insert_triage(const TriageRow& entry) override;
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
  std::int64_t insert_past_meeting(const PastMeetingRow& row) override;
  void insert_habits(const HabitsRow& row) override;
  void insert_token(const TokenRow& token) override;
  bool revoke_token(const std::string& name, Instant at) override;
  bool revoke_single_purpose(const std::string& unit, const std::string& name, const std::string& permission,
                             Instant at) override;
  void mark_delivered(std::int64_t outbox_id, Instant at) override;

 private:
  Connection& connection_;
};

}  // namespace fenliu::store
