"""Discord: the data package. All messages in it are the owner's own; nobody else's words and no edits are there.

Where a chat took place is told by ``channel.json`` beside the messages and by ``messages/index.json``. In a server others
can read along, but not everybody: such messages count as written in a private group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from safeconduct.archive import clock, jsonstream, tables, wording
from safeconduct.archive.members import Member
from safeconduct.archive.reader import Export, FileKind, Reader, Record, RecordKind, Seen, Sheet
from safeconduct.errors import ArchiveError

Fields = dict[str, Any]

_EPOCH: Final = 1_420_070_400_000  # milliseconds: the year from which Discord's ids count
_DIRECT: Final = frozenset({"DM", "1"})
_GROUP: Final = frozenset({"GROUP_DM", "3"})
_WITH: Final = ("Direct Message with ", "Direct message with ")


class _Channel(NamedTuple):
    number: str
    to: str
    audience: Seen
    page: str  # the address of the channel


def _begin(export: Export) -> None:
    channels = {
        (member.source, _folder(member)): member for member in export.beside if member.matched.endswith("/channel.json")
    }
    export.known["channels"] = channels
    export.known["names"] = names = {}
    for member in export.beside:
        if member.matched.endswith("/index.json") and not _is_servers(member):
            names.update({key: value for key, value in _object(member).items() if isinstance(value, str)})
    for member in export.find("*/user.json", "user.json"):
        _learn(export, _object(member))


def _is_servers(member: Member) -> bool:
    return member.matches("servers/index.json") or member.matches("server/index.json")


def _folder(member: Member) -> str:
    return member.matched.rpartition("/")[0]


def _object(member: Member) -> Fields:
    """What a small file says; nothing if it is broken, which is said when the file itself is read."""
    try:
        with member.open() as stream:
            value = jsonstream.whole(stream)
    except ArchiveError:
        return {}
    return value if isinstance(value, dict) else {}


def _learn(export: Export, user: Fields) -> None:
    names = [_text(user.get("global_name")), _text(user.get("username")), _number(user.get("id"))]
    export.owners |= {name for name in names if name}
    export.owner_name = export.owner_name or next((name for name in names if name), "")


def _text(value: Any) -> str:
    return wording.tidy(value) if isinstance(value, str) else ""


def _number(value: Any) -> str:
    """An id as text. As a fraction it would lose its last digits, so one that was made a fraction is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _text(value).strip()


# --- messages --------------------------------------------------------------------------------------------------------


def _json_messages(sheet: Sheet) -> Iterator[Record]:
    channel = _channel_of(sheet)
    with sheet.open() as stream:
        for path, value in jsonstream.items(stream, descend=_is_top, problem=sheet.problem):
            if isinstance(value, dict) and path:
                attached = value.get("Attachments")
                files = attached if isinstance(attached, str) else ""
                yield _message(sheet, channel, int(path[-1]), value, _number(value.get("ID")), files)
            elif path:
                sheet.problem("an entry of the list is no message")
            elif value in ([], {}, None):
                sheet.empty()


def _is_top(path: jsonstream.Path) -> bool:
    return not path


def _csv_messages(sheet: Sheet) -> Iterator[Record]:
    channel = _channel_of(sheet)
    empty = True
    with sheet.open() as stream:
        for row in tables.rows(stream, needs=("id", "timestamp", "contents"), problem=sheet.problem):
            empty = False
            fields = {"Timestamp": row.get("timestamp"), "Contents": row.get("contents")}
            yield _message(sheet, channel, row.index, fields, _number(row.get("id")), row.get("attachments"))
    if empty:
        sheet.empty()


def _message(sheet: Sheet, channel: _Channel, place: int, fields: Fields, number: str, files: str) -> Record:
    return sheet.record(
        RecordKind.MESSAGE,
        place,
        at=clock.iso(fields.get("Timestamp")) or _made(number),
        text=_text(fields.get("Contents")),
        own=True,
        audience=channel.audience,
        to=channel.to,
        id=number,
        link=f"{channel.page}/{number}" if number and channel.page else "",
        attached=tuple(wording.tidy(files).split()) if files else (),
    )


def _made(number: str) -> datetime | None:
    """When an id was made: it holds the milliseconds since Discord's year."""
    if not (number.isascii() and number.isdecimal() and len(number) <= 20):
        return None
    return clock.epoch((int(number) >> 22) + _EPOCH, unit="ms")


def _channel_of(sheet: Sheet) -> _Channel:
    """Where the messages of a folder were written. Without ``channel.json`` the list of channels may still name it."""
    member = sheet.member
    folder = _folder(member)
    beside = sheet.known.get("channels", {}).get((member.source, folder))
    said = _object(beside) if beside else {}
    number = _number(said.get("id")) or folder.rpartition("/")[2].removeprefix("c")
    listed = _text(sheet.known.get("names", {}).get(number))
    kind = _number(said.get("type")).upper()
    guild = said.get("guild") if isinstance(said.get("guild"), dict) else {}
    audience = _audience(kind, said, listed)
    if beside and not said:
        sheet.problem("the file that says where this was written cannot be read")
    server = _number(guild.get("id")) if guild else ""
    where = "@me" if audience is Seen.DIRECT or kind in _GROUP else server
    page = f"https://discord.com/channels/{where}/{number}" if where and number.isdecimal() else ""
    return _Channel(number, _to(sheet, said, guild or {}, listed, audience), audience, page)


