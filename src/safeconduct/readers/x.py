"""X, formerly Twitter: the archive of JavaScript files, which are read and never run; and the download of before 2018."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.archive.reader import Export, FileKind, Reader, Record, RecordKind, Seen
from safeconduct.readers import _x_classic as classic
from safeconduct.readers import _x_messages as messages
from safeconduct.readers import _x_people as people
from safeconduct.readers import _x_posts as posts
from safeconduct.readers._x_skips import SKIPS, files
from safeconduct.readers._x_state import begin

_POSTS: Final = (*files("tweets", "tweet"), *files("deleted-tweets", "deleted-tweet"))


def _begin(export: Export) -> None:
    begin(export)
    posts.take_edits(export, *_POSTS)


def _finish(export: Export) -> Iterator[Record]:
    classic.compare_with_index(export)
    yield from posts.finish(export)


READER: Final = Reader(
    id="x",
    title="X (Twitter)",
    files=(
        FileKind(files("tweets", "tweet"), posts.posts()),
        FileKind(files("deleted-tweets", "deleted-tweet"), posts.posts(deleted=True)),
        FileKind(files("community-tweet", "community-tweets"), posts.posts()),
        FileKind(files("twitter-circle-tweet", "twitter-circle-tweets"), posts.posts(seen=Seen.PRIVATE_GROUP)),
        FileKind(files("note-tweet", "note-tweets", "deleted-note-tweet", "deleted-note-tweets"), posts.notes),
        FileKind(files("direct-messages", "direct-message"), messages.messages(group=False)),
        FileKind(
            files("direct-messages-group", "direct-message-group", "direct-group-messages"), messages.messages(group=True)
        ),
        FileKind(files("grok-chat-item", "grok-chat-items"), messages.chatbot),
        FileKind(files("like", "likes"), people.likes),
        FileKind(files("follower", "followers"), people.people("follower", own=False)),
        FileKind(files("following"), people.people("following", own=True)),
        FileKind(files("block", "blocks"), people.people("blocked", own=True)),
        FileKind(files("mute", "mutes"), people.people("muted", own=True)),
        FileKind(files("contact", "contacts"), people.contacts),
        FileKind(files("profile"), people.profile),
        FileKind((*files("account"), "data/js/user_details.js"), people.account),
        FileKind(files("screen-name-change"), people.former_names),
        FileKind(files("professional-data"), people.profession),
        FileKind(files("ageinfo"), people.birthday),
        FileKind(files("protected-history"), people.protection),
        FileKind(files("connected-application"), people.apps),
        FileKind(files("lists-created"), people.lists),
        FileKind(files("saved-search"), people.searches),
        FileKind(files("article"), people.speech(RecordKind.POST)),
        FileKind(files("moment"), people.speech(RecordKind.POST)),
        FileKind(files("spaces-metadata", "periscope-broadcast-metadata"), people.speech(RecordKind.POST)),
        FileKind(
            files("periscope-comments-made-by-user", "community-note", "birdwatch-note"), people.speech(RecordKind.COMMENT)
        ),
        FileKind(files("fleet"), people.speech(RecordKind.STORY)),
        FileKind((classic.MONTHS,), classic.months),
        FileKind(("tweets.csv",), classic.table),
    ),
    signs=(
        "data/tweets.js",
        "data/tweet.js",
        "tweets.js",
        "tweet.js",
        "data/tweet-headers.js",
        "data/direct-messages.js",
        "direct-messages.js",
        "data/account.js",
        "data/like.js",
        "data/follower.js",
        "data/note-tweet.js",
        "data/protected-history.js",
        "data/manifest.js",
        "data/ip-audit.js",
        "data/js/tweet_index.js",
        classic.MONTHS,
    ),
    skips=SKIPS,
    begin=_begin,
    finish=_finish,
)
