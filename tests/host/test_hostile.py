"""Clients that mean no good: the host goes on answering the others, and gives back what they took."""

import os
import random
import socket
import time

from host import LIMIT, Host

LIST = "/api/v1/integrations"


def answers_others(host, within=10):
    started = time.monotonic()
    assert host.ask("GET", LIST)[0] == 200
    assert time.monotonic() - started < within, "another client had to wait"


def connections(host):
    """Sockets only: the pool of the database opens files when it likes, and they are nobody's connections."""
    folder = f"/proc/{host.process.pid}/fd"
    count = 0
    for name in os.listdir(folder):
        try:
            count += os.readlink(f"{folder}/{name}").startswith("socket:")
        except FileNotFoundError:
            pass  # closed since it was listed
    return count


def settles(host, before):
    """The connections that were left are given back."""
    until = time.monotonic() + LIMIT
    while connections(host) > before and time.monotonic() < until:
        time.sleep(0.1)
    assert connections(host) <= before, f"{connections(host)} connections are open, not {before}"


def test_heads_that_come_byte_by_byte_hold_up_nobody(host):
    before = connections(host)
    head = f"GET {LIST} HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\nX-Slow: ".encode()
    slow = [host.connect() for _ in range(100)]
    try:
        for index in range(30):
            for connection in slow:
                connection.sendall(head[index:index + 1])
            if index % 10 == 0:
                answers_others(host)
        answers_others(host)
    finally:
        for connection in slow:
            connection.close()
    settles(host, before)


def test_bodies_that_never_end_hold_up_nobody(host):
    before = connections(host)
    slow = []
    try:
        for _ in range(60):
            connection = host.connect()
            connection.sendall((f"PUT {LIST}/clickup HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\nContent-Type: application/json\r\n"
                                "Content-Length: 1000\r\n\r\n{\"enabled\":").encode())
            slow.append(connection)
        answers_others(host)
    finally:
        for connection in slow:  # half of a request is none
            connection.close()
    settles(host, before)
    assert b"half" not in host.ask("GET", LIST)[2]


def test_clients_that_read_nothing_hold_up_nobody(host):
    before = connections(host)
    request = f"GET {LIST}?view=full HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\n\r\n".encode()
    deaf = []
    try:
        for _ in range(20):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(0.2)
            connection.connect(("127.0.0.1", host.port))
            try:
                connection.sendall(request * 200)
            except OSError:
                pass  # the host stopped reading: it waits for its answers to be taken
            deaf.append(connection)
        answers_others(host)
    finally:
        for connection in deaf:
            connection.close()
    settles(host, before)


def test_what_is_no_http_ends_that_connection_only(host):
    source = random.Random(7)
    starts = [b"", b"GET ", b"GET / HTTP/1.1\r\n", b"PUT / HTTP/1.1\r\nContent-Length: ", b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
              b"GET / HTTP/9.9\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00"]
    before = connections(host)
    for index in range(300):
        with host.connect() as connection:
            connection.sendall(starts[index % len(starts)] + source.randbytes(source.randrange(200)))
            if index % 3 == 0:
                connection.shutdown(socket.SHUT_WR)
    answers_others(host)
    settles(host, before)


def test_lengths_that_disagree_smuggle_nothing(host):
    hidden = f"DELETE {LIST}/clickup HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\nX-Integration-Gallery: 1\r\n\r\n"
    host.ask("PUT", LIST + "/clickup", {"enabled": True, "authentication": {"method": "apikey", "apiKey": "not-smuggled"}})
    before = host.ask("GET", LIST + "/clickup")[1]["etag"]
    for fields in ("Content-Length: 0\r\nContent-Length: 5", "Content-Length: 5\r\nTransfer-Encoding: chunked",
                   "Content-Length: +5", "Content-Length: 5, 6", "Content-Length: -1", "Transfer-Encoding: chunked, identity",
                   "Transfer-Encoding : chunked", "Content-Length: 99999999999999999999999"):
        with host.connect() as connection:
            connection.sendall(f"GET {LIST} HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\n{fields}\r\n\r\n0\r\n\r\n{hidden}".encode())
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while part := connection.recv(65536):
                answer += part
        assert b" 204 " not in answer, (fields, answer[:200])
        assert host.ask("GET", LIST + "/clickup")[1]["etag"] == before, fields


def test_many_at_once_are_turned_away_and_the_next_are_answered(host):
    before = connections(host)
    crowd = []
    try:
        for _ in range(700):  # more than the host takes
            crowd.append(host.connect())
    finally:
        for connection in crowd:
            connection.close()
    settles(host, before)
    answers_others(host)


def peak(host):
    with open(f"/proc/{host.process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) * 1024


def test_memory_is_bounded_by_what_is_sent():
    """The costliest documents that fit into 256 KiB: none takes more than a constant times its size, however often it comes."""
    size = 256 * 1024
    documents = [b'{"dataMapping":[' + b"[]," * 4_000 + b"1]}", b'{"dataMapping":[' + b"1," * (size // 2 - 20) + b"1]}",
                 b'{"a":' * 40_000, b'{"dataMapping":{"x":"' + b"\\u00e9" * (size // 6 - 10) + b'"}}',
                 b'{"dataMapping":{' + b",".join(b'"%d":{}' % index for index in range(9_000)) + b"}}",
                 b'{"' + b"k" * (size - 10) + b'":1}', b"[" * size, b'"' + b"\\" * (size - 1)]
    environment = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=0:thread_local_quarantine_size_kb=0"}
    with Host(arguments=("--threads", "1"), env=environment) as host:
        ask = lambda document: host.ask("PUT", LIST + "/clickup", document)
        assert ask(b"{}")[0] == 200
        before = peak(host)
        for document in documents:
            assert len(document) <= size and 400 <= ask(document)[0] < 500, document[:40]
        once = peak(host)
        assert once - before < 128 * size, (before, once)  # sanitizers put a zone around each piece
        for _ in range(5):
            for document in documents:
                ask(document)
        assert peak(host) - once < 16 * size, (once, peak(host))
