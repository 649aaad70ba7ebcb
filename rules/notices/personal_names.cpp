// Names of people in lists: after their labels, in a table's column, beside a person's number, in an enumeration.
#include <algorithm>
#include <array>
#include <set>

#include "rules/notices/personal_text.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using Word = std::u32string_view;

bool is_name_han(char32_t c) { return is_han(c) || c == U'·' || c == U'•'; }

constexpr Word kSurnames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱江尹"
    U"薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂"
    U"成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙"
    U"荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝張劉陳楊黃趙吳馬鄭許韓馮鄧曹蔣葉蘇呂盧鍾譚陸範賈鄒龍賀顧龔萬錢嚴";

// Words of two to four characters that begin like a surname.
const std::set<std::u32string, std::less<>>& words_not_names() {
  static const std::set<std::u32string, std::less<>> kWords{
      U"安全", U"高新", U"高中", U"高速", U"高温", U"方案", U"方式", U"方法", U"方便", U"方舱", U"金融", U"金额", U"路段", U"路口", U"万元", U"万人", U"和平", U"关于",
      U"关键", U"关注", U"时间", U"时段", U"时限", U"管理", U"管控", U"管委", U"包括", U"包保", U"文件", U"文化", U"文明", U"文联", U"任务", U"任何", U"任职", U"成员",
      U"成立", U"成都", U"余额", U"余名", U"周一", U"周二", U"周三", U"周四", U"周五", U"周六", U"周日", U"周期", U"周边", U"周末", U"严格", U"严禁", U"严控", U"严肃",
      U"项目", U"连续", U"单位", U"单元", U"单独", U"江南", U"江北", U"江苏", U"江西", U"温度", U"温馨", U"马上", U"白天", U"申请", U"申报", U"明确", U"明天", U"明日",
      U"平台", U"水务", U"全部", U"全体", U"全县", U"全市", U"全镇", U"经济", U"解除", U"解决", U"支持", U"支队", U"支部", U"向阳", U"计划", U"通知", U"通报", U"沙发",
      U"车辆", U"车站", U"车牌", U"车号", U"农业", U"农村", U"农商", U"牛奶", U"花园", U"武装", U"武警", U"古镇", U"黄码", U"黄色", U"雷电", U"程序", U"房屋", U"房间",
      U"房产", U"景区", U"党员", U"党委", U"党组", U"党支部", U"应急", U"师生", U"商务", U"商场", U"商户", U"商业", U"游客", U"边界", U"冷链", U"华侨", U"司机", U"司法",
      U"司法局", U"农业局", U"应急局", U"安监局", U"文旅局", U"商务局", U"管委会", U"党政办", U"农办", U"文广", U"成品", U"成绩", U"田间", U"石油", U"段落", U"欧盟",
      U"查询", U"费用", U"席位", U"左右", U"万一", U"宁波", U"尚未", U"毕业", U"童车", U"符合", U"康复", U"曲线", U"游泳", U"解放", U"阳性", U"阳光", U"简报", U"连队",
      U"宫颈", U"全员", U"应当", U"边防", U"关联", U"明细", U"许可", U"林业", U"林业局", U"水利局", U"施工", U"卫生", U"卫健", U"卫健局", U"卫健委", U"白班", U"夏季",
      U"温州", U"孔洞", U"常委", U"常务", U"汪洋", U"龙头", U"马路", U"路线", U"谢谢", U"祝贺", U"章程", U"鲁莽", U"安排", U"安装", U"安置", U"任命", U"成功", U"高校",
      U"高考", U"高铁", U"方向", U"方面", U"时候", U"全程", U"古城", U"万达", U"吉林", U"贵阳", U"项下", U"应用", U"应对", U"强调", U"费率", U"师傅", U"全天", U"全国", U"关停"};
  return kWords;
}

bool has_double_surname(Word name) {
  static constexpr std::array<Word, 12> kDouble{U"欧阳", U"司马", U"上官", U"诸葛", U"皇甫", U"尉迟", U"司徒", U"夏侯", U"东方", U"慕容", U"令狐", U"公孙"};
  return name.size() >= 3 && std::any_of(kDouble.begin(), kDouble.end(), [&](Word each) { return name.starts_with(each); });
}

