// Terminations: which words end something, and which item a sentence speaks of.
#include "rules/decision/endings.h"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "rules/decision/decision_words.h"
#include "rules/text/normalise.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace json = boost::json;

namespace {

using Words = std::vector<std::u32string_view>;

// All in the form of normalised text: simplified, folded, without spaces between Han.
const Words kEnds = {U"终止",     U"解除",      U"停止",      U"结束",     U"撤销",          U"废止",        U"取消",       U"不再报",   U"不再执行",
                     U"无需再报", U"kết thúc",  U"dừng",      U"ngừng",    U"chấm dứt",      U"bãi bỏ",      U"hủy bỏ",     U"thôi báo cáo",
                     U"không phải báo cáo", U"không báo cáo nữa", U"rescind", U"terminat",  U"is over",     U"ended",      U"lifted",
                     U"no longer required", U"discontinu", U"stand down", U"stands down", U"is withdrawn"};
// Right before such words: it does not end.
const Words kNot = {U"不", U"未", U"没有", U"不得", U"尚未", U"勿", U"不能", U"如", U"待", U"không ", U"chưa ", U"không được ", U"sau khi ", U"trước khi ",
                    U"đến khi ", U"khi ", U"nếu ", U"not ", U"not be ", U"never ", U"once ", U"when ", U"if "};
// Right behind them: an end that lies ahead.
const Words kAhead = {U"前", U"之前", U"后", U"之后", U"时", U"条件", U"为止", U"以前", U"以后"};
// Anywhere before them in an English clause.
const Words kUntil = {U"until ", U"unless ", U"before ", U"after "};

// What a title says beside the thing that it is about, at its beginning and its end.
const Words kTitleHeads = {U"关于", U"启动", U"做好", U"开展", U"加强", U"实行", U"进一步", U"严格", U"落实", U"继续", U"报送", U"切实", U"应对", U"当前", U"全县", U"认真",
                           U"v/v ", U"về việc ", U"công văn ", U"thông báo ", U"khởi động ", U"kích hoạt ", U"triển khai ", U"thực hiện ", U"tăng cường ", U"báo cáo ",
                           U"chế độ ", U"notice of ", U"notice on ", U"activation of ", U"activating ", U"memo: ", U"memorandum: ", U"daily ", U"weekly ", U"the "};
const Words kTitleTails = {U"的通知", U"的紧急通知", U"的函", U"的公告", U"的通告", U"工作", U"情况", U"通知", U"的"};

// Brackets of document numbers are written in many ways.
std::u32string comparable(std::string_view utf8) {
  auto text = normalise_term(utf8);
  for (auto& c : text) {
    if (c == U'[' || c == U'［' || c == U'(' || c == U'【') c = U'〔';
    if (c == U']' || c == U'］' || c == U')' || c == U'】') c = U'〕';
  }
  return text;
}

bool ends_with_any(std::u32string_view text, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return text.ends_with(word); });
}

bool starts_with_any(std::u32string_view text, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return text.starts_with(word); });
}

bool contains_any(std::u32string_view text, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return text.find(word) != std::u32string_view::npos; });
}

bool is_edge(std::u32string_view text, std::size_t at) { return at >= text.size() || !is_letter_or_digit(text[at]) || is_han(text[at]); }

// Whether the sentence says that something ends, now or from a day that it names.
bool ends_something(std::u32string_view sentence) {
  for (const auto word : kEnds) {
    for (auto at = sentence.find(word); at != std::u32string_view::npos; at = sentence.find(word, at + 1)) {
      const auto before = sentence.substr(0, at), behind = sentence.substr(at + word.size());
      if (!is_han(word.front()) && at > 0 && !is_edge(sentence, at - 1)) continue;
      if (ends_with_any(before, kNot) || starts_with_any(behind, kAhead) || contains_any(before, kUntil)) continue;
      return true;
    }
  }
  return false;
}

std::u32string core_of(std::string_view title) {
  auto core = comparable(title);
  // Who writes stands before 关于.
  if (const auto about = core.find(U"关于"); about != std::u32string::npos) core.erase(0, about);
  for (bool cut = true; cut;) {
    cut = false;
    for (const auto head : kTitleHeads) {
      if (core.starts_with(head)) core.erase(0, head.size()), cut = true;
    }
    for (const auto tail : kTitleTails) {
      if (core.ends_with(tail)) core.erase(core.size() - tail.size()), cut = true;
    }
  }
  return core;
}

// Short cores are words of any text.
bool tells_apart(std::u32string_view core) {
  const auto han = std::count_if(core.begin(), core.end(), is_han);
  return han >= 4 || (han == 0 && core.size() >= 10 && core.find(U' ') != std::u32string_view::npos);
}

// A number within a longer one is another number.
bool names(std::u32string_view sentence, std::u32string_view words) {
  for (auto at = sentence.find(words); at != std::u32string_view::npos; at = sentence.find(words, at + 1)) {
    const bool front = is_han(words.front()) || at == 0 || is_edge(sentence, at - 1);
    if (front && (is_han(words.back()) || is_edge(sentence, at + words.size()))) return true;
  }
  return false;
}

