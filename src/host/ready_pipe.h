/*
 * \brief  Notification of a parent about the readiness of a program
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__READY_PIPE_H_
#define _HOST__READY_PIPE_H_

#include <optional>

#include <host/file.h>

namespace Host {

	class Ready_pipe;
	class Ready_signal;
}


/**
 * Side of the parent
 */
class Host::Ready_pipe
{
	private:

		File                _read_end;
		std::optional<File> _write_end;

		struct Ends { int read, write; };

		explicit Ready_pipe(Ends);

		static Ends _create();

	public:

		/**
		 * \throw System_error
		 */
		Ready_pipe() : Ready_pipe(_create()) { }

		/**
		 * Return end to be inherited by the program
		 */
		File const &write_end() const { return *_write_end; }

		/**
		 * Wait for the program, which must have been started before
		 *
		 * \return  false if the program ended or gave up
		 * \throw System_error
		 */
		bool wait();
};


/**
 * Side of the program
 */
class Host::Ready_signal
{
	private:

		std::optional<File> _file;

	public:

		/**
		 * Constructor
		 *
		 * \param descriptor  inherited write end, not passed on to further
		 *                    programs from now on
		 *
		 * \throw System_error  there is no such descriptor
		 */
		explicit Ready_signal(int descriptor);

		/**
		 * Tell the parent, effective once
		 */
		void give();
};

#endif /* _HOST__READY_PIPE_H_ */
