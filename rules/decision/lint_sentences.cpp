// What the lints say, and the documents that they rest on. Documents are cited without articles where only press copies of
// them were seen.
#include <boost/json.hpp>

#include "rules/decision/decision_words.h"
#include "rules/decision/lints.h"

namespace fenliu::rules {

namespace {

namespace json = boost::json;

struct Source {
  LintKind kind;
  std::string_view country, document;
};

constexpr Source kSources[] = {
    // No rushing the same evening for show.
    {LintKind::due_too_soon, "cn", "《整治形式主义为基层减负若干规定》（2024），“传达不过夜”"},
    {LintKind::due_too_soon, "vn", "fenliu.yaml, urgency"},
    {LintKind::due_too_soon, "us", "fenliu.yaml, urgency"},
    // Work groups are no 24-hour medium.
    {LintKind::contact_in_quiet_hours, "cn", "曲靖市、高台县关于规范工作群的要求：不全天候待命"},
    {LintKind::contact_in_quiet_hours, "vn", "fenliu.yaml, notices: quiet_hours"},
    {LintKind::contact_in_quiet_hours, "us", "fenliu.yaml, notices: quiet_hours"},
    // Minimum scope, key groups only.
    {LintKind::name_list_missing, "cn", "中央网信办2020年2月9日通知：个人信息最小范围，只限重点人群"},
    // The same material at most once.
    {LintKind::asked_twice, "cn", "国务院办公厅《政务移动互联网应用程序规范化管理办法》（2025）：同一材料只报一次"},
    // Video meetings up to 90 minutes; ordinary meetings within half a day.
    {LintKind::meeting_too_long, "cn", "河北省2019年规定：视频会议不超过90分钟；《整治形式主义为基层减负若干规定》（2024）：一般会议不超过半天"},
    // What was opened directly to counties and towns is not repeated without new concrete measures.
    {LintKind::held_again, "cn", "山东省2019年规定；高台县高办发〔2019〕126号：直接开到基层的视频会议不再层层召开"},
    // Three working days before; ad-hoc meetings are excepted.
    {LintKind::invited_late, "vn", "Quyết định 45/2018/QĐ-TTg"},
    // Regular meetings 72 hours, special ones 24.
    {LintKind::invited_late, "us", "Brown Act, Cal. Gov. Code 54950 ff."},
};

// #u units, #f found, #r rule, #w words, #o the other item.
constexpr std::array<Phrase, kLintKinds.size()> kSentences = {
    {{"#u到截止只有#f个工作分钟，应有#r个。请改期，或者说明为什么必须这么急。", "#u have #f working minutes until it is due; #r are guaranteed. Give more time, or say why it cannot wait.",
      "#u chỉ còn #f phút làm việc đến hạn, cần #r phút. Hãy lùi hạn, hoặc nêu lý do gấp."},
     {"要求“#w”，但到截止时静默时段以外只剩#f分钟，只能夜里打扰群众。请把截止时间放到白天。",
      "It sets people to contact others (\"#w\"), and only #f minutes outside the quiet hours are left: people would be called at night. Let it be due by day.",
      "Yêu cầu liên hệ với dân (“#w”) nhưng ngoài giờ yên tĩnh chỉ còn #f phút, phải gọi ban đêm. Hãy để hạn vào ban ngày."},
     {"要求排查的人上级系统已经掌握（“#w”），但没有附名单。请向掌握名单的单位要名单，随文下发。",
      "It has people looked for whom a system above has named already (\"#w\"), and no list is attached. Ask its holder for the list and attach it.",
      "Yêu cầu rà soát những người mà hệ thống cấp trên đã có (“#w”) nhưng không kèm danh sách. Hãy xin danh sách và gửi kèm."},
     {"#o在30天内已经要过同样的材料。请直接用已报的，或者只要变化的部分。",
      "#o asked for the same within 30 days. Use what was sent, or ask only for what changed.",
      "#o đã yêu cầu cùng báo cáo trong 30 ngày. Hãy dùng báo cáo đã nộp, hoặc chỉ hỏi phần thay đổi."},
     {"会议排了#f分钟，规定不超过#r分钟。请精简议程，或者改为书面。", "The meeting takes #f minutes; the rule is #r at most. Shorten the agenda, or send it on paper.",
      "Cuộc họp dài #f phút, quy định tối đa #r phút. Hãy rút gọn chương trình, hoặc gửi văn bản."},
     {"#o已经用视频直接开到参会单位，本次会议没有新的内容。请改为书面补充，或者只开新的部分。",
      "#o reached those who attend by video already, and this meeting adds nothing of its own. Send the rest on paper, or hold only what is new.",
      "#o đã họp trực tuyến đến các đơn vị dự họp, cuộc họp này không có nội dung mới. Hãy gửi văn bản, hoặc chỉ họp phần mới."},
     {"会前#f个工作日才通知，规定至少#r个。", "It is announced #f before it begins; the rule is #r at least.",
      "Mời họp trước #f ngày làm việc, quy định ít nhất #r ngày."}}};

std::string replaced(std::string text, const std::string& key, const std::string& words) {
  for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + words.size())) text.replace(at, key.size(), words);
  return text;
}

