// Measuring relevance against labels.
#include "tests/quality/relevance/measure.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <sstream>
#include <stdexcept>

#include "rules/decision/case_run.h"
#include "rules/relevance/relevance.h"
#include "tests/support/configurations.h"
#include "tests/support/golden.h"

namespace fenliu::quality {

namespace {

namespace fs = std::filesystem;

constexpr double kShareOfGroup = 0.8;

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> pieces;
  std::istringstream in(line);
  for (std::string piece; std::getline(in, piece, separator);) pieces.push_back(piece);
  return pieces;
}

std::string without_origin(const std::string& text) {
  std::size_t at = 0;
  for (int line = 0; line < 2 && at != std::string::npos; ++line) {
    at = text.find('\n', at);
    if (at != std::string::npos) ++at;
  }
  return at == std::string::npos ? "" : text.substr(at);
}

// A month alone is its first day.
std::optional<rules::Date> issued_on(const std::string& text) {
  return rules::parse_date(text.size() == 7 ? text + "-01" : text);
}

// Towns, subdistricts and communities (xã) are one each for precision: they are concerned together or by their place.
bool is_territorial(const rules::Unit& unit) {
  for (const char* kind : {"town", "street", "community", "xa"}) {
    if (unit.kind == kind) return true;
  }
  return false;
}

class Measured {
 public:
  Measured(const LabelledNotice& notice, const rules::Organisation& organisation, const rules::Relevance& relevance)
      : organisation_(organisation), relevance_(relevance) {
    figures_.file = notice.file;
    for (const auto& label : notice.concerned) count(label);
    count_reached();
  }

  const NoticeFigures& figures() const { return figures_; }

 private:
  rules::Role role_of(const std::string& unit) const {
    const auto found = relevance_.units.find(unit);
    return found == relevance_.units.end() ? rules::Role::none : found->second.role;
  }

  void count(const std::string& label) {
    std::vector<std::string> members{label};
    const auto* group = label.front() == '@' ? organisation_.group(label.substr(1)) : nullptr;
    if (group != nullptr) members = organisation_.members(*group, {});
    if (group == nullptr && organisation_.unit(label) == nullptr) throw std::runtime_error("no unit or group " + label);
    double reached = 0;
    for (const auto& member : members) {
      concerned_.insert(member);
      reached += role_of(member) >= rules::Role::support;
      ++figures_.people;
      if (role_of(member) != rules::Role::none) continue;
      ++figures_.silent;
      figures_.silently.insert(member);
    }
    ++figures_.concerned;
    if (!members.empty() && reached / static_cast<double>(members.size()) >= kShareOfGroup) {
      ++figures_.found;
    } else {
      figures_.missed.insert(label);
    }
  }

  void count_reached() {
    std::map<std::string, bool> entities;  // unit, or kind of a territorial one → rightly reached
    for (const auto& [id, reached] : relevance_.units) {
      if (reached.role < rules::Role::support) continue;
      const auto* unit = organisation_.unit(id);
      auto& rightly = entities[is_territorial(*unit) ? "(" + unit->kind + ")" : id];
      rightly = rightly || concerned_.contains(id);
    }
    for (const auto& [entity, rightly] : entities) {
      ++figures_.reached;
      figures_.rightly += rightly;
      if (!rightly) figures_.wrongly.insert(entity);
    }
  }

  const rules::Organisation& organisation_;
  const rules::Relevance& relevance_;
  std::set<std::string> concerned_;
  NoticeFigures figures_;
};

template <class Part, class Whole>
double share(const std::vector<NoticeFigures>& notices, Part part, Whole whole) {
  double parts = 0, all = 0;
  for (const auto& each : notices) {
    parts += each.*part;
    all += each.*whole;
  }
  return all == 0 ? 0 : parts / all;
}

std::string list(const char* title, const std::set<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text.empty() ? "" : std::string("    ") + title + ": " + text + "\n";
}

// "All county units", every unit of a level: reaching everybody would meet it, and Fenliu never does.
bool names_everybody(const LabelledNotice& notice, const rules::Organisation& organisation) {
  return std::any_of(notice.concerned.begin(), notice.concerned.end(), [&](const std::string& label) {
    const auto* group = label.front() == '@' ? organisation.group(label.substr(1)) : nullptr;
    return group != nullptr && group->pool && !group->level.empty();
  });
}

}  // namespace

