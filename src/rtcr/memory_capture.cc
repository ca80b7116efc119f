/*
 * \brief  Copying of the memory of components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <core/ram_session.h>
#include <rtcr/memory_capture.h>

using namespace Rtcr;
using Kernel::Abi::PAGE_SIZE;

using From = Host::Write_search::From;


namespace {

	/* rounds end if there are no more pages than this to copy */
	constexpr uint64_t FEW_PAGES = 64;

	constexpr unsigned MAX_ROUNDS = 8, MAX_ROUNDS_FOR_BUDGET = 32;

	/* pages that are accessed before the pause, without tracking all count as written */
	constexpr uint64_t MAX_ACCESSED = 1024;

	/* pages that may get content for the first time while the components stand still */
	constexpr uint64_t SPARE_PAGES = 1024;

	Memory_images::Processes own_processes(Component_set const &set)
	{
		Memory_images::Processes own;

		for (Core::Pd_session_component const * const pd : set.pds())
			if (Host::Process * const process = pd->task().process())
				own.emplace_back(*process);

		return own;
	}
}


Memory_capture::Targets Memory_capture::_targets(Component_set::Ram_dataspaces const &dataspaces) const
{
	Targets targets;
	targets.reserve(dataspaces.size());

	for (Core::Ram_dataspace * const ds : dataspaces)
		targets.push_back({ _images.image(ds->kernel_object().id(), *ds->memory()),
		                    ds->memory()->shared() });
	return targets;
}


uint64_t Memory_capture::_written(Targets const &targets) const
{
	uint64_t sum = 0;
	for (Target const &target : targets)
		sum += target.image->written().count();
	return sum;
}


/*
 * What happened since the last checkpoint is likely to happen again
 */
uint64_t Memory_capture::_expected(Targets const &targets) const
{
	uint64_t sum = _written(targets);
	for (Target const &target : targets)
		sum += target.image->last_updates();
	return sum;
}


/*
 * Pages that are not there are not looked at, because that would bring them
 * into being
 */
void Memory_capture::_copy(Target &target, Batch_fn const &fn)
{
	Memory_image &image = *target.image;

	if (!image.written().count())
		return;

	_batch.reserve(Memory_image::BATCH);
	_batch.clear();

	auto flush = [&] {
		if (!_batch.empty())
			fn(target);
		_batch.clear();
	};

	auto copy = [&] (uint64_t page) {
		_batch.push_back(uint32_t(page));
		if (_batch.size() == Memory_image::BATCH)
			flush();
	};

	image.written().for_each_run([&] (uint64_t first, uint64_t count) {

		for (uint64_t page = first; page < first + count; ) {

			if (image.exists(page)) {
				copy(page++);
				continue;
			}

			uint64_t end = page + 1;
			while (end < first + count && !image.exists(end))
				end++;

			target.memory.for_each_used(page*PAGE_SIZE, (end - page)*PAGE_SIZE,
				[&] (uint64_t offset, size_t size) {
					for (uint64_t i = 0; i < size/PAGE_SIZE; i++)
						copy(offset/PAGE_SIZE + i); });
			page = end;
		}
	});
	flush();
	image.written().clear();
}


void Memory_capture::_copy(Targets &targets, Progress const &progress)
{
	Progress_meter meter(progress, Stage::COPY, _written(targets));

	/* what is not there is passed by at once */
	uint64_t end = 0;

	for (Target &target : targets) {
		end += target.image->written().count();
		_copy(target, [&] (Target &target) {
			_copied += target.image->update(_batch, target.memory.data());
			meter.advance(_batch.size());
		});
		meter.reach(end);
	}
}


/*
 * If there is no room for copies, those pages leave room that turn out to be
 * the same
 */
void Memory_capture::_copy_unseen(Target &target)
{
	Memory_image &image = *target.image;

	try { image.copy(_batch, target.memory.data()); }
	catch (Host::Page_pool::Exhausted const &) {
		(void)image.complete_copies();
		(void)image.update(_batch, target.memory.data());
	}
	_paused_pages += _batch.size();
}


/*
 * Find out what needed to be copied
 */
void Memory_capture::_complete_copies()
{
	if (_inventory)
		for (Target &target : _inventory->targets)
			(void)target.image->complete_copies();
}


/*
 * Access pages that are going to be copied in the pause, but were not copied of
 * late, because the first access takes longer than the copy
 */
void Memory_capture::_access_in_advance(Targets const &targets, Host::Write_search::Parts const &parts)
{
	uint64_t accessed = 0;

	auto access = [&] (Target const &target, uint64_t page) {
		(void)*static_cast<char volatile const *>(target.memory.data() + page*PAGE_SIZE);
		accessed++;
	};

	for (Target const &target : targets) {

		Memory_image const &image = *target.image;
		uint64_t     const  base  = image.offset(), size = image.size()*PAGE_SIZE;

		for (Host::Write_search::Part const &part : parts) {

			uint64_t const start = std::max(part.offset, base);
			uint64_t const end   = std::min(part.offset + part.size, base + size);

			if (start >= end)
				continue;

			for (uint64_t page = (start - base)/PAGE_SIZE; page < (end - base)/PAGE_SIZE; page++)
				if (accessed < MAX_ACCESSED && image.long_unchanged(page))
					access(target, page);
		}
	}
}


/*
 * Most pages that are written are those that were written before. So what is
 * found now is likely to be all that is to be found in the pause.
 */
void Memory_capture::_look_ahead(Kernel::Lock_guard &lock, Component_set const &set, Targets const &targets)
{
	Memory_images::Processes const own = own_processes(set);

	lock.unlocked([&] {
		for (Host::Process::Use const &use : own)
			_access_in_advance(targets, Host::Write_search::look_ahead(use.process())); });
}


