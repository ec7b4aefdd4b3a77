"""Many at once: signatures given in a rush are all kept, and the same one is given once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from django.db import connection

from safeconduct.web import demo
from safeconduct.web.access import trail
from safeconduct.web.people.models import Person
from safeconduct.web.policies import actions
from safeconduct.web.policies.models import Adoption, Answer, Signature
from safeconduct.web.policies.progress import reading
from safeconduct.web.policies.shelf import on_offer
from web.policies.made import again, agree, altered, kevi, reworded, sign

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


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
    wrong = at_once(*(lambda person=person: sign(person, kevi()) for person in people))  # type: ignore[misc]

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

    def adopts(version: str) -> None:
        from web.policies.made import adopt

        adopt(school, altered(policy, version, reworded(policy, "5.1a", version)))

    wrong = at_once(lambda: adopts("A"), lambda: adopts("B"))

    assert len(wrong) == 1
    assert "Two versions cannot hold on one day" in str(wrong[0])
    assert Adoption.objects.in_force().filter(policy_id="kevi").count() == 1


def test_a_signature_and_a_new_version_at_the_same_moment_agree_on_who_was_first(school: SimpleNamespace) -> None:
    from web.policies.made import adopt

    agree(school.priya, kevi())
    old, policy = kevi(), on_offer()["kevi@2017-11"]
    at_once(lambda: sign(school.priya, old), lambda: adopt(school, altered(policy, "2", reworded(policy, "5.1a", "New."))))

    new = Adoption.objects.get(policy_id="kevi", version="2")
    assert Signature.objects.filter(adoption=new).count() == 0
    assert Answer.objects.filter(person=school.priya).count() == 44
    assert len(reading(Person.objects.get(pk=school.priya.pk), new).left) == 1
    assert [clause.id for clause in reading(again(school.priya), new).left] == ["5.1a"]
    assert callable(actions.sign)
