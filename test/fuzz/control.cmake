# SPDX-License-Identifier: GPL-2.0-or-later
#
# Fuzz target of the control protocol, for compilers with libFuzzer
#
# Usage: fuzz_control [options] test/fuzz/corpus/control
#
# The library must be instrumented as well to be explored, that is, built with
# -fsanitize=fuzzer-no-link.

add_executable(fuzz_control EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/control.cc)
target_compile_options(fuzz_control PRIVATE -fsanitize=fuzzer)
target_link_options(fuzz_control PRIVATE -fsanitize=fuzzer)
target_link_libraries(fuzz_control PRIVATE control_test_support)
