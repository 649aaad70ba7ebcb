// Finding pieces: candidates by their first character, then the patterns.
#include "rules/reading/piece.h"

#include <algorithm>
#include <cctype>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

constexpr int kGroups = 16;
constexpr std::int64_t kAutomatonBytes = 16 << 20;  // most for the states of one automaton, built as texts need them
constexpr std::size_t kLongest = 160;  // bytes; no piece is longer

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
}

char32_t lower_of(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c + 32;
  if (c == U'Đ') return U'đ';
  if (c == U'Ư') return U'ư';
  return c;
}

// A walk over a pattern that collects what may stand first.
class FirstSet {
 public:
  explicit FirstSet(std::string_view pattern) : text_(to_utf32(std::string(pattern))) { alternatives(); }
  std::set<char32_t> characters;

 private:
  bool at_end() const { return at_ >= text_.size(); }

  // Reads alternatives up to a closing bracket; true if one of them can be empty.
  bool alternatives(bool collect = true) {
    bool nullable = sequence(collect);
    while (!at_end() && text_[at_] == U'|') {
      ++at_;
      nullable |= sequence(collect);
    }
    return nullable;
  }

  bool sequence(bool collect) {
    bool open = collect;  // whether what follows may still stand first
    while (!at_end() && text_[at_] != U'|' && text_[at_] != U')') {
      const bool optional = atom(open);
      if (!optional) open = false;
    }
    return collect ? open : false;
  }

  // One atom and its repetition; true if it can be empty.
  bool atom(bool collect) {
    bool empty = false;
    const char32_t c = text_[at_++];
    if (c == U'(') {
      if (!at_end() && text_[at_] == U'?') {
        while (text_[at_] != U':' && text_[at_] != U')') ++at_;
        if (text_[at_++] == U')') return true;  // (?i)
      }
      empty = alternatives(collect);
      ++at_;
    } else if (c == U'[') {
      one_of(collect);
    } else if (c == U'\\') {
      empty = escape(collect);
    } else if (collect) {
      characters.insert(lower_of(c));
    }
    return repetition() || empty;
  }

  void one_of(bool collect) {
    for (; text_[at_] != U']'; ++at_) {
      if (text_[at_] == U'\\') {
        ++at_;
        escape_class(collect);
        continue;
      }
      char32_t from = text_[at_], to = from;
      if (text_[at_ + 1] == U'-' && text_[at_ + 2] != U']') to = text_[at_ += 2];
      for (; collect && from <= to; ++from) characters.insert(lower_of(from));
    }
    ++at_;
  }

  void escape_class(bool collect) {
    if (!collect) return;
    if (text_[at_] == U'd') {
      for (char32_t d = U'0'; d <= U'9'; ++d) characters.insert(d);
    } else if (text_[at_] == U's') {
      characters.insert(U' ');
    } else {
      characters.insert(text_[at_]);
    }
  }

  bool escape(bool collect) {
    if (text_[at_] == U'b') {
      ++at_;
      return true;
    }
    escape_class(collect);
    ++at_;
    return false;
  }

  bool repetition() {
    if (at_end()) return false;
    const char32_t c = text_[at_];
    if (c == U'?' || c == U'*') {
      ++at_;
      if (!at_end() && text_[at_] == U'?') ++at_;
      return true;
    }
    if (c == U'+') ++at_;
    if (c != U'{') return false;
    const bool zero = text_[at_ + 1] == U'0';
    while (text_[at_++] != U'}') {}
    if (!at_end() && text_[at_] == U'?') ++at_;
    return zero;
  }

  std::u32string text_;
  std::size_t at_ = 0;
};

}  // namespace

std::set<char32_t> first_characters(std::string_view pattern) { return FirstSet(pattern).characters; }

bool every_workday(Piece& piece) {
  piece.kind = PieceKind::every;
  piece.says.every = TimeUnit::week;
  piece.says.start.weekday = 1;
  for (unsigned day = 2; day <= 5; ++day) {
    Moment other;
    other.weekday = day;
    piece.says.also.push_back(other);
  }
  return true;
}

std::string Match::lower(int group) const {
  std::string text = fold_case(this->text(group));
  const auto blank = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
  std::replace_if(text.begin(), text.end(), blank, ' ');
  text.erase(std::unique(text.begin(), text.end(), [](char a, char b) { return a == ' ' && b == ' '; }), text.end());
  return text;
}

int Match::number(int group) const {
  if (!has(group)) return -1;
  std::string digits(text(group));
  for (std::size_t at; (at = digits.find("零")) != std::string::npos;) digits.replace(at, 3, "〇");
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return small_number(digits);
  return digits.size() > 4 ? -1 : std::stoi(digits);
}

char32_t Match::next() const {
  const auto at = document_.code_point[end_];
  return at < document_.text.size() ? document_.text[at] : 0;
}

char32_t Match::previous() const {
  const auto at = document_.at(groups_[0].data());
  return at > 0 ? document_.text[at - 1] : 0;
}

bool Match::preceded_by(std::initializer_list<std::string_view> words) const {
  auto end = document_.at(groups_[0].data());
  while (end > 0 && document_.text[end - 1] == U' ') --end;
  const auto start = end - std::min<std::uint32_t>(end, 24);
  const auto before = fold_case(to_utf8(std::u32string_view(document_.text).substr(start, end - start)));
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return before.ends_with(word); });
}

