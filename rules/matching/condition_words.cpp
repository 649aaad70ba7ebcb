// Conditions in three languages.
#include "rules/matching/condition_words.h"

#include <algorithm>
#include <array>

namespace fenliu::rules {

namespace {

constexpr std::size_t kShown = 8;

using Words = std::array<const char*, 3>;  // zh, en, vi
constexpr Words kComma = {"、", ", ", ", "};
constexpr Words kMore = {"等#个", ", … (#)", ", … (#)"};
constexpr Words kAny = {"{}之一", "any of {}", "một trong các từ {}"};
constexpr Words kAll = {"{}（全部）", "all of {}", "tất cả các từ {}"};
constexpr Words kNone = {"不含{}", "none of {}", "không có {}"};
constexpr Words kAtLeast = {"{}中的至少#个", "at least # of {}", "ít nhất # trong {}"};
constexpr Words kNear = {"#字以内同时有{}", "within # characters: {}", "cách nhau không quá # ký tự: {}"};
constexpr Words kKind = {"事项种类为{}", "kind {}", "loại việc: {}"};
constexpr Words kLevel = {"发文层级为{}", "level {}", "cấp ban hành: {}"};
constexpr Words kIssuer = {"发文单位为{}", "issuer {}", "nơi ban hành: {}"};
constexpr Words kUrgency = {"紧急程度为{}", "urgency {}", "độ khẩn: {}"};

struct Value {
  const char* id;
  Words words;
};
constexpr std::array<Value, 5> kValues = {{{"meeting", {"会议", "meeting", "cuộc họp"}},
                                           {"directive", {"文件", "directive", "văn bản"}},
                                           {"routine", {"平件", "routine", "thường"}},
                                           {"urgent", {"加急", "urgent", "khẩn"}},
                                           {"critical", {"特急", "critical", "hỏa tốc"}}}};

constexpr Words kInTitle = {"标题中的", "in the title: ", "trong tiêu đề: "};
constexpr Words kInNumber = {"文号中的", "in the number: ", "trong số hiệu: "};
constexpr Words kInAddressees = {"主送中的", "in the addressees: ", "trong nơi nhận: "};
constexpr Words kInSignature = {"落款中的", "in the signature: ", "trong chữ ký: "};
constexpr Words kInDate = {"日期中的", "in the date: ", "trong ngày: "};
constexpr Words kInCopies = {"抄送中的", "in the copies: ", "trong nơi nhận bản sao: "};

std::string filled(std::string pattern, const std::string& mark, const std::string& words) {
  const auto at = pattern.find(mark);
  return at == std::string::npos ? pattern : pattern.replace(at, mark.size(), words);
}

class Teller {
 public:
  explicit Teller(const std::string& language) : column_(language == "zh" ? 0 : language == "vi" ? 2 : 1) {}

  std::string tell(const Condition& condition) const {
    switch (condition.kind) {
      case ConditionKind::term:
        return place(condition.field) + bare(condition.term);
      case ConditionKind::any:
        return condition.children.size() == 1 ? tell(condition.children[0]) : listed(kAny, condition);
      case ConditionKind::all:
        return condition.children.size() == 1 ? tell(condition.children[0]) : listed(kAll, condition);
      case ConditionKind::none:
        return listed(kNone, condition);
      case ConditionKind::at_least:
        return filled(listed(kAtLeast, condition), "#", std::to_string(condition.count));
      case ConditionKind::near:
        return filled(listed(kNear, condition), "#", std::to_string(condition.within));
      case ConditionKind::item_kind:
        return values(kKind, condition);
      case ConditionKind::level:
        return values(kLevel, condition);
      case ConditionKind::issuer:
        return values(kIssuer, condition);
      case ConditionKind::urgency:
        return values(kUrgency, condition);
    }
    return "";
  }

 private:
  const char* say(const Words& words) const { return words[column_]; }

  std::string place(Field field) const {
    switch (field) {
      case Field::part:
      case Field::text:
        return "";
      case Field::title:
        return say(kInTitle);
      case Field::number:
        return say(kInNumber);
      case Field::addressees:
        return say(kInAddressees);
      case Field::signature:
        return say(kInSignature);
      case Field::date:
        return say(kInDate);
      case Field::copies:
        return say(kInCopies);
    }
    return "";
  }

  static std::string bare(const Term& term) { return term.regex ? "/" + term.text + "/" : term.text; }

  // Terms that all look in one field name it once.
  std::string listed(const Words& pattern, const Condition& condition) const {
    const auto count = condition.children.size();
    const bool one_field = std::all_of(condition.children.begin(), condition.children.end(), [&](const auto& child) {
      return child.kind == ConditionKind::term && child.field == condition.children.front().field;
    });
    std::string list = one_field && count > 0 ? place(condition.children.front().field) : "";
    for (std::size_t i = 0; i < count && i < kShown; ++i) {
      const auto& child = condition.children[i];
      list += (i > 0 ? say(kComma) : "") + (one_field ? bare(child.term) : tell(child));
    }
    if (count > kShown) list += filled(say(kMore), "#", std::to_string(count));
    return filled(say(pattern), "{}", list);
  }

  std::string values(const Words& pattern, const Condition& condition) const {
    std::string list;
    for (const auto& value : condition.values) {
      const auto known = std::find_if(kValues.begin(), kValues.end(), [&](const auto& each) { return value == each.id; });
      list += (list.empty() ? "" : say(kComma)) + (known == kValues.end() ? value : std::string(say(known->words)));
    }
    return filled(say(pattern), "{}", list);
  }

  const std::size_t column_;
};

}  // namespace

std::string words_of(const Condition& condition, const std::string& language) { return Teller(language).tell(condition); }

}  // namespace fenliu::rules
