/*
 * \brief  What servers do to frozen components after they told about a session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <utility>

#include <rtcr/session_cut.h>

using namespace Rtcr;
using Kernel::Object;


Core::Signal_context_component *Session_cut::_context(Object_ref const &object)
{
	return object && object->alive() && object->handler()
	     ? dynamic_cast<Core::Signal_context_component *>(object->handler()) : nullptr;
}


void Session_cut::release()
{
	for (Object_ref const &object : std::exchange(_contexts, { }))
		if (auto * const context = _context(object))
			context->release();

	for (Object_ref const &object : std::exchange(_gates, { }))
		static_cast<Kernel::Gate &>(*object).release_replies();
}


void Session_cut::hold_signals(Object_ref const &object)
{
	if (auto * const context = _context(object)) {
		_contexts.push_back(object);
		context->hold();
	}
}


void Session_cut::hold_replies(Object_ref const &object)
{
	if (object->alive() && object->kind() == Object::Kind::GATE) {
		_gates.push_back(object);
		static_cast<Kernel::Gate &>(*object).hold_replies();
	}
}


void Session_cut::discard_signals(Object_ref const &object)
{
	if (auto * const context = _context(object)) {
		context->discard_held();
		context->release();
	}
}
