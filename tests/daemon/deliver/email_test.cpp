// Mail through a real SMTP server, read back by Python's email package and python3-icalendar.
#include <sodium.h>

#include <chrono>

#include "daemon/deliver/channels.h"
#include "daemon/deliver/mail_text.h"
#include "tests/daemon/deliver/receivers.h"
#include "tests/support/catch.h"

using namespace fenliu;
using deliver::Outcome;
using support::MailServer;

namespace {

constexpr const char* kPassword = "p\u00e4ss word";

std::string word(Outcome::Kind kind) {
  return kind == Outcome::Kind::delivered ? "delivered" : kind == Outcome::Kind::retry ? "retry" : "refused";
}

rules::ChannelSettings settings(const MailServer& server, const std::string& url) {
  rules::ChannelSettings made;
  made.kind = rules::ChannelKind::email;
  made.url = url;
  made.sender = "安渡县人民政府办公室 <office@gov.example.org>";
  made.user = "fenliu";
  made.certificates = server.certificate();
  made.timeout_seconds = 5;
  return made;
}

const MailServer& server() { return support::shared_mail_server(); }

}  // namespace

TEST_CASE("a mail arrives over STARTTLS and over TLS, signed in, and programs read what was meant") {
  REQUIRE(sodium_init() >= 0);
  const bool starttls = GENERATE(true, false);
  const auto before = server().mails();
  const auto channel = deliver::make_channel(settings(server(), starttls ? server().starttls_url() : server().tls_url()), kPassword);
  auto sent = support::envelope("education@edu.example.org");
  sent.message.urgency = rules::Urgency::critical;
  const auto outcome = channel->send(sent);
  CAPTURE(outcome.detail, starttls);
  REQUIRE(word(outcome.kind) == "delivered");
  REQUIRE(server().mails() == before + 1);
  const auto about = server().about(before + 1);
  CHECK(about.at("tls").as_bool());
  CHECK(about.at("user").as_string() == "fenliu");
  CHECK(about.at("from").as_string() == "office@gov.example.org");

  const auto mail = server().read(before + 1);
  CAPTURE(boost::json::serialize(mail));
  CHECK(mail.at("defects").as_array().empty());
  CHECK(mail.at("bare_line_ends").as_int64() == 0);
  CHECK(mail.at("longest_line").as_int64() <= 200);
  const auto& headers = mail.at("headers").as_object();
  CHECK(headers.at("Subject").as_string() == sent.message.subject);
  CHECK(headers.at("Auto-Submitted").as_string() == "auto-generated");
  CHECK(headers.at("Importance").as_string() == "high");
  CHECK(mail.at("date").as_string() == "2022-11-24T10:12:00+00:00");
  CHECK(mail.at("author").as_array()[0].as_array()[0].as_string() == "安渡县人民政府办公室");
  CHECK(mail.at("addressee").as_array()[0].as_array()[0].as_string() == "县教育局");
  CHECK(mail.at("addressee").as_array()[0].as_array()[1].as_string() == "education@edu.example.org");

  const auto& parts = mail.at("parts").as_array();
  REQUIRE(parts.size() == 3);
  CHECK(mail.at("type").as_string() == "multipart/alternative");
  const auto text_of = [](const boost::json::value& part) {
    std::string text(part.at("text").as_string());
    std::erase(text, '\r');
    return text;
  };
  CHECK(text_of(parts[0]) == sent.message.text);
  CHECK(parts[1].at("type").as_string() == "text/html");
  CHECK(text_of(parts[1]).find(sent.message.html) != std::string::npos);
  CHECK(parts[2].at("type").as_string() == "text/calendar");
  CHECK(parts[2].at("method").as_string() == "REQUEST");
  const auto& calendar = mail.at("calendar").as_object();
  CHECK(calendar.at("method").as_string() == "REQUEST");
  CHECK(calendar.at("uid").as_string() == "county-meeting.edu@gov-office.fenliu");
  CHECK(calendar.at("sequence").as_int64() == 2);
  CHECK(calendar.at("organizer").as_string() == "mailto:office@gov.example.org");
  CHECK(calendar.at("attendee").as_string() == "mailto:education@edu.example.org");
  CHECK(calendar.at("attendee_name").as_string() == "县教育局");
  CHECK(calendar.at("start").as_string() == "2022-11-24T11:05:00+00:00");
}

TEST_CASE("attempts at one message are one mail, and messages about one item are one thread, over one connection") {
  const auto before = server().mails(), connected = server().connections();
  const auto channel = deliver::make_channel(settings(server(), server().starttls_url()), kPassword);
  auto first = support::envelope("education@edu.example.org"), again = first, update = first, other = first;
  again.attempt = 2;
  update.key = "n-2:email:office";
  other.key = "n-3:email:office";
  other.message.item = "another";
  for (const auto& each : {first, again, update, other}) REQUIRE(word(channel->send(each).kind) == "delivered");
  CHECK(server().connections() == connected + 1);
  std::vector<boost::json::object> headers;
  for (const auto& mail : server().read_from(before + 1)) headers.push_back(mail.at("headers").as_object());
  REQUIRE(headers.size() == 4);
  CHECK(headers[0].at("Message-ID") == headers[1].at("Message-ID"));
  CHECK(headers[0].at("Message-ID") != headers[2].at("Message-ID"));
  CHECK(headers[0].at("References") == headers[2].at("References"));
  CHECK(headers[0].at("References") != headers[3].at("References"));
  CHECK(deliver::mail_text(first, {"", "a@example.org"}, {"", "b@example.org"}) == deliver::mail_text(again, {"", "a@example.org"}, {"", "b@example.org"}));
}

