// Tokens of links: what they say is signed, so that nothing need be stored before somebody answers.
#include "daemon/app/answer_links.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include <sodium.h>

#include "daemon/app/answer_page.h"
#include "daemon/app/task.h"

namespace fenliu::app {

namespace {

constexpr std::size_t kLongestToken = 1000;
constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr char kSeparator = '\n';  // in no id, no name that a link may carry, and no number

// What a token says.
struct Link {
  AnswerPurpose purpose = AnswerPurpose::acknowledge;
  Instant expires;
  std::string notice;
  AnswerReader reader;
};

std::string encode(const std::string& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), kVariant);
  text.resize(text.size() - 1);  // the final zero
  return text;
}

std::optional<std::string> decode(const std::string& text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr, kVariant);
  if (failed != 0) return {};
  bytes.resize(length);
  return bytes;
}

std::array<unsigned char, crypto_auth_BYTES> signature(const std::string& key, const std::string& payload) {
  std::array<unsigned char, crypto_auth_BYTES> mac{};
  crypto_auth(mac.data(), reinterpret_cast<const unsigned char*>(payload.data()), payload.size(), reinterpret_cast<const unsigned char*>(key.data()));
  return mac;
}

std::vector<std::string> fields_of(const std::string& payload) {
  std::vector<std::string> fields(1);
  for (const char c : payload) {
    if (c == kSeparator) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

// Nothing when nobody here signed it.
std::optional<Link> link_of(const Office& office, const std::string& token) {
  if (office.answer_key.size() != crypto_auth_KEYBYTES || token.size() > kLongestToken) return {};
  const auto bytes = decode(token);
  if (!bytes || bytes->size() <= crypto_auth_BYTES) return {};
  const auto payload = bytes->substr(crypto_auth_BYTES);
  const int forged = crypto_auth_verify(reinterpret_cast<const unsigned char*>(bytes->data()), reinterpret_cast<const unsigned char*>(payload.data()),
                                        payload.size(), reinterpret_cast<const unsigned char*>(office.answer_key.data()));
  if (forged != 0) return {};
  const auto fields = fields_of(payload);
  if (fields.size() != 5) return {};
  std::int64_t expires = 0;
  const auto [end, error] = std::from_chars(fields[1].data(), fields[1].data() + fields[1].size(), expires);
  if (error != std::errc{} || end != fields[1].data() + fields[1].size()) return {};
  return Link{fields[0] == "done" ? AnswerPurpose::done : AnswerPurpose::acknowledge, Instant{std::chrono::seconds{expires}}, fields[2], {fields[3], fields[4]}};
}

Answer as_page(int status, const std::string& html) {
  Answer answer;
  answer.status = status;
  answer.content_type = "text/html; charset=utf-8";
  answer.body = html;
  return answer;
}

// What the link is about now.
struct Looked {
  std::optional<Answer> refusal;  // a page that says why it can be used no longer
  Link link;
  store::NoticeRow notice;
  AnswerPageSubject subject;
};

Looked look(Office& office, const std::string& token, Instant now) {
  const auto active = office.router();
  const auto& configuration = active->configuration();
  Looked looked;
  const auto link = link_of(office, token);
  const auto notice = link ? office.store.notice(link->notice) : std::nullopt;
  const auto item_row = notice ? office.store.item(notice->item) : std::nullopt;
  const auto item = item_row ? item_of(*item_row, configuration.zone) : Result<Item>(not_found("item", ""));
  if (!item.ok()) {
    looked.refusal = as_page(404, refusal_page(AnswerRefusal::unknown, configuration.policy.language));
    return looked;
  }
  looked.link = *link;
  looked.notice = *notice;
  const auto& language = link->reader.language.empty() ? configuration.policy.language : link->reader.language;
  const auto last = office.store.last_notice(notice->item, notice->unit);
  const auto told = last ? told_state_of(*last) : std::nullopt;
  const bool of_concern = told && told->concerned && !told->item_cancelled;
  if (now >= link->expires) looked.refusal = as_page(410, refusal_page(AnswerRefusal::expired, language));
  if (item_row->withdrawn || !of_concern) looked.refusal = as_page(410, refusal_page(AnswerRefusal::withdrawn, language));
  const auto task = told ? task_of(office.store, notice->item, notice->unit, told->item_revision) : rules::TaskState{};
  const bool done = link->purpose == AnswerPurpose::done;
  looked.subject = {done, language, *item, notice->unit, told.value_or(rules::ToldState{}), done ? task.done_at : notice->acknowledged_at,
                    done ? task.done_by : notice->acknowledged_by};
  return looked;
}

}  // namespace

std::string answer_link(const Office& office, const store::NoticeRow& notice, AnswerPurpose purpose, const AnswerReader& reader, Instant now) {
  const bool fits = (reader.person + reader.language).find(kSeparator) == std::string::npos;
  if (office.answer_key.size() != crypto_auth_KEYBYTES || !fits) return {};
  const auto expires = (now + kAnswerLinkValid).time_since_epoch().count();
  std::string payload = purpose == AnswerPurpose::done ? "done" : "acknowledge";
  for (const auto& field : {std::to_string(expires), notice.id, reader.person, reader.language}) payload += kSeparator + field;
  const auto mac = signature(office.answer_key, payload);
  return "/answer/" + encode(std::string(mac.begin(), mac.end()) + payload);
}

Result<std::string> answer_key_of(const std::string& folder) {
  const auto path = folder + "/answer.key";
  const Error unusable{ErrorKind::internal, "Cannot use " + path, "it holds 32 random bytes and is its owner's alone (mode 0600); without it a new one is made, and links in old messages end"};
  std::string key(crypto_auth_KEYBYTES, '\0');
  const int made = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) {
    randombytes_buf(key.data(), key.size());
    const bool written = ::write(made, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && fsync(made) == 0;
    close(made);
    if (written) return key;
    unlink(path.c_str());
    return unusable;
  }
  const int known = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (known < 0) return unusable;
  struct stat status {};
  const bool own = fstat(known, &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) == 0;
  const bool whole = own && status.st_size == static_cast<off_t>(key.size()) && ::read(known, key.data(), key.size()) == static_cast<ssize_t>(key.size());
  close(known);
  if (!whole) return unusable;
  return key;
}

Result<Answer> answer_page(Office& office, const std::string& token, Instant now) {
  auto looked = look(office, token, now);
  if (looked.refusal) return *looked.refusal;
  const auto active = office.router();
  return as_page(200, looked.subject.answered_at ? answered_page(looked.subject, active->configuration()) : question_page(looked.subject, active->configuration()));
}

Result<Answer> record_answer(Office& office, const std::string& token, Instant now) {
  std::unique_lock lock(office.plan_mutex);
  auto looked = look(office, token, now);
  if (looked.refusal) return *looked.refusal;
  const auto active = office.router();
  const auto& configuration = active->configuration();
  auto& subject = looked.subject;
  if (subject.answered_at) return as_page(200, answered_page(subject, configuration));
  const auto& person = looked.link.reader.person;
  const auto by = looked.notice.unit + (person.empty() ? "" : ", " + person) + " (link)";
  if (looked.link.purpose == AnswerPurpose::done) {
    const auto done = take_step(office, looked.notice, rules::TaskStepKind::done, "", by, now, [](store::Transaction&, const rules::TaskState&) {});
    if (!done.ok()) return done.error();
  } else {
    const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
      transaction.acknowledge(looked.notice.id, now, by);
      return Done{};
    });
    if (!done.ok()) return done.error();
  }
  return as_page(200, recorded_page(subject, configuration));
}

}  // namespace fenliu::app
