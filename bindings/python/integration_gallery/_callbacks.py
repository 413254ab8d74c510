"""The host's functions as C callbacks. Whatever they raise is kept for the call that they are inside of, and never unwinds into C."""

from __future__ import annotations

import json
import logging
import threading
from typing import Any

from ._ig import ffi, lib
from .errors import Error

log = logging.getLogger("integration_gallery")


class _Raised(threading.local):
    exception: BaseException | None = None


raised = _Raised()
_contexts: set[Any] = set()  # keeps the objects that C points to


def context_of(host: object) -> Any:
    """A pointer for C, valid until the library releases it."""
    handle = ffi.new_handle(host)
    _contexts.add(handle)
    return handle


def alive() -> int:
    """How many contexts the library holds."""
    return len(_contexts)


def _string(pointer: Any) -> str:
    return str(ffi.string(pointer).decode())


def _failed(exception: BaseException, error: Any) -> int:
    raised.exception = exception
    if isinstance(exception, Error):
        status, message = exception.number, exception.message
    else:
        # The text of a foreign exception may hold anything, so it is not passed on.
        log.error("a callback raised %s", type(exception).__name__, exc_info=exception)
        status, message = lib.IG_E_INTERNAL, f"It raised {type(exception).__name__}."
    if error:
        error[0] = lib.ig_error_new(status, message.encode(errors="replace").replace(b"\0", b""))
    return status if status != 0 else int(lib.IG_E_INTERNAL)


@ffi.def_extern()  # type: ignore[untyped-decorator, unused-ignore]
def _ig_release(context: Any) -> None:
    _contexts.discard(context)


@ffi.def_extern(error=16)  # type: ignore[untyped-decorator, unused-ignore]
def _ig_authorize(context: Any, project: Any, subject: Any, permissions: int, action: Any, integration: Any, allowed: Any,
                  error: Any) -> int:
    try:
        answer = ffi.from_handle(context)(_string(project), _string(subject), permissions, _string(action), _string(integration))
        allowed[0] = 1 if answer is True else 0
        return 0
    except BaseException as exception:
        return _failed(exception, error)


@ffi.def_extern(error=16)  # type: ignore[untyped-decorator, unused-ignore]
def _ig_keys(context: Any, out: Any, error: Any) -> int:
    try:
        active, known = ffi.from_handle(context).keys()
        text = json.dumps({"active": active, "known": list(known)}).encode()
        out[0] = lib.ig_buffer_new(text, len(text))
        return 0
    except BaseException as exception:
        return _failed(exception, error)


def _turn(operation: str, context: Any, key_id: Any, data: Any, size: int, label: Any, label_size: int, timeout_ms: int, out: Any,
          error: Any) -> int:
    try:
        function = getattr(ffi.from_handle(context), operation)
        made = function(_string(key_id), ffi.buffer(data, size)[:], ffi.buffer(label, label_size)[:], timeout_ms / 1000)
        if not isinstance(made, (bytes, bytearray)):
            raise TypeError(f"{operation} must give bytes")
        out[0] = lib.ig_buffer_new(ffi.from_buffer(made), len(made))
        return 0
    except BaseException as exception:
        return _failed(exception, error)


@ffi.def_extern(error=16)  # type: ignore[untyped-decorator, unused-ignore]
def _ig_wrap(*arguments: Any) -> int:
    return _turn("wrap", *arguments)


@ffi.def_extern(error=16)  # type: ignore[untyped-decorator, unused-ignore]
def _ig_unwrap(*arguments: Any) -> int:
    return _turn("unwrap", *arguments)


@ffi.def_extern(error=16)  # type: ignore[untyped-decorator, unused-ignore]
def _ig_audit(context: Any, record: Any, size: int, error: Any) -> int:
    try:
        ffi.from_handle(context)(json.loads(ffi.buffer(record, size)[:]))
        return 0
    except BaseException as exception:
        return _failed(exception, error)


@ffi.def_extern()  # type: ignore[untyped-decorator, unused-ignore]
def _ig_log(context: Any, level: int, record: Any, size: int) -> None:
    try:
        read = json.loads(ffi.buffer(record, size)[:])
        ffi.from_handle(context)(level, read["message"], read["fields"])
    except BaseException as exception:
        log.error("the logger raised %s", type(exception).__name__, exc_info=exception)


class Watch:
    """The host's progress function during one job, and what it raised."""

    def __init__(self, function: Any):
        self.function = function
        self.exception: BaseException | None = None


@ffi.def_extern(error=12)  # type: ignore[untyped-decorator, unused-ignore]
def _ig_progress(context: Any, done: int, left: int, faults: int, per_second: float) -> int:
    watch = ffi.from_handle(context)
    try:
        return int(lib.IG_E_CANCELLED) if watch.function(done, left, faults, per_second) is False else 0
    except BaseException as exception:
        watch.exception = exception
        return int(lib.IG_E_CANCELLED)
