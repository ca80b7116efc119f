/*
 * \brief  Component with much initialised data, of which it changes little
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/log.h>

#include <pace.h>

namespace Initialised {

	using namespace Genode;

	enum { PAGES = 96, CHANGED_PAGES = 8, PAGE_WORDS = 512, WORDS = PAGES*PAGE_WORDS };

	/* word i is (i + 1)*FACTOR */
	static constexpr unsigned long FACTOR = 0x9e3779b97f4a7c15;
}


extern unsigned long initialised_words[Initialised::WORDS];

asm (".pushsection .data\n"
     ".balign 4096\n"
     "initialised_words:\n"
     ".set value, 0\n"
     ".rept 96*512\n"
     ".set value, value + 0x9e3779b97f4a7c15\n"
     ".quad value\n"
     ".endr\n"
     ".size initialised_words, . - initialised_words\n"
     ".popsection\n");


namespace Initialised {

	/**
	 * Return number of the first page that is not as it should be, PAGES if there is none
	 *
	 * \param generation  the first word of each changed page has it in addition
	 */
	unsigned damaged_page(unsigned long generation)
	{
		unsigned long volatile const *words = initialised_words;

		for (unsigned i = 0; i < WORDS; i++) {

			unsigned const page  = i/PAGE_WORDS;
			bool     const first = i % PAGE_WORDS == 0 && page < CHANGED_PAGES;

			if (words[i] != (i + 1)*FACTOR + (first ? generation : 0))
				return page;
		}
		return PAGES;
	}

	void change(unsigned long generation)
	{
		for (unsigned page = 0; page < CHANGED_PAGES; page++) {

			unsigned const i = page*PAGE_WORDS;
			initialised_words[i] = (i + 1)*FACTOR + generation;
		}
	}
}


void Component::construct(Genode::Env &env)
{
	using namespace Initialised;

	static Recap::Pace pace { env, 10 };

	for (unsigned long generation = 1; ; generation++) {

		change(generation);

		unsigned const page = damaged_page(generation);
		if (page == PAGES)
			log("generation ", generation, " intact");
		else
			error("page ", page, " is damaged in generation ", generation);

		pace.wait();
	}
}
