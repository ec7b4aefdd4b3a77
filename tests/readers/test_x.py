"""X archives: whose words, once, whole, with everything that is missing or broken said."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from safeconduct.archive.reading import Reading, Status, read_paths
from safeconduct.archive.record import Record

ACCOUNT = {"account": {"username": "tariq_m", "accountId": "5", "accountDisplayName": "Tariq Mahmood"}}


def js(name: str, entries: Any, part: int = 0) -> str:
    return f"window.YTD.{name}.part{part} = {json.dumps(entries, ensure_ascii=False)}"


def tweet(number: int, text: str, at: Any = "Sat Feb 18 12:33:11 +0000 2023", **more: Any) -> dict[str, Any]:
    return {
        "tweet": {"id_str": str(number), "id": str(number), "created_at": at, "full_text": text, "retweeted": False, **more}
    }


def note(number: int, text: str, at: str = "2023-02-18T12:33:11.000Z", **core: Any) -> dict[str, Any]:
    return {"noteTweet": {"noteTweetId": str(number), "createdAt": at, "core": {"text": text, **core}}}


class Archive:
    """Files put down and read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "twitter-2025"
        self.reading: Reading | None = None

    def read(self, files: Mapping[str, str | bytes]) -> list[Record]:
        for name, content in {"account": js("account", [ACCOUNT]), **files}.items():
            path = self.folder / "data" / (name if "." in name else f"{name}.js")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.reading = read_paths([self.folder])
        return [record for record in self.reading.records() if record.locator.member != "data/account.js"]

    def outcome(self, name: str) -> Any:
        assert self.reading
        return next(file for file in self.reading.files if file.member.endswith(f"/{name}.js"))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


