# SPDX-License-Identifier: GPL-2.0-or-later
#
# Metadata of a snapshot. The meaning of the members is documented in
# 'rtcr/snapshot.h', the page data is kept beside the metadata.

@0xd1c6b7a09e3f5a42;

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("Rtcr::Format");

struct Ref {
	kind  @0 :UInt8;
	index @1 :UInt32;
}

struct Affinity {
	spaceWidth     @0 :UInt32;
	spaceHeight    @1 :UInt32;
	location       @2 :Location;
}

struct Location {
	xpos   @0 :Int32;
	ypos   @1 :Int32;
	width  @2 :UInt32;
	height @3 :UInt32;
}

struct Session {
	id             @0  :UInt64;
	service        @1  :UInt8;
	label          @2  :Text;
	args           @3  :Text;
	donated        @4  :UInt64;
	ramQuota       @5  :UInt64;
	logLine        @6  :Text;
	exceptionSigh  @7  :Ref;
	romModule      @8  :Text;
	affinity       @9  :Affinity;
	requestedArgs  @10 :Text;
	used           @11 :UInt64;
	ramUsed        @12 :UInt64;
	refAccount     @13 :Ref;
	protection     @14 :Protection;
	cpuQuota       @15 :UInt32;
}

struct Protection {
	labels     @0 :List(Text);
	intervalUs @1 :UInt64;
	keep       @2 :UInt32;
	retries    @3 :UInt32;
	onFault    @4 :UInt8;
	inFlight   @5 :UInt8;
	maxPauseUs @6 :UInt64;
}

struct Outside {
	id        @0  :UInt64;
	kind      @1  :UInt8;
	role      @2  :UInt8;
	name      @3  :Text;
	owner     @4  :Text;
	label     @5  :UInt64;
	pd        @6  :UInt32;
	service   @7  :Text;
	args      @8  :Text;
	affinity  @9  :Affinity;
	hasState  @10 :Bool;
	state     @11 :Data;
	stateCaps @12 :List(Ref);
	romModule @13 :Text;
	romHash   @14 :UInt64;
	session   @15 :UInt32;
	donated   @16 :UInt64;
	stateLost @17 :Bool;
}

struct InnerSession {
	gate      @0 :Ref;
	pd        @1 :UInt32;
	service   @2 :Text;
	args      @3 :Text;
	affinity  @4 :Affinity;
	donated   @5 :UInt64;
}

struct CapEntry {
	slot       @0 :UInt32;
	object     @1 :Ref;
	rights     @2 :UInt8;
	deliveries @3 :UInt32;
}

struct CallEntry {
	token  @0 :UInt64;
	client @1 :Ref;
	number @2 :UInt64;
	server @3 :Ref;
	origin @4 :Ref;
	gate   @5 :Ref;
	code   @6 :Int64;
	data   @7 :Data;
	caps   @8 :List(Ref);
}

struct AnnouncedService {
	name @0 :Text;
	root @1 :Ref;
}

struct Pd {
	session      @0  :UInt32;
	taskId       @1  :UInt64;
	capMap       @2  :UInt64;
	parent       @3  :Ref;
	lastToken    @4  :UInt64;
	addressSpace @5  :UInt32;
	stackArea    @6  :UInt32;
	linkerArea   @7  :UInt32;
	caps         @8  :List(CapEntry);
	calls        @9  :List(CallEntry);
	announced    @10 :List(AnnouncedService);
	state        @11 :UInt8;
	restoredSigh @12 :Ref;
	clock        @13 :UInt64;
	sessionIds   @14 :List(UInt64);
	sessionIdsKnown @15 :Bool;
	parentCalls  @16 :UInt64;
}

struct Fault {
	type    @0 :UInt8;
	write   @1 :Bool;
	execute @2 :Bool;
	addr    @3 :UInt64;
	ip      @4 :UInt64;
}

struct CarrierState {
	resume  @0 :UInt8;
	frame   @1 :UInt64;
	fs      @2 :UInt64;
	gs      @3 :UInt64;
	post    @4 :UInt32;
	done    @5 :UInt32;
}

struct Thread {
	id            @0  :UInt64;
	cpuSession    @1  :UInt32;
	pd            @2  :UInt32;
	name          @3  :Text;
	index         @4  :UInt32;
	location      @5  :Location;
	weight        @6  :UInt64;
	exceptionSigh @7  :Ref;
	state         @8  :UInt8;
	paused        @9  :Bool;
	canceled      @10 :Bool;
	callNumber    @11 :UInt64;
	request       @12 :UInt32;
	remainingUs   @13 :UInt64;
	gate          @14 :Ref;
	server        @15 :Ref;
	irq           @16 :Ref;
	fault         @17 :Fault;
	senders       @18 :List(UInt32);
	carrier       @19 :CarrierState;
	utcb          @20 :Data;
	saveStack     @21 :Data;
	singleStep    @22 :Bool;
}

struct Gate {
	id     @0 :UInt64;
	pd     @1 :UInt32;
	name   @2 :Text;
	label  @3 :UInt64;
	server @4 :Ref;
}

struct SignalSource {
	id       @0 :UInt64;
	irqId    @1 :UInt64;
	pd       @2 :UInt32;
	irqCount @3 :UInt64;
	attached @4 :Ref;
	queue    @5 :List(UInt32);
}

struct SignalContext {
	id      @0 :UInt64;
	pd      @1 :UInt32;
	source  @2 :UInt32;
	imprint @3 :UInt64;
	pending @4 :UInt64;
}

struct Region {
	addr       @0 :UInt64;
	size       @1 :UInt64;
	offset     @2 :UInt64;
	dataspace  @3 :Ref;
	executable @4 :Bool;
}

struct Faulter {
	thread @0 :Ref;
	type   @1 :UInt8;
	addr   @2 :UInt64;
}

struct RegionMap {
	id           @0 :UInt64;
	dataspaceId  @1 :UInt64;
	role         @2 :UInt8;
	owner        @3 :UInt32;
	size         @4 :UInt64;
	faultHandler @5 :Ref;
	regions      @6 :List(Region);
	faulters     @7 :List(Faulter);
}

struct Run {
	firstPage @0 :UInt64;
	count     @1 :UInt64;
	dataPage  @2 :UInt64;
}

struct RamDataspace {
	id         @0 :UInt64;
	ramSession @1 :UInt32;
	size       @2 :UInt64;
	content    @3 :List(Run);
}

struct RomDataspace {
	id      @0 :UInt64;
	session @1 :UInt32;
	module  @2 :Text;
	hash    @3 :UInt64;
	size    @4 :UInt64;
}

struct RomImage {
	module @0 :Text;
	hash   @1 :UInt64;
	pages  @2 :UInt64;
}

struct Snapshot {
	version        @0  :UInt32;
	components     @1  :List(Text);
	system         @2  :List(UInt64);
	timeUs         @3  :UInt64;
	stubHash       @4  :UInt64;
	cpuFeatures    @5  :Text;
	pageCount      @6  :UInt64;
	sessions       @7  :List(Session);
	outsides       @8  :List(Outside);
	pds            @9  :List(Pd);
	threads        @10 :List(Thread);
	gates          @11 :List(Gate);
	signalSources  @12 :List(SignalSource);
	signalContexts @13 :List(SignalContext);
	regionMaps     @14 :List(RegionMap);
	ramDataspaces  @15 :List(RamDataspace);
	romDataspaces  @16 :List(RomDataspace);
	innerSessions  @17 :List(InnerSession);
	pauseUs        @18 :UInt64;
	romImages      @19 :List(RomImage);
}
