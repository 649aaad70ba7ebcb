// Building the tree from yaml-cpp's events, which carry marks and keep duplicate keys.
#include "rules/source/yaml_tree.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <sstream>

#include <boost/json.hpp>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "rules/source/yaml_syntax.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

constexpr std::size_t kMaxBytes = 4u << 20;
constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxNodes = 1000000;

struct TooMuch {
  Span span;
  std::string message;
};

std::size_t count_nodes(const YamlNode& node) {
  std::size_t count = 1;
  for (const auto& item : node.items) count += count_nodes(item);
  for (const auto& [key, value] : node.entries) count += 1 + count_nodes(value);
  return count;
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const SourceFile& file, Diagnostics& diagnostics)
      : positions_(file), diagnostics_(diagnostics) {}

  std::optional<YamlNode> root;

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode node;
    node.span = at(mark, 0);
    add(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw TooMuch{at(mark, 0), "an alias stands inside what it repeats"};
    nodes_ += count_nodes(found->second);
    check(mark);
    auto copy = found->second;
    copy.span = at(mark, 1);
    place(std::move(copy));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    YamlNode node;
    node.kind = YamlNode::Kind::scalar;
    node.scalar = value;
    node.quoted = tag == "!";
    const auto line_end = value.find('\n');
    node.span = at(mark, count_code_points(std::string_view(value).substr(0, line_end)) + (node.quoted ? 2 : 0));
    add(std::move(node), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(mark, YamlNode::Kind::sequence, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(mark, YamlNode::Kind::mapping, anchor);
  }
  void OnMapEnd() override { close(); }

  Span at(const YAML::Mark& mark, std::size_t length) const {
    return positions_.span(static_cast<std::size_t>(std::max(0, mark.line)),
                           static_cast<std::size_t>(std::max(0, mark.column)), length);
  }

 private:
  struct Open {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    std::optional<YamlNode> key;
    std::map<std::string, Span> seen;
  };

  void check(const YAML::Mark& mark) const {
    if (nodes_ > kMaxNodes) throw TooMuch{at(mark, 0), "the file repeats itself through aliases beyond measure"};
  }

  void open(const YAML::Mark& mark, YamlNode::Kind kind, YAML::anchor_t anchor) {
    if (open_.size() >= kMaxDepth) {
      throw TooMuch{at(mark, 0), "nested deeper than " + std::to_string(kMaxDepth) + " levels"};
    }
    Open next;
    next.node.kind = kind;
    next.node.span = at(mark, 1);
    next.anchor = anchor;
    open_.push_back(std::move(next));
  }

  void close() {
    auto done = std::move(open_.back());
    open_.pop_back();
    add(std::move(done.node), done.anchor);
  }

  void add(YamlNode node, YAML::anchor_t anchor) {
    if (++nodes_ > kMaxNodes) throw TooMuch{node.span, "more than a million nodes"};
    if (anchor != 0) anchors_[anchor] = node;
    place(std::move(node));
  }

  void place(YamlNode node) {
    if (open_.empty()) {
      root = std::move(node);
      return;
    }
    auto& parent = open_.back();
    if (parent.node.kind == YamlNode::Kind::sequence) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.key) {
      parent.key = std::move(node);
    } else {
      place_entry(parent, std::move(node));
    }
  }

  void place_entry(Open& parent, YamlNode value) {
    auto key = std::move(*parent.key);
    parent.key.reset();
    if (key.kind != YamlNode::Kind::scalar) {
      diagnostics_.push_back({key.span, Severity::error, "bad-key", "a key must be a word", ""});
      return;
    }
    const auto [earlier, fresh] = parent.seen.try_emplace(key.scalar, key.span);
    if (!fresh) {
      diagnostics_.push_back({key.span, Severity::error, "duplicate-key",
                              "the key '" + key.scalar + "' stands here already, in line " +
                                  std::to_string(earlier->second.line),
                              "remove one, or put both values into one list"});
      return;
    }
    parent.node.entries.emplace_back(std::move(key), std::move(value));
  }

  Positions positions_;
  Diagnostics& diagnostics_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, YamlNode> anchors_;
  std::size_t nodes_ = 0;
};

