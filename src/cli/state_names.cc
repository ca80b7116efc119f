/*
 * \brief  Names of states for people and programs
 *
 * The kernel has the same names, but is no part of the tool.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/state_names.h>


char const *Cli::state_name(Control::Component_status::State state)
{
	using State = Control::Component_status::State;

	switch (state) {
	case State::NEW:     return "new";
	case State::RUNNING: return "running";
	case State::DEAD:    return "dead";
	}
	return "?";
}


char const *Cli::state_name(Kernel::Thread::State state)
{
	using State = Kernel::Thread::State;

	switch (state) {
	case State::STOPPED:        return "stopped";
	case State::RUNNING:        return "running";
	case State::IN_SERVICE:     return "in service";
	case State::SENDING:        return "sending";
	case State::AWAITING_REPLY: return "awaiting reply";
	case State::WAITING:        return "waiting for calls";
	case State::RECEIVING:      return "receiving IRQ";
	case State::SLEEPING:       return "sleeping";
	case State::FAULTED:        return "faulted";
	case State::EXITED:         return "exited";
	}
	return "?";
}


char const *Cli::kind_name(Kernel::Object::Kind kind)
{
	using Kind = Kernel::Object::Kind;

	switch (kind) {
	case Kind::TASK:   return "Task";
	case Kind::THREAD: return "Thread";
	case Kind::GATE:   return "Gate";
	case Kind::IRQ:    return "Irq";
	}
	return "?";
}
