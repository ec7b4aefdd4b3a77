"""X as it was before 2018: a table of all posts, and the same once more by month, as code.

The months hold more of each post, so a post that stands in both comes from there. Either may lack what the other has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from safeconduct.archive import clock, tables
from safeconduct.archive.members import Member
from safeconduct.archive.reader import Export, Record, RecordKind, Seen, Sheet
from safeconduct.archive.seen import Digests
from safeconduct.errors import ArchiveError
from safeconduct.readers import _shapes as shapes
from safeconduct.readers._x_posts import passed_on
from safeconduct.readers._x_state import NO_CONTENTS, NO_ENTRY, entries, expanded, moment, quietly, state_of, words

MONTHS: Final = "data/js/tweets/*.js"
_TABLE: Final = "tweets.csv"
_INDEX: Final = "data/js/tweet_index.js"
_MOST_MONTHS: Final = 10_000  # in an index
_64_BITS: Final = 2**64 - 1


class _Held:
    """Which posts have come so far. ``in_table`` counts by year and month those that only the table has."""

    def __init__(self) -> None:
        self.months: set[tuple[str, str]] = set()  # files that have been read
        self.in_table: Counter[tuple[int, int]] = Counter()
        self._posts = Digests()

    def add(self, name: str, text: str, *, others: bool) -> bool:
        """Take a post in, by its number and its words as they stand there; whether it is new.

        What is somebody else's goes by its number only, since it may be cut differently.
        """
        return self._posts.add(hash((name, "" if others else " ".join(text.split()).casefold())) & _64_BITS)


def _held(export: Export) -> _Held:
    held = export.known.setdefault("x classic", _Held())
    assert isinstance(held, _Held)
    return held


def months(sheet: Sheet) -> Iterator[Record]:
    """The posts of a month, with the whole of what was passed on."""
    held = _held(sheet.export)
    held.months.add(_place(sheet.member))
    for index, post in entries(sheet):
        text, name = _text_and_name(post)
        if not text or not name:
            sheet.problem(NO_ENTRY)
            continue
        held.add(name, text, others=_is_others(post, text))
        yield _record(sheet, index, post, text, name)


def _place(member: Member) -> tuple[str, str]:
    return member.source, member.name


def _text_and_name(post: Mapping[str, Any]) -> tuple[str, str]:
    return words(shapes.text(post.get("text"))), shapes.first(post, "id_str", "id")


def _is_others(post: Mapping[str, Any], text: str) -> bool:
    return bool(shapes.mapping(post.get("retweeted_status")) or passed_on(text))


def _record(sheet: Sheet, index: int, post: Mapping[str, Any], text: str, name: str) -> Record:
    state = state_of(sheet.export)
    user = shapes.mapping(post.get("user"))
    state.handle = state.handle or shapes.text(user.get("screen_name"))
    original = shapes.mapping(post.get("retweeted_status"))
    author = shapes.first(shapes.mapping(original.get("user")), "screen_name")
    others = _is_others(post, text)
    answered = shapes.first(post, "in_reply_to_screen_name")
    is_reply = bool(answered or shapes.first(post, "in_reply_to_status_id_str", "in_reply_to_status_id"))
    kind = RecordKind.REPOST if others else RecordKind.REPLY if is_reply else RecordKind.POST
    at = moment(post.get("created_at"))
    source = original or post
    return sheet.record(
        kind,
        index,
        at=at,
        text=expanded(words(shapes.first(source, "text")) or text, shapes.mapping(source.get("entities")).get("urls")),
        own=not others,
        audience=Seen.FRIENDS if user.get("protected") is True else state.seen(at),
        to=f"@{answered}" if answered and not others else "",
        id=name,
        link=state.link(name),
        author=f"@{author}" if author else passed_on(text),
        attached=_media(post),
    )


def _media(post: Mapping[str, Any]) -> tuple[str, ...]:
    media = shapes.objects(shapes.mapping(post.get("entities")).get("media"))
    return tuple(url for medium in media if (url := shapes.first(medium, "media_url_https", "media_url")))


def table(sheet: Sheet) -> Iterator[Record]:
    """``tweets.csv``: what the months do not hold."""
    held, count = _held(sheet.export), 0
    _take_months(sheet.export, held)
    may_repeat = len(sheet.export.find(MONTHS, _TABLE)) > 1
    for row in tables.rows(sheet.open(), needs=("tweet id", "timestamp", "text"), problem=sheet.problem):
        count += 1
        text, name = words(row.get("text")), row.get("tweet id")
        if not text:
            sheet.problem(NO_ENTRY)
            continue
        others = bool(row.get("retweeted status id") or passed_on(text))
        if may_repeat and name and not held.add(name, text, others=others):
            continue
        at = clock.iso(row.get("timestamp"))
        if at is not None:
            held.in_table[at.year, at.month] += 1
        yield _row(sheet, row, text, at, others=others)
    sheet.items = count
    if not count:
        sheet.empty()


def _take_months(export: Export, held: _Held) -> None:
    """The months that come after the table, as those of another archive do."""
    for member in export.find(MONTHS):
        if _place(member) in held.months:
            continue
        try:
            for _, post in entries(Sheet("x", member, export)):
                text, name = _text_and_name(post)
                if text and name:
                    held.add(name, text, others=_is_others(post, text))
        except ArchiveError:
            continue  # said when the file's turn comes


def _row(sheet: Sheet, row: tables.Row, text: str, at: datetime | None, *, others: bool) -> Record:
    state, name = state_of(sheet.export), row.get("tweet id")
    answers = not others and bool(row.get("in reply to status id") or row.get("in reply to user id"))
    first = text.partition(" ")[0].rstrip(":,.")
    return sheet.record(
        RecordKind.REPOST if others else RecordKind.REPLY if answers else RecordKind.POST,
        row.index,
        at=at,
        text=_with_links(text, row.get("expanded urls")),
        own=not others,
        audience=state.seen(at),
        to=first if answers and first.startswith("@") else "",
        id=name,
        link=state.link(name),
        author=passed_on(text),
    )


def _with_links(text: str, links: str) -> str:
    """The links as they were, where there is one for each short one."""
    full = [link for link in dict.fromkeys(links.split(",")) if link.startswith("http")]
    short = [word for word in dict.fromkeys(text.split()) if word.startswith(("http://t.co/", "https://t.co/"))]
    if len(full) == len(short):
        for before, after in zip(short, full, strict=True):
            text = text.replace(before, after)
    return text


# --- what should be there ----------------------------------------------------------------------------------------


def compare_with_index(export: Export) -> None:
    """Say which months the archive's own index names that neither have a file nor stand whole in the table."""
    held = _held(export)
    for index in (member for member in export.beside if member.matches(_INDEX)):
        listed = quietly(index)
        if not isinstance(listed, list):
            export.warnings.append(NO_CONTENTS)
            continue
        for month in shapes.objects(listed[:_MOST_MONTHS]):
            missing = _missing(export, held, month)
            if missing and missing not in export.missing:
                export.missing.append(missing)


def _missing(export: Export, held: _Held, month: Mapping[str, Any]) -> str:
    """What is to be said of a month of the index; empty if all of it is here."""
    name, promised = shapes.text(month.get("file_name")), shapes.text(month.get("tweet_count"))
    end = f"/{name}".lower()
    if not name or promised == "0" or any(f"/{member.matched}".endswith(end) for member in export.beside):
        return ""
    least = int(promised) if promised.isdecimal() and len(promised) < 15 else 1
    here = held.in_table[_year_and_month(name)]
    if here >= least:
        return ""
    return f"{name}, of whose {least:,} posts tweets.csv has {here:,}" if here else f"{name}, a month of posts"


def _year_and_month(name: str) -> tuple[int, int]:
    """What ``data/js/tweets/2014_02.js`` is named after; zeros if it is named otherwise."""
    year, _, month = name.rpartition("/")[2].partition(".")[0].partition("_")
    usual = year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) <= 2
    return (int(year), int(month)) if usual else (0, 0)
