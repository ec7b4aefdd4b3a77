"""What goes wrong, in the form of RFC 7644, section 3.12. What stood in a value is never repeated."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

import msgspec
from django.http import HttpResponse

from safeconduct.web.access.rights import Position
from safeconduct.web.people.guarding import who_may
from safeconduct.web.people.words import spelt

TYPE: Final = "application/scim+json"
_SCHEMA: Final = "urn:ietf:params:scim:api:messages:2.0:Error"


class Trouble(Exception):  # noqa: N818 it stands beside ``Problem``
    """Something that the directory's administrator can mend; ``kind`` is the standard's word for it, where it has one."""

    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind


def wrong(detail: str, kind: str = "invalidValue") -> Trouble:
    """A request that cannot be right."""
    return Trouble(HTTPStatus.BAD_REQUEST, detail, kind)


def taken() -> Trouble:
    """Somebody else has this name or address."""
    said = "Somebody in this directory has this userName or address already. Find them by a filter and change them instead."
    return Trouble(HTTPStatus.CONFLICT, said, "uniqueness")


def above(position: Position) -> Trouble:
    """What a directory may not do to those who receive the concerns about whoever looks after it."""
    said = f"This person is {spelt(position)} there: no directory changes their address, roles or sign-in. "
    return Trouble(HTTPStatus.CONFLICT, f"{said}{who_may(position)} can do this on the site.")


def not_there() -> Trouble:
    """There is nobody of this id for this token."""
    return Trouble(HTTPStatus.NOT_FOUND, "There is nothing of this id for this token.")


def said(data: Any, status: int = HTTPStatus.OK) -> HttpResponse:
    """An answer in the standard's type."""
    return HttpResponse(msgspec.json.encode(data), status=status, content_type=f"{TYPE}; charset=utf-8")


def answer(status: int, detail: str, kind: str = "") -> HttpResponse:
    """The answer that tells of something wrong."""
    told = {"schemas": [_SCHEMA], "status": str(int(status)), "detail": detail}
    return said(told | ({"scimType": kind} if kind else {}), status)


__all__: Final = ("TYPE", "Trouble", "above", "answer", "not_there", "said", "taken", "wrong")
