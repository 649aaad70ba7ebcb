// Drawing progress.
#include "daemon/cli/progress.h"

#include <ostream>

namespace fenliu::cli {

ProgressBar::ProgressBar(std::ostream& out, std::string what) : out_(out), what_(std::move(what)) {}

ProgressBar::~ProgressBar() {
  if (shown_ >= 0) out_ << "\r\x1b[K" << std::flush;
}

void ProgressBar::show(std::size_t done, std::size_t total) {
  constexpr std::size_t kCells = 40;
  const int percent = total == 0 ? 100 : static_cast<int>(done * 100 / total);
  if (percent == shown_) return;
  shown_ = percent;
  std::string bar(static_cast<std::size_t>(percent) * kCells / 100, '#');
  bar.resize(kCells, '.');
  out_ << "\r" << what_ << " [" << bar << "] " << done << "/" << total << std::flush;
}

}  // namespace fenliu::cli
