"""Pages for what went wrong: what happened, and what to do, in plain words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static


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
    return HttpResponse(loader.get_template("site/error_500.html").render({"style": style}), status=500)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was sent from a page that had been open too long, or cookies are off."""
    return render(request, "site/error_stale.html", status=403)
