// What leaves over a channel: masking by itself, and the policy on a message in all its forms.
#include "rules/notices/secrecy.h"

#include "tests/support/catch.h"

using namespace fenliu::rules;

namespace {

std::string hide(const std::string& text) { return masked(text, {}).text; }

ChannelSettings channel(ChannelKind kind, const std::string& id = "one") {
  ChannelSettings settings;
  settings.id = id;
  settings.kind = kind;
  return settings;
}

constexpr const char* kPhone = "13812345678";
constexpr const char* kId = "110101199003074514";

Item item_of(Secrecy secrecy) {
  Item item;
  item.id = "i";
  item.title = "关于做好走访工作的通知";
  item.secrecy = secrecy;
  item.text = "请逐户走访独居老人并于明日上班前报送走访台账。";
  item.parts = {{"0", item.title, "", {}, {}, ""}, {"1", "走访独居老人名册", "对名册上的独居老人逐户走访，登记身体状况。", {}, {}, ""}};
  return item;
}

// Everything that a channel could carry, with personal data in every form.
Message message_of(const Item& item) {
  Message message;
  message.notice = "n-1";
  message.item = item.id;
  message.unit = "education";
  message.language = "zh";
  message.subject = item.title + " 张甲";
  message.text = item.title + "\n" + item.parts[1].title + "\n" + item.parts[1].text + "\n姓名：张甲\n电话：13812345678\n住址：南街12号3单元501室";
  message.html = "<h1>" + item.title + "</h1><p>" + item.parts[1].text + "</p><p>姓名：<b>张甲</b></p><p>电话：138<b>1234</b>&#53;678</p>"
                 "<p title=\"身份证110101199003074514\"><a href=\"tel:13812345678\">拨打</a> <a href=\"https://office.example/n/13812345678\">打开</a></p>";
  message.brief = "明日8时前 " + item.title + "，电话13812345678";
  message.link = "https://office.example/n/13812345678";
  message.calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:13812345678@office\r\nDTSTART:20221125T000000Z\r\nSUMMARY:" + item.title +
                     " 13812\r\n 345678\r\nLOCATION:县政府\r\nDESCRIPTION:张甲\\, 电话\\n13812345678\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  return message;
}

bool holds(const std::string& text, const std::string& word) { return text.find(word) != std::string::npos; }

// All that leaves but the link, which is the office's own.
std::string all_of(const Message& message) {
  std::string all = message.subject + "\n" + message.text + "\n" + message.html + "\n" + message.brief + "\n" + message.calendar;
  for (auto at = all.find(message.link); !message.link.empty() && at != std::string::npos; at = all.find(message.link)) all.erase(at, message.link.size());
  const std::string uid = "UID:13812345678@office";
  if (const auto at = all.find(uid); at != std::string::npos) all.erase(at, uid.size());
  return all;
}

int count_of(const Message& message, const std::string& kind) {
  for (const auto& each : message.masked) {
    if (each.kind == kind) return each.count;
  }
  return 0;
}

}  // namespace

TEST_CASE("what is hidden stays recognisable") {
  struct Row {
    const char* text;
    const char* hidden;
  };
  const auto row = GENERATE(Row{"电话13812345678。", "电话138****5678。"}, Row{"电话 +86 138 1234 5678", "电话 +86 138 **** 5678"},
                            Row{"座机：0571-85121212", "座机：0571-****1212"}, Row{"ĐT 0912 345 678", "ĐT 091* *** 678"},
                            Row{"身份证110101199003074514", "身份证110*************14"}, Row{"卡号6222 0294 5807 3021 579", "卡号6222 **** **** ***1 579"},
                            Row{"车牌浙A12345", "车牌浙A***45"}, Row{"姓名：张甲乙", "姓名：张**"}, Row{"Họ và tên: Nguyễn Văn A", "Họ và tên: Nguyễn ***"},
                            Row{"现住朝阳路12号3单元501室", "现住朝阳路***"}, Row{"某政办发〔2022〕15号", "某政办发〔2022〕15号"}, Row{"", ""});
  CHECK(hide(row.text) == row.hidden);
  CHECK(hide(row.hidden) == row.hidden);
}

TEST_CASE("an office's own numbers stay") {
  const OpenNumbers open{open_number("0571-8800 1234")};
  CHECK(masked("咨询0571-88001234", open).text == "咨询0571-88001234");
  CHECK(masked("咨询（0571）88001234", open).text == "咨询（0571）88001234");
  CHECK(masked("咨询0571-88001235", open).text != "咨询0571-88001235");
}

