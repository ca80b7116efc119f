# SPDX-License-Identifier: GPL-2.0-or-later
TARGET = sample_server
SRC_CC = server.cc
LIBS   = base server config
