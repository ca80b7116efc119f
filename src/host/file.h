/*
 * \brief  Files, file mappings, directories, and random bytes of the host
 *
 * Each failure of the host is reported as 'System_error', which tells the
 * operation, the path, and the reason. Transfers are complete: interrupted or
 * partial system calls are continued behind the scenes.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__FILE_H_
#define _HOST__FILE_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <host/system_error.h>

namespace Host {

	class File;
	class File_mapping;

	/**
	 * Let a write that exceeds the limit of the size of files fail with an
	 * error, instead of ending the program by a signal
	 */
	void report_size_limit();

	/**
	 * Replace 'to' by 'from' atomically, both in one file system
	 *
	 * \throw System_error
	 */
	void rename(std::filesystem::path const &from, std::filesystem::path const &to);

	/**
	 * Remove the name of a file
	 *
	 * \throw System_error
	 */
	void unlink(std::filesystem::path const &path);

	/**
	 * Create a directory that only its owner can enter (mode 0700)
	 *
	 * \return  false if there is a directory of this name already
	 * \throw System_error
	 */
	bool create_directory(std::filesystem::path const &path);

	/**
	 * Make the creation, renaming, and removal of entries durable
	 *
	 * \throw System_error
	 */
	void sync_directory(std::filesystem::path const &path);

	/**
	 * Return the names within a directory in ascending order, without "." and ".."
	 *
	 * \throw System_error
	 */
	std::vector<std::string> directory_entries(std::filesystem::path const &path);

	/**
	 * Fill 'destination' from the random source of the host
	 *
	 * Processes never share what they get, also after a fork.
	 *
	 * \throw System_error
	 */
	void random_bytes(std::span<std::byte> destination);
}


/**
 * File descriptor, closed on destruction
 */
class Host::File
{
	private:

		int                   _descriptor;
		std::filesystem::path _path;

		File(int descriptor, std::filesystem::path path);

	public:

		enum class Mode {

			/**
			 * Existing file, never waits (a pipe of that name opens at once)
			 */
			READ,

			/**
			 * Existing file for reading and writing
			 */
			READ_WRITE,

			/**
			 * New file of mode 0600, its name must not exist
			 */
			CREATE
		};

		enum class Sync { DATA, ALL };

		/**
		 * Constructor, opens or creates the file
		 *
		 * \throw System_error
		 */
		File(std::filesystem::path const &path, Mode mode);

		/**
		 * Take ownership of an open descriptor
		 *
		 * \param name  used in messages
		 */
		static File adopted(int descriptor, std::string const &name);

		/**
		 * Return a file that lives in memory and has no name in any directory
		 *
		 * \param name  used in messages
		 * \throw System_error
		 */
		static File anonymous(std::string const &name);

		File(File &&other) noexcept;
		File &operator = (File &&other) noexcept;
		~File();

		/**
		 * Return another descriptor of the same open file
		 *
		 * \throw System_error
		 */
		File duplicate() const;

		/** Return another descriptor as 'duplicate' does, with its own name for messages */
		File duplicate(std::string const &name) const;

		/**
		 * Return path that the file was opened by
		 */
		std::filesystem::path const &path() const { return _path; }

		/**
		 * Return descriptor, which stays owned by the 'File'
		 */
		int descriptor() const { return _descriptor; }

		/**
		 * Return size in bytes
		 *
		 * \throw System_error
		 */
		std::uint64_t size() const;

		/**
		 * What tells a file from any other one, and from itself with another
		 * content
		 */
		struct Identity
		{
			std::uint64_t device, inode, size;
			std::int64_t  modified_ns;   /* time of the last modification */

			bool operator == (Identity const &) const = default;
		};

		/**
		 * Return identity
		 *
		 * \throw System_error
		 */
		Identity identity() const;

		/**
		 * Return true for a regular file, as opposed to a directory or device
		 *
		 * \throw System_error
		 */
		bool regular() const;

		/**
		 * Return true as long as the file has a name in some directory
		 *
		 * \throw System_error
		 */
		bool linked() const;

		/**
		 * Read at 'offset' until 'destination' is full or the file ends
		 *
		 * \return  number of bytes read, less than asked for only at the end
		 * \throw System_error
		 */
		[[nodiscard]] std::size_t pread_all(std::span<std::byte> destination,
		                                    std::uint64_t offset) const;

		/**
		 * Write all of 'source' at 'offset'
		 *
		 * \throw System_error
		 */
		void pwrite_all(std::span<std::byte const> source, std::uint64_t offset);

		/**
		 * Cut or extend the file to 'size' bytes
		 *
		 * \throw System_error
		 */
		void truncate(std::uint64_t size);

		/**
		 * Wait until the content is on stable storage
		 *
		 * \param what  DATA leaves out time stamps and the like
		 * \throw System_error
		 */
		void sync(Sync what);

		/**
		 * Take the advisory lock of the file, wait for another holder
		 *
		 * The lock is released when the file is closed, also by the death of
		 * the process.
		 *
		 * \throw System_error
		 */
		void lock();

		/**
		 * Take the advisory lock of the file unless somebody holds it
		 *
		 * \return  true if the lock is ours
		 * \throw System_error
		 */
		[[nodiscard]] bool try_lock();
};


/**
 * Read-only view of a whole file in memory
 *
 * Whoever shortens the file while it is mapped causes SIGBUS at the reader.
 */
class Host::File_mapping
{
	private:

		void       *_base;
		std::size_t _size;

	public:

		/**
		 * Constructor, maps the first 'size' bytes, an empty mapping is allowed
		 *
		 * \throw System_error
		 */
		File_mapping(File const &file, std::size_t size);

		File_mapping(File_mapping &&other) noexcept;
		~File_mapping();

		std::span<std::byte const> bytes() const
		{
			return { static_cast<std::byte const *>(_base), _size };
		}
};

#endif /* _HOST__FILE_H_ */
