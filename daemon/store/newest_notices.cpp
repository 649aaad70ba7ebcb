// What every unit was told last, for the evening plan.
#include "daemon/store/state.h"

namespace fenliu::store {

std::vector<NoticeRow> Store::newest_notices(Instant decided_since, Instant visible_at) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_NOTICE_COLUMNS
                                       " FROM notices n WHERE decided_at >= ?1 AND due_at <= ?2 AND NOT EXISTS (SELECT 1 FROM notices later "
                                       "WHERE later.item = n.item AND later.unit = n.unit AND later.sequence > n.sequence AND later.due_at <= ?2) "
                                       "ORDER BY number");
    query.bind(1, seconds(decided_since));
    query.bind(2, seconds(visible_at));
    return all_rows<NoticeRow>(query, read_notice);
  });
}

}  // namespace fenliu::store
