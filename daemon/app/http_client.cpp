// The daemon's API from the command line.
#include "daemon/app/http_client.h"

#include <httplib.h>

#include <boost/json.hpp>

namespace fenliu::app {

using rules::Error;
using rules::ErrorKind;

namespace {

constexpr int kReadSeconds = 300;  // a replay of a year's items takes its time

ErrorKind kind_of(int status) {
  switch (status) {
    case 401:
      return ErrorKind::unauthorized;
    case 403:
      return ErrorKind::forbidden;
    case 404:
      return ErrorKind::not_found;
    case 409:
    case 412:
      return ErrorKind::conflict;
    case 422:
      return ErrorKind::refused;
    case 503:
      return ErrorKind::unavailable;
    default:
      return status >= 500 ? ErrorKind::internal : ErrorKind::invalid;
  }
}

Error problem_of(const httplib::Response& response) {
  boost::system::error_code failed;
  const auto body = boost::json::parse(response.body, failed);
  Error error{kind_of(response.status), "the daemon answered " + std::to_string(response.status), ""};
  if (failed || !body.is_object()) return error;
  const auto text = [&](const char* key) {
    const auto* value = body.get_object().if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
  };
  if (const auto title = text("title"); !title.empty()) error.message = title;
  error.detail = text("detail");
  return error;
}

}  // namespace

rules::Result<cli::CallAnswer> call_daemon(const cli::CallRequest& request) {
  httplib::Client client(request.server);
  if (!client.is_valid()) return Error{ErrorKind::invalid, "no server address '" + request.server + "'", "as http://127.0.0.1:8642"};
  client.set_tcp_nodelay(true);
  client.set_read_timeout(kReadSeconds);
  httplib::Request sent;
  sent.method = request.method;
  sent.path = request.path;
  sent.set_header("Authorization", "Bearer " + request.token);
  if (!request.if_match.empty()) sent.set_header("If-Match", request.if_match);
  if (request.method != "GET") {
    sent.body = request.body;
    sent.set_header("Content-Type", "application/json");
  }
  const auto answer = client.send(sent);
  if (!answer) {
    return Error{ErrorKind::unavailable, "no answer from " + request.server, httplib::to_string(answer.error()) + "; is `fenliu serve` running there?"};
  }
  if (answer->status >= 400) return problem_of(*answer);
  return cli::CallAnswer{answer->status, answer->body, answer->get_header_value("ETag")};
}

}  // namespace fenliu::app
