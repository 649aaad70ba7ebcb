// From pieces to expressions.
#include "rules/reading/assembly.h"

#include <algorithm>

namespace fenliu::rules {

namespace {

template <class T>
bool take(std::optional<T>& into, const std::optional<T>& from) {
  if (!from) return true;
  if (into) return false;
  into = from;
  return true;
}

template <class T>
bool take(T& into, T from, T none) {
  if (from == none) return true;
  if (into != none) return false;
  into = from;
  return true;
}

void take_frame(Expression& into, const Expression& from) {
  into.before |= from.before;
  into.counts |= from.counts;
  into.excludes |= from.excludes;
  into.since |= from.since;
  into.lookback |= from.lookback;
  into.stated_deadline |= from.stated_deadline;
  into.damaged |= from.damaged;
  into.vague |= from.vague;
  if (from.every && !into.every) {
    into.every = from.every;
    into.interval = from.interval;
  }
}

bool only_day_or_clock(const Moment& moment) { return !moment.year && !moment.month && !moment.day_offset && !moment.days_later; }

// Grows one expression from the pieces that begin at `first`.
class Growth {
 public:
  Growth(const Document& document, const std::vector<Piece>& pieces, const Glue& glue, std::size_t first)
      : document_(document), pieces_(pieces), glue_(glue), first_(first), next_(first) {}

  // The piece after the last one taken; equal to `first` when nothing was made of it.
  std::size_t run(Expression& out) {
    while (next_ < pieces_.size() && (next_ == first_ || touches(next_)) && step(pieces_[next_])) {}
    if (!complete()) return first_;
    finish();
    out = std::move(made_);
    return next_;
  }

