"""Many at once: signatures given in a rush are all kept, and the same one is given once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from django.db import connection

from safeconduct.web import demo
from safeconduct.web.access import trail
from safeconduct.web.policies.actions import SigningRefusedError
from safeconduct.web.policies.models import Adoption, Signature
from safeconduct.web.policies.progress import reading
from safeconduct.web.policies.shelf import on_offer
from web.policies.made import adopt, again, agree, altered, kevi, reworded, sign


def at_once(*tasks: Callable[[], object]) -> list[Exception]:
    """Do all at the same time, each with a connection of its own; what went wrong."""
    start, wrong = Barrier(len(tasks)), []

    def run(task: Callable[[], object]) -> None:
        try:
            start.wait()
            task()
        except Exception as error:  # noqa: BLE001 it is looked at by the test
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.fixture
def school(transactional_db: None) -> SimpleNamespace:
    return demo.build()


STAFF = ("priya", "tomasz", "helen", "daniel", "sian", "farah", "owen")


def test_a_whole_staff_signs_at_the_same_moment(school: SimpleNamespace) -> None:
    people = [getattr(school, key) for key in STAFF]
    for person in people:
        agree(person, kevi())
    wrong = at_once(*(lambda person=person: sign(person, kevi()) for person in people))

    assert wrong == []
    assert Signature.objects.count() == len(STAFF)
    assert list(trail.faults()) == []


def test_one_person_on_two_devices_gives_one_signature(school: SimpleNamespace) -> None:
    agree(school.priya, kevi())
    wrong = at_once(*[lambda: sign(school.priya, kevi())] * 4)

    assert wrong == []
    assert Signature.objects.count() == 1


def test_two_versions_adopted_at_the_same_moment_never_hold_on_one_day(school: SimpleNamespace) -> None:
    policy = on_offer()["kevi@2017-11"]
    versions = [altered(policy, name, reworded(policy, "5.1d", name)) for name in ("A", "B")]
    wrong = at_once(*(lambda version=version: adopt(school, version) for version in versions))

    assert len(wrong) == 1
    assert "Two versions cannot hold on one day" in str(wrong[0])
    assert Adoption.objects.in_force().filter(policy_id="kevi").count() == 1


def test_a_signature_and_a_new_version_at_the_same_moment_agree_on_who_was_first(school: SimpleNamespace) -> None:
    agree(school.priya, kevi())
    old, policy = kevi(), on_offer()["kevi@2017-11"]
    version = altered(policy, "2", reworded(policy, "5.1a", "New."))
    wrong = at_once(lambda: sign(school.priya, old), lambda: adopt(school, version))
    signed = Signature.objects.filter(person=school.priya)

    assert [type(error) for error in wrong] == ([] if signed.exists() else [SigningRefusedError])
    assert all(signature.adoption == old for signature in signed)
    new = Adoption.objects.get(policy_id="kevi", version="2")
    assert [clause.id for clause in reading(again(school.priya), new).left] == ["5.1a"]
