// `fenliu order` as a person runs it: results, bad input, the time limit.
#include <boost/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/process.h"

using fenliu::support::run_fenliu;
namespace json = boost::json;

namespace {

constexpr const char* kAgenda = R"({"parts":[
  {"id":"a","minutes":10,"units":["health","police"]},
  {"id":"b","minutes":30,"units":["education"]},
  {"id":"c","minutes":20,"units":["health"]}],"weights":{"health":1.5}})";

}  // namespace

TEST_CASE("an agenda goes in, the best order with its proof comes out") {
  const auto ran = run_fenliu({"order", "-"}, kAgenda);
  CHECK(ran.exit == 0);
  CHECK(ran.err.empty());
  const auto order = json::parse(ran.out).as_object();
  CHECK(order.at("order") == json::parse(R"(["a","c","b"])"));
  CHECK(order.at("cost").to_number<double>() == 30 * 1.5 + 10 + 30);
  CHECK(order.at("lower_bound") == order.at("cost"));
  CHECK(order.at("optimal").as_bool());
  CHECK(order.at("given_cost").to_number<double>() == 60 * 1.5 + 10 + 30);
  CHECK(order.at("saved").to_number<double>() == 45);
  const auto text = run_fenliu({"order", "--format", "text"}, kAgenda);
  CHECK(text.exit == 0);
  CHECK(text.out == "a  10 min  health police\nc  20 min  health\nb  30 min  education\ncost 85, the least possible; as given 130, saved 45\n");
}

TEST_CASE("a bad agenda is refused with place and remedy") {
  struct Row {
    const char* input;
    int exit;
    const char* said;
  };
  const auto row = GENERATE(Row{R"({"parts":[{"id":"a","minutes":5,"after":["part-b"]},{"id":"part-c","minutes":5}]})", 1,
                                "/parts/0/after/0: there is no part 'part-b'\n  hint: did you mean 'part-c'?"},
                            Row{R"({"parts":[{"id":"a","minutes":5,"positon":1}]})", 1, "/parts/0/positon: there is no key 'positon' here\n  hint: did you mean 'position'?"},
                            Row{R"({"parts":[)", 1, "error"}, Row{"", 1, ""});
  const auto ran = run_fenliu({"order", "-"}, row.input);
  CAPTURE(row.input, ran.err);
  CHECK(ran.exit == row.exit);
  CHECK(ran.out.empty());
  CHECK(ran.err.find(row.said) != std::string::npos);
  CHECK_FALSE(ran.err.empty());
}

TEST_CASE("words that the command does not know are usage errors") {
  CHECK(run_fenliu({"order", "--seconds", "0"}, kAgenda).exit == 2);
  CHECK(run_fenliu({"order", "--seconds", "soon"}, kAgenda).exit == 2);
  CHECK(run_fenliu({"order", "--format", "xml"}, kAgenda).exit == 2);
  CHECK(run_fenliu({"order", "--zone", "Mars/Olympus"}, kAgenda).exit == 2);
}
