# ig_suite(<suite> SOURCES <files> [LINK <targets>])
#
# One Boost.Test runner, ig_test_<suite>, of one suite of ./dev test. Its sources lie under tests/, and its cases are named
# by nested suites: settings/update/refuses_a_stale_revision. Calling it again for the same suite adds sources.
find_package(Boost 1.81 CONFIG REQUIRED COMPONENTS unit_test_framework)

function(ig_suite suite)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  set(target ig_test_${suite})
  if(NOT TARGET ${target})
    add_executable(${target} "${IntegrationGallery_SOURCE_DIR}/tests/support/main.cpp")
    ig_warnings(${target})
    if(INTEGRATION_GALLERY_SANITIZE)
      target_compile_options(${target} PRIVATE -O0) # a test runs once; optimising it takes longer
    endif()
    target_include_directories(${target} PRIVATE "${IntegrationGallery_SOURCE_DIR}/tests")
    target_link_libraries(${target} PRIVATE ig_inside ig_test_support Boost::unit_test_framework)
    set_property(GLOBAL APPEND PROPERTY IG_SUITES ${suite})
    add_test(NAME ${suite} COMMAND ${target})
    set_tests_properties(${suite} PROPERTIES ENVIRONMENT "IG_BINARY_DIR=${IntegrationGallery_BINARY_DIR};IG_SOURCE_DIR=${IntegrationGallery_SOURCE_DIR}")
  endif()
  foreach(source IN LISTS arg_SOURCES)
    target_sources(${target} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
  endforeach()
  target_link_libraries(${target} PRIVATE ${arg_LINK})
endfunction()
