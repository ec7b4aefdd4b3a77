"""One matter as HTML: what it asks for, the words with what was found marked, the clauses, the way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final
from urllib.parse import urlsplit

from safeconduct.activity import Outcome
from safeconduct.archive.record import Seen
from safeconduct.audit.matter import Mark, Matter, Section
from safeconduct.audit.reports._calendar import SIGNS
from safeconduct.audit.reports._words import (
    advice,
    badge,
    cited,
    clauses,
    clean,
    many,
    outcome_word,
    platform_word,
    seen_by,
    topic_word,
    when,
)

MOST_TEXT: Final = 4000  # characters of a text shown; the other reports have it whole
_MOST_NAME: Final = 200
_WORDS: Final = (Section.OWN_WORDS, Section.PASSED_ON)
_MOST_MARKS: Final = 40  # explained one by one


def show(text: str, most: int = _MOST_NAME) -> str:
    """Somebody's words made harmless, in a direction of their own: they cannot turn round what stands beside them."""
    cut = f"{text[:most]}…" if len(text) > most else text
    return f"<bdi>{escape(clean(cut))}</bdi>"


def article(matter: Matter, number: int, titles: dict[str, str]) -> Iterator[str]:
    """One matter. ``number`` counts all matters of the page."""
    kind = "gone" if matter.deleted and matter.outcome is Outcome.STOP else matter.outcome.value
    yield f'<article class="matter {kind}" aria-labelledby="m{number}"><h3 id="m{number}">'
    sign = f'<span aria-hidden="true">{SIGNS.get(matter.outcome, "●")}</span>'
    yield f'<span class="badge {kind}">{sign} {badge(matter)}</span> {show(matter.says, 500)}</h3>\n'
    yield f'<p class="where">{" · ".join(_where(matter, titles))}</p>\n'
    if matter.text:
        yield f'<blockquote dir="auto"><p><bdi>{"".join(_marked(matter))}</bdi></p></blockquote>\n'
    yield from _whys(matter)
    because = cited(tuple(matter.reasons), matter.outcome)
    yield f'<p class="clauses">Because of {show(because, 2000)}</p>\n' if because else ""
    ours, theirs = advice(tuple(matter.guidance), tuple(matter.policies))
    yield from _list(ours, "do")
    yield f'<p class="back">{_way_back(matter)}</p>\n'
    yield from _examples(matter)
    yield from _clauses(matter, theirs)
    yield "</article>\n"


def _where(matter: Matter, titles: dict[str, str]) -> Iterator[str]:
    yield show(when(matter))
    yield show(platform_word(matter.platform, titles))
    if matter.audience and (matter.audience != Seen.UNKNOWN or matter.section in _WORDS):
        yield f"seen by: {show(seen_by(matter.audience))}"
    if matter.to:
        yield f"to: {show(matter.to)}"
    if matter.deleted:
        yield "<strong>the archive says it is already deleted</strong>"
    if matter.earlier:
        yield "<strong>an earlier version: you have edited it since, and others may still see its history</strong>"
    elif matter.edited:
        yield "edited"


# --- the words ---------------------------------------------------------------------------------------------


def _marked(matter: Matter) -> Iterator[str]:
    """The text with every stretch that was found in a ``mark``."""
    for text, names in stretches(matter):
        yield f'<mark title="{names}">{escape(text)}</mark>' if names else escape(text)
    if len(matter.text) > MOST_TEXT:
        yield f"… <em>({many(len(matter.text) - MOST_TEXT, 'more character')}; the CSV and JSON Lines reports have more)</em>"


def stretches(matter: Matter) -> Iterator[tuple[str, str]]:
    """The text in stretches, each with what was found in it, or nothing; where marks overlap, they are cut at their edges."""
    text = clean(matter.text[:MOST_TEXT])
    open_topics: Counter[str] = Counter()
    done = 0
    for edge, topic, step in [*_changes(matter.marks, len(text)), (len(text), "", 0)]:
        if edge > done:
            yield text[done:edge], ", ".join(name for name, number in open_topics.items() if number > 0)
            done = edge
        open_topics[topic] += step


