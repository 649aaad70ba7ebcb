// Five characters mean something in HTML.
#include "rules/text/html.h"

namespace fenliu::rules {

namespace {

std::string escaped(std::string_view text, const char* line_break) {
  std::string html;
  html.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '"': html += "&quot;"; break;
      case '\'': html += "&#39;"; break;
      case '\n': html += line_break; break;
      default: html += c;
    }
  }
  return html;
}

}  // namespace

std::string html_escaped(std::string_view text) { return escaped(text, "\n"); }
std::string html_lines(std::string_view text) { return escaped(text, "<br>"); }

}  // namespace fenliu::rules
