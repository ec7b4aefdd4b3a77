"""Whether all that is sealed is there, byte for byte as the trail tells, and nothing else: a part of ``safeconduct verify``.

Every row must have the digest that the trail gives it; what the trail says was destroyed must be empty, and nothing else may
be. The key is not needed for that. ``thorough`` opens each as well. The site may go on working meanwhile: what does not fit is
looked at once more together with the entries that were written since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from django.db import Error, connection
from django.db.models import F, Func, TextField
from django.db.models.functions import Cast, Coalesce, Length
from pyrage.x25519 import Identity

from safeconduct.web.sealing import keys, recovery, standing
from safeconduct.web.sealing.keys import NoKey
from safeconduct.web.sealing.ledger import Fault, Ledger, Told
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import Damaged, opened

_MOST: Final = 500  # rows asked for at a time
_TOGETHER: Final = 8 * 1024 * 1024  # and bytes, unless one row is larger
_UNREADABLE: Final = (Error, ValueError, TypeError)  # what a damaged value makes of reading it


class _Row(NamedTuple):
    """What stands in the database; None for what is not of its kind any more."""

    ciphertext: bytes | None
    digest: str
    size: object
    destroyed: bool


def faults(*, thorough: bool = False) -> Iterator[Fault]:
    """Whatever is not as the trail tells of it; nothing if all is well. ``thorough`` also opens each with the key at hand."""
    with Ledger() as ledger:
        ledger.list_rows(_listed())
        ledger.read_on()
        identities: Sequence[Identity] = ()
        if thorough:
            try:
                identities = keys.identities()
            except NoKey as error:
                yield Fault("the case key", str(error))
        yield from _row_faults(ledger, identities)
        yield from _missing(ledger, identities)
        yield from ledger.faults
    if fault := standing.recovery_fault():
        yield Fault(str(recovery.file()), f"{fault}. Make it anew: safeconduct keys holders NAME NAME NAME")


def notes() -> Iterator[str]:
    """What should be put right about the case key and its holders."""
    yield from standing.advice()


def _listed() -> Iterator[tuple[str, int]]:
    """The id of every row as it is kept, and its length."""
    kept = Func(F("pk"), function="HEX", output_field=TextField()) if _sqlite() else Cast("pk", TextField())
    rows = Sealed.objects.annotate(kept=kept, bytes=Coalesce(Length("ciphertext"), 0)).order_by("at")
    for id_, length in rows.values_list("kept", "bytes").iterator(chunk_size=2_000):
        yield (_read_id(id_) if _sqlite() else id_), length


def _sqlite() -> bool:
    return connection.vendor == "sqlite"


def _read_id(letters: str | None) -> str:
    """An id as SQLite keeps it, letter for letter, with its hyphens; anything else is given back in quotation marks."""
    kept = bytes.fromhex(letters or "").decode("ascii", "replace")
    try:
        return str(UUID(kept)) if UUID(kept).hex == kept else repr(kept)
    except ValueError:
        return repr(kept)


def _row_faults(ledger: Ledger, identities: Sequence[Identity]) -> Iterator[Fault]:
    for batch in ledger.rows(_MOST, _TOGETHER):
        found = _fetched([id_ for id_ in batch if not id_.startswith("'")])
        for id_ in batch:
            ledger.see(id_)
            if id_.startswith("'"):
                yield Fault(f"sealed {id_}", "its name was changed: nothing is sealed under such a name")
            elif says := _judged(ledger, id_, found.get(id_), identities):
                yield Fault(f"sealed {id_}", says)


def _missing(ledger: Ledger, identities: Sequence[Identity]) -> Iterator[Fault]:
    """What the trail tells of and no row was found for, when they were listed or now."""
    for id_ in ledger.unseen():
        if says := _judged(ledger, id_, _fetched([id_]).get(id_), identities):
            yield Fault(f"sealed {id_}", says)


def _judged(ledger: Ledger, id_: str, row: _Row | None, identities: Sequence[Identity]) -> str:
    """What is wrong with a row, or nothing: both it and the trail as they were at one moment."""
    says = _wrong(ledger.told(id_), row, identities)
    while says:
        ledger.read_on()
        says = _wrong(ledger.told(id_), _fetched([id_]).get(id_), identities)
        if not ledger.read_on():
            break
    return says


def _fetched(ids: Sequence[str]) -> dict[str, _Row]:
    """The rows with some ids, by id; where one of several cannot be read, each is asked for by itself."""
    gone = Cast("destroyed_at", TextField())
    rows = Sealed.objects.defer(None).filter(pk__in=ids).annotate(gone=gone)
    try:
        found = list(rows.values_list("pk", "ciphertext", "digest", "size", "gone"))
        return {str(pk): _Row(_bytes(data), digest, size, gone is not None) for pk, data, digest, size, gone in found}
    except _UNREADABLE:
        if len(ids) == 1:
            return {ids[0]: _Row(None, "", None, destroyed=False)}
        return {id_: row for each in ids for id_, row in _fetched([each]).items()}


def _bytes(data: object) -> bytes | None:
    return bytes(data) if isinstance(data, bytes | memoryview) else None


def _wrong(told: Told | None, row: _Row | None, identities: Sequence[Identity]) -> str:
    if row is None:
        return f"it is missing: entry {told.entry} says that it was sealed" if told else ""
    if told is None:
        return "no entry of the trail knows of it"
    if row.ciphertext is None:
        return "it cannot be read any more: it was changed after it was sealed"
    if told.gone:
        return "" if row.destroyed and not row.ciphertext else f"entry {told.gone} says that it was destroyed, and it was not"
    if row.destroyed or not row.ciphertext:
        return "it was emptied, and no entry of the trail says so"
    if told.digest != hashlib.sha256(row.ciphertext).hexdigest():
        return f"its bytes are not those that entry {told.entry} says were sealed"
    if told.digest != row.digest:
        return "the digest that stands beside its bytes was changed"
    return _closed(row.ciphertext, row.size, identities) if identities else ""


def _closed(ciphertext: bytes, size: object, identities: Sequence[Identity]) -> str:
    """Why it does not open, or nothing."""
    try:
        plain = opened(ciphertext, identities, "this")
    except (NoKey, Damaged) as error:
        return str(error)
    return "" if len(plain) == size else "the size that stands beside its bytes was changed"


__all__: Final = ("Fault", "faults", "notes")
