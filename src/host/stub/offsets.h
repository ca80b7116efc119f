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
#define CONTROL_STEPPING  20
#define CONTROL_NAME      24
#define CONTROL_ALT_STACK 40
#define CONTROL_CHANNELS  64
#define CONTROL_SENDERS   68
#define CONTROL_CALLED    72
#define CONTROL_LABEL    104
#define CONTROL_TOKEN    112

/* members of 'Thread_state' */
#define STATE_POST              0
#define STATE_REQUEST           4
#define STATE_PARKED            8
#define STATE_WAKEUPS          12
#define STATE_BLOCK            20
#define STATE_BLOCKS           24
#define STATE_RESTING          28
#define STATE_RELEASE_AWAITED  32
#define STATE_RESUME_FRAME     88
#define STATE_RESUME_FS        96
#define STATE_RESUME_GS       104
#define STATE_RBX             112
#define STATE_RBP             120
#define STATE_R12             128
#define STATE_R13             136
#define STATE_R14             144
#define STATE_R15             152
#define STATE_RSP             160
#define STATE_RIP             168
#define STATE_FS              176
#define STATE_GS              184
#define STATE_MXCSR           192
#define STATE_FCW             196
#define STATE_CALLED          232
#define STATE_TAKEN           236
#define STATE_RECEIVED        240
#define STATE_TURN            244
#define STATE_AWAITED         248
#define STATE_AWAITS          296
#define STATE_WAIT_START      300
#define STATE_EAGER           304
#define STATE_WAKE_STEPS      308
#define CALL_INCREMENT    0x100
#define CALL_MASK         0xffffff00
#define FLAG_DIRECT       0x80000000
#define FLAG_TAKING       0x40000000
#define NUMBER_MASK       0x3fffffff

#define BLOCK_NONE        0
#define BLOCK_WAITING     1
#define BLOCK_HELD        2

#define STEPPING_ON       1
#define STEPPING_OFF      2
#define STUB_TRAP_FLAG    0x100

/* flags in a signal frame, which starts with the return address of the handler */
#define FRAME_IP          0xb0
#define FRAME_FLAGS       0xb8

/* members of 'Utcb' and of its message */
#define UTCB_OPERATION    520
#define UTCB_STATUS       524
#define UTCB_ARG          528
#define UTCB_RESULT       560
#define UTCB_RELEASED    3712
#define MESSAGE_SIZE      568
#define MESSAGE_CAPS      572
#define MESSAGE_CODE      576
#define MESSAGE_LABEL     584
#define MESSAGE_REPLY     592
#define MESSAGE_FROM_CORE 600
#define MESSAGE_DATA      636
#define OPERATION_CALL    1
#define OPERATION_WAIT    2
#define STATUS_OK         0
#define STATUS_WATCH      7

/* members of 'Channel_page', offsets within its messages */
#define CHANNEL_REQUEST   64
#define CHANNEL_REPLY     2048
#define CHANNEL_CODE      0
#define CHANNEL_SIZE      8
#define CHANNEL_DATA      16
#define CHANNEL_MAX_DATA  1920
#define CHANNEL_STATE_IDLE    0
#define CHANNEL_STATE_REQUEST 1
#define CHANNEL_STATE_SERVING 2
#define CHANNEL_STATE_REPLY   3
#define CHANNEL_CLOSED        4

/* members of 'Wait_word' */
#define WAIT_ADDR         8
#define WAIT_FLAGS       16
#define WAIT_SIZE        24
#define WAIT_SHARED       2

/* members of 'Watch_page' */
#define WATCH_DONE        0
#define WATCH_CHANNEL    24

/* members of 'Agent_page' */
#define AGENT_SEQUENCE     0
#define AGENT_COUNT        4
#define AGENT_COMMANDS    64
#define AGENT_COMMAND_SIZE 64

/* thread area: distance of the UTCB from its control page, size of both and save stack */
#define UTCB_DISTANCE      0x1000
#define AREA_USED          0x6000
#define AREA_WATCH         0x6000
#define AREA_CALLED        0x7000

/* fixed addresses */
#define STUB_SYSTEM_PAGE   0x700010000000
#define THREAD_FILTER      (STUB_SYSTEM_PAGE + 0)
#define AGENT_FILTER       (STUB_SYSTEM_PAGE + 16)
#define FSGSBASE           (STUB_SYSTEM_PAGE + 32)
#define SEVERAL_CPUS       (STUB_SYSTEM_PAGE + 36)
#define STUB_AGENT_PAGE    0x700010100000
#define STUB_KERNEL_AREA     0x700000000000
#define STUB_THREAD_AREAS    0x700020000000
#define STUB_SERVED_CHANNELS 0x700024000000
#define STUB_KERNEL_AREA_END 0x700044000000

/* size of the channels that a thread serves over that of its area, log2 */
#define SERVED_AREA_SHIFT    3

/* descriptors of the agent */
#define STUB_ARENA_FD      3
#define STUB_EVENT_FD      4

#endif /* _HOST__STUB__OFFSETS_H_ */
