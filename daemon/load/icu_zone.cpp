// Zone transitions out of ICU, as the data that `rules/` works with.
#include <memory>

#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/tztrans.h>
#include <unicode/tzrule.h>

#include "daemon/load/load.h"

namespace fenliu::load {

namespace {

constexpr UDate kFrom = 0.0;                                       // 1970-01-01
constexpr UDate kUntil = 4102444800.0 * 1000.0;                    // 2100-01-01

rules::Instant to_instant(UDate date) {
  return rules::Instant{std::chrono::seconds{static_cast<std::int64_t>(date / 1000.0)}};
}

std::chrono::seconds offset_at(const icu::TimeZone& zone, UDate date) {
  std::int32_t raw = 0, saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone.getOffset(date, false, raw, saving, status);
  return std::chrono::seconds{(raw + saving) / 1000};
}

}  // namespace

std::optional<rules::Zone> icu_zone(const std::string& iana_name) {
  const std::unique_ptr<icu::TimeZone> found(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(iana_name)));
  if (!found || *found == icu::TimeZone::getUnknown()) return {};
  rules::Zone zone;
  zone.name = iana_name;
  zone.transitions = {{to_instant(kFrom), offset_at(*found, kFrom)}};
  const auto* rules_of_zone = dynamic_cast<const icu::BasicTimeZone*>(found.get());
  if (rules_of_zone == nullptr) return zone;
  icu::TimeZoneTransition transition;
  UDate at = kFrom;
  while (rules_of_zone->getNextTransition(at, false, transition) && transition.getTime() < kUntil) {
    at = transition.getTime();
    const auto offset = offset_at(*found, at);
    if (offset != zone.transitions.back().offset) zone.transitions.push_back({to_instant(at), offset});
  }
  return zone;
}

std::optional<rules::Zone> windows_zone(const std::string& name) {
  icu::UnicodeString id;
  UErrorCode status = U_ZERO_ERROR;
  icu::TimeZone::getIDForWindowsID(icu::UnicodeString::fromUTF8(name), nullptr, id, status);
  if (U_FAILURE(status) || id.isEmpty()) return {};
  std::string iana_name;
  return icu_zone(id.toUTF8String(iana_name));
}

}  // namespace fenliu::load
