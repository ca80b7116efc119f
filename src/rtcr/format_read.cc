/*
 * \brief  Conversion of snapshots from their external form
 *
 * Whatever is read here may have been made up by somebody hostile. Each value
 * is checked where it is converted.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>
#include <initializer_list>

#include <capnp/message.h>
#include <capnp/serialize.h>

#include <cpu_session/cpu_session.h>
#include <kernel/abi/layout.h>
#include <kernel/cap_space.h>
#include <rtcr/format.h>
#include <rtcr/format_checks.h>
#include <rtcr/format_consistency.h>
#include <rtcr/format_content.h>
#include <rtcr/format_counts.h>
#include <rtcr/format_list.h>

using namespace Rtcr;
using namespace Rtcr::Format_checks;
using namespace Kernel::Abi;


namespace {

	class Reader
	{
		private:

			Format::Snapshot::Reader const _in;

			Snapshot _snapshot { };

			/*
			 * What is known before the objects are read. Each access to a
			 * list counts as traversal of the whole list, so the sizes and
			 * the services of sessions are obtained once.
			 */
			std::array<size_t, Ref::NUM_KINDS> const _counts;
			std::vector<uint8_t>               const _services;

			size_t _count(Ref::Kind kind) const { return _counts[size_t(kind)]; }

			using Kinds = std::initializer_list<Ref::Kind>;

			Ref _any_ref(Format::Ref::Reader in) const
			{
				Ref const ref { enumerator<Ref::Kind>(in.getKind(), Ref::NUM_KINDS, "kind of reference"),
				                in.getIndex() };

				require(ref.index < _count(ref.kind), "reference to missing object");
				return ref;
			}

			/* reference to one of the given kinds, or to nothing */
			Ref _ref(Format::Ref::Reader in, Kinds kinds) const
			{
				Ref const ref = _any_ref(in);

				for (Ref::Kind const kind : kinds)
					if (ref.kind == kind)
						return ref;

				require(ref.none(), "reference to object of wrong kind");
				return ref;
			}

			Ref _signal_ref(Format::Ref::Reader in) const
			{
				return _ref(in, { Ref::Kind::SIGNAL_CONTEXT, Ref::Kind::OUTSIDE });
			}

			Ref _thread_ref(Format::Ref::Reader in) const
			{
				return _ref(in, { Ref::Kind::THREAD, Ref::Kind::OUTSIDE });
			}

			Index _index(Index index, Ref::Kind kind) const
			{
				require(index < _count(kind), "index of missing object");
				return index;
			}

			/* index of a session of the given service */
			Index _session_index(Index index, Session::Service service) const
			{
				require(index < _services.size() && _services[index] == uint8_t(service),
				        "object of missing session");
				return index;
			}

			std::vector<Index> _indices(capnp::List<uint32_t>::Reader list, Ref::Kind kind) const
			{
				return read_list<Index>(list, [&] (uint32_t index) { return _index(index, kind); });
			}

			static Genode::Affinity::Location _location(Format::Location::Reader in)
			{
				return { in.getXpos(), in.getYpos(), in.getWidth(), in.getHeight() };
			}

			static Genode::Affinity _affinity(Format::Affinity::Reader in)
			{
				return { Genode::Affinity::Space(in.getSpaceWidth(), in.getSpaceHeight()),
				         _location(in.getLocation()) };
			}

			Session        _session(Format::Session::Reader) const;
			Outside        _outside(Format::Outside::Reader) const;
			Inner_session  _inner_session(Format::InnerSession::Reader) const;
			Cap_entry      _cap_entry(Format::CapEntry::Reader) const;
			Call_entry     _call_entry(Format::CallEntry::Reader) const;
			Pd             _pd(Format::Pd::Reader) const;
			Thread         _thread(Format::Thread::Reader) const;
			Signal_source  _signal_source(Format::SignalSource::Reader) const;
			Region         _region(Format::Region::Reader, uint64_t rm_size) const;
			Region_map     _region_map(Format::RegionMap::Reader) const;
			Ram_dataspace  _ram_dataspace(Format::RamDataspace::Reader) const;

			static Protection_state     _protection(Format::Protection::Reader);
			static Host::Fault          _fault(Format::Fault::Reader);
			static Host::Carrier::State _carrier_state(Format::CarrierState::Reader);

		public:

			explicit Reader(Format::Snapshot::Reader in)
			: _in(in), _counts(object_counts(in)), _services(session_services(in)) { }

			Snapshot snapshot();
	};
}


