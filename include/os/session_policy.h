/*
 * \brief  Selection of the policy for a session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__SESSION_POLICY_H_
#define _INCLUDE__OS__SESSION_POLICY_H_

#include <base/session_label.h>
#include <os/config.h>
#include <util/arg_string.h>
#include <util/string.h>
#include <util/xml_node.h>

namespace Genode {

	struct Xml_node_label_score;
	class  Session_policy;
}


/**
 * How well the attributes of a node match the label of a session
 *
 * The attribute 'label' must equal the label, 'label_prefix' must be its start
 * and 'label_suffix' its end.
 */
struct Genode::Xml_node_label_score
{
	bool label_present  = false;
	bool prefix_present = false;
	bool suffix_present = false;

	bool label_matches  = false;
	bool prefix_matches = false;
	bool suffix_matches = false;

	unsigned prefix_match = 0;   /* length of the matching start */
	unsigned suffix_match = 0;   /* length of the matching end   */

	Xml_node_label_score() { }

	template <size_t N>
	Xml_node_label_score(Xml_node const &node, String<N> const &label)
	:
		label_present (node.has_attribute("label")),
		prefix_present(node.has_attribute("label_prefix")),
		suffix_present(node.has_attribute("label_suffix"))
	{
		typedef String<N> Value;

		if (label_present)
			label_matches = node.attribute_value("label", Value()) == label;

		/* the length of a string includes its end */
		size_t const label_len = label.length() ? label.length() - 1 : 0;

		if (prefix_present) {
			Value  const prefix = node.attribute_value("label_prefix", Value());
			size_t const len    = prefix.length() ? prefix.length() - 1 : 0;

			prefix_matches = len <= label_len && !strcmp(label.string(), prefix.string(), len);
			prefix_match   = prefix_matches ? (unsigned)len : 0;
		}

		if (suffix_present) {
			Value  const suffix = node.attribute_value("label_suffix", Value());
			size_t const len    = suffix.length() ? suffix.length() - 1 : 0;

			suffix_matches = len <= label_len
			              && !strcmp(label.string() + label_len - len, suffix.string());
			suffix_match   = suffix_matches ? (unsigned)len : 0;
		}
	}

	/** Return true if nothing that the node says contradicts the label */
	bool conflict() const
	{
		return (label_present  && !label_matches)
		    || (prefix_present && !prefix_matches)
		    || (suffix_present && !suffix_matches);
	}

	/** Return true if the node matches better than the other one */
	bool stronger(Xml_node_label_score const &other) const
	{
		if (conflict())
			return false;

		if (other.conflict())
			return true;

		if (label_present != other.label_present)
			return label_present;

		if (prefix_present != other.prefix_present)
			return prefix_present;

		if (prefix_match != other.prefix_match)
			return prefix_match > other.prefix_match;

		if (suffix_present != other.suffix_present)
			return suffix_present;

		return suffix_match > other.suffix_match;
	}
};


/**
 * The '<policy>' node, or else the '<default-policy>' node, that matches a
 * session best
 */
class Genode::Session_policy : public Xml_node
{
	public:

		/** There is no policy for the session */
		class No_policy_defined { };

	private:

		template <size_t N>
		static Xml_node _query_policy(String<N> const &label, Xml_node config)
		{
			Xml_node_label_score best_score;

			/* stays as it is unless a policy is found */
			Xml_node best  = config;
			bool     found = false;

			config.for_each_sub_node("policy", [&] (Xml_node policy) {

				Xml_node_label_score const score(policy, label);

				if (score.conflict() || (found && !score.stronger(best_score)))
					return;

				best_score = score;
				best       = policy;
				found      = true;
			});

			if (found)
				return best;

			try { return config.sub_node("default-policy"); }
			catch (Xml_node::Nonexistent_sub_node) { throw No_policy_defined(); }
		}

	public:

		/**
		 * Constructor
		 *
		 * \param label   label of the session
		 * \param config  node that contains the policies
		 *
		 * \throw No_policy_defined
		 */
		template <size_t N>
		explicit Session_policy(String<N> const &label, Xml_node config = Genode::config()->xml_node())
		: Xml_node(_query_policy(label, config)) { }
};

#endif /* _INCLUDE__OS__SESSION_POLICY_H_ */
