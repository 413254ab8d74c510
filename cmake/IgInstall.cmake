# Install rules: two components of the package, core (C++) and capi (C), each with a targets file of its own, so that a C
# project needs nothing of C++ to be found.
include(CMakePackageConfigHelpers)
set(ig_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/IntegrationGallery")

# Without it a library that stands in a prefix of its own is not found at run time.
set_target_properties(integration_gallery PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
install(TARGETS integration_gallery EXPORT ig_core
  RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT runtime
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT runtime NAMELINK_COMPONENT development
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development)
install(EXPORT ig_core DESTINATION "${ig_package_dir}" NAMESPACE IntegrationGallery::
  FILE IntegrationGallery-core-targets.cmake COMPONENT development)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/integration_gallery" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  COMPONENT development FILES_MATCHING PATTERN "*.hpp")

if(INTEGRATION_GALLERY_CAPI)
  set_target_properties(ig_capi PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
  install(TARGETS ig_capi EXPORT ig_capi
    RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT runtime
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT runtime NAMELINK_COMPONENT development
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development)
  install(EXPORT ig_capi DESTINATION "${ig_package_dir}" NAMESPACE IntegrationGallery::
    FILE IntegrationGallery-capi-targets.cmake COMPONENT development)
  install(FILES "${PROJECT_SOURCE_DIR}/capi/include/integration_gallery/ig.h"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/integration_gallery" COMPONENT development)

  # For programs in C. Neither SOCI nor Boost has a .pc file, so a static build names their libraries itself.
  set(ig_pc_requires_private "")
  set(ig_pc_libs_private "")
  if(NOT BUILD_SHARED_LIBS)
    set(ig_pc_requires_private "Requires.private: botan-${IgBotan_VERSION_MAJOR}, re2, sqlite3")
    set(ig_pc_libs_private "Libs.private: -lintegration_gallery -lsoci_sqlite3 -lsoci_core -lboost_json -lstdc++ -lpthread -ldl")
  endif()
  configure_file("${CMAKE_CURRENT_LIST_DIR}/integration-gallery.pc.in" "${PROJECT_BINARY_DIR}/integration-gallery.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/integration-gallery.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
    COMPONENT development)
endif()

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/IntegrationGalleryConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/IntegrationGalleryConfig.cmake" INSTALL_DESTINATION "${ig_package_dir}"
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/IntegrationGalleryConfigVersion.cmake" COMPATIBILITY SameMajorVersion)
install(FILES "${PROJECT_BINARY_DIR}/IntegrationGalleryConfig.cmake" "${PROJECT_BINARY_DIR}/IntegrationGalleryConfigVersion.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/FindIgBotan.cmake" "${CMAKE_CURRENT_LIST_DIR}/FindIgSOCI.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/FindIgRE2.cmake"
  DESTINATION "${ig_package_dir}" COMPONENT development)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright COMPONENT runtime)
install(FILES "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}"
  COMPONENT development)

if(PROJECT_IS_TOP_LEVEL)
  set(CPACK_GENERATOR "DEB;TGZ")
  set(CPACK_PACKAGE_NAME integration-gallery)
  set(CPACK_PACKAGE_CONTACT "Integration Gallery contributors")
  set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
  set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
  set(CPACK_PACKAGING_INSTALL_PREFIX "/usr")
  set(CPACK_STRIP_FILES ON)
  set(CPACK_COMPONENTS_ALL runtime development)
  set(CPACK_DEB_COMPONENT_INSTALL ON)
  set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
  set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME libintegration-gallery1)
  set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
  set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libintegration-gallery-dev)
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libintegration-gallery1 (= ${PROJECT_VERSION}), libboost-json1.81-dev")
  include(CPack)
endif()
