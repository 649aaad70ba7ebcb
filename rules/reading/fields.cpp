// Reading the frame of GB/T 9704 documents, Decree 30/2020 documents and plain notices, line by line.
#include "rules/reading/fields.h"

#include <algorithm>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

ReadField field(const Document& document, TextRange range) {
  return {to_utf8(std::u32string_view(document.stored).substr(range.start, range.end - range.start)), range};
}

struct Patterns {
  RE2 number{"([^\\s,、:]{1,16}[〔\\[(]\\s*(?:19|20)\\d{2}\\s*[〕\\])]\\s*第?\\d{1,4}\\s*[号號])"};
  RE2 order{"^(第?[0-9一二三四五六七八九十]{1,4}号令?|[0-9]{1,3}号令)$"};
  RE2 number_vi{"((?:Số|SỐ|số)\\s*:?\\s*\\d+(?:/\\d{4})?/[\\p{Lu}\\p{Ll}]+(?:-[\\p{Lu}\\p{Ll}]+)*)"};
  RE2 date_line{"^((?:[12二一][0-9〇零O一二三四五六七八九]{3})年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十xX]{1,3}日)$"};
  RE2 date_vi{"(?:ngày|Ngày)\\s+(\\d{1,2})\\s+tháng\\s+(\\d{1,2})\\s+năm\\s+(\\d{4})"};
  RE2 date_vi_line{"^[^0-9,;:]{2,40},\\s*(ngày\\s+\\d{1,2}\\s+tháng\\s+\\d{1,2}\\s+năm\\s+\\d{4})$"};
  RE2 date_en_line{"^(?:Date:\\s*)?((?:January|February|March|April|May|June|July|August|September|October|November|December)\\s+\\d{1,2},\\s+\\d{4})$"};
  RE2 title_end{"(?:决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|令|方案|安排|议程)(?:\\([^)]*\\))?$"};
  RE2 copies{"^(?:抄送|抄报)\\s*:\\s*(.+?)。?$"};
  RE2 copies_vi{"^(?:Nơi nhận|NƠI NHẬN)\\s*:\\s*(.*)$"};
  RE2 addressed_vi{"^(?:Kính gửi|KÍNH GỬI|Gửi)\\s*:\\s*(.*)$"};
  RE2 dispatched_vi{"^[^:]{2,60} (?:điện|ĐIỆN)\\s*:\\s*(.+)$"};
  RE2 addressed_en{"^(?:To|TO)\\s*:\\s*(.+)$"};
  RE2 from_en{"^(?:From|FROM)\\s*:\\s*(.+)$"};
  RE2 subject{"^(?:Subject|SUBJECT|Re|RE)\\s*:\\s*(.+)$"};
  RE2 subject_vi{"^(?:V/v|Về việc)\\s*:?\\s*(.+)$"};
  RE2 copy_number{"^(?:№|No\\.?)?\\s*\\d{4,8}$"};  // GB/T 9704-2012, 7.2.1: 份号, above everything
  RE2 closing{"(?:特此|此)(?:通知|通告|公告|通报|令|复)[。!]?|\\(此件.{0,12}\\)|\\./\\."};
  RE2 letterhead{"^.{2,40}文件$"};
  RE2 issuing{"^.{2,40}(?:办公室|人民政府|委员会|指挥部|领导小组|[局厅部委办]|中心|公司)$"};
};

const Patterns& patterns() {
  static const Patterns compiled;
  return compiled;
}

struct Frame {
  const Document& document;
  Reading& reading;
  std::vector<Line> lines;
  std::vector<bool> used;

  std::string text(std::size_t i) const { return document.utf8.substr(first_byte(lines[i].range.start), last_byte(i)); }
  std::size_t first_byte(std::uint32_t code_point) const {
    return static_cast<std::size_t>(std::lower_bound(document.code_point.begin(), document.code_point.end(), code_point) -
                                    document.code_point.begin());
  }
  std::size_t last_byte(std::size_t i) const { return first_byte(lines[i].range.end) - first_byte(lines[i].range.start); }

