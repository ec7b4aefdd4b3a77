"""Asking for a permission, reading what became of it, and deciding on what others ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.web.access.deciding import fetch, require, signed_in
from safeconduct.web.access.rights import rights
from safeconduct.web.access.surviving import STALE, Typed, signed_out, surviving
from safeconduct.web.people.asking import done, sent, tried
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.permissions import actions, agreements, forms, official, removals
from safeconduct.web.permissions.deciding import (
    decided,
    deciders,
    holders,
    is_responsible,
    may_decide,
    needing,
    points,
    waiting_for,
)
from safeconduct.web.permissions.kind import PermissionKind, kinds
from safeconduct.web.permissions.models import (
    PLATFORMS,
    Agreement,
    Loan,
    OfficialAccount,
    Removal,
    Request,
    organisation_of,
)  # fmt: skip
from safeconduct.web.permissions.pages import FORM, GO_ON, PER_PAGE, Words, changed, form_page
from safeconduct.web.policies.models import binding

_MINE: Final = 20  # of each register
_REQUESTS: Final = 5  # on the first page; older ones stand on those after it


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What may be asked for, what waits for me, and what I asked and hold."""
    me = signed_in(request)
    asked = Request.objects.filter(person=me).select_related("organisation").order_by("-asked_at", "-pk")
    shown = {
        "kinds": kinds().values(),
        "page": Paginator(asked, _REQUESTS).get_page(request.GET.get("page")),
        "questions": list(Request.objects.asked_back().filter(person=me).select_related("organisation")),
        "works": organisation_of(me).exists(),
        "responsible": _desk_verbs(me),
        "holders": holders(me),
        "needing": needing(binding(me)),
        **_mine(me),
    }
    return render(request, "permissions/front.html", shown)


def _mine(me: Person) -> dict[str, Any]:
    """What concerns somebody in the registers."""
    agreed = Agreement.objects.filter(of=me, agreed=True, withdrawn_at=None, recalled_at=None)
    wanted = Agreement.objects.filter(person=me, recalled_at=None).select_related("of")
    return {
        "to_answer": agreements.waiting_for(me),
        "agreed": agreed.select_related("person", "organisation").order_by("-answered_at")[:_MINE],
        "wanted": wanted.order_by("-asked_at", "-pk")[:_MINE],
        "loans": Loan.objects.out().filter(person=me).order_by("due_back", "pk")[:_MINE],
        "removals": removals.shown_to(me)[:_MINE],
        "accounts": OfficialAccount.objects.filter(closed_at=None, holders__person=me, holders__ended_at=None).order_by(
            "platform", "handle"
        )[:_MINE],
    }


# --- asking ---------------------------------------------------------------------------------------------------------


_POST: Final = Typed("text", "Your text, word for word", GO_ON)


@login_not_required  # it asks itself: somebody who was signed out while writing keeps their words
@surviving()
@require_http_methods(FORM)
def ask(request: HttpRequest, kind: str, *, stale: bool = False) -> HttpResponse:
    """Ask for a permission."""
    wanted = kinds().get(kind)
    if wanted is None:
        raise Http404(kind)
    if wanted.of_text:
        return redirect("permission-post")
    if not request.user.is_authenticated:
        return signed_out(request, Typed("about", wanted.asks, GO_ON))
    form = forms.RequestForm(sent(request), person=signed_in(request), kind=wanted)
    if stale:
        form.add_error(None, STALE)
    return _asking(request, wanted, form, asks=not stale)


@login_not_required  # it asks itself: somebody who was signed out while writing keeps their text
@surviving()
@require_http_methods(FORM)
def post(request: HttpRequest, *, stale: bool = False) -> HttpResponse:
    """Ask for a post, word for word; the checker hands its text over by a press, and nothing is kept before the next one."""
    if not request.user.is_authenticated:
        return signed_out(request, _POST)
    kind, me = kinds()["post"], signed_in(request)
    if request.method == "POST" and "ask" not in request.POST:
        form = forms.PostForm(person=me, kind=kind, initial=_from_check(request.POST))
        return _asking(request, kind, form, asks=False)
    form = forms.PostForm(sent(request), person=me, kind=kind)
    if stale:
        form.add_error(None, STALE)
    return _asking(request, kind, form, asks=not stale)


def _from_check(given: Mapping[str, str]) -> dict[str, str]:
    platform = next((name for name in PLATFORMS if name.lower() == given.get("platform", "").lower()), "")
    return {"text": given.get("text", ""), "account": given.get("account", ""), "platform": platform}


def _asking(request: HttpRequest, kind: PermissionKind, form: forms.RequestForm, *, asks: bool) -> HttpResponse:
    me = signed_in(request)
    require(me, "permissions.ask", me)
    if not organisation_of(me).exists():
        messages.error(request, "You work nowhere today, so there is nobody to ask. If that is wrong, tell the office.")
        return redirect("permissions")
    if asks and request.method == "POST" and (made := tried(form, lambda: actions.ask(me, me, form.asked()))):
        messages.success(request, "Asked. You get an e-mail when there is an answer.")
        return redirect("permission", pk=made.pk)
    where = decided(kind, me)
    form.choose_among([each.choice for each in where])
    given = {
        "kind": kind,
        "form": form,
        "points": points(binding(me), kind.cites),
        "where": where,
    }
    return render(request, "permissions/ask.html", given)


# --- one request ----------------------------------------------------------------------------------------------------


