/*
 * \brief  The one exception type of the snapshot store
 *
 * The text of an error names the file, the section and its offset where that
 * is known, the problem, and what the user can do about it.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__ERROR_H_
#define _STORE__ERROR_H_

#include <filesystem>
#include <stdexcept>
#include <string>

#include <host/file.h>

namespace Store { class Error; }


class Store::Error : public std::runtime_error
{
	public:

		enum class Kind {

			/**
			 * The file is something else than a snapshot
			 */
			NOT_A_SNAPSHOT,

			/**
			 * The file is a snapshot of a format that this program does not know
			 */
			WRONG_VERSION,

			/**
			 * The file is shorter than it was when it was written
			 */
			TRUNCATED,

			/**
			 * The content contradicts a checksum, itself, or the format
			 */
			CORRUPT,

			/**
			 * Pages are inherited from a snapshot that is not at hand
			 */
			MISSING_PARENT,

			/**
			 * A size or count exceeds what the store supports
			 */
			LIMIT,

			/**
			 * The host failed to read, write, or manage a file
			 */
			IO,

			/**
			 * No snapshot of the catalogue has the given name
			 */
			NOT_FOUND,

			/**
			 * Several snapshots of the catalogue match the given name
			 */
			AMBIGUOUS,

			/**
			 * A snapshot cannot be removed because others depend on it
			 */
			IN_USE,

			/**
			 * The caller asked for something that makes no sense
			 */
			INVALID_REQUEST
		};

	private:

		Kind                  _kind;
		std::filesystem::path _file;
		std::string           _problem;

	public:

		/**
		 * Constructor
		 *
		 * \param file     file that the problem is about
		 * \param problem  one sentence without a full stop, including the
		 *                 section and offset if the file's content is at fault
		 *
		 * The advice at the end of the text follows from 'kind'.
		 */
		Error(Kind kind, std::filesystem::path const &file, std::string const &problem);

		/**
		 * Constructor
		 *
		 * \param advice  what the user can do, one clause without a full stop
		 */
		Error(Kind kind, std::filesystem::path const &file,
		      std::string const &problem, std::string const &advice);

		/**
		 * Constructor, for a failure of the host
		 */
		explicit Error(Host::System_error const &);

		Kind                         kind()    const { return _kind; }
		std::filesystem::path const &file()    const { return _file; }
		std::string           const &problem() const { return _problem; }
};


namespace Store {

	/**
	 * Return name of an error kind, as in this header
	 */
	char const *name(Error::Kind);

	/**
	 * Call 'fn', report each failure of the host as 'Store::Error'
	 */
	template <typename FN>
	auto with_host_errors(FN const &fn)
	{
		try { return fn(); }
		catch (Host::System_error const &error) { throw Error(error); }
	}
}

#endif /* _STORE__ERROR_H_ */
