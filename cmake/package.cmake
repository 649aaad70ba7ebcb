# `ninja -C build deb`: a Debian package of the binary, its units, examples and pages. Its dependencies are read from the binary.
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # a package needs none of the tests
install(TARGETS fenliu RUNTIME DESTINATION bin)
install(FILES packaging/fenliu.service packaging/fenliu-backup.service packaging/fenliu-backup.timer
  DESTINATION lib/systemd/system)
install(FILES packaging/fenliu.default DESTINATION /etc/default RENAME fenliu)
install(DIRECTORY config/ DESTINATION share/fenliu/examples)
install(DIRECTORY docs/schema DESTINATION share/fenliu)
file(GLOB pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/docs/*.md)
install(FILES README.md ${pages} DESTINATION share/doc/fenliu)
install(FILES LICENSE DESTINATION share/doc/fenliu RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME fenliu)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "Fenliu <fenliu@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "routes what offices post to the units that it concerns")
set(CPACK_PACKAGE_DESCRIPTION "A daemon for layered public administrations: rules that an administrator keeps in YAML find whom each agenda item and\neach paragraph of a directive concerns, when those must be in the room, and what deadline is fair.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/package)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx | caddy")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_SOURCE_DIR}/packaging/postinst ${CMAKE_SOURCE_DIR}/packaging/prerm
  ${CMAKE_SOURCE_DIR}/packaging/postrm ${CMAKE_SOURCE_DIR}/packaging/conffiles)
include(CPack)

add_custom_target(deb COMMAND ${CMAKE_CPACK_COMMAND} -G DEB --config ${CMAKE_BINARY_DIR}/CPackConfig.cmake
  DEPENDS fenliu WORKING_DIRECTORY ${CMAKE_BINARY_DIR} COMMENT "Making the Debian package" VERBATIM)
