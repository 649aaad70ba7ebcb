// An office on a real store in a folder of its own, with a configuration of the repository and a clock that the test sets.
#pragma once

#include <memory>
#include <string>

#include <boost/json.hpp>
#include <sodium.h>

#include "daemon/app/evening.h"
#include "daemon/app/use_cases.h"
#include "tests/support/catch.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"

namespace fenliu::test {

namespace json = boost::json;

inline rules::Instant at(const std::string& text) {
  const auto instant = rules::parse_rfc3339(text);
  if (!instant) throw std::runtime_error("no time: " + text);
  return *instant;
}

using support::TemporaryFolder;

struct OfficeFixture {
  explicit OfficeFixture(const std::string& configuration = "county-cn", const std::string& now = "2022-11-24T08:00+08:00")
      : config_folder(support::root() + "/config/" + configuration) {
    if (sodium_init() < 0) throw std::runtime_error("sodium");
    reopen(now);
  }

  // As after a restart: the store from the disk, memory rebuilt from it.
  void reopen(const std::string& now) {
    office.reset();
    store.reset();
    auto opened = store::Store::open({folder.file("fenliu.db"), "", 64, 5000});
    if (!opened.ok()) throw std::runtime_error(opened.error().message);
    store = std::move(opened).value();
    office = std::make_unique<app::Office>(*store);
    const auto activated = app::activate_folder(*office, config_folder, at(now));
    if (!activated.ok()) throw std::runtime_error(activated.error().message + activated.error().detail);
    office->load(at(now));
    const auto ticked = app::tick(*office, at(now));
    if (!ticked.ok()) throw std::runtime_error(ticked.error().message);
  }

  json::object post(const json::value& item, const std::string& now, const std::string& key = "") {
    const auto answer = app::post_item(*office, principal, json::serialize(item), key, at(now));
    if (!answer.ok()) throw std::runtime_error(answer.error().message + " " + answer.error().detail);
    return json::parse(answer->body).as_object();
  }

  json::object event(const std::string& meeting, const json::value& event, const std::string& now) {
    const auto answer = app::record_event(*office, principal, meeting, json::serialize(event), "", at(now));
    if (!answer.ok()) throw std::runtime_error(answer.error().message);
    return json::parse(answer->body).as_object();
  }

  // Newest first.
  json::array notices(const std::string& unit, const std::string& now) {
    const auto answer = app::list_notices(*office, unit, {"", 200}, at(now));
    if (!answer.ok()) throw std::runtime_error(answer.error().message);
    return json::parse(answer->body).as_object()["notices"].as_array();
  }

  TemporaryFolder folder;
  std::string config_folder;
  serve::Principal principal{"clerk", "gov-office", {serve::Permission::post, serve::Permission::report}};
  std::unique_ptr<store::Store> store;
  std::unique_ptr<app::Office> office;
};

// "item stage from–to" of each notice, oldest first.
inline std::vector<std::string> told(const json::array& notices, const std::string& item) {
  std::vector<std::string> lines;
  for (auto notice = notices.rbegin(); notice != notices.rend(); ++notice) {
    const auto& object = notice->as_object();
    if (object.at("item").as_string() != item) continue;
    std::string line = std::string(object.at("at").as_string()).substr(11, 5) + " " + std::string(object.at("stage").as_string());
    for (const auto& window : object.at("windows").as_array()) {
      line += " " + std::string(window.at("from").as_string()).substr(11, 5) + "–";
      if (window.as_object().contains("to")) line += std::string(window.at("to").as_string()).substr(11, 5);
    }
    lines.push_back(line);
  }
  return lines;
}

}  // namespace fenliu::test
