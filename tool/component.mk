# SPDX-License-Identifier: GPL-2.0-or-later
#
# Rules for building what a 'target.mk' or a library description asks for, used
# by tool/build_component. The description is evaluated by make itself.
#
# KIT           how components are built, written by the configuration of the build
# DESCRIPTION   file to evaluate, with absolute path
# PRG_DIR       directory of a 'target.mk'
# REP_DIR       repository that contains the description
# REPOSITORIES  repositories to search
# LIB           name of the library, empty if a component is to be built
# LIB_ARCHIVES  archives of further libraries of the repositories
# OUTPUT        file to create

# first target, so that none of the description becomes the default
all:

.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

include $(KIT)


##
## What descriptions expect to find
##

SPECS        := genode x86 x86_64 64bit
CC           := $(KIT_CC)
CXX          := $(KIT_CXX)
AR           := $(KIT_AR)
ECHO         := echo
VERBOSE      := @
EXT_OBJECTS  :=

# path below the first repository that has it
select_from_repositories = $(firstword $(wildcard $(addsuffix /$(1),$(REPOSITORIES))))

# third-party code is not downloaded
select_from_ports = $(info UNSUPPORTED port $(1))

include $(DESCRIPTION)

IMPORTS := $(foreach l,$(LIBS),$(call select_from_repositories,lib/import/import-$(l).mk))
-include $(IMPORTS)

ifneq ($(PRG_DIR),)
vpath % $(PRG_DIR)
endif


##
## Options
##

CC_OLEVEL      ?= -O2
CC_WARN        ?= -Wall
CC_CXX_OPT_STD ?= -std=gnu++11
CC_C_OPT_STD   ?= -std=gnu90

INCLUDES := $(addprefix -I,. $(INC_DIR) $(foreach r,$(REPOSITORIES),$(wildcard $(r)/include)) $(PRG_DIR))
INCLUDES += -isystem $(KIT_INCLUDE)

ifneq ($(STDINC),yes)
INCLUDES     += -nostdinc -isystem $(shell $(CC) -print-file-name=include)
CXX_INCLUDES := $(addprefix -isystem ,$(KIT_CXX_INCLUDE))
endif

# Assumptions about the language that compilers of 2016 did not make, but that
# today's make
ERA_FLAGS := -fno-strict-aliasing -fno-delete-null-pointer-checks -flifetime-dse=1

# diagnostics that are errors today, but were none then
ERA_CXX_FLAGS := -fpermissive -Wno-error=narrowing -fno-finite-loops
ERA_C_FLAGS   := -fcommon

without_werror = $(filter-out -Werror -Werror=% -pedantic-errors,$(1))

# options of a single file, named without its suffix
file_opt = $(CC_OPT_$(subst .,_,$*))

ALL_OPT = $(KIT_CODE_FLAGS) $(CC_OLEVEL) $(ERA_FLAGS) $(CC_WARN) $(CC_OPT) $(file_opt) \
          $(INCLUDES)
DEP_OPT = -MD -MP -MT $@

CXX_OPT = $(DEP_OPT) $(KIT_CXX_CODE_FLAGS) $(ERA_CXX_FLAGS) $(ALL_OPT) $(CXX_INCLUDES) $(CC_CXX_WARN) $(CC_CXX_OPT) \
          $(lastword $(CC_CXX_OPT_STD) $(CC_CXX_OPT_STD_$(subst .,_,$*)))
C_OPT   = $(DEP_OPT) $(CC_C_OPT_STD) $(ERA_C_FLAGS) $(ALL_OPT) $(CC_C_OPT)
S_OPT   = $(ALL_OPT)


##
## Rules
##

ALL_SRC := $(SRC_CC) $(SRC_C) $(SRC_S)
OBJECTS := $(addsuffix .o,$(basename $(ALL_SRC)))
OBJECTS += $(foreach b,$(SRC_BIN),binary_$(subst /,_,$(b)).o)

