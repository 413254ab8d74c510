"""Sessions for asyncio."""

from __future__ import annotations

import asyncio
from typing import Any

from .gallery import Credentials, Document, Session
from .http import Request, Response
from .operations import Objects


class AsyncSession:
    """A Session whose calls run in threads, so that the event loop is free meanwhile."""

    def __init__(self, session: Session):
        self._session = session

    async def __aenter__(self) -> AsyncSession:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Releases it."""
        await asyncio.to_thread(self._session.close)

    async def list(self, language: str = "en") -> list[dict[str, Any]]:
        """See Session.list."""
        return await asyncio.to_thread(self._session.list, language)

    async def get(self, integration: str) -> dict[str, Any]:
        """See Session.get."""
        return await asyncio.to_thread(self._session.get, integration)

    async def put(self, integration: str, settings: Document, *, if_revision: int | None = None) -> dict[str, Any]:
        """See Session.put."""
        return await asyncio.to_thread(self._session.put, integration, settings, if_revision=if_revision)

    async def check(self, integration: str, settings: Document, *, if_revision: int | None = None) -> dict[str, Any]:
        """See Session.check."""
        return await asyncio.to_thread(self._session.check, integration, settings, if_revision=if_revision)

    async def changes(self, after: int = 0, *, limit: int = 0) -> dict[str, Any]:
        """See Session.changes."""
        return await asyncio.to_thread(self._session.changes, after, limit=limit)

    async def set_enabled(self, integration: str, enabled: bool) -> dict[str, Any]:
        """See Session.set_enabled."""
        return await asyncio.to_thread(self._session.set_enabled, integration, enabled)

    async def remove(self, integration: str, *, if_revision: int | None = None) -> None:
        """See Session.remove."""
        await asyncio.to_thread(self._session.remove, integration, if_revision=if_revision)

    async def history(self, integration: str, *, limit: int = 0, before: int = 0) -> dict[str, Any]:
        """See Session.history."""
        return await asyncio.to_thread(self._session.history, integration, limit=limit, before=before)

    async def version(self, integration: str, revision: int) -> dict[str, Any]:
        """See Session.version."""
        return await asyncio.to_thread(self._session.version, integration, revision)

    async def difference(self, integration: str, before: int, after: int) -> Objects:
        """See Session.difference."""
        return await asyncio.to_thread(self._session.difference, integration, before, after)

    async def restore(self, integration: str, revision: int, *, if_revision: int | None = None) -> dict[str, Any]:
        """See Session.restore."""
        return await asyncio.to_thread(self._session.restore, integration, revision, if_revision=if_revision)

    async def credentials(self, integration: str, purpose: str) -> Credentials:
        """See Session.credentials."""
        return await asyncio.to_thread(self._session.credentials, integration, purpose)

    async def is_secret(self, integration: str, pointer: str, value: str, purpose: str) -> bool:
        """See Session.is_secret."""
        return await asyncio.to_thread(self._session.is_secret, integration, pointer, value, purpose)

    async def handle(self, request: Request) -> Response:
        """See Session.handle."""
        return await asyncio.to_thread(self._session.handle, request)
