"""The pages on which an organisation says who is told: the order, stand-ins, conflicts of interest, contacts outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.activity import ConcernKind, Told
from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.access.rights import rights
from safeconduct.web.concerns import setting
from safeconduct.web.concerns import settling_forms as forms
from safeconduct.web.concerns.models import Conflict, Governance, Outside, RouteRule, StandIn
from safeconduct.web.concerns.outside import turn_to
from safeconduct.web.concerns.passing_on import clock_of
from safeconduct.web.concerns.routes import OFFERED
from safeconduct.web.concerns.trying import Tried, spelt, try_out
from safeconduct.web.people.asking import done, sent
from safeconduct.web.people.models import Organisation
from safeconduct.web.people.words import said

VERB: Final = "concerns.set-routes"
FORM: Final = ["GET", "HEAD", "POST"]


def _place(request: HttpRequest, place: int) -> Organisation:
    return fetch(request, Organisation, VERB, pk=place)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Of which organisation? Where it can only be one, its settings at once."""
    places = list(signed_in(request).holds(rights()[VERB].held_by))
    if not places:
        raise PermissionDenied(VERB)
    if len(places) == 1:
        return routes(request, places[0].pk)
    return render(request, "concerns/routes_start.html", {"places": places})


@require_safe
def routes(request: HttpRequest, place: int) -> HttpResponse:
    """Everything that is set about who is told, and what is missing."""
    here = _place(request, place)
    set_here = Governance.objects.filter(organisation=here).first()
    today = timezone.localdate()
    stand_ins = StandIn.objects.named().filter(Q(until=None) | Q(until__gte=today), organisation=here).select_related("person")
    shown = {
        "place": here,
        "orders": [_shown_order(rule) for rule in RouteRule.objects.filter(organisation=here).order_by("kind")],
        "stand_ins": [(each, said(each.position)) for each in stand_ins.order_by("position", "since", "pk")],
        "conflicts": Conflict.objects.filter(organisation=here)
        .select_related("person", "about")
        .order_by("person__name", "pk"),
        "outside": Outside.objects.filter(organisation=here).order_by("what", "name", "pk"),
        "missing": None if turn_to(here, Outside.What.DESIGNATED_OFFICER).contacts else Outside.What.DESIGNATED_OFFICER.label,
        "governance": set_here,
        "urgent": clock_of(set_here, urgent=True),
        "other": clock_of(set_here, urgent=False),
        "agency": here.kind == Organisation.Kind.AGENCY,
        "today": today,
    }
    return render(request, "concerns/routes.html", shown)


def _shown_order(rule: RouteRule) -> tuple[str, str, list[str]]:
    kind = rule.kind or forms.OTHERS
    return kind, forms.SAID_OF[kind], [spelt(Told(role)) for role in rule.roles]


# --- trying out, and the order --------------------------------------------------------------------------------------


@require_safe
def try_routes(request: HttpRequest, place: int) -> HttpResponse:
    """Who would be told today, of which kind, and if it were about whom?"""
    here = _place(request, place)
    form = forms.TryForm(setting.people_of(here), data=request.GET or None)
    tried: Sequence[Tried] = ()
    if form.is_valid():
        asked = form.cleaned_data
        tried = try_out(here, ConcernKind(asked["kind"]), child_protection=asked["child"], about=asked["about"])
    return render(request, "concerns/try.html", {"place": here, "form": form, "tried": tried})


@require_safe
def order_of(request: HttpRequest, place: int) -> HttpResponse:
    """To the order of the kind that was chosen."""
    here = _place(request, place)
    form = forms.KindForm(request.GET)
    if form.is_valid():
        return redirect("route-order", here.pk, form.cleaned_data["kind"])
    return render(request, "concerns/order_of.html", {"place": here, "form": forms.KindForm(request.GET or None)})


