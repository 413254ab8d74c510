"""Code of a host, for mypy: what the hints promise."""

from typing import Any

import integration_gallery as ig


def authorizer(project: str, subject: str, permissions: int, action: str, integration: str) -> bool:
    return True


def settings() -> dict[str, Any]:
    with ig.Gallery({"database.url": "sqlite:///x"}, authorizer=authorizer) as gallery, gallery.session("apollo") as session:
        with session.credentials("jira", "a test") as credentials:
            token: str = credentials["/authentication/token"]
            other: "str | None" = credentials.secret("/authentication/pin")
            print(token, other)
        try:
            return session.put("jira", {"enabled": True}, if_revision=1)
        except ig.ValidationError as failure:
            places: list[str] = [issue.pointer for issue in failure.errors]
            print(places)
            return session.get("jira")
