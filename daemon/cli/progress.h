// A progress bar on the terminal. Internal to cli/.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

namespace fenliu::cli {

// Redraws itself in one line when a hundredth more is done, and goes when it is destroyed. Used by one thread. Shows
// nothing before the first call of `show`, so that quick work draws none.
class ProgressBar {
 public:
  // `what` is a verb in the present: "testing".
  ProgressBar(std::ostream& out, std::string what);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(std::size_t done, std::size_t total);

 private:
  std::ostream& out_;
  const std::string what_;
  int shown_ = -1;
};

}  // namespace fenliu::cli
