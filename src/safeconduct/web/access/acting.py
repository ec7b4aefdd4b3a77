"""Every change is a named action: it checks the right, writes, and leaves an event, all in one transaction or not at all.

    @action("people.place")
    def place(by: Person, school: Organisation, given: PlacementGiven) -> Done[Placement]:
        ...
        return Done(placement, until=placement.until)

The second argument is what the right is asked of. The facts of a ``Done`` are kept in the trail for ever: numbers, dates
and codes, never a name, a post or what somebody wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, Generic, ParamSpec, TypeVar

from django.db import transaction
from django.db.models import Model

from safeconduct.web.access.deciding import require
from safeconduct.web.access.trail import Fact, append

if TYPE_CHECKING:
    from safeconduct.web.people.models import Person

T = TypeVar("T")
Target = TypeVar("Target")
P = ParamSpec("P")


class Done(Generic[T]):
    """What an action made or changed, and the facts for the trail."""

    def __init__(self, result: T, **facts: Fact) -> None:
        self.result = result
        self.facts: Mapping[str, Fact] = facts


def action(
    verb: str,
) -> Callable[[Callable[Concatenate[Person, Target, P], Done[T]]], Callable[Concatenate[Person, Target, P], T]]:
    """Make a function the only way to a change: the right first, then the change and its event, in one transaction."""

    def named(change: Callable[Concatenate[Person, Target, P], Done[T]]) -> Callable[Concatenate[Person, Target, P], T]:
        @wraps(change)
        def acted(by: Person, target: Target, /, *args: P.args, **kwargs: P.kwargs) -> T:
            require(by, verb, target)
            with transaction.atomic():
                done = change(by, target, *args, **kwargs)
                append(verb, by=by.pk, about=_named(done.result, target), facts=done.facts)
            return done.result

        return acted

    return named


def _named(result: Any, target: object) -> str:
    thing = result if isinstance(result, Model) else target
    return f"{thing._meta.label_lower}:{thing.pk}" if isinstance(thing, Model) else ""


__all__: Final = ("Done", "action")
