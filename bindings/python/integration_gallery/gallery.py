"""Gallery, Session and Credentials."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Callable, Iterable, Mapping, Protocol, Union

from . import _callbacks, operations
from ._handle import Handle, call, document, make, text
from ._ig import ffi, lib
from .http import Request, Response
from .operations import Objects, Progress

if TYPE_CHECKING:
    from .aio import AsyncSession
    from .asgi import AsgiApplication
    from .http import Caller
    from .wsgi import WsgiApplication

Document = Union[Mapping[str, Any], str, bytes]
Authorizer = Callable[[str, str, int, str, str], bool]
Audit = Callable[[dict[str, Any]], None]
Logger = Callable[[int, str, dict[str, str]], None]


class KeyProvider(Protocol):
    """Guards the data keys, for instance with a cloud key service."""

    def keys(self) -> tuple[str, Iterable[str]]:
        """The active key's id, and the ids of all that can unwrap."""

    def wrap(self, key_id: str, data: bytes, label: bytes, timeout: float) -> bytes:
        """Encrypts at most 64 bytes, authenticating ``label`` where the service can, within ``timeout`` seconds."""

    def unwrap(self, key_id: str, data: bytes, label: bytes, timeout: float) -> bytes:
        """The reverse."""


def _json_bytes(value: Document, name: str) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, Mapping):
        return json.dumps(value, allow_nan=False).encode()
    raise TypeError(f"{name} must be a mapping, str or bytes, not {type(value).__name__}")


def _revision(value: int | None) -> int:
    if value is None:
        return int(lib.IG_ANY_REVISION)
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"if_revision must be int or None, not {type(value).__name__}")
    if not 0 <= value < 1 << 63:
        raise ValueError("a revision is not negative and fits into 63 bits")
    return value


def _options(options: Mapping[str, str | Iterable[str]], manifests: Iterable[Document]) -> Handle:
    handle = Handle(make("ig_options**", lib.ig_options_new), lib.ig_options_free, "options")
    with handle as made:
        for option, value in options.items():
            for one in [value] if isinstance(value, str) else value:
                call(lib.ig_options_set, made, text(option, "an option's name"), text(one, option))
        for manifest in manifests:
            content = _json_bytes(manifest, "a manifest")
            call(lib.ig_options_add_manifest, made, content, len(content))
    return handle


