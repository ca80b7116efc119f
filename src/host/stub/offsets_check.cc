/*
 * \brief  Compile-time comparison of the offsets used by assembly code
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/abi.h>
#include <host/stub/offsets.h>

using namespace Host::Abi;
using Kernel::Abi::UTCB_OFFSET;

static_assert(offsetof(Control, done)           == CONTROL_DONE);
static_assert(offsetof(Control, hold)           == CONTROL_HOLD);
static_assert(offsetof(Control, start)          == CONTROL_START);
static_assert(offsetof(Control, reset)          == CONTROL_RESET);
static_assert(offsetof(Control, resume)         == CONTROL_RESUME);
static_assert(offsetof(Control, name)           == CONTROL_NAME);
static_assert(offsetof(Control, alt_stack_base) == CONTROL_ALT_STACK);

static_assert(offsetof(Thread_state, post)      == STATE_POST);
static_assert(offsetof(Thread_state, request)   == STATE_REQUEST);
static_assert(offsetof(Thread_state, parked)    == STATE_PARKED);
static_assert(offsetof(Thread_state, wakeups)   == STATE_WAKEUPS);
constexpr auto FRAME = offsetof(Thread_state, resume_frame);

static_assert(FRAME + offsetof(Thread_state::Frame, address) == STATE_RESUME_FRAME);
static_assert(FRAME + offsetof(Thread_state::Frame, fs)      == STATE_RESUME_FS);
static_assert(FRAME + offsetof(Thread_state::Frame, gs)      == STATE_RESUME_GS);

constexpr auto SAVED = offsetof(Thread_state, saved);

static_assert(SAVED + offsetof(Thread_state::Saved, rbx)   == STATE_RBX);
static_assert(SAVED + offsetof(Thread_state::Saved, rbp)   == STATE_RBP);
static_assert(SAVED + offsetof(Thread_state::Saved, r12)   == STATE_R12);
static_assert(SAVED + offsetof(Thread_state::Saved, r13)   == STATE_R13);
static_assert(SAVED + offsetof(Thread_state::Saved, r14)   == STATE_R14);
static_assert(SAVED + offsetof(Thread_state::Saved, r15)   == STATE_R15);
static_assert(SAVED + offsetof(Thread_state::Saved, rsp)   == STATE_RSP);
static_assert(SAVED + offsetof(Thread_state::Saved, rip)   == STATE_RIP);
static_assert(SAVED + offsetof(Thread_state::Saved, fs)    == STATE_FS);
static_assert(SAVED + offsetof(Thread_state::Saved, gs)    == STATE_GS);
static_assert(SAVED + offsetof(Thread_state::Saved, mxcsr) == STATE_MXCSR);
static_assert(SAVED + offsetof(Thread_state::Saved, fcw)   == STATE_FCW);

static_assert(offsetof(Agent_page, sequence) == AGENT_SEQUENCE);
static_assert(offsetof(Agent_page, count)    == AGENT_COUNT);
static_assert(offsetof(Agent_page, command)  == AGENT_COMMANDS);
static_assert(sizeof(Agent_page::Command)    == AGENT_COMMAND_SIZE);

static_assert(UTCB_OFFSET                    == UTCB_DISTANCE);
static_assert(Kernel::Abi::THREAD_AREA_USED  == AREA_USED);
static_assert(KERNEL_AREA_END == STUB_KERNEL_AREA_END);
static_assert(AGENT_PAGE == STUB_AGENT_PAGE);
static_assert(ARENA_FD == STUB_ARENA_FD && EVENT_FD == STUB_EVENT_FD);

static_assert(offsetof(System_page, thread_filter) + Host::Abi::SYSTEM_PAGE == THREAD_FILTER);
static_assert(offsetof(System_page, agent_filter)  + Host::Abi::SYSTEM_PAGE == AGENT_FILTER);
static_assert(offsetof(System_page, fsgsbase)      + Host::Abi::SYSTEM_PAGE == FSGSBASE);
