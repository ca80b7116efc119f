/*
 * \brief  Operations that people and programs request from a running system
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <control/limits.h>
#include <core/ram_session.h>
#include <host/process_times.h>
#include <host/program.h>
#include <nucleus/capability_table.h>
#include <nucleus/controller.h>
#include <nucleus/stored_archive.h>
#include <rtcr/capture.h>
#include <rtcr/format.h>

using namespace Nucleus;
using Control::Error_code;
using Control::Request_failed;


namespace {

	/**
	 * Execute function, report exceptions of the engine as failed requests
	 */
	template <typename FN>
	auto reporting(FN const &fn)
	{
		auto failed = [] (Error_code code, std::exception const &error) {
			return Request_failed(code, error.what()); };

		try { return fn(); }
		catch (Request_failed const &)                 { throw; }
		catch (Rtcr::Unknown_component const &e)       { throw failed(Error_code::UNKNOWN_COMPONENT, e); }
		catch (Rtcr::Wrong_state const &e)             { throw failed(Error_code::WRONG_STATE, e); }
		catch (Rtcr::Invalid_snapshot const &e)        { throw failed(Error_code::INVALID_SNAPSHOT, e); }
		catch (Core::Content_lost const &e)            { throw failed(Error_code::INVALID_SNAPSHOT, e); }
		catch (std::invalid_argument const &e)         { throw failed(Error_code::INVALID_SNAPSHOT, e); }
		catch (Rtcr::Incompatible const &e)            { throw failed(Error_code::INCOMPATIBLE, e); }
		catch (Rtcr::Out_of_quota const &e)            { throw failed(Error_code::OUT_OF_QUOTA, e); }
		catch (Host::Page_pool::Exhausted const &e)    { throw failed(Error_code::OUT_OF_MEMORY, e); }
		catch (Host::Arena::Out_of_memory const &e)    { throw failed(Error_code::OUT_OF_MEMORY, e); }
		catch (Rtcr::Unsupported const &e)             { throw failed(Error_code::UNSUPPORTED, e); }
		catch (std::exception const &e)                { throw failed(Error_code::FAILED, e); }
	}

	std::vector<Control::Phase> phases(std::vector<Rtcr::Timing> const &timings)
	{
		std::vector<Control::Phase> result;
		for (Rtcr::Timing const &timing : timings)
			result.push_back({ timing.name, timing.us });

		return result;
	}

	Control::Restore_result result(std::string const &label, Rtcr::Report const &report)
	{
		Control::Restore_result result { .label          = label,
		                                 .report         = { },
		                                 .notes          = report.notes,
		                                 .verified_bytes = report.verified_bytes,
		                                 .phases         = phases(report.timings) };

		for (Rtcr::Report::Entry const &entry : report.entries)
			result.report.push_back({ entry.component, entry.slot, entry.kind, entry.name,
			                          Rtcr::Report::name(entry.outcome), entry.detail });
		return result;
	}

	Rtcr::Restore_policy policy(Control::Restore_options const &options,
	                            Rtcr::Snapshot const &snapshot, std::string const &target)
	{
		if (!target.empty() && snapshot.components.size() != 1)
			throw Request_failed(Error_code::INVALID_REQUEST,
			                     "the snapshot is one of several components, which can be restored "
			                     "under their own names only");

		using In_flight = Rtcr::Restore_policy::In_flight;

		return { .in_flight = options.in_flight == Control::Restore_options::In_flight::FAIL
		                    ? In_flight::FAIL : In_flight::RESEND,
		         .verify    = options.verify,
		         .lazy      = options.lazy,
		         .from      = target.empty() ? "" : snapshot.components[0],
		         .to        = target };
	}

	/**
	 * Return function by which the engine reports to a client
	 */
	Rtcr::Progress progress(Control::Progress const &progress)
	{
		if (!progress)
			return { };

		return [&progress] (Rtcr::Stage stage, uint64_t done, uint64_t total) {

			using Stage = Control::Stage;

			auto const converted = [&] {
				switch (stage) {
				case Rtcr::Stage::COPY:     return Stage::COPY;
				case Rtcr::Stage::COLLECT:  return Stage::COLLECT;
				case Rtcr::Stage::CHECK:    return Stage::CHECK;
				case Rtcr::Stage::PREPARE:  return Stage::PREPARE;
				case Rtcr::Stage::COMPLETE: return Stage::COMPLETE;
				case Rtcr::Stage::COMPARE:  break;
				}
				return Stage::COMPARE;
			};
			progress(converted(), done*Control::PAGE_SIZE, total*Control::PAGE_SIZE);
		};
	}

	std::string joined(std::vector<std::string> const &labels)
	{
		std::string result;
		for (std::string const &label : labels)
			result += (result.empty() ? "" : ", ") + label;

		return result;
	}

	std::shared_ptr<Rtcr::Page_archive> received_pages(Control::Image const &image,
	                                                   std::shared_ptr<Extent_buffers> const &buffers)
	{
		if (image.content == Control::Image::Content::SNAPSHOT_FILE) {

			std::vector<Host::File> ancestors;
			for (Control::Image::Ancestor const &ancestor : image.ancestors)
				ancestors.push_back(ancestor.file.duplicate(ancestor.name));

			return std::make_shared<Stored_archive>(image.pages.duplicate(image.name),
			                                        std::move(ancestors), buffers);
		}

		return std::make_shared<Rtcr::Plain_archive>(
			Host::Page_file::received(image.pages.duplicate(), image.page_count));
	}
}


