# SPDX-License-Identifier: GPL-2.0-or-later
TARGET := sdk_several
LIBS   := base greeting
SRC_CC := main.cc

include $(PRG_DIR)/part/part.mk

# a file of the repository, found by a pattern
SRC_CC  += from_include.cc
vpath from_include.cc $(REP_DIR)/src/lib/greeting
vpath %.c             $(PRG_DIR)/part

INC_DIR += $(PRG_DIR) $(REP_DIR)/src/lib/greeting

# what applies to the platform
ifeq ($(filter-out $(SPECS),x86_64),)
SRC_S   += answer.s
CC_OPT  += -DPLATFORM='"x86_64"'
vpath answer.s $(PRG_DIR)/spec
endif

ifeq ($(filter-out $(SPECS),arm),)
SRC_CC  += does_not_exist.cc
endif

CC_OPT          += -DFOR_ALL=1
CC_CXX_OPT      += -DFOR_CXX=2
CC_OPT_main     += -DFOR_MAIN=3
CC_WARN          = -Wall -Werror
SRC_BIN         += text.txt
