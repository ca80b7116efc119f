/*
 * \brief  Further instance of a component, created by the component's parent
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__CLONE_H_
#define _RTCR__CLONE_H_

#include <set>
#include <string>

#include <core/services.h>

namespace Rtcr { class Clone; }


/**
 * Component that a snapshot is about to be restored to
 *
 * It vanishes with the object unless it was completed. To be used within the
 * scope of a 'Core::Caller'.
 */
class Rtcr::Clone
{
	private:

		Core::Services const  &_services;
		std::set<std::string> &_pending;
		std::string      const _label;
		bool                   _completed = false;

		/* lets the threads of the component come from the snapshot */
		struct Pending
		{
			std::set<std::string> &labels;
			std::string     const  label;

			Pending(std::set<std::string> &labels, std::string const &label)
			: labels(labels), label(label) { labels.insert(label); }

			~Pending() { labels.erase(label); }
		} const _take_over { _pending, _label };

		void _create(std::string const &original, std::string const &name);

		Clone(Clone const &) = delete;
		Clone &operator = (Clone const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param pending   labels of components whose threads come from a
		 *                  snapshot, contains the one of the clone as long as
		 *                  the object exists
		 * \param original  label of the component whose parent creates the clone
		 * \param name      name of the clone, without the label of the parent
		 *
		 * \throw Unknown_component  the original does not exist
		 * \throw Wrong_state        the name is not valid or in use
		 * \throw Incompatible       the parent does not do it
		 * \throw Out_of_quota
		 */
		Clone(Core::Services const &, std::set<std::string> &pending,
		      std::string const &original, std::string const &name);

		~Clone();

		std::string const &label() const { return _label; }

		/** Let the component live on */
		void completed() { _completed = true; }

		/**
		 * Remove a clone, has no effect on other components
		 */
		static void remove(Core::Services const &, std::string const &label);
};

#endif /* _RTCR__CLONE_H_ */
