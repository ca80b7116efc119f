/*
 * \brief  Absolute path of a file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__PATH_H_
#define _INCLUDE__OS__PATH_H_

#include <base/output.h>
#include <util/string.h>

namespace Genode {

	class Path_base;
	template <unsigned> class Path;
}


/**
 * Path in a buffer of any size
 *
 * A path has neither empty elements nor elements '.' and '..'. A slash at its
 * end is kept. It starts with a slash unless something else was assigned.
 */
class Genode::Path_base
{
	public:

		class Path_too_long { };
		class Path_invalid  { };

	protected:

		static bool absolute(char const *path) { return path[0] == '/'; }

		static bool empty(char const *path) { return path[0] == 0; }

		static bool ends_with(char c, char const *path)
		{
			size_t const length = strlen(path);
			return length && path[length - 1] == c;
		}

		/** Remove a character from the end of the path, if it is not the only one */
		static void remove_trailing(char c, char *path)
		{
			size_t const length = strlen(path);
			if (length > 1 && path[length - 1] == c)
				path[length - 1] = 0;
		}

		/** Return position of the slash in front of the last element */
		template <typename T>
		static T *last_element(T *path)
		{
			T *result = path;
			for (; *path; path++)
				if (path[0] == '/' && path[1])
					result = path;
			return result;
		}

	private:

		char * const _path;
		size_t const _path_max_len;   /* including the final zero */

		Path_base(Path_base const &) = delete;
		Path_base &operator = (Path_base const &) = delete;

		void _append(char const *text)
		{
			size_t const length = strlen(_path);

			if (length + strlen(text) + 1 > _path_max_len)
				throw Path_too_long();

			strncpy(_path + length, text, _path_max_len - length);
		}

		static bool _element(char const *start, size_t length, char const *name) {
			return length == strlen(name) && !strcmp(start, name, length); }

		/* remove first characters */
		void _strip(size_t count) { memmove(_path, _path + count, strlen(_path + count) + 1); }

	protected:

		/**
		 * Bring the path into the form described above
		 *
		 * The result is never longer than the path was.
		 */
		void _canonicalize()
		{
			bool const rooted = absolute(_path);

			size_t out   = 0;
			bool   slash = false;   /* the path ends with a slash */

			for (char const *in = _path; *in; ) {

				slash = *in == '/';
				if (slash) {
					in++;
					continue;
				}

				size_t length = 0;
				while (in[length] && in[length] != '/')
					length++;

				if (_element(in, length, "."))
					slash = true;

				else if (_element(in, length, ".."))
					while (out && _path[--out] != '/') ;

				else {
					if (rooted || out)
						_path[out++] = '/';
					memmove(_path + out, in, length);
					out += length;
				}
				in += length;
			}

			if (rooted ? slash || !out : slash && out)
				_path[out++] = '/';

			_path[out] = 0;
		}

	public:

		/**
		 * Constructor
		 *
		 * \param buf      memory for the path
		 * \param buf_len  its size in bytes, at least 2
		 *
		 * \throw Path_too_long
		 * \throw Path_invalid
		 */
		Path_base(char *buf, size_t buf_len, char const *path, char const *pwd = nullptr)
		: _path(buf), _path_max_len(buf_len) { import(path, pwd); }

		/**
		 * Define path
		 *
		 * \param path  absolute or relative path, an absolute one is truncated
		 *              if it is too long
		 * \param pwd   what a relative path refers to, the root by default
		 *
		 * \throw Path_too_long
		 * \throw Path_invalid   'path' is a null pointer
		 */
		void import(char const *path, char const *pwd = nullptr)
		{
			if (!path)
				throw Path_invalid();

			if (absolute(path)) {
				strncpy(_path, path, _path_max_len);
			} else {
				strncpy(_path, pwd && !empty(pwd) ? pwd : "/", _path_max_len);
				if (!empty(path)) {
					if (!ends_with('/', _path))
						_append("/");
					_append(path);
				}
			}
			_canonicalize();
		}

		char       *base()       { return _path; }
		char const *base() const { return _path; }

		/** Return size of the buffer */
		size_t max_len() const { return _path_max_len; }

		void remove_trailing(char c) { remove_trailing(c, _path); }

		void keep_only_last_element() { _strip((size_t)(last_element(_path) - _path)); }

		void strip_last_element()
		{
			char * const last = last_element(_path);

			/* the root stays */
			last[last == _path ? 1 : 0] = 0;
		}

		/**
		 * Remove elements from the beginning
		 *
		 * \return  false if the path does not start with the elements
		 */
		bool strip_prefix(char const *prefix)
		{
			size_t length = strlen(prefix);

			if (strcmp(prefix, _path, length))
				return false;

			if (length && ends_with('/', prefix))
				length--;

			if (_path[length] && _path[length] != '/')
				return false;

			_strip(length);
			return true;
		}

		/** Return true if the path consists of one element */
		bool has_single_element() const
		{
			unsigned elements = 0;
			for (char const *p = _path; *p; p++)
				elements += p[0] == '/' && p[1];

			return elements == 1;
		}

		/**
		 * Append text, which does not start a new element unless it says so
		 *
		 * \throw Path_too_long
		 */
		void append(char const *text) { _append(text); _canonicalize(); }

		/**
		 * Append element or relative path
		 *
		 * \throw Path_too_long
		 */
		void append_element(char const *element) { _append("/"); append(element); }

		bool equals(Path_base const &other) const { return equals(other._path); }
		bool equals(char const *other)      const { return strcmp(_path, other) == 0; }

		bool operator == (char const *other)      const { return  equals(other); }
		bool operator != (char const *other)      const { return !equals(other); }
		bool operator == (Path_base const &other) const { return  equals(other); }
		bool operator != (Path_base const &other) const { return !equals(other); }

		/** Return name of the last element */
		char const *last_element() const { return last_element(_path) + 1; }

		void print(Output &out) const { Genode::print(out, (char const *)_path); }
};


/**
 * Path with buffer
 *
 * \param MAX_LEN  size of the buffer, including the final zero
 */
template <unsigned MAX_LEN>
class Genode::Path : public Path_base
{
	private:

		char _buf[MAX_LEN];

		void _copy(char const *path) { strncpy(_buf, path, sizeof(_buf)); }

	public:

		/** Constructor of the root */
		Path() : Path_base(_buf, sizeof(_buf), "/") { }

		Path(char const *path, char const *pwd = nullptr)
		: Path_base(_buf, sizeof(_buf), path, pwd) { }

		Path(Path const &other) : Path_base(_buf, sizeof(_buf), other._buf) { }

		static constexpr size_t capacity() { return MAX_LEN; }

		Path &operator = (char const *path)
		{
			_copy(path);
			_canonicalize();
			return *this;
		}

		Path &operator = (Path const &other)
		{
			if (this != &other)
				_copy(other._buf);
			return *this;
		}

		template <unsigned N>
		Path &operator = (Path<N> const &other)
		{
			_copy(other.base());
			return *this;
		}
};

#endif /* _INCLUDE__OS__PATH_H_ */
