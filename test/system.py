# SPDX-License-Identifier: GPL-2.0-or-later
"""A running system, driven by the tool, for tests in Python"""

import json
import os
import re
import select
import subprocess
import time

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TEXTS = "/usr/share/common-licenses"

PATIENCE = 60   # seconds until something counts as not happening


class Failed(Exception):
    pass


class Output:
    """Lines of a running program"""

    def __init__(self, process):
        self.process = process
        self.lines = []
        self.rest = b""
        os.set_blocking(process.stdout.fileno(), False)

    def read(self, timeout):
        if not select.select([self.process.stdout], [], [], timeout)[0]:
            return False
        data = self.process.stdout.read()
        if not data:
            return False
        *lines, self.rest = (self.rest + data).split(b"\n")
        self.lines += [line.decode(errors="replace") for line in lines]
        return True

    def wait_for(self, pattern, since, what, hopeless=None):
        """Return index behind the first line from 'since' on that matches

        Whether it is hopeless to wait is asked about once a second.
        """
        deadline, position = time.monotonic() + PATIENCE, since
        while True:
            for index in range(position, len(self.lines)):
                if re.search(pattern, self.lines[index]):
                    return index + 1
            position = len(self.lines)
            left = deadline - time.monotonic()
            ended = self.process.poll() is not None
            if left <= 0 or (ended and not self.read(0)) or (hopeless and hopeless()):
                raise Failed(f"{what} (waited for '{pattern}')")
            if not ended:
                self.read(min(left, 1))

    def show(self, count=15):
        for line in self.lines[-count:]:
            print("    " + line.encode("unicode_escape").decode())


class System:
    """System started by 'recap run', which the test has to stop

    Further arguments are those of subprocess.Popen.
    """

    def __init__(self, build, directory, scenario, options=(), **popen):
        self.tool = os.path.join(build, "bin", "recap")
        self.env = dict(os.environ, XDG_RUNTIME_DIR=directory)
        config = os.path.join(directory, "scenario.xml")
        with open(config, "w") as file:
            file.write(scenario)
        self.process = subprocess.Popen(
            [self.tool, "run", config, "--name", "test", "--rom", TEXTS, *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.env,
            **popen)
        self.output = Output(self.process)

    def start(self, *arguments, **popen):
        """Start the tool"""
        return subprocess.Popen([self.tool, *arguments, "--system", "test"], env=self.env,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **popen)

    def command(self, *arguments, **popen):
        """Execute the tool"""
        return subprocess.run([self.tool, *arguments, "--system", "test"], env=self.env,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              errors="replace", timeout=PATIENCE, **popen)

    def components(self):
        """Return status by the last element of the label"""
        outcome = self.command("ps", "--json")
        if outcome.returncode != 0:
            raise Failed("the system does not answer: " + outcome.stderr.strip())
        return {c["label"].split(" -> ")[-1]: c for c in json.loads(outcome.stdout)}

    def nucleus(self):
        """Return process ID of nucleus"""
        for pid in children_of(self.process.pid):
            with open(f"/proc/{pid}/cmdline") as file:
                if "nucleus" in file.read():
                    return pid
        raise Failed("nucleus is gone")

    def processes(self):
        """Return process IDs of nucleus and of all processes of components"""
        nucleus = self.nucleus()
        return [nucleus] + descendants_of(nucleus)

    def stop(self):
        """Return exit code"""
        if self.process.poll() is None:
            try:
                self.command("stop")
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise Failed("the system does not stop")
        return self.process.returncode

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def children_of(pid):
    """Return children of all threads of a process"""
    children = []
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children") as file:
                children += [int(child) for child in file.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        pass
    return children


def descendants_of(pid):
    result = []
    for child in children_of(pid):
        result += [child] + descendants_of(child)
    return result


def field(pid, name):
    """Return value of /proc/PID/status, memory in KiB"""
    with open(f"/proc/{pid}/status") as file:
        return int(re.search(rf"^{name}:\s+(\d+)", file.read(), re.M).group(1))


def scenario(children):
    """Return configuration with a timer and the given start nodes"""
    return """<config>
	<parent-provides>
		<service name="ROM"/> <service name="RAM"/> <service name="PD"/>
		<service name="CPU"/> <service name="RM"/>  <service name="LOG"/>
	</parent-provides>
	<default-route> <any-service> <parent/> <any-child/> </any-service> </default-route>
	<start name="timer"> <resource name="RAM" quantum="2M"/>
		<provides> <service name="Timer"/> </provides> </start>
""" + children + "</config>\n"
