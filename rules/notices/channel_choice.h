// Which notices a channel carries, by what the administrator said of it.
#pragma once

#include "rules/notices/notices.h"
#include "rules/source/channel_settings.h"

namespace fenliu::rules {

// Whether `channel` carries a notice of that stage to a unit that has that role in an item of that urgency, on that day.
// Groups count as their members of the day.
bool carries(const ChannelSettings& channel, const Organisation& organisation, Stage stage, Role role, Urgency urgency,
             const UnitId& unit, Date day);

// Whether a notice of that stage says anew how things stand, so that what was told before about the item must not arrive
// after it; the others only say again that something is due.
bool replaces_earlier(Stage stage);

}  // namespace fenliu::rules
