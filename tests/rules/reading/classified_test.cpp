// Secrecy markings: alone on their line they keep an item out, mentioned in a sentence they are ordinary text.
#include "rules/reading/reading.h"

#include <functional>

#include "tests/support/catch.h"

using namespace fenliu;

TEST_CASE("markings are found however they are set") {
  const std::pair<const char*, const char*> rows[] = {
      {"绝密", "绝密"},
      {"机密★1年\n关于做好工作的通知", "机密"},
      {"关于做好工作的通知\n秘密★长期\n各乡镇：", "秘密"},
      {"机 密", "机密"},
      {"　机　密　★　三年", "机密"},
      {"絕密", "絕密"},
      {"機密★1年", "機密"},
      {"机密*1年", "机密"},
      {"秘密☆启用前", "秘密"},
      {"机密★1年 特急", "机密"},
      {"000123 机密★1年", "机密"},
      {"№000123　秘密　加急", "秘密"},
      {"【绝密】", "绝密"},
      {"（机密）", "机密"},
      {"密级：秘密", "秘密"},
      {"机密级", "机密"},
      {"机\u200b密", "机密"},
      {"通知\r\n机密★1年\r\n正文", "机密"},
      {"通知\r机密★1年\r正文", "机密"},
      {"第一页\f绝密\f第二页", "绝密"},
      {"TUYỆT MẬT", "TUYỆT MẬT"},
      {"Số: 12/UBND\nTỐI  MẬT\n", "TỐI MẬT"},
      {"MẬT", "MẬT"},
      {"M\u1eacT", "MẬT"},
      {"MA\u0323\u0302T", "MẬT"},
      {"MA\u0302\u0323T", "MẬT"},
      {"ĐỘ MẬT: TỐI MẬT", "TỐI MẬT"},
      {"Độ mật: Mật", "Mật"},
      {"TOP SECRET", "TOP SECRET"},
      {"[SECRET]", "SECRET"},
      {"  CONFIDENTIAL  ", "CONFIDENTIAL"},
  };
  for (const auto& [text, marking] : rows) {
    CAPTURE(text);
    CHECK(rules::classified_marking(text) == marking);
  }
}

TEST_CASE("a mention of secrecy is ordinary text") {
  const char* rows[] = {
      "",
      "要做好保密工作。",
      "不得以机密为由拒绝公开。",
      "机密文件由机要室统一保管，任何人不得复印。",
      "一、绝密级文件的管理",
      "商业秘密保护",
      "秘密排查隐患",
      "国家秘密载体",
      "本通知不涉密",
      "密级：无",
      "Bí mật nhà nước",
      "mật ong",
      "MẬT ĐỘ DÂN SỐ",
      "bảo mật thông tin",
      "Độ mật: không",
      "secret",
      "This is CONFIDENTIAL information of the applicant.",
      "SECRETARIAT",
      "特急",
  };
  for (const auto* text : rows) {
    CAPTURE(text);
    CHECK(rules::classified_marking(text).empty());
  }
}

TEST_CASE("an item is classified by its field, its title, text, number or any part") {
  rules::Item plain;
  plain.title = "保密工作会议";
  plain.text = "要做好保密工作。";
  plain.parts.resize(2);
  CHECK_FALSE(rules::is_classified(plain));
  const std::vector<std::function<void(rules::Item&)>> marks = {
      [](auto& item) { item.secrecy = rules::Secrecy::secret; }, [](auto& item) { item.title = "绝密"; },
      [](auto& item) { item.text += "\n机密★1年"; },               [](auto& item) { item.number = "秘密"; },
      [](auto& item) { item.parts[1].title = "MẬT"; },            [](auto& item) { item.parts[1].text = "甲\n绝密\n乙"; },
  };
  for (const auto& mark : marks) {
    auto item = plain;
    mark(item);
    CHECK(rules::is_classified(item));
  }
  plain.secrecy = rules::Secrecy::internal;
  CHECK_FALSE(rules::is_classified(plain));
}