TEST_CASE("what goes wrong with a mail is told from what may come right, without the secret") {
  struct Row {
    const char* name;
    std::string to, password, url, certificate;
    std::string kind, words;
  };
  const auto& at = server();
  const std::vector<Row> rows{
      {"greylisted", "grey@edu.example.org", kPassword, at.starttls_url(), at.certificate(), "retry", "451"},
      {"and taken the second time", "grey@edu.example.org", kPassword, at.starttls_url(), at.certificate(), "delivered", ""},
      {"full", "busy@edu.example.org", kPassword, at.starttls_url(), at.certificate(), "retry", "452"},
      {"no such mailbox", "gone@edu.example.org", kPassword, at.starttls_url(), at.certificate(), "refused", "550 5.1.1"},
      {"a wrong password", "a@edu.example.org", "wrong-one", at.starttls_url(), at.certificate(), "refused", "535"},
      {"another authority's certificate", "a@edu.example.org", kPassword, at.starttls_url(), at.other_certificate(), "retry", "certificate"},
      {"the same under TLS", "a@edu.example.org", kPassword, at.tls_url(), at.other_certificate(), "retry", "certificate"},
      {"no TLS where it must be", "a@edu.example.org", kPassword, at.plain_url(), at.certificate(), "retry", "SSL"},
      {"broken after the text", "reset@edu.example.org", kPassword, at.starttls_url(), at.certificate(), "retry", ""},
      {"silence", "silent@edu.example.org", kPassword, at.starttls_url(), at.certificate(), "retry", "Timeout"},
      {"nobody listens", "a@edu.example.org", kPassword, "smtp://127.0.0.1:1", at.certificate(), "retry", "connect"},
      {"no mailbox", "Bcc: x", kPassword, at.starttls_url(), at.certificate(), "refused", "no mailbox"}};
  for (const auto& row : rows) {
    auto made = settings(at, row.url);
    made.certificates = row.certificate;
    made.timeout_seconds = std::string(row.name) == "silence" ? 1 : 5;
    const auto before = at.mails();
    const auto from = std::chrono::steady_clock::now();
    // With the end of the channel: a silent server must not hold up a reload.
    const auto outcome = deliver::make_channel(made, row.password)->send(support::envelope(row.to));
    CAPTURE(row.name, outcome.detail);
    CHECK(std::chrono::steady_clock::now() - from < std::chrono::milliseconds{made.timeout_seconds * 1000 + 2000});
    CHECK(word(outcome.kind) == row.kind);
    CHECK(outcome.detail.find(row.words) != std::string::npos);
    CHECK(outcome.detail.find(row.password) == std::string::npos);
    CHECK(outcome.detail.find("到会") == std::string::npos);
    CHECK(at.mails() == before + (row.kind == "delivered" ? 1 : 0));
  }
}

TEST_CASE("without TLS a mail goes where the office said that it may") {
  auto made = settings(server(), server().plain_url());
  made.require_tls = false;
  made.user.clear();
  const auto before = server().mails();
  const auto outcome = deliver::make_channel(made, "")->send(support::envelope("education@edu.example.org"));
  CAPTURE(outcome.detail);
  CHECK(word(outcome.kind) == "delivered");
  CHECK_FALSE(server().about(before + 1).at("tls").as_bool());
}

TEST_CASE("nothing of a message or a name becomes a header, or ends the mail") {
  auto sent = support::envelope("education@edu.example.org");
  sent.message.subject = "a\r\nBcc: x@example.org\r\n\r\nbody =?UTF-8?B?eA==?=";
  sent.message.text = "\r\n.\r\nMAIL FROM:<x@example.org>\r\n";
  sent.message.urgency = rules::Urgency::routine;
  sent.recipient.name = "甲\r\nX-Injected: 1\" <x@example.org>, ";
  const auto before = server().mails();
  REQUIRE(word(deliver::make_channel(settings(server(), server().starttls_url()), kPassword)->send(sent).kind) == "delivered");
  REQUIRE(server().mails() == before + 1);
  const auto mail = server().read(before + 1);
  CAPTURE(boost::json::serialize(mail));
  const auto& headers = mail.at("headers").as_object();
  CHECK_FALSE(headers.contains("Bcc"));
  CHECK_FALSE(headers.contains("X-Injected"));
  CHECK(mail.at("addressee").as_array().size() == 1);
  CHECK(mail.at("addressee").as_array()[0].as_array()[1].as_string() == "education@edu.example.org");
  CHECK(mail.at("parts").as_array()[0].at("text").as_string() == sent.message.text);
  for (const auto& [name, count] : mail.at("count").as_object()) CHECK(count.as_int64() == 1);
}

TEST_CASE("mailboxes are read as people write them, and what is none is none") {
  struct Row {
    std::string text, name, address;  // empty address: none
  };
  const auto row = GENERATE(Row{"office@example.org", "", "office@example.org"}, Row{"安渡县 <office@example.org>", "安渡县", "office@example.org"},
                            Row{"\"A, B\" <office@example.org>", "A, B", "office@example.org"}, Row{"office", "", ""}, Row{"a@b@c", "", ""}, Row{"@example.org", "", ""},
                            Row{"a@example.org>", "", ""}, Row{"a@example.org\r\nRCPT TO:<x@y>", "", ""}, Row{"a b@example.org", "", ""}, Row{"甲@example.org", "", ""},
                            Row{"<a@example.org> x", "", ""}, Row{"", "", ""});
  const auto mailbox = deliver::parse_mailbox(row.text);
  CAPTURE(row.text);
  CHECK(mailbox.has_value() == !row.address.empty());
  if (mailbox) {
    CHECK(mailbox->name == row.name);
    CHECK(mailbox->address == row.address);
  }
}
