"""Facebook's web pages: each box by the folder of its page, then by the page's name, then by what is in it.

A page tells less than the JSON: of a reaction only the picture's name, of a comment only the sentence above it. Its times are
on the owner's own clock, in the zone that the export names once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from safeconduct.archive.reader import Record, RecordKind, Seen, Sheet
from safeconduct.readers import _facebook_titles as titles
from safeconduct.readers._facebook_entries import folder
from safeconduct.readers._facebook_labels import by_file_name, is_address, reaction, setting_name
from safeconduct.readers._facebook_labels import meaning as label_meaning
from safeconduct.readers._facebook_pages import Box, boxes
from safeconduct.readers._facebook_profile import aspect_of
from safeconduct.readers._meta import Chat, Talk, same_name

Handler = Callable[[Sheet, Box], Iterable[Record]]

LONDON: Final = ZoneInfo("Europe/London")
_LOOKED_AT: Final = 2_000  # boxes of a conversation in which its people are looked for
_WHERE: Final = ("latitude", "longitude", "breitengrad", "längengrad", "latitud", "longitud", "latitudine", "longitudine")


def zone_of(sheet: Sheet) -> tzinfo:
    """The zone of the owner's clock."""
    zone: tzinfo = sheet.known.get("zone", LONDON)
    return zone


def parse_page(sheet: Sheet) -> Iterator[Record]:
    """The records of a page."""
    handler = _handler(sheet)
    for box in boxes(sheet, zone_of(sheet)):
        told = False
        for record in handler(sheet, box):
            told = True
            yield record
        if box.rows and not told:
            sheet.problem("a table that is not understood")


def _handler(sheet: Sheet) -> Handler:
    name = sheet.member.matched.rpartition("/")[2]
    return next((handler for sign, handler in _BY_NAME.get(folder(sheet), ()) if sign in name), _setting)


def _record(sheet: Sheet, box: Box, kind: RecordKind, **more: Any) -> Record:
    return sheet.record(kind, box.index, at=box.at, local=box.clock, **more)


# --- posts, comments, reactions ------------------------------------------------------------------------------------


def _labelled(box: Box, *means: str) -> str:
    """A value of the box's tables by what its label means."""
    return next((value for label, value in box.rows if value and label_meaning(label) in means), "") if box.rows else ""


def _text(box: Box) -> str:
    return "\n".join(box.said) or _labelled(box, "text")


def _located(box: Box) -> str:
    return "location" if box.rows and any(label.casefold().startswith(_WHERE) for label, _ in box.rows) else ""


def _post(sheet: Sheet, box: Box) -> Iterable[Record]:
    to = titles.whose(box.title, sheet.export.owner_name) if " wrote on " in box.title else ""
    return _posted(sheet, box, RecordKind.POST, to=to or _labelled(box, "tags", "name"))


def _group_post(sheet: Sheet, box: Box) -> Iterator[Record]:
    if " commented on " in box.title or " replied to " in box.title:
        yield from _group_comment(sheet, box)
        return
    group = titles.group_in(box.title, sheet.known.get("groups", ())) or _labelled(box, "group")
    yield from _posted(sheet, box, RecordKind.POST, to=group, audience=Seen.PRIVATE_GROUP)


def _wall_post(sheet: Sheet, box: Box) -> Iterator[Record]:
    """What others wrote on the owner's timeline."""
    author = titles.writer(box.title)
    yield _record(sheet, box, RecordKind.POST, text=_text(box), own=False, author=author, attached=box.attached)


def _story(sheet: Sheet, box: Box) -> Iterable[Record]:
    return _posted(sheet, box, RecordKind.STORY)


def _posted(sheet: Sheet, box: Box, kind: RecordKind, **more: Any) -> Iterable[Record]:
    text, author = _text(box), titles.somebody_else(box.title, sheet.export.owners)
    own = None if author else True
    if not text and not box.media:
        if not (box.links or titles.passes_on(box.title)):
            return ()
        kind, own = RecordKind.REPOST, False
        text = "\n".join(dict.fromkeys(name for name, _ in box.links if name and not is_address(name)))
    more |= {"aspect": _located(box), "attached": box.attached, "author": author if own is None else ""}
    return (_record(sheet, box, kind, text=text, own=own, **more),)


