/*
 * \brief  Compile-time comparison of the offsets used by assembly code
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <asm/sigcontext.h>
#include <linux/signal.h>
#include <asm/ucontext.h>

#include <host/channel_abi.h>
#include <host/stub/offsets.h>

using namespace Host::Abi;
using Kernel::Abi::UTCB_OFFSET;

static_assert(offsetof(Control, done)           == CONTROL_DONE);
static_assert(offsetof(Control, hold)           == CONTROL_HOLD);

/* the thread reads both by one instruction */
static_assert(CONTROL_HOLD == CONTROL_DONE + 4 && CONTROL_DONE % 8 == 0);

static_assert(offsetof(Control, start)          == CONTROL_START);
static_assert(offsetof(Control, reset)          == CONTROL_RESET);
static_assert(offsetof(Control, resume)         == CONTROL_RESUME);
static_assert(offsetof(Control, stepping)       == CONTROL_STEPPING);
static_assert(offsetof(Control, name)           == CONTROL_NAME);
static_assert(offsetof(Control, alt_stack_base) == CONTROL_ALT_STACK);

static_assert(offsetof(Thread_state, post)      == STATE_POST);
static_assert(offsetof(Thread_state, request)   == STATE_REQUEST);
static_assert(offsetof(Thread_state, parked)    == STATE_PARKED);
static_assert(offsetof(Thread_state, wakeups)   == STATE_WAKEUPS);
static_assert(offsetof(Thread_state, block)     == STATE_BLOCK);
static_assert(offsetof(Thread_state, blocks)    == STATE_BLOCKS);
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

static_assert(offsetof(Control, channels)    == CONTROL_CHANNELS);
static_assert(offsetof(Control, senders)     == CONTROL_SENDERS);
static_assert(offsetof(Control, called_slot) == CONTROL_CALLED);
static_assert(offsetof(Control, served) + offsetof(Control::Served, label) == CONTROL_LABEL);
static_assert(offsetof(Control, served) + offsetof(Control::Served, token) == CONTROL_TOKEN);
static_assert(sizeof(Control::Served) == 16);

static_assert(offsetof(Thread_state, resting) == STATE_RESTING);
static_assert(offsetof(Thread_state, release_awaited) == STATE_RELEASE_AWAITED);
static_assert(offsetof(Thread_state, called) == STATE_CALLED);
static_assert(offsetof(Thread_state, taken)  == STATE_TAKEN);
static_assert(offsetof(Thread_state, received) == STATE_RECEIVED);
static_assert(offsetof(Thread_state, turn)     == STATE_TURN);
static_assert(offsetof(Thread_state, awaited)  == STATE_AWAITED);
static_assert(offsetof(Thread_state, awaits)   == STATE_AWAITS);
static_assert(offsetof(Thread_state, wait_start) == STATE_WAIT_START);
static_assert(offsetof(Thread_state, eager)      == STATE_EAGER);
static_assert(offsetof(Thread_state, wake_steps) == STATE_WAKE_STEPS);
static_assert(offsetof(Wait_word, value) == 0);
static_assert(offsetof(Wait_word, addr)  == WAIT_ADDR);
static_assert(offsetof(Wait_word, flags) == WAIT_FLAGS);
static_assert(Wait_word::SHARED == WAIT_SHARED);
static_assert(Thread_state::CALL_NUMBER == CALL_MASK);
static_assert((~CALL_MASK & 0xffffffff) + 1 == CALL_INCREMENT);
static_assert(Thread_state::POST_DIRECT == FLAG_DIRECT);
static_assert(Thread_state::POST_TAKING == FLAG_TAKING);
static_assert(Thread_state::POST_NUMBER == NUMBER_MASK);

static_assert(uint32_t(Thread_state::Block::NONE)    == BLOCK_NONE);
static_assert(uint32_t(Thread_state::Block::WAITING) == BLOCK_WAITING);
static_assert(uint32_t(Thread_state::Block::HELD)    == BLOCK_HELD);

static_assert(uint32_t(Stepping::ON)  == STEPPING_ON);
static_assert(uint32_t(Stepping::OFF) == STEPPING_OFF);
static_assert(Host::Abi::TRAP_FLAG == uint64_t(STUB_TRAP_FLAG));

constexpr auto CONTEXT = sizeof(uint64_t) + offsetof(ucontext, uc_mcontext);

static_assert(CONTEXT + offsetof(sigcontext, rip)    == FRAME_IP);
static_assert(CONTEXT + offsetof(sigcontext, eflags) == FRAME_FLAGS);

using Kernel::Utcb;
using Kernel::Message;

