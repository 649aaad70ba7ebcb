// The steps of a change as an administrator types them, against a daemon: files, exit codes, history.
#include <fstream>

#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

struct Administrator {
  Administrator() : token(office.token("li", "gov-office", {"configure", "read-all"})), file(office.folder.file("token")) {
    std::ofstream(file) << token << "\n";
  }

  support::Ran run(std::vector<std::string> arguments) const {
    for (const auto& word : {std::string("--server"), "http://127.0.0.1:" + std::to_string(office.daemon.port()),
                             std::string("--token-file"), file}) {
      arguments.push_back(word);
    }
    return support::run_fenliu(arguments);
  }

  ServedOffice office;
  std::string token, file;
};

std::string line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

TEST_CASE("a draft goes from a remark in a file to the history, and back") {
  const Administrator administrator;
  const auto before = administrator.run({"draft", "revisions"});
  REQUIRE(before.exit == 0);
  CHECK(before.out.starts_with("* "));
  const auto good = before.out.substr(2, 32);

  const auto created = administrator.run({"draft", "create", "--message", "a remark"});
  REQUIRE(created.exit == 0);
  const auto draft = line(created.out);
  const auto got = administrator.run({"draft", "get", draft, "rules/health.yaml"});
  REQUIRE(got.exit == 0);
  const auto path = administrator.office.folder.file("health.yaml");
  std::ofstream(path) << got.out << "# a remark\n";
  const auto put = administrator.run({"draft", "put", draft, "rules/health.yaml", path});
  CAPTURE(put.err);
  REQUIRE(put.exit == 0);
  CHECK(put.out.find("\n+# a remark\n") != std::string::npos);
  CHECK(administrator.run({"draft", "check", draft}).exit == 0);
  CHECK(administrator.run({"draft", "test", draft}).exit == 0);
  CHECK(administrator.run({"draft", "diff", draft}).out.starts_with("0 items, 0 decided otherwise\n"));
  CHECK(administrator.run({"draft", "show", draft}).out.find("changed rules/health.yaml by li") != std::string::npos);
  const auto activated = administrator.run({"draft", "activate", draft});
  CAPTURE(activated.err);
  REQUIRE(activated.exit == 0);
  const auto bad = administrator.run({"draft", "revisions"}).out.substr(2, 32);
  REQUIRE(bad != good);
  CHECK(administrator.run({"draft", "revision", bad}).out.find("a remark\n--- a/rules/health.yaml\n") != std::string::npos);
  CHECK(administrator.run({"redecide", "--since", bad}).exit == 1);
  REQUIRE(administrator.run({"draft", "roll-back", good}).exit == 0);
  CHECK(administrator.run({"redecide", "--since", bad}).out == "0 summonses were left out.\n");
  CHECK(administrator.run({"shadow"}).out.starts_with("0 items say who was summoned by hand\n"));
}

TEST_CASE("a draft outlives a restart, and an unchanged folder does not undo it") {
  support::TemporaryFolder folder;
  support::ServeOptions options{support::root() + "/config/county-cn", folder.file("data"), "", 0};
  std::string active, token;
  const auto ask = [&](const support::DaemonProcess& daemon, std::vector<std::string> arguments) {
    for (const auto& word : {std::string("--server"), "http://127.0.0.1:" + std::to_string(daemon.port()),
                             std::string("--token-file"), token}) {
      arguments.push_back(word);
    }
    const auto ran = support::run_fenliu(arguments);
    if (ran.exit != 0) throw std::runtime_error(ran.err);
    return ran.out;
  };
  {
    support::DaemonProcess daemon(options);
    token = folder.file("token");
    std::ofstream(token) << support::run_fenliu({"token", "create", "--data", options.data, "--name", "li", "--unit", "gov-office",
                                                 "--may", "configure"}).out;
    const auto draft = line(ask(daemon, {"draft", "create"}));
    std::ofstream(folder.file("new.yaml")) << "rules: []\n";
    ask(daemon, {"draft", "put", draft, "rules/new.yaml", folder.file("new.yaml")});
    ask(daemon, {"draft", "activate", draft});
    active = ask(daemon, {"draft", "revisions"}).substr(2, 32);
    daemon.signal(15);
    CHECK(daemon.wait() == 0);
  }
  support::DaemonProcess again(options);
  CHECK(ask(again, {"draft", "revisions"}).substr(2, 32) == active);
}

TEST_CASE("what the draft commands cannot do is said, with the exit code for it") {
  const Administrator administrator;
  CHECK(administrator.run({"draft"}).exit == 2);
  CHECK(administrator.run({"draft", "frobnicate"}).exit == 2);
  CHECK(administrator.run({"draft", "show"}).exit == 2);
  CHECK(administrator.run({"redecide"}).exit == 2);
  const auto unknown = administrator.run({"draft", "show", "d-none"});
  CHECK(unknown.exit == 1);
  CHECK(unknown.err.find("There is no draft 'd-none'") != std::string::npos);
  CHECK(support::run_fenliu({"draft", "list", "--server", "http://127.0.0.1:1", "--token-file", administrator.file}).exit == 3);
  CHECK(support::run_fenliu({"draft", "list", "--token-file", administrator.office.folder.file("none")}).exit == 1);
}
