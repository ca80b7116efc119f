/*
 * \brief  Process whose writes are tracked, and images of its memory
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__UNIT__RTCR__TRACKED_PROCESS_H_
#define _TEST__UNIT__RTCR__TRACKED_PROCESS_H_

#include <array>
#include <random>

#include <gtest/gtest.h>

#include <rtcr/memory_images.h>

#include "support.h"

namespace Tracking_test {

	using namespace Host_test;
	using Rtcr::Memory_images;

	using Method = Write_tracking::Method;

	constexpr size_t IMAGE_LIMIT = 256u << 20;

	struct Target
	{
		Write_tracking tracking;
		Nucleus        nucleus { };
		Component      component { enabled(nucleus, tracking) };
		size_t const   size;
		Memory         memory   = nucleus.arena.allocate(size);
		Memory_images  images { tracking, IMAGE_LIMIT };
		std::mt19937   random { 1 };

		std::shared_ptr<Recorder> recorder = std::make_shared<Recorder>();

		static Nucleus &enabled(Nucleus &nucleus, Write_tracking &tracking)
		{
			nucleus.env.tracking = &tracking;
			return nucleus;
		}

		explicit Target(Method method, size_t size = SCATTER_SIZE) : tracking(method), size(size)
		{
			map();
			write_at(0);
			component.process.carrier(0).start(component.registers(code_scatter), "scatter", recorder);
			component.process.flush();
		}

		Process &process() { return component.process; }

		void map() { process().map({ SCATTER, size, memory.offset(), true, false }); }

		/* let the program write to the 4 MiB that begin there */
		void write_at(uint64_t offset) { std::atomic_ref(component.word(2)).store(SCATTER + offset); }

		/* mappings vanish and come back in pieces, at other places as well */
		void change_mappings()
		{
			process().unmap(SCATTER + (random() % 512)*4096, (1 + random() % 512)*4096);
			process().map({ 0x8000000, 64*4096, memory.offset() + 128*4096, true, false });
			map();
			ASSERT_TRUE(process().flush());
		}

		void on_entry(std::function<void ()> const &action)
		{
			std::lock_guard const guard(recorder->mutex);
			recorder->action = action;
		}

		void start_writes(uint64_t count) { std::atomic_ref(component.word(0)).store(count); }

		void finish_writes()
		{
			while (component.value(0) != 0)
				std::this_thread::yield();
		}

		Rtcr::Memory_image &image() { return *images.image(1, memory); }

		/* number of pages that count as written */
		uint64_t update(Memory_images::Renewal renewal = Memory_images::Renewal::FULL)
		{
			Memory_images::Processes processes;
			processes.emplace_back(process());

			Rtcr::Memory_image &image = this->image();
			images.find_written(processes, renewal);

			uint64_t const count = image.written().count();
			image.written().for_each_run([&] (uint64_t first, uint64_t count) {
				for (uint64_t page = first; page < first + count; page++)
					image.update(std::array { uint32_t(page) }, memory.data()); });
			image.written().clear();
			return count;
		}

		/** Whether there was something to search, and to find */
		struct Outcome { bool pending, found; };

		Outcome search(Memory_images::Renewal renewal)
		{
			Write_search::Parts found { };
			Write_search        search(process());

			search.begin(renewal);
			bool const pending = search.pending();
			search.execute(Write_search::From::START);
			search.finish(found);
			return { pending, !found.empty() };
		}

		bool image_equals_memory()
		{
			static char const zeros[4096] { };

			for (uint64_t page = 0; page < size/4096; page++) {
				char const * const content = image().content(page);
				if (memcmp(content ? content : zeros, memory.data() + page*4096, 4096) != 0)
					return false;
			}
			return true;
		}
	};

	inline bool available(Method method)
	{
		return method == Method::COMPARISON
		    || Write_tracking::best_method() == Method::USERFAULTFD;
	}
}

#endif /* _TEST__UNIT__RTCR__TRACKED_PROCESS_H_ */