class TestPosts:
    def test_the_flag_says_nothing_and_the_text_tells_what_was_passed_on(self, archive: Archive) -> None:
        texts = ["RT @head_lee: well done Year 6", "RT this if you agree", "RT @no colon here", "I said RT @x: no"]
        found = archive.read({"tweets": js("tweets", [tweet(n, text) for n, text in enumerate(texts, 1)])})

        assert [(record.kind.value, record.author_is_owner, record.author) for record in found] == [
            ("repost", False, "@head_lee"),
            ("post", True, ""),
            ("post", True, ""),
            ("post", True, ""),
        ]

    def test_only_the_three_escaped_signs_are_put_back(self, archive: Archive) -> None:
        (record,) = archive.read({"tweets": js("tweets", [tweet(1, "R&amp;D &lt;3 &amp;lt; &copy AT&T")])})

        assert record.text == "R&D <3 &lt; &copy AT&T"

    def test_an_answer_names_whom_it_answers(self, archive: Archive) -> None:
        mention = {"user_mentions": [{"screen_name": "gwen", "id_str": "9"}]}
        posts = [
            tweet(1, "@gwen yes", in_reply_to_screen_name="gwen", in_reply_to_user_id_str="9"),
            tweet(2, "@gwen yes", in_reply_to_user_id_str="9", entities=mention),
            tweet(3, "yes", in_reply_to_status_id_str="77"),
            tweet(4, "@gwen hello"),
            tweet(5, "no", in_reply_to_status_id_str=None, in_reply_to_user_id=None),
        ]
        found = archive.read({"tweets": js("tweets", posts)})

        assert [(record.kind.value, record.to) for record in found] == [
            ("reply", "@gwen"),
            ("reply", "@gwen"),
            ("reply", ""),
            ("post", ""),
            ("post", ""),
        ]

    @pytest.mark.parametrize(
        ("name", "variable", "wrapped"),
        [("tweet", "tweet", True), ("tweets", "tweets", False), ("tweets-part1", "tweets", True)],
    )
    def test_names_and_wrappers_of_every_year(self, archive: Archive, name: str, variable: str, *, wrapped: bool) -> None:
        post = tweet(1, "hello")
        (record,) = archive.read({name: js(variable, [post if wrapped else post["tweet"]])})

        assert (record.text, record.link, record.locator.index) == ("hello", "https://x.com/tariq_m/status/1", 0)

    def test_code_is_never_run_and_what_follows_the_list_is_said(self, archive: Archive) -> None:
        source = "\ufeff" + js("tweets", [tweet(1, "hello")]) + ";\r\nrequire('child_process').exec('touch /tmp/x');"
        (record,) = archive.read({"tweets": source})

        assert record.text == "hello"
        assert archive.outcome("tweets").status is Status.PARTLY

    def test_one_broken_post_costs_one_post(self, archive: Archive) -> None:
        bad: list[Any] = [None, 7, [], "x", {}, {"tweet": None}, {"tweet": {"id": "3"}}, {"tweet": {"full_text": 9}}]
        found = archive.read({"tweets": js("tweets", [tweet(1, "one"), *bad, tweet(2, "two")])})

        assert [(record.text, record.locator.index) for record in found] == [("one", 0), ("two", 9)]
        assert sum(archive.outcome("tweets").problems.values()) == len(bad)

    def test_odd_shapes_inside_a_post_do_no_harm(self, archive: Archive) -> None:
        odd: list[Any] = [
            None,
            3,
            "x",
            [],
            {},
            [None],
            [[]],
            {"urls": 5, "media": [{"url": 5}]},
            {"urls": [{"url": None}], "media": {"url": "t.co/"}},
        ]
        times: list[Any] = [None, 0, "x", [], {}, "", 5, "now", "1833"]
        posts = [
            tweet(number, "https://t.co/abc", at=at, entities=value, extended_entities=value, edit_info=value)
            for number, (value, at) in enumerate(zip(odd, times, strict=True), 1)
        ]
        found = archive.read({"tweets": js("tweets", posts)})

        assert len(found) == len(odd)
        assert all(record.at is None for record in found)

    @pytest.mark.parametrize("empty", ["[]", "{}", "[ ]", "[\n]\n;"])
    def test_an_empty_list_is_right_to_be_empty(self, archive: Archive, empty: str) -> None:
        archive.read({"tweets": f"window.YTD.tweets.part0 = {empty}"})

        assert archive.outcome("tweets").status is Status.EMPTY

    def test_an_object_where_the_list_should_be(self, archive: Archive) -> None:
        found = archive.read(
            {"tweets": js("tweets", {"0": tweet(1, "one"), "1": tweet(2, "two")}), "deleted-tweets": js("t", tweet(3, "x"))}
        )

        assert [record.text for record in found] == ["x", "one", "two"]

    def test_a_half_character_can_be_written_out(self, archive: Archive) -> None:
        (record,) = archive.read(
            {"tweets": 'window.YTD.tweets.part0 = [{"tweet":{"id":"1\\ud83d","full_text":"a\\ud83d\\u0000"}}]'}
        )

        assert record.text == "a\ufffd\ufffd"
        assert record.id == "1\ufffd"

    def test_a_cut_off_file_gives_what_is_there_and_says_so(self, archive: Archive) -> None:
        found = archive.read({"tweets": js("tweets", [tweet(n, f"post {n}") for n in range(1, 9)])[:-300]})

        assert 3 <= len(found) <= 6
        assert archive.outcome("tweets").status is Status.PARTLY


class TestEdits:
    def versions(self, *numbers: int) -> dict[str, Any]:
        return {"edit_info": {"initial": {"editTweetIds": [str(number) for number in numbers]}}}

    def test_versions_count_once_and_keep_every_text(self, archive: Archive) -> None:
        edited = self.versions(1, 2, 3)
        posts = [
            tweet(3, "third", "Sat Feb 18 12:50:00 +0000 2023", **edited),
            tweet(1, "first", "Sat Feb 18 12:30:00 +0000 2023", **edited),
        ]
        found = archive.read({
            "tweets": js("tweets", posts),
            "tweets-part1": js("tweets", [tweet(2, "second", "Sat Feb 18 12:40:00 +0000 2023", **edited), tweet(9, "other")]),
        })  # fmt: skip

        assert [(r.text, r.edited, r.versions, r.id) for r in found] == [
            ("other", False, (), "9"),
            ("third", True, ("first", "second"), "3"),
        ]

    def test_the_older_spelling_and_a_version_that_is_not_there(self, archive: Archive) -> None:
        older: dict[str, Any] = {"edit_control": {"edit_tweet_ids": ["1", "2"]}}
        (record,) = archive.read({"tweets": js("tweets", [tweet(2, "second", **older)])})

        assert (record.text, record.edited, record.versions) == ("second", True, ())

    def test_an_edit_that_names_only_its_beginning(self, archive: Archive) -> None:
        info: dict[str, Any] = {
            "edit_info": {"edit": {"initialTweetId": "1", "editControlInitial": {"editTweetIds": ["1", "2"]}}}
        }
        lone: dict[str, Any] = {"edit_info": {"edit": {"initialTweetId": "5"}}}
        posts = [tweet(1, "a", **self.versions(1, 2)), tweet(2, "b", **info), tweet(6, "d", **lone)]
        found = archive.read({"tweets": js("tweets", posts)})

        assert [(record.text, record.versions) for record in found] == [("b", ("a",)), ("d", ())]

    def test_a_post_that_was_never_edited_is_no_edit(self, archive: Archive) -> None:
        (record,) = archive.read({"tweets": js("tweets", [tweet(1, "a", **self.versions(1))])})

        assert not record.edited


