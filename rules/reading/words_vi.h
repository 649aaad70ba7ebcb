// The tables of Vietnamese time words. Internal to reading/.
#pragma once

#include "rules/reading/piece.h"

namespace fenliu::rules {

// A small number in digits or words; vi_number reads it.
#define FENLIU_VI_N "(\\d{1,4}|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)"
#define FENLIU_VI_MONTH "mười\\s+một|mười\\s+hai|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
int vi_number(std::string_view word);  // -1 when it is none

const std::vector<PieceRule>& dates_vi();    // days, months, weekdays, clocks, parts of the day
const std::vector<PieceRule>& periods_vi();  // tuần đầu tháng 4, ngày cuối cùng của tháng, 10/3 âm lịch
const std::vector<PieceRule>& lengths_vi();  // nửa tiếng nữa, trong 1 giờ 30 phút
const std::vector<PieceRule>& frames_vi();   // trước, từ, đến, hằng ngày, lengths of time, vague and damaged phrases

}  // namespace fenliu::rules
