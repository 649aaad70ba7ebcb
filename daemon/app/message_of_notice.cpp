// A notice with what the store knows beside it, handed to who finds the words.
#include "daemon/app/message_of_notice.h"

#include "daemon/app/decided_share.h"
#include "daemon/app/tell.h"

namespace fenliu::app {

namespace {

std::map<rules::MeetingId, std::string> titles_of(Office& office, const std::vector<rules::CausalStep>& chain) {
  std::map<rules::MeetingId, std::string> titles;
  std::shared_lock lock(office.plan_mutex);
  for (const auto& step : chain) {
    const auto live = office.live.find(step.meeting);
    if (live == office.live.end()) continue;
    const auto& item = live->second.item;
    if (item.secrecy == rules::Secrecy::public_ && !item.title.empty()) titles[step.meeting] = item.title;
  }
  return titles;
}

}  // namespace

NoticeSetting setting_of(Office& office, const store::NoticeRow& notice) {
  NoticeSetting setting;
  if (const auto earlier = office.store.notice_before(notice)) setting.before = told_state_of(*earlier);
  if (const auto decision = office.store.decision_at(notice.item, notice.at)) {
    setting.share = share_of(*decision, notice.unit);
    setting.titles = titles_of(office, setting.share.chain);
  }
  if (const auto item = office.store.item(notice.item, notice.item_revision)) setting.poster = item->poster;
  return setting;
}

Result<rules::Message> message_of_notice(const rules::Configuration& configuration, const Item& item, const store::NoticeRow& notice,
                                         const std::string& language, Instant said, NoticeSetting setting) {
  const auto state = told_state_of(notice);
  if (!state) return Error{ErrorKind::internal, "The notice cannot be read", "its state is damaged"};
  // Of a paper that must be collected nothing else is known.
  Item worded;
  if (item.paper) {
    worded = item;
    worded.title = rules::paper_sentence(*item.paper, configuration.zone, language);
  }
  rules::MessageRequest request{configuration, item.paper ? worded : item};
  request.notice = notice.id;
  request.unit = notice.unit;
  request.sequence = notice.sequence;
  request.stage = rules::parse_stage(notice.stage).value_or(rules::Stage::new_);
  request.reason = notice.reason;
  request.before = std::move(setting.before);
  request.state = *state;
  request.at = notice.at;
  request.said = said;
  request.language = language;
  request.poster = std::move(setting.poster);
  request.share = std::move(setting.share);
  request.titles = std::move(setting.titles);
  return rules::message_of(request);
}

}  // namespace fenliu::app
