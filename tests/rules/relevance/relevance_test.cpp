// Who is meant: clauses, names, groups, places and what a text asks, on a small county of three offices and two towns.
#include <map>
#include <string>

#include "rules/decision/case_run.h"
#include "rules/relevance/relevance.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu;
using namespace fenliu::rules;

namespace {

const char* const kOrganisation =
    "units:\n"
    "  - {id: province, level: province, name: {zh: 省应急指挥部}, outside: true}\n"
    "  - {id: edu, kind: gov, level: county, name: {zh: 县教育局}, aliases: [教育局, 教体局], duties: {lead: [school]},\n"
    "     former: [{name: 县文教局, until: 2010-01-01}]}\n"
    "  - {id: fin, kind: gov, level: county, name: {zh: 县财政局}, aliases: [财政局], duties: {support: [school], lead: [money]}}\n"
    "  - {id: agri, kind: gov, level: county, name: {zh: 县农业农村局}, aliases: [农业农村局], duties: {lead: [field]}}\n"
    "  - {id: water, kind: gov, level: county, name: {zh: 县水利局}, aliases: [水利局, 水务局], duties: {lead: [dam]}}\n"
    "  - {id: fire, kind: gov, level: county, name: {zh: 县消防大队}, aliases: [消防], duties: {lead: [flame]}}\n"
    "  - {id: east, kind: town, level: town, name: {zh: 河东镇}, duties: {support: [village]}, places: [渡口村]}\n"
    "  - {id: west, kind: town, level: town, name: {zh: 柳林镇}, duties: {support: [village]}, places: [柳林集]}\n"
    "groups:\n"
    "  - {id: towns, name: {zh: 各乡镇}, match: [各镇], members: {kind: town}}\n"
    "  - {id: offices, name: {zh: 县直各单位}, match: [各单位], members: {kind: gov}, pool: true}\n"
    "  - {id: committee, name: {zh: 县安委会成员单位}, match: [安委会成员单位, 安委会], members: [edu, fin, fire]}\n";

const char* const kRules =
    "topics: {school: {zh: 学校}, money: {zh: 钱}, field: {zh: 田}, dam: {zh: 坝}, flame: {zh: 火}, village: {zh: 村}}\n"
    "rules:\n"
    "  - {id: school, when: [校舍, 学生], tags: [school]}\n"
    "  - {id: money, when: [财政, 拨款], tags: [money]}\n"
    "  - {id: field, when: [麦田], tags: [field]}\n"
    "  - {id: dam, when: [水库], tags: [dam]}\n"
    "  - {id: flame-1, when: [火苗, 火星], tags: [flame], certainty: likely}\n"
    "  - {id: flame-2, when: [浓烟, 小火苗], tags: [flame], certainty: likely}\n"
    "  - {id: village, when: [逐村], tags: [village]}\n";

std::shared_ptr<const Configuration> county() {
  static const auto configuration = [] {
    auto files = support::small_files(kRules);
    for (auto& file : files) {
      if (file.path == "organisation.yaml") file.text = kOrganisation;
      if (file.path == "rules/test.yaml") file.text = kRules;
      if (file.path == "fenliu.yaml") {
        const std::string from = "home: a1\nduty_officer: a2";
        file.text.replace(file.text.find(from), from.size(), "home: edu\nduty_officer: edu");
      }
    }
    auto compiled = compile(files, support::test_zone);
    if (!compiled.configuration) throw std::runtime_error(render(compiled.diagnostics, files));
    return compiled.configuration;
  }();
  return configuration;
}

Relevance route(Item item) {
  const auto configuration = county();
  const auto day = Date{std::chrono::year{2022}, std::chrono::month{11}, std::chrono::day{24}};
  const auto at = configuration->zone.to_instant(rules::at(day, Minutes{0}));
  prepare_item(item, *configuration, at);
  return Router(configuration).route(item, at);
}

// "edu:lead fin:support", in order of unit.
std::string roles(const Relevance& relevance) {
  std::string all;
  for (const auto& [unit, reached] : relevance.units) {
    all += (all.empty() ? "" : " ") + unit + ":" + std::string(to_string(reached.role));
  }
  return all;
}

struct Row {
  const char* what;
  const char* text;
  const char* roles;
};

}  // namespace

