"""Pages of those who deal with requests for somebody's data: the list, one request, its steps, its parts piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.errors import InputError
from safeconduct.web.access.deciding import fetch, require, signed_in
from safeconduct.web.access.rights import ANYBODY, rights
from safeconduct.web.accountable import asking, releasing
from safeconduct.web.accountable.clocks import Clock, Numbers, access_clock, clocks_of, first_month_ends
from safeconduct.web.accountable.forms import (
    ClarifyForm,
    EndForm,
    EnterForm,
    ExtendForm,
    IdentityForm,
    PieceForm,
    ReleaseForm,
)
from safeconduct.web.accountable.handlers import At, Desk
from safeconduct.web.accountable.models import AccessRequest, Portion
from safeconduct.web.accountable.packing import left_out
from safeconduct.web.accountable.reading import Decided, Reading
from safeconduct.web.accountable.standards import standards
from safeconduct.web.casework.opening import opened
from safeconduct.web.concerns import reaching
from safeconduct.web.keeping.bundle import new_passphrase
from safeconduct.web.people.asking import done, sent, tried
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.permissions.pages import FORM, Words, changed, form_page


class Listed(NamedTuple):
    """A request in the list: whose it is, and its clock."""

    request: AccessRequest
    who: str
    clock: Clock


def handled_by(me: Person) -> list[AccessRequest]:
    """The requests that somebody deals with, open ones first, the oldest first."""
    rows = AccessRequest.objects.filter(organisation__in=me.holds(ANYBODY)).exclude(person=me)
    found = list(
        rows.select_related("organisation", "handler", "person").prefetch_related("pauses").order_by("received_on", "pk")
    )
    desk = Desk({each.organisation for each in found})
    mine = [each for each in found if me in desk.of(each.organisation, {each.person_id})]
    return sorted(mine, key=lambda each: each.closed_on is not None)


def portions_for(me: Person) -> list[Portion]:
    """The parts about cases that wait for somebody who deals with these cases."""
    if not Portion.objects.filter(released_at=None, case__isnull=False).exists():
        return []  # nearly always: the cases need not be asked for
    waiting = Portion.objects.filter(released_at=None, case__in=reaching.visible(me)).exclude(request__person=me)
    rows = waiting.select_related("request__organisation", "request__person", "case__organisation", "case__concern")
    return [each for each in rows.prefetch_related("request__pauses").order_by("at", "pk") if each.positions_of(me)]


def desks_of(me: Person) -> list[Organisation]:
    """The organisations at which somebody deals with data."""
    places = list(me.holds(ANYBODY))
    desk = Desk(places)
    return [place for place in places if me in desk.of(place)]


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What is open, what waits for me as one on a case, and what is closed."""
    me = signed_in(request)
    mine, portions = handled_by(me), portions_for(me)
    everything = [*mine, *(each.request for each in portions)]
    clocks, names = clocks_of(everything), opened([each.who_id for each in everything])
    listed = [Listed(each, names[each.who_id], clocks[each.pk]) for each in mine]
    given = {
        "open": [each for each in listed if each.request.closed_on is None],
        "closed": [each for each in reversed(listed) if each.request.closed_on is not None],
        "portions": [(each, names[each.request.who_id], clocks[each.request_id]) for each in portions],
        "places": desks_of(me),
        "setting": list(me.holds(rights()["accountable.set"].held_by)),
    }
    return render(request, "accountable/requests.html", given)


@never_cache
@require_http_methods(FORM)
def enter(request: HttpRequest, place: int) -> HttpResponse:
    """Put down a request that came in otherwise."""
    desk = desk_at(request, place)
    form = EnterForm(desk.organisation, sent(request))
    made = None
    if request.method == "POST":
        made = tried(form, lambda: asking.enter(signed_in(request), desk, form.given()))
    if made is not None:
        messages.success(request, "It is on the register, and its clock is set.")
        return redirect("access-request", made.reference)
    back = Words("A request that came in", "Put it on the register", "", reverse("access-requests"), "Requests for data")
    return form_page(request, form, back)


