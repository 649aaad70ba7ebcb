// Phrases of official documents. Texts are normalised: marks are half-width, letters folded.
#include "rules/relevance/clause_phrases.h"

#include <algorithm>
#include <array>

namespace fenliu::rules {

namespace {

using View = std::u32string_view;

struct Phrase {
  View text;
  ClauseRole role;
};

constexpr auto kLead = ClauseRole::lead;
constexpr auto kSupport = ClauseRole::support;
constexpr auto kNamed = ClauseRole::named;
constexpr auto kInform = ClauseRole::inform;
constexpr auto kExcluded = ClauseRole::excluded;
constexpr auto kVenue = ClauseRole::venue;

constexpr Phrase kBefore[] = {
    {U"由", kLead}, {U"责成", kLead}, {U"授权", kLead}, {U"委托", kLead}, {U"请", kLead}, {U"责任单位:", kLead},
    {U"责任部门:", kLead}, {U"牵头单位:", kLead}, {U"牵头部门:", kLead}, {U"主办单位:", kLead}, {U"承办单位:", kLead},
    {U"责任单位", kLead}, {U"牵头单位", kLead}, {U"办公室设在", kLead}, {U"汇报单位:", kLead},
    {U"邀请", kSupport}, {U"特邀", kSupport}, {U"配合单位:", kSupport}, {U"协办单位:", kSupport}, {U"配合", kSupport},
    {U"协助", kSupport}, {U"会同", kSupport}, {U"联合", kSupport}, {U"商", kSupport}, {U"参会人员:", kSupport},
    {U"参加人员:", kSupport}, {U"参加单位:", kSupport}, {U"参会单位:", kSupport}, {U"参会范围:", kSupport},
    {U"参加对象:", kSupport}, {U"出席:", kSupport}, {U"列席:", kSupport}, {U"特邀:", kSupport}, {U"参会对象:", kSupport},
    {U"成员单位:", kSupport},
    // Who receives a report has work with it.
    {U"报", kNamed}, {U"报送", kNamed}, {U"报至", kNamed}, {U"上报", kNamed}, {U"上报至", kNamed}, {U"报送至", kNamed},
    {U"报告", kNamed}, {U"向", kNamed}, {U"送", kNamed}, {U"交", kNamed}, {U"交至", kNamed}, {U"移交", kNamed}, {U"提交", kNamed}, {U"反馈", kNamed}, {U"汇总至", kNamed},
    {U"告知", kNamed}, {U"通知", kNamed},
    // A source or an authority is not asked for anything.
    {U"抄送:", kInform}, {U"抄送", kInform}, {U"通报", kInform}, {U"根据", kInform}, {U"依据", kInform}, {U"按照", kInform},
    {U"据", kInform}, {U"接到", kInform}, {U"经", kInform}, {U"感谢", kInform}, {U"转发", kInform},
    {U"除", kExcluded}, {U"不含", kExcluded}, {U"不包括", kExcluded}, {U"不涉及", kExcluded},
    {U"地点:", kVenue}, {U"地点设在", kVenue}, {U"会场设在", kVenue}, {U"分会场:", kVenue},

    {U"giao ", kLead}, {U"giao cho ", kLead}, {U"đề nghị ", kLead}, {U"yêu cầu ", kLead}, {U"phân công ", kLead},
    {U"phối hợp với ", kSupport}, {U"phối hợp ", kSupport}, {U"phối hợp cùng ", kSupport}, {U"mời ", kSupport},
    {U"mời dự: ", kSupport}, {U"thành phần: ", kSupport}, {U"thành phần dự: ", kSupport}, {U"thành phần mời: ", kSupport},
    {U"mời: ", kSupport}, {U"làm việc với ", kSupport}, {U"gửi ", kNamed}, {U"gửi về ", kNamed}, {U"báo cáo ", kNamed}, {U"về ", kNamed},
    {U"thông qua ", kNamed}, {U"theo ", kInform}, {U"căn cứ ", kInform},
    {U"trừ ", kExcluded}, {U"ngoại trừ ", kExcluded}, {U"không bao gồm ", kExcluded},
    {U"địa điểm: ", kVenue}, {U"điểm tại ", kVenue}, {U"họp tại ", kVenue},
    // A department of the province is none of ours.
    {U" sở ", kVenue}, {U"trụ sở ", kVenue}, {U"hội trường ", kVenue},
    {U"tổ chức tại ", kVenue}, {U"phòng họp ", kVenue},

    {U"directs ", kLead}, {U"direct ", kLead}, {U"led by ", kLead}, {U"assigned to ", kLead}, {U"lead: ", kLead},
    {U"instructs ", kLead}, {U"in coordination with ", kSupport}, {U"in consultation with ", kSupport},
    {U"with support from ", kSupport}, {U"assisted by ", kSupport}, {U"support: ", kSupport}, {U"attendees: ", kSupport},
    {U"invited: ", kSupport}, {U"participants: ", kSupport}, {U"report to ", kNamed}, {U"submit to ", kNamed},
    {U"cc: ", kInform}, {U"copy to ", kInform}, {U"according to ", kInform},
    {U"except ", kExcluded}, {U"except for ", kExcluded}, {U"excluding ", kExcluded}, {U"other than ", kExcluded}};

constexpr Phrase kAfter[] = {
    {U"牵头", kLead}, {U"负责", kLead}, {U"主办", kLead}, {U"承办", kLead}, {U"统筹", kLead}, {U"组织", kLead}, {U"要", kLead},
    {U"应", kLead}, {U"须", kLead}, {U"必须", kLead}, {U"务必", kLead}, {U"需", kLead}, {U"为牵头单位", kLead},
    {U"为责任单位", kLead}, {U"会同", kLead}, {U"联合", kLead}, {U"做好", kLead}, {U"抓好", kLead}, {U"落实", kLead},
    {U"制定", kLead}, {U"督促", kLead}, {U"指导", kLead}, {U"汇报", kLead}, {U":负责", kLead}, {U"加强", kLead}, {U"开展", kLead},
    {U"配合", kSupport}, {U"协助", kSupport}, {U"协同", kSupport}, {U"协办", kSupport}, {U"参与", kSupport},
    {U"参加", kSupport}, {U"列席", kSupport}, {U"出席", kSupport}, {U"参会", kSupport}, {U"派员", kSupport},
    {U"要求", kInform}, {U"印发", kInform}, {U"发布", kInform}, {U"研究", kInform}, {U"同意", kInform},
    {U"预报", kInform}, {U"介绍", kInform}, {U"的委托", kInform}, {U"转发", kInform}, {U":", kLead},
    {U"除外", kExcluded}, {U"不参加", kExcluded}, {U"不涉及", kExcluded}, {U"不在此列", kExcluded}, {U"不必", kExcluded},
    {U"无需", kExcluded}, {U"不需", kExcluded}, {U"不列席", kExcluded}, {U"按日常职责", kExcluded}, {U"不作安排", kExcluded},
    {U"家属院", kVenue}, {U"旧址", kVenue}, {U"宿舍", kVenue}, {U"对面", kVenue}, {U"隔壁", kVenue}, {U"门前", kVenue},
    {U"老家属院", kVenue}, {U"旧楼", kVenue}, {U"附近", kVenue},
    // Words that only begin like one of the above.
    {U"应急", ClauseRole::none}, {U"应对", ClauseRole::none}, {U"须知", ClauseRole::none}, {U"要闻", ClauseRole::none},
    {U"需求", ClauseRole::none},

    {U" chủ trì", kLead}, {U" chịu trách nhiệm", kLead}, {U" chuẩn bị", kLead}, {U" tham mưu", kLead},
    {U" có trách nhiệm", kLead}, {U" thực hiện", kLead}, {U" khẩn trương", kLead}, {U" xây dựng", kLead},
    {U" tổ chức", kLead}, {U" báo cáo", kLead}, {U" tổng hợp", kLead}, {U" hướng dẫn", kLead},
    {U" không phải", kExcluded}, {U" không cần", kExcluded}, {U" không dự", kExcluded},
    {U" phối hợp", kSupport}, {U" cùng dự", kSupport}, {U" cùng đi", kSupport}, {U" tham dự", kSupport},
    {U" dự họp", kSupport}, {U" cùng tham dự", kSupport},

    {U" shall", kLead}, {U" must", kLead}, {U" will lead", kLead}, {U" to lead", kLead}, {U" leads", kLead},
    {U" is responsible", kLead}, {U" are responsible", kLead}, {U" will", kLead}, {U" should", kLead}, {U" to coordinate", kLead},
    {U" to prepare", kLead}, {U" to submit", kLead}, {U" to report", kLead}, {U" to present", kLead}, {U" to provide", kLead},
    {U" is directed to", kLead}, {U" is requested to", kLead}, {U" are requested to", kLead},
    {U" to assist", kSupport}, {U" to support", kSupport}, {U" to attend", kSupport}, {U" supports", kSupport},
    {U" shall assist", kSupport}, {U" shall support", kSupport}, {U" shall attend", kSupport}, {U" will assist", kSupport},
    {U" will support", kSupport}, {U" will attend", kSupport}, {U" need not", kExcluded}, {U" has no comments", kExcluded}, {U" excused", kExcluded}, {U" is excused", kExcluded},
    {U" are excused", kExcluded}, {U" excepted", kExcluded}, {U" is exempt", kExcluded},
    {U" are exempt", kExcluded}, {U" conference room", kVenue}, {U" meeting room", kVenue}, {U" auditorium", kVenue}};

// Words beside a list that say nothing of the role.
constexpr View kFillersBefore[] = {U"各有关", U"各相关", U"有关", U"相关", U"各", U"县", U"市", U"the ", U"all ", U"các ", U"phòng ",
                                   U"đại diện ", U"lãnh đạo ", U"đại diện lãnh đạo: ", U"đại diện lãnh đạo các ", U"lãnh đạo: ", U"đại diện: ", U"đồng chí ", U"trưởng ", U"thủ trưởng "};
constexpr View kFillersAfter[] = {U"等单位", U"等部门", U"等有关单位", U"等相关单位", U"等有关部门", U"等相关部门", U"等",
                                  U"主要负责人", U"主要负责同志", U"负责同志", U"负责人", U"分管负责人", U"分管负责同志",
                                  U"分管领导", U"主要领导", U"各1名", U"各一名", U"各", U"同志", U"领导", U"部门", U"单位",
                                  U"分别", U"共同", U"及时", U"统一", U"具体", U"主动", U"积极", U"切实",
                                  U" departments", U" department", U" huyện", U" tỉnh", U" năm nay", U" staff",
                                  U" office"};
constexpr View kInviting[] = {U"参会人员:", U"参加人员:", U"参加单位:", U"参会单位:", U"参会范围:", U"参加对象:", U"参会对象:", U"出席:",
                               U"列席:", U"特邀:", U"mời ", U"mời: ", U"mời dự: ", U"thành phần: ", U"thành phần dự: ",
                               U"thành phần mời: ", U"attendees: ", U"invited: ", U"participants: "};
constexpr View kRoomFillers[] = {U"机关", U"大院", U"办公楼", U"大楼", U"号楼", U"楼", U"层", U"第", U"东", U"西", U"南", U"北", U"视频",
                                 U"多功能", U"小", U"中", U"大"};
constexpr View kRooms[] = {U"会议室", U"会议厅", U"礼堂", U"会场", U"报告厅", U"大厅", U"广场", U"门前", U"门口"};
constexpr View kSeparators[] = {U"以及", U"及", U"和", U"与", U"或", U"各", U"有关", U"相关", U"县", U"市", U"区", U"và", U"cùng", U"với",
                                U"các", U"phòng", U"ban", U"đại diện", U"lãnh đạo", U"trưởng", U"thủ trưởng", U"and", U"the", U"or"};

constexpr View text_of(View word) { return word; }
constexpr View text_of(const Phrase& phrase) { return phrase.text; }

enum class Edge { first, last };

// The first or last characters of phrases, by their code modulo the size: beside most names none of them stands, which one
// look tells.
template <Edge edge>
class Edges {
 public:
  template <class Word, std::size_t N>
  constexpr explicit Edges(const Word (&words)[N]) {
    for (const auto& word : words) there_[(edge == Edge::first ? text_of(word).front() : text_of(word).back()) % kSize] = true;
  }
  constexpr bool may_hold(View text) const {
    return !text.empty() && there_[(edge == Edge::first ? text.front() : text.back()) % kSize];
  }

