/*
 * \brief  Conversion from the messages of the control protocol
 *
 * Whoever has sent a message may be hostile, so each value is checked. What
 * violates a limit or lies outside of its range raises 'Malformed', what
 * Cap'n Proto itself refuses raises 'kj::Exception'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONTROL__DECODE_H_
#define _CONTROL__DECODE_H_

#include <functional>

#include <capnp/serialize.h>

#include <control/channel.h>
#include <control/control.capnp.h>
#include <control/progress.h>
#include <control/types.h>

namespace Control {

	/**
	 * Return image
	 *
	 * \param files  open files that came with the message
	 *
	 * The pages, if they are no snapshot file, are in memory, at least as many as
	 * announced now. As the sizes of files may change, they must be read by 'pread',
	 * not mapped.
	 */
	Image decode(Protocol::Image::Reader, std::vector<Host::File> &&files);

	Restore_options               decode(Protocol::RestoreOptions::Reader);
	Restore_result                decode(Protocol::RestoreResult::Reader);
	Request_failed                decode(Protocol::Error::Reader);

	/** Call function with a report of progress */
	void decode(Protocol::Progress::Reader, Progress const &);

	std::vector<Component_status> decode(capnp::List<Protocol::ComponentStatus>::Reader);
	std::vector<Capability>       decode(capnp::List<Protocol::Capability>::Reader);
	std::vector<Session>          decode(capnp::List<Protocol::Session>::Reader);
	std::vector<Log_line>         decode(capnp::List<Protocol::LogLine>::Reader);
	System_cost                   decode(Protocol::SystemCost::Reader);
	Checkpoint_result             decode(Protocol::CheckpointResult::Reader,
	                                     std::vector<Host::File> &&files);

	/**
	 * Return names of components, at least one
	 */
	std::vector<std::string> decode_components(capnp::List<capnp::Text>::Reader);

	std::string decode_text(capnp::Text::Reader);

	/**
	 * Call 'fn' with the root of a received message
	 *
	 * \throw Malformed  also if 'fn' meets what Cap'n Proto refuses
	 */
	template <typename ROOT>
	void with_root(Message const &message, auto const &fn)
	{
		try {
			capnp::ReaderOptions options;

			/* each element is read a few times at most */
			options.traversalLimitInWords = 8*message.words.size() + 1024;
			options.nestingLimit          = 16;

			capnp::FlatArrayMessageReader reader(message.words, options);
			fn(reader.getRoot<ROOT>());

		} catch (kj::Exception const &exception) {
			throw Malformed(exception.getDescription().cStr());
		}
	}
}

#endif /* _CONTROL__DECODE_H_ */
