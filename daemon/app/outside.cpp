// The outside of the command line.
#include "daemon/app/outside.h"

#include <cstdlib>
#include <filesystem>

#include <unistd.h>

#include "daemon/app/backup.h"
#include "daemon/app/clock.h"
#include "daemon/app/evening_plan.h"
#include "daemon/app/http_client.h"
#include "daemon/app/replay_both.h"
#include "daemon/app/retention.h"
#include "daemon/app/run_daemon.h"
#include "daemon/app/tokens.h"
#include "daemon/load/load.h"
#include "daemon/store/store.h"

namespace fenliu::app {

using rules::Done;
using rules::Error;
using rules::ErrorKind;
using rules::Result;

namespace {

Result<std::unique_ptr<store::Store>> open_existing(const std::string& data, bool create) {
  std::error_code ignored;
  const auto path = data + "/fenliu.db";
  if (!create && !std::filesystem::exists(path, ignored)) {
    return Error{ErrorKind::invalid, "there is no database in " + data, "give the folder that `fenliu serve --data` used"};
  }
  if (create) std::filesystem::create_directories(data, ignored);
  return store::Store::open({path, "", 1, 5000});
}

// Before a configuration was served any unit goes; afterwards a misspelt one would see nothing for ever.
Result<Done> check_unit(store::Store& store, const std::string& unit) {
  const auto files = store.configuration_files(store.active_configuration());
  if (!files) return Done{};
  const auto configuration = rules::compile(*files, load::icu_zone).configuration;
  if (!configuration || configuration->organisation.unit(unit) != nullptr) return Done{};
  std::vector<std::string> ids;
  for (const auto& each : configuration->organisation.units) ids.push_back(each.id);
  const auto near = rules::nearest(unit, ids);
  return Error{ErrorKind::invalid, "--unit: there is no unit '" + unit + "'",
               near.empty() ? "organisation.yaml lists the units" : "did you mean '" + near + "'?"};
}

}  // namespace

Result<cli::LoadedConfiguration> CommandOutside::load_configuration(const std::string& folder) {
  auto files = load::read_folder(folder);
  if (!files.ok()) return files.error();
  cli::LoadedConfiguration loaded{std::move(files).value(), {}};
  loaded.compiled = load::compile(loaded.files);
  return loaded;
}

Result<std::string> CommandOutside::read_input(const std::string& path) { return load::read_file(path); }

std::optional<rules::Zone> CommandOutside::zone(const std::string& iana_name) { return load::icu_zone(iana_name); }

rules::Instant CommandOutside::now() { return SystemClock().now(); }

Result<cli::ComparedItems> CommandOutside::compare_items(const cli::CompareRequest& request) {
  auto lines = JsonLines::open(request.items);
  if (!lines.ok()) return lines.error();
  const rules::Router before(request.before), after(request.after);
  const auto source = [&] {
    if (request.progress) request.progress(lines->done());
    return lines->next();
  };
  auto replayed = replay_both(before, after, source, request.now);
  cli::ComparedItems compared{std::move(replayed.comparison), {}};
  for (auto& fault : replayed.faults) compared.faults.emplace_back(fault.line, std::move(fault.message));
  return compared;
}

Result<cli::CallAnswer> CommandOutside::call_daemon(const cli::CallRequest& request) { return app::call_daemon(request); }

std::string CommandOutside::environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

bool CommandOutside::on_terminal() { return isatty(STDERR_FILENO) != 0; }

Result<Done> CommandOutside::serve(const cli::ServeRequest& request) { return run_daemon(request); }

Result<std::string> CommandOutside::create_token(const cli::TokenRequest& request) {
  std::string permissions;
  for (const auto& word : request.permissions) {
    if (!parse_permission(word)) {
      return Error{ErrorKind::invalid, "no permission '" + word + "'",
                   "post, report, read-unit, read-all, triage, operate, configure or feed"};
    }
    if (word == to_string(serve::Permission::feed) && request.permissions.size() > 1) {
      return Error{ErrorKind::invalid, "the permission 'feed' goes alone", "its token stands in an address; make another token for the rest"};
    }
    permissions += (permissions.empty() ? "" : ",") + word;
  }
  if (request.days && (*request.days < 1 || *request.days > 3660)) {
    return Error{ErrorKind::invalid, "--days is 1 to 3660", ""};
  }
  const auto store = open_existing(request.data, true);
  if (!store.ok()) return store.error();
  if (const auto known = check_unit(**store, request.unit); !known.ok()) return known.error();
  for (const auto& known : (*store)->tokens()) {
    if (known.name == request.name && !known.revoked_at) {
      return Error{ErrorKind::conflict, "there is a token '" + request.name + "' already", "revoke it or take another name"};
    }
  }
  const auto token = new_token();
  store::TokenRow row{hash_token(token), request.name, request.unit, permissions, now(), {}, {}};
  if (request.days) row.expires_at = row.created_at + std::chrono::hours{24 * *request.days};
  const auto done = (*store)->write([&](store::Transaction& transaction) -> Result<Done> {
    transaction.insert_token(row);
    return Done{};
  });
  if (!done.ok()) return done.error();
  return token;
}

Result<Done> CommandOutside::revoke_token(const std::string& data, const std::string& name) {
  const auto store = open_existing(data, false);
  if (!store.ok()) return store.error();
  return (*store)->write([&](store::Transaction& transaction) -> Result<Done> {
    if (!transaction.revoke_token(name, now())) return Error{ErrorKind::invalid, "there is no valid token '" + name + "'", ""};
    return Done{};
  });
}

Result<std::vector<std::string>> CommandOutside::list_tokens(const std::string& data) {
  const auto store = open_existing(data, false);
  if (!store.ok()) return store.error();
  std::vector<std::string> lines;
  for (const auto& token : (*store)->tokens()) {
    auto line = token.name + "\t" + token.unit + "\t" + token.permissions + "\tcreated " +
                rules::format_rfc3339(token.created_at, rules::Zone{});
    if (token.expires_at) line += "\texpires " + rules::format_rfc3339(*token.expires_at, rules::Zone{});
    if (token.revoked_at) line += "\trevoked " + rules::format_rfc3339(*token.revoked_at, rules::Zone{});
    lines.push_back(std::move(line));
  }
  return lines;
}

Result<std::string> CommandOutside::export_configuration(const std::string& data, const std::string& folder) {
  const auto store = open_existing(data, false);
  if (!store.ok()) return store.error();
  const auto revision = (*store)->active_configuration();
  const auto files = (*store)->configuration_files(revision);
  if (!files) return Error{ErrorKind::invalid, "no configuration is active in " + data, "serve a folder first"};
  if (const auto done = load::write_folder(folder, *files); !done.ok()) return done.error();
  return folder + ": " + std::to_string(files->size()) + " files of revision " + revision.substr(0, 12);
}

Result<std::string> CommandOutside::back_up(const cli::BackupRequest& request) { return app::back_up(request, now()); }

Result<std::string> CommandOutside::restore(const cli::RestoreRequest& request) { return app::restore(request, now()); }

Result<std::string> CommandOutside::retention(const cli::RetentionRequest& request) { return retention_of(request, request.now); }

Result<std::string> CommandOutside::evening_plan(const cli::EveningPlanRequest& request) { return evening_plan_of(request, request.now); }

Result<std::string> CommandOutside::release_deliveries(const std::string& data) { return app::release_deliveries(data); }

}  // namespace fenliu::app
