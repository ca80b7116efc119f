/*
 * \brief  Test for the destruction of an entrypoint, which needs its exit capability
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/log.h>
#include <timer_session/connection.h>
#include <util/misc_math.h>
#include <util/reconstructible.h>
#include <util/retry.h>

namespace Exit_cap {

	using namespace Genode;

	struct Squarer;
	class  Helper;
	struct Main;
}


/**
 * Object that is called by the component itself
 */
struct Exit_cap::Squarer
{
	GENODE_RPC(Rpc_square, unsigned long, square, unsigned long);
	GENODE_RPC_INTERFACE(Rpc_square);
};


/**
 * Entrypoint with an object and a signal handler
 */
class Exit_cap::Helper
{
	private:

		enum { STACK_SIZE = 16*1024 };

		struct Squarer_component : Rpc_object<Squarer, Squarer_component>
		{
			unsigned long square(unsigned long value) { return value*value; }
		};

		void _handle_signal() { __atomic_store_n(&_signalled, true, __ATOMIC_SEQ_CST); }

		bool                   _signalled = false;
		Entrypoint             _ep;
		Squarer_component      _squarer { };
		Capability<Squarer>    _cap     { _ep.manage(_squarer) };
		Signal_handler<Helper> _handler { _ep, *this, &Helper::_handle_signal };

	public:

		Helper(Env &env, char const *name) : _ep(env, STACK_SIZE, name) { }

		~Helper() { _ep.dissolve(_squarer); }

		/**
		 * Check that the object answers
		 */
		bool responds(unsigned long value)
		{
			unsigned long const result = retry<Blocking_canceled>(
				[&] { return _cap.call<Squarer::Rpc_square>(value); }, [] { });

			return result == value*value;
		}

		/**
		 * Submit a signal
		 *
		 * \return  true if the signal submitted before was handled
		 */
		bool exchange_signal()
		{
			bool const handled = __atomic_exchange_n(&_signalled, false, __ATOMIC_SEQ_CST);
			Signal_transmitter(_handler).submit();
			return handled;
		}
};


struct Exit_cap::Main
{
	enum {
		/* ticks, a signal may be delayed if the machine is busy */
		PATIENCE = 20,
	};

	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Timer::Connection      timer  { env };

	unsigned const period_ms  { max(1U, config.xml().attribute_value("period_ms", 250U)) };
	unsigned const destroy_at { config.xml().attribute_value("destroy_at", 50U) };

	Constructible<Helper> helper { };
	Signal_handler<Main>  tick_handler { env.ep(), *this, &Main::handle_tick };
	unsigned              ticks      = 0;
	unsigned              unanswered = 0;

	void use_helper()
	{
		if (!helper->responds(ticks))
			error("wrong result of the entrypoint's object at tick ", ticks);

		unanswered = helper->exchange_signal() ? 0 : unanswered + 1;
		if (unanswered == PATIENCE)
			error("entrypoint does not handle signals at tick ", ticks);
	}

	void replace_helper()
	{
		helper.destruct();
		log("entrypoint destroyed");

		helper.construct(env, "second_helper");
		unanswered = 0;
		use_helper();
		log("entrypoint recreated");
	}

	void handle_tick()
	{
		log("tick ", ++ticks);

		if (ticks == destroy_at)
			replace_helper();

		use_helper();
	}

	explicit Main(Env &env) : env(env)
	{
		helper.construct(env, "helper");
		log("entrypoint created");

		timer.sigh(tick_handler);
		timer.trigger_periodic(1000*period_ms);
	}
};


void Component::construct(Genode::Env &env) { static Exit_cap::Main main(env); }
