# Builds web/ with npm and embeds what comes out, so that the binary carries its page.
# FENLIU_WEB: ON (npm must be there), OFF (no page), AUTO (when npm is there), or a folder with files already built.
function(fenliu_embed_web target)
  set(generated ${CMAKE_BINARY_DIR}/generated/embedded_files.cpp)
  set(dist "")
  set(depends ${CMAKE_SOURCE_DIR}/cmake/embed.cmake)
  find_program(NPM npm)
  if(FENLIU_WEB STREQUAL "ON" OR (FENLIU_WEB STREQUAL "AUTO" AND NPM AND EXISTS ${CMAKE_SOURCE_DIR}/web/package.json))
    if(NOT NPM)
      message(FATAL_ERROR "FENLIU_WEB=ON needs npm")
    endif()
    set(web ${CMAKE_SOURCE_DIR}/web)
    set(dist ${web}/dist)
    file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${web}/src/*)
    add_custom_command(OUTPUT ${web}/node_modules/.package-lock.json
      COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error
      DEPENDS ${web}/package.json ${web}/package-lock.json WORKING_DIRECTORY ${web} VERBATIM)
    add_custom_command(OUTPUT ${dist}/index.html
      COMMAND ${NPM} run --silent build
      DEPENDS ${web}/node_modules/.package-lock.json ${web_sources} ${web}/build.mjs WORKING_DIRECTORY ${web} VERBATIM)
    list(APPEND depends ${dist}/index.html)
  elseif(NOT FENLIU_WEB STREQUAL "OFF" AND NOT FENLIU_WEB STREQUAL "AUTO")
    get_filename_component(dist ${FENLIU_WEB} ABSOLUTE)
    list(APPEND depends ${dist}/index.html)
  endif()
  add_custom_command(OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DDIST=${dist} -DOUT=${generated} -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${depends} VERBATIM)
  get_target_property(type ${target} TYPE)
  if(NOT type STREQUAL "INTERFACE_LIBRARY")
    target_sources(${target} PRIVATE ${generated})
  endif()
endfunction()
