# SPDX-License-Identifier: GPL-2.0-or-later
#
# Debian package, made by 'cpack' in the build directory

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME recap)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "checkpoint/restore of capability-based components")
set(CPACK_PACKAGE_DESCRIPTION
"recap runs components as confined processes whose only authority is
capabilities, with the object model of Fiasco.OC and the API of Genode 16.08.
It checkpoints components at any instruction and restores them with every
capability in its slot. The package has the tools, the components that come
with recap, and the SDK for further ones.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)

# programs for components and the stub keep what debuggers need, others do not
set(CPACK_STRIP_FILES OFF)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/strip_package.cmake)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "recap developers <recap@localhost>" CACHE STRING
    "maintainer of the Debian package")
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "graphviz, gdb")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "g++, cmake, make, python3")
include(CPack)