/*
 * A component is known by its first PD session, further ones with the same
 * label are those of its children
 */
Core::Pd_session_component &Controller::_component(std::string const &name) const
{
	std::vector<Core::Pd_session_component *> matches;
	Core::Pd_session_component               *exact = nullptr;

	_services.sessions().for_each<Core::Pd_session_component>([&] (auto &pd) {

		if (pd.label() == name && !exact)
			exact = &pd;

		bool known = false;
		for (Core::Pd_session_component const *match : matches)
			known |= match->label() == pd.label();

		if (!known && pd.label().ends_with(" -> " + name))
			matches.push_back(&pd);
	});

	if (exact)
		return *exact;

	if (matches.empty())
		throw Request_failed(Error_code::UNKNOWN_COMPONENT, "there is no component \"" + name + "\"");

	if (matches.size() > 1) {
		std::vector<std::string> labels;
		for (Core::Pd_session_component const *match : matches)
			labels.push_back("\"" + match->label() + "\"");
		throw Request_failed(Error_code::AMBIGUOUS_NAME, "the name \"" + name + "\" is ambiguous: "
		                     + joined(labels));
	}
	return *matches[0];
}


std::string Controller::_label(std::string const &name) const
{
	Kernel::Lock_guard const lock(_system);
	return _component(name).label();
}


void Controller::_count_restore(std::vector<std::string> const &labels)
{
	std::lock_guard const guard(_mutex);
	for (std::string const &label : labels)
		_events[label].restores++;
}


void Controller::_count_checkpoint(std::vector<std::string> const &labels,
                                   Rtcr::Checkpoint_cost const &cost)
{
	std::lock_guard const guard(_mutex);

	for (std::string const &label : labels) {

		Events &events = _events[label];

		events.checkpoints++;
		events.cost.pauses.add(cost.pause_us);
		events.cost.work_us     += cost.total_us;
		events.cost.over_budget += cost.over_budget;
		events.cost.obtaining   += cost.heap_requests != 0;

		events.cost.copy_bytes    = cost.copy_pages*Kernel::Abi::PAGE_SIZE;
		events.cost.history_bytes = cost.history_pages*Kernel::Abi::PAGE_SIZE;

		events.pauses.push_back({ Clock::now(), cost.pause_us });
		if (events.pauses.size() > Events::MAX_PAUSES)
			events.pauses.pop_front();
	}
}