  // The range of a piece found in text(i).
  TextRange range_in(std::size_t i, const std::string& line, const re2::StringPiece& piece) const {
    const auto before = count_code_points(std::string_view(line).substr(0, static_cast<std::size_t>(piece.data() - line.data())));
    const auto start = lines[i].range.start + static_cast<std::uint32_t>(before);
    return {start, start + static_cast<std::uint32_t>(count_code_points({piece.data(), piece.size()}))};
  }
};

bool is_numbered(const std::string& line) {
  static const RE2 kNumbered("^(?:[一二三四五六七八九十]{1,3}[、.]|\\([一二三四五六七八九十]{1,3}\\)|\\d{1,2}[.、]|[IVX]{1,4}\\.|-\\s|\\+\\s)");
  return RE2::PartialMatch(line, kNumbered);
}

// "A、B,C" of an addressee line, split at the marks outside brackets.
void split_names(const Frame& frame, TextRange range, std::vector<ReadField>& into) {
  const std::u32string_view text = frame.document.text;
  int depth = 0;
  std::uint32_t start = range.start;
  for (auto i = range.start; i <= range.end; ++i) {
    const char32_t c = i < range.end ? text[i] : U',';
    if (c == U'(' || c == U'[') ++depth;
    if (c == U')' || c == U']') --depth;
    if (i < range.end && (depth > 0 || (c != U',' && c != U'、' && c != U';'))) continue;
    auto from = start, until = i;
    while (from < until && (is_space(text[from]) || text[from] == U'-')) ++from;
    while (until > from && (is_space(text[until - 1]) || text[until - 1] == U'.')) --until;
    if (until > from) into.push_back(field(frame.document, {from, until}));
    start = i + 1;
  }
}

// Whether a line that ends in a colon names who is addressed, by its last word: "现就有关事项通告如下:" and "紧急通知:" do not.
// GB/T 9704-2012, 7.3.2: addressees are bodies, by their names or collectively.
bool names_addressees(std::u32string_view line) {
  static constexpr std::u32string_view kBodies[] = {
      U"单位", U"部门", U"政府", U"委员会", U"管委会", U"办公室", U"街道", U"街道办", U"办事处", U"乡镇", U"镇街", U"镇", U"乡", U"区", U"县",
      U"市", U"州", U"旗", U"村", U"社区", U"居委会", U"村委会", U"居民", U"市民", U"群众", U"村民", U"同志", U"朋友", U"们", U"局", U"委", U"办",
      U"部", U"院", U"所", U"处", U"科", U"股", U"中心", U"会", U"站", U"队", U"场", U"公司", U"企业", U"集团", U"银行", U"学校", U"大学",
      U"中学", U"小学", U"幼儿园", U"机构", U"组", U"团体", U"机关", U"成员", U"委员", U"代表", U"户", U"者", U"人员", U"家长", U"师生", U"旅客",
      U"业主", U"员工", U"职工", U"干部", U"负责人", U"司", U"社", U"行", U"部门负责人"};
  static constexpr std::u32string_view kSayings[] = {U"如下", U"要求", U"指出", U"强调", U"为了", U"决定", U"为做好", U"为进一步", U"根据"};
  for (const auto saying : kSayings) {
    if (line.find(saying) != std::u32string_view::npos) return false;
  }
  while (!line.empty() && (line.back() == U')' || is_space(line.back()))) {
    const auto open = line.back() == U')' ? line.rfind(U'(') : line.size() - 1;
    if (open == std::u32string_view::npos) return false;
    line = line.substr(0, open);
  }
  return std::any_of(std::begin(kBodies), std::end(kBodies), [&](std::u32string_view body) { return line.ends_with(body); });
}

