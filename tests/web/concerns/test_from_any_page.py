"""From whatever page somebody tells something: where they were goes along, and nothing that not everybody sees."""

from __future__ import annotations

import html
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from safeconduct.web.policies.models import Adoption
from safeconduct.web.sealing.storing import words
from web.casework.made import told
from web.concerns.telling import sent, the_concern

Browser = Callable[[str], Client]


def link(client: Client, address: str) -> str:
    """Where the link at the foot of a page leads."""
    foot = client.get(address).content.decode().partition('<footer class="sc-footer">')[2]
    return html.unescape(foot.partition('href="')[2].partition('"')[0])


def test_where_somebody_was_goes_along_and_what_they_want_to_tell_is_still_asked(signed_in: Browser) -> None:
    client = signed_in("priya")
    address = link(client, "/check/")
    start = client.get(address)
    assert start.status_code == 200
    form = html.unescape(start.content.decode()).partition('href="/tell/new/?nature=own')[2].partition('"')[0]
    page = client.get(f"/tell/new/?nature=own{form}").content.decode()
    assert "Told from the page: Check a post" in page

    sent(client, f"/tell/new/?nature=own{form}")
    assert "Told from the page: Check a post" in words(the_concern().words)


def test_the_policy_that_somebody_was_reading_goes_along_by_its_title(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption = Adoption.objects.filter(organisation=world.elm).first()
    assert adoption is not None
    client = signed_in("priya")
    address = link(client, reverse("policy", args=[adoption.pk]))
    page = client.get(f"{address}&nature=seen", follow=True).content.decode()

    assert f"Told from the page: The policy “{adoption.title}”" in html.unescape(page)


def test_what_was_answered_about_a_contact_goes_along_from_the_foot_of_its_page_too(signed_in: Browser) -> None:
    client = signed_in("priya")
    address = link(client, "/contact/?what=friend_request&who=pupil")
    page = client.get(address, follow=True).content.decode()

    assert "What: A friend request came to me" in page
    assert "Who: A pupil" in page


def test_no_case_and_no_person_is_named_by_the_link(world: SimpleNamespace, signed_in: Browser) -> None:
    case, helen = told(world), signed_in("helen")
    for address in (
        reverse("case", args=[case.reference]),
        reverse("cases"),
        reverse("person", args=[world.elm.pk, world.tomasz.pk]),
    ):
        assert link(helen, address) == reverse("concern")


@pytest.mark.parametrize(
    "query", ["page=case", "page=x", "page=policy&policy=999999", "page=policy&policy=x", "page=policy", ""]
)
def test_a_page_that_there_is_not_says_nothing(query: str, signed_in: Browser) -> None:
    page = signed_in("priya").get(f"/tell/new/?from=page&nature=seen&{query}").content.decode()

    assert "Told from the page" not in page


def test_the_title_of_another_school_s_policy_is_told_to_nobody(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption = Adoption.objects.filter(organisation=world.agency).first()
    assert adoption is not None
    page = signed_in("priya").get(f"/tell/new/?from=page&nature=seen&page=policy&policy={adoption.pk}").content.decode()

    assert "Told from the page" not in page
