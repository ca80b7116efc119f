/*
 * \brief  Conversion from the messages of the control protocol
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <control/decode.h>

#include <host/shared_file.h>

using namespace Control;


namespace {

	void require(bool condition, char const *problem)
	{
		if (!condition)
			throw Malformed(problem);
	}

	template <typename ENUM>
	ENUM enumerator(unsigned value, unsigned count, char const *problem)
	{
		require(value < count, problem);
		return ENUM(value);
	}

	template <typename T>
	std::vector<T> list(auto const &in, size_t max, auto const &decode_element)
	{
		require(in.size() <= max, "a list is too long");

		std::vector<T> result;
		result.reserve(in.size());
		for (auto const &element : in)
			result.push_back(decode_element(element));
		return result;
	}

	std::vector<std::string> texts(capnp::List<capnp::Text>::Reader in)
	{
		return list<std::string>(in, MAX_LIST, decode_text);
	}

	std::vector<Phase> phases(capnp::List<Protocol::Phase>::Reader in)
	{
		return list<Phase>(in, MAX_LIST, [] (Protocol::Phase::Reader phase) {
			return Phase { decode_text(phase.getName()), phase.getUs() }; });
	}

	/**
	 * \param file_pages  number of pages that are not inherited
	 */
	std::vector<Inherited_pages> inherited_pages(capnp::List<Protocol::InheritedPages>::Reader in,
	                                             uint64_t file_pages)
	{
		/* pages so far, which are those that came with the message if not inherited */
		uint64_t next = 0, copied = 0;

		return list<Inherited_pages>(in, MAX_LIST, [&] (Protocol::InheritedPages::Reader pages) {

			Inherited_pages const result { .page      = pages.getPage(),
			                               .base_page = pages.getBasePage(),
			                               .count     = pages.getCount() };

			require(result.page <= MAX_PAGES && result.base_page <= MAX_PAGES && result.count <= MAX_PAGES
			     && result.page + result.count <= MAX_PAGES, "inherited pages out of range");
			require(result.page >= next && result.count > 0, "inherited pages are not in ascending order");

			copied += result.page - next;
			require(copied <= file_pages, "there are less pages than those that are not inherited");

			next = result.page + result.count;
			return result;
		});
	}
}


std::string Control::decode_text(capnp::Text::Reader in)
{
	require(in.size() <= MAX_TEXT, "a text is too long");

	return std::string(in.begin(), in.size());
}


std::vector<std::string> Control::decode_components(capnp::List<capnp::Text>::Reader in)
{
	require(in.size() > 0, "no component is named");

	return list<std::string>(in, MAX_COMPONENTS, decode_text);
}


Image Control::decode(Protocol::Image::Reader in, std::vector<Host::File> &&files)
{
	require(!files.empty(), "the pages of the snapshot did not come with the message");

	auto const names = in.getAncestors();
	require(files.size() == 1 + names.size(),
	        "the files that came with the message are not those of the snapshot");

	Host::File pages = std::move(files.front());

	uint64_t const page_count = in.getPageCount();
	auto     const content    = enumerator<Image::Content>(in.getContent(), Image::NUM_CONTENTS,
	                                                       "unknown kind of pages");

	require(page_count <= MAX_PAGES, "too many pages");

	require(files.size() == 1 || content == Image::Content::SNAPSHOT_FILE, "pages have no ancestors");

	if (content == Image::Content::PAGES) {
		require(Host::readable_memory_file(pages),
		        "the pages of the snapshot are not a readable file in memory");
		require(pages.size() >= page_count*PAGE_SIZE, "there are less pages than announced");
	} else
		require(Host::readable_regular_file(pages), "the snapshot file cannot be read");

	std::vector<Image::Ancestor> ancestors;
	for (unsigned i = 0; i + 1 < files.size(); i++) {
		require(Host::readable_regular_file(files[i + 1]), "the file of an ancestor cannot be read");
		ancestors.push_back({ std::move(files[i + 1]), decode_text(names[i]) });
	}

	auto const metadata = in.getMetadata();
	require(metadata.size() <= MAX_METADATA, "too much metadata");

	auto const * const start = reinterpret_cast<std::byte const *>(metadata.begin());

	return { .metadata   = { start, start + metadata.size() },
	         .pages      = std::move(pages),
	         .page_count = page_count,
	         .content    = content,
	         .name       = decode_text(in.getName()),
	         .ancestors  = std::move(ancestors) };
}


Restore_options Control::decode(Protocol::RestoreOptions::Reader in)
{
	return { .in_flight = enumerator<Restore_options::In_flight>(
	                      in.getInFlight(), Restore_options::NUM_IN_FLIGHT,
	                      "unknown policy for calls in flight"),
	         .verify    = in.getVerify(),
	         .lazy      = in.getLazy(),
	         .target    = decode_text(in.getTarget()),
	         .clone     = decode_text(in.getClone()) };
}


