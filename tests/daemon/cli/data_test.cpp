// The commands that touch a daemon's data: serve, token, export. What is refused changes nothing.

#include <filesystem>
#include <fstream>
#include <map>

#include "tests/support/catch.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"

using namespace fenliu;
namespace fs = std::filesystem;

namespace {

const std::string kCounty = support::root() + "/config/county-us";

support::Ran token(const std::string& data, std::vector<std::string> more) {
  more.insert(more.begin(), "token");
  more.insert(more.end(), {"--data", data});
  return support::run_fenliu(more);
}

// Files of a folder with their texts; the daemon's own are left out.
std::map<std::string, std::string> texts_below(const fs::path& folder) {
  std::map<std::string, std::string> texts;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) texts[entry.path().lexically_relative(folder).string()] = support::read_text(entry.path().string());
  }
  return texts;
}

}  // namespace

TEST_CASE("a token is shown once, listed without its secret, and revoked by its name") {
  support::TemporaryFolder folder;
  const auto data = folder.file("data");
  const auto made = token(data, {"create", "--name", "clerk", "--unit", "anything", "--may", "post", "read-all", "--days", "30"});
  REQUIRE(made.exit == 0);
  CHECK(made.err.find("shown once") != std::string::npos);
  const auto secret = made.out.substr(0, made.out.find('\n'));
  CHECK(secret.starts_with("fenliu_"));
  CHECK(secret.size() == 50);

  const auto listed = token(data, {"list"});
  CHECK(listed.exit == 0);
  CHECK(listed.out.find("clerk\tanything\tpost,read-all\tcreated ") == 0);
  CHECK(listed.out.find("expires") != std::string::npos);
  CHECK(listed.out.find(secret) == std::string::npos);
  for (const auto& [name, text] : texts_below(data)) CHECK(text.find(secret) == std::string::npos);

  const auto again = token(data, {"create", "--name", "clerk", "--unit", "anything", "--may", "post"});
  CHECK(again.exit == 1);
  CHECK(again.err.find("revoke it or take another name") != std::string::npos);
  CHECK(token(data, {"list"}).out == listed.out);

  CHECK(token(data, {"revoke", "--name", "clrek"}).exit == 1);
  CHECK(token(data, {"revoke", "--name", "clerk"}).exit == 0);
  CHECK(token(data, {"revoke", "--name", "clerk"}).exit == 1);
  CHECK(token(data, {"list"}).out.find("\trevoked ") != std::string::npos);
}

TEST_CASE("once a configuration was served, a token's unit must be one of it") {
  support::TemporaryFolder folder;
  const auto data = folder.file("data");
  { support::DaemonProcess daemon({kCounty, data, "", 0}); }
  const auto wrong = token(data, {"create", "--name", "a", "--unit", "clrek", "--may", "post"});
  CHECK(wrong.exit == 1);
  CHECK(wrong.err.find("did you mean 'clerk'?") != std::string::npos);
  CHECK(token(data, {"list"}).out.empty());
  CHECK(token(data, {"create", "--name", "a", "--unit", "clerk", "--may", "post"}).exit == 0);
}

TEST_CASE("export writes back what is active, byte for byte") {
  support::TemporaryFolder folder;
  const auto data = folder.file("data"), out = folder.file("out");
  { support::DaemonProcess daemon({kCounty, data, "", 0}); }
  const auto ran = support::run_fenliu({"export", out, "--data", data});
  CHECK(ran.exit == 0);
  CHECK(ran.err.empty());
  CHECK(ran.out.find(" files of revision ") != std::string::npos);
  CHECK(texts_below(out) == texts_below(kCounty));
  CHECK(support::run_fenliu({"check", out}).exit == 0);
}

TEST_CASE("export says when nothing is active") {
  support::TemporaryFolder folder;
  const auto data = folder.file("data");
  REQUIRE(token(data, {"create", "--name", "a", "--unit", "u", "--may", "post"}).exit == 0);
  const auto ran = support::run_fenliu({"export", folder.file("out"), "--data", data});
  CHECK(ran.exit == 1);
  CHECK(ran.err.find("serve a folder first") != std::string::npos);
  CHECK_FALSE(fs::exists(folder.file("out")));
}

TEST_CASE("serve says why it does not run: 1 for what was given, 3 for the machine") {
  support::TemporaryFolder folder;
  const auto data = folder.file("data");
  const auto serve = [&](const std::string& config, const std::string& where, std::vector<std::string> more) {
    std::vector<std::string> arguments{"serve", "--config", config, "--data", where};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return support::run_fenliu(arguments);
  };
  const auto check = [&](const support::Ran& ran, int exit, const char* says) {
    CAPTURE(says, ran.out, ran.err);
    CHECK(ran.exit == exit);
    CHECK(ran.out.empty());
    CHECK(ran.err.find(says) != std::string::npos);
  };
  check(serve("/nowhere", data, {"--listen", "127.0.0.1:0"}), 1, "no earlier one");
  check(serve(kCounty, data, {"--listen", "127.0.0.1:0", "--clock", "yesterday"}), 1, "2022-11-24T16:30+08:00x60");
  check(serve(kCounty, data, {"--listen", "127.0.0.1:0", "--clock", "2022-11-24T16:30+08:00x-1"}), 1, "above 0");
  check(serve(kCounty, data, {"--listen", "0.0.0.0:0", "--clock", "2022-11-24T16:30+08:00"}), 1, "loopback");
  check(serve(kCounty, data, {"--listen", "nonsense:80"}), 1, "no address");
  check(serve(kCounty, "/proc/nowhere", {"--listen", "127.0.0.1:0"}), 3, "Cannot make the data folder");

  support::DaemonProcess daemon({kCounty, data, "", 0});
  check(serve(kCounty, folder.file("other"), {"--listen", "127.0.0.1:" + std::to_string(daemon.port())}), 3, "another program may use the port");

  fs::create_directories(folder.file("garbage"));
  std::ofstream(folder.file("garbage") + "/fenliu.db") << "this is no database, and long enough to be looked at as one: " << std::string(4096, 'x');
  const auto before = support::read_text(folder.file("garbage") + "/fenliu.db");
  check(serve(kCounty, folder.file("garbage"), {"--listen", "127.0.0.1:0"}), 3, "database");
  CHECK(support::read_text(folder.file("garbage") + "/fenliu.db") == before);
}

TEST_CASE("a data folder is served by one daemon at a time") {
  support::TemporaryFolder folder;
  support::DaemonProcess daemon({kCounty, folder.file("data"), "", 0});
  const auto second = support::run_fenliu({"serve", "--config", kCounty, "--data", folder.file("data"), "--listen", "127.0.0.1:0"});
  CHECK(second.exit == 3);
  CHECK(second.err.find("served by another daemon") != std::string::npos);
}
