// Requests about deliveries and channels to their use cases; and what metrics and readiness say of them.
#include "daemon/app/application.h"
#include "daemon/app/guarded.h"

namespace fenliu::app {

Result<Answer> Application::list_deliveries(const Principal&, const serve::DeliveryFilter& filter, const Page& page) {
  return guarded("list_deliveries", [&] { return app::list_deliveries(office_, filter, page); });
}

Result<Answer> Application::resend_delivery(const Principal& principal, const std::string& id, const std::string& body) {
  return guarded("resend_delivery", [&] { return app::resend_delivery(office_, principal, id, body, clock_.now()); });
}

Result<Answer> Application::resend_deliveries(const Principal& principal, const std::string& body) {
  return guarded("resend_deliveries", [&] { return app::resend_deliveries(office_, principal, body, clock_.now()); });
}

Result<Answer> Application::discard_delivery(const Principal& principal, const std::string& id, const std::string& body) {
  return guarded("discard_delivery", [&] { return app::discard_delivery(office_, principal, id, body, clock_.now()); });
}

Result<Answer> Application::list_channels(const Principal&) {
  return guarded("list_channels", [&] { return app::list_channels(office_); });
}

std::string channel_remarks(Office& office) {
  std::int64_t dead = 0;
  for (const auto& count : office.store.delivery_counts()) dead += count.state == "dead" ? count.count : 0;
  std::string remarks;
  for (const auto& [channel, health] : office.channel_healths.all()) {
    if (!health.trouble.empty()) remarks += (remarks.empty() ? "" : "; ") + ("channel '" + channel + "' does not work");
  }
  if (dead > 0) remarks += (remarks.empty() ? "" : "; ") + (std::to_string(dead) + (dead == 1 ? " delivery is dead" : " deliveries are dead"));
  return remarks;
}

std::string channel_metrics(Office& office) {
  std::string total = "# HELP fenliu_deliveries_total Attempts at deliveries since the start, by what came of them.\n"
                      "# TYPE fenliu_deliveries_total counter\n";
  std::string waiting = "# HELP fenliu_deliveries_waiting Deliveries that wait for their channel.\n# TYPE fenliu_deliveries_waiting gauge\n";
  std::string dead = "# HELP fenliu_deliveries_dead Deliveries that somebody must mend or discard.\n# TYPE fenliu_deliveries_dead gauge\n";
  std::string took = "# HELP fenliu_delivery_seconds From falling due to being taken by the other side.\n"
                     "# TYPE fenliu_delivery_seconds histogram\n";
  const auto healths = office.channel_healths.all();
  std::map<std::string, std::map<std::string, std::int64_t>> counts;
  for (const auto& channel : office.router()->configuration().policy.channels) counts[channel.id];
  for (const auto& count : office.store.delivery_counts()) counts[count.channel][count.state] += count.count;
  for (auto& [channel, states] : counts) {
    const auto label = "{channel=\"" + channel + "\"} ";
    waiting += "fenliu_deliveries_waiting" + label + std::to_string(states["waiting"] + states["leased"]) + "\n";
    dead += "fenliu_deliveries_dead" + label + std::to_string(states["dead"]) + "\n";
  }
  for (const auto& [channel, health] : healths) {
    for (const auto& [outcome, count] : health.outcomes) {
      total += "fenliu_deliveries_total{channel=\"" + channel + "\",outcome=\"" + outcome + "\"} " + std::to_string(count) + "\n";
    }
    const auto bucket = [&](const std::string& bound, std::int64_t count) {
      took += "fenliu_delivery_seconds_bucket{channel=\"" + channel + "\",le=\"" + bound + "\"} " + std::to_string(count) + "\n";
    };
    for (std::size_t i = 0; i < ChannelHealth::kBounds.size(); ++i) bucket(std::to_string(ChannelHealth::kBounds[i]), health.within[i]);
    bucket("+Inf", health.waited_count);
    took += "fenliu_delivery_seconds_sum{channel=\"" + channel + "\"} " + std::to_string(health.waited_seconds) + "\n" +
            "fenliu_delivery_seconds_count{channel=\"" + channel + "\"} " + std::to_string(health.waited_count) + "\n";
  }
  return counts.empty() && healths.empty() ? "" : total + waiting + dead + took;
}

}  // namespace fenliu::app
