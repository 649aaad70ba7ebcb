// Papers in three languages.
#include "rules/notices/hand_forms.h"

#include <algorithm>
#include <array>

#include "rules/text/html.h"

namespace fenliu::rules {

namespace {

constexpr std::array<std::string_view, 4> kForms{"group-text", "call-sheet", "slips", "signature-list"};
constexpr std::array<std::string_view, 3> kWays{"telephoned", "handed-over", "posted-in-group"};

// zh, en, vi
using Phrase = std::array<const char*, 3>;

constexpr std::array<Phrase, 4> kTitles{{{"群发文字", "Text for the group", "Nội dung gửi nhóm"},
                                         {"电话通知单", "Call sheet", "Danh sách gọi điện"},
                                         {"通知条", "Slips", "Phiếu báo"},
                                         {"签收表", "Signature list", "Danh sách ký nhận"}}};
constexpr Phrase kUnit = {"单位", "Unit", "Đơn vị"};
constexpr Phrase kRole = {"角色", "Role", "Vai trò"};
constexpr Phrase kWhat = {"内容", "What", "Nội dung"};
constexpr Phrase kWhen = {"时间", "When", "Thời gian"};
constexpr Phrase kPhone = {"电话", "Telephone", "Điện thoại"};
constexpr Phrase kAnswered = {"接听人", "Answered by", "Người nghe"};
constexpr Phrase kTime = {"接听时间", "At", "Lúc"};
constexpr Phrase kSigned = {"签收人", "Signature", "Người ký"};
constexpr Phrase kDate = {"签收时间", "Date and time", "Thời gian ký"};
constexpr Phrase kTold = {"已通知", "Told", "Đã báo"};
constexpr Phrase kPrinted = {"打印时间", "Printed", "In lúc"};
constexpr Phrase kNobody = {"都已确认，不用再打电话。", "Everybody has confirmed: nobody is left to call.", "Tất cả đã xác nhận, không cần gọi nữa."};
constexpr Phrase kConfirm = {"收到请回复。", "Please confirm that you have it.", "Nhận được xin trả lời."};
constexpr std::array<Phrase, 4> kRoles{{{"", "", ""}, {"知会", "informed", "được thông báo"}, {"配合", "supports", "phối hợp"}, {"牵头", "leads", "chủ trì"}}};

class Words {
 public:
  explicit Words(const std::string& language) : column_(language == "zh" ? 0 : language == "vi" ? 2 : 1) {}
  std::string operator()(const Phrase& phrase) const { return phrase[column_]; }
  std::string role(Role role) const {
    const auto& phrase = role == Role::lead ? kRoles[3] : role == Role::support ? kRoles[2] : role == Role::inform ? kRoles[1] : kRoles[0];
    return phrase[column_];
  }
  std::string colon() const { return column_ == 0 ? "：" : ": "; }

