// An objection as its office reads it: a question, never a refusal.
#include "rules/decision/decision_words.h"
#include "rules/notices/objections.h"

namespace fenliu::rules {

namespace {

// 1: the unit, 2: the item (and part), 3: the time asked for, 4: the time that counts now, each where the phrase has it.
constexpr std::array<Phrase, 5> kQuestions = {{
    {"{2}是否确属{1}职责?", "Is {2} really for {1}?", "{2} có đúng thuộc trách nhiệm của {1} không?"},
    {"{2}是否也应由{1}办理?", "Should {1} have {2} as well?", "{2} có nên giao cả cho {1} không?"},
    {"{1}问:{2}应如何理解?", "{1} asks what is meant by {2}:", "{1} hỏi: {2} nên hiểu thế nào?"},
    {"{1}问:{2}可否另作安排?", "{1} asks: can something else be arranged for {2}?", "{1} hỏi: {2} có thể bố trí cách khác không?"},
    {"{2}是否与此前要求的重复?", "Was {2} asked of {1} before?", "{2} có trùng với yêu cầu trước đây không?"},
}};
constexpr Phrase kLater = {"{1}问:{2}可否改到{3}前完成(现为{4})?", "Could {2} from {1} come by {3} instead of {4}?",
                           "{1} hỏi: {2} có thể hoàn thành trước {3} (hiện là {4}) không?"};
constexpr Phrase kItem = {"《{2}》", "\"{2}\"", "“{2}”"};
constexpr Phrase kItsPart = {"《{2}》第{5}项", "part {5} of \"{2}\"", "mục {5} của “{2}”"};

std::string filled(std::string text, char digit, const std::string& with) {
  const std::string mark{'{', digit, '}'};
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + with.size())) text.replace(at, mark.size(), with);
  return text;
}

// "2022-11-25 11:30"
std::string local_time(Instant at, const Zone& zone) {
  auto text = format_rfc3339(at, zone).substr(0, 16);
  text[10] = ' ';
  return text;
}

}  // namespace

std::string objection_sentence(const ObjectionRequest& objection, const std::optional<Instant>& stated, const Item& item,
                               const UnitId& unit, const Configuration& configuration, const std::string& language) {
  const auto column = column_of(language);
  const auto* known = configuration.organisation.unit(unit);
  const auto name = known == nullptr ? unit : in_language(known->name, language, unit);
  const bool timed = objection.proposed_at && stated;
  const auto title = item.title.empty() ? item.text.substr(0, item.text.find('\n')) : item.title;
  const bool part = !objection.part.empty() && objection.part != "0";
  const auto subject = filled(filled((part ? kItsPart : kItem)[column], '5', objection.part), '2', title);
  std::string text = (timed ? kLater : kQuestions[static_cast<std::size_t>(objection.kind)])[column];
  if (timed) {
    text = filled(text, '3', local_time(*objection.proposed_at, configuration.zone));
    text = filled(text, '4', local_time(*stated, configuration.zone));
  }
  text = filled(filled(text, '1', name), '2', subject);
  return objection.text.empty() ? text : text + " " + objection.text;
}

}  // namespace fenliu::rules
