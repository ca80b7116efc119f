/*
 * \brief  Fills memory with a pattern, changes and verifies it continuously
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/log.h>
#include <pace.h>
#include <pages.h>
#include <util/misc_math.h>

namespace Memory { struct Main; }


struct Memory::Main
{
	enum { SIZE = 16*1024*1024, DATASPACE_SIZE = 16*1024*1024, DIRTY = 64, SAMPLE = 1024 };

	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Xml_node         const xml    { config.xml() };

	Pages pages { env, xml.attribute_value("size",           Number_of_bytes(SIZE)),
	                   xml.attribute_value("dataspace_size", Number_of_bytes(DATASPACE_SIZE)) };

	size_t const dirty  { min(pages.num_pages(), xml.attribute_value("dirty",  (size_t)DIRTY)) };
	size_t const sample { min(pages.num_pages(), xml.attribute_value("sample", (size_t)SAMPLE)) };

	Recap::Pace pace { env, xml.attribute_value("period_ms", 1000U) };

	unsigned generation  = 1;
	size_t   next_sample = 0;

	/* pages to be written are spread, those of two generations rarely overlap */
	size_t dirty_page(size_t i) const
	{
		size_t const stride = max((size_t)1, pages.num_pages()/max((size_t)1, dirty));

		return (i*stride + generation) % pages.num_pages();
	}

	bool verify_generation()
	{
		bool ok = true;
		for (size_t i = 0; i < dirty; i++)
			ok &= pages.verify(dirty_page(i));

		for (size_t i = 0; i < sample; i++) {
			ok &= pages.verify(next_sample);
			next_sample = (next_sample + 1) % pages.num_pages();
		}
		return ok;
	}

	explicit Main(Env &env) : env(env)
	{
		for (size_t i = 0; i < pages.num_pages(); i++)
			pages.write(i, generation);

		log("memory: ", pages.num_pages(), " pages filled");

		for (;;) {
			pace.wait();
			generation++;

			for (size_t i = 0; i < dirty; i++)
				pages.write(dirty_page(i), generation);

			if (verify_generation())
				log("memory: generation ", generation, " verified");
		}
	}
};


void Component::construct(Genode::Env &env) { static Memory::Main main(env); }
