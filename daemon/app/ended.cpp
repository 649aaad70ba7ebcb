// Looking for what an item's words end.
#include "daemon/app/ended.h"

namespace fenliu::app {

std::vector<rules::Ending> endings_of(Office& office, const Item& item, Instant now) {
  constexpr std::chrono::hours kLookBack{24 * 400};
  constexpr int kStretch = 256;
  if (!rules::may_end_something(item)) return {};
  const auto router = office.router();
  const auto& configuration = router->configuration();
  std::vector<Item> recent;
  for (std::int64_t after = 0;;) {
    const auto page = office.store.items_since(now - kLookBack, after, kStretch);
    if (page.items.empty()) break;
    after = page.next;
    for (const auto& row : page.items) {
      if (row.id == item.id || row.json.find("\"rrule\"") == std::string::npos) continue;
      if (auto read = item_of(row, configuration.zone); read.ok()) recent.push_back(std::move(*read));
    }
  }
  std::vector<const Item*> others;
  // The newest first: where two bear the same title, the later one is meant.
  for (auto each = recent.rbegin(); each != recent.rend(); ++each) others.push_back(&*each);
  const auto working_time = configuration.working_time(configuration.policy.home, now);
  return rules::endings(item, others, {now, configuration.policy.language, &working_time, configuration.zone});
}

}  // namespace fenliu::app
