"""Writing a policy in forms: beginning, points, rules, examples; two people at once; what is deleted comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from safeconduct.activity import Outcome, Told, Topic
from safeconduct.policy import Library, faults, read
from safeconduct.shadow import failing
from safeconduct.web.access.models import Event
from safeconduct.web.drafting import actions, editing
from safeconduct.web.drafting.models import Draft, Trial
from safeconduct.web.jobs.schedule import schedules
from safeconduct.web.policies.models import Adoption
from safeconduct.written import written
from web.drafting import made

SignedIn = Callable[[str], Client]
KEY = written(Library.shipped().versions("key")[0])
_POINTS = "".join(
    f'[[clause]]\nid = "x{number}"\nsource = "s"\nforce = "may"\nabout = "post"\nsays = "S."\n\n' for number in range(400)
)
NEW = {
    "says": "No selfies with pupils.",
    "id": "9.1",
    "source": "section 9",
    "force": "must-not",
    "about": "image",
}


def latest() -> Draft:
    return Draft.objects.latest("pk")


# --- beginning ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", Library.shipped().ids)
def test_a_draft_starts_from_each_of_the_five(name: str, world: SimpleNamespace, signed_in: SignedIn) -> None:
    policy = Library.shipped().versions(name)[0]
    signed_in("helen").post(reverse("draft-start", args=[world.elm.pk]), {"start": f"{name}@{policy.version}"})

    assert [clause.id for clause in latest().policy.clause] == [clause.id for clause in policy.clause]
    assert (list(faults(latest().policy)), latest().policy.version) == ([], latest().made_at.strftime("%Y-%m"))


def test_a_draft_starts_from_nothing_with_what_a_policy_must_have(world: SimpleNamespace, signed_in: SignedIn) -> None:
    signed_in("helen").post(reverse("draft-start", args=[world.elm.pk]), {"start": "scratch"})

    policy = latest().policy
    assert (len(policy.clause), list(faults(policy)), failing(policy)) == (3, [], [])
    assert read(written(policy), "x.toml") == policy


def test_a_draft_goes_out_as_a_file_and_comes_in_again(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.softened(world, made.draft(world)), signed_in("helen")
    file = helen.get(reverse("draft-file", args=[found.pk]))
    assert file["Content-Disposition"].startswith('attachment; filename="kevi-')
    sent = {"start": "file", "file": SimpleUploadedFile("kevi.toml", file.content)}
    helen.post(reverse("draft-start", args=[world.elm.pk]), sent)

    assert latest().pk != found.pk
    assert latest().policy.clause == found.policy.clause


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"nonsense", "this is not valid TOML"),
        (b"\xff\xfe", "not UTF-8"),
        (b'id = "x"', "missing required field"),
        (KEY.replace('id = "1a"', 'id = "1/a"').encode(), "letters, digits, dots"),
        (b"", "empty"),
        (b"id = " + b"[" * 100_000, "this is"),
        (KEY.replace("[[case]]", _POINTS + "[[case]]", 1).encode(), "At most 400"),
        (KEY.replace("Keep a formal", "Keep\\u0000a formal", 1).encode(), "nobody can see"),
    ],
    ids=["no toml", "no text", "no policy", "number", "empty", "deep", "long", "unseen"],
)
def test_a_file_that_is_no_policy_says_why(content: bytes, says: str, world: SimpleNamespace, signed_in: SignedIn) -> None:
    sent = {"start": "file", "file": SimpleUploadedFile("our.toml", content)}
    page = signed_in("helen").post(reverse("draft-start", args=[world.elm.pk]), sent)

    assert says in page.content.decode()
    assert not Draft.objects.exists()


def test_from_a_policys_page_the_next_version_is_a_press_away(world: SimpleNamespace, signed_in: SignedIn) -> None:
    adoption = Adoption.objects.get(policy_id="kevi")
    address = f"{reverse('draft-start', args=[world.elm.pk])}?from=own-{adoption.pk}"

    assert address in signed_in("helen").get(reverse("policy", args=[adoption.pk])).content.decode()
    assert address not in signed_in("priya").get(reverse("policy", args=[adoption.pk])).content.decode()
    assert signed_in("helen").get(address).context["form"]["start"].value() == f"own-{adoption.pk}"


def test_another_schools_policy_is_not_on_offer(world: SimpleNamespace, signed_in: SignedIn) -> None:
    other = Adoption.objects.get(organisation=world.harbour)
    page = signed_in("helen").post(reverse("draft-start", args=[world.elm.pk]), {"start": f"own-{other.pk}"})

    assert (page.status_code, Draft.objects.exists()) == (200, False)


# --- points -------------------------------------------------------------------------------------------------


def test_a_point_is_written_does_something_and_gets_an_example(world: SimpleNamespace, signed_in: SignedIn) -> None:
    """The whole way of somebody who knows no code."""
    found, helen = made.draft(world), signed_in("helen")
    page = helen.get(reverse("draft-point-add", args=[found.pk]))
    helen.post(reverse("draft-point-add", args=[found.pk]), {**NEW, "seen": page.context["seen"]})
    point = helen.get(reverse("draft-point", args=[found.pk, "9.1"]))
    assert [gap.says for gap in point.context["gaps"]] == [
        "It does nothing yet. Add what should happen.",
        "It has no example yet. Add one that shows what it does.",
    ]

    rule = reverse("draft-rule-add", args=[found.pk, "9.1", "situation"])
    seen = helen.get(rule).context["seen"]
    built = {"seen": seen, "when": ["kind"], "when-kind": ["photograph"], "outcome": "stop"}
    shown = helen.post(rule, {**built, "do": "add-when", "add-when": "of"})
    assert "Who or what is in the picture?" in shown.content.decode()
    assert made.now(found).policy.clauses["9.1"].decide == ()
    helen.post(rule, {**built, "do": "save", "when": ["kind", "of"], "when-of": ["event"], "report_to": ["headteacher"]})

    clause = made.now(found).policy.clauses["9.1"]
    assert msgspec.to_builtins(clause.decide[0].when) == {"kind": "photograph", "of": "event"}
    assert clause.decide[0].report_to == (Told.HEADTEACHER,)
    says = "If it is taking or sharing a picture, and it shows an event: do not. Tell the head teacher."
    assert says in helen.get(reverse("draft-point", args=[found.pk, "9.1"])).content.decode()

    example = reverse("draft-example-add", args=[found.pk, "9.1", "situation"])
    start = made.fields(helen.get(example))
    assert (start["facts-kind"], start["facts-of"], start["outcome"]) == ("photograph", "event", "stop")
    helen.post(example, {**start, "situation": "Mr Bell films the whole fair on his phone."})
    assert list(faults(made.now(found).policy)) == []
    assert failing(made.now(found).policy) == []
    assert Event.objects.filter(verb="drafting.write").count() == 4


@pytest.mark.parametrize("number", ["5.2i", "a b", "new", "..", ""])
def test_a_number_that_is_taken_or_is_none_is_refused(number: str, world: SimpleNamespace, signed_in: SignedIn) -> None:
    found = made.draft(world)
    page = signed_in("helen").post(reverse("draft-point-add", args=[found.pk]), {**NEW, "id": number, "seen": "x"})

    assert "id" in page.context["form"].errors
    assert "No selfies with pupils." in page.content.decode()


def test_a_new_number_takes_its_examples_along(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    address = reverse("draft-words", args=[found.pk, made.POINT])
    count = len(editing.cases_of(found.policy, made.POINT))
    helen.post(address, {**made.fields(helen.get(address)), "id": "7.7"})

    assert len(editing.cases_of(made.now(found).policy, "7.7")) == count > 0
    assert list(faults(made.now(found).policy)) == []


def test_a_point_for_some_roles_says_so_in_every_rule(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    address = reverse("draft-words", args=[found.pk, made.POINT])
    helen.post(address, {**made.fields(helen.get(address)), "roles": ["teacher", "governor"]})

    clause = made.now(found).policy.clauses[made.POINT]
    conditions = [*(rule.when for rule in clause.screen), *(rule.when for rule in clause.decide)]
    assert {str(when["author_role"]) for when in conditions} == {"['teacher', 'governor']"}
    helen.post(address, {**made.fields(helen.get(address)), "roles": []})
    assert made.now(found).policy.clauses[made.POINT] == found.policy.clauses[made.POINT]


def test_points_move_among_those_of_their_topic(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    clauses = found.policy.clause
    about = found.policy.clauses[made.POINT].about
    first, second, *rest = [clause.id for clause in clauses if clause.about is about]
    move = reverse("draft-move", args=[found.pk, first])
    helen.post(move, {"to": "down", "seen": editing.digest(found.policy.clauses[first])})

    moved = [clause.id for clause in made.now(found).policy.clause if clause.about is about]
    assert moved == [second, first, *rest]
    assert editing.moved(made.now(found).policy, first, -1) == found.policy
    assert editing.moved(found.policy, first, -1) == found.policy  # there is no place above the first


# --- rules --------------------------------------------------------------------------------------------------


def every_rule() -> list[Any]:
    rules = []
    for name in ("kevi", "tapton", "vision"):
        policy = Library.shipped().versions(name)[0]
        for clause in policy.clause:
            rules += [
                pytest.param(clause, key, number, id=f"{name}-{clause.id}-{key}-{number}")
                for key, number, _ in _rules(clause)
                if number == 0
            ]
    return rules


def _rules(clause: Any) -> list[Any]:
    from safeconduct.web.drafting.aloud import rules

    return list(rules(clause))


def test_every_rule_that_comes_with_safeconduct_survives_its_form() -> None:
    """Opened and saved, it does what it did; each is read in plain words on the way."""
    from django.http import QueryDict

    from safeconduct.web.drafting.aloud import aloud
    from safeconduct.web.drafting.rule_forms import SHAPE_OF, SHAPES

    for param in every_rule():
        clause, key, number = param.values
        rule = editing.rule_at(clause, key, number)
        form_of = SHAPES[SHAPE_OF[key]].form
        shown = form_of(rule=rule)
        sent = QueryDict(mutable=True)
        page = SimpleNamespace(context={"form": shown, "seen": ""})
        for name, value in made.fields(page).items():
            sent.setlist(name, value if isinstance(value, list) else [value])
        form = form_of(sent, rule=rule)

        assert form.is_valid(), (param.id, form.errors)
        assert same(form.rule()) == same(rule), param.id
        assert aloud(form.rule()) == aloud(rule)  # type: ignore[arg-type]


def same(rule: Any) -> Any:
    """A rule in which one value and a list of one are the same, and the order of a list is none."""
    plain = msgspec.to_builtins(rule)
    return _loose(plain)


def _loose(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {
            name: _loose(value) for name, value in plain.items() if value not in ("", [], {}, None, False) or name == "when"
        }
    if isinstance(plain, list | tuple):
        items = [_loose(each) for each in plain]
        return items[0] if len(items) == 1 else sorted(items, key=str)
    return str(plain) if not isinstance(plain, bool) else plain


def test_a_condition_that_is_not_on_offer_is_kept() -> None:
    from django.http import QueryDict

    from safeconduct.policy import DecideRule
    from safeconduct.web.drafting.rule_forms import SHAPES

    rule = DecideRule({"kind": "email", "account": "official"}, Outcome.STOP)
    sent = QueryDict("do=save&outcome=stop&when=kind&when-kind=email&when=account&when-account=official")
    form = SHAPES["situation"].form(sent, rule=rule)

    assert form.is_valid()
    assert form.rule() == rule


def test_a_condition_is_added_and_taken_away_and_nothing_entered_is_lost(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    address = reverse("draft-rule", args=[found.pk, made.POINT, "situation", 0])
    sent = {**made.fields(helen.get(address)), "guide": "Ask the office.", "do": "add-unless", "add-unless": "family_member"}
    page = helen.post(address, sent)

    again = made.fields(page)
    assert again["unless"] == ["family_member"]
    assert again["guide"] == "Ask the office."
    assert again["when-person"] == ["pupil", "pupil_and_relative"]
    without = made.fields(helen.post(address, {**again, "unless-family_member": "yes", "do": "drop-when-person"}))
    assert "person" not in without["when"]
    assert without["unless-family_member"] == "yes"
    assert made.now(found).policy == found.policy
    helen.post(address, without)
    rule = made.now(found).policy.clauses[made.POINT].decide[0]
    assert (rule.unless, rule.guide, "person" in rule.when) == ({"family_member": True}, "Ask the office.", False)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"when": ["person"], "when-person": ["pupil"], "outcome": "stop"}, "Say what it is about"),
        ({"when": ["kind"], "when-kind": ["email"], "outcome": ""}, "Choose an answer, or say whom to tell."),
        ({"when": ["kind"], "when-kind": [], "outcome": "stop"}, "Choose at least one for “What is it”."),
        ({"when": ["kind"], "when-kind": ["nonsense"], "outcome": "stop"}, "Select a valid choice"),
    ],
    ids=["about anything", "silent", "no value", "unknown value"],
)
def test_what_the_core_refuses_is_said_in_plain_words(
    more: dict[str, Any], says: str, world: SimpleNamespace, signed_in: SignedIn
) -> None:
    found, helen = made.draft(world), signed_in("helen")
    address = reverse("draft-rule-add", args=[found.pk, made.POINT, "situation"])
    page = helen.post(address, {"seen": helen.get(address).context["seen"], "do": "save", **more})

    assert says in page.content.decode()
    assert made.now(found).revision == found.revision


def test_help_for_those_who_tell_can_have_no_condition(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    address = reverse("draft-rule-add", args=[found.pk, made.POINT, "help"])
    sent = {"text": "Mind.", "concerns": ["grievance"], "when": ["person"], "when-person": ["pupil"]}
    page = helen.post(address, {"seen": helen.get(address).context["seen"], "do": "save", **sent})

    assert "can have no condition" in page.content.decode()
    assert "Mind." in page.content.decode()
    helen.post(address, {**made.fields(page), "do": "save", "when": []})
    assert made.now(found).policy.clauses[made.POINT].guide[-1].text == "Mind."


def test_a_rule_about_posts_and_a_route_are_built_from_lists(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    for shape, sent in (
        ("post", {"topics": ["hate"], "outcome": "stop"}),
        ("report", {"kinds": ["grievance"], "to": ["headteacher"], "step": "2", "child_protection": "no", "immediate": "on"}),
        ("review", {"task": "Look at your tags.", "months": "6", "looks_at": ["tags"]}),
        ("network", {"sites": "games", "on": "school devices\nschool network", "hours": "school day"}),
        ("notice", {"what": "scope", "text": "It binds all."}),
    ):
        address = reverse("draft-rule-add", args=[found.pk, "5.2i", shape])
        helen.post(address, {"seen": helen.get(address).context["seen"], "do": "save", **sent})

    clause = made.now(found).policy.clauses["5.2i"]
    assert (clause.screen[-1].topics, clause.screen[-1].outcome) == ((Topic.HATE,), Outcome.STOP)
    assert (clause.route[-1].to, clause.route[-1].step, clause.route[-1].immediate) == ((Told.HEADTEACHER,), 2, True)
    assert clause.route[-1].when == {"child_protection": False}
    assert clause.review is not None
    assert clause.review.months == 6
    assert clause.restrict is not None
    assert clause.restrict.on == ("school devices", "school network")
    assert clause.govern is not None


# --- examples -----------------------------------------------------------------------------------------------


def test_every_example_that_comes_with_safeconduct_survives_its_form() -> None:
    from django.http import QueryDict

    from safeconduct.web.drafting.example_forms import ASKS, asked

    for name in ("kevi", "tapton"):
        policy = Library.shipped().versions(name)[0]
        for case in policy.case:
            form_of, clause = ASKS[asked(case)].form, policy.clauses[case.clause[0]]
            sent = QueryDict(mutable=True)
            page = SimpleNamespace(context={"form": form_of(rule=case, clause=clause), "seen": ""})
            for field, value in made.fields(page).items():
                sent.setlist(field, value if isinstance(value, list) else [value])
            form = form_of(sent, rule=case, clause=clause)

            assert form.is_valid(), (case.situation, form.errors)
            again = msgspec.structs.replace(policy, case=(form.rule(),))
            assert failing(again) == [], case.situation
            assert form.rule().situation == case.situation  # type: ignore[union-attr]


def test_an_example_that_does_not_come_out_is_kept_and_says_why(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    key, case = next((key, case) for key, case in editing.cases_of(found.policy, "5.2i") if case.facts)
    address = reverse("draft-example", args=[found.pk, "5.2i", key])
    helen.post(address, {**made.fields(helen.get(address)), "outcome": "allow"})

    page = helen.get(reverse("draft-point", args=[found.pk, "5.2i"])).content.decode()
    assert "Does not come out as written" in page
    assert "It should be “Fine”, but the answer is “Do not”" in page
    assert case.situation in page


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"facts": ["person"], "facts-person": "pupil"}, "Say what it is"),
        ({"facts": ["kind", "channel"], "facts-kind": "email", "facts-channel": "school_phone"}, "contradict each other"),
    ],
    ids=["no kind", "impossible"],
)
def test_facts_that_cannot_be_are_refused(
    facts: dict[str, Any], says: str, world: SimpleNamespace, signed_in: SignedIn
) -> None:
    found, helen = made.draft(world), signed_in("helen")
    address = reverse("draft-example-add", args=[found.pk, "5.2i", "situation"])
    sent = {"seen": helen.get(address).context["seen"], "do": "save", "situation": "S.", "outcome": "stop", **facts}

    assert says in helen.post(address, sent).content.decode()
    assert made.now(found).revision == found.revision


# --- two at once --------------------------------------------------------------------------------------------


def test_a_save_that_comes_too_late_says_so_and_loses_nothing(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen, owen = made.draft(world), signed_in("helen"), signed_in("owen")
    address = reverse("draft-words", args=[found.pk, made.POINT])
    mine, theirs = made.fields(helen.get(address)), made.fields(owen.get(address))
    owen.post(address, {**theirs, "says": "What Owen wrote."})
    page = helen.post(address, {**mine, "says": "What Helen wrote."})

    text = page.content.decode()
    assert "Owen Clarke has changed this while you were writing" in text
    assert "What Helen wrote." in text
    assert "What Owen wrote." in text
    assert made.now(found).policy.clauses[made.POINT].says == "What Owen wrote."
    helen.post(address, made.fields(page))
    assert made.now(found).policy.clauses[made.POINT].says == "What Helen wrote."


def test_a_rule_that_comes_too_late_shows_both(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    address = reverse("draft-rule", args=[found.pk, made.POINT, "situation", 0])
    mine = made.fields(helen.get(address))
    made.softened(world, found, outcome=Outcome.ASK)
    page = helen.post(address, {**mine, "outcome": "caution"})

    assert page.context["aloud"].endswith(": think again.")
    assert any(each.endswith(": ask first.") for each in page.context["now"])
    helen.post(address, made.fields(page))
    rules = made.now(found).policy.clauses[made.POINT].decide
    assert [rule.outcome for rule in rules[:2]] == [Outcome.CAUTION, Outcome.ASK]


def test_two_who_change_different_points_do_not_hinder_each_other(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen, owen = made.draft(world), signed_in("helen"), signed_in("owen")
    addresses = [reverse("draft-words", args=[found.pk, name]) for name in ("5.2i", "5.2f")]
    mine, theirs = made.fields(helen.get(addresses[0])), made.fields(owen.get(addresses[1]))
    owen.post(addresses[1], {**theirs, "says": "What Owen wrote."})
    helen.post(addresses[0], {**mine, "says": "What Helen wrote."})

    now = made.now(found).policy.clauses
    assert (now["5.2i"].says, now["5.2f"].says) == ("What Helen wrote.", "What Owen wrote.")
    assert "Last saved by Helen Marsh" in owen.get(reverse("draft", args=[found.pk])).content.decode()


def test_words_for_a_point_that_somebody_deleted_meanwhile_are_not_lost(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen, owen = made.draft(world), signed_in("helen"), signed_in("owen")
    address = reverse("draft-words", args=[found.pk, made.POINT])
    mine = made.fields(helen.get(address))
    owen.post(reverse("draft-delete", args=[found.pk, made.POINT]), {"seen": mine["seen"]})
    page = helen.post(address, {**mine, "says": "What Helen wrote."})

    assert "What Helen wrote." in page.content.decode()
    helen.post(address, made.fields(page))
    assert made.now(found).policy.clauses[made.POINT].says == "What Helen wrote."


# --- deleting and putting back ------------------------------------------------------------------------------


def test_what_is_deleted_comes_back_as_it_was(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    clause = found.policy.clauses[made.POINT]
    helen.post(reverse("draft-delete", args=[found.pk, made.POINT]), {"seen": editing.digest(clause)})
    gone = made.now(found)
    assert made.POINT not in gone.policy.clauses
    assert list(faults(gone.policy)) == []
    assert clause.says in unescape(helen.get(reverse("draft", args=[found.pk])).content.decode())
    helen.post(reverse("draft-put-back", args=[found.pk, 0]))

    back = made.now(found)
    assert back.policy.clause == found.policy.clause
    assert sorted(map(editing.digest, back.policy.case)) == sorted(map(editing.digest, found.policy.case))
    assert back.deleted == []


def test_a_rule_and_an_example_come_back_too(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    rule = reverse("draft-rule-delete", args=[found.pk, made.POINT, "situation", 1])
    helen.post(rule, {"seen": editing.digest(found.policy.clauses[made.POINT])})
    key, _ = editing.cases_of(found.policy, made.POINT)[0]
    helen.post(reverse("draft-example-delete", args=[found.pk, made.POINT, key]))
    now = made.now(found)
    assert len(now.policy.clauses[made.POINT].decide) == len(found.policy.clauses[made.POINT].decide) - 1
    assert len(now.policy.case) == len(found.policy.case) - 1
    helen.post(reverse("draft-put-back", args=[found.pk, 0]))
    helen.post(reverse("draft-put-back", args=[found.pk, 0]))

    assert made.now(found).policy.clause == found.policy.clause
    assert len(made.now(found).policy.case) == len(found.policy.case)


def test_what_has_no_place_any_more_says_so(world: SimpleNamespace) -> None:
    found = made.deleted(world)
    made.saved(world.helen, found, msgspec.structs.replace(found.base.clauses[made.POINT]))  # type: ignore[union-attr]

    with pytest.raises(ValidationError, match="no place for it any more"):
        actions.put_back(world.helen, found, 0)
    with pytest.raises(ValidationError, match="put that back already"):
        actions.put_back(world.helen, found, 5)


def test_a_draft_that_is_put_away_is_there_no_more(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    helen.post(reverse("draft-discard", args=[found.pk]))

    assert helen.get(reverse("draft", args=[found.pk])).status_code == 404
    with pytest.raises(ValidationError, match="put away"):
        made.softened(world, found)


def test_a_draft_that_was_put_away_is_deleted_when_its_time_is_over(world: SimpleNamespace, signed_in: SignedIn) -> None:
    gone, stays, adopted = (made.draft(world) for _ in range(3))
    page = signed_in("helen").get(reverse("draft-discard", args=[gone.pk])).content.decode()
    assert "after 90 days it is deleted" in page
    gone.trials.create(revision=1)
    actions.discard(world.helen, gone)
    Draft.objects.filter(pk=adopted.pk).update(
        discarded_at=timezone.now(), adoption=Adoption.objects.get(organisation=world.elm, policy_id="kevi")
    )
    forget = schedules()["drafting.forget"].does

    with time_machine.travel(timezone.now() + actions.PUT_AWAY_KEPT - timedelta(1), tick=False):
        forget()
    assert Draft.objects.filter(pk=gone.pk).exists()
    with time_machine.travel(timezone.now() + actions.PUT_AWAY_KEPT + timedelta(1), tick=False):
        forget()
        forget()
    assert set(Draft.objects.values_list("pk", flat=True)) == {stays.pk, adopted.pk}
    assert not Trial.objects.exists()
    event = Event.objects.get(verb="drafting.forget")
    assert (event.actor_id, event.facts) == (None, {"drafts": [gone.pk]})


def test_those_who_only_read_see_no_way_to_change(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found = made.deleted(world)
    for address in (reverse("draft", args=[found.pk]), reverse("draft-point", args=[found.pk, "5.2i"])):
        page = signed_in("farah").get(address).content.decode()

        assert page.count("<form") == 1  # to sign out
        assert "Change" not in page.replace("Change the points", "")


def test_a_list_of_many_drafts_costs_no_more_queries(
    world: SimpleNamespace, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        made.scratch(world)
    client = signed_in("helen")
    client.get(reverse("drafts"))

    with django_assert_max_num_queries(14):
        client.get(reverse("drafts"))
    with django_assert_max_num_queries(14):
        client.get(reverse("draft", args=[latest().pk]))


def test_nothing_that_was_written_stands_in_the_trail(world: SimpleNamespace, signed_in: SignedIn) -> None:
    found, helen = made.draft(world), signed_in("helen")
    address = reverse("draft-words", args=[found.pk, made.POINT])
    helen.post(address, {**made.fields(helen.get(address)), "says": "About Jayden Brown."})

    assert made.now(found).policy.clauses[made.POINT].says == "About Jayden Brown."
    assert not [event for event in Event.objects.all() if "Jayden" in str(event.facts)]


def test_the_demo_has_a_draft_with_one_change(world: SimpleNamespace) -> None:
    from safeconduct.web.drafting import demo_data
    from safeconduct.web.policies.differences import differences

    demo_data.build(world)
    found = latest()

    assert [each.clause.id for each in differences(found.old, found.policy) if each.matters] == ["5.1g"]  # type: ignore[arg-type]
    assert list(faults(found.policy)) == []
