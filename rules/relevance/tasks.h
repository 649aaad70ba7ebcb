// What a text sets people to do: whether it asks for anything, and which sentences say themselves who does their work.
// Internal to relevance/.
#pragma once

#include <functional>
#include <vector>

#include "rules/relevance/clauses.h"
#include "rules/relevance/landmarks.h"
#include "rules/relevance/relevance.h"

namespace fenliu::rules {

// Whether a text says itself that it is only for reading (仅供参考, for information only), or speaks to customers and friends.
bool is_for_reading(const NormalisedText& text, const Landmarks& landmarks);

// Whether a title is that of a decision that praises (关于表彰…的决定).
bool praises(const NormalisedText& title);

// Whether a text tells and sets nobody to work, by its title or its first words: thanks (感谢信), greetings, denials, letters to the
// people, lists to object to (公示), figures (统计公报), explanations, news.
bool tells(const NormalisedText& title, const NormalisedText& text);

// Whether a title is that of a letter to the people (致…的一封信). It sets to work whom it names, nobody else.
bool is_letter(const NormalisedText& title);

// Whether a title is that of an answer to what one addressee asked for (关于同意…的批复): nobody else is meant.
bool replies(const NormalisedText& title);

// Whether a text says that it answers a request (请示收悉, Xét Tờ trình): to one addressee, it means nobody else.
bool grants(const NormalisedText& text);

// Whether a title is that of a bulletin (通报): all whom it addresses read it, those whom it names have to act.
bool is_bulletin(const NormalisedText& title);

// Whether a text asks, orders, announces or convenes at all: a reader's letter or an almanac does not. Errs towards yes.
bool asks_for_something(const NormalisedText& text, const Landmarks& landmarks);

// The first characters of the phrases that the two look for.
std::u32string beginnings_of_reading();
std::u32string beginnings_of_asking();

// The sentences (ended by 。;!? or a line's end) in which a department stands as the one who acts: "县公安局负责考点外围秩序;".
// Their other words are the object of its work. Who merely receives ("报县教育局"), is left out, or answers for a territory
// makes no sentence assigned. Of a sentence in which a department only tells ("县气象台发布暴雪预警,…") it is the clause. Ranges are in code points of the stored text.
std::vector<TextRange> assigned_sentences(const NormalisedText& text, const std::vector<NamedList>& lists,
                                          const std::function<bool(const Mention&)>& is_department);

// Whether all evidence lies in the text's `ranges`. False without any evidence.
bool lies_in(const SharedEvidence& evidence, const std::vector<TextRange>& ranges);
// Whether some words of the one lie apart from some of the other: 高风险 within 中高风险地区 tells nothing more.
bool tells_more(const SharedEvidence& first, const SharedEvidence& second);
bool lies_in(const TextRange& range, const std::vector<TextRange>& ranges);

}  // namespace fenliu::rules
