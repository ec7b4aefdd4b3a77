"""Bluesky: repositories built by code, and the export of chats."""

from __future__ import annotations

import json
import random
import zipfile
from base64 import b32encode
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from readers import car_building as building
from readers.car_building import OWNER, Link, block, repository
from safeconduct.archive.opening import open_archive
from safeconduct.archive.reading import Reading, Status
from safeconduct.archive.record import Record, RecordKind, as_object
from safeconduct.errors import ArchiveError
from tests_support import at_most

PUPIL = "did:plc:jaydenwilliams2345678abcd"
POST = "app.bsky.feed.post"


def post(text: str, at: str = "2024-03-01T08:15:00.000Z", **more: Any) -> dict[str, Any]:
    return {"$type": POST, "text": text, "createdAt": at, "langs": ["en"], **more}


def subject(uri: str) -> dict[str, Any]:
    return {"uri": uri, "cid": "bafyreihd"}


OTHERS_POST = f"at://{PUPIL}/{POST}/3kother22222a"
RECORDS: dict[str, Any] = {
    f"{POST}/3kaaaaaaaaa2a": post("Marking 9B’s mocks all evening 😩"),
    f"{POST}/3kaaaaaaaaa2b": post("Well done!", reply={"root": subject(OTHERS_POST), "parent": subject(OTHERS_POST)}),
    f"{POST}/3kaaaaaaaaa2c": post(
        "This is what I mean",
        "2024-06-01T09:15:00+01:00",
        embed={"$type": "app.bsky.embed.record", "record": subject(OTHERS_POST)},
    ),
    f"{POST}/3kaaaaaaaaa2d": post(
        "",
        embed={
            "$type": "app.bsky.embed.images",
            "images": [{"alt": "", "image": {"$type": "blob", "ref": Link(block("picture").cid), "size": 5}}],
        },
    ),
    "app.bsky.feed.repost/3kaaaaaaaaa2e": {"subject": subject(OTHERS_POST), "createdAt": "2024-03-02T10:00:00Z"},
    "app.bsky.feed.like/3kaaaaaaaaa2f": {"subject": subject(OTHERS_POST), "createdAt": "2024-03-03T10:00:00Z"},
    "app.bsky.graph.follow/3kaaaaaaaaa2g": {"subject": PUPIL, "createdAt": "2024-03-04T10:00:00Z"},
    "app.bsky.graph.block/3kaaaaaaaaa2h": {"subject": "did:plc:olivia", "createdAt": "2024-03-05T10:00:00Z"},
    "app.bsky.actor.profile/self": {"displayName": "Amara Okoye", "description": "Teacher at Oakfield Academy"},
    "app.bsky.feed.threadgate/3kaaaaaaaaa2a": {
        "post": f"at://{OWNER}/{POST}/3kaaaaaaaaa2a",
        "allow": [{"$type": "app.bsky.feed.threadgate#mentionRule"}],
    },
}

