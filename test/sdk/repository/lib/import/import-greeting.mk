# SPDX-License-Identifier: GPL-2.0-or-later
CC_OPT += -DGREETING_IS_IMPORTED