TEST_CASE("a text reaches whom its clauses, names and words mean") {
  const auto row = GENERATE(values<Row>({
      {"X牵头,Y配合", "由县教育局牵头,县水利局配合清点帐篷。", "edu:lead water:support"},
      {"会同 makes supporters", "请县教育局会同县水利局清点帐篷。", "edu:lead water:support"},
      {"a short name with its level", "请县消防清点帐篷。", "fire:lead"},
      {"a short common word alone is no name", "请清点消防帐篷。", ""},
      {"another name of the office", "请教体局清点帐篷。", "edu:lead"},
      {"names of merged offices mean both halves", "请县农业农村和水务局清点帐篷。", "agri:lead water:lead"},
      {"a topic and a name joined by 和 are no merged office", "请加强教育和水务局清点帐篷。", "water:support"},
      {"民政 or 财政 inside a longer name is no topic", "请县财政局清点帐篷。", "fin:lead"},
      {"who only receives has work with it", "请将帐篷数报送县水利局。", "water:support"},
      {"a source is not asked", "根据县水利局要求清点帐篷。", "water:inform"},
      {"a room is no unit", "请到县水利局三楼会议室领取帐篷。", ""},
      {"housing of an office is no unit", "请到县水利局家属院领取帐篷。", ""},
      {"excluded by 除…外", "除县水利局外,请县教育局清点帐篷。", "edu:lead"},
      {"excluded by 不必", "请县教育局清点帐篷,县水利局不必派员。", "edu:lead"},
      {"relevant offices are a pool: the words choose", "请县直有关单位清点校舍。", "agri:inform edu:lead fin:support fire:inform water:inform"},
      {"towns are named each", "请各乡镇清点帐篷。", "east:lead west:lead"},
      {"a place narrows a territorial topic", "请逐村清点渡口村的帐篷。", "east:support"},
      {"a town beside a group narrows nothing", "河东镇和各单位请逐村清点。", "agri:inform east:support edu:inform fin:inform fire:inform water:inform west:support"},
      {"one likely word only informs", "请留意火苗。", "fire:inform"},
      {"two likely rules are as good as a sure one", "请留意火苗和浓烟。", "fire:lead"},
      {"… but not two words of one", "请留意火苗和火星。", "fire:inform"},
      {"… but not two that hold by the same words", "请留意小火苗。", "fire:inform"},
      {"a sentence that says who does it makes its words news to others", "县水利局检查水库边的校舍;请清点帐篷。", "edu:inform fin:inform water:support"},
      {"… but not what other sentences say", "县水利局检查水库;请修缮校舍。", "edu:lead fin:support water:support"},
      {"a list of who attends closes an invitation", "研究校舍拨款,参会人员:县水利局。", "edu:inform fin:inform water:support"},
      {"a text that asks for nothing only informs", "旧闻一则,昔年校舍倾颓。", "edu:inform fin:inform"},
      {"minutes of a meeting set people to work", "推进会会议纪要:学生午休延长。", "edu:lead fin:support"},
      {"for reading only, whatever it names", "仅供参考:由县教育局牵头修缮校舍。", "edu:inform fin:inform"},
      {"a committee in running text is the body, not its members", "县安委会决定,请县水利局清点帐篷。", "edu:inform fin:inform fire:inform water:lead"},
      {"… its members are its members", "请县水利局和安委会成员单位清点帐篷。", "edu:lead fin:lead fire:lead water:lead"},
      {"offices clipped in a list that ends in an office", "请教育、财政、水利局清点帐篷。", "edu:lead fin:lead water:lead"},
      {"… in one that ends in 等部门", "由教育、财政和水利等部门清点帐篷。", "edu:lead fin:lead water:lead"},
      {"… with the persons who come", "参会人员:教育、水务、农业农村局负责人。", "agri:support edu:support water:support"},
      {"a topic alone before 部门 is no list", "请财政部门清点帐篷。", "fin:lead"},
      {"a topic before a name, after a verb, is no office", "请加强教育、水利局清点帐篷。", "water:support"},
      {"what an exempt list holds concerns nobody", "除学生、水库外,其余一律停止。", "edu:inform fin:inform water:inform"},
      {"… before 除外 alike", "全部停止,学生、水库除外。请修麦田。", "agri:lead edu:inform fin:inform water:inform"},
      {"除…外,还要 adds", "除修水库外,还请修缮校舍。", "edu:lead fin:support water:lead"},
      {"清除 exempts nothing", "请清除水库外围杂物。", "water:lead"},
      {"what people quarrel about is no task", "请化解学生、麦田、水库等纠纷。", "agri:inform edu:inform fin:inform water:inform"},
      {"two words are no list of quarrels", "请化解麦田、水库等纠纷。", "agri:lead water:lead"},
      {"what may happen is no task", "如发生学生伤亡、水库漫堤、麦田受淹等情况,请及时报告。", "agri:inform edu:inform fin:inform water:inform"},
      {"what an order rests on is no task", "根据水库管理条例,请清点帐篷。", "water:inform"},
      {"… but what is ordered is", "根据水库管理条例,请修缮校舍。", "edu:lead fin:support water:inform"},
      {"what a web page has around a text is none", "请清点帐篷。上一篇:关于水库的公示", "water:inform"},
      {"a company's word to its customers asks nothing of offices", "尊敬的用户:水库检修,请储水。", "water:inform"},
      {"traditional script, spaces within words", "請縣 教 育 局清點帳篷。", "edu:lead"},
  }));
  CAPTURE(row.what, row.text);
  Item item;
  item.text = row.text;
  CHECK(roles(route(item)) == row.roles);
}

