# SPDX-License-Identifier: GPL-2.0-or-later
SRC_C += part.c
