/*
 * \brief  Parent that starts one child after the other
 *
 * Each child is expected to exit with the value 7. What is wrong is an error.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/child.h>
#include <base/component.h>
#include <base/entrypoint.h>
#include <base/heap.h>
#include <base/log.h>
#include <base/semaphore.h>
#include <base/service.h>
#include <cpu_session/connection.h>
#include <pd_session/connection.h>
#include <ram_session/connection.h>
#include <region_map/client.h>
#include <rom_session/connection.h>
#include <util/arg_string.h>

namespace Nursery {

	using namespace Genode;

	class Infant;
}


class Nursery::Infant : public Child_policy
{
	private:

		enum { RAM_QUOTA = 1024*1024, EP_STACK_SIZE = 16*1024, EXPECTED = 7 };

		Env &_env;

		Semaphore _exited { };
		int       _value = 0;

		/* goes last, for threads of the child execute this code until they are gone */
		Rom_connection    _binary { _env, "infant" };

		Ram_connection    _ram { _env, name() };
		Cpu_connection    _cpu { _env, name() };
		Pd_connection     _pd  { _env, name() };
		Region_map_client _address_space { _pd.address_space() };
		Rpc_entrypoint    _ep { &_env.pd(), EP_STACK_SIZE, "infant_parent" };
		Parent_service    _log { "LOG" }, _rom { "ROM" }, _rm { "RM" };

		Child::Initial_thread _initial_thread { _cpu, _pd.cap(), name() };

		Constructible<Child> _child { };

	public:

		explicit Infant(Env &env) : _env(env)
		{
			_ram.ref_account(_env.ram_session_cap());
			_env.ram().transfer_quota(_ram.cap(), RAM_QUOTA);

			_child.construct(_binary.dataspace(), Dataspace_capability(), _pd.cap(), _pd,
			                 _ram.cap(), _ram, _cpu.cap(), _initial_thread, _env.rm(),
			                 _address_space, _ep, *this);
		}

		int wait_for_exit()
		{
			_exited.down();
			return _value;
		}

		bool well() const { return _value == EXPECTED; }


		/****************************
		 ** Child_policy interface **
		 ****************************/

		char const *name() const override { return "infant"; }

		void filter_session_args(char const *, char *args, size_t args_len) override
		{
			Arg_string::set_arg_string(args, unsigned(args_len), "label", name());
		}

		Service *resolve_session_request(char const *service, char const *) override
		{
			String<16> const name(service);

			return name == "LOG" ? &_log : name == "ROM" ? &_rom : name == "RM" ? &_rm : nullptr;
		}

		void exit(int value) override
		{
			_value = value;
			_exited.up();
		}

		Ram_session           *ref_ram_session()   override { return &_env.ram(); }
		Ram_session_capability ref_ram_cap() const override { return _env.ram_session_cap(); }
};


void Component::construct(Genode::Env &env)
{
	using namespace Nursery;

	Heap heap(env.ram(), env.rm());

	for (unsigned count = 1; ; count++) {

		log("infant ", count, " is born");
		Infant &infant = *new (heap) Infant(env);

		int const value = infant.wait_for_exit();
		if (infant.well())
			log("infant ", count, " lived well");
		else
			error("infant ", count, " exited with ", value);

		destroy(heap, &infant);
	}
}
