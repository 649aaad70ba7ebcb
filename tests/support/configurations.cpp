// Configurations for tests.
#include "tests/support/configurations.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "tests/support/golden.h"

namespace fenliu::support {

namespace {

using rules::Instant;
using rules::Zone;

std::shared_ptr<const rules::Configuration> compiled(const std::vector<rules::SourceFile>& files) {
  auto result = rules::compile(files, test_zone);
  if (!result.configuration) throw std::runtime_error(rules::render(result.diagnostics, files));
  auto copy = std::make_shared<rules::Configuration>(*result.configuration);
  copy->revision = "test";
  return copy;
}

Zone fixed(const std::string& name, int hours) {
  Zone zone;
  zone.name = name;
  zone.transitions = {{Instant{}, std::chrono::hours{hours}}};
  return zone;
}

}  // namespace

std::optional<Zone> test_zone(const std::string& name) {
  if (name == "UTC") return fixed(name, 0);
  if (name == "Asia/Shanghai") return fixed(name, 8);
  if (name == "Asia/Ho_Chi_Minh") return fixed(name, 7);
  if (name != "America/Los_Angeles") return {};
  auto zone = fixed(name, -8);
  // Second Sunday of March and first Sunday of November, 2:00 local.
  for (int year = 2021; year <= 2026; ++year) {
    using namespace std::chrono;
    const sys_days march = sys_days{std::chrono::year{year} / March / Sunday[2]};
    const sys_days november = sys_days{std::chrono::year{year} / November / Sunday[1]};
    zone.transitions.push_back({march + hours{10}, hours{-7}});
    zone.transitions.push_back({november + hours{9}, hours{-8}});
  }
  return zone;
}

std::vector<rules::SourceFile> small_files(const std::string& rules_file) {
  return {{"fenliu.yaml",
           "name: {en: Test}\nzone: Asia/Shanghai\nlanguage: zh\nhome: a1\nduty_officer: a2\ncalendar: cn\n"
           "levels: [{id: province, en: P}, {id: county, en: C}, {id: town, en: T}]\n"},
          {"organisation.yaml",
           "units:\n"
           "  - {id: above, level: province, name: {zh: 省政府}, outside: true}\n"
           "  - {id: a1, kind: gov, level: county, name: {zh: 县甲局}, aliases: [甲局], duties: {lead: [t]}}\n"
           "  - {id: a2, kind: gov, level: county, name: {zh: 县乙局}, aliases: [乙局], duties: {support: [t]}}\n"
           "  - {id: a3, kind: gov, level: county, name: {zh: 县丙局}, aliases: [丙局]}\n"
           "  - {id: town1, kind: town, level: town, name: {zh: 东山镇}, places: [东山]}\n"
           "  - {id: town2, kind: town, level: town, name: {zh: 西河镇}, places: [西河]}\n"
           "groups:\n"
           "  - {id: towns, match: [各乡镇], members: {kind: town}}\n"
           "  - {id: everybody, match: [县直各单位], members: {level: county}, pool: true}\n"},
          {"calendars/cn.yaml",
           "id: cn\ncovers: {from: 2022-01-01, until: 2022-12-31}\nweekend: [sat, sun]\n"
           "holidays: [{from: 2022-10-01, until: 2022-10-07}]\nworkdays: [2022-10-08, 2022-10-09]\n"
           "hours: {default: [{spans: [\"08:00-12:00\", \"14:30-17:30\"]}]}\n"},
          {"rules/test.yaml", "topics: {t: {en: Topic}}\n" + rules_file}};
}

std::shared_ptr<const rules::Configuration> small_configuration(const std::string& rules_file) {
  return compiled(small_files(rules_file));
}

std::shared_ptr<const rules::Configuration> repository_configuration(const std::string& name) {
  const auto folder = std::filesystem::path(root()) / "config" / name;
  std::vector<rules::SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml") continue;
    files.push_back({entry.path().lexically_relative(folder).generic_string(), read_text(entry.path().string())});
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return compiled(files);
}

}  // namespace fenliu::support
