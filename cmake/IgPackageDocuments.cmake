# Run by CPack before it packs: what Debian's policy asks of each package (copyright, changelog), as of SOURCE_DATE_EPOCH.
cmake_minimum_required(VERSION 3.25)
find_program(gzip gzip REQUIRED)
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(packages ${CPACK_IG_PACKAGES})
while(packages)
  list(POP_FRONT packages component package)
  set(folder "${CPACK_TEMPORARY_DIRECTORY}/${component}/usr/share/doc/${package}")
  file(MAKE_DIRECTORY "${folder}")
  file(READ "${CMAKE_CURRENT_LIST_DIR}/../LICENSE" license)
  file(WRITE "${folder}/copyright" "Integration Gallery\n\nCopyright: Integration Gallery contributors\nLicense: BSL-1.0\n\n${license}")
  file(WRITE "${folder}/changelog.Debian" "integration-gallery (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium

  * See CHANGELOG.md of this release.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
  set(manuals "${CPACK_TEMPORARY_DIRECTORY}/${component}/usr/share/man/man1/integration-gallery.1")
  if(NOT EXISTS "${manuals}")
    set(manuals "")
  endif()
  execute_process(COMMAND "${gzip}" -9nf "${folder}/changelog.Debian" ${manuals} COMMAND_ERROR_IS_FATAL ANY)
  # Whatever the umask is of who packs: files keep whether they are programs, and everybody may read.
  execute_process(COMMAND chmod -R u=rwX,go=rX "${CPACK_TEMPORARY_DIRECTORY}/${component}" COMMAND_ERROR_IS_FATAL ANY)
endwhile()
