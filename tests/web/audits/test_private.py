"""What was found is for one person, in one browser: not for the head, the office, whoever runs the site, or another browser."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

from safeconduct.web import demo
from safeconduct.web.access.models import Event
from safeconduct.web.audits import keyring
from safeconduct.web.audits.sealed import new_key
from web.audits import made
from web.audits.searching import holds

PAGES = ("audit", "audit-progress", "audit-summary", "audit-summary-pdf")
DEEDS = ("audit-start", "audit-stop", "audit-delete", "audit-settle", "audit-send")
OTHERS = sorted(member.key for member in demo.CAST if member.key != "priya")


def test_it_is_nothing_to_anybody_else_even_with_the_key(world: SimpleNamespace) -> None:
    client, audit = made.in_browser(world.priya)
    key = client.cookies[keyring.COOKIE].value
    for name in OTHERS:
        other = made.client_of(getattr(world, name))
        other.cookies[keyring.COOKIE] = key
        for page in PAGES:
            answer = other.get(made.page_of(audit, page))
            assert answer.status_code == 404, (name, page)
            assert not holds(answer.content)
        for deed in DEEDS:
            assert other.post(made.page_of(audit, deed), {"finding": "0"}).status_code == 404, (name, deed)
        assert other.get("/old-posts/").status_code == 200
    assert holds(client.get(made.page_of(audit)).content)
    assert Client().get(made.page_of(audit)).status_code == 302


@pytest.mark.parametrize("cookie", [None, "", "%%%", "AAAA", "other"])
def test_another_browser_of_hers_sees_that_there_is_one_and_may_delete_it(cookie: str | None, world: SimpleNamespace) -> None:
    audit, _ = made.finished(world.priya)
    other = made.client_of(world.priya)
    if cookie is not None:
        other.cookies[keyring.COOKIE] = cookie
        if cookie == "other":
            made.with_key(other, new_key())

    page = other.get(made.page_of(audit)).content.decode()

    assert "open in another browser" in page
    assert not holds(page.encode())
    assert other.get(made.page_of(audit, "audit-summary")).status_code == 404
    assert other.get(made.page_of(audit, "audit-progress"))["HX-Refresh"] == "true"
    assert other.post(made.page_of(audit, "audit-settle"), {"finding": "0"}).status_code == 404
    other.post(made.page_of(audit, "audit-start"))
    assert other.post(made.page_of(audit, "audit-delete"))["Location"] == "/old-posts/"
    assert not audit.folder.exists()


def test_the_key_goes_with_no_other_page_and_no_script_sees_it(world: SimpleNamespace) -> None:
    client = made.client_of(world.priya)
    chosen = made.given(world.priya, b"x")

    answer = client.post("/old-posts/begin/", {"name": made.NAME, "size": "1", "policies": list(chosen.policies)})

    cookie = answer.cookies[keyring.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/old-posts/", True, "Strict")
    assert answer["Cache-Control"] == "no-store"
    assert cookie.value not in answer.content.decode()


def test_on_a_shared_computer_the_key_ends_with_the_browser(world: SimpleNamespace) -> None:
    client = made.client_of(world.priya)
    session = client.session
    session.set_expiry(0)
    session.save()
    chosen = made.given(world.priya, b"x")

    answer = client.post("/old-posts/begin/", {"name": made.NAME, "size": "1", "policies": list(chosen.policies)})

    assert answer.cookies[keyring.COOKIE]["max-age"] == ""


def test_the_trail_says_that_there_was_one_and_no_more(world: SimpleNamespace) -> None:
    client, audit = made.in_browser(world.priya)
    client.post(made.page_of(audit, "audit-settle"), {"finding": "0", "do": "done"})
    number = audit.pk
    client.post(made.page_of(audit, "audit-delete"))

    events = Event.objects.filter(verb="audits.look").order_by("number")

    assert [event.facts["step"] for event in events] == ["begun", "started", "ended"]
    assert {event.about for event in events} == {f"audits.audit:{number}"}
    assert [set(event.facts) for event in events] == [{"step"}, {"step"}, {"step", "how"}]