def desk_at(request: HttpRequest, place: int) -> At:
    """The desk of an organisation, for those who deal with data there.

    Raises:
        Http404: there is none, or this person does not deal with data there.
    """
    desk = At(fetch(request, Organisation, "accountable.see-rule", pk=place))
    require(signed_in(request), "accountable.handle", desk)
    return desk


def _asked(request: HttpRequest, reference: str) -> AccessRequest:
    rows = AccessRequest.objects.select_related("organisation", "person", "handler", "entered_by").prefetch_related("pauses")
    return fetch(request, rows, "accountable.handle", reference=reference)


@never_cache
@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponse:
    """One request: where it stands, and the next thing to do."""
    asked = _asked(request, reference)
    me = signed_in(request)
    pauses = list(asked.pauses.all())
    seals = [asked.who_id, asked.for_them_id, asked.scope_id, asked.extended_why_id, asked.outcome_why_id]
    texts = opened([*seals, *(each.asked_id for each in pauses)])
    numbers = Numbers([asked.organisation])
    portion = asked.portions.filter(case=None).select_related("released_by").first()
    given = {
        "asked": asked,
        "who": texts[asked.who_id],
        "for_them": texts.get(asked.for_them_id) if asked.for_them_id else "",
        "scope": texts.get(asked.scope_id) if asked.scope_id else "",
        "why_longer": texts.get(asked.extended_why_id) if asked.extended_why_id else "",
        "why_ended": texts.get(asked.outcome_why_id) if asked.outcome_why_id else "",
        "pauses": [(each, texts[each.asked_id]) for each in pauses],
        "paused": any(each.until is None for each in pauses),
        "clock": access_clock(asked, numbers, timezone.localdate(), pauses),
        "rule": standards().clocks["access"],
        "first_month": first_month_ends(asked, numbers, pauses),
        "portion": portion,
        "mine": asked.handler == me,
        "open": asked.closed_on is None,
    }
    return render(request, "accountable/request.html", given)


class Step(NamedTuple):
    """A step with a form of its own."""

    form: Callable[[Any], forms.Form]
    act: Callable[[Person, AccessRequest, dict[str, Any]], object]
    heading: str
    button: str
    intro: str = ""
    done: str = "Saved."


def _end(by: Person, asked: AccessRequest, given: dict[str, Any]) -> object:
    return asking.close(by, asked, AccessRequest.Outcome(given["outcome"]), given["why"])


STEPS: Final = {
    "identity": Step(
        IdentityForm,
        lambda by, asked, given: asking.confirm_identity(by, asked, given["how"]),
        "It is clear who asks",
        "Put it down",
    ),
    "clarify": Step(
        ClarifyForm,
        lambda by, asked, given: asking.clarify(by, asked, given["asked"]),
        "Ask them what they look for",
        "Ask, and stop the clock",
        "The clock stands still until they answer. Write to them too, if they have no account here.",
    ),
    "longer": Step(
        ExtendForm,
        lambda by, asked, given: asking.extend(by, asked, given["why"], given["told_on"]),
        "Take longer",
        "Put it down",
        "Only where it is complex, or they asked for several things at once. They have to be told within the first month.",
    ),
    "end": Step(EndForm, _end, "Close the request", "Close it", "They are told how it ended if they have an account here."),
}


