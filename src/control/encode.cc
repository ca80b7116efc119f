/*
 * \brief  Conversion to the messages of the control protocol
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <control/encode.h>

#include <control/limits.h>

using namespace Control;


namespace {

	/**
	 * Fill list of a message with the elements of 'in'
	 */
	void fill(auto list, auto const &in, auto const &fn)
	{
		for (unsigned i = 0; i < in.size(); i++)
			fn(list[i], in[i]);
	}

	void encode_phases(capnp::List<Protocol::Phase>::Builder list, std::vector<Phase> const &in)
	{
		fill(list, in, [] (auto out, Phase const &phase) {
			out.setName(text(phase.name));
			out.setUs(phase.us);
		});
	}
}


void Control::encode(capnp::List<capnp::Text>::Builder list, std::vector<std::string> const &in)
{
	for (unsigned i = 0; i < in.size(); i++)
		list.set(i, text(in[i]));
}


void Control::encode(Protocol::Image::Builder out, Image const &in)
{
	if (in.metadata.size() > MAX_METADATA)
		throw std::length_error("the metadata of the snapshot is too large for the control protocol");

	out.setMetadata({ reinterpret_cast<kj::byte const *>(in.metadata.data()), in.metadata.size() });
	out.setPageCount(in.page_count);
	out.setContent(uint8_t(in.content));
	out.setName(text(in.name));

	if (in.ancestors.size() > Image::MAX_ANCESTORS)
		throw std::length_error("the snapshot has too many ancestors for the control protocol");

	auto ancestors = out.initAncestors(unsigned(in.ancestors.size()));
	for (unsigned i = 0; i < in.ancestors.size(); i++)
		ancestors.set(i, text(in.ancestors[i].name));
}


void Control::encode(Protocol::RestoreOptions::Builder out, Restore_options const &in)
{
	out.setInFlight(uint8_t(in.in_flight));
	out.setVerify(in.verify);
	out.setLazy(in.lazy);
	out.setTarget(text(in.target));
	out.setClone(text(in.clone));
}


namespace {

	void encode_cost(Protocol::CheckpointCost::Builder out, Checkpoint_cost const &in)
	{
		unsigned count = 0;
		in.pauses.for_each([&] (unsigned, uint64_t) { count++; });

		auto     buckets = out.initPauses(count);
		unsigned i       = 0;

		in.pauses.for_each([&] (unsigned number, uint64_t count) {
			buckets[i].setNumber(uint16_t(number));
			buckets[i++].setCount(count);
		});

		out.setLongestUs(in.pauses.max());
		out.setOverBudget(in.over_budget);
		out.setObtaining(in.obtaining);
		out.setWorkUs(in.work_us);
		out.setCopyBytes(in.copy_bytes);
		out.setHistoryBytes(in.history_bytes);
	}
}


void Control::encode(Protocol::CheckpointResult::Builder out, Checkpoint_result const &in)
{
	out.setLabel(text(in.label));
	encode(out.initImage(), in.image);
	out.setPauseUs(in.pause_us);
	encode(out.initNotes(unsigned(in.notes.size())), in.notes);
	encode_phases(out.initPhases(unsigned(in.phases.size())), in.phases);

	out.setNumber(in.number);
	out.setBase(in.base);
	fill(out.initInherited(unsigned(in.inherited.size())), in.inherited,
	     [] (auto out, Inherited_pages const &pages) {
		out.setPage(pages.page);
		out.setBasePage(pages.base_page);
		out.setCount(pages.count);
	});
}


void Control::encode(Protocol::RestoreResult::Builder out, Restore_result const &in)
{
	out.setLabel(text(in.label));

	fill(out.initReport(unsigned(in.report.size())), in.report, [] (auto out, Report_entry const &entry) {
		out.setComponent(text(entry.component));
		out.setSlot(entry.slot);
		out.setKind(text(entry.kind));
		out.setName(text(entry.name));
		out.setOutcome(text(entry.outcome));
		out.setDetail(text(entry.detail));
	});

	encode(out.initNotes(unsigned(in.notes.size())), in.notes);
	out.setVerifiedBytes(in.verified_bytes);
	encode_phases(out.initPhases(unsigned(in.phases.size())), in.phases);
}


void Control::encode(Protocol::Reply::Builder out, Request_failed const &in)
{
	auto error = out.initError();
	error.setCode(uint8_t(in.code));
	error.setMessage(text(std::string(in.what()).substr(0, MAX_TEXT)));
}


void Control::encode(Protocol::Reply::Builder out, std::vector<Component_status> const &in)
{
	fill(out.initComponents(unsigned(in.size())), in, [] (auto out, Component_status const &status) {
		out.setLabel(text(status.label));
		out.setState(uint8_t(status.state));
		out.setPid(status.pid);
		out.setThreads(status.threads);
		out.setCaps(status.caps);
		out.setRamQuota(status.ram_quota);
		out.setRamUsed(status.ram_used);
		out.setCheckpoints(status.checkpoints);
		out.setRestores(status.restores);

		fill(out.initPauses(unsigned(status.pauses.size())), status.pauses,
		     [] (auto out, Pause const &pause) {
			out.setAgoUs(pause.ago_us);
			out.setPauseUs(pause.pause_us);
		});

		encode_cost(out.initCost(), status.cost);
	});
}


void Control::encode(Protocol::SystemCost::Builder out, System_cost const &in)
{
	out.setCopyLimit(in.copy_limit);
	out.setCopyTaken(in.copy_taken);
	out.setCopyUsed(in.copy_used);
	out.setCpuUs(in.cpu_us);
}


void Control::encode(Protocol::Reply::Builder out, std::vector<Capability> const &in)
{
	fill(out.initCapabilities(unsigned(in.size())), in, [] (auto out, Capability const &cap) {
		out.setSlot(cap.slot);
		out.setKind(text(cap.kind));
		out.setName(text(cap.name));
		out.setHasLabel(cap.label.has_value());
		out.setLabel(cap.label.value_or(0));
		out.setRights(text(cap.rights));
		out.setOwner(text(cap.owner));
		encode(out.initHolders(unsigned(cap.holders.size())), cap.holders);
		out.setAttached(text(cap.attached));
		out.setDeliveries(cap.deliveries);
		out.setHasMapCount(cap.map_count.has_value());
		out.setMapCount(cap.map_count.value_or(0));
	});
}


void Control::encode(Protocol::Reply::Builder out, std::vector<Session> const &in)
{
	fill(out.initSessions(unsigned(in.size())), in, [] (auto out, Session const &session) {
		out.setClient(text(session.client));
		out.setService(text(session.service));
		out.setServer(text(session.server));
		out.setArgs(text(session.args));
		out.setDonated(session.donated);
		out.setUsed(session.used);
	});
}


void Control::encode(Protocol::Reply::Builder out, std::vector<Log_line> const &in)
{
	fill(out.initLog(unsigned(in.size())), in, [] (auto out, Log_line const &line) {
		out.setNumber(line.number);
		out.setTimeUs(line.time_us);
		out.setText(text(line.text));
	});
}
