// The invariants over JSON: catalogues and lock files.
#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include <boost/json.hpp>

#include "tests/quality/rules_of_the_house.h"

namespace fenliu::quality {

namespace {

namespace json = boost::json;

void flatten(const json::value& value, const std::string& key, std::map<std::string, std::string>& texts) {
  if (const auto* object = value.if_object()) {
    for (const auto& member : *object) {
      flatten(member.value(), key.empty() ? std::string(member.key()) : key + "." + std::string(member.key()), texts);
    }
  } else {
    texts[key] = value.is_string() ? std::string(value.get_string()) : json::serialize(value);
  }
}

std::set<std::string> placeholders(const std::string& text) {
  static const std::regex kPlaceholder(R"(\{[A-Za-z_]+\})");
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), kPlaceholder), end; it != end; ++it) found.insert(it->str());
  return found;
}

void find_resolved(const json::value& value, const std::string& where, const std::string& path, Faults& faults) {
  if (const auto* object = value.if_object()) {
    for (const auto& member : *object) {
      if (member.key() == "resolved" && member.value().is_string() &&
          member.value().get_string().find("://") != json::string::npos) {
        faults.push_back(path + ": " + where + " names a registry");
      }
      find_resolved(member.value(), std::string(member.key()), path, faults);
    }
  } else if (const auto* array = value.if_array()) {
    for (const auto& each : *array) find_resolved(each, where, path, faults);
  }
}

}  // namespace

Faults catalogue_gaps(const Files& catalogues) {
  Faults faults;
  std::map<std::string, std::map<std::string, std::string>> texts;  // by path
  std::map<std::string, std::string> all;                           // key → one of its texts
  for (const auto& file : catalogues) {
    boost::system::error_code error;
    const auto value = json::parse(file.text, error);
    if (error || !value.is_object()) {
      faults.push_back(file.path + ": not a JSON object");
      continue;
    }
    flatten(value, "", texts[file.path]);
    all.insert(texts[file.path].begin(), texts[file.path].end());
  }
  for (const auto& [path, own] : texts) {
    for (const auto& [key, text] : all) {
      const auto found = own.find(key);
      if (found == own.end()) {
        faults.push_back(path + ": " + key + " is missing");
      } else if (found->second.empty()) {
        faults.push_back(path + ": " + key + " is empty");
      } else if (placeholders(found->second) != placeholders(text)) {
        faults.push_back(path + ": " + key + " has other placeholders than its translations");
      }
    }
  }
  return faults;
}

Faults registry_addresses(const Files& lock_files) {
  Faults faults;
  for (const auto& file : lock_files) {
    boost::system::error_code error;
    const auto value = json::parse(file.text, error);
    if (error) {
      faults.push_back(file.path + ": not JSON");
    } else {
      find_resolved(value, "the file", file.path, faults);
    }
  }
  return faults;
}

}  // namespace fenliu::quality
