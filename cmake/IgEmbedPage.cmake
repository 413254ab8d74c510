# ig_embed_page(<target> BASE <folder> FILES <files>)
#
# Compiles the page's files, joined and stripped by IgPageFiles.cmake (they are left in the folder `page` beside it, too), into
# <target> as the table of lib/page/asset_table.hpp: content, a gzip copy, media type and ETag of each. The words @VERSION@ in index.html become the digest of all files. Nothing but CMake and a compiler is needed.
function(ig_embed_page target)
  cmake_parse_arguments(arg "" "BASE" "FILES" ${ARGN})
  set(out "${CMAKE_CURRENT_BINARY_DIR}/asset_table.cpp")
  set(list_file "${CMAKE_CURRENT_BINARY_DIR}/asset_table.list")
  set(script "${IntegrationGallery_SOURCE_DIR}/cmake/IgEmbedPageGenerate.cmake")
  list(TRANSFORM arg_FILES PREPEND "${arg_BASE}/" OUTPUT_VARIABLE paths)
  list(SORT arg_FILES)
  string(REPLACE ";" "\n" lines "${arg_FILES}")
  file(GENERATE OUTPUT "${list_file}" CONTENT "${lines}\n")
  add_custom_command(OUTPUT "${out}"
    COMMAND ${CMAKE_COMMAND} -DBASE=${arg_BASE} -DLIST=${list_file} -DPAGE=${CMAKE_CURRENT_BINARY_DIR}/page -DOUT=${out} -P "${script}"
    DEPENDS ${paths} "${list_file}" "${script}" "${IntegrationGallery_SOURCE_DIR}/cmake/IgPageFiles.cmake"
    COMMENT "Embedding the page" VERBATIM)
  # A module's target lives in another folder than its CMakeLists.txt, and a command's output is known only in its own.
  add_custom_target(${target}_embedded DEPENDS "${out}")
  add_dependencies(${target} ${target}_embedded)
  target_sources(${target} PRIVATE "${out}")
  set_source_files_properties("${out}" TARGET_DIRECTORY ${target} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
