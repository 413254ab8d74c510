"""What operators do: history, moving and keeping a store, keys."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Callable, Dict, List, Mapping, Union

from . import _callbacks
from ._handle import Handle, call, document, text
from ._ig import ffi, lib

#: Hears of each batch: done, left, faults, per second. False stops the job.
Progress = Callable[[int, int, int, float], Union[bool, None]]
#: What difference() and doctor() give.
Objects = List[Dict[str, Any]]
_CONFLICTS = {"refuse": 0, "skip": 1, "overwrite": 2}


def _integer(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} must be int, not {type(value).__name__}")
    if not -1 << 63 <= value < 1 << 63:
        raise ValueError(f"{name} must fit into 64 bits")
    return value


def _or_null(value: str | None, name: str) -> Any:
    return ffi.NULL if value is None else text(value, name)


def what_breaks(handle: Handle, following: Any, project: str | None) -> dict[str, Any]:
    with handle as gallery:
        report: dict[str, Any] = document(lib.ig_gallery_what_breaks, gallery, following, _or_null(project, "project"))
        return report


def changes(handle: Handle, after: int, limit: int) -> dict[str, Any]:
    with handle as session:
        told: dict[str, Any] = document(lib.ig_settings_changes, session, _integer(after, "after"), _integer(limit, "limit"))
        return told


def is_secret(handle: Handle, integration: str, pointer: str, value: str, purpose: str) -> bool:
    same, content = ffi.new("int32_t*"), text(value, "value")
    with handle as session:
        call(lib.ig_credentials_compare, session, text(integration, "integration"), text(pointer, "pointer"), content, len(content),
             text(purpose, "purpose"), same)
        return int(same[0]) == 1


def history(handle: Handle, integration: str, limit: int, before: int) -> dict[str, Any]:
    with handle as session:
        versions: dict[str, Any] = document(lib.ig_history_list, session, text(integration, "integration"), _integer(limit, "limit"),
                                            _integer(before, "before"))
        return versions


def version(handle: Handle, integration: str, revision: int) -> dict[str, Any]:
    with handle as session:
        settings: dict[str, Any] = document(lib.ig_history_get, session, text(integration, "integration"), _integer(revision, "revision"))
        return settings


def difference(handle: Handle, integration: str, before: int, after: int) -> Objects:
    with handle as session:
        changes: Objects = document(lib.ig_history_diff, session, text(integration, "integration"),
                                                 _integer(before, "before"), _integer(after, "after"))
        return changes


def restore(handle: Handle, integration: str, revision: int, if_revision: int) -> dict[str, Any]:
    with handle as session:
        stored: dict[str, Any] = document(lib.ig_history_restore, session, text(integration, "integration"),
                                          _integer(revision, "revision"), if_revision)
        return stored


def verify_history(handle: Handle, project: str, head: tuple[int, str] | None) -> dict[str, Any]:
    sequence, hashed = (0, ffi.NULL) if head is None else (_integer(head[0], "a head's sequence"), text(head[1], "a head's hash"))
    with handle as gallery:
        found: dict[str, Any] = document(lib.ig_history_verify, gallery, text(project, "project"), sequence, hashed)
        return found


def retain_history(handle: Handle, project: str, before: datetime, keep: int, subject: str) -> dict[str, Any]:
    if not isinstance(before, datetime):
        raise TypeError(f"before must be datetime, not {type(before).__name__}")
    with handle as gallery:
        result: dict[str, Any] = document(lib.ig_history_retain, gallery, text(project, "project"), text(subject, "subject"),
                                          int(before.timestamp() * 1000), _integer(keep, "keep"))
        return result


def _key(key_file: str | None, passphrase: str | None) -> tuple[Any, Any, int]:
    secret = None if passphrase is None else text(passphrase, "passphrase")
    return _or_null(key_file, "key_file"), ffi.NULL if secret is None else secret, len(secret or b"")


def export_to(handle: Handle, path: str, project: str | None, subject: str, key_file: str | None, passphrase: str | None) -> dict[str, Any]:
    with handle as gallery:
        written: dict[str, Any] = document(lib.ig_store_export, gallery, text(path, "path"), _or_null(project, "project"),
                                           text(subject, "subject"), *_key(key_file, passphrase))
        return written


def import_from(handle: Handle, path: str, subject: str, key_file: str | None, passphrase: str | None, on_conflict: str,
                dry_run: bool) -> dict[str, Any]:
    if not isinstance(dry_run, bool):
        raise TypeError(f"dry_run must be bool, not {type(dry_run).__name__}")
    if on_conflict not in _CONFLICTS:
        raise ValueError('on_conflict is "refuse", "skip" or "overwrite"')
    with handle as gallery:
        written: dict[str, Any] = document(lib.ig_store_import, gallery, text(path, "path"), text(subject, "subject"),
                                           *_key(key_file, passphrase), _CONFLICTS[on_conflict], int(dry_run))
        return written


def back_up(handle: Handle, path: str) -> None:
    with handle as gallery:
        call(lib.ig_store_backup, gallery, text(path, "path"))


def job(function: Any, handle: Handle, options: Mapping[str, Any] | None, subject: str, progress: Progress | None) -> dict[str, Any]:
    content = json.dumps(dict(options or {}), allow_nan=False).encode()
    watch = _callbacks.Watch(progress) if progress is not None else None
    context = ffi.new_handle(watch) if watch is not None else ffi.NULL
    with handle as gallery:
        result: dict[str, Any] = document(function, gallery, text(subject, "subject"), content, len(content),
                                          lib._ig_progress if watch is not None else ffi.NULL, context)
    if watch is not None and watch.exception is not None:
        raise watch.exception
    return result


def doctor(handle: Handle, project: str | None) -> Objects:
    with handle as gallery:
        findings: Objects = document(lib.ig_keys_doctor, gallery, _or_null(project, "project"))
        return findings


def shred(handle: Handle, project: str, subject: str) -> None:
    with handle as gallery:
        call(lib.ig_keys_shred, gallery, text(subject, "subject"), text(project, "project"))
