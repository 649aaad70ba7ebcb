// The invariants, one function each.
#include "tests/quality/rules_of_the_house.h"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <sstream>
#include <string_view>

namespace fenliu::quality {

namespace {

struct Include {
  std::string target;
  bool quoted = false;
  int line = 0;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<Include> includes_of(const File& file) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)re");
  std::vector<Include> result;
  const auto lines = lines_of(file.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::smatch match;
    if (lines[i].find("include") == std::string::npos || !std::regex_match(lines[i], match, kInclude)) continue;
    result.push_back({match[2], match[1] == "\"", static_cast<int>(i) + 1});
  }
  return result;
}

bool is_cpp(const std::string& path) { return path.ends_with(".cpp") || path.ends_with(".h"); }

bool is_page_code(const std::string& path) {
  static constexpr std::array<std::string_view, 4> kEndings{".ts", ".tsx", ".css", ".mjs"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return path.ends_with(ending); });
}

bool is_shell_or_cmake(const std::string& path) {
  return path.ends_with(".sh") || path.ends_with(".cmake") || path.ends_with("CMakeLists.txt") || path == "run" ||
         path == "check" || path == ".ci/run" ||
         path.starts_with("scripts/");
}

// "rules/text/utf8.h" → "text" when `area` is "rules"; empty when the path is elsewhere.
std::string folder_in(const std::string& area, const std::string& path) {
  if (!path.starts_with(area + "/")) return "";
  const auto end = path.find('/', area.size() + 1);
  return end == std::string::npos ? "" : path.substr(area.size() + 1, end - area.size() - 1);
}

std::string fault(const std::string& path, int line, const std::string& message) {
  return path + ":" + std::to_string(line) + ": " + message;
}

// Faults for each line of code that one of the patterns is found in.
void find_calls(const File& file, const std::vector<std::regex>& patterns, const std::string& message, Faults& faults) {
  const auto lines = lines_of(code_only(file.text));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const auto& pattern : patterns) {
      std::smatch match;
      if (std::regex_search(lines[i], match, pattern)) {
        faults.push_back(fault(file.path, static_cast<int>(i) + 1, message + ": " + match.str()));
      }
    }
  }
}

}  // namespace

std::string code_only(const std::string& text) {
  enum class In { code, line_comment, block_comment, string, character } in = In::code;
  std::string result = text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    const auto blank = [&](std::size_t at) {
      if (at < result.size() && result[at] != '\n') result[at] = ' ';
    };
    switch (in) {
      case In::code:
        // An apostrophe between digits separates thousands.
        if (c == '/' && next == '/') in = In::line_comment;
        if (c == '/' && next == '*') in = In::block_comment;
        if (c == '"') in = In::string;
        if (c == '\'' && (i == 0 || std::isalnum(static_cast<unsigned char>(text[i - 1])) == 0)) in = In::character;
        if (in == In::line_comment || in == In::block_comment) blank(i);
        break;
      case In::line_comment:
        blank(i);
        if (c == '\n') in = In::code;
        break;
      case In::block_comment:
        blank(i);
        if (c == '*' && next == '/') {
          blank(++i);
          in = In::code;
        }
        break;
      case In::string:
      case In::character:
        if (c == '\\') {
          blank(i);
          blank(++i);
        } else if (c == (in == In::string ? '"' : '\'') || c == '\n') {
          in = In::code;
        } else {
          blank(i);
        }
        break;
    }
  }
  return result;
}

Faults impure_rules(const Files& files) {
  static const std::regex kHeaders(
      "thread|mutex|shared_mutex|condition_variable|future|fstream|iostream|filesystem|ctime|time\\.h|unistd\\.h|"
      "sys/.*|netinet/.*|arpa/.*|netdb\\.h|poll\\.h|sqlite3\\.h|SQLiteCpp/.*|spdlog/.*|curl/.*|httplib\\.h|sodium\\.h|"
      "boost/(asio|beast|thread|filesystem|process).*");
  static const std::vector<std::regex> kCalls = [] {
    std::vector<std::regex> calls;
    for (const auto* pattern :
         {R"(\bnow\s*\(\s*\))", R"(\b(system|steady|high_resolution)_clock\b\s*::\s*now)", R"(\bsteady_clock\b)",
          R"(\btime\s*\(\s*(nullptr|NULL|0)\s*\))", R"(\b(gettimeofday|clock_gettime|localtime|localtime_r)\s*\()",
          R"(\b(getenv|sleep_for|sleep_until|usleep)\s*\()", R"(\bthis_thread\b)", R"(\bstd::(cout|cerr|clog|cin)\b)",
          R"(\b(fopen|fread|fwrite)\s*\()"}) {
      calls.emplace_back(pattern);
    }
    return calls;
  }();
  Faults faults;
  for (const auto& file : files) {
    if (!is_cpp(file.path) || folder_in("rules", file.path).empty()) continue;
    for (const auto& include : includes_of(file)) {
      if (std::regex_match(include.target, kHeaders)) {
        faults.push_back(fault(file.path, include.line, "rules/ is pure and must not include " + include.target));
      }
    }
    find_calls(file, kCalls, "rules/ is pure and must not call", faults);
  }
  return faults;
}

