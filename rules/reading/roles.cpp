// Roles: a table of telling words a language, looked for in the clause of the phrase.
#include "rules/reading/roles.h"

#include <algorithm>
#include <string_view>

#include <re2/re2.h>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using Words = std::vector<std::string_view>;

struct Telling {
  Words meeting;           // anywhere in the clause or its label
  Words held;              // right after a day: it is held then
  Words held_before;       // right before a day
  Words due_before;        // before a time that is a deadline although no 前, by or trước says so
  Words asked;             // a thing to hand in or do: makes a length of time or a recurrence a deadline
  Words effective;         // right after a time: from then on it holds
  Words effective_before;  // before "from" such a time
  Words begins_before;     // before a time without "from"
  Words lookback;          // after a length of time: who came from there, since when
  Words not_asked_before;  // before a length of time that is no deadline
  Words due_after;         // right after a time that is a deadline for that reason alone
  Words hours;             // before a span of clocks that holds every day
  Words workdays;          // beside it: on working days
};

const Telling& telling(const std::string& language) {
  static const Telling zh{
      {"召开", "举行", "开会", "会议", "参加视察", "报到", "例会", "开幕", "闭幕", "预备会", "入场", "座谈会", "培训会", "动员会", "推进会", "调度会", "办公会", "常务会", "党组会", "听证会", "会期", "到会", "签到", "举办", "培训班", "研讨会", "现场会", "开班"},
      {"召开", "举行", "举办", "开幕", "闭幕", "开会", "报到", "参加", "组织召开"},
      {"会议定于", "会议原定", "会议改"},
      {"截止", "截至", "最后期限", "最迟", "最晚", "至迟", "迟于", "晚于", "逾期"},
      {"报", "完成", "提交", "反馈", "答复", "办结", "印发", "补正", "提出", "作出", "集结", "送达", "入场", "流调", "直报", "整改", "上传", "交", "回复", "落实", "汇总", "更新", "公布", "送", "补齐", "缴", "拆除", "清", "搬", "到达", "到场", "赶到", "处置", "处理", "核查", "审核", "审批", "申报", "签订", "支付", "拨付", "通知", "告知"},
      {"施行", "执行", "实行", "生效", "启动", "启用", "解除", "实施", "恢复", "停止", "开通", "终止", "结束", "取消", "关闭", "停用"},
      {"有效期"},
      {"有效期"},
      {"返回", "来自", "到过", "旅居", "来返", "内曾", "有中高风险", "接触", "前往省外", "受过", "曾"},
      {"为期", "历时", "持续"},
      {"截止", "止", "为最后", "为截止", "为限", "为报名截止", "为提交截止", "为最终期限"},
      {"工作时间", "办公时间", "上班时间", "作息时间", "营业时间", "开放时间", "服务时间", "接待时间", "受理时间", "办理时间", "窗口时间"},
      {"工作日", "周一至周五", "星期一至星期五"}};
  static const Telling vi{
      {"họp", "hội nghị", "làm việc với", "làm việc tại", "dự họp", "dự hội", "tham dự", "mời dự", "tới dự", "đến dự", "về dự", "dự lễ", "dự khai mạc", "dự buổi", "dự phiên", "dự tổng kết", "có mặt", "giao ban", "chủ trì", "hội thảo", "tập huấn", "nghe báo cáo", "tiếp xúc cử tri", "khai mạc", "phiên", "đại hội", "hội thi", "hội thao", "diễn tập", "bồi dưỡng", "tập trung tại", "tập trung lúc", "lễ phát động", "lễ khai giảng", "lễ ra quân"},
      {"họp", "tổ chức", "diễn ra", "khai mạc"},
      {"họp ", "hội nghị ", "họp vào ", "tổ chức vào ", "diễn ra vào ", "họp từ "},
      {"hạn ", "thời hạn", "chậm nhất", "hạn nộp", "hạn cuối", "hạn chót", "đóng thầu", "hạn:"},
      {"báo cáo", "gửi", "nộp", "hoàn thành", "trả lời", "giải quyết", "ban hành", "xử lý", "khắc phục", "góp ý", "trả kết quả", "cập nhật", "phản hồi"},
      {"có hiệu lực", "áp dụng", "thi hành"},
      {"có hiệu lực", "áp dụng", "thi hành", "thực hiện", "tạm dừng", "bãi bỏ", "hoạt động"},
      {"hiệu lực"},
      {},
      {},
      {"là hạn", "là thời hạn", "là hạn chót", "hết hạn"},
      {"giờ làm việc", "thời gian làm việc", "một cửa làm việc", "giờ mở cửa", "giờ hành chính", "tiếp công dân", "hồ sơ nhận", "nhận hồ sơ", "tiếp nhận hồ sơ", "thời gian tiếp nhận"},
      {"các ngày làm việc", "thứ hai đến thứ sáu", "ngày làm việc trong tuần"}};
  static const Telling en{
      {"meeting", "meet ", "meets", "hearing", "convene", "session", "held", "workshop", "call to order", "agenda for"},
      {"meeting will", "hearing will", "session will"},
      {"meeting on ", "meeting is ", "meeting will be ", "hearing on ", "hearing is ", "hearing is on ", "meeting is on ", "set for ", "scheduled for ", "held on ", "held ", "meet on ", "meeting for ", "moved to ", "continued to ", "rescheduled to ", "postponed to ", "adjourned to ", "meeting: ", "meeting, ", "called for "},
      {"due", "deadline", "close ", "closes", "expire", "last day", "ends", "closing date", "cutoff", "cut-off"},
      {"submit", "report", "respond", "reply", "file", "send", "due", "appeal", "answer", "correct", "call", "return", "provide", "arrive", "posted", "go out", "complete"},
      {"effect", "in force"},
      {"effect", "in force", "hours apply"},
      {"effect", "in force"},
      {},
      {},
      {"is the deadline", "is the last day", "is the due date", "deadline", "is the cutoff"},
      {"office hours", "business hours", "hours of operation", "working hours", "hours are", "hours:", "open daily", "lobby hours", "counter hours", "is open", "are open", "opening hours"},
      {"weekdays", "monday through friday", "monday-friday", "monday to friday", "business days"}};
  return language == "zh" ? zh : language == "vi" ? vi : en;
}

