"""LinkedIn's tables of whom the owner knows, what they liked and looked for, and who they say they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from safeconduct.archive.reader import Record, RecordKind, Seen, Sheet
from safeconduct.archive.tables import Row
from safeconduct.readers._csv import NO_WORDS, OfRow, words
from safeconduct.readers._linkedin_words import full_name, time_of


def reaction(sheet: Sheet, row: Row) -> Iterator[Record]:
    """A like or another reaction; to whose words, the table does not say."""
    at = time_of(sheet, words(row, "date"))
    aspect = words(row, "type").casefold() or "like"
    yield sheet.record(RecordKind.LIKE, row.index, at=at, own=False, link=words(row, "link"), aspect=aspect)


def vote(sheet: Sheet, row: Row) -> Iterator[Record]:
    """A choice in somebody's poll."""
    text = words(row, "optiontext", "option text")
    at = time_of(sheet, words(row, "date"))
    yield sheet.record(RecordKind.LIKE, row.index, at=at, text=text, own=False, link=words(row, "link"), aspect="poll_vote")


def saved(sheet: Sheet, row: Row) -> Iterator[Record]:
    """A post kept for later."""
    at = time_of(sheet, words(row, "createdtime", "created time"))
    link = words(row, "saveditem", "saved item")
    yield sheet.record(RecordKind.LIKE, row.index, at=at, own=False, link=link, aspect="saved")


def connection(sheet: Sheet, row: Row) -> Iterator[Record]:
    """A mutual contact. People who hide themselves have no name; they are counted nowhere."""
    name, link = full_name(row), words(row, "url")
    if name or link:
        at = time_of(sheet, words(row, "connected on"))
        yield sheet.record(RecordKind.CONNECTION, row.index, at=at, to=name, link=link, aspect="friend")


def contact(sheet: Sheet, row: Row) -> Iterator[Record]:
    """Somebody from the address book that the owner gave LinkedIn."""
    name = full_name(row) or words(row, "emails", "phonenumbers", "phone numbers")
    if name:
        at = time_of(sheet, words(row, "createdat", "created at"))
        yield sheet.record(RecordKind.CONNECTION, row.index, at=at, to=name, aspect="contact")


def invitation(sheet: Sheet, row: Row) -> Iterator[Record]:
    """A request to connect, and the note that went with it."""
    sent = words(row, "direction").casefold() == "outgoing"
    other = words(row, "to" if sent else "from")
    if not other:
        sheet.problem("a request without a name")
        return
    at = time_of(sheet, words(row, "sent at"))
    link = words(row, "inviteeprofileurl" if sent else "inviterprofileurl")
    aspect = "request_sent" if sent else "request_received"
    yield sheet.record(RecordKind.CONNECTION, row.index, at=at, own=sent, to=other, link=link, aspect=aspect)
    if text := words(row, "message"):
        author = "" if sent else other
        yield sheet.record(
            RecordKind.MESSAGE,
            row.index,
            at=at,
            text=text,
            own=sent,
            audience=Seen.DIRECT,
            to=other,
            author=author,
            aspect=aspect,
        )


def following(*columns: str) -> OfRow:
    """Somebody or something that the owner follows, or followed until they stopped."""

    def of_row(sheet: Sheet, row: Row) -> Iterator[Record]:
        name = words(row, *columns)
        if not name:
            sheet.problem(NO_WORDS)
            return
        stopped = words(row, "status", "state").casefold() in {"inactive", "unfollowed", "removed"}
        at = time_of(sheet, words(row, "followed on", "date", "created time", "createdtime"))
        yield sheet.record(
            RecordKind.CONNECTION, row.index, at=at, own=True, to=name, aspect="removed" if stopped else "following"
        )

    return of_row


def search(sheet: Sheet, row: Row) -> Iterator[Record]:
    """What the owner looked for."""
    if text := words(row, "search query", "searchquery"):
        yield sheet.record(RecordKind.SEARCH, row.index, at=time_of(sheet, words(row, "time", "date")), text=text, own=True)


_FIELDS: Final = {
    "headline": ("headline",),
    "bio": ("summary", "profile summary"),
    "birthday": ("birth date",),
    "location": ("geo location", "address"),
    "maiden_name": ("maiden name",),
    "industry": ("industry",),
    "twitter_handle": ("twitter handles",),
    "instant_messenger": ("instant messengers",),
}


def profile(sheet: Sheet, row: Row) -> Iterator[Record]:
    """What stands at the top of the owner's page."""
    if name := full_name(row):
        yield _field(sheet, row, "name", name)
    for aspect, columns in _FIELDS.items():
        if text := words(row, *columns):
            yield _field(sheet, row, aspect, text)
    for site in _sites(words(row, "websites")):
        yield _field(sheet, row, "website", site)


def _field(sheet: Sheet, row: Row, aspect: str, text: str) -> Record:
    return sheet.record(RecordKind.PROFILE, row.index, text=text, own=True, audience=Seen.PUBLIC, aspect=aspect)


def _sites(written: str) -> list[str]:
    """The addresses out of ``[COMPANY:https://a.example,PERSONAL:https://b.example]``."""
    parts = [part.strip() for part in written.strip("[]").split(",")]
    return [part.partition(":")[2] if part.partition(":")[0].isupper() else part for part in parts if part]


def position(sheet: Sheet, row: Row) -> Iterator[Record]:
    """A job: the employer, now or before, what the owner was there, and how they describe it."""
    before = "former_" if words(row, "finished on") else ""
    columns = (("employer", "company name"), ("job_title", "title"), ("job_description", "description"))
    yield from _details(sheet, row, [(f"{before}{aspect}", words(row, column)) for aspect, column in columns])


def details(*pairs: tuple[str, str]) -> Callable[[Sheet, Row], Iterator[Record]]:
    """Further parts of the profile: the aspect and the column of each."""

    def of_row(sheet: Sheet, row: Row) -> Iterator[Record]:
        yield from _details(sheet, row, [(aspect, words(row, column)) for aspect, column in pairs])

    return of_row


def _details(sheet: Sheet, row: Row, fields: list[tuple[str, str]]) -> Iterator[Record]:
    if not any(text for _, text in fields):
        sheet.problem(NO_WORDS)
    for aspect, text in fields:
        if text:
            yield _field(sheet, row, aspect, text)
