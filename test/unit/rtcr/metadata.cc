/*
 * \brief  Test of metadata that takes more memory than it has bytes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <vector>

#include <gtest/gtest.h>

#include <capnp/any.h>
#include <capnp/message.h>
#include <capnp/serialize.h>

#include <rtcr/format.h>
#include <rtcr/snapshot.capnp.h>

using namespace Rtcr;


namespace {

	/**
	 * Return why metadata is refused in which one list consists of zero bytes
	 *
	 * Readers accept that for a list of structures, with one byte for each.
	 */
	std::string refusal(unsigned pointer, size_t length)
	{
		capnp::MallocMessageBuilder message;
		auto root = message.initRoot<Format::Snapshot>();

		root.setVersion(Snapshot::VERSION);
		root.initSystem(Snapshot().system.size());

		std::vector<kj::byte> const zeros(length);
		capnp::AnyStruct::Builder(kj::mv(root)).getPointerSection()[pointer]
			.setAs<capnp::Data>(capnp::Data::Reader(zeros.data(), zeros.size()));

		auto const words = capnp::messageToFlatArray(message);
		auto const bytes = words.asBytes();

		try { (void)read_metadata(std::as_bytes(std::span(bytes.begin(), bytes.size()))); }
		catch (Invalid_snapshot const &refused) { return refused.what(); }
		return { };
	}
}


TEST(Metadata, lists_of_elements_without_content_are_refused)
{
	capnp::MallocMessageBuilder message;
	auto const pointers = capnp::AnyStruct::Reader(
		message.initRoot<Format::Snapshot>().asReader()).getPointerSection().size();

	unsigned lists = 0;
	for (unsigned pointer = 0; pointer < pointers; pointer++) {
		std::string const reason = refusal(pointer, 100000);

		EXPECT_FALSE(reason.empty()) << "pointer " << pointer;
		lists += reason == "invalid snapshot: size of list elements";
	}

	/* one for each kind of object, for sessions, and for what is outside */
	EXPECT_GE(lists, 10u);
}
