// Whole documents as they come: what `fenliu read` makes of one under GB/T 9704, one under Decree 30/2020, a huyện's calendar of a
// week and a council's agenda. Texts of our own, beside what is read of them.
#include "tests/support/catch.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"

using namespace fenliu;

namespace {

struct Row {
  const char *name, *config, *now;
};

}  // namespace

TEST_CASE("whole documents are read with their fields, parts, times and deadlines") {
  const auto row = GENERATE(Row{"cn-gbt9704", "county-cn", "2026-09-09T10:00+08:00"}, Row{"vn-nd30", "huyen-vn", "2026-09-09T10:00+07:00"},
                            Row{"vn-week", "huyen-vn", "2026-09-11T10:00+07:00"}, Row{"us-agenda", "county-us", "2026-09-11T10:00-07:00"});
  const auto document = support::root() + "/tests/golden/readings/" + row.name + ".txt";
  for (const std::string format : {"text", "json"}) {
    const auto ran = support::run_fenliu({"read", document, "--config", support::root() + "/config/" + row.config, "--now", row.now, "--format", format});
    CHECK(ran.exit == 0);
    CHECK(ran.err == "");
    const auto expected = support::golden(std::string("readings/") + row.name + "." + format + ".read", ran.out);
    REQUIRE(expected);
    CHECK(ran.out == *expected);
  }
}
