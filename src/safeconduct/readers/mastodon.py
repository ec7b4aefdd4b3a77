"""Mastodon: the archive (``outbox.json``, ``actor.json``, ``likes.json``, ``bookmarks.json``) and the CSV lists.

Who could see a post is worked out from whom it was addressed to. A post to named people only is a direct message. Of
boosts, favourites and bookmarks the archive has the address alone. Earlier texts of an edited post are not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

from safeconduct.archive import clock, jsonstream, wording
from safeconduct.archive.reader import Export, FileKind, Reader, Record, RecordKind, Seen, Sheet
from safeconduct.errors import ArchiveError
from safeconduct.readers._unread import UNREAD, lacks

Fields = dict[str, Any]

_PUBLIC: Final = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_WRITINGS: Final = frozenset({"Note", "Question", "Article", "Page", "Event", "Image", "Video", "Audio"})
_MAX_LINE: Final = 64 * 1024  # bytes


def _begin(export: Export) -> None:
    for member in export.find("actor.json"):
        try:
            with member.open() as stream:
                actor = jsonstream.whole(stream)
        except ArchiveError:
            continue  # said when the file itself is read
        if isinstance(actor, dict):
            _learn(export, actor)


def _learn(export: Export, actor: Fields) -> None:
    uri, name = _text(actor.get("id")), _text(actor.get("preferredUsername"))
    export.known.setdefault("actors", set()).update({uri} - {""})
    handle = _handle(uri) or (f"@{name}" if name else "")
    export.owners |= {each for each in (handle, name, _text(actor.get("name")), uri) if each}
    export.owner_name = handle or _text(actor.get("name")) or export.owner_name


# --- small things --------------------------------------------------------------------------------------------------


def _text(value: Any) -> str:
    return wording.tidy(value) if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    """A list; what ActivityPub writes without brackets, as it may where there is one only, becomes one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _uri(value: Any) -> str:
    """The address of a thing that is written out or only named."""
    return _text(value.get("id") or value.get("href")) if isinstance(value, dict) else _text(value)


def _handle(uri: str) -> str:
    """``@name@server`` out of an address such as ``https://server/users/name/statuses/1``; empty if it is of another form."""
    server, _, path = uri.partition("://")[2].partition("/")
    first, _, rest = path.partition("/")
    name = rest.partition("/")[0] if first in ("users", "u", "profile") else first.removeprefix("@") if first[:1] == "@" else ""
    if not name or not server:
        return ""
    return f"@{name}" if "@" in name else f"@{name}@{server}"


def _plain(value: Any) -> str:
    return wording.plain(_text(value)) if isinstance(value, str) else ""


# --- the outbox ----------------------------------------------------------------------------------------------------


def _listed(sheet: Sheet, *keys: str) -> Iterator[tuple[int, Any]]:
    """The items of the list of a collection, or of a file that is a bare list."""

    def lists(path: jsonstream.Path) -> bool:
        return not path or (len(path) == 1 and path[0] in keys)

    with sheet.open() as stream:
        for path, value in jsonstream.items(stream, descend=lists, problem=sheet.problem):
            place = path[-1] if path else None
            if isinstance(place, int):
                yield place, value
            elif ((not path or place in keys) and not value) or (place == "totalItems" and value == 0):
                sheet.empty()


def _outbox(sheet: Sheet) -> Iterator[Record]:
    for place, item in _listed(sheet, "orderedItems", "items"):
        if not isinstance(item, dict):
            sheet.problem("an entry of the outbox is no activity")
            continue
        kind = item.get("type")
        if kind == "Announce":
            yield _boost(sheet, place, item)
        elif kind in ("Create", "Update") and isinstance(item.get("object"), dict):
            yield _post(sheet, place, item, item["object"])
        elif kind in _WRITINGS:
            yield _post(sheet, place, item, item)
        else:
            sheet.problem("an activity is of a kind that safeconduct does not know")


