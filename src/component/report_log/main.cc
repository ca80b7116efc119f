/*
 * \brief  Server that prints the reports of its clients
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>
#include <base/session_label.h>
#include <report_session/report_session.h>
#include <root/component.h>
#include <util/arg_string.h>
#include <util/misc_math.h>
#include <util/print_lines.h>

namespace Report_log {

	using namespace Genode;

	class Session_component;
	class Root;
	struct Main;

	enum { MAX_LINE_LEN = 200 };
}


class Report_log::Session_component : public Rpc_object<Report::Session>
{
	private:

		Session_label const    _label;
		Attached_ram_dataspace _ds;

	public:

		Session_component(Env &env, Session_label const &label, size_t buffer_size)
		: _label(label), _ds(env.ram(), env.rm(), buffer_size) { }

		Dataspace_capability dataspace() override { return _ds.cap(); }

		void submit(size_t length) override
		{
			log("report: ", _label);
			print_lines<MAX_LINE_LEN>(_ds.local_addr<char>(), min(length, _ds.size()),
			                          [&] (char const *line) { log("  ", line); });
		}

		void response_sigh(Signal_context_capability) override { }

		size_t obtain_response() override { return 0; }
};


class Report_log::Root : public Root_component<Session_component>
{
	private:

		Env &_env;

	protected:

		Session_component *_create_session(char const *args) override
		{
			size_t const ram_quota   = Arg_string::find_arg(args, "ram_quota").ulong_value(0);
			size_t const buffer_size = Arg_string::find_arg(args, "buffer_size").ulong_value(0);

			if (!buffer_size)
				throw Genode::Root::Invalid_args();

			/* the buffer is paid by the client */
			if (ram_quota < buffer_size)
				throw Genode::Root::Quota_exceeded();

			return new (md_alloc()) Session_component(_env, label_from_args(args), buffer_size);
		}

	public:

		Root(Env &env, Allocator &md_alloc)
		: Root_component<Session_component>(env.ep(), md_alloc), _env(env) { }
};


struct Report_log::Main
{
	Env        &env;
	Sliced_heap heap { env.ram(), env.rm() };
	Root        root { env, heap };

	explicit Main(Env &env) : env(env) { env.parent().announce(env.ep().manage(root)); }
};


void Component::construct(Genode::Env &env) { static Report_log::Main main(env); }
