// Drafts over the active configuration.
#include "daemon/app/draft_state.h"

#include <algorithm>

#include "daemon/app/use_cases.h"
#include "daemon/load/load.h"

namespace fenliu::app {

namespace {

constexpr int kStretch = 64;
constexpr std::size_t kReplayLimit = 100000;

void lay_over(std::vector<rules::SourceFile>& files, const store::DraftFileRow& touched) {
  std::erase_if(files, [&](const auto& file) { return file.path == touched.path; });
  if (!touched.text) return;
  const auto place = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.path > touched.path; });
  files.insert(place, {touched.path, *touched.text});
}

}  // namespace

bool DraftState::touches(const std::string& path) const {
  return std::any_of(touched.begin(), touched.end(), [&](const auto& file) { return file.path == path; });
}

std::string text_hash(const std::optional<std::string>& text) { return text ? request_hash("file", *text) : "none"; }

std::optional<std::string> text_of(const std::vector<rules::SourceFile>& files, const std::string& path) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.path == path; });
  return found == files.end() ? std::nullopt : std::optional(found->text);
}

Result<DraftState> draft_state(Office& office, const std::string& id) {
  const auto row = office.store.draft(id);
  if (!row) return not_found("draft", id);
  DraftState state;
  state.row = *row;
  state.touched = office.store.draft_files(id);
  // A draft that was activated or discarded is shown over what it was made from.
  state.active = row->state == "open" ? office.store.active_configuration() : row->base;
  state.below = office.store.configuration_files(state.active).value_or(std::vector<rules::SourceFile>{});
  state.files = state.below;
  for (const auto& file : state.touched) {
    if (row->state == "open" && text_hash(text_of(state.below, file.path)) != file.base_hash) state.conflicts.push_back(file.path);
    lay_over(state.files, file);
  }
  state.revision = load::revision_of(state.files);
  return state;
}

CompiledFiles compile_files(const std::vector<rules::SourceFile>& files) {
  auto compiled = load::compile(files);
  CompiledFiles result{nullptr, std::move(compiled.diagnostics)};
  if (compiled.configuration) result.router = std::make_shared<const Router>(compiled.configuration);
  return result;
}

CaseRun run_cases(const DraftState& draft, const Router& active, const Router& drafted, Instant now) {
  CaseRun run;
  for (const auto& test_case : drafted.configuration().cases) {
    auto result = rules::run_case(drafted, test_case, now);
    if (!result.fails()) {
      ++run.passed;
      continue;
    }
    const bool touched = draft.touches(test_case.span.file);
    const bool before = !touched && rules::run_case(active, test_case, now).fails();
    run.failed.push_back({std::move(result), touched, before});
  }
  return run;
}

rules::Comparison compare_stored(Office& office, const Router& before, const Router& after, int days, Instant now) {
  std::int64_t last = 0;
  std::size_t given = 0;
  const auto source = [&] {
    std::vector<ReplayItem> stretch;
    if (given >= kReplayLimit) return stretch;
    const auto page = office.store.items_since(now - std::chrono::hours{24 * days}, last, kStretch);
    last = page.next;
    given += page.items.size();
    for (const auto& row : page.items) stretch.push_back({row.json, 0, row.id, row.at, true});
    return stretch;
  };
  return replay_both(before, after, source, now).comparison;
}

}  // namespace fenliu::app
