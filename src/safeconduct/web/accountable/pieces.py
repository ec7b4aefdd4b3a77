"""What is held about somebody, found by the tables themselves: whatever an app adds later is among it.

The registers: every row of the organisation that points to the person, and every plain text of it that names them. What
belongs to no organisation (their account, their sessions, what they keep for themselves alone) is listed without its
content, which they see signed in. A case: what was told and everything that belongs to it; for whoever told it, what they
told and were answered. What is sealed elsewhere is not opened to look for a name: only those on a case read it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Model, Q, QuerySet
from django.utils import dateformat, timezone

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import rights
from safeconduct.web.accountable.models import AccessRequest, Portion, Verdict
from safeconduct.web.casework.opening import opened
from safeconduct.web.concerns.models import Case, Concern, Evidence, Note
from safeconduct.web.keeping.belonging import belongings, reviews
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.people.words import day_said
from safeconduct.web.permissions.models import Pupil
from safeconduct.web.sealing.models import Sealed

_SECRETS: Final = frozenset(
    ("password", "code", "token", "hash", "digest", "key", "secret", "session_key", "data", "content", "folded", "path")
)
_NOT_LOOKED_AT: Final = frozenset(("sealing", "jobs", "access", "sessions", "django_tasks_database", "contenttypes"))
_TOLD: Final = frozenset(
    ("concerns", "casework", "keeping", "accountable", "access", "sealing")
)  # the trail says no word of these
_LONG: Final = 100  # letters: a column at least so long may name somebody
_DEEP: Final = 3


class Piece(NamedTuple):
    """Something that is decided about as a whole: its key, what it is, its text, what of that is in people's own words.

    ``file`` is the evidence that it is, where it is a file. A file cannot be masked: it is given or left out.
    """

    key: str
    title: str
    text: str
    free: str = ""
    file: Evidence | None = None

    @property
    def digest(self) -> str:
        """Tells whether it has changed since somebody read it."""
        return hashlib.sha256(f"{self.title}\n{self.text}\n{self.file.sha256 if self.file else ''}".encode()).hexdigest()


class Found(NamedTuple):
    """A row in words: lines of a label and a value, and what of it is in people's own words."""

    lines: Sequence[str]
    free: Sequence[str]


# --- the tables -----------------------------------------------------------------------------------------------------


@cache
def case_tables() -> frozenset[type[Model]]:
    """Cases and concerns, and every table that points to one of them or to a table that does."""
    found: set[type[Model]] = {Case, Concern}
    while True:
        more = {table for table in apps.get_models() if table not in found and found & set(_pointed(table))}
        if not more:
            return frozenset(found)
        found |= more


def _pointed(table: type[Model]) -> Iterator[type[Model]]:
    for field in (*table._meta.concrete_fields, *table._meta.many_to_many):
        if isinstance(field.related_model, type) and table is not field.related_model:
            yield field.related_model


def _tables() -> list[type[Model]]:
    """Every table that may hold something about somebody outside of a case."""
    return [
        table
        for table in apps.get_models()
        if table not in case_tables() and table._meta.app_label not in _NOT_LOOKED_AT and table not in (Person, Organisation)
    ]


@cache
def _ways(table: type[Model], target: type[Model], deep: int = _DEEP) -> tuple[str, ...]:
    """The columns by which a table reaches another one: straight, or else through the fewest others (never a person)."""
    fields = [each for each in table._meta.concrete_fields if each.is_relation]
    straight = tuple(each.name for each in fields if each.related_model is target)
    if straight or deep == 0:
        return straight
    for each in fields:
        if isinstance(each.related_model, type) and each.related_model not in (Person, Sealed, table):
            ways = _ways(each.related_model, target, deep - 1)
            if ways:
                return tuple(f"{each.name}__{way}" for way in ways)
    return ()


def _here(table: type[Model], place: Organisation) -> Q | None:
    """The rows of a table that are an organisation's, or of one below it; none where the table belongs to no organisation."""
    ways = _ways(table, Organisation)
    wanted = [Q(**{f"{way}__path__startswith": place.path}) for way in ways]
    return None if not wanted else Q(*wanted, _connector=Q.OR)


# --- the registers --------------------------------------------------------------------------------------------------


def registers(request: AccessRequest, name: str, reader: Person) -> list[Piece]:
    """What an organisation's registers hold about somebody, one piece a table; without what the reader must not know of."""
    found = list(_profile(request.person)) if request.person else []
    for table in sorted(_tables(), key=lambda each: str(each._meta.label_lower)):
        found += _of_table(table, request, name, reader)
    return [*found, *(_trail(request.person) if request.person else ())]


def _profile(person: Person) -> Iterator[Piece]:
    yield Piece("people.person", "Account", "\n".join(_row(person, person).lines))


