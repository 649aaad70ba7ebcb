// Reading clauses around names. Texts are normalised: full-width marks are half-width, letters are folded.
#include "rules/relevance/clauses.h"

#include <algorithm>
#include <string_view>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using View = std::u32string_view;

struct Phrase {
  View text;
  ClauseRole role;
};

// What stands directly before a list.
constexpr Phrase kBefore[] = {
    {U"由", ClauseRole::lead},          {U"责成", ClauseRole::lead},        {U"授权", ClauseRole::lead},
    {U"委托", ClauseRole::lead},        {U"责任单位:", ClauseRole::lead},   {U"责任单位", ClauseRole::lead},
    {U"牵头单位:", ClauseRole::lead},   {U"牵头部门:", ClauseRole::lead},   {U"主办单位:", ClauseRole::lead},
    {U"承办单位:", ClauseRole::lead},   {U"请", ClauseRole::lead},          {U"配合单位:", ClauseRole::support},
    {U"责任部门:", ClauseRole::lead},   {U"协办单位:", ClauseRole::support}, {U"配合", ClauseRole::support},
    {U"协助", ClauseRole::support},     {U"会同", ClauseRole::support},     {U"商", ClauseRole::support},
    {U"参会人员:", ClauseRole::support}, {U"参加人员:", ClauseRole::support}, {U"参加单位:", ClauseRole::support},
    {U"参会单位:", ClauseRole::support}, {U"参会范围:", ClauseRole::support}, {U"出席:", ClauseRole::support},
    {U"列席:", ClauseRole::support},    {U"特邀:", ClauseRole::support},    {U"抄送:", ClauseRole::inform},
    {U"抄送", ClauseRole::inform},      {U"除", ClauseRole::excluded},      {U"不含", ClauseRole::excluded},
    {U"不包括", ClauseRole::excluded},  {U"地点:", ClauseRole::venue},      {U"地点设在", ClauseRole::venue},
    {U"giao ", ClauseRole::lead},       {U"giao cho ", ClauseRole::lead},   {U"đề nghị ", ClauseRole::lead},
    {U"yêu cầu ", ClauseRole::lead},    {U"phối hợp với ", ClauseRole::support},
    {U"phối hợp ", ClauseRole::support}, {U"mời ", ClauseRole::support},    {U"mời đại diện ", ClauseRole::support},
    {U"mời lãnh đạo ", ClauseRole::support}, {U"mời đại diện lãnh đạo: ", ClauseRole::support},
    {U"mời đại diện lãnh đạo ", ClauseRole::support},
    {U"mời trưởng ", ClauseRole::support}, {U"thành phần: ", ClauseRole::support},
    {U"trừ ", ClauseRole::excluded},    {U"ngoại trừ ", ClauseRole::excluded},
    {U"địa điểm: ", ClauseRole::venue}, {U"điểm tại ", ClauseRole::venue},
    {U"directs the ", ClauseRole::lead}, {U"direct the ", ClauseRole::lead}, {U"led by the ", ClauseRole::lead},
    {U"led by ", ClauseRole::lead},     {U"assigned to the ", ClauseRole::lead}, {U"assigned to ", ClauseRole::lead},
    {U"in coordination with the ", ClauseRole::support}, {U"in coordination with ", ClauseRole::support},
    {U"with support from the ", ClauseRole::support}, {U"with support from ", ClauseRole::support},
    {U"assisted by the ", ClauseRole::support}, {U"assisted by ", ClauseRole::support},
    {U"except the ", ClauseRole::excluded}, {U"except ", ClauseRole::excluded}, {U"excluding ", ClauseRole::excluded},
    {U"other than the ", ClauseRole::excluded}};

// What stands directly after it.
constexpr Phrase kAfter[] = {
    {U"牵头", ClauseRole::lead},     {U"负责", ClauseRole::lead},     {U"主办", ClauseRole::lead},
    {U"承办", ClauseRole::lead},     {U"统筹", ClauseRole::lead},     {U"组织实施", ClauseRole::lead},
    {U"要", ClauseRole::lead},       {U"应", ClauseRole::lead},       {U"须", ClauseRole::lead},
    {U"必须", ClauseRole::lead},     {U"务必", ClauseRole::lead},     {U"为牵头单位", ClauseRole::lead},
    {U"为责任单位", ClauseRole::lead}, {U"配合", ClauseRole::support}, {U"协助", ClauseRole::support},
    {U"协同", ClauseRole::support},  {U"协办", ClauseRole::support},  {U"参与", ClauseRole::support},
    {U"参加", ClauseRole::support},  {U"列席", ClauseRole::support},  {U"出席", ClauseRole::support},
    {U"参会", ClauseRole::support},  {U"派员", ClauseRole::support},  {U"除外", ClauseRole::excluded},
    {U"不参加", ClauseRole::excluded}, {U"会议室", ClauseRole::venue}, {U"礼堂", ClauseRole::venue},
    {U"会场", ClauseRole::venue},    {U"门前", ClauseRole::venue},
    {U" chủ trì", ClauseRole::lead}, {U" chịu trách nhiệm", ClauseRole::lead}, {U" chuẩn bị", ClauseRole::lead},
    {U" tham mưu", ClauseRole::lead}, {U" có trách nhiệm", ClauseRole::lead}, {U" thực hiện", ClauseRole::lead},
    {U" phối hợp", ClauseRole::support}, {U" cùng dự", ClauseRole::support}, {U" cùng đi", ClauseRole::support},
    {U" tham dự", ClauseRole::support}, {U" dự họp", ClauseRole::support},
    {U" shall", ClauseRole::lead},   {U" must", ClauseRole::lead},    {U" will lead", ClauseRole::lead},
    {U" to lead", ClauseRole::lead}, {U" leads", ClauseRole::lead},   {U" is responsible", ClauseRole::lead},
    {U" will", ClauseRole::lead},    {U" to ", ClauseRole::lead},     {U" to assist", ClauseRole::support},
    {U" supports", ClauseRole::support}, {U" shall assist", ClauseRole::support},
    {U" shall support", ClauseRole::support}, {U" will assist", ClauseRole::support}, {U" excepted", ClauseRole::excluded}};

