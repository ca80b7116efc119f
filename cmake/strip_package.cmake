# SPDX-License-Identifier: GPL-2.0-or-later
#
# Executed by cpack on the files of the package: removes the symbols of the
# programs that nobody debugs with recap

find_program(STRIP strip REQUIRED)

foreach (program IN ITEMS bin/recap libexec/recap/recap-nucleus)
	file(GLOB_RECURSE files ${CPACK_TEMPORARY_DIRECTORY}/*/${program})
	foreach (file ${files})
		execute_process(COMMAND ${STRIP} --strip-unneeded ${file} COMMAND_ERROR_IS_FATAL ANY)
	endforeach()
endforeach()
