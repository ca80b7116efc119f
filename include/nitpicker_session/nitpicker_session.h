/*
 * \brief  Nitpicker session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NITPICKER_SESSION__NITPICKER_SESSION_H_
#define _INCLUDE__NITPICKER_SESSION__NITPICKER_SESSION_H_

#include <framebuffer_session/capability.h>
#include <framebuffer_session/framebuffer_session.h>
#include <input_session/capability.h>
#include <os/handle_registry.h>
#include <os/surface.h>
#include <session/session.h>

namespace Nitpicker {

	using Genode::size_t;

	struct View;
	struct Session;

	typedef Genode::Capability<View>    View_capability;
	typedef Genode::Surface_base::Rect  Rect;
	typedef Genode::Surface_base::Point Point;
	typedef Genode::Surface_base::Area  Area;
}


/**
 * Virtual framebuffer, shown by views, along with the input that belongs to it
 */
struct Nitpicker::Session : Genode::Session
{
	static const char *service_name() { return "Nitpicker"; }

	/** Number of a view, local to the session */
	typedef Genode::Handle<View> View_handle;

	/**
	 * Change of a view
	 */
	struct Command
	{
		enum Opcode { OP_GEOMETRY, OP_OFFSET, OP_TO_FRONT, OP_TO_BACK, OP_BACKGROUND,
		              OP_TITLE, OP_NOP };

		struct Nop { static Opcode opcode() { return OP_NOP; } };

		/** Define position and size */
		struct Geometry
		{
			static Opcode opcode() { return OP_GEOMETRY; }

			View_handle view;
			Rect        rect;
		};

		/** Define which part of the framebuffer the view shows */
		struct Offset
		{
			static Opcode opcode() { return OP_OFFSET; }

			View_handle view;
			Point       offset;
		};

		/** Move in front of the neighbor, or of all others if there is none */
		struct To_front
		{
			static Opcode opcode() { return OP_TO_FRONT; }

			View_handle view;
			View_handle neighbor;
		};

		/** Move behind the neighbor, or all others if there is none */
		struct To_back
		{
			static Opcode opcode() { return OP_TO_BACK; }

			View_handle view;
			View_handle neighbor;
		};

		/** Use the view as background of the session */
		struct Background
		{
			static Opcode opcode() { return OP_BACKGROUND; }

			View_handle view;
		};

		struct Title
		{
			static Opcode opcode() { return OP_TITLE; }

			View_handle        view;
			Genode::String<64> title;
		};

		Opcode opcode;

		/* arguments of the command, as told by 'opcode' */
		union
		{
			Nop        nop;
			Geometry   geometry;
			Offset     offset;
			To_front   to_front;
			To_back    to_back;
			Background background;
			Title      title;
		};

		Command() : opcode(OP_NOP), nop() { }

		Command(Nop        const &)     : opcode(OP_NOP),        nop()            { }
		Command(Geometry   const &args) : opcode(OP_GEOMETRY),   geometry(args)   { }
		Command(Offset     const &args) : opcode(OP_OFFSET),     offset(args)     { }
		Command(To_front   const &args) : opcode(OP_TO_FRONT),   to_front(args)   { }
		Command(To_back    const &args) : opcode(OP_TO_BACK),    to_back(args)    { }
		Command(Background const &args) : opcode(OP_BACKGROUND), background(args) { }
		Command(Title      const &args) : opcode(OP_TITLE),      title(args)      { }

		Command(Command const &other) : opcode(OP_NOP), nop() { *this = other; }

		/* none of the arguments refers to anything outside of itself */
		Command &operator = (Command const &other)
		{
			Genode::memcpy((void *)this, &other, sizeof(*this));
			return *this;
		}
	};

	/**
	 * Commands in memory that client and server share
	 */
	class Command_buffer
	{
		public:

			enum { MAX_COMMANDS = 64 };

		private:

			unsigned _num = 0;
			Command  _commands[MAX_COMMANDS];

		public:

			bool full() const { return num_stored() >= MAX_COMMANDS; }

			/** Older name of 'full' */
			bool is_full() const { return full(); }

			/** Return number of commands, 0 if the other side wrote nonsense */
			unsigned num() const
			{
				unsigned const num = num_stored();
				return num <= MAX_COMMANDS ? num : 0;
			}

			void reset() { _num = 0; }

			/** Add command, without effect if the buffer is full */
			void enqueue(Command const &command)
			{
				if (!is_full())
					_commands[_num++] = command;
			}

			/** Return command, one without effect if there is none */
			Command get(unsigned i) { return i < MAX_COMMANDS ? _commands[i] : Command(); }

		private:

			/* read once, as the other side may change it at any time */
			unsigned num_stored() const { return *(unsigned const volatile *)&_num; }
	};

