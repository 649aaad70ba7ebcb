// The channel `command` with real programs.
#include "daemon/deliver/command.h"

#include <cstdlib>
#include <fstream>

#include <boost/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"

using namespace fenliu;
using Kind = deliver::Outcome::Kind;
namespace json = boost::json;

namespace {

struct Program {
  explicit Program(const std::string& script) {
    std::ofstream(folder.file("send")) << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(folder.file("send"), std::filesystem::perms::owner_all);
    settings.id = "own";
    settings.kind = rules::ChannelKind::command;
    settings.command = {folder.file("send"), folder.path()};
    settings.timeout_seconds = 1;
    envelope.key = "n-1.own.group";
    envelope.attempt = 3;
    envelope.recipient.unit = "fire";
    envelope.recipient.address = "+86 139; rm -rf /";
    envelope.message.text = "第一行\n$(touch ran)\n" + std::string(200000, 'x');
    envelope.message.item = "order";
  }
  deliver::Outcome send(const std::string& secret = "") { return deliver::make_command(settings, secret)->send(envelope); }
  std::string file(const std::string& name) const { return support::read_text(folder.file(name)); }

  support::TemporaryFolder folder;
  rules::ChannelSettings settings;
  deliver::Envelope envelope;
};

}  // namespace

TEST_CASE("a program's exit says what became of the message") {
  struct Row {
    const char* script;
    Kind kind;
    const char* detail;
  };
  const Row rows[] = {
      {"exit 0", Kind::delivered, "exit 0"},        {"cat > /dev/null", Kind::delivered, "exit 0"},
      {"exit 75", Kind::retry, "exit 75"},          {"exit 1", Kind::refused, "exit 1"},
      {"exit 64", Kind::refused, "exit 64"},        {"kill -TERM $$", Kind::retry, "ended by signal 15"},
      {"sleep 600 & sleep 600", Kind::retry, "no end after 1 s; it was killed"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.script);
    Program program(row.script);
    const auto outcome = program.send();
    CHECK(outcome.kind == row.kind);
    CHECK(outcome.detail == row.detail);
  }
}

TEST_CASE("a program that is not there is tried again: somebody may put it there") {
  Program program("exit 0");
  program.settings.command = {"/nonexistent/send"};
  const auto outcome = program.send();
  CHECK(outcome.kind == Kind::retry);
  CHECK(outcome.detail.find("/nonexistent/send cannot be started") == 0);
}

TEST_CASE("a program finds the whole message on its stdin, however long, and no shell reads any of it") {
  Program program("cat > \"$1/got\"");
  REQUIRE(program.send().kind == Kind::delivered);
  const auto got = json::parse(program.file("got")).as_object();
  CHECK(got.at("key").as_string() == "n-1.own.group");
  CHECK(got.at("attempt").as_int64() == 3);
  CHECK(got.at("recipient").at("unit").as_string() == "fire");
  CHECK(got.at("recipient").at("address").as_string() == "+86 139; rm -rf /");
  CHECK(got.at("message").at("item").as_string() == "order");
  CHECK(std::string(got.at("message").at("text").as_string()) == program.envelope.message.text);
  CHECK_FALSE(std::filesystem::exists(program.folder.file("ran")));
}

TEST_CASE("a program sees its own secret and nothing else of the daemon's environment") {
  setenv("FENLIU_TEST_OTHER_SECRET", "hunter2", 1);
  Program program("env > \"$1/env\"");
  REQUIRE(program.send("swordfish").kind == Kind::delivered);
  const auto environment = program.file("env");
  CHECK(environment.find("FENLIU_SECRET=swordfish\n") != std::string::npos);
  CHECK(environment.find("FENLIU_KEY=n-1.own.group\n") != std::string::npos);
  CHECK(environment.find("hunter2") == std::string::npos);
  unsetenv("FENLIU_TEST_OTHER_SECRET");
}
