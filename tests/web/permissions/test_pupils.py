"""The register of pupils: what may be shown where, by hand and by list, and what the checker says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeconduct.roster import read_roster
from safeconduct.walks import check_draft
from safeconduct.web.access.models import Event
from safeconduct.web.checks.answers import Answer
from safeconduct.web.people.staff_list import reading
from safeconduct.web.permissions import pupil_list, pupils
from safeconduct.web.permissions.models import ImageConsent, Pupil, PupilList, Use
from safeconduct.web.permissions.pupils import PupilRow
from safeconduct.web.permissions.recorded import roster_for, shown
from web.addresses import telling
from web.checks.test_nothing_stored import tables
from web.people.files import open_document
from web.permissions import made

Browser = Callable[[str], Client]


def said(answer: Any) -> str:
    return unescape(answer.content.decode())


def check(client: Client, text: str, account: str = "official") -> Answer:
    answer: Answer = client.post("/check/", {"text": text, "account": account, "kind": "post"}).context["answer"]
    return answer


def consents(answer: Answer) -> list[str]:
    return [each.text for each in answer.consents]


# --- the checker ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Well done Zebedee Quillmarsh",
        "zebedee q in goal again",
        "#ZebedeeQuillmarsh",
        "Quillmarsh, Zebedee",
    ],
)
def test_a_name_of_the_register_is_found_as_the_command_line_finds_it(
    text: str, world: SimpleNamespace, signed_in: Browser, tmp_path: Any
) -> None:
    made.pupil(world)
    file = tmp_path / "roster.csv"
    file.write_text("name,role\nZebedee Quillmarsh,pupil\nElm Park Primary,school\n")
    assert roster_for(world.priya) == read_roster(file)

    for account in ("personal", "official"):
        marks = [mark.why for mark in check(signed_in("priya"), text, account).marks]
        assert "This is the name of a pupil on your list." in marks


def test_a_pupil_of_another_school_is_no_name_here_and_one_who_left_neither(world: SimpleNamespace) -> None:
    pupils.add(world.marcus, world.harbour, PupilRow("Isolde Thrapston"))
    made.pupil(world, "Ada Fennimore", until=made.days(-1))
    made.pupil(world)

    assert roster_for(world.priya).pupils == {"zebedee quillmarsh"}
    assert roster_for(world.grace).pupils == {"zebedee quillmarsh"}
    assert roster_for(world.marcus).pupils == {"isolde thrapston"}
    assert not roster_for(world.ruth).pupils


def test_on_an_official_account_the_register_is_asked(world: SimpleNamespace, signed_in: Browser) -> None:
    one, priya = made.pupil(world), signed_in("priya")
    text = "Well done Zebedee Quillmarsh, a medal!"
    assert consents(check(priya, text, "personal")) == []
    assert consents(check(priya, text)) == ["Zebedee Quillmarsh (Year 4): no consent to pictures, social media is on record."]

    made.consent(world, one, Use.WEBSITE, Use.DISPLAY)
    assert "There is for: school website, displays inside school." in consents(check(priya, text))[0]
    held = made.consent(world, one, Use.SOCIAL_MEDIA, until=date(2027, 7, 21))
    assert consents(check(priya, text)) == [
        "Zebedee Quillmarsh (Year 4): consent to pictures, social media is on record until 21 July 2027."
    ]
    pupils.withdraw_consent(world.helen, held)
    assert "was withdrawn on" in consents(check(priya, text))[0]


def test_a_first_name_that_two_share_brings_both(world: SimpleNamespace, signed_in: Browser) -> None:
    made.consent(world, made.pupil(world))
    made.pupil(world, "Zebedee Thrapston", year="Year 6")

    answer = check(signed_in("priya"), "Zebedee scored in the match at school")

    assert [each.agreed for each in answer.consents] == [True, False]
    assert {each.said for each in answer.consents} == {"Zebedee"}


def test_a_text_without_names_asks_nothing(world: SimpleNamespace, signed_in: Browser) -> None:
    made.pupil(world)

    assert check(signed_in("priya"), "The fair is on Saturday").consents == ()


@pytest.mark.parametrize("text", ["Brilliant work Zebedee! Pic attached", "Zebedee and his marrow (photo below)"])
def test_with_a_picture_a_first_name_is_enough_and_without_consent_it_is_not_fine(
    text: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    one, priya = made.pupil(world), signed_in("priya")

    answer = check(priya, text)
    assert (answer.outcome, answer.headline) == ("caution", "Think again: a consent is missing")
    assert [each.agreed for each in answer.consents] == [False]
    assert "✓" not in said(priya.post("/check/", {"text": text, "account": "official", "kind": "post"}))

    made.consent(world, one, Use.SOCIAL_MEDIA)
    answer = check(priya, text)
    assert answer.headline == ""
    assert check(priya, "Brilliant work Zebedee!").consents == ()


def test_consent_runs_out_by_its_day(world: SimpleNamespace) -> None:
    made.consent(world, made.pupil(world), until=made.days(1))
    held = []
    for ahead in range(3):
        with time_machine.travel(timezone.now() + timedelta(ahead), tick=False):
            held.append(shown(world.priya, ["Zebedee Quillmarsh"], Use.SOCIAL_MEDIA)["Zebedee Quillmarsh"][0].agreed)

    assert held == [True, True, False]


def picture(client: Client, **more: Any) -> Answer:
    given = {"do": "ask", "of": ["pupil"], "going": "posted", "purpose": "work", "taken": "school", **more}
    answer: Answer = client.post("/check/picture/", given).context["answer"]
    return answer


def test_a_picture_with_named_pupils_asks_the_register_which_counts_for_more_than_a_tick(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    marcus = signed_in("marcus")
    one = pupils.add(world.marcus, world.harbour, PupilRow("Isolde Thrapston"))
    agreed = {
        "agreed": ["subject_consent", "parent_consent", "has_permission"],
        "use": "website",
        "pupils": "Isolde Thrapston\n",
    }

    without = picture(marcus, **agreed)
    assert [each.agreed for each in without.consents] == [False]
    assert "N5b" in [clause.id for verdict in without.verdicts for clause in verdict.clauses]
    pupils.consent(world.marcus, one, pupils.ConsentGiven([Use.WEBSITE], "parent", made.days(-1)))
    with_it = picture(marcus, **{**agreed, "agreed": ["subject_consent", "has_permission"]})
    assert [each.agreed for each in with_it.consents] == [True]
    assert not with_it.missing
    unknown = picture(marcus, **{**agreed, "pupils": "Isolde Thrapston\nNobody Known"})
    assert [each.text for each in unknown.consents if not each.agreed] == [
        "Nobody of this name is on the register of your schools."
    ]


def test_named_pupils_want_to_be_said_where_they_are_shown(world: SimpleNamespace, signed_in: Browser) -> None:
    page = said(signed_in("priya").post("/check/picture/", {"do": "ask", "of": "event", "going": "posted", "pupils": "Ada"}))

    assert "Say where the school will show it" in page
    assert "You named pupils" in page


def test_what_the_checker_asks_is_written_down_nowhere(world: SimpleNamespace, signed_in: Browser) -> None:
    made.consent(world, made.pupil(world))
    events = Event.objects.count()
    check(signed_in("priya"), "Zebedee Quillmarsh and vexilloptera")
    picture(signed_in("priya"), use="website", pupils="vexilloptera")

    assert [table for table, row in tables() if "vexilloptera" in row] == []
    assert Event.objects.count() == events


def test_a_check_asks_as_much_of_the_database_however_many_pupils_there_are(world: SimpleNamespace, signed_in: Browser) -> None:
    priya = signed_in("priya")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            check(priya, "Well done Zebedee Quillmarsh and Zebedee Thrapston")
        return len(queries)

    made.consent(world, made.pupil(world))
    few = asked()
    for number in range(30):
        made.consent(world, made.pupil(world, f"Zebedee Thrapston {number}"), *Use)

    assert asked() == few


# --- by hand --------------------------------------------------------------------------------------------------------


def test_the_office_enters_a_pupil_and_a_consent_and_teachers_read_it(world: SimpleNamespace, signed_in: Browser) -> None:
    sian, elm = signed_in("sian"), world.elm.pk
    answer = sian.post(f"/permissions/pupils/of/{elm}/new/", {"name": "Zebedee Quillmarsh", "year": "4Q"}, follow=True)
    assert "Consent to pictures of Zebedee Quillmarsh" in said(answer)
    one = Pupil.objects.get()
    given = {"uses": ["website", "press"], "given_by": "carer", "since": made.days(-3), "note": "Form in folder B"}
    page = said(sian.post(f"/permissions/pupils/{one.pk}/consent/", given, follow=True))
    assert "Form in folder B" in page

    priya = signed_in("priya")
    assert "School website, " not in said(priya.post(f"/permissions/pupils/of/{elm}/", {"use": "video"}))
    listed = said(priya.post(f"/permissions/pupils/of/{elm}/", {"q": "quillmarsh 4q", "use": "press"}))
    assert "Zebedee Quillmarsh" in listed
    assert "Newspapers and television, School website" in listed
    assert "It was withdrawn" not in said(priya.get(f"/permissions/pupils/{one.pk}/"))


def test_a_pupil_is_found_whatever_the_accents(world: SimpleNamespace, signed_in: Browser) -> None:
    made.pupil(world, "Siân Łukasiewicz")

    assert "Siân Łukasiewicz" in said(signed_in("priya").post(f"/permissions/pupils/of/{world.elm.pk}/", {"q": "sian"}))


def test_who_is_looked_up_stands_in_no_address(world: SimpleNamespace, signed_in: Browser) -> None:
    for number in range(60):
        made.pupil(world, f"Zebedee Quillmarsh {number:02}")
    client, address = signed_in("priya"), f"/permissions/pupils/of/{world.elm.pk}/"
    first, second = (client.post(address, {"q": "quillmarsh", "page": page}) for page in ("1", "2"))

    assert [len(each.context["page"]) for each in (first, second)] == [50, 10]
    for answer in (first, second):
        assert answer.status_code == 200
        assert telling(answer.content.decode(), "quillmarsh") == []
    assert "Zebedee" in said(client.get(address, {"q": "nobody"}))  # an address is not read for it either


def test_a_consent_that_is_given_anew_takes_the_place_of_the_old(world: SimpleNamespace) -> None:
    one = made.pupil(world)
    made.consent(world, one, Use.PRESS)
    made.consent(world, one, Use.PRESS, note="new form")

    assert ImageConsent.objects.on().get().note == "new form"
    assert ImageConsent.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"uses": []}, "Choose at least one use"),
        ({"uses": ["tattoo"]}, "Select a valid choice"),
        ({"given_by": ""}, "Choose who said yes"),
        ({"since": "2026-02-31"}, "Write the day as"),
        ({"since": "2999-01-01"}, "still to come"),
        ({"until": "2001-01-01"}, "before the first"),
        ({"note": "x" * 301}, "at most 300 characters"),
    ],
)
def test_a_wrong_consent_is_refused(wrong: dict[str, Any], says: str, world: SimpleNamespace, signed_in: Browser) -> None:
    one = made.pupil(world)
    given = {"uses": ["press"], "given_by": "parent", "since": "2026-09-01", **wrong}

    assert says in said(signed_in("sian").post(f"/permissions/pupils/{one.pk}/consent/", given))
    assert not ImageConsent.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Write the name"),
        ({"name": "<b>"}, "Use letters"),
        ({"born": "2999-01-01"}, "still to come"),
        ({"until": "tomorrow"}, "Write the day as"),
        ({"external_id": "A1"}, "Another pupil has this number"),
    ],
)
def test_a_wrong_pupil_is_refused(wrong: dict[str, str], says: str, world: SimpleNamespace, signed_in: Browser) -> None:
    made.pupil(world, external_id="A1")

    assert says in said(signed_in("sian").post(f"/permissions/pupils/of/{world.elm.pk}/new/", {"name": "Ada F", **wrong}))
    assert Pupil.objects.count() == 1


def test_an_entry_is_put_right_and_found_by_its_new_name(world: SimpleNamespace, signed_in: Browser) -> None:
    one = made.pupil(world, external_id="A1")
    signed_in("sian").post(
        f"/permissions/pupils/{one.pk}/correct/", {"name": "Zeb Quill", "external_id": "A1", "until": made.days(3)}
    )

    assert roster_for(world.priya).pupils == {"zeb quill"}
    assert Pupil.objects.get().until == made.days(3)


def test_who_may_keep_the_register_and_who_may_only_read_it(world: SimpleNamespace) -> None:
    one = made.pupil(world)
    for key, error in (
        ("priya", PermissionDenied),
        ("farah", PermissionDenied),
        ("grace", PermissionDenied),
        ("marcus", Http404),
    ):
        with pytest.raises(error):
            pupils.correct(getattr(world, key), one, PupilRow("X"))
        with pytest.raises(error):
            pupils.consent(getattr(world, key), one, pupils.ConsentGiven([Use.PRESS], "parent", made.days(0)))


def test_the_trail_names_no_child(world: SimpleNamespace) -> None:
    one = made.pupil(world, external_id="UPN-ZQ")
    pupils.withdraw_consent(world.helen, made.consent(world, one, note="folder ZQ"))
    told = str(list(Event.objects.values_list("verb", "about", "facts"))).lower()

    assert "zebedee" not in told
    assert "zq" not in told
    assert "consent withdrawn" in told
    assert "social-media" in told
    with pytest.raises(ValidationError):
        pupils.withdraw_consent(world.helen, ImageConsent.objects.get())
    assert "zebedee" not in str(one).lower()


# --- a whole list ---------------------------------------------------------------------------------------------------

CSV = "Forename,Surname,Reg Group,UPN,DOB\nAda,Fennimore,3F,U1,1/9/2018\nZebedee,Quillmarsh,4Q,U2,2/3/2017\n"


def upload(client: Client, school: int, data: bytes | str) -> Any:
    file = SimpleUploadedFile("pupils.csv", data.encode() if isinstance(data, str) else data)
    return client.post(f"/permissions/pupils/of/{school}/import/", {"file": file}, follow=True)


def take_over(client: Client, answer: Any, **more: str) -> Any:
    counts = answer.context["form"]["counts"].value()
    return client.post(answer.request["PATH_INFO"], {"counts": counts, **more}, follow=True)


def test_a_list_is_looked_at_then_taken_over_and_deleted(world: SimpleNamespace, signed_in: Browser) -> None:
    sian = signed_in("sian")
    answer = upload(sian, world.elm.pk, CSV)
    assert "Nothing has changed yet" in said(answer)
    assert "Ada Fennimore, 3F" in said(answer)
    assert not Pupil.objects.exists()

    assert "Taken over" in said(take_over(sian, answer))

    assert {(one.name, one.year, one.external_id, one.born) for one in Pupil.objects.all()} == {
        ("Ada Fennimore", "3F", "U1", date(2018, 9, 1)),
        ("Zebedee Quillmarsh", "4Q", "U2", date(2017, 3, 2)),
    }
    assert PupilList.objects.get().rows == []
    assert "fennimore" not in str(list(Event.objects.values_list("facts"))).lower()


def test_consents_stay_with_a_pupil_who_moves_up_and_changes_name(world: SimpleNamespace, signed_in: Browser) -> None:
    sian = signed_in("sian")
    take_over(sian, upload(sian, world.elm.pk, CSV))
    made.consent(world, Pupil.objects.get(external_id="U1"))
    changed = CSV.replace("Ada,Fennimore,3F", "Ada,Marsh,4F").replace("Zebedee,Quillmarsh,4Q,U2,2/3/2017\n", "")
    answer = upload(sian, world.elm.pk, changed)
    assert "Ada Fennimore, now Ada Marsh: 3F, now 4F" in said(answer)
    take_over(sian, answer)

    assert ImageConsent.objects.on().get().pupil.name == "Ada Marsh"
    assert roster_for(world.priya).pupils == {"ada marsh"}
    again = upload(sian, world.elm.pk, CSV)
    assert "Zebedee Quillmarsh" in said(again)
    take_over(sian, again)
    assert Pupil.objects.count() == 2  # whoever comes back is the one who left


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", "The file is empty"),
        ("Shoe,Size\nred,7\n", "No column holds the names"),
        (b"%PDF-1.7", "This is a PDF"),
        ("Name\n", "nobody stands below"),
    ],
)
def test_a_file_that_is_no_list_says_what_to_do(
    data: bytes | str, says: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    assert says in said(upload(signed_in("sian"), world.elm.pk, data))
    assert not PupilList.objects.exists()


def test_rows_that_cannot_be_used_are_named_left_out_and_nobody_leaves_because_of_them(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    made.pupil(world)
    rows = "Name,Year,UPN,DOB\nAda Fennimore,3,U1,31/2/2018\n,3,U2,\n<b>,3,U3,\nIda Orr,3,U4,\nJo Orr,3,U4,\n"
    sian = signed_in("sian")
    answer = upload(sian, world.elm.pk, rows)
    page = said(answer)

    for line in ("Row 2, date of birth", "Row 3, name", "Row 4, name", "Row 6, number", "Nobody leaves as long as"):
        assert line in page
    take_over(sian, answer)
    assert set(Pupil.objects.here().values_list("name", flat=True)) == {"Zebedee Quillmarsh", "Ida Orr"}


def test_lists_of_other_programs_are_read_too(world: SimpleNamespace, signed_in: Browser) -> None:
    sheet = open_document(("Pupil name", "Class"), ("Fennimore, Ada", "3F"))

    assert "Ada Fennimore, 3F" in said(upload(signed_in("sian"), world.elm.pk, sheet))
    assert pupil_list.read(reading.read(b"Name;Leaving date\nAda F;2027-07-21\n")).rows[0].until == date(2027, 7, 21)


def test_many_leavers_want_a_tick_and_a_register_that_changed_a_second_look(world: SimpleNamespace, signed_in: Browser) -> None:
    for number in range(10):
        made.pupil(world, f"Child {number}")
    sian = signed_in("sian")
    answer = upload(sian, world.elm.pk, "Name\nChild 0\nChild 1\n")
    assert "8 pupils would leave" in said(answer)
    assert "Tick this if 8 pupils really leave" in said(take_over(sian, answer))
    made.pupil(world, "Child 10")
    changed = take_over(sian, answer, whole="on")
    assert "changed since you looked" in said(changed)
    assert "9 pupils would leave" in said(changed)
    assert Pupil.objects.here().count() == 11
    assert "Taken over" in said(take_over(sian, changed, whole="on"))
    assert Pupil.objects.here().count() == 2


def test_a_list_is_taken_over_once_and_kept_for_a_day(world: SimpleNamespace, signed_in: Browser) -> None:
    sian = signed_in("sian")
    kept = made.pupil_list(world)
    counts = dict(pupils.plan_for(kept).counts)
    pupils.take_over_list(world.sian, kept, counts=counts, whole=False)
    with pytest.raises(ValidationError):
        pupils.take_over_list(world.sian, kept, counts=counts, whole=False)
    old = made.pupil_list(world)
    with time_machine.travel(timezone.now() + PupilList.LIFE + timedelta(minutes=1), tick=False):
        assert signed_in("sian").get(f"/permissions/pupils/import/{old.pk}/").status_code == 404
        pupils.forget_old()
    assert not PupilList.objects.exists()
    assert sian.post(f"/permissions/pupils/import/{old.pk}/", {"counts": "{}"}).status_code == 404


@pytest.mark.parametrize("counts", ["", "x", "[]", "7"])
def test_a_form_that_was_tampered_with_changes_nothing(counts: str, world: SimpleNamespace, signed_in: Browser) -> None:
    kept = made.pupil_list(world)

    assert signed_in("sian").post(f"/permissions/pupils/import/{kept.pk}/", {"counts": counts}).status_code == 200
    assert not Pupil.objects.exists()


def test_another_system_hands_a_list_over_by_itself(world: SimpleNamespace) -> None:
    rows = [PupilRow(f"Child {number}", "1", f"N{number}") for number in range(8)]
    assert pupils.take_over(world.elm, rows) == {"joined": 8, "changed": 0, "left": 0, "unchanged": 0}
    assert pupils.take_over(world.elm, rows) == {"joined": 0, "changed": 0, "left": 0, "unchanged": 8}
    moved = [row._replace(year="2") for row in rows[:6]]
    assert pupils.take_over(world.elm, moved) == {"joined": 0, "changed": 6, "left": 2, "unchanged": 0}
    with pytest.raises(ValidationError):
        pupils.take_over(world.elm, [])
    assert Pupil.objects.here().count() == 6
    assert Event.objects.filter(verb="permissions.take-over").count() == 3
    assert not Pupil.objects.filter(organisation=world.harbour).exists()


def test_two_of_one_name_are_told_apart_by_their_class(world: SimpleNamespace) -> None:
    pupils.take_over(world.elm, [PupilRow("Ada Smith", "1"), PupilRow("Ada Smith", "2")])
    one, two = Pupil.objects.order_by("year")
    made.consent(world, two)
    assert pupils.take_over(world.elm, [PupilRow("Ada Smith", "2"), PupilRow("Ada Smith", "1")])["unchanged"] == 2
    assert two.consents.exists()
    assert not one.consents.exists()


def test_what_the_register_asks_of_the_database_does_not_grow(world: SimpleNamespace, signed_in: Browser) -> None:
    one, sian = made.pupil(world), signed_in("sian")
    made.consent(world, one)
    pages = (f"/permissions/pupils/of/{world.elm.pk}/", f"/permissions/pupils/{one.pk}/")

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert sian.get(address).status_code == 200
        return len(queries)

    few = [asked(page) for page in pages]
    for number in range(30):
        made.consent(world, made.pupil(world, f"Child {number}"), *Use)
        made.consent(world, one, *Use)

    assert [asked(page) for page in pages] == few


def test_taking_over_writes_in_heaps(world: SimpleNamespace) -> None:
    def asked(count: int) -> int:
        rows = [PupilRow(f"Child {number}", str(count), f"N{number}") for number in range(count)]
        with CaptureQueriesContext(connection) as queries:
            pupils.take_over(world.elm, rows)
        return len(queries)

    asked(10)
    assert asked(20) <= asked(200) <= 20


def test_the_command_line_s_walk_takes_the_same_roster(world: SimpleNamespace) -> None:
    from safeconduct.screening import Context

    made.pupil(world)
    found = check_draft("Zebedee Quillmarsh won", (), Context(roster=roster_for(world.priya)))

    assert [each.detector for each in found.findings] == ["roster"]
