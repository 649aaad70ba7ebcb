// Where in a text those who read its clauses begin to look: found for all of them in one pass. Internal to relevance/.
#pragma once

#include <cstdint>

#include <boost/container/small_vector.hpp>

#include "rules/text/normalise.h"

namespace fenliu::rules {

// Characters of the normalised text, in order. Each is the first of some phrase, or looks like it (by a hash): whoever looks
// there compares the phrase.
struct Landmarks {
  using Places = boost::container::small_vector<std::uint32_t, 16>;
  Places asking;     // asks_for_something
  Places reading;    // is_for_reading
  Places exempting;  // exempted
  Places list_ends;  // NameRegistry::add_clipped
};

Landmarks landmarks_of(const NormalisedText& text);

}  // namespace fenliu::rules
