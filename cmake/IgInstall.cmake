# Install rules. The package has two components, core (C++) and capi (C), each with a targets file of its own, so that a C
# project needs nothing of C++ to be found. What is installed is cut as Debian cuts it: what programs load (core, capi), what
# compilers read (core_development, capi_development), and the command.
include(CMakePackageConfigHelpers)
set(ig_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/IntegrationGallery")

# ig_install_library(<target> <component>)
function(ig_install_library target component)
  # Without it a library that stands in a prefix of its own is not found at run time.
  set_target_properties(${target} PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
  install(TARGETS ${target} EXPORT ig_${component}
    RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT ${component}
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT ${component} NAMELINK_COMPONENT ${component}_development
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT ${component}_development)
  install(EXPORT ig_${component} DESTINATION "${ig_package_dir}" NAMESPACE IntegrationGallery::
    FILE IntegrationGallery-${component}-targets.cmake COMPONENT ${component}_development)
endfunction()

ig_install_library(integration_gallery core)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/integration_gallery" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  COMPONENT core_development FILES_MATCHING PATTERN "*.hpp")

set(ig_config_component core_development)
if(INTEGRATION_GALLERY_CAPI)
  set(ig_config_component capi_development)
  ig_install_library(ig_capi capi)
  install(FILES "${PROJECT_SOURCE_DIR}/capi/include/integration_gallery/ig.h"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/integration_gallery" COMPONENT capi_development)

  # For programs in C. Neither SOCI nor Boost has a .pc file, so a static build names their libraries itself.
  set(ig_pc_requires_private "")
  set(ig_pc_libs_private "")
  if(NOT BUILD_SHARED_LIBS)
    set(requires "botan-${IgBotan_VERSION_MAJOR}" re2)
    set(libraries "")
    foreach(backend IN LISTS INTEGRATION_GALLERY_BACKENDS)
      string(APPEND libraries " -lsoci_${backend}")
    endforeach()
    if("sqlite3" IN_LIST INTEGRATION_GALLERY_BACKENDS)
      list(APPEND requires sqlite3)
    endif()
    if("postgresql" IN_LIST INTEGRATION_GALLERY_BACKENDS)
      list(APPEND requires libpq)
    endif()
    if("mysql" IN_LIST INTEGRATION_GALLERY_BACKENDS)
      list(APPEND requires libmariadb)
    endif()
    list(JOIN requires ", " requires)
    set(ig_pc_requires_private "Requires.private: ${requires}")
    set(ig_pc_libs_private
      "Libs.private: -lintegration_gallery${libraries} -lsoci_core -lboost_json -lboost_container -lstdc++ -lm -lpthread -ldl")
  endif()
  # From the file's own place, wherever the tree is moved to and however deep the folder of libraries lies.
  file(RELATIVE_PATH ig_pc_prefix "/x/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/x")
  configure_file("${CMAKE_CURRENT_LIST_DIR}/integration-gallery.pc.in" "${PROJECT_BINARY_DIR}/integration-gallery.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/integration-gallery.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
    COMPONENT capi_development)
endif()

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/IntegrationGalleryConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/IntegrationGalleryConfig.cmake" INSTALL_DESTINATION "${ig_package_dir}"
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/IntegrationGalleryConfigVersion.cmake" COMPATIBILITY SameMajorVersion)
install(FILES "${PROJECT_BINARY_DIR}/IntegrationGalleryConfig.cmake" "${PROJECT_BINARY_DIR}/IntegrationGalleryConfigVersion.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/FindIgBotan.cmake" "${CMAKE_CURRENT_LIST_DIR}/FindIgSOCI.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/FindIgRE2.cmake"
  DESTINATION "${ig_package_dir}" COMPONENT ${ig_config_component})
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT ${ig_config_component})

if(TARGET ig_command)
  file(RELATIVE_PATH ig_to_libraries "/x/${CMAKE_INSTALL_BINDIR}" "/x/${CMAKE_INSTALL_LIBDIR}")
  set_target_properties(ig_command PROPERTIES INSTALL_RPATH "$ORIGIN/${ig_to_libraries}" INSTALL_RPATH_USE_LINK_PATH ON)
  install(TARGETS ig_command RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT command)
endif()

if(PROJECT_IS_TOP_LEVEL)
  include(IgPackage)
endif()
