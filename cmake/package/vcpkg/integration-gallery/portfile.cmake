# As an overlay port it builds the tree that it stands in; a registry puts the release archive here, with its SHA512.
get_filename_component(SOURCE_PATH "${CURRENT_PORT_DIR}/../../../.." ABSOLUTE)

set(engines "")
foreach(engine IN ITEMS sqlite3 postgresql mysql)
  if(engine IN_LIST FEATURES)
    list(APPEND engines ${engine})
  endif()
endforeach()
vcpkg_cmake_configure(SOURCE_PATH "${SOURCE_PATH}" OPTIONS "-DINTEGRATION_GALLERY_BACKENDS=${engines}"
  -DINTEGRATION_GALLERY_TESTS=OFF -DINTEGRATION_GALLERY_EXAMPLES=OFF -DINTEGRATION_GALLERY_COMMAND=OFF
  -DINTEGRATION_GALLERY_WERROR=OFF)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(PACKAGE_NAME IntegrationGallery CONFIG_PATH lib/cmake/IntegrationGallery)
vcpkg_fixup_pkgconfig()
vcpkg_copy_pdbs()
file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/include" "${CURRENT_PACKAGES_DIR}/debug/share"
  "${CURRENT_PACKAGES_DIR}/share/doc")
file(INSTALL "${CURRENT_PORT_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
