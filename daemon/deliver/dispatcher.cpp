// Starting, waking and ending the channels' threads.
#include "daemon/deliver/dispatcher.h"

namespace fenliu::deliver {

Dispatcher::Dispatcher(DeliveryQueue& queue, Opener open, Pace pace) : queue_(queue), open_(std::move(open)), pace_(std::move(pace)) {}

Dispatcher::~Dispatcher() {
  configure({});
  std::vector<std::unique_ptr<Line>> leaving;
  {
    std::lock_guard lock(mutex_);
    leaving.swap(leaving_);
  }
  for (auto& line : leaving) line->thread.join();
}

void Dispatcher::configure(const std::vector<rules::ChannelSettings>& channels) {
  std::lock_guard lock(mutex_);
  reap();
  std::map<std::string, std::unique_ptr<Line>> kept;
  for (const auto& settings : channels) {
    if (settings.kind == rules::ChannelKind::by_hand) continue;
    auto known = lines_.find(settings.id);
    if (known != lines_.end()) {
      known->second->changed = settings;
      kept[settings.id] = std::move(known->second);
      lines_.erase(known);
      continue;
    }
    auto line = std::make_unique<Line>(settings, open_, queue_, pace_);
    line->thread = std::thread([this, each = line.get()] { run(*each); });
    kept[settings.id] = std::move(line);
  }
  for (auto& [id, line] : lines_) {
    line->stopping = true;
    leaving_.push_back(std::move(line));
  }
  lines_ = std::move(kept);
  changed_.notify_all();
}

void Dispatcher::wake() {
  std::lock_guard lock(mutex_);
  for (auto& [id, line] : lines_) line->woken = true;
  changed_.notify_all();
}

void Dispatcher::reap() {
  std::erase_if(leaving_, [](auto& line) {
    if (!line->ended) return false;
    line->thread.join();
    return true;
  });
}

void Dispatcher::run(Line& line) {
  std::unique_lock lock(mutex_);
  while (!line.stopping) {
    if (line.changed) line.worker.change(*std::exchange(line.changed, {}));
    line.woken = false;
    lock.unlock();
    const auto wait = line.worker.step([&] {
      std::lock_guard inner(mutex_);
      return line.stopping || line.changed.has_value();
    });
    lock.lock();
    // Being woken means that something fell due: a channel that rests or has sent its minute's worth goes on resting.
    changed_.wait_for(lock, wait, [&] { return line.stopping || line.changed || (line.woken && wait <= ChannelWorker::kIdle); });
  }
  line.ended = true;
}

}  // namespace fenliu::deliver
