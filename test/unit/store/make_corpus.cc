/*
 * \brief  Writes seeds for the fuzz target of snapshot files
 *
 * Usage: make_snapshot_corpus <directory>
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstdio>

#include <support.h>

using namespace Store;
using namespace Store_test;


static void write_seeds(Path const &directory)
{
	Random random { 1 };

	write_snapshot(directory / "empty", make_info(1, 0), { }, { });

	write_snapshot(directory / "metadata_only", make_info(1, 0), { }, make_bytes("metadata"));

	write_snapshot(directory / "zero", make_info(1, 1000), Bytes(1000*PAGE_SIZE), { });

	write_snapshot(directory / "raw", make_info(1, 1), make_pages(random, 1, Fill::RANDOM),
	               make_bytes("metadata"));

	write_snapshot(directory / "zstd", make_info(1, 2), make_pages(random, 2, Fill::TEXT),
	               make_bytes("metadata"), fast(Compression::ZSTD));

	write_varied_snapshot(directory / "varied");

	auto const varied = read_file(directory / "varied");
	write_file(directory / "truncated", std::span(varied).first(600));
}


int main(int argc, char **argv)
{
	if (argc != 2) {
		std::fprintf(stderr, "usage: make_snapshot_corpus <directory>\n");
		return 1;
	}

	try { write_seeds(argv[1]); }
	catch (std::exception const &error) {
		std::fprintf(stderr, "make_snapshot_corpus: %s\n", error.what());
		return 1;
	}
	return 0;
}
