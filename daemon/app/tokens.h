// API tokens: 256 random bits, shown once, kept as a hash.
#pragma once

#include <optional>
#include <string>

#include "daemon/serve/api.h"
#include "daemon/store/store.h"

namespace fenliu::app {

std::string new_token();                            // "fenliu_" + 43 characters of base64url
std::string hash_token(const std::string& token);   // BLAKE2b-256, hex

// Where a calendar program asks for the unit's calendar: a path with the token in its query.
std::string feed_path(const std::string& unit, const std::string& token);

std::optional<serve::Permission> parse_permission(const std::string& word);
std::string_view to_string(serve::Permission permission);

// The principal of a token that is known, neither expired nor revoked.
std::optional<serve::Principal> principal_of(store::Store& store, const std::string& token, rules::Instant now);

}  // namespace fenliu::app