Restore_result Control::decode(Protocol::RestoreResult::Reader in)
{
	return {
		.label  = decode_text(in.getLabel()),
		.report = list<Report_entry>(in.getReport(), MAX_LIST, [] (Protocol::ReportEntry::Reader e) {
			return Report_entry { .component = decode_text(e.getComponent()),
			                      .slot      = e.getSlot(),
			                      .kind      = decode_text(e.getKind()),
			                      .name      = decode_text(e.getName()),
			                      .outcome   = decode_text(e.getOutcome()),
			                      .detail    = decode_text(e.getDetail()) }; }),
		.notes          = texts(in.getNotes()),
		.verified_bytes = in.getVerifiedBytes(),
		.phases         = phases(in.getPhases()) };
}


Request_failed Control::decode(Protocol::Error::Reader in)
{
	return { enumerator<Error_code>(in.getCode(), NUM_ERROR_CODES, "unknown error code"),
	         decode_text(in.getMessage()) };
}


void Control::decode(Protocol::Progress::Reader in, Progress const &progress)
{
	progress(enumerator<Stage>(in.getStage(), NUM_STAGES, "unknown stage"), in.getDone(), in.getTotal());
}


Checkpoint_result Control::decode(Protocol::CheckpointResult::Reader in,
                                  std::vector<Host::File> &&files)
{
	Image image = decode(in.getImage(), std::move(files));

	auto inherited = inherited_pages(in.getInherited(), image.page_count);

	require(inherited.empty() || in.getBase() != 0, "inherited pages are from nowhere");

	return { .label     = decode_text(in.getLabel()),
	         .image     = std::move(image),
	         .pause_us  = in.getPauseUs(),
	         .phases    = phases(in.getPhases()),
	         .notes     = texts(in.getNotes()),
	         .number    = in.getNumber(),
	         .base      = in.getBase(),
	         .inherited = std::move(inherited) };
}


System_cost Control::decode(Protocol::SystemCost::Reader in)
{
	return { .copy_limit = in.getCopyLimit(),
	         .copy_taken = in.getCopyTaken(),
	         .copy_used  = in.getCopyUsed(),
	         .cpu_us     = in.getCpuUs() };
}


namespace {

	Checkpoint_cost decoded_cost(Protocol::CheckpointCost::Reader in)
	{
		Checkpoint_cost result { .over_budget   = in.getOverBudget(),
		                         .obtaining     = in.getObtaining(),
		                         .work_us       = in.getWorkUs(),
		                         .copy_bytes    = in.getCopyBytes(),
		                         .history_bytes = in.getHistoryBytes() };

		for (Protocol::PauseBucket::Reader const bucket : in.getPauses())
			if (!result.pauses.fill(bucket.getNumber(), bucket.getCount()))
				throw Malformed("impossible distribution of pauses");

		result.pauses.max(in.getLongestUs());
		return result;
	}
}


std::vector<Component_status> Control::decode(capnp::List<Protocol::ComponentStatus>::Reader in)
{
	using State = Component_status::State;

	return list<Component_status>(in, MAX_LIST, [] (Protocol::ComponentStatus::Reader s) {
		return Component_status {
			.label       = decode_text(s.getLabel()),
			.state       = enumerator<State>(s.getState(), Component_status::NUM_STATES,
			                                 "unknown state of a component"),
			.pid         = s.getPid(),
			.threads     = s.getThreads(),
			.caps        = s.getCaps(),
			.ram_quota   = s.getRamQuota(),
			.ram_used    = s.getRamUsed(),
			.checkpoints = s.getCheckpoints(),
			.restores    = s.getRestores(),
			.pauses      = list<Pause>(s.getPauses(), MAX_LIST, [] (Protocol::Pause::Reader p) {
				return Pause { .ago_us = p.getAgoUs(), .pause_us = p.getPauseUs() }; }),
			.cost        = decoded_cost(s.getCost()) }; });
}


std::vector<Capability> Control::decode(capnp::List<Protocol::Capability>::Reader in)
{
	return list<Capability>(in, MAX_LIST, [] (Protocol::Capability::Reader c) {

		Capability cap {
			.slot       = c.getSlot(),
			.kind       = decode_text(c.getKind()),
			.name       = decode_text(c.getName()),
			.rights     = decode_text(c.getRights()),
			.owner      = decode_text(c.getOwner()),
			.holders    = texts(c.getHolders()),
			.attached   = decode_text(c.getAttached()),
			.deliveries = c.getDeliveries() };

		if (c.getHasLabel())    cap.label     = c.getLabel();
		if (c.getHasMapCount()) cap.map_count = c.getMapCount();

		return cap;
	});
}


std::vector<Session> Control::decode(capnp::List<Protocol::Session>::Reader in)
{
	return list<Session>(in, MAX_LIST, [] (Protocol::Session::Reader s) {
		return Session { .client  = decode_text(s.getClient()),
		                 .service = decode_text(s.getService()),
		                 .server  = decode_text(s.getServer()),
		                 .args    = decode_text(s.getArgs()),
		                 .donated = s.getDonated(),
		                 .used    = s.getUsed() }; });
}


std::vector<Log_line> Control::decode(capnp::List<Protocol::LogLine>::Reader in)
{
	return list<Log_line>(in, MAX_LIST, [] (Protocol::LogLine::Reader l) {
		return Log_line { .number  = l.getNumber(),
		                  .time_us = l.getTimeUs(),
		                  .text    = decode_text(l.getText()) }; });
}
