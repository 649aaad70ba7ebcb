// The shortest edit script between two texts, and its hunks.
#include "daemon/app/unified_diff.h"

#include <algorithm>
#include <string_view>

namespace fenliu::app {

namespace {

constexpr std::ptrdiff_t kEditLimit = 2000;
constexpr std::size_t kContext = 3;

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

enum class Edit { keep, remove, insert };

std::vector<Edit> replace_all(const Lines& a, const Lines& b) {
  std::vector<Edit> edits(a.size(), Edit::remove);
  edits.insert(edits.end(), b.size(), Edit::insert);
  return edits;
}

// Greedy: furthest[k] is the furthest x on diagonal k = x − y after d edits; each d's row is kept for the way back.
std::vector<Edit> edit_script(const Lines& a, const Lines& b) {
  const auto n = static_cast<std::ptrdiff_t>(a.size()), m = static_cast<std::ptrdiff_t>(b.size());
  const auto limit = std::min(n + m, kEditLimit);
  const auto at = [&](std::ptrdiff_t k) { return static_cast<std::size_t>(k + limit + 1); };
  std::vector<std::ptrdiff_t> furthest(static_cast<std::size_t>(2 * limit + 3), 0);
  std::vector<std::vector<std::ptrdiff_t>> rows;
  const auto from_above = [&](const std::vector<std::ptrdiff_t>& row, std::ptrdiff_t k, std::ptrdiff_t d) {
    return k == -d || (k != d && row[at(k - 1)] < row[at(k + 1)]);
  };
  std::ptrdiff_t found = -1;
  for (std::ptrdiff_t d = 0; d <= limit && found < 0; ++d) {
    rows.push_back(furthest);
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      auto x = d == 0 ? 0 : from_above(rows.back(), k, d) ? rows.back()[at(k + 1)] : rows.back()[at(k - 1)] + 1;
      while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) ++x;
      furthest[at(k)] = x;
      if (x >= n && x - k >= m) found = d;
    }
  }
  if (found < 0) return replace_all(a, b);
  std::vector<Edit> edits;
  auto x = n, k = n - m;
  for (auto d = found; d > 0; --d) {
    const auto& row = rows[static_cast<std::size_t>(d)];
    const bool inserted = from_above(row, k, d);
    const auto before = inserted ? row[at(k + 1)] : row[at(k - 1)];
    const auto start = inserted ? before : before + 1;
    for (; x > start; --x) edits.push_back(Edit::keep);
    edits.push_back(inserted ? Edit::insert : Edit::remove);
    x = before;
    k += inserted ? 1 : -1;
  }
  for (; x > 0; --x) edits.push_back(Edit::keep);
  std::reverse(edits.begin(), edits.end());
  return edits;
}

void print_line(std::string& out, char mark, std::string_view line) {
  out += mark;
  out += line;
  if (line.empty() || line.back() != '\n') out += "\n\\ No newline at end of file\n";
}

std::string range(std::size_t start, std::size_t count) {
  // An empty range names the line before it.
  return std::to_string(count == 0 ? start : start + 1) + (count == 1 ? "" : "," + std::to_string(count));
}

// Prints the edits [from, to), which begin at line `x` of a and `y` of b.
void print_hunk(std::string& out, const std::vector<Edit>& edits, std::size_t from, std::size_t to, const Lines& a,
                const Lines& b, std::size_t x, std::size_t y) {
  const auto count = [&](Edit left_out) {
    return static_cast<std::size_t>(std::count_if(edits.begin() + static_cast<std::ptrdiff_t>(from),
                                                  edits.begin() + static_cast<std::ptrdiff_t>(to),
                                                  [&](Edit each) { return each != left_out; }));
  };
  out += "@@ -" + range(x, count(Edit::insert)) + " +" + range(y, count(Edit::remove)) + " @@\n";
  for (auto i = from; i < to; ++i) {
    if (edits[i] == Edit::insert) {
      print_line(out, '+', b[y++]);
    } else {
      print_line(out, edits[i] == Edit::keep ? ' ' : '-', a[x++]);
      y += edits[i] == Edit::keep;
    }
  }
}

}  // namespace

std::string unified_diff(const std::string& path, const std::optional<std::string>& before,
                         const std::optional<std::string>& after) {
  if (before == after) return "";
  const auto a = lines_of(before ? *before : std::string_view{}), b = lines_of(after ? *after : std::string_view{});
  const auto edits = edit_script(a, b);
  std::string out = "--- " + (before ? "a/" + path : "/dev/null") + "\n+++ " + (after ? "b/" + path : "/dev/null") + "\n";
  std::size_t x = 0, y = 0, i = 0;
  while (i < edits.size()) {
    if (edits[i] == Edit::keep) {
      ++i;
      ++x;
      ++y;
      continue;
    }
    // The hunk ends where more lines are kept than two contexts hold.
    std::size_t last = i;
    for (auto next = i; next < edits.size() && next - last <= 2 * kContext; ++next) {
      if (edits[next] != Edit::keep) last = next;
    }
    const auto lead = std::min({kContext, x, y, i});
    const auto from = i - lead, to = std::min(edits.size(), last + 1 + kContext);
    print_hunk(out, edits, from, to, a, b, x - lead, y - lead);
    for (; i < to; ++i) {
      x += edits[i] != Edit::insert;
      y += edits[i] != Edit::remove;
    }
  }
  return out;
}

std::string unified_diff(const std::vector<rules::SourceFile>& before, const std::vector<rules::SourceFile>& after) {
  std::string out;
  auto old_file = before.begin(), new_file = after.begin();
  while (old_file != before.end() || new_file != after.end()) {
    const bool take_old = new_file == after.end() || (old_file != before.end() && old_file->path <= new_file->path);
    const bool take_new = old_file == before.end() || (new_file != after.end() && new_file->path <= old_file->path);
    out += unified_diff(take_old ? old_file->path : new_file->path, take_old ? std::optional(old_file->text) : std::nullopt,
                        take_new ? std::optional(new_file->text) : std::nullopt);
    if (take_old) ++old_file;
    if (take_new) ++new_file;
  }
  return out;
}

}  // namespace fenliu::app