// Words between a list and what follows it that say nothing of the role.
constexpr View kFillers[] = {U"等单位", U"等部门", U"等有关单位", U"等相关单位", U"等有关部门", U"等相关部门", U"等",
                             U"主要负责人", U"主要负责同志", U"负责同志", U"负责人", U"分管负责人", U"分管领导",
                             U"各", U"同志", U"领导", U"部门", U"单位", U" departments", U" department"};

bool ends_with(View text, View ending) { return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending; }

// Whether nothing but separators stands between two names.
bool separates(View gap) {
  static constexpr View kWords[] = {U"以及", U"及", U"和", U"与", U"或", U"各", U"有关", U"相关", U"县", U"市", U"và", U"and", U"the",
                                    U"các", U"phòng", U"ban", U"đại diện", U"lãnh đạo", U"or"};
  constexpr std::size_t kLongest = 16;
  if (gap.size() > kLongest) return false;
  while (!gap.empty()) {
    if (View(U"、,;/ \n:").find(gap.front()) != View::npos) {
      gap.remove_prefix(1);
      continue;
    }
    const auto word = std::find_if(std::begin(kWords), std::end(kWords), [&](View each) { return gap.starts_with(each); });
    if (word == std::end(kWords)) return false;
    gap.remove_prefix(word->size());
  }
  return true;
}

bool is_pool(View before, View after) {
  for (const View word : {View(U"有关"), View(U"相关"), View(U"各有关"), View(U"relevant "), View(U"concerned "), View(U"appropriate ")}) {
    if (ends_with(before, word)) return true;
  }
  for (const View word : {View(U" liên quan"), View(U" có liên quan"), View(U" concerned")}) {
    if (after.starts_with(word)) return true;
  }
  return false;
}

// The longest phrase that fits decides.
ClauseRole role_before(View before) {
  const Phrase* best = nullptr;
  for (const auto& phrase : kBefore) {
    if (ends_with(before, phrase.text) && (best == nullptr || phrase.text.size() > best->text.size())) best = &phrase;
  }
  return best == nullptr ? ClauseRole::none : best->role;
}

ClauseRole role_after(View after) {
  for (bool skipped = true; skipped;) {
    skipped = false;
    for (const auto filler : kFillers) {
      if (after.starts_with(filler)) {
        after.remove_prefix(filler.size());
        skipped = true;
        break;
      }
    }
  }
  const Phrase* best = nullptr;
  for (const auto& phrase : kAfter) {
    if (after.starts_with(phrase.text) && (best == nullptr || phrase.text.size() > best->text.size())) best = &phrase;
  }
  return best == nullptr ? ClauseRole::none : best->role;
}

// 除…外 needs its end; "除" alone may mean "apart from doing".
bool closes_exclusion(View after) {
  const auto end = after.substr(0, 12).find(U'外');
  return end != View::npos || after.starts_with(U")");
}

void judge(NamedList& list, View text) {
  constexpr std::size_t kContext = 24;
  const auto start = list.mentions.front().start, end = list.mentions.back().end;
  const auto from = start > kContext ? start - kContext : 0;
  auto before = text.substr(from, start - from);
  const auto after = text.substr(end, kContext);
  for (const View word : {View(U"各有关"), View(U"各相关"), View(U"有关"), View(U"相关"), View(U"各"), View(U"县"), View(U"the ")}) {
    if (ends_with(before, word)) before.remove_suffix(word.size());
  }
  const auto first = role_before(before);
  const auto last = role_after(after);
  list.in_clause = list.mentions.size() > 1 || first != ClauseRole::none || last != ClauseRole::none;
  if (first == ClauseRole::excluded && (!ends_with(before, U"除") || closes_exclusion(after))) {
    list.role = ClauseRole::excluded;
  } else if (last == ClauseRole::excluded || last == ClauseRole::venue) {
    list.role = last;
  } else if (first == ClauseRole::venue) {
    list.role = ClauseRole::venue;
  } else if (first == ClauseRole::support || first == ClauseRole::inform) {
    list.role = first;
  } else if (last != ClauseRole::none) {
    list.role = last;
  } else if (first == ClauseRole::lead) {
    list.role = first;
  }
}

}  // namespace

std::vector<NamedList> named_lists(const std::vector<Mention>& mentions, const std::u32string& text) {
  std::vector<NamedList> lists;
  for (const auto& mention : mentions) {
    const bool continues = !lists.empty() && separates(View(text).substr(lists.back().mentions.back().end,
                                                                        mention.start - lists.back().mentions.back().end));
    if (!continues) lists.emplace_back();
    lists.back().mentions.push_back(mention);
    lists.back().mentions.back().pool =
        is_pool(View(text).substr(0, mention.start), View(text).substr(mention.end, 16));
  }
  for (auto& list : lists) judge(list, text);
  return lists;
}

}  // namespace fenliu::rules
