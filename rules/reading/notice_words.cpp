// The words of Chinese and Vietnamese holiday notices.
#include "rules/reading/notice_words.h"

#include <map>

namespace fenliu::rules {

#define FENLIU_NOTICE_YEAR "([0-9]{4}|[〇○零一二三四五六七八九]{4})年"
#define FENLIU_NOTICE_N "([0-9]{1,2}|[一二两三四五六七八九十]{1,3})"

#define FENLIU_NOTICE_MARK "[一二三四五六七八九十]+[、.]|\\([一二三四五六七八九十0-9]+\\)|[0-9]+[、.]"

const NoticeLanguage& notice_zh() {
  using enum NoticeWord;
  static const NoticeLanguage language{
      "zh",
      {
          {refused, "鼓励|建议|带薪年休假|自行安排|错峰|延长|顺延|取消|推迟|另行通知|视情|不放假|不休息|不上班"},
          {skip, "农历[^、,()。]*|(?:正月|腊月|冬月)[初十廿一二三四五六七八九]*日?|除夕|初[一二三四五六七八九十]{1,2}"},
          {date, "(?:" FENLIU_NOTICE_YEAR ")?" FENLIU_NOTICE_N "月" FENLIU_NOTICE_N "日"},
          {count, "共计?" FENLIU_NOTICE_N "[天日]"},
          {day, FENLIU_NOTICE_N "日"},
          {count, FENLIU_NOTICE_N "天"},
          {weekday, "(?:星期|礼拜|周)([一二三四五六日天])"},
          {skip, "(?:与|同|和)周末(?:连休|相连)|不(?:再)?(?:调休|补休|补班)|无调休"},
          {back, "起(?:正常|恢复|照常)*上班|恢复(?:正常)?上班"},
          {work, "(?:照常|正常|调休|调整为|为|需|要|应)*(?:上班|补班|上课|工作日)"},
          {off, "放假公休|放假调休|调休放假|放假|休假|照常公休|公休|休息|补休|法定节假日"},
          {unclear, "调休"},
          {range, "起?[至到]|[-—–~]+"},
      },
      FENLIU_NOTICE_YEAR "[^月日。;:]{0,40}(?:节假日|放假|假期|休假)",
      "^(?:" FENLIU_NOTICE_MARK ")?(?:" FENLIU_NOTICE_YEAR
      ")?((?:(?:元旦|春节|清明节?|五一|国际劳动节|劳动节|端午节?|中秋节?|国庆节?)[、和及]?)+)"
      "|^(?:" FENLIU_NOTICE_MARK ")([^:,。;假班时]{2,40}):",
      "假|休|上班|补班|工作日",
  };
  return language;
}

const NoticeLanguage& notice_vi() {
  using enum NoticeWord;
  static const NoticeLanguage language{
      "vi",
      {
          {refused, "khuyến khích|tùy điều kiện|kéo dài thêm|không nghỉ|hủy"},
          {skip, "(?:tức|nhằm)[^();.]*"},
          {date_backwards, "(?:ngày )?([0-9]{1,2})[/.-]([0-9]{1,2})(?:[/.-]([0-9]{4}))?"},
          {date_backwards, "(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2})(?: năm ([0-9]{4}))?"},
          {count, "([0-9]{1,2}) ngày"},
          {day, "ngày ([0-9]{1,2})"},
          {weekday, "(thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"},
          {back, "trở lại làm việc|(?:bắt đầu |đi )?làm (?:việc )?(?:trở lại|bình thường)"},
          {swap, "hoán đổi"},
          {work, "(?:đi )?làm (?:việc )?bù"},
          {off, "(?:được )?nghỉ(?: bù)?"},
          {range, "đến hết|đến|tới|[-–—]"},
          {skip, "[a-zà-ỹđ]+"},
      },
      "(?:nghỉ|tết|lễ|quốc khánh)[^.;]{0,60}?năm ([0-9]{4})",
      "^(?:[0-9]+[.)] ?|[a-zđ][.)] ?|[-+] ?)?(?:(?:dịp|nghỉ|lễ) )*()(tết dương lịch|tết nguyên đán|tết âm lịch|giỗ tổ hùng vương|quốc khánh|ngày chiến thắng|quốc tế lao động|ngày quốc tế lao động)",
      "nghỉ|làm bù|làm việc bù|hoán đổi",
  };
  return language;
}

int notice_weekday(const std::string& word) {
  static const std::map<std::string, int> kDays = {
      {"日", 0},      {"天", 0},     {"一", 1},     {"二", 2},     {"三", 3},      {"四", 4},      {"五", 5},      {"六", 6},     {"chủ nhật", 0},
      {"thứ hai", 1}, {"thứ ba", 2}, {"thứ tư", 3}, {"thứ năm", 4}, {"thứ sáu", 5}, {"thứ bảy", 6}, {"thứ 2", 1},   {"thứ 3", 2},  {"thứ 4", 3},
      {"thứ 5", 4},   {"thứ 6", 5},  {"thứ 7", 6}};
  const auto found = kDays.find(word);
  return found == kDays.end() ? -1 : found->second;
}

}  // namespace fenliu::rules