std::vector<std::string> sentences_of(const std::string& text) {
  std::vector<std::string> sentences;
  std::u32string sentence;
  const auto take = [&] {
    const auto first = std::find_if_not(sentence.begin(), sentence.end(), is_space);
    if (first != sentence.end()) sentences.push_back(to_utf8(std::u32string(first, sentence.end())));
    sentence.clear();
  };
  const auto characters = to_utf32(text);
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const auto c = characters[i];
    const bool stop = c == U'.' && (i + 1 == characters.size() || is_space(characters[i + 1]));
    if (c == U'\n') {
      take();
      continue;
    }
    sentence += c;
    if (stop || c == U'。' || c == U'；' || c == U';' || c == U'！') take();
  }
  take();
  return sentences;
}

struct Candidate {
  const Item* item;
  std::u32string number, core;
  std::vector<StatedDeadline> deadlines;
};

std::vector<Candidate> candidates_of(const Item& item, const std::vector<const Item*>& others) {
  std::vector<Candidate> candidates;
  for (const auto* other : others) {
    if (other->id == item.id) continue;
    Candidate candidate{other, comparable(other->number), core_of(other->title), {}};
    for (const auto& deadline : other->deadlines) {
      if (!deadline.rrule.empty()) candidate.deadlines.push_back(deadline);
    }
    if (!candidate.deadlines.empty()) candidates.push_back(std::move(candidate));
  }
  return candidates;
}

std::optional<Instant> begins_at(const std::string& sentence, const ReadingContext& context) {
  for (const auto& time : read(sentence, context).times) {
    if (time.at && time.flags.empty() && time.role != TimeRole::lookback) return time.at;
    if (time.at && time.flags == std::vector<std::string>{"year-inferred"}) return time.at;
  }
  return {};
}

}  // namespace

std::string_view to_string(EndingVia via) { return via == EndingVia::number ? "number" : "title"; }

bool may_end_something(const Item& item) {
  return std::any_of(item.parts.begin(), item.parts.end(), [](const Part& part) {
    return contains_any(normalise_term(part.title), kEnds) || contains_any(normalise_term(part.text), kEnds);
  });
}

std::vector<Ending> endings(const Item& item, const std::vector<const Item*>& others, const ReadingContext& context) {
  auto candidates = candidates_of(item, others);
  std::vector<Ending> found;
  for (const auto& part : item.parts) {
    if (candidates.empty()) break;
    for (const auto& sentence : sentences_of(part.title + "\n" + part.text)) {
      const auto text = comparable(sentence);
      if (!ends_something(text)) continue;
      std::erase_if(candidates, [&](const Candidate& each) {
        const bool by_number = !each.number.empty() && names(text, each.number);
        if (!by_number && !(tells_apart(each.core) && names(text, each.core))) return false;
        found.push_back({each.item->id, each.item->title, by_number ? EndingVia::number : EndingVia::title, part.part_id, sentence,
                         begins_at(sentence, context), each.deadlines});
        return true;
      });
    }
  }
  return found;
}

json::array endings_to_json(const std::vector<Ending>& endings, const Zone& zone) {
  json::array list;
  for (const auto& ending : endings) {
    json::array deadlines;
    for (const auto& each : ending.deadlines) {
      json::object deadline{{"part", each.part.empty() ? "0" : each.part}, {"rrule", each.rrule}};
      if (!each.text.empty()) deadline["text"] = each.text;
      deadlines.push_back(std::move(deadline));
    }
    json::object object{{"item", ending.item}, {"title", ending.title}, {"via", to_string(ending.via)}, {"part", ending.part}, {"text", ending.text}};
    if (ending.from) object["from"] = format_rfc3339(*ending.from, zone);
    object["deadlines"] = std::move(deadlines);
    list.push_back(std::move(object));
  }
  return list;
}

std::string endings_to_text(const std::vector<Ending>& endings, const Configuration& configuration, const std::string& language) {
  const auto column = column_of(language);
  std::string text;
  for (const auto& ending : endings) {
    std::string what;
    for (const auto& each : ending.deadlines) what += (what.empty() ? "" : words::kComma[column]) + (each.text.empty() ? each.rrule : each.text);
    auto line = filled(words::kEnding, column, ending.item + " " + ending.title);
    line += std::string(words::kColon[column]) + filled(words::kQuoted, column, ending.text) + words::kSemicolon[column];
    line += filled(words::kWouldClose, column, what);
    if (ending.from) {
      const auto local = configuration.zone.to_local(*ending.from);
      line += words::kSemicolon[column] + filled(words::kFrom, column, format_date(date_of(local)) + " " + format_time_of_day(local));
    }
    text += line + "\n";
  }
  return text;
}

}  // namespace fenliu::rules
