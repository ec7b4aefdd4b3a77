"""X: likes, people, the profile, apps, searches, and what else was said outside of posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from safeconduct.archive.reader import Parse, Record, RecordKind, Seen, Sheet
from safeconduct.readers import _shapes as shapes
from safeconduct.readers._unread import UNREAD, lacks, says_more
from safeconduct.readers._x_state import NO_ENTRY, entries, moment, state_of, words

Entry = Mapping[str, Any]


def likes(sheet: Sheet) -> Iterator[Record]:
    """What was liked: others' words, without a date."""
    for index, like in entries(sheet):
        post = shapes.first(like, "tweetId", "tweet_id")
        if not post:
            sheet.problem(NO_ENTRY)
            continue
        text, link = words(shapes.text(like.get("fullText"))), shapes.text(like.get("expandedUrl"))
        yield sheet.record(
            RecordKind.LIKE, index, text=text, own=False, audience=Seen.UNKNOWN, id=post, link=link, aspect="like"
        )


def people(aspect: str, *, own: bool | None) -> Parse:
    """How a list of accounts is read: what they are to the owner, and whether it was the owner who did it."""

    def parse(sheet: Sheet) -> Iterator[Record]:
        for index, person in entries(sheet):
            number, link = shapes.first(person, "accountId", "id"), shapes.text(person.get("userLink"))
            if number or link:
                yield sheet.record(RecordKind.CONNECTION, index, own=own, to=number or link, link=link, aspect=aspect)
            else:
                sheet.problem(NO_ENTRY)

    return parse


def contacts(sheet: Sheet) -> Iterator[Record]:
    """The address book that was uploaded."""
    for index, contact in entries(sheet):
        found = [text for key in ("emails", "phoneNumbers", "phone_numbers") for text in _texts(contact.get(key))]
        name = shapes.first(contact, "name", "displayName") or next(iter(found), "")
        if name:
            yield sheet.record(RecordKind.CONNECTION, index, to=name, aspect="contact")
        else:
            sheet.problem(NO_ENTRY)


def _texts(value: Any) -> list[str]:
    return [text for inner in value if (text := shapes.text(inner))] if isinstance(value, list) else []


def _facts(sheet: Sheet, index: int, facts: Mapping[str, str]) -> Iterator[Record]:
    for aspect, text in facts.items():
        if text:
            yield sheet.record(RecordKind.PROFILE, index, text=text, own=True, audience=Seen.PUBLIC, aspect=aspect)


def profile(sheet: Sheet) -> Iterator[Record]:
    """What the owner says of themselves."""
    for index, entry in entries(sheet):
        description = shapes.mapping(entry.get("description")) or entry
        found = {aspect: words(shapes.text(description.get(aspect))) for aspect in ("bio", "website", "location")}
        yield from _facts(sheet, index, found)


def account(sheet: Sheet) -> Iterator[Record]:
    """The account's two names."""
    for index, entry in entries(sheet):
        handle, name = shapes.first(entry, "username", "screen_name"), shapes.first(entry, "accountDisplayName", "full_name")
        if not handle and not name:
            sheet.problem(NO_ENTRY)
        yield from _facts(sheet, index, {"username": handle, "name": name, **_classic(entry)})


def _classic(entry: Entry) -> dict[str, str]:
    """``user_details.js`` of the old download holds the profile too."""
    return {key: words(shapes.text(entry.get(key))) for key in ("bio", "location")}


def former_names(sheet: Sheet) -> Iterator[Record]:
    """Under which handles the owner has been known."""
    for index, entry in entries(sheet):
        change = shapes.mapping(entry.get("screenNameChange")) or entry
        old, new = shapes.text(change.get("changedFrom")), shapes.text(change.get("changedTo"))
        if not old and not new:
            sheet.problem(NO_ENTRY)
            continue
        yield sheet.record(
            RecordKind.PROFILE,
            index,
            at=moment(change.get("changedAt")),
            text=new,
            own=True,
            audience=Seen.PUBLIC,
            aspect="username",
            edited=True,
            versions=(old,) if old else (),
        )


def profession(sheet: Sheet) -> Iterator[Record]:
    """What a professional account says it does."""
    for index, entry in entries(sheet):
        categories = entry.get("category")
        listed = [shapes.first(each, "categoryName", "name") for each in shapes.objects(categories)] or _texts(categories)
        found = ", ".join(filter(None, listed or [shapes.text(categories)]))
        yield from _facts(sheet, index, {"category": found or shapes.first(entry, "professionalType", "type")})


def birthday(sheet: Sheet) -> Iterator[Record]:
    """The date of birth, if the owner gave one."""
    for index, entry in entries(sheet):
        info = shapes.mapping(entry.get("ageInfo")) or entry
        yield from _facts(sheet, index, {"birthday": shapes.first(info, "birthDate", "birthdate")})


