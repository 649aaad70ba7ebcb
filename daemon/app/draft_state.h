// A draft laid over the active configuration: what it would be if it were activated now.
#pragma once

#include "daemon/app/office.h"
#include "daemon/app/replay_both.h"
#include "rules/decision/case_run.h"
#include "rules/source/compile.h"

namespace fenliu::app {

struct DraftState {
  store::DraftRow row;
  std::vector<store::DraftFileRow> touched;    // by path
  std::string active;                          // the revision below
  std::vector<rules::SourceFile> below;        // its files, by path
  std::vector<rules::SourceFile> files;        // with the draft over them, by path
  std::string revision;                        // of `files`
  std::vector<std::string> conflicts;          // touched paths whose active text is not the one they were made from

  bool touches(const std::string& path) const;
};

// Error: not_found.
Result<DraftState> draft_state(Office& office, const std::string& id);

// 32 hex digits of a file's text, "none" for no file: what an ETag and a draft's base are made of.
std::string text_hash(const std::optional<std::string>& text);
std::optional<std::string> text_of(const std::vector<rules::SourceFile>& files, const std::string& path);

struct CompiledFiles {
  std::shared_ptr<const Router> router;        // null when there are errors
  rules::Diagnostics diagnostics;
};
CompiledFiles compile_files(const std::vector<rules::SourceFile>& files);

// A case that fails under the draft.
struct FailedCase {
  rules::CaseResult result;
  bool touched = false;                        // its file is one that the draft touches: it stops activation
  bool failed_before = false;                  // it fails under the active configuration too
};
struct CaseRun {
  std::size_t passed = 0;
  std::vector<FailedCase> failed;
};
CaseRun run_cases(const DraftState& draft, const Router& active, const Router& drafted, Instant now);

// The stored items of the last `days` days, by both: at most 100,000, the oldest first.
rules::Comparison compare_stored(Office& office, const Router& before, const Router& after, int days, Instant now);

}  // namespace fenliu::app
