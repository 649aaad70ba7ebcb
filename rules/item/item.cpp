// The words of items, and giving parts their ids.
#include "rules/item/item.h"

#include <algorithm>
#include <array>
#include <set>

#include "rules/item/item_json.h"

namespace fenliu::rules {

std::string_view to_string(ItemKind kind) { return kind == ItemKind::meeting ? "meeting" : "directive"; }

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::outside:
      return "outside";
    case Origin::oral:
      return "oral";
    case Origin::fenliu:
      break;
  }
  return "fenliu";
}

std::string_view to_string(Urgency urgency) {
  switch (urgency) {
    case Urgency::urgent:
      return "urgent";
    case Urgency::critical:
      return "critical";
    case Urgency::routine:
      break;
  }
  return "routine";
}

std::string_view to_string(Secrecy secrecy) {
  switch (secrecy) {
    case Secrecy::internal:
      return "internal";
    case Secrecy::secret:
      return "secret";
    case Secrecy::public_:
      break;
  }
  return "public";
}

std::string_view to_string(Attendance attendance) {
  return attendance == Attendance::everyone ? "everyone" : "by-relevance";
}

std::string_view to_string(Attendee attendee) {
  switch (attendee) {
    case Attendee::head:
      return "head";
    case Attendee::deputy:
      return "deputy";
    case Attendee::any:
      break;
  }
  return "any";
}

std::string_view to_string(AgendaState state) { return state == AgendaState::to_follow ? "to-follow" : "known"; }

namespace {

constexpr std::array<std::string_view, 14> kEventWords = {
    "started", "part_started", "part_ended", "part_added", "part_skipped", "reordered", "estimate",
    "call",    "keep",         "release",    "ended",      "postponed",    "cancelled", "retract"};

// The id that the part of an earlier revision had: by identical text, then by a title that both have only once.
PartId inherited_id(const Part& part, const Item& item, const Item& previous, const std::set<PartId>& taken) {
  for (const auto& old : previous.parts) {
    if (!part.text.empty() && old.text == part.text && old.title == part.title && !taken.contains(old.part_id)) {
      return old.part_id;
    }
  }
  for (const auto& old : previous.parts) {
    if (!part.text.empty() && old.text == part.text && !taken.contains(old.part_id)) return old.part_id;
  }
  if (part.title.empty()) return {};
  const auto same_title = [&](const Part& each) { return each.title == part.title; };
  if (std::count_if(item.parts.begin(), item.parts.end(), same_title) != 1) return {};
  if (std::count_if(previous.parts.begin(), previous.parts.end(), same_title) != 1) return {};
  const auto old = std::find_if(previous.parts.begin(), previous.parts.end(), same_title);
  return taken.contains(old->part_id) ? PartId{} : old->part_id;
}

}  // namespace

std::string_view to_string(EventKind kind) { return kEventWords[static_cast<std::size_t>(kind)]; }

std::optional<EventKind> parse_event_kind(std::string_view word) {
  for (std::size_t i = 0; i < kEventWords.size(); ++i) {
    if (kEventWords[i] == word) return static_cast<EventKind>(i);
  }
  return {};
}

void finish_item(Item& item, const Item* previous) {
  const bool has_zero =
      std::any_of(item.parts.begin(), item.parts.end(), [](const auto& part) { return part.part_id == "0"; });
  if (!has_zero) {
    Part zero;
    zero.part_id = "0";
    zero.title = item.title;
    // With parts of its own the text is the preamble; without, the text is the only part.
    if (!item.parts.empty()) {
      zero.text = item.text;
    } else if (!item.text.empty()) {
      Part only;
      only.text = item.text;
      item.parts.push_back(std::move(only));
    }
    item.parts.insert(item.parts.begin(), std::move(zero));
  } else {
    std::stable_partition(item.parts.begin(), item.parts.end(), [](const auto& part) { return part.part_id == "0"; });
    if (item.parts.front().title.empty()) item.parts.front().title = item.title;
  }
  std::set<PartId> taken;
  for (const auto& part : item.parts) {
    if (!part.part_id.empty()) taken.insert(part.part_id);
  }
  if (previous != nullptr) {
    for (auto& part : item.parts) {
      if (!part.part_id.empty()) continue;
      part.part_id = inherited_id(part, item, *previous, taken);
      if (!part.part_id.empty()) taken.insert(part.part_id);
    }
    // A new part of a revision never takes an id that meant something else before.
    for (const auto& old : previous->parts) taken.insert(old.part_id);
  }
  int next = 1;
  for (auto& part : item.parts) {
    if (!part.part_id.empty()) continue;
    while (taken.contains(std::to_string(next))) ++next;
    part.part_id = std::to_string(next);
    taken.insert(part.part_id);
  }
}

}  // namespace fenliu::rules