def _of_table(table: type[Model], request: AccessRequest, name: str, reader: Person) -> Iterator[Piece]:
    here = _here(table, request.organisation)
    title = f"{table._meta.app_config.verbose_name.capitalize()}: {table._meta.verbose_name_plural}"
    key = str(table._meta.label_lower)
    if here is None:
        yield from _of_their_own(table, request.person, title, key)
        return
    rows = table._default_manager.filter(here).filter(_about(table, request.person, name)).order_by("pk")
    related = [each.name for each in table._meta.concrete_fields if each.is_relation and each.related_model is not Sealed]
    known = [row for row in rows.select_related(*related) if row != request and _may_know(row, reader)]
    if known:
        told = [_row(row, request.person) for row in known]
        text = "\n\n".join("\n".join(each.lines) for each in told)
        yield Piece(key, title, text, "\n".join(words for each in told for words in each.free))


def _may_know(row: Model, reader: Person) -> bool:
    """Whether a row that says itself for whom it is there is there for the reader."""
    asked = getattr(row, "positions_of", None)
    return asked is None or bool(asked(reader))


def _about(table: type[Model], person: Person | None, name: str) -> Q:
    """Rows that point to the person, or name them in a plain text."""
    wanted = Q(pk__in=[])
    if person is not None:
        for way in _ways_to_people(table):
            wanted |= Q(**{way: person})
    for field in _long_texts(table):
        wanted |= Q(**{f"{field.name}__icontains": name})
    return wanted


def _ways_to_people(table: type[Model]) -> list[str]:
    return [each.name for each in table._meta.concrete_fields if each.related_model is Person]


def _long_texts(table: type[Model]) -> list[models.Field[Any, Any]]:
    """The columns in which somebody may be named."""
    fields = [each for each in table._meta.concrete_fields if isinstance(each, models.CharField | models.TextField)]
    return [
        each
        for each in fields
        if not each.choices and each.name not in _SECRETS and (each.max_length or _LONG) >= _LONG and each.editable
    ]


def _of_their_own(table: type[Model], person: Person | None, title: str, key: str) -> Iterator[Piece]:
    """What belongs to the person alone: how many rows, and their days; never their content."""
    ways = _ways_to_people(table)
    if person is None or not ways:
        return
    wanted = Q(*(Q(**{way: person}) for way in ways), _connector=Q.OR)
    days = [each.name for each in table._meta.concrete_fields if isinstance(each, models.DateField)]
    rows = list(table._default_manager.filter(wanted).order_by("pk").values_list(*days[:1] or ["pk"]))
    if not rows:
        return
    lines = [f"Entries: {len(rows)}. They belong to their account; they see what is in them when they sign in."]
    lines += [f"Of: {_plain(day)}" for (day,) in rows if isinstance(day, date)]
    yield Piece(key, title, "\n".join(lines))


def _trail(person: Person) -> Iterator[Piece]:
    """What they did and what was done to their account: when and what, without whatever concerns a case."""
    said = {verb: right.says for verb, right in rights().items() if verb.partition(".")[0] not in _TOLD}
    about = Q(actor=person.pk) | Q(about=f"people.person:{person.pk}")
    events = Event.objects.filter(about, verb__in=said).order_by("number").values_list("at", "verb", "actor")
    lines = [f"{_plain(at)}: {said[verb]} ({'they' if actor == person.pk else 'somebody else'})" for at, verb, actor in events]
    if lines:
        yield Piece("access.event", "What is on the record of changes", "\n".join(lines))


# --- a row in words -------------------------------------------------------------------------------------------------


def _row(row: Model, person: Person | None) -> Found:
    lines, free = [], []
    for field in row._meta.concrete_fields:
        if field.primary_key or not field.editable or field.name in _SECRETS or field.related_model is Sealed:
            continue
        value = _value(row, field, person)
        if value:
            lines.append(f"{str(field.verbose_name).capitalize()}: {value}")
            free += [value] if isinstance(field, models.TextField | models.CharField) and not field.choices else []
    return Found(lines, free)


def _value(row: Model, field: models.Field[Any, Any], person: Person | None) -> str:
    if isinstance(field, models.BinaryField):
        return "a file"
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")() or "")
    value = getattr(row, field.name)
    if isinstance(value, Person):
        return f"{value.name} (the person who asks)" if value == person else value.name
    return _plain(value)


def _plain(value: Any) -> str:
    """A value in words; nothing for none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return dateformat.format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return day_said(value)
    if isinstance(value, list):
        return "; ".join(filter(None, map(_plain, value)))
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_plain(each)}" for name, each in value.items() if name not in _SECRETS)
    return "" if value is None else str(value)


# --- cases ----------------------------------------------------------------------------------------------------------


def cases_of(request: AccessRequest) -> QuerySet[Case]:
    """The cases of an organisation that are about somebody, or that they told under their name or in confidence."""
    here = Case.objects.filter(organisation__path__startswith=request.organisation.path).exclude(state=Case.State.DESTROYED)
    theirs = Q(concern__subjects__person=request.person) | Q(concern__reporter=request.person)
    return here.filter(theirs).distinct().order_by("pk") if request.person else here.none()


def of_case(case: Case, person: Person, reader: Person) -> list[Piece]:
    """What a case holds about somebody, as one who deals with it may read it; others' personal notes are not among it."""
    concern = case.concern
    if not concern.subjects.filter(person=person).exists():
        return _for_the_reporter(case)
    rows = [row for row in _rows(case) if not _is_personal(row, reader)]
    seals = {
        (row, field): getattr(row, f"{field}_id") for row in rows for field in _sealing(row) if getattr(row, f"{field}_id")
    }
    files = {(row, field) for row, field in seals if isinstance(row, Evidence) and field == "sealed"}
    texts = opened([concern.words_id, *(number for where, number in seals.items() if where not in files)])
    pieces = [_facts(case), Piece("told", "What was told", texts[concern.words_id], texts[concern.words_id])]
    for (row, field), number in seals.items():
        pieces.append(_file(row) if (row, field) in files else _words(row, field, texts[number]))
    return pieces


