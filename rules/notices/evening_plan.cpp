// What goes on the paper: which entries are for this evening, and what the paper may say of an item.
#include "rules/notices/evening_plan.h"

#include <algorithm>

#include "rules/notices/evening_plan_words.h"

namespace fenliu::rules {

namespace {

constexpr Minutes kJustPassed{12 * 60};   // a deadline that passed this morning is still asked for in the evening
constexpr Minutes kJustTold{24 * 60};

std::string in(const Phrase& phrase, const std::string& language) { return phrase[column_of(language)]; }

}  // namespace

std::string title_on_paper(const Item& item, const std::string& language) {
  if (item.secrecy != Secrecy::public_) return in(evening_words::kInternal, language);
  return item.title.empty() ? item.id : item.title;
}

std::string part_on_paper(const Item& item, const PartId& part, const std::string& language) {
  const auto found = std::find_if(item.parts.begin(), item.parts.end(), [&](const auto& each) { return each.part_id == part; });
  if (item.secrecy == Secrecy::public_ && found != item.parts.end() && !found->title.empty()) return found->title;
  auto words = in(evening_words::kPartNumber, language);
  const auto number = found == item.parts.end() ? part : std::to_string(found - item.parts.begin() + 1);
  return words.replace(words.find('#'), 1, number);
}

std::optional<EveningEntry> evening_entry(const ToldState& told, const Item& item, bool confirmed, const std::string& language,
                                          Instant now, Minutes ahead) {
  if (!told.concerned || told.item_cancelled || told.role < Role::support) return {};
  EveningEntry entry{title_on_paper(item, language), item.issuer, told.role, item.urgency, {}, {}, confirmed, told.told_at.value_or(now)};
  for (const auto& window : told.windows) {
    if (window.from <= now + ahead && (!window.to || *window.to > now)) entry.windows.push_back(window);
  }
  for (const auto& deadline : told.deadlines) {
    const auto at = deadline.result.effective;
    if (at > now - kJustPassed && at <= now + ahead) entry.deadlines.push_back(deadline);
  }
  // Who has a meeting behind him is not telephoned about it.
  const bool to_call = item.kind == ItemKind::directive && !confirmed && told.told_at && *told.told_at > now - kJustTold && *told.told_at <= now;
  if (entry.windows.empty() && entry.deadlines.empty() && !to_call) return {};
  return entry;
}

}  // namespace fenliu::rules
