"""Bluesky: the repository (``repo.car``) and the export of chats (JSON lines).

Everything in a repository is public and the owner's doing; of what they like or pass on only the address is in it. The
place of a record is that of its block in the file. What was deleted is not read: its blocks may still be there, but the
tree no longer leads to them. Chats are the owner's words where the sender's DID is that of the repository, or of the
stated owner where no repository was given.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import libipld
import msgspec

from safeconduct.archive import clock, jsonstream, wording
from safeconduct.archive.reader import Export, FileKind, Reader, Record, RecordKind, Seen, Sheet
from safeconduct.errors import ArchiveError
from safeconduct.readers._bluesky_car import Found, Repository, owner_of

_POST: Final = "app.bsky.feed.post"
_MAX_LINE: Final = 4 * 1024 * 1024  # bytes

Fields = dict[str, Any]
Read = Iterable[Record]
ReadOne = Callable[[Sheet, str, Found], Read]


def _begin(export: Export) -> None:
    for member in export.find("*.car"):
        try:
            with member.open() as stream:
                export.owners |= {owner_of(stream)} - {""}
        except ArchiveError:
            continue  # said when the file itself is read
    if export.owners:
        export.owner_name = min(export.owners)
    elif export.stated_owner.startswith("did:"):
        export.owners.add(export.stated_owner)
        export.owner_name = export.stated_owner


# --- the repository ------------------------------------------------------------------------------------------------


def _repository(sheet: Sheet) -> Iterator[Record]:
    repository = Repository(sheet.open, sheet.problem)
    did = repository.owner
    sheet.export.owners.add(did)
    if not repository.size and not sheet.problems:
        sheet.empty()
    foreign: set[str] = set()
    for found in repository.records():
        read = _TYPES.get(found.collection)
        if read is not None:
            yield from read(sheet, did, found)
        else:
            _unknown(sheet, found.collection, foreign)
    if foreign:
        sheet.export.warnings.append(
            f"the repository also holds records of other applications, which were not read: {', '.join(sorted(foreign)[:10])}"
        )


def _unknown(sheet: Sheet, collection: str, foreign: set[str]) -> None:
    if collection.startswith("app.bsky.feed."):
        sheet.problem("a record in the feed is of a kind that safeconduct does not know")
    elif not collection.startswith(("app.bsky.", "chat.bsky.")) and len(foreign) < 100:
        foreign.add(wording.tidy(collection[:100]))


def _text(value: Any) -> str:
    return wording.tidy(value) if isinstance(value, str) else ""


def _inside(value: Any, *keys: str) -> Any:
    """What stands under some keys, one within the other; ``None`` if it is not there."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _link(uri: str) -> str:
    """The web page of a post, given its address (``at://did:plc:…/app.bsky.feed.post/3k…``)."""
    did, _, rest = uri.removeprefix("at://").partition("/")
    collection, _, key = rest.partition("/")
    if collection == _POST and key:
        return f"https://bsky.app/profile/{did}/post/{key}"
    return f"https://bsky.app/profile/{did}" if did.startswith("did:") and not rest else ""


def _author(uri: str) -> str:
    return uri.removeprefix("at://").partition("/")[0]


def _post(sheet: Sheet, did: str, found: Found) -> Read:
    fields = found.value
    parent = _text(_inside(fields, "reply", "parent", "uri"))
    embed = fields.get("embed")
    record = sheet.record(
        RecordKind.REPLY if parent else RecordKind.POST,
        found.number,
        at=clock.iso(fields.get("createdAt")),
        text="\n".join(filter(None, (_text(fields.get("text")), *_described(embed)))),
        own=True,
        audience=Seen.PUBLIC,
        to=_author(parent),
        id=found.key,
        link=f"https://bsky.app/profile/{did}/post/{found.key}",
        attached=tuple(_attached(embed)) if embed else (),
    )
    return (record,)


def _described(embed: Any) -> Iterator[str]:
    """What the owner wrote about pictures and films for those who cannot see them: words of theirs like the others."""
    for part in (embed, _inside(embed, "media")):
        images = _inside(part, "images")
        for image in (*(images if isinstance(images, list) else ()), part):
            yield _text(_inside(image, "alt"))


def _attached(embed: Any) -> Iterator[str]:
    """The addresses of pictures and films; a quoted post with pictures has them one level further in."""
    for part in (embed, _inside(embed, "media")):
        images = _inside(part, "images")
        for image in images if isinstance(images, list) else ():
            yield from _blob(_inside(image, "image"))
        yield from _blob(_inside(part, "video"))