bool is_integer(const std::string& text) {
  const auto digits = text.front() == '-' || text.front() == '+' ? text.substr(1) : text;
  if (digits.empty() || digits.size() > 18) return false;
  if (digits.size() > 1 && digits.front() == '0') return false;
  return digits.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

YamlTree parse_yaml(const SourceFile& file, Diagnostics& diagnostics) {
  if (file.text.size() > kMaxBytes) {
    diagnostics.push_back({{file.path, 0, 0, 0}, Severity::error, "too-large", "the file is larger than 4 MiB", "split it"});
    return {};
  }
  if (const auto bad = first_invalid_utf8(file.text)) {
    const auto line = static_cast<std::size_t>(std::count(file.text.begin(), file.text.begin() + static_cast<long>(*bad), '\n'));
    const auto start = file.text.rfind('\n', *bad == 0 ? 0 : *bad - 1);
    const auto column = *bad - (line == 0 || start == std::string::npos ? 0 : start + 1);
    diagnostics.push_back({Positions(file).span(line, column, 0), Severity::error, "bad-utf8",
                           "the file is not valid UTF-8 here", "save it as UTF-8 (iconv -f GB18030 -t UTF-8)"});
    return {};
  }
  const Positions positions(file);
  TreeBuilder builder(file, diagnostics);
  try {
    // A quote that nothing closes would silently swallow the rest of the file; at a document end yaml-cpp complains.
    std::istringstream in(file.text + "\n...\n");
    YAML::Parser parser(in);
    if (!parser.HandleNextDocument(builder)) return {};
    auto root = std::move(builder.root);
    if (root && root->kind == YamlNode::Kind::null) return {};  // nothing but remarks
    TreeBuilder second(file, diagnostics);
    if (parser.HandleNextDocument(second) && second.root && second.root->kind != YamlNode::Kind::null) {
      diagnostics.push_back({second.root->span, Severity::error, "second-document", "a second document begins here",
                             "one file holds one document; remove the '---' between them"});
    }
    return {std::move(root)};
  } catch (const YAML::ParserException& exception) {
    diagnostics.push_back(yaml_syntax_error(exception.msg, positions.span(static_cast<std::size_t>(std::max(0, exception.mark.line)), static_cast<std::size_t>(std::max(0, exception.mark.column)), 0), file));
  } catch (const TooMuch& too_much) {
    diagnostics.push_back({too_much.span, Severity::error, "too-large", too_much.message, "write it out, or split the file"});
  }
  return {};
}

boost::json::value to_json(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null:
      return nullptr;
    case YamlNode::Kind::sequence: {
      boost::json::array array;
      for (const auto& item : node.items) array.push_back(to_json(item));
      return array;
    }
    case YamlNode::Kind::mapping: {
      boost::json::object object;
      for (const auto& [key, value] : node.entries) object[key.scalar] = to_json(value);
      return object;
    }
    case YamlNode::Kind::scalar:
      break;
  }
  const auto& text = node.scalar;
  if (node.quoted) return boost::json::value(text);
  if (text.empty() || text == "~" || text == "null") return nullptr;
  if (text == "true") return true;
  if (text == "false") return false;
  if (is_integer(text)) {
    std::int64_t number = 0;
    const auto* first = text.data() + (text.front() == '+' ? 1 : 0);
    std::from_chars(first, text.data() + text.size(), number);
    return number;
  }
  return boost::json::value(text);
}

Span span_of(const YamlNode& node, const std::string& pointer, bool key) {
  const YamlNode* at = &node;
  Span span = node.span;
  for (std::size_t i = 0; i < pointer.size();) {
    const auto end = std::min(pointer.find('/', i + 1), pointer.size());
    const auto token = pointer.substr(i + 1, end - i - 1);
    const YamlNode* next = nullptr;
    if (at->kind == YamlNode::Kind::mapping) {
      for (const auto& [name, value] : at->entries) {
        if (name.scalar != token) continue;
        next = &value;
        span = key && end == pointer.size() ? name.span : value.span;
      }
    } else if (at->kind == YamlNode::Kind::sequence && is_integer(token.empty() ? "x" : token)) {
      const auto index = static_cast<std::size_t>(std::stoul(token));
      if (index < at->items.size()) {
        next = &at->items[index];
        span = next->span;
      }
    }
    if (next == nullptr) return span;
    at = next;
    i = end;
  }
  return span;
}

}  // namespace fenliu::rules
