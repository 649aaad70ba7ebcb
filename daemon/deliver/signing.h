// Signatures that receivers ask for, by libsodium.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace fenliu::deliver {

// HMAC-SHA256 (RFC 2104); base64 with padding (RFC 4648, 4).
std::string hmac_sha256_base64(const std::string& key, const std::string& text);
std::string to_base64(const std::string& bytes);
// Nothing where it is no base64, or empty.
std::optional<std::string> from_base64(const std::string& text);
// 128 bits of a hash in hex, for names that are the same for every attempt.
std::string short_hash(const std::string& text);

// Seconds since 1970. Receivers take a signature for some minutes only, so it is made at the attempt: the one place where a
// channel reads the clock.
std::int64_t signing_time();

// "a b&" → "a%20b%26" (RFC 3986, 2.1): all but letters, digits, '-', '.', '_', '~'.
std::string percent_encoded(const std::string& text);

}  // namespace fenliu::deliver