 private:
  static constexpr std::size_t kSize = 4096;
  std::array<bool, kSize> there_{};
};

constexpr Edges<Edge::last> kBeforeEdges(kBefore), kFillersBeforeEdges(kFillersBefore), kInvitingEdges(kInviting);
constexpr Edges<Edge::first> kAfterEdges(kAfter), kFillersAfterEdges(kFillersAfter), kRoomFillersEdges(kRoomFillers), kRoomsEdges(kRooms),
    kSeparatorsEdges(kSeparators);

bool ends_with(View text, View ending) {
  return text.size() >= ending.size() && text.back() == ending.back() && text.substr(text.size() - ending.size()) == ending;
}

template <std::size_t N>
View without_prefixes(View text, const View (&words)[N], const Edges<Edge::first>& edges) {
  for (bool skipped = true; skipped && edges.may_hold(text);) {
    skipped = false;
    for (const auto word : words) {
      if (!text.starts_with(word)) continue;
      text.remove_prefix(word.size());
      skipped = true;
      break;
    }
  }
  return text;
}

template <std::size_t N>
View without_suffixes(View text, const View (&words)[N], const Edges<Edge::last>& edges) {
  for (bool skipped = true; skipped && edges.may_hold(text);) {
    skipped = false;
    for (const auto word : words) {
      if (!ends_with(text, word)) continue;
      text.remove_suffix(word.size());
      skipped = true;
      break;
    }
  }
  return text;
}

}  // namespace

ClauseRole role_before(View before) {
  before = without_suffixes(before, kFillersBefore, kFillersBeforeEdges);
  if (!kBeforeEdges.may_hold(before)) return ClauseRole::none;
  const Phrase* best = nullptr;
  for (const auto& phrase : kBefore) {
    if (ends_with(before, phrase.text) && (best == nullptr || phrase.text.size() > best->text.size())) best = &phrase;
  }
  return best == nullptr ? ClauseRole::none : best->role;
}

ClauseRole role_after(View after) {
  after = without_prefixes(after, kFillersAfter, kFillersAfterEdges);
  // 县气象台1月24日10时发布: when it did so says nothing of the role.
  const auto timed = after.find_first_not_of(U"0123456789年月日时分点:");
  if (timed != View::npos && timed >= 3) after.remove_prefix(timed);
  if (!kAfterEdges.may_hold(after)) return ClauseRole::none;
  const Phrase* best = nullptr;
  for (const auto& phrase : kAfter) {
    if (after.starts_with(phrase.text) && (best == nullptr || phrase.text.size() > best->text.size())) best = &phrase;
  }
  return best == nullptr ? ClauseRole::none : best->role;
}

bool invites(View before) {
  before = without_suffixes(before, kFillersBefore, kFillersBeforeEdges);
  return kInvitingEdges.may_hold(before) && std::any_of(std::begin(kInviting), std::end(kInviting), [&](View phrase) { return ends_with(before, phrase); });
}

bool goes_on_to_a_room(View after) {
  constexpr std::size_t kFar = 12;
  after = after.substr(0, kFar + 4);
  const auto begin = after.size();
  while (!after.empty() && begin - after.size() <= kFar) {
    const auto begins = [&](View room) { return after.starts_with(room); };
    if (kRoomsEdges.may_hold(after) && std::any_of(std::begin(kRooms), std::end(kRooms), begins)) return true;
    const auto rest = without_prefixes(after, kRoomFillers, kRoomFillersEdges);
    if (rest.size() == after.size()) {
      if (View(U"0123456789一二三四五六七八九十").find(after.front()) == View::npos) return false;
      after.remove_prefix(1);
    } else {
      after = rest;
    }
  }
  return false;
}

bool separates(View gap) {
  constexpr std::size_t kLongest = 24;
  if (gap.size() > kLongest) return false;
  while (!gap.empty()) {
    if (View(U"、,;/ \n:").find(gap.front()) != View::npos) {
      gap.remove_prefix(1);
      continue;
    }
    const auto rest = without_prefixes(gap, kSeparators, kSeparatorsEdges);
    if (rest.size() == gap.size()) return false;
    gap = rest;
  }
  return true;
}

bool is_subset(View before, View after) {
  for (const View word : {View(U"有关"), View(U"相关"), View(U"relevant "), View(U"concerned "), View(U"appropriate ")}) {
    if (ends_with(before, word)) return true;
  }
  for (const View word : {View(U" liên quan"), View(U" có liên quan"), View(U" concerned")}) {
    if (after.starts_with(word)) return true;
  }
  return false;
}

}  // namespace fenliu::rules
