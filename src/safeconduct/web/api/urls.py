"""Addresses of the programming interface, which asks for tokens itself, and of the pages about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path

from safeconduct.web.api import views
from safeconduct.web.api.operations import api


def _with_tokens(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Addresses at which a session counts for nothing, so that nobody is sent to the page for signing in."""
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)
        pattern.callback = login_not_required(pattern.callback)
        yield pattern


_found, _app, _namespace = api.urls

urlpatterns = [
    path("api/", views.docs, name="api-docs"),
    path("api/v1/openapi.json", views.openapi, name="api-openapi"),
    path("api/v1/", (list(_with_tokens(_found)), _app, _namespace)),
    path("programs/", views.list_tokens, name="tokens"),
    path("programs/new/", views.make, name="token-make"),
    path("programs/<int:pk>/revoke/", views.revoke, name="token-revoke"),
]
