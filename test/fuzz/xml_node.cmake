# SPDX-License-Identifier: GPL-2.0-or-later
#
# Fuzz target of the XML parser, for compilers with libFuzzer
#
# Usage: fuzz_xml_node [options] test/fuzz/corpus/xml_node

set(_source_dir ${CMAKE_CURRENT_LIST_DIR}/../../src/lib/base)

add_executable(fuzz_xml_node EXCLUDE_FROM_ALL
	${CMAKE_CURRENT_LIST_DIR}/xml_node.cc
	${_source_dir}/output.cc
	${_source_dir}/string.cc
	${_source_dir}/xml_node.cc)

target_compile_options(fuzz_xml_node PRIVATE -fsanitize=fuzzer)
target_link_options(fuzz_xml_node PRIVATE -fsanitize=fuzzer)
target_link_libraries(fuzz_xml_node PRIVATE recap_hosted)