Faults upward_includes(const Files& files) {
  static const std::vector<std::string> kOrder{"text",     "time",      "item",    "source",   "people",  "reading",
                                               "matching", "relevance", "cascade", "decision", "notices"};
  const auto rank = [&](const std::string& folder) { return std::find(kOrder.begin(), kOrder.end(), folder) - kOrder.begin(); };
  const auto unknown = static_cast<std::ptrdiff_t>(kOrder.size());
  Faults faults;
  for (const auto& file : files) {
    const auto own = folder_in("rules", file.path);
    if (!is_cpp(file.path) || own.empty()) continue;
    if (rank(own) == unknown) faults.push_back(fault(file.path, 1, "rules/" + own + " has no place in the order of folders"));
    for (const auto& include : includes_of(file)) {
      if (!include.quoted) continue;
      const auto other = folder_in("rules", include.target);
      if (other.empty() || rank(other) == unknown || rank(other) > rank(own)) {
        faults.push_back(fault(file.path, include.line, "rules/" + own + " must not include " + include.target));
      }
    }
  }
  return faults;
}

Faults strangers_included(const Files& files) {
  Faults faults;
  for (const auto& file : files) {
    const auto own = folder_in("daemon", file.path);
    if (!is_cpp(file.path) || own.empty()) continue;
    for (const auto& include : includes_of(file)) {
      const auto other = folder_in("daemon", include.target);
      const bool stranger = !other.empty() && other != own && own != "app";
      if (stranger || include.target.starts_with("tests/")) {
        faults.push_back(fault(file.path, include.line, "daemon/" + own + " must not include " + include.target));
      }
    }
  }
  return faults;
}

Faults fenced_libraries(const Files& files) {
  struct Fence {
    std::regex header;
    std::string folder;
  };
  static const std::vector<Fence> kFences{{std::regex("yaml-cpp/.*"), "rules/source/"},
                                          {std::regex("sqlite3\\.h|SQLiteCpp/.*"), "daemon/store/"},
                                          {std::regex("boost/(beast|asio).*"), "daemon/serve/"},
                                          {std::regex("libical/.*"), "daemon/ingest/"}};
  Faults faults;
  for (const auto& file : files) {
    if (!is_cpp(file.path) || !(file.path.starts_with("rules/") || file.path.starts_with("daemon/"))) continue;
    for (const auto& include : includes_of(file)) {
      for (const auto& fence : kFences) {
        if (!std::regex_match(include.target, fence.header) || file.path.starts_with(fence.folder)) continue;
        faults.push_back(fault(file.path, include.line, include.target + " belongs in " + fence.folder + " only"));
      }
    }
  }
  return faults;
}

Faults long_files(const Files& files) {
  constexpr std::size_t kLimit = 400;
  Faults faults;
  for (const auto& file : files) {
    if (!is_cpp(file.path) && !is_page_code(file.path)) continue;
    const auto lines = lines_of(file.text);
    const auto head = lines.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(10, lines.size()));
    const bool reasoned = std::any_of(lines.begin(), head, [](const std::string& line) {
      const auto at = line.find("Long because:");
      return at != std::string::npos && line.find_first_not_of(' ', at + 13) != std::string::npos;
    });
    if (lines.size() > kLimit && !reasoned) {
      faults.push_back(fault(file.path, static_cast<int>(lines.size()), "over 400 lines without \"Long because: …\" at the head"));
    }
  }
  return faults;
}

Faults without_purpose(const Files& files) {
  Faults faults;
  for (const auto& file : files) {
    const bool slashes = is_cpp(file.path) || is_page_code(file.path);
    if (!slashes && !is_shell_or_cmake(file.path)) continue;
    const auto lines = lines_of(file.text);
    std::size_t first = 0;
    if (!lines.empty() && lines[0].starts_with("#!")) first = 1;
    const std::string line = first < lines.size() ? lines[first] : "";
    const bool comment = slashes ? line.starts_with("//") || line.starts_with("/*") : line.starts_with("#");
    const auto words = line.find_first_not_of("/*# ");
    if (!comment || words == std::string::npos) {
      faults.push_back(fault(file.path, static_cast<int>(first) + 1, "the first line does not say what the file is for"));
    }
  }
  return faults;
}

Faults empty_names(const Files& files) {
  static const std::regex kFileName("(manager|helper|util|utilitie)s?([._/-]|$)", std::regex::icase);
  static const std::vector<std::regex> kTypes{std::regex(
      R"(\b(class|struct|union|interface|enum|type|using)\s+\w*(Managers?|Helpers?|Util(s|ity|ities)?)\b)")};
  Faults faults;
  for (const auto& file : files) {
    if (!is_cpp(file.path) && !is_page_code(file.path)) continue;
    if (std::regex_search(file.path, kFileName)) faults.push_back(fault(file.path, 1, "a file named for nothing in particular"));
    find_calls(file, kTypes, "a type named for nothing in particular", faults);
  }
  return faults;
}

Faults types_of_one_name(const Files& files) {
  static const std::regex kType(R"(^(?:class|struct|union|enum class|enum) (\w+)(?: final)?(?: ?: .*)? \{)");
  std::map<std::string, std::string> first;  // "rules Node" → where
  Faults faults;
  for (const auto& file : files) {
    if (!is_cpp(file.path)) continue;
    const auto area = file.path.starts_with("daemon/") ? "daemon/" + folder_in("daemon", file.path) : file.path.substr(0, file.path.find('/'));
    if (area != "rules" && !area.starts_with("daemon/")) continue;
    bool unnamed = false;
    int number = 0;
    const auto written = lines_of(file.text);
    for (const auto& line : lines_of(code_only(file.text))) {
      ++number;
      if (line.starts_with("namespace {")) unnamed = true;
      if (written[static_cast<std::size_t>(number - 1)] == "}  // namespace") unnamed = false;
      std::smatch type;
      if (unnamed || !std::regex_search(line, type, kType)) continue;
      const auto place = file.path + ":" + std::to_string(number);
      const auto [known, fresh] = first.emplace(area + " " + type[1].str(), place);
      if (!fresh) faults.push_back(fault(file.path, number, "another " + type[1].str() + " is at " + known->second));
    }
  }
  return faults;
}

}  // namespace fenliu::quality
