// How long reading takes, in this process, of texts that come on standard input: {"set","lang","now","text"} a line; out comes
// {"set","texts","ms"} a line, milliseconds a text. tests/quality/times/peers.mjs asks it beside its peers, in the same run.
#include <iostream>

#include <boost/json.hpp>

#include "rules/reading/reading.h"
#include "tests/bench/measure.h"

using namespace fenliu;
using namespace fenliu::bench;
namespace json = boost::json;

namespace {

struct Text {
  std::string words;
  rules::ReadingContext context;
};

// A zone with the offset that the instant carries.
rules::Zone zone_of(const std::string& now) {
  const auto at = now.find_last_of("+-");
  const auto minutes = std::stoi(now.substr(at + 1, 2)) * 60 + std::stoi(now.substr(at + 4, 2));
  rules::Zone zone;
  zone.name = now.substr(at);
  zone.transitions = {{rules::Instant{}, std::chrono::minutes{now[at] == '-' ? -minutes : minutes}}};
  return zone;
}

Text text_of(const json::object& line) {
  const std::string now(line.at("now").as_string());
  Text text{std::string(line.at("text").as_string()), {}};
  text.context.now = rules::parse_rfc3339(now).value();
  text.context.language = line.at("lang").as_string();
  text.context.zone = zone_of(now);
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const bool smoke = is_smoke(argc, argv);
  std::map<std::string, std::vector<Text>> sets;
  if (smoke) {
    sets["smoke"].push_back(text_of({{"now", "2022-11-24T10:00+08:00"}, {"lang", "zh"}, {"text", "请于11月25日17:00前报送。"}}));
  } else {
    for (std::string line; std::getline(std::cin, line);) {
      const auto object = json::parse(line).as_object();
      sets[std::string(object.at("set").as_string())].push_back(text_of(object));
    }
  }
  std::vector<Work> works;
  std::size_t times = 0;  // found, so that no compiler leaves the work out
  for (const auto& [name, texts] : sets) {
    works.push_back({name, [&texts = texts, &times] {
                       for (const auto& text : texts) times += rules::read(text.words, text.context).times.size();
                     }});
  }
  const auto seconds = seconds_per_call(works, smoke);
  std::size_t i = 0;
  for (const auto& [name, texts] : sets) {
    const auto ms = 1000 * seconds[i++] / static_cast<double>(texts.size());
    std::cout << json::serialize(json::object{{"set", name}, {"texts", texts.size()}, {"ms", ms}}) << "\n";
  }
  return times == 0 ? 1 : 0;
}
