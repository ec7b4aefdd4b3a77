"""Who asks: a program with a token in the header “Authorization: Bearer …”. Cookies and sessions count for nothing here."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from ninja.security import HttpBearer

from safeconduct.web.api.models import Scope, Token
from safeconduct.web.api.problems import Problem
from safeconduct.web.api.tokens import holder
from safeconduct.web.checks.limiting import WAIT, counted_for

MOST: Final = 600  # requests a token and minute
MOST_SCIM: Final = 3_000  # a directory's first round has one or two requests for each member of the staff
_A_LONG_BODY: Final = 20_000  # bytes; one several times as long counts as several requests
_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})


class Bearer(HttpBearer):
    """Lets in a token with a scope, once it is seen that what it sends can be read at all."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """The token.

        Raises:
            Problem: 401 no token of ours, 403 not its scope, 413 or 415 a body that is not read, 429 too often.
        """
        return admitted(request, token, self.scope, MOST, ("application/json",))

    def __call__(self, request: HttpRequest) -> Token:
        """The same, with the header that is missing."""
        return self.authenticate(request, bearer(request))


def bearer(request: HttpRequest) -> str:
    """What stands behind “Bearer” in the header; nothing if there is no such header."""
    kind, _, secret = request.headers.get("Authorization", "").strip().partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def admitted(request: HttpRequest, secret: str, scope: Scope, most: int, types: tuple[str, ...]) -> Token:
    """The token that lets a program in, if it may do this, does it not too often, and its body can be read.

    Raises:
        Problem: 401, 403, 413, 415 or 429, with what to do.
    """
    token = holder(secret)
    if token is None:
        raise Problem(
            HTTPStatus.UNAUTHORIZED,
            "There is no token, or it has expired, was revoked or is none of ours. Send “Authorization: Bearer” and a token; "
            "an administrator of the school makes one.",
            "Authorization",
        )
    if not token.allows(scope):
        raise Problem(HTTPStatus.FORBIDDEN, f"This token does not have the scope “{scope.value}”. Ask for one that has.")
    size = _body(request, types)
    if not counted_for(f"token-{token.pk}-{scope.value}", most, cost=1 + size // _A_LONG_BODY):
        said = f"This token has asked more than {most} times within a minute. Wait a minute, then go on."
        raise Problem(HTTPStatus.TOO_MANY_REQUESTS, said, wait=WAIT)
    return token


def _body(request: HttpRequest, types: tuple[str, ...]) -> int:
    """How long the body is, read into memory: nothing of it touches the disk."""
    try:
        size = len(request.body)
    except RequestDataTooBig as error:
        said = "The body is larger than 3 MB. Send less at once."
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said) from error
    if size and request.method in _WITH_BODY and request.content_type not in types:
        said = f"The body must be JSON. Send the header “Content-Type: {types[0]}”."
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, said, "Content-Type")
    return size


__all__: Final = ("MOST", "MOST_SCIM", "Bearer", "admitted", "bearer")
