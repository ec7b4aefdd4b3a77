"""One portion as one person reads it: its pieces, the names in them, and what was decided about each so far."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from safeconduct.web.accountable.masks import Naming, folded
from safeconduct.web.accountable.models import Portion, Verdict
from safeconduct.web.accountable.pieces import Piece, known_names, of_case, people_on, registers
from safeconduct.web.people.models import Person
from safeconduct.web.sealing.storing import words


class Masked(NamedTuple):
    """Which of the names that were found are masked (as they are searched), and what somebody added."""

    ticked: Sequence[str]
    added: Sequence[str]


class Decided(NamedTuple):
    """A piece, its number on the page, and the verdict on it as it is now; none while it waits for one."""

    number: int
    piece: Piece
    verdict: Verdict | None
    masks: Masked

    @property
    def is_given(self) -> bool:
        """Whether the person gets it."""
        return self.verdict is not None and self.verdict.decision == Verdict.Decision.GIVE


class Reading:
    """A portion of a request, read by one who decides about it."""

    def __init__(self, portion: Portion, reader: Person) -> None:
        self.portion, self.reader = portion, reader
        self.who = words(portion.request.who)

    @cached_property
    def pieces(self) -> list[Piece]:
        """All of it, in order."""
        request, case = self.portion.request, self.portion.case
        if case is None:
            return registers(request, self.who, self.reader)
        return of_case(case, request.person, self.reader) if request.person else []

    @cached_property
    def _verdicts(self) -> Mapping[str, tuple[Verdict, Masked]]:
        rows = self.portion.verdicts.select_related("masks").defer("masks__ciphertext")
        return {each.key: (each, _read(words(each.masks))) for each in rows}

    @cached_property
    def decided(self) -> list[Decided]:
        """Every piece with its verdict; one that has changed since it was read waits for a new one."""
        found = []
        for number, piece in enumerate(self.pieces, 1):
            verdict, masks = self._verdicts.get(piece.key, (None, Masked((), ())))
            fits = verdict is not None and verdict.digest == piece.digest
            found.append(Decided(number, piece, verdict if fits else None, masks))
        return found

    @property
    def waiting(self) -> list[Decided]:
        """The pieces about which nothing is decided."""
        return [each for each in self.decided if each.verdict is None]

    @cached_property
    def added(self) -> list[str]:
        """What somebody wants masked besides, wherever it stands."""
        return list(dict.fromkeys(name for _, masks in self._verdicts.values() for name in masks.added))

    @cached_property
    def naming(self) -> Naming:
        """The names in all of it, and their masks."""
        place, case = self.portion.request.organisation, self.portion.case
        known = known_names(place, people_on(case) if case else ())
        texts = [each.text for each in self.pieces]
        free = [each.free for each in self.pieces if each.free]
        return Naming(texts, free, known, self.who, plain=[place.name], more=self.added)

    def proposed(self, piece: Piece) -> list[tuple[str, str, str]]:
        """The names in a piece: as searched, as they stand there, and their mask."""
        return self.naming.found_in(piece.text)

    def masks_of(self, decided: Decided) -> list[str]:
        """Which names are masked in a piece: those that were ticked, and what was added anywhere."""
        chosen = decided.masks.ticked if decided.verdict else [name for name, _, _ in self.proposed(decided.piece)]
        return [*chosen, *map(folded, self.added)]

    def told(self, decided: Decided) -> str:
        """The text of a piece as the person gets to see it."""
        return self.naming.masked(decided.piece.text, self.masks_of(decided))


def _read(kept: str) -> Masked:
    given = json.loads(kept)
    return Masked(tuple(given["ticked"]), tuple(given["added"]))


def written(masks: Masked) -> str:
    """Masks as they are sealed."""
    return json.dumps({"ticked": list(masks.ticked), "added": list(masks.added)}, ensure_ascii=False)


__all__: Final = ("Decided", "Masked", "Reading", "written")
