"""Reviews of filtering, requests and complaints, as the tests need them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from safeconduct.web.accountable import asking, complaining, releasing, reviewing
from safeconduct.web.accountable.asking import RequestGiven
from safeconduct.web.accountable.complaining import ComplaintGiven
from safeconduct.web.accountable.handlers import At
from safeconduct.web.accountable.models import (
    AccessRequest,
    Checked,
    Complaint,
    ComplaintPage,
    FilterAction,
    FilterIncident,
    FilterReview,
    Portion,
    SiteDecision,
    TookPart,
    Verdict,
)
from safeconduct.web.accountable.reading import Masked, Reading
from safeconduct.web.accountable.releasing import Ruling
from safeconduct.web.accountable.reviewing import Answer, IncidentGiven, ReviewGiven
from safeconduct.web.accountable.standards import standards
from web.casework.made import told

GIVE = Verdict.Decision.GIVE
PARTS = TookPart.As


def given(world: SimpleNamespace, **more: Any) -> ReviewGiven:
    took_part = {PARTS.LEAD: world.daniel, PARTS.TECHNICIAN: world.owen, PARTS.GOVERNOR: world.farah}
    return ReviewGiven(FilterReview.Reason.YEARLY, more.pop("held_on", timezone.localdate()), took_part, **more)


def review(world: SimpleNamespace, **more: Any) -> FilterReview:
    """A review at Elm Park, every question answered, not signed."""
    made = reviewing.begin(world.owen, world.elm, given(world, **more))
    return reviewing.answer(world.owen, made, answers())


def answers(found: Checked.Found = Checked.Found.FINE) -> Mapping[str, Answer]:
    return {each.id: Answer(found) for each in standards().check}


def to_do(world: SimpleNamespace, due: date | None = None) -> FilterAction:
    return reviewing.add_action(world.owen, review(world), "Close the old proxy", world.owen, due or timezone.localdate())


def incident(world: SimpleNamespace) -> FilterIncident:
    told = IncidentGiven(FilterIncident.What.BLOCKED, "bbc.co.uk", timezone.localdate(), "The history room")
    return reviewing.report(world.priya, world.elm, told)


def left_open(world: SimpleNamespace, site: str = "linkedin.com") -> SiteDecision:
    return reviewing.decide_site(world.owen, world.elm, site, SiteDecision.What.OPEN, "Careers lessons")


# --- requests and complaints -----------------------------------------------------------------------------------------


def request(world: SimpleNamespace, who: str = "tomasz") -> AccessRequest:
    """Somebody at Elm Park asks what is held about them."""
    me = getattr(world, who)
    return asking.ask(me, me, world.elm, "Everything since I began")


def by_letter(world: SimpleNamespace, **more: Any) -> AccessRequest:
    """A mother who has no account asks, and the business manager puts it down."""
    told = RequestGiven("Ann Brown", more.pop("received_on", timezone.localdate()), scope="About my son", **more)
    return asking.enter(world.sian, At(world.elm), told)


def collected(world: SimpleNamespace, who: str = "tomasz") -> Portion:
    """The registers' part of such a request."""
    return releasing.collect(world.sian, request(world, who))


def on_a_case(world: SimpleNamespace, **more: Any) -> Portion:
    """The part of a case about Tomasz, told by Priya."""
    case = told(world, **more)
    collected(world)
    return Portion.objects.get(case=case)


def decide_all(by: Any, portion: Portion, decision: Verdict.Decision = GIVE, ground: str = "") -> None:
    """The same about every piece, with every proposed name masked."""
    portion = Portion.objects.get(pk=portion.pk)
    for each in Reading(portion, by).decided:
        names = [name for name, _, _ in Reading(portion, by).proposed(each.piece)]
        releasing.decide(by, portion, each.piece, Ruling(decision, Masked(names, ()), each.piece.digest, ground))


def given_copy(world: SimpleNamespace) -> Portion:
    """The registers' part, given to Tomasz."""
    portion = collected(world)
    decide_all(world.sian, portion)
    return releasing.release(world.sian, portion)[0]


def complaint(world: SimpleNamespace, by: str = "tomasz", **more: Any) -> Complaint:
    """Tomasz complains that his address was mailed to everybody."""
    me = getattr(world, by)
    return complaining.complain(me, me, world.elm, ComplaintGiven("My address was sent to everybody.", **more))


def page(world: SimpleNamespace) -> ComplaintPage:
    """Elm Park's page for complaints."""
    return complaining.open_page(world.helen, world.elm)
