"""Archives of any size, in the shape that platforms write, with posts of the corpus as words: for benchmarks only."""

from __future__ import annotations

import itertools
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("*.jsonl"))
FIRST = datetime(2012, 1, 1, 8, 0, tzinfo=UTC)
LAST = datetime(2026, 6, 1, tzinfo=UTC)


class Build(NamedTuple):
    """How to write the one large file of a platform: its name, what stands before and after, and one record."""

    name: str
    record: Callable[[int, str, datetime], str]
    before: str = ""
    between: str = ""
    after: str = ""
    small: dict[str, str] = {}  # noqa: RUF012 never changed


def texts() -> Iterator[str]:
    posts = [json.loads(line)["text"] for file in CORPUS for line in file.read_text(encoding="utf-8").splitlines()]
    return itertools.cycle(posts)


def moments(step: int = 397) -> Iterator[datetime]:
    """Times from 2012 on, going round before they reach the future."""
    span = int((LAST - FIRST).total_seconds())
    return (FIRST + timedelta(seconds=number * step % span) for number in itertools.count())


def j(value: Any) -> str:
    return json.dumps(value)


def _tweet(number: int, text: str, at: datetime) -> str:
    tweet = {
        "edit_info": {"initial": {"editTweetIds": [str(number)], "editableUntil": at.isoformat(), "isEditEligible": True}},
        "retweeted": False,
        "source": '<a href="https://mobile.twitter.com" rel="nofollow">Twitter Web App</a>',
        "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []},
        "display_text_range": ["0", str(len(text))],
        "favorite_count": str(number % 7),
        "id_str": str(10**18 + number),
        "truncated": False,
        "retweet_count": "0",
        "id": str(10**18 + number),
        "created_at": at.strftime("%a %b %d %H:%M:%S +0000 %Y"),
        "favorited": False,
        "full_text": escape(text, quote=False),
        "lang": "en",
    }
    return j({"tweet": tweet})


def _meta(text: str) -> str:
    return text.encode("utf-8").decode("latin-1")


def _facebook_html(number: int, text: str, at: datetime) -> str:
    return (
        f'<section class="_a6-g" aria-labelledby="u_{number}"><h2 class="_2ph_ _a6-h _a6-i" id="u_{number}">Nia Roberts updated her '
        f'status.</h2><div class="_2ph_ _a6-p"><div class="_2pin"><div>{escape(text)}</div></div></div>'
        f'<footer class="_3-94 _a6-o"><div class="_a72d">{at:%b %d, %Y %I:%M:%S} {at:%p}</div></footer></section>\n'
    )


def _activity_html(number: int, text: str, at: datetime) -> str:
    return (
        '<div class="outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp"><div class="mdl-grid"><div class="header-cell mdl-cell '
        'mdl-cell--12-col"><p class="mdl-typography--title">YouTube<br></p></div><div class="content-cell mdl-cell mdl-cell--6-col '
        f'mdl-typography--body-1">Searched for\u00a0<a href="https://www.youtube.com/results?search_query={number}">{escape(text)}</a>'
        f'<br>{at:%b} {at.day}, {at:%Y, %I:%M:%S %p} GMT</div><div class="content-cell mdl-cell mdl-cell--6-col '
        'mdl-typography--body-1 mdl-typography--text-right"></div></div></div>\n'
    )


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


