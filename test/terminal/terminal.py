# SPDX-License-Identifier: GPL-2.0-or-later
"""A program in a terminal, which tests look at and type into"""

import fcntl
import os
import re
import select
import subprocess
import termios
import time

PATIENCE = 60   # seconds until something counts as not happening

LINES, COLUMNS = 30, 160

# A terminal that knows little, so that little has to be understood here
DESCRIPTION = rf"""recap-test|terminal of the tests of recap,
	am, cols#{COLUMNS}, lines#{LINES},
	clear=\E[H\E[2J, cup=\E[%i%p1%d;%p2%dH, cr=\r, cud1=\n, cub1=\b,
	smcup=\E[?1049h, rmcup=\E[?1049l, civis=\E[?25l, cnorm=\E[?25h,
"""

SEQUENCE = re.compile(r"\x1b\[([?0-9;]*)([A-Za-z])")


class Terminal:
    """Program with a terminal of its own"""

    def __init__(self, command, environment, scratch, stdout=None):
        description = os.path.join(scratch, "terminal.ti")
        with open(description, "w") as file:
            file.write(DESCRIPTION)
        subprocess.run(["tic", "-o", os.path.join(scratch, "terminfo"), description], check=True)

        self.text = ""               # all that was written
        self.screen = [[" "] * COLUMNS for _ in range(LINES)]
        self.row = self.column = 0
        self.pending = b""
        self.status = None

        # the slave stays there, so that its settings can be looked at afterwards
        self.master, self.slave = os.openpty()
        self.settings = termios.tcgetattr(self.slave)

        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
                for stream in range(3):
                    os.dup2(self.slave, stream)
                if stdout:
                    os.dup2(os.open(stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
                os.execvpe(command[0], command,
                           {**environment, "TERM": "recap-test", "LC_ALL": "C.UTF-8",
                            "TERMINFO": os.path.join(scratch, "terminfo")})
            finally:
                os._exit(127)
    def close(self):
        if self.status is None:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        os.close(self.slave)
        os.close(self.master)

    def type(self, keys):
        os.write(self.master, keys.encode())

    def _show(self, text):
        position = 0
        while position < len(text):
            match = SEQUENCE.match(text, position)
            if match:
                self._sequence(match.group(1), match.group(2))
                position = match.end()
                continue
            self._character(text[position])
            position += 1

    def _sequence(self, numbers, letter):
        if letter == "H":
            parts = [int(number) for number in numbers.split(";") if number]
            self.row, self.column = (parts[0] - 1, parts[1] - 1) if len(parts) == 2 else (0, 0)
        elif letter == "J":
            self.screen = [[" "] * COLUMNS for _ in range(LINES)]
        elif letter == "K":
            self.screen[self.row][self.column:] = [" "] * (COLUMNS - self.column)

    def _character(self, character):
        if character == "\r":
            self.column = 0
        elif character == "\n":
            self.row = min(self.row + 1, LINES - 1)
        elif character == "\b":
            self.column = max(self.column - 1, 0)
        elif character.isprintable():
            if self.column == COLUMNS:
                self.row, self.column = min(self.row + 1, LINES - 1), 0
            self.screen[self.row][self.column] = character
            self.column += 1

    def read(self, timeout):
        """Return False if nothing came"""
        if not select.select([self.master], [], [], timeout)[0]:
            return False
        self.pending += os.read(self.master, 1 << 16)
        # a character or a sequence may be incomplete
        complete = self.pending
        for cut in range(min(16, len(self.pending)) + 1):
            complete = self.pending[:len(self.pending) - cut]
            try:
                if not re.search(r"\x1b(\[[?0-9;]*)?$", complete.decode()):
                    break
            except UnicodeDecodeError:
                pass
        self.pending = self.pending[len(complete):]
        text = complete.decode(errors="replace")
        self.text += text
        self._show(text)
        return True

    def lines(self):
        return ["".join(line).rstrip() for line in self.screen]

    def wait_until(self, condition, what):
        """Read until 'condition', a function without arguments, is true"""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if not self.read(0.1) and (time.monotonic() > deadline or self.ended()):
                raise AssertionError(f"{what} did not happen:\n" + "\n".join(self.lines()) + repr(self.text[-500:]))

    def ended(self):
        if self.status is None and os.waitpid(self.pid, os.WNOHANG)[0]:
            raise AssertionError("use 'wait' to wait for the end")
        return False

    def wait(self):
        """Return exit code, or negative number of the signal that ended the program"""
        deadline = time.monotonic() + PATIENCE
        while self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            # the program must be able to write
            elif not self.read(0.05) and time.monotonic() > deadline:
                raise AssertionError("the program does not end: " + repr(self.text[-500:]))
        while self.read(0):
            pass
        return self.status

    def blocked_in(self, number):
        """Return True if the program waits within a system call"""
        try:
            with open(f"/proc/{self.pid}/syscall") as file:
                return file.read().split()[0] == str(number)
        except OSError:
            return False
