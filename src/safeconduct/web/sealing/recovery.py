"""The recovery file: the case key, encrypted for every two of its holders together. One holder alone opens nothing.

For each pair the key is encrypted to the one and what comes of that to the other, so that both are needed. The file lies beside
the database and goes into its backups. It is plain text, so that two holders can open it with the program ``age`` alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

import pyrage
from django.conf import settings
from django.utils import timezone
from pyrage.x25519 import Identity, Recipient

from safeconduct.errors import SiteError

FEWEST: Final = 2
MOST: Final = 12  # holders; 66 pairs
_LONGEST: Final = 60
_ANEW: Final = "safeconduct keys holders NAME NAME NAME"
_END: Final = "-----END AGE ENCRYPTED FILE-----"
_HEAD: Final = """\
# The key to what {site} keeps sealed, for any two of its holders together. One alone opens nothing.
# Two holders put it back with: safeconduct keys recover
# Without safeconduct, for holders 1 and 2, whose sheets were typed into the files one and two:
#   sed -n '/^pair 1 2$/,/^-----END/p' case-key.recovery | tail -n +2 | age -d -i two | age -d -i one > case.key
"""


class Holder(NamedTuple):
    """Somebody who keeps a recovery sheet: its number, their name, and the public half of the key on it."""

    number: int
    name: str
    recipient: str


class Recovery(NamedTuple):
    """The file as it was read. ``publics`` are the public halves of the keys in it, ``digest`` is that of its bytes."""

    made_on: date
    publics: tuple[str, ...]
    holders: tuple[Holder, ...]
    pairs: Mapping[tuple[int, int], str]
    digest: str


def file() -> Path:
    """Where the recovery file lies."""
    return Path(settings.CASE_RECOVERY)


def read(where: Path | None = None) -> Recovery | None:
    """The recovery file, or None where there is none.

    Raises:
        SiteError: it is damaged or cannot be read.
    """
    where = where or file()
    try:
        data = where.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SiteError(f"The recovery file {where} cannot be read: {error.strerror}.") from error
    try:
        return _parsed(data)
    except (ValueError, LookupError) as error:
        raise SiteError(
            f"The recovery file {where} is damaged. Put back a copy from a backup, or make it anew: {_ANEW}"
        ) from error


def _parsed(data: bytes) -> Recovery:
    facts: dict[str, list[str]] = {"made": [], "key": [], "holder": []}
    pairs: dict[tuple[int, int], str] = {}
    lines = iter(data.decode("utf-8").splitlines())
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "pair":
            pairs[_two(rest)] = _block(lines)
        elif line and word != "#":
            facts[word].append(rest)
    holders = tuple(_holder(said) for said in facts["holder"])
    numbers = [holder.number for holder in holders]
    counted = numbers == list(range(1, len(holders) + 1)) and len(holders) >= FEWEST
    if not counted or set(pairs) != set(combinations(numbers, 2)) or not facts["key"]:
        raise ValueError("something is missing")
    return Recovery(date.fromisoformat(facts["made"][0]), tuple(facts["key"]), holders, pairs, digest(data))


def _two(said: str) -> tuple[int, int]:
    one, other = said.split()
    return int(one), int(other)


def _block(lines: Iterator[str]) -> str:
    """The armoured text that follows, line by line to its end."""
    found: list[str] = []
    for line in lines:
        found.append(line)
        if line == _END:
            return "\n".join(found) + "\n"
    raise ValueError("a pair has no end")


def _holder(said: str) -> Holder:
    number, recipient, name = said.split(" ", 2)
    return Holder(int(number), name, recipient)


def digest(data: bytes) -> str:
    """What the trail keeps of the file."""
    return hashlib.sha256(data).hexdigest()


def named(names: Sequence[str]) -> list[str]:
    """Holders' names as they stand in the file and on the sheets.

    Raises:
        SiteError: there are too few or too many, or a name is empty, too long or given twice.
    """
    cleaned = [" ".join("".join(letter if letter.isprintable() else " " for letter in name).split()) for name in names]
    if not FEWEST <= len(cleaned) <= MOST:
        raise SiteError(f"Name {FEWEST} to {MOST} holders; three are best: two are needed, and one may be away.")
    if not all(0 < len(name) <= _LONGEST for name in cleaned):
        raise SiteError(f"A holder's name may have 1 to {_LONGEST} letters.")
    if len({name.casefold() for name in cleaned}) < len(cleaned):
        raise SiteError("Each holder must be somebody else: a name stands twice.")
    return cleaned


def written(holders: Sequence[Holder], key: bytes, publics: Sequence[str]) -> bytes:
    """The bytes of a recovery file that gives a key back to any two of its holders."""
    lines = [_HEAD.format(site=settings.BASE_URL).rstrip("\n"), f"made {timezone.localdate().isoformat()}"]
    lines += [f"key {public}" for public in publics]
    lines += [f"holder {each.number} {each.recipient} {each.name}" for each in holders]
    for one, other in combinations(holders, 2):
        inner = pyrage.encrypt(key, [Recipient.from_str(one.recipient)])
        outer = pyrage.encrypt(inner, [Recipient.from_str(other.recipient)], armored=True)
        lines += [f"pair {one.number} {other.number}", outer.decode("ascii").rstrip("\n")]
    return ("\n".join(lines) + "\n").encode()


class Opened(NamedTuple):
    """What two holders have opened: the key file as it was, and which two they are, the lower number first."""

    key: bytes
    holders: tuple[Holder, Holder]


def opened(recovery: Recovery, one: Identity, other: Identity) -> Opened:
    """The key, by the keys of two holders.

    Raises:
        SiteError: a key is of none of its holders, both are the same holder's, or the file is damaged.
    """
    found = {_whose(recovery, each): each for each in (one, other)}
    if len(found) < FEWEST:
        raise SiteError("Both are the key of the same holder. Two different holders are needed.")
    (first, by_first), (second, by_second) = sorted(found.items(), key=lambda each: each[0].number)
    try:
        inner = pyrage.decrypt(recovery.pairs[first.number, second.number].encode("ascii"), [by_second])
        return Opened(bytes(pyrage.decrypt(inner, [by_first])), (first, second))
    except (pyrage.DecryptError, UnicodeEncodeError):
        pass  # its words say nothing to the person at the keyboard
    raise SiteError("Both are holders, but the recovery file is damaged. Try the copy in a backup.")


def _whose(recovery: Recovery, key: Identity) -> Holder:
    public = str(key.to_public())
    found = next((holder for holder in recovery.holders if holder.recipient == public), None)
    if found is None:
        raise SiteError(
            f"A key is of none of the holders of this recovery file, made on {recovery.made_on.isoformat()}. "
            "Is it from an older sheet?"
        )
    return found


__all__: Final = ("FEWEST", "MOST", "Holder", "Opened", "Recovery", "digest", "file", "named", "opened", "read", "written")
