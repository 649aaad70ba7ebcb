// The public face of routing.
#include "rules/relevance/routing.h"

namespace fenliu::rules {

std::string_view to_string(Via via) {
  switch (via) {
    case Via::clause:
      return "clause";
    case Via::name:
      return "name";
    case Via::duty:
      return "duty";
    case Via::route:
      return "route";
    case Via::addressee:
      break;
  }
  return "addressee";
}

Router::Router(std::shared_ptr<const Configuration> configuration)
    : state_(std::make_unique<const State>(std::move(configuration))) {}
Router::~Router() = default;

const Configuration& Router::configuration() const { return *state_->configuration; }
std::shared_ptr<const Configuration> Router::shared_configuration() const { return state_->configuration; }

Relevance Router::route(const Item& item, Instant at) const { return Routing(*state_, item, at).run(); }

void Router::observe(const Item& item, Instant at, ConditionCounts& counts) const {
  const Routing routing(*state_, item, at);
  for (const auto& part : routing.parts()) {
    state_->matcher.observe(routing.prepared(), part.part->title, part.part->text, counts);
  }
}

}  // namespace fenliu::rules