bool has_any(const std::string& text, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

char32_t lower(char32_t c) {
  const bool latin = (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE);
  if (latin) return c + 32;
  const bool pairs = (c >= 0x100 && c < 0x180) || (c >= 0x1E00 && c < 0x1F00) || c == 0x1A0;
  if (pairs) return c | 1;
  return c == 0x1AF ? 0x1B0 : c;
}

// The words of the sentence before and after a phrase.
class Surroundings {
 public:
  Surroundings(const Document& document, TextRange range) : text_(document.text), range_(range) {}

  std::string before(std::uint32_t most, bool clause) const {
    auto start = range_.start;
    while (start > 0 && range_.start - start < most && !ends(start - 1, clause)) --start;
    return lowered(start, range_.start);
  }
  std::string after(std::uint32_t most, bool clause) const {
    auto end = range_.end;
    while (end < text_.size() && end - range_.end < most && !ends(end, clause)) ++end;
    return lowered(range_.end, end);
  }

  // The line up to the phrase: what labels it.
  std::string line(std::uint32_t most) const {
    auto start = range_.start;
    while (start > 0 && range_.start - start < most && text_[start - 1] != U'\n') --start;
    return lowered(start, range_.start);
  }

  std::string next_line(std::uint32_t most) const {
    auto start = range_.end;
    while (start < text_.size() && text_[start] == U' ') ++start;
    if (start >= text_.size() || text_[start] != U'\n') return "";
    return lowered(start + 1, std::min<std::uint32_t>(static_cast<std::uint32_t>(text_.size()), start + 1 + most));
  }

  std::string inside() const { return lowered(range_.start, range_.end); }

 private:
  std::string lowered(std::uint32_t start, std::uint32_t end) const {
    std::u32string words(text_.substr(start, end - start));
    for (auto& c : words) c = lower(c);
    return to_utf8(words);
  }

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
  if (expression.since) return TimeRole::effective;
  if (!expression.before && !expression.working_days && has_any(around.after(20, true), words.lookback)) return TimeRole::lookback;
  if (has_any(around.before(24, true), words.begins_before)) return TimeRole::effective;
  // "Thời gian: 8 giờ ngày 14/3, trong 01 ngày": how long it lasts.
  static const RE2 kLasts("^\\W*thời gian(?: họp| tổ chức)?\\s*:");
  if (expression.offset && around.inside().starts_with("trong ") && RE2::PartialMatch(around.line(90), kLasts)) return TimeRole::other;
  const bool back = (expression.offset && expression.offset->first < 0) || (expression.working_days && *expression.working_days < 0);
  if (expression.working_days || back) return TimeRole::deadline;
  if (has_any(around.before(4, true), words.not_asked_before)) return TimeRole::other;
  // 接到通知后24小时内: counted from what happens first, something is to be done.
  const bool triggered = around.inside().find("后") != std::string::npos || around.inside().find("之日起") != std::string::npos;
  const bool asked = expression.before || triggered || has_any(around.after(30, false), words.asked) || has_any(around.before(40, false), words.asked);
  return asked ? TimeRole::deadline : TimeRole::other;
}

// "时间：", "会议时间：", "Thời gian:", "Meeting time:" — the label of a field, and of no other field (报名时间).
bool labelled_as_meeting(const std::string& before) {
  static const RE2 kLabel("(?:^|[ 、.)(一二三四五六])(?:会议|开会|召开)?时\\s*间(?:、?(?:和|及)?地点)?\\s*:?\\s*$|thời gian(?: họp| tổ chức)?\\s*:|ngày họp\\s*:|(?:meeting )(?:date|time)[^:]*:\\s*$|^\\s*(?:when|date and time|date/time|time and place|time|next meeting)\\s*:\\s*$");
  return RE2::PartialMatch(before, kLabel);
}

TimeRole role_of_span(const Telling& words, const Surroundings& around, const Expression& expression, const ReadTime& time) {
  const auto label = around.before(60, false);
  if (has_any(around.after(40, time.grain != "hour"), words.meeting) || has_any(label, words.meeting) || labelled_as_meeting(around.before(30, true))) return TimeRole::meeting;
  const auto after = around.after(6, true);
  const bool holds = after.find("执行") != std::string::npos || after.find("施行") != std::string::npos || after.find("有效") != std::string::npos || after.find("免收") != std::string::npos || after.find("实施") != std::string::npos;
  if (holds || has_any(around.before(14, true), words.effective_before) || (expression.since && has_any(around.before(40, false), words.effective_before))) return TimeRole::effective;
  return time.grain == "month" ? TimeRole::date : TimeRole::window;
}

TimeRole role_of_recurrence(const Telling& words, const Surroundings& around, const Expression& expression) {
  if (expression.before) return TimeRole::deadline;
  if (expression.end) return TimeRole::window;
  const auto after = around.after(24, false), before = around.before(40, false);
  if (has_any(after, words.meeting) || has_any(before, words.meeting)) return TimeRole::meeting;
  const bool asked = has_any(after, words.asked) || has_any(before, words.asked) || has_any(around.inside(), words.asked);
  return asked ? TimeRole::deadline : TimeRole::window;
}

// "起施行", "正式启用": what begins to hold stands right after the time.
bool begins_to_hold(const Telling& words, const Surroundings& around) {
  auto after = around.after(14, true);
  for (const std::string_view filler : {" ", "起", "开始", "全面", "正式", "统一", "将"}) {
    if (after.starts_with(filler)) after.erase(0, filler.size());
  }
  return std::any_of(words.effective.begin(), words.effective.end(), [&](std::string_view word) { return after.starts_with(word); });
}

// A moment with a clock, or an edge of working time.
TimeRole role_of_clock(const Telling& words, const Surroundings& around) {
  const auto after = around.after(40, false), clause = around.after(24, true);
  if (begins_to_hold(words, around)) return TimeRole::effective;
  static const RE2 kField("^\\W*thời gian(?: họp| tổ chức)?\\s*:");
  if (RE2::PartialMatch(around.line(60), kField)) return TimeRole::meeting;
  const auto clause_before = around.before(30, true);
  if (std::any_of(words.held_before.begin(), words.held_before.end(), [&](std::string_view word) { return clause_before.ends_with(word); })) return TimeRole::meeting;
  if (after.starts_with("开") || labelled_as_meeting(around.before(30, true))) return TimeRole::meeting;
  if (has_any(clause, words.meeting) || has_any(around.before(48, false), words.meeting) || has_any(after, words.meeting)) return TimeRole::meeting;
  return has_any(around.before(24, true), words.begins_before) ? TimeRole::effective : TimeRole::other;
}

// "Deadline for receipt of applications: …", "…截止": words about the time that make it a deadline.
bool is_due(const Telling& words, const Surroundings& around) {
  if (has_any(around.before(24, true), words.due_before)) return true;
  const auto label = around.before(60, false);
  // "Thời hạn cuối cùng nhận hồ sơ là …", "Deadline for receipt of bids: …": a label right before the time.
  static const RE2 kLabel("(?:thời hạn|hạn |deadline|截止|期限)[^.;:\\n]{0,50}(?: là|:|为|是)\\s*(?:vào\\s*)?(?:lúc\\s*)?$");
  if (RE2::PartialMatch(label, kLabel)) return true;
  for (const std::string_view word : {"deadline", "last day to", "截止时间", "截止日期", "hạn chót", "thời hạn gửi", "thời hạn nộp"}) {
    if (label.find(word) != std::string::npos) return true;
  }
  auto after = around.after(20, true);
  after.erase(0, std::min(after.size(), after.find_first_not_of(' ')));
  return std::any_of(words.due_after.begin(), words.due_after.end(), [&](std::string_view word) { return after.starts_with(word); });
}

// "The library is open until 9", "closed through Friday"; a registration that is open until Friday has a deadline.
bool stays_open(const Surroundings& around) {
  const auto inside = around.inside();
  if (!inside.starts_with("until") && !inside.starts_with("through") && !inside.starts_with("till")) return false;
  const auto before = around.before(40, false);
  static const Words kHandedIn = {"regist", "applic", "enrol", "nominat", "comment", "submission", "portal", "bid", "survey", "form", "polls"};
  return (before.find("closed") != std::string::npos || before.find("open ") != std::string::npos) && !has_any(before, kHandedIn);
}

// "DATE: June 17, 2025" above "TIME:" or "PLACE:" is the day of a meeting; in a memorandum it is the day of writing.
bool dated_like_a_meeting(const Surroundings& around) {
  static const RE2 kDate("^\\s*(?:date|day)\\s*:\\s*$"), kTime("^\\s*\\n?\\s*(?:time|place|location|where)\\s*:");
  return RE2::PartialMatch(around.line(20), kDate) && RE2::PartialMatch(around.next_line(12), kTime);
}

TimeRole role_of_day(const Telling& words, const Surroundings& around, const Expression& expression, const ReadTime& time) {
  if (begins_to_hold(words, around) || has_any(around.before(24, true), words.begins_before)) return TimeRole::effective;
  const bool past = expression.start.day_offset && *expression.start.day_offset < 0;
  if (time.grain == "minute") return TimeRole::other;  // in 20 minutes
  if (past) return TimeRole::date;
  const auto before = around.before(30, true);
  if (std::any_of(words.held_before.begin(), words.held_before.end(), [&](std::string_view word) { return before.ends_with(word); })) return TimeRole::meeting;
  return dated_like_a_meeting(around) || has_any(around.after(10, true), words.held) || labelled_as_meeting(around.before(30, true)) ? TimeRole::meeting : TimeRole::date;
}

}  // namespace

