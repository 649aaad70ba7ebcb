// Webhooks and robots against receivers that answer as they should, and as they should not.
#include <sodium.h>

#include <chrono>

#include "daemon/deliver/channels.h"
#include "daemon/deliver/signing.h"
#include "daemon/deliver/transfer.h"
#include "tests/daemon/deliver/receivers.h"
#include "tests/support/catch.h"

using namespace fenliu;
using deliver::Outcome;
using support::http_answer;
using support::HttpAnswer;
using support::HttpReceiver;
using Kind = rules::ChannelKind;

namespace {

constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

std::string word(Outcome::Kind kind) {
  return kind == Outcome::Kind::delivered ? "delivered" : kind == Outcome::Kind::retry ? "retry" : "refused";
}

rules::ChannelSettings settings(Kind kind, const std::string& url) {
  rules::ChannelSettings made;
  made.kind = kind;
  made.url = url;
  made.timeout_seconds = 1;
  return made;
}

std::string line_of(const std::string& head, const std::string& name) {
  const auto at = head.find("\r\n" + name + ": ");
  if (at == std::string::npos) return "";
  const auto from = at + name.size() + 4;
  return head.substr(from, head.find("\r\n", from) - from);
}

}  // namespace

TEST_CASE("what a receiver answers decides: delivered, later, or never like this") {
  struct Row {
    const char* name;
    HttpAnswer answer;
    std::string kind, words;
    int retry_seconds = -1;
  };
  const std::vector<Row> rows{{"taken", {http_answer("204 No Content")}, "delivered", "204"},
                              {"taken with a long answer", {http_answer("200 OK", "", std::string(300000, 'x'))}, "delivered", "200"},
                              {"too many", {http_answer("429 Too Many Requests", "Retry-After: 37\r\n")}, "retry", "429", 37},
                              {"down", {http_answer("503 Service Unavailable", "Retry-After: 5\r\n")}, "retry", "503", 5},
                              {"broken", {http_answer("500 Internal Server Error")}, "retry", "500"},
                              {"moved", {http_answer("302 Found", "Location: http://127.0.0.1:1/\r\n")}, "refused", "302: a redirection"},
                              {"gone", {http_answer("410 Gone")}, "refused", "410"},
                              {"not allowed", {http_answer("401 Unauthorized", "", "secret words")}, "refused", "401"},
                              {"reset", {"", true}, "retry", ""},
                              {"silence", {""}, "retry", "Timeout"},
                              {"a header that never ends", {"HTTP/1.1 200 OK\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false, true}, "retry", "Timeout"},
                              {"no HTTP", {"220 mail.test ESMTP\r\n"}, "retry", ""}};
  for (const auto& row : rows) {
    const HttpReceiver receiver({row.answer});
    const auto from = std::chrono::steady_clock::now();
    const auto outcome = deliver::make_channel(settings(Kind::webhook, receiver.url() + "/hook?token=hidden"), kSecret)->send(support::envelope(""));
    CAPTURE(row.name, outcome.detail);
    CHECK(word(outcome.kind) == row.kind);
    CHECK(outcome.detail.find(row.words) != std::string::npos);
    CHECK(outcome.detail.find("hidden") == std::string::npos);
    CHECK((outcome.retry_after ? outcome.retry_after->count() : -1) == row.retry_seconds);
    CHECK(receiver.said().size() == 1);
    CHECK(std::chrono::steady_clock::now() - from < std::chrono::milliseconds{2500});
  }
}

TEST_CASE("Retry-After may be a date") {
  const auto in_a_minute = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() + std::chrono::seconds{60});
  char date[64];
  std::strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&in_a_minute));
  const HttpReceiver receiver({{http_answer("429 Too Many Requests", std::string("Retry-After: ") + date + "\r\n")}});
  const auto outcome = deliver::make_channel(settings(Kind::webhook, receiver.url()), "")->send(support::envelope(""));
  REQUIRE(outcome.retry_after);
  CHECK(outcome.retry_after->count() >= 55);
  CHECK(outcome.retry_after->count() <= 60);
}

TEST_CASE("a receiver's certificate must be of the authority that the office named") {
  const auto& server = support::shared_mail_server();  // speaks TLS
  auto made = settings(Kind::webhook, server.https_url());
  made.certificates = server.other_certificate();
  auto outcome = deliver::make_channel(made, "")->send(support::envelope(""));
  CAPTURE(outcome.detail);
  CHECK(word(outcome.kind) == "retry");
  CHECK(outcome.detail.find("certificate") != std::string::npos);
  made.certificates = server.certificate();
  CHECK(deliver::make_channel(made, "")->send(support::envelope("")).detail.find("certificate") == std::string::npos);
}

