"""HTTP messages, and who sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterable, NamedTuple

from ._handle import Handle, call, make, text
from ._ig import ffi, lib


class Caller(NamedTuple):
    """Who asks: signed in by the host, never read from a header of the gallery's."""

    project: str
    subject: str
    permissions: int = 0


@dataclass
class Response:
    """What to send back; Content-Length is among the fields."""

    status: int
    fields: list[tuple[str, str]]
    body: bytes


@dataclass
class Request:
    """A request: ``target`` is still percent-encoded. Fields whose name begins with ":" are facts that the host vouches for
    (":authority", ":mount", ":scheme", ":auth", ":request-id")."""

    method: str
    target: str
    fields: Iterable[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def _message(self) -> Handle:
        made = Handle(make("ig_http_message**", lib.ig_http_request_new, text(self.method, "method"), text(self.target, "target")),
                      lib.ig_http_message_free, "request")
        with made as message:
            for name, value in self.fields:
                call(lib.ig_http_message_add, message, text(name, "a field's name"), text(value, name))
            call(lib.ig_http_message_set_body, message, ffi.from_buffer(self.body), len(self.body))
        return made

    def classify(self, session: Any) -> str:
        with self._message() as message:
            return ("pure", "store", "outbound")[lib.ig_http_classify(session, message)]

    def answer(self, session: Any) -> Response:
        with self._message() as message:
            response = make("ig_http_message**", lib.ig_http_handle, session, message)
        with Handle(response, lib.ig_http_message_free, "response"):
            value = ffi.new("const char**")
            fields = []
            for index in range(lib.ig_http_message_count(response)):
                name = ffi.string(lib.ig_http_message_field(response, index, value)).decode()
                fields.append((name, ffi.string(value[0]).decode()))
            size = ffi.new("size_t*")
            body = lib.ig_http_message_body(response, size)
            return Response(lib.ig_http_message_status(response), fields, ffi.buffer(body, size[0])[:])
