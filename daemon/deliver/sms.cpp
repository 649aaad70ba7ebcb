// SMS through any gateway that takes an HTTP POST, as fields of the settings describe it (docs/channels.md): url, content_type,
// body, header, success, later. In url, body and header {to}, {text}, {key}, {user}, {sender} and {secret} are filled in, each
// written as its place wants it.
#include <boost/json.hpp>

#include "daemon/deliver/channels.h"
#include "daemon/deliver/signing.h"
#include "daemon/deliver/vendor.h"

namespace fenliu::deliver {

namespace json = boost::json;

namespace {

using Written = std::string (*)(const std::string&);

// Within a JSON text: the quotes stand in the template.
std::string in_json(const std::string& text) {
  const auto quoted = json::serialize(json::string(text));
  return quoted.substr(1, quoted.size() - 2);
}
std::string in_header(const std::string& text) {
  std::string line;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) line += c;
  }
  return line;
}
std::string as_is(const std::string& text) { return text; }

class Sms : public Channel {
 public:
  Sms(const rules::ChannelSettings& settings, const std::string& secret) : settings_(settings), secret_(secret), transfer_(settings, secret) {}

  Outcome send(const Envelope& envelope) override {
    if (envelope.recipient.address.empty()) return {Outcome::Kind::refused, "The recipient has no telephone number", {}};
    const auto type = field("content_type", "application/json");
    const Written written = type.find("json") != std::string::npos ? in_json : type.find("urlencoded") != std::string::npos ? percent_encoded : as_is;
    HttpRequest request;
    request.url = filled(settings_.url, envelope, percent_encoded);
    request.body = filled(field("body", R"({"to":"{to}","text":"{text}","id":"{key}"})"), envelope, written);
    request.headers = {"Content-Type: " + in_header(type)};
    if (const auto header = field("header", ""); !header.empty()) request.headers.push_back(filled(header, envelope, in_header));
    return judged(transfer_.post(request));
  }

 private:
  std::string field(const char* name, const char* otherwise) const {
    const auto found = settings_.fields.find(name);
    return found == settings_.fields.end() ? otherwise : found->second;
  }

  // In one pass: what is filled in is not looked at again.
  std::string filled(const std::string& form, const Envelope& envelope, Written written) const {
    const std::pair<const char*, const std::string*> words[] = {{"{to}", &envelope.recipient.address}, {"{text}", &envelope.message.brief},
                                                                {"{key}", &envelope.key}, {"{user}", &settings_.user},
                                                                {"{sender}", &settings_.sender}, {"{secret}", &secret_}};
    std::string text;
    for (std::size_t i = 0; i < form.size();) {
      bool found = false;
      for (const auto& [name, value] : words) {
        if (form.compare(i, std::string(name).size(), name) != 0) continue;
        text += written(*value);
        i += std::string(name).size();
        found = true;
        break;
      }
      if (!found) text += form[i++];
    }
    return text;
  }

  // HTTP's status, and what the office said that a success, or "later", looks like.
  Outcome judged(const HttpResponse& response) const {
    auto outcome = outcome_of(response);
    const auto holds = [&](const std::string& words) { return !words.empty() && response.body.find(words) != std::string::npos; };
    if (response.status == 0 || response.status >= 500) return outcome;
    if (holds(field("later", ""))) return {Outcome::Kind::retry, outcome.detail + ": the gateway says later", response.retry_after};
    const auto success = field("success", "");
    if (outcome.kind == Outcome::Kind::delivered && !success.empty() && !holds(success)) {
      return {Outcome::Kind::refused, outcome.detail + ", but the answer lacks what fields.success names", {}};
    }
    return outcome;
  }

  const rules::ChannelSettings settings_;
  const std::string secret_;
  Transfer transfer_;
};

}  // namespace

std::unique_ptr<Channel> make_sms(const rules::ChannelSettings& settings, const std::string& secret) {
  if (settings.url.empty()) return make_refusing("The channel has no url");
  return std::make_unique<Sms>(settings, secret);
}

}  // namespace fenliu::deliver
