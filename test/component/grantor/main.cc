/*
 * \brief  Parent that grants what its child requests
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/lock.h>
#include <base/lock_guard.h>
#include <base/log.h>
#include <os/slave.h>
#include <util/arg_string.h>
#include <util/reconstructible.h>

namespace Grantor {

	using namespace Genode;

	class Main;
}


class Grantor::Main : public Slave_policy
{
	private:

		enum { QUOTA = 2*1024*1024, STACK_SIZE = 16*1024 };

		Env &_env;

		/* the slave may ask before its construction is complete */
		Lock                 _lock  { };
		Constructible<Slave> _slave { };


		/****************************
		 ** Slave_policy interface **
		 ****************************/

		char const **_permitted_services() const override
		{
			static char const *services[] { "LOG", nullptr };
			return services;
		}

		void resource_request(Parent::Resource_args const &args) override
		{
			Lock::Guard guard(_lock);

			size_t const amount =
				Arg_string::find_arg(args.string(), "ram_quota").ulong_value(0);

			log("grants ", amount);

			if (_env.ram().transfer_quota(_slave->ram().cap(), amount))
				error("could not transfer ", amount);

			_slave->notify_resource_avail();
		}

	public:

		Main(Env &env, Rpc_entrypoint &ep) : Slave_policy("needy", ep, &env.ram()), _env(env)
		{
			configure("<config chunks=\"8\"/>");

			Lock::Guard guard(_lock);
			_slave.construct(ep, *this, QUOTA);
		}

		static size_t stack_size() { return STACK_SIZE; }
};


void Component::construct(Genode::Env &env)
{
	using namespace Grantor;

	static Rpc_entrypoint ep(&env.pd(), Main::stack_size(), "slave");
	static Main           main(env, ep);
}
