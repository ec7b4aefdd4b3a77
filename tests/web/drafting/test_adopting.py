"""Before a draft is adopted: what changes, where it contradicts itself, who signs again; and the adoption."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.activity import Outcome, Told
from safeconduct.policy import Library, RouteRule
from safeconduct.shadow import EVERY, Text, corpus, examples
from safeconduct.web.access.rights import Position
from safeconduct.web.drafting import trying
from safeconduct.web.drafting.faults import gaps
from safeconduct.web.drafting.judging import problems
from safeconduct.web.drafting.models import Draft, Trial
from safeconduct.web.drafting.reach import reached
from safeconduct.web.people.models import Role
from safeconduct.web.policies.models import Adoption
from web.drafting import made
from web.jobs.working import work

SignedIn = Callable[[str], Client]
FEW = (("derogatory", Text("Year 9 are a bunch of idiots, all of them.")), ("x", Text("A walk by the sea.")))


@pytest.fixture
def _few_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two texts in place of five hundred, and a dozen posts in place of hundreds: reading them all takes seconds."""
    monkeypatch.setattr(trying, "examples", lambda: FEW)
    monkeypatch.setattr(trying, "corpus", lambda: corpus(EVERY * 60))


# --- the shadow run -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_few_texts")
def test_the_run_shows_which_answers_change_and_by_which_point(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.softened(world, made.draft(world), "5.2h", Outcome.STOP), signed_in("helen")
    address = reverse("draft-try", args=[found.pk])
    helen.post(address)
    assert "It begins in a moment." in helen.get(address).content.decode()
    assert work() == 1

    page = helen.get(address)
    text = page.content.decode()
    shadow = page.context["shadow"]
    assert shadow.stricter == len(shadow.changes) > 0
    assert f"{len(shadow.changes)} of {shadow.asked} answers change" in text
    assert reverse("draft-point", args=[found.pk, "5.2h"]) in text
    assert shadow.asked > 300
    assert "<svg" in text
    assert sum(bar.new for bar in page.context["bars"]) == sum(bar.old for bar in page.context["bars"])


@pytest.mark.usefixtures("_few_texts")
def test_texts_are_asked_too_against_nothing_where_nothing_is_in_force(world: SimpleNamespace) -> None:
    trial = trying.try_out(world.helen, made.begun(world.helen, world.elm, "tapton@2017-09"))
    work()
    assert Trial.objects.get().state == Trial.State.DONE
    found = trying.result(Trial.objects.get(pk=trial.pk))
    assert found.changes == ()  # against the policy from which it started

    trial = trying.try_out(world.helen, made.scratch(world))
    work()
    assert trying.result(Trial.objects.get(pk=trial.pk)).asked > 300


@pytest.mark.usefixtures("_few_texts")
def test_a_draft_that_has_changed_since_says_so(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found = made.draft(world)
    trying.try_out(world.helen, found)
    work()
    made.softened(world, found)

    page = signed_in("farah").get(reverse("draft-try", args=[found.pk])).content.decode()
    assert "The draft has changed since this was tried" in page
    assert "None of" in page


def test_a_run_that_fails_says_so_and_can_be_tried_again(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    trying.try_out(world.helen, found)
    with patch.object(trying, "situations", side_effect=RuntimeError("full")):
        work()

    assert "did not get to its end" in helen.get(reverse("draft-try", args=[found.pk])).content.decode()
    assert trying.try_out(world.helen, found).state == Trial.State.WAITING


def test_pressing_twice_begins_one_run_and_old_runs_go(world: SimpleNamespace) -> None:
    found = made.draft(world)
    assert trying.try_out(world.helen, found) == trying.try_out(world.helen, found)
    for _ in range(5):
        Trial.objects.update(state=Trial.State.DONE)
        trying.try_out(world.helen, found)

    assert found.trials.count() == trying.KEPT


def test_what_is_read_comes_with_safeconduct() -> None:
    assert len(examples()) > 400
    assert len(corpus()) == 800


@pytest.mark.usefixtures("_few_texts")
def test_the_page_for_adopting_says_what_would_change_or_that_nobody_has_seen_it(
    world: SimpleNamespace, signed_in: SignedIn
) -> None:
    found, helen = made.softened(world, made.draft(world), "5.2h", Outcome.STOP), signed_in("helen")
    address, unseen = reverse("draft-adopt", args=[found.pk]), "Nobody has seen what it would change as it stands now."
    assert unseen in helen.get(address).content.decode()
    trial = trying.try_out(world.helen, found)
    work()
    shadow, page = trying.result(Trial.objects.get(pk=trial.pk)), helen.get(address).content.decode()
    assert f"{len(shadow.changes)} of {shadow.asked} answers change" in page
    assert unseen not in page

    made.softened(world, found)
    assert unseen in helen.get(address).content.decode()


# --- contradictions -----------------------------------------------------------------------------------------


def test_two_points_that_answer_differently_are_shown_with_a_situation(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found = made.clashing(world)
    page = signed_in("farah").get(reverse("draft-problems", args=[found.pk])).content.decode()

    assert "Point 4 says “it is fine”, and point 5 says “do not”." in page
    assert "it is a friend request" in page
    assert "the other person is a pupil" in page


def test_two_points_that_may_meet_are_shown_where_nobody_can_be_sure(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safeconduct.contradictions.MOST", 0)
    says = [each.says for each in problems(made.clashing(world).policy, world.elm)]

    assert any("Point 4 says “it is fine”, and point 5 says “do not”. So many situations" in each for each in says)


def test_a_role_that_nobody_holds_is_a_problem_until_somebody_does(world: SimpleNamespace) -> None:
    found = made.draft(world)
    clause = found.policy.clauses["5.2i"]
    route = RouteRule(("pupil-contact",), (Told.ONLINE_SAFETY_MANAGER,))  # type: ignore[arg-type] # as a form sends it
    found = made.saved(world.helen, found, msgspec.structs.replace(clause, route=(route,)))
    empty = [each.says for each in problems(found.policy, world.elm) if each.heading == "Nobody is there to be told"]

    assert empty == ["Points 5.2i and 6a tell the online safety manager, but nobody at Elm Park Primary is that today."]
    Role.objects.create(
        person=world.priya, organisation=world.elm, position=Position.ONLINE_SAFETY_MANAGER, since=date(2025, 9, 1)
    )
    assert not [each for each in problems(found.policy, world.elm) if each.heading == "Nobody is there to be told"]


def test_an_example_that_fails_is_a_problem(world: SimpleNamespace) -> None:
    found = made.softened(world, made.draft(world), "5.2h", Outcome.STOP)

    assert {each.heading for each in problems(found.policy, world.elm)} >= {"An example does not come out as written"}


# --- who signs again ----------------------------------------------------------------------------------------


def test_who_signs_again_and_how_much_is_new_to_them(world: SimpleNamespace) -> None:
    found = made.softened(world, made.draft(world))
    groups = {group.held: group for group in reached(found)}

    assert (groups["Teacher"].people, groups["Teacher"].new) == (1, 1)
    assert groups["Teacher"].same > 40
    assert groups["Supply teacher"].people == 1  # Grace, who is placed there
    assert sum(group.people for group in groups.values()) == 8


def test_those_who_are_no_longer_bound_are_named(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    address = reverse("draft-cover", args=[found.pk])
    helen.post(address, {**made.fields(helen.get(address)), "binds": ["teacher"]})

    dropped = {group.held for group in reached(made.now(found)) if group.dropped}
    assert "Supply teacher" in dropped
    assert "no longer bound" in helen.get(reverse("draft-adopt", args=[found.pk])).content.decode()


# --- adopting -----------------------------------------------------------------------------------------------


def given(world: SimpleNamespace, found: Draft, **more: Any) -> dict[str, Any]:
    today = timezone.localdate()
    base = {"owner": world.helen.pk, "sign_within_days": 14, "revision": made.now(found).revision, "minute": "2026/7, item 4"}
    return {**base, "adopted_on": today.isoformat(), "since": today.isoformat(), **more}


def test_a_draft_that_contradicts_itself_is_adopted_only_with_a_word_and_a_reason(
    world: SimpleNamespace, signed_in: SignedIn
) -> None:
    found, helen = made.softened(world, made.draft(world), "5.1g", Outcome.STOP), signed_in("helen")
    address = reverse("draft-adopt", args=[found.pk])
    refused = helen.post(address, given(world, found))
    assert "Tick this, or mend it first." in refused.content.decode()
    assert Draft.objects.get(pk=found.pk).adoption is None
    because = "The network point is meant for staff who run the account of the school."
    done = helen.post(address, given(world, found, accepted="on", because=because))

    adoption = Adoption.objects.get(draft=found.pk)
    assert done["Location"] == reverse("policy", args=[adoption.pk])
    assert (adoption.policy_id, adoption.minute, adoption.is_genuine) == ("kevi", "2026/7, item 4", True)
    assert adoption.policy.clauses["5.1g"] == made.now(found).policy.clauses["5.1g"]
    assert any("Point 5.2d says “it is fine”, and point 5.2f says “do not”" in each for each in adoption.accepted)
    seen = {key: signed_in(key).get(done["Location"]).content.decode() for key in ("farah", "priya")}
    assert because in seen["farah"]
    assert "Point 5.2d says" in seen["farah"]
    assert because not in seen["priya"]
    assert helen.get(reverse("draft", args=[found.pk])).status_code == 404


def test_a_draft_at_one_with_itself_needs_no_reason(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found = made.scratch(world)
    signed_in("helen").post(reverse("draft-adopt", args=[found.pk]), given(world, found))

    adoption = Adoption.objects.get(draft=found.pk)
    assert (adoption.accepted, adoption.policy.title) == ([], "Our online conduct policy")


def test_an_unfinished_draft_is_not_adopted(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.clashing(world), signed_in("helen")
    address = reverse("draft-adopt", args=[found.pk])

    assert "It cannot be adopted yet." in helen.get(address).content.decode()
    helen.post(address, given(world, found, accepted="on", because="So"))
    assert Draft.objects.get(pk=found.pk).adoption is None


def test_a_draft_that_somebody_changed_meanwhile_is_not_adopted_unread(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.scratch(world), signed_in("helen")
    sent = given(world, found)
    made.saved(world.owen, found, msgspec.structs.replace(found.policy.clauses["3"], says="Other words."))
    page = helen.post(reverse("draft-adopt", args=[found.pk]), sent)

    assert "Owen Clarke has changed the draft since you opened this page" in page.content.decode()
    assert Draft.objects.get(pk=found.pk).adoption is None


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"title": "T" * 201}, "too long: at most 200"),
        ({"version": " "}, "version is empty"),
        ({"id": "Our policy"}, "small letters"),
    ],
    ids=["title", "version", "id"],
)
def test_a_cover_that_cannot_be_kept_is_named(more: dict[str, str], says: str) -> None:
    policy = msgspec.structs.replace(Library.shipped().versions("key")[0], **more)

    assert any(says in gap.says for gap in gaps(policy))


def test_a_version_that_there_was_already_needs_another_name(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    cover = reverse("draft-cover", args=[found.pk])
    helen.post(cover, {**made.fields(helen.get(cover)), "version": "2017-11"})
    page = helen.post(reverse("draft-adopt", args=[found.pk]), given(world, found, accepted="on", because="So."))

    assert "There is a version 2017-11 already." in page.content.decode()
    assert made.now(found).adoption is None


def test_the_same_text_is_not_adopted_twice(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.scratch(world), signed_in("helen")
    helen.post(reverse("draft-adopt", args=[found.pk]), given(world, found))
    again = made.begun(world.helen, world.elm, f"own-{Adoption.objects.get(draft=found.pk).pk}")

    assert again.policy.version == f"{found.policy.version}.2"
