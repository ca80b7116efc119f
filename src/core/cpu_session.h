/*
 * \brief  CPU service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__CPU_SESSION_H_
#define _CORE__CPU_SESSION_H_

#include <map>
#include <memory>

#include <core/cpu_thread.h>
#include <core/session.h>
#include <cpu_session/cpu_session.h>

namespace Core { class Cpu_session_component; }


class Core::Cpu_session_component final
:
	public Core::Session,
	public Rpc_component<Genode::Cpu_session, Cpu_session_component>
{
	public:

		using Threads = std::map<Kernel::Object const *, std::unique_ptr<Cpu_thread_component>>;

	private:

		Kernel::System         &_system;
		Session_registry const &_sessions;
		Threads                 _threads    { };
		size_t                  _kept_costs = 0;   /* of threads that are gone, see 'keep_cost' */

		/* share of all CPU time, 'QUOTA_LIMIT' is the whole, the host does not know about it */
		size_t _quota = 0;

		int const _niceness = _niceness_of_priority(args().number("priority", DEFAULT_PRIORITY));

		Kernel::Ref<Kernel::Object> _exception_sigh { };
		Kernel::Ref<Kernel::Object> _ref_account    { };

		static int _niceness_of_priority(unsigned long priority);
		static int _niceness_of_weight(size_t weight);

		Genode::Affinity::Location _location() const;

		Cpu_session_component *_ref_session() const;

	public:

		enum { OVERHEAD = 4096 };

		Cpu_session_component(Kernel::System &system, Session_registry &registry,
		                      Session_args const &args)
		:
			Core::Session(registry, args, OVERHEAD), Rpc_component(system, "cpu_session"),
			_system(system), _sessions(registry)
		{ }

		~Cpu_session_component();

		Kernel::Object &session_object() const override { return kernel_object(); }

		size_t used_donation() const override { return donation().used() - _kept_costs; }

		Threads const &threads() const { return _threads; }

		/**
		 * Go on paying for a thread that is gone, as its protection domain
		 * keeps the thread of its process
		 */
		void keep_cost() { _kept_costs += Cost::THREAD; }

		/** End that */
		void return_cost();

		/**
		 * Create thread
		 *
		 * \param index  index within the task, reserved by the caller
		 *
		 * \throw Quota::Exceeded
		 */
		Cpu_thread_component &create(Pd_session_component &, std::string const &name,
		                             unsigned index, Thread_attributes const &);

		/**
		 * Return share of CPU time of a thread of the session
		 */
		Host::Scheduling scheduling(Thread_attributes const &) const;

		void kill(Cpu_thread_component &);

		/** Kill all threads */
		void clear();

		Kernel::Ref<Kernel::Object> const &ref_account_object() const { return _ref_account; }
		void ref_account_object(Kernel::Ref<Kernel::Object> const &ref) { _ref_account = ref; }

		/** Return share of CPU time, which can be given to other sessions */
		size_t cpu_quota() const { return _quota; }

		/** Define share, for the initial account and when restoring */
		void cpu_quota(size_t quota) { _quota = quota; }

		Kernel::Ref<Kernel::Object> const &exception_sigh_object() const { return _exception_sigh; }

		void exception_sigh_object(Kernel::Ref<Kernel::Object> const &sigh) { _exception_sigh = sigh; }


		/***************************
		 ** Cpu_session interface **
		 ***************************/

		Genode::Thread_capability create_thread(Genode::Capability<Genode::Pd_session>,
		                                        Name const &, Genode::Affinity::Location,
		                                        Weight, Genode::addr_t) override;
		void kill_thread(Genode::Thread_capability) override;
		void exception_sigh(Genode::Signal_context_capability) override;
		Genode::Affinity::Space affinity_space() const override;
		Genode::Dataspace_capability trace_control() override { return { }; }
		int ref_account(Genode::Cpu_session_capability) override;
		int transfer_quota(Genode::Cpu_session_capability, Genode::size_t) override;
		Quota quota() override { return { 0, 0 }; }
		Genode::Capability<Native_cpu> native_cpu() override { return { }; }
};

#endif /* _CORE__CPU_SESSION_H_ */
