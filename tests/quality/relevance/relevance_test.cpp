// How well relevance meets a careful reading of real notices: precision, recall, silent misses, and the worst misses.
#include <cstdio>

#include "tests/quality/relevance/measure.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"
#include "tests/support/golden.h"

using namespace fenliu;
using namespace fenliu::quality;

namespace {

// What the rules reach at least; a change that falls below it must say why.
struct Floor {
  const char* configuration;
  const char* prefix;  // of the notices' files
  double precision, recall, silent;
};

}  // namespace

TEST_CASE("real notices reach the units that a careful reading names") {
  const auto row = GENERATE(Floor{"county-cn", "cn", 0.95, 0.95, 0.01}, Floor{"huyen-vn", "vn", 0.95, 0.95, 0.01});
  CAPTURE(row.configuration);
  const auto labels = labelled_notices(support::shared_folder(), row.prefix);
  if (labels.empty()) {
    WARN("skipped: no notices beside the repository (../shared/domain)");
    return;
  }
  if (support::read_text(support::root() + "/config/" + row.configuration + "/fenliu.yaml").empty()) {
    WARN("skipped: no configuration " << row.configuration);
    return;
  }
  const auto figures = measure(labels, support::repository_configuration(row.configuration));
  std::fputs(table(figures).c_str(), stdout);
  CHECK(figures.precision() >= row.precision);
  CHECK(figures.recall() >= row.recall);
  CHECK(figures.silent_share() <= row.silent);
}

// A batch's figures at first sight, before anything was mended by it, stand at the head of its file.
TEST_CASE("short notices of our own reach the units that they were written for") {
  const auto row = GENERATE(Floor{"county-cn", "zh", 0.93, 0.93, 0.01}, Floor{"county-cn", "zh-2", 0.89, 0.93, 0.01},
                            Floor{"county-cn", "zh-3", 0.90, 0.93, 0.01}, Floor{"huyen-vn", "vi-3", 0.92, 0.92, 0.01},
                            Floor{"huyen-vn", "vi", 0.93, 0.93, 0.01}, Floor{"huyen-vn", "vi-2", 0.93, 0.93, 0.01},
                            Floor{"county-cn", "zh-4", 0.92, 0.93, 0.01}, Floor{"huyen-vn", "vi-4", 0.93, 0.93, 0.01},
                            Floor{"county-cn", "zh-5", 0.90, 0.93, 0.01}, Floor{"huyen-vn", "vi-5", 0.93, 0.92, 0.01},
                            Floor{"county-cn", "zh-6", 0.95, 0.93, 0.01}, Floor{"huyen-vn", "vi-6", 0.95, 0.95, 0.01},
                            Floor{"county-cn", "zh-7", 0.95, 0.95, 0.01}, Floor{"huyen-vn", "vi-7", 0.95, 0.95, 0.01},
                            Floor{"county-cn", "zh-8", 0.94, 0.95, 0.01}, Floor{"huyen-vn", "vi-8", 0.90, 0.95, 0.01},
                            Floor{"county-cn", "zh-9", 0.95, 0.93, 0.01}, Floor{"huyen-vn", "vi-9", 0.90, 0.95, 0.01},
                            Floor{"county-us", "en", 0.92, 0.90, 0.02});
  CAPTURE(row.prefix);
  const auto notices = own_notices(row.prefix);
  REQUIRE(notices.size() >= 8);
  const auto figures = measure(notices, support::repository_configuration(row.configuration));
  std::fputs(table(figures).c_str(), stdout);
  CHECK(figures.precision() >= row.precision);
  CHECK(figures.recall() >= row.recall);
  CHECK(figures.silent_share() <= row.silent);
}
