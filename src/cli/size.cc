/*
 * \brief  Sizes and durations as people write them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/size.h>

#include <charconv>

#include <fmt/format.h>

using namespace Cli;


namespace {

	/**
	 * Remove number from the start of 'text'
	 */
	std::optional<uint64_t> take_number(std::string_view &text, int base)
	{
		uint64_t value = 0;

		auto const end    = text.data() + text.size();
		auto const result = std::from_chars(text.data(), end, value, base);

		if (result.ec != std::errc())
			return std::nullopt;

		text.remove_prefix(size_t(result.ptr - text.data()));
		return value;
	}

	std::optional<uint64_t> shifted(uint64_t value, unsigned shift)
	{
		if (value > (~0ull >> shift))
			return std::nullopt;

		return value << shift;
	}
}


std::optional<uint64_t> Cli::parse_size(std::string_view text)
{
	auto const number = take_number(text, 10);
	if (!number)
		return std::nullopt;

	unsigned shift = 0;

	if (!text.empty()) {
		switch (text.front()) {
		case 'k': case 'K': shift = 10; break;
		case 'm': case 'M': shift = 20; break;
		case 'g': case 'G': shift = 30; break;
		case 't': case 'T': shift = 40; break;
		}
		if (shift)
			text.remove_prefix(1);
		if (shift && text == "iB")
			text = "B";
	}

	if (!text.empty() && text != "B")
		return std::nullopt;

	return shifted(*number, shift);
}


std::optional<uint64_t> Cli::parse_quantum(std::string_view text)
{
	bool const hex = text.starts_with("0x") || text.starts_with("0X");
	if (hex)
		text.remove_prefix(2);

	auto const number = take_number(text, hex ? 16 : 10);

	if (!number || text.size() > 1)
		return std::nullopt;

	if (text.empty()) return *number;
	if (text == "K")  return shifted(*number, 10);
	if (text == "M")  return shifted(*number, 20);
	if (text == "G")  return shifted(*number, 30);

	return std::nullopt;
}


std::string Cli::format_size(uint64_t bytes)
{
	static struct { unsigned shift; char const *unit; } const units[] {
		{ 40, "TiB" }, { 30, "GiB" }, { 20, "MiB" }, { 10, "KiB" } };

	for (auto const &unit : units) {

		if (bytes < 1ull << unit.shift)
			continue;

		if (bytes % (1ull << unit.shift) == 0)
			return fmt::format("{} {}", bytes >> unit.shift, unit.unit);

		return fmt::format("{:.1f} {}", double(bytes)/double(1ull << unit.shift), unit.unit);
	}
	return fmt::format("{} bytes", bytes);
}


std::string Cli::format_duration(uint64_t us)
{
	if (us < 1000)    return fmt::format("{} us", us);
	if (us < 1000000) return fmt::format("{:.1f} ms", double(us)/1e3);

	return fmt::format("{:.2f} s", double(us)/1e6);
}
