"""LinkedIn: the traps of its tables, and what is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.archive.reading import Reading, Status, read_paths
from safeconduct.archive.record import Record
from safeconduct.readers._linkedin_words import unquoted

MESSAGES = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"


def read(folder: Path, files: dict[str, str], owner: str = "") -> tuple[list[Record], Reading]:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(data, encoding="utf-8")
    reading = read_paths([folder], owner=owner)
    return list(reading.records()), reading


def test_nobody_known_as_owner_means_unknown_authors(tmp_path: Path) -> None:
    found, _ = read(tmp_path, {"messages.csv": f"{MESSAGES}1,,Ama Mensah,,Jo Hill,,2024-01-01 10:00:00 UTC,,hello,INBOX\n"})

    assert [record.author_is_owner for record in found] == [None]


def test_a_changed_name_is_still_the_owner_by_the_page(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        {
            "Profile.csv": "First Name,Last Name\nAma,Mensah\n",
            "Invitations.csv": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
            'Ama Mensah,Jo Hill,"1/2/24, 8:00 AM",,OUTGOING,https://www.linkedin.com/in/ama,https://www.linkedin.com/in/jo\n',
            "messages.csv": f"{MESSAGES}1,,Ama Boateng,https://www.linkedin.com/in/ama/,Jo,,2019-01-01 10:00:00,,hi,INBOX\n",
        },
    )

    assert [record.author_is_owner for record in found if record.kind == "message"] == [True]


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2024-01-15 14:30:00", "2024-01-15T14:30:00+00:00"),
        ("2024-01-15 14:30:00 UTC", "2024-01-15T14:30:00+00:00"),
        ("15 Mar 2009", "2009-03-15T00:00:00+00:00"),
        ("1/15/24, 2:30 PM", "2024-01-15T14:30:00+00:00"),
        ("15/1/2024, 2:30 PM", "2024-01-15T14:30:00+00:00"),
        ("1833-01-01 00:00:00", None),
        ("13/13/24, 1:00 AM", None),
        ("tomorrow", None),
    ],
)
def test_dates_in_every_style(written: str, utc: str | None, tmp_path: Path) -> None:
    found, reading = read(tmp_path, {"Comments.csv": f'Date,Link,Message\n"{written}",https://x.example,words\n'})

    assert [record.at.isoformat() if record.at else None for record in found] == [utc]
    assert bool(reading.files[0].problems) == (utc is None)


def test_line_breaks_between_quotation_marks() -> None:
    assert unquoted('one "\n"\n"two "three"') == 'one \n\ntwo "three"'
    assert unquoted('She said "go"\nand we went') == 'She said "go"\nand we went'
    assert unquoted('"quoted"') == '"quoted"'


def test_an_unbalanced_quote_costs_one_message_and_is_said(tmp_path: Path) -> None:
    rows = "".join(f"1,,Jo Hill,,Ama,,2024-01-01 10:00:0{n} UTC,,text {n},INBOX\n" for n in range(5))
    table = MESSAGES + rows + '1,,Jo Hill,,Ama,,2024-01-01 11:00:00 UTC,,"never closed,INBOX\n' + rows.replace("text", "more")

    found, reading = read(tmp_path, {"messages.csv": table})

    assert len(found) == 11
    assert reading.files[0].status == Status.PARTLY
    assert reading.files[0].problems == {"a quote is never closed": 1}


def test_blank_fields_are_problems_and_the_rest_is_read(tmp_path: Path) -> None:
    table = (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n,,,,,\n2024-01-01 10:00:00,https://a.example,ok,,,MARS\n"
    )

    found, reading = read(tmp_path, {"Shares.csv": table})

    assert [(record.text, record.audience, record.locator.index) for record in found] == [("ok", "unknown", 1)]
    assert reading.files[0].problems == {"a row without words": 1}


def test_a_table_with_only_a_header_is_empty(tmp_path: Path) -> None:
    _, reading = read(
        tmp_path, {"Shares.csv": "Date,ShareLink,ShareCommentary\n", "Connections.csv": "First Name,Last Name,URL\n"}
    )

    assert {file.status for file in reading.files} == {Status.EMPTY}


def test_scripts_and_remote_pictures_in_messages_are_nothing(tmp_path: Path) -> None:
    html = '"<script>alert(1)</script><img src=""https://evil.example/x.gif"">Hi<br/>there &lt;3"'
    found, _ = read(
        tmp_path, {"messages.csv": f"{MESSAGES}1,,Jo Hill,,Ama,,2024-01-01 10:00:00 UTC,,{html},INBOX\n"}, owner="Ama"
    )

    assert [(record.text, record.author_is_owner, record.to) for record in found] == [("Hi\nthere <3", False, "Jo Hill")]


def test_other_platforms_tables_of_the_same_name_are_not_taken(tmp_path: Path) -> None:
    _, reading = read(
        tmp_path,
        {
            "Shares.csv": "Date,ShareLink,ShareCommentary\n2024-01-01 10:00:00,https://a.example,ok\n",
            "comments.csv": "something,else\n1,2\n",
        },
    )

    assert {file.member: file.status for file in reading.files}["comments.csv"] == Status.NOT_UNDERSTOOD


PROFILE = "First Name,Last Name\nPriya,Nair\n"
ME, NAMESAKE = "https://www.linkedin.com/in/priyanair", "https://www.linkedin.com/in/priya-other/"


def sent(sender: str, page: str, to: str, pages: str, text: str, conversation: str = "c", draft: str = "No") -> str:
    return f'{conversation},,{sender},{page},"{to}","{pages}",2024-05-01 10:00:00 UTC,,{text},INBOX,{draft}\n'


def owners(folder: Path, *table: str, **more: str) -> dict[str, bool | None]:
    header = MESSAGES.strip() + ",IS MESSAGE DRAFT\n"
    found, _ = read(folder, {"Profile.csv": PROFILE, "messages.csv": header + "".join(table), **more})
    return {record.text: record.author_is_owner for record in found if record.kind == "message"}


def test_of_two_people_of_one_name_the_owner_is_who_is_in_every_conversation(tmp_path: Path) -> None:
    found = owners(
        tmp_path,
        sent("Priya Nair", NAMESAKE, "Priya Nair", ME, "theirs", "c1"),
        sent("Priya Nair", ME, "Priya Nair", NAMESAKE, "mine", "c1"),
        sent("Tom", "https://www.linkedin.com/in/tom", "Priya Nair", ME, "toms", "c2"),
        sent("Priya Nair", "", "Tom", "https://www.linkedin.com/in/tom", "whose", "c2"),
    )

    assert found == {"theirs": False, "mine": True, "toms": False, "whose": None}


def test_of_two_people_of_one_name_in_one_conversation_nothing_tells(tmp_path: Path) -> None:
    table = (
        sent("Priya Nair", NAMESAKE, "Priya Nair", ME, "one"),
        sent("Priya Nair", ME, "Priya Nair", NAMESAKE, "two"),
        sent("Jo Hill", "https://www.linkedin.com/in/jo", "Priya Nair,Priya Nair", f"{ME},{NAMESAKE}", "jos"),
    )

    assert owners(tmp_path, *table) == {"one": None, "two": None, "jos": False}
    _, reading = read(tmp_path, {})
    assert any("have the owner's name" in warning for warning in reading.warnings)


def test_of_two_people_of_one_name_the_requests_to_connect_tell(tmp_path: Path) -> None:
    requests = (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        f'Priya Nair,Jo Hill,"1/2/24, 8:00 AM",,OUTGOING,{ME},https://www.linkedin.com/in/jo\n'
    )
    found = owners(
        tmp_path,
        sent("Priya Nair", NAMESAKE, "Priya Nair", ME, "one"),
        sent("Priya Nair", ME, "Priya Nair", NAMESAKE, "two"),
        **{"Invitations.csv": requests},
    )

    assert found == {"one": False, "two": True}


def test_a_name_to_the_same_name_without_pages_tells_nothing(tmp_path: Path) -> None:
    found = owners(
        tmp_path,
        sent("Priya Nair", "", "Priya Nair", "", "whose", "c1"),
        sent("Priya Nair", "", "Jo Hill", "", "mine", "c2"),
    )

    assert found == {"whose": None, "mine": True}


def test_a_draft_is_the_owners_and_says_whose_the_download_is(tmp_path: Path) -> None:
    table = (
        sent("Priya Nair", NAMESAKE, "Priya Nair", ME, "theirs", "c1"),
        sent("Priya Nair", ME, "Priya Nair", NAMESAKE, "begun", "c1", draft="Yes"),
    )

    assert owners(tmp_path, *table) == {"theirs": False, "begun": True}
    found, _ = read(tmp_path, {})
    assert [record.aspect for record in found if record.kind == "message"] == ["", "draft"]


def test_a_draft_is_the_owners_even_where_nobody_is_known(tmp_path: Path) -> None:
    header = MESSAGES.strip() + ",IS MESSAGE DRAFT\n"
    found, _ = read(tmp_path, {"messages.csv": header + sent("Ama", "", "Jo", "", "begun", draft="Yes")})

    assert [(record.author_is_owner, record.aspect) for record in found] == [(True, "draft")]
