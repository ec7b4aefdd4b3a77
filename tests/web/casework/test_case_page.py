"""The list and the page of a case: what each reader sees of it, and what no page, address or trail ever tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from safeconduct.web.access.models import Event
from safeconduct.web.casework import actions
from safeconduct.web.casework.doors import due as waiting
from safeconduct.web.casework.due import dates
from safeconduct.web.casework.models import Link, Task
from safeconduct.web.casework.reminding import remind
from safeconduct.web.concerns.actions import write_as_reporter, write_note
from safeconduct.web.concerns.comparing import faults
from safeconduct.web.concerns.models import Case, Concern, LetIn, Note, Seen
from safeconduct.web.concerns.naming import name_subject
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Organisation, Person, Placement
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import destroy, words
from safeconduct.web.site.doors import doors
from web.casework.made import TOLD, child, decided, told, told_by_oneself
from web.unguarded import unguarded

Browser = Callable[[str], Client]


def anew(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def page(client: Client, case: Case, name: str = "case") -> str:
    answer = client.get(reverse(name, args=[case.reference]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_shows_what_was_told_who_and_about_whom(world: SimpleNamespace, signed_in: Browser) -> None:
    shown = page(signed_in("helen"), told(world))

    assert TOLD in shown
    assert "Priya Nair" in shown
    assert "<strong>Tomasz Zieliński</strong>, the member of staff concerned" in shown
    assert "You have it as head teacher" in shown
    about_the_case = shown.lower().partition("whom to turn to outside")[0]
    assert [word for word in ("allegation", "offender", "perpetrator", "accused", "victim") if word in about_the_case] == []


def test_opening_it_is_put_on_record_each_time(world: SimpleNamespace, signed_in: Browser) -> None:
    case = told(world)
    for _ in range(2):
        page(signed_in("helen"), case)

    assert Event.objects.filter(verb="casework.open", actor=world.helen, about=f"concerns.case:{case.pk}").count() == 2
    seen = Seen.objects.get(case=case, person=world.helen)
    assert seen.first_at < seen.last_at


def test_nobody_s_name_stands_in_an_address_a_title_or_a_message(world: SimpleNamespace, signed_in: Browser) -> None:
    case, client = told(world), signed_in("helen")
    found = client.post(reverse("cases"), {"q": "tomasz zie"})
    let_in = {"person": str(world.owen.pk), "works": "no", "until": ""}
    answer = client.post(reverse("case-let-in", args=[case.reference]), let_in)

    assert case.reference in found.content.decode()
    assert found.status_code == 200
    assert "omasz" not in answer["Location"]
    assert "Owen" not in str(client.get(answer["Location"]).context["messages"])
    assert "omasz" not in page(client, case).partition("</title>")[0]


# --- who told it --------------------------------------------------------------------------------------------


def test_a_name_told_in_confidence_is_for_those_who_receive_the_case(world: SimpleNamespace, signed_in: Browser) -> None:
    case = told(world, standing=Concern.Standing.CONFIDENTIAL)
    actions.let_in(anew(world.helen), case, world.owen, works=True)

    assert "Priya Nair" in page(signed_in("helen"), case)
    assert "Told in confidence" in page(signed_in("helen"), case)
    assert "Priya" not in page(signed_in("owen"), case)
    assert "Somebody who told it in confidence" in page(signed_in("owen"), case)


def test_who_gave_no_name_has_none(world: SimpleNamespace, signed_in: Browser) -> None:
    shown = page(signed_in("helen"), told(world, by="nobody"))

    assert "Somebody who gave no name" in shown
    assert "Do not try to find out" in shown


def test_a_self_report_is_marked_as_one(world: SimpleNamespace, signed_in: Browser) -> None:
    assert "Told of themself. That counts for them." in page(signed_in("helen"), told_by_oneself(world))


# --- notes and the chronology -------------------------------------------------------------------------------


def test_a_personal_note_is_its_writer_s_alone(world: SimpleNamespace, signed_in: Browser) -> None:
    case = told(world)
    write_note(anew(world.daniel), case, "I taught with him for years.", Note.For.PERSONAL)
    write_note(anew(world.daniel), case, "Spoke to the class teacher.", Note.For.INTERNAL)

    assert "I taught with him for years." in page(signed_in("daniel"), case)
    assert "I taught with him for years." not in page(signed_in("helen"), case)
    assert "Spoke to the class teacher." in page(signed_in("helen"), case)
    Person.objects.filter(pk=world.daniel.pk).update(is_active=False)
    assert "I taught with him for years." not in page(signed_in("helen"), case)


def test_what_the_one_who_told_it_will_read_is_marked(world: SimpleNamespace, signed_in: Browser) -> None:
    case, client = told(world), signed_in("helen")
    given = {"audience": "all", "words": "Thank you. We are looking into it."}
    client.post(reverse("case-note", args=[case.reference]), given)

    assert "it is a message to them" in page(client, case, "case-note")
    assert "The person who told it reads this" in page(client, case)
    assert Note.objects.get().audience == Note.For.ALL


def test_who_was_let_in_to_read_writes_no_messages_to_the_one_who_told_it(world: SimpleNamespace, signed_in: Browser) -> None:
    case, client = told(world), signed_in("owen")
    actions.let_in(anew(world.helen), case, world.owen, works=False)
    answer = client.post(reverse("case-note", args=[case.reference]), {"audience": "all", "words": "Hello."})

    assert "Choose who reads it." in answer.content.decode()
    assert "Hello." in answer.content.decode()
    assert not Note.objects.exists()


def test_the_chronology_runs_in_the_order_in_which_things_happened(world: SimpleNamespace, signed_in: Browser) -> None:
    case = told(world)
    write_note(anew(world.helen), case, "Written second.", Note.For.INTERNAL)
    write_note(anew(world.helen), case, "Happened first.", Note.For.INTERNAL, happened_at=timezone.now() - timedelta(days=9))
    decided(anew(world.helen), case)
    shown = page(signed_in("helen"), case).partition("What happened, in order")[2]

    order = ["Happened first.", "It was told", "Written second.", "Decided: low-level concern, staff conduct"]
    assert sorted(order, key=shown.index) == order


def test_a_form_that_is_refused_keeps_what_was_typed(world: SimpleNamespace, signed_in: Browser) -> None:
    case, client = told(world), signed_in("helen")
    tomorrow = (timezone.localdate() + timedelta(1)).isoformat()
    sent = {
        "case-note": {"audience": "internal", "words": "Long words.", "day": tomorrow},
        "case-triage": {"reason": "Long words."},
        "case-weigh": {"harmed_note": "Long words."},
        "case-task": {"what": "Long words.", "due": "yesterday"},
        "case-link": {"other": "AAAA-AAAA", "reason": "Long words."},
    }
    for name, data in sent.items():
        shown = client.post(reverse(name, args=[case.reference]), data).content.decode()
        assert "There is a problem" in shown, name
        assert "Long words." in shown, name


def test_words_that_cannot_be_opened_do_not_hide_the_others(world: SimpleNamespace, signed_in: Browser) -> None:
    case = told(world)
    note = write_note(anew(world.helen), case, "Still here.", Note.For.INTERNAL)
    gone = write_note(anew(world.helen), case, "Destroyed.", Note.For.INTERNAL)
    destroy(gone.words)
    with unguarded():
        Sealed.objects.filter(pk=case.concern.words_id).update(ciphertext=b"damaged")
    shown = page(signed_in("helen"), case)

    assert "These words cannot be opened" in shown
    assert "These words were destroyed" in shown
    assert "Still here." in shown
    assert note.pk


# --- the two strands, links ---------------------------------------------------------------------------------


def test_one_strand_does_not_tell_of_the_other_to_whoever_may_not_see_it(world: SimpleNamespace, signed_in: Browser) -> None:
    both = told(world, child_protection=True)
    one = told(world)
    other = Case.objects.get(concern=both.concern, strand=Case.Strand.CHILD)
    actions.let_in(anew(world.helen), both, world.owen, works=True)
    actions.let_in(anew(world.helen), one, world.owen, works=True)

    def beside(case: Case) -> str:
        shown = page(signed_in("owen"), case).partition("Beside this case")[2]
        return shown.replace(case.reference, "").split("</main>")[0].partition("Is a child")[2]

    assert "Is a child's safety touched, too?" in page(signed_in("owen"), both)
    assert other.reference not in page(signed_in("owen"), both)
    assert len(beside(both)) == len(beside(one))
    assert other.reference in page(signed_in("daniel"), both)


def test_links_are_proposed_and_shown_only_among_cases_that_one_may_see(world: SimpleNamespace, signed_in: Browser) -> None:
    one, other = told(world), told(world)
    actions.let_in(anew(world.helen), one, world.owen, works=True)
    actions.link(anew(world.helen), one, other, "The same week.")

    assert other.reference in page(signed_in("helen"), one)
    assert "The same week." in page(signed_in("daniel"), other)
    for name in ("case", "case-link"):
        assert other.reference not in page(signed_in("owen"), one, name)
    answer = signed_in("owen").post(reverse("case-link", args=[one.reference]), {"other": other.reference, "reason": "Trying."})
    assert "No other case with this reference is open to you" in answer.content.decode()
    assert Link.objects.count() == 1


def test_cases_are_linked_once_and_unlinked_on_record(world: SimpleNamespace) -> None:
    one, other, helen = told(world), told(world), anew(world.helen)
    actions.link(helen, one, other, "Alike.")
    with pytest.raises(ValidationError, match="linked already"):
        actions.link(helen, other, one, "Alike.")
    with pytest.raises(ValidationError, match="another case"):
        actions.link(helen, one, one, "Alike.")
    actions.unlink(helen, other, one)

    assert Link.objects.get().ended_by == world.helen
    with pytest.raises(ValidationError, match="not linked"):
        actions.unlink(helen, one, other)


# --- whom it is about -----------------------------------------------------------------------------------------


def about_page(case: Case) -> str:
    return reverse("case-about", args=[case.reference])


def test_who_receives_it_says_whom_it_is_about_and_they_are_out_at_once(world: SimpleNamespace, signed_in: Browser) -> None:
    case = child(world)
    actions.let_in(anew(world.daniel), case, world.owen, works=True)
    daniel, owen = signed_in("daniel"), signed_in("owen")
    address = reverse("case", args=[case.reference])
    assert owen.get(address).status_code == 200
    assert about_page(case) in daniel.get(address).content.decode()

    assert daniel.post(about_page(case), {"person": world.owen.pk})["Location"] == address
    shown = daniel.get(address).content.decode()
    assert "<strong>Owen Clarke</strong>, the member of staff concerned" in shown
    assert "Owen Clarke was put down as the one whom it is about</strong>, Daniel Okafor" in shown
    assert owen.get(address).status_code == 404
    event = Event.objects.get(about__startswith="concerns.subject:")
    assert (event.verb, event.actor, event.facts["person"]) == ("concerns.work", world.daniel, world.owen.pk)
    again_ = daniel.post(about_page(case), {"person": world.owen.pk}).content.decode()
    assert "This person is named in it already" in again_


def test_whoever_answers_to_the_one_named_is_out_and_whoever_is_above_is_told(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    case, sian = child(world), signed_in("sian")
    answer = sian.post(about_page(case), {"person": world.daniel.pk}, follow=True)

    assert answer.redirect_chain == [("/cases/", 302)]
    assert "It is put down." in answer.content.decode()
    for key in ("sian", "daniel"):
        assert signed_in(key).get(reverse("case", args=[case.reference])).status_code == 404
    assert signed_in("helen").get(reverse("case", args=[case.reference])).status_code == 200
    assert Mail.objects.filter(to=world.helen, template="concerns/alert").exists()


def test_nobody_is_named_by_whoever_was_let_in_by_themself_or_in_a_closed_case(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    case = told(world, standing=Concern.Standing.CONFIDENTIAL)
    actions.let_in(anew(world.helen), case, world.owen, works=True)
    owen, helen = signed_in("owen"), signed_in("helen")
    assert about_page(case) not in owen.get(reverse("case", args=[case.reference])).content.decode()
    assert owen.post(about_page(case), {"person": world.priya.pk}).status_code == 403
    with pytest.raises(PermissionDenied):
        name_subject(anew(world.owen), case, world.priya)
    assert "Choose somebody from the list." in helen.post(about_page(case), {"person": world.helen.pk}).content.decode()
    with pytest.raises(ValidationError, match="step back"):
        name_subject(anew(world.helen), case, world.helen)
    Case.objects.update(state=Case.State.CLOSED, closed_at=timezone.now())
    assert "This case is closed." in helen.post(about_page(case), {"person": world.sian.pk}).content.decode()
    assert {each.person for each in case.concern.subjects.all()} == {world.tomasz}


def cover_ended(days: int) -> None:
    today = timezone.localdate()
    Placement.objects.update(since=today - timedelta(days + 1), until=today - timedelta(days))


def test_the_agency_gets_its_part_once_somebody_it_sent_is_named(world: SimpleNamespace, signed_in: Browser) -> None:
    case = child(world)
    cover_ended(2)
    Placement.objects.create(
        person=world.grace,
        organisation=world.elm,
        since=timezone.localdate() - timedelta(90),
        until=timezone.localdate() - timedelta(80),
    )
    Mail.objects.all().delete()
    write_as_reporter(case.concern, "It was in the hall.")
    daniel = signed_in("daniel")
    last = date_format(timezone.localdate() - timedelta(2), "j F Y")
    assert f"Grace Adeyemi, supply teacher, placed here until {last}" in daniel.get(about_page(case)).content.decode()
    daniel.post(about_page(case), {"person": world.grace.pk})

    part = case.concern.cases.get(organisation=world.agency)
    assert part.route["roles"] == ["agency_consultant"]
    assert [words(note.words) for note in part.notes.all()] == ["It was in the hall."]
    assert part.strand == Case.Strand.ADULT
    assert visible(anew(world.ruth)) == [part]
    assert visible(anew(world.grace)) == []
    assert Mail.objects.filter(to=world.ruth, template="concerns/alert").exists()
    assert not Mail.objects.filter(to=world.grace).exists()
    assert signed_in("ruth").get(reverse("case", args=[case.reference])).status_code == 404
    assert signed_in("daniel").get(reverse("case", args=[part.reference])).status_code == 404
    event = Event.objects.get(about=f"concerns.case:{part.pk}")
    assert (event.verb, event.facts["step"]) == ("concerns.work", "opened")
    assert not list(faults())


def test_it_is_the_agency_that_sent_them_on_the_day_it_was_told(world: SimpleNamespace) -> None:
    case, today = child(world), timezone.localdate()
    other = Organisation.objects.create(name="Second Supply", kind=Organisation.Kind.AGENCY)
    Concern.objects.update(at=timezone.now() - timedelta(20))
    cover_ended(20)
    given = {"person": world.grace, "organisation": world.elm, "agency": other}
    Placement.objects.create(since=today - timedelta(1), until=today, **given)
    case = Case.objects.get(pk=case.pk)
    name_subject(anew(world.daniel), case, anew(world.grace))
    assert [each.organisation for each in case.concern.cases.exclude(organisation=world.elm)] == [world.agency]


def test_an_agency_that_has_its_part_gets_no_second_and_of_our_own_staff_none_hears(world: SimpleNamespace) -> None:
    case = child(world)
    name_subject(anew(world.daniel), case, world.tomasz)
    assert case.concern.cases.count() == 1
    name_subject(anew(world.daniel), case, world.grace)
    second = Person.objects.create(email="s@demo.example", name="Second Cover")
    today = timezone.localdate()
    Placement.objects.create(person=second, organisation=world.elm, agency=world.agency, since=today, until=today)
    name_subject(anew(world.daniel), case, second)
    assert case.concern.cases.count() == 2


# --- letting in ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["tomasz", "priya"])
def test_neither_the_one_it_is_about_nor_the_one_who_told_it_can_be_let_in(world: SimpleNamespace, key: str) -> None:
    case = told(world)
    with pytest.raises(ValidationError, match="cannot be let in"):
        actions.let_in(anew(world.helen), case, getattr(world, key), works=False)

    assert getattr(world, key) not in actions.may_be_let_in(case)


def test_no_list_is_found_to_lack_the_one_who_told_it_in_confidence(world: SimpleNamespace, signed_in: Browser) -> None:
    case = told(world, standing=Concern.Standing.CONFIDENTIAL)
    actions.let_in(anew(world.helen), case, world.owen, works=True)
    owen, address = signed_in("owen"), reverse("case-let-in", args=[case.reference])
    offered = {name for _, name in owen.get(address).context["form"].fields["person"].choices}
    assert offered == {"Choose", "Priya Nair", "Siân Pritchard", "Farah Siddiqui", "Grace Adeyemi"}

    owen.post(address, {"person": world.priya.pk, "works": "yes", "until": ""})
    write_note(anew(world.priya), case, "I asked in the office.", Note.For.INTERNAL)
    page = owen.get(reverse("case", args=[case.reference])).content.decode()
    assert "Priya Nair was let in to work on it" in page
    assert 'Shut out<span class="govuk-visually-hidden"> Priya Nair' in page
    assert "<strong>Note</strong>, Priya Nair" in page
    assert "Somebody who told it in confidence" in page
    assert signed_in("priya").get(reverse("case", args=[case.reference])).status_code == 200


def test_leave_to_take_originals_is_given_by_those_who_may_take_them(world: SimpleNamespace, signed_in: Browser) -> None:
    case = told(world)
    address = reverse("case-let-in", args=[case.reference])

    def offered(key: str) -> set[str]:
        return {value for value, _ in signed_in(key).get(address).context["form"].fields["works"].choices}

    assert offered("helen") == {"no", "yes", "originals"}
    signed_in("helen").post(address, {"person": world.owen.pk, "works": "yes", "until": ""})
    assert offered("owen") == {"no", "yes"}
    signed_in("owen").post(address, {"person": world.sian.pk, "works": "originals", "until": ""})
    with pytest.raises(PermissionDenied):
        actions.let_in(anew(world.owen), case, world.sian, works=True, originals=True)
    assert not case.let_in.filter(person=world.sian).exists()

    signed_in("helen").post(address, {"person": world.sian.pk, "works": "originals", "until": ""})
    assert case.let_in.get(person=world.sian).originals
    assert Event.objects.filter(verb="casework.let-in").latest("number").facts["originals"] is True
    assert "Siân Pritchard was let in to work on it, with the originals of the evidence" in page(signed_in("helen"), case)
    assert offered("sian") == {"no", "yes", "originals"}


def test_who_was_let_in_until_a_day_is_out_after_it(world: SimpleNamespace, signed_in: Browser) -> None:
    case, today = told(world), timezone.localdate()
    actions.let_in(anew(world.helen), case, world.owen, works=False, until=today)
    page(signed_in("owen"), case)
    LetIn.objects.update(since=today - timedelta(5), until=today - timedelta(1))

    assert signed_in("owen").get(reverse("case", args=[case.reference])).status_code == 404


def test_who_is_shut_out_is_out_at_once_and_may_be_let_in_again(world: SimpleNamespace, signed_in: Browser) -> None:
    case, helen = told(world), anew(world.helen)
    actions.let_in(helen, case, world.owen, works=True)
    actions.let_out(helen, case, world.owen)
    assert signed_in("owen").get(reverse("case", args=[case.reference])).status_code == 404
    with pytest.raises(ValidationError, match="not any more"):
        actions.let_out(helen, case, world.owen)
    actions.let_in(helen, case, world.owen, works=False)

    page(signed_in("owen"), case)


# --- tasks, dates, the home page ----------------------------------------------------------------------------


def test_a_task_is_for_somebody_on_the_case(world: SimpleNamespace) -> None:
    case, today = told(world), timezone.localdate()

    with pytest.raises(ValidationError, match="Only somebody on the case"):
        actions.set_task(anew(world.helen), case, "Ask him.", today, world.tomasz)
    with pytest.raises(ValidationError, match="day is over"):
        actions.set_task(anew(world.helen), case, "Ask.", today - timedelta(1), world.daniel)


def test_a_task_is_done_by_whose_it_is_or_who_works_on_the_case(world: SimpleNamespace) -> None:
    case, helen = told(world), anew(world.helen)
    actions.let_in(helen, case, world.owen, works=False)
    mine = actions.set_task(helen, case, "Keep the log files.", timezone.localdate(), world.owen)
    theirs = actions.set_task(helen, case, "Speak to him.", timezone.localdate(), world.daniel)

    assert actions.do_task(anew(world.owen), mine).done_by == world.owen
    with pytest.raises(PermissionDenied):
        actions.do_task(anew(world.owen), theirs)
    with pytest.raises(ValidationError, match="done already"):
        actions.do_task(helen, mine)
    assert actions.do_task(helen, theirs).done_by == world.helen


def test_whose_task_it_is_hears_of_it_on_the_day_and_by_day(world: SimpleNamespace) -> None:
    case, day = told(world), timezone.localdate() + timedelta(3)
    actions.set_task(anew(world.helen), case, "Speak to him.", day, world.daniel)
    Mail.objects.all().delete()
    morning = datetime.combine(day, time(8, 15), timezone.get_default_timezone())

    assert remind(morning - timedelta(hours=4)) == 0
    assert remind(morning) == 1
    assert remind(morning + timedelta(hours=1)) == 0
    assert [mail.to for mail in Mail.objects.all()] == [world.daniel]


def test_dates_for_a_calendar_name_nobody(world: SimpleNamespace) -> None:
    case = told(world)
    decided(anew(world.helen), case, Case.Level.THRESHOLD)
    actions.set_task(anew(world.helen), case, "Speak to Tomasz.", timezone.localdate() + timedelta(20), world.daniel)

    assert [one.says for one in dates(anew(world.daniel))] == ["Tell the local authority's designated officer", "A task"]
    assert [one.says for one in dates(anew(world.helen))] == ["Tell the local authority's designated officer"]
    assert list(dates(anew(world.tomasz))) == []


def test_the_door_counts_what_is_new_and_opens_for_those_let_in(world: SimpleNamespace, signed_in: Browser) -> None:
    case = told(world)
    assert waiting(anew(world.helen)) == {"cases": "1 new"}
    page(signed_in("helen"), case)
    assert waiting(anew(world.helen)) == {"cases": ""}
    decided(anew(world.helen), case, Case.Level.THRESHOLD)
    actions.set_task(anew(world.helen), case, "Ring.", timezone.localdate(), world.helen)

    assert waiting(anew(world.helen))["cases"].endswith("due today")
    assert "cases" not in [one.door.key for one in doors(anew(world.owen))[1]]
    actions.let_in(anew(world.helen), case, world.owen, works=False)
    assert "cases" in [one.door.key for one in doors(anew(world.owen))[1]]


@pytest.mark.parametrize("subject", ["tomasz", "helen", "daniel", "sian"])
def test_the_home_page_is_the_same_for_the_one_it_is_about(world: SimpleNamespace, signed_in: Browser, subject: str) -> None:
    before = doors(anew(getattr(world, subject)))
    for _ in range(3):
        told(world, subject)

    assert doors(anew(getattr(world, subject))) == before


def test_the_list_shows_what_nobody_decided_on_first_and_finds_by_name(world: SimpleNamespace, signed_in: Browser) -> None:
    done, fresh, other = told(world), told(world, "sian"), child(world)
    decided(anew(world.daniel), done)
    client = signed_in("daniel")
    shown = client.get(reverse("cases")).content.decode()
    found = client.post(reverse("cases"), {"q": "pritchard SIÂN"}).content.decode()

    assert shown.index(fresh.reference) < shown.index(done.reference)
    assert shown.index(other.reference) < shown.index(done.reference)
    assert fresh.reference in found
    assert done.reference not in found
    assert done.reference in client.post(reverse("cases"), {"q": done.reference[:4].lower()}).content.decode()
    assert TOLD not in shown


def test_nobody_finds_a_case_by_name_that_they_may_not_see(world: SimpleNamespace, signed_in: Browser) -> None:
    told(world)
    for key in ("tomasz", "priya", "sian", "owen"):
        shown = signed_in(key).post(reverse("cases"), {"q": "Tomasz"}).content.decode()
        assert "No case that you may see fits" in shown


@pytest.mark.parametrize("name", ["case", "cases", "case-over-time", "home"])
def test_a_page_costs_the_same_for_few_and_for_many(world: SimpleNamespace, signed_in: Browser, name: str) -> None:
    client, case = signed_in("helen"), told(world)
    arguments = [case.reference] if name.startswith("case-") or name == "case" else []

    def more(count: int) -> None:
        helen = anew(world.helen)
        for number in range(count):
            other = told(world)
            decided(helen, other)
            actions.set_task(helen, other, "Ring.", timezone.localdate(), world.helen)
            actions.link(helen, case, other, "Alike.")
            actions.set_task(helen, case, f"Task {number}.", timezone.localdate(), world.daniel)
            write_note(helen, case, f"Note {number}.", Note.For.INTERNAL)
            decided(helen, case)
        actions.let_in(helen, case, actions.may_be_let_in(case)[0], works=False)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=arguments)).status_code == 200
        return len(queries)

    more(3)
    cost()
    few = cost()
    more(5)
    assert cost() == few
    assert Task.objects.count() == 16
