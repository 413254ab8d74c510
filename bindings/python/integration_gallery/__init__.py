"""Integration Gallery: a catalog of integrations, settings per project, sealed credentials, a REST API and a page."""

from __future__ import annotations

from . import errors
from ._ig import ffi, lib
from .aio import AsyncSession
from .errors import (ClosedError, Conflict, Denied, Error, InvalidArgument, InvalidState, Issue, KeyFailure, NotFound, StorageError,
                     ValidationError)
from .gallery import Credentials, Gallery, KeyProvider, Session
from .http import Caller, Request, Response

if lib.ig_abi_revision() < lib.IG_ABI_REVISION:
    raise ImportError("the C library of Integration Gallery is older than this package")


def version() -> str:
    """The release of the library, such as "1.4.2"."""
    return str(ffi.string(lib.ig_version()).decode())


def abi_revision() -> int:
    """The revision of the C interface of the library."""
    return int(lib.ig_abi_revision())


def status_name(status: int) -> str:
    """The name of a status: "not_found"."""
    return str(ffi.string(lib.ig_status_name(status)).decode())


__all__ = ["AsyncSession", "Caller", "ClosedError", "Conflict", "Credentials", "Denied", "Error", "Gallery", "InvalidArgument",
           "InvalidState", "Issue", "KeyFailure", "KeyProvider", "NotFound", "Request", "Response", "Session", "StorageError",
           "ValidationError", "abi_revision", "errors", "status_name", "version"]
