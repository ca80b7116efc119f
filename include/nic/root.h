/*
 * \brief  Root interface of a NIC server with one client
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NIC__ROOT_H_
#define _INCLUDE__NIC__ROOT_H_

#include <base/entrypoint.h>
#include <base/env.h>
#include <base/log.h>
#include <nic/component.h>
#include <root/component.h>
#include <util/arg_string.h>

namespace Nic {

	using namespace Genode;

	template <typename> class Root;
}


/**
 * \param SESSION_COMPONENT  class that inherits 'Nic::Session_component' and has
 *                           its constructor
 */
template <typename SESSION_COMPONENT>
class Nic::Root : public Genode::Root_component<SESSION_COMPONENT, Genode::Single_client>
{
	private:

		Entrypoint &_ep;

	protected:

		SESSION_COMPONENT *_create_session(char const *args) override
		{
			size_t const ram_quota   = Arg_string::find_arg(args, "ram_quota").ulong_value(0);
			size_t const tx_buf_size = Arg_string::find_arg(args, "tx_buf_size").ulong_value(0);
			size_t const rx_buf_size = Arg_string::find_arg(args, "rx_buf_size").ulong_value(0);

			if (!tx_buf_size || !rx_buf_size)
				throw Genode::Root::Invalid_args();

			/* the buffers are paid by the client, their sum may overflow */
			if (tx_buf_size > ram_quota || rx_buf_size > ram_quota - tx_buf_size) {
				error("insufficient 'ram_quota', got ", ram_quota, ", need ",
				      tx_buf_size, " and ", rx_buf_size);
				throw Genode::Root::Quota_exceeded();
			}

			return new (this->md_alloc())
				SESSION_COMPONENT(tx_buf_size, rx_buf_size, *this->md_alloc(),
				                  *Genode::env()->ram_session(), _ep);
		}

	public:

		/**
		 * Constructor
		 *
		 * \param ep        entrypoint that serves the session
		 * \param md_alloc  allocator of the session object
		 */
		Root(Entrypoint &ep, Allocator &md_alloc)
		:
			Genode::Root_component<SESSION_COMPONENT, Genode::Single_client>(&ep.rpc_ep(), &md_alloc),
			_ep(ep)
		{ }
};

#endif /* _INCLUDE__NIC__ROOT_H_ */
