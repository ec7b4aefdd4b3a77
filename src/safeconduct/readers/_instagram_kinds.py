"""What each kind of Instagram's entries becomes: a post, a comment, a like, a follower, a setting.

Every function takes a sheet and one entry and gives its records; what kind a file's entries are of, ``instagram`` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from safeconduct.archive.reader import Record, RecordKind, Seen, Sheet
from safeconduct.readers._instagram_entries import Entry, Fact, words
from safeconduct.readers._instagram_labels import meaning, plain, truth
from safeconduct.readers._unread import UNREAD, says_more

Handler = Callable[[Sheet, Entry], Iterable[Record]]

THREADS: Final = "threads"
_STORIES: Final = "/stories/"  # in the names of media that were stories


# --- who could see it --------------------------------------------------------------------------------------------


def audience(sheet: Sheet, at: datetime | None) -> Seen:
    """Who could see what the account posted at a time: everybody, or its followers if the account was private then.

    A change to private means that it was public before, and the other way round; without any change on record the
    setting at the time of the download counts.
    """
    known = sheet.known
    if sheet.platform == THREADS and known.get("threads_private") is not None:
        return _seen(known["threads_private"])
    private: bool | None = known.get("private")
    if at is not None and (switches := known.get("switches")):
        private = not switches[0][1]
        for when, became in switches:
            if when > at:
                break
            private = became
    return _seen(private)


def _seen(private: bool | None) -> Seen:  # noqa: FBT001 a setting, yes or no
    return Seen.UNKNOWN if private is None else Seen.FRIENDS if private else Seen.PUBLIC


def is_owners(sheet: Sheet, handle: str) -> bool:
    """Whether a handle or name is the owner's."""
    return plain(handle).removeprefix("@") in sheet.known.get("handles", ())


# --- posts ---------------------------------------------------------------------------------------------------------


def _post(
    sheet: Sheet, entry: Entry, kind: RecordKind, *, seen: Seen | None = None, to: str = "", deleted: bool = False
) -> Iterable[Record]:
    text = _caption(entry)
    if not text and not entry.media:
        sheet.problem("a post with neither words nor a picture")
        return ()
    if not text and _holds_more(entry.raw):
        sheet.problem(UNREAD)
    record = sheet.record(
        kind,
        entry.index,
        at=entry.at,
        text=text,
        own=True,
        audience=seen or audience(sheet, entry.at),
        to=to,
        deleted=deleted,
        id=entry.id,
        link=_web(entry),
        aspect="location" if entry.located or entry.value("latitude") else "",
        attached=entry.media,
    )
    return (record,)


_NO_WORDS: Final = frozenset(  # texts in an entry or in its pictures that nobody said
    {
        "uri",
        "backup_uri",
        "fbid",
        "id",
        "title",
        "href",
        "media_owner",
        "media_id",
        "media_type",
        "type",
        "username",
        "ent_name",
    }
)
_LIKE_WORDS: Final = frozenset({"text", "caption", "body", "content", "comment", "description"})


def _holds_more(raw: Mapping[str, Any]) -> bool:
    """Whether an entry in which no words were found has some under a name that is not known, itself or in a picture."""
    media = raw.get("media")
    fields = raw.get("string_map_data")
    return any(
        says_more(part, _NO_WORDS) or any(isinstance(part.get(name), dict) and part[name] for name in _LIKE_WORDS)
        for part in (raw, *(media if isinstance(media, list) else (media,)))
        if isinstance(part, dict)
    ) or any(
        says_more(field, ("href", "value"))
        for field in (fields.values() if isinstance(fields, dict) else ())
        if isinstance(field, dict)
    )


def _caption(entry: Entry) -> str:
    """The words of a post: its own and those of its media, each once."""
    more = (entry.value("caption") or entry.value("message")) if entry.named else ""
    if not more and len(entry.captions) == 1:
        return entry.captions[0]
    texts = dict.fromkeys((*entry.captions, more) if entry.captions else (entry.title, more))
    return "\n".join(text for text in texts if text)


def _web(entry: Entry) -> str:
    link = entry.link() if entry.facts else ""
    return link if link.startswith(("https://", "http://")) else ""