TEST_CASE("whom a document addresses is at least informed, and a committee's tasks choose among its members") {
  const auto row = GENERATE(values<Row>({
      {"addressed by name", "县教育局:\n请清点帐篷。", "edu:support"},
      {"a pool is informed", "各单位:\n请清点帐篷。", "agri:inform edu:inform fin:inform fire:inform water:inform"},
      {"a committee alike", "安委会成员单位:\n请清点帐篷。", "edu:support fin:support fire:support"},
      {"a committee with tasks that tell its members apart",
       "安委会成员单位:\n一、修缮校舍。\n二、由县消防大队清点帐篷。", "edu:lead fin:support fire:lead"},
      {"a committee whose other members nothing reaches",
       "安委会成员单位:\n一、抓紧拨款。\n二、由县消防大队清点帐篷。", "edu:inform fin:lead fire:lead"},
      {"what ends in a colon but names nobody is text", "为修缮校舍,现就有关事项通知如下:\n一、清点帐篷。", "edu:lead fin:support"},
      {"brackets take a town out", "各乡镇(柳林镇除外):\n请逐村清点。", "east:support"},
  }));
  CAPTURE(row.what, row.text);
  Item item;
  item.text = row.text;
  CHECK(roles(route(item)) == row.roles);
}

TEST_CASE("a decision that praises asks nothing, and a bulletin is for those whom it names") {
  Item praise;
  praise.title = "关于表彰水库先进集体的决定";
  praise.addressees = {"各单位"};
  praise.text = "授予县教育局等单位称号。";
  CHECK(roles(route(praise)) == "agri:inform edu:inform fin:inform fire:inform water:inform");
  Item bulletin;
  bulletin.title = "关于水库巡查情况的通报";
  bulletin.addressees = {"安委会成员单位"};
  bulletin.text = "请县教育局整改。";
  CHECK(roles(route(bulletin)) == "edu:lead fin:inform fire:inform water:lead");
}

TEST_CASE("a text that thanks, greets, denies, lists or counts sets nobody to work") {
  const auto row = GENERATE(values<Row>({
      {"thanks", "感谢信\n县教育局修缮了水库边的校舍。请接受敬意。", "edu:inform fin:inform water:inform"},
      {"spaced apart", "感 谢 信\n县教育局派出车辆。", "edu:inform"},
      {"a denial", "关于网传水库溃坝的情况说明\n请大家不要传谣。", "water:inform"},
      {"a list to object to", "关于拟聘用人员的公示\n如有异议,请向县教育局反映。", "edu:inform"},
      {"figures", "2021年统计公报(摘要)\n新建水库3座。要看到成绩。", "water:inform"},
      {"a letter to parents that names nobody", "致学生家长的一封信\n请管好孩子,不到水库游泳。", "edu:inform fin:inform water:inform"},
      {"a letter that names who helps", "致学生家长的一封信\n请管好孩子。社区工作人员将到水库巡查。", "edu:lead fin:support water:lead"},
      {"words of a title further on in it", "关于报送感谢信的通知\n请县教育局报送。", "edu:lead"},
      {"a kind of text alone", "公告\n会议已闭幕。水库建设令人鼓舞。", "water:inform"},
  }));
  CAPTURE(row.what, row.text);
  Item item;
  item.text = row.text;
  CHECK(roles(route(item)) == row.roles);
}

TEST_CASE("an answer means its addressee, and what a source tells is no task") {
  const auto row = GENERATE(values<Row>({
      {"by its title", "关于同意修建水库的批复\n河东镇人民政府:\n同意修建。请安排拨款。", "east:support fin:inform water:inform"},
      {"by its words", "县水利局:\n你局请示收悉。同意修缮校舍,请抓紧办理。", "edu:inform fin:inform water:support"},
      {"who told when", "通知\n县水利局7月1日8时发布水库洪水预警,请逐村转移。", "east:support water:inform west:support"},
      {"who is to act after a date", "通知\n县水利局要在7月1日前加固水库。", "water:lead"},
      {"all who sit in a committee", "通知\n参会人员:安委会全体委员。", "edu:support fin:support fire:support"},
      {"the committee itself", "通知\n参会人员名单报安委会。", "edu:inform fin:inform fire:inform"},
  }));
  CAPTURE(row.what, row.text);
  Item item;
  item.text = row.text;
  CHECK(roles(route(item)) == row.roles);
}

TEST_CASE("a committee that a level above names is its own: the counterpart here is a pool") {
  Item item;
  item.issuer = "province";
  item.title = "关于清点帐篷的通知";
  item.addressees = {"安委会成员单位"};
  CHECK(roles(route(item)) == "edu:inform fin:inform fire:inform");
}

TEST_CASE("rules of a town reach only the town") {
  Item item;
  item.issuer = "east";
  item.title = "关于逐村修缮校舍的通知";
  CHECK(roles(route(item)) == "east:support");
}

TEST_CASE("a unit's parts are those that it is summoned for, not those that merely inform it") {
  Item item;
  item.title = "由县水利局牵头清点帐篷";
  Part first, second;
  first.part_id = "1", first.text = "县教育局检查水库边的校舍。";
  second.part_id = "2", second.text = "请修缮校舍。";
  item.parts = {first, second};
  const auto relevance = route(item);
  CHECK(relevance.units.at("water").role == Role::lead);
  CHECK(relevance.units.at("water").parts == PartIds{"0"});
  CHECK(relevance.units.at("fin").parts == PartIds{"2"});
}
