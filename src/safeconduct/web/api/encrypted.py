"""Programs are refused without HTTPS, not sent on: one that is sent on gives its token away in the clear each time, unseen."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from safeconduct.web.api.problems import Problem, answer

PLACES: Final = ("/api/v1/", "/scim/")
_SAID: Final = (
    "This address is asked by HTTPS alone. Change http:// to https:// in the other program, and make a new token: the one that "
    "it sent could have been read on the way."
)


def middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse what comes to a program's address in the clear, where the site is served by HTTPS."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and request.path.startswith(PLACES):
            return answer(Problem(HTTPStatus.FORBIDDEN, _SAID))
        return get_response(request)

    return answered


__all__: Final = ("PLACES", "middleware")
