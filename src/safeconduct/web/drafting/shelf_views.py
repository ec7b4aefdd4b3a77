"""Adopting a policy that comes with safeconduct: as it stands, and in spite of what, where it contradicts itself.

It is a page of this app, which knows where a policy contradicts itself; the app of policies is below it.
"""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.drafting.forms import AdoptOfferedForm
from safeconduct.web.drafting.pages import FORM
from safeconduct.web.people.asking import sent, tried
from safeconduct.web.people.models import Organisation
from safeconduct.web.policies import actions


@require_http_methods(FORM)
def adopt(request: HttpRequest, place: int) -> HttpResponse:
    """Put a policy into force, with the governing body's minute."""
    at = fetch(request, Organisation, "policies.adopt", pk=place)
    form = AdoptOfferedForm(at, sent(request))
    if request.method == "POST":
        made = tried(form, lambda: actions.adopt(signed_in(request), at, form.given()))
        if made is not None:
            messages.success(request, f"{made} is adopted. Staff are asked to read and sign it.")
            return redirect("policy", made.pk)
    return render(request, "policies/adopt.html", {"place": at, "form": form, "problems": form.problems})


__all__: Final = ("adopt",)
