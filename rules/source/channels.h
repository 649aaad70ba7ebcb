// `channels` of fenliu.yaml, and the words for their kinds. Reading is internal to source/.
#pragma once

#include <string_view>

#include "rules/source/channel_settings.h"

namespace fenliu::rules {

struct Policy;
struct YamlNode;
class Reporter;

std::string_view to_string(ChannelKind kind);  // as written there

// Reports unknown kinds, what a kind needs and lacks, secrets in plain text, ids given twice, numbers out of range; units are
// references, checked with all others.
void read_channels(const YamlNode& node, Policy& policy, Reporter& reporter);

}  // namespace fenliu::rules
