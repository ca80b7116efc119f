/*
 * \brief  Server that counts the words of the texts that its clients feed
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>
#include <root/component.h>
#include <session.h>

namespace Kv_server {

	class  Root;
	struct Main;
}


class Kv_server::Root : public Root_component<Session_component>
{
	private:

		Env          &_env;
		Allocator    &_word_alloc;
		bool const    _verbose;
		Chunk_buffer  _buffer { };

	protected:

		Session_component *_create_session(char const *) override
		{
			return new (md_alloc()) Session_component(_env, _word_alloc, _buffer, _verbose);
		}

		bool _save_session(Session_component &session, Ipc_marshaller &state) override
		{
			session.save(state);
			return true;
		}

		bool _restore_session(Session_component &session, Ipc_unmarshaller &state) override
		{
			return session.restore(state);
		}

	public:

		Root(Env &env, Entrypoint &ep, Allocator &md_alloc, Allocator &word_alloc, bool verbose)
		:
			Root_component<Session_component>(ep, md_alloc),
			_env(env), _word_alloc(word_alloc), _verbose(verbose)
		{ }
};


struct Kv_server::Main
{
	enum { STACK_SIZE = 32*1024 };

	Env                   &env;
	Attached_rom_dataspace config       { env, "config" };
	Heap                   heap         { env.ram(), env.rm() };
	Sliced_heap            session_heap { env.ram(), env.rm() };
	Entrypoint             ep           { env, STACK_SIZE, "kv_ep" };

	Root root { env, ep, session_heap, heap, config.xml().attribute_value("verbose", false) };

	explicit Main(Env &env) : env(env)
	{
		env.parent().announce(ep.manage(root));
		log("kv_server is ready");
	}
};


void Component::construct(Genode::Env &env) { static Kv_server::Main main(env); }