EXPECTED: dict[str, dict[str, Any]] = {
    f"{POST}/3kaaaaaaaaa2a": {
        "kind": "post", "author_is_owner": True, "at": "2024-03-01T08:15:00+00:00", "text": "Marking 9B’s mocks all evening 😩",
        "audience": "public", "id": "3kaaaaaaaaa2a", "link": f"https://bsky.app/profile/{OWNER}/post/3kaaaaaaaaa2a",
    },
    f"{POST}/3kaaaaaaaaa2b": {
        "kind": "reply", "author_is_owner": True, "at": "2024-03-01T08:15:00+00:00", "text": "Well done!", "to": PUPIL,
        "audience": "public", "id": "3kaaaaaaaaa2b", "link": f"https://bsky.app/profile/{OWNER}/post/3kaaaaaaaaa2b",
    },
    f"{POST}/3kaaaaaaaaa2c": {
        "kind": "post", "author_is_owner": True, "at": "2024-06-01T08:15:00+00:00", "text": "This is what I mean",
        "audience": "public", "id": "3kaaaaaaaaa2c", "link": f"https://bsky.app/profile/{OWNER}/post/3kaaaaaaaaa2c",
    },
    f"{POST}/3kaaaaaaaaa2d": {
        "kind": "post", "author_is_owner": True, "at": "2024-03-01T08:15:00+00:00", "text": "",
        "audience": "public", "id": "3kaaaaaaaaa2d", "link": f"https://bsky.app/profile/{OWNER}/post/3kaaaaaaaaa2d",
        "attached": ["b" + b32encode(block("picture").cid).decode().lower().rstrip("=")],
    },
    "app.bsky.feed.repost/3kaaaaaaaaa2e": {
        "kind": "repost", "author_is_owner": False, "at": "2024-03-02T10:00:00+00:00", "text": "", "to": OTHERS_POST,
        "audience": "public", "id": "3kaaaaaaaaa2e", "link": f"https://bsky.app/profile/{PUPIL}/post/3kother22222a",
        "author": PUPIL,
    },
    "app.bsky.feed.like/3kaaaaaaaaa2f": {
        "kind": "like", "author_is_owner": False, "at": "2024-03-03T10:00:00+00:00", "text": "", "to": OTHERS_POST,
        "audience": "public", "id": "3kaaaaaaaaa2f", "link": f"https://bsky.app/profile/{PUPIL}/post/3kother22222a",
        "author": PUPIL, "aspect": "like",
    },
    "app.bsky.graph.follow/3kaaaaaaaaa2g": {
        "kind": "connection", "author_is_owner": True, "at": "2024-03-04T10:00:00+00:00", "text": "", "to": PUPIL,
        "audience": "public", "id": "3kaaaaaaaaa2g", "link": f"https://bsky.app/profile/{PUPIL}", "aspect": "following",
    },
    "app.bsky.graph.block/3kaaaaaaaaa2h": {
        "kind": "connection", "author_is_owner": True, "at": "2024-03-05T10:00:00+00:00", "text": "", "to": "did:plc:olivia",
        "audience": "public", "id": "3kaaaaaaaaa2h", "link": "https://bsky.app/profile/did:plc:olivia", "aspect": "blocked",
    },
    "app.bsky.feed.threadgate/3kaaaaaaaaa2a": {
        "kind": "setting", "author_is_owner": True, "at": None, "text": "mentionRule", "audience": "unknown",
        "to": f"at://{OWNER}/{POST}/3kaaaaaaaaa2a", "id": "3kaaaaaaaaa2a", "aspect": "who_can_reply",
    },
}  # fmt: skip


def read(tmp_path: Path, data: bytes, name: str = "repo.car") -> tuple[Reading, list[Record]]:
    (tmp_path / name).write_bytes(data)
    return read_all(tmp_path)


def read_all(path: Path, owner: str = "") -> tuple[Reading, list[Record]]:
    reading = Reading(open_archive([path]), owner)
    with closing(reading.archive):
        return reading, list(reading.records())


def texts(records: list[Record]) -> list[str]:
    return [record.text for record in records if record.own_words and record.kind is not RecordKind.PROFILE]


@pytest.mark.parametrize("version", [2, 3])
def test_a_repository_gives_exactly_what_is_in_it(tmp_path: Path, version: int) -> None:
    built = repository(RECORDS, version=version)

    reading, records = read(tmp_path, built.car())

    found = {json.dumps(as_object(record), default=list): record for record in records}
    wanted = [
        {
            "platform": "bluesky", "to": "", "edited": False, "deleted": False, "versions": [],
            "locator": {"member": "repo.car", "index": built.number_of(path)}, **fields,
        }
        for path, fields in EXPECTED.items()
    ]  # fmt: skip
    assert [json.loads(each) for each in found if json.loads(each)["kind"] != "profile"] == wanted
    profile = [(record.aspect, record.text, record.at) for record in records if record.kind is RecordKind.PROFILE]
    assert profile == [("name", "Amara Okoye", None), ("bio", "Teacher at Oakfield Academy", None)]
    assert reading.understood
    assert reading.exports[0][1].owners == {OWNER}
    assert reading.exports[0][1].owner_name == "Amara Okoye"