LONG = "Dear all, " + "the trip to the museum is off because nobody signed the form. " * 8


class TestLongPosts:
    @pytest.mark.parametrize(
        "short",
        [
            LONG[:270] + "… https://t.co/abcdefghij",
            LONG[:270] + "…",
            LONG[:200],
            "@gwen " + LONG[:250] + "...",
            LONG.replace(" ", "\n", 5)[:250],
        ],
    )
    def test_the_whole_text_replaces_its_beginning_once(self, archive: Archive, short: str) -> None:
        (record,) = archive.read({"tweets": js("tweets", [tweet(1, short)]), "note-tweet": js("note_tweet", [note(500, LONG)])})

        assert (record.text, record.id, record.locator.member) == (LONG, "1", "data/tweets.js")
        assert archive.outcome("note-tweet").status is Status.READ

    def test_two_of_one_second_are_told_apart_by_their_words(self, archive: Archive) -> None:
        other = "Nothing to see here. " + LONG
        files = {
            "note-tweet": js("note_tweet", [note(500, LONG), note(501, other)]),
            "tweets": js("tweets", [tweet(2, other[:270] + "…"), tweet(1, LONG[:270] + "…")]),
        }

        assert [record.text for record in archive.read(files)] == [other, LONG]

    def test_another_post_of_that_second_keeps_its_own_words(self, archive: Archive) -> None:
        found = archive.read(
            {"tweets": js("tweets", [tweet(1, "Short and mine")]), "note-tweet": js("note_tweet", [note(500, LONG)])}
        )

        assert [(record.text, record.kind.value) for record in found] == [("Short and mine", "post"), (LONG, "post")]
        assert found[1].locator.member == "data/note-tweet.js"

    def test_its_links_are_as_they_were_and_its_results_may_be_nested(self, archive: Archive) -> None:
        nested = {
            "noteTweet": {
                "noteTweetId": "9",
                "createdAt": "2023-02-18T12:33:11.000Z",
                "noteTweetResults": {"result": {"text": "whole text"}},
            }
        }
        url = {"url": "https://t.co/abc", "expandedUrl": "https://www.example.org/form"}
        found = archive.read({"note-tweet": js("note_tweet", [note(1, "form: https://t.co/abc", urls=[url]), nested])})

        assert [record.text for record in found] == ["form: https://www.example.org/form", "whole text"]

    def test_a_deleted_one_says_so(self, archive: Archive) -> None:
        found = archive.read({
            "deleted-note-tweet": js("n", [note(9, LONG), note(10, "alone", "2023-05-05T05:05:05.000Z")]),
            "deleted-tweets": js("t", [tweet(1, LONG[:270] + "…", deleted_at="Sat Feb 18 13:00:00 +0000 2023")]),
        })  # fmt: skip

        assert [(record.text, record.deleted, record.id) for record in found] == [(LONG, True, "1"), ("alone", True, "10")]


