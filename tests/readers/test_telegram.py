"""Telegram Desktop's exports: whose words they are, in one chat, a whole account, and web pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from safeconduct.archive.opening import open_archive
from safeconduct.archive.reading import FAULT, Reading, Status
from safeconduct.archive.record import Record, RecordKind, Seen
from safeconduct.readers._telegram_json import looks_right
from safeconduct.readers.telegram import READER

UNIX = 1717523170  # 2024-06-04 17:46:10 UTC
ME, OTHER = "user500", "user411"


def reading(folder: Path, files: dict[str, str], owner: str = "") -> tuple[Reading, list[Record]]:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    found = Reading(open_archive([folder]), owner, [READER])
    return found, list(found.records())


NUMBERS = count(1)


def message(number: int = 0, *, by: str = ME, name: str = "Elin Rhys", text: Any = "hello", **more: Any) -> dict[str, Any]:
    when = {"date": "2024-06-04T18:46:10", "date_unixtime": str(UNIX)}
    return {
        "id": number or next(NUMBERS),
        "type": "message",
        **when,
        "from": name,
        "from_id": by,
        "text": text,
        "text_entities": [],
        **more,
    }


def chat(*messages: Any, kind: str = "personal_chat", name: str = "Kwame Boateng", number: int = 411) -> dict[str, Any]:
    return {"name": name, "type": kind, "id": number, "messages": list(messages)}


def one_chat(folder: Path, content: dict[str, Any], owner: str = "") -> list[Record]:
    records = reading(folder, {"result.json": json.dumps(content, ensure_ascii=False)}, owner)[1]
    return [record for record in records if record.kind != RecordKind.PROFILE]


def account(*chats: dict[str, Any], **more: Any) -> dict[str, Any]:
    about = {"user_id": 500, "first_name": "Elin", "last_name": "Rhys"}
    return {"about": "Your data.", "personal_information": about, **more, "chats": {"about": "", "list": list(chats)}}


def problems(found: Reading) -> dict[str, int]:
    return {what: count for file in found.files for what, count in file.problems.items()}


# --- words and times -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain", "plain"),
        ("", ""),
        ([], ""),
        (["a ", {"type": "bold", "text": "b"}, " c"], "a b c"),
        ([{"type": "text_link", "text": "here", "href": "https://example.org"}], "here"),
        (["a", {"type": "custom_emoji", "text": "😀", "document_id": "x"}, {"type": "broken"}, 7, None], "a😀"),
        ("\ud83d half", "\ufffd half"),
        (None, ""),
        (42, ""),
    ],
)
def test_a_text_is_a_string_or_a_mixed_list(tmp_path: Path, text: Any, words: str) -> None:
    content = json.dumps(chat(message(text=text)))
    _, (record,) = reading(tmp_path, {"result.json": content})

    assert record.text == words


@pytest.mark.parametrize(
    "text", [{"type": "bold", "text": "lost"}, 42, True, ["a", {"type": "broken"}], ["a", None], [["a"]]], ids=str
)
def test_a_text_of_unknown_shape_is_said_and_the_message_kept(tmp_path: Path, text: Any) -> None:
    found, records = reading(tmp_path, {"result.json": json.dumps(chat(message(text=text), message(text="next")))})

    first = "a" if isinstance(text, list) and text[0] == "a" else ""
    assert [record.text for record in records] == [first, "next"]
    assert problems(found) == {"a message whose text has an unknown shape": 1}
    assert found.files[0].status is Status.PARTLY


def test_control_characters_as_telegram_writes_them(tmp_path: Path) -> None:
    content = json.dumps(chat(message(text="MARK"))).replace("MARK", r"a\x0Bb \\x41 c\x1F \"d\"")
    found, (record,) = reading(tmp_path, {"result.json": content})

    assert record.text == 'a\x0bb \\x41 c\x1f "d"'
    assert found.understood


def test_the_unix_time_goes_before_the_clock_on_the_wall(tmp_path: Path) -> None:
    new, old, broken = one_chat(
        tmp_path,
        chat(
            message(date="2024-06-04T20:46:10"),
            {key: value for key, value in message().items() if key != "date_unixtime"},
            message(date="never", date_unixtime="0"),
        ),
    )

    assert (new.at, new.local) == (datetime(2024, 6, 4, 17, 46, 10, tzinfo=UTC), "2024-06-04T20:46")
    assert (old.at, old.local) == (datetime(2024, 6, 4, 17, 46, 10, tzinfo=UTC), "2024-06-04T18:46")
    assert (broken.at, broken.local) == (None, "")


def test_edited_is_what_has_a_real_time(tmp_path: Path) -> None:
    records = one_chat(
        tmp_path,
        chat(
            message(edited="1970-01-01T01:00:00"),
            message(edited="2024-06-04T19:00:00", edited_unixtime="1717524000"),
            message(),
        ),
    )

    assert [record.edited for record in records] == [False, True, False]


def test_files_by_name_but_no_placeholder(tmp_path: Path) -> None:
    left_out = "(File not included. Change data exporting settings to download.)"
    records = one_chat(
        tmp_path,
        chat(
            message(text="", photo="photos/a.jpg"),
            message(text="", file=left_out, media_type="sticker", sticker_emoji="👍"),
            message(text="", file=left_out, file_name="list.pdf"),
            message(text="see", file="files/list.pdf", thumbnail="files/list_thumb.jpg"),
        ),
    )

    assert [(record.text, record.attached) for record in records] == [
        ("", ("photos/a.jpg",)),
        ("", ()),
        ("", ("list.pdf",)),
        ("see", ("files/list.pdf",)),
    ]


# --- whose words ---------------------------------------------------------------------------------------------------


def owners(records: list[Record]) -> list[bool | None]:
    return [record.author_is_owner for record in records]


def test_in_a_personal_chat_the_one_it_is_not_called_after_is_the_owner(tmp_path: Path) -> None:
    found, records = reading(
        tmp_path,
        {"result.json": json.dumps(chat(message(by=OTHER, name="Kwame Boateng"), message(), message(by=OTHER, name="")))},
    )

    assert owners(records) == [False, True, False]
    assert [record.author for record in records] == ["Kwame Boateng", "", OTHER]
    assert {record.audience for record in records} == {Seen.DIRECT}
    assert found.exports[0][1].owner_name == "Elin Rhys"


def test_the_owner_of_one_chat_is_known_in_the_next(tmp_path: Path) -> None:
    group = chat(message(text="mine"), message(by="user9", name="Z", text="not"), kind="private_group", name="Team", number=9)
    _, records = reading(
        tmp_path,
        {"ChatExport_1/result.json": json.dumps(chat(message(text="x"))), "ChatExport_2/result.json": json.dumps(group)},
    )

    assert {record.text: record.author_is_owner for record in records} == {"x": True, "mine": True, "not": False}


def test_in_a_group_alone_nothing_tells(tmp_path: Path) -> None:
    group = chat(message(), message(by="user9", name="Zofia"), kind="private_supergroup", name="Team")

    assert owners(one_chat(tmp_path / "a", group)) == [None, None]
    assert owners(one_chat(tmp_path / "b", group, owner="zofia")) == [None, True]


def test_two_senders_of_the_name_that_the_user_gave_are_both_unknown(tmp_path: Path) -> None:
    group = chat(
        message(by="user2", name="Sam Lee", text="a"),
        message(by="user77", name="Sam  lee", text="b"),
        message(by="user9", name="Zofia", text="c"),
        message(by="user2", name="Sam Lee", text="d", forwarded_from="News"),
        kind="private_group",
    )
    found, records = reading(tmp_path, {"result.json": json.dumps(group)}, owner="Sam Lee")

    assert owners(records) == [None, None, None, False]
    assert any("several people in the chats have the name you gave" in warning for warning in found.warnings)


def test_one_sender_of_the_name_in_two_chats_is_the_owner(tmp_path: Path) -> None:
    files = {
        f"ChatExport_{number}/result.json": json.dumps(
            chat(
                message(by="user2", name="Sam Lee"), message(by="channel9", name="Sam Lee"), kind="private_group", number=number
            )
        )
        for number in (1, 2)
    }
    found, records = reading(tmp_path, files, owner="Sam Lee")

    assert owners(records) == [True, None, True, None]
    assert found.warnings == []


def test_in_a_chat_with_a_namesake_the_number_tells(tmp_path: Path) -> None:
    alike = chat(message(by=OTHER, name="Sam Lee"), message(by=ME, name="Sam Lee"), name="Sam Lee")

    assert owners(one_chat(tmp_path, alike)) == [False, None]


def test_forwarded_words_are_nobodys_own(tmp_path: Path) -> None:
    records = one_chat(
        tmp_path,
        account(chat(message(forwarded_from="News"), message(forwarded_from=None), message(forwarded_from="Elin Rhys"))),
    )

    assert owners(records) == [False, False, False]
    assert [record.author for record in records] == ["News", "", "Elin Rhys"]


def test_saved_messages_are_the_owners(tmp_path: Path) -> None:
    found, records = reading(
        tmp_path,
        {
            "result.json": json.dumps(
                {"type": "saved_messages", "id": 500, "messages": [message(forwarded_from="X"), message()]}
            )
        },
    )

    assert owners(records) == [False, True]
    assert {(record.to, record.audience) for record in records} == {("Saved Messages", Seen.DIRECT)}
    assert found.exports[0][1].owners == {"Elin Rhys"}


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("personal_chat", Seen.DIRECT),
        ("bot_chat", Seen.DIRECT),
        ("private_group", Seen.PRIVATE_GROUP),
        ("private_supergroup", Seen.PRIVATE_GROUP),
        ("public_supergroup", Seen.PUBLIC),
        ("private_channel", Seen.PRIVATE_GROUP),
        ("public_channel", Seen.PUBLIC),
        ("something_new", Seen.UNKNOWN),
    ],
)
def test_every_kind_of_chat_is_read(tmp_path: Path, kind: str, seen: Seen) -> None:
    (record,) = one_chat(tmp_path, account(chat(message(), kind=kind)))

    assert (record.audience, record.author_is_owner, record.to) == (seen, True, "Kwame Boateng")


def test_a_channels_post_is_the_owners_only_if_it_is_signed(tmp_path: Path) -> None:
    posts = [message(by="channel9", name="News"), message(by="channel9", name="News", author="Elin Rhys")]
    posts.append(message(by="channel9", name="News", author="Head"))

    assert owners(one_chat(tmp_path, account(chat(*posts, kind="public_channel", name="News", number=9)))) == [
        None,
        True,
        False,
    ]


def test_left_chats_are_read_too(tmp_path: Path) -> None:
    whole = account(chat(message(text="here")))
    whole["left_chats"] = {"about": "", "list": [chat(message(text="gone"), kind="private_supergroup")]}

    assert [record.text for record in one_chat(tmp_path, whole)] == ["here", "gone"]


def test_service_lines_are_nobodys_words_and_keep_their_place(tmp_path: Path) -> None:
    records = one_chat(tmp_path, chat({"id": 1, "type": "service", "action": "phone_call", "text": ""}, message(2)))

    assert [(record.locator.index, record.id) for record in records] == [(1, "411/2")]


def test_the_same_number_in_two_chats_is_two_messages(tmp_path: Path) -> None:
    records = one_chat(tmp_path, account(chat(message(7)), chat(message(7), number=412)))

    assert [record.id for record in records] == ["411/7", "412/7"]


def test_the_place_of_a_message_is_counted_over_all_chats_of_a_file(tmp_path: Path) -> None:
    whole = account(chat(message(text="a"), {"type": "service"}, "broken"), chat(), chat(message(text="b"), number=412))
    whole["left_chats"] = {"about": "", "list": [chat(message(text="c"), message(text="d"), number=413)]}

    assert [(record.text, record.locator.index) for record in one_chat(tmp_path, whole)] == [
        ("a", 0),
        ("b", 3),
        ("c", 4),
        ("d", 5),
    ]


def test_a_poll_is_the_words_of_who_asks(tmp_path: Path) -> None:
    poll = {
        "question": "Who?",
        "closed": False,
        "total_voters": 0,
        "answers": [{"text": "Me", "voters": 0}, {"text": "You"}, "broken"],
    }
    (record,) = one_chat(tmp_path, account(chat(message(text="", poll=poll))))

    assert (record.text, record.author_is_owner) == ("Who?\nMe\nYou", True)


def test_what_the_owner_reacted_to(tmp_path: Path) -> None:
    reactions = [
        {
            "type": "emoji",
            "count": 2,
            "emoji": "❤",
            "recent": [{"from_id": ME, "date": "2024-06-04T19:00:00"}, {"from_id": OTHER}],
        }
    ]
    records = one_chat(tmp_path, account(chat(message(by=OTHER, name="Kwame Boateng", text="rude", reactions=reactions))))

    assert [(record.kind, record.author_is_owner, record.aspect, record.text) for record in records] == [
        (RecordKind.MESSAGE, False, "", "rude"),
        (RecordKind.LIKE, False, "❤", "rude"),
    ]


def test_people_and_profile(tmp_path: Path) -> None:
    people = {
        "about": "",
        "list": [{"user_id": 9, "first_name": "Reuben", "last_name": None, "date_unixtime": "1662015600"}, "broken", {}],
    }
    whole = account(contacts=people, frequent_contacts={"about": "", "list": [{"id": 9, "name": "Reuben"}]})
    found, records = reading(tmp_path, {"result.json": json.dumps(whole)})

    assert [(record.kind, record.aspect, record.to or record.text) for record in records] == [
        (RecordKind.PROFILE, "name", "Elin Rhys"),
        (RecordKind.CONNECTION, "contact", "Reuben"),
    ]
    assert problems(found) == {"a contact that is none": 1}


# --- damaged -------------------------------------------------------------------------------------------------------


def test_one_bad_message_does_not_stop_the_rest(tmp_path: Path) -> None:
    found, records = reading(
        tmp_path,
        {
            "result.json": json.dumps(
                chat(message(text="a"), None, "x", [1], {"id": 3, "type": "unsupported"}, message(text="b"))
            )
        },
    )

    assert [record.text for record in records] == ["a", "b"]
    assert problems(found) == {"a message that is none": 3, "a message that Telegram itself could not export": 1}


def test_a_chat_whose_name_stands_below_its_messages(tmp_path: Path) -> None:
    content = {
        "messages": [message(), message(by=OTHER, name="Kwame Boateng")],
        "id": 411,
        "type": "personal_chat",
        "name": "Kwame Boateng",
    }
    whole = account(content)

    assert {record.to for record in one_chat(tmp_path / "a", content)} == {"Kwame Boateng"}
    assert owners(one_chat(tmp_path / "b", whole)) == [True, False]


@pytest.mark.parametrize("content", [chat(), account(chat()), account(), chat({"type": "service"})])
def test_nothing_in_it_is_no_fault(tmp_path: Path, content: dict[str, Any]) -> None:
    content.pop("personal_information", None)
    found, records = reading(tmp_path, {"result.json": json.dumps(content)})

    assert records == []
    assert [file.status for file in found.files] == [Status.EMPTY]


def test_messages_in_an_object_are_read_by_their_values(tmp_path: Path) -> None:
    content = chat() | {"messages": {"7": message(text="a"), "x": message(by=OTHER, name="Kwame Boateng", text="b"), "y": 1}}
    found, records = reading(tmp_path / "one", {"result.json": json.dumps(content)})

    assert [(record.text, record.author_is_owner, record.locator.index) for record in records] == [
        ("a", True, 0),
        ("b", False, 1),
    ]
    assert problems(found) == {"a message that is none": 1}
    assert [record.text for record in one_chat(tmp_path / "all", account(content))] == ["a", "b"]


@pytest.mark.parametrize("messages", [{"a": 1}, {}, None, "text", 7, [None]], ids=str)
def test_messages_that_are_none_are_never_silently_nothing(tmp_path: Path, messages: Any) -> None:
    found, records = reading(tmp_path / "one", {"result.json": json.dumps(chat() | {"messages": messages})})
    assert records == []
    assert [(file.member, file.status) for file in found.files] == [("result.json", Status.NOT_UNDERSTOOD)]

    whole = account(chat(message(text="a")), chat() | {"messages": messages})
    found, records = reading(tmp_path / "all", {"result.json": json.dumps(whole)})
    assert [record.text for record in records if record.kind == RecordKind.MESSAGE] == ["a"]
    assert [(file.member, file.status) for file in found.files] == [("result.json", Status.PARTLY)]


@pytest.mark.parametrize("chats", [None, "text", {"about": "", "list": None}, {"about": "", "list": [None]}, [7]], ids=str)
def test_chats_that_are_none_are_said(tmp_path: Path, chats: Any) -> None:
    found, records = reading(tmp_path, {"result.json": json.dumps(account() | {"chats": chats})})

    assert {record.kind for record in records} == {RecordKind.PROFILE}
    assert [file.status for file in found.files] == [Status.PARTLY]


def test_a_file_cut_off_gives_what_is_there(tmp_path: Path) -> None:
    content = json.dumps(chat(message(text="first"), message(text="second")))
    found, records = reading(tmp_path, {"result.json": content[:-60]})

    assert [record.text for record in records] == ["first"]
    assert not found.understood


@pytest.mark.parametrize(
    "head", [b"", b"{}", b'{"messages": [{"sender_name": "x", "timestamp_ms": 1}]}', b'{"results": []}', b"\x89PNG"]
)
def test_other_files_called_result_json_are_not_telegrams(head: bytes) -> None:
    assert not looks_right(head)


# --- web pages -----------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"/><title>Exported Data</title><script src="js/script.js"></script></head>
<body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">
{title}
</div></div></div><div class="page_body chat_page"><div class="history">{body}</div></div></div></body></html>"""