Protection_state Reader::_protection(Format::Protection::Reader in)
{
	using Rtcr_session = Genode::Rtcr_session;

	return {
		.labels = read_list<std::string>(in.getLabels(), [] (auto label) { return text(label); }),
		.policy = {
			.interval_us = limited(in.getIntervalUs(), MAX_CLOCK, "interval of checkpoints"),
			.keep        = in.getKeep(),
			.retries     = in.getRetries(),
			.max_pause_us = limited(in.getMaxPauseUs(), MAX_CLOCK, "budget for pauses"),
			.on_fault    = enumerator<Rtcr_session::On_fault> (in.getOnFault(),  2, "policy for faults"),
			.in_flight   = enumerator<Rtcr_session::In_flight>(in.getInFlight(), 2, "policy for calls") } };
}


Session Reader::_session(Format::Session::Reader in) const
{
	return { .id             = in.getId(),
	         .service        = enumerator<Session::Service>(in.getService(), Session::NUM_SERVICES, "service"),
	         .label          = text(in.getLabel()),
	         .args           = text(in.getArgs()),
	         .donated        = limited(in.getDonated(),  MAX_ACCOUNT, "donation"),
	         .used           = limited(in.getUsed(),     MAX_ACCOUNT, "donation"),
	         .ram_quota      = limited(in.getRamQuota(), MAX_ACCOUNT, "quota"),
	         .ram_used       = limited(in.getRamUsed(),  MAX_ACCOUNT, "quota"),
	         .cpu_quota      = limited(in.getCpuQuota(), Genode::Cpu_session::QUOTA_LIMIT, "CPU quota"),
	         .ref_account    = _ref(in.getRefAccount(), { Ref::Kind::SESSION, Ref::Kind::OUTSIDE }),
	         .log_line       = text(in.getLogLine()),
	         .exception_sigh = _signal_ref(in.getExceptionSigh()),
	         .rom_module     = text(in.getRomModule()),
	         .affinity       = _affinity(in.getAffinity()),
	         .requested_args = text(in.getRequestedArgs()),
	         .protection     = _protection(in.getProtection()) };
}


Outside Reader::_outside(Format::Outside::Reader in) const
{
	unsigned const num_object_kinds = unsigned(Kernel::Object::Kind::IRQ) + 1;

	Outside outside {
		.id         = in.getId(),
		.kind       = enumerator<Kernel::Object::Kind>(in.getKind(), num_object_kinds, "kind of object"),
		.role       = enumerator<Outside::Role>(in.getRole(), Outside::NUM_ROLES, "role of object"),
		.name       = text(in.getName()),
		.owner      = text(in.getOwner()),
		.label      = in.getLabel(),
		.pd         = _index(in.getPd(), Ref::Kind::TASK),
		.service    = text(in.getService()),
		.args       = text(in.getArgs()),
		.affinity   = _affinity(in.getAffinity()),
		.donated    = limited(in.getDonated(), MAX_ACCOUNT, "donation"),
		.has_state  = in.getHasState(),
		.state_lost = in.getStateLost(),
		.state      = bytes(in.getState(), MAX_STATE, "session state too large"),
		.state_caps = read_list<Ref>(in.getStateCaps(), [&] (auto ref) { return _any_ref(ref); }),
		.rom_module = text(in.getRomModule()),
		.rom_hash   = in.getRomHash(),
		.session    = in.getSession() };

	require(outside.role != Outside::Role::SESSION_DATASPACE
	     || outside.session < _count(Ref::Kind::OUTSIDE), "dataspace of missing session");

	require(outside.state_caps.size() <= Kernel::Message::MAX_CAPS, "session state too large");
	return outside;
}


Inner_session Reader::_inner_session(Format::InnerSession::Reader in) const
{
	Ref const gate = _ref(in.getGate(), { Ref::Kind::GATE });
	require(!gate.none(), "session without gate");

	return { .gate     = gate,
	         .pd       = _index(in.getPd(), Ref::Kind::TASK),
	         .service  = text(in.getService()),
	         .args     = text(in.getArgs()),
	         .affinity = _affinity(in.getAffinity()),
	         .donated  = limited(in.getDonated(), MAX_ACCOUNT, "donation") };
}


