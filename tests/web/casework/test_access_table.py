"""Who sees what of a case, and who never learns that there is one: stories × states × everybody, through every way out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from safeconduct.activity import ConcernKind
from safeconduct.web.access.models import Event
from safeconduct.web.casework.due import dates
from safeconduct.web.concerns.actions import raise_concern, raise_without_a_name
from safeconduct.web.concerns.evidence import hand_in, link
from safeconduct.web.concerns.models import Case
from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Person
from web.casework.made import TOLD, about, telling
from web.tables import EVERYBODY

Browser = Callable[[str], Client]
NEVER_WAS = "2222-2222"
OTHERS = {"access-request", "data-complaint", "data-complaint-acknowledge"}  # a reference there is no case's


def about_a_colleague(world: SimpleNamespace) -> None:
    raise_concern(world.priya, world.elm, telling(world, about(world.tomasz)))


def about_the_head(world: SimpleNamespace) -> None:
    raise_without_a_name(telling(world, about(world.helen), ConcernKind.MISUSE_BY_ADULT))


def about_the_lead(world: SimpleNamespace) -> None:
    raise_concern(world.priya, world.elm, telling(world, about(world.daniel)))


def about_the_chair(world: SimpleNamespace) -> None:
    raise_concern(world.priya, world.elm, telling(world, about(world.farah)))


def about_supply_staff(world: SimpleNamespace) -> None:
    raise_concern(world.priya, world.elm, telling(world, about(world.grace)))


def of_a_child(world: SimpleNamespace) -> None:
    raise_concern(world.priya, world.elm, telling(world, kind=ConcernKind.PUPIL_CONTACT, child_protection=True))


# Each story: whose case, at the school and at the agency. The reporter (Priya) follows it elsewhere and sees no case.
STORIES: dict[str, tuple[Callable[[SimpleNamespace], None], dict[str, frozenset[str]]]] = {
    "a colleague": (about_a_colleague, {"elm": frozenset({"helen", "daniel"})}),
    "the head": (about_the_head, {"elm": frozenset({"farah"})}),
    "the lead": (about_the_lead, {"elm": frozenset({"helen"})}),
    "the chair": (about_the_chair, {"elm": frozenset()}),
    "supply staff": (about_supply_staff, {"elm": frozenset({"helen", "daniel"}), "agency": frozenset({"ruth"})}),
    "a child": (of_a_child, {"elm": frozenset({"daniel", "sian"})}),
}
GONE = Case.State.DESTROYED
STATES = [Case.State.NEW, Case.State.OPEN, Case.State.CLOSED, GONE]


def addresses(resolver: URLResolver | None = None) -> Iterator[str]:
    """The name of every address that is about one case."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each)
        elif isinstance(each, URLPattern) and list(each.pattern.converters) == ["reference"] and each.name not in OTHERS:
            assert each.name
            yield each.name


def told(world: SimpleNamespace, story: str) -> list[tuple[Case, frozenset[str]]]:
    tell, seers = STORIES[story]
    tell(world)
    return [(case, seers[key]) for key in seers for case in Case.objects.filter(organisation=getattr(world, key))]


def told_by_now(world: SimpleNamespace, story: str, state: Case.State) -> list[tuple[Case, frozenset[str]]]:
    """The same once the cases have come so far; nobody sees what was destroyed."""
    cases = told(world, story)
    Case.objects.update(state=state, closed_at=timezone.now() if state == Case.State.CLOSED else None)
    return [(case, frozenset() if state == GONE else seers) for case, seers in cases]