// By its looks; a name that is hidden already (张某) is none.
bool is_chinese_name(Word word) {
  if (word.size() < 2 || word.size() > 4 || words_not_names().contains(word)) return false;
  if (word[1] == U'某' || word.back() == U'某') return false;
  static constexpr Word kOffices = U"局镇乡村办委县市院校站所队部处科组区厅";
  if (word.size() >= 3 && kOffices.find(word.back()) != Word::npos) return false;
  return has_double_surname(word) || (kSurnames.find(word[0]) != Word::npos && word.size() <= 4);
}

PersonalData name_at(std::size_t start, std::size_t end) {
  return {PersonalKind::name, {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)}};
}

// A whole cell or what a label announces: any short Han text, or words in capitals. Returns its end; `at`: there is none.
std::size_t han_name(const PersonalText& text, std::size_t at) {
  static constexpr std::array<Word, 13> kNext{U"性别", U"身份证", U"电话", U"联系", U"手机", U"年龄", U"住址", U"公民", U"证件", U"职务", U"单位", U"出生", U"家庭"};
  std::size_t end = at;
  while (end < text.size() && end - at < 40 && is_name_han(text.text[end])) ++end;
  const auto run = Word(text.text).substr(at, end - at);
  std::size_t length = run.size();
  for (const auto next : kNext) length = std::min(length, run.find(next));
  const bool dotted = run.substr(0, length).find_first_of(U"·•") != Word::npos;
  const auto word = run.substr(0, length);
  if (length < 2 || length > (dotted ? 20 : 4) || words_not_names().contains(word) || word[1] == U'某') return at;
  return at + length;
}

bool is_capital(const PersonalText& text, std::size_t at) { return is_word(text.text[at]) && to_utf8(text.text.substr(at, 1)) != fold_case(to_utf8(text.text.substr(at, 1))); }

// The end of a word that begins at `at`.
std::size_t word_end(const PersonalText& text, std::size_t at) {
  while (at < text.size() && is_word(text.text[at])) ++at;
  return at;
}

// Two to six words in capitals; the last may be a letter.
std::size_t latin_name(const PersonalText& text, std::size_t at) {
  std::size_t end = at, words = 0;
  for (std::size_t i = at; i < text.size() && words < 6 && is_capital(text, i);) {
    end = word_end(text, i);
    ++words;
    if (end + 1 >= text.size() || text.text[end] != U' ') break;
    i = end + 1;
  }
  return words >= 2 ? end : at;
}

bool is_vietnamese_surname(Word base) {
  static const std::set<std::u32string, std::less<>> kNames{
      U"nguyen", U"tran", U"le", U"pham", U"hoang", U"huynh", U"phan", U"vu", U"vo", U"dang", U"bui", U"do", U"ho", U"ngo", U"duong", U"ly", U"dao", U"doan",
      U"trinh", U"dinh", U"mai", U"to", U"truong", U"lam", U"luong", U"ha", U"cao", U"chu", U"ta", U"thai", U"quach", U"la", U"luu", U"trieu", U"vuong",
      U"tong", U"kieu", U"dam", U"nghiem", U"phung", U"khuc", U"chau", U"lo", U"giang", U"vang", U"ma", U"nong", U"hua", U"thach", U"kim", U"son"};
  return kNames.contains(base);
}

std::size_t vietnamese_name(const PersonalText& text, std::size_t at) {
  const auto end = latin_name(text, at);
  return end > at && is_vietnamese_surname(Word(text.base).substr(at, word_end(text, at) - at)) ? end : at;
}

std::size_t skip_spaces(const PersonalText& text, std::size_t at) {
  while (at < text.size() && (text.text[at] == U' ' || text.text[at] == U'*' || text.text[at] == U'_')) ++at;
  return at;
}

