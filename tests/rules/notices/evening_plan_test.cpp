// The evening on paper: what stands on it, what it hides, in three languages.
#include "rules/notices/evening_plan.h"
#include "tests/support/catch.h"

using namespace fenliu;
using namespace fenliu::rules;

namespace {

Instant at(const std::string& text) { return *parse_rfc3339(text); }

Zone beijing() {
  Zone zone;
  zone.name = "Asia/Shanghai";
  zone.transitions.front().offset = std::chrono::hours{8};
  return zone;
}

const auto kNow = at("2022-11-24T19:00+08:00");
constexpr Minutes kAhead{36 * 60};

Item item(Secrecy secrecy = Secrecy::public_) {
  Item made;
  made.id = "i";
  made.title = "物资储备 <会议>";
  made.secrecy = secrecy;
  made.parts.resize(2);
  made.parts[0].part_id = "a";
  made.parts[0].title = "库存";
  made.parts[1].part_id = "b";
  return made;
}

ToldState told(Role role, std::optional<Window> window, std::optional<Instant> due, Instant when = at("2022-11-24T18:00+08:00")) {
  ToldState state;
  state.concerned = true;
  state.role = role;
  state.told_at = when;
  if (window) state.windows = {*window};
  if (due) {
    UnitDeadline deadline;
    deadline.result.effective = *due;
    state.deadlines = {deadline};
  }
  return state;
}

EveningPlan plan() {
  EveningPlan made;
  made.office = "安渡县";
  made.made_at = kNow;
  made.next_at = kNow + std::chrono::hours{1};
  EveningMeeting meeting;
  meeting.title = title_on_paper(item(), "zh");
  meeting.organiser = "县政府办";
  meeting.status = MeetingStatus::running;
  meeting.start = Quantiles{kNow, kNow, kNow};
  meeting.end = Quantiles{kNow + Minutes{50}, kNow + Minutes{60}, kNow + Minutes{90}};
  meeting.parts.push_back({"库存", {"教育局", "公安局"}, {kNow, kNow, kNow}, true, false, false});
  meeting.parts.push_back({"第2项", {}, {kNow + Minutes{20}, kNow + Minutes{30}, kNow + Minutes{40}}, false, false, false});
  made.meetings.push_back(meeting);
  Window window;
  window.from = at("2022-11-24T19:35+08:00");
  window.to = at("2022-11-24T19:50+08:00");
  auto entry = *evening_entry(told(Role::lead, window, at("2022-11-25T08:00+08:00")), item(), false, "zh", kNow, kAhead);
  made.units.push_back({"教育局", "", {entry}});
  entry.confirmed = true;
  made.units.push_back({"公安局", "0000-110", {entry}});
  return made;
}

bool holds(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("an entry is for this evening by its window, its deadline or a summons that nobody confirmed") {
  Window soon, over, far;
  soon.from = kNow + Minutes{30};
  over.from = kNow - Minutes{90};
  over.to = kNow - Minutes{1};
  far.from = kNow + kAhead + Minutes{1};
  struct Row {
    const char* name;
    ToldState state;
    bool confirmed;
    bool stands;
  };
  auto cancelled = told(Role::lead, soon, {});
  cancelled.item_cancelled = true;
  auto gone = told(Role::lead, soon, {});
  gone.concerned = false;
  const auto days_ago = kNow - std::chrono::hours{49};
  const Row rows[] = {
      {"a window ahead", told(Role::lead, soon, {}), true, true},
      {"a window that is over", told(Role::lead, over, {}), true, false},
      {"a window in two days", told(Role::lead, far, {}), true, false},
      {"a deadline tomorrow morning", told(Role::support, {}, kNow + std::chrono::hours{13}), true, true},
      {"a deadline that passed this morning", told(Role::support, {}, kNow - std::chrono::hours{10}), true, true},
      {"a deadline of yesterday", told(Role::support, {}, kNow - std::chrono::hours{30}), true, false},
      {"a deadline in a week", told(Role::support, {}, kNow + std::chrono::hours{200}), true, false},
      {"not confirmed, told an hour ago", told(Role::support, {}, {}), false, true},
      {"not confirmed, told two days ago", told(Role::support, {}, {}, days_ago), false, false},
      {"a meeting that nobody confirmed and that is over", told(Role::support, over, {}), false, false},
      {"confirmed, nothing ahead", told(Role::support, {}, {}), true, false},
      {"merely informed", told(Role::inform, soon, {}), false, false},
      {"cancelled", cancelled, false, false},
      {"no longer concerned", gone, false, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Item about = item();
    about.kind = row.state.windows.empty() ? ItemKind::directive : ItemKind::meeting;
    CHECK(evening_entry(row.state, about, row.confirmed, "zh", kNow, kAhead).has_value() == row.stands);
  }
}

TEST_CASE("paper that lies about names public items only") {
  CHECK(title_on_paper(item(), "zh") == "物资储备 <会议>");
  CHECK(title_on_paper(item(Secrecy::internal), "zh") == "内部事项，见收件箱");
  CHECK(title_on_paper(item(Secrecy::internal), "en") == "internal, see the inbox");
  CHECK(title_on_paper(item(Secrecy::secret), "vi") == "nội bộ, xem hộp tin");
  CHECK(part_on_paper(item(), "a", "zh") == "库存");
  CHECK(part_on_paper(item(), "b", "zh") == "第2项");
  CHECK(part_on_paper(item(Secrecy::internal), "a", "en") == "part 1");
}

TEST_CASE("the paper says when it was made, who is to be telephoned, and when each unit is wanted") {
  const auto text = evening_plan_text(plan(), beijing(), "zh");
  for (const auto* words : {"制表 2022-11-24 19:00；有效至 20:00", "19:00–20:00（至 最早19:50，最晚20:30）", "[进行中]", "主办：县政府办", "已结束  库存  — 教育局、公安局",
                            "19:30（19:20–19:40）  第2项", "[ ] 教育局  电话：__________", "候会 19:35–19:50", "时限 11月25日 08:00", "公安局  0000-110"}) {
    INFO(text);
    CAPTURE(words);
    CHECK(holds(text, words));
  }
  // Who has confirmed is not telephoned.
  CHECK(!holds(text, "[ ] 公安局"));
}

TEST_CASE("the page is one file whose texts are escaped") {
  const auto html = evening_plan_html(plan(), beijing(), "zh");
  CHECK(holds(html, "物资储备 &lt;会议&gt;"));
  CHECK(!holds(html, "<会议>"));
  CHECK(holds(html, "@page { size: A4"));
  for (const auto* outside : {"http:", "https:", "<script", "<img", "<link", "url(", "@import"}) {
    CAPTURE(outside);
    CHECK(!holds(html, outside));
  }
}

TEST_CASE("the paper speaks three languages, without a gap to fill left") {
  for (const std::string language : {"zh", "vi", "en"}) {
    CAPTURE(language);
    for (const auto& form : {evening_plan_text(plan(), beijing(), language), evening_plan_html({}, beijing(), language)}) {
      // "#" is a gap; the page's entity for an apostrophe and nothing else may hold one.
      auto body = form.substr(form.find("<body") == std::string::npos ? 0 : form.find("<body"));
      for (auto entity = body.find("&#39;"); entity != std::string::npos; entity = body.find("&#39;")) body.erase(entity, 5);
      CHECK(!holds(body, "#"));
    }
  }
  CHECK(holds(evening_plan_text(plan(), beijing(), "en"), "be ready 19:35–19:50"));
  CHECK(holds(evening_plan_text(plan(), beijing(), "vi"), "sẵn sàng 19:35–19:50"));
  CHECK(holds(evening_plan_text(plan(), beijing(), "vi"), "hạn 25/11 08:00"));
}
