"""Names of others in what somebody gets to see: found, proposed, and masked alike wherever they stand; a person decides.

Everybody on the organisation's own lists is looked for, by full name and by each part of it; besides, whatever has the shape
of a name (``safeconduct.mentions``), and every word in what people wrote that has a capital for no other reason: too much is
proposed rather than too little. One person gets one mask through a whole portion: “Person A”.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import Final, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from safeconduct import mentions
from safeconduct.disguise import everyday
from safeconduct.mentions import is_ordinary
from safeconduct.text import Text

_MARKS: Final = ".,;:!?()[]{}\"'“”‘’…–—/*"
_SHORTEST: Final = 3  # letters of a part of a name that is looked for by itself
_TITLES: Final = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam"))


class Span(NamedTuple):
    """A place of a text, and the name that stands there as it is searched."""

    start: int
    end: int
    name: str


def folded(name: str) -> str:
    """A name as it is searched."""
    return " ".join(Text(name).folded.split())


def _parts(name: str) -> list[str]:
    """The words of a folded name, without a title."""
    return [word for word in name.replace(".", " ").split() if word not in _TITLES]


class Naming:
    """The names that stand in some texts, and the mask of each.

    ``free`` is what people wrote in their own words; ``own`` the name of the person who gets to see it all, ``plain`` what is
    nobody's name (the school's), ``more`` what somebody wants masked besides.
    """

    def __init__(
        self,
        texts: Sequence[str],
        free: Sequence[str],
        known: Iterable[str],
        own: str,
        *,
        plain: Iterable[str] = (),
        more: Iterable[str] = (),
    ) -> None:
        self._texts = [Text(text) for text in texts]
        self._free = [Text(text) for text in free]
        self._plain = {word for each in plain for word in folded(each).split()}
        self._own = set(_parts(folded(own))) | {folded(own)}
        self._known = sorted({folded(name) for name in known if name.strip()} - {folded(own)})
        self._more = [folded(name) for name in more if name.strip()]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Every name found, as it is searched, and its mask; in the order in which they stand."""
        whose = self._whose()
        labels = _labels()
        given: dict[str, str] = {}
        for name in self._in_order(whose):
            given.setdefault(whose[name], next(labels) if whose[name] not in given else "")
        return {name: given[whose[name]] for name in self._in_order(whose)}

    def _whose(self) -> dict[str, str]:
        """To whom each thing that may be looked for belongs: a part of a name to its only bearer."""
        whose = {name: name for name in self._known}
        others = [*self._shaped(), *self._more]
        bearers: dict[str, set[str]] = {}
        for name in [*self._known, *(each for each in others if len(_parts(each)) > 1)]:
            for part in _parts(name):
                bearers.setdefault(part, set()).add(name)
        for part, names in bearers.items():
            if len(part) >= _SHORTEST and part not in self._own and not is_ordinary(part):
                whose.setdefault(part, next(iter(names)) if len(names) == 1 else part)
        for name in others:
            whose.setdefault(name, self._bearer(name, bearers))
        return whose

    def _bearer(self, name: str, bearers: Mapping[str, set[str]]) -> str:
        """Whom “Mrs Marsh” is, if there is one Marsh alone."""
        held = [bearers.get(part, set()) for part in _parts(name)]
        common = set.intersection(*held) if held else set()
        return next(iter(common)) if len(common) == 1 else name

    def _shaped(self) -> Iterator[str]:
        """Names by their shape alone, but one's own and what is nobody's."""
        for text in self._free:
            runs = [folded(run) for run in _capitals(text.raw)]
            shapes = (" ".join(text.folded[found.start : found.end].split()) for found in mentions.names(text))
            # a run of capitals is the whole name, of which the shapes may have seen a part
            for name in [*runs, *(each for each in shapes if not any(f" {each} " in f" {run} " for run in runs))]:
                words = set(_parts(name))
                if words and not words <= self._own | self._plain:
                    yield name

    def _in_order(self, whose: Mapping[str, str]) -> list[str]:
        places = ((number, span.start, span.name) for number, text in enumerate(self._texts) for span in _spans(text, whose))
        return list(dict.fromkeys(name for _, _, name in sorted(places)))

    def found_in(self, text: str) -> list[tuple[str, str, str]]:
        """The names in a text: as searched, as it stands there first, and its mask."""
        read = Text(text)
        seen: dict[str, tuple[str, str, str]] = {}
        for start, end, name in _spans(read, self.names):
            from_, to = read.span(start, end)
            seen.setdefault(name, (name, read.raw[from_:to], self.names[name]))
        return list(seen.values())

    def masked(self, text: str, names: Iterable[str]) -> str:
        """A text with some names masked."""
        return "".join(f"[{piece}]" if is_mask else piece for piece, is_mask in self._cut(text, names))

    def shown(self, text: str, names: Iterable[str]) -> SafeString:
        """The same for a page: what is masked stands marked, with its mask behind it."""
        return mark_safe(  # noqa: S308 every piece is escaped
            "".join(f"<mark>{escape(piece)}</mark>" if is_mask else escape(piece) for piece, is_mask in self._cut(text, names))
        )

    def _cut(self, text: str, names: Iterable[str]) -> Iterator[tuple[str, bool]]:
        read, at = Text(text), 0
        wanted = {name: self.names.get(name, "Somebody") for name in names}
        for start, end, name in _spans(read, wanted):
            from_, to = read.span(start, end)
            yield read.raw[at:from_], False
            yield wanted[name], True
            at = to
        yield read.raw[at:], False


def _capitals(raw: str) -> Iterator[str]:
    """Words with a capital that stand side by side, but ordinary ones: what may be a name in any culture.

    An everyday word that opens a line has its capital from there.
    """
    for line in raw.splitlines():
        run: list[str] = []
        for word in [*line.split(" "), ""]:
            bare = word.strip(_MARKS)
            bare = bare.removesuffix("'s").removesuffix("’s")
            may_be = bare[:1].isupper() and bare.replace("'", "").replace("’", "").replace("-", "").replace(".", "").isalpha()
            if may_be and not is_ordinary(folded(bare)):
                run.append(bare)
            ends = not bare or bare != word or not run or run[-1] != bare
            if ends and run:
                if len(run) > 1 or not line.startswith(run[0]) or folded(run[0]) not in everyday():
                    yield " ".join(run)
                run = []


def _spans(text: Text, names: Iterable[str]) -> list[Span]:
    """Where some names stand as whole words, none inside another; the longer ones first."""
    found: list[Span] = []
    for name in sorted(names, key=lambda each: (-len(each), each)):
        for start, end in _places(text.folded, name):
            if not any(span.start < end and start < span.end for span in found):
                found.append(Span(start, end, name))
    return sorted(found)


def _places(folded_text: str, name: str) -> Iterator[tuple[int, int]]:
    at = folded_text.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        before, after = folded_text[at - 1 : at] if at else "", folded_text[end : end + 1]
        if not before.isalnum() and not after.isalnum():
            yield at, end
        at = folded_text.find(name, at + 1)


def _labels() -> Iterator[str]:
    """Person A to Person Z, then Person AA and so on."""
    for length in range(1, 4):
        yield from (f"Person {''.join(letters)}" for letters in product(string.ascii_uppercase, repeat=length))


__all__: Final = ("Naming", "Span", "folded")
