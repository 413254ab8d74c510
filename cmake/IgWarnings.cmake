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

# A shared library that lacks a symbol is refused by the linker, not by the first program that loads it. The sanitizers'
# own symbols come from the program, so their builds cannot ask for it.
function(ig_all_symbols_defined target)
  if(UNIX AND NOT APPLE AND NOT INTEGRATION_GALLERY_SANITIZE)
    target_link_options(${target} PRIVATE LINKER:-z,defs)
  endif()
endfunction()
