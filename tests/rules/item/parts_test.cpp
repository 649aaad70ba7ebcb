// Parts and their ids: part 0 stands first, and a revision's parts keep the ids of those that they were.
#include "rules/item/item_json.h"
#include "tests/support/catch.h"

using namespace fenliu;
using rules::Item;
using rules::Part;

namespace {

Part part(const std::string& title, const std::string& text, const std::string& id = "") {
  Part made;
  made.part_id = id;
  made.title = title;
  made.text = text;
  return made;
}

Item item(std::vector<Part> parts, const std::string& title = "通知", const std::string& text = "") {
  Item made;
  made.title = title;
  made.text = text;
  made.parts = std::move(parts);
  return made;
}

// "id:title/text" of each part.
std::vector<std::string> shown(const Item& finished) {
  std::vector<std::string> lines;
  for (const auto& each : finished.parts) lines.push_back(each.part_id + ":" + each.title + "/" + each.text);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("an item gets part 0 from its title and preamble") {
  auto only_text = item({}, "通知", "甲");
  rules::finish_item(only_text);
  CHECK(shown(only_text) == Lines{"0:通知/", "1:/甲"});
  auto only_title = item({});
  rules::finish_item(only_title);
  CHECK(shown(only_title) == Lines{"0:通知/"});
  auto with_parts = item({part("一", "甲"), part("二", "乙")}, "通知", "前言");
  rules::finish_item(with_parts);
  CHECK(shown(with_parts) == Lines{"0:通知/前言", "1:一/甲", "2:二/乙"});
  auto with_zero = item({part("一", "甲"), part("", "前言", "0")});
  rules::finish_item(with_zero);
  CHECK(shown(with_zero) == Lines{"0:通知/前言", "1:一/甲"});
}

TEST_CASE("ids that the poster gave are kept and never given twice") {
  auto mixed = item({part("a", "", "2"), part("b", ""), part("c", ""), part("d", "", "x")});
  rules::finish_item(mixed);
  CHECK(shown(mixed) == Lines{"0:通知/", "2:a/", "1:b/", "3:c/", "x:d/"});
}

TEST_CASE("parts of a revision inherit ids by identical text, then by a title that is there once, else they are new") {
  auto before = item({part("一", "甲"), part("二", "乙"), part("三", "丙")});
  rules::finish_item(before);
  struct Row {
    const char* what;
    std::vector<Part> parts;
    Lines ids;
  };
  const Row rows[] = {
      {"the same", {part("一", "甲"), part("二", "乙"), part("三", "丙")}, {"0", "1", "2", "3"}},
      {"another order", {part("三", "丙"), part("一", "甲"), part("二", "乙")}, {"0", "3", "1", "2"}},
      {"one gone", {part("一", "甲"), part("三", "丙")}, {"0", "1", "3"}},
      {"one new in front takes a new id", {part("新", "丁"), part("一", "甲")}, {"0", "4", "1"}},
      {"text changed, title kept", {part("一", "甲改"), part("二", "乙")}, {"0", "1", "2"}},
      {"title changed, text kept", {part("一改", "甲"), part("二", "乙")}, {"0", "1", "2"}},
      {"texts swapped under their titles", {part("一", "乙"), part("二", "甲")}, {"0", "2", "1"}},
      {"both changed", {part("一改", "甲改"), part("二", "乙")}, {"0", "4", "2"}},
      {"a title given twice says nothing", {part("一", "戊"), part("一", "己")}, {"0", "4", "5"}},
      {"the same text twice inherits once", {part("", "甲"), part("", "甲")}, {"0", "1", "4"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    auto revision = item(row.parts);
    rules::finish_item(revision, &before);
    Lines ids;
    for (const auto& each : revision.parts) ids.push_back(each.part_id);
    CHECK(ids == row.ids);
  }
}
