"""The page on the case key: it says who holds it and what to do, and never shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pyrage.x25519 import Identity

from safeconduct.web.sealing import demo_data, keeping, keys, recovery
from web.browser import PageFor, Site, axe, overflow
from web.sealing.conftest import lay_down
from web.sealing.test_keeping import NAMES, give

Browser = Callable[[str], Client]


def shown(client: Client) -> str:
    answer = client.get("/keys/")
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def test_without_holders_the_page_says_whom_to_choose(world: SimpleNamespace, signed_in: Browser) -> None:
    page = shown(signed_in("helen"))

    assert "Nobody, so far." in page
    assert "safeconduct keys holders" in page
    assert "When they last tried" not in page


def test_the_holders_and_their_last_drill_are_shown(world: SimpleNamespace, signed_in: Browser) -> None:
    start = datetime(2026, 9, 1, 9, tzinfo=UTC)
    with time_machine.travel(start):
        sheets = give()
        assert "Not yet with these sheets." in shown(signed_in("owen"))
        keeping.drill(sheets[0].key, sheets[2].key)
    with time_machine.travel(start + timedelta(30)):
        page = shown(signed_in("owen"))
    assert all(name in page for name in NAMES)
    assert "On 1 September 2026, Helen Marsh and Farah Siddiqui. All went well." in page
    assert "A drill is due." not in page

    with time_machine.travel(start + timedelta(200)):
        assert "A drill is due." in shown(signed_in("owen"))


def test_a_key_that_is_missing_and_a_file_that_is_damaged_are_told(
    world: SimpleNamespace, signed_in: Browser, key: Path
) -> None:
    give()
    lay_down(key, Identity.generate())
    assert "There is a newer key" in shown(signed_in("daniel"))
    key.unlink()
    assert "Nothing can be told in confidence now" in shown(signed_in("daniel"))
    recovery.file().write_bytes(b"damaged")
    assert "The recovery file is damaged" in shown(signed_in("daniel"))


def test_the_page_shows_no_key_and_no_path(world: SimpleNamespace, signed_in: Browser, key: Path) -> None:
    sheets = give()
    for _ in range(2):
        page = shown(signed_in("helen"))
        assert "AGE-SECRET" not in page
        assert "age1" not in page
        assert str(key.parent) not in page
        assert not any(str(sheet.key) in page for sheet in sheets)
        key.unlink(missing_ok=True)


def test_more_holders_and_drills_ask_the_database_no_more(world: SimpleNamespace, signed_in: Browser) -> None:
    client, counts = signed_in("helen"), []
    for many in (2, 12):
        sheets = give(*(f"Holder {number}" for number in range(many)))
        for _ in range(many):
            keeping.drill(sheets[0].key, sheets[1].key)
        client.get("/keys/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/keys/").status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 14


def test_the_demo_has_three_holders_who_have_tried(world: SimpleNamespace, signed_in: Browser) -> None:
    demo_data.build(world)

    page = shown(signed_in("helen"))
    assert all(person.name in page for person in (world.helen, world.daniel, world.farah))
    assert "All went well." in page
    sheets = sorted((Path(settings.DATA) / "recovery-sheets").iterdir())
    found = [keys.parse(sheet.read_bytes(), sheet.name)[0] for sheet in sheets]
    assert len(found) == 3
    keeping.drill(found[1], found[2])


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_works_on_a_phone_whatever_the_state(site: Site, page_for: PageFor, key: Path, width: int) -> None:
    page = page_for("helen", width)
    states: list[Callable[[], object]] = [
        lambda: None,
        give,
        lambda: lay_down(key, Identity.generate()),
        key.unlink,
        lambda: recovery.file().write_bytes(b"damaged"),
    ]
    for state in states:
        state()
        page.goto("/keys/")
        assert axe(page) == []
        assert overflow(page) == 0
        assert page.locator("h1").count() == 1