std::optional<Date> date_from(const std::string& text) {
  static const RE2 kZh("(\\S{4,12}?)年(\\S{1,9}?)月(\\S{1,9}?)日");
  static const RE2 kVi("(\\d{1,2})\\s+tháng\\s+(\\d{1,2})\\s+năm\\s+(\\d{4})");
  static const RE2 kEn("([A-Z][a-z]+)\\s+(\\d{1,2}),\\s+(\\d{4})");
  static const std::vector<std::string> kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                                   "July",    "August",   "September", "October", "November", "December"};
  int year = -1, month = -1, day = -1;
  std::string y, m, d;
  if (RE2::PartialMatch(text, kZh, &y, &m, &d)) {
    year = year_number(y), month = small_number(m), day = small_number(d);
  } else if (RE2::PartialMatch(text, kVi, &day, &month, &year)) {
  } else if (RE2::PartialMatch(text, kEn, &m, &day, &year)) {
    const auto found = std::find(kMonths.begin(), kMonths.end(), m);
    month = found == kMonths.end() ? -1 : static_cast<int>(found - kMonths.begin()) + 1;
  }
  if (year < 1900 || month < 1 || day < 1) return {};
  const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{static_cast<unsigned>(day)}};
  return date.ok() ? std::optional(date) : std::nullopt;
}

void read_urgency(Frame& frame) {
  static const RE2 kUrgency("(特急|加急|紧急通知|緊急通知|特提|Hỏa tốc|HỎA TỐC|Thượng khẩn|THƯỢNG KHẨN|Khẩn|KHẨN|URGENT|Urgent|EMERGENCY)");
  for (std::size_t i = 0; i < frame.lines.size() && i < 8; ++i) {
    const auto line = frame.text(i);
    re2::StringPiece found;
    if (!RE2::PartialMatch(line, kUrgency, &found)) continue;
    frame.reading.urgency = field(frame.document, frame.range_in(i, line, found));
    if (line.size() == found.size()) frame.used[i] = true;
    return;
  }
}

// Without small letters, as heads of documents and signatures are written.
bool is_capital(const std::string& line) {
  static const RE2 kSmall("\\p{Ll}"), kLarge("\\p{Lu}");
  return !RE2::PartialMatch(line, kSmall) && RE2::PartialMatch(line, kLarge);
}

// "Nơi nhận:" closes a Vietnamese document: on its line, or a line each below it. What is only filed ("Lưu: VT") is no copy.
void read_copies_vi(Frame& frame, std::size_t label) {
  const auto line = frame.text(label);
  re2::StringPiece found;
  if (frame.reading.language != "vi" || !RE2::PartialMatch(line, patterns().copies_vi, &found)) return;
  const auto take = [&](TextRange range) {
    if (range.end > range.start) split_names(frame, range, frame.reading.copies);
  };
  frame.used[label] = true;
  if (!found.empty()) take(frame.range_in(label, line, found));
  for (auto i = label + 1; i < frame.lines.size(); ++i) {
    // Who signs stands beside them, in the other column.
    const bool signs = is_capital(frame.text(i));
    if (!signs && frame.lines[i].text.front() != U'-') break;
    frame.used[i] = true;
    if (!signs && frame.text(i).find("Lưu") == std::string::npos) take(frame.lines[i].range);
  }
  std::erase_if(frame.reading.copies, [](const ReadField& copy) { return copy.text.starts_with("Lưu") || copy.text.starts_with("Như trên"); });
}

