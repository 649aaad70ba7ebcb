// `fenliu order`: an agenda in, the order in which units wait least out, with what is proven of it.
#include <chrono>
#include <iomanip>
#include <ostream>
#include <sstream>

#include <boost/json.hpp>

#include "daemon/cli/options.h"
#include "rules/cascade/agenda_order.h"

namespace fenliu::cli {

namespace {

constexpr int kMostSeconds = 86'400;

std::string shown(rules::Thousandths value) {
  std::ostringstream text;
  text << value / 1000;
  if (value % 1000 != 0) text << "." << std::setw(3) << std::setfill('0') << value % 1000;
  return text.str();
}

void print_text(const rules::AgendaOrder& order, const rules::Agenda& agenda, std::ostream& out) {
  for (const auto index : order.order) {
    const auto& part = agenda.parts[index];
    out << part.id << "  " << part.minutes.count() << " min ";
    for (const auto& unit : part.units) out << " " << unit;
    out << "\n";
  }
  out << "cost " << shown(order.cost) << (order.optimal ? ", the least possible" : "; no order costs less than " + shown(order.lower_bound));
  if (order.given_cost) {
    out << "; as given " << shown(*order.given_cost) << ", saved " << shown(*order.given_cost - order.cost);
  } else {
    out << "; the given order breaks a position, a time or a precedence";
  }
  out << "\n";
}

// One line on the terminal, rewritten; gone at the end.
class ProgressLine {
 public:
  explicit ProgressLine(std::ostream& err) : err_(err) {}
  ~ProgressLine() { err_ << "\r\033[K" << std::flush; }
  void show(const rules::OrderProgress& progress) {
    err_ << "\r\033[K" << static_cast<int>(100 * progress.done) << " % of this pass; best " << shown(progress.cost) << ", at least "
         << shown(progress.lower_bound) << std::flush;
  }

 private:
  std::ostream& err_;
};

rules::Result<rules::AgendaOrder> search(const rules::Agenda& agenda, int seconds, bool on_terminal, Streams& streams) {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + std::chrono::seconds{seconds};
  rules::OrderControl control;
  control.should_stop = [until] { return Clock::now() >= until; };
  std::optional<ProgressLine> line;
  if (on_terminal) {
    line.emplace(streams.err);
    control.progress = [&line](const rules::OrderProgress& progress) { line->show(progress); };
  }
  return rules::best_order(agenda, control);
}

}  // namespace

int order(const Arguments& arguments, Outside& outside, Streams& streams) {
  namespace po = boost::program_options;
  po::options_description options("Options");
  options.add_options()("file", po::value<std::string>()->default_value("-"), "the agenda as JSON or YAML")(
      "seconds", po::value<int>()->default_value(30), "stop searching after so long, with the best order so far")(
      "zone", po::value<std::string>()->default_value("Asia/Shanghai"), "IANA zone of times without offset")(
      "format", po::value<std::string>()->default_value("json"), "json or text");
  const auto parsed =
      parse(arguments, "fenliu order [FILE|-] [--seconds N] [--zone Z] [--format json|text]", options, {"file"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto seconds = parsed.values["seconds"].as<int>();
  if (seconds < 1 || seconds > kMostSeconds) return usage_error("--seconds: 1 to " + std::to_string(kMostSeconds), streams);
  const auto format = parsed.text("format");
  if (format != "json" && format != "text") return usage_error("--format: json or text, not '" + format + "'", streams);
  const auto zone = outside.zone(parsed.text("zone"));
  if (!zone) return usage_error("--zone: no zone '" + parsed.text("zone") + "'", streams);
  const auto agenda = read_document(parsed.text("file"), outside, streams,
                                    [&](const boost::json::value& value) { return rules::agenda_from_json(value, *zone); });
  if (agenda.exit) return *agenda.exit;
  const auto best = search(agenda.value, seconds, outside.on_terminal(), streams);
  if (!best.ok()) return report(best.error(), streams);
  if (format == "text") {
    print_text(*best, agenda.value, streams.out);
  } else {
    streams.out << boost::json::serialize(rules::agenda_order_to_json(*best, agenda.value)) << "\n";
  }
  return kDone;
}

}  // namespace fenliu::cli