def _audience(kind: str, said: Fields, listed: str) -> Seen:
    if kind in _DIRECT:
        return Seen.DIRECT
    if kind in _GROUP or kind or said.get("guild"):
        return Seen.PRIVATE_GROUP
    recipients = said.get("recipients")
    if isinstance(recipients, list):
        return Seen.DIRECT if len(recipients) == 2 else Seen.PRIVATE_GROUP
    if listed.startswith(_WITH):
        return Seen.DIRECT
    return Seen.PRIVATE_GROUP if " in " in listed else Seen.UNKNOWN


def _to(sheet: Sheet, said: Fields, guild: Fields, listed: str, audience: Seen) -> str:
    """The other person, the group, or the server and its channel."""
    name, server = _text(said.get("name")), _text(guild.get("name"))
    if audience is Seen.DIRECT:
        for start in _WITH:
            listed = listed.removeprefix(start)
        return listed.removesuffix("#0") or ", ".join(_recipients(sheet, said))
    if server:
        return f"{server} #{name}" if name else server
    return name or listed or ", ".join(_recipients(sheet, said))


def _recipients(sheet: Sheet, said: Fields) -> list[str]:
    listed = said.get("recipients")
    numbers = [_number(each) for each in listed] if isinstance(listed, list) else []
    return [number for number in numbers if number and number not in sheet.export.owners]


# --- the account -------------------------------------------------------------------------------------------------------

_PROFILE: Final[Mapping[str, str]] = {
    "username": "username",
    "global_name": "name",
    "display_name": "name",
    "email": "email",
    "phone": "phone",
    "bio": "bio",
    "about_me": "bio",
    "pronouns": "pronouns",
    "date_of_birth": "birthday",
}
_RELATIONS: Final[Mapping[str, tuple[str, bool | None]]] = {
    "1": ("friend", None),
    "2": ("blocked", True),
    "3": ("request_received", False),
    "4": ("request_sent", True),
    "FRIEND": ("friend", None),
    "BLOCKED": ("blocked", True),
    "INCOMING_REQUEST": ("request_received", False),
    "PENDING_INCOMING": ("request_received", False),
    "OUTGOING_REQUEST": ("request_sent", True),
    "PENDING_OUTGOING": ("request_sent", True),
}
_PRIVACY: Final[Mapping[str, str]] = {
    "default_guilds_restricted": "messages_from_servers_restricted",
    "default_guilds_restricted_v2": "messages_from_servers_restricted",
    "defaultGuildsRestricted": "messages_from_servers_restricted",
    "default_guilds_activity_restricted": "activity_hidden_from_servers",
    "friend_source_flags": "who_can_add_as_friend",
    "explicit_content_filter": "explicit_content_filter",
    "explicitContentFilter": "explicit_content_filter",
    "friendSourceFlags": "who_can_add_as_friend",
    "show_current_game": "show_current_game",
    "showCurrentGame": "show_current_game",
}


def _user(sheet: Sheet) -> Iterator[Record]:
    """The account. The place of a record is the number of what was found before it."""
    place = -1
    with sheet.open() as stream:
        for path, value in jsonstream.items(stream, problem=sheet.problem):
            for kind, more in _of_user(sheet, path, value):
                place += 1
                yield sheet.record(kind, place, **more)


def _of_user(sheet: Sheet, path: jsonstream.Path, value: Any) -> Iterator[tuple[RecordKind, Fields]]:
    keys = [part for part in path if isinstance(part, str)]
    first, last = (keys[0], keys[-1]) if keys else ("", "")
    if len(path) == 2 and isinstance(path[1], int) and first in _LISTS:
        if isinstance(value, dict):
            yield from _LISTS[first](sheet, value)
        else:
            sheet.problem("an entry of the account's lists is of another form than is known")
    elif last in _PROFILE and (len(path) == 1 or first in ("user_profile", "profile", "user_profile_metadata")):
        if text := _number(value):
            yield RecordKind.PROFILE, {"text": text, "own": True, "aspect": _PROFILE[last]}
    elif first == "notes" and len(path) == 2 and _text(value):
        yield RecordKind.SETTING, {"text": _text(value), "own": True, "aspect": "note", "to": _text(path[1])}
    elif first == "settings":
        yield from _setting(keys, value)


