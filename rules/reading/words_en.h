// The tables of English time words. Internal to reading/.
#pragma once

#include "rules/reading/piece.h"

namespace fenliu::rules {

// A small number in digits or words, or an ordinal; en_number reads it.
#define FENLIU_EN_N "(\\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|sixty|ninety)"
#define FENLIU_EN_NTH "(first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th|last)"
#define FENLIU_EN_ORDINAL "(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
#define FENLIU_EN_MONTH "(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
#define FENLIU_EN_WEEKDAY "(monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun)"

// Counts of things: digits, words, a few.
#define FENLIU_EN_COUNT "(\\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen|(?:twenty|thirty|forty)(?:[- ](?:one|four|five|six|eight))?|fifty|sixty|seventy|eighty|ninety|an|a few|few|a couple of|a couple|couple|a pair of|a)"

int en_number(std::string word);                       // -1 when it is none; last: -1 of an ordinal
int en_month(const std::string& word);                 // 1…12
unsigned en_weekday(const std::string& word);          // 0 = Sunday

const std::vector<PieceRule>& dates_en();    // days, months, weekdays
const std::vector<PieceRule>& periods_en();  // weeks, months, quarters and years as wholes, their ends, holidays
const std::vector<PieceRule>& clocks_en();   // clocks, parts of the day, zones
const std::vector<PieceRule>& lengths_en();  // an hour and a half ago, in 1 hour and 20 minutes
const std::vector<PieceRule>& frames_en();   // by, before, from, every; lengths of time; vague and damaged phrases

}  // namespace fenliu::rules
