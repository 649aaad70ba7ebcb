// Making and checking API tokens. A 256-bit random secret needs no slow hash; looking its hash up leaks no timing of it.
#include "daemon/app/tokens.h"

#include <sodium.h>

namespace fenliu::app {

using serve::Permission;

namespace {

constexpr std::pair<Permission, std::string_view> kWords[] = {
    {Permission::post, "post"},         {Permission::report, "report"}, {Permission::read_unit, "read-unit"},
    {Permission::read_all, "read-all"}, {Permission::triage, "triage"}, {Permission::operate, "operate"},
    {Permission::configure, "configure"}, {Permission::feed, "feed"}};

}  // namespace

std::string new_token() {
  unsigned char secret[32];
  randombytes_buf(secret, sizeof secret);
  char text[sodium_base64_ENCODED_LEN(sizeof secret, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
  sodium_bin2base64(text, sizeof text, secret, sizeof secret, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return std::string("fenliu_") + text;
}

std::string hash_token(const std::string& token) {
  unsigned char hash[32];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(token.data()), token.size(), nullptr, 0);
  char hex[65];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return hex;
}

std::string feed_path(const std::string& unit, const std::string& token) {
  return "/api/v1/units/" + unit + "/calendar.ics?token=" + token;
}

std::optional<Permission> parse_permission(const std::string& word) {
  for (const auto& [permission, name] : kWords) {
    if (name == word) return permission;
  }
  return {};
}

std::string_view to_string(Permission permission) {
  for (const auto& [each, name] : kWords) {
    if (each == permission) return name;
  }
  return "";
}

std::optional<serve::Principal> principal_of(store::Store& store, const std::string& token, rules::Instant now) {
  const auto row = store.token(hash_token(token));
  if (!row || row->revoked_at || (row->expires_at && *row->expires_at <= now)) return {};
  serve::Principal principal{row->name, row->unit, {}};
  std::string word;
  for (const char c : row->permissions + ",") {
    if (c != ',') {
      word += c;
      continue;
    }
    if (const auto permission = parse_permission(word)) principal.permissions.push_back(*permission);
    word.clear();
  }
  return principal;
}

}  // namespace fenliu::app
