/*
 * \brief  Operations that people and programs request from a running system
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _NUCLEUS__CONTROLLER_H_
#define _NUCLEUS__CONTROLLER_H_

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include <control/handler.h>
#include <core/log_history.h>
#include <nucleus/extent_buffers.h>
#include <nucleus/initial_restore.h>
#include <nucleus/known_metadata.h>
#include <rtcr/engine.h>
#include <rtcr/protection.h>

namespace Nucleus { class Controller; }


/**
 * Handler of the control protocol
 */
class Nucleus::Controller : public Control::Handler, public Rtcr::Protection_observer
{
	private:

		using Clock = std::chrono::steady_clock;

		struct Pause { Clock::time_point end; uint64_t us; };

		/** What happened to a component */
		struct Events
		{
			/** Pauses that are remembered, enough for a line on a terminal */
			static constexpr size_t MAX_PAUSES = 64;

			unsigned          checkpoints = 0, restores = 0;
			std::deque<Pause> pauses { };

			Control::Checkpoint_cost cost { };
		};

		Kernel::System &_system;
		Core::Services &_services;
		Rtcr::Engine   &_engine;
		Core::Log_history &_log;

		std::function<void ()> const _start_fn;
		std::function<void ()> const _stop_fn;

		/* called with the kernel lock held after the restore of components */
		std::function<void (std::vector<std::string> const &)> const _restored_fn;

		Known_metadata _metadata { };

		std::shared_ptr<Extent_buffers> const _extent_buffers = std::make_shared<Extent_buffers>();

		std::mutex                    _mutex { };
		bool                          _started = false;
		std::map<std::string, Events> _events { };    /* by label */

		std::optional<Initial_restore> _initial_restore { };

		Core::Pd_session_component &_component(std::string const &name) const;

		std::string _label(std::string const &name) const;

		static void _describe(Control::Component_status &, Events const &);

		void _count_restore(std::vector<std::string> const &labels);
		void _count_checkpoint(std::vector<std::string> const &labels, Rtcr::Checkpoint_cost const &);

	public:

		/**
		 * Constructor
		 *
		 * \param start  starts the first component
		 * \param stop   stops the system
		 * \param restored  called with the kernel lock held, with the labels of
		 *                  components that were restored on request
		 */
		Controller(Kernel::System &system, Core::Services &services, Rtcr::Engine &engine,
		           Core::Log_history &log, std::function<void ()> start,
		           std::function<void ()> stop,
		           std::function<void (std::vector<std::string> const &)> restored)
		:
			_system(system), _services(services), _engine(engine), _log(log),
			_start_fn(std::move(start)), _stop_fn(std::move(stop)),
			_restored_fn(std::move(restored))
		{ }

		/**
		 * Take over a component that is about to start, to restore it
		 *
		 * Called with the kernel lock held.
		 *
		 * \return  false if the component shall start as usual
		 */
		bool take_over(Core::Pd_session_component const &);

		/**
		 * Give up on the restore at the start of the system, if it has not
		 * happened yet
		 */
		void abandon_restore();


		/***********************************
		 ** Protection_observer interface **
		 ***********************************/

		void checkpointed(std::vector<std::string> const &labels,
		                  Rtcr::Checkpoint_cost const &cost) override {
			_count_checkpoint(labels, cost); }

		void restored(std::vector<std::string> const &labels) override {
			_count_restore(labels); }


		/********************************
		 ** Control::Handler interface **
		 ********************************/

		void start(Control::Image const *, Control::Restore_options const &) override;
		Control::Restore_result wait_for_restore(Control::Progress const &) override;
		std::vector<Control::Component_status> components() override;
		Control::System_cost cost() override;
		std::vector<Control::Capability> capabilities(std::string const &) override;
		Control::Checkpoint_result checkpoint(std::vector<std::string> const &,
		                                      Control::Progress const &,
		                                      Control::Checkpoint_options const &) override;
		Control::Restore_result restore(Control::Image const &,
		                                Control::Restore_options const &,
		                                Control::Progress const &) override;
		std::vector<Control::Session> sessions() override;
		std::vector<Control::Log_line> log(uint64_t after, std::chrono::milliseconds wait) override;
		void kill(std::string const &) override;
		void remove_clone(std::string const &) override;
		void stop() override;
};

#endif /* _NUCLEUS__CONTROLLER_H_ */
