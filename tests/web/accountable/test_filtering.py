"""The register of reviews of filtering and monitoring, and the rule that the policies ask of a filter."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.accountable import reviewing
from safeconduct.web.accountable.models import FilterIncident, FilterReview, SiteDecision, months_after
from safeconduct.web.accountable.standards import standards
from web.accountable import made

SignedIn = Callable[[str], Client]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def posted(client: Client, address: str, data: dict[str, Any]) -> Any:
    return client.post(address, data, follow=True)


# --- the rule --------------------------------------------------------------------------------------------------------


@pytest.mark.clause("kevi:4")
@pytest.mark.clause("safe-use:S8")
def test_the_page_says_what_is_closed_when_and_by_which_clause(world: SimpleNamespace, signed_in: SignedIn) -> None:
    seen = page(signed_in("priya"), f"/registers/filtering/{world.elm.pk}/")

    assert "08:30 to 15:30" in seen
    assert "clause 4" in seen
    assert "Social networking" in seen
    assert "Noted in the log" in seen  # safe-use asks for a look at the log, not for a block
    assert "Put a review down" not in seen


@pytest.mark.clause("kevi:4")
def test_the_list_closes_social_networks_and_leaves_open_what_the_school_approved(
    world: SimpleNamespace, signed_in: SignedIn
) -> None:
    reviewing.decide_site(world.owen, world.elm, "linkedin.com", SiteDecision.What.OPEN, "Careers lessons")
    reviewing.decide_site(world.owen, world.elm, "games.example", SiteDecision.What.CLOSED, "Played in lessons")
    lines = page(signed_in("owen"), f"/registers/filtering/{world.elm.pk}/rule.txt").splitlines()
    sites = [line for line in lines if not line.startswith("#")]

    assert {"facebook.com", "instagram.com", "games.example"} <= set(sites)
    assert "linkedin.com" not in sites


def test_squid_is_given_the_hours_of_this_school(world: SimpleNamespace, signed_in: SignedIn) -> None:
    world.elm.name = "Elm Park\nacl all src 0.0.0.0/0"
    world.elm.save()
    lines = page(signed_in("owen"), f"/registers/filtering/{world.elm.pk}/rule.conf").splitlines()

    assert "acl hours_1 time MTWHF 08:30-15:30" in lines
    assert "http_access deny closed_1 hours_1" in lines
    assert not [line for line in lines if line.startswith("acl all")]  # a name cannot put in a rule of its own


@pytest.mark.clause("tapton:P7")
@pytest.mark.clause("tapton:P13")
def test_what_no_list_can_carry_is_said_to_be_set_by_hand(world: SimpleNamespace, signed_in: SignedIn) -> None:
    rule = json.loads(page(signed_in("marcus"), f"/registers/filtering/{world.harbour.pk}/rule.json"))
    seen = page(signed_in("marcus"), f"/registers/filtering/{world.harbour.pk}/")

    assert {each["clause"] for each in rule["rules"]} == {"P7", "P13"}
    assert "2026-12-25" in rule["closed"] or timezone.localdate() > date(2026, 12, 25)
    assert "tick the category in the filter itself" in seen


@pytest.mark.clause("vision:1")
def test_a_rule_for_any_device_is_shown_as_the_agency_has_it(world: SimpleNamespace, signed_in: SignedIn) -> None:
    assert "Any device" in page(signed_in("ruth"), f"/registers/filtering/{world.agency.pk}/")


# --- reviews -----------------------------------------------------------------------------------------------------------


def test_a_review_goes_from_form_to_questions_to_two_signatures(world: SimpleNamespace, signed_in: SignedIn) -> None:
    owen, today = signed_in("owen"), timezone.localdate()
    people = {"lead": world.daniel.pk, "technician": world.owen.pk, "governor": world.farah.pk}
    answer = posted(
        owen, f"/registers/filtering/{world.elm.pk}/review/", {"reason": "yearly", "held_on": today.isoformat(), **people}
    )
    review = FilterReview.objects.get()
    assert "Does the filter do what the policies say?" in answer.content.decode()
    assert review.next_due == months_after(today, 12)

    incomplete = posted(owen, f"/registers/filtering/review/{review.pk}/questions/", {"roles": "fine", "rule-note": "Kept"})
    assert "Choose an answer to" in incomplete.content.decode()
    assert "Kept" in incomplete.content.decode()
    said = {each.id: "fine" for each in standards().check} | {"ai": "mend", "ai-note": "Two chatbots are open"}
    posted(owen, f"/registers/filtering/review/{review.pk}/questions/", said)
    posted(signed_in("daniel"), f"/registers/filtering/review/{review.pk}/sign/", {})
    posted(signed_in("farah"), f"/registers/filtering/review/{review.pk}/sign/", {})

    review.refresh_from_db()
    assert (review.lead, review.governor, review.state) == (world.daniel, world.farah, "signed")
    assert "Two chatbots are open" in page(owen, f"/registers/filtering/review/{review.pk}/")
    assert Event.objects.filter(verb="accountable.sign-filter").count() == 2


def test_nobody_signs_for_both_and_nothing_changes_afterwards(world: SimpleNamespace) -> None:
    review = made.review(world)
    reviewing.sign(world.daniel, review)
    with pytest.raises(ValidationError, match="Somebody else"):
        reviewing.sign(world.daniel, review)
    with pytest.raises(ValidationError, match="signed already"):
        reviewing.sign(world.sian, review)  # the deputy's part is the lead's
    with pytest.raises(ValidationError, match="is signed"):
        reviewing.amend(world.owen, review, made.given(world, findings="Otherwise"))
    with pytest.raises(ValidationError, match="is signed"):
        reviewing.answer(world.owen, review, made.answers())
    with pytest.raises(PermissionDenied):
        reviewing.sign(world.owen, review)


def test_a_review_is_not_signed_before_every_question_is_answered(world: SimpleNamespace) -> None:
    review = reviewing.begin(world.owen, world.elm, made.given(world))

    with pytest.raises(ValidationError, match="answer every question"):
        reviewing.sign(world.daniel, review)


def test_one_person_cannot_be_two_parts(world: SimpleNamespace) -> None:
    twice = made.given(world)._replace(took_part={made.PARTS.LEAD: world.sian, made.PARTS.GOVERNOR: world.sian})

    with pytest.raises(ValidationError, match="another person"):
        reviewing.begin(world.owen, world.elm, twice)
    assert not FilterReview.objects.exists()


def test_the_page_says_when_the_next_review_is_late(world: SimpleNamespace, signed_in: SignedIn) -> None:
    address = f"/registers/filtering/{world.elm.pk}/"
    assert "No review is on record" in page(signed_in("owen"), address)
    made.review(world, held_on=timezone.localdate() - timedelta(400))
    assert "The review was due on" in page(signed_in("owen"), address)


def test_what_is_to_be_done_stays_in_sight_until_it_is_done(world: SimpleNamespace, signed_in: SignedIn) -> None:
    asked = made.to_do(world, timezone.localdate() - timedelta(1))
    address = f"/registers/filtering/{world.elm.pk}/"
    assert "Close the old proxy" in page(signed_in("helen"), address)
    posted(signed_in("owen"), f"/registers/filtering/action/{asked.pk}/done/", {})

    assert "Close the old proxy" not in page(signed_in("helen"), address)


def test_any_teacher_tells_what_is_blocked_and_only_the_domain_is_kept(world: SimpleNamespace, signed_in: SignedIn) -> None:
    sent = {"what": "blocked", "site": "https://www.bbc.co.uk/news/some?q=jayden", "on": timezone.localdate().isoformat()}
    posted(signed_in("grace"), f"/registers/filtering/{world.elm.pk}/wrong/", sent)
    incident = FilterIncident.objects.get()
    assert (incident.site, incident.by) == ("bbc.co.uk", world.grace)
    posted(signed_in("owen"), f"/registers/filtering/wrong/{incident.pk}/", {"words": "Opened for all"})

    incident.refresh_from_db()
    assert incident.settled == "Opened for all"
    assert "Opened for all" in page(signed_in("owen"), f"/registers/filtering/{world.elm.pk}/")


@pytest.mark.parametrize("typed", ["not a site", "http://", "localhost", "a..b", "exa mple.org", "ex_ample.org"])
def test_what_is_no_site_is_refused_and_stays_in_the_form(typed: str, world: SimpleNamespace, signed_in: SignedIn) -> None:
    sent = {"what": "open", "site": typed, "why": "For the choir"}
    answer = posted(signed_in("owen"), f"/registers/filtering/{world.elm.pk}/site/", sent)

    assert "This is no address of a site" in answer.content.decode() or "Write the address" in answer.content.decode()
    assert "For the choir" in answer.content.decode()
    assert not SiteDecision.objects.exists()


def test_a_decision_about_a_site_ends_and_stays_on_record(world: SimpleNamespace, signed_in: SignedIn) -> None:
    decided = made.left_open(world)
    with pytest.raises(ValidationError, match="already"):
        made.left_open(world)
    posted(signed_in("owen"), f"/registers/filtering/site/{decided.pk}/end/", {})

    decided.refresh_from_db()
    assert decided.ended_by == world.owen
    assert "linkedin.com" in page(signed_in("owen"), f"/registers/filtering/{world.elm.pk}/rule.txt")


def test_the_page_takes_the_same_queries_however_much_is_on_it(
    world: SimpleNamespace, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        made.to_do(world)
        made.incident(world)
        made.left_open(world, f"site{number}.example")
    with django_assert_max_num_queries(32):
        page(signed_in("owen"), f"/registers/filtering/{world.elm.pk}/")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 11, 21), 1, date(2026, 12, 21)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_of_the_month(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected
