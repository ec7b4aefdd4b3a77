"""What is done with the case key, by command: made, renewed, given to holders, put back, tried. Each is an entry of the trail.

Nobody is signed in at the command line, so that the entries name no person; they keep public halves of keys, the numbers of
holders and the digest of the recovery file, never a name and never a key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Final, NamedTuple

import pyrage
from django.db import Error, transaction
from pyrage.x25519 import Identity

from safeconduct.errors import SiteError
from safeconduct.web.access import trail
from safeconduct.web.access.trail import Fact
from safeconduct.web.sealing import keys, private, recovery, standing
from safeconduct.web.sealing.keys import NoKey
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.recovery import Holder, Recovery
from safeconduct.web.sealing.sheets import Sheet
from safeconduct.web.sealing.storing import Damaged, opened

_TEST: Final = b"safeconduct: are the holders' keys in order?"


def _note(verb: str, **facts: Fact) -> None:
    trail.append(f"sealing.{verb}", by=None, about="", facts=facts)


def _writing(change: Callable[[], None]) -> None:
    """Write a file, or say in plain words why not.

    Raises:
        SiteError: it cannot be written.
    """
    try:
        change()
    except OSError as error:
        raise SiteError(f"{error.filename or keys.file().parent}: it cannot be written: {error.strerror}.") from error


# --- the key -------------------------------------------------------------------------------------------------


def new(*, although_sealed: bool = False) -> str:
    """Make the case key where there is none; its public half.

    Raises:
        SiteError: there is one, or it was lost and something is sealed that a new one could never open.
    """
    if keys.file().exists():
        raise SiteError(f"There is a case key already: {keys.file()}. For a newer one on top: safeconduct keys new --rotate")
    lost = Sealed.objects.filter(destroyed_at=None).count()
    if lost and not although_sealed:
        raise SiteError(
            f"Something was sealed ({lost} in all) with a key that is not there, and a new key would never open it. "
            "Let two holders put it back: safeconduct keys recover. Only if it is lost for good: --although-sealed"
        )
    with transaction.atomic():
        made = Identity.generate()
        _note("key", step="made", key=str(made.to_public()))
        _writing(lambda: private.write(keys.file(), keys.lines(made), anew=True))
    return str(made.to_public())


def ensure() -> str:
    """Make the case key for a site that is new: where there is none, nothing is sealed and nobody holds sheets to one; its
    public half, or nothing."""
    if keys.file().exists() or Sealed.objects.exists() or recovery.file().exists():
        return ""
    return new()


def missing() -> str:
    """Why there is no case key and none was made, and what to do; nothing where there is one."""
    if keys.file().exists():
        return ""
    if recovery.file().exists():
        return (
            f"The case key is missing ({keys.file()}), but its recovery file is there ({recovery.file()}), so that no new one "
            "was made. Let two holders put it back: safeconduct keys recover. Only if that file is of another site: move it "
            "away, then safeconduct keys new"
        )
    return (
        f"The case key is missing ({keys.file()}), and something is sealed with it, so that no new one was made. "
        "Put the file back from where a copy of it is kept. Only if it is lost for good: safeconduct keys new --although-sealed"
    )


def rotate() -> str:
    """Put a newer key on top, which seals from now on; the older ones still open. Its public half.

    Raises:
        NoKey: there is no key that it could go on top of.
        SiteError: it cannot be written.
    """
    newer = Identity.generate()
    with transaction.atomic():
        _note("key", step="rotated", key=str(newer.to_public()))  # first, since one at a time may do this
        _writing(lambda: keys.put_on_top(newer))
    return str(newer.to_public())


# --- holders -------------------------------------------------------------------------------------------------


def give(names: Sequence[str], hand_out: Callable[[Sequence[Sheet]], None]) -> Recovery:
    """Make a key for each holder, hand out the sheets, and write the recovery file for every two of them.

    ``hand_out`` is given the sheets once; if it fails, nothing is changed. Older sheets open the new file no more.

    Raises:
        NoKey: there is no case key.
        SiteError: there are too few or too many names, or something cannot be written.
    """
    cleaned = recovery.named(names)
    made = [Identity.generate() for _ in cleaned]
    held = list(enumerate(zip(cleaned, made, strict=True), start=1))
    holders = [Holder(number, name, str(key.to_public())) for number, (name, key) in held]
    keys.identities()
    hand_out([Sheet(number, len(held), name, key) for number, (name, key) in held])
    return _write_recovery(holders, "given")


def renew() -> Recovery:
    """Write the recovery file anew for the holders that it has, with the key as it is now. Their sheets stay as they are.

    Raises:
        NoKey: there is no case key.
        SiteError: there is no recovery file, or it is not the one that the trail tells of.
    """
    found = recovery.read()
    if found is None:
        raise SiteError("There is no recovery file yet. Name its holders: safeconduct keys holders NAME NAME NAME")
    if fault := standing.recovery_fault():
        raise SiteError(f"{recovery.file()}: {fault}. Make new sheets for everybody: safeconduct keys holders NAME NAME NAME")
    if not set(found.publics) <= set(keys.publics(keys.identities())):
        raise SiteError(
            "The recovery file holds a key that is lost here. Let two holders put it back: safeconduct keys recover"
        )
    return _write_recovery(found.holders, "renewed")


def _write_recovery(holders: Sequence[Holder], step: str) -> Recovery:
    with transaction.atomic():
        publics = keys.publics(keys.identities())
        data = recovery.written(holders, keys.file().read_bytes(), publics)
        _note("holders", step=step, holders=[each.number for each in holders], key=publics[0], digest=recovery.digest(data))
        _writing(lambda: _lay_down(data, publics))
    found = recovery.read()
    assert found is not None
    return found


def _lay_down(data: bytes, publics: Sequence[str]) -> None:
    """Write the recovery file; one that is damaged, or brings back a key that is lost here, is kept beside it."""
    where = recovery.file()
    if where.exists() and not _is_held(publics):
        kept = (where.with_name(f"{where.name}.{number}") for number in count(1))
        where.rename(next(name for name in kept if not name.exists()))
    private.write(where, data)


def _is_held(publics: Sequence[str]) -> bool:
    """Whether every key of the recovery file there is stands among some."""
    try:
        found = recovery.read()
    except SiteError:
        return False
    return found is not None and set(found.publics) <= set(publics)


# --- two holders ---------------------------------------------------------------------------------------------


class Recovered(NamedTuple):
    """What putting the key back came to: by whom, how many keys were missing, and whether the trail could note it."""

    holders: tuple[Holder, Holder]
    missing: int
    noted: bool


def recover(found: Recovery, one: Identity, other: Identity) -> Recovered:
    """Put the key file back with the keys of two holders. What a key file there is holds stays, and stays on top.

    Raises:
        SiteError: the two do not open the file, or the key in it opens nothing that is sealed here.
    """
    given = recovery.opened(found, one, other)
    identities = keys.parse(given.key, "the recovery file")
    missing = len(_missing(identities))
    try:
        with transaction.atomic():
            _require_fitting([*_there(), *identities])
            _note("recover", holders=[each.number for each in given.holders], key=found.publics[0], missing=missing)
            _writing(lambda: _put_back(given.key))
    except Error:  # it is put back all the same: it may be what is needed to look after the database
        _writing(lambda: _put_back(given.key))
        return Recovered(given.holders, missing, noted=False)
    return Recovered(given.holders, missing, noted=True)


def _there() -> list[Identity]:
    """The identities of the key file that is there, readable by others or not; none if it is missing or damaged."""
    try:
        return list(keys.parse(keys.file().read_bytes(), str(keys.file())))
    except (OSError, NoKey):
        return []


def _missing(identities: Sequence[Identity]) -> list[Identity]:
    held = {str(each) for each in _there()}
    return [each for each in identities if str(each) not in held]


def _put_back(key: bytes) -> None:
    """Write the key file; a damaged one is kept beside it."""
    where = keys.file()
    where.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _there():
        missing = _missing(keys.parse(key, "the recovery file"))
        private.write(where, where.read_bytes().rstrip(b"\n") + b"\n" + b"".join(map(keys.lines, missing)))
        return
    if where.exists():
        where.replace(where.with_name(f"{where.name}.damaged"))
    private.write(where, key)


def _require_fitting(identities: Sequence[Identity]) -> None:
    """Refuse a key that opens neither what was sealed first nor what was sealed last."""
    rows = list(_first_and_last())
    if rows and not any(_opens(row, identities) for row in rows):
        raise SiteError(
            "The two holders open this file, but the key in it opens nothing that is sealed here. "
            "Is it the recovery file of another site? Nothing was changed."
        )


def _first_and_last() -> Iterator[Sealed]:
    rows = Sealed.objects.filter(destroyed_at=None).order_by("at", "pk")
    first, last = rows.first(), rows.last()
    yield from {each.pk: each for each in (first, last) if each is not None}.values()


def _opens(row: Sealed, identities: Sequence[Identity]) -> bool:
    data = bytes(row.ciphertext)
    try:
        opened(data, identities, str(row.pk))
    except (NoKey, Damaged):
        return False
    return hashlib.sha256(data).hexdigest() == row.digest


class Drilled(NamedTuple):
    """A drill that went well: by whom, and how many sealed texts or files were opened to try."""

    holders: tuple[Holder, Holder]
    opened: int


def drill(one: Identity, other: Identity) -> Drilled:
    """Prove that two holders open the recovery file, and that the key in it opens what this site seals. Changes nothing.

    Raises:
        NoKey: the case key itself is missing or cannot be used.
        SiteError: something would not have worked, and what to do about it.
    """
    found = recovery.read()
    if found is None:
        raise SiteError("There is no recovery file yet. Name its holders: safeconduct keys holders NAME NAME NAME")
    given = recovery.opened(found, one, other)
    identities = keys.parse(given.key, "the recovery file")
    if not set(keys.publics(keys.identities())) <= set(keys.publics(identities)):
        raise SiteError("The two open the recovery file, but it lacks the newest key. Renew it: safeconduct keys holders")
    if opened(pyrage.encrypt(_TEST, [keys.recipient()]), identities, "a test") != _TEST:
        raise SiteError("The two open the recovery file, but the key in it does not open what this site seals.")
    rows = list(_first_and_last())
    for row in rows:
        if not _opens(row, identities):
            raise SiteError(
                f"The key in the recovery file does not open what was sealed as {row.pk}. Run: safeconduct verify --open"
            )
    with transaction.atomic():
        _note("drill", holders=[each.number for each in given.holders], key=found.publics[0], opened=len(rows))
    return Drilled(given.holders, len(rows))


__all__: Final = ("Drilled", "Recovered", "drill", "ensure", "give", "missing", "new", "recover", "renew", "rotate")