class TestMessages:
    def message(self, sender: str, text: str, number: str = "1", **more: Any) -> dict[str, Any]:
        return {
            "messageCreate": {"id": number, "senderId": sender, "text": text, "createdAt": "2023-03-01T20:10:00.000Z", **more}
        }

    def conversation(self, name: str, *events: Any) -> dict[str, Any]:
        return {"dmConversation": {"conversationId": name, "messages": list(events)}}

    def test_whose_words_they_are_and_who_the_other_is(self, archive: Archive) -> None:
        talk = self.conversation(
            "5-8", self.message("8", "hi", recipientId="5"), self.message("5", "hello", "2", recipientId="8")
        )
        found = archive.read({"direct-messages": js("direct_messages", [talk])})

        assert [(r.author_is_owner, r.to, r.author, r.audience.value) for r in found] == [
            (False, "8", "8", "direct"),
            (True, "8", "", "direct"),
        ]

    def test_without_the_account_nobody_can_say_whose_they_are(self, archive: Archive) -> None:
        talk = self.conversation("5-8", self.message("8", "hi", recipientId="5"))
        (record,) = [
            r for r in archive.read({"account": "window.YTD.account.part0 = []", "direct-messages": js("d", [talk])}) if r.text
        ]

        assert record.author_is_owner is None

    def test_a_group_goes_by_its_newest_name(self, archive: Archive) -> None:
        def named(name: str, at: str) -> dict[str, Any]:
            return {"conversationNameUpdate": {"name": name, "createdAt": at}}

        talk = self.conversation(
            "77", self.message("8", "b"), named("New", "2023-02"), named("Old", "2023-01"), self.message("5", "a", "2")
        )
        found = archive.read({"direct-messages-group": js("g", [talk, self.conversation("78", self.message("5", "c", "3"))])})

        assert [(record.to, record.locator.index, record.audience.value) for record in found] == [
            ("New", 0, "private_group"),
            ("New", 3, "private_group"),
            ("78", 4, "private_group"),
        ]

    def test_one_broken_message_costs_one(self, archive: Archive) -> None:
        talk = self.conversation("5-8", None, 3, {}, {"joinConversation": {}}, self.message("8", ""), self.message("8", "hi"))
        odd = {"dmConversation": {"conversationId": None, "messages": None}}
        (record,) = archive.read({"direct-messages": js("d", [odd, talk, {"dmConversation": []}])})

        assert record.text == "hi"
        assert archive.outcome("direct-messages").problems

    def test_one_conversation_that_is_larger_than_any_record_may_be(self, archive: Archive) -> None:
        talk = self.conversation("5-8", *(self.message("8", "x" * 1000, str(n), recipientId="5") for n in range(18_000)))
        assert len(json.dumps(talk)) > 16 * 1024 * 1024

        assert len(archive.read({"direct-messages": js("d", [talk])})) == 18_000

    @pytest.mark.parametrize("sender", [{"value": "1", "name": "User"}, "user", "USER", "5"])
    def test_the_chatbot_and_the_owner_are_told_apart(self, archive: Archive, sender: Any) -> None:
        def said(who: Any, text: str) -> dict[str, Any]:
            return {
                "grokChatItem": {
                    "chatId": "1",
                    "accountId": "5",
                    "createdAt": "2025-02-03T19:44:10.000Z",
                    "sender": who,
                    "message": text,
                }
            }

        found = archive.read({"grok-chat-item": js("g", [said(sender, "q"), said({"name": "Agent"}, "a"), said("grok", "b")])})

        assert [record.author_is_owner for record in found] == [True, False, False]


def test_files_that_a_browser_saved_a_second_time_are_known(archive: Archive) -> None:
    manifest = TestWholeness().manifest(("data/tweets.js", "1"), ("data/tweets-part1.js", "1"))
    files = {
        "manifest (1).js": manifest,
        "tweets (1).js": js("t", [tweet(1, "a")]),
        "tweets-part1(2).js": js("t", [tweet(2, "b")]),
    }
    found = archive.read(files)

    assert sorted(record.text for record in found) == ["a", "b"]
    assert archive.reading
    assert archive.reading.understood


def test_a_file_and_the_same_saved_again_are_read_once(archive: Archive) -> None:
    found = archive.read({"tweets.js": js("t", [tweet(1, "a")]), "tweets (1).js": js("t", [tweet(1, "a"), tweet(2, "b")])})

    assert sorted(record.text for record in found) == ["a", "b"]


