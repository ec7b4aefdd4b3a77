"""Facebook's JSON files: each entry by the key of its list, and without one by its form and the folder it lies in.

Never by the name of the file or the sentence in ``title``, which are in the account's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from safeconduct.archive import clock
from safeconduct.archive.reader import Record, RecordKind, Seen, Sheet
from safeconduct.readers import _facebook_titles as titles
from safeconduct.readers._facebook_entries import Entry, Pieces, entries, folder, name_of, time_of, title_of
from safeconduct.readers._facebook_labels import LABELLED, Handler, by_file_name, labelled_setting, reaction
from safeconduct.readers._meta import is_owner, listed, words, written
from safeconduct.readers._unread import UNREAD, says_more

_CONNECTIONS: Final = {  # key of the list → what the people in it are, and whether the owner did it
    "friends": ("friend", None),
    "received_requests": ("request_received", False),
    "rejected_requests": ("request_declined", False),
    "received_friend_requests": ("request_received", False),
    "rejected_friend_requests": ("request_declined", False),
    "sent_requests": ("request_sent", True),
    "sent_friend_requests": ("request_sent", True),
    "deleted_friends": ("removed", True),
    "removed_friends": ("removed", True),
    "following": ("following", True),
    "unfollowed": ("removed", True),
    "followers": ("follower", False),
    "blocked": ("blocked", True),
    "blocking": ("blocked", True),
    "blocked_users": ("blocked", True),
    "blocked_profiles": ("blocked", True),
    "pages_followed": ("following", True),
    "pages_unfollowed": ("removed", True),
    "address_book": ("contact", None),
    "imported_contacts": ("contact", None),
    "groups_joined": ("following", True),
    "groups_admined": ("following", True),
    "group_memberships": ("following", True),
    "groups_left": ("removed", True),
}


def parse_entries(sheet: Sheet) -> Iterator[Record]:
    """The records of a file of lists."""
    for entry in entries(sheet):
        handler = _handler(sheet, entry)
        if handler is None:
            sheet.problem("an entry of a kind that is not known")
            continue
        wordless, nothing = True, True
        for record in handler(sheet, entry):
            wordless, nothing = wordless and not record.text, False
            yield record
        if wordless and handler in _SPEAKING and (_says_more(entry) or (nothing and not entry.value.keys() <= _HOLLOW)):
            sheet.problem(UNREAD)


def _says_more(entry: Entry) -> bool:
    """Whether a text stands in an entry, in its pieces or in the comment in it, where none is known of."""
    boxes = [part for box in _dicts_in(entry.value, "attachments") for part in _dicts_in(box, "data")]
    parts = _dicts_in(entry.value, "data")
    inner = [(key, value) for part in parts for key, value in part.items() if isinstance(value, dict)]
    return (
        says_more(entry.value, _KNOWN_TEXTS_ABOVE)
        or any(says_more(part, _KNOWN_TEXTS) for part in (*parts, *boxes))
        or any(says_more(value, _KNOWN_TEXTS if key in _PARTS else ()) for key, value in inner)
    )


def _dicts_in(value: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [part for part in listed(value.get(key)) if isinstance(part, dict)]


def _handler(sheet: Sheet, entry: Entry) -> Handler | None:
    if entry.root in _BY_ROOT:
        return _BY_ROOT[entry.root]
    value = entry.value
    if "label_values" in value:
        handler: Handler = LABELLED.get(folder(sheet), labelled_setting)
        return handler
    for part in listed(value.get("data")):
        if isinstance(part, dict) and not _PARTS.keys().isdisjoint(part):
            return next(handler for key, handler in _PARTS.items() if key in part)
    if entry.root:
        return None
    if folder(sheet) == "comments_and_reactions" and "attachments" in value:
        return _comments
    return _BY_FOLDER.get(folder(sheet))


def _nothing(sheet: Sheet, entry: Entry) -> Iterable[Record]:
    del sheet, entry
    return ()


def _parts(entry: Entry, key: str) -> Iterator[dict[str, Any]]:
    """The values under a key of the entry's ``data``."""
    for part in listed(entry.value.get("data")):
        inner = part.get(key) if isinstance(part, dict) else None
        if isinstance(inner, dict):
            yield inner


# --- posts and stories ---------------------------------------------------------------------------------------------