def _rows(case: Case) -> Iterator[Model]:
    """Every row that belongs to a case, the oldest first; not what was decided about requests like this one."""
    tables = [rows for rows in (*belongings(case), reviews(case)) if rows.model not in (Portion, Verdict)]
    found = [row for rows in tables for row in rows]
    yield from sorted(found, key=lambda row: (str(getattr(row, "at", "")), str(row._meta.label), row.pk))


def _is_personal(row: Model, reader: Person) -> bool:
    return isinstance(row, Note) and row.audience == Note.For.PERSONAL and row.by_id != reader.pk


def _sealing(row: Model) -> list[str]:
    return [each.name for each in row._meta.concrete_fields if each.related_model is Sealed]


def _facts(case: Case) -> Piece:
    lines = [
        f"Reference: {case.reference}",
        f"Kind: {case.concern.kind.replace('-', ' ')}",
        f"Told on: {_plain(case.concern.at)}",
        f"Strand: {case.get_strand_display()}",
        f"Decided to be: {case.get_level_display()}",
        f"State: {case.get_state_display()}",
        *(f"Closed on: {_plain(at)}" for at in (case.closed_at,) if at),
        *(f"Kept until: {_plain(day)}" for day in (case.keep_until,) if day),
    ]
    return Piece("case", "The case itself", "\n".join(lines))


def _words(row: Model, field: str, text: str) -> Piece:
    by = getattr(row, "by", None)
    at = _plain(getattr(row, "at", None))
    column = next(str(each.verbose_name) for each in row._meta.concrete_fields if each.name == field)
    what = str(row._meta.verbose_name).capitalize()
    title = what if column in ("words", "what") else f"{what}: {column}"
    head = ", ".join(filter(None, [at, by.name if isinstance(by, Person) else ""]))
    return Piece(f"{row._meta.label_lower}:{row.pk}:{field}", title, f"{head}\n{text}" if head else text, text)


def _file(row: Model) -> Piece:
    assert isinstance(row, Evidence)
    text = f"{row.mime}, {row.size:,} bytes, received {_plain(row.at)}\nSHA-256 {row.sha256}"
    return Piece(f"{row._meta.label_lower}:{row.pk}:sealed", "A file that was handed in", text, file=row)


def _for_the_reporter(case: Case) -> list[Piece]:
    """What somebody told, what they were answered and what they handed in: no more of the case is about them."""
    notes = list(case.notes.filter(audience=Note.For.ALL).order_by("at", "pk"))
    files = list(case.evidence.filter(from_reporter=True).order_by("at", "pk"))
    texts = opened([case.concern.words_id, *(each.words_id for each in notes)])
    told = Piece("told", "What was told", texts[case.concern.words_id], texts[case.concern.words_id])
    return [told, *(_words(each, "words", texts[each.words_id]) for each in notes), *map(_file, files)]


# --- names ----------------------------------------------------------------------------------------------------------


def known_names(place: Organisation, extra: Iterable[str] = ()) -> list[str]:
    """Everybody whom an organisation's own lists name: staff of all years, those placed there, pupils."""
    ids = place.path_of_ids
    here = Q(organisation__in=ids) | Q(organisation__path__startswith=place.path)
    staff = Person.objects.filter(
        Q(pk__in=Role.objects.filter(here).values("person")) | Q(pk__in=Placement.objects.filter(here).values("person"))
    )
    pupils = Pupil.objects.filter(organisation__path__startswith=place.path)
    return [*staff.values_list("name", flat=True), *pupils.values_list("name", flat=True), *extra]


def people_on(case: Case) -> list[str]:
    """Everybody whom the rows of a case point to, wherever they work, and whoever told it."""
    numbers: set[int] = {case.concern.reporter_id} if case.concern.reporter_id else set()
    numbers |= set(case.concern.subjects.exclude(person=None).values_list("person", flat=True))
    for rows in belongings(case):
        for way in _ways_to_people(rows.model):
            numbers |= set(rows.exclude(**{way: None}).values_list(way, flat=True))
    return list(Person.objects.filter(pk__in=numbers).values_list("name", flat=True))


__all__: Final = ("Piece", "case_tables", "cases_of", "known_names", "of_case", "people_on", "registers")
