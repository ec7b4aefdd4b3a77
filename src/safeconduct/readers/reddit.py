"""Reddit: the data request's flat folder of some forty tables. All times are UTC; all of Reddit's posts are public.

What other people wrote is not in it but for messages and chats. ``*_headers.csv`` repeat the tables without the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Final

from safeconduct.archive import clock
from safeconduct.archive.reader import Export, Reader, Record, RecordKind, Seen, Sheet
from safeconduct.archive.tables import Row, rows
from safeconduct.errors import ArchiveError
from safeconduct.readers._csv import NO_TIME, NO_WORDS, OfRow, names, table, time, words

_GONE: Final = frozenset({"[deleted]", "[removed]", "[deleted by user]", "[ removed by reddit ]", "[unavailable]"})
_SITE: Final = "https://www.reddit.com"


def _time(sheet: Sheet, row: Row, *columns: str) -> datetime | None:
    written = words(row, *(columns or ("date",)))
    at = time(written)
    if at is None and written:
        sheet.problem(NO_TIME)
    return at


def _link(row: Row, *columns: str) -> str:
    written = words(row, *columns)
    return f"{_SITE}{written}" if written.startswith("/") else written


def _place(row: Row) -> str:
    """``r/name`` or ``u/name``."""
    name = words(row, "subreddit").strip("/")
    if not name or "/" in name:
        return name
    return f"u/{name.removeprefix('u_')}" if name.startswith("u_") else f"r/{name}"


def _said(text: str) -> tuple[str, bool]:
    """The words, and whether a placeholder stands for them."""
    return ("", True) if text.casefold() in _GONE else (text, False)


def _post(aspect: str, *time: str) -> OfRow:
    """A post of one's own: published, or a draft, or waiting."""

    def of_row(sheet: Sheet, row: Row) -> Iterator[Record]:
        title, title_gone = _said(words(row, "title"))
        body, body_gone = _said(words(row, "body"))
        identity, url = words(row, "id", "scheduled post id"), words(row, "url")
        if not (title or body or identity or url):
            sheet.problem(NO_WORDS)
            return
        yield sheet.record(
            RecordKind.POST,
            row.index,
            at=_time(sheet, row, *time),
            text=f"{title}\n\n{body}".strip(),
            own=True,
            audience=Seen.UNKNOWN if aspect else Seen.PUBLIC,
            to=_place(row),
            deleted=title_gone or body_gone,
            id=identity,
            link=_link(row, "permalink"),
            aspect=aspect,
            attached=(url,) if _is_media(url) else (),
        )

    return of_row


def _is_media(url: str) -> bool:
    return url.startswith(("https://i.redd.it/", "https://v.redd.it/", "https://www.reddit.com/gallery/"))


def _comment(sheet: Sheet, row: Row) -> Iterator[Record]:
    text, gone = _said(words(row, "body"))
    identity, media = words(row, "id"), words(row, "media")
    if not (text or gone or media or words(row, "permalink")):
        sheet.problem(NO_WORDS)
        return
    yield sheet.record(
        RecordKind.COMMENT,
        row.index,
        at=_time(sheet, row),
        text=text,
        own=True,
        audience=Seen.PUBLIC,
        to=_place(row),
        deleted=gone,
        id=identity,
        link=_link(row, "permalink"),
        attached=(media,) if media else (),
    )


_VOTES: Final = {"up": "upvote", "down": "downvote"}


def _vote(sheet: Sheet, row: Row) -> Iterator[Record]:
    """A vote; one that was taken back (``none``) is none."""
    direction = words(row, "direction").casefold()
    if aspect := _VOTES.get(direction):
        yield _liked(sheet, row, aspect)
    elif direction != "none":
        sheet.problem("a vote in no known direction")


def _kept(aspect: str) -> OfRow:
    """A post or comment that was saved or hidden."""

    def of_row(sheet: Sheet, row: Row) -> Iterator[Record]:
        if words(row, "id") or words(row, "permalink"):
            yield _liked(sheet, row, aspect)
        else:
            sheet.problem("a row without an id")

    return of_row


def _liked(sheet: Sheet, row: Row, aspect: str) -> Record:
    link = _link(row, "permalink")
    return sheet.record(RecordKind.LIKE, row.index, own=False, id=words(row, "id"), link=link, aspect=aspect)


