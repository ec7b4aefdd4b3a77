"""Who somebody on a platform is, by the roster: pupil, former pupil, parent, colleague."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from safeconduct.screening import Roster
from safeconduct.text import Text

CALLED: Final = {"pupil": "a pupil", "former_pupil": "a former pupil", "parent": "a parent", "colleague": "a colleague"}
_NOUNS: Final = {"pupil": "pupils", "former_pupil": "former pupils", "parent": "parents"}
MATTERS: Final = ("pupil", "former_pupil", "parent")  # whom the policies keep apart from a private account


class Known(NamedTuple):
    """Somebody on the roster. ``certain`` is false where only a handle looks like the name."""

    person: str  # as the facts call them
    certain: bool


class People:
    """Looks names and handles up in the roster."""

    def __init__(self, roster: Roster) -> None:
        groups: Mapping[str, frozenset[str]] = {
            "colleague": roster.colleagues,
            "parent": roster.parents,
            "former_pupil": roster.former_pupils,
            "pupil": roster.pupils,
        }
        self._counts = {person: len(names) for person, names in groups.items() if names}
        self._by_name = {name: person for person, names in groups.items() for name in names}
        self._by_letters = {_letters(name): person for name, person in self._by_name.items()}
        self._seen: dict[str, Known | None] = {}

    def __bool__(self) -> bool:
        return bool(self._by_name)

    def told(self) -> str:
        """Who is looked for, in numbers."""
        looked_for = [f"{self._counts.get(person, 0):,} {_NOUNS[person]}" for person in MATTERS]
        others = self._counts.get("colleague", 0)
        return ", ".join(looked_for) + (f" (and {others:,} colleagues of the roster, who may be friends)" if others else "")

    def find(self, name: str) -> Known | None:
        """Who this is, if the roster has them: by full name, or by a handle made of it (``ada.okafor07``)."""
        if name not in self._seen:
            if len(self._seen) > 100_000:  # a roster is asked about the same few people again and again
                self._seen.clear()
            self._seen[name] = self._looked_up(name)
        return self._seen[name]

    def _looked_up(self, name: str) -> Known | None:
        folded = " ".join(Text(name).folded.split())
        if folded in self._by_name:
            return Known(self._by_name[folded], certain=True)
        letters = _letters(folded)
        if len(letters) >= 6 and letters in self._by_letters:
            return Known(self._by_letters[letters], certain=_letters(folded) == folded.replace(" ", ""))
        return None


def _letters(name: str) -> str:
    return "".join(char for char in name if char.isalpha())
