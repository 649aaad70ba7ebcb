// Tasks and who does them.
#include "rules/relevance/tasks.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using View = std::u32string_view;

constexpr View kAsking[] = {
    U"要求", U"请", U"须", U"应当", U"必须", U"务必", U"不得", U"不准", U"严禁", U"禁止", U"做好", U"加强", U"报送", U"上报", U"落实", U"开展",
    U"组织", U"严格", U"排查", U"整改", U"负责", U"牵头", U"配合", U"决定", U"通知", U"通告", U"公告", U"会议", U"命令", U"指令", U"方案",
    U"安排", U"部署", U"召开", U"实行", U"执行", U"暂停", U"停止", U"启动", U"终止", U"预警", U"通报", U"要",
    // Kinds of documents that set people to work.
    U"纪要", U"管理办法", U"实施办法", U"暂行办法", U"实施细则", U"预案", U"脚本", U"分工", U"倡议", U"提示单", U"温馨提示", U"议程", U"任务清单",
    U"责任清单",
    U"đề nghị", U"yêu cầu", U"thực hiện", U"báo cáo", U"khẩn trương", U"chuẩn bị", U"phối hợp", U"chủ trì", U"mời", U"họp", U" giao ",
    U"tổ chức", U"triển khai", U"kể từ ngày", U"hoãn", U"thông báo", U"công điện", U"lịch làm việc", U"lịch công tác", U"phân công",
    U"kế hoạch", U"về việc", U"v/v", U"trước ngày", U"từ ngày", U"chậm nhất", U"rà soát", U"nghiêm cấm", U"không được", U"tăng cường", U"chiến dịch",
    U"hướng dẫn", U"quyết định", U"chỉ thị", U"shall", U"must", U"should", U"please", U"submit", U"ensure", U"prepare", U"approve", U"public hearing", U"hearing on",
    U"hearing:", U"notice of", U"public notice", U"agenda", U"required", U"requested", U"directs", U"no later than", U"memo", U"deadline",
    U"will be closed", U"effective"};

// Words in which a text says itself that it is only for reading.
constexpr View kForReading[] = {U"仅供参考", U"仅供阅读", U"仅供学习", U"不需反馈", U"无需反馈", U"chỉ để tham khảo", U"for information only",
                                U"purely for your amusement",
                                // To a company's customers, or to friends.
                                U"尊敬的用户", U"尊敬的广大用户", U"尊敬的客户", U"尊敬的顾客", U"尊敬的旅客", U"尊敬的乘客", U"尊敬的业主", U"尊敬的储户", U"尊敬的会员", U"尊敬的读者", U"各位书友", U"亲爱的朋友", U"报满为止", U"先到先得",
                                U"quý khách", U"quý phụ huynh", U"vào cửa tự do", U"dear customer"};

// A decision that praises: 关于表彰…的决定, 关于对…给予通报表扬的决定. What the praised did is no task.
constexpr View kPraise[] = {U"表彰", U"表扬", U"嘉奖", U"授予", U"记功"};
constexpr View kPraisingKinds[] = {U"的决定", U"的通报", U"的决议", U"的公告"};

// Titles, but for what stands in brackets behind, of texts that tell and set nobody to work: thanks, greetings, denials, letters to
// the people, lists to object to, figures, explanations.
constexpr View kTellingKinds[] = {
    U"感谢信", U"感谢函", U"慰问信", U"慰问电", U"贺信", U"贺电", U"贺词", U"献词", U"祝词", U"祝福", U"致辞", U"唁电", U"讣告", U"喜报", U"捷报", U"致谢",
    U"情况说明", U"情况的说明", U"声明", U"辟谣", U"辟谣公告", U"致歉信", U"公示", U"公示公告", U"名单公告", U"结果公告",
    U"成绩公告", U"录用公告", U"拟录用人员公告", U"统计公报", U"公报", U"大事记", U"年鉴", U"政策解读", U"解读", U"问答", U"图解", U"侧记", U"纪实", U"见闻", U"综述",
    U"thư cảm ơn", U"lời cảm ơn", U"thư chúc tết", U"thư chúc mừng", U"lời chúc", U"cáo phó", U"tin buồn", U"điểm báo", U"tin tức",
    U"tin vắn", U"hỏi đáp"};
// The same where a text, or its title, begins.
constexpr View kTellingBeginnings[] = {U"本报讯", U"本网讯", U"本台讯", U"新华社", U"[政策解读]", U"【政策解读】", U"[政策问答]", U"【政策问答】", U"[辟谣]", U"【辟谣】", U"一图读懂", U"图解",
                                       U"kết quả xét tuyển", U"kết quả thi", U"kết quả tuyển dụng", U"danh sách trúng tuyển",
                                       U"danh sách thí sinh"};