uint64_t Memory_capture::precopy(Kernel::Lock_guard &lock, Set_fn const &set_fn, Aim const &aim)
{
	auto reserve = [&] (uint64_t pages) {
		lock.unlocked([&] { _images.pool().reserve(2*pages + SPARE_PAGES); });
		return pages;
	};

	if (aim.tolerated_pages) {
		Targets  const targets  = _targets(set_fn().ram_dataspaces());
		uint64_t const expected = _expected(targets);

		if (expected <= aim.tolerated_pages && aim.fits(expected)) {
			reserve(aim.tolerated_pages);
			_look_ahead(lock, set_fn(), targets);
			return expected;
		}
	}

	uint64_t previous = ~0ull, copied = 0;

	while (_rounds < MAX_ROUNDS_FOR_BUDGET) {

		Targets                  targets;
		Memory_images::Processes processes;
		{
			auto const dataspaces = set_fn().ram_dataspaces();
			targets   = _targets(dataspaces);
			processes = Memory_images::processes(dataspaces);
		}

		lock.unlocked([&] {
			uint64_t const before = _copied;
			_images.find_written(processes, Memory_images::Renewal::FULL);
			_copy(targets, _progress);
			copied = _copied - before;
		});

		_rounds++;

		/* in the time of a round, about as much is written as in the one before */
		bool const settled = copied <= FEW_PAGES || copied > previous/2 || _rounds >= MAX_ROUNDS;

		if (settled && (aim.fits(copied) || !aim.fits(0)))
			break;

		previous = copied;
	}
	return reserve(copied);
}


/*
 * What was found must not get lost if the capture fails
 */
Memory_capture::~Memory_capture()
{
	_complete_copies();
	_finish_search();
	_images.assistant().rest();
}


void Memory_capture::find_dataspaces(Component_set const &set)
{
	if (_inventory && _inventory->set == set.version() && _inventory->changes == _system.memory_changes())
		return;

	_inventory.reset();

	Component_set::Objects              known      = set.dataspaces();
	Component_set::Ram_dataspaces const dataspaces = set.ram_dataspaces(known);
	Targets                             targets    = _targets(dataspaces);

	for (Target const &target : targets)
		target.image->reserve_copies(std::min(target.image->size(), SPARE_PAGES));

	Memory_images::Processes own = own_processes(set), others;

	auto is_own = [&] (Host::Process const &process) {
		return std::ranges::any_of(own, [&] (Host::Process::Use const &use) {
			return &use.process() == &process; }); };

	for (Host::Process::Use &use : Memory_images::processes(dataspaces))
		if (!is_own(use.process()))
			others.push_back(std::move(use));

	std::list<Host::Write_search> searches;
	for (Host::Process::Use const &use : own)
		searches.emplace_back(use.process());

	_found.reserve(SPARE_PAGES);
	_batch.reserve(Memory_image::BATCH);

	_inventory.emplace(Inventory { .set        = set.version(),
	                               .changes    = _system.memory_changes(),
	                               .dataspaces = std::move(known),
	                               .targets    = std::move(targets),
	                               .own        = std::move(own),
	                               .others     = std::move(others),
	                               .searches   = std::move(searches) });
}


void Memory_capture::begin_search()
{
	for (Host::Write_search &search : _inventory->searches)
		search.begin(Memory_images::Renewal::LAZY);

	auto any = [&] (auto const &condition) {
		return std::ranges::any_of(_inventory->searches, condition); };

	/* what is found is about to be copied */
	if (any(&Host::Write_search::promising))
		_images.assistant().rouse();

	if (any(&Host::Write_search::pending))
		_images.assistant().begin([this] { _search(From::END); });
}


void Memory_capture::_search(From from)
{
	for (Host::Write_search &search : _inventory->searches)
		if (search.begun())
			search.execute(from);
}


void Memory_capture::_finish_search()
{
	if (!_inventory || std::ranges::none_of(_inventory->searches, &Host::Write_search::begun))
		return;

	_search(From::START);
	_images.assistant().finish();

	for (Host::Write_search &search : _inventory->searches)
		if (search.begun())
			search.finish(_found);

	_images.written(_found);
}


/*
 * Others, who run on, are asked as late as possible: what they wrote before they
 * answered a question belongs to the checkpoint.
 */
void Memory_capture::copy_written(Stopwatch &stopwatch)
{
	_finish_search();
	_images.find_written(_inventory->others, Memory_images::Renewal::LAZY);
	stopwatch.lap("written pages");

	for (Target &target : _inventory->targets)
		_copy(target, [&] (Target &target) { _copy_unseen(target); });

	_images.assistant().rest();

	_paused_us = stopwatch.lap("copy");
}


void Memory_capture::record(Capture &capture)
{
	for (Index i = 0; i < capture.ram_dataspaces.size(); i++) {

		Core::Ram_dataspace &ds  = *capture.ram_dataspaces[i];
		Ram_dataspace       &out = capture.snapshot.ram_dataspaces[i];

		out.id   = ds.kernel_object().id();
		out.size = ds.memory()->size();

		_recorded.push_back(_images.image(out.id, *ds.memory()));
	}
}


std::vector<Memory_version> Memory_capture::commit()
{
	_complete_copies();

	std::vector<Memory_version> versions;
	for (std::shared_ptr<Memory_image> const &image : _recorded) {
		versions.push_back(_images.commit(image));

		_changed  += image->last_updates();
		_repeated += image->last_repeated();
	}

	if (_inventory)
		for (Host::Process::Use const &use : _inventory->own)
			use.process().rest_unwritten();

	return versions;
}