def _blob(blob: Any) -> Iterator[str]:
    """The CID of a blob; in records of 2022 it is a plain string."""
    cid = _inside(blob, "ref") or _inside(blob, "cid")
    if isinstance(cid, str):
        yield wording.tidy(cid)
    elif isinstance(cid, bytes):
        try:
            yield libipld.encode_cid(cid)
        except ValueError:
            return


def _passed_on(kind: RecordKind, aspect: str) -> ReadOne:
    def read(sheet: Sheet, did: str, found: Found) -> Read:
        del did
        uri = _text(_inside(found.value, "subject", "uri"))
        if not uri:
            sheet.problem("a like or repost does not say of what")
            return ()
        record = sheet.record(
            kind, found.number, at=clock.iso(found.value.get("createdAt")), own=False, audience=Seen.PUBLIC, to=uri,
            id=found.key, link=_link(uri), author=_author(uri), aspect=aspect,
        )  # fmt: skip
        return (record,)

    return read


def _person(aspect: str) -> ReadOne:
    def read(sheet: Sheet, did: str, found: Found) -> Read:
        del did
        subject = _text(found.value.get("subject"))
        if not subject:
            sheet.problem("a follow or block does not say whom")
            return ()
        record = sheet.record(
            RecordKind.CONNECTION, found.number, at=clock.iso(found.value.get("createdAt")), own=True, audience=Seen.PUBLIC,
            to=subject, id=found.key, link=_link(subject), aspect=aspect,
        )  # fmt: skip
        return (record,)

    return read


def _profile(sheet: Sheet, did: str, found: Found) -> Read:
    if found.key != "self":
        return
    at = clock.iso(found.value.get("createdAt"))
    sheet.export.owner_name = _text(found.value.get("displayName")) or sheet.export.owner_name
    for name, aspect in (("displayName", "name"), ("description", "bio"), ("pronouns", "pronouns"), ("website", "website")):
        text = _text(found.value.get(name))
        if text:
            page = _link(did)
            yield sheet.record(
                RecordKind.PROFILE, found.number, at=at, text=text, own=True, audience=Seen.PUBLIC, aspect=aspect, link=page
            )
    labels = _inside(found.value, "labels", "values")
    for label in labels if isinstance(labels, list) else ():
        if text := _text(_inside(label, "val")):
            yield _setting(sheet, found, "self_label", text)


def _setting(sheet: Sheet, found: Found, aspect: str, text: str, to: str = "") -> Record:
    at = clock.iso(found.value.get("createdAt"))
    return sheet.record(RecordKind.SETTING, found.number, at=at, text=text, own=True, to=to, id=found.key, aspect=aspect)


def _gate(aspect: str, rules: str, *, closed: bool) -> ReadOne:
    """Who may answer or quote one post. No list of rules means everybody; an empty one for answers means nobody."""

    def read(sheet: Sheet, did: str, found: Found) -> Read:
        del did
        listed = found.value.get(rules)
        kinds = [_text(_inside(rule, "$type")).rpartition("#")[2] for rule in listed] if isinstance(listed, list) else None
        nobody = not kinds if closed else "disableRule" in (kinds or ())
        text = "everybody" if kinds is None else "nobody" if nobody else ", ".join(kinds) or "everybody"
        yield _setting(sheet, found, aspect, text, _text(found.value.get("post")))

    return read


def _worded(aspect: str, *names: str) -> ReadOne:
    """What the owner named and described: a list, a feed, a starter pack."""

    def read(sheet: Sheet, did: str, found: Found) -> Read:
        del did
        text = "\n".join(filter(None, (_text(found.value.get(name)) for name in names)))
        yield _setting(sheet, found, aspect, text)

    return read


def _in_list(sheet: Sheet, did: str, found: Found) -> Read:
    del did
    yield _setting(sheet, found, "list_member", _text(found.value.get("list")), _text(found.value.get("subject")))


def _plain_setting(aspect: str, name: str) -> ReadOne:
    def read(sheet: Sheet, did: str, found: Found) -> Read:
        del did
        yield _setting(sheet, found, aspect, _text(found.value.get(name)))

    return read


