// The words of a decision's page, and of calendars, in three languages. Internal to rules/.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace fenliu::rules {

// zh, en, vi; # is filled in.
using Phrase = std::array<const char*, 3>;

inline std::size_t column_of(const std::string& language) { return language == "zh" ? 0 : language == "vi" ? 2 : 1; }

namespace words {

constexpr Phrase kColon = {"：", ": ", ": "};
constexpr Phrase kComma = {"、", ", ", ", "};
constexpr Phrase kPause = {"，", ", ", ", "};
constexpr Phrase kSemicolon = {"；", "; ", "; "};
constexpr Phrase kOpen = {"（", " (", " ("};
constexpr Phrase kClose = {"）", ")", ")"};
constexpr Phrase kQuoted = {"“#”", "\"#\"", "“#”"};

constexpr Phrase kNumber = {"文号", "number", "số"};
constexpr Phrase kIssuer = {"发文", "issued by", "nơi ban hành"};
constexpr Phrase kCounts = {"牵头#个", "leads: #", "chủ trì: #"};
constexpr Phrase kCountSupport = {"配合#个", "supports: #", "phối hợp: #"};
constexpr Phrase kCountInform = {"知会#个", "informed: #", "thông báo: #"};
constexpr Phrase kNobody = {"没有单位涉及", "It concerns nobody", "Không liên quan đơn vị nào"};
constexpr Phrase kEveryone = {"全体参加", "Everyone attends", "Tất cả đều dự"};
constexpr Phrase kOrderedBy = {"（#要求）", ", ordered by #", ", theo yêu cầu của #"};

constexpr Phrase kLead = {"牵头", "Leads", "Chủ trì"};
constexpr Phrase kSupport = {"配合", "Supports", "Phối hợp"};
constexpr Phrase kInform = {"知会", "Is informed", "Được thông báo"};
constexpr Phrase kInformedAll = {"仅知会（收到标题和正文，不用到会，不用办理）", "Merely informed (title and text, nothing to attend or do)",
                                 "Chỉ được thông báo (nhận tiêu đề và nội dung, không phải dự, không phải làm)"};
constexpr Phrase kWhole = {"全文", "the whole item", "toàn bộ"};
constexpr Phrase kPart = {"第#项", "part #", "mục #"};

constexpr Phrase kWhy = {"依据", "why", "căn cứ"};
constexpr Phrase kRule = {"规则 #", "rule #", "quy tắc #"};
constexpr Phrase kLikely = {"可能", "likely", "có thể"};
constexpr std::array<Phrase, 5> kVia = {{{"条款点名", "named in a clause", "nêu trong điều khoản"},
                                         {"文中提到", "named in the text", "nêu trong văn bản"},
                                         {"按职责“#”", "by its duty for \"#\"", "theo trách nhiệm “#”"},
                                         {"规则指定", "a rule names it", "quy tắc chỉ định"},
                                         {"主送或抄送", "addressed", "nơi nhận"}}};

constexpr Phrase kBeReady = {"到会", "be in the room", "có mặt"};
constexpr Phrase kUntilReleased = {"#起，直到另行通知", "from # until released", "từ # đến khi có báo"};
constexpr Phrase kLastReport = {"最近一次报告#", "last report #", "báo cáo gần nhất #"};
constexpr Phrase kDue = {"时限", "due", "thời hạn"};
constexpr Phrase kMinutesLeft = {"只剩#个工作分钟", "# working minutes left", "còn # phút làm việc"};
constexpr Phrase kExtendedTo = {"延至#", "extended to #", "gia hạn đến #"};
constexpr Phrase kInner = {"本级提前到#", "inner deadline here: #", "hạn nội bộ ở đây: #"};
constexpr Phrase kReason = {"理由：#", "because: #", "lý do: #"};
constexpr Phrase kProposed = {"建议改为#", "proposed: #", "đề xuất: #"};
constexpr Phrase kEnding = {"文中说“#”已终止", "The text says that # has ended", "Văn bản nói # đã kết thúc"};
constexpr Phrase kWouldClose = {"经人确认后不再报送：#", "would be closed when a person confirms: #", "sẽ đóng khi có người xác nhận: #"};
constexpr Phrase kFrom = {"自#起", "from # on", "từ #"};
constexpr Phrase kNothingWaits = {"没有待答复的时限", "No deadline waits for an answer", "Không có thời hạn nào chờ trả lời"};
constexpr Phrase kBecause = {"原因", "because", "vì"};
constexpr Phrase kMinutes = {"#分钟", "# min", "# phút"};

constexpr Phrase kBesides = {"另行安排", "besides", "ngoài ra"};
constexpr Phrase kDutyShift = {"值班#", "on duty #", "trực #"};
constexpr Phrase kAbsence = {"停止办公#", "closed #", "nghỉ làm việc #"};
constexpr Phrase kStaffAway = {"#人不在岗", "# people away", "vắng # người"};
constexpr Phrase kLends = {"借出#人", "# people lent", "biệt phái đi # người"};
constexpr Phrase kHosts = {"借入#人", "# people borrowed", "biệt phái đến # người"};
constexpr Phrase kLentTo = {"到#", " to #", " đến #"};
constexpr Phrase kLentFrom = {"来自#", " from #", " từ #"};
constexpr Phrase kDayOff = {"放假", "day off", "nghỉ"};
constexpr Phrase kWorkday = {"上班", "workday", "làm việc"};

constexpr Phrase kTriage = {"待分拣", "Waits for a person", "Chờ phân loại"};
constexpr Phrase kNotConcerned = {"未涉及", "Not concerned", "Không liên quan"};

struct Word {
  std::string_view id;
  Phrase phrase;
};

constexpr std::array<Word, 5> kStatus = {{{"fair", {"原定，时间充足", "as stated, time enough", "theo văn bản, đủ thời gian"}},
                                          {"tight", {"原定，时间偏紧", "as stated, tight", "theo văn bản, gấp"}},
                                          {"extended", {"原定，已延期", "as stated, extended", "theo văn bản, đã gia hạn"}},
                                          {"hard", {"原定，不可更改", "as stated, fixed", "theo văn bản, không đổi được"}},
                                          {"impossible", {"原定，已来不及", "as stated, impossible", "theo văn bản, không kịp"}}}};

// Who answered stands for #.
constexpr std::array<Word, 6> kAnswers = {{{"accepted", {"#同意延期", "# accepted the proposal", "# đồng ý gia hạn"}},
                                           {"countered", {"#另定时间", "# set another time", "# ấn định thời gian khác"}},
                                           {"refused", {"#不同意延期", "# refused to extend it", "# không đồng ý gia hạn"}},
                                           {"automatic", {"按事先规定自动延期", "by a limit set beforehand", "tự động theo quy định trước"}},
                                           {"waived", {"#同意免报", "# waived it", "# đồng ý miễn"}},
                                           {"closed", {"#确认已终止，不再报送", "# confirmed that it has ended", "# xác nhận đã kết thúc, không phải báo cáo nữa"}}}};

constexpr std::array<Word, 7> kFlags = {{{"ambiguous", {"原文时间有歧义，按最早算", "ambiguous, the earliest counts", "mơ hồ, lấy giờ sớm nhất"}},
                                         {"damaged", {"原文时间残缺", "damaged", "bị hỏng"}},
                                         {"weekday-mismatch", {"日期与星期不符", "date and weekday differ", "ngày và thứ không khớp"}},
                                         {"year-inferred", {"年份为推定", "the year is inferred", "năm được suy ra"}},
                                         {"calendar-unknown", {"超出已知日历", "beyond the known calendar", "ngoài lịch đã biết"}},
                                         {"waiver-proposed", {"建议免报", "waiver proposed", "đề xuất miễn"}},
                                         {"reduced-staff", {"人手减少，需时更长", "fewer people, takes longer", "ít người, cần lâu hơn"}}}};

constexpr std::array<Word, 6> kCauses = {{{"overran", {"超时", "overran", "kéo dài"}},
                                          {"started-late", {"开始晚", "started late", "bắt đầu muộn"}},
                                          {"waits-for", {"等前一个会", "waits for the one before", "chờ cuộc họp trước"}},
                                          {"estimate", {"预计延长", "by estimate", "theo ước tính"}},
                                          {"postponed", {"改期", "postponed", "hoãn"}},
                                          {"no-report", {"没有报告", "no report", "chưa có báo cáo"}}}};

// What a person does with a part in triage.
constexpr std::array<Word, 4> kTriageReasons = {
    {{"unrouted",
      {"要求办事，但没有找到办理单位。请指定单位，或者改规则后重新分流。",
       "it asks for work, but nobody was found to do it. Name the units, or mend the rules and route it again.",
       "có yêu cầu nhưng không tìm được đơn vị. Hãy chỉ định đơn vị, hoặc sửa quy tắc rồi phân luồng lại."}},
     {"inform-only",
      {"只有被知会的单位，没有人办。请指定牵头单位，或者确认仅供知晓。",
       "units are informed, but nobody has to do it. Name who leads, or confirm that it is for information.",
       "chỉ có đơn vị được thông báo, không ai làm. Hãy chỉ định chủ trì, hoặc xác nhận chỉ để biết."}},
     {"no-action",
      {"看不出要求谁做什么。请确认不用办理，或者指定单位。",
       "it does not seem to ask anything of anybody. Confirm that, or name the units.",
       "không thấy yêu cầu ai làm gì. Hãy xác nhận, hoặc chỉ định đơn vị."}},
     {"unreadable",
      {"文字无法识别。请对照原件重新录入，再分流。",
       "the text cannot be read. Enter it again from the original.",
       "không đọc được chữ. Hãy nhập lại theo bản gốc."}}}};

}  // namespace words

// `id` in the language of `column`; itself where it is none of `known`.
template <std::size_t count>
std::string word_in(const std::array<words::Word, count>& known, std::string_view id, std::size_t column) {
  for (const auto& each : known) {
    if (each.id == id) return each.phrase[column];
  }
  return std::string(id);
}

// The phrase with # filled in.
inline std::string filled(const Phrase& phrase, std::size_t column, const std::string& words) {
  std::string text = phrase[column];
  const auto at = text.find('#');
  return at == std::string::npos ? text : text.replace(at, 1, words);
}

}  // namespace fenliu::rules
