# SPDX-License-Identifier: GPL-2.0-or-later
#
# Build of components: freestanding ELF binaries, linked with the base library
# and the runtime of the compiler, without the C library.

# where the framework is, 'recapConfig.cmake' names other places
if (NOT DEFINED RECAP_INCLUDE_DIR)
	set(RECAP_INCLUDE_DIR   ${CMAKE_SOURCE_DIR}/include)
	set(RECAP_LINKER_SCRIPT ${CMAKE_SOURCE_DIR}/cmake/component.ld)
endif()

# what the generated code looks like, for all languages
set(RECAP_COMPONENT_CODE_FLAGS
	-O2 -g -fno-pic -fno-pie -mno-red-zone -fno-stack-protector
	-fno-omit-frame-pointer -fcf-protection=none -ffunction-sections -fdata-sections
	-ftls-model=local-exec)

set(RECAP_COMPONENT_CXX_CODE_FLAGS -fno-sized-deallocation)

set(RECAP_COMPONENT_FLAGS
	${RECAP_COMPONENT_CODE_FLAGS} -ffreestanding -Wall -Wextra -Wno-non-virtual-dtor
	$<$<COMPILE_LANGUAGE:CXX>:-std=gnu++20>
	"$<$<COMPILE_LANGUAGE:CXX>:${RECAP_COMPONENT_CXX_CODE_FLAGS}>")

set(RECAP_COMPONENT_LINK_FLAGS
	-static -nostdlib -no-pie -Wl,--gc-sections -Wl,--eh-frame-hdr -Wl,--build-id
	-Wl,-z,noexecstack -Wl,--no-warn-rwx-segments
	-Wl,-T,${RECAP_LINKER_SCRIPT})

# libraries that each component is linked with
set(RECAP_COMPONENT_LIBRARIES component_os component_base)

execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libsupc++.a
                OUTPUT_VARIABLE RECAP_LIBSUPCXX OUTPUT_STRIP_TRAILING_WHITESPACE)
execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libgcc_eh.a
                OUTPUT_VARIABLE RECAP_LIBGCC_EH OUTPUT_STRIP_TRAILING_WHITESPACE)
execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libgcc.a
                OUTPUT_VARIABLE RECAP_LIBGCC OUTPUT_STRIP_TRAILING_WHITESPACE)

# recap_component_library(NAME SOURCE...)
#
# Library for use by components
function(recap_component_library name)
	add_library(${name} STATIC ${ARGN})
	target_compile_options(${name} PRIVATE ${RECAP_COMPONENT_FLAGS})
	target_include_directories(${name} PUBLIC ${RECAP_INCLUDE_DIR})
endfunction()

# recap_component(NAME SOURCE...)
#
# Component, its binary is put into the directory of ROM modules
function(recap_component name)
	set(target component_${name})
	add_executable(${target} ${ARGN})
	target_compile_options(${target} PRIVATE ${RECAP_COMPONENT_FLAGS})
	target_include_directories(${target} PRIVATE ${RECAP_INCLUDE_DIR})
	target_link_libraries(${target} PRIVATE
		-Wl,--start-group
		${RECAP_COMPONENT_LIBRARIES} ${RECAP_LIBSUPCXX} ${RECAP_LIBGCC_EH} ${RECAP_LIBGCC}
		-Wl,--end-group)
	target_link_options(${target} PRIVATE ${RECAP_COMPONENT_LINK_FLAGS})
	set_target_properties(${target} PROPERTIES
		OUTPUT_NAME ${name}
		RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/rom
		LINK_DEPENDS ${RECAP_LINKER_SCRIPT})
	set_property(GLOBAL APPEND PROPERTY RECAP_COMPONENTS ${target})
endfunction()

# recap_component_kit()
#
# Description of how components are built, for 'tool/build_component'. To be
# called when all components of the project are known.
function(recap_component_kit)
	get_property(components GLOBAL PROPERTY RECAP_COMPONENTS)
	list(TRANSFORM components REPLACE "^component_" "")

	foreach (library ${RECAP_COMPONENT_LIBRARIES})
		list(APPEND archives $<TARGET_FILE:${library}>)
	endforeach()
	list(APPEND archives ${RECAP_LIBSUPCXX} ${RECAP_LIBGCC_EH} ${RECAP_LIBGCC})

	# headers of the C++ runtime
	set(cxx_includes ${CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES})
	list(FILTER cxx_includes INCLUDE REGEX "/c\\+\\+(/|$)")
	list(APPEND cxx_includes ${CMAKE_SOURCE_DIR}/src/lib/cxx/libc)

	foreach (list cxx_includes RECAP_COMPONENT_CODE_FLAGS RECAP_COMPONENT_CXX_CODE_FLAGS
	              RECAP_COMPONENT_LINK_FLAGS archives components)
		list(JOIN ${list} " " ${list})
	endforeach()

	set(content
		"# generated, read by tool/component.mk"
		"KIT_CC             := ${CMAKE_C_COMPILER}"
		"KIT_CXX            := ${CMAKE_CXX_COMPILER}"
		"KIT_AR             := ${CMAKE_AR}"
		"KIT_INCLUDE        := ${CMAKE_SOURCE_DIR}/include"
		"KIT_CXX_INCLUDE    := ${cxx_includes}"
		"KIT_CODE_FLAGS     := ${RECAP_COMPONENT_CODE_FLAGS}"
		"KIT_CXX_CODE_FLAGS := ${RECAP_COMPONENT_CXX_CODE_FLAGS}"
		"KIT_LINK_FLAGS     := ${RECAP_COMPONENT_LINK_FLAGS}"
		"KIT_ARCHIVES       := ${archives}"
		"KIT_SERVER_ARCHIVE := $<TARGET_FILE:component_server>"
		"KIT_COMPONENTS     := ${components}\n")
	list(JOIN content "\n" content)
	file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/kit/component.mk CONTENT "${content}")
endfunction()

# recap_installed_component_kit(COMPONENT...)
#
# The same for the installed tools. The compiler is that of the host which
# they are used at, and the tree can be moved. COMPONENT are the names of the
# installed components.
function(recap_installed_component_kit)
	set(components ${ARGN})

	set(link_flags ${RECAP_COMPONENT_LINK_FLAGS})
	list(TRANSFORM link_flags REPLACE "${RECAP_LINKER_SCRIPT}" "$(KIT_PREFIX)/${RECAP_SDK_DATA}/component.ld")

	foreach (library ${RECAP_COMPONENT_LIBRARIES})
		list(APPEND archives "$(KIT_PREFIX)/${RECAP_SDK_LIB}/lib${library}.a")
	endforeach()

	foreach (list RECAP_COMPONENT_CODE_FLAGS RECAP_COMPONENT_CXX_CODE_FLAGS link_flags archives components)
		list(JOIN ${list} " " ${list})
	endforeach()

	configure_file(${CMAKE_SOURCE_DIR}/cmake/kit.mk.in ${CMAKE_BINARY_DIR}/kit/kit.mk @ONLY)
endfunction()
