// `fenliu duty` through the binary: a roster made, put into overlays/, exported and imported again.
#include <filesystem>
#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"

using namespace fenliu;

namespace {

struct DutyFolder {
  DutyFolder() {
    std::filesystem::copy(support::root() + "/config/county-cn", folder.path(), std::filesystem::copy_options::recursive);
    std::filesystem::remove(folder.file("overlays/duty.yaml"));
  }

  support::Ran run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "duty");
    arguments.insert(arguments.end(), {"--config", folder.path()});
    return support::run_fenliu(arguments);
  }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder.file(name), std::ios::binary) << text;
    return folder.file(name);
  }

  support::TemporaryFolder folder;
};

std::string without_comments(const std::string& text) { return text.substr(text.find("duty:")); }

}  // namespace

TEST_CASE("a roster goes into overlays, out as a table and a calendar, and comes back the same") {
  const DutyFolder office;
  const auto made = office.run({"generate", "--unit", "gov-office", "--from", "2022-12-01", "--until", "2022-12-31"});
  REQUIRE(made.exit == 0);
  CHECK(made.out.find("proven: no roster is fairer") != std::string::npos);
  office.write("overlays/duty.yaml", made.out);
  const auto checked = support::run_fenliu({"check", office.folder.path()});
  CHECK(checked.exit == 0);
  CHECK(checked.err == support::run_fenliu({"check", support::root() + "/config/county-cn"}).err);
  const auto again = office.run({"generate", "--unit", "gov-office", "--from", "2022-12-01", "--until", "2022-12-31"});
  CHECK(again.out == made.out);   // the unit's own slots are made anew, not counted twice
  for (const std::string format : {"csv", "ics"}) {
    CAPTURE(format);
    const auto exported = office.run({"export", "--unit", "gov-office", "--format", format});
    REQUIRE(exported.exit == 0);
    const auto imported = office.run({"import", office.write("duty." + format, exported.out)});
    CHECK(imported.err == "");
    CHECK(imported.out == without_comments(made.out));
  }
  const auto shown = office.run({"show", "--from", "2022-12-24", "--until", "2022-12-24", "--lang", "vi"});
  CHECK(shown.out.find("cuối tuần") != std::string::npos);
}

TEST_CASE("what is wrong with a table of duty, or cannot be asked, is said with its place") {
  const DutyFolder office;
  const auto table = office.write("table.csv", "unit,name,from,until\ngov-office,丙,2022-12-01 18:00,2022-12-02 08:00\ngov-ofice,丙,2022-12-02 18:00,2022-12-03 08:00\n"
                                               "gov-office,无人,2022-12-03 18:00,2022-12-04 08:00\nhealth,甲,2022-12-04 18:00,2022-12-04 08:00\n");
  const auto ran = office.run({"import", table});
  CHECK(ran.exit == 1);
  CHECK(ran.out == "");
  CHECK(ran.err.find("table.csv:3: error: there is no unit 'gov-ofice'") != std::string::npos);
  CHECK(ran.err.find("table.csv:4: error: there is no person '无人'") != std::string::npos);
  CHECK(ran.err.find("table.csv:5: error: this duty ends before it starts") != std::string::npos);
  CHECK(office.run({"import", office.write("bad.csv", "name,from\n")}).exit == 1);
  CHECK(office.run({"generate", "--unit", "edu", "--from", "2022-12-01", "--until", "2022-12-31"}).exit == 1);   // no duty plan
  CHECK(office.run({"generate", "--unit", "gov-office", "--from", "2022-12-31", "--until", "2022-12-01"}).exit == 2);
  CHECK(office.run({"sort"}).exit == 2);
}
