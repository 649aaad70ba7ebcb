// Roles: a table of telling words a language, looked for in the clause of the phrase.
#include "rules/reading/roles.h"

#include <algorithm>
#include <string_view>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using Words = std::vector<std::string_view>;

struct Telling {
  Words meeting;           // anywhere in the clause or its label
  Words due_before;        // before a time that is a deadline although no 前, by or trước says so
  Words asked;             // a thing to hand in or do: makes a length of time or a recurrence a deadline
  Words effective;         // what begins to hold
  Words lookback;          // after a length of time: who came from there, since when
  Words not_asked_before;  // before a length of time that is no deadline
};

const Telling& telling(const std::string& language) {
  static const Telling zh{
      {"召开", "举行", "开会", "会议时间", "会议定于", "会议拟", "参加会议", "参加预备会", "参加视察", "参会人员于", "报到", "会议室", "例会", "开幕", "闭幕", "预备会", "入场", "座谈会", "培训会", "会议", "开。"},
      {"截止", "截至", "最迟", "不迟于", "逾期", "截止日期"},
      {"报", "完成", "提交", "反馈", "答复", "办结", "印发", "补正", "提出", "作出", "集结", "送达", "入场", "流调", "直报", "整改", "上传", "交", "回复", "落实", "汇总", "更新", "公布", "送"},
      {"施行", "执行", "实行", "生效", "启动", "有效期", "启用", "废止", "响应终止", "解除", "实施"},
      {"返回", "来自", "到过", "旅居", "来返", "内曾", "有中高风险", "接触", "前往省外", "受过", "曾"},
      {"为期", "历时", "持续"}};
  static const Telling vi{
      {"họp", "hội nghị", "thời gian:", "làm việc với", "dự ", "có mặt", "giao ban", "chủ trì", "hội thảo", "tập huấn", "cuộc họp"},
      {"hạn ", "thời hạn", "chậm nhất", "hạn nộp", "hạn cuối"},
      {"báo cáo", "gửi", "nộp", "hoàn thành", "trả lời", "giải quyết", "ban hành", "xử lý", "khắc phục", "góp ý", "trả kết quả", "cập nhật", "phản hồi"},
      {"có hiệu lực", "áp dụng", "thi hành", "thực hiện", "tạm dừng", "bãi bỏ"},
      {},
      {}};
  static const Telling en{
      {"meeting", "meet ", "meets", "hearing", "convene", "session", "held", "workshop", "call to order", "agenda for"},
      {"due", "deadline", "close", "received", "expire"},
      {"submit", "report", "respond", "reply", "file", "send", "due", "appeal", "answer", "correct", "call", "return", "provide", "arrive", "posted", "go out", "complete"},
      {"effect", "effective", "in force", "hours apply"},
      {},
      {}};
  return language == "zh" ? zh : language == "vi" ? vi : en;
}

bool has_any(const std::string& text, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

std::string lower(std::string text) {
  for (auto& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

// The words of the sentence before and after a phrase.
class Surroundings {
 public:
  Surroundings(const Document& document, TextRange range) : text_(document.text), range_(range) {}

  std::string before(std::uint32_t most, bool clause) const {
    auto start = range_.start;
    while (start > 0 && range_.start - start < most && !ends(start - 1, clause)) --start;
    return lower(to_utf8(text_.substr(start, range_.start - start)));
  }
  std::string after(std::uint32_t most, bool clause) const {
    auto end = range_.end;
    while (end < text_.size() && end - range_.end < most && !ends(end, clause)) ++end;
    return lower(to_utf8(text_.substr(range_.end, end - range_.end)));
  }

 private:
  bool ends(std::uint32_t at, bool clause) const {
    const char32_t c = text_[at];
    if (c == U'。' || c == U';' || c == U'\n') return true;
    // A full stop in Latin script ends a sentence before a space.
    if (c == U'.' && (at + 1 >= text_.size() || text_[at + 1] == U' ' || text_[at + 1] == U'\n') && at > 1 && text_[at - 1] != U'm') return true;
    return clause && (c == U',' || c == U'、');
  }

  std::u32string_view text_;
  TextRange range_;
};

TimeRole role_of_relative(const Expression& expression, const Telling& words, const Surroundings& around) {
  if (expression.lookback) return TimeRole::lookback;
  if (!expression.before && !expression.working_days && has_any(around.after(20, true), words.lookback)) return TimeRole::lookback;
  const bool back = (expression.offset && expression.offset->first < 0) || (expression.working_days && *expression.working_days < 0);
  if (expression.working_days || back) return TimeRole::deadline;
  if (has_any(around.before(4, true), words.not_asked_before)) return TimeRole::other;
  const bool asked = expression.before || has_any(around.after(30, false), words.asked) || has_any(around.before(40, false), words.asked);
  return asked ? TimeRole::deadline : TimeRole::other;
}

TimeRole role_of_span(const Telling& words, const Surroundings& around, const ReadTime& time) {
  if (has_any(around.after(16, true), words.meeting) || has_any(around.before(24, false), words.meeting)) return TimeRole::meeting;
  if (has_any(around.after(14, true), words.effective) || has_any(around.before(14, true), words.effective)) return TimeRole::effective;
  return time.grain == "month" ? TimeRole::date : TimeRole::window;
}

TimeRole role_of_recurrence(const Telling& words, const Surroundings& around, const Expression& expression) {
  if (expression.before) return TimeRole::deadline;
  if (expression.end) return TimeRole::window;
  const auto after = around.after(24, false), before = around.before(40, false);
  if (has_any(after, words.meeting) || has_any(before, words.meeting)) return TimeRole::meeting;
  return has_any(after, words.asked) || has_any(before, words.asked) ? TimeRole::deadline : TimeRole::window;
}

}  // namespace

TimeRole role_of(const Document& document, const Reading& reading, const Expression& expression, const ReadTime& time) {
  if (reading.issued && reading.issued->range.start <= time.range.start && time.range.end <= reading.issued->range.end) return TimeRole::date;
  const auto& words = telling(reading.language);
  const Surroundings around(document, time.range);
  if (expression.kind == TimeKind::relative) return role_of_relative(expression, words, around);
  if (expression.vague) return expression.since ? TimeRole::effective : TimeRole::other;
  if (expression.lookback) return TimeRole::lookback;
  if (expression.since) return TimeRole::effective;
  if (expression.kind == TimeKind::recurrence) return role_of_recurrence(words, around, expression);
  if (expression.before || expression.stated_deadline) return TimeRole::deadline;
  if (time.kind == TimeKind::span) return role_of_span(words, around, time);
  const auto label = around.before(24, false), clause = around.before(24, true), after = around.after(24, true);
  const bool clock = expression.start.has_clock() || expression.start.edge != Edge::none;
  if (has_any(clause, words.due_before)) return TimeRole::deadline;
  const bool coarse = time.grain == "month" || time.grain == "year" || time.grain == "quarter" || time.grain == "week";
  if (coarse) return TimeRole::date;
  if (has_any(after, words.effective) || has_any(around.before(40, false), words.effective)) return TimeRole::effective;
  if (clock && (has_any(after, words.meeting) || has_any(label, words.meeting))) return TimeRole::meeting;
  const bool named = !expression.damaged && (expression.start.day_offset && *expression.start.day_offset < 0);
  if (!clock && !named && has_any(around.after(10, true), words.meeting)) return TimeRole::meeting;
  if (expression.damaged && (has_any(after, words.meeting) || has_any(label, words.meeting))) return TimeRole::meeting;
  return clock ? TimeRole::other : TimeRole::date;
}

}  // namespace fenliu::rules