# a change of an option or of the kit concerns all objects
DESCRIPTIONS := $(MAKEFILE_LIST)

-include $(OBJECTS:.o=.d)

$(shell mkdir -p $(sort $(dir $(OBJECTS))))

# announce a step, or let make show the command
ifneq ($(SHOW_COMMANDS),yes)
step = @echo "  $(1) $(patsubst $(REP_DIR)/%,%,$(2))" >&2;
endif

%.o: %.cc $(DESCRIPTIONS)
	$(call step,COMPILE ,$<)$(CXX) $(call without_werror,$(CXX_OPT)) -c $< -o $@

%.o: %.cpp $(DESCRIPTIONS)
	$(call step,COMPILE ,$<)$(CXX) $(call without_werror,$(CXX_OPT)) -c $< -o $@

%.o: %.cxx $(DESCRIPTIONS)
	$(call step,COMPILE ,$<)$(CXX) $(call without_werror,$(CXX_OPT)) -c $< -o $@

%.o: %.c $(DESCRIPTIONS)
	$(call step,COMPILE ,$<)$(CC) $(call without_werror,$(C_OPT)) -c $< -o $@

%.o: %.s $(DESCRIPTIONS)
	$(call step,ASSEMBLE,$<)$(CC) $(call without_werror,$(S_OPT)) -x assembler-with-cpp -c $< -o $@

%.o: %.S $(DESCRIPTIONS)
	$(call step,ASSEMBLE,$<)$(CC) $(call without_werror,$(S_OPT)) -x assembler-with-cpp -c $< -o $@

# Content of a file, between the symbols '_binary_NAME_start' and '_binary_NAME_end'
#
# Characters of the name that have no place in an identifier become underscores.
symbol = _binary_$(shell echo '$(1)' | tr -c 'A-Za-z0-9\n' _)

define binary_rule
binary_$(subst /,_,$(1)).o: $(1)
	$$(call step,CONVERT ,$$<)printf '%s\n' \
		'.section .rodata; .balign 16; .global $(call symbol,$(1))_start, $(call symbol,$(1))_end' \
		'$(call symbol,$(1))_start: .incbin "$$<"' '$(call symbol,$(1))_end: .byte 0' \
		'.section .note.GNU-stack, "", @progbits' \
		| $$(CC) -x assembler -c - -o $$@
endef

$(foreach b,$(SRC_BIN),$(eval $(call binary_rule,$(b))))

ifneq ($(filter server,$(LIBS)),)
SERVER_ARCHIVE := $(KIT_SERVER_ARCHIVE)
endif

ifneq ($(LIB),)
$(OUTPUT): $(OBJECTS)
	$(call step,ARCHIVE ,$(OUTPUT))rm -f $@ && $(AR) rcs $@ $(OBJECTS)
else
$(OUTPUT): $(OBJECTS) $(LIB_ARCHIVES) $(SERVER_ARCHIVE) $(KIT_ARCHIVES)
	$(call step,LINK    ,$(OUTPUT))$(CXX) $(KIT_LINK_FLAGS) -o $@ $(OBJECTS) $(EXT_OBJECTS) \
		-Wl,--start-group -Wl,--whole-archive $(LIB_ARCHIVES) $(SERVER_ARCHIVE) \
		-Wl,--no-whole-archive $(KIT_ARCHIVES) -Wl,--end-group
endif

all: $(OUTPUT)

# what the description says, a line for each variable
REPORTED := TARGET REQUIRES LIBS INC_DIR SRC_CC SRC_C SRC_S SRC_BIN SRC_ADA SRC_RS SRC_GO SHARED_LIB \
            LD_SCRIPT_STATIC LD_TEXT_ADDR LD_OPT USE_HOST_LD_SCRIPT EXT_OBJECTS STDLIB

.PHONY: all describe
describe:
	$(foreach v,$(REPORTED),$(info VALUE $(v) $($(v))))@true
