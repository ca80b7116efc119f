/*
 * \brief  Child of init
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <child.h>

using namespace Init;


namespace {

	/* sessions of the child's environment are paid from its quantum */
	constexpr size_t ENVIRONMENT_QUOTA = size_t(Ram_connection::RAM_QUOTA)
	                                   + size_t(Cpu_connection::RAM_QUOTA)
	                                   + size_t(Pd_connection::RAM_QUOTA);

	/* memory that init keeps for itself */
	constexpr size_t RESERVED_QUOTA = 512*1024;
}


Init::Child::Name Init::Child::_required_name(Xml_node const &start)
{
	Name const name = start.attribute_value("name", Name());

	if (name == "") {
		error("missing name attribute of start node");
		throw Failed();
	}
	return name;
}


Init::Child::Name Init::Child::_name_of_binary(Xml_node const &start)
{
	Name name = _required_name(start);

	if (start.has_sub_node("binary"))
		name = start.sub_node("binary").attribute_value("name", name);

	return name;
}


/*
 * Quota that init can do without
 */
size_t Init::Child::_ram_slack(Env &env)
{
	size_t const available = env.ram().avail();

	return available < RESERVED_QUOTA ? 0 : available - RESERVED_QUOTA;
}


size_t Init::Child::_ram_quantum(Env &env, Xml_node const &start)
{
	Name const name = _required_name(start);

	Number_of_bytes quantum { 0 };
	start.for_each_sub_node("resource", [&] (Xml_node const &resource) {
		if (resource.attribute_value("name", Name()) == "RAM")
			quantum = resource.attribute_value("quantum", quantum); });

	if (quantum <= ENVIRONMENT_QUOTA) {
		error("child \"", name, "\": RAM quantum of ", quantum, " is too small, at least ",
		      Number_of_bytes(ENVIRONMENT_QUOTA), " are needed for its environment");
		throw Failed();
	}

	size_t const slack = _ram_slack(env);
	if (quantum > slack) {
		error("child \"", name, "\": RAM quantum of ", quantum, " exceeds the available quota of ",
		      Number_of_bytes(slack));
		throw Failed();
	}
	return quantum - ENVIRONMENT_QUOTA;
}


/*
 * In the configuration, priorities are given as negative offsets to the one
 * of init, in steps that depend on the number of levels.
 */
long Init::Child::_configured_priority(Xml_node const &start, long prio_levels_log2)
{
	long const levels   = 1L << prio_levels_log2;
	long const priority = -start.attribute_value("priority", 0L);

	if (priority < 0 || (priority > 0 && priority >= levels)) {
		warning("child \"", _required_name(start), "\": invalid priority ", -priority,
		        ", using the lowest one instead");
		return (levels - 1)*(Cpu_session::PRIORITY_LIMIT >> prio_levels_log2);
	}
	return priority*(Cpu_session::PRIORITY_LIMIT >> prio_levels_log2);
}


/*
 * Without position, the location covers the whole width or height
 */
Affinity Init::Child::_configured_affinity(Xml_node const &start, Affinity::Space const &space)
{
	Affinity::Location const all(0, 0, space.width(), space.height());

	if (!start.has_sub_node("affinity"))
		return Affinity(space, all);

	Xml_node const node = start.sub_node("affinity");

	unsigned const default_width  = node.has_attribute("xpos") ? 1 : space.width(),
	               default_height = node.has_attribute("ypos") ? 1 : space.height();

	Affinity::Location const location((int)node.attribute_value("xpos", 0L),
	                                  (int)node.attribute_value("ypos", 0L),
	                                  node.attribute_value("width",  default_width),
	                                  node.attribute_value("height", default_height));

	if (location.valid() && location.within(space))
		return Affinity(space, location);

	warning("child \"", _required_name(start), "\": affinity is not within the affinity space of ",
	        space.width(), "x", space.height(), ", using all CPUs instead");
	return Affinity(space, all);
}


void Init::Child::_transfer_quota()
{
	if (_ram.ref_account(_env.ram_session_cap()) == 0
	 && _env.ram().transfer_quota(_ram.cap(), _ram_quota) == 0)
		return;

	error("child \"", _name, "\": could not transfer RAM quota");
	throw Failed();
}


bool Init::Child::_grant_quota(size_t amount)
{
	Lock::Guard guard(_context.ram_lock);

	return amount && amount <= _ram_slack(_env) && _env.ram().transfer_quota(_ram.cap(), amount) == 0;
}


void Init::Child::_transfer_cpu_quota()
{
	size_t percent = 0;
	_start_node.for_each_sub_node("resource", [&] (Xml_node const &resource) {
		if (resource.attribute_value("name", Name()) == "CPU")
			percent = resource.attribute_value("quantum", percent); });

	if (_cpu.ref_account(_env.cpu_session_cap()) || !percent)
		return;

	Cpu_quota::Share const share = _context.cpu_quota.take(percent);
	_cpu_share = share.taken;

	if (!share.complete)
		warning("child \"", _name, "\": CPU quantum of ", percent, " exceeds the available quota, "
		        "using ", Cpu_session::quota_lim_downscale(share.taken, 100));

	if (share.taken && _env.cpu().transfer_quota(_cpu.cap(), share.of_avail))
		warning("child \"", _name, "\": could not transfer CPU quota");
}


Init::Child::Child(Env &env, Context &context, Xml_node const &start_node, Name const &name,
                   bool clone)
