// The evening plan into files, and out of the database of a server that is dead.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <spdlog/spdlog.h>

#include "daemon/app/database_copy.h"
#include "daemon/app/evening_plan.h"

namespace fenliu::app {

namespace fs = std::filesystem;

namespace {

// Old or new, never half: on a stick that is pulled out as well.
Result<Done> replace_file(const std::string& path, const std::string& text) {
  const auto part = path + ".part";
  const int file = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
  const auto failed = [&] { return Error{ErrorKind::unavailable, "Cannot write the evening plan to " + path, std::generic_category().message(errno)}; };
  if (file < 0) return failed();
  std::size_t written = 0;
  while (written < text.size()) {
    const auto wrote = ::write(file, text.data() + written, text.size() - written);
    if (wrote <= 0) {
      const auto error = failed();
      close(file);
      unlink(part.c_str());
      return error;
    }
    written += static_cast<std::size_t>(wrote);
  }
  const bool synced = fsync(file) == 0;
  if (close(file) != 0 || !synced || std::rename(part.c_str(), path.c_str()) != 0) return failed();
  return Done{};
}

Result<Done> write_into(const std::string& folder, const std::string& html, const std::string& text) {
  if (const auto done = replace_file(folder + "/evening-plan.html", html); !done.ok()) return done;
  return replace_file(folder + "/evening-plan.txt", text);
}

}  // namespace

void EveningPlanWriter::write_if_due(Instant now) {
  const auto revision = office_.router()->configuration().revision;
  if (revision != revision_) {
    const auto files = office_.store.configuration_files(revision);
    settings_ = files ? rules::upkeep_of(*files).evening_plan : rules::EveningPlanSettings{};
    revision_ = revision;
    next_.reset();
  }
  if (settings_.every.count() == 0 || (next_ && now < *next_)) return;
  next_ = now + settings_.every;
  const auto router = office_.router();
  const auto& configuration = router->configuration();
  const auto& language = configuration.policy.language;
  auto plan = evening_plan(office_, language, now);
  plan.next_at = next_;
  plan.simulated = simulated_;
  const auto html = rules::evening_plan_html(plan, configuration.zone, language);
  const auto text = rules::evening_plan_text(plan, configuration.zone, language);
  std::error_code ignored;
  fs::create_directory(folder_, ignored);
  if (const auto done = write_into(folder_, html, text); !done.ok()) spdlog::error("{}: {}", done.error().message, done.error().detail);
  if (settings_.folder.empty()) return;
  if (const auto done = write_into(settings_.folder, html, text); !done.ok()) {
    spdlog::error("{}: {}; the one in {} is whole", done.error().message, done.error().detail, folder_);
  }
}

Result<std::string> evening_plan_of(const cli::EveningPlanRequest& request, Instant now) {
  auto copy = DatabaseCopy::take(request.data, now);
  if (!copy.ok()) return copy.error();
  auto& office = (*copy)->office();
  const auto router = office.router();
  const auto& configuration = router->configuration();
  const auto language = request.language.empty() ? configuration.policy.language : request.language;
  const auto plan = evening_plan(office, language, now);
  return request.html ? rules::evening_plan_html(plan, configuration.zone, language) : rules::evening_plan_text(plan, configuration.zone, language);
}

}  // namespace fenliu::app
