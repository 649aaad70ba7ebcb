// "Why not me?" as a sentence in three languages, and as JSON.
#include <array>

#include <boost/json.hpp>

#include "rules/decision/decision.h"
#include "rules/matching/condition_words.h"

namespace fenliu::rules {

namespace {

// zh, en, vi; {unit}, {rule}, {place} (file:line) and {words} are filled in.
using Sentence = std::array<const char*, 3>;

constexpr Sentence kNoRule = {
    "没有规则指向{unit}：文中须点名该单位，或者为它增加职责。",
    "No rule leads to {unit}: the text would have to name it, or it needs a duty.",
    "Không có quy tắc nào dẫn tới {unit}: văn bản phải nêu tên đơn vị, hoặc thêm trách nhiệm cho đơn vị."};
constexpr Sentence kCondition = {
    "文中须点名{unit}，或者满足与它有关的规则。最接近的是 {rule}（{place}），还缺：{words}。",
    "The text would have to name {unit}, or fulfil a rule that leads to it. The nearest is {rule} ({place}); what is missing: {words}.",
    "Văn bản phải nêu tên {unit}, hoặc khớp một quy tắc dẫn tới đơn vị. Gần nhất là {rule} ({place}); còn thiếu: {words}."};
constexpr Sentence kValidity = {
    "最接近的规则 {rule}（{place}）在该事项的日期不生效；文中须点名{unit}。",
    "The nearest rule, {rule} ({place}), is not in force on the item's date; the text would have to name {unit}.",
    "Quy tắc gần nhất {rule} ({place}) không có hiệu lực vào ngày của việc này; văn bản phải nêu tên {unit}."};
constexpr Sentence kTerritory = {
    "规则 {rule}（{place}）符合，但{unit}不在发文单位的管辖范围；文中须点名该单位。",
    "The rule {rule} ({place}) holds, but {unit} lies outside the issuer's territory; the text would have to name it.",
    "Quy tắc {rule} ({place}) khớp, nhưng {unit} nằm ngoài địa bàn của nơi ban hành; văn bản phải nêu tên đơn vị."};
constexpr Sentence kPlaces = {
    "规则 {rule}（{place}）符合，但文中说的是别的地方；须写明{unit}的地方，或者不写地方。",
    "The rule {rule} ({place}) holds, but the text speaks of other places; it would have to name those of {unit}, or none.",
    "Quy tắc {rule} ({place}) khớp, nhưng văn bản nói về nơi khác; phải nêu địa bàn của {unit}, hoặc không nêu nơi nào."};
constexpr Sentence kLikely = {
    "规则 {rule}（{place}）符合，但它只表示可能，所以{unit}只被知会；还须有另一条可能的规则，或一条确定的规则符合。",
    "The rule {rule} ({place}) holds, but only as likely, so {unit} is merely informed; a second likely rule, or a sure one, would have to hold.",
    "Quy tắc {rule} ({place}) khớp, nhưng chỉ ở mức có thể, nên {unit} chỉ được thông báo; cần thêm một quy tắc có thể, hoặc một quy tắc chắc chắn."};
constexpr Sentence kInforms = {
    "规则 {rule}（{place}）符合，但{unit}对此的职责是知会；要牵头或配合，文中须点名该单位。",
    "The rule {rule} ({place}) holds, but the duty of {unit} in this is to be informed; to lead or support, the text would have to name it.",
    "Quy tắc {rule} ({place}) khớp, nhưng trách nhiệm của {unit} là được thông báo; để chủ trì hoặc phối hợp, văn bản phải nêu tên đơn vị."};
constexpr Sentence kNamed = {
    "规则 {rule}（{place}）符合，但所依据的词只是某个单位名称的一部分，不是所说的事；文中须另外写到这件事，或者点名{unit}。",
    "The rule {rule} ({place}) holds, but only by words that are part of a unit's name; the text would have to speak of the matter itself, or name {unit}.",
    "Quy tắc {rule} ({place}) khớp, nhưng chỉ do những từ nằm trong tên một đơn vị; văn bản phải nói đến chính việc đó, hoặc nêu tên {unit}."};
constexpr Sentence kAssigned = {
    "规则 {rule}（{place}）符合，但这句话自己写明了由谁办理，其他单位只被知会；要牵头或配合，文中须点名{unit}。",
    "The rule {rule} ({place}) holds, but the sentence says itself who does it, so other units are only informed; the text would have to name {unit}.",
    "Quy tắc {rule} ({place}) khớp, nhưng chính câu này đã nêu ai làm, nên các đơn vị khác chỉ được thông báo; văn bản phải nêu tên {unit}."};
constexpr Sentence kInvites = {
    "规则 {rule}（{place}）符合，但这一部分自己列出了参加人员，其他单位只被知会；要参加，名单中须有{unit}。",
    "The rule {rule} ({place}) holds, but the part says itself who attends, so other units are only informed; its list would have to name {unit}.",
    "Quy tắc {rule} ({place}) khớp, nhưng chính mục này đã nêu ai dự, nên các đơn vị khác chỉ được thông báo; danh sách phải có {unit}."};
constexpr Sentence kNoRequest = {
    "规则 {rule}（{place}）符合，但全文没有要求谁做什么，或者写明仅供参阅，所以{unit}只被知会；文中须提出要求，或者点名该单位办事。",
    "The rule {rule} ({place}) holds, but the text asks nothing of anybody, or says that it is for reading, so {unit} is only informed; it would have to ask for something.",
    "Quy tắc {rule} ({place}) khớp, nhưng văn bản không yêu cầu ai làm gì, hoặc nói chỉ để tham khảo, nên {unit} chỉ được thông báo; văn bản phải nêu yêu cầu."};
constexpr Sentence kExcepted = {
    "规则 {rule}（{place}）符合，但文中把{unit}除外。",
    "The rule {rule} ({place}) holds, but the text takes {unit} out.",
    "Quy tắc {rule} ({place}) khớp, nhưng văn bản loại {unit} ra."};

const Sentence& sentence_for(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::no_rule:
      return kNoRule;
    case Obstacle::condition:
      return kCondition;
    case Obstacle::validity:
      return kValidity;
    case Obstacle::territory:
      return kTerritory;
    case Obstacle::places:
      return kPlaces;
    case Obstacle::likely:
      return kLikely;
    case Obstacle::informs:
      return kInforms;
    case Obstacle::named:
      return kNamed;
    case Obstacle::assigned:
      return kAssigned;
    case Obstacle::invites:
      return kInvites;
    case Obstacle::no_request:
      return kNoRequest;
    case Obstacle::excepted:
      break;
  }
  return kExcepted;
}

std::string filled(std::string text, const std::string& place, const std::string& words) {
  for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + words.size())) {
    text.replace(at, place.size(), words);
  }
  return text;
}

}  // namespace

