"""A text as the model takes it: folded, and without what must not sway a verdict.

Whose name stands in a text, and which faith or nation, says nothing of whether the text does harm. So every name that its
shape gives away becomes one and the same name, every faith one and the same faith, every nation one and the same nation,
every he a she, and what a dialect spells its own way is spelt as newspapers do, before the model sees anything.
A name is told by its capital and by not being among the words that the artefact lists
as ordinary: never by a list of names, so that the names of every culture are taken out alike.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from safeconduct.disguise import DIALECTS, pairs
from safeconduct.text import fold

NAME: Final = "alex"
KEPT: Final = 100_000  # tokens remembered
_MARKS: Final = "\"'()[]{}<>.,;:!?*~_-–—…@/\\|+=&%^`#"
ENDS: Final = (".", "!", "?", "…")  # of a sentence
CLOSING: Final = "\"'”’)]*_"  # what may come after them
_EDGES: Final = "\"'()[]{}<>.,;:“”‘’…"  # not shown as part of what carried a verdict
_FAITHS: Final = """
    christian muslim jewish sikh hindu buddhist catholic quaker jain atheist humanist pagan methodist anglican protestant
    evangelical orthodox bahai rastafarian mormon baptist pentecostal sunni shia ahmadi zoroastrian islamic
"""
_BELIEVERS: Final = """
    christians muslims jews sikhs hindus buddhists catholics quakers jains atheists humanists pagans methodists anglicans
    protestants evangelicals mormons baptists pentecostals rastafarians
"""
_NATIONS: Final = """
    english welsh scottish irish polish romanian indian pakistani bangladeshi nigerian somali syrian turkish chinese vietnamese
    jamaican israeli french spanish ukrainian roma ghanaian german italian greek portuguese russian afghan iranian iraqi
    kurdish albanian bulgarian hungarian lithuanian latvian czech slovak kenyan ugandan ethiopian eritrean sudanese
    zimbabwean moroccan algerian egyptian palestinian lebanese japanese korean thai filipino brazilian mexican american
    canadian australian cypriot maltese swedish danish norwegian finnish dutch belgian swiss austrian serbian croatian
    bengali punjabi gujarati tamil sri-lankan nepalese yemeni tunisian libyan congolese gambian british european asian african
    caribbean arab
"""
_PEOPLES: Final = """
    poles romanians indians pakistanis bangladeshis nigerians somalis syrians turks vietnamese jamaicans israelis spaniards
    ukrainians ghanaians germans italians greeks russians afghans iranians iraqis kurds albanians bulgarians hungarians
    lithuanians latvians czechs slovaks kenyans ugandans ethiopians eritreans zimbabweans moroccans algerians egyptians
    palestinians mexicans americans canadians australians brazilians asians africans arabs scots
"""
_GENDERS: Final = """
    he she him her his her himself herself he'd she'd he'll she'll mr mrs sir miss boy girl boys girls lad lass lads
    lasses man woman men women son daughter sons daughters dad mum dads mums father mother fathers mothers brother sister
    brothers sisters uncle auntie nephew niece husband wife grandad nan grandpa granny grandfather grandmother gentleman
    lady gentlemen ladies bloke woman blokes women king queen prince princess boyfriend girlfriend
"""


def _same(words: str, as_one: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), as_one)


_ALIKE: Final[Mapping[str, str]] = {
    **_same(_PEOPLES, "scots"),
    **_same(_NATIONS, "scottish"),
    **_same(_BELIEVERS, "christians"),
    **_same(_FAITHS, "christian"),
    "jew": "christian",
    "pole": "pole",
    **pairs(_GENDERS),
    **DIALECTS,
}


class Plain:
    """A text in plain words, each of which knows where it stood."""

    def __init__(self, raw: str, tokens: list[str], words: list[str]) -> None:
        self._raw, self._tokens = raw, tokens
        self.words = words

    @cached_property
    def text(self) -> str:
        """The words with a blank between them."""
        return " ".join(self.words)

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """Where each word begins, in the plain text and in the text as given."""
        here, there, at, behind = [], [], 0, 0
        for token, word in zip(self._tokens, self.words, strict=True):
            behind = self._raw.index(token, behind)
            here.append(at)
            there.append(behind)
            at, behind = at + len(word) + 1, behind + len(token)
        return here, there

    def place(self, number: int) -> int:
        """Where a word begins in the plain text."""
        return self._starts[0][number]

    def tokens(self, start: int, end: int) -> Sequence[str]:
        """The words as given that a span of the plain text stands for."""
        return self._tokens[self._word_at(start) : self._word_at(max(start, end - 1)) + 1]

    def sentence_ends(self, start: int, end: int) -> Iterator[int]:
        """Where sentences and lines end in a span of the plain text, but for its own end."""
        here, there = self._starts
        for at in range(self._word_at(start), self._word_at(max(start, end - 1))):
            token = self._tokens[at]
            broken = "\n" in self._raw[there[at] + len(token) : there[at + 1]]
            if broken or token.rstrip(CLOSING).endswith(ENDS):
                yield here[at] + len(self.words[at])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as given that a span of the plain text stands for: whole words, without marks at its ends."""
        first, last = self._word_at(start), self._word_at(max(start, end - 1))
        there = self._starts[1]
        begin, stop = there[first], there[last] + len(self._tokens[last])
        while begin < stop - 1 and self._raw[begin] in _EDGES:
            begin += 1
        while stop > begin + 1 and self._raw[stop - 1] in _EDGES:
            stop -= 1
        return begin, stop

    def _word_at(self, place: int) -> int:
        return max(0, bisect_right(self._starts[0], place) - 1)


class Plainer:
    """Makes texts plain; what it has met before costs a look-up."""

    def __init__(self, ordinary: Iterable[str]) -> None:
        self.ordinary = frozenset(ordinary)
        self._known: dict[str, str] = {}

    def plain(self, raw: str) -> Plain:
        """The text in plain words."""
        tokens = raw.split()
        known = self._known
        try:
            return Plain(raw, tokens, [known[token] for token in tokens])
        except KeyError:
            self._learn(tokens)
            return Plain(raw, tokens, [self._known[token] for token in tokens])

    def _learn(self, tokens: list[str]) -> None:
        if len(self._known) > KEPT:
            self._known = {}
        for token in tokens:
            if token not in self._known:
                self._known[token] = self.word(token)

    def word(self, token: str) -> str:
        """One token, folded; a name, a faith or a nation as the one that stands for all."""
        folded = fold(token)
        core = folded.strip(_MARKS)
        stem = core.removesuffix("'s")
        if not stem or "#" in folded[: len(folded) - len(folded.lstrip(_MARKS))]:
            return folded
        alike = _ALIKE.get(stem) or (NAME if self._is_name(token, stem) else stem)
        return folded if alike == stem else folded.replace(stem, alike, 1)

    def _is_name(self, token: str, stem: str) -> bool:
        first = next((char for char in token if char.isalpha()), "a")
        if len(stem) < 2 or not first.isupper() or token.isupper() or any(char.isdigit() for char in stem):
            return False
        return any(part not in self.ordinary for part in stem.replace("/", "-").split("-"))


__all__: Final = ("CLOSING", "ENDS", "NAME", "Plain", "Plainer")