def test_the_order_of_blocks_does_not_matter(tmp_path: Path) -> None:
    built = repository(RECORDS)
    _, straight = read(tmp_path, built.car())

    for seed in range(5):
        reading, mixed = read(tmp_path, built.shuffled(seed))

        assert sorted(record.text + record.id for record in mixed) == sorted(record.text + record.id for record in straight)
        assert reading.understood


def many(count: int) -> dict[str, Any]:
    return {f"{POST}/3k{number:011d}": post(f"post {number}") for number in range(count)}


def test_a_tree_of_many_levels_is_walked_whole(tmp_path: Path) -> None:
    built = repository(many(3000))
    assert max(building.layer(path.encode()) for path in built.records) >= 4

    reading, records = read(tmp_path, built.car())

    assert sorted(texts(records)) == sorted(f"post {number}" for number in range(3000))
    assert len({record.id for record in records}) == 3000
    assert {f"{POST}/{record.id}" for record in records} == set(built.records)
    assert reading.understood


def test_fact_20_deleted_records_left_in_the_file_are_not_read(tmp_path: Path) -> None:
    orphans = [block(post(f"deleted {number}")) for number in range(67)]

    reading, records = read(tmp_path, repository(many(40)).car(extra=orphans))

    assert len(records) == 40
    assert not [text for text in texts(records) if "deleted" in text]
    assert reading.understood


def test_fact_20_missing_records_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    built = repository(many(40))
    gone = [each.cid for each in list(built.records.values())[:5]]

    reading, records = read(tmp_path, built.car(without=gone))

    assert len(records) == 35
    assert reading.files[0].status is Status.PARTLY
    assert reading.files[0].problems == {"a record that should be there is missing from the file": 5}


def test_a_missing_node_of_the_tree_is_reported(tmp_path: Path) -> None:
    built = repository(many(400))

    reading, records = read(tmp_path, built.car(without=[built.nodes[0].cid]))

    assert 0 < len(records) < 400
    assert list(reading.files[0].problems) == [
        "a part of the repository's tree is missing or damaged: the records it leads to cannot be known"
    ]


def test_a_record_whose_content_was_changed_is_not_read(tmp_path: Path) -> None:
    data = repository(many(40)).car().replace(b"post 7", b"POST 7")

    reading, records = read(tmp_path, data)

    assert len(records) == 39
    assert reading.files[0].problems == {"a record is damaged: its content does not match its check sum": 1}


def test_two_equal_records_are_two(tmp_path: Path) -> None:
    reading, records = read(tmp_path, repository({f"{POST}/3kaaaaa": post("same"), f"{POST}/3kbbbbb": post("same")}).car())

    assert sorted(record.id for record in records) == ["3kaaaaa", "3kbbbbb"]
    assert reading.understood


def test_fact_20_unknown_types_are_no_error_unless_they_are_of_the_feed(tmp_path: Path) -> None:
    records: dict[str, Any] = {
        f"{POST}/3kaaaaa": post("mine"),
        "com.whtwnd.blog.entry/3kbbbbb": {"title": "A blog"},
        "app.bsky.graph.somethingnew/3kccccc": {"subject": "x"},
    }
    reading, found = read(tmp_path, repository(records).car())
    assert texts(found) == ["mine"]
    assert reading.understood
    assert "com.whtwnd.blog.entry" in reading.warnings[0]

    records["app.bsky.feed.somethingnew/3kddddd"] = {"text": "words?"}
    reading, _ = read(tmp_path, repository(records).car())
    assert not reading.understood
    assert sum(reading.files[0].problems.values()) == 1


def test_created_at_is_whatever_the_client_said(tmp_path: Path) -> None:
    times = ["2023-05-01T12:00:00-07:00", "2023-05-01T12:00:00.123456789Z", "1833-01-01T00:00:00Z", "tomorrow", 7, None]
    records = {f"{POST}/3k{place}": post(f"t{place}", at=at) for place, at in enumerate(times)}  # type: ignore[arg-type]

    _, found = read(tmp_path, repository(records).car())

    assert [record.at for record in found if record.text == "t0"] == [datetime(2023, 5, 1, 19, tzinfo=UTC)]
    assert [record.text for record in found if record.at is None] == ["t2", "t3", "t4", "t5"]


