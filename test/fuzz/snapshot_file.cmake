# SPDX-License-Identifier: GPL-2.0-or-later
#
# Fuzz target of the reader of snapshot files, for compilers with libFuzzer
#
# Usage: fuzz_snapshot_file [options] test/fuzz/corpus/snapshot_file
#
# The library must be instrumented as well to be explored, that is, built with
# -fsanitize=fuzzer-no-link.

add_executable(fuzz_snapshot_file EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/snapshot_file.cc)
target_compile_options(fuzz_snapshot_file PRIVATE -fsanitize=fuzzer)
target_link_options(fuzz_snapshot_file PRIVATE -fsanitize=fuzzer)
target_link_libraries(fuzz_snapshot_file PRIVATE store_test_support)
