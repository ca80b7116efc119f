/*
 * \brief  Protection of components by periodic checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PROTECTION_H_
#define _RTCR__PROTECTION_H_

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <core/log_sink.h>
#include <core/quota.h>
#include <rtcr/checkpoint_schedule.h>
#include <rtcr/engine.h>
#include <rtcr_session/rtcr_session.h>

namespace Rtcr {

	class  Protection;
	struct Protection_observer;
}


/**
 * Who counts the checkpoints and restores of components
 *
 * Called without the kernel lock.
 */
struct Rtcr::Protection_observer
{
	virtual ~Protection_observer() { }

	virtual void checkpointed(std::vector<std::string> const &labels, Checkpoint_cost const &) = 0;

	virtual void restored(std::vector<std::string> const &labels) = 0;
};


/**
 * Set of components with the checkpoints that are kept of them
 *
 * A thread takes checkpoints and puts the components back if one of them
 * crashes. Components that crash again before they get further than before
 * are put back to ever older checkpoints, after ever longer times, and are
 * left alone in the end.
 *
 * Unless noted otherwise, the methods are called with the kernel lock held.
 */
class Rtcr::Protection
{
	public:

		using Policy = Genode::Rtcr_session::Policy;
		using Status = Genode::Rtcr_session::Status;

	private:

		struct Kept
		{
			unsigned long   number;
			size_t          cost;       /* bytes taken from the donation */

			Kept_checkpoint::Ref checkpoint;
		};

		Kernel::System      &_system;
		Engine              &_engine;
		Core::Log_sink      &_log;
		Protection_observer &_observer;

		/* protected by the kernel lock */
		std::vector<std::string>    _labels { };
		Core::Quota                *_quota;           /* null when retired */
		Policy                      _policy { };
		Status                      _status { };
		std::optional<std::string>  _crash  { };      /* reason */
		bool                        _checkpoint_requested = false;
		bool                        _budget_missed = false;   /* and told so */
		std::optional<unsigned long> _rollback_requested { };
		Checkpoint_schedule         _schedule { };
		uint64_t                    _proven = 0;      /* time at which a rollback counts as success */
		std::string                 _last_error { };
		Kernel::Ref<Kernel::Object> _sigh { };
		std::deque<std::shared_ptr<Kept>> _kept { };  /* the latest one is the last */

		std::thread _thread;

		bool _retired() const { return !_quota; }

		void _run();
		void _checkpoint(Kernel::Lock_guard &);
		void _check_budget(Kept_checkpoint const &);
		void _keep(Kept_checkpoint::Ref const &);
		std::optional<size_t> _find(unsigned long number) const;
		void _discard_oldest();
		void _recover(Kernel::Lock_guard &);
		bool _rollback(Kernel::Lock_guard &, size_t index);
		void _give_up(std::string const &reason);
		void _failed(std::string const &what);
		void _notify();
		bool _all_running() const;
		std::string _names() const;

		Protection(Protection const &) = delete;
		Protection &operator = (Protection const &) = delete;

	public:

		/** Largest number of components */
		static constexpr size_t MAX_LABELS = 32;

		/**
		 * Constructor
		 *
		 * \param quota  donation from which checkpoints are paid
		 */
		Protection(Kernel::System &, Engine &, Core::Log_sink &, Protection_observer &,
		           Core::Quota &quota);

		/** Destructor, called without the lock when the protection is retired */
		~Protection() { _thread.join(); }

		/**
		 * Discard the checkpoints and end the protection
		 */
		void retire();

		bool retired() const { return _retired(); }

		/** Return false if there are too many */
		bool add(std::string const &label);

		std::vector<std::string> const &labels() const { return _labels; }

		/** Define set of components, without an effect if it is the same */
		void labels(std::vector<std::string> const &);

		void policy(Policy const &);
		Policy const &policy() const { return _policy; }

		void sigh(Kernel::Ref<Kernel::Object> const &sigh) { _sigh = sigh; }
		Kernel::Ref<Kernel::Object> const &sigh() const { return _sigh; }

		Status const &status() const { return _status; }

		void request_checkpoint();

		/** Return false if there is no checkpoint of that number */
		bool request_rollback(unsigned long number);

		/**
		 * Take note of a crash
		 *
		 * \param label  label of the protection domain
		 */
		void crashed(std::string const &label, std::string const &reason);

		/**
		 * Take note of components that somebody else restored
		 */
		void restored(std::vector<std::string> const &labels);
};

#endif /* _RTCR__PROTECTION_H_ */