@pytest.mark.parametrize(
    "value",
    [
        {"text": 5, "createdAt": []},
        {"text": "x", "reply": {"parent": {"uri": 9}}},
        {"text": "x", "embed": {"images": [{"image": {"ref": b"no cid"}}, 5, None]}},
        {"text": "x", "embed": {"media": {"video": {"ref": "y"}}}},
        {"text": "x", "embed": ["list"]},
        {"text": "nul \0 inside"},
    ],
)
def test_odd_posts_are_read_as_far_as_they_go(tmp_path: Path, value: Any) -> None:
    _, found = read(tmp_path, repository({f"{POST}/3kaaaaa": value}).car())

    assert len(found) == 1
    assert "\0" not in found[0].text


def test_a_record_that_is_no_object_is_a_problem(tmp_path: Path) -> None:
    reading, found = read(tmp_path, repository({f"{POST}/3kaaaaa": ["list"], f"{POST}/3kbbbbb": post("fine")}).car())

    assert texts(found) == ["fine"]
    assert not reading.understood


def test_pictures_inside_a_quote_and_blobs_of_2022(tmp_path: Path) -> None:
    inner = {"media": {"images": [{"image": {"cid": "bafkreiold", "mimeType": "image/jpeg"}}]}}

    _, found = read(tmp_path, repository({f"{POST}/3kaaaaa": post("x", embed=inner)}).car())

    assert found[0].attached == ("bafkreiold",)


@pytest.mark.parametrize(
    ("collection", "fields", "aspect", "text"),
    [
        ("app.bsky.feed.threadgate", {"allow": []}, "who_can_reply", "nobody"),
        ("app.bsky.feed.threadgate", {}, "who_can_reply", "everybody"),
        ("app.bsky.feed.postgate", {"embeddingRules": [{"$type": "x#disableRule"}]}, "who_can_quote", "nobody"),
        ("app.bsky.feed.postgate", {}, "who_can_quote", "everybody"),
        ("chat.bsky.actor.declaration", {"allowIncoming": "following"}, "who_can_message", "following"),
        ("app.bsky.graph.list", {"name": "Colleagues", "description": "from work"}, "list", "Colleagues\nfrom work"),
        ("app.bsky.graph.listitem", {"list": "at://x/y/z", "subject": PUPIL}, "list_member", "at://x/y/z"),
    ],
)
def test_settings(tmp_path: Path, collection: str, fields: dict[str, Any], aspect: str, text: str) -> None:
    reading, found = read(tmp_path, repository({f"{collection}/self": fields}).car())

    assert [(record.kind, record.aspect, record.text) for record in found] == [(RecordKind.SETTING, aspect, text)]
    assert reading.understood


def test_an_empty_repository_is_empty(tmp_path: Path) -> None:
    reading, found = read(tmp_path, repository({}).car())

    assert found == []
    assert reading.files[0].status is Status.EMPTY


def test_a_cut_off_file_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    data = repository(many(40)).car()

    reading, found = read(tmp_path, data[: len(data) - 2000])

    assert 0 < len(found) < 40
    assert "the file ends in the middle of a block: download it again" in reading.files[0].problems
    assert not reading.understood


