"""Whose a LinkedIn download is: the name, and the address of the profile, which a namesake does not share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Final

from safeconduct.archive.reader import Export
from safeconduct.archive.tables import Row, rows
from safeconduct.errors import ArchiveError
from safeconduct.readers._csv import names, words
from safeconduct.readers._linkedin_words import full_name, is_draft, plain_name, plain_page

PROFILE: Final = ("profile",)
INVITATIONS: Final = ("invitations",)
MESSAGES: Final = ("messages", "guide messages", "learning coach messages", "learning role play messages", "coach messages")

_ENOUGH: Final = 2_000  # requests that are looked at to find out whose download it is
_ENOUGH_MESSAGES: Final = 10_000
_NAMESAKE: Final = "two people in the messages have the owner's name, and nothing tells which of them the owner is"


def begin(export: Export) -> None:
    """Find out the owner's names and the addresses of their profile: in the profile, the requests to connect, the messages.

    ``known`` then holds ``names`` and ``pages``, both plain, and in ``doubtful`` the pages of people who have the owner's
    name where nothing tells whose the download is; ``namesakes`` says whether anybody has it but the owner.
    """
    pages: set[str] = set()
    for row in _rows(export, PROFILE, ("first name", "last name"), 1):
        export.owner_name = full_name(row)
        pages.add(plain_page(words(row, "public profile url", "profile url", "url")))
    for row in _rows(export, INVITATIONS, ("from", "to", "direction"), _ENOUGH):
        sent = words(row, "direction").casefold() == "outgoing"
        pages.add(plain_page(words(row, "inviterprofileurl" if sent else "inviteeprofileurl")))
        export.owners.add(words(row, "from" if sent else "to"))
    export.owner_name = export.owner_name or max(export.owners, key=len, default="") or export.stated_owner
    export.owners.add(export.owner_name)
    export.owners.discard("")
    export.known["names"] = frozenset(map(plain_name, export.owners))
    _settle(export, pages - {""})


def _rows(export: Export, stems: tuple[str, ...], needs: tuple[str, ...], most: int) -> Iterator[Row]:
    for member in export.find(*names(*stems)):
        with suppress(ArchiveError), member.open() as stream:
            yield from islice(rows(stream, needs=needs), most)


def _settle(export: Export, pages: set[str]) -> None:
    """Hold the pages that are known against those of the people in the messages who have the owner's name."""
    called = _Called(export.known["names"])
    if export.known["names"]:
        for row in _rows(export, MESSAGES, ("from", "date", "content"), _ENOUGH_MESSAGES):
            called.look_at(row)
    pages = pages or called.owners
    doubtful = frozenset() if pages else frozenset(called.pages)
    if doubtful:
        export.warnings.append(_NAMESAKE)
    export.known["pages"] = frozenset(pages)
    export.known["doubtful"] = doubtful
    export.known["namesakes"] = bool(called.pages - pages)


class _Called:
    """The pages of everybody in the messages who is called like the owner."""

    def __init__(self, called: frozenset[str]) -> None:
        self.pages: set[str] = set()
        self._called = called
        self._drafted: set[str] = set()
        self._conversations: dict[str, set[str]] = defaultdict(set)  # by page

    def look_at(self, row: Row) -> None:
        """Take note of who wrote a message and who received it."""
        page = plain_page(words(row, "sender profile url"))
        found = [(words(row, "from"), page), *_receivers(row)]
        for name, there in found:
            if there and plain_name(name) in self._called:
                self.pages.add(there)
        conversation = words(row, "conversation id") or ",".join(sorted(there for _, there in found))
        for _, there in found:
            self._conversations[there].add(conversation)
        if is_draft(row) and page:
            self._drafted.add(page)

    @property
    def owners(self) -> set[str]:
        """The owner's pages: where they began to write, or the one that is in more conversations than its namesakes, since
        the owner is in all of them. Empty if that does not tell."""
        if self._drafted:
            return self._drafted
        most = max((len(self._conversations[page]) for page in self.pages), default=0)
        found = {page for page in self.pages if len(self._conversations[page]) == most}
        return found if len(found) == 1 else set()


def _receivers(row: Row) -> list[tuple[str, str]]:
    """Name and page of each who received a message; without names where commas in them hide which is whose."""
    pages = [plain_page(part) for part in words(row, "recipient profile urls").split(",")]
    receiver = words(row, "to")
    called = [receiver] if len(pages) == 1 else receiver.split(",")
    if len(called) != len(pages):
        called = [""] * len(pages)
    return [(name, page) for name, page in zip(called, pages, strict=True) if page]
