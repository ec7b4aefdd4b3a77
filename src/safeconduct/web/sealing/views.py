"""The page on the case key: who holds it, when they last tried, and what to do. It never shows a key."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeconduct.web.access.deciding import signed_in
from safeconduct.web.access.rights import rights
from safeconduct.web.sealing.standing import standing


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """How things stand with the key that the whole site has, for those responsible at any of its organisations."""
    if not signed_in(request).holds(rights()["sealing.see-keys"].held_by).exists():
        raise PermissionDenied("sealing.see-keys")
    return render(request, "sealing/keys.html", {"now": standing()})
