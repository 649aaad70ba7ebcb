// The command `fenliu objection`. Internal to cli/.
#pragma once

#include "daemon/cli/program.h"

namespace fenliu::cli {

int objection(const Arguments& arguments, Outside& outside, Streams& streams);

}  // namespace fenliu::cli
