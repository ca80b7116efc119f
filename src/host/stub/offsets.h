/*
 * \brief  Offsets of the shared structures for assembly code
 *
 * 'offsets_check.cc' compares each of them with the C++ declarations.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__STUB__OFFSETS_H_
#define _HOST__STUB__OFFSETS_H_

/* members of 'Control' */
#define CONTROL_DONE       0
#define CONTROL_HOLD       4
#define CONTROL_START      8
#define CONTROL_RESET     12
#define CONTROL_RESUME    16
#define CONTROL_NAME      24
#define CONTROL_ALT_STACK 40

/* members of 'Thread_state' */
#define STATE_POST         0
#define STATE_REQUEST      4
#define STATE_PARKED       8
#define STATE_WAKEUPS     12
#define STATE_RESUME_FRAME 72
#define STATE_RESUME_FS    80
#define STATE_RESUME_GS    88
#define STATE_RBX          96
#define STATE_RBP         104
#define STATE_R12         112
#define STATE_R13         120
#define STATE_R14         128
#define STATE_R15         136
#define STATE_RSP         144
#define STATE_RIP         152
#define STATE_FS          160
#define STATE_GS          168
#define STATE_MXCSR       176
#define STATE_FCW         180

/* members of 'Agent_page' */
#define AGENT_SEQUENCE     0
#define AGENT_COUNT        4
#define AGENT_COMMANDS    64
#define AGENT_COMMAND_SIZE 64

/* thread area: distance of the UTCB from its control page, size of both and save stack */
#define UTCB_DISTANCE      0x1000
#define AREA_USED          0x6000

/* fixed addresses */
#define STUB_SYSTEM_PAGE   0x700010000000
#define THREAD_FILTER      (STUB_SYSTEM_PAGE + 0)
#define AGENT_FILTER       (STUB_SYSTEM_PAGE + 16)
#define FSGSBASE           (STUB_SYSTEM_PAGE + 32)
#define STUB_AGENT_PAGE    0x700010100000
#define STUB_KERNEL_AREA     0x700000000000
#define STUB_KERNEL_AREA_END 0x700024000000

/* descriptors of the agent */
#define STUB_ARENA_FD      3
#define STUB_EVENT_FD      4

#endif /* _HOST__STUB__OFFSETS_H_ */
