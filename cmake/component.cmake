# SPDX-License-Identifier: GPL-2.0-or-later
#
# Build of components: freestanding ELF binaries, linked with the base library
# and the runtime of the compiler, without the C library.

# where the framework is, 'recapConfig.cmake' names other places
if (NOT DEFINED RECAP_INCLUDE_DIR)
	set(RECAP_INCLUDE_DIR   ${CMAKE_SOURCE_DIR}/include)
	set(RECAP_LINKER_SCRIPT ${CMAKE_SOURCE_DIR}/cmake/component.ld)
endif()

set(RECAP_COMPONENT_FLAGS
	-O2 -g -ffreestanding -fno-pic -fno-pie -mno-red-zone -fno-stack-protector
	-fno-omit-frame-pointer -fcf-protection=none -ffunction-sections -fdata-sections
	-ftls-model=local-exec -Wall -Wextra -Wno-non-virtual-dtor
	$<$<COMPILE_LANGUAGE:CXX>:-std=gnu++20 -fno-sized-deallocation>)

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
		component_base ${RECAP_LIBSUPCXX} ${RECAP_LIBGCC_EH} ${RECAP_LIBGCC}
		-Wl,--end-group)
	target_link_options(${target} PRIVATE
		-static -nostdlib -no-pie -Wl,--gc-sections -Wl,--eh-frame-hdr -Wl,--build-id
		-Wl,-z,noexecstack -Wl,--no-warn-rwx-segments
		-Wl,-T,${RECAP_LINKER_SCRIPT})
	set_target_properties(${target} PROPERTIES
		OUTPUT_NAME ${name}
		RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/rom
		LINK_DEPENDS ${RECAP_LINKER_SCRIPT})
	set_property(GLOBAL APPEND PROPERTY RECAP_COMPONENTS ${target})
endfunction()
