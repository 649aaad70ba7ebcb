// Finds personal data in a text and hides it: what an office's notice must not carry into a chat group or a mailbox.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/notices/message.h"
#include "rules/text/normalise.h"

namespace fenliu::rules {

// id_card: 18 digits with the check digit of GB 11643-1999 (ISO 7064 MOD 11-2), province and date of birth plausible, or the
// old 15; a Vietnamese personal number (12 digits: province, sex and century, year; Nghị định 137/2015/NĐ-CP, art. 13); with
// its label also 9 digits (CMND), a passport, a mistyped number. bank_card: 16 to 19 digits that pass ISO/IEC 7812-1's Luhn check
// and begin as an issuer's do; any account with its label. address: what stands below the street or village.
enum class PersonalKind { id_card, phone, bank_card, plate, address, name };
std::string_view to_string(PersonalKind kind);  // id-card, phone, bank-card, plate, address, name

// Half-open, in code points of the text that was searched. In order and disjoint.
struct PersonalData {
  PersonalKind kind = PersonalKind::phone;
  TextRange range;
  friend bool operator==(const PersonalData&, const PersonalData&) = default;
};

// Numbers that are anybody's to call. Digits only, as open_number() makes them; short numbers (110, 12345), and those that
// cost alike from everywhere (400, 800, 1800, 1900), need not stand here.
using OpenNumbers = std::set<std::string>;
std::string open_number(std::string_view written);

// Thread-safe; time is linear in the text. REQUIRES valid UTF-8. Names are found in lists and tables, after their labels and
// beside a person's number, never in a sentence: officials sign and speak there.
std::vector<PersonalData> personal_data(std::string_view text, const OpenNumbers& open);
std::vector<PersonalData> personal_data(std::u32string_view text, const OpenNumbers& open);

// What stands instead: 138****1234, 110*************14, 6222***********1579, 浙A***45, 张*, Nguyễn ***; of an address ***. What stays
// is enough to recognise somebody on a list that one has, as GB/T 37964-2019 (A.2.3, suppression) asks; separators stay.
std::u32string hidden(PersonalKind kind, std::u32string_view original);

struct MaskedText {
  std::string text;
  std::vector<PersonalData> found;  // in the original
};
MaskedText masked(std::string_view text, const OpenNumbers& open);

// One more of that kind in a message's account of what was taken out.
void count_masked(std::vector<Masked>& counts, std::string_view kind, int more = 1);

}  // namespace fenliu::rules
