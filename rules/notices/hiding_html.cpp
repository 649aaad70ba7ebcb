// Personal data in a fragment of HTML: found as a reader sees the text, hidden where it stands.
#include <algorithm>
#include <array>

#include "rules/notices/hiding.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

// A tag, a comment or one character of text as written.
struct Piece {
  std::string written;
  char32_t shown = 0;  // of text; 0: markup
  bool tag = false;
};

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

// The character of an entity, and how long it is written; '&' itself where it is none.
std::pair<char32_t, std::size_t> entity_at(std::string_view html) {
  const auto end = html.substr(0, 12).find(';');
  if (end == std::string_view::npos || end < 2) return {U'&', 1};
  const auto name = html.substr(1, end - 1);
  static constexpr std::array<std::pair<std::string_view, char32_t>, 7> kNamed{
      {{"amp", U'&'}, {"lt", U'<'}, {"gt", U'>'}, {"quot", U'"'}, {"apos", U'\''}, {"nbsp", 0xA0}, {"middot", U'·'}}};
  for (const auto& [word, character] : kNamed) {
    if (name == word) return {character, end + 1};
  }
  if (name[0] != '#' || name.size() < 2) return {U'&', 1};
  const bool hex = name[1] == 'x' || name[1] == 'X';
  char32_t value = 0;
  for (const char c : name.substr(hex ? 2 : 1)) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0) return {U'&', 1};
    value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
    if (value > 0x10FFFF) return {U'&', 1};
  }
  return value == 0 || (value >= 0xD800 && value <= 0xDFFF) ? std::pair{U'&', std::size_t{1}} : std::pair{value, end + 1};
}

// The end of the markup that begins at `at`: a tag with its quoted values, a comment, an element whose text nobody sees.
std::size_t markup_end(std::string_view html, std::size_t at) {
  if (html.substr(at, 4) == "<!--") {
    const auto end = html.find("-->", at + 4);
    return end == std::string_view::npos ? html.size() : end + 3;
  }
  char quote = 0;
  std::size_t i = at + 1;
  for (; i < html.size(); ++i) {
    if (quote != 0) {
      if (html[i] == quote) quote = 0;
    } else if (html[i] == '"' || html[i] == '\'') {
      quote = html[i];
    } else if (html[i] == '>') {
      break;
    }
  }
  return std::min(html.size(), i + 1);
}

std::string name_of(std::string_view tag) {
  std::size_t start = 1;
  if (start < tag.size() && tag[start] == '/') ++start;
  std::size_t end = start;
  while (end < tag.size() && std::isalnum(static_cast<unsigned char>(tag[end])) != 0) ++end;
  return lower(tag.substr(start, end - start));
}

std::vector<Piece> pieces_of(std::string_view html) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < html.size();) {
    const bool markup = html[i] == '<' && i + 1 < html.size() && (std::isalpha(static_cast<unsigned char>(html[i + 1])) != 0 || html[i + 1] == '/' || html[i + 1] == '!');
    if (markup) {
      const auto end = markup_end(html, i);
      const auto tag = html.substr(i, end - i);
      i = end;
      const auto name = name_of(tag);
      if (tag.starts_with("<!")) continue;  // what nobody sees needs not leave
      if (name == "script" || name == "style") {
        if (tag.starts_with("</")) continue;
        const auto close = html.find("</", i);
        i = close == std::string_view::npos ? html.size() : close;
        continue;
      }
      pieces.push_back({std::string(tag), 0, true});
      continue;
    }
    const auto start = i;
    char32_t shown = 0;
    if (html[i] == '&') {
      const auto [character, length] = entity_at(html.substr(i));
      shown = character;
      i += length;
    } else {
      shown = decode_code_point(html, i);
    }
    pieces.push_back({std::string(html.substr(start, i - start)), shown, false});
  }
  return pieces;
}

// What a tag looks like in plain text: blocks are lines, cells are apart, all else is nothing.
char32_t shown_of(const std::string& tag) {
  static constexpr std::array<std::string_view, 24> kBlocks{"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table",
                                                            "ul", "ol", "dl", "dt", "dd", "hr", "blockquote", "section", "article", "header", "footer", "pre"};
  const auto name = name_of(tag);
  if (name == "td" || name == "th") return tag.starts_with("</") ? U'\t' : 0;
  return std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end() ? U'\n' : 0;
}

struct Shown {
  std::u32string text;
  std::vector<std::size_t> piece;  // of each character
};

Shown shown(const std::vector<Piece>& pieces) {
  Shown result;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    char32_t c = pieces[i].tag ? shown_of(pieces[i].written) : pieces[i].shown;
    if (!pieces[i].tag && (c == U'\n' || c == U'\r' || c == U'\t')) c = U' ';  // line breaks of the source are spaces
    if (c == 0) continue;
    result.text += c;
    result.piece.push_back(i);
  }
  return result;
}

std::string escaped(std::u32string_view text) {
  std::string result;
  for (const char32_t c : text) {
    if (c == U'&') {
      result += "&amp;";
    } else if (c == U'<') {
      result += "&lt;";
    } else if (c == U'>') {
      result += "&gt;";
    } else if (c == U'"') {
      result += "&quot;";
    } else {
      result += to_utf8(std::u32string(1, c));
    }
  }
  return result;
}

std::u32string unescaped(std::string_view value) {
  std::u32string result;
  for (std::size_t i = 0; i < value.size();) {
    if (value[i] == '&') {
      const auto [character, length] = entity_at(value.substr(i));
      result += character;
      i += length;
    } else {
      result += decode_code_point(value, i);
    }
  }
  return result;
}

// Each quoted value of a tag, changed by `change`.
template <class Change>
std::string with_values(const std::string& tag, Change change) {
  std::string result;
  for (std::size_t i = 0; i < tag.size(); ++i) {
    result += tag[i];
    if (tag[i] != '"' && tag[i] != '\'') continue;
    const auto end = tag.find(tag[i], i + 1);
    if (end == std::string::npos) return result;  // an open quote: the rest is no markup that anybody wrote
    result += change(tag.substr(i + 1, end - i - 1)) + tag[i];
    i = end;
  }
  return result;
}

}  // namespace

void Hiding::learn_html(std::string_view html) { learn(to_utf8(shown(pieces_of(html)).text)); }

bool Hiding::has_list_in_html(std::string_view html) const { return has_list(to_utf8(shown(pieces_of(html)).text)); }

std::string Hiding::html(std::string_view html) {
  auto pieces = pieces_of(html);
  const auto seen = shown(pieces);
  for (const auto& each : find(seen.text)) {
    const auto original = std::u32string_view(seen.text).substr(each.range.start, each.range.end - each.range.start);
    note(each.kind, original);
    std::string instead = escaped(hidden(each.kind, original));
    for (auto i = each.range.start; i < each.range.end; ++i) {
      auto& piece = pieces[seen.piece[i]];
      if (piece.tag) continue;
      piece.written = std::exchange(instead, "");
    }
  }
  std::string result;
  for (const auto& piece : pieces) {
    result += !piece.tag ? piece.written : with_values(piece.written, [&](const std::string& value) {
      const auto address = lower(value.substr(0, 8));
      if (address.starts_with("http://") || address.starts_with("https://") || address.starts_with("cid:")) return value;
      const auto original = unescaped(value);
      auto changed = hide(original);
      return changed == original ? value : escaped(changed);
    });
  }
  return result;
}

}  // namespace fenliu::rules
