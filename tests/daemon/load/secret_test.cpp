// Secrets from files and the environment.
#include "daemon/load/secret.h"

#include <cstdlib>
#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/process.h"

using namespace fenliu;
using std::filesystem::perms;

namespace {

struct SecretFile {
  SecretFile(const std::string& text, perms permissions) {
    std::ofstream(folder.file("secret")) << text;
    std::filesystem::permissions(folder.file("secret"), permissions);
  }
  rules::Result<std::string> read() const { return load::read_secret({folder.file("secret"), ""}); }
  support::TemporaryFolder folder;
};

}  // namespace

TEST_CASE("a secret is what stands in its file, without the line end that editors write") {
  CHECK(SecretFile("swordfish\n", perms::owner_read).read().value() == "swordfish");
  CHECK(SecretFile("sword fish\r\n\n", perms::owner_read | perms::group_read).read().value() == "sword fish");
  CHECK(load::read_secret({}).value().empty());
}

TEST_CASE("a secret that everybody may read, an empty one and none are errors with the remedy and without the secret") {
  const auto open = SecretFile("swordfish\n", perms::owner_read | perms::others_read).read();
  REQUIRE_FALSE(open.ok());
  CHECK(open.error().message.find("Everybody on this machine may read the secret file") == 0);
  CHECK(open.error().detail.find("chmod 600") == 0);
  CHECK((open.error().message + open.error().detail).find("swordfish") == std::string::npos);
  CHECK_FALSE(SecretFile("\n", perms::owner_read).read().ok());
  CHECK_FALSE(SecretFile(std::string(70000, 'x'), perms::owner_read).read().ok());
  CHECK_FALSE(load::read_secret({"/nonexistent/secret", ""}).ok());
  CHECK_FALSE(load::read_secret({"/dev", ""}).ok());
}

TEST_CASE("a secret may stand in the environment") {
  setenv("FENLIU_TEST_SECRET", "swordfish", 1);
  CHECK(load::read_secret({"", "FENLIU_TEST_SECRET"}).value() == "swordfish");
  unsetenv("FENLIU_TEST_SECRET");
  const auto missing = load::read_secret({"", "FENLIU_TEST_SECRET"});
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().message.find("FENLIU_TEST_SECRET is not set") != std::string::npos);
}
