"""The pages for leaving a case to others."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods

from safeconduct.web.access.deciding import signed_in
from safeconduct.web.concerns import impartial, reaching
from safeconduct.web.concerns.settling_forms import KeepOutForm
from safeconduct.web.people.asking import done, sent

FORM: Final = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def step_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Leave a case to others, after a last look at what that means."""
    case = reaching.case(request, reference, "concerns.step-back")
    shown = {"case": case, "back": _case_page(reference), "errors": list[str]()}
    if request.method == "POST":
        try:
            impartial.step_back(signed_in(request), case)
        except ValidationError as error:
            shown["errors"] = error.messages
        else:
            messages.success(request, "You have stepped back. Somebody else has been told, and deals with it.")
            return redirect("home")
    return render(request, "concerns/step_back.html", shown)


@require_http_methods(FORM)
def keep_out(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that somebody else cannot be impartial about a case."""
    case, me = reaching.case(request, reference, "concerns.work"), signed_in(request)
    form = KeepOutForm(impartial.may_be_kept_out(me, case), data=sent(request))
    if request.method == "POST" and done(form, lambda: impartial.keep_out(me, case, form.cleaned_data["person"])):
        messages.success(request, "They do not see this case any more.")
        return redirect(_case_page(reference))
    return render(request, "concerns/keep_out.html", {"case": case, "form": form, "back": _case_page(reference)})


def _case_page(reference: str) -> str:
    """The page of the case, where the site has it built in."""
    try:
        return reverse("case", args=[reference])
    except NoReverseMatch:
        return reverse("home")


__all__: Final = ("keep_out", "step_back")
