// Vietnamese: words around dates and clocks (trước, chậm nhất, từ, hằng ngày), lengths of time, vague and damaged phrases.
#include <map>
#include <string>

#include "rules/reading/assembly.h"
#include "rules/reading/words_vi.h"

namespace fenliu::rules {

namespace {

#define FENLIU_VI_LENGTH FENLIU_VI_N "(?:\\s+\\([^)]{1,10}\\))?\\s+(ngày\\s+làm\\s+việc|ngày|hôm|giờ|tiếng|phút|tuần|tháng|năm)"
#define FENLIU_VI_OBJECT "(?:\\s+(?:được|đủ|hồ|sơ|hợp|lệ|văn|bản|đơn|thông|báo|cuộc|họp|sự|việc|vụ|cố|quyết|định|yêu|cầu|kết|luận|công|tin|báo|vụ|hợp|đồng|dự|án|trình|kiểm|tra|thúc|lý|ra|ban|hành|này|phiên|hội|nghị|khiếu|nại)){0,6}"
#define FENLIU_VI_HAPPENS "(?:nhận|ký|ban\\s+hành|tiếp\\s+nhận|kết\\s+thúc|phát\\s+hiện|xảy\\s+ra|thụ\\s+lý|có|được|công\\s+bố|thông\\s+báo|tiếp|bắt\\s+đầu|phát\\s+sinh|hoàn\\s+thành)"
#define FENLIU_VI_THEN "(?:,?\\s+(?:kể\\s+|tính\\s+)?từ\\s+(?:ngày|khi|lúc|thời\\s+điểm)|\\s+sau\\s+(?:khi|ngày))\\s+" FENLIU_VI_HAPPENS FENLIU_VI_OBJECT
#define FENLIU_VI_SINCE "(?:" FENLIU_VI_THEN ")?"

bool set_length(const Match& m, int number, int unit, int sign, Piece& piece) {
  const int value = vi_number(m.text(number));
  if (value < 1) return false;
  auto word = m.lower(unit);
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::relative;
  if (word.find("làm") != std::string::npos) {
    piece.says.working_days = sign * value;
    return true;
  }
  // Hours of office are counted by no unit that we have: read, without a value.
  if ((word == "giờ" || word == "tiếng") && m.followed_by({"làm việc"})) return true;
  TimeUnit of = TimeUnit::day;
  if (word == "phút") of = TimeUnit::minute;
  if (word == "giờ" || word == "tiếng") of = TimeUnit::hour;
  if (word == "tuần") of = TimeUnit::week;
  if (word == "tháng") of = TimeUnit::month;
  if (word == "năm") of = TimeUnit::year;
  piece.says.offset = {sign * value, of};
  return true;
}

bool within(const Match& m, Piece& piece) {
  if (m.has(3)) {
    piece.says.lookback = true;
    return set_length(m, 1, 2, -1, piece);
  }
  piece.says.before = true;
  return set_length(m, 1, 2, 1, piece);
}

bool ahead_of(const Match& m, Piece& piece) {
  piece.says.before = true;
  return set_length(m, 1, 2, -1, piece);
}

// 3 ngày trước, 2 tuần nữa: counted from the moment of reading.
bool shifted(const Match& m, Piece& piece) {
  const auto which = m.lower(3);
  // "3 tháng qua": a length that looks back.
  if ((which == "qua" || which == "vừa qua" || which == "gần đây") && !m.is_whole_text()) {
    piece.says.lookback = true;
    return set_length(m, 1, 2, -1, piece);
  }
  const int sign = which == "trước" || which == "qua" ? -1 : 1;
  if (!set_length(m, 1, 2, sign, piece) || piece.says.working_days) return piece.says.working_days.has_value();
  piece.kind = PieceKind::moment;
  piece.says.kind = TimeKind::point;
  piece.says.start.shift = piece.says.offset;
  piece.says.offset.reset();
  return true;
}

bool every(const Match& m, Piece& piece) {
  static const std::map<std::string, TimeUnit, std::less<>> kUnits = {{"ngày", TimeUnit::day}, {"tuần", TimeUnit::week}, {"tháng", TimeUnit::month}, {"quý", TimeUnit::quarter}, {"năm", TimeUnit::year}};
  piece.kind = PieceKind::every;
  piece.says.every = kUnits.at(m.lower(1));
  return true;
}

bool once_every(const Match& m, Piece& piece) {
  every(m, piece);
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::recurrence;
  if (piece.says.every == TimeUnit::quarter) piece.says.every = TimeUnit::month, piece.says.interval = 3;
  return true;
}

// Cuối mỗi tháng: its last day.
bool end_of_every(const Match& m, Piece& piece) {
  piece.kind = PieceKind::every;
  const auto unit = m.lower(2);
  piece.says.every = unit == "tháng" ? TimeUnit::month : unit == "quý" ? TimeUnit::quarter : TimeUnit::year;
  if (m.lower(1) == "cuối") piece.says.start.share = Share::end;
  else piece.says.start.day = 1;
  return true;
}

// Thứ Hai đầu tiên của tháng: of every month, or of the one that is named.
bool nth_weekday(const Match& m, Piece& piece) {
  const auto which = m.lower(2);
  auto& start = piece.says.start;
  start.nth = which.starts_with("đ") ? 1 : which.starts_with("c") ? -1 : vi_number(m.text(2).substr(m.text(2).find_last_of(' ') + 1));
  start.weekday = m.has(1) ? static_cast<unsigned>(vi_number(m.text(1)) - 1) : 0U;
  if (m.has(4)) start.year = m.number(4);
  if (m.has(3)) return (start.month = m.number(3)) && *start.month >= 1 && *start.month <= 12;
  piece.kind = PieceKind::every;
  piece.says.every = TimeUnit::month;
  return true;
}

// Ngày 20 của tháng cuối quý
bool month_of_quarter(const Match& m, Piece& piece) {
  piece.kind = PieceKind::every;
  piece.says.every = TimeUnit::quarter;
  piece.says.start.share = m.lower(1) == "cuối" ? Share::end : Share::beginning;
  return true;
}

bool every_length(const Match& m, Piece& piece) {
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::recurrence;
  static const std::map<std::string, TimeUnit, std::less<>> kUnits = {{"giờ", TimeUnit::hour}, {"phút", TimeUnit::minute}, {"ngày", TimeUnit::day}, {"tuần", TimeUnit::week},
                                                                      {"tháng", TimeUnit::month}, {"quý", TimeUnit::month}, {"năm", TimeUnit::year}};
  piece.says.every = kUnits.at(m.lower(2));
  piece.says.interval = vi_number(m.text(1)) * (m.lower(2) == "quý" ? 3 : 1);
  return piece.says.interval > 0;
}

bool lead(Piece& piece, bool before, bool counts, bool since) {
  piece.kind = PieceKind::lead;
  piece.says.before = before;
  piece.says.counts = counts;
  piece.says.since = since;
  return true;
}

bool since_signed(const Match&, Piece& piece) {
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::point;
  piece.says.since = true;
  piece.says.start.day_offset = 0;
  return true;
}

bool vague(const Match&, Piece& piece) {
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::vague;
  piece.says.vague = true;
  return true;
}

bool damaged(const Match&, Piece& piece) {
  piece.says.damaged = true;
  return true;
}

bool glue(std::string_view gap, const Piece& left, const Piece& right) {
  for (const char* word : {",", "(", ")", "vào", "lúc", "là", "ngày", "của", "vào lúc", "các ngày", "vào các ngày", ", vào", ", lúc", "của ngày", ":", ";"}) {
    if (gap != word) continue;
    if (gap == "," || gap == ":" || gap == ";") {
      // "8 giờ, thứ Hai, ngày 25/11" is one; "ngày 25/11: 8 giờ … " begins anew.
      return gap == "," && (!left.says.start.has_date() || left.says.start.weekday || left.kind != PieceKind::moment || right.kind != PieceKind::moment || (!right.says.start.has_clock() && !left.says.start.day));
    }
    return true;
  }
  return false;
}

}  // namespace

const std::vector<PieceRule>& frames_vi() {
  static const std::vector<PieceRule> rules = {
      {"trước(?:\\s+khi|\\s+lúc|\\s+thời\\s+điểm)?", [](const Match&, Piece& p) { return lead(p, true, false, false); }},
      {"(?:chậm|muộn|trễ)\\s+nhất(?:\\s+là)?(?:\\s+(?:vào|đến|trước|trong|lúc))?(?:\\s+hết)?", [](const Match&, Piece& p) { return lead(p, true, true, false); }},
      {"không\\s+(?:được\\s+)?(?:muộn|chậm|trễ|quá|vượt)(?:\\s+(?:hơn|quá|so\\s+với))?", [](const Match&, Piece& p) { return lead(p, true, true, false); }},
      {"trong(?:\\s+ngày(?:\\s+làm\\s+việc)?)?", [](const Match&, Piece& p) { return lead(p, true, true, false); }},
      {"(?:bắt\\s+đầu\\s+)?(?:kể\\s+)?từ", [](const Match&, Piece& p) { return lead(p, false, false, true); }},
      {"(?:cho\\s+)?(?:đến|tới)(?:\\s+hết)?", [](const Match&, Piece& p) {
         p.kind = PieceKind::joint;
         return p.says.before = p.says.counts = true;
       }},
      {"[-~]", [](const Match&, Piece& p) { p.kind = PieceKind::joint; return true; }},
      {"(?:đến|tới)\\s+nay", [](const Match&, Piece& p) { p.kind = PieceKind::tail; return p.says.lookback = true; }},
      {"ngay\\s+trong\\s+ngày(?:\\s+hôm\\s+nay)?", [](const Match& m, Piece& p) {
         p.kind = PieceKind::whole;
         p.says.before = p.says.counts = true;
         p.says.start.day_offset = 0;
         return m.next() != U' ';
       }},
      // "Số liệu tính đến ngày 31/8" says of when the figures are.
      {"tính\\s+(?:đến|tới)(?:\\s+hết)?", [](const Match&, Piece& p) { return lead(p, false, false, false); }},
      {"trở\\s+đi", [](const Match&, Piece& p) { p.kind = PieceKind::tail; return p.says.since = true; }},
      {"và(?:\\s+lúc)?", [](const Match&, Piece& p) { p.kind = PieceKind::list; return true; }},
      {"(?:hằng|hàng|mỗi)\\s+(ngày|tuần|tháng|quý|năm)", [](const Match& m, Piece& p) {
         // "Báo cáo hằng ngày về Văn phòng": how often, and nothing else.
         if (m.preceded_by({"báo cáo", "gửi", "nộp", "cập nhật", "tổng hợp"}) && m.followed_by({"về", "cho", "gửi", ".", ";"})) return once_every(m, p);
         return every(m, p);
       }},
      {"(?:\\d{1,2}|một|hai|ba)\\s+lần\\s*(?:/|mỗi\\s+|trong\\s+|một\\s+)\\s*(ngày|tuần|tháng|quý|năm)", every},
      {"(?:mỗi\\s+)?ngày\\s+(?:\\d{1,2}|hai|ba)\\s+lần", [](const Match&, Piece& p) { p.kind = PieceKind::every; p.says.every = TimeUnit::day; return true; }},
      {"(?:mỗi\\s+|hằng\\s+|hàng\\s+)(ngày|tuần|tháng|quý|năm)\\s+(?:một|1|01)\\s+lần", once_every},
      {"(?:vào\\s+)?(?:ngày\\s+)?(cuối|đầu)\\s+(?:mỗi|hằng|hàng)\\s+(tháng|quý|năm)", end_of_every},
      // "Ngày 22 của tháng báo cáo": of every month.
      {"(?:của\\s+)?tháng\\s+báo\\s+cáo", [](const Match&, Piece& p) { p.kind = PieceKind::every; p.says.every = TimeUnit::month; return true; }},
      {"(?:của\\s+)?tuần\\s+cuối(?:\\s+cùng)?\\s+(?:của|trong)\\s+(?:mỗi\\s+|hằng\\s+|hàng\\s+)?tháng", [](const Match&, Piece& p) {
         p.kind = PieceKind::every;
         p.says.every = TimeUnit::month;
         p.says.start.nth = -1;
         return true;
       }},
      {"(?:thứ\\s+(hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\\s+nhật)\\s+(đầu\\s+tiên|cuối\\s+cùng|thứ\\s+(?:hai|ba|tư))\\s+(?:của|trong)\\s+(?:mỗi\\s+|hằng\\s+|hàng\\s+)?tháng(?:\\s+(\\d{1,2})(?:/(\\d{4}))?)?", nth_weekday},
      {"(?:của\\s+)?tháng\\s+(cuối|đầu)\\s+(?:của\\s+)?(?:mỗi\\s+|hằng\\s+|hàng\\s+)?quý", month_of_quarter},
      {"ngày\\s+làm\\s+việc\\s+(cuối\\s+cùng|đầu\\s+tiên)(?:\\s+(?:của|trong))?", [](const Match& m, Piece& p) { p.says.start.workday_nth = m.lower(1).starts_with("c") ? -1 : 1; return p.needs_date = true; }},
      {"(?:mỗi|cứ)\\s+" FENLIU_VI_N "\\s+(giờ|phút|ngày)(?:\\s+một\\s+lần)?", every_length},
      {"(?:định\\s+kỳ\\s+)?" FENLIU_VI_N "\\s+(giờ|phút|ngày|tuần|tháng|quý|năm)(?:\\s*/\\s*|\\s+một\\s+|\\s+1\\s+|\\s+)lần", every_length},
      {"(?:mỗi|hằng|hàng|từng)\\s+giờ(?:\\s+(?:một|1|01)\\s+lần)?", [](const Match&, Piece& p) {
         p.kind = PieceKind::whole;
         p.says.kind = TimeKind::recurrence;
         p.says.every = TimeUnit::hour;
         return true;
       }},
      {"(?:hằng|hàng|mỗi)\\s+ngày\\s+làm\\s+việc", [](const Match&, Piece& p) { return every_workday(p); }},
      {"(?:trong\\s+)?giờ\\s+hành\\s+chính,?\\s+(?:(?:vào\\s+)?(?:tất\\s+cả\\s+)?(?:các|mọi)\\s+ngày|từ\\s+thứ\\s+hai\\s+đến\\s+thứ\\s+sáu)(?:\\s+(?:làm\\s+việc|trong\\s+tuần))?", [](const Match&, Piece& p) {
         p.kind = PieceKind::whole;
         p.says.kind = TimeKind::recurrence;
         return every_workday(p);
       }},
      {"giờ\\s+làm\\s+việc", [](const Match&, Piece& p) { p.says.start.edge = Edge::opening; p.needs_date = true; return true; }},
      {"(?:trong(?:\\s+vòng|\\s+thời\\s+hạn|\\s+thời\\s+gian|\\s+khoảng)?|không\\s+quá|sau|chậm\\s+nhất\\s+(?:là\\s+)?(?:sau|trong)|sau\\s+thời\\s+hạn)\\s+" FENLIU_VI_LENGTH "(\\s+qua|\\s+vừa\\s+qua|\\s+gần\\s+đây|\\s+gần\\s+nhất|\\s+trở\\s+lại\\s+đây)?" FENLIU_VI_SINCE, within},
      {"(?:trong(?:\\s+vòng|\\s+thời\\s+hạn|\\s+khoảng)?|không\\s+quá|sau)\\s+(?:từ\\s+)?" FENLIU_VI_N "\\s*(?:đến|-|–)\\s*" FENLIU_VI_LENGTH FENLIU_VI_SINCE, [](const Match& m, Piece& p) { p.says.before = true; return set_length(m, 2, 3, 1, p); }},
      // "Chậm nhất 02 giờ sau khi xảy ra": a length, since something happened; without that it is a time of day.
      {"(?:(?:chậm|muộn)\\s+nhất|tối\\s+đa)(?:\\s+là)?\\s+" FENLIU_VI_LENGTH "()" FENLIU_VI_THEN, [](const Match& m, Piece& p) { p.says.before = true; return set_length(m, 1, 2, 1, p); }},
      // "Thời hạn giải quyết: 08 ngày làm việc"
      {FENLIU_VI_LENGTH FENLIU_VI_SINCE, [](const Match& m, Piece& p) {
         p.says.before = true;
         return m.preceded_by({"thời hạn:", "thời hạn là", "thời hạn giải quyết:", "thời gian giải quyết:", "thời hạn xử lý:", "thời hạn thực hiện:", "thời hạn trả kết quả:"}) && set_length(m, 1, 2, 1, p);
       }},
      {"trước\\s+(?:cuộc\\s+họp|khi\\s+họp|phiên\\s+họp|ngày\\s+họp|giờ\\s+họp|giờ\\s+khai\\s+mạc|hội\\s+nghị|kỳ\\s+nghỉ|kỳ\\s+họp|ngày\\s+khai\\s+mạc)\\s+(?:ít\\s+nhất\\s+|tối\\s+thiểu\\s+)?" FENLIU_VI_LENGTH, ahead_of},
      {"(?:(?:ít\\s+nhất|tối\\s+thiểu|(?:chậm|muộn)\\s+nhất)\\s+(?:là\\s+)?)?" FENLIU_VI_LENGTH "\\s+trước\\s+(?:khi\\s+(?:họp|khai\\s+mạc|tổ\\s+chức|diễn\\s+ra)|(?:ngày\\s+)?(?:khai\\s+mạc|tổ\\s+chức|diễn\\s+ra|bầu\\s+cử|họp|(?:cuộc|phiên|kỳ)\\s+họp|hội\\s+nghị|đại\\s+hội))(?:\\s+(?:kỳ\\s+họp|phiên\\s+họp|cuộc\\s+họp|hội\\s+nghị|đại\\s+hội))?", ahead_of},
      {"trước\\s+(?:ít\\s+nhất\\s+)?" FENLIU_VI_N "\\s+(phút|ngày(?:\\s+làm\\s+việc)?)", ahead_of},
      {FENLIU_VI_LENGTH "\\s+(trước|vừa\\s+qua|gần\\s+đây|qua|sau|nữa|tới)", shifted},
      {"(?:kể\\s+)?từ\\s+ngày\\s+(?:ký|ban\\s+hành|công\\s+bố)(?:\\s+ban\\s+hành)?", since_signed},
      {"(?:ngay\\s+lập\\s+tức|lập\\s+tức|ngay|khẩn\\s+trương|kịp\\s+thời|sớm\\s+nhất|(?:đề\\s+nghị|yêu\\s+cầu)\\s+sớm|càng\\s+sớm\\s+càng\\s+tốt)", vague},
      {"thường\\s+xuyên", [](const Match& m, Piece& p) { return !m.preceded_by({"chi", "vốn", "không", "kinh phí", "ngân sách", "thu", "hộ khẩu"}) && vague(m, p); }},
      // 1O giờ, l5h: a letter where a digit should be.
      {"(?:lúc\\s+|vào\\s+|hồi\\s+)?(?:\\d[lIoO]|[lIoO]\\d)\\s?(?:giờ|h)(?:\\s?[\\dlIoO]{2}(?:\\s?phút)?)?", [](const Match& m, Piece& p) { p.says.start.hour = 0; return damaged(m, p); }},
      {"(?:lúc\\s+|vào\\s+|hồi\\s+)?\\d{1,2}\\s?(?:giờ|h)\\s?(?:\\d[lIoO]|[lIoO]\\d)(?:\\s?phút)?", [](const Match& m, Piece& p) { p.says.start.hour = 0; return damaged(m, p); }},
      {"ngày\\s+/\\s*\\d{1,2}(?:/\\d{4})?", damaged},
      {"(?:ngày\\s+)?[\\dlIoO]{1,2}[/-][\\dlIoO]{1,2}[/-][\\dlIoO]{4}", [](const Match& m, Piece& p) {
         const auto text = m.text(0).starts_with("ng") ? m.text(0).substr(5) : m.text(0);
         return damaged(m, p) && text.find_first_of("lIoO") != std::string_view::npos && text.find_first_of("0123456789") != std::string_view::npos;
       }},
      {"(?:[…_.]{1,8}\\s*)?giờ(?:\\s*[…_.]{1,8}(?:\\s*phút)?)?,?\\s*ngày\\s*[…_.]{1,8}\\s*tháng\\s*(?:\\d{1,2}|[…_.]{1,8})(?:\\s*năm\\s*(?:\\d{4}|[.…_]{1,12}))?", damaged},
      {"(?:[…_.]{1,8}\\s*)?giờ(?:\\s*[…_.]{1,8}(?:\\s*phút)?)?,?\\s*ngày\\s*[…_.]{1,8}\\s*/\\s*(?:\\d{1,2}|[…_.]{1,8})(?:/\\d{4})?", damaged},
      {"ngày\\s*[…_.]{1,8}\\s*/\\s*(?:\\d{1,2}|[…_.]{1,8})(?:/\\d{4})?", damaged},
      {"ngày\\s*(?:[.…_]{1,12}\\s*)?tháng\\s*(?:\\d{1,2}|[.…_]{1,12})(?:\\s*năm\\s*(?:\\d{4}|[.…_]{1,12}))?", damaged},
  };
  return rules;
}

std::vector<Expression> expressions_vi(const Document& document) {
  static const PieceTable table({&dates_vi(), &periods_vi(), &frames_vi(), &lengths_vi(), &written_alike()}, true);
  return assemble(document, table.find(document), {glue, true});
}

}  // namespace fenliu::rules
