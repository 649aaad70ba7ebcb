// Errors as application/problem+json (RFC 9457): one table from kinds of errors to statuses.
#pragma once

#include "daemon/serve/message.h"
#include "rules/text/result.h"

namespace fenliu::serve {

int status_of(rules::ErrorKind kind);
Response problem(int status, const std::string& title, const std::string& detail = "");
Response problem(const rules::Error& error);

}  // namespace fenliu::serve
