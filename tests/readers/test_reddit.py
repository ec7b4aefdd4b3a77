"""Reddit: the traps of its tables, and what is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.archive.reading import Reading, Status, read_paths
from safeconduct.archive.record import Record

OLD = "id,permalink,date,ip,subreddit,gildings,link,parent,body,media\n"
NEW = "id,permalink,date,ip,subreddit,gildings,gildings_silver,gildings_supergold,link,parent,body,media\n"


def read(folder: Path, files: dict[str, str], owner: str = "") -> tuple[list[Record], Reading]:
    for name, data in files.items():
        (folder / name).write_text(data, encoding="utf-8")
    reading = read_paths([folder], owner=owner)
    return list(reading.records()), reading


def test_comments_are_read_by_header_whatever_columns_came_in(tmp_path: Path) -> None:
    old, _ = read(tmp_path, {"comments.csv": f"{OLD}c1,/r/a/c1,2025-05-18 04:35:32 UTC,,a,0,l,p,words,\n"})
    new, _ = read(tmp_path, {"comments.csv": f"{NEW}c1,/r/a/c1,2025-05-18 04:35:32 UTC,,a,0,0,0,l,p,words,\n"})

    assert old == new
    assert (new[0].text, new[0].to, new[0].link) == ("words", "r/a", "https://www.reddit.com/r/a/c1")


@pytest.mark.parametrize("placeholder", ["[deleted]", "[removed]", "[Removed]"])
def test_placeholders_are_no_words(placeholder: str, tmp_path: Path) -> None:
    found, _ = read(tmp_path, {"comments.csv": f"{OLD}c1,/r/a/c1,2025-05-18 04:35:32 UTC,,a,0,l,p,{placeholder},\n"})

    assert [(record.text, record.deleted) for record in found] == [("", True)]


def test_header_tables_are_not_counted_again(tmp_path: Path) -> None:
    row = "c1,/r/a/c1,2025-05-18 04:35:32 UTC,,a,0,l,p"
    found, reading = read(
        tmp_path,
        {
            "comments.csv": f"{OLD}{row},words,\n",
            "comment_headers.csv": f"id,permalink,date,ip,subreddit,gildings,link,parent\n{row}\n",
        },
    )

    assert len(found) == 1
    assert {file.member: file.status for file in reading.files}["comment_headers.csv"] == Status.SKIPPED


def test_a_youtube_table_of_the_same_name_is_told_by_its_header(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        {
            "statistics.csv": "statistic,value\naccount name,me\n",
            "comments.csv": "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Video ID,Comment Text\n"
            'U,UCa,2024-03-05T19:22:11+00:00,0,,dQw4w9WgXcQ,"{""text"":""hi""}"\n',
        },
    )

    assert {(record.platform, record.text) for record in found} == {("reddit", "me"), ("youtube", "hi")}


def test_votes_taken_back_are_none_and_unknown_ones_are_said(tmp_path: Path) -> None:
    found, reading = read(tmp_path, {"post_votes.csv": "id,permalink,direction\na,x,none\nb,x,up\nc,x,sideways\n"})

    assert [(record.id, record.aspect, record.author_is_owner) for record in found] == [("b", "upvote", False)]
    assert reading.files[0].problems == {"a vote in no known direction": 1}


def test_messages_without_a_known_account_are_nobodys(tmp_path: Path) -> None:
    table = "id,permalink,thread_id,date,ip,from,to,subject,body\nm,x,m,2025-02-01 22:10:00 UTC,,a,b,s,t\n"

    assert [record.author_is_owner for record in read(tmp_path, {"messages.csv": table})[0]] == [None]
    assert [record.author_is_owner for record in read(tmp_path, {"messages.csv": table}, owner="/u/A")[0]] == [True]
    assert [record.author_is_owner for record in read(tmp_path, {"messages.csv": table}, owner="b")[0]] == [False]


def test_two_equal_comments_are_two(tmp_path: Path) -> None:
    rows = "".join(f"c{n},/r/a/c{n},2025-05-18 04:3{n}:32 UTC,,a,0,l,p,same words,\n" for n in range(2))

    assert len(read(tmp_path, {"comments.csv": OLD + rows})[0]) == 2


def test_a_body_over_the_csv_modules_limit_is_read(tmp_path: Path) -> None:
    body = "long words, " * 20_000
    found, reading = read(tmp_path, {"comments.csv": f'{OLD}c1,/r/a/c1,2025-05-18 04:35:32 UTC,,a,0,l,p,"{body}",\n'})

    assert found[0].text == body.strip()
    assert reading.understood


def test_semicolons_and_a_byte_order_mark(tmp_path: Path) -> None:
    table = "\ufeff" + f"{OLD}c1,/r/a/c1,2025-05-18 04:35:32 UTC,,a,0,l,p,words,\n".replace(",", ";")

    assert [record.text for record in read(tmp_path, {"comments.csv": table})[0]] == ["words"]