// From the end: date, signature, copies.
void read_ending(Frame& frame) {
  const auto& p = patterns();
  for (std::size_t n = frame.lines.size(); n-- > 0;) {
    const auto line = frame.text(n);
    re2::StringPiece found;
    read_copies_vi(frame, n);
    if (frame.used[n]) continue;
    if (RE2::PartialMatch(line, p.copies, &found)) {
      split_names(frame, frame.range_in(n, line, found), frame.reading.copies);
      frame.used[n] = true;
    } else if (RE2::PartialMatch(line, p.date_line, &found) || RE2::PartialMatch(line, p.date_en_line, &found)) {
      // A text may hold several documents: the last one's date and signature are the item's.
      const bool last = !frame.reading.issued;
      if (last) {
        frame.reading.issued = field(frame.document, frame.range_in(n, line, found));
        frame.reading.issued_date = date_from(line);
      }
      frame.used[n] = true;
      if (n > 0 && RE2::PartialMatch(frame.text(n - 1), p.issuing) && !is_numbered(frame.text(n - 1))) {
        if (last) frame.reading.signature = frame.reading.issuer = field(frame.document, frame.lines[n - 1].range);
        frame.used[n - 1] = true;
      }
    } else if (!frame.reading.issued && RE2::PartialMatch(line, p.date_vi_line, &found)) {
      frame.reading.issued = field(frame.document, frame.range_in(n, line, found));
      frame.reading.issued_date = date_from(line);
      frame.used[n] = true;
    } else if (RE2::FullMatch(line, p.closing)) {
      frame.used[n] = true;
    }
  }
}

// Decree 30/2020, annex I: the issuing body stands first, in capitals ("VĂN PHÒNG CHÍNH PHỦ").
void read_issuer_vi(Frame& frame) {
  static const RE2 kBody("^((?:ỦY BAN|UBND|VĂN PHÒNG|HỘI ĐỒNG|HĐND|SỞ|BỘ|BAN|HUYỆN|PHÒNG|CHI CỤC|TRUNG TÂM|THỦ TƯỚNG|CHÍNH PHỦ|CÔNG AN|ĐẢNG)\\b[^,;:]*)$");
  static const RE2 kMotto("^(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\\s*-\\s*Tự do\\s*-\\s*Hạnh phúc)$");
  static const RE2 kOfPlace("^(?:TỈNH|THÀNH PHỐ|QUẬN|HUYỆN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN)\\s");
  if (frame.reading.language != "vi") return;
  std::size_t body = frame.lines.size();
  for (std::size_t i = 0; i < frame.lines.size() && i < 6; ++i) {
    const auto line = frame.text(i);
    re2::StringPiece found;
    if (frame.used[i]) continue;
    if (RE2::PartialMatch(line, kMotto)) {
      frame.used[i] = true;
    } else if (!frame.reading.issuer && i < 3 && is_capital(line) && RE2::PartialMatch(line, kBody, &found)) {
      frame.reading.issuer = field(frame.document, frame.range_in(i, line, found));
      frame.used[i] = true;
      body = i;
    } else if (body < i && i <= body + 3 && is_capital(line) && RE2::PartialMatch(line, kOfPlace)) {
      // "ỦY BAN NHÂN DÂN" above "HUYỆN AN ĐỘ"
      auto& issuer = *frame.reading.issuer;
      issuer.text += " " + line;
      issuer.range.end = frame.lines[i].range.end;
      frame.used[i] = true;
      return;
    }
  }
}

// "CEDAR HOLLOW TOWN COUNCIL" above "REGULAR MEETING AGENDA": who meets, and what the paper is.
void read_head_en(Frame& frame) {
  static const RE2 kBody("(?:COUNCIL|BOARD|COMMISSION|COMMITTEE|AUTHORITY|DISTRICT|COUNTY|CITY|TOWN|TRUSTEES|SUPERVISORS|SELECTMEN)$"), kPaper("\\b(?:AGENDA|NOTICE|MINUTES)\\b");
  if (frame.reading.language != "en" || frame.lines.size() < 2 || frame.reading.issuer || frame.used[0]) return;
  if (!is_capital(frame.text(0)) || !RE2::PartialMatch(frame.text(0), kBody) || RE2::PartialMatch(frame.text(0), kPaper)) return;
  for (std::size_t i = 1; i < std::min<std::size_t>(3, frame.lines.size()); ++i) {
    if (frame.used[i] || !is_capital(frame.text(i)) || !RE2::PartialMatch(frame.text(i), kPaper)) continue;
    frame.reading.issuer = field(frame.document, frame.lines[0].range);
    frame.reading.title = field(frame.document, frame.lines[i].range);
    for (std::size_t j = 0; j <= i; ++j) frame.used[j] = true;
    return;
  }
}