def block(date: str = "04.06.2025 18:46:10 UTC+01:00", name: str = "", inner: str = "", *, words: str = "") -> str:
    joined = "" if name else " joined"
    who = f'<div class="from_name">\n{name}\n</div>' if name else ""
    text = f'<div class="text">\n{words}\n</div>' if words else ""
    day = f'<div class="pull_right date details" title="{date}">\n18:46\n</div>'
    return f'<div class="message default clearfix{joined}" id="message1"><div class="body">{day}{who}{inner}{text}</div></div>'


def page(folder: Path, title: str, *blocks: str, owner: str = "") -> list[Record]:
    return reading(folder, {"messages.html": PAGE.format(title=title, body="".join(blocks))}, owner)[1]


@pytest.mark.parametrize(
    ("date", "at", "local"),
    [
        ("04.06.2025 18:46:10 UTC+01:00", "2025-06-04T17:46:10+00:00", "2025-06-04T18:46"),
        ("04.06.2025 18:46:10 UTC-03:30", "2025-06-04T22:16:10+00:00", "2025-06-04T18:46"),
        ("04.12.2025 18:46:10 UTC", "2025-12-04T18:46:10+00:00", "2025-12-04T18:46"),
        ("04.06.2019 18:46:10", "2019-06-04T17:46:10+00:00", "2019-06-04T18:46"),
    ],
)
def test_times_on_pages(tmp_path: Path, date: str, at: str, local: str) -> None:
    (record,) = page(tmp_path, "A", block(date, "A", words="x"))

    assert record.at is not None
    assert (record.at.isoformat(), record.local) == (at, local)


