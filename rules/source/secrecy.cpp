// `secrecy` of fenliu.yaml.
#include "rules/source/secrecy_policy.h"

#include <algorithm>
#include <array>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

constexpr std::array<std::string_view, 5> kCarries{"nothing", "pointer", "title", "masked", "full"};
// In the order of ChannelKind.
constexpr std::array<std::string_view, 10> kKinds{"email", "webhook", "wecom", "dingtalk", "feishu", "zalo", "ntfy", "sms", "command", "by_hand"};

constexpr const char* kDefault = "default";

std::optional<Carry> read_carry(MappingReader& reader, const char* key, Carry most, const char* why, Reporter& reporter) {
  if (reader.take(key) == nullptr) return {};
  const std::vector<std::string> words(kCarries.begin(), kCarries.end());
  const auto word = reader.word(key, "extent", words, "pointer");
  const auto carry = static_cast<Carry>(std::find(words.begin(), words.end(), word) - words.begin());
  if (carry > most) {
    reporter.error(reader.span_of(key), "leaves-the-inbox", std::string(key) + ": " + word + " is more than may leave the inbox; " + why,
                   "write " + std::string(to_string(most)) + " at most");
    return most;
  }
  if (carry == Carry::full) {
    reporter.warning(reader.span_of(key), "personal-data-leaves", "telephone numbers, identity cards, addresses and names leave unmasked here",
                     "write masked, unless the other side may have them all");
  }
  return carry;
}

CarryLimits read_limits(const YamlNode& node, Reporter& reporter) {
  MappingReader reader(node, "what a channel carries", reporter);
  CarryLimits limits;
  limits.public_ = read_carry(reader, "public", Carry::full, "", reporter);
  limits.internal = read_carry(reader, "internal", Carry::title, "the body of an internal item never does", reporter);
  limits.secret = read_carry(reader, "secret", Carry::pointer, "of a secret paper only that there is one does", reporter);
  reader.finish();
  return limits;
}

void read_channels(const YamlNode& node, const std::vector<ChannelSettings>& channels, SecrecyPolicy& policy, Reporter& reporter) {
  if (node.kind != YamlNode::Kind::mapping) {
    return reporter.error(node.span, "wrong-type", "'channels' must be a mapping of channels to what they carry", "write {sms: {public: title}}");
  }
  std::vector<std::string> known(kKinds.begin(), kKinds.end());
  known.push_back(kDefault);
  for (const auto& channel : channels) known.push_back(channel.id);
  for (const auto& [name, limits] : node.entries) {
    if (std::find(known.begin(), known.end(), name.scalar) == known.end()) reporter.unknown(name.span, "channel", name.scalar, known);
    policy.channels[name.scalar] = read_limits(limits, reporter);
  }
}

}  // namespace

std::string_view to_string(Carry carry) { return kCarries[static_cast<std::size_t>(carry)]; }

SecrecyPolicy read_secrecy(const YamlNode& node, const std::vector<ChannelSettings>& channels, Reporter& reporter) {
  SecrecyPolicy policy;
  MappingReader reader(node, "'secrecy'", reporter);
  for (const auto& [number, span] : reader.texts("open_numbers")) {
    const auto digits = std::count_if(number.begin(), number.end(), [](unsigned char c) { return c >= '0' && c <= '9'; });
    if (digits < 3 || digits > 15) {
      reporter.error(span, "bad-number", "'" + number + "' is no telephone number", "write it as people dial it, \"0571-88001234\"");
    }
    policy.open_numbers.push_back(number);
  }
  if (const auto* each = reader.take("channels")) read_channels(*each, channels, policy, reporter);
  reader.finish();
  return policy;
}

Carry carried(const SecrecyPolicy& policy, const ChannelSettings& channel, Secrecy secrecy) {
  const std::string kind(kKinds[static_cast<std::size_t>(channel.kind)]);
  const bool by_hand = channel.kind == ChannelKind::by_hand;
  const auto most = secrecy == Secrecy::secret ? Carry::pointer : secrecy == Secrecy::internal ? Carry::title : Carry::full;
  for (const auto& name : {channel.id, kind, std::string(kDefault)}) {
    const auto limits = policy.channels.find(name);
    if (limits == policy.channels.end()) continue;
    const auto& said = secrecy == Secrecy::secret ? limits->second.secret : secrecy == Secrecy::internal ? limits->second.internal : limits->second.public_;
    if (said) return std::min(*said, most);
  }
  if (secrecy == Secrecy::public_) return Carry::masked;
  return secrecy == Secrecy::internal && by_hand ? Carry::title : Carry::pointer;
}

}  // namespace fenliu::rules
