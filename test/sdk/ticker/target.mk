# SPDX-License-Identifier: GPL-2.0-or-later
TARGET = sdk_ticker
SRC_CC = main.cc
LIBS   = base
