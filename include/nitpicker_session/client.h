/*
 * \brief  Client of a nitpicker session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NITPICKER_SESSION__CLIENT_H_
#define _INCLUDE__NITPICKER_SESSION__CLIENT_H_

#include <base/attached_dataspace.h>
#include <base/env.h>
#include <base/rpc_client.h>
#include <deprecated/env.h>
#include <nitpicker_session/capability.h>

namespace Nitpicker { class Session_client; }


class Nitpicker::Session_client : public Genode::Rpc_client<Session>
{
	private:

		Genode::Attached_dataspace _command_ds;
		Command_buffer            &_command_buffer { *_command_ds.local_addr<Command_buffer>() };

	public:

		Session_client(Genode::Region_map &rm, Session_capability session)
		: Rpc_client<Session>(session), _command_ds(rm, command_dataspace()) { }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		explicit Session_client(Session_capability session)
		: Session_client(*Genode::env()->rm_session(), session) { }

		Framebuffer::Session_capability framebuffer_session() override {
			return call<Rpc_framebuffer_session>(); }

		Input::Session_capability input_session() override { return call<Rpc_input_session>(); }

		View_handle create_view(View_handle parent = View_handle()) override {
			return call<Rpc_create_view>(parent); }

		void destroy_view(View_handle view) override { call<Rpc_destroy_view>(view); }

		View_handle view_handle(View_capability view, View_handle handle = View_handle()) override {
			return call<Rpc_view_handle>(view, handle); }

		View_capability view_capability(View_handle handle) override {
			return call<Rpc_view_capability>(handle); }

		void release_view_handle(View_handle handle) override { call<Rpc_release_view_handle>(handle); }

		Genode::Dataspace_capability command_dataspace() override { return call<Rpc_command_dataspace>(); }

		void execute() override
		{
			call<Rpc_execute>();
			_command_buffer.reset();
		}

		Framebuffer::Mode mode() override { return call<Rpc_mode>(); }

		void mode_sigh(Genode::Signal_context_capability sigh) override { call<Rpc_mode_sigh>(sigh); }

		void buffer(Framebuffer::Mode mode, bool use_alpha) override { call<Rpc_buffer>(mode, use_alpha); }

		void focus(Session_capability focused) override { call<Rpc_focus>(focused); }

		void session_control(Label label, Session_control operation) override {
			call<Rpc_session_control>(label, operation); }

		/**
		 * Add command, to be executed by 'execute' or when the buffer is full
		 */
		void enqueue(Command const &command)
		{
			if (_command_buffer.is_full())
				execute();

			_command_buffer.enqueue(command);
		}

		template <typename CMD, typename... ARGS>
		void enqueue(ARGS... args) { enqueue(Command(CMD { args... })); }
};

#endif /* _INCLUDE__NITPICKER_SESSION__CLIENT_H_ */
