"""Words that were typed survive: a form that took longer than the sign-in, or than its page was good for, comes back whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, NamedTuple

from django.contrib.auth.views import redirect_to_login
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

View = Callable[..., HttpResponse]
STALE: Final = (
    "This page had been open for long, so nothing was sent yet. Everything that you wrote is still here. "
    "Look it over and press the button again."
)


class Typed(NamedTuple):
    """What somebody was writing: the field of their words, what it is called, and the button that goes on."""

    name: str
    label: str
    button: tuple[str, str] = ("do", "check")


def surviving(upload: type[FileUploadHandler] | None = None) -> Callable[[View], View]:
    """A form's view is called in any case; ``stale`` says that the form's secret did not fit, so that nothing may be changed.

    Files are kept by ``upload``; that must be said before the form is read.
    """

    def survives(view: View) -> View:
        @csrf_exempt  # only here: the inner view checks the token, and what was typed is shown again if it does not fit
        @sensitive_post_parameters()
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if upload is not None:
                request.upload_handlers = [upload(request)]
            passed = []

            @csrf_protect
            def fitting(request: HttpRequest) -> HttpResponse:
                passed.append(True)
                return view(request, *args, stale=False, **kwargs)

            answer = fitting(request)
            return answer if passed else view(request, *args, stale=True, **kwargs)

        return answered

    return survives


def signed_out(request: HttpRequest, typed: Typed, **given: Any) -> HttpResponse:
    """Somebody was signed out while they wrote: their words, and how to go on. Whoever wrote nothing signs in first."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    return render(request, "site/signed_out.html", {**carried(request, typed), **given})


def carried(request: HttpRequest, typed: Typed) -> dict[str, Any]:
    """What a page shows and sends on that cannot take a form now: the words, every other field, whether there were files."""
    ours = ("csrfmiddlewaretoken", typed.name, typed.button[0])
    others = [(name, value) for name, values in request.POST.lists() if name not in ours for value in values]
    return {"typed": typed, "others": others, "words": request.POST.get(typed.name, ""), "files": bool(request.FILES)}


__all__: Final = ("STALE", "Typed", "carried", "signed_out", "surviving")