:
	_env(env), _start_node(start_node), _context(context), _name(name), _clone(clone),
	_binary_name(_name_of_binary(start_node)), _ram_quota(_ram_quantum(env, start_node)),
	_priority(_configured_priority(start_node, context.prio_levels_log2)),
	_affinity(_configured_affinity(start_node, context.affinity_space)),
	_routing(context.children, context.parent_services, context.child_services, _name.string()),
	_cpu(env, _name.string(), _priority, _affinity),
	_initial_thread(_cpu, _pd.cap(), _name.string())
{
	_transfer_quota();
	_transfer_cpu_quota();
}


void Init::Child::start()
{
	try {
		_child.construct(_binary.dataspace(), Dataspace_capability(), _pd.cap(), _pd,
		                 _ram.cap(), _ram, _cpu.cap(), _initial_thread, _env.rm(),
		                 _address_space, _entrypoint, *this);
	}
	catch (Ram_session::Alloc_failed)             { throw Failed(); }
	catch (Genode::Child::Process_startup_failed) { throw Failed(); }
}


bool Init::Child::provides(char const *service) const
{
	bool found = false;

	_start_node.for_each_sub_node("provides", [&] (Xml_node const &provides) {
		provides.for_each_sub_node("service", [&] (Xml_node const &node) {
			found |= node.attribute_value("name", Name()) == service; }); });

	return found;
}


/****************************
 ** Child_policy interface **
 ****************************/

void Init::Child::filter_session_args(char const *service, char *args, size_t args_len)
{
	/* the priorities of a child's own CPU sessions are levels within the one of the child */
	if (!strcmp(service, "CPU") && _context.prio_levels_log2) {

		unsigned long const limit  = Cpu_session::PRIORITY_LIMIT;
		unsigned long const wanted = min(Arg_string::find_arg(args, "priority").ulong_value(0), limit - 1);

		Arg_string::set_arg(args, (unsigned)args_len, "priority",
		                    (int)((wanted >> _context.prio_levels_log2) + (unsigned long)_priority));
	}

	Session_label requested = label_from_args(args);

	/* the configuration of the child may be a ROM module of another name */
	if (!strcmp(service, "ROM") && requested == "config" && _start_node.has_sub_node("configfile"))
		requested = _start_node.sub_node("configfile").attribute_value("name", requested);

	Session_label const label = prefixed_label(_name, requested);

	Arg_string::set_arg_string(args, (unsigned)args_len, "label", label.string());
}


/*
 * A child sees the CPUs it was given as its affinity space. The grid of the
 * result is fine enough for the locations of both.
 */
Affinity Init::Child::filter_session_affinity(Affinity const &requested)
{
	Affinity::Space    const outer = _affinity.space(),    inner = requested.space();
	Affinity::Location const own   = _affinity.location(), part  = requested.location();

	/* what nobody can mean must not lead beyond the CPUs of the child */
	unsigned const max_size = 1024;

	if (!requested.valid() || !part.within(inner) || inner.width() > max_size || inner.height() > max_size)
		return _affinity;

	return Affinity(Affinity::Space(outer.width()*inner.width(), outer.height()*inner.height()),
	                Affinity::Location(own.xpos()*(int)inner.width()  + part.xpos()*(int)own.width(),
	                                   own.ypos()*(int)inner.height() + part.ypos()*(int)own.height(),
	                                   part.width()*own.width(), part.height()*own.height()));
}


Service *Init::Child::resolve_session_request(char const *service, char const *args)
{
	/* the label without the name of the child, which was put in front of it */
	Session_label const full = label_from_args(args);
	Session_label const label = full == Session_label(_name)
	                          ? Session_label()
	                          : Session_label(full.string() + _name.length() - 1 + 4);

	if (!strcmp(service, "ROM") && label == "config")
		return &_config.service();

	Xml_node const route = _start_node.has_sub_node("route") ? _start_node.sub_node("route")
	                                                         : _context.default_route;

	Service * const result = _routing.resolve(route, service, args, label);
	if (!result)
		warning("child \"", _name, "\": no route to service \"", service, "\" (label \"", label, "\")");

	return result;
}


bool Init::Child::announce_service(char const *name, Root_capability root,
                                   Allocator *alloc, Server *)
{
	if (!provides(name)) {
		warning("child \"", _name, "\": the configuration lacks <provides> for service \"", name, "\"");
		return false;
	}

	/* clients expect the state of the original */
	if (_clone)
		return true;

	/* a child that was restored may announce its service anew */
	if (Service * const known = _context.child_services.find(name, &_server)) {
		static_cast<Child_service *>(known)->root(root);
		return true;
	}

	_context.child_services.insert(new (alloc) Child_service(name, root, &_server));
	return true;
}


void Init::Child::exit(int exit_value)
{
	log("child \"", _name, "\" exited with exit value ", exit_value);

	bool const propagate = _start_node.has_sub_node("exit")
	                    && _start_node.sub_node("exit").attribute_value("propagate", false);

	_context.exit.child_exited(*this, exit_value, propagate);
}


/*
 * A child gets what it asks for as long as nobody else was promised it. The
 * memory for copies of a protected child was set aside for its quantum.
 */
void Init::Child::resource_request(Parent::Resource_args const &args)
{
	log("child \"", _name, "\" requests resources: ", args);

	if (_start_node.has_sub_node("checkpoint")) {
		warning("child \"", _name, "\" is protected, so it gets no more than its quantum");
		return;
	}

	if (!_grant_quota(Arg_string::find_arg(args.string(), "ram_quota").ulong_value(0))) {
		warning("child \"", _name, "\": what it requests is not available");
		return;
	}

	/* the child may be waiting for it */
	_child->notify_resource_avail();
}