std::vector<LabelledNotice> labelled_notices(const std::string& folder, const std::string& prefix) {
  std::vector<LabelledNotice> notices;
  if (folder.empty()) return notices;
  const auto domain = fs::path(folder) / "domain";
  std::istringstream labels(support::read_text((domain / "labels.tsv").string()));
  for (std::string line; std::getline(labels, line);) {
    const auto columns = split(line, '\t');
    if (columns.size() < 4 || columns[0].rfind(prefix, 0) != 0) continue;
    LabelledNotice notice;
    notice.file = columns[0];
    notice.concerned = split(columns[1], ',');
    const auto issued = issued_on(columns[3]);
    if (!issued) continue;
    notice.issued = *issued;
    notice.text = without_origin(support::read_text((domain / "notices" / notice.file).string()));
    notices.push_back(std::move(notice));
  }
  return notices;
}

std::vector<LabelledNotice> own_notices(const std::string& language) {
  std::vector<LabelledNotice> notices;
  std::istringstream in(support::read_text(support::root() + "/tests/quality/relevance/own/" + language + ".txt"));
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("== ")) {
      const auto words = split(line, ' ');
      const auto issued = words.size() == 4 ? issued_on(words[2]) : std::nullopt;
      if (!issued) throw std::runtime_error("own/" + language + ".txt: a block begins \"== ID YYYY-MM-DD LABELS\", not " + line);
      LabelledNotice notice{words[1], "", *issued, {}};
      if (words[3] != "-") notice.concerned = split(words[3], ',');
      notices.push_back(std::move(notice));
    } else if (!notices.empty()) {
      notices.back().text += line + "\n";
    }
  }
  return notices;
}

Figures measure(const std::vector<LabelledNotice>& notices, std::shared_ptr<const rules::Configuration> configuration) {
  const rules::Router router(configuration);
  Figures figures;
  for (const auto& notice : notices) {
    if (names_everybody(notice, configuration->organisation)) continue;
    rules::Item item;
    item.text = notice.text;
    const auto at = configuration->zone.to_instant(rules::at(notice.issued, rules::Minutes{0}));
    rules::prepare_item(item, *configuration, at);
    const auto relevance = router.route(item, at);
    figures.notices.push_back(Measured(notice, configuration->organisation, relevance).figures());
  }
  return figures;
}

double Figures::precision() const { return share(notices, &NoticeFigures::rightly, &NoticeFigures::reached); }
double Figures::recall() const { return share(notices, &NoticeFigures::found, &NoticeFigures::concerned); }
double Figures::silent_share() const { return share(notices, &NoticeFigures::silent, &NoticeFigures::people); }

std::string table(const Figures& figures) {
  auto notices = figures.notices;
  std::stable_sort(notices.begin(), notices.end(), [](const auto& a, const auto& b) {
    return a.missed.size() + a.wrongly.size() > b.missed.size() + b.wrongly.size();
  });
  std::string text = "  right/reached  found/concerned  silent/concerned  notice\n";
  char line[160];
  for (const auto& each : notices) {
    std::snprintf(line, sizeof line, "  %5d/%-7d  %5d/%-9d  %6d/%-9d  %s\n", each.rightly, each.reached, each.found,
                  each.concerned, each.silent, each.people, each.file.c_str());
    text += line + list("missed", each.missed) + list("wrongly", each.wrongly) + list("silent", each.silently);
  }
  std::snprintf(line, sizeof line, "  precision %.3f  recall %.3f  silent misses %.3f  (%zu notices)\n", figures.precision(),
                figures.recall(), figures.silent_share(), notices.size());
  return text + line;
}

}  // namespace fenliu::quality
