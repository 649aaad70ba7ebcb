// Text within HTML.
#include "rules/text/html.h"
#include "tests/support/catch.h"

using namespace fenliu::rules;

TEST_CASE("what means something in HTML is written so that it means itself, between tags and within quotes") {
  CHECK(html_escaped("<a href=\"x\" id='y'>&amp;") == "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;");
  CHECK(html_escaped("应急局\n18:35") == "应急局\n18:35");
  CHECK(html_lines("a\n<b>") == "a<br>&lt;b&gt;");
}
