"""TikTok: keys that change, nothing written in three ways, comments without a target, and the text files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from safeconduct.archive.reading import Reading, Status, read_paths
from safeconduct.archive.record import Record

PROFILE = {"Profile Info": {"ProfileMap": {"userName": "sam.w"}}}


class Export:
    """One file put down and read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reading: Reading | None = None

    def read(self, content: Any, name: str = "user_data_tiktok.json") -> list[Record]:
        path = self.folder / "TikTok" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        self.reading = read_paths([self.folder])
        return list(self.reading.records())

    @property
    def outcome(self) -> Any:
        assert self.reading
        return self.reading.files[-1]


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(tmp_path)


COMMENT = {"Date": "2024-05-01 10:00:00", "Comment": "nice"}


@pytest.mark.parametrize(
    ("tree", "kind", "aspect"),
    [
        ({"Comment": {"Comments": {"CommentsList": [COMMENT]}}}, "comment", ""),
        ({"COMMENT": {"comments": {"commentslist": [{"date": "2024-05-01 10:00:00", "comment": "nice"}]}}}, "comment", ""),
        ({"Video": {"Videos": {"VideoList": [{"Date": "2024-05-01 10:00:00", "Link": "https://x/1"}]}}}, "post", ""),
        ({"Post": {"Posts": {"VideoList": [{"date": "2024-05-01 10:00:00", "link": "https://x/1"}]}}}, "post", ""),
        (
            {"Your Activity": {"Like List": {"ItemFavoriteList": [{"date": "2024-05-01 10:00:00", "link": "https://x"}]}}},
            "like",
            "like",
        ),
        ({"Likes and Favorites": {"Like List": {"ItemFavoriteList": [{"Date": "2024-05-01 10:00:00"}]}}}, "like", "like"),
        ({"Activity": {"Favorite Videos": {"FavoriteVideoList": [{"Date": "2024-05-01 10:00:00"}]}}}, "like", "saved"),
        ({"Activity": {"Follower List": {"FansList": [{"UserName": "a"}]}}}, "connection", "follower"),
        ({"Your Activity": {"Follower": {"FansList": [{"UserName": "a"}]}}}, "connection", "follower"),
        ({"Profile And Settings": {"Following": {"Following": [{"UserName": "a"}]}}}, "connection", "following"),
        ({"Activity": {"Following List": {"Following": [{"UserName": "a"}]}}}, "connection", "following"),
        ({"App Settings": {"Block": {"BlockList": [{"UserName": "a"}]}}}, "connection", "blocked"),
        ({"Profile And Settings": {"Block List": {"BlockList": [{"UserName": "a"}]}}}, "connection", "blocked"),
        ({"Activity": {"Search History": {"SearchList": [{"SearchTerm": "a"}]}}}, "search", ""),
        ({"Your Activity": {"Searches": {"SearchList": [{"searchTerm": "a"}]}}}, "search", ""),
        ({"Activity": {"Video Browsing History": {"VideoList": [{"Date": "2024-05-01 10:00:00"}]}}}, "media", "watched"),
        ({"Your Activity": {"Watch History": {"VideoList": [{"Date": "2024-05-01 10:00:00"}]}}}, "media", "watched"),
        ({"Tiktok Live": {"Go Live History": {"GoLiveList": [{"LiveStartTime": "2024-05-01 10:00:00"}]}}}, "post", "live"),
        ({"Profile And Settings": {"Settings": {"SettingsMap": {"Private Account": "Enabled"}}}}, "setting", "private_account"),
        ({"App Settings": {"Settings": {"SettingsMap": {"Who Can Post Comments": "Friends"}}}}, "setting", "who_can_comment"),
        ({"Profile": {"Profile Information": {"ProfileMap": {"bioDescription": "hi"}}}}, "profile", "bio"),
    ],
)
def test_every_spelling_of_the_keys(export: Export, tree: Any, kind: str, aspect: str) -> None:
    (record,) = export.read(tree)

    assert (record.kind.value, record.aspect) == (kind, aspect)
    assert export.outcome.status is Status.READ


