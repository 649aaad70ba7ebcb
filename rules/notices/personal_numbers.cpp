// Numbers of identity cards, telephones, bank cards and plates.
#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "rules/notices/personal_text.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using Word = std::u32string_view;

constexpr std::array<Word, 14> kIdLabels{U"身份证", U"身份证件", U"公民身份", U"证件", U"护照", U"通行证", U"cccd", U"cancuoc", U"cancuoccongdan",
                                         U"dinhdanhcanhan", U"hochieu", U"passport", U"ssn", U"socialsecurity"};
constexpr std::array<Word, 6> kOldIdLabels{U"cmnd", U"cmt", U"cmtnd", U"chungminhnhandan", U"chungminhthu", U"cmnd/cccd"};
constexpr std::array<Word, 31> kPhoneLabels{
    U"电话", U"手机", U"联系方式", U"座机", U"固话", U"小灵通", U"宅电", U"致电", U"微信", U"热线", U"电联", U"tel", U"phone", U"mobile", U"cell", U"call",
    U"dienthoai", U"dt", U"sdt", U"didong", U"dtdd", U"lienhe", U"goi", U"somay", U"somayban", U"zalo", U"hotline", U"nharieng", U"telephone", U"duongdaynong", U"电话/手机"};
constexpr std::array<Word, 15> kBankLabels{U"银行卡", U"信用卡", U"借记卡", U"储蓄卡", U"卡号", U"银行账", U"银行帐", U"收款账", U"个人账", U"sotaikhoan",
                                           U"taikhoan", U"stk", U"sothe", U"accountnumber", U"account"};
constexpr std::array<Word, 3> kPlateLabels{U"bienso", U"bks", U"bienkiemsoat"};
// A number before these counts something.
constexpr Word kMeasures = U"元万亿人户㎡米吨斤年月日时次批份件条个名岁倍台套车亩千百%‰℃";

struct Group {
  std::size_t start = 0, end = 0;
};

// Groups of digits with at most three separators between: what may be one number, or several.
struct Run {
  std::vector<Group> groups;
  std::size_t end = 0;
};

bool is_separator(char32_t c) {
  return c == U' ' || c == U'-' || c == U'.' || c == U'·' || c == U'(' || c == U')' || c == PersonalText::kJoiner;
}

constexpr std::size_t kMostGroups = 64;  // the next ones are another run: a boundary inside a number loses only that one

Run run_at(const PersonalText& text, std::size_t at) {
  Run run;
  for (std::size_t i = at; i < text.size() && run.groups.size() < kMostGroups;) {
    const std::size_t start = i;
    while (i < text.size() && is_digit(text.text[i])) ++i;
    run.groups.push_back({start, i});
    run.end = i;
    std::size_t next = i;
    while (next < text.size() && next < i + 3 && is_separator(text.text[next])) ++next;
    if (next == i || next >= text.size() || !is_digit(text.text[next])) break;
    i = next;
  }
  return run;
}

bool is_date(int year, int month, int day) {
  using namespace std::chrono;
  return year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                        std::chrono::day(static_cast<unsigned>(day))).ok();
}

int number_of(Word digits) {
  int value = 0;
  for (const char32_t c : digits) value = value * 10 + static_cast<int>(c - U'0');
  return value;
}

bool is_chinese_province(Word digits) {
  static constexpr std::array<int, 35> kProvinces{11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43,
                                                  44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83};
  return std::binary_search(kProvinces.begin(), kProvinces.end(), number_of(digits.substr(0, 2)));
}

// GB 11643-1999. `digits` may end in X.
bool is_chinese_id(Word digits) {
  if (digits.size() == 15) {
    return is_chinese_province(digits) && is_date(1900 + number_of(digits.substr(6, 2)), number_of(digits.substr(8, 2)), number_of(digits.substr(10, 2)));
  }
  if (digits.size() != 18 || !is_chinese_province(digits)) return false;
  const int year = number_of(digits.substr(6, 4));
  if (year < 1850 || year > 2100 || !is_date(year, number_of(digits.substr(10, 2)), number_of(digits.substr(12, 2)))) return false;
  static constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * static_cast<int>(digits[i] - U'0');
  const char32_t check = digits[17] == U'x' ? U'X' : digits[17];
  return check == Word(U"10X98765432")[static_cast<std::size_t>(sum % 11)];
}

// Province of birth, sex and century (0 to 3: the 20th and 21st), year, six digits.
bool is_vietnamese_id(Word digits) {
  static constexpr std::array<int, 63> kProvinces{1,  2,  4,  6,  8,  10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33,
                                                  34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66,
                                                  67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96};
  return digits.size() == 12 && std::binary_search(kProvinces.begin(), kProvinces.end(), number_of(digits.substr(0, 3))) && digits[3] <= U'3';
}

