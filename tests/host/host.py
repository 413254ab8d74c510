"""Starts the demo host and speaks HTTP to it without a library in between that would mend what we send."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading

ROOT = os.environ["IG_SOURCE_DIR"]
BUILD = os.environ["IG_BINARY_DIR"]
PROGRAM = os.path.join(BUILD, "examples/host-beast/ig_host_beast")
sys.path.insert(0, os.path.join(ROOT, "tests/support"))
import leaks  # noqa: E402

KEY = "pk_9137_CANARY_Q2hlY2sgbWU"  # every secret that these tests plant
LIMIT = 60  # seconds that anything may take on a busy machine


def start(*arguments, **options):
    return subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def fails_to_start(*arguments, **options):
    """What a host that does not start says: its exit code and its one line on standard error."""
    process = start(*arguments, **options)
    _, problem = process.communicate(timeout=LIMIT)
    return process.returncode, problem


class Host:
    """A running host in a folder of its own, or in `folder`."""

    def __init__(self, folder=None, arguments=(), **options):
        self._own = tempfile.TemporaryDirectory() if folder is None else None
        self.folder = folder or self._own.name
        self.process = start("--port", "0", "--data", self.folder, "--host-model",
                             os.path.join(ROOT, "examples/host-beast/host-model.json"), *arguments, **options)
        self.said = []
        watchdog = threading.Timer(LIMIT, self.process.kill)
        watchdog.start()
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))
            found = re.fullmatch(r"Integration Gallery is at http://127\.0\.0\.1:(\d+)/admin/integrations/", self.said[-1])
            if found:
                break
        watchdog.cancel()
        if not self.said or not found:
            raise AssertionError("the host did not start: " + self.process.stderr.read())
        self.port = int(found.group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        leaks.refuse_in_folder(self.folder, KEY)
        if self._own:
            self._own.cleanup()

    def stop(self, sign=signal.SIGTERM):
        """Exit code and what it said on standard error."""
        self.process.send_signal(sign)
        said, problem = self.process.communicate(timeout=LIMIT)
        leaks.refuse("\n".join(self.said) + said + problem, KEY, "what the host said")
        leaks.refuse_in_folder(self.folder, KEY)
        return self.process.returncode, problem

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=LIMIT)

    def ask(self, method, target, body=None, headers=(), host=None):
        """One request on a connection of its own: status, header fields (lower case), body."""
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.port}'}", "Connection: close", *headers]
        if body is not None:
            lines.append(f"Content-Length: {len(content)}")
            if not any(line.lower().startswith("content-type") for line in headers):
                lines.append("Content-Type: application/json")
        with self.connect() as connection:
            connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + content)
            status, fields, content = read_response(connection.makefile("rb"), method)
        leaks.refuse(repr(fields), KEY, "the header of a response")
        leaks.refuse(content, KEY, "a response")
        return status, fields, content


def read_response(stream, method="GET"):
    status = int(stream.readline().split()[1])
    fields = {}
    for line in iter(stream.readline, b"\r\n"):
        name, _, value = line.decode().partition(":")
        fields[name.strip().lower()] = value.strip()
    length = 0 if method == "HEAD" or status in (100, 204, 304) else int(fields.get("content-length", "0"))
    return status, fields, stream.read(length)
