# SPDX-License-Identifier: GPL-2.0-or-later
TARGET   = sdk_unsupported
SRC_CC   = main.cc
LIBS     = base libc qt5_core
REQUIRES = x86_64 foc gpio
INC_DIR += $(call select_from_ports,zlib)/include
