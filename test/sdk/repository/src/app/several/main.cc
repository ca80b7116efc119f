/*
 * \brief  Component of several files and languages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/log.h>
#include <greeting/greeting.h>

#include "config.h"

#if !defined(GREETING_IS_IMPORTED) || FOR_ALL + FOR_CXX + FOR_MAIN != 6
#error "options are missing"
#endif

extern "C" {

	int part_of_the_whole(int);
	int answer();

	extern char const _binary_text_txt_start[];
	extern char const _binary_text_txt_end[];
}

int from_include();


Genode::size_t Component::stack_size() { return 16*1024; }


void Component::construct(Genode::Env &)
{
	using namespace Genode;

	Greeting::greet(PLATFORM);

	size_t const len = _binary_text_txt_end - _binary_text_txt_start;

	log("text: ", Cstring(_binary_text_txt_start, len));
	log("numbers: ", part_of_the_whole(from_include()), " ", answer());
	log("--- sdk_several is done ---");
}