class TestWholeness:
    def manifest(self, *files: tuple[str, Any], partial: Any = False) -> str:
        listed = [{"fileName": name, "globalName": "YTD", "count": count} for name, count in files]
        config = {
            "userInfo": {"accountId": "5", "userName": "tariq_m", "displayName": "Tariq Mahmood"},
            "archiveInfo": {"isPartialArchive": partial},
            "dataTypes": {
                "tweets": {"files": listed},
                "tweetsMedia": {"mediaDirectory": "data/tweets_media"},
                "odd": None,
                "worse": {"files": 3},
            },
        }
        return f"window.__THAR_CONFIG = {json.dumps(config)}"

    def test_a_list_that_agrees_is_whole(self, archive: Archive) -> None:
        files = ("data/tweets.js", "1"), ("data/like.js", "0"), ("data/ip-audit.js", "4")
        archive.read({"manifest": self.manifest(*files), "tweets": js("t", [tweet(1, "a")])})

        assert archive.reading
        assert archive.reading.understood
        assert archive.reading.missing == []

    def test_a_part_that_is_not_there_is_named(self, archive: Archive) -> None:
        files = ("data/tweets.js", "1"), ("data/tweets-part1.js", "5000")
        archive.read({"manifest": self.manifest(*files), "tweets": js("t", [tweet(1, "a")])})

        assert archive.reading
        assert not archive.reading.understood
        assert ["data/tweets-part1.js" in what and "5,000" in what for what in archive.reading.missing] == [True]

    @pytest.mark.parametrize("count", ["2", 2, "99999"])
    def test_a_file_that_holds_less_than_promised_is_not_whole(self, archive: Archive, count: Any) -> None:
        archive.read({"manifest": self.manifest(("data/tweets.js", count)), "tweets": js("t", [tweet(1, "a")])})

        assert archive.outcome("tweets").status is Status.PARTLY

    def test_an_archive_may_say_that_it_is_only_a_part(self, archive: Archive) -> None:
        archive.read({"manifest": self.manifest(partial=True), "tweets": js("t", [tweet(1, "a")])})

        assert archive.reading
        assert archive.reading.missing

    @pytest.mark.parametrize("count", ["-1", "x", None, [], "9" * 50])
    def test_a_list_of_nonsense_does_no_harm(self, archive: Archive, count: Any) -> None:
        found = archive.read({"manifest": self.manifest(("data/tweets.js", count)), "tweets": js("t", [tweet(1, "a")])})

        assert len(found) == 1

    def test_a_list_that_cannot_be_read_is_said(self, archive: Archive) -> None:
        archive.read({"manifest": "window.__THAR_CONFIG = {{{", "tweets": js("t", [tweet(1, "a")])})

        assert archive.reading
        assert archive.reading.warnings

    def test_two_archives_of_different_years_are_compared_each_with_its_own_list(self, tmp_path: Path) -> None:
        paths = []
        for year, posts in ((2024, 1), (2025, 2)):
            path = tmp_path / f"twitter-{year}.zip"
            with zipfile.ZipFile(path, "w") as file:
                file.writestr("data/manifest.js", self.manifest(("data/tweets.js", str(posts))))
                file.writestr("data/tweets.js", js("t", [tweet(n, f"post {n}") for n in range(posts)]))
            paths.append(path)

        reading = read_paths(paths)

        assert [(r.text, r.locator.archive) for r in reading.records()] == [
            ("post 0", "twitter-2024.zip"),
            ("post 1", "twitter-2025.zip"),
        ]
        assert reading.understood

    @pytest.mark.parametrize("folders", [("", ""), ("old", "new")])  # two names, or two downloads of one name
    def test_a_year_that_holds_less_than_its_own_list_says_is_found_beside_another_year(
        self, tmp_path: Path, folders: tuple[str, str]
    ) -> None:
        paths = []
        for folder, year, posts in ((folders[0], 2024, 1), (folders[1], 2025, 3)):
            path = tmp_path / folder / ("twitter.zip" if folder else f"twitter-{year}.zip")
            path.parent.mkdir(exist_ok=True)
            with zipfile.ZipFile(path, "w") as file:
                file.writestr("data/manifest.js", self.manifest(("data/tweets.js", str(2 if year == 2024 else posts))))
                file.writestr("data/tweets.js", js("t", [tweet(n, f"post {n}") for n in range(posts)]))
            paths.append(path)

        reading = read_paths(paths)

        assert len(list(reading.records())) == 3
        assert [file.status for file in reading.files if file.member == "data/tweets.js"] == [Status.PARTLY, Status.READ]
        assert not reading.understood

    def test_what_one_year_lacks_is_not_made_up_for_by_another(self, tmp_path: Path) -> None:
        paths = []
        for year, likes in ((2024, 0), (2025, 1)):
            path = tmp_path / f"twitter-{year}.zip"
            with zipfile.ZipFile(path, "w") as file:
                file.writestr("data/manifest.js", self.manifest(("data/tweets.js", "1"), ("data/like.js", str(likes or 9))))
                file.writestr("data/tweets.js", js("t", [tweet(year, f"post of {year}")]))
                if likes:
                    file.writestr("data/like.js", js("l", [{"like": {"tweetId": "1", "fullText": "liked"}}]))
            paths.append(path)

        reading = read_paths(paths)

        assert len(list(reading.records())) == 3
        assert ["data/like.js" in what and "9" in what for what in reading.missing] == [True]

    def test_evidence_kept_to_the_end_still_names_its_archive(self, tmp_path: Path) -> None:
        paths = []
        for year in (2024, 2025):
            path = tmp_path / f"twitter-{year}.zip"
            with zipfile.ZipFile(path, "w") as file:
                file.writestr("data/note-tweet.js", js("n", [note(year, f"long {year}")]))
                file.writestr(
                    "data/tweets.js",
                    js("t", [tweet(year, f"edited {year}", edit_control={"edit_tweet_ids": ["1", str(year)]})]),
                )
            paths.append(path)

        found = {(record.text, record.locator.archive) for record in read_paths(paths).records()}

        assert found == {
            ("edited 2025", "twitter-2025.zip"),
            ("long 2024", "twitter-2024.zip"),
            ("long 2025", "twitter-2025.zip"),
        }

    def test_the_owner_is_compared_with_whom_the_user_named(self, archive: Archive) -> None:
        archive.read({"tweets": js("t", [tweet(1, "a")])})

        for name, warned in (("Tariq Mahmood", False), ("@TARIQ_M", False), ("Someone Else", True)):
            reading = read_paths([archive.folder], owner=name)
            list(reading.records())
            assert bool(reading.warnings) is warned, name


