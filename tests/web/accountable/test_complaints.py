"""Complaints about data protection: open to everybody, on a clock, and not there for whom they are about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.accountable import complaining
from safeconduct.web.accountable.complaining import ComplaintGiven
from safeconduct.web.accountable.handlers import At
from safeconduct.web.accountable.models import Complaint, ComplaintPage
from safeconduct.web.accountable.reminding import remind
from safeconduct.web.concerns import limiting
from safeconduct.web.jobs.models import Mail
from safeconduct.web.sealing.storing import words
from safeconduct.web.sealing.verifying import faults as sealing_faults
from web.accountable import made

SignedIn = Callable[[str], Client]
SAID = "My address went to all parents on 3 May. I want it taken back."


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.fixture(autouse=True)
def _nothing_was_sent_yet() -> None:
    cache.clear()


def sent(world: SimpleNamespace, client: Client, **more: Any) -> Any:
    address = f"/registers/complain/{made.page(world).code}/"
    return client.post(address, {"words": SAID, "who": "Ann Brown", "contact": "ann@home.example", **more})


def test_a_mother_without_an_account_complains_and_gets_a_number(world: SimpleNamespace, signed_in: SignedIn) -> None:
    answer = sent(world, Client())
    complaint = Complaint.objects.get()

    assert complaint.reference in answer.content.decode()
    assert words(complaint.words) == SAID
    shown = text(signed_in("sian"), f"/registers/complaints/{complaint.reference}/")
    assert SAID in shown
    assert "Ann Brown" in shown
    entry = Event.objects.get(verb="accountable.complain")
    assert entry.actor_id is None
    assert "ann" not in str(entry.facts).lower()


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(world: SimpleNamespace) -> None:
    answer = sent(world, Client(), contact="").content.decode()

    assert "Write how we reach you" in answer
    assert SAID in answer
    assert not Complaint.objects.exists()


def test_a_page_that_is_closed_or_was_never_there_is_not_found(world: SimpleNamespace) -> None:
    page = made.page(world)
    assert Client().get(f"/registers/complain/{page.code.lower()}/").status_code == 200
    complaining.close_page(world.helen, world.elm)
    assert Client().get(f"/registers/complain/{page.code}/").status_code == 404
    for _ in range(limiting.MOST_WRONG):
        Client().get("/registers/complain/BBBBBBBB/")
    assert Client().get("/registers/complain/BBBBBBBB/").status_code == 429


def test_very_much_at_once_waits_and_keeps_its_words(world: SimpleNamespace) -> None:
    code = made.page(world).code
    for _ in range(limiting.MOST_SENT):
        limiting.sent_too_often(ComplaintPage.objects.get(code=code).pk, "data-page")
    answer = Client().post(f"/registers/complain/{code}/", {"words": SAID, "who": "Ann", "contact": "01234"}).content.decode()

    assert "it waits" in answer
    assert SAID in answer
    assert not Complaint.objects.exists()


def test_whoever_is_named_in_it_does_not_find_it(world: SimpleNamespace, signed_in: SignedIn) -> None:
    sent(world, Client(), words="Siân Pritchard sent my address to everybody.")
    reference = Complaint.objects.get().reference

    assert reference not in text(signed_in("sian"), "/registers/complaints/")
    assert signed_in("sian").get(f"/registers/complaints/{reference}/").status_code == 404
    assert reference in text(signed_in("helen"), "/registers/complaints/")
    assert not Mail.objects.filter(to=world.sian).exists()


def test_if_it_is_about_all_who_handle_it_the_chair_takes_the_place(world: SimpleNamespace, signed_in: SignedIn) -> None:
    complaint = made.complaint(world, about=(world.helen,))
    complaining.keep_out(world.sian, complaint, world.sian)

    assert signed_in("helen").get(f"/registers/complaints/{complaint.reference}/").status_code == 404
    assert "My address" in text(signed_in("farah"), f"/registers/complaints/{complaint.reference}/")
    assert Mail.objects.filter(to=world.farah).exists()
    with pytest.raises(Http404):
        complaining.acknowledge(world.sian, complaint)


def test_where_everybody_is_concerned_it_is_not_swallowed(world: SimpleNamespace) -> None:
    page = complaining.open_page(world.ruth, world.agency)
    sent = {"words": "Ruth Goldberg lost my file.", "who": "Ann", "contact": "01234"}
    answer = Client().post(f"/registers/complain/{page.code}/", sent).content.decode()

    assert "it was not sent" in answer
    assert "Ruth Goldberg lost my file." in answer
    assert not Complaint.objects.exists()


def test_a_handler_does_not_deal_with_their_own_complaint(world: SimpleNamespace) -> None:
    complaint = made.complaint(world, "sian")

    assert complaint.positions_of(world.helen)
    assert not complaint.positions_of(world.sian)
    with pytest.raises(PermissionDenied):
        complaining.acknowledge(world.sian, complaint)


def test_from_the_page_to_the_outcome(world: SimpleNamespace, signed_in: SignedIn) -> None:
    signed_in("tomasz").post(f"/registers/mine/{world.elm.pk}/complain/", {"words": SAID, "about": ""})
    complaint = Complaint.objects.get()
    address = f"/registers/complaints/{complaint.reference}/"
    helen = signed_in("helen")
    early = helen.post(f"{address}end/", {"outcome": "upheld", "words": "You were right."})
    assert "Acknowledge it first" in early.content.decode()
    helen.post(f"{address}acknowledge/")
    helen.post(f"{address}inquiry/", {"words": "Asked the office. The list was wrong.", "told": "on"})
    helen.post(f"{address}end/", {"outcome": "upheld", "words": "You were right."})

    complaint.refresh_from_db()
    assert (complaint.outcome, complaint.acknowledged_on) == ("upheld", timezone.localdate())
    mine = text(signed_in("tomasz"), "/registers/mine/")
    assert not list(sealing_faults(thorough=True))
    assert "You were right." in mine
    assert "Asked the office" not in mine
    with pytest.raises(ValidationError, match="closed"):
        complaining.inquire(world.helen, complaint, "More", told=False)


def test_acknowledging_writes_to_the_address_that_was_left(world: SimpleNamespace) -> None:
    sent(world, Client(), contact="Ring me, or write to <ann@home.example>.")
    complaint = Complaint.objects.get()
    complaining.acknowledge(world.helen, complaint)

    mail = Mail.objects.get(template="accountable/acknowledged")
    assert (mail.address, mail.context) == ("ann@home.example", {"reference": complaint.reference})
    with pytest.raises(ValidationError, match="already"):
        complaining.acknowledge(world.helen, complaint)


def test_the_clock_reminds_and_is_late_after_thirty_days(world: SimpleNamespace, signed_in: SignedIn) -> None:
    with time_machine.travel("2026-07-01 12:00:00+01:00"):
        given = ComplaintGiven(SAID, "Ann Brown", "01234", received_on=timezone.localdate() - timedelta(1))
        complaining.enter(world.sian, At(world.elm), given)
        Mail.objects.all().delete()
    for day, reminded in (("2026-07-23", True), ("2026-07-24", False), ("2026-07-30", True), ("2026-08-06", True)):
        with time_machine.travel(f"{day} 12:00:00+01:00"):
            remind()
            assert set(Mail.objects.values_list("to__name", flat=True)) == (
                {"Helen Marsh", "Siân Pritchard"} if reminded else set()
            )
            Mail.objects.all().delete()
    with time_machine.travel("2026-08-01 12:00:00+01:00"):
        assert "2 days late" in text(signed_in("sian"), "/registers/complaints/")


def test_a_day_to_come_is_refused(world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError, match="still to come"):
        complaining.enter(world.sian, At(world.elm), ComplaintGiven(SAID, received_on=timezone.localdate() + timedelta(1)))


def test_the_head_chooses_who_deals_with_it(world: SimpleNamespace, signed_in: SignedIn) -> None:
    complaint = made.complaint(world)
    address = f"/registers/setting/{world.elm.pk}/"
    signed_in("helen").post(address, {"do": "people", "people": [world.owen.pk]})
    signed_in("helen").post(address, {"do": "clock", "clock": "complaint", "number": "10", "source": "Our policy"})

    assert SAID[:10] in text(signed_in("owen"), f"/registers/complaints/{complaint.reference}/")
    assert signed_in("sian").get(f"/registers/complaints/{complaint.reference}/").status_code == 404
    assert "10 days" in text(signed_in("helen"), address)
    too_long = signed_in("helen").post(address, {"do": "clock", "clock": "complaint", "number": "60", "source": "x"})
    assert "The law allows 30 days at most" in too_long.content.decode()


def test_no_word_of_it_reaches_a_log(world: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    sent(world, Client())
    sent(world, Client(), contact="")

    assert not [said for said in ("address went", "Ann", "ann@home") if said in caplog.text]