def test_a_date_on_a_page_that_is_none(tmp_path: Path) -> None:
    found, (record,) = reading(tmp_path, {"messages.html": PAGE.format(title="A", body=block("99.99.2025 x", "A", words="x"))})

    assert record.at is None
    assert problems(found) == {"a message whose date cannot be read": 1}


def test_joined_messages_take_the_sender_above_across_pages(tmp_path: Path) -> None:
    pages = {
        "messages.html": block(name="A", words="1") + block(name="B", words="2") + block(words="3"),
        "messages2.html": block(words="4"),
    }
    _, records = reading(tmp_path, {name: PAGE.format(title="A", body=body) for name, body in pages.items()})

    assert {record.text: (record.author, record.author_is_owner) for record in records} == {
        "1": ("A", False),
        "2": ("", True),
        "3": ("", True),
        "4": ("", True),
    }


def test_groups_on_pages(tmp_path: Path) -> None:
    three = page(tmp_path / "a", "Team", *(block(name=name, words="x") for name in "ABC"))
    notice = "A created group &laquo;Team&raquo; with members B"
    notice = f'<div class="message service"><div class="body details">\n{notice}\n</div></div>'
    said = page(tmp_path / "b", "Team", notice, block(name="A", words="x"), owner="A")

    assert {(record.audience, record.author_is_owner, record.to) for record in three} == {(Seen.PRIVATE_GROUP, None, "Team")}
    assert [(record.audience, record.author_is_owner, record.locator.index) for record in said] == [
        (Seen.PRIVATE_GROUP, True, 1)
    ]


