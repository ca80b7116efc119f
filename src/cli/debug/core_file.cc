/*
 * \brief  ELF core files for debuggers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/debug/core_file.h>

#include <algorithm>
#include <array>
#include <cstring>

#include <gelf.h>

#include <cli/debug/core_notes.h>
#include <cli/memory_map.h>
#include <cli/snapshot_caps.h>
#include <cli/state_names.h>
#include <store/temporary_file.h>

using namespace Cli;

using Store::PAGE_SIZE;


namespace {

	/* number of the first thread, which is the one of the process as well */
	constexpr int FIRST_LWP = 1;

	/* beyond that, programs store the number of segments elsewhere */
	constexpr size_t MAX_SEGMENTS = PN_XNUM - 2;

	int signal_number(Rtcr::Thread const &thread)
	{
		if (thread.state != Kernel::Thread::State::FAULTED)
			return 0;

		/* numbers of the signals of Linux */
		switch (thread.fault.type) {
		case Host::Fault::Type::ILLEGAL_INSTRUCTION: return 4;
		case Host::Fault::Type::BREAKPOINT:          return 5;
		case Host::Fault::Type::BUS_ERROR:           return 7;
		case Host::Fault::Type::ARITHMETIC:          return 8;
		case Host::Fault::Type::PROTECTION:
		case Host::Fault::Type::PAGE_FAULT:          return 11;
		}
		return 0;
	}

	Debugger_state debugger_state(Rtcr::Snapshot const &snapshot) {
		return Debugger_state(Host::Extended_state_layout(snapshot.cpu_features)); }

	class Writer
	{
		private:

			Opened_snapshot        &_opened;
			Rtcr::Pd const         &_pd;
			std::vector<Mapping>    _map { memory_map(_opened.snapshot, _pd) };
			std::vector<Core_thread> _threads { };
			Core_notes              _notes { debugger_state(_opened.snapshot) };

			/* content of the text segment */
			std::vector<std::byte> _text { };
			Mapping const   *const _text_mapping { text_mapping(_opened.snapshot, _map) };

			void _add_threads()
			{
				Rtcr::Snapshot const &snapshot = _opened.snapshot;
				Snapshot_memory       memory(_opened, _pd);

				_notes.add_process(FIRST_LWP, _text_mapping ? rom_reference(snapshot, *_text_mapping).module : "",
				                   pd_label(snapshot, _pd));

				std::vector<Rtcr::Thread const *> threads { };
				for (Rtcr::Thread const &thread : snapshot.threads)
					if (&snapshot.pds[thread.pd] == &_pd)
						threads.push_back(&thread);

				std::ranges::stable_sort(threads, std::greater(), [] (Rtcr::Thread const *thread) {
					return signal_number(*thread); });

				for (Rtcr::Thread const * const thread : threads)
					if (auto const registers = thread_registers(*thread, memory)) {
						int const lwp = FIRST_LWP + int(_threads.size());
						_notes.add_thread(lwp, signal_number(*thread), *registers);
						_threads.push_back({ lwp, thread->name, state_name(thread->state) });
					}
			}

			uint64_t _file_size(Mapping const &mapping) const
			{
				if (mapping.ram())
					return mapping.size;

				return &mapping == _text_mapping && mapping.offset < _text.size()
				     ? std::min(mapping.size, _text.size() - mapping.offset) : 0;
			}

			std::vector<Elf64_Phdr> _segments() const
			{
				uint64_t const headers = sizeof(Elf64_Ehdr) + (_map.size() + 1)*sizeof(Elf64_Phdr);
				uint64_t const notes   = _notes.bytes().size();

				std::vector<Elf64_Phdr> result { { .p_type   = PT_NOTE,
				                                   .p_flags  = 0,
				                                   .p_offset = headers,
				                                   .p_vaddr  = 0, .p_paddr = 0,
				                                   .p_filesz = notes,
				                                   .p_memsz  = 0,
				                                   .p_align  = 4 } };

				auto aligned = [] (uint64_t value) { return (value + PAGE_SIZE - 1)/PAGE_SIZE*PAGE_SIZE; };

				uint64_t offset = aligned(headers + notes);
				for (Mapping const &mapping : _map) {
					result.push_back({ .p_type   = PT_LOAD,
					                   .p_flags  = PF_R | uint32_t(mapping.executable ? PF_X : 0)
					                                    | uint32_t(mapping.ram() ? PF_W : 0),
					                   .p_offset = offset,
					                   .p_vaddr  = mapping.addr, .p_paddr = 0,
					                   .p_filesz = _file_size(mapping),
					                   .p_memsz  = mapping.size,
					                   .p_align  = PAGE_SIZE });
					offset += aligned(_file_size(mapping));
				}
				return result;
			}

			void _write_pages(Host::File &out, Mapping const &mapping, uint64_t offset,
			                  Store::Progress const &progress, uint64_t &done, uint64_t total)
			{
				std::array<std::byte, PAGE_SIZE> page { };

				Rtcr::Ram_dataspace const &ds = _opened.snapshot.ram_dataspaces[mapping.dataspace.index];

				uint64_t const first = mapping.offset/PAGE_SIZE;
				uint64_t const end   = first + mapping.size/PAGE_SIZE;

				for (auto const &run : ds.content)
					for (uint64_t n = std::max(run.first_page, first);
					     n < std::min(run.first_page + run.count, end); n++) {

						/* what is not at hand is left out */
						if (_opened.read_page({ run.data_page + (n - run.first_page) }, page))
							out.pwrite_all(page, offset + (n - first)*PAGE_SIZE);

						done += PAGE_SIZE;
						progress(done, total);
					}
			}

			void _write_memory(Host::File &out, std::vector<Elf64_Phdr> const &segments,
			                   Store::Progress const &progress)
			{
				uint64_t done = 0, total = 0;
				for (Mapping const &mapping : _map)
					total += content_size(_opened.snapshot, mapping);

				for (size_t i = 0; i < _map.size(); i++) {

					uint64_t const offset = segments[i + 1].p_offset;

					if (_map[i].ram())
						_write_pages(out, _map[i], offset, progress, done, total);

					else if (uint64_t const size = segments[i + 1].p_filesz)
						out.pwrite_all(std::span(_text).subspan(_map[i].offset, size), offset);
				}
			}

		public:

			Writer(Opened_snapshot &opened, Rtcr::Pd const &pd,
			       std::optional<std::filesystem::path> const &binary)
			:
				_opened(opened), _pd(pd)
			{
				if (_map.size() > MAX_SEGMENTS)
					_map.resize(MAX_SEGMENTS);

				if (binary) {
					Host::File const file(*binary, Host::File::Mode::READ);
					_text.resize(file.size());
					_text.resize(file.pread_all(_text, 0));
				}
				_add_threads();
			}

			std::vector<Core_thread> const &threads() const { return _threads; }

			void write(Host::File &out, Store::Progress const &progress)
			{
				auto const segments = _segments();

				Elf64_Ehdr header { };
				memcpy(header.e_ident, ELFMAG, SELFMAG);
				header.e_ident[EI_CLASS]   = ELFCLASS64;
				header.e_ident[EI_DATA]    = ELFDATA2LSB;
				header.e_ident[EI_VERSION] = EV_CURRENT;
				header.e_type      = ET_CORE;
				header.e_machine   = EM_X86_64;
				header.e_version   = EV_CURRENT;
				header.e_phoff     = sizeof(header);
				header.e_ehsize    = sizeof(header);
				header.e_phentsize = sizeof(Elf64_Phdr);
				header.e_phnum     = uint16_t(segments.size());

				/* the tail of the last region may be a hole */
				Elf64_Phdr const &last = segments.back();
				out.truncate(last.p_offset + last.p_filesz);

				out.pwrite_all(std::as_bytes(std::span(&header, 1)), 0);
				out.pwrite_all(std::as_bytes(std::span(segments)), sizeof(header));
				out.pwrite_all(std::as_bytes(_notes.bytes()), segments[0].p_offset);

				_write_memory(out, segments, progress);
			}
	};
}


std::vector<Core_thread> Cli::write_core_file(std::filesystem::path const &path, Opened_snapshot &opened,
                                              Rtcr::Pd const &pd,
                                              std::optional<std::filesystem::path> const &binary,
                                              Store::Progress const &progress)
{
	Writer writer(opened, pd, binary);

	Store::Temporary_file file(path);
	writer.write(file.file(), progress);
	file.publish(path, Store::Durability::CACHED);

	return writer.threads();
}