bool Match::followed_by(std::initializer_list<std::string_view> words) const {
  std::size_t start = document_.code_point[end_];
  while (start < document_.text.size() && document_.text[start] == U' ') ++start;
  const auto after = fold_case(to_utf8(std::u32string_view(document_.text).substr(start, 24)));
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return after.starts_with(word); });
}

bool Match::follows_number() const {
  return preceded_by({"0:", "1:", "2:", "3:", "4:", "5:", "6:", "7:", "8:", "9:"});
}

bool Match::is_whole_text() const {
  const auto& text = document_.utf8;
  const auto first = text.find_first_not_of(" \n\r"), last = text.find_last_not_of(" \n\r.");
  return static_cast<std::size_t>(groups_[0].data() - text.data()) <= first && end_ > last;
}

// Pasted and scanned texts have wide gaps between words: a blank of a pattern outside brackets stands for one or more.
static std::string with_wide_gaps(std::string_view pattern) {
  std::string out;
  bool in_brackets = false;
  for (const char c : pattern) {
    if (c == '[' || c == ']') in_brackets = c == '[';
    if (c == ' ' && !in_brackets) out += "[ ]+";
    else out += c;
  }
  return out;
}

PieceTable::PieceTable(std::initializer_list<const std::vector<PieceRule>*> rules, bool words) : words_(words) {
  RE2::Options options;
  options.set_case_sensitive(!words);
  std::map<char32_t, std::vector<std::size_t>> by_character;
  for (const auto* table : rules) {
    for (const auto& rule : *table) {
      for (const char32_t c : first_characters(rule.pattern)) by_character[c].push_back(rules_.size());
      rules_.push_back({std::make_unique<RE2>(words ? with_wide_gaps(rule.pattern) : rule.pattern, options), rule.reader});
    }
  }
  // Characters that may begin the same rules share an automaton: the digits, above all.
  std::map<std::vector<std::size_t>, std::size_t> known;
  options.set_max_mem(kAutomatonBytes);
  for (const auto& [c, indexes] : by_character) {
    const auto [at, is_new] = known.emplace(indexes, candidates_.size());
    by_first_[c] = at->second;
    if (!is_new) continue;
    auto matching = std::make_unique<RE2::Set>(options, RE2::ANCHOR_START);
    for (const auto index : indexes) matching->Add(rules_[index].pattern->pattern(), nullptr);
    matching->Compile();
    candidates_.push_back({indexes, std::move(matching)});
  }
}

bool PieceTable::may_begin(const Document& document, std::size_t at) const {
  const auto here = document.code_point[at];
  const char32_t c = document.text[here], before = here > 0 ? document.text[here - 1] : U' ';
  if (is_digit(c)) {
    if (is_digit(before)) return false;
    // A full-width comma stands between two numbers, never inside one: 8:30-12:00，14:00-17:30.
    const bool in_number = !(here > 0 && document.stored[here - 1] == U'，') && (before == U'.' || before == U',' || before == U'/' || before == U'-') && here > 1 && is_digit(document.text[here - 2]);
    return !in_number && (!words_ || !is_letter(before)) && before != U'$' && before != U'#';
  }
  return !words_ || !is_letter(c) || !(is_letter(before) || is_digit(before));
}

// Whether a match that ends here would end inside a number or, among words, inside a word.
bool PieceTable::cuts(const Document& document, std::size_t end) const {
  const auto at = document.code_point[end];
  if (at == 0 || at >= document.text.size()) return false;
  const char32_t last = document.text[at - 1], next = document.text[at];
  return (is_digit(last) && is_digit(next)) || (words_ && is_letter(last) && is_letter(next));
}

std::size_t PieceTable::match_at(const Document& document, std::size_t at, Piece& piece) const {
  const auto found = by_first_.find(lower_of(document.text[document.code_point[at]]));
  if (found == by_first_.end()) return 0;
  re2::StringPiece groups[kGroups];
  // RE2's cost for groups grows with the text it is shown, matched or not.
  const auto end = std::min(document.utf8.size(), at + kLongest);
  std::size_t best = 0;
  const auto& candidates = candidates_[found->second];
  std::vector<int> matched;
  if (!candidates.matching->Match(re2::StringPiece(document.utf8.data() + at, end - at), &matched)) return 0;
  std::sort(matched.begin(), matched.end());
  for (const auto each : matched) {
    const auto& rule = rules_[candidates.rules[static_cast<std::size_t>(each)]];
    const int count = std::min(rule.pattern->NumberOfCapturingGroups() + 1, kGroups);
    if (!rule.pattern->Match(document.utf8, at, end, RE2::ANCHOR_START, groups, count)) continue;
    if (groups[0].size() <= best || cuts(document, at + groups[0].size())) continue;
    Piece candidate;
    candidate.begin = at;
    candidate.end = at + groups[0].size();
    const Match match(document, groups, count - 1, candidate.end);
    if (!rule.reader(match, candidate)) continue;
    best = groups[0].size();
    piece = std::move(candidate);
  }
  return best;
}

std::vector<Piece> PieceTable::find(const Document& document) const {
  std::vector<Piece> pieces;
  const auto& text = document.utf8;
  const auto next = [&](std::size_t at) {
    for (++at; at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;) ++at;
    return at;
  };
  for (std::size_t at = 0; at < text.size();) {
    Piece piece;
    const bool touches = !pieces.empty() && pieces.back().end == at;
    if ((touches || may_begin(document, at)) && match_at(document, at, piece) > 0) {
      at = piece.end;
      pieces.push_back(std::move(piece));
    } else {
      at = next(at);
    }
  }
  return pieces;
}

}  // namespace fenliu::rules
