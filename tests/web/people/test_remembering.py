"""What a page asks several times is worked out once, and not a moment longer than the page is put together."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Role
from safeconduct.web.people.remembering import once, remembering
from safeconduct.web.policies.models import around


def test_it_is_worked_out_once_while_things_are_remembered() -> None:
    worked: list[str] = []

    def work(word: str) -> str:
        worked.append(word)
        return word

    assert [once("a", lambda: work("before")) for _ in range(2)] == ["before", "before"]
    with remembering():
        assert [once("a", lambda: work("first")), once("a", lambda: work("second"))] == ["first", "first"]
        assert once("b", lambda: work("other")) == "other"
    assert once("a", lambda: work("after")) == "after"
    assert worked == ["before", "before", "first", "other", "after"]


def test_who_begins_somewhere_else_is_bound_at_the_next_look(world: SimpleNamespace) -> None:
    with remembering():
        before = around(world.priya)
    Role.objects.create(
        person=world.priya,
        organisation=world.harbour,
        position=Position.TEACHER,
        since=timezone.localdate() - timedelta(days=1),
    )

    with remembering():
        assert len(around(world.priya)) > len(before)
