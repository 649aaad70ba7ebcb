// Each invariant on made-up files: that it finds what it must, where, and nothing else.
#include "tests/quality/rules_of_the_house.h"

#include "tests/support/catch.h"

namespace fenliu::quality {

namespace {

std::string repeated(const std::string& line, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += line;
  return text;
}

}  // namespace

TEST_CASE("impure code in rules/ is found, comments and texts are not") {
  struct Row {
    const char* code;
    std::size_t faults;
  };
  const Row row = GENERATE(Row{"#include <mutex>\n", 1}, Row{"#include <thread>\n", 1}, Row{"  #  include <fstream> // why\n", 1},
                           Row{"#include <sys/socket.h>\n", 1}, Row{"#include <boost/asio/post.hpp>\n", 1},
                           Row{"#include <spdlog/spdlog.h>\n", 1}, Row{"#include <sqlite3.h>\n", 1},
                           Row{"auto t = clock.now();\n", 1}, Row{"auto t = time(nullptr);\n", 1},
                           Row{"std::time( NULL );\n", 1}, Row{"using C = std::chrono::steady_clock;\n", 1},
                           Row{"std::cerr << 1;\n", 1}, Row{"#include <vector>\n#include <boost/json.hpp>\n", 0},
                           Row{"// never calls now()\n", 0}, Row{"/* steady_clock\n now() */ int a;\n", 0},
                           Row{"const char* text = \"now()\";\n", 0}, Row{"const int n = 10'000; int now(int);\n", 0},
                           Row{"a.time_of_day(0); file.open(x);\n", 0});
  INFO(row.code);
  CHECK(impure_rules({{"rules/text/a.cpp", row.code}}).size() == row.faults);
  CHECK(impure_rules({{"daemon/app/a.cpp", row.code}}).empty());
}

TEST_CASE("a fault names its file and line") {
  const auto faults = impure_rules({{"rules/text/a.h", "// A.\n#pragma once\n#include <mutex>\n"}});
  REQUIRE(faults.size() == 1);
  CHECK(faults[0] == "rules/text/a.h:3: rules/ is pure and must not include mutex");
}

TEST_CASE("folders of rules/ include only what stands before them") {
  struct Row {
    const char* path;
    const char* included;
    std::size_t faults;
  };
  const Row row = GENERATE(Row{"rules/source/a.cpp", "rules/item/item.h", 0}, Row{"rules/source/a.cpp", "rules/source/b.h", 0},
                           Row{"rules/source/a.cpp", "rules/matching/matcher.h", 1}, Row{"rules/text/a.h", "rules/time/instant.h", 1},
                           Row{"rules/notices/a.cpp", "rules/decision/decision.h", 0},
                           Row{"rules/notices/a.cpp", "daemon/store/store.h", 1}, Row{"rules/text/a.cpp", "tests/support/golden.h", 1},
                           Row{"rules/elsewhere/a.cpp", "rules/text/utf8.h", 1}, Row{"daemon/app/a.cpp", "rules/text/utf8.h", 0});
  INFO(row.path << " includes " << row.included);
  CHECK(upward_includes({{row.path, std::string("#include \"") + row.included + "\"\n"}}).size() == row.faults);
}

TEST_CASE("folders of daemon/ other than app do not include one another") {
  const auto faults = [](const char* path, const char* included) {
    return strangers_included({{path, std::string("#include \"") + included + "\"\n"}}).size();
  };
  CHECK(faults("daemon/serve/a.cpp", "daemon/store/store.h") == 1);
  CHECK(faults("daemon/serve/a.cpp", "daemon/app/office.h") == 1);
  CHECK(faults("daemon/serve/a.cpp", "tests/support/golden.h") == 1);
  CHECK(faults("daemon/serve/a.cpp", "daemon/serve/api.h") == 0);
  CHECK(faults("daemon/serve/a.cpp", "rules/text/result.h") == 0);
  CHECK(faults("daemon/app/a.cpp", "daemon/store/store.h") == 0);
}

TEST_CASE("fenced libraries are found outside their folder") {
  CHECK(fenced_libraries({{"rules/reading/a.cpp", "#include <yaml-cpp/yaml.h>\n"}}).size() == 1);
  CHECK(fenced_libraries({{"rules/source/a.cpp", "#include <yaml-cpp/yaml.h>\n"}}).empty());
  CHECK(fenced_libraries({{"daemon/app/a.cpp", "#include <SQLiteCpp/Database.h>\n"}}).size() == 1);
  CHECK(fenced_libraries({{"daemon/cli/a.cpp", "#include <boost/beast/http.hpp>\n"}}).size() == 1);
}

TEST_CASE("a long file needs a reason at its head") {
  const auto body = repeated("int a;\n", 400);
  CHECK(long_files({{"rules/text/a.cpp", body}}).empty());
  CHECK(long_files({{"rules/text/a.cpp", "// A.\n" + body}}).size() == 1);
  CHECK(long_files({{"web/src/page.tsx", "// A.\n" + body}}).size() == 1);
  CHECK(long_files({{"rules/text/a.cpp", "// A.\n// Long because: one table.\n" + body}}).empty());
  CHECK(long_files({{"rules/text/a.cpp", "// Long because:\n" + body}}).size() == 1);
  CHECK(long_files({{"rules/text/a.cpp", body + "// Long because: too late.\n"}}).size() == 1);
  CHECK(long_files({{"docs/long.md", "A\n" + body}}).empty());
}

TEST_CASE("a file must begin with its purpose") {
  const auto faults = [](const char* path, const char* text) { return without_purpose({{path, text}}).size(); };
  CHECK(faults("rules/text/a.cpp", "// What it is.\n") == 0);
  CHECK(faults("rules/text/a.cpp", "#include <vector>\n") == 1);
  CHECK(faults("rules/text/a.cpp", "//\n// later\n") == 1);
  CHECK(faults("rules/text/a.cpp", "") == 1);
  CHECK(faults("web/src/a.css", "/* What it is. */\n") == 0);
  CHECK(faults("run", "#!/usr/bin/env bash\n# What it is.\n") == 0);
  CHECK(faults("run", "#!/usr/bin/env bash\nset -eu\n") == 1);
  CHECK(faults("cmake/a.cmake", "set(a b)\n") == 1);
  CHECK(faults("docs/a.md", "text") == 0);
}

TEST_CASE("names that say nothing are refused") {
  const auto faults = [](const char* path, const char* text) { return empty_names({{path, text}}).size(); };
  CHECK(faults("rules/text/string_utils.h", "") == 1);
  CHECK(faults("web/src/helpers/date.ts", "") == 1);
  CHECK(faults("rules/text/utilisation.h", "") == 0);
  CHECK(faults("web/src/dateHelper.ts", "") == 1);
  CHECK(faults("rules/text/a.h", "class ConnectionManager {};\n") == 1);
  CHECK(faults("rules/text/a.h", "struct Utilisation {};\n") == 0);
  CHECK(faults("rules/text/a.h", "// class ConnectionManager was a bad idea\nclass Connection {};\n") == 0);
}

TEST_CASE("two types of one name in one namespace are found") {
  const File first{"rules/text/a.h", "struct Node {\n};\n"};
  const auto faults = [&](const char* path, const char* text) { return types_of_one_name({first, {path, text}}).size(); };
  CHECK(faults("rules/item/b.h", "class Node final : public Base {\n};\n") == 1);
  CHECK(faults("rules/item/b.cpp", "struct Node {\n};\n") == 1);
  CHECK(faults("rules/item/b.cpp", "namespace {\n}  // namespace\nstruct Node {\n};\n") == 1);
  CHECK(faults("rules/item/b.cpp", "namespace {\nstruct Node {\n};\n}  // namespace\n") == 0);
  CHECK(faults("rules/item/b.h", "struct Node;\nstruct Tree {\n  struct Node {\n  };\n};\n") == 0);
  CHECK(faults("daemon/store/b.h", "struct Node {\n};\n") == 0);
}

TEST_CASE("catalogues with gaps are found") {
  const File zh{"zh.json", R"({"title": "分流", "from": "{time}起", "menu": {"open": "打开"}})"};
  CHECK(catalogue_gaps({zh, {"en.json", R"({"title": "Fenliu", "from": "from {time}", "menu": {"open": "Open"}})"}}).empty());
  CHECK(catalogue_gaps({zh, {"en.json", R"({"title": "Fenliu", "from": "from {time}", "menu": {}})"}}).size() == 1);
  CHECK(catalogue_gaps({zh, {"en.json", R"({"title": "", "from": "from {time}", "menu": {"open": "Open"}})"}}).size() == 1);
  CHECK(catalogue_gaps({zh, {"en.json", R"({"title": "F", "from": "from {date}", "menu": {"open": "Open"}})"}}).size() == 1);
  CHECK(catalogue_gaps({zh, {"en.json", "{"}}).size() == 1);
}

TEST_CASE("a lock file that names a registry is refused") {
  CHECK(registry_addresses({{"package-lock.json", R"({"packages": {"a": {"version": "1"}}})"}}).empty());
  CHECK(registry_addresses({{"package-lock.json", R"({"packages": {"a": {"resolved": "https://r.example/a.tgz"}}})"}}).size() == 1);
  CHECK(registry_addresses({{"package-lock.json", "no"}}).size() == 1);
}

}  // namespace fenliu::quality
