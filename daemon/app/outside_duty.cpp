// Duty files for the command line, through ingest/.
#include "daemon/app/outside.h"
#include "daemon/ingest/duty_csv.h"

namespace fenliu::app {

rules::Result<std::vector<rules::DutyLine>> CommandOutside::read_duty(const cli::DutyFileRequest& request) {
  const bool calendar = request.text.find("BEGIN:VCALENDAR") < 16;
  auto read = calendar ? ingest::read_duty_calendar(request.text, request.zone) : ingest::read_duty_csv(request.text, request.zone);
  if (read.faults.empty()) return std::move(read.lines);
  std::string detail;
  for (const auto& fault : read.faults) {
    detail += (detail.empty() ? "" : "\n") + request.path + (fault.line > 0 ? ":" + std::to_string(fault.line) : "") + ": error: " + fault.message +
              (fault.hint.empty() ? "" : "\n  " + fault.hint);
  }
  return rules::Error{rules::ErrorKind::invalid, "nothing was taken from " + request.path, detail};
}

}  // namespace fenliu::app
