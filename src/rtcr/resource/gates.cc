/*
 * \brief  Capture and restore of gates
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <rtcr/resources.h>

using namespace Rtcr;


void Rtcr::capture_gates(Capture &capture)
{
	for (Index i = 0; i < capture.gates.size(); i++) {

		Kernel::Gate const &gate = *capture.gates[i];
		Gate               &out  = capture.snapshot.gates[i];

		if (gate.server() && !capture.set.contains(*gate.server()))
			throw Unsupported("gate '" + gate.name() + "' is bound to a thread of another component");

		out.id     = gate.id();
		out.name   = gate.name();
		out.label  = gate.label();
		out.server = capture.ref(gate.server());
	}
}


/*
 * Gates get their threads here, so surplus threads can be destroyed without
 * an effect on the callers
 */
void Rtcr::create_gates(Reconstruction &r)
{
	for (Index i = 0; i < r.snapshot.gates.size(); i++) {

		Gate const &captured = r.snapshot.gates[i];

		for (auto const &[object, gate] : r.pds[captured.pd]->gates())
			if (r.identical(*object, captured.id))
				r.gates[i] = gate.get();

		Kernel::Ref<Kernel::Thread> const server =
			captured.server.none() ? Kernel::Ref<Kernel::Thread>() : r.thread(captured.server.index);

		if (!r.gates[i]) {
			r.gates[i] = &r.pds[captured.pd]->create_gate(server);
			r.created.insert(r.gates[i]);
		}
		r.gates[i]->bind(server);
		r.gates[i]->label(captured.label);

		/* others may rely on what the server said if nobody has called it since */
		r.gates[i]->count_call();
		r.gates[i]->name(captured.name);
	}
}


void Rtcr::destroy_surplus_gates(Reconstruction &r)
{
	std::unordered_set<Kernel::Gate const *> const kept(r.gates.begin(), r.gates.end());

	for (Core::Pd_session_component * const pd : r.pds) {

		std::vector<Kernel::Gate *> surplus;
		for (auto const &[object, gate] : pd->gates())
			if (!kept.contains(gate.get()))
				surplus.push_back(gate.get());

		for (Kernel::Gate * const gate : surplus)
			pd->destroy(*gate);
	}
}
