"""One HTTP/1.1 request per connection, byte for byte as it is given."""

import os
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../support"))
import leaks  # noqa: E402

SECRET = "conformance-key"  # what the cases plant


class Answer:
    """A response as it came over the wire."""

    def __init__(self, status, fields, body, extra):
        self.status = status
        self.fields = fields  # (lower-case name, value), in order
        self.body = body
        self.extra = extra  # bytes beyond Content-Length: there must be none

    def field(self, name):
        values = [value for key, value in self.fields if key == name.lower()]
        return values[0] if values else None

    def count(self, name):
        return sum(1 for key, _ in self.fields if key == name.lower())


class Host:
    """Where the gallery is mounted: host, port and the path without a slash at its end."""

    def __init__(self, host, port, mount, own=frozenset()):
        self.host = host
        self.port = port
        self.mount = mount
        self.own = own  # what the server refuses before the gallery sees it: "methods", "targets", "coding", "conditions"

    @property
    def authority(self):
        return f"{self.host}:{self.port}"

    def raw(self, data, head=False):
        """Sends bytes and reads until the host closes or the response is complete."""
        with socket.create_connection((self.host, self.port), timeout=20) as connection:
            connection.sendall(data)
            return read_answer(connection, head)

    def ask(self, method, path, fields=(), body=b"", mount=None):
        target = (self.mount if mount is None else mount) + path
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self.authority}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in fields]
        if isinstance(body, str):
            body = body.encode()
        if body or method in ("PUT", "PATCH", "POST"):
            lines.append(f"Content-Length: {len(body)}")
        return self.raw("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body, head=method == "HEAD")


def read_answer(connection, head):
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            raise AssertionError(f"the host closed the connection after {len(data)} bytes")
        data += more
    text, _, body = data.partition(b"\r\n\r\n")
    lines = text.decode("latin-1").split("\r\n")
    status = int(lines[0].split(" ")[1])
    fields = []
    for line in lines[1:]:
        name, _, value = line.partition(":")
        fields.append((name.lower(), value.strip()))
    length = next((int(value) for name, value in fields if name == "content-length"), 0)
    wanted = 0 if head or status in (204, 304) else length
    connection.settimeout(5)
    while True:  # to the end, so that a body where there must be none is seen
        try:
            more = connection.recv(65536)
        except socket.timeout:
            break
        if not more:
            break
        body += more
    leaks.refuse(data + body, SECRET, "a response")
    return Answer(status, fields, body[:wanted], body[wanted:])
