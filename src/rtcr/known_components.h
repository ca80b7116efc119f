/*
 * \brief  What is known of components from their previous checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__KNOWN_COMPONENTS_H_
#define _RTCR__KNOWN_COMPONENTS_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <rtcr/component_view.h>
#include <rtcr/parent_calls.h>
#include <rtcr/pause_model.h>
#include <rtcr/precopy_policy.h>
#include <rtcr/running_threads.h>
#include <rtcr/session_infos.h>

namespace Rtcr {

	struct Known_components;
	class  Known_sets;
}


/**
 * Set of components, and what the next checkpoint need not find out anew
 */
struct Rtcr::Known_components
{
	Component_view view;
	Session_infos  infos  { };
	Pause_model    pauses { };
	Precopy_policy precopies { };
	bool           busy = true;   /* threads were running when they were frozen */

	/* calls that a parent did not answer while the components were frozen */
	Parent_calls long_calls { };

	/* of the latest checkpoint, the next one uses the memory again */
	Running_threads threads { };

	explicit Known_components(Component_view::Make_fn const &make) : view(make) { }
};


/**
 * Sets of components that were captured, by their labels
 *
 * Used with the kernel lock held.
 */
class Rtcr::Known_sets
{
	private:

		/* all are forgotten when there are more */
		static constexpr size_t MAX_SETS = 16;

		std::map<std::vector<std::string>, std::unique_ptr<Known_components>> _sets { };

	public:

		/**
		 * Return what is known, which is nobody else's business until 'keep'
		 *
		 * \param make  makes the set of the components with these labels
		 */
		std::unique_ptr<Known_components> take(std::vector<std::string> const &labels,
		                                       Component_view::Make_fn const &make)
		{
			if (auto const node = _sets.extract(labels)) {
				auto known = std::move(node.mapped());
				return known;
			}
			return std::make_unique<Known_components>(make);
		}

		/** Keep what is known at the end of a checkpoint */
		void keep(std::vector<std::string> const &labels, std::unique_ptr<Known_components> known)
		{
			if (_sets.size() >= MAX_SETS)
				_sets.clear();

			known->infos.end_checkpoint();
			_sets[labels] = std::move(known);
		}

		void forget() { _sets.clear(); }
};

#endif /* _RTCR__KNOWN_COMPONENTS_H_ */
