// Plain requests and responses: resources see these and nothing of sockets, so they are tested without them.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace fenliu::serve {

struct Request {
  std::string method;                           // GET, POST, PUT
  std::string target;                           // as sent
  std::string path;                             // decoded, begins with '/'
  std::map<std::string, std::string> query;     // decoded
  std::map<std::string, std::string> headers;   // names in lower case
  std::string body;                             // valid UTF-8
  bool from_loopback = false;                   // by the socket's peer, never by a header

  std::string header(const std::string& name) const;
  ~Request();  // wipes the body: it may be one that was refused as classified
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // further ones; values without CR and LF are kept only
};

}  // namespace fenliu::serve