	struct Out_of_metadata : Genode::Exception { };
	struct Invalid_handle  : Genode::Exception { };

	virtual ~Session() { }

	virtual Framebuffer::Session_capability framebuffer_session() = 0;

	virtual Input::Session_capability input_session() = 0;

	/**
	 * Create view
	 *
	 * \param parent  view whose position is the origin of the coordinates,
	 *                the screen if invalid
	 *
	 * \throw Invalid_handle
	 * \throw Out_of_metadata
	 */
	virtual View_handle create_view(View_handle parent = View_handle()) = 0;

	virtual void destroy_view(View_handle) = 0;

	/**
	 * Import view of another session
	 *
	 * \param handle  handle to use for it, a new one if invalid
	 *
	 * \throw Out_of_metadata
	 */
	virtual View_handle view_handle(View_capability, View_handle handle = View_handle()) = 0;

	/** Return capability by which the view can be imported by other sessions */
	virtual View_capability view_capability(View_handle) = 0;

	virtual void release_view_handle(View_handle) = 0;

	/** Return memory with the 'Command_buffer' */
	virtual Genode::Dataspace_capability command_dataspace() = 0;

	/** Execute the commands in the buffer */
	virtual void execute() = 0;

	/** Return mode of the screen */
	virtual Framebuffer::Mode mode() = 0;

	/** Register handler for changes of the mode */
	virtual void mode_sigh(Genode::Signal_context_capability) = 0;

	/**
	 * Define size of the virtual framebuffer
	 *
	 * \throw Out_of_metadata  the quota of the session does not suffice
	 */
	virtual void buffer(Framebuffer::Mode mode, bool use_alpha) = 0;

	/**
	 * Let another session have the focus
	 *
	 * Without effect unless the focus is at the same component or at a child.
	 */
	virtual void focus(Genode::Capability<Session> focused) = 0;

	typedef Genode::String<160> Label;

	enum Session_control { SESSION_CONTROL_HIDE, SESSION_CONTROL_SHOW, SESSION_CONTROL_TO_FRONT };

	/**
	 * Control all sessions whose labels start with the one of the session,
	 * followed by 'label'
	 */
	virtual void session_control(Label label, Session_control operation)
	{
		(void)label;
		(void)operation;
	}

	/**
	 * Return quota in bytes that a virtual framebuffer takes
	 *
	 * With alpha, there are two more bytes for each pixel, one for its opacity
	 * and one that tells if it takes input.
	 */
	static size_t ram_quota(Framebuffer::Mode mode, bool use_alpha)
	{
		size_t const bytes = mode.bytes_per_pixel() + (use_alpha ? 2 : 0);

		return bytes*(size_t)mode.width()*(size_t)mode.height();
	}

	GENODE_RPC(Rpc_framebuffer_session, Framebuffer::Session_capability, framebuffer_session);
	GENODE_RPC(Rpc_input_session, Input::Session_capability, input_session);
	GENODE_RPC_THROW(Rpc_create_view, View_handle, create_view,
	                 GENODE_TYPE_LIST(Out_of_metadata, Invalid_handle), View_handle);
	GENODE_RPC(Rpc_destroy_view, void, destroy_view, View_handle);
	GENODE_RPC_THROW(Rpc_view_handle, View_handle, view_handle,
	                 GENODE_TYPE_LIST(Out_of_metadata), View_capability, View_handle);
	GENODE_RPC(Rpc_view_capability, View_capability, view_capability, View_handle);
	GENODE_RPC(Rpc_release_view_handle, void, release_view_handle, View_handle);
	GENODE_RPC(Rpc_command_dataspace, Genode::Dataspace_capability, command_dataspace);
	GENODE_RPC(Rpc_execute, void, execute);
	GENODE_RPC(Rpc_mode, Framebuffer::Mode, mode);
	GENODE_RPC(Rpc_mode_sigh, void, mode_sigh, Genode::Signal_context_capability);
	GENODE_RPC_THROW(Rpc_buffer, void, buffer, GENODE_TYPE_LIST(Out_of_metadata),
	                 Framebuffer::Mode, bool);
	GENODE_RPC(Rpc_focus, void, focus, Genode::Capability<Session>);
	GENODE_RPC(Rpc_session_control, void, session_control, Label, Session_control);

	GENODE_RPC_INTERFACE(Rpc_framebuffer_session, Rpc_input_session, Rpc_create_view,
	                     Rpc_destroy_view, Rpc_view_handle, Rpc_view_capability,
	                     Rpc_release_view_handle, Rpc_command_dataspace, Rpc_execute,
	                     Rpc_mode, Rpc_mode_sigh, Rpc_buffer, Rpc_focus, Rpc_session_control);
};

#endif /* _INCLUDE__NITPICKER_SESSION__NITPICKER_SESSION_H_ */
