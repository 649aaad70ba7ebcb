// What a text says of the units that it names: who leads, who supports, who is left out. Internal to relevance/.
#pragma once

#include <string>
#include <vector>

#include "rules/relevance/names.h"

namespace fenliu::rules {

// `named`: the text speaks to it without saying how; `inform`: as a source or a receiver of copies; `venue`: as a place.
enum class ClauseRole { none, named, lead, support, inform, excluded, venue };

// Neighbouring names with only separators between them ("县教育局、县卫健局和各乡镇"), and what the words around say.
struct NamedList {
  boost::container::small_vector<Mention, 1> mentions;  // at least one
  ClauseRole role = ClauseRole::named;
  bool in_clause = false;  // words around it say something of its role
  bool invites = false;    // a list of those who attend (参会人员:, mời), which says at once who need not
};

// The lists of one text, in order. Patterns after the phrases of official documents in zh, vi and en
// (由X负责, X牵头, Y配合, 责成X, 请X, X要; giao X, X chủ trì, phối hợp với Y, mời X; X shall, in coordination with Y).
std::vector<NamedList> named_lists(std::vector<Mention> mentions, const std::u32string& text);

// The lists that a text's names make, with merged and clipped ones. `stored`: the text before normalisation, UTF-8.
std::vector<NamedList> lists_in(const NameRegistry& registry, const std::vector<NameHit>& hits, Field field, const NormalisedText& text,
                                const Landmarks& landmarks, const std::string& stored);

}  // namespace fenliu::rules