bool passes_luhn(Word digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int digit = static_cast<int>(digits[digits.size() - 1 - i] - U'0');
    if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

// UnionPay 62 and the older Chinese 4, 5, 955, 60, 65, 68, 69, 84, 87, 88, 90, 94, 98; Visa 4; Mastercard 51 to 55 and 2221 to 2720;
// JCB 35; NAPAS 9704.
bool is_bank_card(Word digits) {
  if (digits.size() < 16 || digits.size() > 19 || !passes_luhn(digits)) return false;
  const int two = number_of(digits.substr(0, 2)), four = number_of(digits.substr(0, 4));
  static constexpr std::array<int, 10> kIssuers{35, 60, 62, 65, 68, 69, 84, 87, 88, 94};
  return digits[0] == U'4' || (two >= 51 && two <= 55) || (four >= 2221 && four <= 2720) || four == 9704 || four / 10 == 955 ||
         std::find(kIssuers.begin(), kIssuers.end(), two) != kIssuers.end();
}

using Sizes = std::vector<std::size_t>;

bool is_one_of(const Sizes& sizes, std::initializer_list<Sizes> known) { return std::find(known.begin(), known.end(), sizes) != known.end(); }

bool is_chinese_mobile(Word digits, const Sizes& sizes) {
  return digits.size() == 11 && digits[0] == U'1' && digits[1] >= U'3' &&
         is_one_of(sizes, {{11}, {3, 4, 4}, {4, 4, 3}, {3, 8}, {7, 4}, {4, 7}, {5, 6}, {3, 3, 5}});
}

// Area code and local number; 010 and 02x have eight digits.
bool is_chinese_landline(Word digits, const Sizes& sizes) {
  if (digits.size() < 10 || digits.size() > 12 || digits[0] != U'0' || digits[1] == U'0') return false;
  const std::size_t area = digits[1] <= U'2' ? 3 : 4;
  const std::size_t local = digits.size() - area;
  if (local < 7 || local > 8 || (area == 3 && local != 8) || digits[area] < U'2' || digits[area] > U'8') return false;
  return sizes.size() == 1 || sizes.front() == area;
}

bool is_vietnamese_phone(Word digits, const Sizes& sizes) {
  if (digits[0] != U'0') return false;
  static constexpr Word kMobile = U"35789";
  if (digits.size() == 10) return kMobile.find(digits[1]) != Word::npos && is_one_of(sizes, {{10}, {4, 3, 3}, {3, 3, 4}, {4, 6}, {3, 7}, {4, 2, 2, 2}, {2, 4, 4}, {3, 3, 2, 2}});
  return digits.size() == 11 && digits[1] == U'2' && is_one_of(sizes, {{11}, {3, 4, 4}, {4, 4, 3}, {3, 8}, {4, 7}, {4, 3, 4}, {4, 3, 2, 2}});
}

bool is_american_phone(Word digits, const Sizes& sizes) {
  if (digits.size() == 11 && digits[0] == U'1' && sizes.size() == 4) return is_american_phone(digits.substr(1), {sizes.begin() + 1, sizes.end()});
  if (digits.size() != 10 || sizes != Sizes{3, 3, 4} || digits[0] < U'2' || digits[3] < U'2') return false;
  return !(digits[0] == U'8' && (digits[1] == digits[2] || digits.starts_with(U"80")));  // 800, 888, 877 … cost nothing
}

// Shorter numbers and those that cost alike from everywhere are an office's or a company's.
bool is_hotline(Word digits) {
  return digits.size() < 7 || (digits.size() == 10 && (digits.starts_with(U"400") || digits.starts_with(U"800"))) ||
         (digits.size() <= 10 && (digits.starts_with(U"1800") || digits.starts_with(U"1900")));
}

struct Candidate {
  std::u32string digits;
  Sizes sizes;
  std::size_t start = 0, end = 0;
  bool plus = false;  // '+' before it
};

bool counts_something(const PersonalText& text, std::size_t end) {
  while (end < text.size() && (text.text[end] == U' ' || text.text[end] == PersonalText::kJoiner)) ++end;
  if (end >= text.size()) return false;
  if (kMeasures.find(text.text[end]) != Word::npos) return true;
  static constexpr std::array<Word, 8> kWords{U"dong", U"nguoi", U"ho ", U"vnd", U"ha ", U"km", U"平方", U"公"};
  return std::any_of(kWords.begin(), kWords.end(), [&](Word word) { return Word(text.base).substr(end, word.size()) == word; });
}

bool has_dot(const PersonalText& text, const Candidate& each) {
  return Word(text.text).substr(each.start, each.end - each.start).find(U'.') != Word::npos;
}

std::optional<PersonalKind> kind_of(const PersonalText& text, const Candidate& each, const OpenNumbers& open) {
  const Word digits = each.digits;
  // 2022-11-24 18
  const bool date = each.sizes.size() >= 3 && each.sizes[0] == 4 && each.sizes[1] <= 2 && each.sizes[2] <= 2 && (digits.starts_with(U"19") || digits.starts_with(U"20"));
  if (date) return {};
  const auto labelled = [&](std::span<const Word> words, PersonalKind kind) {
    return text.in_column(each.start, kind) || text.labelled(each.start - (each.plus ? 1 : 0), words);
  };
  if (digits.back() == U'X' || digits.back() == U'x') {
    if (is_chinese_id(digits) || (digits.size() == 18 && labelled(kIdLabels, PersonalKind::id_card))) return PersonalKind::id_card;
    return {};
  }
  if (is_chinese_id(digits) && !has_dot(text, each) && (digits.size() == 18 || each.sizes.size() == 1)) return PersonalKind::id_card;
  const bool id = digits.size() >= 8 && digits.size() <= 18 && labelled(kIdLabels, PersonalKind::id_card);
  if (id || (digits.size() == 9 && labelled(kOldIdLabels, PersonalKind::id_card))) return PersonalKind::id_card;
  if (open.contains(to_utf8(each.digits))) return {};
  const auto four = [&](std::size_t size) { return size == 4; };
  const bool in_fours = each.sizes.size() == 1 || std::all_of(each.sizes.begin(), each.sizes.end() - 1, four);
  if (in_fours && !has_dot(text, each) && is_bank_card(digits)) return PersonalKind::bank_card;
  if (digits.size() >= 8 && digits.size() <= 24 && labelled(kBankLabels, PersonalKind::bank_card)) return PersonalKind::bank_card;
  if (is_hotline(digits)) return {};
  const bool personal_number = is_vietnamese_id(digits) && !has_dot(text, each) && is_one_of(each.sizes, {{12}, {3, 3, 3, 3}, {3, 3, 6}, {4, 4, 4}, {6, 6}});
  const bool phone_label = labelled(kPhoneLabels, PersonalKind::phone);
  if (personal_number && !phone_label && !(text.chinese && is_chinese_landline(digits, each.sizes))) return PersonalKind::id_card;
  if (each.sizes == Sizes{3, 2, 4} && Word(text.text).substr(each.start, each.end - each.start).find(U'-') != Word::npos) return PersonalKind::id_card;
  if (phone_label && digits.size() <= 15 && (digits.size() >= 10 || (digits[0] >= U'2' && digits[0] <= U'8' && digits.size() <= 8))) return PersonalKind::phone;
  if (counts_something(text, each.end)) return {};
  if (each.plus && digits.size() >= 9 && digits.size() <= 15) return PersonalKind::phone;
  for (const Word country : {Word(U"0086"), Word(U"0084"), Word(U"86")}) {
    if (!digits.starts_with(country) || digits.size() != country.size() + (country == U"0084" ? 9 : 11)) continue;
    const auto rest = digits.substr(country.size());
    if (country == U"0084" || is_chinese_mobile(rest, {11})) return PersonalKind::phone;
  }
  if (is_chinese_mobile(digits, each.sizes) || is_chinese_landline(digits, each.sizes) || is_vietnamese_phone(digits, each.sizes) ||
      is_american_phone(digits, each.sizes)) {
    return PersonalKind::phone;
  }
  return {};
}

// The longest number that begins with the run's group `first`: how many groups it takes, 0: none.
std::size_t longest(const PersonalText& text, const Run& run, std::size_t first, bool plus, const OpenNumbers& open, std::vector<PersonalData>& found) {
  constexpr std::size_t kMost = 7;
  Candidate each;
  each.start = run.groups[first].start;
  each.plus = plus;
  std::vector<Candidate> all;
  for (std::size_t k = 0; k < kMost && first + k < run.groups.size(); ++k) {
    const auto& group = run.groups[first + k];
    if (each.digits.size() + (group.end - group.start) > 24) break;
    each.digits.append(text.text, group.start, group.end - group.start);
    each.sizes.push_back(group.end - group.start);
    each.end = group.end;
    const char32_t after = each.end < text.size() ? text.text[each.end] : 0;
    const bool letter_follows = each.end + 1 < text.size() && (is_word(text.text[each.end + 1]) || is_digit(text.text[each.end + 1]));
    if ((after == U'X' || after == U'x') && !letter_follows && each.digits.size() == 17) {
      all.push_back(each);
      all.back().digits += after;
      ++all.back().end;
    } else if (!is_word(after)) {
      all.push_back(each);
    }
  }
  for (auto candidate = all.rbegin(); candidate != all.rend(); ++candidate) {
    const auto kind = kind_of(text, *candidate, open);
    if (!kind) continue;
    // A bracket around the area code and the '+' before belong to it.
    std::size_t start = candidate->start;
    if (start > 0 && (text.text[start - 1] == U'+' || (text.text[start - 1] == U'(' && candidate->sizes.size() > 1))) --start;
    found.push_back({*kind, {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(candidate->end)}});
    return candidate->sizes.size();
  }
  return 0;
}

// A passport: one or two letters and seven to nine digits, with its label.
void find_passport(const PersonalText& text, std::size_t digits, std::size_t end, std::vector<PersonalData>& found) {
  std::size_t start = digits;
  while (start > 0 && digits - start < 3 && is_latin(text.text[start - 1])) --start;
  const bool bounded = start == 0 || (!is_word(text.text[start - 1]) && !is_digit(text.text[start - 1]));
  if (digits - start < 1 || digits - start > 2 || end - digits < 7 || end - digits > 9 || !bounded || !text.labelled(start, kIdLabels)) return;
  found.push_back({PersonalKind::id_card, {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)}});
}

}  // namespace