// "Kính gửi:" with nothing behind it: a line each below.
void read_listed_addressees(Frame& frame, std::size_t label) {
  for (auto i = label + 1; i < frame.lines.size() && frame.lines[i].text.front() == U'-'; ++i) {
    if (frame.used[i]) continue;
    frame.used[i] = true;
    // Each line is one: "Ủy ban nhân dân các xã, thị trấn;".
    const auto& line = frame.lines[i];
    const auto first = line.text.find_first_not_of(U"- "), last = line.text.find_last_not_of(U" ;.,");
    if (first == std::u32string_view::npos || last == std::u32string_view::npos || last < first) continue;
    const auto base = line.range.start;
    frame.reading.addressees.push_back(field(frame.document, {base + static_cast<std::uint32_t>(first), base + static_cast<std::uint32_t>(last) + 1}));
  }
}

// "V/v chủ động ứng phó mưa lũ và" goes on below with a small letter.
void extend_title_vi(Frame& frame, std::size_t first) {
  static const RE2 kGoesOn("^\\p{Ll}");
  auto& title = *frame.reading.title;
  for (auto i = first + 1; i < std::min(first + 4, frame.lines.size()); ++i) {
    const auto line = frame.text(i);
    if (frame.used[i]) continue;
    if (frame.lines[i].text.size() > 60 || !RE2::PartialMatch(line, kGoesOn)) return;
    title.text += " " + line;
    title.range.end = frame.lines[i].range.end;
    frame.used[i] = true;
  }
}

// The line that says "Subject:" or "V/v" before the body begins; what stands above it is letterhead, not a title.
std::size_t subject_line(const Frame& frame) {
  constexpr std::size_t kOpening = 12;
  for (std::size_t i = 0; i < std::min(kOpening, frame.lines.size()); ++i) {
    const auto line = frame.text(i);
    if (is_numbered(line)) break;
    if (RE2::PartialMatch(line, patterns().subject) || RE2::PartialMatch(line, patterns().subject_vi)) return i;
  }
  return 0;
}

