"""Pages for what went wrong: what happened, and what to do, in plain words."""

from __future__ import annotations

import errno
import sys
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static

from safeconduct.web.api import problems
from safeconduct.web.api.problems import Problem
from safeconduct.web.api.scim import troubles as scim

_OURS: Final = 500
_SAID: Final = {
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something failed here, not in your request. Tell those who look after safeconduct.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The site cannot save or look up anything just now; nothing was done. Send it again later.",
}
_TOO_MUCH: Final = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read, or is more than is read at all."""
    if isinstance(exception, _TOO_MUCH):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024
        told = _to_program(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A request takes up to {most} MB. Send it in parts.")
        return told or render(request, "site/error_413.html", {"most": most}, status=413)
    told = _to_program(request, HTTPStatus.BAD_REQUEST, "What was sent cannot be read. Check the address and the headers.")
    return told or render(request, "site/error_400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """It is there, but not for this person to see or do."""
    return render(request, "site/error_403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """It is not there, or not for this person."""
    told = _to_program(request, HTTPStatus.NOT_FOUND, "There is nothing at this address; /api/ says what there is.")
    return told or render(request, "site/error_404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something failed here; the page is drawn without the database, which may be what failed."""
    status = HTTPStatus.SERVICE_UNAVAILABLE if _may_pass(sys.exception()) else HTTPStatus.INTERNAL_SERVER_ERROR
    answer = _to_program(request, status, _SAID[status])
    if answer is None:
        answer = HttpResponse(loader.get_template(f"site/error_{status}.html").render({"style": _style()}), status=status)
    if status != _OURS:
        answer["Retry-After"] = "60"
    return answer


def _to_program(request: HttpRequest, status: HTTPStatus, detail: str) -> HttpResponse | None:
    """The same for another program, in the form of its interface; nothing at an address that people open."""
    if request.path_info.startswith("/scim/v2/"):
        return scim.answer(status, detail)
    if request.path_info.startswith("/api/") and request.path_info != "/api/":
        return problems.answer(Problem(status, detail))
    return None


def too_large(most: int) -> bytes:
    """The page that stands for itself where a request is refused before it is read: no more than some MB."""
    return loader.get_template("site/error_large.html").render({"most": most, "style": _style()}).encode()


def _style() -> str:
    try:
        return static("safeconduct/built/site.css")
    except ValueError:  # the collected files may be what failed
        return ""


def _may_pass(error: BaseException | None) -> bool:
    """Whether it is the database (locked, full, away) or the disk: what was asked was not done, and may be asked again."""
    return isinstance(error, OperationalError | InterfaceError) or getattr(error, "errno", None) == errno.ENOSPC


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was sent from a page that had been open too long, or cookies are off."""
    return render(request, "site/error_stale.html", status=403)