def _setting(keys: list[str], value: Any) -> Iterator[tuple[RecordKind, Fields]]:
    """The settings that decide who sees what; the words that stand beside the owner's name are a profile."""
    if len(keys) > 1 and keys[-2] in ("custom_status", "customStatus") and keys[-1] == "text":
        if _text(value):
            yield RecordKind.PROFILE, {"text": _text(value), "own": True, "aspect": "status"}
        return
    aspect = next((_PRIVACY[key] for key in keys if key in _PRIVACY), "")
    if aspect and isinstance(value, (str, int, float)):
        text = str(value).lower() if isinstance(value, bool) else _number(value)
        named = keys[-1] if keys[-1] not in _PRIVACY and keys[-1] != "value" else ""
        yield RecordKind.SETTING, {"text": f"{named}: {text}" if named else text, "own": True, "aspect": aspect}


def _relation(sheet: Sheet, fields: Fields) -> Iterator[tuple[RecordKind, Fields]]:
    known = _RELATIONS.get(_number(fields.get("type")).upper())
    user = fields.get("user") if isinstance(fields.get("user"), dict) else {}
    assert isinstance(user, dict)
    name = _text(user.get("global_name")) or _text(user.get("username")) or _text(fields.get("nickname"))
    number = _number(fields.get("id")) or _number(user.get("id"))
    if known is None or not (name or number):
        sheet.problem("a relation to another person is of a kind that is not known")
        return
    aspect, own = known
    yield (
        RecordKind.CONNECTION,
        {"at": clock.iso(fields.get("since")), "own": own, "to": name or number, "id": number, "aspect": aspect},
    )


def _connection(sheet: Sheet, fields: Fields) -> Iterator[tuple[RecordKind, Fields]]:
    """An account on another platform that is joined to this one."""
    kind, name = _text(fields.get("type")), _text(fields.get("name"))
    if kind or name:
        text = f"{kind}: {name}" if kind and name else kind or name
        yield RecordKind.SETTING, {"text": text, "own": True, "aspect": "connected_app", "id": _number(fields.get("id"))}
    else:
        sheet.problem("a joined account without a name")


_LISTS: Final[Mapping[str, Callable[[Sheet, Fields], Iterator[tuple[RecordKind, Fields]]]]] = {
    "relationships": _relation,
    "connections": _connection,
}


def _servers(sheet: Sheet) -> Iterator[Record]:
    """The servers that the owner is in."""
    with sheet.open() as stream:
        listed = jsonstream.whole(stream, sheet.problem)
    if not isinstance(listed, dict):
        raise ArchiveError("the list of servers holds no JSON object")
    if not listed:
        sheet.empty()
    for place, (number, name) in enumerate(listed.items()):
        yield sheet.record(
            RecordKind.CONNECTION, place, own=True, to=_text(name) or number, id=wording.tidy(number), aspect="following"
        )


# --- which file is what --------------------------------------------------------------------------------------------------


def _is_messages(head: bytes) -> bool:
    start = b"".join(head.removeprefix(b"\xef\xbb\xbf").split())
    return start in (b"[]", b"") or (b'"Timestamp"' in head and b'"Contents"' in head)


def _is_csv(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lower().startswith((b"id,timestamp,contents", b'"id","timestamp"'))


def _is_user(head: bytes) -> bool:
    return b'"username"' in head


_ACTIVITY: Final = "how the application was used, as Discord's own computers count it: no words, no names"
_BEHIND: Final = "settings of a server: nothing a policy speaks of"

reader = Reader(
    id="discord",
    title="Discord",
    files=(
        FileKind(("*/messages.json",), _json_messages, sniff=_is_messages),
        FileKind(("*/messages.csv",), _csv_messages, sniff=_is_csv),
        FileKind(("account/user.json", "*/user.json"), _user, sniff=_is_user),
        FileKind(("servers/index.json", "server/index.json"), _servers),
    ),
    signs=(
        "*/channel.json",
        "messages/c*/messages.json",
        "messages/c*/messages.csv",
        "account/user.json",
        "servers/index.json",
    ),
    skips={
        "*/channel.json": "where messages were written: read together with them",
        "messages/index.json": "the names of the channels: read together with the messages",
        "*/index.json": "the names of the channels: read together with the messages",
        "activity/**": _ACTIVITY,
        "activities/**": _ACTIVITY,
        "**/events-*.json": _ACTIVITY,
        "programs/**": "Discord's programmes for partners: nothing a policy speaks of",
        "ads/**": "advertising: nothing a policy speaks of",
        "support_tickets/**": "letters to Discord's support: nothing a policy speaks of",
        "support tickets/**": "letters to Discord's support: nothing a policy speaks of",
        "account/applications/**": "programs that the owner made for Discord: nothing a policy speaks of",
        "account/user_data_exports/**": "billing and the download itself: nothing a policy speaks of",
        "servers/*/guild.json": _BEHIND,
        "servers/*/audit-log.json": _BEHIND,
        "servers/*/channels.json": _BEHIND,
        "servers/*/webhooks.json": _BEHIND,
        "servers/*/bots.json": _BEHIND,
        "servers/*/emoji.json": _BEHIND,
        "servers/**": _BEHIND,
        "readme.txt": "explanations by Discord",
    },
    begin=_begin,
)