@require_safe
def permission(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, and what became of it; with what the reader can do about it."""
    return _one(request, _fetched(request, pk, "permissions.see"))


def _fetched(request: HttpRequest, pk: int, verb: str) -> Request:
    """A request, for its asker and for whoever decides on it.

    Raises:
        Http404: there is none, or not for this person.
        PermissionDenied: somebody else decides on it.
    """
    found = Request.objects.select_related("person", "organisation", "decided_by", "withdrawn_by")
    asked = fetch(request, found, verb, pk=pk)
    me = signed_in(request)
    if asked.person_id != me.pk and not may_decide(me, asked):
        raise PermissionDenied(verb)
    return asked


def _one(request: HttpRequest, asked: Request, **given: django_forms.Form) -> HttpResponse:
    me = signed_in(request)
    mine = asked.person_id == me.pk
    shown: dict[str, Any] = {
        "asked": asked,
        "mine": mine,
        "points": points(binding(asked.person), asked.of.cites),
        "who": deciders(asked.organisation, asked.of, asked.person) if mine and asked.is_undecided else [],
    }
    if not mine and asked.is_undecided:
        shown["decision"] = forms.DecisionForm()
    elif not mine and asked.is_standing:
        shown["taking_back"] = _taking_back()
    elif mine and asked.is_asked_back:
        shown["replying"] = _replying()
    return render(request, "permissions/permission.html", {**shown, **given})


def _replying(data: Any = None) -> forms.WordsForm:
    return forms.WordsForm("Your answer", data, missing="Write your answer.")


def _taking_back(data: Any = None) -> forms.WordsForm:
    return forms.WordsForm("Why you take it back", data, missing="Say why, so that they understand it.")


@sensitive_post_parameters()
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes or no, or ask back."""
    asked, me = _fetched(request, pk, "permissions.decide"), signed_in(request)
    form = forms.DecisionForm(request.POST)

    def act() -> Request:
        said = form.cleaned_data
        if said["do"] == "ask":
            return actions.ask_back(me, asked, said["words"])
        return actions.decide(me, asked, granted=said["do"] == "grant", words=said["words"])

    if not done(form, act):
        asked.refresh_from_db()
        return _one(request, asked, decision=form)
    messages.success(request, "Done. They get an e-mail that there is an answer to read.")
    return redirect("permissions-desk")


@sensitive_post_parameters()
@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a question about one's own request."""
    asked = _own(request, pk)
    form = _replying(request.POST)
    if not done(form, lambda: actions.reply(signed_in(request), asked, form.cleaned_data["words"])):
        return _one(request, asked, replying=form)
    messages.success(request, "Answered. You get an e-mail when it is decided.")
    return redirect("permission", pk=pk)


@sensitive_post_parameters()
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a permission back that was given."""
    asked = _fetched(request, pk, "permissions.decide")
    form = _taking_back(request.POST)
    if not done(form, lambda: actions.take_back(signed_in(request), asked, form.cleaned_data["words"])):
        return _one(request, asked, taking_back=form)
    messages.success(request, "Taken back. It holds no longer, from this moment on.")
    return redirect("permission", pk=pk)


@require_http_methods(FORM)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw one's own request, or give a permission back, after a last look."""
    asked = _own(request, pk)
    if request.method == "POST":
        return changed(request, lambda: actions.withdraw(signed_in(request), asked), "Withdrawn.", "permissions")
    says = Words("Withdraw this?", "Withdraw it", back=reverse("permission", args=[pk]), back_says="Back")
    intro = "It stays on record as withdrawn. If you gave us a text with it, that is deleted. To ask again, begin anew."
    return form_page(request, django_forms.Form(), says._replace(intro=intro), warning=True)


def _own(request: HttpRequest, pk: int) -> Request:
    return fetch(request, Request.objects.select_related("person", "organisation"), "permissions.ask", pk=pk)


# --- those who decide -----------------------------------------------------------------------------------------------

_DESK: Final = (
    "permissions.decide", "permissions.pupils", "permissions.see-pupils", "permissions.accounts", "permissions.equipment",
    "permissions.removals",
)  # fmt: skip


def _desk_verbs(person: Person) -> list[str]:
    """What somebody looks after, of all that stands on the desk."""
    held = {position for place in person.organisations() for position in person.positions_at(place)}
    return [verb for verb in _DESK if held & rights()[verb].held_by]


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the oldest first, and the registers that somebody keeps."""
    me = signed_in(request)
    verbs = _desk_verbs(me)
    if not verbs:
        raise PermissionDenied("permissions.decide")
    open_ = waiting_for(me).select_related("person", "organisation").order_by(F("asked_at"), "pk")
    page = Paginator(open_, PER_PAGE).get_page(request.GET.get("page"))
    shown = {"decides": is_responsible(me), "page": page, **_registers(me, verbs)}
    return render(request, "permissions/desk.html", shown)


def _registers(me: Person, verbs: list[str]) -> dict[str, Any]:
    """The registers of somebody's desk, and what waits in each."""
    found: dict[str, Any] = {}
    if "permissions.see-pupils" in verbs:
        found["schools"] = _held(me, "permissions.see-pupils").filter(kind=Organisation.Kind.SCHOOL)
    if "permissions.accounts" in verbs:
        accounts = OfficialAccount.objects.filter(closed_at=None, organisation__in=_held(me, "permissions.accounts"))
        found |= {"accounts": True, "strays": len(official.strays(accounts))}
    if "permissions.equipment" in verbs:
        out = Loan.objects.out().filter(organisation__in=_held(me, "permissions.equipment"))
        found |= {"equipment": True, "to_confirm": out.exclude(person=me).count()}
    if "permissions.removals" in verbs:
        to_do = Removal.objects.filter(done_on=None, organisation__in=_held(me, "permissions.removals"))
        found |= {"removals": True, "to_remove": to_do.count()}
    return found


def _held(me: Person, verb: str) -> Any:
    return me.holds(rights()[verb].held_by)
