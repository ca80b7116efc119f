/*
 * \brief  Server that takes its time for each call, so that clients queue up
 *
 * Configuration: 'delay_ms' is the time for a call, 'session_delay_ms' the one
 * for opening the first session, 'announce_delay_ms' the one before the service is
 * announced.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>
#include <base/rpc_server.h>
#include <echo_session.h>
#include <pace.h>
#include <root/component.h>
#include <util/reconstructible.h>

namespace Patient {

	using namespace Genode;

	struct Session_component;
	class  Root;
	struct Main;
}


struct Patient::Session_component : Rpc_object<Echo::Session>
{
	Recap::Pace   &pace;
	unsigned long &count;

	Session_component(Recap::Pace &pace, unsigned long &count) : pace(pace), count(count) { }

	unsigned long ask(unsigned long question) override
	{
		pace.wait();

		if (++count % 50 == 0)
			log(count, " answers");

		return answer(question);
	}
};


class Patient::Root : public Root_component<Session_component>
{
	private:

		Env           &_env;
		Recap::Pace    _pace;
		unsigned const _session_delay_ms;
		unsigned long  _count    = 0;
		unsigned       _sessions = 0;

		Constructible<Recap::Pace> _session_pace { };

	protected:

		Session_component *_create_session(char const *) override
		{
			if (_session_delay_ms && !_session_pace.constructed()) {
				_session_pace.construct(_env, _session_delay_ms);
				log("session is being opened");
				_session_pace->wait();
			}
			log("number of sessions: ", ++_sessions);
			return new (md_alloc()) Session_component(_pace, _count);
		}

		void _destroy_session(Session_component *session) override
		{
			_sessions--;
			Root_component<Session_component>::_destroy_session(session);
		}

	public:

		Root(Env &env, Allocator &md_alloc, Xml_node config)
		:
			Root_component<Session_component>(env.ep(), md_alloc),
			_env(env), _pace(env, config.attribute_value("delay_ms", 2U)),
			_session_delay_ms(config.attribute_value("session_delay_ms", 0U))
		{ }
};


struct Patient::Main
{
	Attached_rom_dataspace config;
	Sliced_heap            heap;
	Root                   root;

	explicit Main(Env &env)
	:
		config(env, "config"), heap(env.ram(), env.rm()),
		root(env, heap, config.xml())
	{
		if (unsigned const delay_ms = config.xml().attribute_value("announce_delay_ms", 0U))
			Recap::Pace(env, delay_ms).wait();

		env.parent().announce(env.ep().manage(root));
	}
};


void Component::construct(Genode::Env &env) { static Patient::Main main(env); }