def _changes(marks: Iterable[Mark], length: int) -> list[tuple[int, str, int]]:
    """Where marks begin and end, in order: the place, the topic, one more or one less."""
    within = [(max(0, mark.start), min(mark.end, length), topic_word(mark.topic)) for mark in marks]
    edges = [(start, end, topic) for start, end, topic in within if start < end]
    return sorted([(start, topic, 1) for start, _, topic in edges] + [(end, topic, -1) for _, end, topic in edges])


def whys(matter: Matter) -> dict[tuple[str, str, bool], list[str]]:
    """Why each stretch was marked, each reason (topic, why, whether it is certain) once with the words that it stands on."""
    found: dict[tuple[str, str, bool], list[str]] = {}
    for mark in matter.marks[:_MOST_MARKS]:
        quotes = found.setdefault((topic_word(mark.topic), mark.why, mark.certain), [])
        quotes.append(matter.text[mark.start : mark.end])
    return found


def _whys(matter: Matter) -> Iterator[str]:
    found = whys(matter)
    if not found:
        return
    yield '<ul class="why">'
    for (topic, why, certain), quotes in found.items():
        unsure = "" if certain else " (it may also be read another way)"
        words = ", ".join(f"“{show(quote, 80)}”" for quote in dict.fromkeys(quotes) if quote.strip())
        yield f"<li><strong>{escape(topic)}</strong>{unsure}: {show(why, 500)} {words}</li>\n"
    if len(matter.marks) > _MOST_MARKS:
        yield f"<li>and {many(len(matter.marks) - _MOST_MARKS, 'more place')} in this text</li>"
    yield "</ul>\n"


# --- what to do, and back to the post ----------------------------------------------------------------------


def _list(pieces: Sequence[str], kind: str) -> Iterator[str]:
    if pieces:
        yield f'<ul class="{kind}">{"".join(f"<li>{show(piece, 2000)}</li>" for piece in pieces)}</ul>\n'


def _way_back(matter: Matter) -> str:
    link = linked(matter.link, "Open it on")
    return f"{link} · {show(matter.find, 500)}" if matter.link and matter.find else link or show(matter.find, 500)


def linked(address: str, words: str) -> str:
    """A web address as a link, named by its host; anything else as text, so that no click starts anything."""
    if not address:
        return ""
    host = host_of(address)
    if not host:
        return show(address, 500)
    return f'<a href="{escape(address)}" rel="noreferrer noopener">{words} {escape(host)}</a>'


def host_of(address: str) -> str:
    """The host of a plain web address; nothing if it is anything else."""
    if len(address) > 2000 or not address.isascii() or not address.isprintable() or " " in address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    plain = parts.scheme in ("http", "https") and "@" not in parts.netloc and "\\" not in address
    return (parts.hostname or "") if plain else ""


def _examples(matter: Matter) -> Iterator[str]:
    if matter.examples and matter.count > 1:
        yield f"<details><summary>{many(len(matter.examples), 'example')} of {matter.count:,}</summary><ul>"
        for time, way in matter.examples:
            yield f"<li>{show(time, 40)} {linked(way, 'on') if host_of(way) else show(way, 500)}</li>\n"
        yield "</ul></details>\n"


# --- the clauses -------------------------------------------------------------------------------------------


def _clauses(matter: Matter, theirs: Sequence[str]) -> Iterator[str]:
    spoken = clauses(tuple(matter.reasons))
    yield f"<details><summary>The clauses in words ({len(spoken)}), and what each policy answers</summary>\n"
    if spoken:
        yield "<ul>"
        for reason, outcome in spoken:
            yield f"<li><strong>{show(f'{reason.policy} {reason.clause}')}</strong> "
            yield f"({outcome_word(outcome)}): {show(reason.says, 2000)}</li>\n"
        yield "</ul>"
    answers = " · ".join(f"{show(policy)}: {outcome_word(outcome)}" for policy, outcome in dict(matter.policies).items())
    yield f"<p>Each policy’s own answer: {answers}</p>\n" if answers else ""
    yield from _list(theirs, "advice")
    yield "</details>\n"
