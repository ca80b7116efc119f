/*
 * \brief  Utilities of the os repository
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/rpc_server.h>
#include <base/session_label.h>
#include <base/trace/buffer.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <init/child_policy.h>
#include <input/component.h>
#include <input/keycodes.h>
#include <os/path.h>
#include <os/pixel_alpha8.h>
#include <os/pixel_rgb565.h>
#include <os/ring_buffer.h>
#include <os/static_root.h>
#include <os/texture_rgb888.h>
#include <util/color.h>
#include <util/geometry.h>

namespace Test_os_util {

	using namespace Genode;

	using Conformance::Worker;

	struct Echo;
	struct Echo_component;
	struct Main;
}


struct Test_os_util::Echo : Session
{
	static const char *service_name() { return "Echo"; }

	GENODE_RPC(Rpc_echo, unsigned, echo, unsigned);
	GENODE_RPC_INTERFACE(Rpc_echo);
};


struct Test_os_util::Echo_component : Rpc_object<Echo, Echo_component>
{
	unsigned echo(unsigned value) { return value; }
};


struct Test_os_util::Main
{
	Env              &env;
	Conformance::Test test { env, "os_util" };

	typedef Path<64> Path_64;

	void path_case(char const *path, char const *pwd, char const *expected)
	{
		Path_64 const result(path, pwd);
		test.check(String<128>("path ", path, " at ", pwd ? pwd : "nowhere").string(),
		           result == expected);
	}

	void path()
	{
		path_case("/a//b///c",     nullptr, "/a/b/c");
		path_case("/a/./b/.",      nullptr, "/a/b/");
		path_case("/a/b/../c",     nullptr, "/a/c");
		path_case("/a/b/../../..", nullptr, "/");
		path_case("/.hidden/..x",  nullptr, "/.hidden/..x");
		path_case("b/c/",          "/a",    "/a/b/c/");
		path_case("../b",          "/a/x/", "/a/b");
		path_case("",              "/a",    "/a");
		path_case("x",             nullptr, "/x");

		Path_64 path("/first/second/third");
		test.check_equal("name of the last element", String<16>(path.last_element()), "third");
		path.strip_last_element();
		test.check("the last element is removed", path == "/first/second");
		test.check("a prefix consists of whole elements", !path.strip_prefix("/fir"));
		test.check("a prefix is removed", path.strip_prefix("/first/") && path == "/second");
		test.check("one element is left", path.has_single_element());
		path.append("_and_more");
		path.append_element("fourth");
		test.check("text and elements are appended", path == "/second_and_more/fourth");
		path.keep_only_last_element();
		test.check("the last element is kept", path == "/fourth");
		path.strip_last_element();
		test.check("the root stays", path == "/" && !path.has_single_element());
		path.import("/with/slash/");
		path.remove_trailing('/');
		test.check("a slash at the end is removed", path == "/with/slash");

		test.check_throws<Path_base::Path_too_long>("a path fits into its buffer", [&] {
			Path<8> small("/a");
			small.append_element("too_long"); });
		test.check_throws<Path_base::Path_invalid>("a path is not null", [&] { path.import(nullptr); });
	}

	void geometry()
	{
		typedef Rect<> Rectangle;

		Rectangle const r(Point<>(10, 10), Area<>(20, 10));
		test.check("both corners belong to a rectangle",
		           r.contains(Point<>(10, 10)) && r.contains(Point<>(29, 19)) && !r.contains(Point<>(30, 19)));
		test.check("rectangles are intersected",
		           Rectangle::intersect(r, Rectangle(Point<>(25, 0), Area<>(20, 12))).area() == Area<>(5, 2));
		test.check("rectangles without common points have an invalid intersection",
		           !Rectangle::intersect(r, Rectangle(Point<>(50, 50), Area<>(1, 1))).valid());
		test.check("rectangles are compounded",
		           Rectangle::compound(r, Rectangle(Point<>(0, 0), Area<>(1, 1))).area() == Area<>(30, 20));
		test.check("an area is centered", r.center(Area<>(10, 4)) == Point<>(15, 13));

		Rectangle part[4];
		r.cut(Rectangle(Point<>(12, 12), Area<>(2, 2)), &part[0], &part[1], &part[2], &part[3]);
		size_t left = 0;
		for (Rectangle const &p : part)
			left += p.valid() ? p.area().count() : 0;
		test.check_equal("what is around a hole has the rest of the area", left, r.area().count() - 4);

		Color color;
		test.check("a color is read", ascii_to("#10Ff80 ", color) == 7 && color == Color(16, 255, 128));
		test.check_equal("a color needs all digits", ascii_to("#10f", color), 0UL);
	}

	void pixels()
	{
		Pixel_rgb565 const red(255, 0, 0), grey(128, 128, 128);
		test.check_equal("16 bits hold a pixel", red.pixel, 0xf800);
		test.check("components are read", grey.r() == 128 && grey.g() == 128 && grey.b() == 128);
		test.check("mixing equal pixels makes no difference",
		           Pixel_rgb565::mix(grey, grey, 77).pixel == grey.pixel);

		Pixel_rgb888 const a(10, 20, 30), b(30, 40, 50);
		test.check_equal("average of two pixels", Pixel_rgb888::avr(a, b).pixel, 0x141e28U);
		test.check_equal("alpha 256 selects the second pixel", Pixel_rgb888::mix(a, b, 256).pixel, b.pixel);
		test.check_equal("a pixel is darkened", Pixel_rgb888::blend(b, 128).pixel, 0x0f1419U);

		Pixel_alpha8 alpha(0, 0, 0, 0);
		Pixel_rgb888::transfer(b, 255, 255, alpha);
		test.check("an alpha channel gets opaque where something is drawn", alpha.alpha() > 240);

		Pixel_rgb888 memory[8*4];
		Surface<Pixel_rgb888> surface(memory, Surface_base::Area(8, 4));
		surface.clip(Surface_base::Rect(Surface_base::Point(6, -2), Surface_base::Area(10, 4)));
		test.check("drawing is clipped to the surface",
		           surface.clip_valid() && surface.clip().area() == Surface_base::Area(2, 2));
		test.check("a surface has the format of its pixels", surface.pixel_format() == Surface_base::RGB888);

		unsigned char opacity[8*4] { };
		unsigned char const line[] { 1, 2, 3, 255,  4, 5, 6, 128 };
		Texture<Pixel_rgb888> texture(memory, opacity, Surface_base::Area(8, 4));
		texture.rgba(line, 2, 1);
		texture.rgba(line, 2, 4);
		test.check("a line of a texture is defined",
		           memory[8].pixel == 0x010203 && memory[9].g() == 5 && opacity[9] == 128);
	}

	void ring_buffer()
	{
		Ring_buffer<int, 4, Ring_buffer_unsynchronized> buffer;
		for (int i = 1; i <= 3; i++)
			buffer.add(i);
		test.check_equal("one place stays free", buffer.avail_capacity(), 0);
		test.check_throws<Ring_buffer<int, 4, Ring_buffer_unsynchronized>::Overflow>(
			"a full buffer takes nothing", [&] { buffer.add(4); });
		test.check("elements come out in order", buffer.get() == 1 && buffer.get() == 2 && buffer.get() == 3);
		test.check("the buffer is empty again", buffer.empty());

		/* the reader waits for elements */
		enum { NUM = 100 };
		Ring_buffer<int, NUM + 1> queue;
		bool ordered = true;
		Worker reader(env, "reader", [&] { for (int i = 0; i < NUM; i++) ordered &= queue.get() == i; });
		for (int i = 0; i < NUM; i++)
			queue.add(i);
		reader.join();
		test.check("elements pass from thread to thread", ordered);
	}

	void trace_buffer()
	{
		static char memory[256] __attribute__((aligned(8)));

		Trace::Buffer &buffer = *reinterpret_cast<Trace::Buffer *>(memory);
		buffer.init(sizeof(memory));
		test.check("a new trace buffer is empty", buffer.first().last());

		memcpy(buffer.reserve(8), "first...", 8);
		buffer.commit(8);
		memcpy(buffer.reserve(8), "second..", 8);
		buffer.commit(8);
		Trace::Buffer::Entry entry = buffer.first();
		bool const first = !entry.last() && entry.length() == 8 && !memcmp(entry.data(), "first...", 8);
		entry = buffer.next(entry);
		bool const second = !entry.last() && !memcmp(entry.data(), "second..", 8);
		test.check("entries are read in order", first && second && buffer.next(entry).last());

		for (unsigned i = 0; i < 20; i++) {
			buffer.reserve(32);
			buffer.commit(32);
		}
		test.check("a full trace buffer starts anew", buffer.wrapped() > 0 && !buffer.first().last());
	}

	void static_root()
	{
		Echo_component   component;
		Static_root<Echo> root(env.ep().rpc_ep().manage(&component));

		Session_capability const first  = root.session("ram_quota=4096", Affinity());
		Session_capability const second = root.session("", Affinity());
		test.check("a static root hands out the same session to all clients",
		           first.valid() && first == second);
		root.close(first);
		test.check("closing it has no effect", root.session("", Affinity()) == first);
		env.ep().rpc_ep().dissolve(&component);
	}

	void session_labels()
	{
		char const * const args = "ram_quota=4K, label=\"init -> parent -> child\"";
		Session_label const label = label_from_args(args);

		test.check_equal("a label is found among arguments", label, "init -> parent -> child");
		test.check_equal("a label has a last element", label.last_element(), "child");
		test.check_equal("its prefix is another label", label.prefix().last_element(), "parent");

		char const * const element = label.last_element();
		test.check("the last element is a plain string, too", strcmp(element, "child") == 0
		        && strcmp(label.last_element(), label.last_element().string()) == 0);

		Session_label const last = label.last_element();
		test.check_equal("the last element is a label, too", last, "child");
		test.check_equal("plain strings are joined", prefixed_label("a", "b"), "a -> b");
		test.check("nothing is joined with an empty string",
		           prefixed_label("", "b") == "b" && prefixed_label("a", "") == "a");
		test.check_equal("labels are joined", prefixed_label(label, last),
		                 "init -> parent -> child -> child");
	}

	void input_queue()
	{
		Input::Session_component session(env, env.ram());
		Input::Event const event(Input::Event::PRESS, Input::KEY_A, 0, 0, 0, 0);

		session.submit(event);
		test.check("a disabled queue takes no events", !session.pending());

		Input::Event_queue &queue = session.event_queue();
		queue.enabled(true);
		session.submit(event);
		test.check("an enabled queue does", session.pending() && session.flush() == 1);

		while (queue.avail_capacity())
			queue.add(event);
		test.check_throws<Input::Event_queue::Overflow>("a full queue takes no more", [&] {
			queue.add(event); });
		session.submit(event);
		test.check("a session without room drops all events", !session.pending());
	}

	void child_policies()
	{
		char args[160];
		auto set = [&] (char const *text) { strncpy(args, text, sizeof(args)); };
		auto priority = [&] { return Arg_string::find_arg(args, "priority").ulong_value(~0UL); };

		set("label=\"inner\"");
		Init::Child_policy_enforce_labeling("outer").filter_session_args("LOG", args, sizeof(args));
		test.check_equal("labels are prefixed", label_from_args(args), "outer -> inner");

		Init::Child_policy_handle_cpu_priorities policy(2, 1);
		set("priority=4");
		policy.filter_session_args("CPU", args, sizeof(args));
		test.check_equal("priorities of CPU sessions stay within the band of the child",
		                 priority(), 4UL/4 + Cpu_session::PRIORITY_LIMIT/4);
		set("priority=4");
		policy.filter_session_args("LOG", args, sizeof(args));
		test.check_equal("other sessions have no priorities", priority(), 4UL);

		set("label=\"child -> config\"");
		Init::Child_policy_redirect_rom_file redirect("config", "other.config");
		redirect.filter_session_args("ROM", args, sizeof(args));
		test.check_equal("ROM modules are redirected", label_from_args(args), "child -> other.config");
	}

	void round()
	{
		path();
		geometry();
		pixels();
		ring_buffer();
		trace_buffer();
		static_root();
		session_labels();
		input_queue();
		child_policies();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_os_util::Main main(env); }
