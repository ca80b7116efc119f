# SPDX-License-Identifier: GPL-2.0-or-later
#
# Places of the installed files. Programs that only recap starts itself are in
# libexec, binaries of components in lib, and the SDK for components of others
# in include, lib, and share.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
include(component)

set(RECAP_SDK_INCLUDE ${CMAKE_INSTALL_INCLUDEDIR}/recap)
set(RECAP_SDK_DATA    ${CMAKE_INSTALL_DATADIR}/recap)
set(RECAP_SDK_LIB     lib/recap)
set(RECAP_SDK_ROM     lib/recap/rom)
set(RECAP_SDK_CMAKE   lib/cmake/recap)

install(TARGETS recap RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS recap-nucleus recap-stub RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/recap)

# the components that come with the project, those of the tests stay where they are
set(RECAP_SDK_COMPONENTS init hello timer report_log sheep_counter kv_server kv_client signaller registers)
foreach (target ${RECAP_SDK_COMPONENTS})
	install(TARGETS component_${target} RUNTIME DESTINATION ${RECAP_SDK_ROM})
endforeach()

install(DIRECTORY include/ DESTINATION ${RECAP_SDK_INCLUDE})
install(TARGETS component_base component_os component_server ARCHIVE DESTINATION ${RECAP_SDK_LIB})
install(FILES cmake/component.ld DESTINATION ${RECAP_SDK_DATA})
# headers that those of the C++ runtime include
install(DIRECTORY src/lib/cxx/libc DESTINATION ${RECAP_SDK_DATA})

# tools for source code in Genode's style
recap_installed_component_kit(${RECAP_SDK_COMPONENTS})
install(PROGRAMS tool/build_component tool/run_scenario DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/recap)
install(FILES tool/component.mk ${CMAKE_BINARY_DIR}/kit/kit.mk DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/recap)
foreach (tool IN ITEMS build_component run_scenario)
	string(REPLACE _ - name recap-${tool})
	file(CREATE_LINK ../${CMAKE_INSTALL_LIBEXECDIR}/recap/${tool} ${CMAKE_BINARY_DIR}/kit/${name} SYMBOLIC)
	install(FILES ${CMAKE_BINARY_DIR}/kit/${name} DESTINATION ${CMAKE_INSTALL_BINDIR})
endforeach()

install(DIRECTORY scenario DESTINATION ${RECAP_SDK_DATA})

configure_package_config_file(cmake/recapConfig.cmake.in ${CMAKE_BINARY_DIR}/recapConfig.cmake
	INSTALL_DESTINATION ${RECAP_SDK_CMAKE}
	PATH_VARS RECAP_SDK_INCLUDE RECAP_SDK_DATA RECAP_SDK_LIB RECAP_SDK_ROM)

write_basic_package_version_file(${CMAKE_BINARY_DIR}/recapConfigVersion.cmake
	VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion)

install(FILES ${CMAKE_BINARY_DIR}/recapConfig.cmake ${CMAKE_BINARY_DIR}/recapConfigVersion.cmake
              cmake/component.cmake
        DESTINATION ${RECAP_SDK_CMAKE})

# completions and manual page have one source, which is the tool itself
set(_generated ${CMAKE_BINARY_DIR}/generated)
add_custom_command(
	OUTPUT ${_generated}/recap ${_generated}/_recap ${_generated}/recap.1
	COMMAND ${CMAKE_COMMAND} -E make_directory ${_generated}
	COMMAND recap completion bash > ${_generated}/recap
	COMMAND recap completion zsh  > ${_generated}/_recap
	COMMAND recap manual          > ${_generated}/recap.1
	DEPENDS recap
	COMMENT "Generating completions and manual page"
	VERBATIM)
add_custom_target(recap_generated ALL
	DEPENDS ${_generated}/recap ${_generated}/_recap ${_generated}/recap.1)

install(FILES ${_generated}/recap   DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${_generated}/_recap  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${_generated}/_recap  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${_generated}/recap.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

# in the same places to each other as in the source tree
install(DIRECTORY doc DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md" PATTERN "*.svg")
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
