// A decision as a page that a clerk understands.
#include <algorithm>
#include <array>

#include "rules/decision/decision.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

// One sentence per key and language: zh, en, vi.
using Words = std::array<const char*, 3>;
constexpr Words kLead = {"牵头", "leads", "chủ trì"};
constexpr Words kSupport = {"配合", "supports", "phối hợp"};
constexpr Words kInform = {"知会", "is informed", "được thông báo"};
constexpr Words kWhole = {"全文", "the whole item", "toàn bộ"};
constexpr Words kPart = {"第{}项", "part {}", "mục {}"};
constexpr Words kBeReady = {"到会时段", "be in the room", "có mặt"};
constexpr Words kDue = {"时限", "due", "thời hạn"};
constexpr Words kStated = {"原定", "as stated", "theo văn bản"};
constexpr Words kProposed = {"建议", "proposed", "đề xuất"};
constexpr Words kTriage = {"待分拣", "waits for a person", "chờ phân loại"};
constexpr Words kNobody = {"没有单位涉及", "concerns nobody", "không liên quan đơn vị nào"};
constexpr Words kNotRouted = {"未涉及", "not concerned", "không liên quan"};
constexpr std::array<Words, 5> kVia = {{{"条款点名", "named in a clause", "nêu trong điều khoản"},
                                        {"文中提到", "named in the text", "nêu trong văn bản"},
                                        {"按职责", "by duty", "theo trách nhiệm"},
                                        {"按规则指定", "by a rule's route", "theo quy tắc chỉ định"},
                                        {"主送或抄送", "addressed", "nơi nhận"}}};

class Page {
 public:
  Page(const Decision& decision, const Item& item, const Configuration& configuration, const std::string& language)
      : decision_(decision),
        item_(item),
        configuration_(configuration),
        language_(language),
        column_(language == "zh" ? 0 : language == "vi" ? 2 : 1) {}

  std::string text(const std::vector<WhyNot>* not_routed) {
    if (!item_.title.empty()) out_ += item_.title + "\n";
    if (decision_.relevance.units.empty()) out_ += std::string(say(kNobody)) + "\n";
    for (const auto role : {Role::lead, Role::support, Role::inform}) {
      for (const auto& [id, reached] : decision_.relevance.units) {
        if (reached.role == role) unit(id, reached);
      }
    }
    for (const auto& entry : decision_.relevance.triage) {
      out_ += std::string(say(kTriage)) + ": " + part_name(entry.part) + " (" + entry.reason + ")\n";
    }
    if (not_routed != nullptr) {
      for (const auto& why : *not_routed) {
        out_ += name_of(why.unit) + " [" + why.unit + "] " + say(kNotRouted) + ": " +
                why_not_sentence(why, configuration_, language_) + "\n";
      }
    }
    return out_;
  }

 private:
  const char* say(const Words& words) const { return words[column_]; }

  std::string name_of(const UnitId& id) const {
    const auto* unit = configuration_.organisation.unit(id);
    return unit == nullptr ? id : in_language(unit->name, language_, id);
  }

  std::string part_name(const PartId& id) const {
    if (id == "0") return say(kWhole);
    std::string text = say(kPart);
    return text.replace(text.find("{}"), 2, id);
  }

  void unit(const UnitId& id, const UnitRelevance& reached) {
    const auto& role = reached.role == Role::lead ? kLead : reached.role == Role::support ? kSupport : kInform;
    out_ += "\n" + name_of(id) + " [" + id + "] " + say(role) + ": ";
    for (std::size_t i = 0; i < reached.parts.size(); ++i) out_ += (i > 0 ? ", " : "") + part_name(reached.parts[i]);
    out_ += "\n";
    for (const auto& reason : reached.reasons) this->reason(reason);
    const auto schedule = decision_.schedule.find(id);
    if (schedule != decision_.schedule.end()) this->schedule(schedule->second);
  }

  void reason(const Reason& reason) {
    out_ += std::string("  - ") + say(kVia[static_cast<std::size_t>(reason.via)]);
    if (!reason.rule.empty()) out_ += " " + reason.rule;
    if (!reason.file.empty()) out_ += " (" + reason.file + ":" + std::to_string(reason.line) + ")";
    if (reason.likely) out_ += " ?";
    const auto marked = marked_sentence(item_, reason);
    out_ += (marked.empty() ? "" : ": " + marked) + "\n";
  }

  std::string clock(Instant at) const {
    const auto local = configuration_.zone.to_local(at);
    return format_date(date_of(local)) + " " + format_time_of_day(local);
  }

  void schedule(const UnitSchedule& schedule) {
    for (const auto& window : schedule.windows) {
      out_ += std::string("  ") + say(kBeReady) + ": " + clock(window.from) + " – " + (window.to ? clock(*window.to) : "…") + "\n";
    }
    for (const auto& deadline : schedule.deadlines) {
      out_ += std::string("  ") + say(kDue) + ": " + clock(deadline.result.stated) + " (" + say(kStated) + ", " +
              std::string(to_string(deadline.result.status));
      for (const auto& flag : deadline.flags) out_ += ", " + flag;
      out_ += ")";
      if (deadline.result.proposed) out_ += "; " + std::string(say(kProposed)) + " " + clock(*deadline.result.proposed);
      out_ += "\n";
    }
    if (!schedule.chain.empty()) {
      out_ += "  ";
      for (std::size_t i = 0; i < schedule.chain.size(); ++i) {
        const auto& step = schedule.chain[i];
        out_ += (i > 0 ? ", " : "") + step.meeting + (step.minutes < 0 ? " " : " +") + std::to_string(step.minutes) + " min";
      }
      out_ += "\n";
    }
  }

  const Decision& decision_;
  const Item& item_;
  const Configuration& configuration_;
  const std::string language_;
  const std::size_t column_;
  std::string out_;
};

}  // namespace

std::string decision_to_text(const Decision& decision, const Item& item, const Configuration& configuration,
                             const std::string& language, const std::vector<WhyNot>* not_routed) {
  return Page(decision, item, configuration, language).text(not_routed);
}

}  // namespace fenliu::rules