def posts(sheet: Sheet, entry: Entry) -> Iterable[Record]:
    """A post, a reel, an archived post."""
    return _post(sheet, entry, RecordKind.POST)


def stories(sheet: Sheet, entry: Entry) -> Iterable[Record]:
    """A story."""
    return _post(sheet, entry, RecordKind.STORY)


def deleted(sheet: Sheet, entry: Entry) -> Iterable[Record]:
    """A post, reel or story that its owner has thrown away."""
    story = any(_STORIES in f"/{name}" for name in entry.media)
    return _post(sheet, entry, RecordKind.STORY if story else RecordKind.POST, deleted=True)


def profile_pictures(sheet: Sheet, entry: Entry) -> Iterable[Record]:
    """A picture of the profile, which anybody may see even if the account is private."""
    return _post(sheet, entry, RecordKind.MEDIA, seen=Seen.PUBLIC)


def threads_posts(sheet: Sheet, entry: Entry) -> Iterable[Record]:
    """A post on Threads, or an answer to one."""
    told = _told_of_reply(entry.raw)
    if told is None:
        return _post(sheet, entry, RecordKind.POST)
    return _post(sheet, entry, RecordKind.REPLY, to=told)


def _told_of_reply(raw: Mapping[str, Any]) -> str | None:
    """Whom a post on Threads answers, empty if only that it answers is told; ``None`` if it is no answer."""
    media = raw.get("media")
    first = media[0] if isinstance(media, list) and media and isinstance(media[0], dict) else {}
    for place in (raw, raw.get("text_app_post"), first.get("text_app_post")):
        if not isinstance(place, dict):
            continue
        to = place.get("reply_to_author") or place.get("reply_to_username") or place.get("reply_to")
        if isinstance(to, dict):
            to = to.get("username") or to.get("name")
        if place.get("is_reply") is True or words(to):
            return words(to)
    return None


