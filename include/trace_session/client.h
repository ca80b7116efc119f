/*
 * \brief  Client of a TRACE session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__TRACE_SESSION__CLIENT_H_
#define _INCLUDE__TRACE_SESSION__CLIENT_H_

#include <base/attached_dataspace.h>
#include <base/rpc_client.h>
#include <trace_session/capability.h>
#include <util/misc_math.h>
#include <util/string.h>

namespace Genode { namespace Trace { class Session_client; } }


class Genode::Trace::Session_client : public Rpc_client<Session>
{
	private:

		/* shared with the service, for identifiers of subjects */
		Attached_dataspace _argument_buffer;

	public:

		Session_client(Region_map &rm, Session_capability session)
		: Rpc_client<Session>(session), _argument_buffer(rm, call<Rpc_dataspace>()) { }

		Policy_id alloc_policy(size_t size) override { return call<Rpc_alloc_policy>(size); }

		Dataspace_capability policy(Policy_id id) override { return call<Rpc_policy>(id); }

		void unload_policy(Policy_id id) override { call<Rpc_unload_policy>(id); }

		void trace(Subject_id subject, Policy_id policy, size_t buffer_size) override {
			call<Rpc_trace>(subject, policy, buffer_size); }

		void rule(Session_label const &label, Thread_name const &thread, Policy_id policy,
		          size_t buffer_size) override {
			call<Rpc_rule>(label, thread, policy, buffer_size); }

		void pause(Subject_id subject) override { call<Rpc_pause>(subject); }

		void resume(Subject_id subject) override { call<Rpc_resume>(subject); }

		/**
		 * Obtain identifiers of the threads that can be traced
		 *
		 * \param dst      destination
		 * \param dst_len  number of elements of the destination
		 *
		 * \return  number of identifiers
		 *
		 * \throw Out_of_metadata
		 */
		size_t subjects(Subject_id *dst, size_t dst_len)
		{
			size_t const max = min(dst_len, _argument_buffer.size()/sizeof(Subject_id));
			size_t const num = min(call<Rpc_subjects>(), max);

			memcpy(dst, _argument_buffer.local_addr<void>(), num*sizeof(Subject_id));
			return num;
		}

		Subject_info subject_info(Subject_id subject) override {
			return call<Rpc_subject_info>(subject); }

		Dataspace_capability buffer(Subject_id subject) override {
			return call<Rpc_buffer>(subject); }

		void free(Subject_id subject) override { call<Rpc_free>(subject); }
};

#endif /* _INCLUDE__TRACE_SESSION__CLIENT_H_ */
