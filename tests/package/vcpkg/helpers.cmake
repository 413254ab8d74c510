# cmake -DPORT_DIR=… -DPACKAGES=… -DBUILD=… -DLINKAGE=static|dynamic -DFEATURES=… -DEXTRA=… -P helpers.cmake
#
# Runs a portfile as vcpkg does for one release build, with functions of the same names, arguments and effects as those of its
# ports vcpkg-cmake and vcpkg-cmake-config, and with this system's libraries.
cmake_minimum_required(VERSION 3.25)
set(PORT integration-gallery)
set(CURRENT_PORT_DIR "${PORT_DIR}")
set(CURRENT_PACKAGES_DIR "${PACKAGES}")
set(VCPKG_LIBRARY_LINKAGE "${LINKAGE}")
set(VCPKG_BUILD_TYPE release)

# What the arguments of a call are, which refuses others as the real functions do.
macro(arguments_are one_value many_values)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "${one_value}" "${many_values}")
  if(DEFINED arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${CMAKE_CURRENT_FUNCTION} was given: ${arg_UNPARSED_ARGUMENTS}")
  endif()
endmacro()

function(files_of result folder ending)
  execute_process(COMMAND find "${folder}" -maxdepth 1 -name "*.${ending}" OUTPUT_VARIABLE lines OUTPUT_STRIP_TRAILING_WHITESPACE)
  string(REPLACE "\n" ";" lines "${lines}")
  set(${result} "${lines}" PARENT_SCOPE)
endfunction()

function(vcpkg_cmake_configure)
  arguments_are("SOURCE_PATH" "OPTIONS")
  string(COMPARE EQUAL "${VCPKG_LIBRARY_LINKAGE}" dynamic shared)
  execute_process(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${arg_SOURCE_PATH}" -B "${BUILD}" "-DBUILD_SHARED_LIBS=${shared}"
    "-DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR}" -DCMAKE_INSTALL_LIBDIR=lib ${arg_OPTIONS} ${EXTRA} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(vcpkg_cmake_install)
  arguments_are("" "")
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${BUILD}" --target install COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Moves the package file into share/<name> and shortens its ways to the prefix.
function(vcpkg_cmake_config_fixup)
  arguments_are("PACKAGE_NAME;CONFIG_PATH" "")
  set(from "${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH}")
  set(to "${CURRENT_PACKAGES_DIR}/share/${arg_PACKAGE_NAME}")
  if(NOT EXISTS "${from}")
    message(FATAL_ERROR "${from} does not exist")
  endif()
  file(COPY "${from}/" DESTINATION "${to}")
  file(REMOVE_RECURSE "${from}")
  get_filename_component(above "${from}" DIRECTORY)
  get_filename_component(name "${above}" NAME)
  if(name STREQUAL "cmake")
    file(REMOVE_RECURSE "${above}")
  endif()
  files_of(files "${to}" cmake)
  set(up "get_filename_component(_IMPORT_PREFIX \"\${_IMPORT_PREFIX}\" PATH)\n")
  foreach(file IN LISTS files)
    file(READ "${file}" text)
    string(REGEX REPLACE "(get_filename_component\\(_IMPORT_PREFIX \"[$]{CMAKE_CURRENT_LIST_FILE}\" PATH\\)\n)(get_filename_component\\(_IMPORT_PREFIX \"[$]{_IMPORT_PREFIX}\" PATH\\)\n)+"
      "\\1${up}${up}" text "${text}")
    string(REGEX REPLACE "(PACKAGE_PREFIX_DIR \"[$]{CMAKE_CURRENT_LIST_DIR}/)[^\"]*\"" "\\1../../\"" text "${text}")
    file(WRITE "${file}" "${text}")
  endforeach()
endfunction()

function(vcpkg_fixup_pkgconfig)
  arguments_are("" "")
  files_of(files "${CURRENT_PACKAGES_DIR}/lib/pkgconfig" pc)
  if(NOT files)
    message(FATAL_ERROR "there is nothing for pkg-config")
  endif()
endfunction()

function(vcpkg_copy_pdbs)
  arguments_are("" "")
endfunction()

function(vcpkg_install_copyright)
  arguments_are("" "FILE_LIST")
  file(READ "${arg_FILE_LIST}" text)
  file(WRITE "${CURRENT_PACKAGES_DIR}/share/${PORT}/copyright" "${text}")
endfunction()

include("${CURRENT_PORT_DIR}/portfile.cmake")
