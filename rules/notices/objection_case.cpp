// The case of an objection. JSON strings and objects are YAML's flow style, so every text is quoted safely.
#include "rules/notices/objection_case.h"

#include <boost/json.hpp>

namespace fenliu::rules {

namespace json = boost::json;

namespace {

constexpr const char* kLeftOut[] = {"id", "revision", "received", "link", "contact", "follows", "handed_down_by", "supersedes",
                                    "cancels", "deadlines"};

// The parts without what ties them to other items.
void strip_parts(json::object& post) {
  auto* parts = post.if_contains("parts");
  if (parts == nullptr || !parts->is_array()) return;
  for (auto& part : parts->get_array()) {
    if (part.is_object()) part.get_object().erase("relays");
  }
}

}  // namespace

std::string objection_case_yaml(const ObjectionCase& objection, const Item& item, const Zone& zone) {
  auto post = item_to_json(item, zone);
  for (const char* key : kLeftOut) post.erase(key);
  strip_parts(post);
  std::string text = "cases:\n  - name: " + json::serialize(json::value(objection.name)) + "\n    post:\n";
  for (const auto& [key, value] : post) text += "      " + std::string(key) + ": " + json::serialize(value) + "\n";
  text += "    at: " + format_rfc3339(objection.at, zone) + "\n    expect: {" + objection.unit + ": " +
          std::string(to_string(objection.expected)) + "}\n";
  if (objection.expected != objection.by_rules) {
    text += "    todo: true  # the rules say " + std::string(to_string(objection.by_rules)) + "; take this line away once they are mended\n";
  }
  return text;
}

}  // namespace fenliu::rules
