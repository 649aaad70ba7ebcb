// What a notice says, in every stage and language; one-line subjects, one SMS, HTML that carries nothing of the text out.
#include "rules/notices/messages.h"

#include <algorithm>

#include "rules/item/item_json.h"
#include "rules/text/utf8.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"
#include "tests/support/golden.h"

using namespace fenliu;
using namespace fenliu::rules;

namespace {

Instant at(const std::string& clock) { return *parse_rfc3339("2022-11-" + clock + "+08:00"); }

Window window(const std::string& from, const std::string& to) {
  return {at(from), to.empty() ? std::nullopt : std::optional(at(to)), {"2"}, {}};
}

UnitDeadline tight() {
  UnitDeadline made;
  made.part = "2";
  made.text = "明日上班前";
  made.result.stated = made.result.effective = at("25T08:00");
  made.result.handed_down = at("24T20:55");
  made.result.fair = at("25T11:00");
  made.result.proposed = made.result.fair;
  made.result.status = DeadlineStatus::tight;
  return made;
}

Item meeting() {
  Item item;
  item.id = "county-meeting";
  item.kind = ItemKind::meeting;
  item.title = "全县工作调度会";
  item.number = "安政办〔2022〕7号";
  item.issuer = "gov-office";
  item.place = "三楼会议室";
  item.contact = "值班室 0871-5550";
  item.parts = {{"0", "全县工作调度会", "", {}, {}, ""},
                {"1", "应急物资储备", "通报应急物资储备情况。", 10, {}, ""},
                {"2", "校园安全", "部署校园安全检查。\n请报送检查表。", 10, {}, ""}};
  return item;
}

ToldState told(std::vector<Window> windows, std::vector<UnitDeadline> deadlines, Role role = Role::lead) {
  ToldState state;
  state.concerned = true;
  state.role = role;
  state.parts = {"2"};
  state.windows = std::move(windows);
  state.deadlines = std::move(deadlines);
  return state;
}

std::shared_ptr<const Configuration> county() {
  static const auto configuration = support::repository_configuration("county-cn");
  return configuration;
}

struct Told {
  const char* name;
  Stage stage;
  std::string reason;
  std::optional<ToldState> before;
  ToldState state;
};

std::vector<Told> stages() {
  auto open = window("24T19:40", "");
  open.last_report = at("24T18:10");
  const auto first = told({window("24T18:35", "24T18:50")}, {tight()});
  auto informed = told({}, {}, Role::inform);
  auto extended = tight();
  extended.result.status = DeadlineStatus::extended;
  extended.result.effective = at("25T11:30");
  extended.result.proposed.reset();
  extended.result.answer = AnswerKind::accepted;
  extended.result.decided_by = "甲";
  return {{"new", Stage::new_, "first", {}, told({open}, {tight()})},
          {"informed", Stage::new_, "first", {}, informed},
          {"changed", Stage::changed, "deadline-answered", first, told({}, {extended})},
          {"corrected", Stage::corrected, "first", {}, told({window("24T19:05", "24T19:20")}, {})},
          {"moved", Stage::moved, "window-moved", first, told({window("24T19:05", "24T19:20")}, {tight()})},
          {"released", Stage::released, "released", first, told({}, {tight()})},
          {"reminder", Stage::reminder, "due-soon", first, told({}, {tight()})},
          {"overdue", Stage::overdue, "not-acknowledged", first, told({}, {tight()})},
          {"escalated", Stage::escalated, "not-acknowledged", first, told({window("24T19:05", "24T19:20")}, {tight()})},
          {"cancelled", Stage::cancelled, "item-cancelled", first, ToldState{}}};
}

MessageRequest request(const Item& item, const Told& row, const std::string& language) {
  MessageRequest made{*county(), item};
  made.notice = "n-1";
  made.unit = "edu";
  made.sequence = 2;
  made.stage = row.stage;
  made.reason = row.reason;
  made.before = row.before;
  made.state = row.state;
  made.at = made.said = row.stage == Stage::overdue ? at("25T09:30") : at("24T18:12");
  made.language = language;
  made.poster = "办公室值班员";
  made.share.reasons = {{"2", Via::duty, "school-safety", "school-safety", {"校园安全"}}};
  made.share.chain = {{"city-meeting", 30, "overran"}};
  made.titles = {{"city-meeting", "全市贯彻落实视频会议"}};
  made.link = "https://fenliu.example/n/n-1";
  made.answers = {{"acknowledge", "https://fenliu.example/a/1"}, {"object", "https://fenliu.example/a/2"}};
  return made;
}

std::string shown(const Message& message) {
  return "Subject: " + message.subject + "\nBrief: " + message.brief + "\n\n" + message.text + "\n" + message.html + "\n" + message.calendar;
}

std::size_t utf16(const std::string& text) { return to_utf32(text).size(); }

}  // namespace

