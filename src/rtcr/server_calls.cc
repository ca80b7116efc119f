/*
 * \brief  Calls of components to the server of a session since some instant
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <kernel/thread.h>
#include <rtcr/server_calls.h>

using namespace Rtcr;
using Kernel::Object;


void Server_calls::_add(Kernel::Gate &gate)
{
	Kernel::Ref<Kernel::Gate> const ref(gate);

	if (std::ranges::find(_gates, ref) == _gates.end())
		_gates.push_back(ref);
}


Server_calls::Server_calls(Component_set const &set, Kernel::Gate &session)
{
	_add(session);

	Kernel::Task const * const task = session.server() ? session.server()->task().get() : nullptr;

	auto served = [&] (Kernel::Gate const &gate) {
		return gate.server() && gate.server()->task().get() == task; };

	for (Core::Pd_session_component const *pd : set.pds())
		pd->task().caps().for_each([&] (Kernel::Mapping const &mapping) {
			if (!mapping.object || mapping.object->kind() != Object::Kind::GATE)
				return;

			Kernel::Gate &gate = static_cast<Kernel::Gate &>(*mapping.object);
			if (served(gate))
				_add(gate);
		});

	for (Kernel::Ref<Kernel::Gate> const &gate : _gates)
		if (gate->server())
			gate->server()->close_channels(*gate);

	for (Core::Pd_session_component const *pd : set.pds())
		pd->task().for_each_thread([&] (Kernel::Thread const &thread) {
			Kernel::Ref<Kernel::Gate> const &called = thread.called_gate();
			_under_way |= called && served(*called); });

	_calls = _num_calls();
}


uint64_t Server_calls::_num_calls() const
{
	uint64_t sum = 0;
	for (Kernel::Ref<Kernel::Gate> const &gate : _gates)
		sum += gate->num_calls();
	return sum;
}
