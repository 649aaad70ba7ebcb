// The tables of Chinese time words. Internal to reading/.
#pragma once

#include "rules/reading/piece.h"

namespace fenliu::rules {

// A number below 100 in digits or Chinese numerals.
#define FENLIU_ZH_N "(?:[0-9]{1,2}|[〇零一二两三四五六七八九十廿卅]{1,3})"

const std::vector<PieceRule>& dates_zh();    // years, months, days, weeks, quarters
const std::vector<PieceRule>& festivals_zh();  // lunar days, holidays
const std::vector<PieceRule>& lengths_zh();  // 1小时20分钟后, 两天半内
const std::vector<PieceRule>& clocks_zh();   // clocks, parts of the day, edges of working time
const std::vector<PieceRule>& frames_zh();   // 前, 起, 截至, 至, 每日
const std::vector<PieceRule>& wholes_zh();   // lengths of time, vague words, damaged dates

}  // namespace fenliu::rules
