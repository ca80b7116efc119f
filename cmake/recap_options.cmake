# SPDX-License-Identifier: GPL-2.0-or-later
#
# Options of the build and the flags that all hosted parts (nucleus, tools,
# tests) share. Components are built freestanding, see component.cmake.

set(RECAP_SANITIZE "" CACHE STRING
    "sanitizer of the hosted parts: empty, 'address' (with UBSan) or 'thread'")

option(RECAP_BATCHES
       "compile several sources at a time: all of them take half of the time, one that changed takes longer" OFF)

option(RECAP_FUZZ "instrument the hosted parts for libFuzzer, needs clang" OFF)

add_library(recap_hosted INTERFACE)

target_include_directories(recap_hosted INTERFACE
	${CMAKE_SOURCE_DIR}/include
	${CMAKE_SOURCE_DIR}/src)

target_compile_options(recap_hosted INTERFACE
	-Wall -Wextra -Wnon-virtual-dtor -Wno-missing-field-initializers
	# lines are what a backtrace tells, types and variables are a fifth of the time for building
	$<$<CONFIG:RelWithDebInfo>:-g1>)

# optimizing instrumented code further takes much longer than it saves
set(_instrumented -O1 -g1 -fno-omit-frame-pointer)

if (RECAP_SANITIZE STREQUAL "address")
	set(_sanitize -fsanitize=address,undefined -fno-sanitize-recover=undefined ${_instrumented})
elseif (RECAP_SANITIZE STREQUAL "thread")
	set(_sanitize -fsanitize=thread ${_instrumented})
elseif (NOT RECAP_SANITIZE STREQUAL "")
	message(FATAL_ERROR "RECAP_SANITIZE must be empty, 'address' or 'thread', not '${RECAP_SANITIZE}'")
endif()

if (RECAP_FUZZ)
	if (NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
		message(FATAL_ERROR "RECAP_FUZZ needs clang")
	endif()
	list(APPEND _sanitize -fsanitize=fuzzer-no-link,address)
endif()

target_compile_options(recap_hosted INTERFACE ${_sanitize})
target_link_options(recap_hosted INTERFACE ${_sanitize})

# Let the sources of targets be compiled several at a time, if the option says so
#
# Most of the time goes into what the sources include, which is much the same.
function(recap_batches)
	if (RECAP_BATCHES)
		set_target_properties(${ARGV} PROPERTIES
			UNITY_BUILD ON UNITY_BUILD_MODE BATCH UNITY_BUILD_BATCH_SIZE 8)

		# what a file keeps to itself is included by a file then
		foreach (_target IN LISTS ARGV)
			target_compile_options(${_target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-Wno-subobject-linkage>)
		endforeach()
	endif()
endfunction()
