/*
 * \brief  Conversion to the messages of the control protocol
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONTROL__ENCODE_H_
#define _CONTROL__ENCODE_H_

#include <control/control.capnp.h>
#include <control/types.h>

/*
 * The pages of images are not part of the messages, they accompany them
 */
namespace Control {

	void encode(Protocol::Image::Builder, Image const &);
	void encode(Protocol::RestoreOptions::Builder, Restore_options const &);
	void encode(Protocol::CheckpointResult::Builder, Checkpoint_result const &);
	void encode(Protocol::SystemCost::Builder, System_cost const &);
	void encode(Protocol::RestoreResult::Builder, Restore_result const &);

	void encode(Protocol::Reply::Builder, Request_failed const &);
	void encode(Protocol::Reply::Builder, std::vector<Component_status> const &);
	void encode(Protocol::Reply::Builder, std::vector<Capability> const &);
	void encode(Protocol::Reply::Builder, std::vector<Session> const &);
	void encode(Protocol::Reply::Builder, std::vector<Log_line> const &);
	void encode(capnp::List<capnp::Text>::Builder, std::vector<std::string> const &);

	/** Return text for a member of a message, valid as long as the string */
	inline capnp::Text::Reader text(std::string const &string)
	{
		return { string.c_str(), string.size() };
	}
}

#endif /* _CONTROL__ENCODE_H_ */
