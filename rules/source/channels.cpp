// `channels` of fenliu.yaml: the ways by which notices leave the office.
#include <algorithm>
#include <array>

#include "rules/source/channels.h"
#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

constexpr std::size_t kMostChannels = 32;  // each has a thread

constexpr std::array<std::pair<ChannelKind, std::string_view>, 10> kKinds{{{ChannelKind::email, "email"},
                                                                            {ChannelKind::webhook, "webhook"},
                                                                            {ChannelKind::wecom, "wecom"},
                                                                            {ChannelKind::dingtalk, "dingtalk"},
                                                                            {ChannelKind::feishu, "feishu"},
                                                                            {ChannelKind::zalo, "zalo"},
                                                                            {ChannelKind::ntfy, "ntfy"},
                                                                            {ChannelKind::sms, "sms"},
                                                                            {ChannelKind::command, "command"},
                                                                            {ChannelKind::by_hand, "by_hand"}}};

// What people call the same.
std::string kind_meant(const std::string& word) {
  static const std::map<std::string, std::string> kMeant = {
      {"mail", "email"},   {"e-mail", "email"},  {"smtp", "email"},   {"http", "webhook"}, {"wechat", "wecom"}, {"weixin", "wecom"}, {"qywx", "wecom"},
      {"ding", "dingtalk"}, {"lark", "feishu"},  {"text", "sms"},     {"script", "command"}, {"exec", "command"}, {"manual", "by_hand"}, {"phone", "by_hand"}};
  const auto found = kMeant.find(word);
  return found == kMeant.end() ? "" : found->second;
}

std::optional<ChannelKind> read_kind(MappingReader& reader, Reporter& reporter) {
  const auto word = reader.required_text("kind");
  if (word.empty()) return {};
  std::vector<std::string> words;
  for (const auto& [kind, name] : kKinds) {
    if (name == word) return kind;
    words.emplace_back(name);
  }
  if (const auto meant = kind_meant(word); !meant.empty()) {
    reporter.error(reader.span_of("kind"), "unknown-name", "there is no kind of channel '" + word + "'", "did you mean '" + meant + "'?");
  } else {
    reporter.unknown(reader.span_of("kind"), "kind of channel", word, words);
  }
  return {};
}

