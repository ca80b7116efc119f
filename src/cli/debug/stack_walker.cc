/*
 * \brief  Stacks of captured threads
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/debug/stack_walker.h>

#include <cstdlib>
#include <cxxabi.h>

#include <elfutils/libdwfl.h>
#include <fmt/format.h>

using namespace Cli;


namespace {

	/* the library wants to know processes and threads by numbers */
	constexpr int ONLY_THREAD = 1;

	std::string demangled(char const *symbol)
	{
		int status = 0;
		std::unique_ptr<char, decltype(&std::free)> const text {
			abi::__cxa_demangle(symbol, nullptr, nullptr, &status), std::free };

		return status == 0 && text ? text.get() : symbol;
	}
}


/**
 * Binary with its debug information, as known to libdw
 */
class Cli::Stack_walker::Debug_info
{
	private:

		Snapshot_memory           &_memory;
		Host::Cpu_registers const *_start = nullptr;
		std::vector<Frame>        *_result = nullptr;

		char          *_no_path = nullptr;
		Dwfl_Callbacks _callbacks { };

		struct Deleter { void operator () (Dwfl *dwfl) const { dwfl_end(dwfl); } };

		std::unique_ptr<Dwfl, Deleter> _dwfl { };

		static Debug_info &_of(void *arg) { return *static_cast<Debug_info *>(arg); }

		static pid_t _next_thread(Dwfl *, void *arg, void **thread_arg)
		{
			if (*thread_arg)
				return 0;

			*thread_arg = arg;
			return ONLY_THREAD;
		}

		static bool _read(Dwfl *, Dwarf_Addr addr, Dwarf_Word *result, void *arg)
		{
			return _of(arg)._memory.read(addr, std::as_writable_bytes(std::span(result, 1)));
		}

		static bool _set_registers(Dwfl_Thread *thread, void *arg)
		{
			Host::Cpu_registers const &r = *_of(arg)._start;

			/* in the order of the DWARF numbers of x86_64 */
			Dwarf_Word const words[] { r.rax, r.rdx, r.rcx, r.rbx, r.rsi, r.rdi, r.rbp, r.sp,
			                           r.r8, r.r9, r.r10, r.r11, r.r12, r.r13, r.r14, r.r15, r.ip };

			return dwfl_thread_state_registers(thread, 0, std::size(words), words);
		}

		static int _add_frame(Dwfl_Frame *frame, void *arg)
		{
			Debug_info &self = _of(arg);

			Dwarf_Addr ip         = 0;
			bool       activation = false;

			if (!dwfl_frame_pc(frame, &ip, &activation) || self._result->size() >= MAX_FRAMES)
				return DWARF_CB_ABORT;

			/* a return address may lie behind the function that ends with the call */
			self._result->push_back(self.frame(ip, activation ? ip : ip - 1));
			return DWARF_CB_OK;
		}

	public:

		Debug_info(Snapshot_memory &memory, std::filesystem::path const &binary) : _memory(memory)
		{
			_callbacks.find_elf        = dwfl_build_id_find_elf;
			_callbacks.find_debuginfo  = dwfl_standard_find_debuginfo;
			_callbacks.section_address = dwfl_offline_section_address;
			_callbacks.debuginfo_path  = &_no_path;

			_dwfl.reset(dwfl_begin(&_callbacks));
			if (!_dwfl)
				return;

			static Dwfl_Thread_Callbacks const thread_callbacks {
				.next_thread           = _next_thread,
				.get_thread            = nullptr,
				.memory_read           = _read,
				.set_initial_registers = _set_registers,
				.detach                = nullptr,
				.thread_detach         = nullptr };

			dwfl_report_begin(_dwfl.get());
			bool const usable = dwfl_report_elf(_dwfl.get(), "binary", binary.c_str(), -1, 0, false);
			dwfl_report_end(_dwfl.get(), nullptr, nullptr);

			if (!usable || !dwfl_attach_state(_dwfl.get(), nullptr, ONLY_THREAD, &thread_callbacks, this))
				_dwfl.reset();
		}

		/**
		 * Describe place in the code
		 *
		 * \param lookup  address within the instruction in question
		 */
		Frame frame(uint64_t ip, uint64_t lookup) const
		{
			Frame result { .ip = ip };

			Dwfl_Module * const module = _dwfl ? dwfl_addrmodule(_dwfl.get(), lookup) : nullptr;
			if (!module)
				return result;

			if (char const * const symbol = dwfl_module_addrname(module, lookup))
				result.function = demangled(symbol);

			Dwfl_Line * const line = dwfl_module_getsrc(module, lookup);
			int               number = 0;

			if (char const * const file = line ? dwfl_lineinfo(line, nullptr, &number, nullptr, nullptr,
			                                                   nullptr) : nullptr)
				result.source = fmt::format("{}:{}", std::filesystem::path(file).filename().string(), number);

			return result;
		}

		std::vector<Frame> frames(Host::Cpu_registers const &registers)
		{
			std::vector<Frame> result { };

			_start  = &registers;
			_result = &result;

			if (_dwfl)
				dwfl_getthread_frames(_dwfl.get(), ONLY_THREAD, _add_frame, this);

			return result;
		}
};


Stack_walker::Stack_walker(Snapshot_memory &memory, std::optional<std::filesystem::path> const &binary)
:
	_memory(memory), _info(binary ? std::make_unique<Debug_info>(memory, *binary) : nullptr)
{ }


Stack_walker::~Stack_walker() { }


std::vector<Stack_walker::Frame> Stack_walker::_by_frame_pointers(Host::Cpu_registers const &registers)
{
	std::vector<Frame> result { { .ip = registers.ip } };

	for (uint64_t fp = registers.rbp; fp && result.size() < MAX_FRAMES; ) {

		struct { uint64_t fp, ip; } caller { };

		if (!_memory.read(fp, std::as_writable_bytes(std::span(&caller, 1))) || !caller.ip)
			break;

		result.push_back(_info ? _info->frame(caller.ip, caller.ip - 1) : Frame { .ip = caller.ip });

		/* stacks grow downwards, so callers are above */
		if (caller.fp <= fp)
			break;
		fp = caller.fp;
	}
	return result;
}


std::vector<Stack_walker::Frame> Stack_walker::frames(Host::Cpu_registers const &registers)
{
	if (_info)
		if (auto result = _info->frames(registers); !result.empty())
			return result;

	auto result = _by_frame_pointers(registers);
	if (_info)
		result[0] = _info->frame(registers.ip, registers.ip);
	return result;
}