class Gallery:
    """The gallery of one store: open it once, use it from any number of threads.

    ``options`` are the options of ``ig_options_set`` by name: ``{"database.url": "sqlite:///var/lib/app/gallery.db", "key.file":
    …}``; one that may be set several times takes a list. ``authorizer(project, subject, permissions, action, integration)``
    decides who may do what: only ``True`` is a yes. ``audit(record)`` hears of openings and changes before they are
    acknowledged; ``logger(level, message, fields)`` takes log records (0 debug to 3 error).
    """

    def __init__(self, options: Mapping[str, str | Iterable[str]], *, manifests: Iterable[Document] = (),
                 authorizer: Authorizer | None = None, audit: Audit | None = None, logger: Logger | None = None,
                 key_provider: KeyProvider | None = None):
        for name, function in (("authorizer", authorizer), ("audit", audit), ("logger", logger)):
            if function is not None and not callable(function):
                raise TypeError(f"{name} must be callable, not {type(function).__name__}")
        with _options(options, manifests) as made:
            if authorizer is not None:
                call(lib.ig_options_set_authorizer, made, lib._ig_authorize, _callbacks.context_of(authorizer), lib._ig_release)
            if audit is not None:
                call(lib.ig_options_set_audit_sink, made, lib._ig_audit, _callbacks.context_of(audit), lib._ig_release)
            if logger is not None:
                call(lib.ig_options_set_logger, made, lib._ig_log, _callbacks.context_of(logger), lib._ig_release)
            if key_provider is not None:
                call(lib.ig_options_set_key_provider, made, type(key_provider).__name__.encode(), lib._ig_keys, lib._ig_wrap,
                     lib._ig_unwrap, _callbacks.context_of(key_provider), lib._ig_release)
            self._handle = Handle(make("ig_gallery**", lib.ig_gallery_open, made), lib.ig_gallery_close, "gallery")

    def __enter__(self) -> Gallery:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes it; sessions that are left keep the store open. A second time is harmless."""
        self._handle.close()

    def session(self, project: str, subject: str = "", permissions: int = 0) -> Session:
        """Who acts in which project. Cheap: one per request. ``permissions`` are the host's own bits, for its authorizer."""
        if not isinstance(permissions, int) or isinstance(permissions, bool):
            raise TypeError(f"permissions must be int, not {type(permissions).__name__}")
        if not 0 <= permissions < 1 << 64:
            raise ValueError("permissions must fit into 64 bits")
        with self._handle as gallery:
            return Session(make("ig_session**", lib.ig_session_new, gallery, text(project, "project"), text(subject, "subject"),
                                permissions))

    def what_breaks(self, options: Mapping[str, str | Iterable[str]] | None = None, *, manifests: Iterable[Document] = (),
                    project: str | None = None) -> dict[str, Any]:
        """What would be wrong with what is stored if the catalog of these ``options`` and ``manifests`` were the gallery's:
        ``breakages`` in ``project`` (None: all). Changes nothing; ask it before a new version of a manifest is used."""
        with _options(options or {}, manifests) as following:
            return operations.what_breaks(self._handle, following, project)

    def verify_history(self, project: str, head: tuple[int, str] | None = None) -> dict[str, Any]:
        """Verifies the history of a project, and compares it with a ``head`` (sequence, hash) kept outside of the database."""
        return operations.verify_history(self._handle, project, head)

    def retain_history(self, project: str, before: datetime, keep: int, subject: str = "") -> dict[str, Any]:
        """Forgets versions that are older than ``before`` and not among the newest ``keep``, and signs the rest."""
        return operations.retain_history(self._handle, project, before, keep, subject)

    def export_to(self, path: str, *, project: str | None = None, subject: str = "", key_file: str | None = None,
                  passphrase: str | None = None) -> dict[str, Any]:
        """Writes a project (None: all) with secrets and history into a new file, sealed to ``key_file`` or ``passphrase``."""
        return operations.export_to(self._handle, path, project, subject, key_file, passphrase)

    def import_from(self, path: str, *, subject: str = "", key_file: str | None = None, passphrase: str | None = None,
                    on_conflict: str = "refuse", dry_run: bool = False) -> dict[str, Any]:
        """Reads such a file, all or nothing; ``on_conflict``: "refuse", "skip" or "overwrite" a project that is there."""
        return operations.import_from(self._handle, path, subject, key_file, passphrase, on_conflict, dry_run)

    def back_up(self, path: str) -> None:
        """Copies an SQLite store, while it is in use, into a new file that opens with the same key."""
        operations.back_up(self._handle, path)

    def rotate_keys(self, options: Mapping[str, Any] | None = None, *, subject: str = "", progress: Progress | None = None) -> dict[str, Any]:
        """Gives projects new data keys and seals their secrets again; ``options`` are those of ``ig_keys_rotate``.
        ``progress(done, left, faults, per_second)`` hears of each batch; False stops the job, and so does what it raises."""
        return operations.job(lib.ig_keys_rotate, self._handle, options, subject, progress)

    def rewrap_keys(self, options: Mapping[str, Any] | None = None, *, subject: str = "", progress: Progress | None = None) -> dict[str, Any]:
        """Wraps every data key again under the active key-encryption key. See rotate_keys."""
        return operations.job(lib.ig_keys_rewrap, self._handle, options, subject, progress)

    def reseal(self, options: Mapping[str, Any] | None = None, *, subject: str = "", progress: Progress | None = None) -> dict[str, Any]:
        """Seals secrets again whose manifest names their destinations differently now. See rotate_keys."""
        return operations.job(lib.ig_keys_reseal, self._handle, options, subject, progress)

    def doctor(self, project: str | None = None) -> Objects:
        """Everything that does not open or fit together, with advice; changes nothing."""
        return operations.doctor(self._handle, project)

    def shred(self, project: str, *, subject: str = "") -> None:
        """Destroys all keys of a project: its secrets are gone."""
        operations.shred(self._handle, project, subject)

    def async_session(self, project: str, subject: str = "", permissions: int = 0) -> AsyncSession:
        """A session whose methods are awaited; each call runs in a thread."""
        from .aio import AsyncSession
        return AsyncSession(self.session(project, subject, permissions))

    def wsgi(self, caller: Callable[[dict[str, Any]], Caller | None] | None = None, *, authority: str | None = None,
             auth: str = "cookie") -> WsgiApplication:
        """The REST API and the page as a WSGI application. See WsgiApplication."""
        from .wsgi import WsgiApplication
        return WsgiApplication(self, caller, authority=authority, auth=auth)

    def asgi(self, caller: Callable[[dict[str, Any]], Any] | None = None, *, authority: str | None = None,
             auth: str = "cookie") -> AsgiApplication:
        """The REST API and the page as an ASGI application. See AsgiApplication."""
        from .asgi import AsgiApplication
        return AsgiApplication(self, caller, authority=authority, auth=auth)


