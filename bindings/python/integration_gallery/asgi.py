"""The REST API and the page as an ASGI application."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any, Awaitable, Callable
from urllib.parse import quote

from .http import Caller, Request, Response

if TYPE_CHECKING:
    from .gallery import Gallery

LIMIT = 1 << 20  # of a body; the gallery's own limits are lower


class AsgiApplication:
    """Mount it anywhere: ``root_path`` is the mount. The work is done in a thread, so the event loop is free meanwhile.

    ``caller(scope)`` says who asks, or None for nobody; it may be async. Without it ``scope["integration_gallery.caller"]`` does,
    which the host's middleware sets. ``authority`` and ``auth`` are as for WsgiApplication.
    """

    def __init__(self, gallery: Gallery, caller: Callable[[dict[str, Any]], Any] | None, *, authority: str | None, auth: str):
        self._gallery = gallery
        self._caller = caller
        self._facts = [(":auth", auth)] + ([(":authority", authority)] if authority else [])

    async def __call__(self, scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]],
                       send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        if scope["type"] == "lifespan":
            while True:
                message = await receive()
                await send({"type": message["type"] + ".complete"})
                if message["type"] == "lifespan.shutdown":
                    return
        if scope["type"] != "http":
            raise ValueError(f"the gallery does not speak {scope['type']}")
        caller = self._caller(scope) if self._caller else scope.get("integration_gallery.caller")
        if inspect.isawaitable(caller):
            caller = await caller
        body = b""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body = (body + message.get("body", b""))[:LIMIT]
            if not message.get("more_body", False):
                break
        response = await asyncio.to_thread(self._answer, caller or Caller("-", ""), scope, body)
        fields = [(name.lower().encode(), value.encode()) for name, value in response.fields]
        await send({"type": "http.response.start", "status": response.status, "headers": fields})
        await send({"type": "http.response.body", "body": response.body})

    def _answer(self, caller: Caller, scope: dict[str, Any], body: bytes) -> Response:
        path = scope.get("raw_path") or quote(scope["path"]).encode()
        query = scope.get("query_string", b"")
        target = _utf8(path.split(b"?")[0] + (b"?" + query if query else b""))
        mount = quote(scope.get("root_path", ""))
        if mount and not target.startswith(mount):
            target = mount + target  # servers of ASGI before 2.4 leave the mount out
        fields = [*self._facts, (":mount", mount), (":scheme", "https" if scope.get("scheme") == "https" else "http")]
        fields += [(_utf8(name), _utf8(value)) for name, value in scope["headers"] if not name.startswith(b":")]
        with self._gallery.session(*caller) as session:
            return session.handle(Request(scope["method"], target, fields, body))


def _utf8(value: bytes) -> str:
    return value.decode(errors="replace").replace("\0", "\ufffd")
