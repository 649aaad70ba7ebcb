// Hides the personal data of one message in all its forms alike. Internal to notices/.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/notices/masking.h"

namespace fenliu::rules {

class Hiding {
 public:
  // `link` is the office's own and stays whole wherever it stands.
  Hiding(OpenNumbers open, std::string_view link);

  // A name that stands in a list of one form is hidden in every form, in sentences too: it is the same person.
  void learn(std::string_view text);
  void learn_html(std::string_view html);

  std::string plain(std::string_view text);
  // Text between tags, entities and tags inside a number included; attributes that are no addresses of pages.
  std::string html(std::string_view html);
  // Values of TEXT properties (RFC 5545, 3.3.11), read unfolded and unescaped. Without `body` what describes is left out.
  std::string calendar(std::string_view calendar, bool body);

  // Lists of persons do not leave, masked or not: three lines or more in a row that each name somebody become one, which
  // says how many there were.
  bool has_list(std::string_view text) const;
  bool has_list_in_html(std::string_view html) const;
  std::string without_lists(std::string_view text, const std::string& language);

  // Different data once each, however often they stood.
  std::vector<Masked> counts() const;

 private:
  std::vector<PersonalData> find(std::u32string_view text) const;
  std::u32string hide(std::u32string_view text);
  void note(PersonalKind kind, std::u32string_view original);

  OpenNumbers open_;
  std::u32string link_;
  std::set<std::u32string> names_;
  std::set<std::size_t> lengths_;  // of names_
  std::map<std::string, std::set<std::u32string>> seen_;
  int lists_ = 0;
};

std::string html_of_text(std::string_view text);  // paragraphs, escaped

}  // namespace fenliu::rules