std::string lower(std::string text) {
  for (auto& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

bool is_loopback(const std::string& url) {
  const auto host = url.substr(std::min(url.find("://") + 3, url.size()));
  return host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]");
}

// A password before the host, or what gateways call a secret, in an address that lands in logs and backups.
bool holds_secret(const std::string& url) {
  const auto host = url.find("://") + 3;
  const auto path = std::min(url.find_first_of("/?", host), url.size());
  const auto user = url.substr(host, path - host);
  if (const auto at = user.find('@'); at != std::string::npos && user.find(':') < at) return true;
  const auto query = std::min(url.find('?'), url.size());
  for (auto at = query; at < url.size(); at = std::min(url.find('&', at + 1), url.size())) {
    const auto name = lower(url.substr(at + 1, std::min(url.find('=', at), url.size()) - at - 1));
    for (const char* each : {"key", "token", "access_token", "secret", "sign", "password"}) {
      if (name == each) return true;
    }
  }
  return false;
}

void read_url(MappingReader& reader, ChannelSettings& channel, Reporter& reporter) {
  const bool none = channel.kind == ChannelKind::command || channel.kind == ChannelKind::by_hand;
  channel.url = none ? reader.text("url") : reader.required_text("url");
  if (channel.url.empty()) return;
  const auto span = reader.span_of("url");
  if (none) {
    return reporter.error(span, "useless-key", "a channel of this kind has no address", "take 'url' out");
  }
  const bool mail = channel.kind == ChannelKind::email;
  const auto begins = [&](const char* scheme) { return lower(channel.url).starts_with(scheme) && channel.url.size() > std::string(scheme).size(); };
  if (!(mail ? begins("smtp://") || begins("smtps://") : begins("https://") || begins("http://"))) {
    return reporter.error(span, "bad-url", "'" + channel.url + "' is no address for this kind of channel",
                          mail ? "write smtp://HOST:587 (STARTTLS) or smtps://HOST:465" : "write https://HOST/PATH");
  }
  if (holds_secret(channel.url)) {
    return reporter.error(span, "secret-in-plain-text", "the address holds a secret",
                          "leave that part out, and write the secret into a file that secret_file names");
  }
  if (begins("http://") && channel.require_tls && !is_loopback(channel.url)) {
    reporter.error(span, "no-tls", "over http:// everybody on the way reads what is sent", "write https://, or require_tls: false where the way is safe");
  }
}

void read_secret(MappingReader& reader, ChannelSettings& channel, Reporter& reporter) {
  channel.secret.file = reader.text("secret_file");
  channel.secret.environment = reader.text("secret_env");
  if (!channel.secret.file.empty() && !channel.secret.environment.empty()) {
    reporter.error(reader.span_of("secret_env"), "two-secrets", "the secret stands in a file or in the environment, not in both", "take one of them out");
  }
  for (const char* key : {"secret", "password", "token", "access_token", "key", "api_key"}) {
    reader.refuse(key, "secret-in-plain-text", "a secret does not stand in fenliu.yaml, which people read and copy",
                  "write it into a file that only the daemon may read and name that: secret_file; or secret_env names a variable");
  }
}

// The program and its arguments, in order; a text is one word: there is no shell that would take it apart.
void read_command(MappingReader& reader, ChannelSettings& channel, Reporter& reporter) {
  const auto* node = channel.kind == ChannelKind::command ? reader.require("command") : reader.take("command");
  if (node == nullptr) return;
  if (channel.kind != ChannelKind::command) {
    return reporter.error(node->span, "useless-key", "only a channel of kind 'command' has a command", "take 'command' out");
  }
  for (auto& [word, span] : read_texts(*node, reporter)) channel.command.push_back(word);
  if (channel.command.empty()) return;
  const auto& program = channel.command.front();
  if (channel.command.size() == 1 && program.find(' ') != std::string::npos) {
    reporter.error(node->span, "bad-command", "'" + program + "' is one word: no shell takes it apart", "write a list: [/usr/local/bin/send, --quickly]");
  } else if (!program.starts_with('/')) {
    reporter.error(node->span, "bad-command", "the program '" + program + "' has no whole path", "write it from / on, as /usr/local/bin/send");
  }
}

void read_fields(MappingReader& reader, ChannelSettings& channel, Reporter& reporter) {
  const auto* node = reader.take("fields");
  if (node == nullptr) return;
  if (node->kind != YamlNode::Kind::mapping) {
    return reporter.error(node->span, "wrong-type", "'fields' must be a mapping of names to texts", "write {sender: '12345'}");
  }
  for (const auto& [name, value] : node->entries) {
    if (value.kind != YamlNode::Kind::scalar) {
      reporter.error(value.span, "wrong-type", "the field '" + name.scalar + "' must be text");
      continue;
    }
    channel.fields[name.scalar] = value.scalar;
  }
}

// One word or several out of `words`.
std::set<std::string> read_words(MappingReader& reader, const char* key, const char* what, const std::vector<std::string>& words, Reporter& reporter) {
  std::set<std::string> found;
  for (const auto& [word, span] : reader.texts(key)) {
    if (std::find(words.begin(), words.end(), word) == words.end()) reporter.unknown(span, what, word, words);
    found.insert(word);
  }
  return found;
}

void read_choice(MappingReader& reader, ChannelSettings& channel, Reporter& reporter) {
  channel.stages = read_words(reader, "stages", "stage",
                              {"new", "changed", "corrected", "moved", "released", "reminder", "overdue", "escalated", "cancelled"}, reporter);
  channel.roles = read_words(reader, "roles", "role", {"lead", "support", "inform"}, reporter);
  channel.urgencies = read_words(reader, "urgencies", "urgency", {"routine", "urgent", "critical"}, reporter);
  for (const auto& [word, span] : reader.texts("units")) {
    reporter.refer(Named::unit_or_group, word, span);
    channel.units.insert(word);
  }
}

bool is_id(const std::string& id) {
  return !id.empty() && id.size() <= 40 && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

ChannelSettings read_channel(const YamlNode& node, Reporter& reporter) {
  MappingReader reader(node, "a channel", reporter);
  ChannelSettings channel;
  channel.span = node.span;
  channel.id = reader.required_text("id");
  if (!channel.id.empty() && (!is_id(channel.id) || channel.id == "inbox")) {
    reporter.error(reader.span_of("id"), "bad-id", "'" + channel.id + "' cannot be a channel's id",
                   channel.id == "inbox" ? "every unit has its inbox; give this one another id" : "1 to 40 of a-z, 0-9 and '-'");
  }
  const auto kind = read_kind(reader, reporter);
  channel.kind = kind.value_or(ChannelKind::by_hand);
  channel.require_tls = reader.flag("require_tls", true);
  if (kind) {
    read_url(reader, channel, reporter);
    read_command(reader, channel, reporter);
  } else {
    reader.take("url");
    reader.take("command");
  }
  channel.sender = channel.kind == ChannelKind::email ? reader.required_text("sender") : reader.text("sender");
  if (kind == ChannelKind::email && !channel.sender.empty() && channel.sender.find('@') == std::string::npos) {
    reporter.error(reader.span_of("sender"), "bad-address", "'" + channel.sender + "' is no mail address", "write 'Fenliu <fenliu@example.org>'");
  }
  channel.user = reader.text("user");
  read_secret(reader, channel, reporter);
  read_fields(reader, channel, reporter);
  channel.certificates = reader.text("certificates_file");
  channel.language = reader.word("language", "language", {"zh", "en", "vi"}, "");
  read_choice(reader, channel, reporter);
  channel.rate_per_minute = reader.integer("rate_per_minute", 1, 100000).value_or(0);
  channel.timeout_seconds = reader.integer("timeout_seconds", 1, 300).value_or(channel.timeout_seconds);
  channel.attempts = reader.integer("attempts", 1, 100).value_or(channel.attempts);
  reader.finish();
  return channel;
}

}  // namespace

void read_channels(const YamlNode& node, Policy& policy, Reporter& reporter) {
  std::map<std::string, Span> seen;
  for (const auto& item : read_list(node, "'channels'", reporter)) {
    auto channel = read_channel(item, reporter);
    const auto [first, is_new] = seen.emplace(channel.id, channel.span);
    if (!is_new && !channel.id.empty()) {
      reporter.error(channel.span, "duplicate-id", "there are two channels '" + channel.id + "'",
                     "the first is in line " + std::to_string(first->second.line));
    }
    policy.channels.push_back(std::move(channel));
  }
  if (policy.channels.size() > kMostChannels) {
    reporter.error(node.span, "too-many", "there are more than " + std::to_string(kMostChannels) + " channels", "one can carry what several units get");
  }
}

std::string_view to_string(ChannelKind kind) {
  return std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& each) { return each.first == kind; })->second;
}

}  // namespace fenliu::rules
