/*
 * \brief  Sequence of snapshots of the same components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/snapshot_series.h>

#include <algorithm>
#include <chrono>

#include <cli/snapshot_access.h>
#include <host/interruption.h>

using namespace Cli;


namespace {

	/* snapshots that are based on each other, whatever their size */
	constexpr size_t MAX_CHANGES = 64;

	/* if there was no way to make a full one, the system gives all pages anew */
	constexpr size_t LIMIT = 4*MAX_CHANGES - 8;

	static_assert(LIMIT < Store::MAX_CHAIN_DEPTH);

	/* snapshots between attempts to make a full one */
	constexpr size_t PATIENCE = 16;

	/* part of the size of a full snapshot that changes may take */
	constexpr uint64_t CHANGED_PART = 2;

	/* bytes of changes that do not matter */
	constexpr uint64_t FEW_CHANGES = 4u << 20;
}


Snapshot_series::Snapshot_series(std::filesystem::path const &directory,
                                 Store::Write_options const &options, size_t keep)
:
	_catalogue(directory), _options(options), _keep(std::max<size_t>(keep, 1))
{ }


Snapshot_series::~Snapshot_series()
{
	if (_compaction.valid())
		_compaction.wait();
}


size_t Snapshot_series::_full_member(size_t index) const
{
	while (index > 0 && !_members[index].full)
		index--;

	return index;
}


bool Snapshot_series::_worth_compacting() const
{
	size_t const full = _full_member(_members.size() - 1);

	uint64_t changed = 0;
	for (size_t i = full + 1; i < _members.size(); i++)
		changed += _members[i].size;

	return changed > std::max(_members[full].size/CHANGED_PART, FEW_CHANGES) || _depth() >= MAX_CHANGES;
}


void Snapshot_series::_begin_compaction()
{
	_compacted = _members.back().id;

	Host::Undisturbed_threads const undisturbed;

	_compaction = std::async(std::launch::async,
	                         [directory = _catalogue.directory(), id = _compacted, options = _options] {
		return Store::Catalogue(directory).compact(id, options).size; });
}


void Snapshot_series::_end_compaction()
{
	_patience = PATIENCE;
	uint64_t const size = _compaction.get();
	_patience = 0;

	for (Member &member : _members)
		if (member.id == _compacted) {
			member.full = true;
			member.size = size;
		}
}


/*
 * What is removed is a chain from its end, so whoever is killed meanwhile
 * leaves no orphan
 */
void Snapshot_series::_prune()
{
	size_t const first_kept   = _members.size() - std::min(_keep, _members.size());
	size_t const first_needed = _full_member(first_kept);

	for (size_t i = first_needed; i > 0; i--) {
		_catalogue.remove(_members[i - 1].id);
		_members.erase(_members.begin() + ptrdiff_t(i - 1));
	}
}


uint64_t Snapshot_series::base() const { return _depth() < LIMIT ? _base : 0; }


Snapshot_series::Added Snapshot_series::add(Control::Checkpoint_result const &result)
{
	bool const full = !result.base || _members.empty();

	auto const id   = Store::Snapshot_id::random();
	auto const path = _catalogue.path(id);

	Added added { path, save_checkpoint(result, path, _options, id,
	                                    full ? Store::Snapshot_id { } : _members.back().id) };
	_catalogue.add(path);

	_members.push_back({ .id = id, .full = full, .size = added.header.file_size });
	_base = result.number;

	if (_patience)
		_patience--;

	return added;
}


std::optional<Snapshot_series::Step>
Snapshot_series::advance(Control::Handler &system, std::vector<std::string> const &components,
                         Control::Checkpoint_options options)
{
	options.base = base();

	auto result = system.checkpoint(components, { }, options);

	if (result.number && result.number == options.base)
		return std::nullopt;

	auto added = add(result);
	return Step { std::move(result), std::move(added) };
}


void Snapshot_series::tidy_up()
{
	using namespace std::chrono_literals;

	if (_compaction.valid()) {

		if (_compaction.wait_for(0s) != std::future_status::ready)
			return;

		_end_compaction();
	}
	if (_members.empty())
		return;

	_prune();

	if (!_patience && _worth_compacting())
		_begin_compaction();
}
