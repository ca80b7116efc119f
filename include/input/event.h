/*
 * \brief  Input event
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INPUT__EVENT_H_
#define _INCLUDE__INPUT__EVENT_H_

#include <input/keycodes.h>

namespace Input { class Event; }


class Input::Event
{
	public:

		enum Type { INVALID, MOTION, PRESS, RELEASE, WHEEL, FOCUS, LEAVE, TOUCH, CHARACTER };

		/**
		 * Bytes of a character in UTF-8
		 */
		struct Utf8
		{
			typedef unsigned char byte;

			byte b0, b1, b2, b3;

			Utf8(byte b0, byte b1 = 0, byte b2 = 0, byte b3 = 0)
			: b0(b0), b1(b1), b2(b2), b3(b3) { }
		};

	private:

		Type _type = INVALID;

		/* key, 1 or 0 if the focus was gained or lost, finger, or character */
		int _code = 0;

		int _ax = 0, _ay = 0;   /* absolute position */
		int _rx = 0, _ry = 0;   /* relative motion   */

	public:

		Event() { }

		/**
		 * Constructor
		 *
		 * \param code    key of 'PRESS' and 'RELEASE', 1 for gaining and 0 for
		 *                losing the focus, number of the finger of 'TOUCH'
		 * \param ax, ay  absolute position
		 * \param rx, ry  relative motion, the number of steps for 'WHEEL'
		 */
		Event(Type type, int code, int ax, int ay, int rx, int ry)
		: _type(type), _code(code), _ax(ax), _ay(ay), _rx(rx), _ry(ry) { }

		/**
		 * Constructor of a character
		 */
		Event(Utf8 const &utf8)
		:
			_type(CHARACTER),
			_code((int)((unsigned)utf8.b0       | (unsigned)utf8.b1 << 8
			          | (unsigned)utf8.b2 << 16 | (unsigned)utf8.b3 << 24))
		{ }

		Type type() const { return _type; }
		int  code() const { return _code; }
		int  ax()   const { return _ax; }
		int  ay()   const { return _ay; }
		int  rx()   const { return _rx; }
		int  ry()   const { return _ry; }

		/** Return character, for events of type 'CHARACTER' */
		Utf8 utf8() const
		{
			unsigned const code = (unsigned)_code;

			return Utf8((Utf8::byte)code,         (Utf8::byte)(code >> 8),
			            (Utf8::byte)(code >> 16), (Utf8::byte)(code >> 24));
		}

		/** Return key, 'KEY_UNKNOWN' if no key is concerned */
		Keycode keycode() const {
			return _type == PRESS || _type == RELEASE ? (Keycode)_code : KEY_UNKNOWN; }

		bool absolute_motion() const { return _type == MOTION && !_rx && !_ry; }
		bool relative_motion() const { return _type == MOTION && (_rx || _ry); }

		bool is_absolute_motion() const { return absolute_motion(); }
		bool is_relative_motion() const { return relative_motion(); }

		/** Return true if the finger was lifted, for events of type 'TOUCH' */
		bool touch_release() const { return _type == TOUCH && _rx == -1 && _ry == -1; }
		bool is_touch_release() const { return touch_release(); }

		/**
		 * Return event of a finger
		 *
		 * \param id    number of the finger
		 * \param last  true if the finger was lifted
		 */
		static Event create_touch_event(int ax, int ay, int id, bool last = false)
		{
			int const motion = last ? -1 : 0;

			return Event(TOUCH, id, ax, ay, motion, motion);
		}
};

#endif /* _INCLUDE__INPUT__EVENT_H_ */
