"""The trail: what was done, when, by whom, each entry bound to the one before it by a hash.

An entry can be neither changed nor removed without the chain telling: its hash covers everything it says and the hash
before it; the head of the chain, with the number of entries, is signed by a key that does not lie in the database, and is
copied to a file beside it, so that a missing last entry is missed too. The database itself refuses to change or delete an
entry (a trigger on SQLite and on PostgreSQL).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from safeconduct.web.access.models import Event, Head

Fact = str | int | bool | date | datetime | list[str] | list[int] | None
START: Final = "0" * 64
_BATCH: Final = 2_000
_UNREADABLE: Final = (ValueError, TypeError, AttributeError, OverflowError)  # what a damaged value makes of reading it
log = logging.getLogger(__name__)


def append(verb: str, *, by: int | None, about: str, facts: Mapping[str, Fact]) -> Event:
    """Add an entry. Only inside a transaction, so that the entry and what it tells of stand or fall together.

    Raises:
        RuntimeError: there is no transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An entry of the trail must be written in the transaction of the change that it tells of.")
    head = Head.objects.select_for_update().get(pk=1)
    event = Event(
        number=head.number + 1,
        at=timezone.now(),
        actor_id=by,
        verb=verb,
        about=about,
        facts={name: _plain(fact) for name, fact in facts.items()},
        before=head.hash,
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    head.number, head.hash = event.number, event.hash
    head.seal = seal(head.number, head.hash)
    head.save()
    transaction.on_commit(_anchor)
    return event


def _plain(fact: Fact) -> str | int | bool | list[str] | list[int] | None:
    return fact.isoformat() if isinstance(fact, date) else fact


def digest(event: Event) -> str:
    """The hash of an entry: over all that it says and the hash of the one before."""
    at = event.at.astimezone(timezone.get_default_timezone()).timestamp()
    said = [event.number, round(at * 1_000_000), event.actor_id, event.verb, event.about, event.facts, event.before]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def seal(number: int, last: str) -> str:
    """What shows that safeconduct itself wrote a head: a keyed hash of it."""
    return hmac.new(settings.TRAIL_KEY, f"{number}:{last}".encode(), hashlib.sha256).hexdigest()


def begin_anchor() -> None:
    """Lay down the copy of an empty trail's head, where there is none: with it, a copy that is missing is a fault."""
    if not Path(settings.TRAIL_ANCHOR).exists():
        _write_anchor(0, START)


def accept() -> int:
    """Take the trail as it stands for the right one: after a backup was put back, somebody says so, and that is an entry.

    Raises:
        ValueError: the trail itself is not whole; only a copy of its head that is missing or ahead can be accepted.
    """
    if any(_chain_faults()):
        raise ValueError("the trail is not whole")
    with transaction.atomic():
        anchored = _anchored(Path(settings.TRAIL_ANCHOR))[0]
        found = Head.objects.select_for_update().get(pk=1).number
        event = append("access.accept", by=None, about="", facts={"found": found, "copied": anchored})
        transaction.on_commit(lambda: _anchor_anew(event.number, event.hash))
    return found


def _anchor() -> None:
    """Copy the head as it stands beside the database, one process at a time, for it is the head's row that is locked.

    A copy that is missing, or that no entry answers to, is left alone: else the next change would hide what happened.
    The change itself is done by now; that the copy failed (a full disk) must not make it look undone.
    """
    try:
        with transaction.atomic():
            head = Head.objects.select_for_update().get(pk=1)
            at, last, _ = _anchored(Path(settings.TRAIL_ANCHOR))
            if last and at < head.number and (not at or Event.objects.filter(pk=at, hash=last).exists()):
                _write_anchor(head.number, head.hash)
    except (OSError, Error):
        log.exception("the head of the trail could not be copied beside the database; the next change does it again")


def _anchor_anew(number: int, last: str) -> None:
    with transaction.atomic():
        Head.objects.select_for_update().get(pk=1)
        _write_anchor(number, last)


def _write_anchor(number: int, last: str) -> None:
    """Lay the copy down whole or not at all. One at a time does so, and always by way of the same name beside it: what a
    process that was killed meanwhile left there, the next one writes over and moves into its place.
    """
    file = Path(settings.TRAIL_ANCHOR)
    made = file.with_suffix(".new")
    try:
        made.write_text(f"{number} {last} {seal(number, last)}\n", "ascii")
        made.replace(file)
    finally:
        made.unlink(missing_ok=True)


def _anchored(file: Path) -> tuple[int, str, str]:
    """Number, hash and seal of the copy; no hash if there is no copy, or none that can be read."""
    try:
        number, last, given = file.read_text("ascii").split()
        return int(number), last, given
    except (OSError, ValueError):
        return 0, "", ""


class Fault(NamedTuple):
    """An entry of the trail that is not as it was written, and how that shows."""

    number: int
    says: str


def faults() -> Iterator[Fault]:
    """Whatever is wrong with the trail and the copy of its head, the earliest first; nothing if it is whole."""
    yield from _chain_faults()
    yield from _anchor_faults()


def late_faults(entries: int) -> Iterator[Fault]:
    """What is wrong with the last so many entries, the head and its copy: a quick look, where ``faults`` reads all."""
    number = Head.objects.filter(pk=1).values_list("number", flat=True).first() or 0
    yield from _chain_faults(max(0, number - entries))
    yield from _anchor_faults()


def _chain_faults(after: int = 0) -> Iterator[Fault]:
    before = Event.objects.filter(number=after).values_list("hash", flat=True).first() or START
    expected = after + 1
    for event in entries(after):
        if isinstance(event, Fault):
            yield event
            before, expected = "", event.number + 1
            continue
        if event.number != expected:
            yield Fault(expected, f"entries {expected} to {event.number - 1} are missing")
        if event.before != before:
            yield Fault(event.number, "it does not follow the entry before it: one was changed, removed or moved")
        if not _as_written(event):
            yield Fault(event.number, "what it says was changed after it was written")
        before, expected = event.hash, event.number + 1
    yield from _head_faults(expected - 1, before)


def entries(after: int = 0) -> Iterator[Event | Fault]:
    """Every entry after a number, in order; where one cannot be read any more, that is its fault."""
    numbers = Event.objects.filter(number__gt=after).order_by("number").values_list("number", flat=True)
    batch = list(numbers[:_BATCH])
    while batch:
        try:
            yield from list(_stored().filter(number__gte=batch[0], number__lte=batch[-1]).order_by("number"))
        except _UNREADABLE:
            yield from map(_entry, batch)
        batch = list(numbers.filter(number__gt=batch[-1])[:_BATCH])


def _entry(number: int) -> Event | Fault:
    try:
        return _stored().get(number=number)
    except _UNREADABLE:
        return Fault(number, "it cannot be read any more: it was changed after it was written")


def _stored() -> QuerySet[Event]:
    """Entries; on SQLite with the letters that are kept, for it keeps as text what several texts are read as."""
    if connection.vendor != "sqlite":
        return Event.objects.all()
    return Event.objects.annotate(at_kept=Cast("at", TextField()), facts_kept=Cast("facts", TextField()))


def _as_written(event: Event) -> bool:
    try:
        kept = (getattr(event, "at_kept", None), getattr(event, "facts_kept", None))
        wrote = (str(connection.ops.adapt_datetimefield_value(event.at)), json.dumps(event.facts))
        return digest(event) == event.hash and kept in (wrote, (None, None))
    except _UNREADABLE:
        return False


def _head_faults(number: int, last: str) -> Iterator[Fault]:
    head = Head.objects.filter(pk=1).first()
    if head is None or not hmac.compare_digest(head.seal.encode(), seal(head.number, head.hash).encode()):
        yield Fault(number, "the head of the trail is missing or was not written by safeconduct")
    elif head.number > number:
        yield Fault(head.number, f"the last entries, {number + 1} to {head.number}, are missing")
    elif (head.number, head.hash) != (number, last):
        yield Fault(number, "the last entry is not the one that safeconduct wrote last")


def _anchor_faults() -> Iterator[Fault]:
    """What the copy beside the database tells: the database may have been put back to an earlier day."""
    at, last, given = _anchored(Path(settings.TRAIL_ANCHOR))
    number = Event.objects.count()
    if not last:
        yield Fault(number, f"the copy of the head beside the database ({settings.TRAIL_ANCHOR}) is missing or damaged")
    elif not hmac.compare_digest(given.encode(), seal(at, last).encode()):
        yield Fault(at, "the copy of the head beside the database was not written by safeconduct")
    elif at > number:
        yield Fault(at, f"the last entries, {number + 1} to {at}, are missing: the database is older than its trail's copy")
    elif at and not Event.objects.filter(number=at, hash=last).exists():
        yield Fault(at, "it is not the entry that was written under this number")


__all__: Final = (
    "START", "Fact", "Fault", "accept", "append", "begin_anchor", "digest", "entries", "faults", "late_faults", "seal",
)  # fmt: skip
