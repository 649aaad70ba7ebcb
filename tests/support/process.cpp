// Child processes.
#include "tests/support/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <random>
#include <stdexcept>
#include <thread>

#include "tests/support/golden.h"

extern char** environ;

namespace fenliu::support {

namespace {

using namespace std::chrono_literals;

// stdin, stdout and stderr are files.
pid_t spawn(const std::vector<std::string>& command, const std::string& in, const std::string& out, const std::string& err) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  std::vector<char*> words;
  for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  pid_t child = -1;
  const int failed = posix_spawnp(&child, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("cannot start " + command.front());
  return child;
}

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::random_device random;
  path_ = std::filesystem::temp_directory_path() / ("fenliu-test-" + std::to_string(random()));
  std::filesystem::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Ran run_fenliu(const std::vector<std::string>& arguments, const std::string& input) {
  const TemporaryFolder folder;
  std::ofstream(folder.file("in"), std::ios::binary) << input;
  std::vector<std::string> command{FENLIU_BINARY};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const auto child = spawn(command, folder.file("in"), folder.file("out"), folder.file("err"));
  int status = 0;
  waitpid(child, &status, 0);
  return {code_of(status), read_text(folder.file("out")), read_text(folder.file("err"))};
}

DaemonProcess::DaemonProcess(const ServeOptions& options) {
  std::vector<std::string> command;
  if (options.file_size_kib > 0) {
    // As on a full disk, writes beyond the limit fail instead of killing the process.
    command = {"sh", "-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", std::to_string(options.file_size_kib * 2)};
  }
  command.insert(command.end(), {FENLIU_BINARY, "serve", "--config", options.config, "--data", options.data, "--listen", "127.0.0.1:0"});
  if (!options.clock.empty()) command.insert(command.end(), {"--clock", options.clock});
  pid_ = spawn(command, "/dev/null", folder_.file("out"), folder_.file("err"));
  const auto until = std::chrono::steady_clock::now() + 60s;
  while (std::chrono::steady_clock::now() < until) {
    const auto said = read_text(folder_.file("out"));
    if (const auto at = said.find("http://127.0.0.1:"); at != std::string::npos && said.back() == '\n') {
      port_ = static_cast<std::uint16_t>(std::stoi(said.substr(at + 17)));
      return;
    }
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      throw std::runtime_error("fenliu serve ended: " + log());
    }
    std::this_thread::sleep_for(2ms);
  }
  throw std::runtime_error("fenliu serve does not serve: " + log());
}

DaemonProcess::~DaemonProcess() {
  if (pid_ < 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

long DaemonProcess::resident_kib() const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
  }
  return -1;
}

std::string DaemonProcess::log() const { return read_text(folder_.file("err")); }

void DaemonProcess::signal(int number) { kill(pid_, number); }

int DaemonProcess::wait() {
  const auto until = std::chrono::steady_clock::now() + 30s;
  int status = 0;
  while (waitpid(pid_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > until) {
      kill(pid_, SIGKILL);
      waitpid(pid_, &status, 0);
      break;
    }
    std::this_thread::sleep_for(2ms);
  }
  pid_ = -1;
  return code_of(status);
}

}  // namespace fenliu::support
