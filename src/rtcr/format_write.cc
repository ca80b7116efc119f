/*
 * \brief  Conversion of snapshots to their external form
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>

#include <capnp/message.h>
#include <capnp/serialize.h>

#include <rtcr/format.h>
#include <rtcr/snapshot.capnp.h>

using namespace Rtcr;


namespace {

	/* the functions of a class find each other regardless of their order */
	struct Writer
	{
		static void write(Ref const &ref, Format::Ref::Builder out)
		{
			out.setKind(uint8_t(ref.kind));
			out.setIndex(ref.index);
		}

		static void write(Genode::Affinity::Location const &location, Format::Location::Builder out)
		{
			out.setXpos(location.xpos());
			out.setYpos(location.ypos());
			out.setWidth(location.width());
			out.setHeight(location.height());
		}

		static void write(Genode::Affinity const &affinity, Format::Affinity::Builder out)
		{
			out.setSpaceWidth(affinity.space().width());
			out.setSpaceHeight(affinity.space().height());
			write(affinity.location(), out.initLocation());
		}

		static capnp::Data::Reader data(std::vector<uint8_t> const &bytes)
		{
			return { bytes.data(), bytes.size() };
		}

		/**
		 * Write all elements of a vector to a list
		 */
		template <typename T>
		static void write_all(std::vector<T> const &from, auto list)
		{
			for (unsigned i = 0; i < from.size(); i++)
				write(from[i], list[i]);
		}

		static void write_indices(std::vector<Index> const &from, capnp::List<uint32_t>::Builder list)
		{
			for (unsigned i = 0; i < from.size(); i++)
				list.set(i, from[i]);
		}

		static unsigned length(auto const &vector) { return unsigned(vector.size()); }

		static void write(Session const &session, Format::Session::Builder out)
		{
			out.setId(session.id);
			out.setService(uint8_t(session.service));
			out.setLabel(session.label);
			out.setArgs(session.args);
			out.setDonated(session.donated);
			out.setRamQuota(session.ram_quota);
			out.setLogLine(session.log_line);
			out.setRomModule(session.rom_module);
			out.setRequestedArgs(session.requested_args);

			if (session.service == Session::Service::RTCR)
				write(session.protection, out.initProtection());
			out.setUsed(session.used);
			out.setRamUsed(session.ram_used);
			out.setCpuQuota(uint32_t(session.cpu_quota));
			write(session.ref_account,    out.initRefAccount());
			write(session.exception_sigh, out.initExceptionSigh());
			write(session.affinity, out.initAffinity());
		}

		static void write(Outside const &outside, Format::Outside::Builder out)
		{
			out.setId(outside.id);
			out.setKind(uint8_t(outside.kind));
			out.setRole(uint8_t(outside.role));
			out.setName(outside.name);
			out.setOwner(outside.owner);
			out.setLabel(outside.label);
			out.setPd(outside.pd);
			out.setService(outside.service);
			out.setArgs(outside.args);
			out.setHasState(outside.has_state);
			out.setStateLost(outside.state_lost);
			out.setState(data(outside.state));
			out.setRomModule(outside.rom_module);
			out.setRomHash(outside.rom_hash);
			out.setSession(outside.session);
			out.setDonated(outside.donated);
			write(outside.affinity, out.initAffinity());
			write_all(outside.state_caps, out.initStateCaps(length(outside.state_caps)));
		}

		static void write(Protection_state const &protection, Format::Protection::Builder out)
		{
			out.setIntervalUs(protection.policy.interval_us);
			out.setKeep(protection.policy.keep);
			out.setRetries(protection.policy.retries);
			out.setMaxPauseUs(protection.policy.max_pause_us);
			out.setOnFault(uint8_t(protection.policy.on_fault));
			out.setInFlight(uint8_t(protection.policy.in_flight));

			auto labels = out.initLabels(length(protection.labels));
			for (unsigned i = 0; i < protection.labels.size(); i++)
				labels.set(i, protection.labels[i]);
		}

		static void write(Inner_session const &session, Format::InnerSession::Builder out)
		{
			out.setPd(session.pd);
			out.setService(session.service);
			out.setArgs(session.args);
			out.setDonated(session.donated);
			write(session.gate, out.initGate());
			write(session.affinity, out.initAffinity());
		}

		static void write(Cap_entry const &entry, Format::CapEntry::Builder out)
		{
			out.setSlot(entry.slot);
			out.setRights(uint8_t(entry.rights));
			out.setDeliveries(entry.deliveries);
			write(entry.object, out.initObject());
		}

		static void write(Call_entry const &entry, Format::CallEntry::Builder out)
		{
			out.setToken(entry.token);
			out.setNumber(entry.number);
			write(entry.client, out.initClient());
			write(entry.server, out.initServer());

			if (entry.origin.none())
				return;

			write(entry.origin, out.initOrigin());
			write(entry.gate,   out.initGate());
			out.setCode(entry.request.code);
			out.setData(data(entry.request.data));
			write_all(entry.request.caps, out.initCaps(length(entry.request.caps)));
		}

		static void write(Announced_service const &service, Format::AnnouncedService::Builder out)
		{
			out.setName(service.name);
			write(service.root, out.initRoot());
		}

		static void write(Pd const &pd, Format::Pd::Builder out)
		{
			out.setSession(pd.session);
			out.setState(uint8_t(pd.state));
			out.setTaskId(pd.task_id);
			out.setCapMap(pd.cap_map);
			out.setLastToken(pd.last_token);
			out.setAddressSpace(pd.address_space);
			out.setStackArea(pd.stack_area);
			out.setLinkerArea(pd.linker_area);
			write(pd.parent, out.initParent());
			write_all(pd.caps,      out.initCaps(length(pd.caps)));
			write_all(pd.calls,     out.initCalls(length(pd.calls)));
			write_all(pd.announced, out.initAnnounced(length(pd.announced)));
			write(pd.restored_sigh, out.initRestoredSigh());
			out.setClock(pd.clock);

			out.setSessionIdsKnown(pd.session_ids_known);
			out.setParentCalls(pd.parent_calls);

			auto ids = out.initSessionIds(length(pd.session_ids));
			for (unsigned i = 0; i < pd.session_ids.size(); i++)
				ids.set(i, pd.session_ids[i]);
		}

		static void write(Host::Fault const &fault, Format::Fault::Builder out)
		{
			out.setType(uint8_t(fault.type));
			out.setWrite(fault.write);
			out.setExecute(fault.execute);
			out.setAddr(fault.addr);
			out.setIp(fault.ip);
		}

		static void write(Host::Carrier::State const &state, Format::CarrierState::Builder out)
		{
			out.setResume(uint8_t(state.resume));
			out.setFrame(state.frame.address);
			out.setFs(state.frame.fs);
			out.setGs(state.frame.gs);
			out.setPost(state.post);
			out.setDone(state.done);
		}

		static void write(Thread const &thread, Format::Thread::Builder out)
		{
			out.setId(thread.id);
			out.setCpuSession(thread.cpu_session);
			out.setPd(thread.pd);
			out.setName(thread.name);
			out.setIndex(thread.index);
			out.setWeight(thread.weight);
			out.setState(uint8_t(thread.state));
			out.setPaused(thread.paused);
			out.setCanceled(thread.canceled);
			out.setSingleStep(thread.single_step);
			out.setCallNumber(thread.call_number);
			out.setRequest(thread.request);
			out.setRemainingUs(thread.remaining_us);
			out.setUtcb(data(thread.utcb));
			out.setSaveStack(data(thread.save_stack));
			write(thread.location,       out.initLocation());
			write(thread.exception_sigh, out.initExceptionSigh());
			write(thread.gate,           out.initGate());
			write(thread.server,         out.initServer());
			write(thread.irq,            out.initIrq());
			write(thread.fault,          out.initFault());
			write(thread.carrier,        out.initCarrier());
			write_indices(thread.senders, out.initSenders(length(thread.senders)));
		}

		static void write(Gate const &gate, Format::Gate::Builder out)
		{
			out.setId(gate.id);
			out.setPd(gate.pd);
			out.setName(gate.name);
			out.setLabel(gate.label);
			write(gate.server, out.initServer());
		}

		static void write(Signal_source const &source, Format::SignalSource::Builder out)
		{
			out.setId(source.id);
			out.setIrqId(source.irq_id);
			out.setPd(source.pd);
			out.setIrqCount(source.irq_count);
			write(source.attached, out.initAttached());
			write_indices(source.queue, out.initQueue(length(source.queue)));
		}

		static void write(Signal_context const &context, Format::SignalContext::Builder out)
		{
			out.setId(context.id);
			out.setPd(context.pd);
			out.setSource(context.source);
			out.setImprint(context.imprint);
			out.setPending(context.pending);
		}

		static void write(Region const &region, Format::Region::Builder out)
		{
			out.setAddr(region.addr);
			out.setSize(region.size);
			out.setOffset(region.offset);
			out.setExecutable(region.executable);
			write(region.dataspace, out.initDataspace());
		}

		static void write(Region_map::Faulter const &faulter, Format::Faulter::Builder out)
		{
			out.setType(uint8_t(faulter.type));
			out.setAddr(faulter.addr);
			write(faulter.thread, out.initThread());
		}

		static void write(Region_map const &rm, Format::RegionMap::Builder out)
		{
			out.setId(rm.id);
			out.setDataspaceId(rm.dataspace_id);
			out.setRole(uint8_t(rm.role));
			out.setOwner(rm.owner);
			out.setSize(rm.size);
			write(rm.fault_handler, out.initFaultHandler());
			write_all(rm.regions,  out.initRegions(length(rm.regions)));
			write_all(rm.faulters, out.initFaulters(length(rm.faulters)));
		}

		static void write(Ram_dataspace::Run const &run, Format::Run::Builder out)
		{
			out.setFirstPage(run.first_page);
			out.setCount(run.count);
			out.setDataPage(run.data_page);
		}

		static void write(Ram_dataspace const &ds, Format::RamDataspace::Builder out)
		{
			out.setId(ds.id);
			out.setRamSession(ds.ram_session);
			out.setSize(ds.size);
			write_all(ds.content, out.initContent(length(ds.content)));
		}

		static void write(Rom_image const &image, Format::RomImage::Builder out)
		{
			out.setModule(image.module);
			out.setHash(image.hash);
			out.setPages(image.pages);
		}

		static void write(Rom_dataspace const &ds, Format::RomDataspace::Builder out)
		{
			out.setId(ds.id);
			out.setSession(ds.session);
			out.setModule(ds.module);
			out.setHash(ds.hash);
			out.setSize(ds.size);
		}
	};
}