@require_http_methods(FORM)
def order(request: HttpRequest, place: int, kind: str) -> HttpResponse:
    """The order for a kind: moved about on the page, tried out there, and set only by the last button."""
    here = _place(request, place)
    if kind not in forms.SAID_OF or here.kind == Organisation.Kind.AGENCY:
        raise Http404(VERB)
    what, pressed = (None if kind == forms.OTHERS else ConcernKind(kind)), request.POST.get("do", "")
    roles = _on_page(request) if request.method == "POST" else _set_order(here, what)
    roles, moved = _moved(roles, pressed, request.POST.get("add", ""))
    if pressed in ("save", "policies"):
        setting.set_order(signed_in(request), here, what, roles if pressed == "save" else [])
        messages.success(request, "Saved. It holds for what is told from now on.")
        return redirect("routes", here.pk)
    form = forms.OrderForm(roles, setting.people_of(here), data=_kept(request))
    asked = form.cleaned_data if form.is_valid() else {}
    tried = try_out(
        here,
        what or ConcernKind.MISUSE_BY_ADULT,
        child_protection=bool(asked.get("child")),
        about=asked.get("about"),
        order=roles,
    )
    shown = {
        "place": here,
        "what": forms.SAID_OF[kind],
        "roles": [(told.value, spelt(told)) for told in roles],
        "moved": moved,
        "changed": request.method == "POST",
        "form": form,
        "tried": tried,
    }
    return render(request, "concerns/order.html", shown)


def _kept(request: HttpRequest) -> Any:
    """What was filled in beside the order; a role that was added just now is no longer to be chosen."""
    if request.method != "POST":
        return None
    kept = request.POST.copy()
    kept.pop("add", None)
    return kept


def _on_page(request: HttpRequest) -> list[Told]:
    """The roles as they stood on the page: each once, and only those that may stand there."""
    offered = {told.value: told for told in OFFERED}
    return list(dict.fromkeys(offered[role] for role in request.POST.getlist("roles") if role in offered))


def _set_order(place: Organisation, kind: ConcernKind | None) -> list[Told]:
    rule = RouteRule.objects.filter(organisation=place, kind=kind.value if kind else "").first()
    return [Told(role) for role in rule.roles if Told(role) in OFFERED] if rule else []


def _moved(roles: list[Told], pressed: str, add: str) -> tuple[list[Told], str]:
    """The order after a button was pressed, and the button to which the keyboard goes back."""
    does, _, role = pressed.partition(":")
    if does == "add" and add in {told.value for told in OFFERED} - {told.value for told in roles}:
        return [*roles, Told(add)], f"up:{add}"
    at = next((number for number, told in enumerate(roles) if told.value == role), None)
    if at is None:
        return roles, ""
    left = [told for told in roles if told.value != role]
    if does == "out":
        return left, "add"
    to = max(0, at - 1) if does == "up" else min(len(left), at + 1) if does == "down" else at
    return [*left[:to], roles[at], *left[to:]], pressed


# --- stand-ins, conflicts, contacts, what governs ---------------------------------------------------------------------


def _asked(
    request: HttpRequest, place: Organisation, form: BaseForm, heading: str, act: Callable[[], object], **more: Any
) -> HttpResponse:
    """A form, and back to the list when it was done."""
    if request.method == "POST" and done(form, act):
        messages.success(request, "Saved.")
        return redirect("routes", place.pk)
    return render(request, "concerns/setting.html", {"place": place, "form": form, "heading": heading, **more})


@require_http_methods(FORM)
def stand_in_add(request: HttpRequest, place: int) -> HttpResponse:
    """Say who stands in for whom."""
    here, me = _place(request, place), signed_in(request)
    form = forms.StandInForm([one for one in setting.people_of(here) if one != me], data=sent(request))
    says = "They are told while everybody who holds the position is away, or while nobody does. You cannot name yourself."
    return _asked(
        request, here, form, "Name a stand-in", lambda: setting.add_stand_in(me, here, **form.cleaned_data), says=says
    )