TEST_CASE("each stage says in each language what to do, when, why, and who decided") {
  const auto item = meeting();
  for (const auto& row : stages()) {
    for (const std::string language : {"zh", "vi", "en"}) {
      CAPTURE(row.name, language);
      const auto message = message_of(request(item, row, language));
      const auto text = shown(message);
      const auto expected = support::golden("messages/" + std::string(row.name) + "." + language + ".txt", text);
      REQUIRE(expected);
      CHECK(*expected == text);
      CHECK(message.subject.find('\n') == std::string::npos);
      if (language == "zh") CHECK(utf16(message.brief) <= 70);
    }
  }
}

TEST_CASE("no language stands within another's message") {
  auto item = meeting();
  item.title = item.parts[0].title = "T";
  item.parts[2].title = item.parts[2].text = "P";
  item.place = "R";
  for (const auto& row : stages()) {
    for (const std::string language : {"vi", "en"}) {
      auto asked = request(item, row, language);
      asked.share = {};
      const auto text = message_of(asked).text;
      const std::vector<std::string> foreign = language == "vi" ? std::vector<std::string>{"Due", "Role", "unit", "as stated", "only "}
                                                                 : std::vector<std::string>{"đơn vị", "theo văn bản", "Thời hạn"};
      for (const auto& word : foreign) {
        CAPTURE(row.name, language, word, text);
        CHECK(text.find(word) == std::string::npos);
      }
      for (const std::string chinese : {"时", "到", "会", "原定"}) CHECK(text.find(chinese) == std::string::npos);
    }
  }
}

TEST_CASE("a brief is one SMS however long the title and the place are") {
  struct Row {
    std::string title, place;
  };
  const auto row = GENERATE(Row{"关于进一步做好今冬明春全县中小学校校园安全隐患大排查大整治暨应急物资储备调拨工作的通知关于进一步做好今冬明春工作", "三楼会议室"},
                            Row{"短", "县行政中心综合办公楼主楼四层西侧视频会议室分会场以及地下一层备用会议室（从北门进入并出示证件后由工作人员引导前往指定座位就座等候）"});
  auto item = meeting();
  item.title = row.title;
  item.place = row.place;
  const auto message = message_of(request(item, stages()[0], "zh"));
  CAPTURE(message.brief);
  CHECK(utf16(message.brief) <= 70);
  CHECK(message.brief.find("19:40") != std::string::npos);
}

TEST_CASE("what was posted stays text in HTML, and becomes no header line") {
  auto item = meeting();
  item.title = "<script>alert(1)</script>\r\nBcc: x@example.org";
  item.parts[2].text = "<img src=\"https://elsewhere.example/x.png\"> & 'quoted'";
  auto asked = request(item, stages()[0], "zh");
  asked.link = "javascript:alert(1)";
  const auto message = message_of(asked);
  CHECK(message.html.find("<script") == std::string::npos);
  CHECK(message.html.find("<img") == std::string::npos);
  CHECK(message.html.find("href=\"javascript") == std::string::npos);
  CHECK(message.html.find("&lt;script&gt;") != std::string::npos);
  CHECK(message.subject.find_first_of("\r\n") == std::string::npos);
  CHECK(message.brief.find_first_of("\r\n") == std::string::npos);
}

