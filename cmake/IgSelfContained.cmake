# INTEGRATION_GALLERY_SELF_CONTAINED: the C library for packages of other languages has inside it every dependency of which
# there is a static, position-independent form; it loads the others, and configuring says which. Botan, RE2 and SOCI are looked
# for as archives; Boost.JSON is compiled in from its headers. C++'s own library is always loaded: two of them in one process,
# ours and that of a dependency that is loaded, would not know each other's exceptions.

# ig_archive(<out> <names>): the archives of these names, if all of them can stand in a shared library; empty otherwise.
function(ig_archive out)
  set(found "")
  foreach(name IN LISTS ARGN)
    find_library(IG_ARCHIVE_${name} NAMES "lib${name}.a")
    mark_as_advanced(IG_ARCHIVE_${name})
    if(NOT IG_ARCHIVE_${name})
      set(${out} "" PARENT_SCOPE)
      return()
    endif()
    list(APPEND found "${IG_ARCHIVE_${name}}")
  endforeach()
  set(probe "${CMAKE_CURRENT_BINARY_DIR}/position-independent.so")
  execute_process(COMMAND "${CMAKE_CXX_COMPILER}" -shared -s -Wl,--whole-archive ${found} -Wl,--no-whole-archive -o "${probe}"
    RESULT_VARIABLE refused OUTPUT_QUIET ERROR_QUIET)
  file(REMOVE "${probe}")
  if(refused)
    set(found "")
  endif()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

# ig_self_contained(<target>): links a shared library so; instead of Boost::json and the IntegrationGallery::dep_… targets.
function(ig_self_contained target)
  set(inside "Boost.JSON")
  set(loaded "")
  file(GENERATE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/boost_json.cpp" CONTENT "#include <boost/json/src.hpp>\n")
  target_sources(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/boost_json.cpp")
  target_link_libraries(${target} PRIVATE Boost::headers Threads::Threads)

  ig_archive(botan "botan-${IgBotan_VERSION_MAJOR}")
  ig_archive(re2 re2)
  ig_archive(soci soci_sqlite3 soci_core sqlite3)
  foreach(dependency IN ITEMS botan soci re2)
    if(${dependency})
      list(APPEND inside ${dependency})
      target_link_libraries(${target} PRIVATE ${${dependency}} ${CMAKE_DL_LIBS})
    else()
      list(APPEND loaded ${dependency})
      target_link_libraries(${target} PRIVATE IntegrationGallery::dep_${dependency})
    endif()
  endforeach()
  target_link_options(${target} PRIVATE -s LINKER:--gc-sections)
  list(JOIN inside ", " inside)
  list(JOIN loaded ", " loaded)
  message(STATUS "The C library has inside: ${inside}; it loads: ${loaded}")
endfunction()