TEST_CASE("an event is a CloudEvent, the same for every attempt, under the key") {
  const HttpReceiver receiver({{http_answer("500 No")}, {http_answer("200 OK")}, {http_answer("200 OK")}});
  const auto channel = deliver::make_channel(settings(Kind::webhook, receiver.url() + "/hook"), kSecret);
  auto sent = support::envelope("");
  CHECK(word(channel->send(sent).kind) == "retry");
  sent.attempt = 2;
  CHECK(word(channel->send(sent).kind) == "delivered");
  sent.key = "a.b\r\nX: 1";
  CHECK(word(channel->send(sent).kind) == "delivered");
  const auto said = receiver.said();
  REQUIRE(said.size() == 3);
  CHECK(said[0].body == said[1].body);
  CHECK(line_of(said[0].head, "content-type") == "application/cloudevents+json; charset=utf-8");
  CHECK(line_of(said[0].head, "webhook-id") == "n-1:email:office");
  CHECK(line_of(said[2].head, "webhook-id").size() == 32);
  CHECK(line_of(said[2].head, "x").empty());
  const auto event = boost::json::parse(said[0].body).as_object();
  CHECK(event.at("specversion").as_string() == "1.0");
  CHECK(event.at("id").as_string() == "n-1:email:office");
  CHECK(event.at("type").as_string() == "fenliu.notice.moved");
  CHECK(event.at("time").as_string() == "2022-11-24T10:12+00:00");
  CHECK(event.at("data").at("recipient").at("name").as_string() == "县教育局");
  CHECK(event.at("data").at("masked").as_array()[0].at("count").as_int64() == 2);
}

TEST_CASE("each robot takes what its vendor documents, and its own code decides") {
  struct Row {
    const char* name;
    Kind kind;
    std::string secret, address, answer, status;
    std::string path, pointer, value;  // of what it said
    std::string outcome, words;
  };
  const std::string brief = "【时间变动】19:05到会，三楼会议室：全县工作调度会\nhttps://fenliu.example/n/n-1";
  const std::vector<Row> rows{
      {"wecom", Kind::wecom, "k-1", "13800000000", R"({"errcode":0,"errmsg":"ok"})", "200 OK", "/?key=k-1", "/text/content", brief, "delivered", ""},
      {"wecom calls a member", Kind::wecom, "k-1", "13800000000", R"({"errcode":0,"errmsg":"ok"})", "200 OK", "/?key=k-1", "/text/mentioned_mobile_list/0", "13800000000", "delivered", ""},
      {"wecom too fast", Kind::wecom, "k-1", "", R"({"errcode":45009,"errmsg":"api freq out of limit"})", "200 OK", "/?key=k-1", "/msgtype", "text", "retry", "45009"},
      {"wecom wrong key", Kind::wecom, "k-1", "", R"({"errcode":93000,"errmsg":"invalid webhook url k-1"})", "200 OK", "/?key=k-1", "/msgtype", "text", "refused", "93000: invalid webhook url …"},
      {"dingtalk", Kind::dingtalk, "t-1", "", R"({"errcode":0,"errmsg":"ok"})", "200 OK", "/?access_token=t-1", "/text/content", brief, "delivered", ""},
      {"dingtalk too fast", Kind::dingtalk, "t-1", "", R"({"errcode":410100,"errmsg":"发送速度太快而限流"})", "200 OK", "/?access_token=t-1", "/msgtype", "text", "retry", "410100"},
      {"dingtalk wrong sign", Kind::dingtalk, "t-1", "", R"({"errcode":310000,"errmsg":"sign not match"})", "200 OK", "/?access_token=t-1", "/msgtype", "text", "refused", "sign not match"},
      {"feishu", Kind::feishu, "h-1", "", R"({"code":0,"msg":"success","data":{}})", "200 OK", "/h-1", "/content/text", brief, "delivered", ""},
      {"feishu of old", Kind::feishu, "h-1", "", R"({"StatusCode":0,"StatusMessage":"success"})", "200 OK", "/h-1", "/msg_type", "text", "delivered", ""},
      {"feishu too fast", Kind::feishu, "h-1", "", R"({"code":11232,"msg":"frequency limited"})", "400 Bad Request", "/h-1", "/msg_type", "text", "retry", "11232"},
      {"feishu wrong sign", Kind::feishu, "h-1", "", R"({"code":19021,"msg":"sign match fail"})", "200 OK", "/h-1", "/msg_type", "text", "refused", "19021"},
      {"zalo", Kind::zalo, "z-1", "2512523625412515", R"({"error":0,"message":"Success"})", "200 OK", "/", "/recipient/user_id", "2512523625412515", "delivered", ""},
      {"zalo token over", Kind::zalo, "z-1", "25", R"({"error":-216,"message":"Access token has expired"})", "200 OK", "/", "/message/text", brief, "refused", "-216"},
      {"zalo later", Kind::zalo, "z-1", "25", R"({"error":-32,"message":"limit"})", "200 OK", "/", "/recipient/user_id", "25", "retry", "-32"},
      {"ntfy", Kind::ntfy, "tk_1", "edu", R"({"id":"x","event":"message"})", "200 OK", "/", "/click", "https://fenliu.example/n/n-1", "delivered", ""},
      {"ntfy too fast", Kind::ntfy, "tk_1", "edu", R"({"code":42901})", "429 Too Many Requests", "/", "/topic", "edu", "retry", "429"},
      {"no JSON", Kind::wecom, "k-1", "", "<html>", "200 OK", "/?key=k-1", "/msgtype", "text", "retry", "no code"}};
  for (const auto& row : rows) {
    const HttpReceiver receiver({{http_answer(row.status, "Content-Type: application/json\r\n", row.answer)}});
    const auto url = receiver.url() + (row.kind == Kind::wecom || row.kind == Kind::dingtalk || row.kind == Kind::zalo || row.kind == Kind::ntfy ? "/" : "");
    const auto outcome = deliver::make_channel(settings(row.kind, url), row.secret)->send(support::envelope(row.address));
    CAPTURE(row.name, outcome.detail);
    CHECK(word(outcome.kind) == row.outcome);
    CHECK(outcome.detail.find(row.words) != std::string::npos);
    CHECK(outcome.detail.find(row.secret) == std::string::npos);
    const auto said = receiver.said();
    REQUIRE(said.size() == 1);
    CHECK(said[0].path == row.path);
    const auto body = boost::json::parse(said[0].body);
    boost::system::error_code failed;
    const auto* value = body.find_pointer(row.pointer, failed);
    REQUIRE(value != nullptr);
    CHECK(value->as_string() == row.value);
  }
}