def _award(sheet: Sheet, row: Row) -> Iterator[Record]:
    at, link = _time(sheet, row), _link(row, "content link")
    yield sheet.record(RecordKind.LIKE, row.index, at=at, own=False, link=link, aspect="award")


def _poll_vote(sheet: Sheet, row: Row) -> Iterator[Record]:
    text, post = words(row, "text", "user selection"), words(row, "post id")
    yield sheet.record(RecordKind.LIKE, row.index, text=text, own=False, id=post, aspect="poll_vote")


def _plain(name: str) -> str:
    name = name.strip().casefold()
    return name.removeprefix("/").removeprefix("u/")


def _is_owner(sheet: Sheet, name: str) -> bool | None:
    return _plain(name) == sheet.known["owner"] if sheet.known["owner"] else None


def _message(sheet: Sheet, row: Row) -> Iterator[Record]:
    """A private message. The subject of an answer is the other's and says nothing new."""
    body, gone = _said(words(row, "body"))
    subject, sender, receiver = words(row, "subject"), words(row, "from"), words(row, "to")
    if not (body or gone or subject):
        sheet.problem(NO_WORDS)
        return
    own = _is_owner(sheet, sender)
    new = "" if subject.casefold().startswith("re:") else subject
    yield sheet.record(
        RecordKind.MESSAGE,
        row.index,
        at=_time(sheet, row),
        text=f"{new}\n\n{body}".strip(),
        own=own,
        audience=Seen.DIRECT,
        to=sender if own is False else receiver,
        author="" if own else sender,
        deleted=gone,
        id=words(row, "id"),
        link=_link(row, "permalink"),
    )


def _chat(sheet: Sheet, row: Row) -> Iterator[Record]:
    text, gone = _said(words(row, "message"))
    sender, identity = words(row, "username"), words(row, "message id")
    if not (text or gone or identity):
        sheet.problem(NO_WORDS)
        return
    own = _is_owner(sheet, sender)
    direct = words(row, "conversation type").casefold() in {"direct", "dm", "direct_chat"}
    room = _place(row) or words(row, "channel name")
    changed = words(row, "updated at")
    yield sheet.record(
        RecordKind.MESSAGE,
        row.index,
        at=_time(sheet, row, "created at"),
        text=text,
        own=own,
        audience=_chat_audience(row, direct=direct),
        to=sender if direct and own is False else room,
        author="" if own else sender,
        edited=bool(changed and clock.iso(changed) and changed != words(row, "created at")),
        deleted=gone,
        id=identity,
    )


def _chat_audience(row: Row, *, direct: bool) -> Seen:
    if direct:
        return Seen.DIRECT
    if _place(row):
        return Seen.PUBLIC  # a community's channel
    return Seen.PRIVATE_GROUP if words(row, "conversation type") else Seen.UNKNOWN


def _friend(sheet: Sheet, row: Row) -> Iterator[Record]:
    """Somebody the owner put on a list; they need not know."""
    yield from _connected(sheet, row, words(row, "username"), "friend")


def _subscribed(sheet: Sheet, row: Row) -> Iterator[Record]:
    yield from _connected(sheet, row, _place(row), "following")


def _connected(sheet: Sheet, row: Row, to: str, aspect: str) -> Iterator[Record]:
    if to:
        yield sheet.record(RecordKind.CONNECTION, row.index, own=True, to=to, aspect=aspect)
    else:
        sheet.problem(NO_WORDS)


def _setting(aspect: str, text: Callable[[Row], str]) -> OfRow:
    """A setting of a fixed name."""

    def of_row(sheet: Sheet, row: Row) -> Iterator[Record]:
        if value := text(row):
            yield sheet.record(RecordKind.SETTING, row.index, text=value, own=True, aspect=aspect)

    return of_row


def _preference(sheet: Sheet, row: Row) -> Iterator[Record]:
    if name := words(row, "preference"):
        yield sheet.record(RecordKind.SETTING, row.index, text=words(row, "value"), own=True, aspect=name)


