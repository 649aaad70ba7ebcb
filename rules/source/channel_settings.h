// What an administrator says of the ways by which notices leave the office: `channels:` in fenliu.yaml.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/text/diagnostic.h"


namespace fenliu::rules {

// `by_hand`: a clerk telephones, hands over or posts in a group, and says so; nothing leaves by itself.
enum class ChannelKind { email, webhook, wecom, dingtalk, feishu, zalo, ntfy, sms, command, by_hand };

// Where a secret stands; never the secret. Both empty: there is none.
struct SecretSource {
  std::string file;         // a path; a file that everybody may read is an error
  std::string environment;  // the name of a variable
};

// INVARIANT: `id` is unique; what the kind needs is there.
struct ChannelSettings {
  std::string id;                      // in the outbox, in metrics, on the page
  ChannelKind kind = ChannelKind::by_hand;
  std::string url;                     // smtp://host:port, smtps://…, https://…; empty for command and by_hand
  std::string sender;                  // email: From
  std::string user;                    // email: AUTH
  SecretSource secret;                 // password, token or signing secret
  std::vector<std::string> command;    // command: program and arguments; the message comes on its stdin as JSON
  std::map<std::string, std::string> fields;  // sms: what the gateway wants; zalo: template ids
  bool require_tls = true;             // email: without TLS nothing is sent
  std::string certificates;            // a file of those to trust instead of the system's
  std::string language;                // empty: the recipient's, else the office's

  // Which notices it carries. Empty sets: every one.
  std::set<std::string> stages;        // of Stage
  std::set<std::string> roles;         // lead, support, inform
  std::set<std::string> urgencies;     // routine, urgent, critical
  std::set<std::string> units;         // unit and group ids

  int rate_per_minute = 0;             // 0: as many as come
  int timeout_seconds = 10;
  int attempts = 10;                   // then the delivery is dead until somebody mends and resends it
  Span span;
};

}  // namespace fenliu::rules
