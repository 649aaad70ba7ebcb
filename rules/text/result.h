// Errors of operations, as opposed to diagnostics (what people wrote) and assertions (bugs).
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace fenliu::rules {

// What went wrong, in the terms a caller can act on. Each kind maps to one HTTP status and one exit code.
enum class ErrorKind {
  invalid,       // the input is wrong; exit 1, 400 or 422
  unauthorized,  // no or an unknown principal; 401
  forbidden,     // the principal may not; 403
  not_found,     // 404
  conflict,      // a precondition or a revision does not hold; 409 or 412
  too_large,     // over a limit; 413
  refused,       // classified: must not enter the system; 422
  unavailable,   // try again later; 503
  internal       // could not run; exit 3, 500
};

// `message` is one sentence for the person who asked, `detail` adds place and remedy; neither quotes classified text.
struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string message;
  std::string detail;
};

// A value or an error. `value()` requires ok(), `error()` requires !ok().
template <class T>
class Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

struct Done {};  // Result<Done>: an operation without a value

}  // namespace fenliu::rules
