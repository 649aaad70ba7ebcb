// The channel `command`.
#include "daemon/deliver/command.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include <boost/json.hpp>

#include "rules/notices/notices.h"

namespace fenliu::deliver {

namespace {

namespace json = boost::json;

constexpr int kTemporaryFailure = 75;  // EX_TEMPFAIL
constexpr int kLongestPauseMs = 20;    // between looks whether the program has ended

std::string text_of(const Envelope& envelope) {
  const auto& message = envelope.message;
  const auto& recipient = envelope.recipient;
  json::array masked;
  for (const auto& each : message.masked) masked.push_back(json::object{{"kind", each.kind}, {"count", each.count}});
  const json::object object{
      {"key", envelope.key},
      {"attempt", envelope.attempt},
      {"recipient",
       json::object{{"unit", recipient.unit},
                    {"person", recipient.person},
                    {"name", recipient.name},
                    {"address", recipient.address},
                    {"cause", rules::to_string(recipient.cause)}}},
      {"message",
       json::object{{"notice", message.notice},
                    {"item", message.item},
                    {"unit", message.unit},
                    {"sequence", message.sequence},
                    {"stage", rules::to_string(message.stage)},
                    {"role", rules::to_string(message.role)},
                    {"urgency", rules::to_string(message.urgency)},
                    {"language", message.language},
                    {"subject", message.subject},
                    {"text", message.text},
                    {"html", message.html},
                    {"brief", message.brief},
                    {"link", message.link},
                    {"calendar", message.calendar},
                    {"at", rules::format_rfc3339(message.at, rules::Zone{})},
                    {"masked", std::move(masked)}}}};
  return json::serialize(object) + "\n";
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  const int number_;
};

// In memory: a program that does not read holds nobody up, and nothing is left on a disk.
bool fill(const Descriptor& file, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto written = write(file.number(), text.data() + at, text.size() - at);
    if (written <= 0) return false;
    at += static_cast<std::size_t>(written);
  }
  return lseek(file.number(), 0, SEEK_SET) == 0;
}

class Spawning {
 public:
  explicit Spawning(int input) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&attributes_);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~Spawning() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  Spawning(const Spawning&) = delete;

  // 0, or errno.
  int start(std::vector<std::string> arguments, std::vector<std::string> environment, pid_t& process) {
    const auto pointers = [](std::vector<std::string>& texts) {
      std::vector<char*> list;
      for (auto& text : texts) list.push_back(text.data());
      list.push_back(nullptr);
      return list;
    };
    return posix_spawnp(&process, arguments.front().c_str(), &actions_, &attributes_, pointers(arguments).data(), pointers(environment).data());
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

class Command : public Channel {
 public:
  Command(rules::ChannelSettings settings, std::string secret) : settings_(std::move(settings)), secret_(std::move(secret)) {}

  Outcome send(const Envelope& envelope) override {
    const Descriptor input(memfd_create("fenliu-message", MFD_CLOEXEC));
    if (input.number() < 0 || !fill(input, text_of(envelope))) return {Outcome::Kind::retry, "no memory for the message", {}};
    pid_t process = 0;
    if (const int error = Spawning(input.number()).start(settings_.command, environment(envelope), process); error != 0) {
      return {Outcome::Kind::retry, settings_.command.front() + " cannot be started: " + std::strerror(error), {}};
    }
    return outcome_of(process);
  }

 private:
  std::vector<std::string> environment(const Envelope& envelope) const {
    std::vector<std::string> all{"FENLIU_KEY=" + envelope.key};
    if (!secret_.empty()) all.push_back("FENLIU_SECRET=" + secret_);
    for (const char* name : {"PATH", "HOME", "LANG"}) {
      if (const char* value = std::getenv(name); value != nullptr) all.push_back(std::string(name) + "=" + value);
    }
    return all;
  }

  Outcome outcome_of(pid_t process) const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{settings_.timeout_seconds};
    int status = 0, pause = 1;
    while (waitpid(process, &status, WNOHANG) == 0) {
      if (std::chrono::steady_clock::now() >= end) {
        kill(-process, SIGKILL);
        waitpid(process, &status, 0);
        return {Outcome::Kind::retry, "no end after " + std::to_string(settings_.timeout_seconds) + " s; it was killed", {}};
      }
      poll(nullptr, 0, pause);
      pause = std::min(kLongestPauseMs, pause * 2);
    }
    if (WIFSIGNALED(status)) return {Outcome::Kind::retry, "ended by signal " + std::to_string(WTERMSIG(status)), {}};
    const int code = WEXITSTATUS(status);
    if (code == 0) return {Outcome::Kind::delivered, "exit 0", {}};
    return {code == kTemporaryFailure ? Outcome::Kind::retry : Outcome::Kind::refused, "exit " + std::to_string(code), {}};
  }

  const rules::ChannelSettings settings_;
  const std::string secret_;
};

}  // namespace

std::unique_ptr<Channel> make_command(const rules::ChannelSettings& settings, const std::string& secret) {
  return std::make_unique<Command>(settings, secret);
}

}  // namespace fenliu::deliver