NAMES = ("Nia Roberts", "Tomasz Zielinski")
BUILDS: dict[str, Build] = {
    "x": Build("data/tweets.js", _tweet, "window.YTD.tweets.part0 = [\n", ",\n", "\n]"),
    "facebook": Build(
        "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json",
        lambda n, text, at: j({"timestamp": int(at.timestamp()), "data": [{"post": _meta(text)}], "title": "Nia updated her status."}),
        "[", ",\n", "]",
    ),
    "facebook html": Build(
        "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.html",
        _facebook_html, "<html><head><title>Your posts</title></head><body><main>", "", "</main></body></html>",
    ),
    "facebook messages": Build(
        "your_facebook_activity/messages/inbox/tomasz_1/message_1.json",
        lambda n, text, at: j({"sender_name": NAMES[n % 2], "timestamp_ms": int(at.timestamp() * 1000), "content": _meta(text)}),
        '{"participants":[{"name":"Nia Roberts"},{"name":"Tomasz Zielinski"}],"messages":[', ",\n", '],"title":"Tomasz Zielinski"}',
        {"personal_information/profile_information/profile_information.json": j({"profile_v2": {"name": {"full_name": NAMES[0]}}})},
    ),
    "instagram": Build(
        "your_instagram_activity/media/posts_1.json",
        lambda n, text, at: j(
            {"media": [{"uri": f"media/posts/{n}.jpg", "creation_timestamp": int(at.timestamp()), "title": _meta(text)}]}
        ),
        "[", ",\n", "]",
    ),
    "whatsapp": Build(
        "WhatsApp Chat with Tomasz Zielinski.txt",
        lambda n, text, at: f"{at:%d/%m/%Y, %H:%M} - {NAMES[n % 2]}: {text}\n",
    ),
    "tiktok": Build(
        "user_data_tiktok.json",
        lambda n, text, at: j({"date": f"{at:%Y-%m-%d %H:%M:%S}", "comment": text, "photo": "N/A", "url": ""}),
        '{"Comment":{"Comments":{"CommentsList":[', ",\n", "]}}}",
    ),
    "snapchat": Build(
        "json/chat_history.json",
        lambda n, text, at: j(
            {
                "From": ("nia.r", "tomasz.z")[n % 2], "Media Type": "TEXT", "Created": f"{at:%Y-%m-%d %H:%M:%S} UTC", "Content": text,
                "Conversation Title": None, "IsSender": n % 2 == 0, "Created(microseconds)": int(at.timestamp() * 1000), "IsSaved": True,
            }
        ),
        '{"tomasz.z":[', ",\n", "]}",
    ),
    "linkedin": Build(
        "messages.csv",
        lambda n, text, at: (
            f"2-{n % 50},,{NAMES[n % 2]},https://www.linkedin.com/in/{n % 2},{NAMES[1 - n % 2]},https://www.linkedin.com/in/{1 - n % 2},"
            f"{at:%Y-%m-%d %H:%M:%S} UTC,,{_cell(text)},INBOX,,\n"
        ),
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
        "ATTACHMENTS,IS MESSAGE DRAFT\n",
        small={"Profile.csv": "First Name,Last Name,Headline,Summary\nNia,Roberts,Teacher,\n"},
    ),
    "youtube": Build(
        "Takeout/YouTube and YouTube Music/history/search-history.json",
        lambda n, text, at: j(
            {
                "header": "YouTube", "title": f"Searched for {text}", "titleUrl": f"https://www.youtube.com/results?search_query={n}",
                "time": at.isoformat().replace("+00:00", "Z"), "products": ["YouTube"], "activityControls": ["YouTube search history"],
            }
        ),
        "[", ",\n", "]",
    ),
    "youtube html": Build(
        "Takeout/YouTube and YouTube Music/history/search-history.html",
        _activity_html, "<html><head><title>My Activity History</title></head><body><div>", "", "</div></body></html>",
    ),
    "reddit": Build(
        "comments.csv",
        lambda n, text, at: (
            f"c{n},https://www.reddit.com/r/TeachingUK/comments/a/b/c{n}/,{at:%Y-%m-%d %H:%M:%S} UTC,,TeachingUK,0,"
            f"https://www.reddit.com/r/TeachingUK/comments/a/,,{_cell(text)},\n"
        ),
        "id,permalink,date,ip,subreddit,gildings,link,parent,body,media\n",
    ),
    "mastodon": Build(
        "outbox.json",
        lambda n, text, at: j(
            {
                "id": f"https://school.example/users/nia/statuses/{n}/activity", "type": "Create", "published": f"{at:%Y-%m-%dT%H:%M:%SZ}",
                "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [],
                "object": {"id": f"https://school.example/users/nia/statuses/{n}", "type": "Note", "content": f"<p>{escape(text)}</p>"},
            }
        ),
        '{"@context":"https://www.w3.org/ns/activitystreams","id":"outbox.json","type":"OrderedCollection","orderedItems":[', ",\n", "]}",
        {"actor.json": j({"type": "Person", "preferredUsername": "nia", "name": "Nia", "summary": ""})},
    ),
    "telegram": Build(
        "result.json",
        lambda n, text, at: j(
            {
                "id": n, "type": "message", "date": f"{at:%Y-%m-%dT%H:%M:%S}", "date_unixtime": str(int(at.timestamp())),
                "from": NAMES[n % 2], "from_id": f"user{n % 2}", "text": text, "text_entities": [{"type": "plain", "text": text}],
            }
        ),
        '{"name":"Tomasz Zielinski","type":"personal_chat","id":1,"messages":[', ",\n", "]}",
    ),
    "discord": Build(
        "Messages/c1000000000000000001/messages.json",
        lambda n, text, at: j({"ID": 10**18 + n, "Timestamp": f"{at:%Y-%m-%d %H:%M:%S}", "Contents": text, "Attachments": ""}),
        "[", ",\n", "]",
        {"Messages/c1000000000000000001/channel.json": j({"id": "1000000000000000001", "type": "DM", "recipients": ["1", "2"]})},
    ),
}  # fmt: skip


def pieces(build: Build, size: int) -> Iterator[bytes]:
    """The large file of a platform, about ``size`` bytes of it."""
    given = 0
    yield build.before.encode()
    for number, (text, at) in enumerate(zip(texts(), moments(), strict=False)):
        piece = ((build.between if number else "") + build.record(number, text, at)).encode("utf-8", "replace")
        given += len(piece)
        yield piece
        if given >= size:
            break
    yield build.after.encode()


PLATFORMS = [*BUILDS, "bluesky"]
A_POST = 320  # bytes of a Bluesky post with its share of the tree, about


def _repository(folder: Path, size: int) -> Path:
    """A Bluesky repository, as the tests build them."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from readers.car_building import repository

    posts = zip(range(size // A_POST), texts(), moments(), strict=False)
    records = {
        f"app.bsky.feed.post/3k{number:011d}": {"$type": "app.bsky.feed.post", "text": text, "createdAt": at.isoformat()}
        for number, text, at in posts
    }
    path = folder / "repo.car"
    path.write_bytes(repository(records).car())
    return path


def write(platform: str, folder: Path, size: int) -> tuple[Path, Path]:
    """The large file by itself, and the archive with it."""
    if platform == "bluesky":
        repository = _repository(folder, size)
        return repository, repository
    build = BUILDS[platform]
    plain = folder / build.name.rpartition("/")[2]
    with plain.open("wb") as stream:
        stream.writelines(pieces(build, size))
    packed = folder / f"{platform.replace(' ', '-')}.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(plain, build.name)
        for name, content in build.small.items():
            archive.writestr(name, content)
    return plain, packed