def _boost(sheet: Sheet, place: int, item: Fields) -> Record:
    passed_on = item.get("object")
    inside = passed_on if isinstance(passed_on, dict) else {}
    uri = _uri(passed_on)
    return sheet.record(
        RecordKind.REPOST,
        place,
        at=clock.iso(item.get("published")),
        text=_words(inside),
        own=False,
        audience=_audience(item),
        id=_text(item.get("id")) or uri,
        link=_text(inside.get("url")) or uri,
        author=_handle(uri),
    )


def _post(sheet: Sheet, place: int, item: Fields, note: Fields) -> Record:
    addressed = note if "to" in note or "cc" in note else item
    audience = _audience(addressed)
    answered = _uri(note.get("inReplyTo"))
    own, author = _whose(sheet, item, note)
    uri = _text(note.get("id"))
    if lacks(note, "content", "contentMap", "name"):
        sheet.problem(UNREAD)
    return sheet.record(
        RecordKind.MESSAGE if audience is Seen.DIRECT else RecordKind.REPLY if answered else RecordKind.POST,
        place,
        at=clock.iso(note.get("published")) or clock.iso(item.get("published")),
        text=_words(note),
        own=own,
        audience=audience,
        to=(_people(note) or _addressees(addressed) or _handle(answered)) if audience is Seen.DIRECT else answered,
        id=uri,
        link=_text(note.get("url")) or uri,
        author=author,
        attached=tuple(_files(note)),
        edited=bool(note.get("updated")) or item.get("type") == "Update",
    )


def _whose(sheet: Sheet, item: Fields, note: Fields) -> tuple[bool, str]:
    """Whether the owner wrote it, and who did otherwise. An outbox is the owner's unless it says something else."""
    writer = _uri(note.get("attributedTo")) or _uri(item.get("actor"))
    actors = sheet.known.get("actors")
    if not writer or not actors or writer in actors:
        return True, ""
    return False, _handle(writer) or writer


def _audience(note: Fields) -> Seen:
    """Public if addressed or copied to everybody, for followers if to these, otherwise for the people it names."""
    if "to" not in note and "cc" not in note:
        return Seen.UNKNOWN
    addressed = {_uri(each) for each in (*_list(note.get("to")), *_list(note.get("cc")))}
    if addressed & _PUBLIC:
        return Seen.PUBLIC
    if any(each.rstrip("/").endswith("/followers") for each in addressed):
        return Seen.FRIENDS
    return Seen.DIRECT


def _words(note: Fields) -> str:
    """What a reader sees: content warning or title first, then the text, the choices of a poll, what pictures show."""
    choices = [_text(each.get("name")) for each in _list(note.get("oneOf") or note.get("anyOf")) if isinstance(each, dict)]
    content = note.get("content")
    if content is None and isinstance(note.get("contentMap"), dict):
        content = next(iter(note["contentMap"].values()), "")
    pictures = [_text(each.get("name")) for each in _list(note.get("attachment")) if isinstance(each, dict)]
    parts = [_plain(note.get("name")), _plain(note.get("summary")), _plain(content), *choices, *pictures]
    return "\n".join([part for part in parts if part])


def _people(note: Fields) -> str:
    """The people that a post mentions."""
    tags = [tag for tag in _list(note.get("tag")) if isinstance(tag, dict) and tag.get("type") == "Mention"]
    names = [_text(tag.get("name")) or _handle(_uri(tag)) for tag in tags]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _addressees(note: Fields) -> str:
    """The people that a post is addressed to."""
    names = (_handle(_uri(each)) for each in (*_list(note.get("to")), *_list(note.get("cc"))))
    return ", ".join(dict.fromkeys(name for name in names if name))


def _files(note: Fields) -> Iterator[str]:
    for each in _list(note.get("attachment")):
        address = _text(each.get("url")) or _text(each.get("href")) if isinstance(each, dict) else ""
        if address:
            yield address


