"""Whose Instagram archive it is, and since when the account is private: worked out before anything is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Final

from safeconduct.archive.members import Member
from safeconduct.archive.reader import Export, Sheet
from safeconduct.errors import ArchiveError
from safeconduct.readers._instagram_entries import Entry, entries
from safeconduct.readers._instagram_labels import made_private, plain, truth
from safeconduct.readers._instagram_pages import page_entries
from safeconduct.readers._meta import participants, same_name

PROFILES: Final = ("personal_information.json", "personal_information.html")
PRIVACY: Final = (
    "account_privacy_changes.json",
    "account_privacy_changes.html",
    "profile_privacy_changes.json",
    "profile_privacy_changes.html",
)
_PROFILE_LISTS: Final = frozenset({"profile_user", "text_post_app_text_post_app_profile"})
_PRIVACY_LISTS: Final = frozenset({"account_history_account_privacy_history"})
_ACCOUNT: Final = (
    "personal_information/*.json",
    "personal_information/*/*.json",
    "account_information/*.json",
    "login_and_account_creation/*.json",
    "login_and_profile_creation/*.json",
    "security_and_login_information/*/*.json",
    "threads/*.json",
)
_CHATS: Final = "message_1.json"
_LOOKED_AT: Final = 300  # conversations that are asked who takes part


def begin(export: Export) -> None:
    """Find out the owner's names and handles, and how private the account was when."""
    export.known["handles"] = set()
    for member in _holding(export, PROFILES, _PROFILE_LISTS):
        _from_profile(export, member)
    if not export.owners:
        _without_profile(export)
    export.known["switches"] = sorted(_switches(export), key=lambda switch: switch[0])


def _holding(export: Export, named: tuple[str, ...], lists: frozenset[str]) -> list[Member]:
    """Files by their names, or in the folders of the account by the list that they begin with: names of files are in the
    account's language."""
    by_name = export.find(*named)
    known = {id(member) for member in by_name}
    others = [member for member in export.find(*_ACCOUNT) if id(member) not in known]
    return by_name + [member for member in others if first_list(member.head()) in lists]


def first_list(head: bytes) -> str:
    """The name of the list that a JSON file begins with; empty if it begins otherwise."""
    start = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n{")
    name, closed, rest = start[1:].partition('"') if start.startswith('"') else ("", "", "")
    return name if closed and rest.lstrip().startswith(":") else ""


def _entries(export: Export, member: Member) -> Iterator[Entry]:
    """What of a file can be read; what is wrong with it is said when it is read for good."""
    sheet = Sheet("instagram", member, export)
    with suppress(ArchiveError):
        yield from page_entries(sheet) if member.matched.endswith(".html") else entries(sheet)


def _from_profile(export: Export, member: Member) -> None:
    threads = "/threads/" in f"/{member.matched}"
    for entry in _entries(export, member):
        name, handle = entry.value("name"), entry.value("username")
        _own(export, name, handle)
        private = truth(entry.value("private"))
        if private is not None:
            export.known["threads_private" if threads else "private"] = private


def _own(export: Export, name: str, handle: str) -> None:
    export.owners.update(filter(None, (name, handle)))
    export.owner_name = export.owner_name or name or handle
    if handle:
        export.known["handles"].add(plain(handle))


def _without_profile(export: Export) -> None:
    """Another part of the archive holds the profile: the one whom the user named, or else who is in every conversation.

    The handle in the name of the archive's folder does for comments; conversations name people by their names, so it only
    counts there where a name is known too, or somebody goes by the handle.
    """
    handle = _in_folder(export)
    name = export.stated_owner or _in_every_chat(export)
    if handle:
        export.known["handles"].add(plain(handle))
    if name or _talks(export, handle):
        _own(export, name, handle)


def _talks(export: Export, handle: str) -> bool:
    found = export.find(_CHATS)[:_LOOKED_AT] if handle else []
    return any(same_name(handle) in people for people in map(_people, found))


def _people(member: Member) -> dict[str, str]:
    with suppress(ArchiveError):
        return {same_name(name): name for name in participants(member)}
    return {}


def _in_folder(export: Export) -> str:
    """The handle as the archive's own folder or file is called: ``instagram-<handle>-<date>-<code>``."""
    for member in export.members[:1]:
        for part in (*member.name.split("/")[:-1], *member.source.replace("\\", "/").split("/")):
            if part.startswith("instagram-") and (handle := _handle(part.removeprefix("instagram-"))):
                return handle
    return ""


def _handle(rest: str) -> str:
    """What stands before the date in ``jane.doe-2025-08-24-AbCd``."""
    parts = rest.split("-")
    dates = [place for place in range(1, len(parts)) if len(parts[place]) == 4 and parts[place].isdigit()]
    return "-".join(parts[: dates[0]]) if dates else ""


def _in_every_chat(export: Export) -> str:
    """The only person who takes part in all of several conversations with different people."""
    everywhere: dict[str, str] = {}
    count = 0
    for people in map(_people, export.find(_CHATS)[:_LOOKED_AT]):
        if len(people) > 1:
            everywhere = {key: everywhere[key] for key in everywhere if key in people} if count else people
            count += 1
    return next(iter(everywhere.values())) if count > 1 and len(everywhere) == 1 else ""


def _switches(export: Export) -> Iterator[tuple[datetime, bool]]:
    """When the account was made private (true) or public."""
    for member in _holding(export, PRIVACY, _PRIVACY_LISTS):
        for entry in _entries(export, member):
            private = made_private(" ".join((entry.title, *(fact.value for fact in entry.facts))))
            if entry.at is not None and private is not None:
                yield entry.at, private