@never_cache
@require_http_methods(FORM)
def step(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    """A step with a form."""
    asked = _asked(request, reference)
    taken = STEPS.get(what)
    if taken is None:
        raise Http404(what)
    form = taken.form(sent(request))
    if request.method == "POST" and done(form, lambda: taken.act(signed_in(request), asked, form.cleaned_data)):
        messages.success(request, taken.done)
        return redirect("access-request", reference)
    back = reverse("access-request", args=[reference])
    return form_page(request, form, Words(taken.heading, taken.button, taken.intro, back, f"Request {reference}"))


ACTS: Final[dict[str, tuple[Callable[[Person, AccessRequest], object], str]]] = {
    "take": (asking.take, "You deal with it."),
    "ask-identity": (asking.ask_identity, "The clock waits until it is clear who asks. Write to them today."),
    "clarified": (asking.clarified, "The clock goes on."),
    "collect": (releasing.collect, "This is what the registers hold. Decide about each part."),
}


@require_POST
def act(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    """A step of one press."""
    asked = _asked(request, reference)
    if what not in ACTS:
        raise Http404(what)
    does, says = ACTS[what]
    return changed(request, lambda: does(signed_in(request), asked), says, "access-request", reference)


# --- parts ---------------------------------------------------------------------------------------------------------


def _portion(request: HttpRequest, pk: int) -> Portion:
    rows = Portion.objects.select_related(
        "request__organisation", "request__person", "request__who", "case__organisation", "case__concern", "released_by"
    ).defer("request__who__ciphertext")
    return fetch(request, rows, "accountable.decide", pk=pk)


@never_cache
@require_http_methods(FORM)
def portion(request: HttpRequest, pk: int) -> HttpResponse:
    """One part: its pieces, what is decided, and giving it."""
    found = _portion(request, pk)
    reading = Reading(found, signed_in(request))
    if found.released_at is not None:
        return render(request, "accountable/released.html", {"portion": found, "who": reading.who})
    form = ReleaseForm(sent(request), "" if _can_sign_in(found) else new_passphrase())
    if request.method == "POST":
        given = _released(request, found, form)
        if given is not None:
            return given
    shown = {
        "portion": found, "who": reading.who, "decided": _with_texts(reading), "waiting": len(reading.waiting), "form": form,
        "next": next(iter(reading.waiting), None), "left_out": left_out(reading), "passphrase": form.passphrase(),
    }  # fmt: skip
    return render(request, "accountable/portion.html", shown)


def _with_texts(reading: Reading) -> list[tuple[Decided, str, str]]:
    """Each piece, what the person gets to read of it, and why it is left out."""
    grounds = standards().grounds
    return [
        (
            each,
            reading.told(each) if each.is_given else "",
            grounds[each.verdict.ground].says if each.verdict and each.verdict.ground else "",
        )
        for each in reading.decided
    ]


def _can_sign_in(found: Portion) -> bool:
    person = found.request.person
    return person is not None and person.is_active


def _released(request: HttpRequest, found: Portion, form: ReleaseForm) -> HttpResponse | None:
    """The locked file, or the way back; nothing where the form is not right."""

    def give() -> tuple[Portion, bytes]:
        clean = form.cleaned_data
        try:
            return releasing.release(signed_in(request), found, clean["searched"], clean["lock"])
        except InputError as error:
            raise ValidationError(f"{error} Leave large files out of this copy and hand them over yourself.") from error

    made = tried(form, give)
    if made is None:
        return None
    if made[1]:
        answer = HttpResponse(made[1], content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="{found.request.reference}.zip.age"'
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
    messages.success(request, "Given." if not made[0].nothing_given else "Closed. There was nothing to give or to tell.")
    return redirect("access-portion", found.pk)


@never_cache
@require_http_methods(FORM)
def piece(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One piece: read it, look at each mask, decide."""
    found = _portion(request, pk)
    reading = Reading(found, signed_in(request))
    decided = next((each for each in reading.decided if each.number == number), None)
    if decided is None or found.released_at is not None:
        return redirect("access-portion", pk)
    form = PieceForm(reading, decided, sent(request))
    if request.method == "POST" and done(
        form, lambda: releasing.decide(signed_in(request), found, decided.piece, form.ruling())
    ):
        return _to_the_next(request, found, number)
    masks = request.POST.getlist("ticked") if form.is_bound else reading.masks_of(decided)
    shown = {
        "portion": found, "who": reading.who, "decided": decided, "of": len(reading.decided), "form": form,
        "text": reading.naming.shown(decided.piece.text, masks),
    }  # fmt: skip
    return render(request, "accountable/piece.html", shown)


def _to_the_next(request: HttpRequest, found: Portion, number: int) -> HttpResponse:
    """The next piece that waits, or the overview once none does."""
    waiting = [each.number for each in Reading(found, signed_in(request)).waiting]
    following = next((each for each in waiting if each > number), waiting[0] if waiting else None)
    return redirect("access-piece", found.pk, following) if following else redirect("access-portion", found.pk)


__all__: Final = (
    "act",
    "desk_at",
    "desks_of",
    "enter",
    "handled_by",
    "listing",
    "page",
    "piece",
    "portion",
    "portions_for",
    "step",
)
