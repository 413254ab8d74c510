"""The REST API and the page as a WSGI application."""

from __future__ import annotations

from http.client import responses
from typing import TYPE_CHECKING, Any, Callable, Iterable
from urllib.parse import quote

from .http import Caller, Request

if TYPE_CHECKING:
    from .gallery import Gallery

LIMIT = 1 << 20  # of a body; the gallery's own limits are lower


class WsgiApplication:
    """Mount it anywhere: SCRIPT_NAME is the mount.

    ``caller(environ)`` says who asks, or None for nobody; without it ``environ["integration_gallery.caller"]`` does, which the
    host's middleware sets. ``authority`` is the host and port that the application answers for, from its configuration: without
    it, browsers may change nothing. ``auth`` is "token" where callers are known by a header that no browser adds by itself.
    The target is taken from REQUEST_URI or RAW_URI where the server gives it as it was sent; a decoded PATH_INFO is encoded again.
    """

    def __init__(self, gallery: Gallery, caller: Callable[[dict[str, Any]], Caller | None] | None, *, authority: str | None, auth: str):
        self._gallery = gallery
        self._caller = caller
        self._facts = [(":auth", auth)] + ([(":authority", authority)] if authority else [])

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        caller = self._caller(environ) if self._caller else environ.get("integration_gallery.caller")
        fields = [*self._facts, (":mount", quote(environ.get("SCRIPT_NAME", "").encode("latin-1"))),
                  (":scheme", "https" if environ.get("wsgi.url_scheme") == "https" else "http")]
        for name, value in environ.items():
            if name.startswith("HTTP_"):
                fields.append((name[5:].replace("_", "-").title(), _utf8(value)))
        if environ.get("CONTENT_TYPE"):
            fields.append(("Content-Type", _utf8(environ["CONTENT_TYPE"])))
        length = environ.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isdigit() else 0
        body = environ["wsgi.input"].read(min(size, LIMIT)) if size else b""
        with self._gallery.session(*(caller or Caller("-", ""))) as session:
            response = session.handle(Request(environ["REQUEST_METHOD"], _target(environ), fields, body))
        start_response(f"{response.status} {responses.get(response.status, 'Unknown')}", response.fields)
        return [response.body]


def _utf8(value: str) -> str:
    return value.encode("latin-1").decode(errors="replace").replace("\0", "\ufffd")


def _target(environ: dict[str, Any]) -> str:
    for name in ("REQUEST_URI", "RAW_URI"):
        sent = environ.get(name)
        if isinstance(sent, str) and sent.startswith("/"):
            return _utf8(sent)
    path = quote((environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")).encode("latin-1"))
    query = environ.get("QUERY_STRING", "")
    return (path or "/") + ("?" + query if query else "")