 private:
  bool touches(std::size_t index) const {
    const auto& left = pieces_[index - 1];
    const auto& right = pieces_[index];
    std::string_view gap(document_.utf8.data() + left.end, right.begin - left.end);
    if (gap.size() > 24) return false;
    if (gap.find("\n") != std::string_view::npos) return false;
    while (!gap.empty() && gap.front() == ' ') gap.remove_prefix(1);
    while (!gap.empty() && gap.back() == ' ') gap.remove_suffix(1);
    if (gap.empty()) return true;
    std::string lower(gap);
    for (auto& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return glue_.allowed(lower, left, right);
  }

  // Takes the piece, or ends the expression.
  bool step(const Piece& piece) {
    if (whole_) return piece.kind == PieceKind::tail && take_tail(piece);
    switch (piece.kind) {
      case PieceKind::lead: return lead(piece);
      case PieceKind::every: return every(piece);
      case PieceKind::moment: return moment(piece);
      case PieceKind::tail: return moments_ > 0 && take_tail(piece);
      case PieceKind::joint: return joint(piece);
      case PieceKind::list: return between_ ? joint(piece) : list();
      case PieceKind::whole: return whole(piece);
    }
    return false;
  }

  bool lead(const Piece& piece) {
    if (next_ + 1 < pieces_.size() && pieces_[next_ + 1].says.start.has_clock()) spread_working_week();
    if (tailed_ || made_.end) return false;
    // "Friday by noon" goes on, "on Friday. By noon" and "3 p.m. before" do not.
    if (moments_ > 0 && made_.start.has_clock()) return false;
    if (moments_ > 0) {
      // A lead in the middle needs a clock or an "every" after it.
      if (next_ + 1 >= pieces_.size() || !touches(next_ + 1) || pieces_[next_ + 1].kind != PieceKind::moment) return false;
      Moment probe = made_.start;
      const auto& after = pieces_[next_ + 1].says.start;
      if (!fuse(probe, after)) return false;
      // "Mileage for August by Friday": two times; "Tuesday, beginning at 7" is one, "May 5, effective in June" two.
      if (made_.start.has_date() && after.has_date() && !after.has_clock()) return false;
      if (piece.says.since && !after.has_clock()) return false;
    }
    take_frame(made_, piece.says);
    trigger_ |= piece.says.kind == TimeKind::relative;
    between_ |= piece.says.kind == TimeKind::span;
    ++next_;
    return true;
  }

  bool every(const Piece& piece) {
    // "hằng quý, trước ngày 15 tháng cuối quý" says twice how often.
    if (made_.every == piece.says.every && piece.says.start.share != Share::none && made_.start.share == Share::none) {
      made_.start.share = piece.says.start.share;
      ++next_;
      return true;
    }
    if ((piece.says.every == TimeUnit::day || piece.says.every == TimeUnit::week) && !piece.says.start.weekday && !made_.every) {
      const bool spread = made_.end.has_value();
      spread_working_week();
      // "từ thứ Hai đến thứ Sáu hằng tuần" has then said how often.
      if (spread && made_.every == piece.says.every) return ++next_, true;
    }
    if ((made_.end && !spans_only_clocks()) || (made_.every && piece.says.every != TimeUnit::day)) return false;
    if ((made_.end && !spans_only_clocks()) || (tailed_ && !made_.before)) return false;
    take_frame(made_, piece.says);
    made_.also.insert(made_.also.end(), piece.says.also.begin(), piece.says.also.end());
    fuse(made_.start, piece.says.start);
    moments_ += piece.says.start.has_date() || piece.says.start.band != Band::none || piece.says.start.has_clock() || piece.says.start.workday_nth;
    ++next_;
    return true;
  }

  // "Monday through Friday" before a clock or "each day" says the days of every week; shorter spans are days to come.
  void spread_working_week() {
    if (!made_.end || !made_.start.weekday || !made_.end->weekday || *made_.start.weekday != 1) return;
    const auto plain = [](const Moment& moment) { return !moment.day && !moment.month && !moment.week_offset && !moment.has_clock() && moment.band == Band::none; };
    const unsigned last = *made_.end->weekday == 0 ? 7 : *made_.end->weekday;
    if (last < 5 || !plain(made_.start) || !plain(*made_.end)) return;
    for (unsigned day = 2; day <= last; ++day) {
      Moment other;
      other.weekday = day % 7;
      made_.also.push_back(other);
    }
    made_.end.reset();
    made_.every = TimeUnit::week;
  }

  // 上午 before 8:00
  bool band_of_clock(const Piece& piece) const {
    const auto& said = piece.says.start;
    return said.band != Band::none && !said.has_date() && !said.has_clock() && next_ + 1 < pieces_.size() && pieces_[next_ + 1].says.start.has_clock() && touches(next_ + 1);
  }

  // "8 a.m. to 5 p.m." of no day yet.
  bool spans_only_clocks() const {
    return made_.end && made_.start.has_clock() && made_.end->has_clock() && !made_.start.has_date() && !made_.end->has_date();
  }

  // "8 a.m. to 5 p.m., Monday through Friday": the days of every week after their clocks.
  bool week_after_clocks(const Piece& piece) {
    const bool days = spans_only_clocks() && piece.says.start.weekday == 1U && !piece.says.start.week_offset && next_ + 2 < pieces_.size() && touches(next_ + 1) && touches(next_ + 2) &&
                      pieces_[next_ + 1].kind == PieceKind::joint && pieces_[next_ + 2].says.start.weekday;
    if (!days) return false;
    const unsigned named = *pieces_[next_ + 2].says.start.weekday, last = named == 0 ? 7 : named;
    if (last < 5) return false;
    made_.every = TimeUnit::week;
    made_.start.weekday = 1;
    for (unsigned day = 2; day <= last; ++day) {
      Moment other;
      other.weekday = day % 7;
      made_.also.push_back(other);
    }
    next_ += 3;
    return true;
  }

  // "sáng từ 7 giờ đến 11 giờ, chiều từ 13 giờ": the part of the day begins another span.
  bool begins_another_span(const Piece& piece) const {
    const auto& said = piece.says.start;
    const bool only_band = said.band != Band::none && !said.has_date() && !said.has_clock();
    return only_band && made_.end && made_.end->has_clock() && next_ + 1 < pieces_.size() && touches(next_ + 1) &&
           (pieces_[next_ + 1].kind == PieceKind::lead || pieces_[next_ + 1].says.start.has_clock());
  }

  bool moment(const Piece& piece) {
    if (week_after_clocks(piece)) return true;
    if (begins_another_span(piece)) return false;
    if ((piece.says.start.has_clock() && !piece.says.start.has_date()) || band_of_clock(piece)) spread_working_week();
    if (trigger_) {
      // The trigger belongs to a length of time, not to this date: begin anew.
      made_ = {};
      trigger_ = false;
      first_ = next_;
      moments_ = 0;
    }
    if (tailed_) return false;
    if (piece.needs_clock && !clock_follows()) return false;
    auto& into = made_.end && !closed_ ? *made_.end : made_.start;
    const bool clock_then_date = into.has_clock() && piece.says.start.has_date() && !into.has_date();
    if (clock_then_date && !glue_.clock_first) return false;
    if (piece.says.end && made_.end) return false;
    if (made_.end && piece.says.start.has_clock() && !made_.start.has_clock() && spans_clocks(next_)) return false;
    if (!fuse(into, piece.says.start)) return false;
    if (piece.says.end) {
      made_.end = piece.says.end;
      closed_ = true;
    }
    take_frame(made_, piece.says);
    made_.also.insert(made_.also.end(), piece.says.also.begin(), piece.says.also.end());
    strong_ |= !piece.needs_date || moments_ > 0;
    ++moments_;
    ++next_;
    return true;
  }

  // "March 18 to 22, 8 a.m. – 4 p.m.": the clocks are a span of their own.
  bool spans_clocks(std::size_t at) const {
    return at + 1 < pieces_.size() && touches(at + 1) && pieces_[at + 1].kind == PieceKind::joint;
  }

  bool clock_follows() const {
    return next_ + 1 < pieces_.size() && pieces_[next_ + 1].begin == pieces_[next_].end && pieces_[next_ + 1].says.start.has_clock();
  }

  bool take_tail(const Piece& piece) {
    if (piece.says.every && made_.also.empty()) return false;
    take_frame(made_, piece.says);
    fuse(made_.start, piece.says.start);
    tailed_ = true;
    strong_ = true;
    ++next_;
    return true;
  }

  bool joint(const Piece& piece) {
    if (moments_ == 0) {
      // "until Friday": what joins can also lead.
      if (!piece.says.before && !piece.says.since) return false;
      take_frame(made_, piece.says);
      ++next_;
      return true;
    }
    const bool more = next_ + 1 < pieces_.size() && touches(next_ + 1);
    if (!more || made_.end || (tailed_ && !made_.since)) return false;
    const auto& after = pieces_[next_ + 1];
    if (after.kind != PieceKind::moment || after.says.end) return false;
    made_.end = after.says.start;
    take_frame(made_, after.says);
    made_.since = false;
    tailed_ = false;
    strong_ = true;
    next_ += 2;
    return true;
  }

  // "8点、17点": further clocks of a recurrence; "7日、8日": two days in a row are a span.
  bool list() {
    if (moments_ > 0 && row_ && next_ + 1 < pieces_.size() && touches(next_ + 1)) {
      // 14日、15日、16日
      const auto& more = pieces_[next_ + 1].says.start;
      const bool next = more.day && made_.end->day && *more.day == *made_.end->day + 1 && !more.month && !more.has_clock();
      if (next) return made_.end->day = more.day, next_ += 2, true;
    }
    if (moments_ == 0 || made_.end || next_ + 1 >= pieces_.size() || !touches(next_ + 1)) return false;
    std::size_t at = next_ + 1;
    if (pieces_[at].kind == PieceKind::lead && pieces_[at].says.before) ++at;
    if (at >= pieces_.size() || pieces_[at].kind != PieceKind::moment || pieces_[at].says.end) return false;
    Moment other = pieces_[at].says.start;
    for (++at; at < pieces_.size() && touches(at) && pieces_[at].kind == PieceKind::moment && !pieces_[at].says.end; ++at) {
      if (!fuse(other, pieces_[at].says.start)) return false;
    }
    if (next_date(made_.start, other) && !tailed_) {
      made_.end = other;
      strong_ = true;
      next_ = at;
      return true;
    }
    // 每年1月15日和7月15日: one day of several months.
    const bool same_day = made_.every == TimeUnit::year && other.month && other.day && other.day == made_.start.day && !other.has_clock();
    if (!same_day && !only_day_or_clock(other)) return false;
    if (!made_.every && !recurs_later(at)) return days_in_a_row(other, at);
    made_.also.push_back(other);
    while (at < pieces_.size() && touches(at) && pieces_[at].kind == PieceKind::tail) {
      take_frame(made_, pieces_[at].says);
      ++at;
    }
    next_ = at;
    return true;
  }

  // 30/4 and 1/5: a date and the one after it, both with their months.
  static bool next_date(const Moment& first, const Moment& second) {
    const bool plain = first.day && first.month && second.day && second.month && !first.has_clock() && !second.has_clock() && first.band == Band::none && second.band == Band::none;
    if (!plain) return false;
    const bool within = *second.month == *first.month && *second.day == *first.day + 1;
    return within || (*second.day == 1 && *first.day >= 28 && *second.month == *first.month % 12 + 1);
  }

  // Whether, after clocks in a list, something says that all of them recur ("各一次").
  bool recurs_later(std::size_t at) const {
    for (; at < pieces_.size() && touches(at); ++at) {
      if (pieces_[at].says.every) return true;
      const auto kind = pieces_[at].kind;
      if (kind != PieceKind::list && kind != PieceKind::tail && !(kind == PieceKind::moment && only_day_or_clock(pieces_[at].says.start))) return false;
    }
    return false;
  }

  bool days_in_a_row(const Moment& other, std::size_t at) {
    const auto& start = made_.start;
    if (tailed_ || start.has_clock() || other.has_clock() || start.band != Band::none || other.band != Band::none) return false;
    const bool days = start.day && other.day && (*other.day == *start.day + 1);
    const bool weekdays = start.weekday && other.weekday && !start.day && !other.day && *other.weekday == (*start.weekday + 1) % 7;
    if (!days && !weekdays) return false;
    made_.end = other;
    strong_ = row_ = true;
    next_ = at;
    return true;
  }

  bool whole(const Piece& piece) {
    if (moments_ > 0 || (made_.every && piece.says.kind != TimeKind::recurrence)) return false;
    const auto frame = made_;
    made_ = piece.says;
    take_frame(made_, frame);
    whole_ = true;
    ++next_;
    return true;
  }

  bool complete() const {
    if (whole_) return true;
    if (made_.damaged && moments_ > 0) return true;
    if (moments_ == 0) return false;
    return strong_ || made_.every || made_.before || made_.since || made_.stated_deadline;
  }

  void finish() {
    made_.range = {document_.code_point[pieces_[first_].begin], document_.code_point[pieces_[next_ - 1].end]};
    if (whole_) return;
    made_.kind = made_.vague ? TimeKind::vague : made_.every ? TimeKind::recurrence : made_.end ? TimeKind::span : TimeKind::point;
  }

  const Document& document_;
  const std::vector<Piece>& pieces_;
  const Glue& glue_;
  std::size_t first_, next_;
  Expression made_;
  int moments_ = 0;
  bool tailed_ = false, strong_ = false, whole_ = false, trigger_ = false, closed_ = false, between_ = false, row_ = false;
};

}  // namespace

bool Moment::has_date() const {
  return year || year_offset || month || month_offset || day || day_offset || days_later || weekday || week_offset || week_of || quarter ||
         quarter_offset || half || shift || now || year_end || share != Share::none || feast != Feast::none;
}

bool fuse(Moment& into, const Moment& other) {
  Moment both = into;
  const bool taken =
      take(both.year, other.year) && take(both.year_offset, other.year_offset) && take(both.month, other.month) &&
      take(both.month_offset, other.month_offset) && take(both.day, other.day) && take(both.day_offset, other.day_offset) && take(both.days_later, other.days_later) &&
      take(both.weekday, other.weekday) && take(both.week_offset, other.week_offset) && take(both.week_of, other.week_of) &&
      take(both.nth, other.nth) && take(both.quarter, other.quarter) && take(both.quarter_offset, other.quarter_offset) &&
      take(both.half, other.half) && take(both.share, other.share, Share::none) && take(both.shift, other.shift) &&
      take(both.hour, other.hour) && take(both.minute, other.minute) && take(both.second, other.second) &&
      take(both.afternoon, other.afternoon) && take(both.band, other.band, Band::none) && take(both.edge, other.edge, Edge::none) &&
      take(both.zone_minutes, other.zone_minutes) && take(both.years_later, other.years_later) &&
      take(both.days_away, other.days_away) && take(both.month_turn, other.month_turn) && take(both.workday_nth, other.workday_nth) &&
      take(both.feast, other.feast, Feast::none) && take(both.trigger_day, other.trigger_day);
  if (!taken || (both.now && other.now)) return false;
  both.lunar |= other.lunar;
  both.year_end |= other.year_end;
  both.now |= other.now;
  both.office |= other.office;
  both.either_half |= other.either_half;
  both.festival |= other.festival;
  both.whole_week |= other.whole_week;
  if ((both.year && both.year_offset) || (both.month && both.month_offset)) return false;
  // 明日(3月16日) says the day twice; 明日 and a month or a week do not go together.
  if (both.day_offset && !both.day && (both.month || both.week_offset)) return false;
  into = both;
  return true;
}

std::vector<Expression> assemble(const Document& document, const std::vector<Piece>& pieces, const Glue& glue) {
  std::vector<Expression> expressions;
  for (std::size_t i = 0; i < pieces.size();) {
    Expression expression;
    const auto next = Growth(document, pieces, glue, i).run(expression);
    if (next > i) expressions.push_back(std::move(expression));
    i = std::max(next, i + 1);
  }
  return expressions;
}

}  // namespace fenliu::rules