bool Controller::take_over(Core::Pd_session_component const &pd)
{
	return _initial_restore && _initial_restore->take_over(pd.label());
}


void Controller::abandon_restore()
{
	Kernel::Lock_guard const lock(_system);

	if (_initial_restore)
		_initial_restore->abandon();
}


/********************************
 ** Control::Handler interface **
 ********************************/

void Controller::start(Control::Image const *image, Control::Restore_options const &options)
{
	reporting([&] {
		std::lock_guard const guard(_mutex);

		if (_started)
			throw Request_failed(Error_code::WRONG_STATE, "the system was started already");

		if (image) {
			Rtcr::Snapshot snapshot = Rtcr::read_metadata(image->metadata);

			Rtcr::Restore_policy const policy = ::policy(options, snapshot, options.target);

			_initial_restore.emplace(_system, _engine, std::move(snapshot),
			                         received_pages(*image, _extent_buffers), policy);
		}
		_started = true;
		_start_fn();
	});
}


Control::Restore_result Controller::wait_for_restore(Control::Progress const &progress)
{
	return reporting([&] {
		{
			std::lock_guard const guard(_mutex);
			if (!_initial_restore)
				throw Request_failed(Error_code::WRONG_STATE, "no restore was requested");
		}
		Rtcr::Report const report = _initial_restore->wait(::progress(progress));

		_count_restore(_initial_restore->labels());
		return result(joined(_initial_restore->labels()), report);
	});
}


void Controller::_describe(Control::Component_status &status, Events const &events)
{
	status.checkpoints = events.checkpoints;
	status.restores    = events.restores;
	status.cost        = events.cost;

	using namespace std::chrono;
	auto const now = Clock::now();

	for (Pause const &pause : events.pauses)
		status.pauses.push_back({ .ago_us   = uint64_t(duration_cast<microseconds>(now - pause.end).count()),
		                          .pause_us = pause.us });
}


std::vector<Control::Component_status> Controller::components()
{
	std::vector<Control::Component_status> result;

	std::lock_guard const    guard(_mutex);
	Kernel::Lock_guard const lock(_system);

	_services.sessions().for_each<Core::Pd_session_component>([&] (auto &pd) {

		using State = Control::Component_status::State;
		using Pd    = Core::Pd_session_component::State;

		Control::Component_status status { .label = pd.label() };

		status.state   = pd.state() == Pd::NEW     ? State::NEW
		               : pd.state() == Pd::RUNNING ? State::RUNNING : State::DEAD;
		status.pid     = pd.task().process() ? uint64_t(pd.task().process()->pid()) : 0;
		status.threads = uint32_t(pd.threads().size());
		status.caps    = uint32_t(pd.task().caps().count());

		bool first = true;
		_services.sessions().for_each<Core::Ram_session_component>([&] (auto &ram) {
			if (ram.label() == pd.label() && std::exchange(first, false)) {
				status.ram_quota = ram.quota();
				status.ram_used  = ram.used();
			} });

		auto const events = _events.find(pd.label());
		if (events != _events.end())
			_describe(status, events->second);
		result.push_back(status);
	});
	return result;
}


std::vector<Control::Capability> Controller::capabilities(std::string const &name)
{
	Kernel::Lock_guard const lock(_system);
	return capability_table(_component(name));
}


Control::System_cost Controller::cost()
{
	auto const memory = _engine.copies();

	return { .copy_limit = memory.limit,
	         .copy_taken = memory.taken,
	         .copy_used  = memory.used,
	         .cpu_us     = Host::process_time_us(uint64_t(Host::own_process_id())).value_or(0) };
}


