/*
 * \brief  Parent that grants what its child requests
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/child.h>
#include <base/component.h>
#include <base/lock_guard.h>
#include <base/log.h>
#include <cpu_session/connection.h>
#include <pd_session/connection.h>
#include <ram_session/connection.h>
#include <region_map/client.h>
#include <rom_session/connection.h>
#include <util/arg_string.h>
#include <util/reconstructible.h>

namespace Grantor {

	using namespace Genode;

	class Main;
}


class Grantor::Main : public Child_policy
{
	private:

		enum { INITIAL_QUOTA = 1024*1024, ENTRYPOINT_STACK_SIZE = 12*1024 };

		Env &_env;

		Ram_connection    _ram           { _env, "needy" };
		Cpu_connection    _cpu           { _env, "needy" };
		Pd_connection     _pd            { _env, "needy" };
		Region_map_client _address_space { _pd.address_space() };
		Rom_connection    _binary        { _env, "needy" };
		Parent_service    _log           { "LOG" };
		Parent_service    _rom           { "ROM" };
		Rpc_entrypoint    _entrypoint    { &_env.pd(), ENTRYPOINT_STACK_SIZE, "needy" };

		Child::Initial_thread _initial_thread { _cpu, _pd.cap(), "needy" };

		/* the child may ask before its construction is complete */
		Lock                 _lock  { };
		Constructible<Child> _child { };

		void _grant(size_t amount)
		{
			if (_env.ram().transfer_quota(_ram.cap(), amount))
				error("could not transfer ", amount);
		}


		/****************************
		 ** Child_policy interface **
		 ****************************/

		char const *name() const override { return "needy"; }

		Service *resolve_session_request(char const *service, char const *) override {
			return !strcmp(service, "LOG") ? &_log : &_rom; }

		void filter_session_args(char const *service, char *args, size_t args_len) override
		{
			/* the module of a ROM session is named by its label */
			if (!strcmp(service, "LOG"))
				Arg_string::set_arg_string(args, (unsigned)args_len, "label", "needy");
		}

		void resource_request(Parent::Resource_args const &args) override
		{
			Lock::Guard guard(_lock);

			size_t const amount =
				Arg_string::find_arg(args.string(), "ram_quota").ulong_value(0);

			log("grants ", amount);
			_grant(amount);
			_child->notify_resource_avail();
		}

	public:

		Main(Env &env) : _env(env)
		{
			_ram.ref_account(_env.ram_session_cap());
			_grant(INITIAL_QUOTA);

			Lock::Guard guard(_lock);

			_child.construct(_binary.dataspace(), Dataspace_capability(), _pd.cap(), _pd,
			                 _ram.cap(), _ram, _cpu.cap(), _initial_thread, _env.rm(),
			                 _address_space, _entrypoint, *this);
		}
};


void Component::construct(Genode::Env &env) { static Grantor::Main main(env); }
