# Builds web/ with npm and embeds what comes out, so that the binary carries its page.
# FENLIU_WEB: ON (npm must be there), OFF (a page that says so), AUTO (when npm is there), or a folder already built.
function(fenliu_embed_web target)
  set(generated ${CMAKE_BINARY_DIR}/generated/embedded_files.cpp)
  set(web ${CMAKE_SOURCE_DIR}/web)
  find_program(NPM npm)
  if(FENLIU_WEB STREQUAL "AUTO")
    set(built OFF)
    if(NPM AND EXISTS ${web}/package.json)
      set(built ON)
    endif()
  else()
    set(built ${FENLIU_WEB})
  endif()

  if(built STREQUAL "ON")
    if(NOT NPM)
      message(FATAL_ERROR "FENLIU_WEB=ON needs npm")
    endif()
    set(dist ${web}/dist)
    set(depends ${CMAKE_BINARY_DIR}/generated/web.stamp)
    file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${web}/src/* ${web}/public/*)
    file(GLOB web_settings CONFIGURE_DEPENDS ${web}/*.mjs ${web}/*.json ${web}/*.html)
    add_custom_command(OUTPUT ${web}/node_modules/.package-lock.json
      COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error
      COMMAND ${CMAKE_COMMAND} -E touch ${web}/node_modules/.package-lock.json
      DEPENDS ${web}/package.json ${web}/package-lock.json WORKING_DIRECTORY ${web}
      COMMENT "Installing the npm packages of the page" VERBATIM)
    add_custom_command(OUTPUT ${depends}
      COMMAND ${NPM} run --silent build
      COMMAND ${CMAKE_COMMAND} -E touch ${depends}
      DEPENDS ${web}/node_modules/.package-lock.json ${web_sources} ${web_settings}
        ${CMAKE_SOURCE_DIR}/daemon/serve/openapi.json
      WORKING_DIRECTORY ${web}
      COMMENT "Building the page" VERBATIM)
  elseif(built STREQUAL "OFF")
    set(dist ${CMAKE_SOURCE_DIR}/cmake/no_page)
    set(depends ${dist}/index.html)
  else()
    get_filename_component(dist ${built} ABSOLUTE BASE_DIR ${CMAKE_BINARY_DIR})
    if(NOT EXISTS ${dist}/index.html)
      message(FATAL_ERROR "FENLIU_WEB=${built}: no index.html in ${dist}")
    endif()
    file(GLOB_RECURSE depends CONFIGURE_DEPENDS ${dist}/*)
  endif()

  add_custom_command(OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DDIST=${dist} -DOUT=${generated} -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${depends} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake COMMENT "Embedding the page" VERBATIM)
  set(openapi ${CMAKE_BINARY_DIR}/generated/openapi.cpp)
  add_custom_command(OUTPUT ${openapi}
    COMMAND ${CMAKE_COMMAND} -DIN=${CMAKE_SOURCE_DIR}/daemon/serve/openapi.json -DOUT=${openapi}
      -P ${CMAKE_SOURCE_DIR}/cmake/openapi.cmake
    DEPENDS ${CMAKE_SOURCE_DIR}/daemon/serve/openapi.json ${CMAKE_SOURCE_DIR}/cmake/openapi.cmake VERBATIM)
  target_sources(${target} PRIVATE ${generated} ${openapi})
endfunction()
