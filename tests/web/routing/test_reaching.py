"""A case that somebody must not know of and one that never was: the same page, the same work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeconduct.web.concerns.models import Barred, Case, Conflict, LetIn
from safeconduct.web.concerns.reaching import visible
from web.routing.made import fresh, told

NEVER_WAS = "ZZZZ-ZZZZ"
PAGES = ("step-back", "keep-out")


def barred(world: SimpleNamespace) -> str:
    case = told(world, "tomasz")
    Barred.objects.create(case=case, person=world.daniel, why=Barred.Why.CONFLICT)
    return "daniel"


def in_conflict(world: SimpleNamespace) -> str:
    Conflict.objects.create(organisation=world.elm, person=world.daniel, about=world.tomasz)
    told(world, "tomasz")
    return "daniel"


def complained_of(world: SimpleNamespace) -> str:
    told(world, "helen")
    return "helen"


def answering_to_them(world: SimpleNamespace) -> str:
    told(world, "helen")
    return "daniel"


def reporting(world: SimpleNamespace) -> str:
    told(world, "tomasz", by="daniel")
    return "daniel"


def at_another_school(world: SimpleNamespace) -> str:
    told(world, "tomasz")
    return "marcus"


def of_no_office(world: SimpleNamespace) -> str:
    told(world, "tomasz")
    return "priya"


def let_in_until_yesterday(world: SimpleNamespace) -> str:
    yesterday = timezone.localdate() - timedelta(1)
    case = told(world, "tomasz")
    LetIn.objects.create(case=case, person=world.priya, since=yesterday, until=yesterday, by=world.helen)
    return "priya"


WHO = (
    barred, in_conflict, complained_of, answering_to_them, reporting, at_another_school, of_no_office, let_in_until_yesterday,
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", WHO)
def test_a_refusal_is_the_same_page_and_the_same_work_as_a_miss(
    world: SimpleNamespace,
    signed_in: Callable[[str], Client],
    who: Callable[[SimpleNamespace], str],
    page: str,
    method: str,
) -> None:
    told(world, "owen")  # so that there is something to look through
    client = signed_in(who(world))
    case = Case.objects.latest("pk")

    def asked(reference: str) -> tuple[int, bytes, list[tuple[str, str]], list[str]]:
        with CaptureQueriesContext(connection) as queries:
            answer = getattr(client, method)(f"/tell/case/{reference}/{page}/")
        content = answer.content.replace(reference.encode(), b"")
        for token in {part.split(b'"')[0] for part in content.split(b'csrfmiddlewaretoken" value="')[1:]}:
            content = content.replace(token, b"")
        said = [query["sql"].replace(reference, "").partition('expire_date" >')[0] for query in queries]
        return answer.status_code, content, sorted(answer.headers.items()), said

    asked(NEVER_WAS)  # whatever is looked up once
    missed, refused = asked(NEVER_WAS), asked(case.reference)

    assert missed[0] == 404
    assert refused == missed


def test_a_list_costs_the_same_for_few_and_for_many(world: SimpleNamespace) -> None:
    def cost() -> int:
        daniel = fresh(world, "daniel")
        with CaptureQueriesContext(connection) as queries:
            assert len(visible(daniel)) == Case.objects.count()
        return len(queries)

    for _ in range(10):
        told(world, "tomasz")
    few = cost()
    for _ in range(90):
        told(world, "tomasz")

    assert cost() == few
