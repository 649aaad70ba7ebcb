// `fenliu backup`, `fenliu restore` and `fenliu release`: a data folder for the safe, and back.
#include <ostream>

#include "daemon/cli/options.h"
#include "daemon/cli/progress.h"

namespace fenliu::cli {

namespace po = boost::program_options;

int backup(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("data", po::value<std::string>()->required(), "the data folder; its daemon may run")(
      "to", po::value<std::string>()->required(), "the file to write, or a folder: the name is then made of the time")(
      "keep", po::value<int>(), "of the backups in that folder keep so many, the newest");
  const auto parsed = parse(arguments, "fenliu backup --data DIR --to FILE|DIR [--keep N]", options, {}, streams);
  if (parsed.exit) return *parsed.exit;
  BackupRequest request{parsed.text("data"), parsed.text("to"), {}, {}};
  if (parsed.has("keep")) {
    const int keep = parsed.values["keep"].as<int>();
    if (keep < 1) return usage_error("--keep is 1 or more", streams);
    request.keep = static_cast<std::size_t>(keep);
  }
  std::optional<ProgressBar> bar;
  if (outside.on_terminal()) {
    bar.emplace(streams.err, "copying");
    request.progress = [&bar](double done) { bar->show(static_cast<std::size_t>(done * 100), 100); };
  }
  const auto made = outside.back_up(request);
  bar.reset();
  if (!made.ok()) return report(made.error(), streams);
  streams.out << *made << "\n";
  return kDone;
}

int restore(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("file", po::value<std::string>()->required(), "what `fenliu backup` wrote")(
      "data", po::value<std::string>()->required(), "the data folder; made when missing. Its daemon must not run")(
      "force", "where there is a database, keep it beside and take its place")(
      "hold-deliveries", "what was due outside the inbox waits for `fenliu release`");
  const auto parsed = parse(arguments, "fenliu restore FILE --data DIR [--force] [--hold-deliveries]", options, {"file"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto restored = outside.restore({parsed.text("file"), parsed.text("data"), parsed.has("force"), parsed.has("hold-deliveries")});
  if (!restored.ok()) return report(restored.error(), streams);
  streams.out << *restored << "\n";
  return kDone;
}

int release(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("data", po::value<std::string>()->required(), "the data folder; its daemon may run");
  const auto parsed = parse(arguments, "fenliu release --data DIR", options, {}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto released = outside.release_deliveries(parsed.text("data"));
  if (!released.ok()) return report(released.error(), streams);
  streams.out << *released << "\n";
  return kDone;
}

}  // namespace fenliu::cli