TEST_CASE("without its body a message has nothing but times: not its title, place, number, words or contact") {
  auto item = meeting();
  item.secrecy = Secrecy::internal;
  for (const auto& row : stages()) {
    auto bodiless = request(item, row, "zh");
    bodiless.with_body = false;
    const auto message = message_of(bodiless);
    const auto text = shown(message);
    for (const auto* word : {"调度会", "校园", "安政办", "三楼", "0871", "明日上班前", "city-meeting"}) {
      CAPTURE(row.name, word, text);
      CHECK(text.find(word) == std::string::npos);
    }
    if (row.stage == Stage::moved) CHECK(text.find("19:05") != std::string::npos);
  }
}

TEST_CASE("the invitation keeps its identity, moves, ends for who sat there already, and is cancelled") {
  const auto item = meeting();
  const auto has = [](const Message& message, const std::string& line) { return message.calendar.find(line + "\r\n") != std::string::npos; };
  const auto rows = stages();
  const auto moved = message_of(request(item, rows[4], "zh"));
  CHECK(has(moved, "METHOD:REQUEST"));
  CHECK(has(moved, "UID:county-meeting.edu@gov-office.fenliu"));
  CHECK(has(moved, "SEQUENCE:2"));
  CHECK(has(moved, "DTSTART:20221124T110500Z"));
  CHECK(has(moved, "DTEND:20221124T112000Z"));
  const auto cancelled = message_of(request(item, rows[9], "zh"));
  CHECK(has(cancelled, "METHOD:CANCEL"));
  CHECK(has(cancelled, "STATUS:CANCELLED"));
  CHECK(has(cancelled, "UID:county-meeting.edu@gov-office.fenliu"));
  auto during = request(item, rows[5], "zh");
  during.at = during.said = at("24T18:40");
  const auto released = message_of(during);
  CHECK(has(released, "METHOD:REQUEST"));
  CHECK(has(released, "DTEND:20221124T104000Z"));
  CHECK(message_of(request(item, rows[1], "zh")).calendar.empty());
}

TEST_CASE("who invites and who is invited stand in every event, and a name breaks no line") {
  const auto message = message_of(request(meeting(), stages()[4], "zh"));
  const auto text = addressed_calendar(message.calendar, {"安渡县", "office@example.org"}, {"教\"育\r\n局", "education@example.org"});
  CHECK(text.find("ORGANIZER;CN=\"安渡县\":mailto:office@example.org\r\n") != std::string::npos);
  CHECK(text.find("教'育局") != std::string::npos);
  CHECK(text.find("END:VEVENT\r\nEND:VCALENDAR\r\n") != std::string::npos);
}

TEST_CASE("the day is said where it is not today's, in the order of each language") {
  struct Row {
    std::string language, stated, words;
  };
  const auto row = GENERATE(Row{"zh", "24T20:00", "20:00（原定）"}, Row{"zh", "25T08:00", "明天（11月25日）08:00（原定）"}, Row{"zh", "26T08:00", "11月26日（周六）08:00"},
                            Row{"en", "25T08:00", "08:00 tomorrow (25 November) as stated"}, Row{"en", "26T08:00", "08:00 on Saturday 26 November"},
                            Row{"vi", "25T08:00", "08:00 ngày mai (25/11) theo văn bản"}, Row{"vi", "26T08:00", "08:00 thứ Bảy 26/11"});
  auto deadline = tight();
  deadline.result.stated = at(row.stated);
  const auto item = meeting();
  const Told state{"", Stage::new_, "first", {}, told({}, {deadline})};
  const auto text = message_of(request(item, state, row.language)).text;
  CAPTURE(text);
  CHECK(text.find(row.words) != std::string::npos);
}

TEST_CASE("a digest holds every message, counts what was masked, and one alone stays itself") {
  const auto item = meeting();
  auto first = message_of(request(item, stages()[1], "zh")), second = first;
  first.masked = {{"phone", 2}};
  second.masked = {{"phone", 1}, {"id-card", 1}};
  second.subject = "【知会】第二件";
  const auto digest = digest_of({first, second});
  CHECK(digest.subject == "2件事项供知悉");
  CHECK(digest.text.find("2. 【知会】第二件") != std::string::npos);
  CHECK(digest.html.find("【知会】第二件") != std::string::npos);
  REQUIRE(digest.masked.size() == 2);
  CHECK(digest.masked[0].count == 3);
  CHECK(digest_of({first}).subject == first.subject);
}
