"""Pages of those who deal with complaints about data protection, and the settings of who that is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.access.rights import ANYBODY, rights
from safeconduct.web.accountable import complaining
from safeconduct.web.accountable.access_views import desk_at, desks_of
from safeconduct.web.accountable.clocks import Clock, Numbers, complaint_clock
from safeconduct.web.accountable.forms import (
    ClockForm,
    EnterComplaintForm,
    HandlersForm,
    InquiryForm,
    KeepOutForm,
    OutcomeForm,
)
from safeconduct.web.accountable.handlers import Desk
from safeconduct.web.accountable.models import Complaint, ComplaintPage, OwnClock
from safeconduct.web.accountable.standards import standards
from safeconduct.web.casework.opening import opened
from safeconduct.web.people.asking import done, sent, tried
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.permissions.pages import FORM, Words, changed, form_page


class Listed(NamedTuple):
    """A complaint in the list, and its clock."""

    complaint: Complaint
    clock: Clock


def handled_by(me: Person) -> list[Listed]:
    """The complaints that somebody deals with, open ones first, the oldest first."""
    rows = Complaint.objects.filter(organisation__in=me.holds(ANYBODY)).exclude(kept_out__person=me).exclude(person=me)
    found = list(rows.select_related("organisation", "handler").prefetch_related("kept_out").order_by("received_on", "pk"))
    places = {each.organisation for each in found}
    desk, numbers, today = Desk(places), Numbers(places), timezone.localdate()
    mine = [each for each in found if me in desk.of(each.organisation, each.kept_from())]
    return [
        Listed(each, complaint_clock(each, numbers, today)) for each in sorted(mine, key=lambda one: one.closed_on is not None)
    ]


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What is open and what is closed."""
    me = signed_in(request)
    found = handled_by(me)
    given = {
        "open": [each for each in found if each.complaint.closed_on is None],
        "closed": [each for each in reversed(found) if each.complaint.closed_on is not None],
        "places": desks_of(me),
        "setting": list(me.holds(rights()["accountable.set"].held_by)),
    }
    return render(request, "accountable/complaints.html", given)


@never_cache
@sensitive_post_parameters()
@require_http_methods(FORM)
def enter(request: HttpRequest, place: int) -> HttpResponse:
    """Put down a complaint that came by letter or in person."""
    desk = desk_at(request, place)
    form = EnterComplaintForm(sent(request))
    made = None
    if request.method == "POST":
        made = tried(form, lambda: complaining.enter(signed_in(request), desk, form.given()))
    if made is not None:
        messages.success(request, "It is on the register, and its clock is set.")
        return redirect("data-complaints")
    says = Words("A complaint that came in", "Put it on the register", "", reverse("data-complaints"), "Complaints about data")
    return form_page(request, form, says)


def _complaint(request: HttpRequest, reference: str) -> Complaint:
    rows = Complaint.objects.select_related("organisation", "person", "handler", "contact").prefetch_related("kept_out__person")
    return fetch(request, rows.defer("contact__ciphertext"), "accountable.handle", reference=reference)


@never_cache
@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponse:
    """One complaint: what it says, where it stands, the next thing to do."""
    found = _complaint(request, reference)
    inquiries = list(found.inquiries.select_related("by").order_by("at", "pk"))
    seals = [found.words_id, found.who_id, found.contact_id, found.outcome_words_id]
    texts = opened([*seals, *(each.words_id for each in inquiries)])
    given = {
        "found": found,
        "words": texts[found.words_id],
        "who": texts.get(found.who_id, "") if found.who_id else "",
        "contact": texts.get(found.contact_id, "") if found.contact_id else "",
        "outcome": texts.get(found.outcome_words_id, "") if found.outcome_words_id else "",
        "inquiries": [(each, texts[each.words_id]) for each in inquiries],
        "clock": complaint_clock(found, Numbers([found.organisation]), timezone.localdate()),
        "rule": standards().clocks["complaint" if found.acknowledged_on is None else "complaint-news"],
        "open": found.closed_on is None,
        "reached": complaining.reached(found) is not None,
    }
    return render(request, "accountable/complaint.html", given)


