"""The boundary to C: texts in, documents out, errors as exceptions, handles that cannot be used after their end."""

from __future__ import annotations

import json
import threading
from typing import Any, Callable

from . import _callbacks
from ._ig import ffi, lib
from .errors import CLASSES, ClosedError, Error, HostError


def text(value: object, name: str) -> bytes:
    """UTF-8 of a text argument; TypeError or ValueError if it is none, or holds a NUL."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be str, not {type(value).__name__}")
    if "\0" in value:
        raise ValueError(f"{name} holds a NUL character")
    return value.encode()


def call(function: Callable[..., int], *arguments: Any) -> None:
    """Calls a function that takes an ig_error** last, and raises what it reports."""
    error = ffi.new("ig_error**")
    _callbacks.raised.exception = None
    status = function(*arguments, error)
    if status != 0:
        raise_error(status, error[0])


def make(kind: str, function: Callable[..., int], *arguments: Any) -> Any:
    """The object that a function gives through its out parameter."""
    out = ffi.new(kind)
    call(function, *arguments, out)
    return out[0]


def raise_error(status: int, error: Any) -> None:
    message = ffi.string(lib.ig_error_message(error)).decode()
    code = ffi.string(lib.ig_error_code(error)).decode()
    detail = json.loads(ffi.string(lib.ig_error_detail(error)) or b"{}")
    lib.ig_error_free(error)
    cause = _callbacks.raised.exception
    _callbacks.raised.exception = None
    raise CLASSES.get(status, HostError if status >= 1000 else Error)(message, status=status, code=code, detail=detail) from cause


def document(function: Callable[..., int], *arguments: Any) -> Any:
    """The JSON document in the buffer that a function gives."""
    buffer = make("ig_buffer**", function, *arguments)
    try:
        return json.loads(ffi.buffer(lib.ig_buffer_data(buffer), lib.ig_buffer_size(buffer))[:])
    finally:
        lib.ig_buffer_free(buffer)


class Handle:
    """A handle for one thread at a time: others wait. Freed once, never while a call is using it."""

    __slots__ = ("_pointer", "_lock", "_depth", "_what")

    def __init__(self, pointer: Any, free: Callable[[Any], None], what: str):
        self._pointer = ffi.gc(pointer, free)
        self._lock = threading.RLock()
        self._depth = 0
        self._what = what

    def __enter__(self) -> Any:
        self._lock.acquire()
        if self._pointer is None:
            self._lock.release()
            raise ClosedError(f"this {self._what} is closed")
        self._depth += 1
        return self._pointer

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        self._lock.release()

    def close(self) -> None:
        with self._lock:
            if self._depth != 0:
                raise ClosedError(f"this {self._what} cannot be closed from inside a call of its own")
            pointer, self._pointer = self._pointer, None
            if pointer is not None:
                ffi.release(pointer)