def _post(sheet: Sheet, entry: Entry) -> Iterable[Record]:
    title = title_of(entry)
    if " wrote on " not in title and "tags" not in entry.value:
        return _posted(sheet, entry, RecordKind.POST)
    owner = sheet.export.owner_name
    tags = [words(tag.get("name") if isinstance(tag, dict) else tag) for tag in listed(entry.value.get("tags"))]
    to = dict.fromkeys(filter(None, [titles.whose(title, owner) if " wrote on " in title else "", *tags]))
    return _posted(sheet, entry, RecordKind.POST, to=", ".join(to))


def _group_post(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    title = title_of(entry)
    if any(_parts(entry, "comment")):
        yield from _group_comments(sheet, entry)
        return
    group = Pieces(entry.value).group or titles.group_in(title, sheet.known.get("groups", ()))
    yield from _posted(sheet, entry, RecordKind.POST, to=group, audience=Seen.PRIVATE_GROUP)


def _story(sheet: Sheet, entry: Entry) -> Iterable[Record]:
    return _posted(sheet, entry, RecordKind.STORY)


def _wall_post(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """What others wrote on the owner's timeline."""
    pieces = Pieces(entry.value)
    text = pieces.text or "\n".join(pieces.quoted)
    author = titles.writer(title_of(entry))
    if text or pieces.attached:
        yield sheet.record(
            RecordKind.POST, entry.index, at=time_of(entry), text=text, own=False, author=author, attached=pieces.attached
        )


def _posted(sheet: Sheet, entry: Entry, kind: RecordKind, *, to: str = "", audience: Seen = Seen.UNKNOWN) -> Iterable[Record]:
    """A post with words is the owner's; one that only passes something on is not. An entry that says nothing but when it
    was last touched gives no record."""
    pieces = Pieces(entry.value)
    if (judged := _judged(pieces, entry, kind)) is None:
        return ()
    kind, text, own = judged
    other = titles.somebody_else(title_of(entry), sheet.export.owners) if own else ""
    if pieces.media:
        sheet.known.setdefault("posted", Posted()).add(pieces)
    record = sheet.record(
        kind,
        entry.index,
        at=time_of(entry, pieces.taken),
        text=text,
        own=None if other else own,
        audience=audience,
        to=to,
        author=other,
        aspect="location" if pieces.located else "",
        attached=pieces.attached,
        deleted=_is_of_deleted(sheet.member.matched),
    )
    return (record,)


@lru_cache(maxsize=256)
def _is_of_deleted(matched: str) -> bool:
    """Whether a file lists what was put in the bin."""
    name = matched.rpartition("/")[2]
    return "trash" in name or "recently_deleted" in name


class Posted:
    """Which pictures were in posts, and with which words; kept as hashes, so that a quarter of a million take 30 MB."""

    def __init__(self) -> None:
        self._known: set[int] = set()

    def add(self, pieces: Pieces) -> None:
        """Remember the pictures of a post."""
        if len(self._known) > _REMEMBERED:
            return
        texts = {" ".join(text.split()) for text in (*pieces.said, *pieces.captions)[:_TEXTS]}
        self._known.update(hash((name, text)) for name in pieces.media for text in ("", *texts))

    def has(self, record: Record) -> bool:
        """Whether a picture of an album says nothing that a post with it did not say."""
        text = " ".join(record.text.split())
        return any(hash((name, text)) in self._known for name in record.attached)


def _judged(pieces: Pieces, entry: Entry, kind: RecordKind) -> tuple[RecordKind, str, bool | None] | None:
    """What a post is, its words, and whether they are the owner's."""
    if text := pieces.text:
        return kind, text, True
    if pieces.quoted:
        return kind, "\n".join(pieces.quoted), None
    if pieces.media or pieces.checked_in:
        return kind, "", True
    if pieces.links or pieces.names or titles.passes_on(title_of(entry)):
        return RecordKind.REPOST, "\n".join(dict.fromkeys(pieces.names)), False
    return (kind, "", True) if entry.value.get("tags") else None


def _picture(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """A picture in an album. Most are in a post too: those come last and only if no post had them (``finish``)."""
    pieces = Pieces({})
    pieces.picture(entry.value)
    at = clock.epoch(entry.value.get("creation_timestamp"))
    aspect = "location" if pieces.located else ""
    record = sheet.record(
        RecordKind.POST, entry.index, at=at, text=pieces.text, own=True, aspect=aspect, attached=pieces.attached
    )
    kept: list[tuple[Record, str]] = sheet.known.setdefault("pictures", [])
    if len(kept) < _KEPT:
        kept.append((record, sheet.member.source))
    else:
        yield record
    for index, comment in enumerate(listed(entry.value.get("comments"))):
        if isinstance(comment, dict):
            yield from _album_comment(sheet, Entry("comments", index, comment))


def _album(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """What an album says about itself, beside its list of pictures."""
    text = written(entry.value.get("description"))
    if text:
        at = clock.epoch(entry.value.get("last_modified_timestamp"))
        yield sheet.record(RecordKind.POST, entry.index, at=at, text=text, own=True)


def _note(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    text = "\n".join(filter(None, (written(entry.value.get("title")), written(entry.value.get("text")))))
    media = tuple(words(part.get("uri")) for part in listed(entry.value.get("media")) if isinstance(part, dict))
    if text or media:
        yield sheet.record(RecordKind.POST, entry.index, at=time_of(entry), text=text, own=True, attached=media)


# --- comments and reactions ------------------------------------------------------------------------------------------


def _comments(sheet: Sheet, entry: Entry) -> Iterable[Record]:
    return _commented(sheet, entry, grouped=False)


def _group_comments(sheet: Sheet, entry: Entry) -> Iterable[Record]:
    return _commented(sheet, entry, grouped=True)


def _commented(sheet: Sheet, entry: Entry, *, grouped: bool) -> Iterator[Record]:
    title = title_of(entry)
    beside = Pieces({"attachments": entry.value["attachments"]}).attached if "attachments" in entry.value else ()
    for comment in list(_parts(entry, "comment")) or [{}]:
        author = words(comment.get("author"))
        group = words(comment.get("group")) or (titles.group_in(title, sheet.known.get("groups", ())) if grouped else "")
        own: bool | None = is_owner(sheet.export, author) is not False if author else True
        if not author and (author := titles.somebody_else(title, sheet.export.owners)):
            own = None
        yield sheet.record(
            RecordKind.COMMENT,
            entry.index,
            at=time_of(entry, comment.get("timestamp")),
            text=written(comment.get("comment")),
            own=own,
            audience=Seen.PRIVATE_GROUP if group or grouped else Seen.UNKNOWN,
            to=group or titles.whose(title, sheet.export.owner_name),
            author="" if own else author,
            attached=beside,
        )


def _album_comment(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """A comment below a picture or an album of the owner's, by anybody."""
    if not isinstance(entry.value.get("comment"), str):
        yield from _comments(sheet, entry)
        return
    author = words(entry.value.get("author"))
    own = is_owner(sheet.export, author) if author else None
    text = written(entry.value.get("comment"))
    yield sheet.record(RecordKind.COMMENT, entry.index, at=time_of(entry), text=text, own=own, author="" if own else author)


def _reviewed(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """A review of a page, which everybody can read."""
    to = titles.whose(title_of(entry), sheet.export.owner_name)
    for review in _parts(entry, "review"):
        text = written(review.get("review") or review.get("text"))
        at = time_of(entry, review.get("review_timestamp"))
        yield sheet.record(RecordKind.POST, entry.index, at=at, text=text, own=True, audience=Seen.PUBLIC, to=to)


def _reactions(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    found = [words(part.get("reaction")) for part in _parts(entry, "reaction")] or [""]
    to = titles.whose(title_of(entry), sheet.export.owner_name)
    for name in found:
        yield _like(sheet, entry, reaction(name), to)


def _page_like(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    name = name_of(entry)
    if not name:
        sheet.problem("an entry has no name")
        return
    yield _like(sheet, entry, "like", name, link=words(entry.value.get("url")))


def _saved(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    pieces = Pieces(entry.value)
    text = "\n".join(dict.fromkeys([*pieces.names, *pieces.quoted]))
    yield _like(
        sheet, entry, "saved", titles.whose(title_of(entry), sheet.export.owner_name), text=text, attached=pieces.attached
    )


def _like(sheet: Sheet, entry: Entry, aspect: str, to: str, **more: Any) -> Record:
    return sheet.record(RecordKind.LIKE, entry.index, at=time_of(entry), own=False, to=to, aspect=aspect, **more)


def _answered(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """What the owner answered when a group asked before letting them in."""
    group = words(entry.value.get("group_name"))
    for answer in listed(entry.value.get("answers")):
        if isinstance(answer, dict) and (text := written(answer.get("answer"))):
            at = clock.epoch(answer.get("timestamp"))
            audience = Seen.PRIVATE_GROUP
            yield sheet.record(RecordKind.MESSAGE, entry.index, at=at, text=text, own=True, audience=audience, to=group)


# --- people, searches, apps --------------------------------------------------------------------------------------------


def _connection(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    aspect, own = _CONNECTIONS.get(entry.root) or by_file_name(sheet)
    name = name_of(entry) or (titles.group_in(title_of(entry)) if entry.root.startswith("group") else "")
    if not name:
        sheet.problem("an entry has no name")
        return
    if entry.root == "groups_joined" and titles.left_group(title_of(entry)):
        aspect = "removed"
    at = time_of(entry, entry.value.get("added_timestamp"))
    yield sheet.record(RecordKind.CONNECTION, entry.index, at=at, own=own, to=name, aspect=aspect)


def _search(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    pieces = Pieces(entry.value)
    text = next(filter(None, [*pieces.said, *pieces.quoted, *pieces.names]), "").strip("\"“”'")
    if text:
        yield sheet.record(RecordKind.SEARCH, entry.index, at=time_of(entry), text=text, own=True)


def _app(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    name = name_of(entry)
    if not name:
        sheet.problem("an entry has no name")
        return
    gone = words(entry.value.get("category")).casefold() in {"removed", "expired", "inactive"}
    at = time_of(entry, entry.value.get("added_timestamp"))
    yield sheet.record(RecordKind.SETTING, entry.index, at=at, text=name, own=True, aspect="connected_app", deleted=gone)


_REMEMBERED: Final = 500_000  # pictures and their words
_TEXTS: Final = 5  # of one post that are remembered with its pictures
_KEPT: Final = 20_000  # pictures of albums kept until the end
_PARTS: Final[dict[str, Handler]] = {"reaction": _reactions, "comment": _comments, "review": _reviewed}
_HANDLERS: Final[dict[str, Handler]] = {
    "posts": _post,
    "status_updates": _post,
    "wall_posts_sent_to_you": _wall_post,
    "group_posts": _group_post,
    "comments": _album_comment,
    "group_comments": _group_comments,
    "reactions": _reactions,
    "stories_feedback": _reactions,
    "archived_stories": _story,
    "stories": _story,
    "reviews_written": _reviewed,
    "reviews": _reviewed,
    "photos": _picture,
    "other_photos": _picture,
    "videos": _picture,
    "notes": _note,
    "page_likes": _page_like,
    "saves": _saved,
    "group_membership_questions_answers": _answered,
    "searches": _search,
    "installed_apps": _app,
}
_SPEAKING: Final = frozenset(
    {
        _post,
        _group_post,
        _story,
        _wall_post,
        _comments,
        _album_comment,
        _group_comments,
        _reviewed,
        _search,
        _reactions,  # no words of its own, and where nothing tells what an entry is, it is taken for one of these
    }  # whose entries hold words
)
_KNOWN_TEXTS: Final = frozenset(
    {"post", "text", "comment", "review", "author", "group", "name", "title", "url", "reaction", "actor"}
)
_KNOWN_TEXTS_ABOVE: Final = frozenset({"title", "name", "author", "comment", "group", "uri", "url", "href", "fbid", "id"})
_HOLLOW: Final = frozenset({"timestamp", "title", "data", "attachments", "tags", "fbid", "id"})  # all that an empty entry has
_BY_FOLDER: Final[dict[str, Handler]] = {
    "posts": _post,
    "album": _album,
    "groups": _group_post,
    "comments_and_reactions": _reactions,
    "stories": _story,
    "search": _search,
    "friends": _connection,
    "pages": _page_like,
    "reviews": _reviewed,
    "notes": _note,
    "tagged": _post,
    "saved": _saved,
}
_OF_NO_CONCERN: Final = frozenset(  # lists that lie in folders that are read
    {"people_you_may_know", "suggested_friends", "friend_suggestions", "friend_peer_group", "group_badges", "poll_votes"}
    | {"pokes", "app_posts", "collections", "event_invitations", "events_invited", "event_responses", "your_events"}
    | {"page_recommendations", "pages_admined", "profile_updates", "media_used_for_memories", "story_views", "your_places"}
)
_BY_ROOT: Final[dict[str, Handler]] = {
    **dict.fromkeys(_CONNECTIONS, _connection),
    **dict.fromkeys(_OF_NO_CONCERN, _nothing),
    **_HANDLERS,
}
KNOWN_ROOTS: Final = frozenset({*_HANDLERS, *_CONNECTIONS})
