/*
 * \brief  Capture and restore of calls, within the components and across their
 *         border
 *
 * Calls between captured threads continue as they were. For the others:
 *
 * - A call by somebody else that no captured thread had received is sent
 *   again, so the restored server gets it.
 * - A call by somebody else that is known to the snapshot as received, and
 *   that the caller still waits for, is left to the restored server.
 * - A call by the component that was received by somebody else before the
 *   snapshot, and that is still being served, is left to the server.
 * - A call by somebody else that was received since the snapshot, and a call
 *   by the component that was received by somebody else before the snapshot
 *   are sent again or fail, as the policy says.
 * - A call by somebody else that was received before the snapshot, and that the
 *   caller does not wait for anymore, is taken for the one that he makes again
 *   if he made it for serving a component whose call is sent again.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <memory>

#include <kernel/expected_calls.h>
#include <rtcr/resources.h>

using namespace Rtcr;
using Thread_ref = Kernel::Ref<Kernel::Thread>;
using State      = Kernel::Thread::State;


/*************
 ** Capture **
 *************/

/**
 * Return captured thread that a client serves, directly or through others, null
 * if there is none
 */
static Kernel::Thread const *origin(Component_set const &set, Kernel::Thread const &client)
{
	return client.find_served([&] (Kernel::Thread const &served) { return set.contains(served); });
}


/**
 * Note what a call is recognized by that somebody outside is going to repeat
 */
static void capture_request(Capture &capture, Kernel::Thread const &client, Call_entry &entry)
{
	Kernel::Thread const * const served = origin(capture.set, client);
	if (!served)
		return;

	Ref const gate = capture.ref(client.called_gate());
	if (gate.kind != Ref::Kind::GATE)
		return;

	auto const payload = std::make_unique<Kernel::Invocation::Payload>();
	client.read_call(*payload);

	entry.origin  = capture.ref(served);
	entry.gate    = gate;
	entry.request = { .code = payload->code,
	                  .data = { payload->data.begin(), payload->data.begin() + payload->size } };

	for (uint32_t i = 0; i < payload->num_caps; i++)
		entry.request.caps.push_back(capture.ref(payload->caps[i].object));
}


void Rtcr::capture_calls(Capture &capture, Kernel::Task const &task, Pd &out)
{
	for (auto const &[token, call] : task.calls()) {

		Call_entry entry { .token  = token,
		                   .client = capture.ref(call.client),
		                   .number = call.number,
		                   .server = capture.ref(call.server) };

		if (!capture.set.contains(*call.client) && call.client->called_gate())
			capture_request(capture, *call.client, entry);

		out.calls.push_back(std::move(entry));
	}
}


/*************
 ** Restore **
 *************/

/**
 * Return true if the server told the state of the session that is called
 *
 * The state, which is about to be handed back, does not include the effect of
 * the call.
 */
static bool session_has_state(Snapshot const &snapshot, Ref const &gate)
{
	return gate.kind == Ref::Kind::OUTSIDE
	    && (snapshot.outsides[gate.index].has_state || snapshot.outsides[gate.index].state_lost);
}


void Rtcr::keep_served_calls(Reconstruction &r)
{
	if (r.policy.in_flight == Restore_policy::In_flight::FAIL)
		return;

	for (Index i = 0; i < r.snapshot.threads.size(); i++) {

		Thread const &captured = r.snapshot.threads[i];

		if (captured.state != State::AWAITING_REPLY || session_has_state(r.snapshot, captured.gate))
			continue;

		Kernel::Object * const object = r.same_system ? r.system.find_object(captured.id) : nullptr;
		if (!object || object->kind() != Kernel::Object::Kind::THREAD)
			continue;

		auto const &client = static_cast<Kernel::Thread const &>(*object);
		if (!client.awaits_reply_to(captured.call_number) || r.set.contains(*client.called_server()))
			continue;

		/* the call of a component that is cloned is not the call of the clone */
		if (!r.set.contains(client))
			continue;

		Kernel::Ref<Kernel::Task> const &server = client.called_server()->task();

		for (auto const &[token, call] : server->calls())
			if (call.client.get() == &client && call.number == client.call_number())
				r.served_calls.emplace(i, Reconstruction::Served_call { server, token, call });
	}
}


void Rtcr::detach_calls(Reconstruction &r)
{
	auto detach = [&] (Thread_ref const &client, uint64_t number, bool received) {
		if (!r.set.contains(*client))
			r.detached_calls.push_back({ client, number, received }); };

	for (Core::Pd_session_component * const pd : r.set.pds()) {

		Kernel::Task &task = pd->task();

		for (auto const &[token, call] : task.calls())
			detach(call.client, call.number, true);

		task.calls({ }, task.last_token());

		task.for_each_thread([&] (Kernel::Thread &thread) {
			for (Thread_ref const &client : thread.take_senders())
				detach(client, client->call_number(), false); });
	}
}


/**
 * Find call of an outside client that still waits for the answer
 */
static bool attach_received_call(Reconstruction &r, Kernel::Object const *client, uint64_t number)
{
	auto const it = std::ranges::find_if(r.detached_calls, [&] (auto const &call) {
		return call.received && call.client.get() == client && call.number == number; });

	if (it == r.detached_calls.end())
		return false;

	r.detached_calls.erase(it);
	return true;
}


/**
 * Let the server go on with a call that is going to be repeated
 */
