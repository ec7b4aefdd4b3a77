"""Asking colleagues and guests whether they agree, and their answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.web.access.deciding import fetch, require, signed_in
from safeconduct.web.access.surviving import STALE, Typed, signed_out, surviving
from safeconduct.web.people.asking import sent, tried
from safeconduct.web.people.models import Person
from safeconduct.web.permissions import agreements, forms
from safeconduct.web.permissions.deciding import points
from safeconduct.web.permissions.kind import REGISTERS
from safeconduct.web.permissions.models import Agreement
from safeconduct.web.permissions.pages import FORM, GO_ON, Words, changed, form_page
from safeconduct.web.policies.models import binding

_ASKED: Final = Typed("about", "What will be shown or used, and where", GO_ON)
_DONE: Final = {"yes": "You agree. You can withdraw it at any time.", "no": "You do not agree. They are told."}


@login_not_required  # it asks itself: somebody who was signed out while writing keeps their words
@surviving()
@require_http_methods(FORM)
def ask(request: HttpRequest, *, stale: bool = False) -> HttpResponse:
    """Ask a colleague or a guest."""
    if not request.user.is_authenticated:
        return signed_out(request, _ASKED)
    me = signed_in(request)
    require(me, "permissions.agreement", me)
    form = forms.AgreementForm(sent(request), person=me)
    if stale:
        form.add_error(None, STALE)
    elif request.method == "POST" and (made := tried(form, lambda: agreements.ask(me, me, form.asked()))):
        messages.success(request, "Asked." if made.of else "Now send the link to your guest.")
        return redirect("agreement", pk=made.pk)
    intro = "Nobody has to agree. Whoever agrees can withdraw it at any time, without a reason."
    says = Words("Ask somebody whether they agree", "Ask", intro)
    return form_page(request, form, says, points=points(binding(me), REGISTERS["agreements"]))


def _concerning(request: HttpRequest, pk: int) -> Agreement:
    """An agreement, for the one who asks and for the one who is asked; for others there is none."""
    found = Agreement.objects.select_related("person", "organisation", "of").filter(pk=pk).first()
    if found is None or signed_in(request).pk not in (found.person_id, found.of_id):
        raise Http404("permissions.agreement")
    return found


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, and the answer; for whoever is asked with two buttons."""
    asked = _concerning(request, pk)
    me = signed_in(request)
    link = settings.BASE_URL + reverse("agreement-guest", args=[agreements.token(asked)]) if asked.guest else ""
    return render(request, "permissions/agreement.html", {"asked": asked, "mine": asked.person_id == me.pk, "link": link})


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree or not, or withdraw it, signed in."""
    asked = _concerning(request, pk)
    if asked.of is None or asked.of_id != signed_in(request).pk:
        raise Http404("permissions.agreement")
    said = request.POST.get("say", "")
    me = signed_in(request)
    return changed(request, lambda: _answered(asked, me, said), _DONE.get(said, "Withdrawn. They are told."), "agreement", pk)


def _answered(asked: Agreement, me: Person, said: str) -> None:
    if said == "withdraw":
        agreements.withdraw(me, me, asked)
    elif said in _DONE:
        agreements.answer(me, me, asked, agreed=said == "yes")
    else:
        raise ValidationError("Choose one of the buttons.")


@require_http_methods(FORM)
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask no longer, after a last look."""
    asked = fetch(request, Agreement.objects.select_related("organisation"), "permissions.agreement", pk=pk)
    if request.method == "POST":
        return changed(request, lambda: agreements.recall(signed_in(request), asked), "You ask this no longer.", "permissions")
    says = Words("Ask this no longer?", "Ask no longer", back=reverse("agreement", args=[pk]), back_says="Back")
    intro = "A yes that was given counts no longer either, and a guest’s link stops working."
    return form_page(request, django_forms.Form(), says._replace(intro=intro), warning=True)


@login_not_required
@require_http_methods(FORM)
def guest(request: HttpRequest, token: str) -> HttpResponse:
    """What a guest is asked, over the link, with two buttons; and later the button that withdraws it."""
    asked = agreements.by_token(token)
    if asked is None:
        return render(request, "permissions/guest_over.html", status=404)
    said = ""
    if request.method == "POST":
        said = _said_by_guest(asked, request.POST.get("say", ""))
        asked.refresh_from_db()
    return render(request, "permissions/guest.html", {"asked": asked, "said": said})


def _said_by_guest(asked: Agreement, said: str) -> str:
    ways: dict[str, Callable[[], None]] = {
        "yes": lambda: agreements.answer_as_guest(asked, agreed=True),
        "no": lambda: agreements.answer_as_guest(asked, agreed=False),
        "withdraw": lambda: agreements.withdraw_as_guest(asked),
    }
    try:
        ways[said]()
    except KeyError:
        return "Choose one of the buttons."
    except ValidationError as error:
        return " ".join(error.messages)
    return "Thank you. Your answer is noted."