Cap_entry Reader::_cap_entry(Format::CapEntry::Reader in) const
{
	require(in.getSlot() > 0 && in.getSlot() < Kernel::Cap_space::MAX_SLOTS, "capability slot");

	return { .slot       = in.getSlot(),
	         .object     = _any_ref(in.getObject()),
	         .rights     = in.getRights(),
	         .deliveries = in.getDeliveries() };
}


Call_entry Reader::_call_entry(Format::CallEntry::Reader in) const
{
	Call_entry const entry {
		.token   = in.getToken(),
		.client  = _thread_ref(in.getClient()),
		.number  = in.getNumber(),
		.server  = _ref(in.getServer(), { Ref::Kind::THREAD }),
		.origin  = _ref(in.getOrigin(), { Ref::Kind::THREAD }),
		.gate    = _ref(in.getGate(),   { Ref::Kind::GATE }),
		.request = { .code = in.getCode(),
		             .data = bytes(in.getData(), Kernel::Message::MAX_DATA, "request too large"),
		             .caps = read_list<Ref>(in.getCaps(), [&] (auto ref) { return _any_ref(ref); }) } };

	require(entry.request.caps.size() <= Kernel::Message::MAX_CAPS, "request too large");
	require(entry.origin.none() == entry.gate.none(), "unanswered call");
	return entry;
}


Pd Reader::_pd(Format::Pd::Reader in) const
{
	return {
		.session       = _session_index(in.getSession(), Session::Service::PD),
		.state         = enumerator<Pd::State>(in.getState(), Pd::NUM_STATES, "state of PD"),
		.task_id       = in.getTaskId(),
		.cap_map       = in.getCapMap(),
		.parent        = _any_ref(in.getParent()),
		.restored_sigh = _signal_ref(in.getRestoredSigh()),
		.last_token    = in.getLastToken(),
		.clock         = limited(in.getClock(), MAX_CLOCK, "clock"),
		.address_space = _index(in.getAddressSpace(), Ref::Kind::REGION_MAP),
		.stack_area    = _index(in.getStackArea(),    Ref::Kind::REGION_MAP),
		.linker_area   = _index(in.getLinkerArea(),   Ref::Kind::REGION_MAP),
		.caps  = read_list<Cap_entry>(in.getCaps(), [&] (auto cap) { return _cap_entry(cap); }),
		.calls = read_list<Call_entry>(in.getCalls(), [&] (auto call) { return _call_entry(call); }),
		.announced = read_list<Announced_service>(in.getAnnounced(), [&] (Format::AnnouncedService::Reader s) {
			return Announced_service { .name = text(s.getName()),
			                           .root = _ref(s.getRoot(), { Ref::Kind::GATE }) }; }),
		.session_ids_known = in.getSessionIdsKnown(),
		.session_ids = read_list<uint64_t>(in.getSessionIds(), [] (uint64_t id) { return id; }),
		.parent_calls = in.getParentCalls() };
}


Host::Fault Reader::_fault(Format::Fault::Reader in)
{
	unsigned const num_types = unsigned(Host::Fault::Type::BUS_ERROR) + 1;

	return { .type    = enumerator<Host::Fault::Type>(in.getType(), num_types, "type of fault"),
	         .write   = in.getWrite(),
	         .execute = in.getExecute(),
	         .addr    = in.getAddr(),
	         .ip      = in.getIp() };
}


Host::Carrier::State Reader::_carrier_state(Format::CarrierState::Reader in)
{
	return { .resume = enumerator<Host::Abi::Resume>(in.getResume(), 2, "state of thread"),
	         .frame  = { .address = in.getFrame(), .fs = in.getFs(), .gs = in.getGs() },
	         .post   = in.getPost(),
	         .done   = in.getDone() };
}


