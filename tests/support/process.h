// The built program as a child process: run to its end, or served and spoken to.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace fenliu::support {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();  // removes it
  TemporaryFolder(const TemporaryFolder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

struct Ran {
  int exit = -1;  // -1: ended by a signal
  std::string out, err;
};

// Runs build/fenliu with the arguments to its end.
Ran run_fenliu(const std::vector<std::string>& arguments, const std::string& input = "");

struct ServeOptions {
  std::string config;       // a folder
  std::string data;         // a folder
  std::string clock;        // --clock, when not empty
  long file_size_kib = 0;   // no file may grow beyond (a disk that fills up); 0: any size
};

// `fenliu serve` on a free port of 127.0.0.1. The constructor returns once it serves, and throws when it does not.
class DaemonProcess {
 public:
  explicit DaemonProcess(const ServeOptions& options);
  ~DaemonProcess();  // kills it
  DaemonProcess(const DaemonProcess&) = delete;

  std::uint16_t port() const { return port_; }
  pid_t pid() const { return pid_; }
  long resident_kib() const;
  std::string log() const;       // what it wrote to stderr so far
  void signal(int number);
  int wait();                    // for its end; the exit code, -1 when a signal ended it. Kills it after 30 s.

 private:
  TemporaryFolder folder_;
  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
};

// Whether this build slows down and swells under a sanitizer: times and memory then say nothing.
constexpr bool sanitized() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#else
  return false;
#endif
}

}  // namespace fenliu::support
