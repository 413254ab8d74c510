"""Requests over HTTP: the demo host beside a bare Beast server that has the same bytes, and beside Node's http.

Each kind is asked of all three in turns, a few times over; what is told is the median. `wrk` is the load, on loopback."""

import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile

ROOT = os.environ["IG_SOURCE_DIR"]
BUILD = os.environ["IG_BINARY_DIR"]
HERE = os.path.dirname(os.path.abspath(__file__))
LIST = "/api/v1/integrations"
ONE = LIST + "/clickup"
NAMES = ["http-list", "http-cards", "http-read", "http-304", "http-put"]
TARGETS = {"http-list": LIST, "http-cards": LIST + "?view=full", "http-read": ONE, "http-304": LIST, "http-put": ONE}
ROUNDS = int(os.environ.get("IG_BENCH_ROUNDS", "5"))
SECONDS = 2
CONNECTIONS = 32

SCRIPT = """
local count = 0
wrk.headers["Host"] = "%s"
wrk.headers["Accept"] = "application/json"
%s
"""
PUT = """
wrk.method = "PUT"
wrk.headers["Content-Type"] = "application/json"
request = function()
  count = count + 1
  return wrk.format(nil, nil, nil, '{"syncSettings":{"schedule":{"type":"interval","every":"PT' .. (count % 500 + 1) .. 'M"}}}')
end
"""


def stay_on(index):
    """Servers have one processor and the load another, where there are two: so that they do not take it from each other."""
    processors = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {processors[index % len(processors)]})


class Server:
    def __init__(self, name, *command):
        self.name = name
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=lambda: stay_on(0))
        for line in self.process.stdout:
            found = re.search(r"(?:127\.0\.0\.1:|^)(\d+)(?:/|$)", line)
            if found:
                self.port = int(found.group(1))
                return
        sys.exit(f"bench: {command[0]} did not start")

    def cpu(self):
        """Seconds of processor time so far: its own, and what the system spent on its calls."""
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return [int(field) / os.sysconf("SC_CLK_TCK") for field in fields[11:13]]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def ask(port, method, target, body=""):
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall((f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Type: application/json"
                            f"\r\nContent-Length: {len(body)}\r\n\r\n{body}").encode())
        head, _, content = connection.makefile("rb").read().partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    fields = [line.split(": ", 1) for line in lines[1:] if not line.lower().startswith("connection:")]
    return {"method": method, "target": target, "status": int(lines[0].split()[1]), "fields": fields, "body": content.decode()}


def load(server, name, etag, folder):
    """One round: requests a second, and microseconds of processor time each: all, its own, the system's."""
    extra = PUT if name == "http-put" else f"wrk.headers[\"If-None-Match\"] = '{etag}'" if name == "http-304" else ""
    script = os.path.join(folder, "load.lua")
    with open(script, "w") as file:
        file.write(SCRIPT % (f"127.0.0.1:{server.port}", extra))
    before = server.cpu()
    said = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script,
                           f"http://127.0.0.1:{server.port}{TARGETS[name]}"], stdout=subprocess.PIPE, text=True, check=True,
                          preexec_fn=lambda: stay_on(1)).stdout
    own, system = (after - start for after, start in zip(server.cpu(), before))
    if "Non-2xx or 3xx" in said:
        sys.exit(f"bench: {server.name} refused requests of {name}:\n{said}")
    count = int(re.search(r"(\d+) requests in", said).group(1))
    return (float(re.search(r"Requests/sec: *([\d.]+)", said).group(1)), (own + system) * 1e6 / count, own * 1e6 / count,
            system * 1e6 / count)


def measure(names):
    """Rows of the table, three for each kind: requests a second and processor time beside bare Beast, processor time beside
    Node. Each server has one thread; what it takes of its processor for one request is what other work on the machine
    disturbs least."""
    for tool in ("wrk", "node"):
        if not shutil.which(tool):
            sys.exit(f"bench: {tool} is not installed")
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        mounted = Server("the gallery", os.path.join(BUILD, "examples/host-beast/ig_host_beast"), "--port", "0", "--data", folder,
                         "--threads", "1")
        ask(mounted.port, "PUT", ONE, '{"enabled":true,"authentication":{"method":"apikey","apiKey":"bench-key"}}')
        answers = [ask(mounted.port, "GET", LIST), ask(mounted.port, "GET", LIST + "?view=full"), ask(mounted.port, "GET", ONE),
                   ask(mounted.port, "PUT", ONE, "{}")]
        file = os.path.join(folder, "answers.json")
        with open(file, "w") as out:
            json.dump(answers, out)
        bare = Server("bare Beast", os.path.join(BUILD, "tests/bench/ig_bench_bare_beast"), file)
        node = Server("Node", "node", os.path.join(HERE, "node.mjs"), file)
        try:
            for name in names:
                etag = dict((key.lower(), value) for key, value in ask(mounted.port, "GET", TARGETS[name])["fields"])["etag"]
                given = dict((key.lower(), value) for key, value in answers[0]["fields"])["etag"]
                rounds = {server: [] for server in (mounted, bare, node)}
                for index in range(ROUNDS):
                    for server in rounds if index % 2 == 0 else reversed(rounds):
                        rounds[server].append(load(server, name, etag if server is mounted else given, folder))
                yield from rows(name, *rounds.values())
        finally:
            for server in (mounted, bare, node):
                server.stop()


def rows(name, mounted, bare, node):
    speed = statistics.median(a[0] / b[0] for a, b in zip(mounted, bare))
    aim = {"http-list": 0.85, "http-cards": 0.85, "http-read": 0.85, "http-304": 1.0}.get(name)
    yield {"name": name, "value": statistics.median(item[0] for item in mounted), "unit": "1/s",
           "baseline": statistics.median(item[0] for item in bare), "ratio": speed,
           "aim": None if aim is None else f">= {aim}", "met": None if aim is None else speed >= aim}
    processor = statistics.median(b[1] / a[1] for a, b in zip(mounted, bare))
    yield {"name": name + "-beast", "value": statistics.median(item[1] for item in mounted), "unit": "us",
           "baseline": statistics.median(item[1] for item in bare), "ratio": processor,
           "aim": None if aim is None else f">= {aim}", "met": None if aim is None else processor >= aim}
    saved = statistics.median(b[1] / a[1] for a, b in zip(mounted, node))
    # Who receives and sends has the system do so: less than its part of ours nobody's processor time can be. Where even
    # that is no fifth of Node's, five times less cannot be had.
    least = statistics.median(item[3] for item in mounted)
    yield {"name": name + "-floor", "value": least, "unit": "us", "baseline": statistics.median(item[1] for item in node),
           "ratio": statistics.median(b[1] / a[3] for a, b in zip(mounted, node)), "aim": None, "met": None}
    yield {"name": name + "-own", "value": statistics.median(item[2] for item in mounted), "unit": "us",
           "baseline": statistics.median(item[2] for item in node),
           "ratio": statistics.median(b[2] / max(a[2], 0.01) for a, b in zip(mounted, node)), "aim": None, "met": None}
    with_aim = name != "http-put"  # Node's stores nothing
    yield {"name": name + "-cpu", "value": statistics.median(item[1] for item in mounted), "unit": "us",
           "baseline": statistics.median(item[1] for item in node), "ratio": saved, "aim": ">= 5" if with_aim else None,
           "met": saved >= 5 if with_aim else None}
