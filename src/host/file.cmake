# SPDX-License-Identifier: GPL-2.0-or-later
#
# Files and directories of the host, usable without the rest of src/host

add_library(recap_host_file STATIC
	${CMAKE_CURRENT_LIST_DIR}/file.cc
	${CMAKE_CURRENT_LIST_DIR}/system_error.cc
	${CMAKE_CURRENT_LIST_DIR}/writeback.cc)
target_link_libraries(recap_host_file PUBLIC recap_hosted)
