// A served office of the repository's county, with tokens for each permission.
#pragma once

#include <httplib.h>

#include <boost/json.hpp>

#include "tests/daemon/serve/connection.h"
#include "tests/support/catch.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"

namespace fenliu::test {

namespace json = boost::json;

struct ServedOffice {
  // The token for everything belongs to `home`.
  explicit ServedOffice(support::ServeOptions options = {}, const std::string& home = "gov-office")
      : daemon(with_folders(std::move(options))) {
    all = token("all", home, {"post", "report", "read-unit", "read-all", "triage", "operate", "configure"});
  }

  std::string token(const std::string& name, const std::string& unit, const std::vector<std::string>& may) {
    std::vector<std::string> arguments{"token", "create", "--data", folder.file("data"), "--name", name, "--unit", unit, "--may"};
    arguments.insert(arguments.end(), may.begin(), may.end());
    const auto ran = support::run_fenliu(arguments);
    if (ran.exit != 0) throw std::runtime_error(ran.err);
    return ran.out.substr(0, ran.out.find('\n'));
  }

  httplib::Client client() const {
    httplib::Client client("127.0.0.1", daemon.port());
    client.set_tcp_nodelay(true);
    client.set_keep_alive(true);
    client.set_read_timeout(20);
    client.set_default_headers({{"Authorization", "Bearer " + all}});
    return client;
  }

  support::ServeOptions with_folders(support::ServeOptions options) const {
    if (options.config.empty()) options.config = support::root() + "/config/county-cn";
    options.data = folder.file("data");
    return options;
  }

  support::TemporaryFolder folder;
  support::DaemonProcess daemon;
  std::string all;
};

inline std::string simple_item(const std::string& id) {
  return json::serialize(json::object{{"id", id}, {"title", "关于做好应急物资调拨的通知"}, {"text", "请于明日上班前报送库存。"}});
}

inline json::object object_of(const httplib::Result& answer) {
  if (!answer) throw std::runtime_error("no answer: " + httplib::to_string(answer.error()));
  return json::parse(answer->body).as_object();
}

}  // namespace fenliu::test
