// A message as HTML for mail programs: paragraphs and inline styles, which all of them show; nothing is fetched from anywhere.
#include "rules/notices/message_content.h"
#include "rules/notices/message_words.h"
#include "rules/text/html.h"

namespace fenliu::rules {

namespace {

constexpr const char* kOuter = "font-family:sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a;max-width:36em;margin:0 auto;padding:0 8px;overflow-wrap:anywhere";
constexpr const char* kButton =
    "display:inline-block;margin:4px 8px 4px 0;padding:10px 16px;border:1px solid #0b5394;border-radius:6px;color:#0b5394;text-decoration:none";

const char* style_of(LineKind kind) {
  switch (kind) {
    case LineKind::first: return "margin:8px 0;font-size:18px;font-weight:bold";
    case LineKind::action: return "margin:8px 0;padding:8px 12px;border-left:4px solid #0b5394;background:#f0f5fa";
    case LineKind::text: return "margin:2px 0 10px 0;padding-left:12px;border-left:2px solid #cccccc";
    case LineKind::source: return "margin:2px 0;font-size:14px;color:#555555";
    case LineKind::fact:
    case LineKind::link: break;
  }
  return "margin:4px 0";
}

// Also within quotes; line breaks become <br>, other control characters go.
std::string escaped(std::string text) {
  std::erase_if(text, [](char c) { return c != '\n' && (static_cast<unsigned char>(c) < 0x20 || c == 0x7F); });
  return html_lines(text);
}

bool is_web(const std::string& url) { return url.starts_with("https://") || url.starts_with("http://"); }

std::string paragraph(const MessageLine& line, const std::string& colon) {
  const auto open = std::string("<p style=\"") + style_of(line.kind) + "\">";
  if (line.kind == LineKind::link && is_web(line.url)) {
    return "<a href=\"" + escaped(line.url) + "\" style=\"" + kButton + "\">" + escaped(line.label) + "</a>\n";
  }
  return open + (line.label.empty() ? "" : "<b>" + escaped(line.label) + "</b>" + colon) + escaped(line.words) + "</p>\n";
}

}  // namespace

std::string lines_to_html(const std::vector<MessageLine>& lines, const std::string& language) {
  std::string html = std::string("<div lang=\"") + (language == "zh" ? "zh-CN" : language == "vi" ? "vi" : "en") + "\" style=\"" + kOuter + "\">\n";
  for (const auto& line : lines) html += paragraph(line, words::kColon[column_of(language)]);
  return html + "</div>\n";
}

std::string digest_rule_html() { return "<hr style=\"border:0;border-top:1px solid #cccccc;margin:16px 0\">\n"; }

}  // namespace fenliu::rules
