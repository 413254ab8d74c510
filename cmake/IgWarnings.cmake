# Warnings for our own code; dependencies' headers are system headers.
function(ig_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow
    $<$<COMPILE_LANGUAGE:CXX>:-Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual -Wsuggest-override>)
  if(INTEGRATION_GALLERY_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