std::string why_not_sentence(const WhyNot& why, const Configuration& configuration, const std::string& language) {
  const auto* unit = configuration.organisation.unit(why.unit);
  const auto& sentence = sentence_for(why.obstacle);
  std::string text = sentence[language == "zh" ? 0 : language == "vi" ? 2 : 1];
  text = filled(std::move(text), "{unit}", unit == nullptr ? why.unit : in_language(unit->name, language, why.unit));
  text = filled(std::move(text), "{place}", why.span.file + ":" + std::to_string(why.span.line));
  text = filled(std::move(text), "{rule}", why.nearest_rule);
  return filled(std::move(text), "{words}", why.condition ? words_of(*why.condition, language) : why.failed);
}

boost::json::object why_not_to_json(const WhyNot& why) {
  boost::json::object object{{"obstacle", to_string(why.obstacle)}, {"nearest_rule", why.nearest_rule}, {"failed", why.failed}};
  if (!why.nearest_rule.empty()) {
    object["file"] = why.span.file;
    object["line"] = why.span.line;
  }
  if (!why.part.empty()) object["part"] = why.part;
  return object;
}

boost::json::object why_not_to_json(const WhyNot& why, const Configuration& configuration) {
  boost::json::object sentences;
  for (const char* language : {"zh", "en", "vi"}) sentences[language] = why_not_sentence(why, configuration, language);
  auto object = why_not_to_json(why);
  object["sentence"] = std::move(sentences);
  return object;
}

}  // namespace fenliu::rules
