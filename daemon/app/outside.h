// What the command line needs from the outside, composed of load/, store/ and the daemon.
#pragma once

#include "daemon/cli/program.h"

namespace fenliu::app {

class CommandOutside : public cli::Outside {
 public:
  rules::Result<cli::LoadedConfiguration> load_configuration(const std::string& folder) override;
  rules::Result<std::string> read_input(const std::string& path) override;
  std::optional<rules::Zone> zone(const std::string& iana_name) override;
  rules::Instant now() override;
  rules::Result<cli::ComparedItems> compare_items(const cli::CompareRequest& request) override;
  rules::Result<cli::CalendarMeetings> read_calendar(const cli::CalendarRequest& request) override;
  rules::Result<rules::HolidayNotice> read_holiday_calendar(const cli::HolidayCalendarRequest& request) override;
  rules::Result<std::vector<rules::DutyLine>> read_duty(const cli::DutyFileRequest& request) override;
  rules::Result<cli::CallAnswer> call_daemon(const cli::CallRequest& request) override;
  std::string environment(const std::string& name) override;
  bool on_terminal() override;
  rules::Result<rules::Done> serve(const cli::ServeRequest& request) override;
  rules::Result<std::string> create_token(const cli::TokenRequest& request) override;
  rules::Result<rules::Done> revoke_token(const std::string& data, const std::string& name) override;
  rules::Result<std::vector<std::string>> list_tokens(const std::string& data) override;
  rules::Result<std::string> export_configuration(const std::string& data, const std::string& folder) override;
  rules::Result<std::string> back_up(const cli::BackupRequest& request) override;
  rules::Result<std::string> restore(const cli::RestoreRequest& request) override;
  rules::Result<std::string> release_deliveries(const std::string& data) override;
  rules::Result<std::string> retention(const cli::RetentionRequest& request) override;
  rules::Result<std::string> evening_plan(const cli::EveningPlanRequest& request) override;
};

}  // namespace fenliu::app