CSV_HEAD = "tweet_id,in_reply_to_status_id,in_reply_to_user_id,timestamp,text,retweeted_status_id,expanded_urls\n"


def month(*posts: tuple[int, str, str], **more: Any) -> str:
    listed = [{"id_str": str(number), "created_at": at, "text": text, **more} for number, at, text in posts]
    return f"Grailbird.data.tweets_x = {json.dumps(listed)}"


def index(*months: tuple[str, Any]) -> str:
    return "var tweet_index = " + json.dumps([{"file_name": name, "tweet_count": count} for name, count in months])


class TestBefore2018:
    AT = "2014-01-02 03:04:05 +0000"

    def read(self, folder: Path, files: Mapping[str, str]) -> tuple[list[Record], Reading]:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        reading = read_paths([folder])
        return list(reading.records()), reading

    def test_words_that_only_the_table_has_are_read_and_none_twice(self, tmp_path: Path) -> None:
        found, reading = self.read(tmp_path, {
            "data/js/tweets/2014_01.js": month((1, self.AT, "both &amp; more\n http://t.co/a"), (2, self.AT, "RT @a: whole")),
            "tweets.csv": CSV_HEAD + f"3,,,{self.AT},only here,,\n1,,,{self.AT},both &amp; more http://t.co/a,,http://b.example\n"
            f"2,,,{self.AT},RT @a: wh...,9,\n1,,,{self.AT},other words,,\n",
            "data/js/tweet_index.js": index(("data/js/tweets/2014_01.js", 3)),
        })  # fmt: skip

        assert [(r.text, r.kind.value, r.locator.member) for r in found] == [
            ("both & more\n http://t.co/a", "post", "data/js/tweets/2014_01.js"),
            ("RT @a: whole", "repost", "data/js/tweets/2014_01.js"),
            ("only here", "post", "tweets.csv"),
            ("other words", "post", "tweets.csv"),
        ]
        assert reading.understood

    def test_a_month_that_is_in_neither_is_missing(self, tmp_path: Path) -> None:
        months = [(f"data/js/tweets/2014_0{n}.js", 2 if n == 3 else 1) for n in range(1, 6)]
        found, reading = self.read(tmp_path, {
            "data/js/tweets/2014_01.js": month((1, self.AT, "jan")),
            "tweets.csv": CSV_HEAD + "2,,,2014-02-03 03:04:05 +0000,feb,,\n3,,,2014-03-03 03:04:05 +0000,mar,,\n",
            "data/js/tweet_index.js": index(*months, ("data/js/tweets/2014_06.js", 0)),
        })  # fmt: skip

        assert [record.text for record in found] == ["jan", "feb", "mar"]
        assert reading.missing == [
            "X (Twitter): data/js/tweets/2014_03.js, of whose 2 posts tweets.csv has 1",
            "X (Twitter): data/js/tweets/2014_04.js, a month of posts",
            "X (Twitter): data/js/tweets/2014_05.js, a month of posts",
        ]
        assert not reading.understood

    def test_without_a_table_every_absent_month_is_missing(self, tmp_path: Path) -> None:
        _, reading = self.read(tmp_path, {
            "wrapped/data/js/tweets/2014_01.js": month((1, self.AT, "jan")),
            "wrapped/data/js/tweet_index.js": index(("data/js/tweets/2014_01.js", 1), ("data/js/tweets/2014_02.js", None)),
        })  # fmt: skip

        assert reading.missing == ["X (Twitter): data/js/tweets/2014_02.js, a month of posts"]

    @pytest.mark.parametrize("content", ["var tweet_index = {", "var tweet_index = 7", ""])
    def test_an_index_that_cannot_be_read_is_said(self, tmp_path: Path, content: str) -> None:
        _, reading = self.read(
            tmp_path, {"data/js/tweets/2014_01.js": month((1, self.AT, "jan")), "data/js/tweet_index.js": content}
        )

        assert ["list of contents cannot be read" in what for what in reading.warnings] == [True]

    def test_a_broken_month_does_not_hide_the_table(self, tmp_path: Path) -> None:
        found, reading = self.read(tmp_path, {
            "data/js/tweets/2014_01.js": "Grailbird.data.tweets_2014_01 = nonsense",
            "tweets.csv": CSV_HEAD + f"1,,,{self.AT},jan,,\n2,,,{self.AT},,,\n",
        })  # fmt: skip

        assert [record.text for record in found] == ["jan"]
        assert {file.member.rpartition("/")[2]: file.status for file in reading.files} == {
            "2014_01.js": Status.NOT_UNDERSTOOD, "tweets.csv": Status.PARTLY,
        }  # fmt: skip

    def test_a_table_that_comes_before_the_months_gives_way_to_them(self, tmp_path: Path) -> None:
        paths = []
        post = {"entities": {"urls": [{"url": "http://t.co/a", "expanded_url": "http://a.example"}]}}
        files = {"tweets.csv": CSV_HEAD + f"1,,,{self.AT},see http://t.co/a,,\n2,,,{self.AT},old,,\n"}
        for number, tree in enumerate((files, {"data/js/tweets/2014_01.js": month((1, self.AT, "see http://t.co/a"), **post)})):
            paths.append(tmp_path / f"{number}.zip")
            with zipfile.ZipFile(paths[-1], "w") as file:
                for name, content in tree.items():
                    file.writestr(name, content)

        assert [(r.text, r.locator.archive) for r in read_paths(paths).records()] == [
            ("old", "0.zip"),
            ("see http://a.example", "1.zip"),
        ]


