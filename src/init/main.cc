/*
 * \brief  Init, creates components according to a configuration
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/signal.h>
#include <child.h>
#include <protection.h>

namespace Init { struct Main; }


struct Init::Main : Child_registry, Child_exit, Clone_factory
{
	Env &env;

	Attached_rom_dataspace config_rom { env, "config" };
	Xml_node const         config     { config_rom.xml() };
	Sliced_heap            heap       { env.ram(), env.rm() };

	Service_registry parent_services { };
	Service_registry child_services  { };

	Lock        children_lock { };
	List<Init::Child> children { };

	List<Protection> protections { };

	/*
	 * Whoever handles answers to requests for resources does not wait for
	 * them. Init must not wait on behalf of a child that asks for too much.
	 */
	Signal_handler<Main> resource_avail_handler { env.ep(), *this, &Main::handle_resource_avail };

	void handle_resource_avail() { }

	bool const verbose = config.attribute_value("verbose", false);

	Init::Cpu_quota cpu_quota { };

	/*
	 * Without a default route, a child without routes gets at nothing
	 */
	Init::Child::Context context {
		.default_route    = config.has_sub_node("default-route")
		                  ? config.sub_node("default-route") : Xml_node("<default-route/>"),
		.prio_levels_log2 = prio_levels_log2(),
		.affinity_space   = affinity_space(),
		.cpu_quota        = cpu_quota,
		.children         = *this,
		.parent_services  = parent_services,
		.child_services   = child_services,
		.exit             = *this,
		.clones           = *this };


	/******************************
	 ** Child_registry interface **
	 ******************************/

	Init::Child *find_child(char const *name)
	{
		Lock::Guard guard(children_lock);

		for (Init::Child *child = children.first(); child; child = child->next())
			if (!strcmp(child->name(), name))
				return child;

		return nullptr;
	}

	/** Return name of the child that an '<alias>' node refers to, empty if there is none */
	Init::Child::Name aliased(char const *name) const
	{
		typedef Init::Child::Name Name;

		Name result;
		config.for_each_sub_node("alias", [&] (Xml_node const &alias) {
			if (alias.attribute_value("name", Name()) == name)
				result = alias.attribute_value("child", Name()); });
		return result;
	}

	Server *find_server(char const *name, char const *service) override
	{
		Init::Child *child = find_child(name);
		if (!child)
			child = find_child(aliased(name).string());

		return child && child->provides(service) ? &child->server() : nullptr;
	}

	bool provided(char const *service) override
	{
		Lock::Guard guard(children_lock);

		for (Init::Child *child = children.first(); child; child = child->next())
			if (child->provides(service))
				return true;

		return false;
	}


	/**************************
	 ** Child_exit interface **
	 **************************/

	void child_exited(Init::Child &child, int exit_value, bool propagate) override
	{
		Protection * const protection = exit_value ? protection_of(child) : nullptr;

		if (protection && protection->failed(child.name()))
			return;

		if (!propagate)
			return;

		log("exit of child \"", child.name(), "\" ends the system");
		env.parent().exit(exit_value);
	}


	/******************
	 ** Construction **
	 ******************/

	void announce_parent_services()
	{
		config.for_each_sub_node("parent-provides", [&] (Xml_node const &node) {
			node.for_each_sub_node("service", [&] (Xml_node const &service) {

				Init::Child::Name const name = service.attribute_value("name", Init::Child::Name());
				if (name == "") {
					error("missing name attribute of service in <parent-provides>");
					return;
				}
				parent_services.insert(new (heap) Parent_service(name.string()));
			});
		});
	}

	long prio_levels_log2() const
	{
		long const levels = config.attribute_value("prio_levels", 0L);

		if (levels <= 1)
			return 0;

		long const log = Genode::log2(levels);
		if (levels != 1L << log || log > 16) {
			warning("prio_levels is not a power of two between 2 and 65536, priorities are ignored");
			return 0;
		}
		return log;
	}

	Affinity::Space affinity_space() const
	{
		if (!config.has_sub_node("affinity-space"))
			return Affinity::Space(1, 1);

		Xml_node const node = config.sub_node("affinity-space");
		Affinity::Space const space(node.attribute_value("width", 1U), node.attribute_value("height", 1U));

		return space.total() ? space : Affinity::Space(1, 1);
	}

	/**
	 * Create child that does not execute yet
	 *
	 * \param args  arguments of the constructor of the child
	 *
	 * \return  null if it failed, the reason was logged
	 */
	template <typename... ARGS>
	Init::Child *create_child(Init::Child::Name const &name, ARGS &&... args)
	{
		if (find_child(name.string())) {
			error("child name \"", name, "\" is not unique");
			return nullptr;
		}

		try {
			Init::Child &child = *new (heap) Init::Child(env, args...);

			Lock::Guard guard(children_lock);
			children.insert(&child);
			return &child;
		}
		catch (Init::Child::Failed) { }
		catch (Rom_connection::Rom_connection_failed) {
			error("child \"", name, "\": its binary cannot be obtained"); }
		catch (Parent::Quota_exceeded) {
			error("child \"", name, "\": quota of init exceeded"); }
		catch (Parent::Exception) {
			error("child \"", name, "\": sessions for its environment cannot be created"); }
		catch (Allocator::Out_of_memory) {
			error("child \"", name, "\": no memory for its meta data"); }
		catch (Ram_session::Alloc_failed) {
			error("child \"", name, "\": no memory for its environment"); }

		return nullptr;
	}

	bool start_child(Init::Child &child)
	{
		if (verbose)
			log("child \"", child.name(), "\" starts");

		try { child.start(); }
		catch (Init::Child::Failed) {
			error("child \"", child.name(), "\" could not be started");
			return false;
		}
		return true;
	}

	Protection *find_protection(Protection::Name const &group)
	{
		Protection *protection = protections.first();
		while (protection && protection->group() != group)
			protection = protection->next();

		return protection;
	}

	/** Return protection of a child, null if there is none */
	Protection *protection_of(Init::Child const &child)
	{
		Xml_node const start = child.start_node();

		return start.has_sub_node("checkpoint") && !child.clone()
		     ? find_protection(Protection::group(start.sub_node("checkpoint"), child.name()))
		     : nullptr;
	}

	Protection &protection(Protection::Name const &group, Xml_node const &node)
	{
		if (Protection * const known = find_protection(group))
			return *known;

		Protection &created = *new (heap) Protection(env, group, node);
		protections.insert(&created);
		return created;
	}

	void protect_child(Xml_node const &start, Xml_node const &node)
	{
		Init::Child::Name const name = start.attribute_value("name", Init::Child::Name());

		Init::Child const * const child = find_child(name.string());
		if (!child)
			return;

		try {
			if (protection(Protection::group(node, name), node).add(name, child->ram_quota()))
				return;

			error("child \"", name, "\": its group has too many members, it is not protected");
		}
		catch (Parent::Quota_exceeded) {
			error("child \"", name, "\": no quota for its checkpoints, it is not protected"); }
		catch (Parent::Exception) {
			error("child \"", name, "\": the parent does not provide the Rtcr service, it is not "
			      "protected"); }
	}

	/*
	 * All children exist before the first one starts, so that routes can
	 * refer to any of them.
	 */
	void start_children()
	{
		config.for_each_sub_node("start", [&] (Xml_node const &start) {
			create_child(start.attribute_value("name", Init::Child::Name()), context, start); });

		config.for_each_sub_node("start", [&] (Xml_node const &start) {
			if (start.has_sub_node("checkpoint"))
				protect_child(start, start.sub_node("checkpoint")); });

		for (Protection *protection = protections.first(); protection; protection = protection->next())
			protection->start();

		config.for_each_sub_node("start", [&] (Xml_node const &start) {

			Init::Child * const child = find_child(start.attribute_value("name", Init::Child::Name()).string());
			if (child)
				start_child(*child);
		});
	}


	/*****************************
	 ** Clone_factory interface **
	 *****************************/

	/*
	 * Core requests one clone after the other
	 */
	Parent::Clone_result create_clone(Init::Child const &original, char const *name) override
	{
		using Result = Parent::Clone_result;

		if (find_child(name))
			return Result::NAME_IN_USE;

		Init::Child * const child = create_child(Init::Child::Name(name), original,
		                                         Init::Child::Name(name));
		if (!child)
			return Result::OUT_OF_QUOTA;

		if (start_child(*child))
			return Result::OK;

		destroy_clone(name);
		return Result::FAILED;
	}

	void destroy_clone(char const *name) override
	{
		Init::Child * const child = find_child(name);
		if (!child || !child->clone())
			return;
		{
			Lock::Guard guard(children_lock);
			children.remove(child);
		}
		destroy(heap, child);
	}

	explicit Main(Env &env) : env(env)
	{
		if (!config.has_type("config"))
			error("the configuration lacks a <config> node");

		env.parent().resource_avail_sigh(resource_avail_handler);

		announce_parent_services();
		start_children();
	}
};


Genode::size_t Component::stack_size() { return 64*1024; }


void Component::construct(Genode::Env &env) { static Init::Main main(env); }
