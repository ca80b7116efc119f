/*
 * \brief  Server that lets its client crash, but not too often
 *
 * Configuration: 'strikes' is the number of crashes, the first one happens at
 * the tick 'at' of the client, the others as soon as the client has reached
 * that tick again.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>
#include <base/rpc_server.h>
#include <fuse_session.h>
#include <root/component.h>

namespace Fuse {

	using namespace Genode;

	struct Session_component;
	class  Root;
	struct Main;
}


struct Fuse::Session_component : Rpc_object<Session>
{
	unsigned       strikes;
	unsigned const at;

	explicit Session_component(Xml_node const &config)
	:
		strikes(config.attribute_value("strikes", 1U)), at(config.attribute_value("at", 20U))
	{ }

	bool burns(unsigned tick) override
	{
		if (tick < at || !strikes)
			return false;

		strikes--;
		log("burns at tick ", tick, ", ", strikes, " left");
		return true;
	}
};


class Fuse::Root : public Root_component<Session_component>
{
	private:

		Xml_node const _config;

	protected:

		Session_component *_create_session(char const *) override
		{
			return new (md_alloc()) Session_component(_config);
		}

	public:

		Root(Entrypoint &ep, Allocator &md_alloc, Xml_node const &config)
		: Root_component<Session_component>(ep, md_alloc), _config(config) { }
};


struct Fuse::Main
{
	Attached_rom_dataspace config;
	Sliced_heap            heap;
	Root                   root;

	explicit Main(Env &env)
	: config(env, "config"), heap(env.ram(), env.rm()), root(env.ep(), heap, config.xml())
	{
		env.parent().announce(env.ep().manage(root));
	}
};


void Component::construct(Genode::Env &env) { static Fuse::Main main(env); }