def test_forwarded_words_on_pages(tmp_path: Path) -> None:
    forwarded = (
        '<div class="forwarded body"><div class="from_name">\n'
        'News <span class="date details" title="01.01.2025 10:00:00"> 01.01.2025</span></div>'
        '<div class="text">\nclosed\n</div></div>'
    )
    records = page(
        tmp_path, "A", block(name="A", words="1"), block(name="B", inner=forwarded), block(inner=forwarded), block(words="2")
    )

    assert [(record.text, record.author, record.author_is_owner) for record in records] == [
        ("1", "A", False),
        ("closed", "News", False),
        ("closed", "News", False),
        ("2", "", True),
    ]


def test_words_on_pages(tmp_path: Path) -> None:
    words = 'a &amp; b<br>c <a href="https://example.org">d</a> <code>&lt;e&gt;</code><script>f()</script>'
    (record,) = page(tmp_path, "A", block(name="A", words=words))

    assert record.text == "a & b\nc d <e>"


def test_files_on_pages(tmp_path: Path) -> None:
    inner = (
        '<div class="media_wrap clearfix"><a class="photo_wrap" href="photos/a.jpg"><img src="photos/a_thumb.jpg"/></a></div>'
    )
    place = '<div class="media_wrap"><a class="media media_location" href="https://maps.google.com/maps?q=1,2"></a></div>'
    records = page(tmp_path, "A", block(name="A", inner=inner), block(inner=place))

    assert [(record.text, record.attached) for record in records] == [("", ("photos/a.jpg",)), ("", ())]


