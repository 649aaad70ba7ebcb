// Names known from lists, lists of persons, and the account of what was hidden.
#include "rules/notices/hiding.h"

#include <algorithm>

#include "rules/notices/personal_text.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

// Lines as [start, end) without their break.
std::vector<TextRange> lines_in(std::u32string_view text) {
  std::vector<TextRange> lines;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != U'\n') continue;
    lines.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(i)});
    start = i + 1;
  }
  return lines;
}

constexpr std::size_t kFewestOfAList = 3;

// Runs of lines, each as [first, last), that name a person each. Empty lines count to neither side.
std::vector<std::pair<std::size_t, std::size_t>> lists_in(const std::vector<TextRange>& lines, const std::vector<PersonalData>& found) {
  std::vector<std::pair<std::size_t, std::size_t>> lists;
  std::size_t first = 0, last = 0, persons = 0, each = 0;
  const auto close = [&] {
    if (persons >= kFewestOfAList) lists.push_back({first, last});
    persons = 0;
  };
  for (std::size_t line = 0; line < lines.size(); ++line) {
    if (lines[line].start == lines[line].end) continue;
    bool person = false;
    for (; each < found.size() && found[each].range.start < lines[line].end; ++each) {
      person = person || found[each].kind == PersonalKind::name || found[each].kind == PersonalKind::id_card;
    }
    if (!person) {
      close();
      continue;
    }
    if (persons++ == 0) first = line;
    last = line + 1;
  }
  close();
  return lists;
}

std::string list_words(std::size_t lines, const std::string& language) {
  const auto count = std::to_string(lines);
  if (language == "zh") return "（名单 " + count + " 行，请在收件箱查看）";
  if (language == "vi") return "(danh sách " + count + " dòng, xin xem trong hộp tin)";
  return "(a list of " + count + " lines: see the inbox)";
}

}  // namespace

Hiding::Hiding(OpenNumbers open, std::string_view link) : open_(std::move(open)), link_(to_utf32(link)) {}

void Hiding::learn(std::string_view text) {
  const auto original = to_utf32(text);
  for (const auto& each : personal_data(original, open_)) {
    if (each.kind != PersonalKind::name) continue;
    auto name = original.substr(each.range.start, each.range.end - each.range.start);
    lengths_.insert(name.size());
    names_.insert(std::move(name));
  }
}

// What personal_data() finds, known names, and nothing within the link.
std::vector<PersonalData> Hiding::find(std::u32string_view text) const {
  auto found = personal_data(text, open_);
  std::vector<TextRange> links;
  for (auto at = link_.empty() ? std::u32string_view::npos : text.find(link_); at != std::u32string_view::npos; at = text.find(link_, at + 1)) {
    links.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + link_.size())});
  }
  const auto meets = [](const TextRange& a, const TextRange& b) { return a.start < b.end && b.start < a.end; };
  std::erase_if(found, [&](const auto& each) { return std::any_of(links.begin(), links.end(), [&](const auto& link) { return meets(link, each.range); }); });
  if (names_.empty()) return found;
  std::vector<PersonalData> all;
  std::size_t next = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (next < found.size() && found[next].range.start == i) {
      i = found[next].range.end;
      all.push_back(found[next++]);
      continue;
    }
    std::size_t length = 0;
    for (const auto each : lengths_) {  // at most as many as a name has characters
      const bool free = next >= found.size() || i + each <= found[next].range.start;
      if (i + each <= text.size() && free && names_.contains(std::u32string(text.substr(i, each)))) length = each;
    }
    // An's list does not hide the first letters of Anna.
    const bool inside = length > 0 && is_word(text[i]) && ((i > 0 && is_word(text[i - 1])) || (i + length < text.size() && is_word(text[i + length])));
    if (length > 0 && !inside) all.push_back({PersonalKind::name, {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + length)}});
    i += length > 0 ? length : 1;
  }
  return all;
}

void Hiding::note(PersonalKind kind, std::u32string_view original) {
  std::u32string plain;
  for (const char32_t c : PersonalText(original).text) {
    if (is_digit(c) || is_word(c) || is_han(c)) plain += c;
  }
  seen_[std::string(to_string(kind))].insert(std::move(plain));
}

std::u32string Hiding::hide(std::u32string_view text) {
  std::u32string result;
  std::size_t at = 0;
  for (const auto& each : find(text)) {
    const auto original = text.substr(each.range.start, each.range.end - each.range.start);
    note(each.kind, original);
    result.append(text, at, each.range.start - at);
    result += hidden(each.kind, original);
    at = each.range.end;
  }
  result.append(text, at);
  return result;
}

std::string Hiding::plain(std::string_view text) { return to_utf8(hide(to_utf32(text))); }

bool Hiding::has_list(std::string_view text) const {
  const auto original = to_utf32(text);
  return !lists_in(lines_in(original), find(original)).empty();
}

std::string Hiding::without_lists(std::string_view text, const std::string& language) {
  const auto original = to_utf32(text);
  const auto lines = lines_in(original);
  const auto found = find(original);
  std::u32string result;
  std::size_t next = 0;
  for (const auto& [first, last] : lists_in(lines, found)) {
    ++lists_;
    for (const auto& each : found) {
      if (each.range.start >= lines[first].start && each.range.end <= lines[last - 1].end) {
        note(each.kind, std::u32string_view(original).substr(each.range.start, each.range.end - each.range.start));
      }
    }
    result.append(original, next, lines[first].start - next);
    result += to_utf32(list_words(last - first, language));
    next = lines[last - 1].end;
  }
  result.append(original, next);
  return to_utf8(result);
}

std::vector<Masked> Hiding::counts() const {
  std::vector<Masked> counts;
  for (const auto& [kind, values] : seen_) count_masked(counts, kind, static_cast<int>(values.size()));
  if (lists_ > 0) count_masked(counts, "name-list", lists_);
  return counts;
}

std::string html_of_text(std::string_view text) {
  std::string html = "<p>";
  for (const char c : text) {
    switch (c) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '"': html += "&quot;"; break;
      case '\n': html += "<br>\n"; break;
      default: html += c;
    }
  }
  return html + "</p>";
}

}  // namespace fenliu::rules
