// A message as a mail: headers and bodies (RFC 5322, 2045–2047, 6047). Pure: equal envelopes are equal bytes, whichever attempt.
#pragma once

#include <optional>
#include <string>

#include "daemon/deliver/channel.h"

namespace fenliu::deliver {

// A mailbox as written by people: "office@example.org" or "安渡县 <office@example.org>".
struct Mailbox {
  std::string name, address;
};

// Nothing where the address is none that SMTP carries without SMTPUTF8: ASCII, one '@', neither spaces nor control
// characters nor any of <>(),;:"\ .
std::optional<Mailbox> parse_mailbox(const std::string& text);

// Message-ID is the key's, so that two attempts are one mail to whoever sorts them out. References and In-Reply-To name an
// id of the item and the recipient that no mail has: all of one item stand together (RFC 5256, REFERENCES), whichever came
// first. Texts are base64, so that no line is too long and nothing of them can be a header.
std::string mail_text(const Envelope& envelope, const Mailbox& from, const Mailbox& to);

// Unstructured text as encoded words of at most 75 characters, folded; ASCII without control characters stays as it is.
std::string encoded_words(const std::string& text);

}  // namespace fenliu::deliver
