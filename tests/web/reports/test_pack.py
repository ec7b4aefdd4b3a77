"""The governors' pack in one press, at once or as a job; what a report costs, however large the trust."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position, rights
from safeconduct.web.concerns.models import Case
from safeconduct.web.people.models import Organisation, Role
from safeconduct.web.policies.models import Adoption
from safeconduct.web.reports import files as files_folder
from safeconduct.web.reports import packing, writing
from safeconduct.web.reports.models import Pack
from safeconduct.web.reports.report import reports
from web.jobs.working import work
from web.reports import made

Browser = Callable[[str], Client]


def press(client: Client, place: Organisation) -> str:
    """Make a pack over the first time that is offered; where its page is."""
    page = client.get(reverse("reports-pack", args=[place.pk]))
    answer = client.post(reverse("reports-pack", args=[place.pk]), {"period": page.context["periods"][0].key})
    return str(answer["Location"])


def test_the_pack_in_one_press(world: SimpleNamespace, signed_in: Browser) -> None:
    made.sign(Adoption.objects.get(organisation=world.elm, policy_id="kevi"), *made.staff(world.elm, 30))
    client = signed_in("farah")
    page = client.get(press(client, world.elm)).content.decode()
    pack = Pack.objects.get()

    assert "The pack is ready" in page
    pdf = client.get(reverse("reports-pack-pdf", args=[pack.pk])).content
    archive = zipfile.ZipFile(io.BytesIO(client.get(reverse("reports-pack-tables", args=[pack.pk])).content))
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf
    keys = [key for key in reports() if reports()[key].in_pack]
    assert {name.split("-", 1)[1].rsplit("-", 1)[0] for name in archive.namelist()} <= set(keys)
    assert not [name for name in archive.namelist() if b"Person" in archive.read(name)]
    assert [event.verb for event in Event.objects.order_by("number")][-3:] == [
        "reports.pack", "reports.take-pack", "reports.take-pack",
    ]  # fmt: skip


def test_the_heads_pack_is_as_governors_get_it(world: SimpleNamespace, signed_in: Browser) -> None:
    for person in made.staff(world.elm, 3):
        made.case(world.elm, person, ago=60, looked_at_after=1)
    tables = {}
    for key in ("helen", "farah"):
        press(signed_in(key), world.elm)
        archive = zipfile.ZipFile(io.BytesIO(bytes(Pack.objects.latest("pk").tables)))
        tables[key] = {name: archive.read(name) for name in archive.namelist()}

    assert tables["helen"] == tables["farah"]
    told = next(words.decode("utf-8-sig") for name, words in tables["helen"].items() if "-concerns-1" in name)
    assert "fewer than 5" in told


def test_a_large_pack_is_a_job_that_says_how_far_it_is(
    world: SimpleNamespace, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "QUICK", 3)
    client = signed_in("helen")
    address = press(client, world.elm)
    waiting = client.get(address).content.decode()
    Pack.objects.update(done=2)

    assert f"0 of {len(reports())} reports are done" in waiting
    assert f"2 of {len(reports())} reports are done" in client.get(address).content.decode()
    assert client.get(f"{address}pack.pdf").status_code == 404
    work()
    assert "The pack is ready" in client.get(address).content.decode()
    assert Pack.objects.get().done == len(reports())


def test_a_pack_that_fails_says_so_and_can_be_made_again(
    world: SimpleNamespace, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "QUICK", 3)
    client = signed_in("helen")
    address = press(client, world.elm)
    with monkeypatch.context() as patch:
        patch.setattr(writing, "as_pdf", lambda *given, **more: 1 / 0)
        work()
    said = client.get(address).content.decode()

    assert "could not be made" in said
    assert reverse("reports-pack", args=[world.elm.pk]) in said


def test_a_pack_is_its_makers_alone_for_a_day_and_while_they_may(world: SimpleNamespace, signed_in: Browser) -> None:
    address = press(signed_in("sian"), world.elm)

    assert [signed_in(key).get(address).status_code for key in ("sian", "helen", "farah", "marcus")] == [200, 404, 404, 404]
    roles = Role.objects.filter(person=world.sian, position=Position.DEPUTY_LEAD)
    roles.update(cancelled=True)
    assert signed_in("sian").get(address).status_code == 403
    roles.update(cancelled=False)
    Pack.objects.update(made_at=timezone.now() - Pack.LIFE)
    assert signed_in("sian").get(address).status_code == 404
    packing.forget()
    assert not Pack.objects.exists()


def test_every_file_is_a_report_and_asks_a_question() -> None:
    files = [file for file in Path(files_folder.__file__ or "").parent.glob("*.py") if not file.name.startswith("_")]

    assert len(reports()) == len(files)
    assert all(each.says.endswith("?") and each.verb in rights() for each in reports().values())


# --- what it costs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", sorted(reports()))
@pytest.mark.parametrize("who", ["helen", "terri"])
def test_a_report_costs_the_same_for_few_and_for_many(world: SimpleNamespace, signed_in: Browser, key: str, who: str) -> None:
    world.terri = made.staff(world.trust, 1, Position.CHAIR_OF_GOVERNORS)[0]
    place = world.elm if who == "helen" else world.trust
    client = signed_in(who)
    client.get(reverse("reports"))  # what a first request costs whatever it asks for
    cost = []
    for more in (2, 12):
        for person in [*made.staff(world.elm, more), *made.trust(world, more, 2)]:
            where = person.roles.get().organisation
            told = made.case(where, person, ago=40, level=Case.Level.LOW, looked_at_after=2)
            made.clock(told, world.helen, told_after=2)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("report", args=[place.pk, key])).status_code == 200
        cost.append(len(queries))

    assert cost[0] == cost[1]
