# The server of the reference host as a library, ig_beast_server: the command's "serve" is it, too. None where
# Boost.Beast (headers only) is not installed.
if(TARGET ig_beast_server)
  return()
endif()
find_path(IG_BEAST boost/beast/http.hpp HINTS ${Boost_INCLUDE_DIRS})
mark_as_advanced(IG_BEAST)
if(NOT IG_BEAST)
  return()
endif()
find_package(Threads REQUIRED)
set(ig_beast_sources loop.cpp message.cpp server.cpp site.cpp)
list(TRANSFORM ig_beast_sources PREPEND "${CMAKE_CURRENT_LIST_DIR}/")
add_library(ig_beast_server STATIC ${ig_beast_sources})
ig_warnings(ig_beast_server)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 takes Asio's own allocation of coroutine frames, once it is inlined, for a mismatch.
  target_compile_options(ig_beast_server PRIVATE -Wno-mismatched-new-delete)
endif()
target_include_directories(ig_beast_server PUBLIC "${CMAKE_CURRENT_LIST_DIR}/..")
target_link_libraries(ig_beast_server PUBLIC IntegrationGallery::core Threads::Threads)
# Clang and GCC differ on whether coroutines need a flag; C++20 is enough for GCC 11 and later.
target_compile_features(ig_beast_server PUBLIC cxx_std_20)
set_source_files_properties("${CMAKE_CURRENT_LIST_DIR}/server.cpp" TARGET_DIRECTORY ig_beast_server
  PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
