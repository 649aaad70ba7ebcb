// Any text through the masking, any message through the policy: findings lie in order in the text, the rest of it stays as
// it was, and time is linear.
#include "rules/notices/secrecy.h"
#include "rules/text/utf8.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace fenliu;

void check_text(std::string_view text) {
  const rules::OpenNumbers open{"057188001234"};
  const auto result = rules::masked(text, open);
  const auto original = rules::to_utf32(text);
  fuzz::require(!rules::first_invalid_utf8(result.text), "masked text is valid UTF-8");
  std::uint32_t last = 0;
  std::u32string rebuilt;
  for (const auto& each : result.found) {
    fuzz::require(last <= each.range.start && each.range.start < each.range.end && each.range.end <= original.size(), "findings are in order, apart and inside");
    rebuilt.append(original, last, each.range.start - last);
    rebuilt += rules::hidden(each.kind, std::u32string_view(original).substr(each.range.start, each.range.end - each.range.start));
    last = each.range.end;
  }
  rebuilt.append(original, last);
  fuzz::require(rules::to_utf8(rebuilt) == result.text, "what is not personal stays as it was");
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  return {"姓名\t性别\t电话\n张甲\t男\t13812345678\n李乙\t女\t+86 139-8765-4321\n身份证号110101199003074514，住朝阳路12号3单元501室，车牌浙A12345\n",
          "Họ và tên: Nguyễn Văn A, CCCD 001190012345, ĐT 0912.345.678, số nhà 12, ngõ 34, biển số 30A-123.45\n",
          "<table><tr><td>张甲</td><td>138<b>1234</b>&#53;678</td></tr></table><p title=\"13812345678\">x</p><!-- 13812345678 -->",
          "BEGIN:VCALENDAR\r\nSUMMARY;ALTREP=\"x:y\":电话13812\r\n 345678\\, 张甲\r\nDESCRIPTION:a\\nb\r\nEND:VCALENDAR\r\n",
          "名单如下：张甲、李乙、王丙。张甲、李乙等5人；卡号6222029458073021579 219-09-9999 (415) 555-0134\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::view(data, size);
  if (rules::first_invalid_utf8(text)) return 0;
  check_text(text);
  rules::Item item;
  item.title = "t";
  item.text = std::string(text.substr(0, 0));
  rules::Message message;
  message.language = "zh";
  message.subject = message.text = message.brief = message.html = message.calendar = std::string(text);
  rules::ChannelSettings channel;
  channel.id = "c";
  channel.kind = rules::ChannelKind::email;
  for (const auto secrecy : {rules::Secrecy::public_, rules::Secrecy::internal, rules::Secrecy::secret}) {
    item.secrecy = secrecy;
    const auto sent = rules::apply_policy(message, item, channel, {});
    for (const auto* each : {&sent.subject, &sent.text, &sent.brief, &sent.html, &sent.calendar}) {
      fuzz::require(!rules::first_invalid_utf8(*each), "what leaves is valid UTF-8");
    }
  }
  return 0;
}
