# SPDX-License-Identifier: GPL-2.0-or-later
#
# Sockets, programs, requests to end, and the CPU, usable without the rest of src/host

find_package(Threads REQUIRED)

add_library(recap_host_ipc STATIC
	${CMAKE_CURRENT_LIST_DIR}/cpu_registers.cc
	${CMAKE_CURRENT_LIST_DIR}/diagnosis.cc
	${CMAKE_CURRENT_LIST_DIR}/executable.cc
	${CMAKE_CURRENT_LIST_DIR}/extended_state_layout.cc
	${CMAKE_CURRENT_LIST_DIR}/interruption.cc
	${CMAKE_CURRENT_LIST_DIR}/listener.cc
	${CMAKE_CURRENT_LIST_DIR}/page_fault_time.cc
	${CMAKE_CURRENT_LIST_DIR}/private_directory.cc
	${CMAKE_CURRENT_LIST_DIR}/process_stat.cc
	${CMAKE_CURRENT_LIST_DIR}/process_times.cc
	${CMAKE_CURRENT_LIST_DIR}/program.cc
	${CMAKE_CURRENT_LIST_DIR}/ready_pipe.cc
	${CMAKE_CURRENT_LIST_DIR}/shared_file.cc
	${CMAKE_CURRENT_LIST_DIR}/socket.cc
	${CMAKE_CURRENT_LIST_DIR}/terminal.cc
	${CMAKE_CURRENT_LIST_DIR}/termination.cc)
target_link_libraries(recap_host_ipc PUBLIC recap_host_file Threads::Threads)
