// Problems.
#include "daemon/serve/problem.h"

#include <boost/json.hpp>

namespace fenliu::serve {

int status_of(rules::ErrorKind kind) {
  switch (kind) {
    case rules::ErrorKind::invalid:
      return 400;
    case rules::ErrorKind::unauthorized:
      return 401;
    case rules::ErrorKind::forbidden:
      return 403;
    case rules::ErrorKind::not_found:
      return 404;
    case rules::ErrorKind::conflict:
      return 409;
    case rules::ErrorKind::too_large:
      return 413;
    case rules::ErrorKind::refused:
      return 422;
    case rules::ErrorKind::unavailable:
      return 503;
    case rules::ErrorKind::internal:
      break;
  }
  return 500;
}

Response problem(int status, const std::string& title, const std::string& detail) {
  boost::json::object body{{"type", "about:blank"}, {"title", title}, {"status", status}};
  if (!detail.empty()) body["detail"] = detail;
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = boost::json::serialize(body);
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

Response problem(const rules::Error& error) { return problem(status_of(error.kind), error.message, error.detail); }

}  // namespace fenliu::serve
