// The page's files, built into the binary (cmake/embed.cmake). Empty when it was built without the page.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace fenliu::serve {

// `path` begins with '/'; `etag` is quoted and changes with the bytes.
struct EmbeddedFile {
  std::string_view path;
  std::string_view content_type;
  std::string_view etag;
  std::string_view bytes;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace fenliu::serve
