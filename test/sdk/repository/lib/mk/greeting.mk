# SPDX-License-Identifier: GPL-2.0-or-later
SRC_CC  = greeting.cc
CC_OPT += -DWITHIN_THE_LIBRARY

vpath greeting.cc $(REP_DIR)/src/lib/greeting
