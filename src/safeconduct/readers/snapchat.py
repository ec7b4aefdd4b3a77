"""Snapchat: “My Data”, as JSON or, where that is not there, as the web pages of the same names.

Only chats that were saved have words. What a file holds stands in sections; the place of a record is counted through all
sections of its file. What the export calls microseconds are milliseconds. Who could see a story is not in the export.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from safeconduct.archive import clock, wording
from safeconduct.archive.reader import Export, FileKind, Reader, Record, RecordKind, Seen, Sheet
from safeconduct.errors import ArchiveError
from safeconduct.readers._snapchat_rows import ITEM, Fields, Row, first_of, name_of, rows_of, small_rows, stem, text_of, when
from safeconduct.readers._snapchat_skips import skips
from safeconduct.readers._unread import UNREAD, lacks

Read = Callable[[Sheet, int, str, Fields], Iterable[Record]]


def _begin(export: Export) -> None:
    export.known["json"] = {stem(member.matched) for member in export.members if member.matched.endswith(".json")}
    for member in export.find("account.json", "html/account.html"):
        sheet = Sheet("snapchat", member, export)
        try:
            for row in small_rows(sheet):
                if row.section.casefold() == "basic information":
                    _learn(export, row.fields)
        except ArchiveError:
            continue  # said when the file itself is read
    if not export.owners and export.stated_owner:
        export.owners.add(export.stated_owner)


def _learn(export: Export, fields: Fields) -> None:
    username, name = text_of(fields.get("Username")), text_of(fields.get("Name"))
    export.owners |= {username, name} - {""}
    export.owner_name = name or export.owner_name or username


def _has_twin(sheet: Sheet) -> bool:
    """Whether the same stands in a JSON file; of long chats each has a page of its own in a folder of that name."""
    name = sheet.member.matched
    names = {stem(name), name.rpartition("/")[0].rpartition("/")[2]}
    return not names.isdisjoint(sheet.known.get("json", ()))


def _parse(read: Read, rows: Callable[[Sheet], Iterator[Row]] = rows_of) -> Callable[[Sheet], Iterator[Record]]:
    def parse(sheet: Sheet) -> Iterator[Record]:
        page = sheet.member.matched.endswith(".html")
        if page and _has_twin(sheet):
            sheet.empty()
            return
        place = -1
        for place, row in enumerate(rows(sheet)):
            yield from read(sheet, place, row.section, row.fields)
        sheet.items = place + 1
        if place < 0 and page:
            raise ArchiveError("nothing on this page stands in tables that can be read. Ask Snapchat for the data as JSON.")
        if place < 0 or (rows is small_rows and not sheet.problems):
            sheet.empty()

    return parse


# --- chats and snaps -------------------------------------------------------------------------------------------------


def _chat(sheet: Sheet, place: int, section: str, fields: Fields) -> Iterable[Record]:
    if name_of(fields.get("Media Type")).casefold() == "text" and lacks(fields, "Content", "Text"):
        sheet.problem(UNREAD)
    return (_message(sheet, place, section, fields, text_of(first_of(fields, "Content", "Text"))),)


def _snap(sheet: Sheet, place: int, section: str, fields: Fields) -> Iterable[Record]:
    return (_message(sheet, place, section, fields, ""),)


def _message(sheet: Sheet, place: int, section: str, fields: Fields, text: str) -> Record:
    sender, title, addressee = name_of(fields.get("From")), name_of(fields.get("Conversation Title")), name_of(fields.get("To"))
    own = _is_own(sheet, section, fields, sender)
    conversation = "" if _is_direction(section) else name_of(section)
    other = addressee or conversation or ("" if sender in sheet.export.owners else sender)
    group = _is_group(title, addressee, conversation, sender, own=own)
    what = name_of(fields.get("Media Type")).casefold()
    ids = fields.get("Media IDs")
    return sheet.record(
        RecordKind.MESSAGE,
        place,
        at=clock.epoch(fields.get("Created(microseconds)"), unit="ms") or clock.iso(fields.get("Created")),
        text="" if what.startswith("status") else text,
        own=own,
        audience=Seen.PRIVATE_GROUP if group else Seen.DIRECT,
        to=title or (sender if own is False and not group else other),
        author="" if own else sender,
        aspect="" if what == "text" else what,
        attached=_media(ids) if ids else (),
        deleted="erased" in what or "deleted" in what,
    )


def _is_direction(section: str) -> bool:
    return section.startswith(("Received ", "Sent "))


def _is_own(sheet: Sheet, section: str, fields: Fields, sender: str) -> bool | None:
    said = fields.get("IsSender")
    if isinstance(said, bool):
        return said
    if isinstance(said, str) and said.casefold() in ("true", "false"):
        return said.casefold() == "true"
    if _is_direction(section):
        return section.startswith("Sent ")
    if not sender or not sheet.export.owners:
        return None
    return sender in sheet.export.owners


def _is_group(title: str, addressee: str, conversation: str, sender: str, *, own: bool | None) -> bool:
    """Whether more than two took part: it has a title of its own, a number for a name, several addressees, or somebody
    writes in it who is neither the owner nor the one it is called after."""
    if title and title != sender and not (own and title == addressee):
        return True
    if "," in addressee or (len(conversation) == 36 and conversation.count("-") == 4):
        return True
    return own is False and bool(conversation) and sender not in ("", conversation)


def _media(ids: Any) -> tuple[str, ...]:
    """The names of pictures and films, which Snapchat writes in one text with bars between."""
    parts = ids.split("|") if isinstance(ids, str) else ()
    return tuple([each for part in parts if (each := wording.tidy(part.strip()))])


def _ai(sheet: Sheet, place: int, section: str, fields: Fields) -> Iterable[Record]:
    text = text_of(first_of(fields, "Content", "Text", "Message", "Query", ITEM))
    if "memory" in section.casefold():
        yield sheet.record(RecordKind.SETTING, place, text=text, own=True, aspect="my_ai_memory")
        return
    own = fields.get("IsSender") is not False
    yield sheet.record(
        RecordKind.MESSAGE, place, at=when(fields, "Created", "Date", "Time"), text=text, own=own, audience=Seen.DIRECT,
        to="My AI", author="" if own else "My AI",
    )  # fmt: skip


# --- people ----------------------------------------------------------------------------------------------------------

_PEOPLE: Final[Mapping[str, tuple[str, bool | None]]] = {
    "friends": ("friend", None),
    "friend requests sent": ("request_sent", True),
    "pending requests": ("request_received", False),
    "ignored snapchatters": ("request_declined", False),
    "blocked users": ("blocked", True),
    "deleted friends": ("removed", True),
}
_UNDONE: Final = frozenset({"blocked", "removed"})


def _friend(sheet: Sheet, place: int, section: str, fields: Fields) -> Iterable[Record]:
    known = _PEOPLE.get(section.casefold())
    username = text_of(first_of(fields, "Username", ITEM))
    name = text_of(fields.get("Display Name")) or username
    at = when(fields, "Creation Timestamp", "Created")
    if known:
        aspect, own = known
        if aspect in _UNDONE:
            at = when(fields, "Last Modified Timestamp") or at
        yield sheet.record(RecordKind.CONNECTION, place, at=at, own=own, to=name, id=username, aspect=aspect)
    elif section.casefold() == "shortcuts":
        text = text_of(first_of(fields, "Shortcut Name", ITEM))
        yield sheet.record(RecordKind.SETTING, place, at=at, text=text, own=True, aspect="shortcut")
    elif section.casefold() == "hidden friend suggestions":
        yield sheet.record(RecordKind.SETTING, place, at=at, own=True, to=name, id=username, aspect="hidden_friend_suggestion")
    else:
        sheet.problem("a section of the list of friends is not known")


def _subscription(sheet: Sheet, place: int, section: str, fields: Fields) -> Iterable[Record]:
    if "hidden" in section.casefold():
        return
    name = text_of(first_of(fields, "Display Name", "Name", "Username", "Title", ITEM))
    if name:
        at = when(fields, "Creation Timestamp", "Created", "Date")
        yield sheet.record(RecordKind.CONNECTION, place, at=at, own=True, to=name, aspect="following")
    else:
        sheet.problem("a subscription does not say to what")


# --- stories and pictures ----------------------------------------------------------------------------------------------


def _story(sheet: Sheet, place: int, section: str, fields: Fields) -> Iterable[Record]:
    folded = section.casefold()
    if "friend" in folded or "public story view" in folded:
        who = text_of(first_of(fields, "View", "Username", "From"))
        at = when(fields, "View Date", "Date", "Created")
        yield sheet.record(RecordKind.MEDIA, place, at=at, own=False, to=who, author=who, aspect="story_viewed")
        return
    kind, audience = _kind_of_story(folded)
    yield sheet.record(
        kind,
        place,
        at=when(fields, "Story Date", "Created", "Date", "Created At"),
        text=_caption(fields),
        own=True,
        audience=audience,
        id=text_of(first_of(fields, "Story Id", "Story ID")),
        link=text_of(first_of(fields, "Story URL", "Url", "URL")),
    )


def _kind_of_story(section: str) -> tuple[RecordKind, Seen]:
    if "spotlight" in section:
        is_comment = "repl" in section or "comment" in section
        return (RecordKind.COMMENT if is_comment else RecordKind.POST), Seen.PUBLIC
    return RecordKind.STORY, Seen.PUBLIC if section.startswith(("shared", "our story")) else Seen.UNKNOWN


def _caption(fields: Fields) -> str:
    """The words that go with it; where it only says what medium it is (``IMAGE``), none."""
    text = text_of(first_of(fields, "Caption", "Title", "Text", "Comment", "Reply", "Content", "Description"))
    return "" if text.isupper() and text.replace("_", "").isalpha() else text


def _memory(sheet: Sheet, place: int, section: str, fields: Fields) -> Iterable[Record]:
    del section
    location = text_of(fields.get("Location"))
    somewhere = any(digit in location for digit in "123456789")
    yield sheet.record(
        RecordKind.MEDIA, place, at=when(fields, "Date", "Created"), text=location if somewhere else "", own=True,
        audience=Seen.UNKNOWN, aspect="location" if somewhere else "",
    )  # fmt: skip


# --- the account -------------------------------------------------------------------------------------------------------

_TELLING: Final = frozenset(
    {"basic information", "display name change", "username change", "email change", "mobile number change", "app profile"}
    | {"public profile", "public profiles", "profile", "profile information"}
)
_NAMING: Final = frozenset({"username", "display name", "bio", "birthday", "date of birth"})
_LABELS: Final[Mapping[str, str]] = {
    "username": "username",
    "name": "name",
    "display name": "name",
    "country": "location",
    "location": "location",
    "bio": "bio",
    "description": "bio",
    "birthday": "birthday",
    "date of birth": "birthday",
    "email": "email",
    "email address": "email",
    "mobile number": "phone",
    "phone number": "phone",
    "website": "website",
}


def _profile(sheet: Sheet, place: int, section: str, fields: Fields) -> Iterable[Record]:
    folded = section.casefold()
    if folded not in _TELLING:
        if folded == "subscriptions":
            yield from _subscription(sheet, place, section, fields)
        elif not _NAMING.isdisjoint(map(str.casefold, fields)):
            sheet.problem("a section that seems to tell of the owner is not known")
        return
    changed = when(fields, "Date") if folded.endswith("change") else None
    for label, value in fields.items():
        aspect, text = _LABELS.get(label.casefold(), ""), text_of(value)
        if aspect and text:
            audience = Seen.PUBLIC if "public" in folded else Seen.UNKNOWN
            yield sheet.record(RecordKind.PROFILE, place, at=changed, text=text, own=True, audience=audience, aspect=aspect)


def _search(sheet: Sheet, place: int, section: str, fields: Fields) -> Iterable[Record]:
    text = text_of(first_of(fields, "Search Term", "Search Query", "Query", "Search", "Term", "Text", ITEM))
    if text:
        yield sheet.record(RecordKind.SEARCH, place, at=when(fields, "Date", "Time", "Created"), text=text, own=True)
    elif section:
        sheet.problem("a search without a term")


def _app(sheet: Sheet, place: int, section: str, fields: Fields) -> Iterable[Record]:
    """Each application once, whether it stands among logins, permissions or connections."""
    del section
    name = text_of(first_of(fields, "App", "Application", "App Name", "Name", ITEM))
    seen: set[str] = sheet.known.setdefault("apps", set())
    if not name:
        sheet.problem("a connected application without a name")
    elif name not in seen:
        seen.add(name)
        at = when(fields, "Time", "Time Granted", "Date", "Created", "Timestamp")
        yield sheet.record(RecordKind.SETTING, place, at=at, text=name, own=True, aspect="connected_app")


# --- which file is what ------------------------------------------------------------------------------------------------


def _has(*names: bytes) -> Callable[[bytes], bool]:
    def sniff(head: bytes) -> bool:
        return any(name in head for name in names)

    return sniff


def _kinds(stem: str, parse: Callable[[Sheet], Iterator[Record]], *telling: bytes) -> tuple[FileKind, ...]:
    """The JSON file, by its name and, where other platforms use it too, by what it holds; and the web page."""
    return (
        FileKind((f"json/{stem}.json", f"{stem}.json"), parse, sniff=_has(*telling) if telling else None),
        FileKind((f"html/{stem}.html",), parse),
    )


_PAGES_OF_CHATS: Final = ("html/chat_history/*.html", "html/snap_history/*.html", "html/chat_history_*.html")

_SIGNS: Final = (
    *(f"{folder}/{stem}.{folder}" for folder in ("json", "html") for stem in ("account", "user_profile", "friends")),
    *(f"{stem}.{ending}" for ending in ("json", "html") for stem in ("chat_history", "snap_history", "story_history")),
    "memories_history.json",
    "memories_history.html",
)

reader = Reader(
    id="snapchat",
    title="Snapchat",
    files=(
        *_kinds("account", _parse(_profile, small_rows), b"Basic Information"),
        *_kinds("account_history", _parse(_profile, small_rows)),
        *_kinds("user_profile", _parse(_profile, small_rows), b"App Profile", b"Demographics"),
        *_kinds("public_profiles", _parse(_profile, small_rows)),
        *_kinds("chat_history", _parse(_chat)),
        *_kinds("snap_history", _parse(_snap)),
        *_kinds("snapchat_ai", _parse(_ai)),
        *_kinds("friends", _parse(_friend), b'"Friends"', b"Friend Requests Sent", b"Deleted Friends", b"Blocked Users"),
        *_kinds("subscriptions", _parse(_subscription), b"Publishers", b"Public Users", b"Stories"),
        *_kinds("story_history", _parse(_story)),
        *_kinds("shared_story", _parse(_story)),
        *_kinds("memories_history", _parse(_memory)),
        FileKind(("json/search_history.json",), _parse(_search)),
        FileKind(("html/search_history.html",), _parse(_search)),
        *_kinds("connected_apps", _parse(_app)),
        FileKind(_PAGES_OF_CHATS, _parse(_chat)),
    ),
    signs=_SIGNS,
    skips=skips(),
    begin=_begin,
)