@require_POST
def acknowledge(request: HttpRequest, reference: str) -> HttpResponse:
    """Acknowledge it."""
    found = _complaint(request, reference)
    says = (
        "Acknowledged." if complaining.reached(found) else "Put down. Write or ring them: we have no e-mail address of theirs."
    )
    return changed(request, lambda: complaining.acknowledge(signed_in(request), found), says, "data-complaint", reference)


class Step(NamedTuple):
    """A step with a form of its own."""

    form: Callable[[Complaint, Any], forms.Form]
    act: Callable[[Person, Complaint, Any], object]
    heading: str
    button: str
    done: str


def _end(by: Person, found: Complaint, form: Any) -> object:
    clean = form.cleaned_data
    return complaining.close(by, found, Complaint.Outcome(clean["outcome"]), clean["words"])


STEPS: Final = {
    "inquiry": Step(
        lambda _, data: InquiryForm(data),
        lambda by, found, form: complaining.inquire(by, found, form.cleaned_data["words"], told=form.cleaned_data["told"]),
        "What was done about it",
        "Put it down",
        "Put down.",
    ),
    "keep-out": Step(
        lambda found, data: KeepOutForm(found.organisation, data),
        lambda by, found, form: complaining.keep_out(by, found, form.chosen()),
        "Keep somebody out of it",
        "Keep them out",
        "From now on they do not find it.",
    ),
    "end": Step(lambda _, data: OutcomeForm(data), _end, "How did it end?", "Close the complaint", "Closed."),
}


@never_cache
@sensitive_post_parameters()
@require_http_methods(FORM)
def step(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    """A step with a form."""
    found = _complaint(request, reference)
    taken = STEPS.get(what)
    if taken is None:
        raise Http404(what)
    form = taken.form(found, sent(request))
    if request.method == "POST" and done(form, lambda: taken.act(signed_in(request), found, form)):
        messages.success(request, taken.done)
        gone = not found.positions_of(signed_in(request)) or what == "keep-out"
        return redirect("data-complaints") if gone else redirect("data-complaint", reference)
    back = reverse("data-complaint", args=[reference])
    return form_page(request, form, Words(taken.heading, taken.button, "", back, f"Complaint {reference}"))


# --- settings -------------------------------------------------------------------------------------------------------


class Shown(NamedTuple):
    """A clock as an organisation has it."""

    rule: Any
    number: int
    source: str
    own: bool


@require_http_methods(FORM)
def setting(request: HttpRequest, place: int) -> HttpResponse:
    """Who deals with data protection, the page for complaints, the clocks."""
    at = fetch(request, Organisation, "accountable.set", pk=place)
    me, doing = signed_in(request), request.POST.get("do")
    people = HandlersForm(at, sent(request) if doing == "people" else None)
    clock = ClockForm(sent(request) if doing == "clock" else None)
    if doing == "people" and done(people, lambda: complaining.choose(me, at, people.chosen())):
        return _saved(request, at)
    if doing == "clock" and done(clock, lambda: complaining.set_clock(me, at, **clock.cleaned_data)):
        return _saved(request, at)
    if doing in ("open", "close"):
        (complaining.open_page if doing == "open" else complaining.close_page)(me, at)
        return _saved(request, at)
    found = ComplaintPage.objects.filter(organisation=at).first()
    address = f"{settings.BASE_URL}{reverse('data-page', args=[found.code])}" if found else ""
    given = {"place": at, "people": people, "clock": clock, "clocks": _clocks(at), "address": address}
    return render(request, "accountable/setting.html", given)


def _saved(request: HttpRequest, place: Organisation) -> HttpResponse:
    messages.success(request, "Saved.")
    return redirect("data-setting", place.pk)


def _clocks(place: Organisation) -> list[Shown]:
    own = {each.clock: each for each in OwnClock.objects.filter(organisation=place)}
    return [
        Shown(rule, own[rule.id].number, own[rule.id].source, own=True)
        if rule.id in own
        else Shown(rule, rule.number, rule.source, own=False)
        for rule in standards().clock
    ]


__all__: Final = ("acknowledge", "enter", "handled_by", "listing", "page", "setting", "step")
