/*
 * \brief  ELF binary
 *
 * Used by core for loading init and by parents for loading their children.
 * See the "System V Application Binary Interface" for the format.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__BASE__ELF_H_
#define _LIB__BASE__ELF_H_

#include <base/stdint.h>

namespace Genode { class Elf_binary; }


/**
 * Executable for x86_64 in memory
 *
 * All positions are checked against the size of the binary. The content may
 * come from anywhere.
 */
class Genode::Elf_binary
{
	public:

		struct Segment
		{
			addr_t addr;        /* page-aligned */
			size_t size;        /* in memory, multiple of the page size */
			addr_t offset;      /* within the file, page-aligned */
			size_t file_size;   /* bytes from the file, the rest is zero */
			bool   writable;
			bool   executable;
		};

	private:

		enum { PAGE_SIZE = 4096 };
		enum { TYPE_EXEC = 2, MACHINE_X86_64 = 62, SEGMENT_LOAD = 1, SEGMENT_INTERP = 3 };
		enum { FLAG_X = 1, FLAG_W = 2 };

		/* upper bound that no sensible binary reaches */
		enum { MAX_SEGMENTS = 64 };

		struct Header
		{
			uint8_t  ident[16];
			uint16_t type, machine;
			uint32_t version;
			uint64_t entry, program_headers, section_headers;
			uint32_t flags;
			uint16_t header_size, program_header_size, num_program_headers,
			         section_header_size, num_section_headers, string_table;
		};

		struct Program_header
		{
			uint32_t type, flags;
			uint64_t offset, addr, phys_addr, file_size, mem_size, align;
		};

		char const * const _base;
		size_t       const _size;

		Header const &_header() const { return *(Header const *)_base; }

		bool _valid_header() const
		{
			if (_size < sizeof(Header))
				return false;

			Header const &h = _header();
			bool const elf_64_little_endian =
				h.ident[0] == 0x7f && h.ident[1] == 'E' && h.ident[2] == 'L' && h.ident[3] == 'F'
			 && h.ident[4] == 2 && h.ident[5] == 1;

			return elf_64_little_endian && h.machine == MACHINE_X86_64
			    && h.program_header_size == sizeof(Program_header)
			    && h.num_program_headers > 0 && h.num_program_headers <= MAX_SEGMENTS
			    && h.program_headers % sizeof(uint64_t) == 0
			    && h.program_headers <= _size
			    && h.num_program_headers*sizeof(Program_header) <= _size - h.program_headers;
		}

		Program_header const &_program_header(unsigned i) const
		{
			return ((Program_header const *)(_base + _header().program_headers))[i];
		}

		bool _valid_segment(Program_header const &p) const
		{
			uint64_t const limit = 1ull << 47;

			return p.offset <= _size && p.file_size <= _size - p.offset
			    && p.file_size <= p.mem_size
			    && p.addr < limit && p.mem_size < limit
			    && p.addr % PAGE_SIZE == p.offset % PAGE_SIZE;
		}

		bool const _valid;

		bool _check() const
		{
			if (!_valid_header())
				return false;

			for (unsigned i = 0; i < _header().num_program_headers; i++)
				if (_program_header(i).type == SEGMENT_LOAD && !_valid_segment(_program_header(i)))
					return false;

			return true;
		}

		bool _has_segment(uint32_t type) const
		{
			for (unsigned i = 0; i < _header().num_program_headers; i++)
				if (_program_header(i).type == type)
					return true;

			return false;
		}

	public:

		/**
		 * Constructor
		 *
		 * \param base  start of the binary, suitably aligned for 64-bit words
		 * \param size  size in bytes
		 */
		Elf_binary(void const *base, size_t size)
		: _base((char const *)base), _size(size), _valid(_check()) { }

		/** Return false if the memory does not hold a proper binary */
		bool valid() const { return _valid; }

		/** Return true if the binary depends on shared objects */
		bool dynamically_linked() const { return _valid && _has_segment(SEGMENT_INTERP); }

		/** Return true if the binary has fixed addresses */
		bool executable() const { return _valid && _header().type == TYPE_EXEC; }

		addr_t entry() const { return _header().entry; }

		/**
		 * Call 'fn' for each 'Segment' to be loaded
		 */
		template <typename FN>
		void for_each_segment(FN const &fn) const
		{
			for (unsigned i = 0; _valid && i < _header().num_program_headers; i++) {

				Program_header const &p = _program_header(i);
				if (p.type != SEGMENT_LOAD || p.mem_size == 0)
					continue;

				addr_t const lead = p.addr % PAGE_SIZE;

				fn(Segment {
					.addr       = p.addr - lead,
					.size       = (p.mem_size + lead + PAGE_SIZE - 1) & ~(size_t)(PAGE_SIZE - 1),
					.offset     = p.offset - lead,
					.file_size  = p.file_size + lead,
					.writable   = (p.flags & FLAG_W) != 0,
					.executable = (p.flags & FLAG_X) != 0 });
			}
		}
};

#endif /* _LIB__BASE__ELF_H_ */
