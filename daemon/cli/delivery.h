// `fenliu delivery`. Internal to cli/.
#pragma once

#include "daemon/cli/program.h"

namespace fenliu::cli {

int delivery(const Arguments& arguments, Outside& outside, Streams& streams);

}  // namespace fenliu::cli