static void expect_call(Reconstruction const &r, Call_entry const &entry, Kernel::Task &task)
{
	Kernel::Object * const gate = r.object(entry.gate);

	if (entry.origin.none() || !gate || r.policy.in_flight == Restore_policy::In_flight::FAIL)
		return;

	Thread const &origin = r.snapshot.threads[entry.origin.index];

	/* a call that is still being served is not repeated */
	if (origin.state != State::AWAITING_REPLY || r.served_calls.contains(entry.origin.index))
		return;

	Kernel::Expected_call::Request request { entry.request.code, entry.request.data, { } };
	for (Ref const &cap : entry.request.caps)
		request.caps.push_back(r.object_ref(cap));

	task.expected_calls().add(entry.token, {
		.origin        = r.thread(entry.origin.index),
		.origin_number = origin.call_number,
		.gate          = Kernel::Ref<Kernel::Gate>(*static_cast<Kernel::Gate *>(gate)),
		.server        = r.thread(entry.server.index),
		.request       = std::move(request) });
}


/*
 * Restore the table of unanswered calls
 */
static void restore_received_calls(Reconstruction &r, Pd const &captured, Kernel::Task &task,
                                   std::unordered_set<Kernel::Object const *> &answered)
{
	Kernel::Task::Calls             calls;
	std::vector<Call_entry const *> expected;

	for (Call_entry const &entry : captured.calls) {

		Kernel::Object * const client = r.object(entry.client);
		if (!client || client->kind() != Kernel::Object::Kind::THREAD) {
			expected.push_back(&entry);
			continue;
		}

		uint64_t number = entry.number;

		if (entry.client.kind == Ref::Kind::THREAD) {

			Thread const &thread = r.snapshot.threads[entry.client.index];

			/* the captured thread may wait for the answer to another call by now */
			if (thread.state != State::AWAITING_REPLY || thread.call_number != entry.number)
				continue;

			number = r.call_numbers[entry.client.index];
			answered.insert(client);

		} else if (!attach_received_call(r, client, number)) {
			expected.push_back(&entry);
			continue;
		}

		calls[entry.token] = { Thread_ref(*static_cast<Kernel::Thread *>(client)),
		                       number, r.thread(entry.server.index) };
	}
	task.calls(std::move(calls), std::max(captured.last_token, task.last_token()));

	for (Call_entry const * const entry : expected)
		expect_call(r, *entry, task);
}


/**
 * Return description of the call that a thread is blocked in, for people
 */
static std::string description(Kernel::Thread const &client)
{
	return "call of '" + client.name() + "' of \"" + client.task()->name() + "\" to '"
	     + (client.called_gate() ? client.called_gate()->name() : "?") + "'";
}


/**
 * Return true if a call goes to an object that was not restored
 */
static bool call_to_outside(Reconstruction const &r, Kernel::Thread const &client)
{
	auto const &gate = client.called_gate();

	return gate && (!gate->server() || !r.set.contains(*gate->server()));
}


void Rtcr::restore_call(Restore_policy const &policy, Report &report, Kernel::Thread &client,
                        bool received)
{
	std::string const what = description(client);

	bool const exists = client.called_gate() && client.called_gate()->alive();

	if (!exists || (received && policy.in_flight == Restore_policy::In_flight::FAIL)) {
		report.notes.push_back(what + " failed" + (exists ? " by policy" : ", the object is gone"));
		client.fail_call();
		return;
	}
	if (received)
		report.notes.push_back(what + " was sent again");

	client.submit_call();
}


void Rtcr::restore_calls(Reconstruction &r)
{
	/*
	 * A server outside has to take back the states of sessions first, which
	 * do not include the effects of the calls that are sent again
	 */
	auto restore = [&] (Kernel::Thread &client, bool received) {
		if (call_to_outside(r, client))
			r.calls_to_outside.push_back({ Thread_ref(client), client.call_number(), received });
		else
			restore_call(r.policy, r.report, client, received);
	};

	std::unordered_set<Kernel::Object const *> answered;

	for (Index i = 0; i < r.snapshot.pds.size(); i++)
		restore_received_calls(r, r.snapshot.pds[i], r.pds[i]->task(), answered);

	/* captured calls that wait at captured threads, in their order */
	std::unordered_set<Kernel::Object const *> submitted;

	auto submit = [&] (Index i) {
		Kernel::Thread &client = r.threads[i]->thread();
		if (client.state() == State::SENDING && submitted.insert(&client).second)
			restore(client, false);
	};

	for (Thread const &server : r.snapshot.threads)
		for (Index const sender : server.senders)
			submit(sender);

	/* calls to others */
	for (Index i = 0; i < r.snapshot.threads.size(); i++) {

		Kernel::Thread &client = r.threads[i]->thread();

		auto const served = r.served_calls.find(i);
		if (served != r.served_calls.end()) {
			served->second.server->restore_call(served->second.token, served->second.call);
			r.report.notes.push_back(description(client) + " is still being served");
		}
		else if (r.snapshot.threads[i].state == State::AWAITING_REPLY && !answered.contains(&client))
			restore(client, true);

		submit(i);
	}

	/* calls by others, the ones that were received earlier come first */
	for (bool const received : { true, false })
		for (Reconstruction::Detached_call const &call : r.detached_calls)
			if (call.received == received && call.client->alive()
			 && call.client->call_number() == call.number)
				restore_call(r.policy, r.report, *call.client, received);

	r.detached_calls.clear();
}
