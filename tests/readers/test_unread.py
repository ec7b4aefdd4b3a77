"""A file that is claimed, and in which no words are found, is an error that names the file; but not everything has words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from safeconduct.archive.reading import Reading, Status, read_paths
from safeconduct.readers._unread import UNREAD

X_ACCOUNT = {"account": {"username": "tariq_m", "accountId": "5", "accountDisplayName": "Tariq Mahmood"}}
FACEBOOK = "your_facebook_activity"
PROFILE_CSV = "First Name,Last Name,Headline\nTariq,Mahmood,Teacher\n"


def read(folder: Path, files: dict[str, Any]) -> Reading:
    for name, content in files.items():
        path = folder / "download" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    reading = read_paths([folder / "download"], "Tariq Mahmood")
    list(reading.records())
    return reading


def js(entries: Any) -> str:
    return f"window.YTD.part.part0 = {json.dumps(entries)}"


def x(name: str, entries: Any) -> dict[str, str]:
    return {"data/account.js": js([X_ACCOUNT]), f"data/{name}.js": js(entries)}


def dm(event: dict[str, Any], key: str = "messages") -> dict[str, str]:
    return x("direct-messages", [{"dmConversation": {"conversationId": "5-6", key: [event]}}])


def facebook(folder: str, content: Any) -> dict[str, Any]:
    return {f"{FACEBOOK}/{folder}.json": content}


def facebook_talk(**message: Any) -> dict[str, Any]:
    people = [{"name": "Bea Stone"}, {"name": "Tariq Mahmood"}]
    said = {"sender_name": "Tariq Mahmood", "timestamp_ms": 1_676_723_590_123, **message}
    return facebook("messages/inbox/bea_1/message_1", {"participants": people, "messages": [said], "title": "Bea Stone"})


def post(**part: Any) -> dict[str, Any]:
    return facebook("posts/your_posts_1", [{"timestamp": 1_676_723_591, "data": [part], "title": "Tariq Mahmood posted"}])


def comment(**inside: Any) -> dict[str, Any]:
    entry = {"timestamp": 1_676_723_591, "data": [inside], "title": "Tariq Mahmood commented"}
    return facebook("comments_and_reactions/comments", {"comments_v2": [entry]})


INSTAGRAM = "your_instagram_activity"


def instagram(name: str, content: Any) -> dict[str, Any]:
    return {f"{INSTAGRAM}/{name}.json": content}


def instagram_post(**entry: Any) -> dict[str, Any]:
    return instagram("media/posts_1", [{"creation_timestamp": 1_676_723_591, **entry}])


def instagram_comment(**entry: Any) -> dict[str, Any]:
    return instagram("comments/post_comments_1", [{"string_map_data": {"Time": {"timestamp": 1_676_723_591}}, **entry}])


def tiktok_talk(**message: Any) -> dict[str, Any]:
    said = {"Date": "2024-07-01 10:00:00", "From": "tariq_m", **message}
    return {
        "user_data_tiktok.json": {"Direct Message": {"Direct Messages": {"ChatHistory": {"Chat History with bea:": [said]}}}}
    }


def telegram(**message: Any) -> dict[str, Any]:
    said = {"id": 1, "type": "message", "date_unixtime": "1676723591", "from": "T", "from_id": "user1", **message}
    return {"ChatExport_1/result.json": {"name": "K", "type": "personal_chat", "id": 2, "messages": [said]}}


def mastodon(**note: Any) -> dict[str, Any]:
    item = {"type": "Create", "published": "2023-02-18T12:33:01Z", "to": [], "object": {"type": "Note", "id": "1", **note}}
    return {"outbox.json": {"type": "OrderedCollection", "orderedItems": [item]}}


def snapchat(**row: Any) -> dict[str, Any]:
    said = {"From": "t", "Media Type": "TEXT", "Created": "2024-04-20 01:29:22 UTC", "IsSender": True, **row}
    return {"json/chat_history.json": {"kai": [said]}}


def linkedin(header: str, row: str) -> dict[str, Any]:
    folder = "Complete_LinkedInDataExport_01-02-2024"
    return {f"{folder}/Profile.csv": PROFILE_CSV, f"{folder}/Shares.csv": f"{header}\n{row}\n"}


SNAPCHAT_PAGE = (
    "<html><body><h1>Account</h1><table><tr><th>Username</th><th>Display Name</th></tr>"
    "<tr><td>tariq</td><td>Tariq</td></tr></table></body></html>"
)
UNDER_OTHER_NAMES = {
    "x message": dm({"messageCreate": {"senderId": "5", "body": "words", "id": "1"}}),
    "x event": dm({"messageV2": {"senderId": "5", "body": "words"}}),
    "x conversation": dm({"messageCreate": {"senderId": "5", "text": "words", "id": "1"}}, "items"),
    "x article": x("article", [{"article": {"id": "1", "contents": "words"}}]),
    "x broadcast comment": x("periscope-comments-made-by-user", [{"comment": {"id": "1", "byte": "words"}}]),
    "x no list": {"data/account.js": js([X_ACCOUNT]), "data/tweets.js": "window.YTD.tweets.part0 = null"},
    "facebook post": post(post_text="words"),
    "facebook comment": comment(comment_v3={"text": "words"}),
    "facebook comment inside": comment(comment={"timestamp": 1, "said": "words"}),
    "facebook post above its data": facebook("posts/your_posts_1", [{"timestamp": 1_676_723_591, "content": "words"}]),
    "facebook post in a box of its own": facebook(
        "posts/your_posts_1", [{"timestamp": 1_676_723_591, "body": {"text": "words"}}]
    ),
    "facebook post beside a picture": facebook("posts/your_posts_1", [{"attachments": [{"data": [{"caption": "words"}]}]}]),
    "facebook story above its data": facebook("stories/stories", [{"timestamp": 1_676_723_591, "content": "words"}]),
    "facebook message": facebook_talk(body="words"),
    "instagram comment": instagram_comment(text="words"),
    "instagram comment inside": instagram_comment(string_map_data={"Comment": {"text": "words"}, "Time": {"timestamp": 1}}),
    "tiktok message": tiktok_talk(Body="words"),
    "telegram": telegram(body="words"),
    "mastodon": mastodon(body="words"),
    "snapchat": snapchat(Body="words"),
    "snapchat page": {"html/account.html": SNAPCHAT_PAGE},
    "linkedin": linkedin("Date,ShareLink,Commentary,Visibility", "2024-01-15 14:30:00,https://x.example,words,PUBLIC"),
}
BESIDE_SOMETHING_ELSE = {  # a picture or a reaction came out, and the words did not
    "facebook comment above its data": facebook("comments_and_reactions/comments", [{"content": "words"}]),
    "facebook comment taken for a reaction": facebook("comments_and_reactions/x", [{"data": [{"body": "words"}]}]),
    "instagram caption": instagram_post(media=[{"uri": "1.jpg", "caption": "words"}]),
    "instagram caption beside the picture": instagram_post(media=[{"uri": "1.jpg"}], caption={"text": "words"}),
    "instagram story": instagram("media/stories", {"ig_stories": [{"uri": "1.jpg", "creation_timestamp": 1, "body": "words"}]}),
}
RIGHTLY_WITHOUT_WORDS = {
    "x picture": dm({"messageCreate": {"senderId": "5", "mediaUrls": ["https://ton.twitter.com/dm/1/2/a.jpg"], "id": "1"}}),
    "x reaction": dm({"reactionCreate": {"senderId": "5", "reactionKey": "like", "eventId": "1"}}),
    "x nobody spoke": x("direct-messages", [{"dmConversation": {"conversationId": "5-6", "messages": []}}]),
    "x empty": {"data/account.js": js([X_ACCOUNT]), "data/tweets.js": js([])},
    "facebook touched": post(update_timestamp=1_676_723_591),
    "facebook reaction": facebook("comments_and_reactions/x", [{"data": [{"reaction": {"reaction": "LIKE", "actor": "Bea"}}]}]),
    "facebook message gone": facebook_talk(is_geoblocked_for_viewer=False, type="Generic"),
    "facebook sticker": facebook_talk(sticker={"uri": "stickers/1.png"}),
    "facebook comment with a sticker": comment(comment={"timestamp": 1, "author": "Tariq Mahmood"}),
    "instagram picture": instagram_post(media=[{"uri": "1.jpg", "title": "", "cross_post_source": {"source_app": "FB"}}]),
    "tiktok sticker": tiktok_talk(Content=""),
    "telegram picture": telegram(text="", photo="photos/1.jpg"),
    "mastodon picture": mastodon(content="", attachment=[{"type": "Document", "url": "/m/a.png", "name": None}]),
    "snapchat not saved": snapchat(Content=None),
    "linkedin shared": linkedin("Date,ShareLink,ShareCommentary,Visibility", "2024-01-15 14:30:00,https://x.example,,PUBLIC"),
}


@pytest.mark.parametrize("files", UNDER_OTHER_NAMES.values(), ids=UNDER_OTHER_NAMES)
def test_words_under_names_that_are_not_known_are_an_error_that_names_the_file(tmp_path: Path, files: dict[str, Any]) -> None:
    reading = read(tmp_path, files)

    *_, member = files
    [wrong] = [file for file in reading.files if not file.understood]
    assert (wrong.member, wrong.status) == (member, Status.NOT_UNDERSTOOD)
    assert len(wrong.problems) <= 1
    assert reading.anything_read is (len(files) > 1)


@pytest.mark.parametrize("files", BESIDE_SOMETHING_ELSE.values(), ids=BESIDE_SOMETHING_ELSE)
def test_words_that_are_not_understood_beside_something_that_is_leave_the_file_read_in_part(
    tmp_path: Path, files: dict[str, Any]
) -> None:
    reading = read(tmp_path, files)

    [partly] = [file for file in reading.files if not file.understood]
    assert (partly.member, partly.status, partly.problems) == (next(iter(files)), Status.PARTLY, {UNREAD: 1})


@pytest.mark.parametrize("files", RIGHTLY_WITHOUT_WORDS.values(), ids=RIGHTLY_WITHOUT_WORDS)
def test_what_rightly_has_no_words_is_no_error(tmp_path: Path, files: dict[str, Any]) -> None:
    assert [file for file in read(tmp_path, files).files if not file.understood] == []


def test_one_entry_without_its_words_among_others_leaves_the_file_read_in_part(tmp_path: Path) -> None:
    events = [{"messageCreate": {"senderId": "5", key: "words", "id": key}} for key in ("text", "body", "said")]
    reading = read(tmp_path, x("direct-messages", [{"dmConversation": {"conversationId": "5-6", "messages": events}}]))

    [partly] = [file for file in reading.files if not file.understood]
    assert partly.status is Status.PARTLY
    assert list(partly.problems.values()) == [2]
