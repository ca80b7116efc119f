/*
 * \brief  ROM module
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__ROM_MODULE_H_
#define _CORE__ROM_MODULE_H_

#include <memory>
#include <mutex>
#include <string>

#include <core/content_index.h>
#include <host/arena.h>
#include <kernel/abi/layout.h>

namespace Core { class Rom_module; }


/**
 * Content of a ROM module, shared by all dataspaces of the module
 */
class Core::Rom_module
{
	private:

		std::once_flag mutable                       _indexed { };
		std::unique_ptr<Content_index const> mutable _index   { };

	public:

		std::string  const name;
		size_t       const content_size;   /* bytes of the file */
		uint64_t     const hash;           /* XXH3 of the content */
		Host::Memory const memory;         /* zero behind the content */

		Rom_module(std::string const &name, size_t content_size, uint64_t hash, Host::Memory &&memory)
		: name(name), content_size(content_size), hash(hash), memory(std::move(memory)) { }

		size_t num_pages() const { return memory.size()/Kernel::Abi::PAGE_SIZE; }

		/** Return index of the pages, which is created when it is needed first */
		Content_index const &index() const
		{
			std::call_once(_indexed, [&] {
				_index = std::make_unique<Content_index const>(memory.data(), num_pages()); });

			return *_index;
		}
};

#endif /* _CORE__ROM_MODULE_H_ */
