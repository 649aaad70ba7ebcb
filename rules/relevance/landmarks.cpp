// One look at each character, whoever is interested.
#include "rules/relevance/landmarks.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "rules/relevance/exemptions.h"
#include "rules/relevance/names.h"
#include "rules/relevance/tasks.h"

namespace fenliu::rules {

namespace {

constexpr std::uint8_t kAsking = 1, kReading = 2, kExempting = 4, kListEnd = 8;

// Who is interested in a character, by its code modulo the size.
class Interests {
 public:
  Interests() {
    add(beginnings_of_asking(), kAsking);
    add(beginnings_of_reading(), kReading);
    add(kExemptionsBegin, kExempting);
    add(kListEndsBegin, kListEnd);
  }
  std::uint8_t of(char32_t c) const { return kinds_[c % kSize]; }

 private:
  void add(std::u32string_view characters, std::uint8_t kind) {
    for (const auto c : characters) kinds_[c % kSize] |= kind;
  }
  static constexpr std::size_t kSize = 4096;
  std::array<std::uint8_t, kSize> kinds_{};
};

void sort_in(Landmarks& landmarks, std::uint32_t at, std::uint8_t kinds) {
  if (kinds & kAsking) landmarks.asking.push_back(at);
  if (kinds & kReading) landmarks.reading.push_back(at);
  if (kinds & kExempting) landmarks.exempting.push_back(at);
  if (kinds & kListEnd) landmarks.list_ends.push_back(at);
}

}  // namespace

Landmarks landmarks_of(const NormalisedText& normalised) {
  static const Interests interests;
  constexpr std::size_t kBlock = 256;
  std::array<std::uint32_t, kBlock> places;
  const std::u32string_view text = normalised.text;
  Landmarks landmarks;
  // Without a branch in the inner loop: which characters interest somebody cannot be foretold.
  for (std::size_t from = 0; from < text.size(); from += kBlock) {
    const auto until = std::min(text.size(), from + kBlock);
    std::size_t count = 0;
    for (auto i = from; i < until; ++i) {
      places[count] = static_cast<std::uint32_t>(i);
      count += interests.of(text[i]) != 0;
    }
    for (std::size_t k = 0; k < count; ++k) sort_in(landmarks, places[k], interests.of(text[places[k]]));
  }
  return landmarks;
}

}  // namespace fenliu::rules
