"""X: posts, answers, passed-on posts, edits, and the long posts joined with their beginnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from safeconduct.archive.reader import Export, Parse, Record, RecordKind, Seen, Sheet
from safeconduct.errors import ArchiveError
from safeconduct.readers import _shapes as shapes
from safeconduct.readers._x_state import NO_ENTRY, State, entries, expanded, moment, note_text, state_of, words

_MOST_CHAINS: Final = 100_000  # versions of posts that are known before the posts are read
_OPEN_EDITS: Final = 20_000  # edited posts that wait for their other versions

Post = Mapping[str, Any]


def posts(*, deleted: bool = False, seen: Seen | None = None) -> Parse:
    """How a file of posts is read: whether they were deleted, and who could see them if not everybody."""

    def parse(sheet: Sheet) -> Iterator[Record]:
        state = state_of(sheet.export)
        for index, post in entries(sheet):
            record = _record(sheet, state, index, post, deleted=deleted, seen=seen)
            if record is None:
                sheet.problem(NO_ENTRY)
            else:
                yield from _whole(sheet, state, record, _versions(post))

    return parse


def _record(sheet: Sheet, state: State, index: int, post: Post, *, deleted: bool, seen: Seen | None) -> Record | None:
    text = post.get("full_text", post.get("text"))
    name = shapes.first(post, "id_str", "id")
    if not isinstance(text, str) or not (text or name):
        return None
    text = shapes.text(text)
    at = moment(post.get("created_at", post.get("createdAt")))
    if author := passed_on(text):
        return _repost(sheet, state, index, post, words(text), author)
    raw = words(text)
    entities = shapes.mapping(post.get("entities"))
    full = expanded(raw, entities.get("urls"))
    if "t.co/" in full:
        full = _without_media_links(full, entities)
    answered = _answered(post)
    return sheet.record(
        RecordKind.POST if answered is None else RecordKind.REPLY,
        index,
        at=at,
        text=state.notes.match(at, raw, full) or full,
        own=True,
        audience=seen or state.seen(at),
        to=answered or shapes.first(post, "community_name", "communityName"),
        id=name,
        link=state.link(name),
        deleted=deleted or bool(post.get("deleted_at")),
        attached=attached(name, post),
    )


def passed_on(text: str) -> str:
    """Whose post this passes on, as ``@name``: the flag that should say so never does. Empty if it is the owner's own."""
    if not text.startswith("RT @"):
        return ""
    name, colon, _ = text[4:60].partition(":")
    return f"@{name}" if colon and name and name.replace("_", "a").isalnum() else ""


def _repost(sheet: Sheet, state: State, index: int, post: Post, text: str, author: str) -> Record:
    at = moment(post.get("created_at"))
    name = shapes.first(post, "id_str", "id")
    return sheet.record(
        RecordKind.REPOST,
        index,
        at=at,
        text=expanded(text, shapes.mapping(post.get("entities")).get("urls")),
        own=False,
        audience=state.seen(at),
        id=name,
        link=state.link(name),
        author=author,
        deleted=bool(post.get("deleted_at")),
    )


def _answered(post: Post) -> str | None:
    """Whom a post answers, as ``@name`` (empty if the name is gone); ``None`` if it answers nobody."""
    name = shapes.first(post, "in_reply_to_screen_name")
    if name:
        return f"@{name}"
    number = shapes.first(post, "in_reply_to_user_id_str", "in_reply_to_user_id")
    if not number and not shapes.first(post, "in_reply_to_status_id_str", "in_reply_to_status_id"):
        return None
    for mention in shapes.objects(shapes.mapping(post.get("entities")).get("user_mentions")):
        if number and shapes.first(mention, "id_str", "id") == number:
            return f"@{shapes.first(mention, 'screen_name')}"
    return ""


def _without_media_links(text: str, entities: Mapping[str, Any]) -> str:
    """The links that only stand for the post's own pictures are not words."""
    for medium in shapes.objects(entities.get("media")):
        if link := shapes.text(medium.get("url")):
            text = text.replace(link, "")
    return text.rstrip()


def attached(name: str, post: Post) -> tuple[str, ...]:
    """The post's pictures and films by the names they have in ``tweets_media``."""
    found = shapes.mapping(post.get("extended_entities")).get("media") or shapes.mapping(post.get("entities")).get("media")
    if not found:
        return ()
    files = (_medium(medium).partition("?")[0].rpartition("/")[2] for medium in shapes.objects(found))
    return tuple(dict.fromkeys(f"{name}-{file}" for file in files if file))


