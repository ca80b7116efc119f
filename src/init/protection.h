/*
 * \brief  Children that are protected by checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INIT__PROTECTION_H_
#define _INIT__PROTECTION_H_

#include <rtcr_session/connection.h>
#include <util/list.h>
#include <util/string.h>
#include <util/xml_node.h>

namespace Init {

	using namespace Genode;

	class Protection;
}


/**
 * Child or group of children with a '<checkpoint>' node
 *
 * Core does the work. The children of a group are captured and put back
 * together, as the node of the first one says.
 */
class Init::Protection : public List<Protection>::Element
{
	public:

		typedef String<64> Name;

	private:

		Name const            _group;
		Rtcr_session::Policy  _policy;
		Rtcr_connection       _rtcr;

		static Rtcr_session::Policy _policy_from_xml(Xml_node const &node)
		{
			Rtcr_session::Policy policy;

			policy.interval_us = node.attribute_value("interval_ms", 0UL)*1000;
			policy.keep        = node.attribute_value("keep",    policy.keep);
			policy.retries     = node.attribute_value("retries", policy.retries);

			policy.max_pause_us = node.attribute_value("max_pause_us", policy.max_pause_us);

			if (node.attribute_value("on_fault", Name()) == "rollback")
				policy.on_fault = Rtcr_session::On_fault::ROLLBACK;

			if (node.attribute_value("in_flight", Name()) == "fail")
				policy.in_flight = Rtcr_session::In_flight::FAIL;

			return policy;
		}

	public:

		/** Return name of the group that a node of a child belongs to */
		static Name group(Xml_node const &node, Name const &child)
		{
			return node.attribute_value("group", child);
		}

		/**
		 * Constructor
		 *
		 * \param node  '<checkpoint>' node of the first child
		 *
		 * \throw Parent::Exception
		 */
		Protection(Env &env, Name const &group, Xml_node const &node)
		: _group(group), _policy(_policy_from_xml(node)), _rtcr(env, 0) { }

		Name const &group() const { return _group; }

		/**
		 * Add child
		 *
		 * \param ram_quota  bytes that the child may use at most, they are
		 *                   donated for each checkpoint
		 *
		 * \throw Parent::Quota_exceeded
		 */
		bool add(Name const &child, size_t ram_quota)
		{
			/* the next checkpoint is taken while the oldest one still exists */
			_rtcr.upgrade_ram((_policy.keep + 1UL)*ram_quota);

			return _rtcr.add(child.string());
		}

		/**
		 * Take note of a child that has exited with an error
		 *
		 * \return  true if the child will be put back
		 */
		bool failed(Name const &child)
		{
			_rtcr.crashed(child.string());

			return _policy.on_fault == Rtcr_session::On_fault::ROLLBACK;
		}

		/** Take checkpoints from now on */
		void start() { _rtcr.policy(_policy); }
};

#endif /* _INIT__PROTECTION_H_ */
