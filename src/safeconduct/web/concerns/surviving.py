"""Words that were typed survive: a form that took longer than the sign-in, or than its page was good for, comes back whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from safeconduct.web.concerns.uploading import EvidenceInMemory

View = Callable[..., HttpResponse]
STALE: Final = (
    "This page had been open for long, so nothing was sent yet. Everything that you wrote is still here. "
    "Look it over and press the button again; choose your files again, if you had any."
)


def words_survive(view: View) -> View:
    """The view is called in any case; ``stale`` says that the form's secret did not fit, so that nothing may be changed.

    Files are kept in memory alone.
    """

    @csrf_exempt  # only here: the inner view checks the token, and what was typed is shown again if it does not fit
    @sensitive_post_parameters()
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [EvidenceInMemory(request)]
        passed = []

        @csrf_protect
        def fitting(request: HttpRequest) -> HttpResponse:
            passed.append(True)
            return view(request, *args, stale=False, **kwargs)

        answer = fitting(request)
        return answer if passed else view(request, *args, stale=True, **kwargs)

    return answered


def signed_out(request: HttpRequest) -> HttpResponse:
    """Somebody was signed out while they wrote: their words, and how to go on."""
    others = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "words", "do")
        for value in values
    ]
    words = request.POST.get("words", "")
    return render(request, "concerns/signed_out.html", {"others": others, "words": words, "files": bool(request.FILES)})


__all__: Final = ("STALE", "signed_out", "words_survive")