class Session:
    """What one caller does in one project. Threads that share one wait for each other."""

    def __init__(self, pointer: Any):
        self._handle = Handle(pointer, lib.ig_session_free, "session")

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Releases it. A second time is harmless."""
        self._handle.close()

    def list(self, language: str = "en") -> list[dict[str, Any]]:
        """The cards of all integrations with their state in the project."""
        with self._handle as session:
            cards: list[dict[str, Any]] = document(lib.ig_catalog_list, session, text(language, "language"))
            return cards

    def get(self, integration: str) -> dict[str, Any]:
        """The settings of one integration, without secrets; ``revision`` stands in the document."""
        with self._handle as session:
            settings: dict[str, Any] = document(lib.ig_settings_get, session, text(integration, "integration"))
            return settings

    def put(self, integration: str, settings: Document, *, if_revision: int | None = None) -> dict[str, Any]:
        """Changes settings, if their revision is still ``if_revision`` (None: whatever it is; 0: never stored). Gives what is
        stored then. Absent members keep what is stored; a secret is ``{"secrets": {"/authentication/apiKey": {"value": …}}}``."""
        revision = _revision(if_revision)
        content = _json_bytes(settings, "settings")
        with self._handle as session:
            stored: dict[str, Any] = document(lib.ig_settings_put, session, text(integration, "integration"), content, len(content),
                                              revision)
            return stored

    def check(self, integration: str, settings: Document, *, if_revision: int | None = None) -> dict[str, Any]:
        """What ``put`` would store, with ``differences`` to what is stored, without storing it. Raises what ``put`` would."""
        revision = _revision(if_revision)
        content = _json_bytes(settings, "settings")
        with self._handle as session:
            preview: dict[str, Any] = document(lib.ig_settings_check, session, text(integration, "integration"), content, len(content),
                                               revision)
            return preview

    def changes(self, after: int = 0, *, limit: int = 0) -> dict[str, Any]:
        """What changed in the project after a place in its history (0: from the start), oldest first, at most ``limit`` (0: 50).
        Give ``next`` as ``after`` the next time; where ``incomplete`` is true, read all settings again."""
        return operations.changes(self._handle, after, limit)

    def set_enabled(self, integration: str, enabled: bool) -> dict[str, Any]:
        """Switches it on or off and changes nothing else. Gives what is stored then."""
        if not isinstance(enabled, bool):
            raise TypeError(f"enabled must be bool, not {type(enabled).__name__}")
        with self._handle as session:
            stored: dict[str, Any] = document(lib.ig_settings_set_enabled, session, text(integration, "integration"), int(enabled))
            return stored

    def remove(self, integration: str, *, if_revision: int | None = None) -> None:
        """Switches it off and forgets its settings and secrets, if their revision is still ``if_revision`` (None: whatever it is)."""
        revision = _revision(if_revision)
        with self._handle as session:
            call(lib.ig_settings_remove, session, text(integration, "integration"), revision)

    def history(self, integration: str, *, limit: int = 0, before: int = 0) -> dict[str, Any]:
        """The changes of one integration, newest first: at most ``limit`` (0: 50) with a revision below ``before`` (0: all)."""
        return operations.history(self._handle, integration, limit, before)

    def version(self, integration: str, revision: int) -> dict[str, Any]:
        """The settings as they were after one change, without secrets."""
        return operations.version(self._handle, integration, revision)

    def difference(self, integration: str, before: int, after: int) -> Objects:
        """Where version ``after`` differs from ``before`` (0: nothing stored)."""
        return operations.difference(self._handle, integration, before, after)

    def restore(self, integration: str, revision: int, *, if_revision: int | None = None) -> dict[str, Any]:
        """Brings back the settings of a version; today's secrets and the switch stay. Gives what is stored then."""
        return operations.restore(self._handle, integration, revision, _revision(if_revision))

    def credentials(self, integration: str, purpose: str) -> Credentials:
        """Opens the secrets for use; ``purpose`` ("sync of tasks") reaches the audit sink before they are handed out."""
        with self._handle as session:
            return Credentials(make("ig_credentials**", lib.ig_credentials_acquire, session, text(integration, "integration"),
                                    text(purpose, "purpose")))

    def is_secret(self, integration: str, pointer: str, value: str, purpose: str) -> bool:
        """Is this the secret that is stored at a JSON Pointer? Compares fingerprints, opens nothing, and is told to the audit sink."""
        return operations.is_secret(self._handle, integration, pointer, value, purpose)

    def handle(self, request: Request) -> Response:
        """Answers an HTTP request of the session's caller. 4xx and 5xx are answers."""
        with self._handle as session:
            return request.answer(session)

    def classify(self, request: Request) -> str:
        """What answering waits for: "pure" (nothing), "store" (the database, a key service) or "outbound" (another service)."""
        with self._handle as session:
            return request.classify(session)