bool is_extension_limit(const Document& document, const std::string& language, TextRange range) {
  static const RE2 kZh("(?:可|可以|允许|最迟|最多|至多|最长)(?:再|适当|酌情)*(?:延长|延期|延至|延到|顺延|宽限|展期|放宽)(?:时间|期限)?(?:至|到)?(?:最迟)?$");
  static const RE2 kVi("(?:có thể|được|được phép) (?:xem xét )?(?:gia hạn|kéo dài|lùi)(?: thêm| thời hạn| thời gian)*(?:,? nhưng)?(?: tối đa| không quá)?(?: đến| tới)?(?: hết)? *$");
  static const RE2 kEn("(?:may|can|could|might) be (?:further )?(?:extended|prolonged)(?:,? but)?(?: up)?(?: only)?(?: to| until| till| through)?(?: no later than)? *$");
  const auto before = Surroundings(document, range).before(60, false);
  return RE2::PartialMatch(before, language == "zh" ? kZh : language == "vi" ? kVi : kEn);
}

bool tells_hours(const Document& document, const std::string& language, TextRange range) {
  return has_any(Surroundings(document, range).before(40, false), telling(language).hours);
}

bool tells_workdays(const Document& document, const std::string& language, TextRange range) {
  const Surroundings around(document, range);
  return has_any(around.before(40, false), telling(language).workdays) || has_any(around.after(48, false), telling(language).workdays);
}

