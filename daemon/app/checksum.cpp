// SHA-256 by libsodium, read in pieces.
#include "daemon/app/checksum.h"

#include <array>
#include <filesystem>
#include <fstream>

#include <sodium.h>

namespace fenliu::app {

using rules::Done;
using rules::Error;
using rules::ErrorKind;
using rules::Result;

namespace {

Result<std::string> sha256(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorKind::invalid, "cannot read " + path, "check its name, owner and permissions"};
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::array<char, 1u << 16> buffer{};
  while (in) {
    in.read(buffer.data(), buffer.size());
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(buffer.data()), static_cast<unsigned long long>(in.gcount()));
  }
  if (in.bad()) return Error{ErrorKind::unavailable, "cannot read " + path, "the disk failed"};
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(&state, hash);
  char hex[2 * sizeof hash + 1];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return std::string(hex);
}

}  // namespace

Result<Done> write_checksum(const std::string& path, const std::string& name) {
  const auto hash = sha256(path);
  if (!hash.ok()) return hash.error();
  const auto beside = name + std::string(kChecksumEnding);
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  out << *hash << "  " << std::filesystem::path(name).filename().string() << "\n";
  out.close();
  if (!out) return Error{ErrorKind::unavailable, "Cannot write " + beside, "check the space that is left"};
  return Done{};
}

Result<Done> verify_checksum(const std::string& path) {
  std::ifstream in(path + std::string(kChecksumEnding));
  std::string said;
  if (!(in >> said)) return Done{};
  const auto hash = sha256(path);
  if (!hash.ok()) return hash.error();
  if (*hash == said) return Done{};
  return Error{ErrorKind::invalid, path + " is damaged and was not used",
               "it is not what " + path + std::string(kChecksumEnding) + " says: take an older backup"};
}

}  // namespace fenliu::app