@pytest.mark.parametrize("nothing", [None, {}, [], "N/A", "None", ""])
def test_nothing_is_written_in_many_ways(export: Export, nothing: Any) -> None:
    tree = {
        "Comment": {"Comments": {"CommentsList": nothing}},
        "Video": nothing,
        "Activity": {"Like List": {"ItemFavoriteList": nothing}},
        "Direct Messages": {"Chat History": {"ChatHistory": nothing}},
    }

    assert export.read(tree) == []
    assert export.outcome.status in (Status.EMPTY, Status.READ)


def test_a_comment_of_old_names_no_target_and_one_of_today_its_link_and_picture(export: Export) -> None:
    new = {"date": "2024-05-01 10:00:00 UTC", "comment": "N/A", "photo": "p.jpg", "url": "https://x/1"}
    old, now, *rest = export.read({"Comment": {"Comments": {"CommentsList": [COMMENT, new, {"date": "2024", "comment": ""}]}}})

    assert (old.to, old.link, old.text) == ("", "", "nice")
    assert (now.link, now.text, now.attached) == ("https://x/1", "", ("p.jpg",))
    assert rest == []
    assert export.outcome.status is Status.PARTLY


@pytest.mark.parametrize(("section", "place"), [("Direct Message", "Direct Messages"), ("Direct Messages", "Chat History")])
@pytest.mark.parametrize("words", ["Content", "comment"])
def test_whose_words_a_chat_holds(export: Export, section: str, place: str, words: str) -> None:
    talk = [
        {"Date": "2024-05-01 10:00:00", "From": "SAM.W", words: "hi"},
        {"Date": "2024-05-01 10:00:01", "From": "jo", words: "yo"},
    ]
    tree = {section: {place: {"ChatHistory": {"Chat History with jo:": talk}}}, "Profile": PROFILE}
    mine, theirs = [record for record in export.read(tree) if record.kind.value == "message"]

    assert (mine.author_is_owner, mine.to, mine.audience.value) == (True, "jo", "direct")
    assert (theirs.author_is_owner, theirs.author) == (False, "jo")


def test_without_a_profile_whoever_is_not_the_other_is_the_owner(export: Export) -> None:
    talk = [{"From": "anyone", "Content": "hi"}, {"From": "jo", "Content": "yo"}, {"Content": "who?"}]
    found = export.read({"Direct Message": {"Direct Messages": {"ChatHistory": {"Chat History with jo:": talk}}}})

    assert [record.author_is_owner for record in found] == [True, False, None]


def test_in_a_group_nobody_can_say_without_a_profile(export: Export) -> None:
    talk = [{"From": "anyone", "Content": "hi"}]
    (record,) = export.read({"Direct Message": {"Group Chat": {"GroupChat": {"Chat History with Year 6 team:": talk}}}})

    assert (record.author_is_owner, record.to, record.audience.value) == (None, "Year 6 team", "private_group")


def test_what_a_picture_is_said_to_show_is_words_of_its_post(export: Export) -> None:
    post = {"Date": "2024-05-01 10:00:00", "Link": "https://x/1", "Title": "Sports day", "AlternateText": "Kai in a sack"}
    found = export.read(
        {"Post": {"Posts": {"VideoList": [{**post, "AddYoursText": "Sports day"}, {**post, "AlternateText": "N/A"}]}}}
    )

    assert [record.text for record in found] == ["Sports day\nKai in a sack", "Sports day"]


@pytest.mark.parametrize(
    ("value", "seen"), [("Enabled", "friends"), ("Disabled", "public"), (True, "unknown"), (None, "unknown")]
)
def test_who_could_see_a_post(export: Export, value: Any, seen: str) -> None:
    posts = [{"Date": "2024-05-01 10:00:00", "Link": "https://x/1"}, {"Date": "2024-05-01 11:00:00", "WhoCanView": "Friends"}]
    tree = {
        "Post": {"Posts": {"VideoList": posts}},
        "Profile And Settings": {"Settings": {"SettingsMap": {"Private Account": value}}},
    }
    found = [record.audience.value for record in export.read(tree) if record.kind.value == "post"]

    assert found == [seen, "friends"]


