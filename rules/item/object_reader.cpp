// Reading JSON objects with all their faults.
#include "rules/item/object_reader.h"

#include <algorithm>
#include <set>

#include "rules/text/diagnostic.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace json = boost::json;

std::optional<Instant> parse_instant(std::string_view text, const Zone& zone) {
  if (auto instant = parse_rfc3339(text)) return instant;
  if (auto local = parse_rfc3339(std::string(text) + "Z")) return zone.to_instant(LocalTime{local->time_since_epoch()});
  return {};
}

ObjectReader::ObjectReader(const json::value& value, std::string pointer, const Zone& zone,
                           std::vector<FieldFault>& faults)
    : object_(value.if_object()), pointer_(std::move(pointer)), zone_(zone), faults_(faults) {
  if (object_ == nullptr) faults_.push_back({pointer_, "wrong-type", "this must be an object with keys", ""});
}

const json::value* ObjectReader::take(const char* key) {
  known_.emplace_back(key);
  if (object_ == nullptr) return nullptr;
  const auto* value = object_->if_contains(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

bool ObjectReader::has(const char* key) const {
  return object_ != nullptr && object_->contains(key) && !object_->at(key).is_null();
}

void ObjectReader::fault(const std::string& key, std::string code, std::string message, std::string hint) {
  faults_.push_back({key.empty() ? pointer_ : pointer_ + "/" + key, std::move(code), std::move(message), std::move(hint)});
}

void ObjectReader::text(const char* key, std::string& into) {
  const auto* value = take(key);
  if (value == nullptr) return;
  if (value->is_int64()) {
    into = std::to_string(value->get_int64());
    return;
  }
  if (!value->is_string()) return fault(key, "wrong-type", "this must be text");
  into = std::string(value->get_string());
  if (first_invalid_utf8(into)) fault(key, "bad-text", "this is not valid UTF-8, or holds U+0000");
}

void ObjectReader::flag(const char* key, bool& into) {
  const auto* value = take(key);
  if (value == nullptr) return;
  if (!value->is_bool()) return fault(key, "wrong-type", "this must be true or false");
  into = value->get_bool();
}

void ObjectReader::integer(const char* key, std::optional<int>& into, int least, int most) {
  const auto* value = take(key);
  if (value == nullptr) return;
  const auto range = std::to_string(least) + " to " + std::to_string(most);
  boost::system::error_code failed;
  const auto number = value->is_number() ? value->to_number<std::int64_t>(failed) : 0;
  if (!value->is_number() || failed) return fault(key, "wrong-type", "this must be a whole number, " + range);
  if (number < least || number > most) return fault(key, "out-of-range", "this must lie in " + range);
  into = static_cast<int>(number);
}

void ObjectReader::instant(const char* key, std::optional<Instant>& into) {
  const auto* value = take(key);
  if (value == nullptr) return;
  if (value->is_string()) into = parse_instant(value->get_string(), zone_);
  if (!value->is_string() || !into) {
    fault(key, "bad-time", "this is no time that exists", "write 2022-11-24T20:30+08:00");
  }
}

void ObjectReader::date(const char* key, std::optional<Date>& into) {
  const auto* value = take(key);
  if (value == nullptr) return;
  if (value->is_string()) into = parse_date(value->get_string());
  if (!value->is_string() || !into) fault(key, "bad-date", "this is no date that exists", "write 2022-11-24");
}

void ObjectReader::elements(const char* key,
                            const std::function<void(const json::value&, const std::string&)>& each) {
  const auto* value = take(key);
  if (value == nullptr) return;
  if (!value->is_array()) return fault(key, "wrong-type", "this must be a list");
  std::size_t index = 0;
  for (const auto& element : value->get_array()) {
    each(element, pointer_ + "/" + key + "/" + std::to_string(index++));
  }
}

void ObjectReader::texts(const char* key, std::vector<std::string>& into) {
  elements(key, [&](const json::value& element, const std::string& pointer) {
    if (!element.is_string()) {
      faults_.push_back({pointer, "wrong-type", "this must be text", ""});
    } else {
      into.emplace_back(element.get_string());
      if (first_invalid_utf8(into.back())) faults_.push_back({pointer, "bad-text", "this is not valid UTF-8", ""});
    }
  });
}

void ObjectReader::word(const char* key, const std::vector<std::string>& words,
                        const std::function<void(std::size_t)>& set) {
  const auto* value = take(key);
  if (value == nullptr) return;
  const std::string given = value->is_string() ? std::string(value->get_string()) : std::string{};
  const auto found = std::find(words.begin(), words.end(), given);
  if (found != words.end()) return set(static_cast<std::size_t>(found - words.begin()));
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
  const auto near = nearest(given, words);
  fault(key, "unknown-word", "this must be one of " + all, near.empty() ? "" : "did you mean '" + near + "'?");
}

void ObjectReader::finish() {
  if (object_ == nullptr) return;
  for (const auto& pair : *object_) {
    const std::string key(pair.key());
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    const auto near = nearest(key, known_);
    std::string all;
    const std::set<std::string> sorted(known_.begin(), known_.end());
    for (const auto& each : sorted) all += (all.empty() ? "" : ", ") + each;
    fault(key, "unknown-key", "there is no key '" + key + "' here",
          near.empty() ? "known keys: " + all : "did you mean '" + near + "'?");
  }
}

}  // namespace fenliu::rules
