// The words of the evening plan in zh, en, vi; # is filled in. Internal to notices/.
#pragma once

#include "rules/decision/decision_words.h"

namespace fenliu::rules::evening_words {

constexpr Phrase kTitle = {"今晚安排", "Evening plan", "Kế hoạch buổi tối"};
constexpr Phrase kMadeAt = {"制表 #", "made #", "lập lúc #"};
constexpr Phrase kNextAt = {"有效至 #，届时应有新表", "valid until #, when a newer one is due", "có hiệu lực đến #, khi có bản mới"};
constexpr Phrase kUse = {"若没有更新的一张，服务器可能已停：以本表为准，其余打电话。", "If there is no newer sheet the server may be down: go by this one, and by telephone.",
                         "Nếu không có bản mới hơn, máy chủ có thể đã dừng: theo bản này, còn lại gọi điện."};
constexpr Phrase kSimulated = {"演示：模拟时间", "Demonstration: simulated time", "Trình diễn: thời gian mô phỏng"};
constexpr Phrase kMeetings = {"会议", "Meetings", "Các cuộc họp"};
constexpr Phrase kCalls = {"请打电话（尚未确认）", "To telephone (not confirmed)", "Cần gọi điện (chưa xác nhận)"};
constexpr Phrase kUnits = {"各单位", "Unit by unit", "Từng đơn vị"};
constexpr Phrase kNoMeetings = {"今晚没有会议。", "No meetings are ahead.", "Không có cuộc họp nào."};
constexpr Phrase kNoCalls = {"全部已确认。", "Everybody has confirmed.", "Tất cả đã xác nhận."};
constexpr Phrase kNoUnits = {"没有单位需要到会或办理。", "No unit has anything to attend or to hand in.", "Không đơn vị nào phải dự hoặc nộp."};
constexpr Phrase kOrganiser = {"主办", "held by", "chủ trì"};
constexpr Phrase kPlace = {"地点", "place", "địa điểm"};
constexpr Phrase kContact = {"联系", "contact", "liên hệ"};
constexpr Phrase kLikely = {"预计", "likely", "dự kiến"};
constexpr Phrase kBetween = {"最早#，最晚#", "# at the earliest, # at the latest", "sớm nhất #, muộn nhất #"};
constexpr Phrase kUntil = {"至", "until", "đến"};
constexpr Phrase kNoTime = {"时间未定", "no time yet", "chưa có giờ"};
constexpr Phrase kPart = {"议程", "Part", "Mục"};
constexpr Phrase kWho = {"单位", "Units", "Đơn vị"};
constexpr Phrase kTime = {"时间", "Time", "Giờ"};
constexpr Phrase kUnit = {"单位", "Unit", "Đơn vị"};
constexpr Phrase kPhone = {"电话", "Telephone", "Điện thoại"};
constexpr Phrase kWhat = {"事项", "About", "Việc"};
constexpr Phrase kCalled = {"已通知谁、几点", "Told whom, when", "Đã báo ai, lúc nào"};
constexpr Phrase kReady = {"候会 #", "be ready #", "sẵn sàng #"};
constexpr Phrase kOpen = {"#起，直到另行通知", "from # until released", "từ # đến khi có báo"};
constexpr Phrase kDue = {"时限 #", "due #", "hạn #"};
constexpr Phrase kProvisional = {"（暂定）", " (provisional)", " (tạm tính)"};
constexpr Phrase kPassed = {"（已过）", " (passed)", " (đã qua)"};
constexpr Phrase kUnconfirmed = {"未确认", "not confirmed", "chưa xác nhận"};
constexpr Phrase kConfirmed = {"已确认", "confirmed", "đã xác nhận"};
constexpr Phrase kInternal = {"内部事项，见收件箱", "internal, see the inbox", "nội bộ, xem hộp tin"};
constexpr Phrase kPartNumber = {"第#项", "part #", "mục #"};
constexpr Phrase kCritical = {"特急", "critical", "hỏa tốc"};
constexpr Phrase kReport = {"最近报告 #", "last report #", "báo cáo gần nhất #"};
constexpr std::array<Phrase, 6> kStatus = {{{"未开始", "planned", "chưa họp"}, {"进行中", "in progress", "đang họp"}, {"已结束", "ended", "đã xong"},
                                            {"已取消", "cancelled", "đã hủy"}, {"延期", "postponed", "hoãn"}, {"没有消息", "not reported", "chưa có tin"}}};
constexpr Phrase kEnded = {"已结束", "done", "xong"};
constexpr Phrase kRunning = {"正在进行", "now", "đang diễn ra"};
constexpr Phrase kSkipped = {"跳过", "skipped", "bỏ qua"};

}  // namespace fenliu::rules::evening_words