class TestPrivacy:
    def seen(self, archive: Archive, history: list[tuple[str, str]], *times: str) -> list[str]:
        changes = [{"protectedHistory": {"protectedAt": at, "action": action}} for at, action in history]
        posts = [tweet(number, f"post {number}", at) for number, at in enumerate(times, 1)]
        found = archive.read({"protected-history": js("p", changes), "tweets": js("t", posts)})
        return [record.audience.value for record in found if record.kind.value == "post"]

    def test_public_unless_protected_at_that_time(self, archive: Archive) -> None:
        history = [("2021-01-01T00:00:00.000Z", "Unprotect"), ("2020-01-01T00:00:00.000Z", "Protect")]
        times = "Mon Jul 01 00:00:00 +0000 2019", "Wed Jul 01 00:00:00 +0000 2020", "Thu Jul 01 00:00:00 +0000 2021", "never"

        assert self.seen(archive, history, *times) == ["public", "friends", "public", "unknown"]

    def test_an_account_that_was_opened_had_been_closed(self, archive: Archive) -> None:
        history = [("2021-01-01T00:00:00.000Z", "Unprotect")]

        assert self.seen(archive, history, "Wed Jul 01 00:00:00 +0000 2020", "Thu Jul 01 00:00:00 +0000 2021") == [
            "friends",
            "public",
        ]

    def test_a_circle_is_a_private_group(self, archive: Archive) -> None:
        (record,) = archive.read({"twitter-circle-tweet": js("c", [tweet(1, "psst")]), "tweets": js("t", [])})

        assert record.audience.value == "private_group"


