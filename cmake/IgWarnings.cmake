# Warnings for our own code; dependencies' headers are system headers.
function(ig_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow
    $<$<COMPILE_LANGUAGE:CXX>:-Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual -Wsuggest-override>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 takes "text" + std::string for overlapping memory once it is optimised (its bug 105651).
    target_compile_options(${target} PRIVATE -Wno-restrict)
  endif()
  if(INTEGRATION_GALLERY_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
