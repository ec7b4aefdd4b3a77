"""Pages for what went wrong: what happened, and what to do, in plain words."""

from __future__ import annotations

import errno
import sys
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static

_OURS: Final = 500


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read."""
    return render(request, "site/error_400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """It is there, but not for this person to see or do."""
    return render(request, "site/error_403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """It is not there, or not for this person."""
    return render(request, "site/error_404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something failed here; the page is drawn without the database, which may be what failed."""
    try:
        style = static("safeconduct/built/site.css")
    except ValueError:  # the collected files may be what failed
        style = ""
    status = 503 if _may_pass(sys.exception()) else 500
    answer = HttpResponse(loader.get_template(f"site/error_{status}.html").render({"style": style}), status=status)
    if status != _OURS:
        answer["Retry-After"] = "60"
    return answer


def _may_pass(error: BaseException | None) -> bool:
    """Whether it is the database (locked, full, away) or the disk: what was asked was not done, and may be asked again."""
    return isinstance(error, OperationalError | InterfaceError) or getattr(error, "errno", None) == errno.ENOSPC


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was sent from a page that had been open too long, or cookies are off."""
    return render(request, "site/error_stale.html", status=403)
