// What an item says has ended: an emergency response, a duty to report. Its words close nothing; they are proposed to a person,
// with the recurring deadlines of the item that they speak of (DESIGN §4.6).
#pragma once

#include "rules/decision/decision.h"
#include "rules/reading/reading.h"

namespace fenliu::rules {

enum class EndingVia { number, title };
std::string_view to_string(EndingVia via);  // "number", "title"

struct Ending {
  std::string item;               // whose deadlines end
  std::string title;
  EndingVia via = EndingVia::number;
  PartId part;                    // of the item that says so
  std::string text;               // the sentence
  std::optional<Instant> from;    // from when on, where the sentence says it
  std::vector<StatedDeadline> deadlines;  // the recurring ones
};

// Whether any sentence of the item ends something: cheap, to be asked before others are looked for.
bool may_end_something(const Item& item);

// The sentences of `item` that end, stop or rescind something and name one of `others` that has recurring deadlines: by its
// number, or by its title without "notice on" and what was to be done. Each of the others at most once. A sentence that
// forbids an end, or only looks forward to one (终止前, sau khi kết thúc, until it is lifted), says nothing. REQUIRES finished items.
std::vector<Ending> endings(const Item& item, const std::vector<const Item*>& others, const ReadingContext& context);

boost::json::array endings_to_json(const std::vector<Ending>& endings, const Zone& zone);

// "…" in `language`, a line each: what the text says has ended and what would be closed, if a person confirms.
std::string endings_to_text(const std::vector<Ending>& endings, const Configuration& configuration, const std::string& language);

}  // namespace fenliu::rules