def _about(aspect: str, *columns: str) -> OfRow:
    """A part of the profile."""

    def of_row(sheet: Sheet, row: Row) -> Iterator[Record]:
        if text := words(row, *columns):
            yield sheet.record(RecordKind.PROFILE, row.index, text=text, own=True, aspect=aspect)

    return of_row


def _statistic(sheet: Sheet, row: Row) -> Iterator[Record]:
    if words(row, "statistic").casefold() == "account name" and (name := words(row, "value")):
        yield sheet.record(RecordKind.PROFILE, row.index, text=name, own=True, audience=Seen.PUBLIC, aspect="username")


def _begin(export: Export) -> None:
    for member in export.find(*names("statistics")):
        with suppress(ArchiveError):
            for row in rows(member.open(), needs=("statistic", "value")):
                if words(row, "statistic").casefold() == "account name":
                    export.owner_name = words(row, "value") or export.owner_name
    export.owner_name = export.owner_name or export.stated_owner
    export.owners.update({export.owner_name} - {""})
    export.known["owner"] = _plain(export.owner_name)


_HEADERS: Final = "only when and where; the words are in another file, which is read"
_LOGINS: Final = "logins, addresses and numbers: nothing a policy speaks of"
_PAYMENTS: Final = "payments and gifts: nothing a policy speaks of"
_ADS: Final = "what advertisers know: nothing a policy speaks of"
_ACCOUNT: Final = "how the account is kept: nothing a policy speaks of"

_ASIDE: Final = {
    _HEADERS: "comment headers|comments headers|post headers|posts headers|message headers|messages headers|"
    "messages archive headers|message archive headers",
    _LOGINS: "ip logs|linked phone number|linked phone numbers|devices",
    _PAYMENTS: "payouts|purchases|reddit gold information|stripe|subscriptions|gold received|avatar purchases|collectibles",
    _ADS: "sensitive ads preferences|ads preferences",
    _ACCOUNT: "checkfile|persona|account gender|announcements|approved submitter subreddits|multireddits|email history|"
    "username history|usernames|notifications",
}

READER: Final = Reader(
    id="reddit",
    title="Reddit",
    files=(
        table(("posts",), ("id", "title", "body", "subreddit"), _post(""), parts=True),
        table(("drafts", "post drafts"), ("id", "title", "body", "subreddit"), _post("draft", "created")),
        table(("scheduled posts",), ("title", "body", "subreddit"), _post("scheduled", "submission time")),
        table(("comments",), ("id", "permalink", "body"), _comment, parts=True),
        table(("post votes", "comment votes"), ("id", "direction"), _vote, parts=True),
        table(("poll votes",), ("post id",), _poll_vote),
        table(("gilded content",), ("content link",), _award),
        table(("messages", "messages archive", "message archive"), ("id", "from", "to", "body"), _message, parts=True),
        table(("chat history",), ("message id", "username", "message"), _chat, parts=True),
        table(("saved posts", "saved comments"), ("id", "permalink"), _kept("saved"), parts=True),
        table(("hidden posts",), ("id", "permalink"), _kept("hidden"), parts=True),
        table(("subscribed subreddits",), ("subreddit",), _subscribed),
        table(("moderated subreddits",), ("subreddit",), _setting("moderates", _place)),
        table(("friends",), ("username",), _friend),
        table(("statistics",), ("statistic", "value"), _statistic),
        table(("user preferences",), ("preference", "value"), _preference),
        table(("linked identities",), ("issuer id",), _setting("connected_app", lambda row: words(row, "issuer id"))),
        table(("twitter",), ("username",), _about("twitter_handle", "username")),
        table(("birthdate",), ("birthdate",), _about("birthday", "verified birthdate", "birthdate")),
    ),
    signs=(
        *("subscribed_subreddits.csv", "post_votes.csv", "comment_votes.csv", "user_preferences.csv", "statistics.csv"),
        *("checkfile.csv", "post_headers.csv", "comment_headers.csv", "moderated_subreddits.csv", "chat_history.csv"),
        *(
            "saved_posts.csv",
            "reddit_gold_information.csv",
            "sensitive_ads_preferences.csv",
            "approved_submitter_subreddits.csv",
        ),
    ),
    skips={glob: reason for reason, stems in _ASIDE.items() for glob in names(*stems.split("|"))},
    begin=_begin,
)
