"""The settings of who is told: by role only, tried out before they are set, and never a way around the exclusion."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeconduct.activity import ConcernKind, Told
from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns import setting
from safeconduct.web.concerns.models import Conflict, Governance, Outside, RouteRule, StandIn
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.concerns.trying import try_out
from safeconduct.web.people.models import Person
from web.routing.made import CHAIR, HEAD, LEAD, STAFF, away, becomes, fresh, leaves, told, who_sees

HEAD_FIRST = [Told.HEADTEACHER, Told.IT_MANAGER]


# --- the order --------------------------------------------------------------------------------------------------------


def test_an_order_of_the_schools_own_decides_who_else_is_told_and_in_which_order(world: SimpleNamespace) -> None:
    setting.set_order(world.helen, world.elm, ConcernKind.MISUSE_BY_ADULT, [Told.IT_MANAGER, Told.HEADTEACHER])
    case = told(world, "tomasz")

    assert [one.person for one in Charts([world.elm]).received(case).people] == [world.owen.pk, world.helen.pk]
    assert Event.objects.filter(verb="concerns.set-routes").latest("number").facts == {
        "step": "order",
        "kind": "misuse-by-adult",
        "roles": ["it_manager", "headteacher"],
    }


def test_no_order_leaves_out_who_leads_on_a_strand(world: SimpleNamespace) -> None:
    setting.set_order(world.helen, world.elm, None, [Told.IT_MANAGER])
    child = told(world, "tomasz", child_protection=True)

    assert child.route["roles"] == ["designated_safeguarding_lead", "it_manager"]
    adult = child.concern.cases.get(strand="adult")
    assert adult.route["roles"] == ["headteacher", "it_manager"]


def test_no_order_lets_the_head_hear_of_the_head(world: SimpleNamespace) -> None:
    setting.set_order(world.helen, world.elm, None, HEAD_FIRST)

    assert who_sees(world, told(world, "helen")) == {"farah"}


@pytest.mark.parametrize("roles", [[Told.HEADTEACHER] * 2, [Told.AGENCY_CONSULTANT], [Told.PLATFORM]])
def test_an_order_holds_only_roles_from_the_list_each_once(world: SimpleNamespace, roles: list[Told]) -> None:
    with pytest.raises(ValidationError):
        setting.set_order(world.helen, world.elm, None, roles)


def test_an_agency_has_no_order(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    with pytest.raises(ValidationError):
        setting.set_order(world.ruth, world.agency, None, [Told.HEADTEACHER])
    assert signed_in("ruth").get(f"/tell/routes/{world.agency.pk}/order/others/").status_code == 404


def press(client: Client, world: SimpleNamespace, do: str, roles: list[str], **more: Any) -> Any:
    return client.post(f"/tell/routes/{world.elm.pk}/order/others/", {"do": do, "roles": roles, **more})


def test_buttons_move_roles_about_and_nothing_is_set_before_the_last(
    world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    client, two = signed_in("helen"), ["headteacher", "it_manager"]

    def after(do: str, roles: list[str], **more: Any) -> list[str]:
        return [role for role, _ in press(client, world, do, roles, **more).context["roles"]]

    assert after("up:it_manager", two) == ["it_manager", "headteacher"]
    assert after("up:headteacher", two) == two
    assert after("down:headteacher", two) == ["it_manager", "headteacher"]
    assert after("down:it_manager", two) == two
    assert after("out:headteacher", two) == ["it_manager"]
    assert after("add", two, add="line_manager") == [*two, "line_manager"]
    assert after("add", two, add="") == two
    assert after("add", two, add="headteacher") == two
    assert after("nonsense", [*two, "platform", "helen@demo.example", "headteacher"]) == two
    assert not RouteRule.objects.exists()

    press(client, world, "save", two)
    assert RouteRule.objects.get().roles == two
    press(client, world, "policies", two)
    assert not RouteRule.objects.exists()


def test_the_pages_show_before_saving_who_would_hear_and_who_would_not(
    world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    page = press(signed_in("farah"), world, "show", ["headteacher", "it_manager"], about=world.owen.pk).content.decode()

    assert "Helen Marsh, Head teacher" in page
    assert "it does not go to: Owen Clarke" in page


# --- trying out -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("about", [None, *STAFF])
@pytest.mark.parametrize("child", [False, True])
def test_what_is_shown_is_what_happens(world: SimpleNamespace, about: str | None, *, child: bool) -> None:
    away(world, "sian")
    Conflict.objects.create(organisation=world.elm, person=world.tomasz, about=world.helen)
    person = getattr(world, about) if about else None
    tried = try_out(world.elm, ConcernKind.PUPIL_CONTACT, child_protection=child, about=person)
    case = told(world, *([about] if about else []), by="", kind=ConcernKind.PUPIL_CONTACT, child_protection=child)

    for part, each in zip(tried, case.concern.cases.order_by("pk"), strict=True):
        received = Charts([each.organisation]).received(each)
        assert {one.person.pk for one in part.hearers} == {one.person for one in received.people}
        assert (part.turn.what if part.turn else None) == received.outside


def test_the_page_shows_how_somebody_drops_out(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    client, address = signed_in("daniel"), f"/tell/routes/{world.elm.pk}/try/"
    asked = {"kind": "pupil-contact", "child": "on", "about": world.daniel.pk}
    page = client.get(address, asked).content.decode()

    assert "it does not go to: Daniel Okafor, Siân Pritchard" in page
    assert "Helen Marsh, Head teacher" in page
    assert "Choose somebody from the list." in client.get(address, {**asked, "about": "999999"}).content.decode()
    farah = client.get(address, {**asked, "about": world.farah.pk}).content.decode()
    assert "Nobody here can be told." in farah
    assert "complaints about a chair of governors" in farah


# --- stand-ins --------------------------------------------------------------------------------------------------------


def stand_in(by: Person, world: SimpleNamespace, key: str, position: Position) -> StandIn:
    today = timezone.localdate()
    return setting.add_stand_in(by, world.elm, getattr(world, key), position=position.value, since=today, until=None)


def test_nobody_names_themselves_nor_for_a_position_above_them(world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError, match="yourself"):
        stand_in(world.helen, world, "helen", LEAD)
    for key, position in (("helen", CHAIR), ("daniel", HEAD), ("owen", HEAD), ("daniel", CHAIR)):
        with pytest.raises(ValidationError, match="above you"):
            stand_in(getattr(world, key), world, "priya", position)
    for key, position in (("helen", HEAD), ("farah", CHAIR), ("farah", HEAD), ("daniel", LEAD), ("owen", LEAD)):
        assert stand_in(getattr(world, key), world, "priya", position)


def test_who_is_above_the_school_names_the_chairs_stand_in(world: SimpleNamespace) -> None:
    becomes(world, "marcus", HEAD, world.trust)

    assert stand_in(fresh(world, "marcus"), world, "priya", CHAIR)


def test_a_stand_in_works_here_and_for_a_position_that_hears_of_concerns(world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError):
        stand_in(world.helen, world, "ruth", LEAD)
    with pytest.raises(ValidationError):
        stand_in(world.helen, world, "priya", Position.TEACHER)


def test_nobody_takes_off_the_stand_in_of_somebody_above_them(
    world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    made = stand_in(world.farah, world, "priya", CHAIR)
    address = f"/tell/routes/{world.elm.pk}/stand-ins/{made.pk}/end/"

    assert b"above you" in signed_in("helen").post(address, follow=True).content
    assert StandIn.objects.named().exists()
    signed_in("farah").post(address)
    assert not StandIn.objects.named().exists()
    assert signed_in("farah").post(address).status_code == 404


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(
    world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    address = f"/tell/routes/{world.elm.pk}/stand-ins/new/"
    given = {"position": "chair_of_governors", "person": world.priya.pk, "since": "2026-11-20", "until": ""}
    page = signed_in("helen").post(address, given).content.decode()

    assert "above you" in page
    assert 'value="2026-11-20"' in page
    assert f'value="{world.priya.pk}" selected' in page


# --- conflicts --------------------------------------------------------------------------------------------------------


def test_a_conflict_is_declared_once_and_taken_off_by_somebody_else(world: SimpleNamespace) -> None:
    made = setting.declare_conflict(world.helen, world.elm, world.helen, world.tomasz)
    with pytest.raises(ValidationError, match="already"):
        setting.declare_conflict(world.owen, world.elm, world.tomasz, world.helen)
    with pytest.raises(ValidationError, match="two different"):
        setting.declare_conflict(world.owen, world.elm, world.tomasz, world.tomasz)
    with pytest.raises(ValidationError):
        setting.declare_conflict(world.owen, world.elm, world.tomasz, world.ruth)
    with pytest.raises(ValidationError, match="one of the two"):
        setting.withdraw_conflict(world.helen, world.elm, made)

    setting.withdraw_conflict(world.farah, world.elm, made)
    facts = Event.objects.latest("number").facts
    assert facts == {"step": "conflict-withdrawn", "people": sorted((world.helen.pk, world.tomasz.pk))}


# --- outside and governance -------------------------------------------------------------------------------------------


def test_contacts_outside_are_entered_corrected_and_removed(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    client, base = signed_in("helen"), f"/tell/routes/{world.elm.pk}/outside/"
    given = {"what": "designated_officer", "name": "Duty desk", "telephone": "0114 496 0000", "email": "", "hours": ""}
    assert b"Nobody outside is entered" in client.get(f"/tell/routes/{world.elm.pk}/").content
    client.post(f"{base}new/", given)
    officer = Outside.objects.get()
    assert b"Nobody outside is entered" not in client.get(f"/tell/routes/{world.elm.pk}/").content
    assert b"on the list already" in client.post(f"{base}new/", given).content
    assert b"in figures" in client.post(f"{base}new/", {**given, "name": "x", "telephone": "call me"}).content
    assert b"telephone number or an e-mail" in client.post(f"{base}new/", {**given, "name": "x", "telephone": ""}).content

    client.post(f"{base}{officer.pk}/", {**given, "telephone": "0114 496 0001"})
    assert Outside.objects.get().telephone == "0114 496 0001"
    assert "0114" not in str(Event.objects.latest("number").facts)
    client.post(f"{base}{officer.pk}/remove/")
    assert not Outside.objects.exists()


def test_a_sole_proprietor_has_neither_chair_nor_trust(world: SimpleNamespace) -> None:
    def govern() -> Governance:
        by = fresh(world, "helen")
        return setting.govern(by, world.elm, sole_proprietor=True, urgent_hours=2, other_hours=None, source="")

    with pytest.raises(ValidationError, match="neither"):
        govern()
    world.elm.parent = None
    world.elm.save()
    with pytest.raises(ValidationError, match="neither"):
        govern()
    leaves(world, "farah", CHAIR)

    assert govern().sole_proprietor


@pytest.mark.parametrize(("urgent", "says"), [("0", "Between 1 and 40"), ("99", "Between 1 and 40"), ("x", "Write a number")])
def test_hours_are_a_number_that_makes_sense(
    world: SimpleNamespace, signed_in: Callable[[str], Client], urgent: str, says: str
) -> None:
    address = f"/tell/routes/{world.elm.pk}/governance/"
    page = signed_in("helen").post(address, {"urgent_hours": urgent, "source": "Section 6"}).content.decode()

    assert says in page
    assert "Section 6" in page
    assert not Governance.objects.exists()


# --- pages ------------------------------------------------------------------------------------------------------------


def test_where_there_is_one_place_it_is_shown_at_once(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    assert b"Whatever is set here" in signed_in("helen").get("/tell/routes/").content
    becomes(world, "ruth", HEAD, world.trust)
    page = signed_in("ruth").get("/tell/routes/").content.decode()
    assert all(name in page for name in ("Elm Park Primary", "Harbour High", "Three Rivers Trust", "Northgate Supply"))


def test_the_settings_cost_the_same_for_few_and_for_many(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("helen")

    def more(start: int, count: int) -> None:
        for number in range(start, start + count):
            person = Person.objects.create(email=f"p{number}@demo.example", name=f"Person {number}", password="!")
            becomes(SimpleNamespace(elm=world.elm, one=person), "one", Position.TEACHER)
            StandIn.objects.create(organisation=world.elm, person=person, position="it_manager")
            Conflict.objects.create(organisation=world.elm, person=person, about=world.priya)
            Outside.objects.create(organisation=world.elm, what="other", name=f"Desk {number}", telephone="1")
            RouteRule.objects.get_or_create(organisation=world.elm, kind=list(ConcernKind)[number], roles=["headteacher"])

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    base = f"/tell/routes/{world.elm.pk}/"
    pages = (base, f"{base}try/?kind=pupil-contact&about={world.helen.pk}", f"{base}order/others/", f"{base}stand-ins/new/")
    more(0, 2)
    few = [cost(page) for page in pages * 2][len(pages) :]
    more(2, 12)
    assert [cost(page) for page in pages] == few
