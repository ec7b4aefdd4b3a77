"""Mastodon: what its archives get wrong and what gets them wrong."""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Any

import pytest

from readers.small_trees import SAMPLES, Tree
from safeconduct.archive.reading import Status
from safeconduct.archive.record import Record
from safeconduct.readers.mastodon import reader

ME = "https://toot.example/users/amara"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    actor = {"id": ME, "type": "Person", "preferredUsername": "amara", "name": "Amara Okoye"}
    return Tree(tmp_path, reader).put("actor.json", actor)


def note(**fields: Any) -> dict[str, Any]:
    given = {"id": f"{ME}/statuses/1", "type": "Note", "content": "<p>hello</p>", "attributedTo": ME, "to": [PUBLIC], "cc": []}
    activity = {"type": "Create", "actor": ME, "published": "2024-01-08T08:30:00Z", "object": {**given, **fields}}
    return {**activity, "to": activity["object"]["to"], "cc": activity["object"]["cc"]}  # type: ignore[index]


def outbox(tree: Tree, *items: Any) -> list[Record]:
    tree.put("outbox.json", {"type": "OrderedCollection", "totalItems": len(items), "orderedItems": list(items)})
    return [record for record in tree.read() if record.locator.member == "outbox.json"]


@pytest.mark.parametrize(
    ("to", "cc", "audience"),
    [
        ([PUBLIC], [f"{ME}/followers"], "public"),
        ([f"{ME}/followers"], [PUBLIC], "public"),
        (["as:Public"], [], "public"),
        (PUBLIC, [], "public"),
        ([f"{ME}/followers"], ["https://other.example/users/kai"], "friends"),
        ([f"{ME}/followers/"], None, "friends"),
        (["https://other.example/users/kai"], [], "direct"),
        ([], [], "direct"),
        ([{"type": "Person", "id": "https://other.example/users/kai"}], [], "direct"),
        ([5, None, ["x"]], [], "direct"),
    ],
)
def test_fact_19_visibility_is_worked_out(tree: Tree, to: Any, cc: Any, audience: str) -> None:
    (record,) = outbox(tree, note(to=to, cc=cc))

    assert record.audience == audience
    assert record.kind == ("message" if audience == "direct" else "post")
    assert record.author_is_owner is True


@pytest.mark.parametrize(
    ("fields", "to"),
    [
        ({"to": ["https://other.example/users/kai"]}, "@kai@other.example"),
        ({"to": ["https://other.example/users/kai"], "cc": ["https://b.example/@mei"]}, "@kai@other.example, @mei@b.example"),
        ({"to": ["https://other.example/users/kai"], "tag": [{"type": "Mention", "name": "@kai@else"}]}, "@kai@else"),
        ({"to": []}, "@zoe@c.example"),
    ],
    ids=["addressed", "copied", "mentioned", "answered only"],
)
def test_a_direct_reply_went_to_people_and_not_to_a_post(tree: Tree, fields: dict[str, Any], to: str) -> None:
    (record,) = outbox(tree, note(inReplyTo="https://c.example/users/zoe/statuses/9", **fields))

    assert (record.kind, record.to) == ("message", to)


def test_a_public_reply_went_to_the_post_that_it_answers(tree: Tree) -> None:
    answered = "https://c.example/users/zoe/statuses/9"

    (record,) = outbox(tree, note(inReplyTo=answered))

    assert (record.kind, record.to) == ("reply", answered)


def test_fact_19_boosts_have_an_address_and_no_words(tree: Tree) -> None:
    boosted = "https://other.example/users/kai/statuses/7"
    announce = {"type": "Announce", "actor": ME, "published": "2024-01-08T08:30:00Z", "to": [PUBLIC], "object": boosted}

    (record,) = outbox(tree, announce)

    assert (record.kind, record.author_is_owner, record.text, record.link) == ("repost", False, "", boosted)
    assert record.author == "@kai@other.example"


def test_fact_25_what_somebody_else_wrote_is_not_the_owners(tree: Tree) -> None:
    theirs = note(attributedTo="https://other.example/users/kai")

    (record,) = outbox(tree, theirs)

    assert (record.author_is_owner, record.author) == (False, "@kai@other.example")


def test_a_content_warning_stands_first_and_html_is_made_plain(tree: Tree) -> None:
    (record,) = outbox(tree, note(summary="moan", content="<p>a &lt; b</p><p>c<br>d</p>", contentMap={"en": "other"}))

    assert record.text == "moan\na < b\n\nc\nd"


def test_an_edited_post_says_so(tree: Tree) -> None:
    first, second = outbox(tree, note(updated="2024-01-08T09:00:00Z"), note(id=f"{ME}/statuses/2", updated=None))

    assert (first.edited, second.edited) == (True, False)


def test_choices_of_a_poll_are_words(tree: Tree) -> None:
    (record,) = outbox(tree, note(type="Question", anyOf=[{"name": "Mon"}, {"name": "Tue"}, 4]))

    assert record.text == "hello\nMon\nTue"


