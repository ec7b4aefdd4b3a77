"""Which clauses are somebody's to sign, and what makes two of them the same."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from safeconduct.activity import About, Role
from safeconduct.policy import GuideRule, Library, Policy
from safeconduct.web.access.rights import Position
from safeconduct.web.policies.explaining import effects
from safeconduct.web.policies.points import ROLE_OF, STEP, content, declarations, notices, points, steps

LIBRARY = Library.shipped()
POLICIES = {name: LIBRARY.get(name, date(2026, 11, 1)) for name in LIBRARY.ids}


@pytest.mark.parametrize(
    ("name", "count"), [("kevi", 44), ("key", 22), ("safe-use", 11), ("tapton", 37), ("vision", 21)], ids=POLICIES.keys()
)
def test_a_teacher_signs_what_is_asked_of_conduct(name: str, count: int) -> None:
    asked = points(POLICIES[name], [Role.TEACHER])

    assert len(asked) == count
    assert {clause.about for clause in asked}.isdisjoint({About.GOVERN, About.ACKNOWLEDGE})


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES.keys())
def test_nothing_that_binds_conduct_is_left_out_and_nothing_else_is_in(policy: Policy) -> None:
    asked = {clause.id for clause in points(policy, [Role.TEACHER])}
    rest = [clause for clause in policy.clause if clause.id not in asked]

    assert all(clause.govern or clause.sign for clause in rest)
    assert not any(clause.screen or clause.decide or clause.permit or clause.review for clause in rest)


def test_who_is_not_bound_has_nothing_to_sign() -> None:
    assert points(POLICIES["key"], [Role.SITE_STAFF]) == ()
    assert points(POLICIES["key"], []) == ()
    assert points(POLICIES["key"], [Role.SITE_STAFF, Role.TEACHER]) == points(POLICIES["key"], [Role.TEACHER])


def test_a_clause_for_one_role_is_not_asked_of_another() -> None:
    policy = POLICIES["kevi"]
    rule = GuideRule("For heads.", when={"author_role": "headteacher"})
    only = msgspec.structs.replace(policy.clauses["8c"], guide=(rule,))
    narrowed = msgspec.structs.replace(policy, clause=(only,))

    assert points(narrowed, [Role.TEACHER]) == ()
    assert points(narrowed, [Role.HEADTEACHER]) == (only,)
    listed = msgspec.structs.replace(
        only, guide=(msgspec.structs.replace(rule, when={"author_role": ["teacher", "governor"]}),)
    )
    assert points(msgspec.structs.replace(policy, clause=(listed,)), [Role.TEACHER]) == (listed,)


def test_every_position_counts_as_a_role_that_policies_know() -> None:
    assert set(ROLE_OF) == set(Position)
    assert ROLE_OF[Position.CHAIR_OF_GOVERNORS] is Role.GOVERNOR
    assert ROLE_OF[Position.SUPPLY_TEACHER] is Role.SUPPLY_TEACHER


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES.keys())
def test_every_point_stands_on_one_page_and_no_page_is_long(policy: Policy) -> None:
    asked = points(policy, [Role.TEACHER])
    pages = steps(asked)

    assert sorted(clause.id for page in pages for clause in page.points) == sorted(clause.id for clause in asked)
    assert all(1 <= len(page.points) <= STEP for page in pages)
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))


def test_number_and_place_do_not_make_a_clause_another_but_wording_and_effect_do() -> None:
    clause = POLICIES["kevi"].clauses["5.2i"]
    moved = msgspec.structs.replace(clause, id="5.3a", source="section 5.3")
    reworded = msgspec.structs.replace(clause, says=clause.says + " Never.")
    stricter = msgspec.structs.replace(clause, decide=())

    assert content(moved) == content(clause)
    assert len({content(clause), content(reworded), content(stricter)}) == 3


def test_a_condition_that_must_be_false_is_part_of_what_a_clause_does() -> None:
    clause = POLICIES["kevi"].clauses["5.2h"]
    rule = clause.decide[0]
    without = msgspec.structs.replace(rule, when={name: wanted for name, wanted in rule.when.items() if wanted is not False})

    assert without != rule
    assert content(msgspec.structs.replace(clause, decide=(without, *clause.decide[1:]))) != content(clause)


def test_no_two_clauses_of_a_policy_have_the_same_content() -> None:
    for policy in POLICIES.values():
        assert len({content(clause) for clause in policy.clause}) == len(policy.clause)


def test_what_the_signature_means_and_what_is_monitored_are_found() -> None:
    assert [clause.id for clause in declarations(POLICIES["tapton"])] == ["P0"]
    assert {name: [clause.id for clause in notices(policy)] for name, policy in POLICIES.items()} == {
        "kevi": ["7"], "key": [], "safe-use": ["S8"], "tapton": ["P17"], "vision": [],
    }  # fmt: skip


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES.keys())
def test_every_clause_says_what_it_does_in_words(policy: Policy) -> None:
    for clause in policy.clause:
        said = effects(clause)

        assert said, clause.id
        assert len(said) == len(set(said))
        assert not any("_" in sentence for sentence in said), clause.id
