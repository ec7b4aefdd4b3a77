"""The office: lists of all kinds, letters, slips, one link for all, who has signed, reminders, and what is kept no longer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from django.utils import timezone

from safeconduct.activity import Role
from safeconduct.web.access.models import Event
from safeconduct.web.families import answering, given, inviting, slips, standing
from safeconduct.web.families.given import Came
from safeconduct.web.families.lists import Invited, of_file, of_text, written
from safeconduct.web.families.models import Confirmation, Habits, Invitation, Link, Question, Signature
from safeconduct.web.families.rounds import Round
from safeconduct.web.families.schedule import forget as forget_by_the_clock
from safeconduct.web.families.standing import State
from safeconduct.web.jobs.models import Mail
from safeconduct.web.permissions import pupils
from safeconduct.web.permissions.models import Pupil
from safeconduct.web.permissions.schedule import families_of_leavers
from safeconduct.web.policies.models import Adoption
from web.families import made
from web.jobs.working import work

Browser = Callable[[str], Client]
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    cache.clear()


def path(world: SimpleNamespace, end: str = "", role: str = "parent") -> str:
    return f"/families/{world.elm.pk}/{made.adoption().pk}/{role}/{end}"


# --- lists ----------------------------------------------------------------------------------------------------------

PARENTS = """Parent;Child;Class;E-mail
Anna Brown;Ella Brown;3B;Anna@Example.org
;Ben Osei;3B;
"""


@pytest.mark.parametrize(
    "text",
    [
        PARENTS,
        PARENTS.replace(";", "\t"),
        PARENTS.replace(";", ","),
        "Contact;Pupil first name;Pupil surname;Reg;Home e-mail\nAnna Brown;Ella;Brown;3B;anna@example.org\n;Ben;Osei;3B;\n",
        'Parent;Student name;Tutor group;Email address\n"Brown, Anna";"Brown, Ella";3B;anna@example.org\n;Ben Osei;3B;\n',
        PARENTS.split("\n", 1)[1],
    ],
    ids=["ours", "pasted", "commas", "names in two columns", "surname first", "no headings"],
)
def test_lists_of_all_kinds_are_read_alike(text: str) -> None:
    assert of_text(Role.PARENT, text).rows == [made.ANNA, made.BEN]


def test_a_file_fills_the_lines_and_keeps_what_is_wrong_with_them() -> None:
    data = b"Student;Year;DOB;Email\nElla Brown;3B;1/9/2017;\nBen Osei;3B;31/31/2017;ben(at)example\n"
    lines = of_file(Role.PUPIL, data)
    read = of_text(Role.PUPIL, lines)

    assert lines.splitlines()[0] == "Pupil; Class; E-mail; Date of birth; Number"
    assert [row.name for row in read.rows] == ["Ella Brown"]
    assert read.faults == ["Line 3: “31/31/2017” is no day. Write it as 1/9/2015 (day, month, year)."]


def test_a_family_is_asked_once_for_all_its_children() -> None:
    text = "Parent;Child;Class;E-mail\nAnna Brown;Ella Brown;3B;anna@example.org\nAnna Brown;Tom Brown;5A;anna@example.org\n"
    read = of_text(Role.PARENT, text)

    assert read.rows == [Invited("Anna Brown", "Ella Brown and Tom Brown", "3B, 5A", "anna@example.org")]
    assert of_text(Role.PARENT, written(Role.PARENT, read.rows)).rows == read.rows


@pytest.mark.parametrize(
    ("role", "text", "says"),
    [
        (Role.PARENT, "", "Nobody stands in the list yet"),
        (Role.PARENT, "Parent;Child;Class;E-mail", "Nobody stands below the headings"),
        (Role.PUPIL, "Class;E-mail\n3B;a@example.org", "No column holds the names"),
        (Role.VOLUNTEER, "Name;E-mail\n<b>x;", "is no name"),
        (Role.VOLUNTEER, "Name;E-mail\n;a@example.org", "there is no name"),
        (Role.VOLUNTEER, "Name;E-mail\nAnna Brown;anna", "is no e-mail address"),
    ],
    ids=["nothing", "headings only", "no names", "signs", "nameless", "no address"],
)
def test_what_is_wrong_with_a_list_is_said_and_the_list_stays(
    role: Role, text: str, says: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    shown = signed_in("owen").post(path(world, "invite/", role.value), {"lines": text, "do": "invite"}).content.decode()

    assert says in shown
    assert text.rpartition("\n")[2].replace("<", "&lt;").replace(">", "&gt;") in shown
    assert Invitation.objects.count() == 0


def test_the_office_looks_first_and_then_invites(world: SimpleNamespace, signed_in: Browser) -> None:
    owen, address = signed_in("owen"), path(world, "invite/")
    file = SimpleUploadedFile("parents.csv", PARENTS.encode(), "text/csv")
    filled = owen.post(address, {"file": file}).content.decode()
    assert "Anna Brown; Ella Brown; 3B; anna@example.org" in filled

    looked = owen.post(address, {"lines": PARENTS}).content.decode()
    assert "2 invitations" in looked
    assert "1 by e-mail, 1 on a slip" in looked
    assert Invitation.objects.count() == 0

    owen.post(address, {"lines": PARENTS, "do": "invite"})
    assert Invitation.objects.count() == 2
    again = owen.post(address, {"lines": PARENTS}).content.decode()
    assert "2 are invited already" in again


def test_the_register_of_pupils_fills_the_lines(world: SimpleNamespace, signed_in: Browser) -> None:
    for name, year in (("Ella Brown", "3B"), ("Amina Khan", "5A")):
        pupils.add(made.again(world.owen), world.elm, pupils.PupilRow(name, year, f"A-{year}"))
    shown = signed_in("owen").post(path(world, "invite/"), {"from": "register", "group": "3B"}).content.decode()

    assert "; Ella Brown; 3B; ; A-3B" in shown
    assert "Amina" not in shown


def test_those_of_an_earlier_version_are_asked_again_without_typing(world: SimpleNamespace, signed_in: Browser) -> None:
    one, _ = made.invite(world, made.ANNA, made.YUSUF)
    made.sign(one)
    old, today = made.adoption(), timezone.localdate()
    Adoption.objects.filter(pk=old.pk).update(until=today - timedelta(1))
    fields = {
        name: getattr(old, name) for name in ("organisation", "policy_id", "title", "text", "digest", "adopted_on", "owner")
    }
    new = Adoption.objects.create(**fields, since=today, version="2026-11")
    shown = signed_in("owen").post(f"/families/{world.elm.pk}/{new.pk}/parent/invite/", {"from": str(old.pk)}).content.decode()

    assert "Anna Brown; Ella Brown; 3B; anna@example.org" in shown
    assert "Yusuf Khan; Amina Khan; 5A; yusuf@example.org" in shown


# --- letters and slips ----------------------------------------------------------------------------------------------


def test_the_letter_holds_a_link_that_works(world: SimpleNamespace) -> None:
    made.ella(world)
    work()
    (letter,) = mail.outbox
    link = next(line for line in letter.body.splitlines() if "/sign/" in line)

    assert letter.to == ["anna@example.org"]
    assert "Elm Park Primary" in letter.subject
    assert Client().get(link[link.index("/sign/") :]).status_code == 200
    assert Mail.objects.filter(address__contains="@", state="sent").count() == 0  # address and link are wiped once it is sent


def test_a_letter_sent_again_leaves_the_first_link_working(world: SimpleNamespace) -> None:
    invitation = made.ella(world)
    first = made.path(invitation)
    inviting.send_again(world.owen, invitation, "anna.new@example.org")

    assert Client().get(first).status_code == 200
    assert Mail.objects.filter(address="anna.new@example.org").count() == 1
    with pytest.raises(ValidationError, match="today"):
        inviting.send_again(world.owen, invitation, "anna.new@example.org")


def test_slips_are_a_tagged_pdf_for_those_without_an_address(world: SimpleNamespace, signed_in: Browser) -> None:
    made.invite(world, made.ANNA, made.BEN)
    links = Link.objects.count()
    answer = signed_in("owen").post(path(world, "slips.pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert b"pdfuaid:part>1" in answer.content
    assert b"MarkInfo" in answer.content
    assert Link.objects.count() == links + 1
    every = signed_in("owen").post(path(world, "slips.pdf"), {"who": "all"})
    assert (every.status_code, Link.objects.count()) == (200, links + 3)


def test_very_many_slips_are_printed_by_class(
    world: SimpleNamespace, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "MOST_SLIPS", 2)
    made.invite(world, made.BEN, Invited("", "Ella Brown", "3B"), Invited("", "Amina Khan", "5A"))
    refused = signed_in("owen").post(path(world, "slips.pdf"), follow=True).content.decode()

    assert "These are 3 slips. Show one class first and print by class: 2 at most." in refused
    assert signed_in("owen").post(path(world, "slips.pdf"), {"group": "3B"})["Content-Type"] == "application/pdf"


def test_four_slips_take_two_pages(world: SimpleNamespace) -> None:
    invitations = made.invite(world, *(Invited(f"Parent {number}", "Ella Brown", "3B") for number in range(4)))
    pdf = slips.slips(made.parents(world), [(each, f"https://school.example/sign/{'x' * 32}/") for each in invitations])

    assert b"<xmpTPg:NPages>2</xmpTPg:NPages>" in pdf


def test_whoever_is_asked_no_longer_has_no_link_and_no_address(world: SimpleNamespace) -> None:
    invitation = made.ella(world)
    link = made.path(invitation)
    inviting.withdraw(world.owen, invitation)
    invitation.refresh_from_db()

    assert Client().get(link).status_code == 404
    assert invitation.email == ""
    assert standing.roster(made.parents(world)) == []


# --- one link for all -----------------------------------------------------------------------------------------------


def test_whoever_comes_by_the_link_for_all_signs_and_the_office_says_whether_it_knows_them(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    letter = made.ella(world)
    everybody, client = made.for_all(world), Client()
    answer = client.post(made.path(everybody), {"name": "Anna Brown", "child": "Ella Brown", "group": "3B"})
    mine = answer["Location"][answer["Location"].index("/sign/") :]
    client.post(mine, made.filled(Invitation.objects.get(by_open_link=True)))
    signature = Signature.objects.get()

    assert signature.by_open_link
    assert [(each.invited, each.signed) for each in standing.standing([world.elm])] == [(1, 0)]  # the letter alone counts
    shown = signed_in("owen").get(path(world)).content.decode()
    assert "Do you know them?" in shown
    assert "1 to confirm" in signed_in("owen").get("/").content.decode()

    answering.confirm(made.again(world.owen), signature, known=True)
    letter.refresh_from_db()
    assert letter.withdrawn_at is not None  # the same person is not asked a second time
    assert [(each.invited, each.signed) for each in standing.standing([world.elm])] == [(1, 1)]


def test_whom_nobody_knows_never_counts_and_stays_on_record(world: SimpleNamespace) -> None:
    signature = made.came(world, "Mickey Mouse", "Donald Duck")
    answering.confirm(world.owen, signature, known=False)

    assert standing.standing([world.elm]) == []
    assert standing.roster(made.parents(world)) == []
    assert Signature.objects.filter(pk=signature.pk).exists()
    with pytest.raises(ValidationError, match="meantime"):
        answering.confirm(made.again(world.owen), signature, known=True)
    assert Confirmation.objects.get().known is False


def test_a_link_for_a_class_says_so_and_can_be_closed(world: SimpleNamespace, signed_in: Browser) -> None:
    owen = signed_in("owen")
    owen.post(path(world, "links/"), {"group": "3B"})
    refused = owen.post(path(world, "links/"), {"group": "3b"}).content.decode()
    assert "There is such a link already." in refused
    link = Invitation.objects.get(is_open=True)
    address = made.path(link)
    assert "Elm Park Primary, 3B" in Client().get(address).content.decode()
    assert given.come(link, Came("Anna Brown", "Ella Brown")).group == "3B"
    assert owen.post(f"/families/invited/{link.pk}/print/")["Content-Type"] == "application/pdf"

    owen.post(f"/families/invited/{link.pk}/withdraw/")
    assert Client().get(address).status_code == 404


# --- who has signed -------------------------------------------------------------------------------------------------


def test_the_list_tells_where_each_stands_by_class(world: SimpleNamespace, signed_in: Browser) -> None:
    made.several(world)
    states = {entry.who: entry.state for entry in standing.roster(made.parents(world))}

    assert states == {
        "Anna Brown": State.SIGNED,
        "Yusuf Khan": State.ASKED,
        "Family of Ben Osei": State.UNSIGNED,
        "Maja Nowak": State.CONFIRM,
    }
    lines = {line.group: line for line in standing.tally(standing.roster(made.parents(world)))}
    assert (lines["3B"].total, lines["3B"].signed, lines["5A"].asked) == (3, 1, 1)
    some = signed_in("farah").get(path(world), {"group": "5A"}).content.decode()
    assert "Yusuf Khan" in some
    assert "Family of Ben Osei" not in some


def test_the_numbers_for_reports_take_two_queries(world: SimpleNamespace, django_assert_num_queries: Any) -> None:
    made.several(world)
    (pupil,) = made.invite(world, Invited("Ella Brown", group="3B"), role=Role.PUPIL)
    made.sign(pupil, "Ella Brown", "Anna Brown")
    with django_assert_num_queries(2):
        found = standing.standing([world.elm])

    told = {(each.role, each.group): (each.invited, each.signed) for each in found}
    assert told == {(Role.PARENT, "3B"): (2, 1), (Role.PARENT, "5A"): (1, 0), (Role.PUPIL, "3B"): (1, 1)}


def test_the_page_takes_as_many_queries_for_many_as_for_few(
    world: SimpleNamespace, signed_in: Browser, django_assert_max_num_queries: Any
) -> None:
    made.several(world)
    made.invite(world, *(Invited(f"Parent {number}", f"Child {number}", "3B") for number in range(120)))
    owen = signed_in("owen")
    owen.get(path(world))
    with django_assert_max_num_queries(25):
        shown = owen.get(path(world)).content.decode()

    assert "Page 1 of 3" in shown


def test_the_file_has_no_cell_that_starts_a_formula(world: SimpleNamespace, signed_in: Browser) -> None:
    made.sign(made.ella(world), "=HYPERLINK(1)")
    answer = signed_in("daniel").post(path(world, "signed.csv"))

    assert "'=HYPERLINK(1),Ella Brown,3B,parent or carer," in answer.content.decode("utf-8-sig")
    assert Event.objects.get(verb="families.export").facts["rows"] == 1


def test_strangers_find_nothing_and_colleagues_are_refused(world: SimpleNamespace) -> None:
    at = made.parents(world)
    for person, error in ((world.marcus, Http404), (world.priya, PermissionDenied), (world.daniel, PermissionDenied)):
        with pytest.raises(error):
            inviting.invite(person, at, [made.ANNA])


def test_a_policy_that_asks_nothing_of_parents_invites_none(world: SimpleNamespace) -> None:
    adoption = Adoption.objects.get(policy_id="kevi")
    with pytest.raises(ValidationError, match="nothing to sign"):
        inviting.invite(world.owen, Round(world.elm, adoption, Role.PARENT), [made.ANNA])


# --- reminders ------------------------------------------------------------------------------------------------------


def test_reminders_go_out_on_working_days_and_at_most_so_often(world: SimpleNamespace) -> None:
    made.invite(world, made.ANNA, made.BEN)
    with time_machine.travel(TUESDAY - timedelta(7), tick=False):
        Invitation.objects.update(sent_on=timezone.localdate())
    sent = []
    for days in range(-3, 40):
        with time_machine.travel(TUESDAY + timedelta(days), tick=False):
            if inviting.send_due(timezone.now()):
                sent.append(timezone.localdate())

    assert [day.isoformat() for day in sent] == ["2026-11-24", "2026-12-01"]
    assert Mail.objects.filter(template="families/reminder", address="anna@example.org").count() == 2


def test_nobody_is_reminded_who_waits_for_our_answer_or_has_signed(world: SimpleNamespace) -> None:
    one, other = made.invite(world, made.ANNA, made.YUSUF)
    made.sign(one)
    given.say(other, set(), {"S7": "What is that?"})
    with time_machine.travel(TUESDAY + timedelta(14), tick=False):
        assert inviting.send_due(timezone.now()) == 0
        answering.reply(made.again(world.helen), Question.objects.get(), "This.")
        assert inviting.remind(made.again(world.owen), made.parents(world), timezone.now()) == 1
        assert inviting.remind(made.again(world.owen), made.parents(world), timezone.now()) == 0  # nobody twice on a day


def test_no_reminder_at_night(world: SimpleNamespace) -> None:
    made.ella(world)
    with time_machine.travel(TUESDAY.replace(hour=22), tick=False), pytest.raises(ValidationError, match="working days"):
        inviting.remind(world.owen, made.parents(world), timezone.now())


# --- what is kept no longer -----------------------------------------------------------------------------------------


def test_after_some_weeks_the_invitation_goes_and_the_signature_stays_and_counts(world: SimpleNamespace) -> None:
    signature = made.signed(world)
    Question.objects.create(invitation=signature.invitation, clause="S7", text="Why?")
    keep = Habits.of(world.elm).keep_days
    with time_machine.travel(timezone.now() + timedelta(keep - 1), tick=False):
        forget_by_the_clock()
        assert Invitation.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(keep + 2), tick=False):
        forget_by_the_clock()

    assert (Invitation.objects.count(), Link.objects.count(), Question.objects.count()) == (0, 0, 0)
    assert [(each.invited, each.signed) for each in standing.standing([world.elm])] == [(1, 1)]
    assert [entry.who for entry in standing.roster(made.parents(world))] == ["Anna Brown"]


def test_names_that_were_left_behind_a_link_for_all_go_after_a_month(world: SimpleNamespace) -> None:
    link = made.for_all(world)
    given.come(link, Came("Mickey Mouse", "Donald Duck"))
    inviting.forget(timezone.localdate() + timedelta(30))
    assert Invitation.objects.filter(by_open_link=True).count() == 1
    inviting.forget(timezone.localdate() + timedelta(31))

    assert list(Invitation.objects.all()) == [link]


def test_when_a_pupil_leaves_the_invitations_of_the_family_go_and_a_brother_keeps_it(world: SimpleNamespace) -> None:
    for name, number in (("Ella Brown", "A1"), ("Tom Brown", "A2"), ("Amina Khan", "")):
        pupils.add(made.again(world.owen), world.elm, pupils.PupilRow(name, "3B", number))
    made.invite(
        world,
        Invited("Anna Brown", "Ella Brown and Tom Brown", "3B", number="A1,A2"),
        Invited("Yusuf Khan", "Amina Khan", "3B"),
    )
    made.invite(world, Invited("Ella Brown", group="3B", number="A1"), role=Role.PUPIL)
    Pupil.objects.filter(name__in=["Ella Brown", "Amina Khan"]).update(until=timezone.localdate() - timedelta(1))
    families_of_leavers()

    assert [each.name for each in Invitation.objects.all()] == ["Anna Brown"]
    Pupil.objects.filter(name="Tom Brown").update(until=timezone.localdate() - timedelta(1))
    families_of_leavers()
    assert Invitation.objects.count() == 0