def _tagged(sheet: Sheet, box: Box) -> Iterator[Record]:
    author = titles.writer(box.title) or _labelled(box, "name")
    to = _labelled(box, "place")
    yield _record(sheet, box, RecordKind.MEDIA, own=False, author=author, to=to, aspect="tagged", attached=box.attached)


def _comment(sheet: Sheet, box: Box) -> Iterator[Record]:
    yield from _commented(sheet, box, "", Seen.UNKNOWN)


def _group_comment(sheet: Sheet, box: Box) -> Iterator[Record]:
    group = titles.group_in(box.title, sheet.known.get("groups", ())) or _labelled(box, "group")
    yield from _commented(sheet, box, group, Seen.PRIVATE_GROUP)


def _commented(sheet: Sheet, box: Box, group: str, audience: Seen) -> Iterator[Record]:
    to = group or titles.whose(box.title, sheet.export.owner_name)
    text = "\n".join(box.cells) or _labelled(box, "text")
    author = titles.somebody_else(box.title, sheet.export.owners)
    own = None if author else True
    more = {"to": to, "audience": audience, "author": author, "attached": box.attached}
    yield _record(sheet, box, RecordKind.COMMENT, text=text, own=own, **more)


def _reacted(sheet: Sheet, box: Box) -> Iterator[Record]:
    aspect = reaction(box.icon or _labelled(box, "reaction"))
    to = titles.whose(box.title, sheet.export.owner_name) or _labelled(box, "name")
    yield _record(sheet, box, RecordKind.LIKE, own=False, to=to, aspect=aspect)


def _comment_or_reaction(sheet: Sheet, box: Box) -> Iterator[Record]:
    """In a page whose name is in a language that is not known: a reaction shows its picture or only names the owner."""
    names = {same_name(cell) for cell in box.cells}
    if box.icon or not box.cells or names <= {same_name(name) for name in sheet.export.owners}:
        yield from _reacted(sheet, box)
    else:
        yield from _comment(sheet, box)


def _saved(sheet: Sheet, box: Box) -> Iterator[Record]:
    text = "\n".join(dict.fromkeys(name for name, _ in box.links if name))
    yield _record(sheet, box, RecordKind.LIKE, own=False, text=text, aspect="saved", attached=box.attached)


# --- people, searches, apps, settings ------------------------------------------------------------------------------


def _person(sheet: Sheet, box: Box) -> Iterator[Record]:
    aspect, own = by_file_name(sheet)
    name = box.title or next(iter(box.cells), "")
    if name:
        yield _record(sheet, box, RecordKind.CONNECTION, own=own, to=name, aspect=aspect)


def _member(sheet: Sheet, box: Box) -> Iterator[Record]:
    """Joined, left or looks after a group."""
    aspect = "removed" if titles.left_group(box.title) else "following"
    name = next(iter(box.cells), "") or titles.group_in(box.title) or titles.joined(box.title)
    yield _record(sheet, box, RecordKind.CONNECTION, own=True, to=name, aspect=aspect)


def _page_like(sheet: Sheet, box: Box) -> Iterator[Record]:
    yield _record(sheet, box, RecordKind.LIKE, own=False, to=box.title or next(iter(box.cells), ""), aspect="like")


def _search(sheet: Sheet, box: Box) -> Iterator[Record]:
    text = next(iter(box.cells), "") or _labelled(box, "query", "text") or box.title
    yield _record(sheet, box, RecordKind.SEARCH, text=text.strip("\"“”'"), own=True)


def _app(sheet: Sheet, box: Box) -> Iterator[Record]:
    name = _labelled(box, "app", "name") or box.title or next(iter(box.cells), "")
    if name:
        yield _record(sheet, box, RecordKind.SETTING, text=name, own=True, aspect="connected_app")


def _setting(sheet: Sheet, box: Box) -> Iterator[Record]:
    rows = box.rows or ((box.title, "\n".join(box.cells)),)
    for label, value in rows:
        if label and value:
            yield _record(sheet, box, RecordKind.SETTING, text=value, own=True, aspect=setting_name(label))


def parse_apps(sheet: Sheet) -> Iterator[Record]:
    """The page of connected apps."""
    for box in boxes(sheet, zone_of(sheet)):
        yield from _app(sheet, box)


# --- the profile ---------------------------------------------------------------------------------------------------


