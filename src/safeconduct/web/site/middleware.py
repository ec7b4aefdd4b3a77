"""What holds for every answer of the site."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
BY_ITSELF: Final = "X-By-Itself"  # says a page that asks how far something is, while perhaps nobody sits there
_NOTED: Final = 60  # seconds: the time of last use is not written down more often
_SIGNED_OUT: Final = "You have been signed out. Sign in, then do it again."


class SignedIn(LoginRequiredMiddleware):
    """Pages are for those who are signed in, unless they say otherwise. A script that asks for a part of a page is told so in
    words: sent to sign in, it would put that page where the answer belongs."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """To sign in, or the words; nothing where the page may be seen."""
        sent_away = super().process_view(request, view_func, view_args, view_kwargs)
        if sent_away is not None and request.headers.get("HX-Request") == "true":
            return HttpResponse(_SIGNED_OUT, content_type="text/plain; charset=utf-8", status=401)
        return sent_away


def shared(get_response: Answer) -> Answer:
    """On a computer that others use too, somebody who has walked away is signed out after twenty minutes without use."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        last, now = request.session.get("shared"), int(time.time())
        if last is not None and now - last > settings.SHARED_SESSION_AGE:
            logout(request)
            messages.info(request, "You were away for a while on a shared computer, so we signed you out.")
        elif last is not None and now - last > _NOTED and BY_ITSELF not in request.headers:
            request.session["shared"] = now
        return get_response(request)

    return answered


def limited(get_response: Answer) -> Answer:
    """Twelve hours after signing in one is signed out, at work or not: whatever is kept in a session lengthens its own life."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        steps = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or ()
        if steps and time.time() - min(step["at"] for step in steps) > settings.SESSION_COOKIE_AGE:
            logout(request)
        return get_response(request)

    return answered


def private(get_response: Answer) -> Answer:
    """Nothing that somebody signed in has seen stays in a browser's or a proxy's memory: computers in schools are shared."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.user.is_authenticated or not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        return response

    return answered


__all__: Final = ("BY_ITSELF", "SignedIn", "limited", "private", "shared")