class Credentials:
    """Opened secrets beside the settings they belong to. Wiped by ``close``, or at the end of a ``with`` block."""

    def __init__(self, pointer: Any):
        self._handle = Handle(pointer, lib.ig_credentials_free, "credentials object")
        #: Is the integration switched on? A worker leaves one alone that is not.
        self.enabled: bool = lib.ig_credentials_enabled(pointer) == 1
        #: The authentication method, such as "apikey".
        self.method: str = ffi.string(lib.ig_credentials_method(pointer)).decode()
        #: The revision of the settings that the secrets belong to.
        self.revision: int = lib.ig_credentials_revision(pointer)
        #: {authentication, dataMapping, syncSettings} without any secret.
        self.settings: dict[str, Any] = json.loads(ffi.string(lib.ig_credentials_settings(pointer)))
        #: The JSON Pointers of the secrets that are set.
        self.fields: list[str] = [ffi.string(lib.ig_credentials_field_name(pointer, index)).decode()
                                  for index in range(lib.ig_credentials_field_count(pointer))]

    def __enter__(self) -> Credentials:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Credentials {self.method} revision {self.revision}>"

    def close(self) -> None:
        """Wipes the secrets. A second time is harmless."""
        self._handle.close()

    def secret(self, pointer: str) -> str | None:
        """The secret at a JSON Pointer such as "/authentication/apiKey"; None if it is not set. Python cannot wipe the copy."""
        with self._handle as credentials:
            size = ffi.new("size_t*")
            found = lib.ig_credentials_field(credentials, text(pointer, "pointer"), size)
            return ffi.buffer(found, size[0])[:].decode() if found else None

    def __getitem__(self, pointer: str) -> str:
        value = self.secret(pointer)
        if value is None:
            raise KeyError(pointer)
        return value
