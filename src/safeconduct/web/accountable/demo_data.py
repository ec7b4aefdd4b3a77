"""What the demo's registers hold: a review half signed, a request under way, a complaint, and an open page for these."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Final

from django.utils import timezone

from safeconduct.web.accountable import asking, complaining, releasing, reviewing
from safeconduct.web.accountable.complaining import ComplaintGiven
from safeconduct.web.accountable.models import Checked, FilterIncident, FilterReview, SiteDecision, TookPart
from safeconduct.web.accountable.reviewing import Answer, IncidentGiven, ReviewGiven
from safeconduct.web.accountable.standards import standards

_FOUND: Final = "The filter does what the policies ask on school computers and tablets. Two chatbots were open to all."
_LOST: Final = (
    "The list with everybody's private telephone numbers went to all parents on Friday. I want to know who has it now."
)


def build(world: SimpleNamespace) -> None:
    """One of each at Elm Park."""
    _filtering(world)
    request = asking.ask(world.priya, world.priya, world.elm, "What is held about my request to go part time.")
    asking.take(world.sian, request)
    releasing.collect(world.sian, request)
    complaining.complain(world.tomasz, world.tomasz, world.elm, ComplaintGiven(_LOST))
    complaining.open_page(world.helen, world.elm)


def _filtering(world: SimpleNamespace) -> None:
    today = timezone.localdate()
    took_part = {TookPart.As.LEAD: world.daniel, TookPart.As.TECHNICIAN: world.owen, TookPart.As.GOVERNOR: world.farah}
    given = ReviewGiven(FilterReview.Reason.YEARLY, today - timedelta(20), took_part, _FOUND)
    review = reviewing.begin(world.owen, world.elm, given)
    found = {each.id: Answer(Checked.Found.FINE) for each in standards().check}
    reviewing.answer(world.owen, review, {**found, "ai": Answer(Checked.Found.MEND, "Two chatbots are open to pupils.")})
    reviewing.add_action(world.owen, review, "Close the two chatbots for pupils", world.owen, today + timedelta(5))
    reviewing.sign(world.daniel, review)
    blocked = IncidentGiven(FilterIncident.What.BLOCKED, "bbc.co.uk", today - timedelta(3), "On the tablets, year 5")
    reviewing.report(world.priya, world.elm, blocked)
    reviewing.decide_site(world.owen, world.elm, "linkedin.com", SiteDecision.What.OPEN, "Careers week in the summer term")


__all__: Final = ("build",)