std::vector<std::byte> Rtcr::write_metadata(Snapshot const &snapshot)
{
	capnp::MallocMessageBuilder message;
	auto out = message.initRoot<Format::Snapshot>();

	out.setVersion(Snapshot::VERSION);
	out.setTimeUs(snapshot.time_us);
	out.setPauseUs(snapshot.pause_us);
	out.setStubHash(snapshot.stub_hash);
	out.setCpuFeatures(snapshot.cpu_features);
	out.setPageCount(snapshot.page_count);

	auto components = out.initComponents(Writer::length(snapshot.components));
	for (unsigned i = 0; i < snapshot.components.size(); i++)
		components.set(i, snapshot.components[i]);

	auto system = out.initSystem(Writer::length(snapshot.system));
	for (unsigned i = 0; i < snapshot.system.size(); i++)
		system.set(i, snapshot.system[i]);

	Writer::write_all(snapshot.sessions, out.initSessions(Writer::length(snapshot.sessions)));
	Writer::write_all(snapshot.outsides, out.initOutsides(Writer::length(snapshot.outsides)));
	Writer::write_all(snapshot.inner_sessions, out.initInnerSessions(Writer::length(snapshot.inner_sessions)));
	Writer::write_all(snapshot.pds, out.initPds(Writer::length(snapshot.pds)));
	Writer::write_all(snapshot.threads, out.initThreads(Writer::length(snapshot.threads)));
	Writer::write_all(snapshot.gates, out.initGates(Writer::length(snapshot.gates)));
	Writer::write_all(snapshot.signal_sources, out.initSignalSources(Writer::length(snapshot.signal_sources)));
	Writer::write_all(snapshot.signal_contexts, out.initSignalContexts(Writer::length(snapshot.signal_contexts)));
	Writer::write_all(snapshot.region_maps, out.initRegionMaps(Writer::length(snapshot.region_maps)));
	Writer::write_all(snapshot.rom_images, out.initRomImages(Writer::length(snapshot.rom_images)));
	Writer::write_all(snapshot.ram_dataspaces, out.initRamDataspaces(Writer::length(snapshot.ram_dataspaces)));
	Writer::write_all(snapshot.rom_dataspaces, out.initRomDataspaces(Writer::length(snapshot.rom_dataspaces)));

	auto const words = capnp::messageToFlatArray(message);
	auto const bytes = words.asBytes();

	std::vector<std::byte> result(bytes.size());
	memcpy(result.data(), bytes.begin(), bytes.size());
	return result;
}
