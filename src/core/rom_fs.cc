/*
 * \brief  ROM modules
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>
#include <span>

#include <xxhash.h>

#include <core/rom_fs.h>
#include <host/file.h>

using namespace Core;


/*
 * A name must not lead out of the directories
 */
bool Rom_fs::_valid_name(std::string const &name)
{
	return !name.empty() && name != "." && name != ".."
	    && name.find('/') == std::string::npos
	    && name.find('\0') == std::string::npos;
}


std::shared_ptr<Rom_module const> Rom_fs::_load(std::string const &name,
                                                Host::File const &file, size_t capacity) const
{
	/* an empty module has a page nevertheless, so that it can be attached */
	Host::Memory memory = _arena.allocate(std::max<size_t>(capacity, 1));

	size_t const size = file.pread_all(std::as_writable_bytes(std::span(memory.data(), capacity)), 0);

	uint64_t const hash = XXH3_64bits(memory.data(), size);

	return std::make_shared<Rom_module const>(name, size, hash, std::move(memory));
}


/*
 * Drop modules that nobody uses, those first that were used longest ago
 */
void Rom_fs::_forget_unused(size_t max)
{
	for (;;) {
		size_t total  = 0;
		auto   oldest = _loaded.end();

		for (auto it = _loaded.begin(); it != _loaded.end(); ++it) {
			if (it->second.in_use())
				continue;

			total += it->second.module->memory.size();
			if (oldest == _loaded.end() || it->second.used_at < oldest->second.used_at)
				oldest = it;
		}
		if (total <= max)
			return;

		_loaded.erase(oldest);
	}
}


std::shared_ptr<Rom_module const> Rom_fs::_loaded_or_load(std::string const &name,
                                                          std::filesystem::path const &path)
{
	Host::File           const file(path, Host::File::Mode::READ);
	Host::File::Identity const identity = file.identity();

	if (auto const it = _loaded.find(name); it != _loaded.end() && it->second.identity == identity) {
		it->second.used_at = ++_uses;
		return it->second.module;
	}
	_loaded.erase(name);
	_forget_unused(UNUSED_MAX);

	std::shared_ptr<Rom_module const> module;

	try { module = _load(name, file, identity.size); }
	catch (Host::Arena::Out_of_memory const &) {
		_forget_unused(0);
		module = _load(name, file, identity.size);
	}
	_loaded[name] = { identity, module, ++_uses };
	return module;
}


void Rom_fs::provide(std::string const &name, std::string const &content)
{
	Host::Memory memory = _arena.allocate(std::max<size_t>(content.size(), 1));

	memcpy(memory.data(), content.data(), content.size());

	uint64_t const hash = XXH3_64bits(content.data(), content.size());

	_builtin[name] = std::make_shared<Rom_module const>(name, content.size(), hash, std::move(memory));
}


std::shared_ptr<Rom_module const> Rom_fs::module(std::string const &name)
{
	if (!_valid_name(name))
		return nullptr;

	if (auto const it = _builtin.find(name); it != _builtin.end())
		return it->second;

	if (auto const it = _loaded.find(name); it != _loaded.end() && it->second.in_use()) {
		it->second.used_at = ++_uses;
		return it->second.module;
	}

	for (std::filesystem::path const &directory : _directories) {

		std::filesystem::path const path = directory / name;

		std::error_code error;
		if (!std::filesystem::is_regular_file(path, error))
			continue;

		return _loaded_or_load(name, path);
	}
	_loaded.erase(name);
	return nullptr;
}
