# SPDX-License-Identifier: GPL-2.0-or-later
#
# Messages between the tools and a running system. The meaning of the members
# is documented in 'control/types.h', the operations in 'control/handler.h'.
# The pages of an image are an open file that accompanies the message, followed by
# those of its ancestors.

@0xb9a4d3a7c1e85f60;

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("Control::Protocol");

struct Image {
	metadata  @0 :Data;
	pageCount @1 :UInt64;
	content   @2 :UInt8;
	name      @3 :Text;

	# names of the snapshot files that pages are inherited from
	ancestors @4 :List(Text);
}

struct RestoreOptions {
	inFlight @0 :UInt8;
	verify   @1 :Bool;
	target   @2 :Text;
	clone    @3 :Text;
	lazy     @4 :Bool;
}

struct RestoreRequest {
	image   @0 :Image;
	options @1 :RestoreOptions;
}

struct LogRequest {
	after  @0 :UInt64;
	waitMs @1 :UInt32;
}

struct Request {

	# reports of the progress are welcome before the reply, and the request is
	# given up if the client shuts down its sending direction
	progress @11 :Bool;

	# budget for the pause of a checkpoint, 0 for none
	maxPauseUs @12 :UInt64;

	# of a checkpoint: number of an earlier one whose pages are there, 0 for none,
	# and age of one kept in memory that does as well, 0 for none
	base     @14 :UInt64;
	maxAgeUs @15 :UInt64;

	union {
		start          @0 :RestoreRequest;    # image may be missing
		waitForRestore @1 :Void;
		components     @2 :Void;
		capabilities   @3 :Text;
		checkpoint     @4 :List(Text);
		restore        @5 :RestoreRequest;
		kill           @6 :Text;
		stop           @7 :Void;
		removeClone    @8 :Text;
		sessions       @9 :Void;
		log            @10 :LogRequest;
		cost           @13 :Void;
	}
}

struct Error {
	code    @0 :UInt8;
	message @1 :Text;
}

# Precedes the reply
struct Progress {
	stage @0 :UInt8;
	done  @1 :UInt64;
	total @2 :UInt64;
}

struct PauseBucket {
	number @0 :UInt16;
	count  @1 :UInt64;
}

# What checkpoints of a component take
struct CheckpointCost {
	pauses       @0 :List(PauseBucket);
	longestUs    @1 :UInt64;
	overBudget   @2 :UInt64;
	workUs       @3 :UInt64;
	copyBytes    @4 :UInt64;
	historyBytes @5 :UInt64;
	obtaining    @6 :UInt64;
}

# What checkpoints take of the system
struct SystemCost {
	copyLimit @0 :UInt64;
	copyTaken @1 :UInt64;
	copyUsed  @2 :UInt64;
	cpuUs     @3 :UInt64;
}

struct ComponentStatus {
	label       @0 :Text;
	state       @1 :UInt8;
	pid         @2 :UInt64;
	threads     @3 :UInt32;
	caps        @4 :UInt32;
	ramQuota    @5 :UInt64;
	ramUsed     @6 :UInt64;
	checkpoints @7 :UInt32;
	restores    @8 :UInt32;
	pauses      @9 :List(Pause);
	cost        @10 :CheckpointCost;
}

struct Pause {
	agoUs   @0 :UInt64;
	pauseUs @1 :UInt64;
}

struct Session {
	client  @0 :Text;
	service @1 :Text;
	server  @2 :Text;
	args    @3 :Text;
	donated @4 :UInt64;
	used    @5 :UInt64;
}

struct LogLine {
	number @0 :UInt64;
	timeUs @1 :UInt64;
	text   @2 :Text;
}

struct Capability {
	slot        @0  :UInt32;
	kind        @1  :Text;
	name        @2  :Text;
	hasLabel    @3  :Bool;
	label       @4  :UInt64;
	rights      @5  :Text;
	owner       @6  :Text;
	holders     @7  :List(Text);
	attached    @8  :Text;
	deliveries  @9  :UInt32;
	hasMapCount @10 :Bool;
	mapCount    @11 :UInt32;
}

struct Phase {
	name @0 :Text;
	us   @1 :UInt64;
}

struct CheckpointResult {
	label   @0 :Text;
	image   @1 :Image;
	pauseUs @2 :UInt64;
	phases  @3 :List(Phase);
	notes   @4 :List(Text);

	number    @5 :UInt64;
	base      @6 :UInt64;
	inherited @7 :List(InheritedPages);
}

struct InheritedPages {
	page     @0 :UInt64;
	basePage @1 :UInt64;
	count    @2 :UInt64;
}

struct ReportEntry {
	component @0 :Text;
	slot      @1 :UInt32;
	kind      @2 :Text;
	name      @3 :Text;
	outcome   @4 :Text;
	detail    @5 :Text;
}

struct RestoreResult {
	label         @0 :Text;
	report        @1 :List(ReportEntry);
	notes         @2 :List(Text);
	verifiedBytes @3 :UInt64;
	phases        @4 :List(Phase);
}

struct Reply {
	union {
		error        @0 :Error;
		done         @1 :Void;
		components   @2 :List(ComponentStatus);
		capabilities @3 :List(Capability);
		checkpoint   @4 :CheckpointResult;
		restore      @5 :RestoreResult;
		sessions     @6 :List(Session);
		log          @7 :List(LogLine);
		progress     @8 :Progress;
		cost         @9 :SystemCost;
	}
}
