// What a text leaves out of what it orders. Internal to relevance/.
#pragma once

#include <string_view>
#include <vector>

#include "rules/relevance/landmarks.h"
#include "rules/text/normalise.h"

namespace fenliu::rules {

// The words that a text
// - exempts: 除超市、药店外,其余停业; 学校、养老院除外; trừ trường học; except schools (除…外,还要 adds instead);
// - names only as what people quarrel about, 征地、婚恋、山林等纠纷, or as what may happen, 发生伤亡、垮塌、舆情等情况;
// - rests on: 根据省消防条例, căn cứ Luật Đất đai,;
// - has for others: what a leader of a weekly calendar attends as a guest, a meeting with letters of its own (giấy mời riêng),
//   a department of the province by its name (Sở Công Thương);
// - has from the web page around it: 上一篇:关于调整停车收费的公示.
// Those who answer for them have nothing to do for it. In order, in code points of the stored text.
std::vector<TextRange> exempted(const NormalisedText& text, const Landmarks& landmarks);

// The characters at which one of them may begin or, of a list, end.
constexpr std::u32string_view kExemptionsBegin = U"除等根依按遵c上下相te(ựở";

}  // namespace fenliu::rules