def fields(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Aspect and text of every field of the profile's page."""
    for box in boxes(sheet, zone_of(sheet)):
        told = [(aspect_of(label), value) for label, value in box.rows]
        if not any(aspect for aspect, _ in told):
            told.append((aspect_of(box.title), "\n".join(box.cells)))
        yield from ((aspect, value) for aspect, value in told if aspect and value)


def parse_profile_page(sheet: Sheet) -> Iterator[Record]:
    """The fields of ``profile_information.html``."""
    index = -1
    for index, (aspect, value) in enumerate(fields(sheet)):
        yield sheet.record(RecordKind.PROFILE, index, text=value, own=True, aspect=aspect)
    if index < 0 and not sheet.is_empty:
        sheet.problem("a profile whose fields have names in a language that is not known")


# --- conversations -------------------------------------------------------------------------------------------------


def parse_messages_page(sheet: Sheet) -> Iterator[Record]:
    """The messages of one ``message_N.html``, newest first."""
    talk = Talk(sheet, _chat(sheet))
    index = 0
    for box in boxes(sheet, zone_of(sheet)):
        if box.at is None and not box.media and not _says(box):
            continue
        if _people_of(box):
            continue
        yield talk.said(index, box.title, _says(box), at=box.at, local=box.clock, attached=box.attached)
        index += 1
    sheet.items = index


def _says(box: Box) -> str:
    return "\n".join(box.cells)


def _people_of(box: Box) -> list[str]:
    """The people whom the first box lists: “Participants: Nia Price, Rhys Williams and Bronwen Hughes”."""
    line = "" if box.at is not None else box.title or (box.cells[0] if box.cells else "")
    label, mark, names = line.partition(":")
    if not mark or len(label.split()) > 2:
        return []
    *some, last = (name.strip() for name in names.split(","))
    word = next((word for word in _AND if word in last), "")
    return [name for name in (*some, *(last.split(word) if word else [last])) if name]


def _chat(sheet: Sheet) -> Chat:
    """Who is in a conversation: by its list of people, else by who says something in it."""
    heard: list[str] = []
    senders: dict[str, str] = {}
    once_before = Sheet(sheet.platform, sheet.member, sheet.export)  # what is wrong is said when it is read for good
    for box in boxes(once_before, zone_of(sheet), heard.append):
        if people := _people_of(box):
            return _chat_of(sheet, people, heard)
        if box.title:
            senders.setdefault(same_name(box.title), box.title)
        if box.index >= _LOOKED_AT:
            break
    return _chat_of(sheet, list(senders.values()), heard)


def _chat_of(sheet: Sheet, people: list[str], heard: list[str]) -> Chat:
    title = (heard or [""])[0]
    label, mark, _ = title.partition(":")
    if mark and len(label.split()) == 1:  # the list of people again
        title = ""
    owners = {same_name(name) for name in sheet.export.owners}
    named = {same_name(name) for name in people}
    if title and len(people) < 2 and same_name(title) not in named:
        people = [*people, title]
    if owners and not owners & named:
        people = [*people, sheet.export.owner_name]
    return Chat(tuple(people), title, len(people) > 2)


_AND: Final = (" and ", " und ", " et ", " y ", " e ", " i ", " en ", " og ", " och ", " și ", " a ", " & ")
_ANY: Final = ""
_BY_NAME: Final[dict[str, tuple[tuple[str, Handler], ...]]] = {
    "posts": (("places_you_have_been_tagged", _tagged), ("other_people", _wall_post), (_ANY, _post)),
    "album": ((_ANY, _post),),
    "groups": (
        ("post", _group_post),
        ("comment", _group_comment),
        ("membership", _member),
        ("groups", _member),
        (_ANY, _group_post),
    ),
    "comments_and_reactions": (
        ("pages", _page_like),
        ("likes_and", _reacted),
        ("reactions", _reacted),
        ("comment", _comment),
        (_ANY, _comment_or_reaction),
    ),
    "stories": (("reaction", _reacted), (_ANY, _story)),
    "search": ((_ANY, _search),),
    "friends": ((_ANY, _person),),
    "pages": (("follow", _person), (_ANY, _page_like)),
    "reviews": ((_ANY, _post),),
    "notes": ((_ANY, _post),),
    "tagged": ((_ANY, _tagged),),
    "saved": ((_ANY, _saved),),
}