class TestTheRest:
    def test_rarer_speech_is_read_with_the_keys_it_has(self, archive: Archive) -> None:
        at = "2020-01-01T00:00:00.000Z"
        said = {"periscopeCommentsMadeByUser": {"broadcastId": "b", "byAccountId": "5", "createdAt": at, "text": "hi all"}}
        wrote = {"article": {"id": "3", "title": "On marking", "plainText": "It never ends.", "createdAt": at}}
        noted = {"communityNote": {"noteId": "4", "summary": "Not so: https://x &amp; y", "createdAt": "1700000000000"}}
        held = {"spacesMetadata": {"id": "1abc", "creatorUserId": "5", "createdAt": at}}
        found = archive.read({
            "tweets": js("t", []),
            "periscope-comments-made-by-user": js("p", [said]),
            "article": js("a", [wrote]),
            "community-note": js("n", [noted]),
            "spaces-metadata": js("s", [held]),
            "moment": js("m", [{"moment": {"momentId": "5", "title": "Sports day", "createdAt": at}}]),
            "saved-search": js("q", [{"savedSearch": {"savedSearchId": "1", "query": "harrow lane academy"}}]),
        })  # fmt: skip

        assert [(record.kind.value, record.text, record.at is not None) for record in found] == [
            ("post", "On marking\n\nIt never ends.", True),
            ("comment", "Not so: https://x & y", True),
            ("post", "Sports day", True),
            ("comment", "hi all", True),
            ("search", "harrow lane academy", False),
        ]
        assert archive.reading
        assert archive.reading.understood

    @pytest.mark.parametrize(
        "name", ["follower", "like", "contact", "connected-application", "protected-history", "lists-created"]
    )
    def test_an_entry_of_another_shape_is_said(self, archive: Archive, name: str) -> None:
        found = archive.read({"tweets": js("t", [tweet(1, "a")]), name: js("x", [{"x": {"unheard": "of"}}, None])})

        assert len(found) == 1
        assert archive.outcome(name).status is not Status.READ

    def test_a_file_nobody_knows_is_not_passed_over_in_silence(self, archive: Archive) -> None:
        archive.read({"tweets": js("t", [tweet(1, "a")]), "new-kind-of-post": js("x", [{"a": 1}])})

        assert archive.outcome("new-kind-of-post").status is Status.NOT_UNDERSTOOD

    def test_what_is_left_aside_has_its_reason(self, archive: Archive) -> None:
        names = [
            "ad-engagements",
            "ip-audit",
            "tweet-headers",
            "smartblock",
            "shop-module",
            "phone-number",
            "audio-video-calls-in-dm",
        ]
        archive.read({"tweets": js("t", [tweet(1, "a")]), **{name: js("x", [{"a": 1}]) for name in names}})

        assert {archive.outcome(name).status for name in names} == {Status.SKIPPED}
        assert all(archive.outcome(name).why for name in names)


def edited(number: int, text: str, *versions: int, minute: int = 33) -> dict[str, Any]:
    initial = {"editTweetIds": [str(version) for version in versions], "editableUntil": "2023-02-18T13:33:11.000Z"}
    return tweet(number, text, f"Sat Feb 18 12:{minute}:11 +0000 2023", edit_info={"initial": initial})


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_an_older_export_does_not_bring_an_edited_post_twice(tmp_path: Path, order: tuple[str, str]) -> None:
    exports = {"old": [edited(5, "before", 5)], "new": [edited(6, "after", 5, 6, minute=40)]}
    for name, tweets in exports.items():
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as packed:
            packed.writestr("data/account.js", js("account", [ACCOUNT]))
            packed.writestr("data/tweets.js", js("tweets", tweets))

    records = read_paths([tmp_path / f"{name}.zip" for name in order]).records()

    [post] = [record for record in records if record.kind == "post"]
    assert (post.id, post.text, post.versions, post.edited) == ("6", "after", ("before",), True)
