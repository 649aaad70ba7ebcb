// Decides labelled notices and counts what was reached, missed and reached wrongly.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "rules/source/configuration.h"

namespace fenliu::quality {

// A real notice and who, by one careful reading, is concerned: unit ids, and groups as "@group".
struct LabelledNotice {
  std::string file;
  std::string text;  // without the two lines on its origin
  rules::Date issued;
  std::vector<std::string> concerned;
};

// Notices below `folder`/domain whose file begins with `prefix`. Empty when the folder is absent.
std::vector<LabelledNotice> labelled_notices(const std::string& folder, const std::string& prefix);

// Notices of our own, written before the rules that they test: own/LANGUAGE.txt, whose head explains its format. Throws
// where the file is malformed.
std::vector<LabelledNotice> own_notices(const std::string& language);

struct NoticeFigures {
  std::string file;
  int reached = 0, rightly = 0;    // lead or support; units of one territorial kind count once
  int concerned = 0, found = 0;    // labels, and those reached; a group when 80 % of its members are
  int people = 0, silent = 0;      // concerned units, and those not even informed
  std::set<std::string> missed, wrongly, silently;
};

struct Figures {
  std::vector<NoticeFigures> notices;

  double precision() const;
  double recall() const;
  double silent_share() const;
};

// Notices labelled "all county units" are left out: reaching everybody would meet them.
Figures measure(const std::vector<LabelledNotice>& notices, std::shared_ptr<const rules::Configuration> configuration);

// A line per notice, the worst misses first, and the totals.
std::string table(const Figures& figures);

}  // namespace fenliu::quality