def plain(answer: HttpResponseBase, reference: str) -> bytes:
    """What somebody gets to see, without what differs each time."""
    lines = [line for line in getattr(answer, "content", b"").splitlines() if b"csrfmiddlewaretoken" not in line]
    return b"\n".join(lines).replace(reference.encode(), b"")


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("key", sorted(EVERYBODY))
def test_every_address_of_a_case_is_there_for_those_on_it_alone(
    key: str, story: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    names = sorted(addresses())
    assert {"case", "case-triage", "case-close", "case-hand-over", "case-step-back", "evidence-add"} <= set(names)
    client = signed_in(key)
    for case, seers in told(world, story):
        for name in names if key in seers else ("case", "case-destroy", "case-note", "evidence-add"):
            answer = client.get(reverse(name, args=[case.reference]))
            never = client.get(reverse(name, args=[NEVER_WAS]))
            assert never.status_code in (404, 405), name
            if key in seers:
                assert answer.status_code != 404, name
            else:
                assert (answer.status_code, plain(answer, case.reference)) == (never.status_code, plain(never, NEVER_WAS)), name


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("story", STORIES)
def test_a_case_is_for_the_same_people_in_every_state(
    story: str, state: Case.State, world: SimpleNamespace, signed_in: Browser
) -> None:
    cases = told_by_now(world, story, state)
    handed = [] if state == GONE else hand_in(cases[0][0].concern, [link("https://example.org/")])
    pieces = {piece.case_id: piece for piece in handed}
    for key in EVERYBODY:
        client = signed_in(key)
        for case, seers in cases:
            answer, never = (client.get(reverse("case", args=[number])) for number in (case.reference, NEVER_WAS))
            assert (answer.status_code == 200) == (key in seers)
            if key not in seers:
                assert (answer.status_code, plain(answer, case.reference)) == (never.status_code, plain(never, NEVER_WAS))
            if case.pk in pieces:
                assert (client.get(reverse("evidence", args=[pieces[case.pk].pk])).status_code == 200) == (key in seers)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("story", STORIES)
def test_no_list_search_export_or_calendar_tells_of_it_to_anybody_else(
    story: str, state: Case.State, world: SimpleNamespace, signed_in: Browser
) -> None:
    cases = told_by_now(world, story, state)
    ways = ["home", "cases", "records", "policies", "concern", "organisations", "tokens", "sealing-keys", "permissions-desk"]
    for key in sorted(EVERYBODY):
        client, hidden = signed_in(key), [case for case, seers in cases if key not in seers]
        found = [client.get(reverse(way)).content.decode() for way in ways]
        found += [client.get(f"{reverse('cases')}?show={show}").content.decode() for show in ("closed", "all")]
        found += [client.post(reverse("cases"), {"q": sought}).content.decode() for sought in ("zielinski", "marsh", "grace")]
        found.append(client.get(reverse("signatures-csv", args=[world.elm.pk])).content.decode("utf-8", "replace"))
        assert not [case for case in hidden for page in found if case.reference in page]
        assert not [page for page in found if TOLD in page and key != "priya"]
        if len(hidden) == len(cases):
            assert list(dates(Person.objects.get(pk=getattr(world, key).pk))) == []


@pytest.mark.parametrize("story", STORIES)
def test_e_mails_go_to_those_on_it_and_say_nothing(story: str, world: SimpleNamespace) -> None:
    cases = told(world, story)
    names = {getattr(world, key).pk: key for key in EVERYBODY}
    reached = {names[mail.to.pk]: mail.context for mail in Mail.objects.select_related("to") if mail.to}

    assert set(reached) - {"priya"} == {key for _, seers in cases for key in seers}
    assert {context["path"] for context in reached.values()} <= {"/cases/", "/tell/mine/"}


@pytest.mark.parametrize("story", STORIES)
def test_the_trail_names_nobody_and_quotes_nothing(story: str, world: SimpleNamespace) -> None:
    told(world, story)
    kept = json.dumps([[event.verb, event.about, event.facts] for event in Event.objects.all()], ensure_ascii=False)

    assert "concerns.raise" in kept
    assert not [part for key in EVERYBODY for part in getattr(world, key).name.split() if part in kept]
    assert TOLD not in kept
    assert not [case.reference for case in Case.objects.all() if case.reference in kept]
