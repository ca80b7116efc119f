/*
 * \brief  Framebuffer session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FRAMEBUFFER_SESSION__FRAMEBUFFER_SESSION_H_
#define _INCLUDE__FRAMEBUFFER_SESSION__FRAMEBUFFER_SESSION_H_

#include <base/output.h>
#include <base/rpc.h>
#include <base/signal.h>
#include <dataspace/capability.h>
#include <framebuffer_session/capability.h>
#include <session/session.h>

namespace Framebuffer {

	struct Mode;
	struct Session;

	using namespace Genode;
}


/**
 * Size and format of a framebuffer
 */
struct Framebuffer::Mode
{
	public:

		enum Format { INVALID, RGB565 };

	private:

		int    _width = 0, _height = 0;
		Format _format = INVALID;

	public:

		static Genode::size_t bytes_per_pixel(Format format) { return format == RGB565 ? 2 : 0; }

		Mode() { }

		/**
		 * Constructor
		 *
		 * \param width   width in pixels
		 * \param height  height in pixels
		 */
		Mode(int width, int height, Format format)
		: _width(width), _height(height), _format(format) { }

		int    width()  const { return _width; }
		int    height() const { return _height; }
		Format format() const { return _format; }

		/** Return size of a pixel in bytes, 0 if the format is invalid */
		Genode::size_t bytes_per_pixel() const { return bytes_per_pixel(_format); }

		void print(Output &out) const
		{
			Genode::print(out, _width, "x", _height, "@");
			if (_format == RGB565) Genode::print(out, "RGB565");
			else                   Genode::print(out, "INVALID");
		}
};


/**
 * Pixels shared with a display
 */
struct Framebuffer::Session : Genode::Session
{
	static const char *service_name() { return "Framebuffer"; }

	virtual ~Session() { }

	/**
	 * Return dataspace with the pixels
	 *
	 * The mode that was announced becomes effective. The dataspace returned
	 * before must not be attached anymore.
	 */
	virtual Dataspace_capability dataspace() = 0;

	/** Return mode of the dataspace to be returned next */
	virtual Mode mode() const = 0;

	/**
	 * Register handler to be notified about changes of the mode
	 */
	virtual void mode_sigh(Signal_context_capability sigh) = 0;

	/**
	 * Register handler to be notified when a refresh is done
	 */
	virtual void sync_sigh(Signal_context_capability) = 0;

	/**
	 * Display pixels of an area
	 *
	 * \param x, y, w, h  position and size in pixels
	 */
	virtual void refresh(int x, int y, int w, int h) = 0;

	GENODE_RPC(Rpc_dataspace, Dataspace_capability, dataspace);
	GENODE_RPC(Rpc_mode, Mode, mode);
	GENODE_RPC(Rpc_refresh, void, refresh, int, int, int, int);
	GENODE_RPC(Rpc_mode_sigh, void, mode_sigh, Signal_context_capability);
	GENODE_RPC(Rpc_sync_sigh, void, sync_sigh, Signal_context_capability);

	GENODE_RPC_INTERFACE(Rpc_dataspace, Rpc_mode, Rpc_mode_sigh, Rpc_refresh, Rpc_sync_sigh);
};

#endif /* _INCLUDE__FRAMEBUFFER_SESSION__FRAMEBUFFER_SESSION_H_ */