def test_a_repository_in_a_zip_gives_the_same(tmp_path: Path) -> None:
    data = repository(many(400)).shuffled(1)
    _, plain = read(tmp_path, data)
    (tmp_path / "zipped").mkdir()
    with zipfile.ZipFile(tmp_path / "zipped" / "bluesky.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("repo.car", data)

    reading, zipped = read_all(tmp_path / "zipped" / "bluesky.zip")

    assert zipped == plain
    assert len(zipped) == 400
    assert reading.understood


def test_section_7_a_zip_damaged_in_one_record_gives_the_others(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bluesky.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("repo.car", repository(many(40)).car())
    packed = (tmp_path / "bluesky.zip").read_bytes()
    (tmp_path / "bluesky.zip").write_bytes(packed.replace(b"post 7", b"POST 7"))

    reading, found = read_all(tmp_path / "bluesky.zip")

    assert len(found) == 39
    assert not reading.understood


def test_without_its_first_block_nothing_can_be_known(tmp_path: Path) -> None:
    built = repository(many(5))

    reading, found = read(tmp_path, built.car(without=[built.commit.cid]))

    assert found == []
    assert "first block is missing or damaged" in reading.files[0].why


def test_section_7_a_tree_that_leads_to_itself_many_times_ends(tmp_path: Path) -> None:
    """Forty nodes that each name the next one twice would be 2^40 paths."""
    leaf = block(post("once"))
    nodes = [block({"l": None, "e": [{"p": 0, "k": b"app.bsky.feed.post/3k", "v": Link(leaf.cid), "t": None}]})]
    for number in range(100):
        last = Link(nodes[-1].cid)
        entry = {"p": 0, "k": b"app.bsky.feed.post/%d" % number, "v": Link(leaf.cid), "t": last}
        nodes.append(block({"l": last, "e": [entry]}))
    commit = block({"did": OWNER, "version": 3, "rev": "3k", "prev": None, "data": Link(nodes[-1].cid), "sig": b"1"})

    _, found = read(tmp_path, building.car(commit.cid, [commit, *nodes, leaf]))

    assert len(found) == 101


def test_section_7_a_tree_deeper_than_any_can_be_is_cut(tmp_path: Path) -> None:
    nodes = [block({"l": None, "e": []})]
    for _ in range(3000):
        nodes.append(block({"l": Link(nodes[-1].cid), "e": []}))
    commit = block({"did": OWNER, "version": 3, "rev": "3k", "prev": None, "data": Link(nodes[-1].cid), "sig": b"1"})

    reading, found = read(tmp_path, building.car(commit.cid, [commit, *nodes]))

    assert found == []
    assert not reading.understood


def test_section_7_one_record_named_without_end_stays_bounded(tmp_path: Path) -> None:
    leaf = block(post("again"))
    entries = [{"p": 0, "k": b"app.bsky.feed.post/%d" % number, "v": Link(leaf.cid), "t": None} for number in range(20_000)]
    node = block({"l": None, "e": entries})
    commit = block({"did": OWNER, "version": 3, "rev": "3k", "prev": None, "data": Link(node.cid), "sig": b"1"})

    reading, found = read(tmp_path, building.car(commit.cid, [commit, node, leaf]))

    assert 1000 < len(found) < 6000
    assert "a record is listed too often" in reading.files[0].problems


def test_section_7_a_record_whose_block_comes_again_without_end_counts_once_for_each_name(tmp_path: Path) -> None:
    leaf = block(post("again"))
    entries = [{"p": 0, "k": b"app.bsky.feed.post/%d" % number, "v": Link(leaf.cid), "t": None} for number in range(4000)]
    node = block({"l": None, "e": entries})
    commit = block({"did": OWNER, "version": 3, "rev": "3k", "prev": None, "data": Link(node.cid), "sig": b"1"})

    with at_most(60):  # looking all names up for every block would take minutes
        _, found = read(tmp_path, building.car(commit.cid, [commit, node, *[leaf] * 20_000]))

    assert len(found) == 4000


def test_section_7_keys_that_grow_by_keeping_the_one_before_stay_bounded(tmp_path: Path) -> None:
    leaf = block(post("x"))
    entries = [{"p": min(number, 60_000), "k": b"x", "v": Link(leaf.cid), "t": None} for number in range(5000)]
    node = block({"l": None, "e": entries})
    commit = block({"did": OWNER, "version": 3, "rev": "3k", "prev": None, "data": Link(node.cid), "sig": b"1"})

    reading, found = read(tmp_path, building.car(commit.cid, [commit, node, leaf]))

    assert found == []
    assert not reading.understood


@pytest.mark.parametrize(
    "tail",
    [b"\xff" * 30, b"\x00" * 50, building.varint(2**50) + b"x", building.varint(3_000_000) + b"y" * 3_000_000, b"\x05abcde"],
)
def test_section_7_rubbish_behind_the_blocks(tmp_path: Path, tail: bytes) -> None:
    reading, found = read(tmp_path, repository(many(5)).car() + tail)

    assert len(found) == 5
    assert not reading.understood


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x01", building.car(b"x", [], 2), building.framed(b"\xa1eroots\x05")])
def test_what_is_no_repository_is_refused(tmp_path: Path, data: bytes) -> None:
    reading, found = read(tmp_path, data)

    assert found == []
    assert not reading.understood


def test_fuzzing_changes_nothing_but_the_account(tmp_path: Path) -> None:
    """Mutated bytes never raise, hang, nor make a record that is not in the repository."""
    good = bytearray(repository(RECORDS).car())
    words = {"Marking 9B’s mocks all evening 😩", "Well done!", "This is what I mean", ""}
    random_source = random.Random(20)
    for _ in range(300):
        data = bytearray(good)
        for _ in range(random_source.randint(1, 4)):
            data[random_source.randrange(len(data))] = random_source.randrange(256)
        cut = data[: random_source.randrange(len(data))] if random_source.random() < 0.3 else data
        try:
            reading, found = read(tmp_path, bytes(cut))
        except ArchiveError:
            continue
        assert set(texts(found)) <= words
        assert not [file.why for file in reading.files if "fault of safeconduct" in file.why]


# --- chats -----------------------------------------------------------------------------------------------------------

_CONVO = {"$type": "chat.bsky.convo.defs#convoView", "id": "c1", "members": [{"did": OWNER}, {"did": PUPIL}]}


def _said(sender: str, text: str, number: int) -> dict[str, Any]:
    return {
        "$type": "chat.bsky.convo.defs#messageView", "id": f"m{number}", "convoId": "c1", "text": text,
        "sender": {"did": sender}, "sentAt": f"2024-03-01T19:0{number}:00.000Z",
    }  # fmt: skip


def chat_file(folder: Path, lines: list[Any]) -> None:
    (folder / "chat.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def test_chats_are_the_owners_words_by_did(tmp_path: Path) -> None:
    chat_file(tmp_path, [_CONVO, _said(OWNER, "see you at club", 1), _said(PUPIL, "ok miss", 2)])

    reading, found = read(tmp_path, repository({}).car())

    assert [(record.text, record.author_is_owner, record.to, record.author, record.locator.index) for record in found] == [
        ("see you at club", True, PUPIL, "", 1),
        ("ok miss", False, PUPIL, PUPIL, 2),
    ]
    assert {record.audience for record in found} == {"direct"}
    assert found[0].at == datetime(2024, 3, 1, 19, 1, tzinfo=UTC)
    assert reading.understood


def test_a_chat_alone_has_no_owner_unless_stated(tmp_path: Path) -> None:
    chat_file(tmp_path, [_said(OWNER, "hello", 1), _said(PUPIL, "hi", 2)])

    assert [record.author_is_owner for record in read_all(tmp_path)[1]] == [None, None]
    assert [record.author_is_owner for record in read_all(tmp_path, OWNER)[1]] == [True, False]


def test_broken_lines_of_a_chat_are_counted(tmp_path: Path) -> None:
    good = json.dumps(_said(PUPIL, "hi", 2)).encode()
    deleted = json.dumps({"$type": "chat.bsky.convo.defs#deletedMessageView", "id": "m9", "sender": {"did": PUPIL}}).encode()
    (tmp_path / "chat.jsonl").write_bytes(good + b"\n{broken\n[]\n\n" + deleted + b"\n")

    reading, found = read_all(tmp_path)

    assert [(record.text, record.deleted, record.locator.index) for record in found] == [("hi", False, 0), ("", True, 4)]
    assert reading.files[0].problems == {"a line is no JSON object": 2}


@pytest.mark.parametrize("within", [False, True])
def test_what_a_picture_is_said_to_show_is_the_owner_s_words(tmp_path: Path, within: bool) -> None:
    images = {"images": [{"alt": "Kai asleep in class", "image": {}}, {"alt": "", "image": {}}, {"image": {}}]}
    embed = {"record": {}, "media": images} if within else images
    _, found = read(tmp_path, repository({f"{POST}/3kaaaaa": post("my day", embed=embed)}).car())

    assert texts(found) == ["my day\nKai asleep in class"]