std::string names(const std::vector<UnitId>& units, const Configuration& configuration, const std::string& language) {
  constexpr std::size_t kShown = 3;
  const auto column = column_of(language);
  std::string text;
  for (std::size_t i = 0; i < units.size() && i < kShown; ++i) {
    const auto* unit = configuration.organisation.unit(units[i]);
    text += (i == 0 ? "" : words::kComma[column]) + (unit == nullptr ? units[i] : in_language(unit->name, language, units[i]));
  }
  constexpr Phrase kMore = {"等#个单位", " and # in all", " và tổng cộng # đơn vị"};
  return units.size() > kShown ? text + filled(kMore, column, std::to_string(units.size())) : text;
}

}  // namespace

std::string_view source_of(LintKind kind, std::string_view country) {
  for (const auto& source : kSources) {
    if (source.kind == kind && source.country == country) return source.document;
  }
  return {};
}

std::string lint_sentence(const Lint& lint, const Item&, const Configuration& configuration, const std::string& language) {
  const auto column = column_of(language);
  std::string text = kSentences[static_cast<std::size_t>(lint.kind)][column];
  // The notice of a meeting is counted in hours or in working days.
  const bool hours = lint.kind == LintKind::invited_late && lint.rule > 60;
  const auto amount = [&](int number) {
    if (lint.kind != LintKind::invited_late || column != 1) return std::to_string(hours ? number / 60 : number);
    return hours ? std::to_string(number / 60) + " hours" : std::to_string(number) + " working days";
  };
  text = replaced(text, "#f", amount(lint.found));
  text = replaced(text, "#r", amount(lint.rule));
  text = replaced(text, "#u", names(lint.units, configuration, language));
  text = replaced(text, "#w", lint.words);
  return replaced(text, "#o", lint.other);
}

json::array lints_to_json(const std::vector<Lint>& lints, const Item& item, const Configuration& configuration) {
  json::array all;
  for (const auto& lint : lints) {
    json::object object{{"lint", to_string(lint.kind)}, {"part", lint.part}};
    if (!lint.units.empty()) object["units"] = json::array(lint.units.begin(), lint.units.end());
    if (!lint.words.empty()) object["words"] = lint.words;
    if (lint.rule > 0) {
      object["found"] = lint.found;
      object["rule"] = lint.rule;
    }
    if (!lint.other.empty()) object["other"] = lint.other;
    object["source"] = source_of(lint.kind, configuration.policy.lints.sources);
    json::object sentences;
    for (const char* language : {"zh", "en", "vi"}) sentences[language] = lint_sentence(lint, item, configuration, language);
    object["sentence"] = std::move(sentences);
    all.push_back(std::move(object));
  }
  return all;
}

std::string lints_to_text(const std::vector<Lint>& lints, const Item& item, const Configuration& configuration,
                          const std::string& language) {
  constexpr Phrase kConsider = {"请考虑", "Consider", "Lưu ý"};
  const auto column = column_of(language);
  std::string text;
  for (const auto& lint : lints) {
    text += kConsider[column] + std::string(words::kOpen[column]) + std::string(to_string(lint.kind)) + words::kClose[column] + words::kColon[column];
    if (lint.part != "0") text += filled(words::kPart, column, lint.part) + words::kPause[column];
    text += lint_sentence(lint, item, configuration, language) + words::kOpen[column] + words::kWhy[column] + words::kColon[column] +
            std::string(source_of(lint.kind, configuration.policy.lints.sources)) + words::kClose[column] + "\n";
  }
  return text;
}

}  // namespace fenliu::rules
