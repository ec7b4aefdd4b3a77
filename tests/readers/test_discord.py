"""Discord: what its packages get wrong and what gets them wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from readers.small_trees import Tree
from safeconduct.archive.reading import Status
from safeconduct.archive.record import Record
from safeconduct.readers.discord import reader

ME, KAI = "1087654321098765432", "1087654321098765001"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path, reader).put("Account/user.json", {"id": ME, "username": "tunde"})


def said(tree: Tree, channel: Any, *messages: Any, folder: str = "Messages/c77") -> list[Record]:
    if channel is not None:
        tree.put(f"{folder}/channel.json", channel)
    tree.put(f"{folder}/messages.json", list(messages))
    return [record for record in tree.read() if record.kind == "message"]


def message(number: Any = 1234567890123456789, **fields: Any) -> dict[str, Any]:
    return {"ID": number, "Timestamp": "2024-05-02 20:15:00", "Contents": "hi", "Attachments": "", **fields}


def test_ids_beyond_two_to_the_53_keep_their_last_digit(tree: Tree) -> None:
    found = said(tree, None, message(9007199254740993), message("9007199254740995"))

    assert [record.id for record in found] == ["9007199254740993", "9007199254740995"]


def test_an_id_that_was_made_a_fraction_is_none(tree: Tree) -> None:
    (record,) = said(tree, None, message(1.2345678901234568e18))

    assert record.id == ""


def test_a_message_without_a_time_has_that_of_its_id(tree: Tree) -> None:
    (record,) = said(tree, None, message(175928847299117063, Timestamp=None))

    assert record.at is not None
    assert record.at.isoformat() == "2016-04-30T11:18:25.796000+00:00"


@pytest.mark.parametrize(
    ("channel", "audience", "to", "page"),
    [
        ({"id": "77", "type": "DM", "recipients": [ME, KAI]}, "direct", KAI, "@me"),
        ({"id": "77", "type": 1, "recipients": [ME, KAI]}, "direct", KAI, "@me"),
        ({"id": "77", "recipients": [ME, KAI]}, "direct", KAI, "@me"),
        ({"id": "77", "type": "GROUP_DM", "recipients": [ME, KAI, "5"]}, "private_group", f"{KAI}, 5", "@me"),
        ({"id": "77", "type": 3, "name": "Maths", "recipients": [ME, KAI, "5"]}, "private_group", "Maths", "@me"),
        ({"id": "77", "type": 0, "name": "chat", "guild": {"id": "9", "name": "Club"}}, "private_group", "Club #chat", "9"),
        ({"id": "77", "type": "PUBLIC_THREAD", "guild": {"id": "9", "name": "Club"}}, "private_group", "Club", "9"),
        ({"id": "77", "type": "GUILD_TEXT"}, "private_group", "", ""),
        ({}, "unknown", "", ""),
        (None, "unknown", "", ""),
    ],
)
def test_where_it_was_written(tree: Tree, channel: Any, audience: str, to: str, page: str) -> None:
    (record,) = said(tree, channel, message(5))

    assert (record.audience, record.to) == (audience, to)
    assert record.link == (f"https://discord.com/channels/{page}/77/5" if page else "")
    assert record.author_is_owner is True


@pytest.mark.parametrize(
    ("listed", "audience", "to"),
    [
        ("Direct Message with kai#0", "direct", "kai"),
        ("Direct Message with kai#1234", "direct", "kai#1234"),
        ("help in Coding Club", "private_group", "help in Coding Club"),
        ("None", "unknown", "None"),
        (None, "unknown", ""),
    ],
)
def test_the_list_of_channels_helps_where_the_folder_says_nothing(tree: Tree, listed: Any, audience: str, to: str) -> None:
    tree.put("Messages/index.json", {"77": listed})

    (record,) = said(tree, None, message(5))

    assert (record.audience, record.to) == (audience, to)


@pytest.mark.parametrize("folder", ["messages/77", "Messages/c77", "package/MESSAGES/C77", "Nachrichten/c77"])
def test_folders_vary(tree: Tree, folder: str) -> None:
    (record,) = said(tree, {"id": "77", "type": "DM", "recipients": [ME, KAI]}, message(5), folder=folder)

    assert (record.audience, record.link) == ("direct", "https://discord.com/channels/@me/77/5")


def test_a_broken_channel_file_is_said(tree: Tree) -> None:
    (record,) = said(tree, "{broken", message(5))

    assert record.audience == "unknown"
    assert not tree.outcomes["Messages/c77/messages.json"].understood


def test_tables_of_older_packages(tree: Tree) -> None:
    rows = 'ID,Timestamp,Contents,Attachments\n9007199254740993,2020-01-02 03:04:05.678000+00:00,"a ""b"",\nc",u1 u2\n'
    tree.put("messages/77/messages.csv", rows)

    (record,) = [record for record in tree.read() if record.kind == "message"]

    assert (record.id, record.text, record.attached) == ("9007199254740993", 'a "b",\nc', ("u1", "u2"))
    assert record.at is not None
    assert record.at.isoformat() == "2020-01-02T03:04:05.678000+00:00"


def test_the_messages_of_another_platform_are_not_taken(tmp_path: Path) -> None:
    tree = Tree(tmp_path, reader)
    tree.put("linkedin/messages.csv", "CONVERSATION ID,CONVERSATION TITLE,FROM\n1,x,y\n")
    tree.put("inbox/messages.json", [{"sender": "kai", "content": "hi"}])

    assert tree.read() == []


def test_broken_entries_are_counted_and_the_rest_is_read(tree: Tree) -> None:
    found = said(tree, None, message(5), None, 7, ["x"], {"ID": [], "Timestamp": 5, "Contents": {}, "Attachments": 9})

    assert [(record.text, record.locator.index) for record in found] == [("hi", 0), ("", 4)]
    assert tree.outcomes["Messages/c77/messages.json"].problems == {"an entry of the list is no message": 3}


@pytest.mark.parametrize("content", ["[]", " [ ] \n"])
def test_a_chat_without_messages_is_empty(tree: Tree, content: str) -> None:
    tree.put("Messages/c77/messages.json", content).read()

    assert tree.outcomes["Messages/c77/messages.json"].status is Status.EMPTY


def test_a_table_with_only_a_header_is_empty(tree: Tree) -> None:
    tree.put("Messages/c77/messages.csv", "ID,Timestamp,Contents,Attachments\r\n").read()

    assert tree.outcomes["Messages/c77/messages.csv"].status is Status.EMPTY


def test_relations_of_unknown_kind_are_a_problem(tree: Tree) -> None:
    user = {"id": ME, "username": "tunde", "relationships": [{"id": KAI, "type": 1}, {"id": "5", "type": 99}, 7]}

    found = [record for record in tree.put("Account/user.json", user).read() if record.kind == "connection"]

    assert [(record.aspect, record.to) for record in found] == [("friend", KAI)]
    assert sum(tree.outcomes["Account/user.json"].problems.values()) == 2


def test_the_owner_is_told(tree: Tree) -> None:
    tree.read()

    assert tree.reading is not None
    assert tree.reading.exports[0][1].owners == {"tunde", ME}
    assert tree.reading.exports[0][1].owner_name == "tunde"
