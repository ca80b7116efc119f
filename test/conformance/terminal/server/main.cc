/*
 * \brief  Server of terminals that return what was written to them
 *
 * Sessions with the label "limited" tell how much of it they took, those with
 * another label take everything.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/env.h>
#include <base/heap.h>
#include <base/rpc_server.h>
#include <base/session_label.h>
#include <os/attached_ram_dataspace.h>
#include <os/ring_buffer.h>
#include <root/component.h>
#include <terminal_session/terminal_session.h>

namespace Test_terminal {

	using namespace Genode;

	class  Echo;
	struct Eager;
	struct Limited;
	struct Main;

	template <typename> class Echo_root;
}


class Test_terminal::Echo
{
	protected:

		enum { IO_BUFFER_SIZE = 4096, CAPACITY = 64 };

		typedef Ring_buffer<char, CAPACITY + 1, Ring_buffer_unsynchronized> Buffer;

		Attached_ram_dataspace    _io_buffer { env()->ram_session(), IO_BUFFER_SIZE };
		Buffer                    _buffer;
		Signal_context_capability _read_avail;

		size_t _take(size_t num_bytes)
		{
			char const * const src   = _io_buffer.local_addr<char>();
			size_t       const count = min(num_bytes, (size_t)_buffer.avail_capacity());

			for (size_t i = 0; i < count; i++)
				_buffer.add(src[i]);

			if (_read_avail.valid())
				Signal_transmitter(_read_avail).submit();

			return count;
		}

		size_t _give(size_t num_bytes)
		{
			char * const dst = _io_buffer.local_addr<char>();

			size_t count = 0;
			for (; count < min(num_bytes, _io_buffer.size()) && !_buffer.empty(); count++)
				dst[count] = _buffer.get();

			return count;
		}
};


struct Test_terminal::Eager : Echo, Rpc_object<Terminal::Session, Eager>
{
	Size   size()  { return Size(80, 25); }
	bool   avail() { return !_buffer.empty(); }
	size_t _read(size_t num_bytes)  { return _give(num_bytes); }
	void   _write(size_t num_bytes) { _take(num_bytes); }

	Dataspace_capability _dataspace() { return _io_buffer.cap(); }

	void connected_sigh(Signal_context_capability sigh) { Signal_transmitter(sigh).submit(); }
	void read_avail_sigh(Signal_context_capability sigh) { _read_avail = sigh; }

	size_t read(void *, size_t)        { return 0; }
	size_t write(void const *, size_t) { return 0; }
};


struct Test_terminal::Limited : Echo, Rpc_object<Terminal::Session, Limited>
{
	Size   size()  { return Size(); }
	bool   avail() { return !_buffer.empty(); }
	size_t _read(size_t num_bytes)  { return _give(num_bytes); }
	size_t _write(size_t num_bytes) { return _take(num_bytes); }

	Dataspace_capability _dataspace() { return _io_buffer.cap(); }

	void connected_sigh(Signal_context_capability sigh) { Signal_transmitter(sigh).submit(); }
	void read_avail_sigh(Signal_context_capability sigh) { _read_avail = sigh; }

	size_t read(void *, size_t)        { return 0; }
	size_t write(void const *, size_t) { return 0; }
};


template <typename SESSION>
class Test_terminal::Echo_root : public Root_component<SESSION>
{
	protected:

		SESSION *_create_session(char const *) { return new (this->md_alloc()) SESSION; }

	public:

		Echo_root(Entrypoint &ep, Allocator &md_alloc) : Root_component<SESSION>(ep, md_alloc) { }
};


/*
 * Both kinds of sessions are opened via one root interface
 */
struct Test_terminal::Main : Rpc_object<Typed_root<Terminal::Session> >
{
	Env               &env;
	Sliced_heap        heap    { env.ram(), env.rm() };
	Echo_root<Eager>   eager   { env.ep(), heap };
	Echo_root<Limited> limited { env.ep(), heap };

	Session_capability limited_session;

	explicit Main(Env &env) : env(env) { env.parent().announce(env.ep().manage(*this)); }

	Session_capability session(Genode::Root::Session_args const &args, Affinity const &affinity)
	{
		if (strcmp(label_from_args(args.string()).last_element(), "limited") != 0)
			return eager.session(args, affinity);

		return limited_session = limited.session(args, affinity);
	}

	void upgrade(Session_capability, Genode::Root::Upgrade_args const &) { }

	void close(Session_capability session)
	{
		if (session == limited_session)
			limited.close(session);
		else
			eager.close(session);
	}
};


void Component::construct(Genode::Env &env) { static Test_terminal::Main main(env); }
