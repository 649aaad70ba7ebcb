// How drafts answer: diagnostics, cases and problems as JSON.
#pragma once

#include <boost/json.hpp>

#include "daemon/app/draft_state.h"
#include "daemon/serve/api.h"

namespace fenliu::app {

boost::json::array diagnostics_json(const rules::Diagnostics& diagnostics);
// {"passed","failed":[…],"text"}
boost::json::object cases_json(const CaseRun& run, const rules::Configuration& configuration);
// A problem (RFC 9457) that carries further members.
serve::Answer problem_answer(int status, const std::string& title, const std::string& detail, boost::json::object more);
serve::Answer faulty_draft(const rules::Diagnostics& diagnostics, const std::vector<rules::SourceFile>& files);

}  // namespace fenliu::app
