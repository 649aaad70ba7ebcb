// Reads the keys of one JSON object, collecting every fault with its JSON Pointer. Internal to the codecs of rules/.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "rules/item/item_json.h"

namespace fenliu::rules {

// Each `…` method consumes a key; `finish` reports the keys that nobody consumed.
class ObjectReader {
 public:
  // A value that is no object is a fault, and all keys are then missing.
  ObjectReader(const boost::json::value& value, std::string pointer, const Zone& zone, std::vector<FieldFault>& faults);

  bool usable() const { return object_ != nullptr; }
  const boost::json::value* take(const char* key);  // nullptr: missing or null
  bool has(const char* key) const;

  void text(const char* key, std::string& into);
  void flag(const char* key, bool& into);
  void integer(const char* key, std::optional<int>& into, int least, int most);
  void instant(const char* key, std::optional<Instant>& into);
  void date(const char* key, std::optional<Date>& into);
  void texts(const char* key, std::vector<std::string>& into);
  // Calls `each(value, pointer)` for the elements of an array.
  void elements(const char* key, const std::function<void(const boost::json::value&, const std::string&)>& each);
  // One of `words`; the index is given to `set`.
  void word(const char* key, const std::vector<std::string>& words, const std::function<void(std::size_t)>& set);

  void fault(const std::string& key, std::string code, std::string message, std::string hint = "");
  void finish();
  const std::string& pointer() const { return pointer_; }
  const Zone& zone() const { return zone_; }

 private:
  const boost::json::object* object_ = nullptr;
  std::string pointer_;
  const Zone& zone_;
  std::vector<FieldFault>& faults_;
  std::vector<std::string> known_;
};

// RFC 3339 with offset, or a local time in `zone` without one.
std::optional<Instant> parse_instant(std::string_view text, const Zone& zone);

}  // namespace fenliu::rules
