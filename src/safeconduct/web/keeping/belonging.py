"""Everything that belongs to a case, found by the tables themselves: whatever an app adds to a case later is among it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Final, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Model, Q, QuerySet

from safeconduct.web.casework.models import Review
from safeconduct.web.concerns.models import Case, Concern, Evidence
from safeconduct.web.keeping.models import Destruction
from safeconduct.web.sealing.models import Sealed

_STAYS: Final = (Destruction,)  # the certificate


class Part(NamedTuple):
    """Something sealed that belongs to a case: what it is, when it was written and by whom, and the sealed row."""

    kind: str
    at: datetime | None
    by: int | None
    sealed: Any


def belongings(case: Case) -> list[QuerySet[Any]]:
    """Every row that belongs to a case, table by table; those that point to others among them first."""
    found = _tables()
    ordered = sorted(found, key=lambda table: _depth(table, set(found)), reverse=True)
    return [table._default_manager.filter(reduce(or_, (Q(**{name: case}) for name in found[table]))) for table in ordered]


def _tables() -> dict[type[Model], list[str]]:
    """The tables that point to a case, and by which of their columns."""
    found: dict[type[Model], list[str]] = {}
    for table in apps.get_models():
        names = [field.name for field in table._meta.concrete_fields if field.related_model is Case]
        if names and table not in _STAYS:
            found[table] = names
    return found


def is_awaited(case: Case) -> bool:
    """Whether a table that points to a case says that somebody waits for what is in it (``awaits``)."""
    return any(table.awaits(case) for table in _tables() if hasattr(table, "awaits"))


def _depth(table: type[Model], among: set[type[Model]]) -> int:
    """How many tables of a case it points to, one behind another."""
    pointed = [each.related_model for each in table._meta.concrete_fields if each.is_relation and each.related_model in among]
    return 1 + max((_depth(each, among) for each in pointed if isinstance(each, type) and each is not table), default=0)


def parts(case: Case) -> Iterator[Part]:
    """Everything sealed that belongs to a case alone; what was told itself belongs to the concern.

    What the reporter handed in lies on each case of the concern, sealed once: it goes with the last of them.
    """
    shared = _shared(case)
    for rows in belongings(case):
        yield from (part for part in _sealed_in(rows) if part.sealed.pk not in shared)
    yield from _sealed_in(reviews(case))


def _shared(case: Case) -> set[Any]:
    """The ids of what other cases that are still kept have sealed together with this one."""
    others = Case.objects.exclude(pk=case.pk).exclude(state=Case.State.DESTROYED)
    mine, theirs = ({part.sealed.pk for part in _sealed_in(rows)} for rows in _evidence(case, others))
    return mine & theirs


def _evidence(case: Case, others: QuerySet[Case]) -> tuple[QuerySet[Any], QuerySet[Any]]:
    mine = Evidence.objects.filter(case=case)
    return mine, Evidence.objects.filter(case__in=others, sealed__in=mine.values("sealed"))


def emptied(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of some rows of which nothing sealed is left: the others still tell what another case has, too."""
    for each in _sealing(rows.model):
        rows = rows.exclude(**{f"{each.name}__isnull": False, f"{each.name}__destroyed_at__isnull": True})
    return rows


def reviews(case: Case) -> QuerySet[Review]:
    """The reviews that rest on this case and on no other."""
    others = Case.objects.exclude(pk=case.pk).exclude(state=Case.State.DESTROYED)
    resting = Review.objects.filter(pk__in=case.reviews.values("pk"))
    return resting.exclude(rests_on__in=others)


def told(concern: Concern) -> Iterator[Part]:
    """What was told: its words, and those about people without an account."""
    yield from _sealed_in(Concern._default_manager.filter(pk=concern.pk))
    yield from _sealed_in(concern.subjects.all())


def _sealed_in(rows: QuerySet[Any]) -> Iterator[Part]:
    fields = _sealing(rows.model)
    if not fields:
        return
    for row in rows.select_related(*(each.name for each in fields)):
        for each in fields:
            sealed = getattr(row, each.name)
            if sealed is not None:
                yield Part(_said(rows.model, each), getattr(row, "at", None), getattr(row, "by_id", None), sealed)


def _sealing(table: type[Model]) -> list[models.Field[Any, Any]]:
    return [each for each in table._meta.concrete_fields if each.related_model is Sealed]


def _said(table: type[Model], field: models.Field[Any, Any]) -> str:
    return f"{table._meta.verbose_name}, {str(field.verbose_name).lower()}"


def is_last(case: Case) -> bool:
    """Whether nobody else keeps a part of the concern: only then goes what was told, too."""
    others = Case.objects.filter(concern=case.concern_id).exclude(pk=case.pk)
    return not others.exclude(state=Case.State.DESTROYED).exists()


def counted(found: list[Part]) -> Mapping[str, int]:
    """How many of each kind."""
    return dict(sorted(Counter(part.kind for part in found).items()))


__all__: Final = ("Part", "belongings", "counted", "emptied", "is_awaited", "is_last", "parts", "reviews", "told")
