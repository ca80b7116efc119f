/*
 * \brief  Keys and buttons
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INPUT__KEYCODES_H_
#define _INCLUDE__INPUT__KEYCODES_H_

namespace Input {

	/**
	 * Keys and buttons
	 *
	 * Names and numbers are those of the event interface of Linux.
	 */
	enum Keycode {
		KEY_RESERVED = 0, KEY_ESC = 1, KEY_1 = 2, KEY_2 = 3, KEY_3 = 4, KEY_4 = 5, KEY_5 = 6,
		KEY_6 = 7, KEY_7 = 8, KEY_8 = 9, KEY_9 = 10, KEY_0 = 11, KEY_MINUS = 12,
		KEY_EQUAL = 13, KEY_BACKSPACE = 14, KEY_TAB = 15, KEY_Q = 16, KEY_W = 17, KEY_E = 18,
		KEY_R = 19, KEY_T = 20, KEY_Y = 21, KEY_U = 22, KEY_I = 23, KEY_O = 24, KEY_P = 25,
		KEY_LEFTBRACE = 26, KEY_RIGHTBRACE = 27, KEY_ENTER = 28, KEY_LEFTCTRL = 29, KEY_A = 30,
		KEY_S = 31, KEY_D = 32, KEY_F = 33, KEY_G = 34, KEY_H = 35, KEY_J = 36, KEY_K = 37,
		KEY_L = 38, KEY_SEMICOLON = 39, KEY_APOSTROPHE = 40, KEY_GRAVE = 41,
		KEY_LEFTSHIFT = 42, KEY_BACKSLASH = 43, KEY_Z = 44, KEY_X = 45, KEY_C = 46, KEY_V = 47,
		KEY_B = 48, KEY_N = 49, KEY_M = 50, KEY_COMMA = 51, KEY_DOT = 52, KEY_SLASH = 53,
		KEY_RIGHTSHIFT = 54, KEY_KPASTERISK = 55, KEY_LEFTALT = 56, KEY_SPACE = 57,
		KEY_CAPSLOCK = 58, KEY_F1 = 59, KEY_F2 = 60, KEY_F3 = 61, KEY_F4 = 62, KEY_F5 = 63,
		KEY_F6 = 64, KEY_F7 = 65, KEY_F8 = 66, KEY_F9 = 67, KEY_F10 = 68, KEY_NUMLOCK = 69,
		KEY_SCROLLLOCK = 70, KEY_KP7 = 71, KEY_KP8 = 72, KEY_KP9 = 73, KEY_KPMINUS = 74,
		KEY_KP4 = 75, KEY_KP5 = 76, KEY_KP6 = 77, KEY_KPPLUS = 78, KEY_KP1 = 79, KEY_KP2 = 80,
		KEY_KP3 = 81, KEY_KP0 = 82, KEY_KPDOT = 83, KEY_ZENKAKUHANKAKU = 85, KEY_102ND = 86,
		KEY_F11 = 87, KEY_F12 = 88, KEY_RO = 89, KEY_KATAKANA = 90, KEY_HIRAGANA = 91,
		KEY_HENKAN = 92, KEY_KATAKANAHIRAGANA = 93, KEY_MUHENKAN = 94, KEY_KPJPCOMMA = 95,
		KEY_KPENTER = 96, KEY_RIGHTCTRL = 97, KEY_KPSLASH = 98, KEY_SYSRQ = 99,
		KEY_RIGHTALT = 100, KEY_LINEFEED = 101, KEY_HOME = 102, KEY_UP = 103, KEY_PAGEUP = 104,
		KEY_LEFT = 105, KEY_RIGHT = 106, KEY_END = 107, KEY_DOWN = 108, KEY_PAGEDOWN = 109,
		KEY_INSERT = 110, KEY_DELETE = 111, KEY_MACRO = 112, KEY_MUTE = 113,
		KEY_VOLUMEDOWN = 114, KEY_VOLUMEUP = 115, KEY_POWER = 116, KEY_KPEQUAL = 117,
		KEY_KPPLUSMINUS = 118, KEY_PAUSE = 119, KEY_SCALE = 120, KEY_KPCOMMA = 121,
		KEY_HANGEUL = 122, KEY_HANJA = 123, KEY_YEN = 124, KEY_LEFTMETA = 125,
		KEY_RIGHTMETA = 126, KEY_COMPOSE = 127, KEY_STOP = 128, KEY_AGAIN = 129,
		KEY_PROPS = 130, KEY_UNDO = 131, KEY_FRONT = 132, KEY_COPY = 133, KEY_OPEN = 134,
		KEY_PASTE = 135, KEY_FIND = 136, KEY_CUT = 137, KEY_HELP = 138, KEY_MENU = 139,
		KEY_CALC = 140, KEY_SETUP = 141, KEY_SLEEP = 142, KEY_WAKEUP = 143, KEY_FILE = 144,
		KEY_SENDFILE = 145, KEY_DELETEFILE = 146, KEY_XFER = 147, KEY_PROG1 = 148,
		KEY_PROG2 = 149, KEY_WWW = 150, KEY_MSDOS = 151, KEY_SCREENLOCK = 152,
		KEY_ROTATE_DISPLAY = 153, KEY_CYCLEWINDOWS = 154, KEY_MAIL = 155, KEY_BOOKMARKS = 156,
		KEY_COMPUTER = 157, KEY_BACK = 158, KEY_FORWARD = 159, KEY_CLOSECD = 160,
		KEY_EJECTCD = 161, KEY_EJECTCLOSECD = 162, KEY_NEXTSONG = 163, KEY_PLAYPAUSE = 164,
		KEY_PREVIOUSSONG = 165, KEY_STOPCD = 166, KEY_RECORD = 167, KEY_REWIND = 168,
		KEY_PHONE = 169, KEY_ISO = 170, KEY_CONFIG = 171, KEY_HOMEPAGE = 172,
		KEY_REFRESH = 173, KEY_EXIT = 174, KEY_MOVE = 175, KEY_EDIT = 176, KEY_SCROLLUP = 177,
		KEY_SCROLLDOWN = 178, KEY_KPLEFTPAREN = 179, KEY_KPRIGHTPAREN = 180, KEY_NEW = 181,
		KEY_REDO = 182, KEY_F13 = 183, KEY_F14 = 184, KEY_F15 = 185, KEY_F16 = 186,
		KEY_F17 = 187, KEY_F18 = 188, KEY_F19 = 189, KEY_F20 = 190, KEY_F21 = 191,
		KEY_F22 = 192, KEY_F23 = 193, KEY_F24 = 194, KEY_PLAYCD = 200, KEY_PAUSECD = 201,
		KEY_PROG3 = 202, KEY_PROG4 = 203, KEY_ALL_APPLICATIONS = 204, KEY_SUSPEND = 205,
		KEY_CLOSE = 206, KEY_PLAY = 207, KEY_FASTFORWARD = 208, KEY_BASSBOOST = 209,
		KEY_PRINT = 210, KEY_HP = 211, KEY_CAMERA = 212, KEY_SOUND = 213, KEY_QUESTION = 214,
		KEY_EMAIL = 215, KEY_CHAT = 216, KEY_SEARCH = 217, KEY_CONNECT = 218,
		KEY_FINANCE = 219, KEY_SPORT = 220, KEY_SHOP = 221, KEY_ALTERASE = 222,
		KEY_CANCEL = 223, KEY_BRIGHTNESSDOWN = 224, KEY_BRIGHTNESSUP = 225, KEY_MEDIA = 226,
		KEY_SWITCHVIDEOMODE = 227, KEY_KBDILLUMTOGGLE = 228, KEY_KBDILLUMDOWN = 229,
		KEY_KBDILLUMUP = 230, KEY_SEND = 231, KEY_REPLY = 232, KEY_FORWARDMAIL = 233,
		KEY_SAVE = 234, KEY_DOCUMENTS = 235, KEY_BATTERY = 236, KEY_BLUETOOTH = 237,
		KEY_WLAN = 238, KEY_UWB = 239, KEY_UNKNOWN = 240, KEY_VIDEO_NEXT = 241,
		KEY_VIDEO_PREV = 242, KEY_BRIGHTNESS_CYCLE = 243, KEY_BRIGHTNESS_AUTO = 244,
		KEY_DISPLAY_OFF = 245, KEY_WWAN = 246, KEY_RFKILL = 247, KEY_MICMUTE = 248,
		BTN_0 = 256, BTN_1 = 257, BTN_2 = 258, BTN_3 = 259, BTN_4 = 260, BTN_5 = 261,
		BTN_6 = 262, BTN_7 = 263, BTN_8 = 264, BTN_9 = 265, BTN_LEFT = 272, BTN_RIGHT = 273,
		BTN_MIDDLE = 274, BTN_SIDE = 275, BTN_EXTRA = 276, BTN_FORWARD = 277, BTN_BACK = 278,
		BTN_TASK = 279, BTN_TRIGGER = 288, BTN_THUMB = 289, BTN_THUMB2 = 290, BTN_TOP = 291,
		BTN_TOP2 = 292, BTN_PINKIE = 293, BTN_BASE = 294, BTN_BASE2 = 295, BTN_BASE3 = 296,
		BTN_BASE4 = 297, BTN_BASE5 = 298, BTN_BASE6 = 299, BTN_DEAD = 303, BTN_SOUTH = 304,
		BTN_EAST = 305, BTN_C = 306, BTN_NORTH = 307, BTN_WEST = 308, BTN_Z = 309,
		BTN_TL = 310, BTN_TR = 311, BTN_TL2 = 312, BTN_TR2 = 313, BTN_SELECT = 314,
		BTN_START = 315, BTN_MODE = 316, BTN_THUMBL = 317, BTN_THUMBR = 318,
		BTN_TOOL_PEN = 320, BTN_TOOL_RUBBER = 321, BTN_TOOL_BRUSH = 322, BTN_TOOL_PENCIL = 323,
		BTN_TOOL_AIRBRUSH = 324, BTN_TOOL_FINGER = 325, BTN_TOOL_MOUSE = 326,
		BTN_TOOL_LENS = 327, BTN_TOOL_QUINTTAP = 328, BTN_STYLUS3 = 329, BTN_TOUCH = 330,
		BTN_STYLUS = 331, BTN_STYLUS2 = 332, BTN_TOOL_DOUBLETAP = 333,
		BTN_TOOL_TRIPLETAP = 334, BTN_TOOL_QUADTAP = 335, BTN_GEAR_DOWN = 336,
		BTN_GEAR_UP = 337, KEY_OK = 352, KEY_SELECT = 353, KEY_GOTO = 354, KEY_CLEAR = 355,
		KEY_POWER2 = 356, KEY_OPTION = 357, KEY_INFO = 358, KEY_TIME = 359, KEY_VENDOR = 360,
		KEY_ARCHIVE = 361, KEY_PROGRAM = 362, KEY_CHANNEL = 363, KEY_FAVORITES = 364,
		KEY_EPG = 365, KEY_PVR = 366, KEY_MHP = 367, KEY_LANGUAGE = 368, KEY_TITLE = 369,
		KEY_SUBTITLE = 370, KEY_ANGLE = 371, KEY_FULL_SCREEN = 372, KEY_MODE = 373,
		KEY_KEYBOARD = 374, KEY_ASPECT_RATIO = 375, KEY_PC = 376, KEY_TV = 377, KEY_TV2 = 378,
		KEY_VCR = 379, KEY_VCR2 = 380, KEY_SAT = 381, KEY_SAT2 = 382, KEY_CD = 383,
		KEY_TAPE = 384, KEY_RADIO = 385, KEY_TUNER = 386, KEY_PLAYER = 387, KEY_TEXT = 388,
		KEY_DVD = 389, KEY_AUX = 390, KEY_MP3 = 391, KEY_AUDIO = 392, KEY_VIDEO = 393,
		KEY_DIRECTORY = 394, KEY_LIST = 395, KEY_MEMO = 396, KEY_CALENDAR = 397, KEY_RED = 398,
		KEY_GREEN = 399, KEY_YELLOW = 400, KEY_BLUE = 401, KEY_CHANNELUP = 402,
		KEY_CHANNELDOWN = 403, KEY_FIRST = 404, KEY_LAST = 405, KEY_AB = 406, KEY_NEXT = 407,
		KEY_RESTART = 408, KEY_SLOW = 409, KEY_SHUFFLE = 410, KEY_BREAK = 411,
		KEY_PREVIOUS = 412, KEY_DIGITS = 413, KEY_TEEN = 414, KEY_TWEN = 415,
		KEY_VIDEOPHONE = 416, KEY_GAMES = 417, KEY_ZOOMIN = 418, KEY_ZOOMOUT = 419,
		KEY_ZOOMRESET = 420, KEY_WORDPROCESSOR = 421, KEY_EDITOR = 422, KEY_SPREADSHEET = 423,
		KEY_GRAPHICSEDITOR = 424, KEY_PRESENTATION = 425, KEY_DATABASE = 426, KEY_NEWS = 427,
		KEY_VOICEMAIL = 428, KEY_ADDRESSBOOK = 429, KEY_MESSENGER = 430,
		KEY_DISPLAYTOGGLE = 431, KEY_SPELLCHECK = 432, KEY_LOGOFF = 433, KEY_DOLLAR = 434,
		KEY_EURO = 435, KEY_FRAMEBACK = 436, KEY_FRAMEFORWARD = 437, KEY_CONTEXT_MENU = 438,
		KEY_MEDIA_REPEAT = 439, KEY_10CHANNELSUP = 440, KEY_10CHANNELSDOWN = 441,
		KEY_IMAGES = 442, KEY_NOTIFICATION_CENTER = 444, KEY_PICKUP_PHONE = 445,
		KEY_HANGUP_PHONE = 446, KEY_LINK_PHONE = 447, KEY_DEL_EOL = 448, KEY_DEL_EOS = 449,
		KEY_INS_LINE = 450, KEY_DEL_LINE = 451, KEY_FN = 464, KEY_FN_ESC = 465,
		KEY_FN_F1 = 466, KEY_FN_F2 = 467, KEY_FN_F3 = 468, KEY_FN_F4 = 469, KEY_FN_F5 = 470,
		KEY_FN_F6 = 471, KEY_FN_F7 = 472, KEY_FN_F8 = 473, KEY_FN_F9 = 474, KEY_FN_F10 = 475,
		KEY_FN_F11 = 476, KEY_FN_F12 = 477, KEY_FN_1 = 478, KEY_FN_2 = 479, KEY_FN_D = 480,
		KEY_FN_E = 481, KEY_FN_F = 482, KEY_FN_S = 483, KEY_FN_B = 484,
		KEY_FN_RIGHT_SHIFT = 485, KEY_BRL_DOT1 = 497, KEY_BRL_DOT2 = 498, KEY_BRL_DOT3 = 499,
		KEY_BRL_DOT4 = 500, KEY_BRL_DOT5 = 501, KEY_BRL_DOT6 = 502, KEY_BRL_DOT7 = 503,
		KEY_BRL_DOT8 = 504, KEY_BRL_DOT9 = 505, KEY_BRL_DOT10 = 506,

		/* further names */
		KEY_HANGUEL = 122, KEY_COFFEE = 152, KEY_DIRECTION = 153, KEY_DASHBOARD = 204,
		KEY_BRIGHTNESS_ZERO = 244, KEY_WIMAX = 246, BTN_MISC = 256, BTN_MOUSE = 272,
		BTN_JOYSTICK = 288, BTN_GAMEPAD = 304, BTN_A = 304, BTN_B = 305, BTN_X = 307,
		BTN_Y = 308, BTN_DIGI = 320, BTN_WHEEL = 336, KEY_ZOOM = 372, KEY_SCREEN = 375,
		KEY_BRIGHTNESS_TOGGLE = 431,

		KEY_MAX = 0x1ff,
	};

	/**
	 * Return name of a key, null-terminated
	 */
	inline char const *key_name(Keycode code)
	{
		switch (code) {
		case KEY_RESERVED: return "KEY_RESERVED";                   case KEY_ESC: return "KEY_ESC";
		case KEY_1: return "KEY_1";                                 case KEY_2: return "KEY_2";
		case KEY_3: return "KEY_3";                                 case KEY_4: return "KEY_4";
		case KEY_5: return "KEY_5";                                 case KEY_6: return "KEY_6";
		case KEY_7: return "KEY_7";                                 case KEY_8: return "KEY_8";
		case KEY_9: return "KEY_9";                                 case KEY_0: return "KEY_0";
		case KEY_MINUS: return "KEY_MINUS";                         case KEY_EQUAL: return "KEY_EQUAL";
		case KEY_BACKSPACE: return "KEY_BACKSPACE";                 case KEY_TAB: return "KEY_TAB";
		case KEY_Q: return "KEY_Q";                                 case KEY_W: return "KEY_W";
		case KEY_E: return "KEY_E";                                 case KEY_R: return "KEY_R";
		case KEY_T: return "KEY_T";                                 case KEY_Y: return "KEY_Y";
		case KEY_U: return "KEY_U";                                 case KEY_I: return "KEY_I";
		case KEY_O: return "KEY_O";                                 case KEY_P: return "KEY_P";
		case KEY_LEFTBRACE: return "KEY_LEFTBRACE";                 case KEY_RIGHTBRACE: return "KEY_RIGHTBRACE";
		case KEY_ENTER: return "KEY_ENTER";                         case KEY_LEFTCTRL: return "KEY_LEFTCTRL";
		case KEY_A: return "KEY_A";                                 case KEY_S: return "KEY_S";
		case KEY_D: return "KEY_D";                                 case KEY_F: return "KEY_F";
		case KEY_G: return "KEY_G";                                 case KEY_H: return "KEY_H";
		case KEY_J: return "KEY_J";                                 case KEY_K: return "KEY_K";
		case KEY_L: return "KEY_L";                                 case KEY_SEMICOLON: return "KEY_SEMICOLON";
		case KEY_APOSTROPHE: return "KEY_APOSTROPHE";               case KEY_GRAVE: return "KEY_GRAVE";
		case KEY_LEFTSHIFT: return "KEY_LEFTSHIFT";                 case KEY_BACKSLASH: return "KEY_BACKSLASH";
		case KEY_Z: return "KEY_Z";                                 case KEY_X: return "KEY_X";
		case KEY_C: return "KEY_C";                                 case KEY_V: return "KEY_V";
		case KEY_B: return "KEY_B";                                 case KEY_N: return "KEY_N";
		case KEY_M: return "KEY_M";                                 case KEY_COMMA: return "KEY_COMMA";
		case KEY_DOT: return "KEY_DOT";                             case KEY_SLASH: return "KEY_SLASH";
		case KEY_RIGHTSHIFT: return "KEY_RIGHTSHIFT";               case KEY_KPASTERISK: return "KEY_KPASTERISK";
		case KEY_LEFTALT: return "KEY_LEFTALT";                     case KEY_SPACE: return "KEY_SPACE";
		case KEY_CAPSLOCK: return "KEY_CAPSLOCK";                   case KEY_F1: return "KEY_F1";
		case KEY_F2: return "KEY_F2";                               case KEY_F3: return "KEY_F3";
		case KEY_F4: return "KEY_F4";                               case KEY_F5: return "KEY_F5";
		case KEY_F6: return "KEY_F6";                               case KEY_F7: return "KEY_F7";
		case KEY_F8: return "KEY_F8";                               case KEY_F9: return "KEY_F9";
		case KEY_F10: return "KEY_F10";                             case KEY_NUMLOCK: return "KEY_NUMLOCK";
		case KEY_SCROLLLOCK: return "KEY_SCROLLLOCK";               case KEY_KP7: return "KEY_KP7";
		case KEY_KP8: return "KEY_KP8";                             case KEY_KP9: return "KEY_KP9";
		case KEY_KPMINUS: return "KEY_KPMINUS";                     case KEY_KP4: return "KEY_KP4";
		case KEY_KP5: return "KEY_KP5";                             case KEY_KP6: return "KEY_KP6";
		case KEY_KPPLUS: return "KEY_KPPLUS";                       case KEY_KP1: return "KEY_KP1";
		case KEY_KP2: return "KEY_KP2";                             case KEY_KP3: return "KEY_KP3";
		case KEY_KP0: return "KEY_KP0";                             case KEY_KPDOT: return "KEY_KPDOT";
		case KEY_ZENKAKUHANKAKU: return "KEY_ZENKAKUHANKAKU";       case KEY_102ND: return "KEY_102ND";
		case KEY_F11: return "KEY_F11";                             case KEY_F12: return "KEY_F12";
		case KEY_RO: return "KEY_RO";                               case KEY_KATAKANA: return "KEY_KATAKANA";
		case KEY_HIRAGANA: return "KEY_HIRAGANA";                   case KEY_HENKAN: return "KEY_HENKAN";
		case KEY_KATAKANAHIRAGANA: return "KEY_KATAKANAHIRAGANA";   case KEY_MUHENKAN: return "KEY_MUHENKAN";
		case KEY_KPJPCOMMA: return "KEY_KPJPCOMMA";                 case KEY_KPENTER: return "KEY_KPENTER";
		case KEY_RIGHTCTRL: return "KEY_RIGHTCTRL";                 case KEY_KPSLASH: return "KEY_KPSLASH";
		case KEY_SYSRQ: return "KEY_SYSRQ";                         case KEY_RIGHTALT: return "KEY_RIGHTALT";
		case KEY_LINEFEED: return "KEY_LINEFEED";                   case KEY_HOME: return "KEY_HOME";
		case KEY_UP: return "KEY_UP";                               case KEY_PAGEUP: return "KEY_PAGEUP";
		case KEY_LEFT: return "KEY_LEFT";                           case KEY_RIGHT: return "KEY_RIGHT";
		case KEY_END: return "KEY_END";                             case KEY_DOWN: return "KEY_DOWN";
		case KEY_PAGEDOWN: return "KEY_PAGEDOWN";                   case KEY_INSERT: return "KEY_INSERT";
		case KEY_DELETE: return "KEY_DELETE";                       case KEY_MACRO: return "KEY_MACRO";
		case KEY_MUTE: return "KEY_MUTE";                           case KEY_VOLUMEDOWN: return "KEY_VOLUMEDOWN";
		case KEY_VOLUMEUP: return "KEY_VOLUMEUP";                   case KEY_POWER: return "KEY_POWER";
		case KEY_KPEQUAL: return "KEY_KPEQUAL";                     case KEY_KPPLUSMINUS: return "KEY_KPPLUSMINUS";
		case KEY_PAUSE: return "KEY_PAUSE";                         case KEY_SCALE: return "KEY_SCALE";
		case KEY_KPCOMMA: return "KEY_KPCOMMA";                     case KEY_HANGEUL: return "KEY_HANGEUL";
		case KEY_HANJA: return "KEY_HANJA";                         case KEY_YEN: return "KEY_YEN";
		case KEY_LEFTMETA: return "KEY_LEFTMETA";                   case KEY_RIGHTMETA: return "KEY_RIGHTMETA";
		case KEY_COMPOSE: return "KEY_COMPOSE";                     case KEY_STOP: return "KEY_STOP";
		case KEY_AGAIN: return "KEY_AGAIN";                         case KEY_PROPS: return "KEY_PROPS";
		case KEY_UNDO: return "KEY_UNDO";                           case KEY_FRONT: return "KEY_FRONT";
		case KEY_COPY: return "KEY_COPY";                           case KEY_OPEN: return "KEY_OPEN";
		case KEY_PASTE: return "KEY_PASTE";                         case KEY_FIND: return "KEY_FIND";
		case KEY_CUT: return "KEY_CUT";                             case KEY_HELP: return "KEY_HELP";
		case KEY_MENU: return "KEY_MENU";                           case KEY_CALC: return "KEY_CALC";
		case KEY_SETUP: return "KEY_SETUP";                         case KEY_SLEEP: return "KEY_SLEEP";
		case KEY_WAKEUP: return "KEY_WAKEUP";                       case KEY_FILE: return "KEY_FILE";
		case KEY_SENDFILE: return "KEY_SENDFILE";                   case KEY_DELETEFILE: return "KEY_DELETEFILE";
		case KEY_XFER: return "KEY_XFER";                           case KEY_PROG1: return "KEY_PROG1";
		case KEY_PROG2: return "KEY_PROG2";                         case KEY_WWW: return "KEY_WWW";
		case KEY_MSDOS: return "KEY_MSDOS";                         case KEY_SCREENLOCK: return "KEY_SCREENLOCK";
		case KEY_ROTATE_DISPLAY: return "KEY_ROTATE_DISPLAY";       case KEY_CYCLEWINDOWS: return "KEY_CYCLEWINDOWS";
		case KEY_MAIL: return "KEY_MAIL";                           case KEY_BOOKMARKS: return "KEY_BOOKMARKS";
		case KEY_COMPUTER: return "KEY_COMPUTER";                   case KEY_BACK: return "KEY_BACK";
		case KEY_FORWARD: return "KEY_FORWARD";                     case KEY_CLOSECD: return "KEY_CLOSECD";
		case KEY_EJECTCD: return "KEY_EJECTCD";                     case KEY_EJECTCLOSECD: return "KEY_EJECTCLOSECD";
		case KEY_NEXTSONG: return "KEY_NEXTSONG";                   case KEY_PLAYPAUSE: return "KEY_PLAYPAUSE";
		case KEY_PREVIOUSSONG: return "KEY_PREVIOUSSONG";           case KEY_STOPCD: return "KEY_STOPCD";
		case KEY_RECORD: return "KEY_RECORD";                       case KEY_REWIND: return "KEY_REWIND";
		case KEY_PHONE: return "KEY_PHONE";                         case KEY_ISO: return "KEY_ISO";
		case KEY_CONFIG: return "KEY_CONFIG";                       case KEY_HOMEPAGE: return "KEY_HOMEPAGE";
		case KEY_REFRESH: return "KEY_REFRESH";                     case KEY_EXIT: return "KEY_EXIT";
		case KEY_MOVE: return "KEY_MOVE";                           case KEY_EDIT: return "KEY_EDIT";
		case KEY_SCROLLUP: return "KEY_SCROLLUP";                   case KEY_SCROLLDOWN: return "KEY_SCROLLDOWN";
		case KEY_KPLEFTPAREN: return "KEY_KPLEFTPAREN";             case KEY_KPRIGHTPAREN: return "KEY_KPRIGHTPAREN";
		case KEY_NEW: return "KEY_NEW";                             case KEY_REDO: return "KEY_REDO";
		case KEY_F13: return "KEY_F13";                             case KEY_F14: return "KEY_F14";
		case KEY_F15: return "KEY_F15";                             case KEY_F16: return "KEY_F16";
		case KEY_F17: return "KEY_F17";                             case KEY_F18: return "KEY_F18";
		case KEY_F19: return "KEY_F19";                             case KEY_F20: return "KEY_F20";
		case KEY_F21: return "KEY_F21";                             case KEY_F22: return "KEY_F22";
		case KEY_F23: return "KEY_F23";                             case KEY_F24: return "KEY_F24";
		case KEY_PLAYCD: return "KEY_PLAYCD";                       case KEY_PAUSECD: return "KEY_PAUSECD";
		case KEY_PROG3: return "KEY_PROG3";                         case KEY_PROG4: return "KEY_PROG4";
		case KEY_ALL_APPLICATIONS: return "KEY_ALL_APPLICATIONS";   case KEY_SUSPEND: return "KEY_SUSPEND";
		case KEY_CLOSE: return "KEY_CLOSE";                         case KEY_PLAY: return "KEY_PLAY";
		case KEY_FASTFORWARD: return "KEY_FASTFORWARD";             case KEY_BASSBOOST: return "KEY_BASSBOOST";
		case KEY_PRINT: return "KEY_PRINT";                         case KEY_HP: return "KEY_HP";
		case KEY_CAMERA: return "KEY_CAMERA";                       case KEY_SOUND: return "KEY_SOUND";
		case KEY_QUESTION: return "KEY_QUESTION";                   case KEY_EMAIL: return "KEY_EMAIL";
		case KEY_CHAT: return "KEY_CHAT";                           case KEY_SEARCH: return "KEY_SEARCH";
		case KEY_CONNECT: return "KEY_CONNECT";                     case KEY_FINANCE: return "KEY_FINANCE";
		case KEY_SPORT: return "KEY_SPORT";                         case KEY_SHOP: return "KEY_SHOP";
		case KEY_ALTERASE: return "KEY_ALTERASE";                   case KEY_CANCEL: return "KEY_CANCEL";
		case KEY_BRIGHTNESSDOWN: return "KEY_BRIGHTNESSDOWN";       case KEY_BRIGHTNESSUP: return "KEY_BRIGHTNESSUP";
		case KEY_MEDIA: return "KEY_MEDIA";                         case KEY_SWITCHVIDEOMODE: return "KEY_SWITCHVIDEOMODE";
		case KEY_KBDILLUMTOGGLE: return "KEY_KBDILLUMTOGGLE";       case KEY_KBDILLUMDOWN: return "KEY_KBDILLUMDOWN";
		case KEY_KBDILLUMUP: return "KEY_KBDILLUMUP";               case KEY_SEND: return "KEY_SEND";
		case KEY_REPLY: return "KEY_REPLY";                         case KEY_FORWARDMAIL: return "KEY_FORWARDMAIL";
		case KEY_SAVE: return "KEY_SAVE";                           case KEY_DOCUMENTS: return "KEY_DOCUMENTS";
		case KEY_BATTERY: return "KEY_BATTERY";                     case KEY_BLUETOOTH: return "KEY_BLUETOOTH";
		case KEY_WLAN: return "KEY_WLAN";                           case KEY_UWB: return "KEY_UWB";
		case KEY_UNKNOWN: return "KEY_UNKNOWN";                     case KEY_VIDEO_NEXT: return "KEY_VIDEO_NEXT";
		case KEY_VIDEO_PREV: return "KEY_VIDEO_PREV";               case KEY_BRIGHTNESS_CYCLE: return "KEY_BRIGHTNESS_CYCLE";
		case KEY_BRIGHTNESS_AUTO: return "KEY_BRIGHTNESS_AUTO";     case KEY_DISPLAY_OFF: return "KEY_DISPLAY_OFF";
		case KEY_WWAN: return "KEY_WWAN";                           case KEY_RFKILL: return "KEY_RFKILL";
		case KEY_MICMUTE: return "KEY_MICMUTE";                     case BTN_0: return "BTN_0";
		case BTN_1: return "BTN_1";                                 case BTN_2: return "BTN_2";
		case BTN_3: return "BTN_3";                                 case BTN_4: return "BTN_4";
		case BTN_5: return "BTN_5";                                 case BTN_6: return "BTN_6";
		case BTN_7: return "BTN_7";                                 case BTN_8: return "BTN_8";
		case BTN_9: return "BTN_9";                                 case BTN_LEFT: return "BTN_LEFT";
		case BTN_RIGHT: return "BTN_RIGHT";                         case BTN_MIDDLE: return "BTN_MIDDLE";
		case BTN_SIDE: return "BTN_SIDE";                           case BTN_EXTRA: return "BTN_EXTRA";
		case BTN_FORWARD: return "BTN_FORWARD";                     case BTN_BACK: return "BTN_BACK";
		case BTN_TASK: return "BTN_TASK";                           case BTN_TRIGGER: return "BTN_TRIGGER";
		case BTN_THUMB: return "BTN_THUMB";                         case BTN_THUMB2: return "BTN_THUMB2";
		case BTN_TOP: return "BTN_TOP";                             case BTN_TOP2: return "BTN_TOP2";
		case BTN_PINKIE: return "BTN_PINKIE";                       case BTN_BASE: return "BTN_BASE";
		case BTN_BASE2: return "BTN_BASE2";                         case BTN_BASE3: return "BTN_BASE3";
		case BTN_BASE4: return "BTN_BASE4";                         case BTN_BASE5: return "BTN_BASE5";
		case BTN_BASE6: return "BTN_BASE6";                         case BTN_DEAD: return "BTN_DEAD";
		case BTN_SOUTH: return "BTN_SOUTH";                         case BTN_EAST: return "BTN_EAST";
		case BTN_C: return "BTN_C";                                 case BTN_NORTH: return "BTN_NORTH";
		case BTN_WEST: return "BTN_WEST";                           case BTN_Z: return "BTN_Z";
		case BTN_TL: return "BTN_TL";                               case BTN_TR: return "BTN_TR";
		case BTN_TL2: return "BTN_TL2";                             case BTN_TR2: return "BTN_TR2";
		case BTN_SELECT: return "BTN_SELECT";                       case BTN_START: return "BTN_START";
		case BTN_MODE: return "BTN_MODE";                           case BTN_THUMBL: return "BTN_THUMBL";
		case BTN_THUMBR: return "BTN_THUMBR";                       case BTN_TOOL_PEN: return "BTN_TOOL_PEN";
		case BTN_TOOL_RUBBER: return "BTN_TOOL_RUBBER";             case BTN_TOOL_BRUSH: return "BTN_TOOL_BRUSH";
		case BTN_TOOL_PENCIL: return "BTN_TOOL_PENCIL";             case BTN_TOOL_AIRBRUSH: return "BTN_TOOL_AIRBRUSH";
		case BTN_TOOL_FINGER: return "BTN_TOOL_FINGER";             case BTN_TOOL_MOUSE: return "BTN_TOOL_MOUSE";
		case BTN_TOOL_LENS: return "BTN_TOOL_LENS";                 case BTN_TOOL_QUINTTAP: return "BTN_TOOL_QUINTTAP";
		case BTN_STYLUS3: return "BTN_STYLUS3";                     case BTN_TOUCH: return "BTN_TOUCH";
		case BTN_STYLUS: return "BTN_STYLUS";                       case BTN_STYLUS2: return "BTN_STYLUS2";
		case BTN_TOOL_DOUBLETAP: return "BTN_TOOL_DOUBLETAP";       case BTN_TOOL_TRIPLETAP: return "BTN_TOOL_TRIPLETAP";
		case BTN_TOOL_QUADTAP: return "BTN_TOOL_QUADTAP";           case BTN_GEAR_DOWN: return "BTN_GEAR_DOWN";
		case BTN_GEAR_UP: return "BTN_GEAR_UP";                     case KEY_OK: return "KEY_OK";
		case KEY_SELECT: return "KEY_SELECT";                       case KEY_GOTO: return "KEY_GOTO";
		case KEY_CLEAR: return "KEY_CLEAR";                         case KEY_POWER2: return "KEY_POWER2";
		case KEY_OPTION: return "KEY_OPTION";                       case KEY_INFO: return "KEY_INFO";
		case KEY_TIME: return "KEY_TIME";                           case KEY_VENDOR: return "KEY_VENDOR";
		case KEY_ARCHIVE: return "KEY_ARCHIVE";                     case KEY_PROGRAM: return "KEY_PROGRAM";
		case KEY_CHANNEL: return "KEY_CHANNEL";                     case KEY_FAVORITES: return "KEY_FAVORITES";
		case KEY_EPG: return "KEY_EPG";                             case KEY_PVR: return "KEY_PVR";
		case KEY_MHP: return "KEY_MHP";                             case KEY_LANGUAGE: return "KEY_LANGUAGE";
		case KEY_TITLE: return "KEY_TITLE";                         case KEY_SUBTITLE: return "KEY_SUBTITLE";
		case KEY_ANGLE: return "KEY_ANGLE";                         case KEY_FULL_SCREEN: return "KEY_FULL_SCREEN";
		case KEY_MODE: return "KEY_MODE";                           case KEY_KEYBOARD: return "KEY_KEYBOARD";
		case KEY_ASPECT_RATIO: return "KEY_ASPECT_RATIO";           case KEY_PC: return "KEY_PC";
		case KEY_TV: return "KEY_TV";                               case KEY_TV2: return "KEY_TV2";
		case KEY_VCR: return "KEY_VCR";                             case KEY_VCR2: return "KEY_VCR2";
		case KEY_SAT: return "KEY_SAT";                             case KEY_SAT2: return "KEY_SAT2";
		case KEY_CD: return "KEY_CD";                               case KEY_TAPE: return "KEY_TAPE";
		case KEY_RADIO: return "KEY_RADIO";                         case KEY_TUNER: return "KEY_TUNER";
		case KEY_PLAYER: return "KEY_PLAYER";                       case KEY_TEXT: return "KEY_TEXT";
		case KEY_DVD: return "KEY_DVD";                             case KEY_AUX: return "KEY_AUX";
		case KEY_MP3: return "KEY_MP3";                             case KEY_AUDIO: return "KEY_AUDIO";
		case KEY_VIDEO: return "KEY_VIDEO";                         case KEY_DIRECTORY: return "KEY_DIRECTORY";
		case KEY_LIST: return "KEY_LIST";                           case KEY_MEMO: return "KEY_MEMO";
		case KEY_CALENDAR: return "KEY_CALENDAR";                   case KEY_RED: return "KEY_RED";
		case KEY_GREEN: return "KEY_GREEN";                         case KEY_YELLOW: return "KEY_YELLOW";
		case KEY_BLUE: return "KEY_BLUE";                           case KEY_CHANNELUP: return "KEY_CHANNELUP";
		case KEY_CHANNELDOWN: return "KEY_CHANNELDOWN";             case KEY_FIRST: return "KEY_FIRST";
		case KEY_LAST: return "KEY_LAST";                           case KEY_AB: return "KEY_AB";
		case KEY_NEXT: return "KEY_NEXT";                           case KEY_RESTART: return "KEY_RESTART";
		case KEY_SLOW: return "KEY_SLOW";                           case KEY_SHUFFLE: return "KEY_SHUFFLE";
		case KEY_BREAK: return "KEY_BREAK";                         case KEY_PREVIOUS: return "KEY_PREVIOUS";
		case KEY_DIGITS: return "KEY_DIGITS";                       case KEY_TEEN: return "KEY_TEEN";
		case KEY_TWEN: return "KEY_TWEN";                           case KEY_VIDEOPHONE: return "KEY_VIDEOPHONE";
		case KEY_GAMES: return "KEY_GAMES";                         case KEY_ZOOMIN: return "KEY_ZOOMIN";
		case KEY_ZOOMOUT: return "KEY_ZOOMOUT";                     case KEY_ZOOMRESET: return "KEY_ZOOMRESET";
		case KEY_WORDPROCESSOR: return "KEY_WORDPROCESSOR";         case KEY_EDITOR: return "KEY_EDITOR";
		case KEY_SPREADSHEET: return "KEY_SPREADSHEET";             case KEY_GRAPHICSEDITOR: return "KEY_GRAPHICSEDITOR";
		case KEY_PRESENTATION: return "KEY_PRESENTATION";           case KEY_DATABASE: return "KEY_DATABASE";
		case KEY_NEWS: return "KEY_NEWS";                           case KEY_VOICEMAIL: return "KEY_VOICEMAIL";
		case KEY_ADDRESSBOOK: return "KEY_ADDRESSBOOK";             case KEY_MESSENGER: return "KEY_MESSENGER";
		case KEY_DISPLAYTOGGLE: return "KEY_DISPLAYTOGGLE";         case KEY_SPELLCHECK: return "KEY_SPELLCHECK";
		case KEY_LOGOFF: return "KEY_LOGOFF";                       case KEY_DOLLAR: return "KEY_DOLLAR";
		case KEY_EURO: return "KEY_EURO";                           case KEY_FRAMEBACK: return "KEY_FRAMEBACK";
		case KEY_FRAMEFORWARD: return "KEY_FRAMEFORWARD";           case KEY_CONTEXT_MENU: return "KEY_CONTEXT_MENU";
		case KEY_MEDIA_REPEAT: return "KEY_MEDIA_REPEAT";           case KEY_10CHANNELSUP: return "KEY_10CHANNELSUP";
		case KEY_10CHANNELSDOWN: return "KEY_10CHANNELSDOWN";       case KEY_IMAGES: return "KEY_IMAGES";
		case KEY_NOTIFICATION_CENTER: return "KEY_NOTIFICATION_CENTER";  case KEY_PICKUP_PHONE: return "KEY_PICKUP_PHONE";
		case KEY_HANGUP_PHONE: return "KEY_HANGUP_PHONE";           case KEY_LINK_PHONE: return "KEY_LINK_PHONE";
		case KEY_DEL_EOL: return "KEY_DEL_EOL";                     case KEY_DEL_EOS: return "KEY_DEL_EOS";
		case KEY_INS_LINE: return "KEY_INS_LINE";                   case KEY_DEL_LINE: return "KEY_DEL_LINE";
		case KEY_FN: return "KEY_FN";                               case KEY_FN_ESC: return "KEY_FN_ESC";
		case KEY_FN_F1: return "KEY_FN_F1";                         case KEY_FN_F2: return "KEY_FN_F2";
		case KEY_FN_F3: return "KEY_FN_F3";                         case KEY_FN_F4: return "KEY_FN_F4";
		case KEY_FN_F5: return "KEY_FN_F5";                         case KEY_FN_F6: return "KEY_FN_F6";
		case KEY_FN_F7: return "KEY_FN_F7";                         case KEY_FN_F8: return "KEY_FN_F8";
		case KEY_FN_F9: return "KEY_FN_F9";                         case KEY_FN_F10: return "KEY_FN_F10";
		case KEY_FN_F11: return "KEY_FN_F11";                       case KEY_FN_F12: return "KEY_FN_F12";
		case KEY_FN_1: return "KEY_FN_1";                           case KEY_FN_2: return "KEY_FN_2";
		case KEY_FN_D: return "KEY_FN_D";                           case KEY_FN_E: return "KEY_FN_E";
		case KEY_FN_F: return "KEY_FN_F";                           case KEY_FN_S: return "KEY_FN_S";
		case KEY_FN_B: return "KEY_FN_B";                           case KEY_FN_RIGHT_SHIFT: return "KEY_FN_RIGHT_SHIFT";
		case KEY_BRL_DOT1: return "KEY_BRL_DOT1";                   case KEY_BRL_DOT2: return "KEY_BRL_DOT2";
		case KEY_BRL_DOT3: return "KEY_BRL_DOT3";                   case KEY_BRL_DOT4: return "KEY_BRL_DOT4";
		case KEY_BRL_DOT5: return "KEY_BRL_DOT5";                   case KEY_BRL_DOT6: return "KEY_BRL_DOT6";
		case KEY_BRL_DOT7: return "KEY_BRL_DOT7";                   case KEY_BRL_DOT8: return "KEY_BRL_DOT8";
		case KEY_BRL_DOT9: return "KEY_BRL_DOT9";                   case KEY_BRL_DOT10: return "KEY_BRL_DOT10";
		default: return "KEY_UNKNOWN";
		}
	}
}

#endif /* _INCLUDE__INPUT__KEYCODES_H_ */
