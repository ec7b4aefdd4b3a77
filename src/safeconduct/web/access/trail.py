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
import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from safeconduct.web.access.models import Event, Head

Fact = str | int | bool | date | datetime | list[str] | list[int] | None
START: Final = "0" * 64
_BATCH: Final = 2_000


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
    transaction.on_commit(lambda: _anchor(event.number, event.hash))
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


def _anchor(number: int, last: str) -> None:
    """Copy the head beside the database; a later entry of another process is never overwritten by an earlier one."""
    file = Path(settings.TRAIL_ANCHOR)
    if _anchored(file)[0] >= number:
        return
    made = file.with_suffix(f".{os.getpid()}.{number}")
    made.write_text(f"{number} {last} {seal(number, last)}\n", "ascii")
    made.replace(file)


def _anchored(file: Path) -> tuple[int, str, str]:
    try:
        number, last, given = file.read_text("ascii").split()
        return int(number), last, given
    except (OSError, ValueError):
        return 0, START, ""


class Fault(NamedTuple):
    """An entry of the trail that is not as it was written, and how that shows."""

    number: int
    says: str


def faults() -> Iterator[Fault]:
    """Whatever is wrong with the trail, the earliest first; nothing if it is whole."""
    before, expected = START, 1
    events = Event.objects.order_by("number").iterator(chunk_size=_BATCH)
    hashes: dict[int, str] = {}
    anchor = _anchored(Path(settings.TRAIL_ANCHOR))
    for event in events:
        if event.number != expected:
            yield Fault(expected, f"entries {expected} to {event.number - 1} are missing")
        if event.before != before:
            yield Fault(event.number, "it does not follow the entry before it: one was changed, removed or moved")
        if digest(event) != event.hash:
            yield Fault(event.number, "what it says was changed after it was written")
        if event.number == anchor[0]:
            hashes[event.number] = event.hash
        before, expected = event.hash, event.number + 1
    yield from _head_faults(expected - 1, before)
    yield from _anchor_faults(anchor, hashes, expected - 1)


def _head_faults(number: int, last: str) -> Iterator[Fault]:
    head = Head.objects.filter(pk=1).first()
    if head is None or not hmac.compare_digest(head.seal, seal(head.number, head.hash)):
        yield Fault(number, "the head of the trail is missing or was not written by safeconduct")
    elif head.number > number:
        yield Fault(head.number, f"the last entries, {number + 1} to {head.number}, are missing")
    elif (head.number, head.hash) != (number, last):
        yield Fault(number, "the last entry is not the one that safeconduct wrote last")


def _anchor_faults(anchor: tuple[int, str, str], hashes: Mapping[int, str], number: int) -> Iterator[Fault]:
    """What the copy beside the database tells: the database may have been put back to an earlier day."""
    at, last, given = anchor
    if not at:
        return
    if not hmac.compare_digest(given, seal(at, last)):
        yield Fault(at, "the copy of the head beside the database was not written by safeconduct")
    elif at > number:
        yield Fault(at, f"the last entries, {number + 1} to {at}, are missing: the database is older than its trail's copy")
    elif hashes.get(at) != last:
        yield Fault(at, "it is not the entry that was written under this number")


__all__: Final = ("START", "Fact", "Fault", "append", "digest", "faults", "seal")