def test_what_others_made_is_never_the_owners(export: Export) -> None:
    entry = {"Date": "2024-05-01 10:00:00", "Link": "https://x/1", "SharedContent": "video", "Method": "copy"}
    lists = {
        "Like List": "ItemFavoriteList",
        "Watch History": "VideoList",
        "Share History": "ShareHistoryList",
        "Reposts": "RepostList",
    }
    found = export.read({"Your Activity": {name: {key: [entry]} for name, key in lists.items()}})

    assert len(found) == 4
    assert not any(record.author_is_owner for record in found)


def test_a_section_nobody_knows_is_said(export: Export) -> None:
    found = export.read(
        {"Comment": {"Comments": {"CommentsList": [COMMENT]}}, "Diary": {"DiaryList": [{"Text": "secret"}]}, "Mood": "low"}
    )

    assert len(found) == 1
    assert export.outcome.status is Status.PARTLY
    assert "secret" not in str(export.outcome)


def test_advertising_is_left_aside_without_a_word(export: Export) -> None:
    found = export.read(
        {
            "Comment": {"Comments": {"CommentsList": [COMMENT]}},
            "Ads and data": {"Ad Interests": {"List": [{"a": "b"}]}, "x": "y"},
        }
    )

    assert len(found) == 1
    assert export.outcome.status is Status.READ


def test_one_broken_entry_costs_one(export: Export) -> None:
    bad: list[Any] = [None, 3, {}, [], [[]], {"Comment": None}, {"Comment": {"a": 1}}, {"Date": 5, "Comment": 7}]
    found = export.read({"Comment": {"Comments": {"CommentsList": [*bad, COMMENT]}}})

    assert [record.text for record in found] == ["7", "nice"]
    assert found[-1].locator.index == len(bad)
    assert export.outcome.status is Status.PARTLY


def test_what_is_no_tiktok_file_is_not_claimed(tmp_path: Path) -> None:
    from safeconduct.errors import ArchiveError

    (tmp_path / "user_data.json").write_text('{"name": "something else"}')

    with pytest.raises(ArchiveError):
        read_paths([tmp_path])


class TestText:
    def test_a_comment_of_several_lines_is_one(self, export: Export) -> None:
        one = "Date: 2024-05-01 10:00:00 UTC\nComment: one\n\ntwo: 2\nDate: tomorrow\nOriginal post link: https://x/1\n\n"
        text = one + "Date: 2024-05-01 11:00:00\nComment: b\n"
        first, second = export.read(text, "Comments.txt")

        assert first.text == "one\n\ntwo: 2\nDate: tomorrow"
        assert first.link == "https://x/1"
        assert second.text == "b"

    @pytest.mark.parametrize("name", ["Direct Messages.txt", "Mensajes directos.txt", "Личные сообщения.txt"])
    def test_chats_are_known_by_their_titles_whatever_the_file_is_called(self, export: Export, name: str) -> None:
        text = ">>> Chat History with jo::\n\n2024-05-01 10:00:00 UTC sam.w: see: you\nlater\n\n2024-05-01 10:01:00 UTC jo: https://x/1\n"
        mine, theirs = export.read(text, name)

        assert (mine.text, mine.author_is_owner, mine.to) == ("see: you\nlater", True, "jo")
        assert (theirs.text, theirs.author_is_owner) == ("https://x/1", False)

    @pytest.mark.parametrize("text", ["", "You have no data in this section", "\ufeff\r\n"])
    def test_nothing_is_empty(self, export: Export, text: str) -> None:
        assert export.read(text, "Posts.txt") == []
        assert export.outcome.status is Status.EMPTY

    def test_what_belongs_to_no_entry_is_said(self, export: Export) -> None:
        assert export.read("hello: world\n" + "words without any key\n" * 30, "Posts.txt") == []
        assert export.outcome.status is Status.NOT_UNDERSTOOD

    def test_an_endless_line_is_survived(self, export: Export) -> None:
        found = export.read(
            "Date: 2024-05-01 10:00:00\nComment: " + "x" * 5_000_000 + "\nDate: 2024-05-01 11:00:00\nComment: b\n",
            "Comments.txt",
        )

        assert found[-1].text == "b"
        assert len(found[0].text) <= 2 * 1024 * 1024 + 100
