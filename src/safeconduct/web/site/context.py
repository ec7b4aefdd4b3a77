"""What every page's template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from safeconduct.web.concerns.pages import leading


def page(request: HttpRequest) -> dict[str, Any]:
    """Whether this is the demo, so that every page says so; and what the link at its foot, to tell something, says of it."""
    return {"demo": settings.DEMO, "telling_from": leading(request)}