TEST_CASE("no form of a masked message leaks what another hides") {
  const auto item = item_of(Secrecy::public_);
  const auto sent = apply_policy(message_of(item), item, channel(ChannelKind::email), {});
  const auto all = all_of(sent);
  CAPTURE(all);
  for (const char* secret : {kPhone, kId, "张甲", "12号3单元501室", "345678", "1234</b>"}) {
    CAPTURE(secret);
    CHECK_FALSE(holds(all, secret));
  }
  CHECK(holds(sent.text, "138****5678"));
  CHECK(holds(sent.html, "138****5678"));
  CHECK(holds(sent.html, "https://office.example/n/13812345678"));
  CHECK(holds(sent.text, "逐户走访"));
  CHECK(holds(sent.subject, "张*"));
  CHECK(holds(sent.calendar, "DTSTART:20221125T000000Z"));
  CHECK(holds(sent.calendar, "UID:13812345678@office"));
  CHECK(count_of(sent, "phone") == 1);
  CHECK(count_of(sent, "name") == 1);
  CHECK(count_of(sent, "id-card") == 1);
  CHECK(count_of(sent, "address") == 1);
}

TEST_CASE("a list of persons never leaves, masked or not") {
  const auto item = item_of(Secrecy::public_);
  auto message = message_of(item);
  message.text = "请核查：\n姓名\t电话\n张甲\t13812345678\n李乙\t13987654321\n王丙\t13700001234\n明日上班前报送。";
  message.html = "<table><tr><th>姓名</th><th>电话</th></tr><tr><td>张甲</td><td>13812345678</td></tr><tr><td>李乙</td><td>13987654321</td></tr>"
                 "<tr><td>王丙</td><td>13700001234</td></tr></table>";
  const auto sent = apply_policy(message, item, channel(ChannelKind::wecom), {});
  CHECK(sent.text == "请核查：\n姓名\t电话\n（名单 3 行，请在收件箱查看）\n明日上班前报送。");
  CHECK_FALSE(holds(sent.html, "张*"));
  CHECK(holds(sent.html, "名单 3 行"));
  CHECK(count_of(sent, "name-list") == 1);
  CHECK(count_of(sent, "phone") == 3);
}

TEST_CASE("each channel carries what the office allows, and of internal items never the body") {
  struct Row {
    const char* allowed;  // for the channel's kind
    Secrecy secrecy;
    bool title, body, anything;
  };
  const auto row = GENERATE(Row{"", Secrecy::public_, true, true, true}, Row{"title", Secrecy::public_, true, false, true},
                            Row{"pointer", Secrecy::public_, false, false, true}, Row{"nothing", Secrecy::public_, false, false, false},
                            Row{"full", Secrecy::public_, true, true, true}, Row{"", Secrecy::internal, false, false, true},
                            Row{"title", Secrecy::internal, true, false, true}, Row{"masked", Secrecy::internal, true, false, true},
                            Row{"full", Secrecy::internal, true, false, true}, Row{"nothing", Secrecy::internal, false, false, false},
                            Row{"", Secrecy::secret, false, false, true}, Row{"full", Secrecy::secret, false, false, true});
  CAPTURE(row.allowed, to_string(row.secrecy));
  SecrecyPolicy policy;
  for (const auto carry : {Carry::nothing, Carry::pointer, Carry::title, Carry::masked, Carry::full}) {
    if (to_string(carry) == row.allowed) policy.channels["sms"] = {carry, carry, carry};
  }
  const auto item = item_of(row.secrecy);
  auto message = message_of(item);
  message.subject = item.title + "：走访独居老人名册";  // part titles are the body's
  const auto sent = apply_policy(message, item, channel(ChannelKind::sms), policy);
  const auto all = all_of(sent);
  CAPTURE(all);
  CHECK(holds(all, item.title) == row.title);
  CHECK(holds(all, "逐户走访") == row.body);
  CHECK((holds(all, "独居老人名册") && !row.body) == false);
  CHECK(carries_nothing(sent) == !row.anything);
  CHECK(holds(all, kPhone) == (std::string(row.allowed) == "full" && row.secrecy == Secrecy::public_));
  if (!row.body) CHECK(count_of(sent, "body") == 1);
}

TEST_CASE("a channel's own word goes before its kind's, and that before the default") {
  SecrecyPolicy policy;
  policy.channels["default"] = {Carry::title, {}, Carry::nothing};
  policy.channels["sms"] = {Carry::pointer, {}, {}};
  policy.channels["duty-phone"] = {Carry::masked, Carry::title, {}};
  CHECK(carried(policy, channel(ChannelKind::email), Secrecy::public_) == Carry::title);
  CHECK(carried(policy, channel(ChannelKind::sms), Secrecy::public_) == Carry::pointer);
  CHECK(carried(policy, channel(ChannelKind::sms, "duty-phone"), Secrecy::public_) == Carry::masked);
  CHECK(carried(policy, channel(ChannelKind::sms, "duty-phone"), Secrecy::internal) == Carry::title);
  CHECK(carried(policy, channel(ChannelKind::sms, "duty-phone"), Secrecy::secret) == Carry::nothing);
  CHECK(carried(policy, channel(ChannelKind::by_hand), Secrecy::internal) == Carry::title);
  CHECK(carried(policy, channel(ChannelKind::email), Secrecy::internal) == Carry::pointer);
}
