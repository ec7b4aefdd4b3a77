"""Help for somebody to whom something is done: steps for each platform, helplines, what the policies say; then telling it."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from safeconduct.web.concerns.help_online import shipped
from safeconduct.web.concerns.models import Concern
from web.concerns.telling import code_on, sent

Browser = Callable[[str], Client]
WANTED = {
    "X", "Facebook", "Instagram", "TikTok", "Snapchat", "WhatsApp", "YouTube", "LinkedIn", "Reddit", "Discord", "Telegram",
}  # fmt: skip


def test_every_platform_has_steps_and_every_helpline_its_source() -> None:
    given = shipped()

    assert {each.name for each in given.platform} >= WANTED
    assert all(each.block and each.report for each in given.platform)
    assert all(each.source and each.what and (each.telephone or each.site) for each in given.helpline)
    for each in given.helpline:
        assert set(each.telephone) <= set("0123456789 "), each.name


@pytest.mark.parametrize("key", ["priya", "grace", "nobody"])
def test_the_page_helps_everybody_signed_in_or_not(key: str, signed_in: Browser) -> None:
    page = unescape(signed_in(key).get("/tell/help/").content.decode())

    for said in ("Do not answer", "Education Support", "Professionals Online Safety Helpline", "Instagram"):
        assert said in page
    assert ("Tell the school" in page.split("<h2")[0]) is (key != "nobody")


def test_it_says_which_clauses_of_ones_own_policies_speak_of_it(signed_in: Browser) -> None:
    page = unescape(signed_in("priya").get("/tell/help/").content.decode())

    assert "5.3a" in page
    assert "Cyber-bullying is investigated rigorously" in page


def test_what_is_done_to_one_is_told_and_leads_to_the_pack(signed_in: Browser) -> None:
    address = "/tell/new/?nature=done_to_me&kind=abuse-of-me"
    answer = sent(signed_in("priya"), address, words="A fake account makes fun of me.", kind="abuse-of-me", child="no")

    assert code_on(answer)
    concern = Concern.objects.get()
    assert concern.nature == "done_to_me"
    assert f"/tell/mine/{concern.pk}/pack/" in answer.content.decode()
    assert "/tell/help/" in answer.content.decode()
