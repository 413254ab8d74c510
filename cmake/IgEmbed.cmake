# ig_embed(<target> <symbol> BASE <folder> FILES <files>)
#
# Compiles files into <target> as `extern const ig_embedded_file <symbol>[]` with `<symbol>_count` entries, named by their
# path below BASE. The generated source is plain C++ so that a package builds offline with nothing but a compiler.
function(ig_embed target symbol)
  cmake_parse_arguments(arg "" "BASE" "FILES" ${ARGN})
  set(out "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.cpp")
  set(paths "")
  foreach(file IN LISTS arg_FILES)
    list(APPEND paths "${arg_BASE}/${file}")
  endforeach()
  set(list_file "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.list")
  string(REPLACE ";" "\n" lines "${arg_FILES}")
  file(GENERATE OUTPUT "${list_file}" CONTENT "${lines}\n")
  add_custom_command(OUTPUT "${out}"
    COMMAND ${CMAKE_COMMAND} -DBASE=${arg_BASE} -DLIST=${list_file} -DSYMBOL=${symbol} -DOUT=${out}
            -P "${IntegrationGallery_SOURCE_DIR}/cmake/IgEmbedGenerate.cmake"
    DEPENDS ${paths} "${list_file}" "${IntegrationGallery_SOURCE_DIR}/cmake/IgEmbedGenerate.cmake"
    COMMENT "Embedding ${symbol}" VERBATIM)
  # A module's target lives in another folder than its CMakeLists.txt, and a command's output is known only in its own.
  add_custom_target(${target}_${symbol} DEPENDS "${out}")
  add_dependencies(${target} ${target}_${symbol})
  target_sources(${target} PRIVATE "${out}")
  set_source_files_properties("${out}" TARGET_DIRECTORY ${target} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