@require_POST
def stand_in_end(request: HttpRequest, place: int, pk: int) -> HttpResponse:
    """Take a stand-in off the list."""
    here = _place(request, place)
    found = get_object_or_404(StandIn.objects.named(), organisation=here, pk=pk)
    return _told(request, here, lambda: setting.end_stand_in(signed_in(request), here, found))


@require_http_methods(FORM)
def conflict_add(request: HttpRequest, place: int) -> HttpResponse:
    """Put on record that two people cannot be impartial about each other."""
    here = _place(request, place)
    form = forms.ConflictForm(setting.people_of(here), data=sent(request))
    says = (
        "For example because they are married, related or close friends. Neither will ever be told of a concern about the "
        "other. Do not write down why: we do not ask."
    )
    return _asked(
        request,
        here,
        form,
        "Two people who cannot be impartial about each other",
        lambda: setting.declare_conflict(signed_in(request), here, **form.cleaned_data),
        says=says,
    )


@require_POST
def conflict_withdraw(request: HttpRequest, place: int, pk: int) -> HttpResponse:
    """Take a conflict of interest off the record."""
    here = _place(request, place)
    found = get_object_or_404(Conflict, organisation=here, pk=pk)
    return _told(request, here, lambda: setting.withdraw_conflict(signed_in(request), here, found))


@require_http_methods(FORM)
def outside_add(request: HttpRequest, place: int) -> HttpResponse:
    """Enter somebody outside to turn to."""
    here = _place(request, place)
    form = forms.OutsideForm(data=sent(request), initial={"what": Outside.What.DESIGNATED_OFFICER})
    return _asked(
        request,
        here,
        form,
        "Whom to turn to outside",
        lambda: setting.keep_outside(signed_in(request), here, None, **form.cleaned_data),
    )


@require_http_methods(FORM)
def outside_edit(request: HttpRequest, place: int, pk: int) -> HttpResponse:
    """Correct a contact outside."""
    here = _place(request, place)
    found = get_object_or_404(Outside, organisation=here, pk=pk)
    form = forms.OutsideForm(data=sent(request), instance=get_object_or_404(Outside, pk=pk))
    return _asked(
        request,
        here,
        form,
        "Correct a contact",
        lambda: setting.keep_outside(signed_in(request), here, found, **form.cleaned_data),
    )


@require_POST
def outside_remove(request: HttpRequest, place: int, pk: int) -> HttpResponse:
    """Take a contact off the list."""
    here = _place(request, place)
    found = get_object_or_404(Outside, organisation=here, pk=pk)
    return _told(request, here, lambda: setting.remove_outside(signed_in(request), here, found))


@require_http_methods(FORM)
def governance(request: HttpRequest, place: int) -> HttpResponse:
    """Whether the head is the sole proprietor, and how long a case may lie unopened."""
    here = _place(request, place)
    stands = Governance.objects.filter(organisation=here).values("sole_proprietor", "urgent_hours", "other_hours", "source")
    form = forms.GovernForm(sent(request), initial=stands.first() or {"urgent_hours": clock_of(None, urgent=True).hours})
    says = (
        "Where nobody opens a case in time, the next one above is told too: the head, then the chair of governors, and so on."
    )
    return _asked(
        request,
        here,
        form,
        "When nobody opens it, and who is above the head",
        lambda: setting.govern(signed_in(request), here, **form.cleaned_data),
        says=says,
    )


def _told(request: HttpRequest, place: Organisation, change: Callable[[], object]) -> HttpResponse:
    """Make a change, say what came of it, and go back to the list."""
    try:
        change()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Saved.")
    return redirect("routes", place.pk)


__all__: Final = (
    "conflict_add", "conflict_withdraw", "governance", "order", "order_of", "outside_add", "outside_edit", "outside_remove",
    "routes", "stand_in_add", "stand_in_end", "start", "try_routes",
)  # fmt: skip
