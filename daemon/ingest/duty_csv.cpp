// Duty out of a table, through fast-cpp-csv-parser.
#include "daemon/ingest/duty_csv.h"

#define CSV_IO_NO_THREAD
#include <libfccp/csv.h>

#include <algorithm>

#include "rules/text/utf8.h"

namespace fenliu::ingest {

namespace {

constexpr std::size_t kLimit = 4u << 20;

// The library's messages name the file that we have no name of.
std::string message_of(const io::error::base& error) {
  std::string text = error.what();
  for (const char* tail : {" in file", " in line", " in header"}) {
    if (const auto at = text.find(tail); at != std::string::npos) text.resize(at);
  }
  return text;
}

template <char separator>
class Table {
 public:
  Table(const std::string& text, const rules::Zone& zone)
      : zone_(zone), reader_("table", text.data(), text.data() + text.size()) {}

  ImportedDuty read() {
    try {
      reader_.read_header(io::ignore_extra_column | io::ignore_missing_column, "unit", "function", "person", "post", "name", "from", "until", "kind");
    } catch (const io::error::base& error) {
      fault(message_of(error), "the first line names the columns: unit,function,person,post,name,from,until,kind");
      return std::move(imported_);
    }
    for (const char* column : {"from", "until"}) {
      if (!reader_.has_column(column)) fault("the table has no column '" + std::string(column) + "'", "the first line names the columns");
    }
    if (!reader_.has_column("person") && !reader_.has_column("name") && !reader_.has_column("post")) {
      fault("no column says who is on duty", "add `person`, `name` or `post`");
    }
    if (!imported_.faults.empty()) return std::move(imported_);
    while (row()) {
    }
    return std::move(imported_);
  }

 private:
  void fault(std::string message, std::string hint) {
    imported_.faults.push_back({static_cast<int>(reader_.get_file_line()), std::move(message), std::move(hint)});
  }

  // Whether there may be another.
  bool row() {
    rules::DutyLine line;
    std::string from, until;
    try {
      if (!reader_.read_row(line.unit, line.function, line.person, line.post, line.name, from, until, line.kind)) return false;
    } catch (const io::error::base& error) {
      fault(message_of(error), "each line has as many fields as the first; a field with commas stands in quotes");
      return true;
    }
    line.line = static_cast<int>(reader_.get_file_line());
    const auto begins = rules::parse_table_time(from, zone_), ends = rules::parse_table_time(until, zone_);
    if (!begins) fault("'" + from + "' is no time", "write 2022-11-25 18:00");
    if (!ends) fault("'" + until + "' is no time", "write 2022-11-26 08:00");
    if (!begins || !ends) return true;
    line.from = *begins;
    line.until = *ends;
    imported_.lines.push_back(std::move(line));
    return true;
  }

  const rules::Zone& zone_;
  io::CSVReader<8, io::trim_chars<' ', '\t'>, io::double_quote_escape<separator, '"'>, io::throw_on_overflow, io::empty_line_comment> reader_;
  ImportedDuty imported_;
};

}  // namespace

ImportedDuty read_duty_csv(const std::string& text, const rules::Zone& zone) {
  if (text.size() > kLimit) return {{}, {{0, "the file is larger than 4 MiB", "split it"}}};
  if (rules::first_invalid_utf8(text) || text.find('\0') != std::string::npos) {
    return {{}, {{0, "the file is not UTF-8", "save it as CSV UTF-8, or convert it (iconv -f GB18030 -t UTF-8)"}}};
  }
  if (text.find_first_not_of(" \t\r\n\xEF\xBB\xBF") == std::string::npos) return {{}, {{0, "the file is empty", ""}}};
  const auto header = text.substr(0, text.find('\n'));
  const bool semicolons = std::count(header.begin(), header.end(), ';') > std::count(header.begin(), header.end(), ',');
  return semicolons ? Table<';'>(text, zone).read() : Table<','>(text, zone).read();
}

}  // namespace fenliu::ingest