// From the start: number, title, addressees. Stops at the first numbered line.
void read_opening(Frame& frame) {
  const auto& p = patterns();
  const auto subject = subject_line(frame);
  for (std::size_t i = 0; i < frame.lines.size(); ++i) {
    if (frame.used[i]) continue;
    const auto line = frame.text(i);
    if (is_numbered(line)) break;
    re2::StringPiece found;
    const bool short_line = frame.lines[i].text.size() <= 30;
    if (i < 3 && RE2::PartialMatch(line, p.copy_number)) {
      frame.used[i] = true;
      continue;
    }
    if (!frame.reading.number && short_line &&
        (RE2::PartialMatch(line, p.number, &found) || RE2::PartialMatch(line, p.order, &found) || RE2::PartialMatch(line, p.number_vi, &found))) {
      frame.reading.number = field(frame.document, frame.range_in(i, line, found));
      frame.used[i] = true;
    } else if (RE2::PartialMatch(line, p.addressed_vi, &found) || RE2::PartialMatch(line, p.addressed_en, &found) ||
               (frame.reading.language == "vi" && RE2::PartialMatch(line, p.dispatched_vi, &found))) {
      split_names(frame, frame.range_in(i, line, found), frame.reading.addressees);
      frame.used[i] = true;
      if (found.empty()) read_listed_addressees(frame, i);
    } else if (RE2::PartialMatch(line, p.from_en, &found)) {
      frame.reading.issuer = field(frame.document, frame.range_in(i, line, found));
      frame.used[i] = true;
    } else if (!frame.reading.title && (RE2::PartialMatch(line, p.subject, &found) || RE2::PartialMatch(line, p.subject_vi, &found))) {
      frame.reading.title = field(frame.document, frame.range_in(i, line, found));
      frame.used[i] = true;
      if (frame.reading.language == "vi") extend_title_vi(frame, i);
    } else if (frame.reading.addressees.empty() && frame.lines[i].text.back() == U':' && frame.lines[i].text.size() <= 200 &&
               frame.reading.language == "zh" && names_addressees(frame.lines[i].text.substr(0, frame.lines[i].text.size() - 1))) {
      split_names(frame, {frame.lines[i].range.start, frame.lines[i].range.end - 1}, frame.reading.addressees);
      frame.used[i] = true;
      break;
    } else if (!frame.reading.title && frame.reading.addressees.empty() && frame.lines[i].text.size() <= 80 &&
               line.find("。") == std::string::npos) {
      frame.used[i] = true;
      if (i < subject || (i < 4 && frame.reading.language == "zh" && RE2::PartialMatch(line, p.letterhead))) continue;
      // A title may run over several lines until one ends like a title does.
      auto range = frame.lines[i].range;
      std::size_t last = i;
      if (frame.reading.language == "zh" && !RE2::PartialMatch(line, p.title_end)) {
        for (std::size_t j = i + 1; j < std::min(i + 3, frame.lines.size()); ++j) {
          if (frame.used[j] || is_numbered(frame.text(j)) || frame.lines[j].text.back() == U':') break;
          if (!RE2::PartialMatch(frame.text(j), p.title_end)) continue;
          if (frame.lines[j].text.size() <= 60) last = j;
          break;
        }
      }
      range.end = frame.lines[last].range.end;
      frame.reading.title = field(frame.document, range);
      auto& words = frame.reading.title->text;
      std::erase(words, '\n');
      for (auto j = i; j <= last; ++j) frame.used[j] = true;
    } else if (frame.reading.title && frame.reading.language == "zh" && line.find("。") != std::string::npos) {
      break;
    }
  }
}

}  // namespace

std::string detect_language(const Document& document) {
  std::size_t han = 0, vietnamese = 0, latin = 0;
  static constexpr std::u32string_view kVietnamese = U"ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵĐ";
  for (const char32_t c : document.text) {
    han += is_han(c);
    vietnamese += c > 0x7F && kVietnamese.find(c) != std::u32string_view::npos;
    latin += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
  if (han * 3 > latin) return "zh";
  return vietnamese * 25 > latin ? "vi" : "en";
}

void read_fields(const Document& document, Reading& reading) {
  Frame frame{document, reading, lines_of(document), {}};
  if (reading.language == "vi") frame.lines = columns_of(frame.lines);
  frame.used.assign(frame.lines.size(), false);
  if (frame.lines.empty()) return;
  read_urgency(frame);
  read_ending(frame);
  read_issuer_vi(frame);
  read_head_en(frame);
  read_opening(frame);
  if (const auto marking = marking_in(document); !marking.empty()) reading.secrecy = ReadField{marking, {}};
  if (!reading.issued_date) {
    for (std::size_t i = 0; i < frame.lines.size() && !reading.issued_date; ++i) {
      const auto line = frame.text(i);
      re2::StringPiece found;
      if (reading.language == "vi" && RE2::PartialMatch(line, patterns().date_vi) && frame.lines[i].text.size() < 60) {
        reading.issued_date = date_from(line);
      }
    }
  }
  std::vector<Line> body;
  for (std::size_t i = 0; i < frame.lines.size(); ++i) {
    if (!frame.used[i]) body.push_back(frame.lines[i]);
  }
  read_parts(document, body, reading);
}

}  // namespace fenliu::rules
