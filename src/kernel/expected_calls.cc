/*
 * \brief  Calls that a restored server continues before they are made again
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <kernel/expected_calls.h>

using namespace Kernel;


bool Expected_call::Request::operator == (Invocation::Payload const &other) const
{
	auto same_object = [] (Ref<Object> const &object, Invocation::Capability const &cap) {
		return object.get() == cap.object.get(); };

	return code == other.code
	    && std::ranges::equal(data, std::span(other.data.data(), other.size))
	    && std::ranges::equal(caps, std::span(other.caps.data(), other.num_caps), same_object);
}


bool Expected_call::repeated_by(Thread const &client) const
{
	auto is_origin = [&] (Thread const &served) { return &served == origin.get(); };

	if (client.called_gate().get() != gate.get() || !client.find_served(is_origin))
		return false;

	auto const payload = std::make_unique<Invocation::Payload>();
	client.read_call(*payload);

	return request == *payload;
}


Expected_call *Expected_calls::unanswered(Token token)
{
	auto const it = _calls.find(token);
	return it == _calls.end() || it->second.reply ? nullptr : &it->second;
}


std::optional<Expected_calls::Taken> Expected_calls::take(Thread const &client)
{
	std::erase_if(_calls, [] (auto const &entry) { return !entry.second.pending(); });

	for (auto it = _calls.begin(); it != _calls.end(); ++it)
		if (it->second.repeated_by(client)) {
			Taken result(it->first, std::move(it->second));
			_calls.erase(it);
			return result;
		}

	return { };
}