def protection(sheet: Sheet) -> Iterator[Record]:
    """When the account was closed to all but followers, and opened again."""
    for index, entry in entries(sheet):
        action = shapes.first(entry, "action", "protected")
        if action:
            at = moment(entry.get("protectedAt") or entry.get("createdAt"))
            yield sheet.record(RecordKind.SETTING, index, at=at, text=action, own=True, aspect="protected_posts")
        else:
            sheet.problem(NO_ENTRY)


def apps(sheet: Sheet) -> Iterator[Record]:
    """Apps that may act for the account."""
    for index, entry in entries(sheet):
        name = shapes.first(entry, "name") or shapes.first(shapes.mapping(entry.get("organization")), "name")
        if name:
            at = moment(entry.get("approvedAt"))
            number = shapes.text(entry.get("id"))
            yield sheet.record(RecordKind.SETTING, index, at=at, text=name, own=True, aspect="connected_app", id=number)
        else:
            sheet.problem(NO_ENTRY)


def lists(sheet: Sheet) -> Iterator[Record]:
    """Lists that the owner made: their names are seen by everybody, also by those who are put on them."""
    for index, entry in entries(sheet):
        link = shapes.first(entry, "url", "urlLink") or shapes.first(shapes.mapping(entry.get("userListInfo")), "url")
        name = words(shapes.text(entry.get("name"))) or link.rstrip("/").rpartition("/")[2].replace("-", " ")
        if name:
            yield sheet.record(RecordKind.PROFILE, index, text=name, own=True, link=link, aspect="list")
        else:
            sheet.problem(NO_ENTRY)


def searches(sheet: Sheet) -> Iterator[Record]:
    """Searches that were saved."""
    for index, entry in entries(sheet):
        query = words(shapes.text(entry.get("query")))
        if query:
            yield sheet.record(RecordKind.SEARCH, index, text=query, own=True, id=shapes.text(entry.get("savedSearchId")))
        else:
            sheet.problem(NO_ENTRY)


_WORDS = (
    "text",
    "comment",
    "message",
    "body",
    "noteText",
    "summary",
    "content",
    "plainText",
    "plain_text",
    "fullText",
    "previewText",
)
_TITLES = ("title", "broadcastTitle", "broadcast_title", "status", "name")
_TIMES = (
    *("createdAt", "created_at", "createdAtMs", "createdAtMsec", "startedAt", "startTime", "start", "timestamp"),
    *("publishedAt", "firstPublishedAt", "time", "updatedAt"),
)
_NAMES = ("id", "noteId", "momentId", "restId", "fleetId", "spaceId", "broadcastId", "uuid")
_MAKERS = ("creatorUserId", "byAccountId", "creatorId", "createdBy", "hostUserId", "authorId", "author")

_NO_WORDS = frozenset({*_TIMES, *_NAMES, *_MAKERS, "state", "language", "lang", "url", "link", "coverMediaUrl"})


def speech(kind: RecordKind, *, seen: Seen = Seen.PUBLIC) -> Parse:
    """How the rarer files are read, whose keys differ from year to year: a title, words, a time, wherever they stand."""

    def parse(sheet: Sheet) -> Iterator[Record]:
        for index, entry in entries(sheet):
            found = _parts(entry)
            text = "\n\n".join(part for part in dict.fromkeys((_said(found, *_TITLES), _said(found, *_WORDS))) if part)
            if not text:
                if not shapes.first(found, *_NAMES):
                    sheet.problem(NO_ENTRY)
                elif lacks(found, *_TITLES, *_WORDS) and says_more(found, _NO_WORDS):
                    sheet.problem(UNREAD)
                continue
            at = next((time for key in _TIMES if (time := moment(found.get(key)))), None)
            number = shapes.first(found, *_NAMES)
            own = _is_owner(sheet, shapes.first(found, *_MAKERS))
            yield sheet.record(kind, index, at=at, text=text, own=own, audience=seen, id=number)

    return parse


def _parts(entry: Entry) -> Entry:
    """The entry's own keys and those of the objects in it, its own first."""
    inner: dict[str, Any] = {}
    for value in entry.values():
        if isinstance(value, dict):
            inner.update(value)
    return {**inner, **entry}


def _said(found: Entry, *keys: str) -> str:
    return next((words(value) for key in keys if isinstance(found.get(key), str) and (value := shapes.text(found[key]))), "")


def _is_owner(sheet: Sheet, maker: str) -> bool:
    """The files hold the owner's own, unless they name somebody else."""
    state = state_of(sheet.export)
    return not maker or not state.account or maker in (state.account, state.handle)
