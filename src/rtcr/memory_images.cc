/*
 * \brief  Copies of the dataspaces that were captured so far
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <set>

#include <core/ram_session.h>
#include <core/region_map.h>
#include <rtcr/memory_images.h>

using namespace Rtcr;
using Kernel::Abi::PAGE_SIZE;


void Memory_version::Bin::empty()
{
	std::vector<std::pair<Image, Memory_image::Version>> released;
	{
		std::lock_guard guard(mutex);
		released.swap(versions);
	}
	for (auto const &[image, version] : released)
		image->release(version);
}


Memory_version::~Memory_version()
{
	if (!_image)
		return;

	std::lock_guard guard(_bin->mutex);
	_bin->versions.emplace_back(std::move(_image), _version);
}


Memory_images::Processes Memory_images::processes(Component_set::Ram_dataspaces const &dataspaces)
{
	std::set<Kernel::Task *>                     tasks;
	std::set<Core::Region_map_component const *> seen;

	for (Core::Ram_dataspace const * const ds : dataspaces)
		for (Core::Region_map_component const * const rm : ds->users())
			if (seen.insert(rm).second)
				rm->for_each_task([&] (Kernel::Task &task) { tasks.insert(&task); });

	Processes result;
	for (Kernel::Task * const task : tasks)
		if (Host::Process * const process = task->process())
			result.emplace_back(*process);

	return result;
}


/*
 * Pages are counted as written in the image of the memory they belong to,
 * which need not be one of the components that are being captured.
 */
void Memory_images::_written(uint64_t offset, uint64_t size)
{
	uint64_t const end = offset + size;

	auto it = _by_offset.upper_bound(offset);
	if (it != _by_offset.begin())
		--it;

	for (; it != _by_offset.end() && it->first < end; ++it) {

		Memory_image  &image = *it->second;
		uint64_t const start = std::max(offset, it->first);
		uint64_t const stop  = std::min(end, it->first + image.size()*PAGE_SIZE);

		if (start < stop)
			image.written().add((start - it->first)/PAGE_SIZE, (stop - start)/PAGE_SIZE);
	}
}


void Memory_images::_written(Host::Write_search::Parts const &parts)
{
	for (Host::Write_search::Part const &part : parts)
		_written(part.offset, part.size);
}


void Memory_images::written(Host::Write_search::Parts const &parts)
{
	_written(parts);
	_tracking.for_each_lost([&] (uint64_t offset, uint64_t size) { _written(offset, size); });
}


void Memory_images::find_written(Processes const &processes, Renewal renewal)
{
	using From = Host::Write_search::From;

	_tracking.activate();

	for (Host::Process::Use const &use : processes) {

		Host::Write_search        search(use.process());
		Host::Write_search::Parts found;

		search.begin(renewal);
		if (search.shareable())
			assistant().begin([&] { search.execute(From::END); }, search.expected_time());

		search.execute(From::START);
		assistant().finish();
		search.finish(found);

		_written(found);
	}

	_tracking.for_each_lost([&] (uint64_t offset, uint64_t size) { _written(offset, size); });
}


Memory_images::Image Memory_images::existing(Kernel::Object::Id id, Host::Memory const &memory) const
{
	auto const it = _images.find(id);

	return it != _images.end() && it->second->offset() == memory.offset() ? it->second : nullptr;
}


void Memory_images::_forget(std::map<Kernel::Object::Id, Image>::iterator it)
{
	/* the memory may belong to another dataspace by now */
	auto const by_offset = _by_offset.find(it->second->offset());
	if (by_offset != _by_offset.end() && by_offset->second == it->second)
		_by_offset.erase(by_offset);

	_images.erase(it);
}


/*
 * Images of dataspaces that do not exist anymore would hide a new one whose
 * memory has the same place
 */
void Memory_images::_forget_range(uint64_t offset, uint64_t size)
{
	for (auto it = _images.begin(); it != _images.end(); ) {
		auto const current = it++;

		Memory_image const &image = *current->second;
		if (image.offset() < offset + size && offset < image.offset() + image.size()*PAGE_SIZE)
			_forget(current);
	}
}


Memory_images::Image Memory_images::image(Kernel::Object::Id id, Host::Memory const &memory)
{
	if (Image image = existing(id, memory))
		return image;

	/* the dataspace may have got other memory */
	if (auto const it = _images.find(id); it != _images.end())
		_forget(it);

	_tracking.activate();

	auto image = std::make_shared<Memory_image>(_bin->pool, memory.offset(), memory.size()/PAGE_SIZE);

	memory.for_each_used([&] (uint64_t offset, size_t size) {
		image->exist(offset/PAGE_SIZE, size/PAGE_SIZE); });

	_forget_range(memory.offset(), memory.size());

	_images[id] = image;
	_by_offset[memory.offset()] = image;
	return image;
}


void Memory_images::clean_up(Kernel::System const &system)
{
	_bin->empty();

	for (auto it = _images.begin(); it != _images.end(); ) {
		auto const current = it++;
		if (!system.find_object(current->first))
			_forget(current);
	}
}
