// Labels of real notices: at:…, daily:…, rel:…, span:…, start:…, meeting:…, by-date:…, one a semicolon.
#include "tests/quality/times/notices.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <sstream>

#include "tests/quality/times/measure.h"
#include "tests/support/golden.h"

namespace fenliu::quality {

namespace {

using rules::Instant;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> pieces;
  std::istringstream in(text);
  for (std::string piece; std::getline(in, piece, separator);) pieces.push_back(piece);
  return pieces;
}

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(' ');
  return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(' ') - from + 1);
}

// "2020-01-24T24:00", "2020-01-24", with the offset.
std::optional<Instant> instant_in(const std::string& text, const std::string& offset) {
  if (text.size() < 10) return {};
  return rules::parse_rfc3339(text.size() >= 16 ? text.substr(0, 16) + offset : text.substr(0, 10) + "T00:00" + offset);
}

class Labels {
 public:
  Labels(const rules::Reading& reading, std::string offset) : reading_(reading), offset_(std::move(offset)) {}

  // Nothing for labels that no single time answers.
  std::optional<bool> found(const std::string& label) const {
    const auto colon = label.find(':');
    if (colon == std::string::npos) return {};
    const auto kind = label.substr(0, colon), value = label.substr(colon + 1, label.find('|') - colon - 1);
    if (value.starts_with("UNPARSEABLE")) return {};
    if (kind == "rel") return relative(value);
    if (kind == "before-each-holiday") return relative("-5d");
    if (kind == "daily") return value.find('-') == std::string::npos || value.find("from=") != std::string::npos ? std::optional(daily(value)) : std::nullopt;
    if (kind == "at" || kind == "start" || kind == "meeting" || kind == "by-date" || kind == "span") return instants(value);
    return {};
  }

 private:
  bool relative(const std::string& value) const {
    const int number = std::abs(std::stoi(value));
    const auto unit = value.find_first_not_of("+-0123456789");
    const int minutes = number * (value[unit] == 'd' ? 1440 : value[unit] == 'h' ? 60 : 1);
    return any([&](const rules::ReadTime& time) { return time.offset_minutes && std::abs(*time.offset_minutes) == minutes; });
  }

  bool daily(const std::string& value) const {
    std::string hours;
    for (const auto& clock : split(value.substr(0, value.find(' ')), ',')) hours += (hours.empty() ? "" : ",") + std::to_string(std::stoi(clock));
    return any([&](const rules::ReadTime& time) { return time.rrule.starts_with("FREQ=DAILY;BYHOUR=" + hours); });
  }

  // Each end that the label names is an instant, a reading, or an end of a span; a bare date is any time of that day.
  bool instants(const std::string& value) const {
    const auto ends = split(value, '/');
    for (const auto& end : ends) {
      const auto wanted = instant_in(end, offset_);
      if (!wanted) continue;
      const bool day = end.size() < 16;
      const auto meets = [&](Instant at) { return day ? at >= *wanted && at <= *wanted + std::chrono::days{1} : at == *wanted; };
      if (!any([&](const rules::ReadTime& time) {
            return (time.at && meets(*time.at)) || (time.from && meets(*time.from)) || (time.to && meets(*time.to)) ||
                   std::any_of(time.readings.begin(), time.readings.end(), meets);
          })) return false;
    }
    return true;
  }

  template <class Holds>
  bool any(const Holds& holds) const {
    return std::any_of(reading_.times.begin(), reading_.times.end(), holds);
  }

  const rules::Reading& reading_;
  const std::string offset_;
};

std::string without_origin(const std::string& text) {
  const auto first = text.find('\n'), second = text.find('\n', first + 1);
  return second == std::string::npos ? text : text.substr(second + 1);
}

}  // namespace

NoticeTimes measure_notices(const std::string& folder) {
  NoticeTimes figures;
  std::istringstream in(support::read_text(folder + "/domain/labels.tsv"));
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    const auto columns = split(line, '\t');
    const auto text = columns.size() > 3 ? support::read_text(folder + "/domain/notices/" + columns[0]) : "";
    if (text.empty()) continue;
    const bool vietnamese = columns[0].starts_with("vn");
    const std::string offset = vietnamese ? "+07:00" : "+08:00";
    const auto issued = columns[3].size() == 7 ? columns[3] + "-01" : columns[3];
    const auto reading = read_as(without_origin(text), vietnamese ? "vi" : "zh", issued + "T09:00" + offset);
    const Labels labels(reading, offset);
    for (const auto& label : split(columns[2], ';')) {
      const auto found = labels.found(trimmed(label));
      if (!found) continue;
      ++figures.all;
      figures.found += *found;
      if (!*found) figures.missed.push_back(columns[0] + " " + trimmed(label));
    }
    for (const auto& time : reading.times) {
      const bool damaged = std::find(time.flags.begin(), time.flags.end(), "damaged") != time.flags.end();
      if ((damaged || time.kind == rules::TimeKind::vague) && (time.at || time.from || !time.readings.empty())) ++figures.guessed;
    }
  }
  return figures;
}

std::string reading_speed() {
  std::string shown;
  for (const char* language : {"zh", "vi", "en"}) {
    const auto sentences = sentences_in(support::root() + "/tests/quality/times/own/" + language + ".tsv", language);
    std::string text;
    for (const auto& sentence : sentences) {
      if (text.size() >= 3000) break;
      text += sentence.text + "\n";
    }
    std::vector<double> runs;
    for (int run = 0; run < 25; ++run) {
      const auto started = std::chrono::steady_clock::now();
      const auto reading = read_as(text, language, sentences.front().now);
      runs.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count());
      if (reading.times.empty()) return "nothing read";
    }
    std::nth_element(runs.begin(), runs.begin() + 12, runs.end());
    char figure[96];
    std::snprintf(figure, sizeof figure, "%s %.2f ms, %.0f a second  ", language, runs[12], 1000 / runs[12]);
    shown += figure;
  }
  return shown;
}

}  // namespace fenliu::quality