Thread Reader::_thread(Format::Thread::Reader in) const
{
	using State = Kernel::Thread::State;

	unsigned const num_states = unsigned(State::EXITED) + 1;

	Thread thread {
		.id             = in.getId(),
		.cpu_session    = _session_index(in.getCpuSession(), Session::Service::CPU),
		.pd             = _index(in.getPd(), Ref::Kind::TASK),
		.name           = text(in.getName()),
		.index          = in.getIndex(),
		.location       = _location(in.getLocation()),
		.weight         = in.getWeight(),
		.exception_sigh = _signal_ref(in.getExceptionSigh()),
		.state          = enumerator<State>(in.getState(), num_states, "state of thread"),
		.paused         = in.getPaused(),
		.canceled       = in.getCanceled(),
		.single_step    = in.getSingleStep(),
		.call_number    = in.getCallNumber(),
		.request        = in.getRequest(),
		.remaining_us   = in.getRemainingUs(),
		.gate           = _ref(in.getGate(),   { Ref::Kind::GATE, Ref::Kind::OUTSIDE }),
		.server         = _thread_ref(in.getServer()),
		.irq            = _ref(in.getIrq(),    { Ref::Kind::IRQ, Ref::Kind::OUTSIDE }),
		.fault          = _fault(in.getFault()),
		.senders        = _indices(in.getSenders(), Ref::Kind::THREAD),
		.carrier        = _carrier_state(in.getCarrier()),
		.utcb           = bytes(in.getUtcb(), sizeof(Kernel::Utcb), "UTCB too large"),
		.save_stack     = bytes(in.getSaveStack(), SAVE_STACK_SIZE, "saved registers too large") };

	require(thread.index < MAX_THREADS, "thread index");
	require(thread.state != State::IN_SERVICE, "state of thread");

	require(thread.state != State::RECEIVING || !thread.irq.none(), "thread receives from nothing");

	/* saved registers end with the save stack */
	if (thread.has_carrier() && thread.carrier.resume == Host::Abi::Resume::FRAME)
		require(thread.carrier.frame.address + thread.save_stack.size()
		        == THREAD_AREAS + thread.index*THREAD_AREA_SIZE + THREAD_AREA_USED
		     && !thread.save_stack.empty(), "place of saved registers");

	return thread;
}


Signal_source Reader::_signal_source(Format::SignalSource::Reader in) const
{
	return { .id        = in.getId(),
	         .irq_id    = in.getIrqId(),
	         .pd        = _index(in.getPd(), Ref::Kind::TASK),
	         .irq_count = in.getIrqCount(),
	         .attached  = _thread_ref(in.getAttached()),
	         .queue     = _indices(in.getQueue(), Ref::Kind::SIGNAL_CONTEXT) };
}


Region Reader::_region(Format::Region::Reader in, uint64_t rm_size) const
{
	Region const region {
		.addr       = in.getAddr(),
		.size       = in.getSize(),
		.offset     = in.getOffset(),
		.dataspace  = _ref(in.getDataspace(), { Ref::Kind::RAM_DATASPACE, Ref::Kind::ROM_DATASPACE,
		                                        Ref::Kind::MANAGED_DATASPACE, Ref::Kind::OUTSIDE }),
		.executable = in.getExecutable() };

	require(page_aligned(region.addr) && page_aligned(region.size) && page_aligned(region.offset),
	        "alignment of region");
	require(region.size > 0 && region.addr <= rm_size && region.size <= rm_size - region.addr,
	        "place of region");
	require(region.offset <= MAX_DATASPACE, "offset of region");
	return region;
}


Region_map Reader::_region_map(Format::RegionMap::Reader in) const
{
	Region_map::Role const role =
		enumerator<Region_map::Role>(in.getRole(), Region_map::NUM_ROLES, "role of region map");

	uint64_t const size = limited(in.getSize(), USER_END, "size of region map");

	return {
		.id            = in.getId(),
		.dataspace_id  = in.getDataspaceId(),
		.role          = role,
		.owner         = role == Region_map::Role::RM_SESSION
		               ? _session_index(in.getOwner(), Session::Service::RM)
		               : _index(in.getOwner(), Ref::Kind::TASK),
		.size          = size,
		.fault_handler = _signal_ref(in.getFaultHandler()),
		.regions       = read_list<Region>(in.getRegions(), [&] (auto region) {
			return _region(region, size); }),
		.faulters      = read_list<Region_map::Faulter>(in.getFaulters(), [&] (Format::Faulter::Reader f) {
			require(f.getType() <= 3, "type of fault");
			return Region_map::Faulter { .thread = _thread_ref(f.getThread()),
			                             .type   = f.getType(),
			                             .addr   = f.getAddr() }; }) };
}


Ram_dataspace Reader::_ram_dataspace(Format::RamDataspace::Reader in) const
{
	Ram_dataspace ds {
		.id          = in.getId(),
		.ram_session = _session_index(in.getRamSession(), Session::Service::RAM),
		.size        = limited(in.getSize(), MAX_DATASPACE, "size of dataspace"),
		.content     = { } };

	require(ds.size > 0 && page_aligned(ds.size), "size of dataspace");

	ds.content = read_content(in.getContent(), ds.size/PAGE_SIZE, _snapshot);
	return ds;
}