TEST_CASE("secrets go where the vendor reads them") {
  const HttpReceiver receiver({{http_answer("200 OK", "", R"({"error":0})")}});
  deliver::make_channel(settings(Kind::zalo, receiver.url()), "z-token")->send(support::envelope("25"));
  deliver::make_channel(settings(Kind::ntfy, receiver.url()), "tk_1")->send(support::envelope("edu"));
  const auto said = receiver.said();
  REQUIRE(said.size() == 2);
  CHECK(line_of(said[0].head, "access_token") == "z-token");
  CHECK(line_of(said[1].head, "authorization") == "bearer tk_1");
}

TEST_CASE("an SMS is what the office's gateway wants, written as its place wants it") {
  struct Row {
    std::string type, body, answer, said, kind;
  };
  const auto row = GENERATE(
      Row{"application/json", R"({"mobile":"{to}","content":"{text}","uid":"{key}"})", R"({"code":0})", R"({"mobile":"13800000000","content":"a \"b\" 1&2","uid":"n-1:email:office"})", "delivered"},
      Row{"application/x-www-form-urlencoded", "phone={to}&msg={text}&pw={secret}", R"({"code":0})", "phone=13800000000&msg=a%20%22b%22%201%262&pw=s%26c", "delivered"},
      Row{"application/json", "{}", R"({"code":7})", "{}", "refused"}, Row{"application/json", "{}", R"({"code":9,"busy":1})", "{}", "retry"});
  const HttpReceiver receiver({{http_answer("200 OK", "", row.answer)}});
  auto made = settings(Kind::sms, receiver.url() + "/send?u={user}");
  made.user = "a b";
  made.fields = {{"content_type", row.type}, {"body", row.body}, {"success", "\"code\":0"}, {"later", "\"busy\":1"}, {"header", "Authorization: Bearer {secret}"}};
  auto sent = support::envelope("13800000000");
  sent.message.brief = "a \"b\" 1&2";
  const auto outcome = deliver::make_channel(made, "s&c")->send(sent);
  CAPTURE(outcome.detail);
  CHECK(word(outcome.kind) == row.kind);
  REQUIRE(receiver.said().size() == 1);
  CHECK(receiver.said()[0].body == row.said);
  CHECK(receiver.said()[0].path == "/send?u=a%20b");
  CHECK(line_of(receiver.said()[0].head, "authorization") == "bearer s&c");
}

TEST_CASE("a channel that cannot work says what it lacks") {
  struct Row {
    Kind kind;
    std::string secret, words;
  };
  const auto row = GENERATE(Row{Kind::webhook, "whsec_no base64!", "not base64"}, Row{Kind::wecom, "", "robot's key"}, Row{Kind::dingtalk, "", "access_token"},
                            Row{Kind::feishu, "a b c", "robot's address"}, Row{Kind::zalo, "", "access token"}, Row{Kind::ntfy, "a b", "one word"},
                            Row{Kind::sms, "", "no url"}, Row{Kind::email, "", "no mailbox"}, Row{Kind::by_hand, "", "by hand"});
  const auto outcome = deliver::make_channel(settings(row.kind, ""), row.secret)->send(support::envelope("x"));
  CHECK(word(outcome.kind) == "refused");
  CHECK(outcome.detail.find(row.words) != std::string::npos);
}

TEST_CASE("chat texts are cut between characters, and keys are signed as RFC 4231 says") {
  CHECK(deliver::short_detail("secret a secret\r\n", "secret") == "… a …");
  CHECK(deliver::short_detail(std::string(199, 'a') + "时", "").size() == 199);
  // RFC 4231, test case 2.
  const auto mac = deliver::from_base64(deliver::hmac_sha256_base64("Jefe", "what do ya want for nothing?"));
  REQUIRE(mac);
  char hex[65];
  sodium_bin2hex(hex, sizeof hex, reinterpret_cast<const unsigned char*>(mac->data()), mac->size());
  CHECK(std::string(hex) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}
