# SPDX-License-Identifier: GPL-2.0-or-later
TARGET = sdk_deprecated
SRC_CC = main.cc
LIBS   = base config
