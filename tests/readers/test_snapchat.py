"""Snapchat: what its downloads get wrong and what gets them wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from readers.small_trees import Tree
from safeconduct.archive.reading import Status
from safeconduct.archive.record import Record
from safeconduct.readers.snapchat import reader

ME = {"Basic Information": {"Username": "amara", "Name": "Amara Okoye"}}


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path, reader).put("json/account.json", ME)


def said(**fields: Any) -> dict[str, Any]:
    given = {"From": "kai", "Media Type": "TEXT", "Created": "2024-04-20 01:29:22 UTC", "Content": "hi", "IsSender": False}
    return {**given, "Conversation Title": None, **fields}


def chats(tree: Tree, content: Any) -> list[Record]:
    tree.put("json/chat_history.json", content)
    return [record for record in tree.read() if record.kind == "message"]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"Created(microseconds)": 1713576562686}, "2024-04-20T01:29:22.686000+00:00"),
        ({"Created(microseconds)": 1713576562686000}, "2024-04-20T01:29:22.686000+00:00"),
        ({"Created(microseconds)": "1713576562686"}, "2024-04-20T01:29:22.686000+00:00"),
        ({"Created(microseconds)": 0}, "2024-04-20T01:29:22+00:00"),
        ({}, "2024-04-20T01:29:22+00:00"),
    ],
)
def test_fact_14_microseconds_are_milliseconds(tree: Tree, fields: dict[str, Any], at: str) -> None:
    (record,) = chats(tree, {"kai": [said(**fields)]})

    assert record.at is not None
    assert record.at.isoformat() == at


def test_no_time_is_no_time(tree: Tree) -> None:
    (record,) = chats(tree, {"kai": [said(Created="soon")]})

    assert record.at is None


def test_entities_are_turned_into_characters(tree: Tree) -> None:
    (record,) = chats(tree, {"kai": [said(Content="it&#39;s &lt;3 &amp;amp;")]})

    assert record.text == "it's <3 &amp;"


@pytest.mark.parametrize(
    ("section", "fields", "own"),
    [
        ("kai", {"IsSender": True, "From": "amara"}, True),
        ("kai", {"IsSender": "True"}, True),
        ("kai", {"IsSender": None, "From": "amara"}, True),
        ("kai", {"IsSender": None}, False),
        ("Sent Saved Chat History", {"IsSender": None, "To": "kai"}, True),
        ("Received Saved Chat History", {"IsSender": None}, False),
        ("Sent Saved Chat History", {"IsSender": True, "From": "kai"}, True),
    ],
)
def test_fact_25_whose_words(tree: Tree, section: str, fields: dict[str, Any], own: bool) -> None:
    (record,) = chats(tree, {section: [said(**fields)]})

    assert record.author_is_owner is own
    assert record.to == "kai"
    assert record.author == ("" if own else "kai")


def test_without_an_account_file_nothing_tells_whose_words_they_are(tmp_path: Path) -> None:
    tree = Tree(tmp_path, reader)

    (record,) = chats(tree, {"kai": [said(IsSender=None)]})

    assert record.author_is_owner is None

    (record,) = [record for record in tree.read(owner="amara") if record.kind == "message"]

    assert record.author_is_owner is False


@pytest.mark.parametrize(
    ("section", "fields", "audience", "to"),
    [
        ("kai", {}, "direct", "kai"),
        ("kai", {"Conversation Title": "kai"}, "direct", "kai"),
        ("x", {"Conversation Title": "Year 10"}, "private_group", "Year 10"),
        ("Year 10", {"Conversation Title": "Year 10", "IsSender": True}, "private_group", "Year 10"),
        ("8c5f1a52-77aa-4f0e-9d0e-1f5a3b1c2d3e", {"IsSender": True, "From": "amara"}, "private_group", None),
        ("Sent Saved Chat History", {"To": "kai, zoe", "IsSender": None}, "private_group", "kai, zoe"),
    ],
)
def test_groups_and_single_people(tree: Tree, section: str, fields: dict[str, Any], audience: str, to: str | None) -> None:
    (record,) = chats(tree, {section: [said(**fields)]})

    assert record.audience == audience
    assert record.to == (section if to is None else to)


def test_snaps_have_no_words(tree: Tree) -> None:
    tree.put("json/snap_history.json", {"kai": [said(**{"Media Type": "IMAGE", "Content": "never there"})]})

    (record,) = [record for record in tree.read() if record.kind == "message"]

    assert (record.text, record.aspect, record.author_is_owner) == ("", "image", False)


@pytest.mark.parametrize("empty", [{}, {"kai": []}, {"Received Saved Chat History": [], "Sent Saved Chat History": None}])
def test_empty_chats_are_empty(tree: Tree, empty: Any) -> None:
    assert chats(tree, empty) == []
    assert tree.outcomes["json/chat_history.json"].status is Status.EMPTY


@pytest.mark.parametrize("content", ["", "[", "7", '"x"', b"\xff\xfe\x00"])
def test_broken_chats_are_not_understood(tree: Tree, content: Any) -> None:
    assert chats(tree, content) == []
    assert not tree.outcomes["json/chat_history.json"].understood


def test_broken_entries_are_counted_and_the_rest_is_read(tree: Tree) -> None:
    found = chats(tree, {"kai": [None, 5, said(), {"From": 7, "Content": ["x"], "Media IDs": 5}], "note": "text"})

    assert [record.text for record in found] == ["hi", ""]
    assert tree.outcomes["json/chat_history.json"].problems == {
        "an entry of a list is of another form than is known": 2,
        "something stands where a list should be": 1,
    }


def test_an_unknown_list_of_people_is_a_problem(tree: Tree) -> None:
    tree.put("json/friends.json", {"Friends": [{"Username": "kai"}], "Enemies": [{"Username": "zoe"}]})

    assert [record.to for record in tree.read() if record.kind == "connection"] == ["kai"]
    assert tree.outcomes["json/friends.json"].problems == {"a section of the list of friends is not known": 1}


def test_the_web_pages_are_read_only_where_there_is_no_json(tree: Tree) -> None:
    page = (
        "<html><h4>Received Saved Chat History</h4><table><tr><th>From</th><th>Text</th></tr><tr><td>kai</td><td>page</td></tr>"
    )
    tree.put("html/chat_history.html", page)
    assert [record.text for record in tree.read() if record.kind == "message"] == ["page"]

    tree.put("html/chat_history/subpage_kai.html", "<html><p>the same once more</p></html>")
    assert [record.text for record in chats(tree, {"kai": [said()]})] == ["hi"]
    assert all(outcome.understood for outcome in tree.outcomes.values())


def test_a_page_without_tables_is_not_taken_for_empty(tree: Tree) -> None:
    tree.put("html/chat_history.html", "<html><body><p>hello kai</p></body></html>").read()

    assert "Ask Snapchat for the data as JSON" in tree.outcomes["html/chat_history.html"].why


def test_a_row_of_another_width_is_a_problem(tree: Tree) -> None:
    page = "<html><h4>Friends</h4><table><tr><th>Username</th><th>Display Name</th><th>Source</th></tr><tr><td>a</td></tr>"
    tree.put("html/friends.html", page + "<tr><td>kai</td><td>Kai</td><td></td></tr></table></html>")

    assert [record.to for record in tree.read() if record.kind == "connection"] == ["Kai"]
    assert sum(tree.outcomes["html/friends.html"].problems.values()) == 1


def test_the_owner_is_told(tree: Tree) -> None:
    tree.read()

    assert tree.reading is not None
    assert tree.reading.exports[0][1].owners == {"amara", "Amara Okoye"}
    assert tree.reading.exports[0][1].owner_name == "Amara Okoye"


def test_sign_ins_are_no_profile(tree: Tree) -> None:
    tree.put("json/account.json", {**ME, "Login History": [{"Country": "FR", "Created": "2024-01-01 00:00:00 UTC"}]})

    assert [record.aspect for record in tree.read()] == ["username", "name"]


def test_a_friends_file_of_another_platform_is_not_taken(tmp_path: Path) -> None:
    tree = Tree(tmp_path, reader).put("friends.json", {"friends_v2": [{"name": "Kai", "timestamp": 1}]})

    assert tree.read() == []
    assert tree.outcomes["friends.json"].status is Status.NOT_UNDERSTOOD
