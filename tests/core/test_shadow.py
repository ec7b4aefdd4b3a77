"""The shadow run: what changes between two policies, and which cases of one do not come out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from safeconduct.activity import Aspect, Outcome, Told
from safeconduct.policy import Case, Clause, Library, Policy
from safeconduct.screening import Context
from safeconduct.shadow import Run, Text, corpus, distinct, examples, failing, silent

SHIPPED = [each for name in Library.shipped().ids for each in Library.shipped().versions(name)]
KEVI = next(each for each in SHIPPED if each.id == "kevi")
CASES = [(KEVI.id, case) for case in KEVI.case]


def changed(clause: str, **more: Any) -> Policy:
    """KEVI with one clause that is different."""
    new: Clause = msgspec.structs.replace(KEVI.clauses[clause], **more)
    return msgspec.structs.replace(KEVI, version="next", clause=tuple(new if c.id == clause else c for c in KEVI.clause))


def softened(clause: str, outcome: Outcome) -> Policy:
    rules = tuple(msgspec.structs.replace(rule, outcome=outcome) for rule in KEVI.clauses[clause].decide)
    screens = tuple(msgspec.structs.replace(rule, outcome=outcome) for rule in KEVI.clauses[clause].screen)
    return changed(clause, decide=rules, screen=screens)


@pytest.mark.parametrize("policy", SHIPPED, ids=lambda policy: policy.id)
def test_every_case_of_a_shipped_policy_comes_out(policy: Policy) -> None:
    assert failing(policy) == []


def test_the_same_policy_changes_nothing() -> None:
    run = Run(KEVI, KEVI)
    run.cases(CASES)

    assert (run.result().changes, run.result().asked) == ((), sum(case.duty is None for _, case in CASES))


def test_a_clause_that_is_stricter_changes_its_cases_and_says_which_clause() -> None:
    run = Run(KEVI, softened("5.2h", Outcome.STOP))
    run.cases(CASES)
    shadow = run.result()

    assert shadow.stricter == len(shadow.changes) > 0
    assert {name for change in shadow.changes for name in change.because} >= {"5.2h"}
    assert all(change.new.outcome is Outcome.STOP for change in shadow.changes)
    assert sum(each["old"] for each in shadow.counts.values()) == sum(each["new"] for each in shadow.counts.values())


def test_a_concern_that_goes_to_somebody_else_is_a_change() -> None:
    name = next(each.id for each in KEVI.clause if each.route and each.route[0].to)
    rules = tuple(msgspec.structs.replace(rule, to=(Told.CHAIR_OF_GOVERNORS,)) for rule in KEVI.clauses[name].route)
    run = Run(KEVI, changed(name, route=rules))
    run.cases(CASES)

    assert {(change.about, change.direction) for change in run.result().changes} == {("concern", 0)}
    assert all(Told.CHAIR_OF_GOVERNORS in change.new.told for change in run.result().changes)


def test_against_nothing_everything_that_a_policy_says_is_a_change() -> None:
    run = Run(None, KEVI)
    run.cases(CASES)

    assert run.result().milder == 0
    assert run.result().stricter > 60
    assert silent(KEVI).clause == ()


def test_texts_are_read_and_asked_with_progress() -> None:
    texts = [
        ("mine", Text("Off to see the sea with my sister today.")),
        ("mine", Text("Year 9 are a bunch of idiots, all of them.")),
    ]
    run = Run(None, KEVI)

    assert list(run.texts(texts * 40)) == [64, 80]
    assert run.result().asked == 80
    assert {(change.says, change.about) for change in run.result().changes} == {(texts[1][1].says, "text")}


def test_the_examples_are_texts_of_the_detectors_each_once() -> None:
    shown = examples()

    assert len(shown) > 400
    assert len({text for _, text in shown}) == len(shown)
    assert Context() in {text.context for _, text in shown}


def test_posts_of_the_corpus_are_asked_all_or_every_sixth() -> None:
    whole, some = corpus(1), corpus()

    assert (len(whole), len(some)) == (4_800, 800)
    assert some == whole[::6]
    assert len({text.context.role for _, text in some}) > 4


def test_the_installed_program_carries_the_posts() -> None:
    with (Path(__file__).parents[2] / "pyproject.toml").open("rb") as file:
        carried = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert carried == {f"corpus/{part}.jsonl": f"safeconduct/data/corpus/{part}.jsonl" for part in "ABCDEF"}


def test_situations_that_policies_share_are_asked_once() -> None:
    assert len(distinct([*CASES, *CASES])) == len(CASES)
    other = msgspec.structs.replace(CASES[0][1], situation="Another one.")
    assert len(distinct([*CASES, ("x", other)])) == len(CASES) + 1


def case(**more: Any) -> Case:
    return Case(**{"clause": ("5.2i",), "situation": "Somebody asks.", **more})


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (case(facts={"kind": "friend_request", "person": "pupil"}, outcome=Outcome.ALLOW), "It should be “allow”, but"),
        (
            case(clause=("5.1a",), facts={"kind": "removal_request", "person": "colleague"}, outcome=Outcome.CAUTION),
            "5.1a does not speak",
        ),
        (case(facts={"person": "pupil"}, outcome=Outcome.STOP), "“kind” is missing"),
        (case(concern={"kind": "malpractice"}, report_to=(Told.PLATFORM,)), "It should go to platform"),
        (case(duty="review"), "Nothing of that kind stands in clause 5.2i"),
        (case(found=("work-talk",), aspect=Aspect.COMPLAINT, outcome=Outcome.ALLOW), "It should be “allow”"),
    ],
    ids=["outcome", "silent", "facts", "told", "duty", "text"],
)
def test_a_case_that_does_not_come_out_says_why(given: Case, why: str) -> None:
    (found,) = failing(msgspec.structs.replace(KEVI, case=(given,)))

    assert why in found.why


def test_a_case_that_makes_no_sense_is_left_out_of_the_run() -> None:
    run = Run(KEVI, KEVI)
    run.cases([("x", case(facts={"kind": "nonsense"}, outcome=Outcome.STOP)), ("x", case(duty="review"))])

    assert run.result().asked == 0