@pytest.mark.parametrize(
    ("uri", "handle"),
    [
        ("https://other.example/users/kai/statuses/7", "@kai@other.example"),
        ("https://other.example/@kai/7", "@kai@other.example"),
        ("https://other.example/@kai@third.example/7", "@kai@third.example"),
        ("https://other.example/objects/7", ""),
        ("https://", ""),
        ("x", ""),
    ],
)
def test_names_out_of_addresses(tree: Tree, uri: str, handle: str) -> None:
    tree.put("likes.json", ["https://first.example/1", uri])

    likes = [record for record in tree.read() if record.kind == "like"]

    assert [record.author for record in likes] == ["", handle]
    assert {record.author_is_owner for record in likes} == {False}


def test_broken_entries_are_counted_and_the_rest_is_read(tree: Tree) -> None:
    found = outbox(tree, None, 5, [], "x", {"type": "Delete"}, {"type": "Create", "object": 7}, note(content=None), note(to=7))

    assert [(record.text, record.locator.index) for record in found] == [("", 6), ("hello", 7)]
    assert tree.outcomes["outbox.json"].status is Status.PARTLY
    assert sum(tree.outcomes["outbox.json"].problems.values()) == 6


@pytest.mark.parametrize(
    "content",
    ['{"orderedItems":[]}', "[]", '{"orderedItems":null,"totalItems":0}', '{"type":"OrderedCollection","totalItems":0}', "{}"],
)
def test_an_empty_outbox_is_empty(tree: Tree, content: str) -> None:
    tree.put("outbox.json", content).read()

    assert tree.outcomes["outbox.json"].status is Status.EMPTY


@pytest.mark.parametrize("name", ["bookmarks.csv", "lists.csv", "blocked_domains.csv", "muted_accounts.csv"])
def test_an_empty_list_is_empty(tree: Tree, name: str) -> None:
    tree.put(name, "").read()

    assert tree.outcomes[name].status is Status.EMPTY


@pytest.mark.parametrize("content", ["", "no json", '"text"', "7", '{"orderedItems": 7}', "\0\0\0"])
def test_an_outbox_of_another_form_is_not_understood(tree: Tree, content: str) -> None:
    tree.put("outbox.json", content).read()

    assert tree.outcomes["outbox.json"].status is Status.NOT_UNDERSTOOD


def test_an_archive_cut_off_in_the_middle(tree: Tree) -> None:
    outbox(tree, note(), note(id=f"{ME}/statuses/2", content="second"))
    whole = (tree.folder / "outbox.json").read_bytes()

    tree.put("outbox.json", whole[:-100])
    texts = [record.text for record in tree.read() if record.locator.member == "outbox.json"]

    assert texts == ["hello"]
    assert tree.outcomes["outbox.json"].status is Status.PARTLY


def test_a_tar_gz_gives_the_same_as_the_folder(tmp_path: Path) -> None:
    variant = SAMPLES / "mastodon" / "archive-2019"
    tree = Tree(variant, reader)
    with tarfile.open(tmp_path / "archive-20190101-abc.tar.gz", "w:gz") as archive:
        for file in sorted(variant.iterdir()):
            archive.add(file, file.name)

    packed = tree.read(path=tmp_path / "archive-20190101-abc.tar.gz")

    assert packed == tree.read()
    assert len(packed) == 4


def test_the_owner_is_told(tree: Tree) -> None:
    outbox(tree, note())

    assert tree.reading is not None
    export = tree.reading.exports[0][1]
    assert export.owner_name == "@amara@toot.example"
    assert {"amara", "Amara Okoye", ME} <= export.owners


def test_lists_of_people_with_and_without_a_heading(tree: Tree) -> None:
    tree.put("following_accounts.csv", "\ufeffAccount address,Show boosts\r\nkai@other.example,true\r\n\r\nno account\r\n")
    tree.put("blocked_accounts.csv", '"spam@bad.example"\n')
    tree.put("muted_accounts.csv", "")

    found = [(record.aspect, record.to) for record in tree.read() if record.kind == "connection"]

    assert found == [("blocked", "spam@bad.example"), ("following", "kai@other.example")]
    assert tree.outcomes["following_accounts.csv"].problems == {"a line names no account": 1}
    assert tree.outcomes["muted_accounts.csv"].status is Status.EMPTY


def test_a_line_without_end_is_passed_over(tree: Tree) -> None:
    tree.put("blocked_accounts.csv", "a@b.example\n" + "x" * 500_000 + "\nc@d.example\n")

    assert [record.to for record in tree.read() if record.kind == "connection"] == ["a@b.example", "c@d.example"]


def test_what_a_picture_is_said_to_show_is_the_owner_s_words(tree: Tree) -> None:
    pictures = [{"type": "Document", "url": "/m/a.png", "name": "Kai asleep in class"}, {"type": "Document", "url": "/m/b.png"}]
    (record,) = outbox(tree, note(attachment=pictures))

    assert record.text == "hello\nKai asleep in class"
    assert record.attached == ("/m/a.png", "/m/b.png")
