"""Reading policies: the library, a policy with its points, what changed, two policies side by side; and withdrawing one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.compare import Row
from safeconduct.compare import compare as compared
from safeconduct.policy import Clause
from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.people.asking import done, sent
from safeconduct.web.people.models import Organisation
from safeconduct.web.policies import actions, reaching
from safeconduct.web.policies.differences import Difference, differences
from safeconduct.web.policies.explaining import effects, force, in_words
from safeconduct.web.policies.forms import CompareForm, WithdrawForm
from safeconduct.web.policies.models import Adoption, Answer, around
from safeconduct.web.policies.progress import Reading, my_readings


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """The policies in force for me today and why, with what is left to do; and those that I look after."""
    me = signed_in(request)
    managed = reaching.held(me, "policies.adopt")
    adopted: dict[Organisation, list[Adoption]] = {place: [] for place in managed}
    for adoption in Adoption.objects.filter(organisation__in=managed).select_related("organisation").defer("text"):
        adopted[adoption.organisation].append(adoption)
    answering = reaching.held(me, "policies.answer")
    readings = my_readings(me)
    mine = {at.adoption.pk for at in readings}
    context = {
        "readings": readings,
        "others": [adoption for adoption in around(me) if adoption.pk not in mine],
        "adopted": adopted.items(),
        "watched": reaching.held(me, "policies.watch"),
        "answers": bool(answering),
        "questions": Answer.objects.open().filter(adoption__organisation__in=answering).count(),
    }
    return render(request, "policies/library.html", context)


class Shown(NamedTuple):
    """A clause on a policy's page: whether it is the reader's to sign, and what it does."""

    clause: Clause
    force: str
    is_mine: bool
    effects: list[str]


def _shown(at: Reading) -> list[Shown]:
    mine = {clause.id for clause in at.points}
    return [Shown(each, force(each), each.id in mine, effects(each)) for each in at.adoption.policy.clause]


@require_safe
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    """A policy as adopted: its points in order, who adopted it when, and its other versions."""
    at = reaching.read(request, pk)
    versions = at.adoption.versions().defer("text")
    context = {"at": at, "adoption": at.adoption, "clauses": _shown(at), "versions": versions}
    return render(request, "policies/policy.html", context)


@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What differs from the version before, or from another one, for everybody or for me alone."""
    at = reaching.read(request, pk)
    others = [each for each in at.adoption.versions() if each.pk != pk]
    asked = request.GET.get("from", "")
    before = next((each for each in others if str(each.pk) == asked), None) or _before(at.adoption, others)
    mine = request.GET.get("for") == "me"
    found = differences(before.policy, at.adoption.policy) if before else []
    context = {
        "at": at,
        "adoption": at.adoption,
        "before": before,
        "others": others,
        "mine": mine,
        "changed": [each for each in found if _wanted(each, at, mine=mine)],
        "same": sum(not each.matters for each in found),
    }
    return render(request, "policies/changes.html", context)


def _before(adoption: Adoption, others: list[Adoption]) -> Adoption | None:
    """The version just before, or else any other."""
    return next((each for each in others if each.since < adoption.since), others[0] if others else None)


def _wanted(difference: Difference, at: Reading, *, mine: bool) -> bool:
    """Whether a difference is shown: of those for me only the clauses that are mine to sign, and those that fell away."""
    if not mine:
        return difference.change != "unchanged"
    known = {clause.id for clause in at.points}
    return difference.matters and (difference.new is None or difference.clause.id in known)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two policies side by side: what each answers to the same questions, and where they contradict each other."""
    offered = reaching.readable(signed_in(request))
    form = CompareForm(offered, request.GET if "one" in request.GET else None)
    rows: list[Row] = []
    pair: list[Adoption] = []
    every = request.GET.get("all") == "yes"
    if form.is_bound and form.is_valid():
        pair = [form.adoptions[form.cleaned_data[name]] for name in ("one", "other")]
        rows = [row for row in compared([each.policy for each in pair]) if every or row.differs]
    table = [(row, _cells(row, pair)) for row in rows]
    context = {"form": form, "pair": pair, "table": table, "every": every, "offered": offered}
    return render(request, "policies/compare.html", context)


def _cells(row: Row, pair: Sequence[Adoption]) -> list[tuple[str, list[str]]]:
    """What each policy answers to one question, and by which clauses."""
    return [(in_words(row.outcomes[each.policy_id]), row.clauses[each.policy_id]) for each in pair]


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a policy, once it has been said what that means."""
    adoption = fetch(request, Adoption.objects.select_related("organisation"), "policies.withdraw", pk=pk)
    form = WithdrawForm(sent(request), initial={"day": timezone.localdate()})
    if done(form, lambda: actions.withdraw(signed_in(request), adoption, **form.cleaned_data)):
        messages.success(request, f"{adoption} is withdrawn. What was signed stays on record.")
        return redirect("policy", pk)
    signed = adoption.signatures.count()
    return render(request, "policies/withdraw.html", {"adoption": adoption, "form": form, "signed": signed})


__all__: Final = ("changes", "compare", "library", "policy", "withdraw")
