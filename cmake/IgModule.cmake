# ig_module(<name> REQUIRES <modules> [LINK <targets>])
#
# Makes the object library ig_<name> from lib/<name>/CMakeLists.txt, which calls ig_sources(<name> <files>).
# The module sees the public headers, its own folder and the folders of the modules it requires, each under the module's
# name ("vault/keyring.hpp"): an include of any other module does not compile. LINK adds a third-party dependency.
set_property(GLOBAL PROPERTY IG_MODULES "")

function(ig_module name)
  cmake_parse_arguments(arg "" "" "REQUIRES;LINK" ${ARGN})
  get_property(known GLOBAL PROPERTY IG_MODULES)
  foreach(required IN LISTS arg_REQUIRES)
    if(NOT required IN_LIST known)
      message(FATAL_ERROR "module ${name} requires ${required}, which is not below it in lib/CMakeLists.txt")
    endif()
  endforeach()
  set_property(GLOBAL APPEND PROPERTY IG_MODULES ${name})
  set_property(GLOBAL PROPERTY IG_MODULE_${name}_REQUIRES "${arg_REQUIRES}")

  set(root "${IntegrationGallery_BINARY_DIR}/roots/${name}")
  file(MAKE_DIRECTORY "${root}")
  file(CREATE_LINK "${IntegrationGallery_SOURCE_DIR}/lib/${name}" "${root}/${name}" SYMBOLIC)

  add_library(ig_${name} OBJECT)
  ig_warnings(ig_${name})
  target_compile_features(ig_${name} PUBLIC cxx_std_20)
  target_compile_definitions(ig_${name} PRIVATE IG_BUILDING_CORE)
  target_include_directories(ig_${name} PRIVATE "${IntegrationGallery_SOURCE_DIR}/include" "${IntegrationGallery_BINARY_DIR}/include" "${root}")
  foreach(required IN LISTS arg_REQUIRES)
    target_include_directories(ig_${name} PRIVATE "${IntegrationGallery_BINARY_DIR}/roots/${required}")
  endforeach()
  target_link_libraries(ig_${name} PUBLIC Boost::json Threads::Threads PRIVATE ${arg_LINK})
  add_subdirectory(${name})
endfunction()

# ig_sources(<module> <files>): the sources of a module, relative to its folder.
function(ig_sources name)
  target_sources(ig_${name} PRIVATE ${ARGN})
endfunction()

# ig_alone(<target> <files>): sources, relative to this folder, that a unity build compiles by themselves, because they name
# local things as another source of the target does. Unity builds are for the tests: they take a fifth of the time.
function(ig_alone target)
  list(TRANSFORM ARGN PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