TimeRole role_of(const Document& document, const Reading& reading, const Expression& expression, const ReadTime& time) {
  if (reading.issued && reading.issued->range.start <= time.range.start && time.range.end <= reading.issued->range.end) return TimeRole::date;
  const auto& words = telling(reading.language);
  const Surroundings around(document, time.range);
  if (expression.kind == TimeKind::relative) return role_of_relative(expression, words, around);
  if (expression.vague) return TimeRole::other;
  if (expression.lookback) return TimeRole::lookback;
  const bool clock = expression.start.has_clock() || expression.start.edge != Edge::none;
  if (expression.since && time.kind == TimeKind::point) {
    // "from 8 o'clock" of a meeting is its beginning.
    const bool said = has_any(around.before(40, false), words.effective_before);
    return clock && !said && role_of_clock(words, around) == TimeRole::meeting ? TimeRole::meeting : TimeRole::effective;
  }
  if (expression.kind == TimeKind::recurrence) return role_of_recurrence(words, around, expression);
  // "in effect through May 31" says how long something holds.
  if (expression.before && expression.counts && has_any(around.before(16, true), words.begins_before)) return TimeRole::effective;
  if (expression.counts && stays_open(around)) return TimeRole::window;
  if (expression.before || expression.stated_deadline) return TimeRole::deadline;
  if (time.kind == TimeKind::span && !expression.damaged) return role_of_span(words, around, expression, time);
  if (around.inside().starts_with("after ")) return TimeRole::other;
  if (is_due(words, around)) return TimeRole::deadline;
  const bool coarse = time.grain == "month" || time.grain == "year" || time.grain == "quarter" || time.grain == "week";
  if (coarse) return TimeRole::date;
  if (clock || expression.damaged) {
    const auto role = role_of_clock(words, around);
    return role == TimeRole::other && !clock ? TimeRole::date : role;
  }
  return role_of_day(words, around, expression, time);
}

}  // namespace fenliu::rules