def _medium(medium: Mapping[str, Any]) -> str:
    """Where a medium is; of a film, the largest of its forms, which is the one that the archive keeps."""
    variants = [
        (_number(variant.get("bitrate")), shapes.text(variant.get("url")))
        for variant in shapes.objects(shapes.mapping(medium.get("video_info")).get("variants"))
        if variant.get("bitrate") is not None
    ]
    return max(variants)[1] if variants else shapes.first(medium, "media_url_https", "media_url")


def _number(value: Any) -> int:
    digits = shapes.text(value)
    return int(digits) if digits.isdecimal() and len(digits) < 15 else 0


# --- edits -----------------------------------------------------------------------------------------------------


def _versions(post: Post) -> tuple[str, ...]:
    """The numbers of all versions of a post, the oldest first; none if it was never edited."""
    info = post.get("edit_info", post.get("edit_control"))
    if not isinstance(info, dict):
        return ()
    initial, edit = info.get("initial"), shapes.mapping(info.get("edit"))
    for place in (initial, edit.get("editControlInitial"), edit.get("edit_control_initial"), info):
        if isinstance(place, dict):
            listed = place.get("editTweetIds", place.get("edit_tweet_ids"))
            if isinstance(listed, list) and len(listed) > 1:
                return tuple(shapes.text(name) for name in listed)
    if not edit:
        return ()
    first = shapes.first(edit, "initialTweetId", "initial_tweet_id")
    own = shapes.first(post, "id_str", "id")
    return (first, own) if first and first != own else ()


def take_edits(export: Export, *names: str) -> None:
    """Learn which posts were edited, where several archives are given: an older one holds the first version as if it were
    the only one, and may come first."""
    state = state_of(export)
    for member in export.find(*names) if state.several else ():
        try:
            for _, post in entries(Sheet("x", member, export)):
                if len(state.chains) < _MOST_CHAINS:
                    versions = _versions(post)
                    state.chains.update(dict.fromkeys(versions, versions))
        except ArchiveError:
            continue  # said when the file's turn comes


def _whole(sheet: Sheet, state: State, record: Record, versions: tuple[str, ...]) -> Iterator[Record]:
    """A post at once; an edited one is kept until all files are read, since each may hold a version."""
    versions = versions or state.chains.get(record.id, ())
    if not versions or record.author_is_owner is not True:
        yield record
        return
    state.edits.setdefault(versions[0], {})[record.id] = state.placed(record, sheet.member)
    if len(state.edits) > _OPEN_EDITS:
        yield _newest(state.edits.pop(next(iter(state.edits))).values())


def _newest(versions: Iterable[Record]) -> Record:
    """The last version, with the texts before it."""
    *before, newest = sorted(versions, key=_age)
    texts = tuple(dict.fromkeys(record.text for record in before if record.text != newest.text))
    return msgspec.structs.replace(newest, edited=True, versions=texts)


def _age(record: Record) -> tuple[float, int, str]:
    return record.at.timestamp() if record.at else 0.0, len(record.id), record.id


# --- long posts ------------------------------------------------------------------------------------------------


def notes(sheet: Sheet) -> Iterator[Record]:
    """A file of long posts: it was taken in before; only what could not be held comes out here."""
    state = state_of(sheet.export)
    unheld = state.notes.skipped.get(sheet.member.name)
    for index, note in entries(sheet):
        _, full = note_text(note)
        if not full:
            sheet.problem(NO_ENTRY)
        elif unheld is not None and index >= unheld:
            at = moment(note.get("createdAt"))
            name = shapes.first(note, "noteTweetId", "id")
            yield _note(sheet, state, index, at=at, text=full, id=name, deleted="deleted-" in sheet.member.matched)


def _note(sheet: Sheet, state: State, index: int, **more: Any) -> Record:
    return sheet.record(RecordKind.POST, index, own=True, audience=state.seen(more["at"]), **more)


def finish(export: Export) -> Iterator[Record]:
    """Edited posts of which not every version is there, and long posts without their beginning."""
    state = state_of(export)
    for held in state.edits.values():
        yield _newest(held.values())
    state.edits.clear()
    for note in state.notes.left():
        sheet = Sheet("x", note.member, export)
        record = _note(sheet, state, note.index, at=note.at, text=note.full, id=note.id, deleted=note.deleted)
        yield state.placed(record, note.member)
