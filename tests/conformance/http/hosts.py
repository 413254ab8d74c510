"""Starts the example hosts, each in a folder of its own, and nginx in front of some of them."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "host"))
import host as beast  # noqa: E402

ROOT = os.environ["IG_SOURCE_DIR"]
EXAMPLES = os.path.join(os.environ["IG_BINARY_DIR"], "examples")
LIMIT = 60  # seconds that a start may take on a busy machine


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def running(*command, says):
    """A process that has said something; what it said is matched with `says`. It must end well when it is told to."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        found = re.search(says, line)
        if not found:
            process.kill()
            raise AssertionError(f"{command[0]} did not start: {line}{process.stderr.read()}")
        yield found
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        _, problem = process.communicate(timeout=LIMIT)
        if process.returncode != 0 or "ERROR" in problem or "runtime error" in problem:
            raise AssertionError(f"{command[0]} ended with {process.returncode}: {problem}")


@contextlib.contextmanager
def nginx(folder, configuration):
    """nginx with a configuration in which PORT is still to be filled in; gives the port."""
    port = free_port()
    file = os.path.join(folder, "nginx.conf")
    with open(file, "w") as out:
        out.write(configuration.replace("FOLDER", folder).replace("PORT", str(port)))
    command = ["nginx", "-p", folder, "-c", file, "-e", "stderr"]
    if os.geteuid() == 0:
        command += ["-g", "user root;"]  # its workers have to reach the folder
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(LIMIT * 10):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise AssertionError("nginx did not start: " + process.stderr.read())
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=LIMIT)


@contextlib.contextmanager
def httplib(mount="", authority=""):
    with tempfile.TemporaryDirectory() as folder:
        with running(os.path.join(EXAMPLES, "host-httplib/ig_host_httplib"), "--port", "0", "--data", folder, "--mount", mount,
                     "--authority", authority, says=r"127\.0\.0\.1:(\d+)") as found:
            yield int(found.group(1))


@contextlib.contextmanager
def in_c(mount="", authority=""):
    with tempfile.TemporaryDirectory() as folder:
        with running(os.path.join(EXAMPLES, "host-c/ig_host_c"), "0", folder, authority, mount,
                     says=r"127\.0\.0\.1:(\d+)") as found:
            yield int(found.group(1))


@contextlib.contextmanager
def fastcgi():
    """Behind nginx, with the configuration that stands beside the example."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "gallery.sock")
        with open(os.path.join(ROOT, "examples/host-fastcgi/nginx.conf")) as file:
            configuration = file.read().replace("SOCKET", path)
        # The binary has to know what browsers see before it answers, and nginx takes its port first.
        with nginx(folder, configuration) as port:
            with running(os.path.join(EXAMPLES, "host-fastcgi/ig_host_fastcgi"), "--socket", path, "--data", folder, "--authority",
                         f"127.0.0.1:{port}", "--mount", "/app", says="answers FastCGI"):
                yield port


REWRITING = """
daemon off; pid FOLDER/nginx.pid; error_log stderr warn; worker_processes 1;
events { worker_connections 64; }
http {
    access_log off;
    client_body_temp_path FOLDER/body; proxy_temp_path FOLDER/proxy; fastcgi_temp_path FOLDER/fastcgi;
    uwsgi_temp_path FOLDER/uwsgi; scgi_temp_path FOLDER/scgi;
    # What follows the prefix, as the client sent it: rewrite and proxy_pass with a path would decode it.
    map $request_uri $inside { "~^/outside/prefix(?<rest>/.*)$" $rest; }
    server {
        listen 127.0.0.1:PORT;
        merge_slashes off;
        location /outside/prefix/ { proxy_pass http://127.0.0.1:BEHIND$inside; proxy_http_version 1.1; }
    }
}
"""


@contextlib.contextmanager
def rewriting_proxy():
    """The host in C mounted at its root; what browsers see is /outside/prefix."""
    with tempfile.TemporaryDirectory() as folder:
        behind = free_port()
        with nginx(folder, REWRITING.replace("BEHIND", str(behind))) as port:
            with tempfile.TemporaryDirectory() as data:
                with running(os.path.join(EXAMPLES, "host-c/ig_host_c"), str(behind), data, f"127.0.0.1:{port}", "",
                             says=r"127\.0\.0\.1:(\d+)"):
                    yield port


@contextlib.contextmanager
def reference():
    with beast.Host() as one:
        yield one.port


# name, how it is started, the mounts to ask, what the server in front answers by itself
HOSTS = (
    ("host-beast", reference, ("/", "/projects/conformance/"), ()),
    ("host-httplib", httplib, ("/",), ("methods", "coding")),
    ("host-httplib under /app", lambda: httplib("/app"), ("/app/",), ("methods", "coding")),
    ("host-c", in_c, ("/",), ()),
    ("host-c under /app", lambda: in_c("/app"), ("/app/",), ()),
    ("host-fastcgi behind nginx", fastcgi, ("/app/",), ("methods", "targets", "conditions")),
    ("host-c behind a rewriting proxy", rewriting_proxy, ("/outside/prefix/",), ("methods", "targets", "conditions")),
)