constexpr auto MESSAGE = offsetof(Utcb, message);

static_assert(offsetof(Utcb, operation) == UTCB_OPERATION);
static_assert(offsetof(Utcb, status)    == UTCB_STATUS);
static_assert(offsetof(Utcb, arg)       == UTCB_ARG);
static_assert(offsetof(Utcb, result)    == UTCB_RESULT);
static_assert(offsetof(Utcb, num_released) == UTCB_RELEASED);
static_assert(MESSAGE + offsetof(Message, size)      == MESSAGE_SIZE);
static_assert(MESSAGE + offsetof(Message, num_caps)  == MESSAGE_CAPS);
static_assert(MESSAGE + offsetof(Message, code)      == MESSAGE_CODE);
static_assert(MESSAGE + offsetof(Message, label)     == MESSAGE_LABEL);
static_assert(MESSAGE + offsetof(Message, reply)     == MESSAGE_REPLY);
static_assert(MESSAGE + offsetof(Message, from_core) == MESSAGE_FROM_CORE);
static_assert(MESSAGE + offsetof(Message, data)      == MESSAGE_DATA);
static_assert(uint32_t(Kernel::Operation::IPC_CALL)           == OPERATION_CALL);
static_assert(uint32_t(Kernel::Operation::IPC_REPLY_AND_WAIT) == OPERATION_WAIT);
static_assert(uint32_t(Kernel::Status::OK)             == STATUS_OK);
static_assert(uint32_t(Kernel::Status::WATCH_CHANNELS) == STATUS_WATCH);

static_assert(offsetof(Channel_page, state) == 0);
static_assert(offsetof(Channel_page, request) == CHANNEL_REQUEST);
static_assert(offsetof(Channel_page, reply)   == CHANNEL_REPLY);
static_assert(offsetof(Channel_page::Message, code) == CHANNEL_CODE);
static_assert(offsetof(Channel_page::Message, size) == CHANNEL_SIZE);
static_assert(offsetof(Channel_page::Message, data) == CHANNEL_DATA);
static_assert(Channel_page::MAX_DATA == CHANNEL_MAX_DATA);
static_assert(Channel_page::IDLE    == CHANNEL_STATE_IDLE);
static_assert(Channel_page::REQUEST == CHANNEL_STATE_REQUEST);
static_assert(Channel_page::SERVING == CHANNEL_STATE_SERVING);
static_assert(Channel_page::REPLY   == CHANNEL_STATE_REPLY);
static_assert(offsetof(Watch_page, done)    == WATCH_DONE);
static_assert(offsetof(Watch_page, channel) == WATCH_CHANNEL);
static_assert(sizeof(Wait_word) == 24);

static_assert(offsetof(Agent_page, sequence) == AGENT_SEQUENCE);
static_assert(offsetof(Agent_page, count)    == AGENT_COUNT);
static_assert(offsetof(Agent_page, command)  == AGENT_COMMANDS);
static_assert(sizeof(Agent_page::Command)    == AGENT_COMMAND_SIZE);

static_assert(UTCB_OFFSET                    == UTCB_DISTANCE);
static_assert(Kernel::Abi::THREAD_AREA_USED  == AREA_USED);
static_assert(Kernel::Abi::WATCH_OFFSET           == AREA_WATCH);
static_assert(Kernel::Abi::CALLED_CHANNELS_OFFSET == AREA_CALLED);
static_assert(Kernel::Abi::THREAD_AREAS           == STUB_THREAD_AREAS);
static_assert(Kernel::Abi::SERVED_CHANNELS        == STUB_SERVED_CHANNELS);
static_assert(Kernel::Abi::THREAD_AREA_SIZE << SERVED_AREA_SHIFT == Kernel::Abi::SERVED_CHANNELS_SIZE);
static_assert(KERNEL_AREA_END == STUB_KERNEL_AREA_END);
static_assert(AGENT_PAGE == STUB_AGENT_PAGE);
static_assert(ARENA_FD == STUB_ARENA_FD && EVENT_FD == STUB_EVENT_FD);

static_assert(offsetof(System_page, thread_filter) + Host::Abi::SYSTEM_PAGE == THREAD_FILTER);
static_assert(offsetof(System_page, agent_filter)  + Host::Abi::SYSTEM_PAGE == AGENT_FILTER);
static_assert(offsetof(System_page, fsgsbase)      + Host::Abi::SYSTEM_PAGE == FSGSBASE);
static_assert(offsetof(System_page, several_cpus)  + Host::Abi::SYSTEM_PAGE == SEVERAL_CPUS);
