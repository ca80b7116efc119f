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
                                                std::filesystem::path const &path) const
{
	Host::File const file(path, Host::File::Mode::READ);

	size_t const capacity = file.size();

	/* an empty module has a page nevertheless, so that it can be attached */
	Host::Memory memory = _arena.allocate(std::max<size_t>(capacity, 1));

	size_t const size = file.pread_all(std::as_writable_bytes(std::span(memory.data(), capacity)), 0);

	uint64_t const hash = XXH3_64bits(memory.data(), size);

	return std::make_shared<Rom_module>(name, size, hash, std::move(memory));
}


void Rom_fs::provide(std::string const &name, std::string const &content)
{
	Host::Memory memory = _arena.allocate(std::max<size_t>(content.size(), 1));

	memcpy(memory.data(), content.data(), content.size());

	uint64_t const hash = XXH3_64bits(content.data(), content.size());

	_builtin[name] = std::make_shared<Rom_module>(name, content.size(), hash, std::move(memory));
}


std::shared_ptr<Rom_module const> Rom_fs::module(std::string const &name)
{
	if (!_valid_name(name))
		return nullptr;

	if (auto const it = _builtin.find(name); it != _builtin.end())
		return it->second;

	if (auto const loaded = _loaded[name].lock())
		return loaded;

	for (std::filesystem::path const &directory : _directories) {

		std::filesystem::path const path = directory / name;

		std::error_code error;
		if (!std::filesystem::is_regular_file(path, error))
			continue;

		auto const module = _load(name, path);
		_loaded[name] = module;
		return module;
	}
	_loaded.erase(name);
	return nullptr;
}
