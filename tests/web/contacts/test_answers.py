"""The answer page: what each policy that binds today says, whom to tell, what to say; and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeconduct.policy import Library
from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.contacts.actions import Declaration, acknowledge, declare, withdraw
from safeconduct.web.contacts.models import Relationship
from safeconduct.web.people.models import Person, Role
from safeconduct.web.policies.models import Adoption
from web.contacts.test_conversation import HOSTILE

Browser = Callable[[str], Client]
PUPIL = "/contact/?what=friend_request&who=pupil&where=own_social"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return " ".join(unescape(answer.content.decode()).split())


def test_a_teacher_learns_to_decline_a_pupils_request_and_whom_to_tell(signed_in: Browser) -> None:
    shown = page(signed_in("priya"), PUPIL)

    assert "Decline it, and do not answer" in shown
    assert "<strong>Daniel Okafor</strong>, Designated Safeguarding Lead (Elm Park Primary)" in shown
    assert "You can say" not in shown, "a reply to a pupil is barred here"
    assert "Do not answer." in shown
    assert 'href="/contact/tell/?what=friend_request&who=pupil&where=own_social"' in shown


def test_every_clause_that_spoke_stands_there_in_full(signed_in: Browser, library: Library) -> None:
    shown = page(signed_in("priya"), PUPIL)
    kevi = library.get("kevi", timezone.localdate()).clauses

    for clause in ("5.2f", "5.2i", "6b"):
        assert kevi[clause].says in shown
        assert f"{clause}: {kevi[clause].source}" in shown


def test_every_policy_that_binds_today_answers_the_strictest_first(signed_in: Browser) -> None:
    parent = "/contact/?what=friend_request&who=parent&where=own_social&work=no"
    client = signed_in("grace")
    while "sc-answer" not in (shown := page(client, parent)):
        parent = f"{parent}&{'when=evening' if 'When would you' in shown else 'feel=no'}"
    titles = ["Social Networking Policy", "Electronic and Social Media Policy", "Safe Use of Social Media Policy"]
    places = [shown.index(f"</span> {title}</h3>") for title in titles]

    assert places == sorted(places), "stop, then caution, then nothing"
    assert "Northgate Supply, no date" in shown
    assert "You can say" in shown


def test_a_policy_stops_binding_with_the_placement(world: SimpleNamespace, signed_in: Browser) -> None:
    kevi = "Social Media Policy and Guidelines for Staff</h3>"
    assert kevi in page(signed_in("grace"), f"{PUPIL}&feel=no")

    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert kevi not in page(signed_in("grace"), f"{PUPIL}&feel=no")


def test_a_policy_that_a_school_and_its_trust_adopted_answers_once(world: SimpleNamespace, signed_in: Browser) -> None:
    kevi = Adoption.objects.get(organisation=world.elm, policy_id="kevi")
    kevi.pk, kevi.organisation = None, world.trust
    kevi.save()

    shown = page(signed_in("priya"), PUPIL)

    assert shown.count("Social Media Policy and Guidelines for Staff</h3>") == 1
    assert "Elm Park Primary and Three Rivers Trust, version" in shown
    assert shown.count("<strong>Daniel Okafor</strong>") == 1


def test_somebody_bound_by_nothing_is_told_so(world: SimpleNamespace, signed_in: Browser) -> None:
    Role.objects.filter(person=world.priya).delete()

    assert "No policy binds you today" in page(signed_in("priya"), "/contact/?what=friend_request&who=pupil")


def test_a_line_manager_on_no_list_is_still_named_by_role(signed_in: Browser) -> None:
    shown = page(signed_in("marcus"), "/contact/?what=follow&who=former_pupil&where=own_social&age=adult&work=no&feel=no")

    assert "<strong>Your line manager</strong> (Harbour High)" in shown


def test_the_lead_is_not_sent_to_himself(signed_in: Browser) -> None:
    shown = page(signed_in("daniel"), PUPIL)

    assert "<strong>Helen Marsh</strong>, head teacher (Elm Park Primary)" in shown
    assert "<strong>Daniel Okafor</strong>" not in shown


def test_what_is_still_unknown_is_said(signed_in: Browser) -> None:
    shown = page(signed_in("marcus"), "/contact/?what=follow&who=former_pupil&where=own_social&age=unknown&work=no&feel=no")

    assert "Ask first" in shown
    assert "How old is the person?" in shown


@pytest.mark.parametrize(
    ("who", "query", "word"),
    [
        ("marcus", "what=phone-use&moment=lesson&emergency=no", "Leave your phone alone for now"),
        ("marcus", "what=equipment&returning=back&wiped=no", "Not yet"),
        ("priya", "what=post&permission=no&critical=no", "Ask first"),
        ("priya", "what=post&permission=no&critical=yes", "Do not post it"),
        ("priya", "what=my-friend_request&who=pupil&where=own_social&slip=no", "Do not do it"),
        ("marcus", "what=direct_message&who=pupil&where=own_phone&feel=no", "Do not answer"),
        ("grace", "what=tag&who=member_of_public&where=own_social&agreed=no&work=no", "Do not let the tag stand"),
        ("marcus", "what=practice&agreed=yes", "Think again"),
        ("marcus", "what=take-down&who=colleague", "Fine"),
        ("priya", "what=phone-use", "Not a policy matter"),
        ("marcus", "what=browse&site=inappropriate&machine=school", "Do not open it"),
        ("marcus", "what=photograph&picture_of=pupil&goes=posted", "Do not do it"),
    ],
)
def test_the_answer_in_a_few_words(who: str, query: str, word: str, signed_in: Browser) -> None:
    assert f'<h1 class="sc-answer__word">{word}</h1>' in page(signed_in(who), f"/contact/?{query}")


@pytest.mark.parametrize("query", HOSTILE)
def test_a_made_up_address_gets_a_plain_page_and_a_way_to_begin_again(query: str, signed_in: Browser) -> None:
    client = signed_in("priya")

    for address in ("/contact/", "/contact/tell/"):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 400
        assert "Start again" in answer.content.decode()


def test_a_question_leads_on_and_back(signed_in: Browser) -> None:
    shown = page(signed_in("priya"), "/contact/?what=friend_request&who=pupil")

    assert "On which account or number?" in shown
    assert 'class="govuk-back-link" href="/contact/?what=friend_request"' in shown
    assert 'class="sc-choice" href="/contact/?what=friend_request&who=pupil&where=own_social"' in shown


@pytest.mark.parametrize(
    ("code", "begins"), [("friend_request", "/contact/"), ("my-text", "/contact/mine/"), ("browse", "/contact/else/")]
)
def test_the_first_question_leads_back_to_the_page_where_it_began(code: str, begins: str, signed_in: Browser) -> None:
    assert f'class="govuk-back-link" href="{begins}"' in page(signed_in("marcus"), f"/contact/?what={code}")


def test_nothing_of_a_conversation_is_kept(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("priya")
    before = Event.objects.count()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        answers = [client.get(address) for address in ("/contact/?what=friend_request", PUPIL, "/contact/tell/?about=nobody")]

    assert [query["sql"] for query in queries if not query["sql"].lstrip().upper().startswith("SELECT")] == []
    assert all("sessionid" not in answer.cookies and "safeconduct" not in answer.cookies for answer in answers)
    assert all(answer["Cache-Control"] == "no-store" for answer in answers)
    assert Event.objects.count() == before


# --- declared relationships in an answer --------------------------------------------------------------------


def niece(world: SimpleNamespace) -> Relationship:
    given = Declaration(world.elm, Relationship.Who.PUPIL, Relationship.Relation.NIECE_NEPHEW, "Maya")
    return declare(world.priya, world.priya, given)


def test_a_declared_niece_can_be_named_and_the_answer_says_that_nobody_acknowledged_it(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    code = f"declared-{niece(world).pk}"
    client = signed_in("priya")

    assert "My niece or nephew, a pupil (Maya)" in page(client, "/contact/?what=friend_request")
    shown = page(client, f"/contact/?what=friend_request&who={code}&where=own_social")
    assert "Decline it" in shown
    assert "my niece or nephew, a pupil (Maya)" in shown
    assert "Nobody has acknowledged it yet." in shown


def test_an_acknowledged_relationship_says_by_whom(world: SimpleNamespace, signed_in: Browser) -> None:
    declared = niece(world)
    acknowledge(world.helen, declared)

    shown = page(signed_in("priya"), f"/contact/?what=friend_request&who=declared-{declared.pk}&where=own_social")

    assert "Helen Marsh acknowledged it on" in shown
    assert "Nobody has acknowledged it yet." not in shown


def test_a_declared_parent_in_the_family_changes_the_answer_where_a_policy_says_so(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    given = Declaration(world.harbour, Relationship.Who.PARENT, Relationship.Relation.SIBLING)
    declared = declare(world.marcus, world.marcus, given)
    client = signed_in("marcus")
    stranger = page(client, "/contact/?what=friend_request&who=parent&where=own_social&family=no&work=no&feel=no")
    sister = page(client, f"/contact/?what=friend_request&who=declared-{declared.pk}&where=own_social&work=no&feel=no")

    assert '<h1 class="sc-answer__word">Decline it</h1>' in stranger
    assert '<h1 class="sc-answer__word">Ask first</h1>' in sister


@pytest.mark.parametrize("state", ["withdrawn", "somebody else's"])
def test_a_relationship_that_is_withdrawn_or_not_ones_own_cannot_be_named(
    state: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    declared = niece(world)
    if state == "withdrawn":
        withdraw(world.priya, declared)

    client = signed_in("priya" if state == "withdrawn" else "helen")

    assert client.get(f"/contact/?what=friend_request&who=declared-{declared.pk}").status_code == 400


def test_undeclared_family_is_asked_to_be_declared(signed_in: Browser) -> None:
    shown = page(signed_in("priya"), "/contact/?what=friend_request&who=pupil_and_relative&where=own_social")

    assert 'href="/contact/declared/new/"' in shown


# --- how much is asked of the database ----------------------------------------------------------------------


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)


def test_what_is_asked_of_the_database_does_not_grow(world: SimpleNamespace, signed_in: Browser) -> None:
    addresses = ["/contact/?what=friend_request", PUPIL, "/contact/tell/", "/contact/tell/?about=nobody"]
    client = signed_in("priya")
    few = [queries(client, address) for address in addresses]

    for number in range(25):
        niece(world)
        lead = Person.objects.create(email=f"lead{number}@demo.example", name=f"Lead {number}")
        Role.objects.create(person=lead, organisation=world.elm, position=Position.DEPUTY_LEAD)

    assert [queries(client, address) for address in addresses] == few


@pytest.mark.parametrize("who", ["marcus", "grace", "priya"])
def test_a_parents_private_message_is_not_to_be_accepted_nor_answered_and_not_answered(who: str, signed_in: Browser) -> None:
    shown = page(signed_in(who), "/contact/?what=direct_message&who=parent&where=own_social")

    assert "Do not accept it." not in shown
    ways = [way for way in ("Reply once with these words", "Send it once, from your school e-mail") if way in shown]
    assert len(ways) == ("You can say" in shown)
    assert not ("You can say" in shown and "Do not answer." in shown)
    own_left_alone = "Do not use your own accounts or number for it." in shown
    assert not (own_left_alone and "Reply once with these words" in shown)


def test_what_there_is_to_accept_is_still_not_to_be_accepted(signed_in: Browser) -> None:
    assert "Do not accept it." in page(signed_in("priya"), PUPIL)