 private:
  std::size_t column_;
};

std::vector<const HandLine*> open_lines(const HandSheet& sheet) {
  std::vector<const HandLine*> lines;
  for (const auto& line : sheet.lines) {
    if (line.told.empty()) lines.push_back(&line);
  }
  return lines;
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string heading(const HandSheet& sheet, HandForm form, const Words& say) {
  return say(kTitles[static_cast<std::size_t>(form)]) + say.colon() + sheet.title + (sheet.number.empty() ? "" : " " + sheet.number) + "\n" + sheet.office +
         "  " + say(kPrinted) + " " + sheet.printed + "\n";
}

std::string call_sheet_text(const HandSheet& sheet, const Words& say) {
  std::string text = heading(sheet, HandForm::call_sheet, say);
  const auto lines = open_lines(sheet);
  if (lines.empty()) return text + say(kNobody) + "\n";
  int number = 0;
  for (const auto* line : lines) {
    text += "\n" + std::to_string(++number) + ". " + line->name + " (" + say.role(line->role) + ")  " + say(kPhone) + say.colon() +
            (line->phone.empty() ? "________" : line->phone) + "\n";
    if (!line->when.empty()) text += "   " + say(kWhen) + say.colon() + line->when + "\n";
    text += "   " + say(kWhat) + say.colon() + one_line(line->what) + "\n   " + say(kAnswered) + say.colon() + "________  " + say(kTime) + say.colon() + "____\n";
  }
  return text;
}

std::string slips_text(const HandSheet& sheet, const Words& say) {
  std::string text;
  for (const auto& line : sheet.lines) {
    text += (text.empty() ? "" : "\n- - - - - - - - - - - - - - - - - - - -\n\n") + line.name + say.colon() + sheet.title + "\n";
    if (!sheet.number.empty()) text += sheet.number + "\n";
    text += say(kRole) + say.colon() + say.role(line.role) + "\n";
    if (!line.when.empty()) text += say(kWhen) + say.colon() + line.when + "\n";
    if (line.what != sheet.title) text += line.what + "\n";
    text += sheet.office + "  " + sheet.printed + "\n" + say(kSigned) + say.colon() + "________\n";
  }
  return text;
}

std::string signature_text(const HandSheet& sheet, const Words& say) {
  std::string text = heading(sheet, HandForm::signature_list, say) + "\n";
  int number = 0;
  for (const auto& line : sheet.lines) {
    text += std::to_string(++number) + ". " + line.name + "  " + say.role(line.role) + "  " + line.when + "  " + say(kSigned) + say.colon() + "________  " +
            say(kDate) + say.colon() + "________" + (line.told.empty() ? "" : "  (" + line.told + ")") + "\n";
  }
  return text;
}

std::string row(const std::vector<std::string>& cells, const char* element) {
  std::string html = "<tr>";
  for (const auto& cell : cells) html += "<" + std::string(element) + ">" + html_lines(cell) + "</" + element + ">";
  return html + "</tr>\n";
}

std::string table(const HandSheet& sheet, HandForm form, const Words& say) {
  const bool calls = form == HandForm::call_sheet;
  std::string html = "<table>\n";
  html += calls ? row({"", say(kUnit), say(kRole), say(kWhen), say(kWhat), say(kPhone), say(kAnswered), say(kTime)}, "th")
                : row({"", say(kUnit), say(kRole), say(kWhen), say(kSigned), say(kDate), say(kTold)}, "th");
  int number = 0;
  for (const auto& line : sheet.lines) {
    if (calls && !line.told.empty()) continue;
    const auto index = std::to_string(++number);
    html += calls ? row({index, line.name, say.role(line.role), line.when, line.what, line.phone, "", ""}, "td")
                  : row({index, line.name, say.role(line.role), line.when, "", "", line.told}, "td");
  }
  html += "</table>\n";
  return number == 0 && calls ? "<p>" + html_lines(say(kNobody)) + "</p>\n" : html;
}

std::string slips_html(const HandSheet& sheet, const Words& say) {
  std::string html;
  for (const auto& line : sheet.lines) {
    html += "<section><h2>" + html_lines(line.name) + "</h2><p><b>" + html_lines(sheet.title) + "</b> " + html_lines(sheet.number) + "</p><p>" +
            html_lines(say(kRole) + say.colon() + say.role(line.role)) + "</p>";
    if (!line.when.empty()) html += "<p>" + html_lines(say(kWhen) + say.colon() + line.when) + "</p>";
    if (line.what != sheet.title) html += "<p>" + html_lines(line.what) + "</p>";
    html += "<p>" + html_lines(sheet.office + "  " + sheet.printed) + "</p><p>" + html_lines(say(kSigned) + say.colon()) + "____________</p></section>\n";
  }
  return html;
}

constexpr const char* kStyle =
    "@page{size:A4;margin:15mm}body{font-family:sans-serif;font-size:11pt;margin:0}h1{font-size:15pt}h2{font-size:13pt;margin:0 0 2mm}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #000;padding:1.5mm;text-align:left;vertical-align:top}"
    "tr,section{break-inside:avoid}thead{display:table-header-group}section{border-bottom:1px dashed #000;padding:4mm 0}"
    "pre{white-space:pre-wrap;font:inherit}";

}  // namespace

std::string_view to_string(HandForm form) { return kForms[static_cast<std::size_t>(form)]; }

std::optional<HandForm> parse_hand_form(std::string_view word) {
  const auto* found = std::find(kForms.begin(), kForms.end(), word);
  return found == kForms.end() ? std::nullopt : std::optional(static_cast<HandForm>(found - kForms.begin()));
}

std::string_view to_string(HandWay way) { return kWays[static_cast<std::size_t>(way)]; }

std::optional<HandWay> parse_hand_way(std::string_view word) {
  const auto* found = std::find(kWays.begin(), kWays.end(), word);
  return found == kWays.end() ? std::nullopt : std::optional(static_cast<HandWay>(found - kWays.begin()));
}

std::string hand_form_text(const HandSheet& sheet, HandForm form) {
  const Words say(sheet.language);
  switch (form) {
    case HandForm::call_sheet: return call_sheet_text(sheet, say);
    case HandForm::slips: return slips_text(sheet, say);
    case HandForm::signature_list: return signature_text(sheet, say);
    case HandForm::group_text: break;
  }
  return sheet.group_text.empty() ? "" : sheet.group_text + "\n" + say(kConfirm) + "\n";
}

std::string hand_form_html(const HandSheet& sheet, HandForm form) {
  const Words say(sheet.language);
  const auto title = say(kTitles[static_cast<std::size_t>(form)]);
  std::string body;
  if (form != HandForm::slips && form != HandForm::group_text) {
    body = "<h1>" + html_lines(title + say.colon() + sheet.title) + "</h1><p>" + html_lines(sheet.number + "  " + sheet.office + "  " + say(kPrinted) + " " + sheet.printed) +
           "</p>\n" + table(sheet, form, say);
  }
  if (form == HandForm::slips) body = slips_html(sheet, say);
  if (form == HandForm::group_text) body = "<pre>" + html_lines(hand_form_text(sheet, form)) + "</pre>\n";
  return "<!doctype html>\n<html lang=\"" + sheet.language + "\"><head><meta charset=\"utf-8\"><title>" + html_lines(title) + "</title><style>" + kStyle +
         "</style></head><body>\n" + body + "</body></html>\n";
}

std::string told_by_hand_sentence(HandWay way, const std::string& time, const std::string& to, const std::string& by, const std::string& language) {
  static constexpr std::array<std::string_view, 3> kZh{"电话通知", "当面送达", "群内发布"};
  static constexpr std::array<std::string_view, 3> kEn{"telephoned", "handed over", "posted in the group"};
  static constexpr std::array<std::string_view, 3> kVi{"gọi điện", "giao tận tay", "đăng trong nhóm"};
  const auto index = static_cast<std::size_t>(way);
  if (language == "zh") return time + " 由" + by + std::string(kZh[index]) + (to.empty() ? "" : "，接收人：" + to);
  if (language == "vi") return std::string(kVi[index]) + " " + time + (to.empty() ? "" : " cho " + to) + ", người báo: " + by;
  return std::string(kEn[index]) + " " + time + (to.empty() ? "" : " to " + to) + " by " + by;
}

}  // namespace fenliu::rules
