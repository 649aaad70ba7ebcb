// Where people live: what stands below the street or the village is hidden. An office's address, a venue or a building under
// control is not a person's.
#include <algorithm>
#include <array>

#include "rules/notices/personal_text.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using Word = std::u32string_view;

// Longer units first.
constexpr std::array<Word, 21> kUnits{U"号楼", U"号院", U"单元", U"号", U"弄", U"巷", U"幢", U"栋", U"座", U"层", U"楼", U"室",
                                      U"户", U"房", U"门", U"院", U"组", U"社", U"队", U"支", U"排"};

bool is_numeral(char32_t c) { return is_digit(c) || Word(U"〇零一二三四五六七八九十百").find(c) != Word::npos; }

// 12号3单元501室: numbers with their units, one after the other.
struct Doors {
  std::size_t start = 0, end = 0;
  int units = 0;
  bool building = false;  // 幢, 单元, 弄 …
  bool room = false;      // 室, 户, or a bare number of three or four digits after a building
};

Doors doors_at(const PersonalText& text, std::size_t at) {
  Doors doors{at, at};
  for (std::size_t i = at; i < text.size();) {
    std::size_t number = i;
    while (number < text.size() && number - i < 6 && (is_numeral(text.text[number]) || (text.text[number] >= U'A' && text.text[number] <= U'F'))) ++number;
    if (number == i) break;
    const auto rest = Word(text.text).substr(number, 2);
    const auto* unit = std::find_if(kUnits.begin(), kUnits.end(), [&](Word word) { return rest.starts_with(word); });
    if (unit == kUnits.end()) {
      const bool bare = doors.building && number - i >= 3 && number - i <= 4 && is_digit(text.text[i]);
      if (bare && (number >= text.size() || !is_word(text.text[number]))) {
        doors.end = number;
        doors.room = true;
        ++doors.units;
      }
      break;
    }
    ++doors.units;
    doors.building = doors.building || (*unit != U"室" && *unit != U"户" && *unit != U"房" && *unit != U"组");
    doors.room = doors.room || *unit == U"室" || *unit == U"户" || *unit == U"房";
    doors.end = number + unit->size();
    i = doors.end;
    if (i < text.size() && (text.text[i] == U'-' || text.text[i] == U' ')) ++i;
  }
  return doors;
}

// The last of these words within the clause before `at`, as the place after it; 0: none. At most 40 code points back.
template <std::size_t N>
std::size_t last_of(Word base, std::size_t from, std::size_t at, const std::array<Word, N>& words) {
  constexpr std::size_t kMost = 40;
  from = std::max(from, at > kMost ? at - kMost : 0);
  const auto before = base.substr(from, at - from);
  std::size_t last = 0;
  for (const auto word : words) {
    if (const auto found = before.rfind(word); found != Word::npos) last = std::max(last, from + found + word.size());
  }
  return last;
}

constexpr std::array<Word, 18> kHomes{U"住址", U"住在", U"居住", U"现住", U"住所", U"家住", U"租住", U"暂住", U"户籍", U"户口", U"家庭地址", U"现居",
                                      U"家住", U",住", U"住:", U"家中", U"入住", U"寄住"};
constexpr std::array<Word, 22> kVenues{U"地点", U"会址", U"会场", U"办公", U"报名", U"领取", U"送至", U"送到", U"政府", U"中心", U"局", U"委员会",
                                       U"公司", U"医院", U"学校", U"大厅", U"宾馆", U"酒店", U"站点", U"机关", U"采样点", U"窗口"};

bool is_home(const PersonalText& text, const Doors& doors) {
  const auto clause = text.clause[doors.start];
  const auto home = last_of(text.base, clause, doors.start, kHomes);
  const auto venue = last_of(text.base, clause, doors.start, kVenues);
  if (text.in_column(doors.start, PersonalKind::address)) return true;
  if (home > 0 && home > venue) return true;
  const bool meeting_room = Word(text.text).substr(doors.end, 3) == U"会议室" || Word(text.text).substr(doors.end, 2) == U"会议";
  const bool after_a_place = doors.start > 0 && is_han(text.text[doors.start - 1]);
  return doors.units >= 2 && doors.building && doors.room && after_a_place && venue == 0 && !meeting_room;
}