# --- likes and bookmarks -------------------------------------------------------------------------------------------


def _marked(aspect: str) -> Callable[[Sheet], Iterator[Record]]:
    def parse(sheet: Sheet) -> Iterator[Record]:
        for place, item in _listed(sheet, "orderedItems", "items"):
            uri = _uri(item)
            if uri:
                yield _mark(sheet, place, uri, aspect)
            else:
                sheet.problem("an entry of the list is no address")

    return parse


def _mark(sheet: Sheet, place: int, uri: str, aspect: str) -> Record:
    return sheet.record(RecordKind.LIKE, place, own=False, id=uri, link=uri, author=_handle(uri), aspect=aspect)


def _is_collection(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return b"activitystreams" in head or b"orderedItems" in head or start.startswith((b'["http', b'[\n"http', b'[\n  "http'))


# --- the profile ---------------------------------------------------------------------------------------------------

_FIELDS: Final = {
    name: aspect
    for aspect, names in {
        "employer": "work job employer school workplace works at work at company",
        "location": "location city lives in live in home based in where town country",
        "website": "website web site blog homepage home page url portfolio",
        "pronouns": "pronouns pronoun",
        "email": "email e-mail mail",
        "birthday": "birthday born",
        "education": "education university college",
    }.items()
    for name in (*names.split(), names)
}
_SETTINGS: Final = {
    "manuallyApprovesFollowers": "manually_approves_followers",
    "discoverable": "discoverable",
    "indexable": "indexable",
    "memorial": "memorial",
    "suspended": "suspended",
    "movedTo": "moved_to",
}


def _actor(sheet: Sheet) -> Iterator[Record]:
    with sheet.open() as stream:
        actor = jsonstream.whole(stream, sheet.problem)
    if not isinstance(actor, dict):
        raise ArchiveError("it does not describe a person: the file holds no JSON object")
    link = _text(actor.get("url")) or _text(actor.get("id"))
    found = [*_told(actor), *_told_fields(actor)]
    for place, (aspect, text) in enumerate(found):
        yield sheet.record(RecordKind.PROFILE, place, text=text, own=True, audience=Seen.PUBLIC, aspect=aspect, link=link)
    settings = [(aspect, actor[name]) for name, aspect in _SETTINGS.items() if actor.get(name) is not None]
    for place, (aspect, value) in enumerate(settings, start=len(found)):
        text = str(value).lower() if isinstance(value, bool) else _uri(value)
        yield sheet.record(RecordKind.SETTING, place, text=text, own=True, aspect=aspect)


def _told(actor: Fields) -> Iterator[tuple[str, str]]:
    told = (("name", _text(actor.get("name"))), ("username", _text(actor.get("preferredUsername"))))
    yield from ((aspect, text) for aspect, text in (*told, ("bio", _plain(actor.get("summary")))) if text)


def _told_fields(actor: Fields) -> Iterator[tuple[str, str]]:
    """What the owner wrote into the table of their profile; under a heading of their own it stands in front."""
    for field in _list(actor.get("attachment")):
        if isinstance(field, dict) and field.get("type", "PropertyValue") == "PropertyValue":
            name, value = _plain(field.get("name")), _plain(field.get("value"))
            aspect = _FIELDS.get(name.casefold().strip(" :"))
            if value:
                yield (aspect, value) if aspect else ("field", f"{name}: {value}" if name else value)


# --- lists of people -----------------------------------------------------------------------------------------------


def _rows(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """The lines of a list; a heading is passed over, most of these files have none."""
    place = 0
    with sheet.open() as stream:
        for line in _lines(stream, sheet):
            cells = [wording.tidy(cell.strip().strip('"')) for cell in line.split(",")]
            if cells[0].casefold() in ("account address", "#domain", "list name") or not cells[0]:
                continue
            yield place, cells
            place += 1
    if not place and not sheet.problems:
        sheet.empty()


def _lines(stream: BinaryIO, sheet: Sheet) -> Iterator[str]:
    start = True
    while line := stream.readline(_MAX_LINE):
        if len(line) == _MAX_LINE:
            sheet.problem("a line is too long for a name")
            while line and not line.endswith(b"\n"):
                line = stream.readline(_MAX_LINE)
            continue
        yield line.decode("utf-8-sig" if start else "utf-8", "replace").strip()
        start = False


def _people_list(aspect: str) -> Callable[[Sheet], Iterator[Record]]:
    def parse(sheet: Sheet) -> Iterator[Record]:
        for place, cells in _rows(sheet):
            if _is_account(cells[0]):
                yield sheet.record(
                    RecordKind.CONNECTION, place, own=aspect != "follower", to=cells[0], id=cells[0], aspect=aspect
                )
            else:
                sheet.problem("a line names no account")

    return parse


def _is_account(name: str) -> bool:
    return "@" in name.strip("@") and " " not in name


def _muted(sheet: Sheet) -> Iterator[Record]:
    for place, cells in _rows(sheet):
        yield sheet.record(RecordKind.SETTING, place, own=True, to=cells[0], aspect="muted_account")


def _domains(sheet: Sheet) -> Iterator[Record]:
    for place, cells in _rows(sheet):
        yield sheet.record(RecordKind.SETTING, place, text=cells[0], own=True, aspect="blocked_domain")


def _lists(sheet: Sheet) -> Iterator[Record]:
    for place, cells in _rows(sheet):
        to = cells[1] if len(cells) > 1 else ""
        yield sheet.record(RecordKind.SETTING, place, text=cells[0], own=True, to=to, aspect="list_member")


def _bookmark_list(sheet: Sheet) -> Iterator[Record]:
    for place, cells in _rows(sheet):
        yield _mark(sheet, place, cells[0], "bookmark")


def _first_line(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].strip()


def _is_list_of_people(head: bytes) -> bool:
    first = _first_line(head)
    return first.lower().startswith(b"account address") or (b"@" in first and b" " not in first) or not head.strip()


def _is_list_of_addresses(head: bytes) -> bool:
    return _first_line(head).lstrip(b'"').startswith(b"http") or not head.strip()


def _is_list_of_lists(head: bytes) -> bool:
    name, comma, account = _first_line(head).rpartition(b",")
    return bool(name and comma and b"@" in account) or not head.strip()


reader = Reader(
    id="mastodon",
    title="Mastodon",
    files=(
        FileKind(("outbox.json",), _outbox),
        FileKind(("actor.json",), _actor),
        FileKind(("likes.json", "favourites.json"), _marked("like"), sniff=_is_collection),
        FileKind(("bookmarks.json",), _marked("bookmark"), sniff=_is_collection),
        FileKind(
            ("following_accounts.csv", "follows.csv", "following.csv"), _people_list("following"), sniff=_is_list_of_people
        ),
        FileKind(("followers.csv", "followers_accounts.csv"), _people_list("follower"), sniff=_is_list_of_people),
        FileKind(("blocked_accounts.csv", "blocks.csv"), _people_list("blocked"), sniff=_is_list_of_people),
        FileKind(("muted_accounts.csv", "mutes.csv"), _muted, sniff=_is_list_of_people),
        FileKind(("blocked_domains.csv", "domain_blocks.csv"), _domains),
        FileKind(("lists.csv",), _lists, sniff=_is_list_of_lists),
        FileKind(("bookmarks.csv",), _bookmark_list, sniff=_is_list_of_addresses),
    ),
    signs=("outbox.json", "actor.json", "following_accounts.csv", "blocked_accounts.csv", "muted_accounts.csv"),
    skips={
        "media_attachments/**": "pictures and films of posts: counted, not opened",
        "blocked_keywords.csv": "words to hide: nothing a policy speaks of",
        "filters.json": "words to hide: nothing a policy speaks of",
    },
    begin=_begin,
)