_TYPES: Final[Mapping[str, ReadOne]] = {
    _POST: _post,
    "app.bsky.feed.repost": _passed_on(RecordKind.REPOST, ""),
    "app.bsky.feed.like": _passed_on(RecordKind.LIKE, "like"),
    "app.bsky.feed.threadgate": _gate("who_can_reply", "allow", closed=True),
    "app.bsky.feed.postgate": _gate("who_can_quote", "embeddingRules", closed=False),
    "app.bsky.feed.generator": _worded("feed", "displayName", "description"),
    "app.bsky.graph.follow": _person("following"),
    "app.bsky.graph.block": _person("blocked"),
    "app.bsky.graph.listblock": _person("blocked"),
    "app.bsky.graph.list": _worded("list", "name", "description"),
    "app.bsky.graph.listitem": _in_list,
    "app.bsky.graph.starterpack": _worded("starter_pack", "name", "description"),
    "app.bsky.actor.profile": _profile,
    "app.bsky.actor.status": _plain_setting("status", "status"),
    "app.bsky.notification.declaration": _plain_setting("who_can_subscribe", "allowSubscriptions"),
    "chat.bsky.actor.declaration": _plain_setting("who_can_message", "allowIncoming"),
}


# --- chats ---------------------------------------------------------------------------------------------------------


def _is_chat(head: bytes) -> bool:
    return b"chat.bsky." in head or (b'"convoId"' in head and b'"did:' in head)


def _chat(sheet: Sheet) -> Iterator[Record]:
    seen = False
    members: dict[str, list[str]] = {}
    with sheet.open() as stream:
        for number, fields in _lines(stream, sheet):
            seen = True
            line = _unwrapped(fields)
            kind = _text(line.get("$type"))
            if isinstance(line.get("members"), list):
                _remember(line, members)
            elif _sender(line) and ("text" in line or "deleted" in kind.lower()):
                yield _message(sheet, number, line, kind, members)
    if not seen and not sheet.problems:
        sheet.empty()


def _lines(stream: Any, sheet: Sheet) -> Iterator[tuple[int, Fields]]:
    """The objects of a file of one a line; a file that is one list is read too."""
    number = -1
    while line := stream.readline(_MAX_LINE):
        number += 1
        long = len(line) == _MAX_LINE and not line.endswith(b"\n")
        while line and not line.endswith(b"\n") and long:
            line = stream.readline(_MAX_LINE)
        value = None if long else _object(line)
        if isinstance(value, dict):
            yield number, value
        elif long or line.strip():
            sheet.problem("a line is no JSON object")


def _object(line: bytes) -> Any:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return jsonstream.whole(io.BytesIO(line))
    except ArchiveError:
        return None


def _unwrapped(fields: Fields) -> Fields:
    """The message or conversation itself, where the line wraps it."""
    for key in ("message", "value", "record", "convo"):
        inner = fields.get(key)
        if isinstance(inner, dict):
            return {**{name: value for name, value in fields.items() if name != key}, **inner}
    return fields


def _remember(line: Fields, members: dict[str, list[str]]) -> None:
    names = [_did(member) for member in line["members"]]
    members[_text(line.get("id") or line.get("convoId"))] = [name for name in names if name]


def _did(person: Any) -> str:
    return _text(person) if isinstance(person, str) else _text(_inside(person, "did"))


def _sender(line: Fields) -> str:
    return _did(line.get("sender") or line.get("senderDid"))


def _message(sheet: Sheet, number: int, line: Fields, kind: str, members: Mapping[str, list[str]]) -> Record:
    sender, owners = _sender(line), sheet.export.owners
    conversation = _text(line.get("convoId") or line.get("convo"))
    others = [name for name in members.get(conversation, ()) if name not in owners]
    own = sender in owners if owners else None
    return sheet.record(
        RecordKind.MESSAGE,
        number,
        at=clock.iso(line.get("sentAt") or line.get("createdAt")),
        text=_text(line.get("text")),
        own=own,
        audience=Seen.PRIVATE_GROUP if len(others) > 1 else Seen.DIRECT,
        to=", ".join(others) or (sender if own is False else conversation),
        id=_text(line.get("id") or line.get("messageId")),
        author="" if own else sender,
        deleted="deleted" in kind.lower(),
    )


def _is_car(head: bytes) -> bool:
    return b"eroots" in head[:64]


reader = Reader(
    id="bluesky",
    title="Bluesky",
    files=(
        FileKind(("*.car",), _repository, sniff=_is_car),
        FileKind(("*.jsonl", "*.ndjson", "*chat*.json"), _chat, sniff=_is_chat),
    ),
    signs=("repo.car", "*.car"),
    begin=_begin,
)