void find_doors(const PersonalText& text, std::vector<PersonalData>& found) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_numeral(text.text[i])) continue;
    const char32_t previous = i > 0 ? text.text[i - 1] : 0;
    std::size_t end = i;
    while (end < text.size() && is_numeral(text.text[end])) ++end;
    const auto doors = doors_at(text, i);
    // 11月25号 is a day; a number that goes on to the left is another's.
    const bool elsewhere = previous == U'月' || is_word(previous) || previous == U'.' || previous == U'第' || previous == U'〔';
    if (doors.end > i && !elsewhere && is_home(text, doors)) {
      found.push_back({PersonalKind::address, {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(doors.end)}});
    }
    i = std::max(end, doors.end) - 1;
  }
}

// Vietnamese and English: a number after such a word, where a home is spoken of.
constexpr std::array<Word, 14> kHomesInWords{U"thuong tru", U"tam tru", U"tru tai", U"cu tru", U"ngu tai", U"cho o", U"noi o", U"ho khau", U"song tai",
                                             U"home address", U"resides at", U"lives at", U"residing at", U"living at"};
constexpr std::array<Word, 12> kDoorWords{U"so nha", U"so", U"ngo", U"ngach", U"hem", U"kiet", U"can ho", U"to dan pho", U"apt", U"apartment", U"unit", U"nha so"};
constexpr std::array<Word, 3> kAlwaysHome{U"so nha", U"can ho", U"nha so"};

bool ends_with_word(Word before, Word word) {
  if (!before.ends_with(word)) return false;
  return before.size() == word.size() || !is_word(before[before.size() - word.size() - 1]);
}

void find_house_numbers(const PersonalText& text, std::vector<PersonalData>& found) {
  const Word base = text.base;
  std::size_t clause = 0, home_until = 0;  // a home was spoken of in the clause that begins at `clause`
  bool home = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.clause[i] != clause) {
      clause = text.clause[i];
      home = false;
    }
    if (!is_digit(text.text[i])) continue;
    const char32_t previous = i > 0 ? text.text[i - 1] : 0;
    std::size_t end = i;
    while (end < text.size() && end - i < 10 && (is_digit(text.text[end]) || (text.text[end] == U'/' && end + 1 < text.size() && is_digit(text.text[end + 1])))) ++end;
    if (end < text.size() && is_latin(text.text[end]) && (end + 1 >= text.size() || !is_word(text.text[end + 1]))) ++end;
    if (!home && clause + 200 > i && i >= home_until) {
      const auto before = base.substr(clause, i - clause);
      home = std::any_of(kHomesInWords.begin(), kHomesInWords.end(), [&](Word word) { return before.find(word) != Word::npos; });
      home_until = home ? 0 : i;
    }
    std::size_t stop = i;
    while (stop > clause && (text.text[stop - 1] == U' ' || text.text[stop - 1] == U'#')) --stop;
    const auto before = base.substr(stop > 12 ? stop - 12 : 0, stop > 12 ? 12 : stop);
    const auto follows = [&](Word word) { return ends_with_word(before, word); };
    const bool column = text.in_column(i, PersonalKind::address) && !text.chinese;
    const bool door = std::any_of(kDoorWords.begin(), kDoorWords.end(), follows);
    const bool street = (home || column) && (stop == text.cell[i] || text.text[stop - 1] == U':' || before.ends_with(U" at"));
    if (!is_word(previous) && ((door && (home || column)) || street || std::any_of(kAlwaysHome.begin(), kAlwaysHome.end(), follows))) {
      found.push_back({PersonalKind::address, {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)}});
    }
    while (end < text.size() && is_digit(text.text[end])) ++end;
    i = end - 1;
  }
}

}  // namespace

void find_addresses(const PersonalText& text, std::vector<PersonalData>& found) {
  if (text.chinese) find_doors(text, found);
  find_house_numbers(text, found);
}

}  // namespace fenliu::rules