// 姓名：… Họ và tên: … Name: …
void find_labelled(const PersonalText& text, std::vector<PersonalData>& found) {
  static constexpr std::array<Word, 6> kHan{U"姓名", U"户主", U"名字", U"患者", U"当事人", U"病例"};
  static constexpr std::array<Word, 9> kLatin{U"hovaten", U"hoten", U"chuho", U"nguoibenh", U"benhnhan", U"fullname", U"residentname", U"patientname", U"patient"};
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text.text[i] != U':') continue;
    const auto start = skip_spaces(text, i + 1);
    if (start >= text.size()) break;
    const auto label = text.before(i);
    const auto ends = [&](Word word) { return label.ends_with(word); };
    const bool latin = std::any_of(kLatin.begin(), kLatin.end(), ends) || (label == U"name" && text.before(i, 5) == U"name");
    const bool han = std::any_of(kHan.begin(), kHan.end(), ends);
    const auto end = (han || latin) && is_han(text.text[start]) ? han_name(text, start) : latin ? latin_name(text, start) : start;
    if (end > start) found.push_back(name_at(start, end));
  }
}

void find_in_columns(const PersonalText& text, std::vector<PersonalData>& found) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!text.in_column(i, PersonalKind::name) || (i > 0 && text.in_column(i - 1, PersonalKind::name))) continue;
    std::size_t end = i;
    while (end < text.size() && text.in_column(end, PersonalKind::name)) ++end;
    const auto name = is_han(text.text[i]) ? han_name(text, i) : latin_name(text, i);
    if (name == end) found.push_back(name_at(i, end));
    i = end;
  }
}

// The end of the text before a person's number that may be the name: labels, sex, age and punctuation are passed over.
std::size_t before_number(const PersonalText& text, std::size_t at) {
  static constexpr std::array<Word, 30> kWords{U"联系电话", U"联系方式", U"电话", U"手机", U"手机号", U"号码", U"号", U"身份证", U"公民身份", U"证件", U"微信", U"性别", U"年龄",
                                               U"汉族", U"现年", U"岁", U"家属", U"尾号", U"cccd", U"cmnd", U"sdt", U"dt", U"dien thoai", U"so", U"nam", U"nu", U"sinh", U"tel", U"phone", U"zalo"};
  constexpr std::size_t kMost = 40;
  const std::size_t stop = at > kMost ? at - kMost : 0;
  while (at > stop) {
    const char32_t c = text.text[at - 1];
    if (c == U'\n' || c == U'\r') break;
    const bool bounded = at >= 2 && !is_han(text.text[at - 2]);
    if ((c == U'男' || c == U'女') && bounded) {
      --at;
      continue;
    }
    if (!is_han(c) && !is_word(c)) {
      if (c == U'。' || c == U';') break;
      --at;
      continue;
    }
    const auto before = Word(text.base).substr(0, at);
    const auto* word = std::find_if(kWords.begin(), kWords.end(), [&](Word each) {
      return before.ends_with(each) && (is_han(c) || at == each.size() || !is_word(before[at - each.size() - 1]));
    });
    if (word == kWords.end()) break;
    at -= word->size();
  }
  return at;
}

// Who stands before the name says that it is no official.
std::size_t after_role(Word run) {
  static constexpr std::array<Word, 22> kRoles{U"病例", U"患者", U"居民", U"村民", U"密接", U"人员", U"司机", U"家属", U"车主", U"户主", U"同学",
                                               U"学生", U"老人", U"业主", U"旅客", U"乘客", U"职工", U"员工", U"者", U"群众", U"姓名", U"租户"};
  std::size_t after = 0;
  for (const auto role : kRoles) {
    if (const auto at = run.rfind(role); at != Word::npos) after = std::max(after, at + role.size());
  }
  return after;
}

void find_beside(const PersonalText& text, const PersonalData& number, std::vector<PersonalData>& found) {
  static constexpr std::array<Word, 10> kContacts{U"联系人", U"联络人", U"联络员", U"负责人", U"值班员", U"值班人员", U"签发人", U"dongchi", U"daumoi", U"lienhe"};
  const std::size_t end = before_number(text, number.range.start);
  if (end == 0) return;
  if (is_han(text.text[end - 1])) {
    std::size_t start = end;
    while (start > 0 && end - start < 16 && is_han(text.text[start - 1])) --start;
    start += after_role(Word(text.text).substr(start, end - start));
    if (text.labelled(start, kContacts) || !is_chinese_name(Word(text.text).substr(start, end - start))) return;
    found.push_back(name_at(start, end));
    return;
  }
  if (!is_word(text.text[end - 1])) return;
  // Back over words in capitals, to a surname.
  std::size_t start = end, name = end;
  for (int words = 0; words < 6 && start > 0; ++words) {
    std::size_t word = start;
    while (word > 0 && start - word < 12 && is_word(text.text[word - 1])) --word;
    if (word == start || !is_capital(text, word)) break;
    if (words > 0 && is_vietnamese_surname(Word(text.base).substr(word, start - word))) name = word;
    if (word == 0 || text.text[word - 1] != U' ') break;
    start = word - 1;
  }
  if (name < end && !text.labelled(name, kContacts)) found.push_back(name_at(name, end));
}

