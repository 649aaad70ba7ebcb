// Taking a configuration folder in: all fallible work first, then one transaction, then the swap.
#include "daemon/app/use_cases.h"
#include "daemon/load/load.h"

namespace fenliu::app {

namespace {

std::shared_ptr<const Router> compiled_router(Office& office, const std::vector<rules::SourceFile>& files,
                                              std::string& diagnostics) {
  const auto compiled = load::compile(files, office.rules_files, rules::Lints::left_out);
  if (!compiled.configuration) {
    diagnostics = rules::render(compiled.diagnostics, files);
    return nullptr;
  }
  return std::make_shared<const Router>(compiled.configuration);
}

// The folder cannot be used: go on with what the store holds, or say that there is nothing to go on with.
Result<Done> keep_active(Office& office, const std::string& why) {
  office.set_reload_error(why);
  if (office.router()) return Error{ErrorKind::invalid, "The configuration was not changed: the folder has errors", why};
  const auto active = office.store.active_configuration();
  if (!active.empty()) {
    if (const auto router = office.router_of(active)) {
      office.set_router(router);
      return Error{ErrorKind::invalid, "The folder has errors; the active configuration of the store is kept", why};
    }
  }
  return Error{ErrorKind::invalid, "The configuration has errors and there is no earlier one to go on with", why};
}

}  // namespace

Result<Done> activate_folder(Office& office, const std::string& folder, Instant now) {
  const auto files = load::read_folder(folder);
  if (!files.ok()) return keep_active(office, files.error().message + " " + files.error().detail);
  const auto revision = load::revision_of(*files);
  if (const auto current = office.router(); current && current->configuration().revision == revision) {
    office.set_reload_error("");
    return Done{};
  }
  // A folder that has not changed since it was read last does not undo what was activated over it since.
  if (office.store.last_imported() == revision) {
    if (const auto router = office.router_of(office.store.active_configuration())) {
      office.set_router(router);
      office.set_reload_error("");
      return Done{};
    }
  }
  std::string diagnostics;
  const auto router = compiled_router(office, *files, diagnostics);
  if (!router) return keep_active(office, diagnostics);
  std::lock_guard lock(office.activation_mutex);
  const auto active = office.store.active_configuration();
  if (active != revision || office.store.last_imported() != revision) {
    const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
      transaction.insert_configuration({revision, "file", "read from the folder", now, "", active}, *files);
      transaction.activate_configuration({0, revision, now, "file", "", "", "read from the folder"});
      return Done{};
    });
    if (!done.ok()) return done;
  }
  office.set_router(router);
  office.watch(now);
  office.set_reload_error("");
  return Done{};
}

}  // namespace fenliu::app
