// YAML as a tree that knows where everything stands. Internal to source/; the only header beside compile.h that speaks of
// YAML, and yaml_tree.cpp is the only file that sees yaml-cpp.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/fwd.hpp>

#include "rules/text/diagnostic.h"

namespace fenliu::rules {

struct YamlNode {
  enum class Kind { null, scalar, sequence, mapping };
  Kind kind = Kind::null;
  std::string scalar;   // as written, escapes resolved
  bool quoted = false;  // in quotes, or a block scalar: always text
  Span span;
  std::vector<YamlNode> items;                          // sequence
  std::vector<std::pair<YamlNode, YamlNode>> entries;   // mapping, in order, first of duplicates only
};

struct YamlTree {
  std::optional<YamlNode> root;  // nothing for an empty document or a syntax error
};

// Parses one document. Reports: syntax errors (the first; yaml-cpp stops there), duplicate keys, invalid UTF-8, more
// than one document, keys that are no scalars, nesting deeper than 64, more than a million nodes (aliases counted as
// often as they are used), files over 4 MiB.
YamlTree parse_yaml(const SourceFile& file, Diagnostics& diagnostics);

// Scalars by YAML's core schema, except that digits after a leading zero stay text (0123 is a name, not 83 or 123).
boost::json::value to_json(const YamlNode& node);

// Where a JSON Pointer of to_json(node) leads: the value, or the key when `key` is true; the nearest parent otherwise.
Span span_of(const YamlNode& node, const std::string& pointer, bool key);

}  // namespace fenliu::rules