def reposts(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """Somebody else's post passed on."""
    whose = _whose(entry)
    text = entry.value("caption")
    more = {"audience": audience(sheet, entry.at), "to": whose, "author": whose, "link": _web(entry), "id": entry.id}
    yield sheet.record(RecordKind.REPOST, entry.index, at=entry.at, text=text, own=False, **more)


# --- comments, likes, what was saved ---------------------------------------------------------------------------------


def comments(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """Comments under somebody's post, reel or story. Under a post of the owner's own the account's audience has them."""
    said = [fact for fact in entry.facts if fact.value and not fact.label] if not entry.named else []
    if len(said) > 1 and (entry.title or all(fact.at for fact in said)):  # several under one name
        for fact in said:
            yield from _comment(sheet, msgspec.structs.replace(entry, facts=(fact,), at=fact.at or entry.at))
        return
    yield from _comment(sheet, entry)


def _comment(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    whose = entry.value("media owner") or entry.person()
    loose = entry.unnamed()
    text = entry.value("comment") or entry.value("message")
    if loose and not text and not any(fact.means == "comment" for fact in entry.facts):
        text = loose.pop(0)
    whose = whose or (loose[0] if loose else "") or entry.title
    if not text and not entry.media and entry.at is None:
        sheet.problem("a comment with neither words nor a time")
        return
    if not text and _holds_more(entry.raw):
        sheet.problem(UNREAD)
    seen = audience(sheet, entry.at) if whose and is_owners(sheet, whose) else Seen.UNKNOWN
    more = {"audience": seen, "to": whose, "id": entry.id, "attached": entry.media}
    yield sheet.record(RecordKind.COMMENT, entry.index, at=entry.at, text=text, own=True, **more)


def likes(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """A like of a post, a comment, a story."""
    return _reactions(sheet, entry, "like")


def saved(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """A post that was kept for later."""
    return _reactions(sheet, entry, "saved")


def interactions(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """A vote in a poll, a move of a slider, a tap on somebody's story."""
    about = entry.root.removeprefix("story_activities_") or sheet.member.matched.rpartition("/")[2].rpartition(".")[0]
    aspect = "like" if about in {"story_likes", "likes"} else about.removesuffix("s")
    return _reactions(sheet, entry, aspect)


def _reactions(sheet: Sheet, entry: Entry, aspect: str) -> Iterator[Record]:
    whose = _whose(entry)
    if not whose and entry.at is None and not entry.link():
        sheet.problem("a reaction that names nobody and has no time")
        return
    text = entry.value("caption")
    more = {"to": whose, "author": whose if text else "", "aspect": aspect, "id": entry.id}
    for at, link in _moments(entry):
        yield sheet.record(RecordKind.LIKE, entry.index, at=at, text=text, own=False, link=link, **more)


def _moments(entry: Entry) -> list[tuple[datetime | None, str]]:
    """When something was done to a person's posts, and to which: an entry may list several under one name."""
    if len(entry.facts) > 1 and not entry.named:
        return [(fact.at, fact.href) for fact in entry.facts if fact.at and not fact.label] or [(entry.at, _web(entry))]
    return [(entry.at, _web(entry))]


def _whose(entry: Entry) -> str:
    """Whose post it is: as named, or else out of the address of a post on Threads."""
    whose = entry.person() or entry.title
    if not whose:
        _, found, rest = entry.link().partition("/@")
        whose = rest.split("/")[0] if found else ""
    return whose


def answers(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """An answer to a question in somebody's story, which its author gets to read."""
    for fact in entry.facts:
        if fact.value:
            yield sheet.record(
                RecordKind.COMMENT,
                entry.index,
                at=fact.at or entry.at,
                text=fact.value,
                own=True,
                audience=Seen.DIRECT,
                to=entry.title,
                aspect="story_question",
            )
            return
    yield from _reactions(sheet, entry, "question")


def viewed(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """A post or film of somebody's that was shown to the owner."""
    whose = _whose(entry)
    if not whose and entry.at is None and not entry.link():
        sheet.problem("something seen that has no name and no time")
        return
    more = {"to": whose, "author": whose, "aspect": "viewed", "link": _web(entry), "id": entry.id}
    yield sheet.record(RecordKind.MEDIA, entry.index, at=entry.at, own=False, **more)


# --- people ------------------------------------------------------------------------------------------------------------

_BY_OTHERS: Final = frozenset({"follower", "request_received"})


def connection(aspect: str) -> Handler:
    """Somebody who follows the owner, is followed, blocked, asked or was asked."""

    def people(sheet: Sheet, entry: Entry) -> Iterator[Record]:
        named = False
        for handle, fact in _handles(entry):
            named = True
            yield sheet.record(
                RecordKind.CONNECTION,
                entry.index,
                at=(fact.at if fact else None) or entry.at,
                own=aspect not in _BY_OTHERS,
                to=handle,
                aspect=aspect,
                link=fact.href if fact else "",
            )
        if not named:
            sheet.problem("an entry of a list of people that names nobody")

    return people


def _handles(entry: Entry) -> Iterator[tuple[str, Fact | None]]:
    """The people of an entry by their handles: the value, or else the title, or else the end of the profile's address."""
    if whose := entry.value("username"):
        yield whose, next((fact for fact in entry.facts if fact.href), None)
        return
    equals = [fact for fact in entry.facts if not fact.label]
    for fact in equals:
        value = "" if fact.value == fact.href else fact.value
        if handle := value or entry.title or handle_in(fact.href):
            yield handle, fact
    if not equals and (whose := entry.title or entry.person() or next(iter(entry.unnamed()), "")):
        yield whose, next((fact for fact in entry.facts if fact.href or fact.at), None)


def handle_in(link: str) -> str:
    """The handle in the address of a profile."""
    return link.partition("?")[0].rstrip("/").rpartition("/")[2].removeprefix("@") if "/" in link else ""


def contacts(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """Somebody from the address book of the owner's telephone."""
    parts = " ".join(filter(None, (entry.value("first name"), entry.value("last name"))))
    name = parts or entry.value("name") or entry.title or entry.value("contact") or "".join(entry.unnamed()[:1])
    if not name:
        sheet.problem("a contact without a name")
        return
    yield sheet.record(RecordKind.CONNECTION, entry.index, at=entry.at, to=name, aspect="contact")


# --- the account ---------------------------------------------------------------------------------------------------------

_SHOWN: Final = {  # anybody may read these, even if the account is private
    "username": Seen.PUBLIC,
    "name": Seen.PUBLIC,
    "bio": Seen.PUBLIC,
    "website": Seen.PUBLIC,
    "birthday": Seen.UNKNOWN,
}
_SENTENCE: Final = 4  # words


def profile(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """What the owner says about themselves, and whether the account is private."""
    if entry.facts and not any(fact.means in {"private", *_SHOWN} for fact in entry.facts):
        sheet.problem("a profile whose fields have names in a language that is not known")
    for fact in entry.facts:
        if not fact.value:
            continue
        if fact.means == "private":
            yield sheet.record(RecordKind.SETTING, entry.index, text=fact.value, own=True, aspect="private_account")
        elif fact.means in _SHOWN:
            yield sheet.record(
                RecordKind.PROFILE, entry.index, text=fact.value, own=True, aspect=fact.means, audience=_SHOWN[fact.means]
            )


def changes(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """An earlier change of the profile: what a field said from then on, and before."""
    what = entry.value("changed") or entry.title
    new, previous = entry.value("new"), entry.value("previous")
    aspect = meaning(what)
    if not aspect and any(len(text.split()) >= _SENTENCE for text in (new, previous)):
        aspect = _snake(what)  # a field in an unknown language that holds a sentence: words all the same
    elif aspect not in _SHOWN or not (new or previous):
        return
    yield sheet.record(
        RecordKind.PROFILE,
        entry.index,
        at=entry.at,
        text=new,
        own=True,
        aspect=aspect,
        audience=_SHOWN.get(aspect, Seen.UNKNOWN),
        edited=bool(previous),
        versions=(previous,) if previous else (),
    )


def privacy(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """A change of the account to private or to public."""
    text = entry.title or next((fact.value for fact in entry.facts if fact.value), "")
    if not text:
        sheet.problem("a change of privacy that does not say to what")
        return
    yield sheet.record(RecordKind.SETTING, entry.index, at=entry.at, text=text, own=True, aspect="private_account")


_SETTINGS: Final = (  # a word in the name of a setting's file or list → the setting
    ("comment", "who_can_comment"),
    ("mention", "who_can_mention"),
    ("tag", "who_can_tag"),
    ("story_repl", "who_can_reply_to_stories"),
    ("stories_repl", "who_can_reply_to_stories"),
    ("message", "who_can_message"),
    ("private", "private_account"),
)


def settings(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """A setting: the name of its file or list tells which, or else its own label."""
    about = f"{entry.root} {sheet.member.matched.rpartition('/')[2]}"
    told = next((aspect for word, aspect in _SETTINGS if word in about), "")
    with_value = [fact for fact in entry.facts if fact.value]
    for fact in with_value:
        aspect = told if told and len(with_value) == 1 else _snake(fact.label) or told
        aspect = "private_account" if fact.means == "private" else aspect
        yield sheet.record(RecordKind.SETTING, entry.index, at=fact.at or entry.at, text=fact.value, own=True, aspect=aspect)


def _snake(label: str) -> str:
    return "_".join("".join(sign if sign.isalnum() else " " for sign in plain(label)).split())


def apps(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """An application that may use the account."""
    found = [entry.value("app"), entry.value("name"), entry.title, *entry.unnamed()]
    name = next((text for text in found if text and truth(text) is None), "")
    if not name:
        sheet.problem("a connected application without a name")
        return
    yield sheet.record(RecordKind.SETTING, entry.index, at=entry.at, text=name, own=True, aspect="connected_app")


def searches(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """Something the owner searched for."""
    text = entry.value("search") or next(iter(entry.unnamed()), "") or entry.title or entry.person()
    if text.startswith(("https://", "http://")):
        text = entry.title or handle_in(text) or text
    if not text:
        sheet.problem("a search without words")
        return
    yield sheet.record(RecordKind.SEARCH, entry.index, at=entry.at, text=text, own=True)