// Letters to the people tell them what to do; those whom they name may have to help.
constexpr View kLetterKinds[] = {U"一封信", U"公开信", U"thư ngỏ"};

// Titles, and words in a text to one addressee, that answer what it asked for: nobody else is meant.
constexpr View kReplyingKinds[] = {U"批复", U"复函", U"答复", U"答复函", U"答复意见"};
constexpr View kReplyingWords[] = {U"收悉", U"xét tờ trình", U"xét đề nghị", U"xét báo cáo số", U"xét văn bản số", U"xét công văn"};

// Words that call a text by its kind: they alone ask for nothing.
constexpr View kKinds[] = {U"会议", U"公告", U"通告"};

// 需要, 主要, 要闻 and their like hold 要 without asking.
constexpr View kOnlyLooks[] = {U"主要", U"需要", U"重要", U"要闻", U"只要", U"要素", U"概要", U"配置要求", U"摘要", U"纪要", U"要么", U"还要", U"将要",
                               U"邀请函", U"申请", U"请客", U"请假", U"请柬", U"请勿"};

bool only_looks(View text, std::size_t at, View word) {
  return std::any_of(std::begin(kOnlyLooks), std::end(kOnlyLooks), [&](View longer) {
    const auto inside = longer.find(word);
    return longer.size() > word.size() && inside != View::npos && at >= inside && text.substr(at - inside).starts_with(longer);
  });
}

template <std::size_t N>
std::u32string beginnings_of(const View (&words)[N]) {
  std::u32string beginnings;
  for (const auto word : words) beginnings += word.front();
  return beginnings;
}

// Phrases by their first character.
class Phrases {
 public:
  template <std::size_t N>
  explicit Phrases(const View (&words)[N]) {
    for (const auto word : words) by_first_[word.front() % kBuckets].push_back(word);
  }

  // Calls `found` with each phrase that begins at one of `places`, and the place, until it says true.
  template <class Found>
  bool any_in(View text, const Landmarks::Places& places, Found found) const {
    for (const auto i : places) {
      for (const auto word : by_first_[text[i] % kBuckets]) {
        if (text.substr(i, word.size()) == word && found(word, i)) return true;
      }
    }
    return false;
  }

 private:
  static constexpr std::size_t kBuckets = 1024;
  std::array<std::vector<View>, kBuckets> by_first_;
};

bool ends_sentence(View text, std::size_t i) {
  switch (text[i]) {
    case U'。': case U';': case U'!': case U'?': case U'\n':
      return true;
    case U'.':
      return i + 1 < text.size() && text[i + 1] == U' ';
    default:
      return false;
  }
}

TextRange sentence_around(const NormalisedText& text, std::size_t start, std::size_t end) {
  const auto line = std::upper_bound(text.breaks.begin(), text.breaks.end(), start);
  const std::size_t line_start = line == text.breaks.begin() ? 0 : *std::prev(line);
  const auto next = std::lower_bound(text.breaks.begin(), text.breaks.end(), end);
  const std::size_t line_end = next == text.breaks.end() ? text.text.size() : *next;
  while (start > line_start && !ends_sentence(text.text, start - 1)) --start;
  while (end < line_end && !ends_sentence(text.text, end)) ++end;
  return text.stored(start, end);
}

// 县气象台发布暴雪橙色预警,…: what a source tells is no task, up to the comma.
TextRange clause_around(const NormalisedText& text, std::size_t start, std::size_t end) {
  const auto ends = [&](std::size_t i) { return text.text[i] == U',' || ends_sentence(text.text, i); };
  while (start > 0 && !ends(start - 1) && !std::binary_search(text.breaks.begin(), text.breaks.end(), start)) --start;
  while (end < text.text.size() && !ends(end) && !std::binary_search(text.breaks.begin(), text.breaks.end(), end)) ++end;
  return text.stored(start, end);
}

// A name stands as the subject where its sentence, or a clause of it, begins.
bool is_subject(const NormalisedText& text, std::size_t start) {
  const auto adjoins = [&](std::size_t i) { return i > 0 && text.origin(i - 1).end == text.origin(i).start; };
  if (adjoins(start) && View(U"县市区").find(text.text[start - 1]) != View::npos) --start;
  return !adjoins(start) || !is_letter_or_digit(text.text[start - 1]);
}

