"""What can go wrong: an exception class for each status of the library."""

from __future__ import annotations

from typing import Any, NamedTuple

from ._ig import ffi, lib


class Issue(NamedTuple):
    """One thing that is wrong with a document."""

    pointer: str  #: where, as a fragment: "#/authentication/apiKey"
    code: str
    detail: str


class Error(Exception):
    """A failure that the library reports. A host's callback may raise one: its status and message pass through.

    ``status`` is the name of the status ("not_found"), ``code`` its stable code ("key-mismatch"), ``detail`` the problem
    document of RFC 9457. No text of it ever holds a secret. ``__cause__`` is what a callback raised, if one did.
    """

    def __init__(self, message: str, *, status: int | None = None, code: str = "host", detail: dict[str, Any] | None = None):
        super().__init__(message)
        self.message = message
        self.number: int = self._default if status is None else status
        self.code = code
        self.detail: dict[str, Any] = detail or {}

    _default = 16

    @property
    def status(self) -> str:
        """The name of the status."""
        return str(ffi.string(lib.ig_status_name(self.number)).decode())

    @property
    def errors(self) -> list[Issue]:
        """What is wrong with a document, place by place."""
        return [Issue(str(one.get("pointer", "")), str(one.get("code", "")), str(one.get("detail", "")))
                for one in self.detail.get("errors", [])]


class InvalidArgument(Error, ValueError):
    """A bug in the caller."""
    _default = 1


class InvalidState(Error):
    """The right call at the wrong moment, or something it needs was not configured."""
    _default = 2


class ValidationError(Error, ValueError):
    """A document breaks its schema: see ``errors``."""
    _default = 3


class NotFound(Error, LookupError):
    """There is no such thing."""
    _default = 4


class Conflict(Error):
    """The revision moved."""
    _default = 5


class Denied(Error, PermissionError):
    """The authorizer did not say yes."""
    _default = 6


class Reauthorize(Error):
    """Stored credentials no longer work."""
    _default = 7


class RemoteError(Error):
    """A third party failed."""
    _default = 8


class StorageError(Error):
    """The database failed."""
    _default = 9


class KeyFailure(Error):
    """A key is missing or wrong, or a value did not verify."""
    _default = 10


class TimeoutExceeded(Error, TimeoutError):
    """Something took too long."""
    _default = 11


class Cancelled(Error):
    """Someone cancelled it."""
    _default = 12


class LimitExceeded(Error):
    """A size, depth or count is above its limit."""
    _default = 13


class Unsupported(Error):
    """Not in this build."""
    _default = 14


class OutOfMemory(Error, MemoryError):
    """There is not enough memory."""
    _default = 15


class InternalError(Error):
    """Something that the library does not know."""
    _default = 16


class HostError(Error):
    """A failure of the host's own: statuses 1000 to 1999."""
    _default = 1000


class ClosedError(ValueError):
    """The object was closed, or is being used by the call from which it should be closed."""


CLASSES: dict[int, type[Error]] = {
    one._default: one
    for one in (InvalidArgument, InvalidState, ValidationError, NotFound, Conflict, Denied, Reauthorize, RemoteError, StorageError,
                KeyFailure, TimeoutExceeded, Cancelled, LimitExceeded, Unsupported, OutOfMemory, InternalError)
}
