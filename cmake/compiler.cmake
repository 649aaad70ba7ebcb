# Warnings, sanitizers, and the tools that make building fast where they are present.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
if(FENLIU_WERROR)
  add_compile_options(-Werror)
endif()

# GCC 12 finds these in the standard library's own string and function, where they are not (GCC bugs 105651, 105562).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-restrict)
  if(FENLIU_SANITIZE)
    add_compile_options(-Wno-maybe-uninitialized)
  endif()
endif()

if(FENLIU_SANITIZE STREQUAL "address")
  # A null or dangling pointer is the address sanitizer's to find; checking each use for it again doubles the time of a build.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=null,alignment,vptr,object-size -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(FENLIU_SANITIZE STREQUAL "thread")
  # GCC's thread sanitizer cannot model fences; the standard library uses them rightly.
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer -Wno-tsan)
  add_link_options(-fsanitize=thread)
endif()

# With clang's fuzzing engine every object is instrumented; only the fuzz targets are worth building then.
if(FENLIU_FUZZ_ENGINE)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "FENLIU_FUZZ_ENGINE needs clang++")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(LLD ld.lld)
if(LLD)
  add_link_options(-fuse-ld=lld)
endif()

include_directories(${CMAKE_SOURCE_DIR})
add_compile_definitions(FENLIU_VERSION="${PROJECT_VERSION}")
