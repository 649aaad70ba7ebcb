// A small office with people for tests: one bureau with a head and a clerk, who stand in for each other, absences, a person
// lent out, and a duty. Hours 08:00–12:00 and 14:30–17:30 on weekdays.
#pragma once

#include <stdexcept>

#include "rules/source/compile.h"
#include "tests/support/configurations.h"

namespace fenliu::test {

inline constexpr const char* kOfficePeople = R"(
posts:
  - {id: a1-head, unit: a1, function: head, name: {zh: 局长, en: Head}, receives: [summons]}
  - {id: a1-clerk, unit: a1, function: clerk, name: {zh: 文书}, on_site: true}
  - {id: a2-clerk, unit: a2, function: clerk, name: {zh: 文书}}
persons:
  - {id: jia, unit: a1, name: {zh: 甲}, addresses: {email: jia@example.org, phone: "100"}}
  - {id: yi, unit: a1, name: {zh: 乙}, addresses: {email: yi@example.org}, language: vi}
  - {id: bing, unit: a1, name: {zh: 丙}, addresses: {phone: "300"}}
holdings:
  - {post: a1-head, person: jia, from: 2022-11-01, until: 2022-11-30, deputies: [bing, yi]}
  - {post: a1-head, person: bing, from: 2022-12-01, acting: true}
  - {post: a1-clerk, person: yi, from: 2022-11-01, deputies: [jia]}
)";

inline constexpr const char* kOfficeOverlays = R"(
absences:
  - {persons: [jia], from: 2022-11-24, until: 2022-11-25, announced: 2022-11-24T07:00+08:00}
  - {persons: [yi], from: 2022-11-24, spans: ["08:00-12:00"]}
secondments:
  - {unit: a1, to: a2, persons: [bing], from: 2022-11-25, until: 2022-11-26}
rotations:
  - {unit: a1, from: 2022-11-28, until: 2022-12-02, days: [{on_site: [jia], at_home: [yi]}, {on_site: [yi], in_field: [jia]}]}
duty:
  - {unit: a1, function: clerk, person: yi, from: 2022-11-24T18:00+08:00, until: 2022-11-25T08:00+08:00}
  - {unit: a1, post: a1-head, from: 2022-11-26T08:00+08:00, until: 2022-11-27T00:00+08:00, kind: weekend}
)";

inline std::shared_ptr<rules::Configuration> office(const std::string& zone = "Asia/Shanghai", const std::string& people = kOfficePeople,
                                                    const std::string& overlays = kOfficeOverlays) {
  auto files = support::small_files("rules:\n  - {id: r, when: [甲], tags: [t]}\n");
  for (auto& file : files) {
    const auto given = file.text.find("zone: Asia/Shanghai");
    if (file.path == "fenliu.yaml" && given != std::string::npos) file.text.replace(given, 19, "zone: " + zone);
    const auto unit = file.text.find("id: a1,");
    if (file.path == "organisation.yaml" && unit != std::string::npos) {
      file.text.insert(unit, "addresses: {email: a1@example.org, phone: \"101\"}, staff: 10, ");
    }
  }
  files.push_back({"people.yaml", people});
  files.push_back({"overlays/people.yaml", overlays});
  const auto result = rules::compile(files, support::test_zone);
  if (!result.configuration) throw std::runtime_error(rules::render(result.diagnostics, files));
  return result.configuration;
}

}  // namespace fenliu::test
