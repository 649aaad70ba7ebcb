// Papers that are collected instead of read.
#include <algorithm>

#include "rules/item/paper_json.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

bool says_something(const std::string& text) { return text.find_first_not_of(" \t\r\n") != std::string::npos; }

constexpr std::size_t kLongest = 100;  // characters: a number and a place, no body

void check_line(const std::string& text, const char* key, ObjectReader& reader) {
  if (!says_something(text)) reader.fault(key, "missing", "a paper needs its number and where it is collected");
  if (count_code_points(text) > kLongest || text.find_first_of("\r\n") != std::string::npos) {
    reader.fault(key, "out-of-range", "one line of at most " + std::to_string(kLongest) + " characters", "what the paper says stays on it");
  }
}

}  // namespace

bool is_paper_only(const Item& item) {
  const auto silent = [](const std::string& text) { return !says_something(text); };
  return item.paper && silent(item.title) && silent(item.text) && silent(item.number) && silent(item.signature) && silent(item.place) &&
         silent(item.link) && silent(item.contact) &&
         std::all_of(item.parts.begin(), item.parts.end(), [&](const Part& part) { return silent(part.title) && silent(part.text); });
}

std::string paper_sentence(const Paper& paper, const Zone& zone, const std::string& language) {
  std::string by;
  if (paper.by) {
    const auto local = zone.to_local(*paper.by);
    by = format_date(date_of(local)) + " " + format_time_of_day(local);
  }
  if (language == "zh") {
    return "纸质文件 " + paper.number + "，请" + (by.empty() ? "" : "于 " + by + " 前") + "到" + paper.collect_at + "领取";
  }
  if (language == "vi") return "Văn bản giấy " + paper.number + ": nhận tại " + paper.collect_at + (by.empty() ? "" : " trước " + by);
  return "Paper " + paper.number + ": collect it at " + paper.collect_at + (by.empty() ? "" : " by " + by);
}

Paper paper_from_json(const boost::json::value& value, const std::string& pointer, const Zone& zone, std::vector<FieldFault>& faults) {
  Paper paper;
  ObjectReader reader(value, pointer, zone, faults);
  reader.text("number", paper.number);
  reader.text("collect_at", paper.collect_at);
  reader.instant("by", paper.by);
  reader.finish();
  if (!reader.usable()) return paper;
  check_line(paper.number, "number", reader);
  check_line(paper.collect_at, "collect_at", reader);
  return paper;
}

boost::json::object paper_to_json(const Paper& paper, const Zone& zone) {
  boost::json::object object{{"number", paper.number}, {"collect_at", paper.collect_at}};
  if (paper.by) object["by"] = format_rfc3339(*paper.by, zone);
  return object;
}

void check_paper(const Item& item, ObjectReader& reader) {
  if (!item.paper) return;
  if (item.secrecy != Secrecy::secret) reader.fault("paper", "not-secret", "a paper to be collected is secret", "write secrecy secret, or post what it says");
  if (item.kind != ItemKind::directive) reader.fault("paper", "not-a-directive", "a paper to be collected is a directive");
}

}  // namespace fenliu::rules