Snapshot Reader::snapshot()
{
	if (_in.getVersion() < Snapshot::OLDEST_VERSION || _in.getVersion() > Snapshot::VERSION)
		throw Invalid_snapshot("metadata of version " + std::to_string(_in.getVersion())
		                       + ", supported are versions up to " + std::to_string(Snapshot::VERSION));

	auto const system = _in.getSystem();
	require(system.size() == _snapshot.system.size(), "identification of the system");
	for (unsigned i = 0; i < system.size(); i++)
		_snapshot.system[i] = system[i];

	_snapshot.components = read_list<std::string>(_in.getComponents(), [&] (auto t) { return text(t); });
	_snapshot.time_us      = _in.getTimeUs();
	_snapshot.pause_us     = _in.getPauseUs();
	_snapshot.stub_hash    = _in.getStubHash();
	_snapshot.cpu_features = text(_in.getCpuFeatures());
	_snapshot.page_count   = limited(_in.getPageCount(), Page_number::MAX_PAGES, "number of pages");
	_snapshot.rom_images   = read_rom_images(_in.getRomImages());

	_snapshot.sessions = read_list<Session>(_in.getSessions(), [&] (auto s) { return _session(s); });
	_snapshot.outsides = read_list<Outside>(_in.getOutsides(), [&] (auto o) { return _outside(o); });
	_snapshot.inner_sessions = read_list<Inner_session>(_in.getInnerSessions(), [&] (auto s) {
		return _inner_session(s); });
	_snapshot.pds      = read_list<Pd>(_in.getPds(), [&] (auto pd) { return _pd(pd); });
	_snapshot.threads  = read_list<Thread>(_in.getThreads(), [&] (auto t) { return _thread(t); });

	_snapshot.gates = read_list<Gate>(_in.getGates(), [&] (Format::Gate::Reader g) {
		return Gate { .id     = g.getId(),
		              .pd     = _index(g.getPd(), Ref::Kind::TASK),
		              .name   = text(g.getName()),
		              .label  = g.getLabel(),
		              .server = _ref(g.getServer(), { Ref::Kind::THREAD }) }; });

	_snapshot.signal_sources = read_list<Signal_source>(_in.getSignalSources(), [&] (auto s) {
		return _signal_source(s); });

	_snapshot.signal_contexts =
		read_list<Signal_context>(_in.getSignalContexts(), [&] (Format::SignalContext::Reader c) {
			return Signal_context { .id      = c.getId(),
			                        .pd      = _index(c.getPd(), Ref::Kind::TASK),
			                        .source  = _index(c.getSource(), Ref::Kind::SIGNAL_SOURCE),
			                        .imprint = c.getImprint(),
			                        .pending = c.getPending() }; });

	_snapshot.region_maps = read_list<Region_map>(_in.getRegionMaps(), [&] (auto rm) {
		return _region_map(rm); });

	_snapshot.ram_dataspaces = read_list<Ram_dataspace>(_in.getRamDataspaces(), [&] (auto ds) {
		return _ram_dataspace(ds); });

	_snapshot.rom_dataspaces =
		read_list<Rom_dataspace>(_in.getRomDataspaces(), [&] (Format::RomDataspace::Reader ds) {
			return Rom_dataspace { .id      = ds.getId(),
			                       .session = _session_index(ds.getSession(), Session::Service::ROM),
			                       .module  = text(ds.getModule()),
			                       .hash    = ds.getHash(),
			                       .size    = ds.getSize() }; });

	require(!_snapshot.pds.empty() && !_snapshot.components.empty(), "no protection domain");
	check_consistency(_snapshot);
	return std::move(_snapshot);
}


Snapshot Rtcr::read_metadata(std::span<std::byte const> bytes)
{
	/* copied to memory that is suitably aligned and that nobody else changes */
	auto words = kj::heapArray<capnp::word>(bytes.size()/sizeof(capnp::word));
	require(bytes.size() % sizeof(capnp::word) == 0, "size of metadata");
	memcpy(words.begin(), bytes.data(), bytes.size());

	try {
		capnp::ReaderOptions options;
		options.traversalLimitInWords = 8*words.size() + 1024;
		options.nestingLimit          = 16;

		capnp::FlatArrayMessageReader message(words, options);

		return Reader(message.getRoot<Format::Snapshot>()).snapshot();

	} catch (kj::Exception const &e) {
		throw Invalid_snapshot(e.getDescription().cStr());
	}
}
