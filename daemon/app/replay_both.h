// Deciding the same items by two rulebooks at once, on every core.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/decision/comparison.h"
#include "rules/text/result.h"

namespace fenliu::app {

// An item on its way into the replay: its JSON, and what is known of it.
struct ReplayItem {
  std::string json;
  std::size_t line = 0;                  // in the file that it came from
  std::string id;                        // of a stored item, else empty: the JSON's own
  std::optional<rules::Instant> at;      // when it was decided; without it the item's `received`, else `issued`, else `now`
  bool stored = false;                   // read and completed already
};

// The next stretch of items, empty at the end. Called by one thread at a time.
using ReplaySource = std::function<std::vector<ReplayItem>()>;

struct ReplayFault {
  std::size_t line = 0;
  std::string message;
};

struct ReplayedItems {
  rules::Comparison comparison;
  std::vector<ReplayFault> faults;       // items that cannot be read or are classified, in order; the others are compared
};

// Routes every item by both, on as many threads as the machine has cores. The result does not depend on their number.
// Both routers decide the same completed item: a given item is completed once, by the configuration of `after`.
ReplayedItems replay_both(const rules::Router& before, const rules::Router& after, const ReplaySource& source,
                          rules::Instant now);

// The lines of a JSON Lines file in stretches, with the share of its bytes given out so far. Blank lines are skipped.
class JsonLines {
 public:
  static rules::Result<JsonLines> open(const std::string& path);  // "-": standard input
  std::vector<ReplayItem> next();
  double done() const;                   // 0 to 1; 0 while the size is unknown

 private:
  std::shared_ptr<std::istream> in_;
  std::size_t line_ = 0;
  std::uint64_t bytes_ = 0, size_ = 0;
};

}  // namespace fenliu::app
