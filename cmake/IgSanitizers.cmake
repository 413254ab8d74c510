# INTEGRATION_GALLERY_SANITIZE is a list for -fsanitize=, such as "address,undefined"; empty for none.
set(INTEGRATION_GALLERY_SANITIZE "" CACHE STRING "Sanitizers for every target of the build")
if(INTEGRATION_GALLERY_SANITIZE)
  # -O1 and line tables only: a full debug build of Boost.JSON under ASan costs minutes on two cores.
  add_compile_options(-fsanitize=${INTEGRATION_GALLERY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -O1 -g1)
  add_link_options(-fsanitize=${INTEGRATION_GALLERY_SANITIZE})
endif()
# Linking a sanitised test runner with GNU ld takes several seconds each; lld, where it is installed, under one. What is released is
# not linked so: GCC gives the empty cold part of a function an empty unwind table, lld takes that one for the function that follows
# at the same address, and what this throws ends the process.
find_program(IG_LLD ld.lld)
mark_as_advanced(IG_LLD)
if(IG_LLD AND INTEGRATION_GALLERY_SANITIZE AND CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang" AND PROJECT_IS_TOP_LEVEL)
  add_link_options(-fuse-ld=lld)
endif()