void find_numbers(const PersonalText& text, const OpenNumbers& open, std::vector<PersonalData>& found) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text.text[i])) continue;
    const auto run = run_at(text, i);
    const char32_t previous = i > 0 ? text.text[i - 1] : 0;
    if (is_word(previous)) find_passport(text, i, run.groups.front().end, found);
    for (std::size_t g = is_word(previous) ? 1 : 0; g < run.groups.size();) {
      const auto start = run.groups[g].start;
      const bool plus = start > 0 && text.text[start - 1] == U'+';
      const auto taken = longest(text, run, g, plus, open, found);
      g += taken > 0 ? taken : 1;
    }
    i = run.end;
  }
}

void find_plates(const PersonalText& text, std::vector<PersonalData>& found) {
  static constexpr Word kProvinces = U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
  static constexpr Word kEndings = U"挂学警港澳";
  const auto is_serial = [&](std::size_t at) { return at < text.size() && (is_digit(text.text[at]) || (text.text[at] >= U'A' && text.text[at] <= U'Z')); };
  for (std::size_t i = 0; i + 5 < text.size(); ++i) {
    if (kProvinces.find(text.text[i]) == Word::npos || is_digit(text.text[i + 1]) || !is_serial(i + 1)) continue;
    std::size_t at = i + 2;
    if (text.text[at] == U'·' || text.text[at] == U'-' || text.text[at] == U' ' || text.text[at] == U'•' || text.text[at] == U'.') ++at;
    const std::size_t serial = at;
    int digits = 0;
    while (at - serial < 7 && is_serial(at)) digits += is_digit(text.text[at++]) ? 1 : 0;
    const std::size_t length = at - serial;
    const bool ending = at < text.size() && kEndings.find(text.text[at]) != Word::npos;
    if (digits < 2 || !(length == 5 || length == 6 || (length == 4 && ending)) || (at < text.size() && is_word(text.text[at]))) continue;
    if (ending) ++at;
    found.push_back({PersonalKind::plate, {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(at)}});
    i = at - 1;
  }
  // Vietnamese: 30A-123.45, 29-B1 123.45.
  for (std::size_t i = 0; i + 7 < text.size(); ++i) {
    if (!is_digit(text.text[i]) || !is_digit(text.text[i + 1]) || (i > 0 && (is_digit(text.text[i - 1]) || is_word(text.text[i - 1])))) continue;
    std::size_t at = i + 2;
    if (text.text[at] == U'-') ++at;
    if (!(text.text[at] >= U'A' && text.text[at] <= U'Z')) continue;
    ++at;
    if (is_serial(at)) ++at;
    const char32_t parting = at < text.size() ? text.text[at] : 0;
    if (parting != U'-' && parting != U' ') continue;
    const std::size_t serial = ++at;
    std::size_t digits = 0;
    while (at < text.size() && at - serial < 7 && (is_digit(text.text[at]) || (text.text[at] == U'.' && at - serial == 3))) digits += is_digit(text.text[at++]) ? 1 : 0;
    if (text.text[at - 1] == U'.') --at;
    const bool dotted = at - serial == 6 && digits == 5;
    const bool certain = dotted || parting == U'-' || text.labelled(i, kPlateLabels);
    if ((digits != 4 && digits != 5) || !certain || (at < text.size() && (is_word(text.text[at]) || text.text[at] == U'/'))) continue;
    found.push_back({PersonalKind::plate, {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(at)}});
    i = at - 1;
  }
}

}  // namespace fenliu::rules
