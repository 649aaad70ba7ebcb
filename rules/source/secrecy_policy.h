// What of an item may leave the inbox over which channel: `secrecy:` in fenliu.yaml.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/item/item.h"
#include "rules/source/channel_settings.h"

namespace fenliu::rules {

// Ascending. `pointer`: "you have a notice, read it in the inbox". `title`: the masked title, when and where; no body.
// `masked`: everything, personal data hidden. `full`: personal data too.
enum class Carry { nothing, pointer, title, masked, full };
std::string_view to_string(Carry carry);

// As written; what is missing is said elsewhere. INVARIANT: internal is at most `title`, secret at most `pointer`.
struct CarryLimits {
  std::optional<Carry> public_, internal, secret;
};

struct SecrecyPolicy {
  std::map<std::string, CarryLimits> channels;  // by a channel's id, a kind of channel, or "default"
  std::vector<std::string> open_numbers;        // as written: telephones that are never masked
};

// The id's word before the kind's before the default's; then: public `masked`; internal `title` by hand, else `pointer`;
// secret `pointer`. Never more than the invariant allows, whatever the policy holds.
Carry carried(const SecrecyPolicy& policy, const ChannelSettings& channel, Secrecy secrecy);

}  // namespace fenliu::rules