// 统计公报(摘要) is a 统计公报.
View without_brackets(View title) {
  while (!title.empty() && title.back() == U')') {
    const auto open = title.rfind(U'(');
    if (open == View::npos || open == 0) break;
    title = title.substr(0, open);
  }
  return title;
}

}  // namespace

std::u32string beginnings_of_reading() { return beginnings_of(kForReading); }
std::u32string beginnings_of_asking() { return beginnings_of(kAsking); }

bool is_for_reading(const NormalisedText& text, const Landmarks& landmarks) {
  static const Phrases phrases(kForReading);
  return phrases.any_in(text.text, landmarks.reading, [](View, std::size_t) { return true; });
}

bool praises(const NormalisedText& title) {
  const View text = title.text;
  const auto holds = [&](View word) { return text.find(word) != View::npos; };
  return std::any_of(std::begin(kPraise), std::end(kPraise), holds) &&
         std::any_of(std::begin(kPraisingKinds), std::end(kPraisingKinds), [&](View kind) { return text.ends_with(kind); });
}

bool tells(const NormalisedText& title, const NormalisedText& text) {
  const auto name = without_brackets(title.text);
  if (std::any_of(std::begin(kTellingKinds), std::end(kTellingKinds), [&](View kind) { return name.ends_with(kind); })) return true;
  return std::any_of(std::begin(kTellingBeginnings), std::end(kTellingBeginnings),
                     [&](View words) { return name.starts_with(words) || View(text.text).starts_with(words); });
}

bool is_letter(const NormalisedText& title) {
  const auto name = without_brackets(title.text);
  return std::any_of(std::begin(kLetterKinds), std::end(kLetterKinds), [&](View kind) { return name.ends_with(kind); });
}

bool grants(const NormalisedText& text) {
  const auto holds = [&](View words) { return text.text.find(words) != View::npos; };
  return std::any_of(std::begin(kReplyingWords), std::end(kReplyingWords), holds);
}

bool replies(const NormalisedText& title) {
  const auto name = without_brackets(title.text);
  return std::any_of(std::begin(kReplyingKinds), std::end(kReplyingKinds), [&](View kind) { return name.ends_with(kind); });
}

bool is_bulletin(const NormalisedText& title) {
  constexpr std::size_t kDebris = 8;  // (bào) behind the last character
  const auto at = title.text.rfind(U"通报");
  return at != std::u32string::npos && title.text.size() - at <= kDebris;
}

bool asks_for_something(const NormalisedText& text, const Landmarks& landmarks) {
  static const Phrases phrases(kAsking);
  return phrases.any_in(text.text, landmarks.asking, [&](View word, std::size_t at) {
    return std::find(std::begin(kKinds), std::end(kKinds), word) == std::end(kKinds) && !only_looks(text.text, at, word);
  });
}

std::vector<TextRange> assigned_sentences(const NormalisedText& text, const std::vector<NamedList>& lists,
                                          const std::function<bool(const Mention&)>& is_department) {
  std::vector<TextRange> sentences;
  for (const auto& list : lists) {
    const auto& first = list.mentions.front();
    const bool acts = list.role == ClauseRole::lead || list.role == ClauseRole::support ||
                      (list.role == ClauseRole::named && !list.in_clause && is_subject(text, first.start));
    const bool tells = list.role == ClauseRole::inform;
    if ((!acts && !tells) || std::none_of(list.mentions.begin(), list.mentions.end(), is_department)) continue;
    if (tells) {
      sentences.push_back(clause_around(text, first.start, list.mentions.back().end));
      continue;
    }
    sentences.push_back(sentence_around(text, first.start, first.end));
  }
  return sentences;
}

bool lies_in(const TextRange& range, const std::vector<TextRange>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const TextRange& whole) { return whole.start <= range.start && range.end <= whole.end; });
}

bool tells_more(const SharedEvidence& first, const SharedEvidence& second) {
  return std::any_of(first.begin(), first.end(), [&](const Evidence& one) {
    return std::any_of(second.begin(), second.end(), [&](const Evidence& other) {
      return one.field != other.field || one.range.end <= other.range.start || other.range.end <= one.range.start;
    });
  });
}

bool lies_in(const SharedEvidence& evidence, const std::vector<TextRange>& ranges) {
  if (evidence.empty() || ranges.empty()) return false;
  return std::all_of(evidence.begin(), evidence.end(),
                     [&](const Evidence& each) { return each.field == Field::text && lies_in(each.range, ranges); });
}

}  // namespace fenliu::rules