Control::Checkpoint_result Controller::checkpoint(std::vector<std::string> const &names,
                                                  Control::Progress const &progress,
                                                  Control::Checkpoint_options const &options)
{
	return reporting([&] {

		std::vector<std::string> labels;
		for (std::string const &name : names)
			labels.push_back(_label(name));

		Rtcr::Checkpoint checkpoint =
			_engine.checkpoint(labels, { .max_pause_us = options.max_pause_us,
			                             .progress     = ::progress(progress) },
			                   { .base = options.base, .max_age_us = options.max_age_us });

		if (checkpoint.captured)
			_count_checkpoint(labels, checkpoint.cost);
		checkpoint.snapshot.pause_us = checkpoint.cost.pause_us;

		static_assert(Rtcr::Page_collection::MAX_INHERITED <= Control::MAX_LIST);

		std::vector<Control::Inherited_pages> inherited;
		for (Rtcr::Inherited_pages const &pages : checkpoint.inherited)
			inherited.push_back({ .page      = pages.page,
			                      .base_page = pages.base_page,
			                      .count     = pages.count });

		std::vector<std::byte> metadata = Rtcr::write_metadata(checkpoint.snapshot);

		_metadata.remember(metadata, std::make_shared<Rtcr::Snapshot const>(
			std::move(checkpoint.snapshot)));

		return Control::Checkpoint_result {
			.label    = joined(labels),
			.image    = { .metadata   = std::move(metadata),
			              .pages      = checkpoint.pages.file().duplicate(),
			              .page_count = checkpoint.pages.size() },
			.pause_us = checkpoint.cost.pause_us,
			.phases   = phases(checkpoint.timings),
			.notes    = checkpoint.notes,
			.number   = checkpoint.number,
			.base     = checkpoint.base,
			.inherited = std::move(inherited) };
	});
}


Control::Restore_result Controller::restore(Control::Image const &image,
                                            Control::Restore_options const &options,
                                            Control::Progress const &progress)
{
	return reporting([&] {
		Known_metadata::Snapshot const known = _metadata.snapshot(image.metadata);

		Rtcr::Snapshot const &snapshot = *known;

		auto const pages = received_pages(image, _extent_buffers);

		if (!options.clone.empty()) {

			Rtcr::Restore_policy policy = ::policy(options, snapshot, "");
			policy.progress = ::progress(progress);

			auto const [label, report] = _engine.clone(snapshot, pages, policy, options.clone);
			_count_restore({ label });
			return result(label, report);
		}

		Rtcr::Restore_policy policy =
			::policy(options, snapshot, options.target.empty() ? "" : _label(options.target));

		std::vector<std::string> labels;
		for (std::string const &component : snapshot.components)
			labels.push_back(policy.label(component));

		policy.progress = ::progress(progress);
		policy.restored = [&] { _restored_fn(labels); };

		Rtcr::Report const report = _engine.restore(snapshot, pages, policy);

		_count_restore(labels);
		return result(joined(labels), report);
	});
}


std::vector<Control::Session> Controller::sessions()
{
	return reporting([&] {

		std::vector<Control::Session> result;
		for (Rtcr::Open_session &session : _engine.sessions())
			result.push_back({ .client  = std::move(session.client),
			                   .service = std::move(session.service),
			                   .server  = std::move(session.server),
			                   .args    = std::move(session.args),
			                   .donated = session.donated,
			                   .used    = session.used });
		return result;
	});
}


std::vector<Control::Log_line> Controller::log(uint64_t after, std::chrono::milliseconds wait)
{
	std::vector<Control::Log_line> result;
	for (Core::Log_history::Line &line : _log.lines(after, wait))
		result.push_back({ .number = line.number, .time_us = line.time_us,
		                   .text   = std::move(line.text) });
	return result;
}


void Controller::kill(std::string const &name)
{
	reporting([&] { _engine.kill(_label(name)); });
}


void Controller::remove_clone(std::string const &name)
{
	reporting([&] { _engine.remove_clone(_label(name)); });
}


void Controller::stop() { _stop_fn(); }
