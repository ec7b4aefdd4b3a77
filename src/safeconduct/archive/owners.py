"""Whose download is whose: archives of several people that are given together are read apart.

Each archive is asked for its owner. Archives with an owner in common are one person's; an archive that does not say (the second
part of a download) belongs to the others if they are all one person's, and to nobody known if they are not.
"""

from __future__ import annotations

from collections.abc import Sequence

from safeconduct.archive.claims import Claim
from safeconduct.archive.members import Member
from safeconduct.archive.reader import Export, Reader
from safeconduct.errors import ArchiveError

_ARCHIVES = (".zip", ".tgz", ".tar.gz", ".tar")
SEVERAL = "downloads of several people were given together: each is judged by its own owner"


def by_owner(reader: Reader, claims: Sequence[Claim], beside: Sequence[Member]) -> list[list[Claim]]:
    """The files of one platform in groups, each of one person; in the order given."""
    containers: dict[str, list[Claim]] = {}
    for claim in claims:
        containers.setdefault(_container(claim.member), []).append(claim)
    if len(containers) < 2:
        return [list(claims)]
    around: dict[str, list[Member]] = {}
    for member in beside:
        around.setdefault(_container(member), []).append(member)
    return _joined([(_owners(reader, own, around.get(name, [])), own) for name, own in containers.items()])


def _container(member: Member) -> str:
    """The archive that a file lies in: the one given, and the one inside that."""
    parts = member.matched.split("/")[:-1]
    inner = next((place for place in range(len(parts), 0, -1) if parts[place - 1].endswith(_ARCHIVES)), 0)
    return "/".join([member.source, *parts[:inner]])


def _owners(reader: Reader, claims: Sequence[Claim], beside: Sequence[Member]) -> frozenset[str]:
    """By what names an archive calls its owner (“You” is no name); what the user says is left out of it."""
    export = Export([claim.member for claim in claims], "", beside)
    try:
        reader.begin(export)
    except ArchiveError:
        pass  # said when the archive is read
    except Exception:  # noqa: BLE001 as in the reading itself: a damaged file must not stop the others
        return frozenset()
    return frozenset(plain(name) for name in export.owners if name) - {"you"}


def _joined(asked: Sequence[tuple[frozenset[str], list[Claim]]]) -> list[list[Claim]]:
    people: list[tuple[frozenset[str], list[Claim]]] = []
    for owners, claims in asked:
        same = [person for person in people if person[0] & owners]  # one archive may show that two others are one person's
        names = owners.union(*(known for known, _ in same))
        files = [claim for _, own in same for claim in own] + claims
        if names:
            people = [*(person for person in people if person not in same), (names, files)]
    nameless = [claim for owners, claims in asked if not owners for claim in claims]
    if len(people) == 1:
        everything = [claim for _, claims in asked for claim in claims]
        return [everything]
    return [claims for _, claims in people] + ([nameless] if nameless else [])


def plain(name: str) -> str:
    """A name for comparing."""
    return " ".join(name.casefold().removeprefix("@").split())
