// The catalogue of messages in three languages. Internal to rules/notices.
#pragma once

#include "rules/decision/decision_words.h"

// zh, en, vi; each # is filled in, in order.
namespace fenliu::rules::message_words {

// By stage: what the subject begins with, and the first sentence.
constexpr std::array<Phrase, 9> kPrefix = {{{"【新】", "New: ", "[Mới] "},
                                            {"【变更】", "Changed: ", "[Thay đổi] "},
                                            {"【更正】", "Corrected: ", "[Đính chính] "},
                                            {"【时间变动】", "Moved: ", "[Đổi giờ] "},
                                            {"【可以离会】", "You may go: ", "[Có thể ra về] "},
                                            {"【催办】", "Reminder: ", "[Nhắc] "},
                                            {"【逾期】", "Overdue: ", "[Quá hạn] "},
                                            {"【升级】", "Escalated: ", "[Báo lên trên] "},
                                            {"【取消】", "Cancelled: ", "[Hủy] "}}};
constexpr Phrase kInformPrefix = {"【知会】", "For your information: ", "[Để biết] "};

constexpr std::array<Phrase, 9> kFirst = {
    {{"现有一件事项涉及本单位。", "This concerns your unit.", "Có một việc liên quan đến đơn vị."},
     {"此前告知的事项有变更，以本通知为准。", "What you were told has changed; this is what holds now.", "Việc đã báo có thay đổi; theo tin này."},
     {"此前的分送有误，现更正：这件事项也涉及本单位。", "You should have been told earlier: this concerns your unit too.",
      "Trước đây phân luồng chưa đúng, nay đính chính: việc này cũng liên quan đến đơn vị."},
     {"到会时间有变动。", "The time to come has moved.", "Giờ có mặt đã thay đổi."},
     {"本单位可以离会，不用再等。", "You may go; there is nothing more to wait for.", "Đơn vị có thể ra về, không phải chờ nữa."},
     {"时限临近，请抓紧办理。", "A deadline is near.", "Sắp đến hạn, đề nghị khẩn trương thực hiện."},
     {"时限已过，还没有收到本单位的确认。", "A deadline has passed and nobody of your unit has answered.",
      "Đã quá hạn mà chưa nhận được xác nhận của đơn vị."},
     {"此前的通知一直无人确认，现转请您处理。", "Nobody has acknowledged the earlier notice; it now comes to you.",
      "Tin báo trước chưa có ai xác nhận, nay chuyển đến ông/bà xử lý."},
     {"这件事项已取消，不用到会，不用办理。", "This is cancelled: nothing to attend, nothing to do.",
      "Việc này đã hủy: không phải dự, không phải làm."}}};
constexpr Phrase kInformed = {"供知悉，不用到会，不用办理。", "For your information: nothing to attend, nothing to do.",
                              "Để biết: không phải dự, không phải làm."};
constexpr Phrase kNoLonger = {"经更正，这件事项与本单位无关，不用到会，不用办理。", "On second look this does not concern your unit: nothing to attend, nothing to do.",
                              "Rà soát lại, việc này không liên quan đến đơn vị: không phải dự, không phải làm."};
constexpr Phrase kRecalled = {"需要本单位返回会场。", "Your unit is called back to the room.", "Đề nghị đơn vị trở lại phòng họp."};
constexpr Phrase kRoleNow = {"本单位的任务改为：#。", "Your unit's role is now: #.", "Vai trò của đơn vị nay là: #."};
constexpr Phrase kPartsNow = {"涉及本单位的内容有变。", "The parts that concern your unit have changed.", "Các mục liên quan đến đơn vị đã thay đổi."};
constexpr Phrase kAnswered = {"发文单位已就时限作出答复。", "The issuing office has answered about a deadline.", "Nơi ban hành đã trả lời về thời hạn."};
constexpr Phrase kDueMoved = {"时限有变。", "A deadline has changed.", "Thời hạn đã thay đổi."};
constexpr Phrase kRevised = {"文件已修订（第#版）。", "The document was revised (revision #).", "Văn bản đã được sửa đổi (bản thứ #)."};
constexpr Phrase kInstead = {"#到会，不是#。", "Come at #, not at #.", "Có mặt lúc #, không phải #."};

constexpr Phrase kReadyFrom = {"请于#到会，预计#结束", "Be ready from #; your part should end by #", "Có mặt từ #, dự kiến xong lúc #"};
constexpr Phrase kReadyOpen = {"请于#到会，结束时间另行通知", "Be ready from # until you are released", "Có mặt từ #, đến khi có báo"};
constexpr Phrase kComeUntil = {"请现在到会，预计#结束", "Come now; your part should end by #", "Đề nghị có mặt ngay, dự kiến xong lúc #"};
constexpr Phrase kComeNow = {"请现在到会，结束时间另行通知", "Come now, until you are released", "Đề nghị có mặt ngay, đến khi có báo"};
constexpr Phrase kMostLikely = {"最可能#轮到", "most likely at #", "khả năng nhất là #"};
constexpr Phrase kLastReport = {"最近一次报告#", "last report #", "báo cáo gần nhất #"};

constexpr Phrase kRole = {"任务", "Role", "Vai trò"};
constexpr std::array<Phrase, 4> kRoles = {{{"无", "none", "không"}, {"知会", "informed", "được thông báo"}, {"配合", "supports", "phối hợp"}, {"牵头", "leads", "chủ trì"}}};
constexpr Phrase kTo = {"单位", "Unit", "Đơn vị"};
constexpr Phrase kItem = {"事项", "Item", "Việc"};
constexpr Phrase kAttend = {"到会", "When", "Thời gian"};
constexpr Phrase kPlace = {"地点", "Where", "Địa điểm"};
constexpr Phrase kWho = {"参会人", "Who attends", "Người dự"};
constexpr Phrase kHead = {"主要负责同志", "the head of the unit", "thủ trưởng đơn vị"};
constexpr Phrase kDeputy = {"分管负责同志", "the deputy in charge", "cấp phó phụ trách"};
constexpr Phrase kEveryone = {"全体参加，#要求", "everybody, as # ordered", "tất cả cùng dự, theo yêu cầu của #"};
constexpr Phrase kOnline = {"线上参会", "Online", "Họp trực tuyến"};
constexpr Phrase kContact = {"联系", "Contact", "Liên hệ"};
constexpr Phrase kDue = {"时限", "Due", "Thời hạn"};
constexpr Phrase kStatedAt = {"#（原定）", "# as stated", "# theo văn bản"};
constexpr Phrase kLeft = {"可用工作时间#分钟", "# working minutes for it", "có # phút làm việc"};
constexpr Phrase kLate = {"交办时已过", "over before it was handed down", "đã quá khi được giao"};
constexpr Phrase kTight = {"时间偏紧", "tight", "gấp"};
constexpr Phrase kFixed = {"不可更改", "cannot be changed", "không thay đổi được"};
constexpr Phrase kProvisional = {"按预计的散会时间算", "counted from when the meeting is expected to end", "tính theo giờ họp dự kiến kết thúc"};
constexpr Phrase kHolds = {"延至#", "extended to #", "gia hạn đến #"};
constexpr Phrase kInner = {"本级提前到#", "here already by #", "ở cấp này trước #"};
constexpr Phrase kWaits = {"建议改为#，待发文单位答复", "# proposed, the issuing office has yet to answer", "đề xuất #, chờ nơi ban hành trả lời"};
constexpr Phrase kBecause = {"理由：#", "because: #", "lý do: #"};
constexpr Phrase kBegin = {"标题和前言", "Title and preamble", "Tiêu đề và phần đầu"};
constexpr Phrase kYours = {"与本单位有关", "Yours", "Phần của đơn vị"};
constexpr Phrase kCut = {"……（全文见收件箱）", "… (the inbox holds the rest)", "… (xem toàn văn trong hộp thư)"};
constexpr Phrase kWhy = {"依据", "Why your unit", "Căn cứ"};
constexpr Phrase kChain = {"时间变动的原因", "Why the time moved", "Lý do đổi giờ"};

constexpr Phrase kDecided = {"决定", "Decided by", "Nơi quyết định"};
constexpr Phrase kDocument = {"依据文件", "Document", "Theo văn bản"};
constexpr Phrase kPosted = {"发布人", "Posted by", "Người đăng"};
constexpr Phrase kOrdered = {"要求人", "Ordered by", "Theo yêu cầu của"};
constexpr Phrase kChange = {"谁可以更改", "Who may change it", "Ai được thay đổi"};
constexpr Phrase kOnly = {"只有#", "only #", "chỉ #"};
constexpr Phrase kOnlyAbove = {"只有#，本级不能更改", "only #; nobody here can", "chỉ #; cấp này không được"};
constexpr Phrase kSee = {"查看", "See it", "Xem"};
constexpr Phrase kSaid = {"发出时间：#", "Sent at #", "Gửi lúc #"};

constexpr std::array<words::Word, 5> kAnswerLinks = {{{"acknowledge", {"确认收到", "Acknowledge", "Xác nhận đã nhận"}},
                                                     {"assign", {"指定承办人", "Say who does it", "Giao người thực hiện"}},
                                                     {"done", {"已办结", "Done", "Đã xong"}},
                                                     {"object", {"提出异议", "Object", "Phản hồi"}},
                                                     {"infeasible", {"时间来不及，提出可行时间", "Not feasible: ask for another time", "Không kịp: đề nghị thời gian khác"}}}};

constexpr Phrase kInternal = {"内部事项（内容见收件箱）", "internal item (the inbox holds it)", "việc nội bộ (xem trong hộp thư)"};

// Short forms, for subjects and SMS.
constexpr Phrase kBriefReady = {"#到会", "be ready from #", "có mặt từ #"};
constexpr Phrase kBriefNow = {"现在到会", "come now", "có mặt ngay"};
constexpr Phrase kBriefDue = {"#前完成", "due by #", "hạn #"};
constexpr Phrase kBriefProposed = {"原定；建议#", "as stated; # proposed", "theo văn bản; đề xuất #"};

constexpr Phrase kDigest = {"#件事项供知悉", "# items for your information", "# việc để biết"};
constexpr Phrase kDigestFirst = {"下列#件事项供知悉，不用到会，不用办理。", "# items for your information: nothing to attend, nothing to do.",
                                 "# việc để biết: không phải dự, không phải làm."};

constexpr Phrase kTomorrow = {"明天", "tomorrow", "ngày mai"};
constexpr std::array<Phrase, 7> kWeekdays = {{{"周日", "Sunday", "Chủ nhật"}, {"周一", "Monday", "thứ Hai"}, {"周二", "Tuesday", "thứ Ba"}, {"周三", "Wednesday", "thứ Tư"}, {"周四", "Thursday", "thứ Năm"}, {"周五", "Friday", "thứ Sáu"}, {"周六", "Saturday", "thứ Bảy"}}};
constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};

}  // namespace fenliu::rules::message_words