def test_a_chat_that_is_there_as_json_too_counts_once(tmp_path: Path) -> None:
    files = {
        "result.json": json.dumps(chat(message(text="x"))),
        "messages.html": PAGE.format(title="A", body=block(name="A", words="x")),
    }
    found, records = reading(tmp_path, files)

    assert [record.locator.member for record in records] == ["result.json"]
    assert {file.member: file.status for file in found.files} == {"result.json": Status.READ, "messages.html": Status.EMPTY}


def test_a_page_without_messages(tmp_path: Path) -> None:
    found, _ = reading(tmp_path, {"messages.html": PAGE.format(title="A", body="")})
    broken, _ = reading(tmp_path / "b", {"messages.html": '<div class="page_wrap"><p>nothing</p></div>'})

    assert [file.status for file in found.files] == [Status.EMPTY]
    assert [file.status for file in broken.files] == [Status.NOT_UNDERSTOOD]


def test_a_result_that_ends_before_it_begins_is_no_fault_of_the_reader(tmp_path: Path) -> None:
    chat = {"name": "Tom Bell", "type": "personal_chat", "id": 5, "messages": [{"id": 1, "type": "message", "text": "hi"}]}
    (tmp_path / "result.json").write_text("{} " + json.dumps(chat, indent=1), encoding="utf-8")

    reading = Reading(open_archive([tmp_path / "result.json"]), "Tom Bell", [READER])
    list(reading.records())

    assert FAULT not in [file.why for file in reading.files]
    assert not reading.understood