// Items of an enumeration from `at` to the end of its clause; each as a range.
std::vector<TextRange> enumeration(const PersonalText& text, std::size_t at) {
  std::vector<TextRange> items;
  std::size_t start = skip_spaces(text, at), end = start;
  const auto add = [&] {
    std::size_t last = end;
    while (last > start && text.text[last - 1] == U' ') --last;
    if (last > start) items.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(last)});
  };
  for (; end < text.size(); ++end) {
    const char32_t c = text.text[end];
    if (c == U'。' || c == U';' || c == U'\n' || c == U'\r' || c == U'\t' || c == U'|') break;
    if (c != U'、' && c != U',') continue;
    add();
    start = skip_spaces(text, end + 1);
    end = start - 1;
  }
  add();
  return items;
}

// 名单：甲、乙、丙. Units have lists too: most must be names.
void find_listed(const PersonalText& text, std::vector<PersonalData>& found) {
  static constexpr std::array<Word, 6> kLists{U"名单", U"名单如下", U"名单通报如下", U"人员如下", U"danhsach", U"如下"};
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text.text[i] != U':') continue;
    const auto label = text.before(i);
    const bool han = label.find(U"名单") != Word::npos && std::any_of(kLists.begin(), kLists.end(), [&](Word word) { return label.ends_with(word); });
    const bool latin = label.find(U"danhsach") != Word::npos;
    if (!han && !latin) continue;
    const auto items = enumeration(text, i + 1);
    std::vector<PersonalData> names;
    for (const auto& item : items) {
      const bool name = latin ? vietnamese_name(text, item.start) == item.end : is_chinese_name(Word(text.text).substr(item.start, item.end - item.start));
      if (name) names.push_back(name_at(item.start, item.end));
    }
    if (names.size() >= 2 && names.size() * 2 > items.size()) found.insert(found.end(), names.begin(), names.end());
  }
}

// 张甲、李乙等5人
void find_counted(const PersonalText& text, std::vector<PersonalData>& found) {
  for (std::size_t i = 2; i + 2 < text.size(); ++i) {
    if (text.text[i] != U'等') continue;
    std::size_t after = i + 1;
    while (after < text.size() && (is_digit(text.text[after]) || text.text[after] == U' ' || Word(U"一二三四五六七八九十两").find(text.text[after]) != Word::npos)) ++after;
    if (after == i + 1 || after >= text.size() || Word(U"人名户位").find(text.text[after]) == Word::npos) continue;
    for (std::size_t end = i, count = 0; end > 0 && count < 50; ++count) {
      std::size_t start = end;
      while (start > 0 && end - start < 5 && is_han(text.text[start - 1])) --start;
      if (!is_chinese_name(Word(text.text).substr(start, end - start))) break;
      found.push_back(name_at(start, end));
      if (start == 0 || (text.text[start - 1] != U'、' && text.text[start - 1] != U',')) break;
      end = start - 1;
    }
  }
}

}  // namespace

void find_names(const PersonalText& text, std::vector<PersonalData>& found) {
  std::vector<PersonalData> names;
  find_labelled(text, names);
  find_in_columns(text, names);
  find_listed(text, names);
  find_counted(text, names);
  for (const auto& each : found) {
    if (each.kind == PersonalKind::id_card || each.kind == PersonalKind::phone || each.kind == PersonalKind::bank_card) find_beside(text, each, names);
  }
  found.insert(found.end(), names.begin(), names.end());
}

}  // namespace fenliu::rules
