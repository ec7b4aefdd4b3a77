"""What was found, as its person sees it: the worst first, with clauses and the way back; ticked off, summed up."""

from __future__ import annotations

import io
import json
import zipfile
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from audit.building import facebook_files, x_files
from safeconduct.activity import Outcome
from safeconduct.audit.matter import Matter, Section
from safeconduct.audit.told import told
from safeconduct.web.audits.models import Audit
from web.audits import made

STOP, MARK = made.STOP, made.MARK
SWEARING = "What a load of absolute fucking bullshit this is"


def tweet(number: int, text: str, year: int) -> dict[str, Any]:
    at = f"Sat Feb 18 20:33:11 +0000 {year}"
    return {"tweet": {"id_str": str(number), "id": str(number), "created_at": at, "full_text": text, "entities": {}}}


def packed(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, words in files.items():
            archive.writestr(name, words)
    return out.getvalue()


def seen(world: SimpleNamespace, data: bytes | None = None, **more: Any) -> tuple[Client, Audit]:
    return made.in_browser(world.priya, data, **more)


def page(client: Client, audit: Audit, **query: str) -> str:
    return client.get(made.page_of(audit, query=f"?{urlencode(query)}")).content.decode()


def test_a_finding_has_its_words_clauses_and_the_way_back(world: SimpleNamespace) -> None:
    shown = page(*seen(world))

    assert "1 thing to look at" in shown
    for words in (
        "Take down",
        "Sat 18 February 2016".replace("Sat", "Thu"),
        "X (Twitter)",
        "Social Media Policy and Guidelines for Staff, 5.1c",
        "What to do",
    ):
        assert words in shown
    assert '<mark title="' in shown
    assert 'href="https://x.com/nia_r/status/1" rel="noreferrer noopener"' in shown
    assert "In the archive: data/tweets.js, entry 1" in shown
    assert "Under: Social Media Policy and Guidelines for Staff" in shown


def test_nothing_found_is_said_plainly_of_a_whole_download(world: SimpleNamespace) -> None:
    shown = page(*seen(world, packed(x_files([tweet(1, made.FINE, 2023)]))))

    assert "Nothing found</p>" in shown
    assert "your policies say nothing against any of the 1 text checked" in shown
    assert "could not be read" not in shown


def test_nothing_found_is_not_said_while_something_could_not_be_read(world: SimpleNamespace) -> None:
    files = x_files([tweet(1, made.FINE, 2023)]) | {f"data/{MARK}-odd.js": "window.YTD = {"}

    shown = page(*seen(world, packed(files)))

    assert "Nothing found in what could be read" in shown
    assert "That is not everything: 1 file was not read." in shown
    assert f"{MARK}-odd.js" in shown
    assert "Nothing found</p>" not in shown


def many(world: SimpleNamespace) -> tuple[Client, Audit]:
    posts = [tweet(n, f"{STOP} {n}", 2010 + n % 4) for n in range(1, 46)]
    posts += [tweet(100 + n, SWEARING, 2020) for n in range(3)]
    return seen(world, packed(x_files(posts)))


def test_the_worst_come_first_and_not_all_at_once(
    world: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, audit = many(world)
    with django_assert_max_num_queries(12):
        first = page(client, audit)
    last = page(client, audit, page="3")

    assert first.count('class="sc-finding ') == 20
    assert "Page 1 of 3" in first
    assert "fucking" not in first
    assert "fucking" in last


def test_they_are_chosen_among(world: SimpleNamespace) -> None:
    client, audit = many(world)

    assert page(client, audit, year="2013").count('class="sc-finding ') == 11
    assert page(client, audit, year="2020").count('class="sc-finding ') == 3
    assert "None of them is like that" in page(client, audit, year="2020", outcome="stop")
    assert "None of them is like that" in page(client, audit, state="done")
    assert page(client, audit, section="own-words", nonsense="1", year="").count('class="sc-finding ') == 20
    assert "year=2013&amp;page=2" not in page(client, audit, year="2013")
    assert "outcome=stop&amp;page=2" in page(client, audit, outcome="stop")


def test_they_are_ticked_off_and_the_choice_stays(world: SimpleNamespace) -> None:
    client, audit = many(world)
    settle = made.page_of(audit, "audit-settle")

    answer = client.post(settle, {"finding": "46", "do": "done", "year": "2020", "page": "1", "odd": "1"})

    assert answer["Location"] == f"{made.page_of(audit)}?year=2020&page=1#finding-47"
    assert "47 still to do" in page(client, audit)
    assert page(client, audit, state="done").count('class="sc-finding ') == 1
    client.post(settle, {"finding": "46", "do": "open"})
    assert "48 still to do" in page(client, audit)


def test_what_is_no_finding_cannot_be_ticked_off(world: SimpleNamespace) -> None:
    client, audit = many(world)

    for finding in ("", "x", "-1", "48", "9999999"):
        assert client.post(made.page_of(audit, "audit-settle"), {"finding": finding, "do": "done"}).status_code == 404, finding


def test_only_the_years_asked_for_are_looked_at(world: SimpleNamespace) -> None:
    posts = [tweet(n, f"{STOP} {n}", 2010 + n) for n in range(6)]
    shown = page(*seen(world, packed(x_files(posts)), since=2012, until=2013))

    assert "2 things to look at" in shown
    assert "4 entries outside the days that you asked for: left out." in shown


def chat(owner: str) -> bytes:
    lines = [f"12/03/2023, 20:0{n} - {name}: {text}" for n, (name, text) in enumerate([("Nia R", STOP), ("Sam", "Oh no")])]
    return packed({"WhatsApp Chat with Staff room.txt": "\n".join(lines)})


def test_a_chat_needs_the_person_s_name(world: SimpleNamespace) -> None:
    client, audit = seen(world, chat(""))
    shown = page(client, audit)
    assert "start again and give your name as it stands in the chat" in shown
    assert "--owner" not in shown
    client.post(made.page_of(audit, "audit-delete"))

    shown = page(*seen(world, chat("Nia R"), owner="Nia R"))

    assert "1 message by other people: counted, not looked at." in shown
    assert "Take down" in shown or "Ask first" in shown


def test_what_others_wrote_is_not_shown(world: SimpleNamespace) -> None:
    files = facebook_files(messages={"Sam Poole": [("Sam Poole", f"{STOP} Sam wrote it"), ("Nia Roberts", "Oh dear")]})

    shown = page(*seen(world, packed(files)))

    assert "Sam wrote it" not in shown
    assert "1 message by other people" in shown


def test_hostile_words_are_words(world: SimpleNamespace) -> None:
    posts = [tweet(1, f"<script>alert(1)</script> {STOP}", 2020)]
    files = x_files(posts) | {"data/<img src=x>.js": "?"}

    shown = page(*seen(world, packed(files)))

    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "<img src=x>" not in shown


def test_a_link_leads_only_to_a_plain_web_address(world: SimpleNamespace) -> None:
    for link, host in (("https://x.com/a", "x.com"), ("javascript:alert(1)", ""), ("https://me@evil.example/", "")):
        one = told(Matter(Section.OWN_WORDS, Outcome.STOP, "A post", {}, (), "x", link=link), {}, {})
        assert (one.host, bool(one.link)) == (host, bool(host))


# --- the clean summary ----------------------------------------------------------------------------------------------


def summary(client: Client, audit: Audit) -> str:
    return client.get(made.page_of(audit, "audit-summary")).content.decode()


def test_the_summary_holds_numbers_and_not_a_word(world: SimpleNamespace) -> None:
    client, audit = many(world)
    client.post(made.page_of(audit, "audit-settle"), {"finding": "0", "do": "done"})

    shown = summary(client, audit)

    told = (
        "Priya Nair",
        "X (Twitter)",
        "2010 to 2020",
        "48 texts of their own",
        "48 things to look at; 1 dealt with, 47 still",
    )
    for words in told:
        assert words in shown
    assert MARK not in shown
    assert "fucking" not in shown
    assert "nia_r" not in shown


def test_the_summary_says_when_nothing_was_found_and_when_something_was_not_read(world: SimpleNamespace) -> None:
    files = x_files([tweet(1, made.FINE, 2023)])
    client, audit = seen(world, packed(files))
    assert "nothing that these policies speak against</dd>" in summary(client, audit)
    client.post(made.page_of(audit, "audit-delete"))

    client, audit = seen(world, packed(files | {f"data/{MARK}.js": "?"}))

    shown = summary(client, audit)
    assert "nothing that these policies speak against, in what could be read" in shown
    assert "1 part of the downloads could not be read, or not wholly." in shown
    assert MARK not in shown


def test_the_summary_is_a_file_that_is_kept_nowhere(world: SimpleNamespace) -> None:
    client, audit = seen(world)
    before = sorted(file.name for file in audit.folder.iterdir())

    answer = client.get(made.page_of(audit, "audit-summary-pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in answer.content
    assert answer["Cache-Control"] == "no-store"
    assert sorted(file.name for file in audit.folder.iterdir()) == before


# --- the way there --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["home", "check", "account"])
def test_there_is_a_way_to_it_where_somebody_looks_for_it(address: str, world: SimpleNamespace) -> None:
    client = made.client_of(world.grace)
    shown = client.get(reverse(address)).content.decode()

    assert 'href="/old-posts/"' in shown
    assert client.get("/old-posts/how/").content.decode().count("<details") == 13


def test_the_door_says_to_its_person_alone_how_it_stands(world: SimpleNamespace) -> None:
    made.begun(world.priya, made.archive())
    assert "waits for you to go on" in made.client_of(world.priya).get("/").content.decode()
    Audit.objects.all().delete()
    client, _ = seen(world)

    assert "ready for you" in client.get("/").content.decode()
    assert "ready for you" not in made.client_of(world.helen).get("/").content.decode()


def test_what_stands_in_the_table_is_numbers(world: SimpleNamespace) -> None:
    _, audit = seen(world, owner="Nia R", since=2012)
    row = Audit.objects.filter(pk=audit.pk).values().get()
    told = json.dumps({name: str(value) for name, value in row.items() if name != "secret"})

    assert b"Nia" not in bytes(row["secret"])
    assert b"zip" not in bytes(row["secret"])
    assert "Nia" not in told
