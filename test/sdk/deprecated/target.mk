# SPDX-License-Identifier: GPL-2.0-or-later
TARGET = sdk_deprecated
SRC_CC = main.cc rpc.cc utilities.cc memory.cc
LIBS   = base config
