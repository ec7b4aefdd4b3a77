"""Reminders: when, to whom, once, and never at night, on a holiday, or to people on leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from safeconduct.web.access.models import Event
from safeconduct.web.jobs.mail import written
from safeconduct.web.jobs.models import Mail
from safeconduct.web.jobs.schedule import schedules
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.policies import actions, reminding
from safeconduct.web.policies.models import Adoption, Reminded
from safeconduct.web.policies.reminding import due_reminders, is_sensible, is_working_day
from web.policies.made import again, agree, ask, kevi, sign

LONDON = ZoneInfo("Europe/London")
FIRST, SECOND, ESCALATION = Reminded.Stage.FIRST, Reminded.Stage.SECOND, Reminded.Stage.ESCALATION


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


class Letterbox(list[tuple[Person, str, Mapping[str, Any]]]):
    """The e-mails that were handed over, in place of the post."""

    def __call__(self, to: Person, template: str, context: dict[str, Any]) -> None:
        self.append((to, template, context))

    @property
    def names(self) -> list[str]:
        return sorted(to.name for to, _, _ in self)


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Letterbox:
    box = Letterbox()
    monkeypatch.setattr(reminding, "post", box)
    return box


@pytest.fixture
def one_policy(world: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """Only KEVI at Elm Park, in force from Tuesday 1 September 2026, to be signed by Tuesday 15 September."""
    Adoption.objects.exclude(policy_id="kevi").update(since=date(2030, 1, 1))
    world.grace.placements.all().delete()
    with time_machine.travel(at(date(2026, 9, 1)), tick=False):
        yield world


def stages(world: SimpleNamespace, day: date, name: str = "priya") -> list[str]:
    return [each.stage for each in due_reminders(day) if each.about == getattr(world, name) and each.to == each.about]


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 9, 8), []),
        (date(2026, 9, 9), [FIRST]),
        (date(2026, 9, 15), [FIRST]),
        (date(2026, 9, 16), [SECOND]),
        (date(2026, 9, 12), []),  # a Saturday
        (date(2026, 9, 13), []),  # a Sunday
        (date(2026, 12, 25), []),
        (date(2026, 12, 29), []),  # between Christmas and New Year no school is open
        (date(2027, 3, 26), []),  # Good Friday
    ],
)
def test_the_stage_hangs_on_the_day(one_policy: SimpleNamespace, day: date, stage: list[str]) -> None:
    assert stages(one_policy, day) == stage


def test_bank_holidays_are_those_of_the_nation() -> None:
    in_scotland = Organisation(nation=Organisation.Nation.SCOTLAND)
    in_england = Organisation(nation=Organisation.Nation.ENGLAND)
    st_andrew, easter_monday = date(2026, 11, 30), date(2026, 4, 6)

    assert not is_working_day(in_scotland, st_andrew)
    assert is_working_day(in_england, st_andrew)
    assert is_working_day(in_scotland, easter_monday)
    assert not is_working_day(in_england, easter_monday)


@pytest.mark.parametrize(("hour", "sensible"), [(0, False), (7, False), (8, True), (16, True), (17, False), (23, False)])
def test_hours_are_by_the_british_clock(hour: int, sensible: bool) -> None:
    assert is_sensible(at(date(2026, 7, 1), hour)) is sensible
    assert is_sensible(at(date(2026, 12, 1), hour)) is sensible


def test_nothing_is_sent_at_night(one_policy: SimpleNamespace, letters: Letterbox) -> None:
    assert actions.send_due(at(date(2026, 9, 9), 6)) == 0
    assert letters == []
    assert not Reminded.objects.exists()


def test_each_is_told_once_a_stage_and_never_twice_on_a_day(one_policy: SimpleNamespace, letters: Letterbox) -> None:
    assert actions.send_due(at(date(2026, 9, 9))) == 7
    assert actions.send_due(at(date(2026, 9, 9), 15)) == 0
    assert actions.send_due(at(date(2026, 9, 10))) == 0
    assert actions.send_due(at(date(2026, 9, 16))) == 7
    assert actions.send_due(at(date(2026, 9, 17))) == 0

    assert Reminded.objects.filter(to=one_policy.priya).values_list("stage", flat=True).count() == 2
    assert letters.names.count("Priya Nair") == 2


def test_a_week_late_the_head_is_told_how_many_and_of_the_head_the_chair(
    one_policy: SimpleNamespace, letters: Letterbox
) -> None:
    for person in ("daniel", "sian", "farah", "owen", "tomasz"):
        agree(getattr(one_policy, person), kevi())
        sign(getattr(one_policy, person), kevi())
    found = due_reminders(date(2026, 9, 23))
    told = {(each.to.name, each.about.name) for each in found if each.stage == ESCALATION}
    actions.send_due(at(date(2026, 9, 23)))
    to_head = next(context for to, _, context in letters if to == one_policy.helen)

    assert told == {("Helen Marsh", "Priya Nair"), ("Farah Siddiqui", "Helen Marsh")}
    assert [each["count"] for each in to_head["late"]] == [1]
    assert [each["overdue"] for each in to_head["own"]] == [True]
    assert "Priya" not in str(letters.names) or "Priya" not in str(to_head)
    assert actions.send_due(at(date(2026, 9, 24))) == 0


def test_an_agencys_consultant_is_told_of_its_staff(world: SimpleNamespace) -> None:
    found = [each for each in due_reminders(date(2026, 11, 24)) if each.stage == ESCALATION and each.about == world.grace]

    assert {each.to.name for each in found if each.place == world.agency} == {"Ruth Goldberg"}


def test_where_there_is_neither_head_nor_chair_the_owner_is_told(one_policy: SimpleNamespace) -> None:
    Role.objects.filter(position__in=["headteacher", "chair_of_governors"]).update(until=date(2026, 9, 1))
    Adoption.objects.update(owner=one_policy.sian)
    found = [each for each in due_reminders(date(2026, 9, 23)) if each.stage == ESCALATION]

    assert {each.to.name for each in found} == {"Siân Pritchard"}
    assert "Siân Pritchard" not in {each.about.name for each in found}


@pytest.mark.parametrize("kept", ["away", "asked", "signed", "closed"])
def test_those_who_cannot_or_need_not_sign_are_left_alone(one_policy: SimpleNamespace, kept: str) -> None:
    priya = one_policy.priya
    if kept == "away":
        Person.objects.filter(pk=priya.pk).update(away_from=date(2026, 9, 7), away_until=date(2026, 9, 11))
    elif kept == "asked":
        ask(priya, kevi(), "5.1a")
    elif kept == "signed":
        agree(priya, kevi())
        sign(priya, kevi())
    else:
        Person.objects.filter(pk=priya.pk).update(is_active=False)

    assert stages(one_policy, date(2026, 9, 9)) == []
    assert stages(one_policy, date(2026, 9, 9), "tomasz") == [FIRST]


def test_after_leave_the_first_reminder_comes_first(one_policy: SimpleNamespace) -> None:
    Person.objects.filter(pk=one_policy.priya.pk).update(away_from=date(2026, 9, 1), away_until=date(2026, 10, 1))

    assert stages(one_policy, date(2026, 10, 5)) == []
    assert stages(one_policy, date(2026, 10, 12)) == [FIRST]


def test_a_head_on_leave_is_not_told(one_policy: SimpleNamespace) -> None:
    Person.objects.filter(pk=one_policy.helen.pk).update(away_from=date(2026, 9, 1), away_until=date(2026, 12, 1))

    assert not [each for each in due_reminders(date(2026, 9, 23)) if each.to == one_policy.helen]


def test_one_e_mail_tells_of_all_policies(world: SimpleNamespace, letters: Letterbox) -> None:
    actions.send_due(at(date(2026, 11, 24)))
    own = [context["own"] for to, _, context in letters if to == world.priya]

    assert [len(each) for each in own] == [2]


def test_a_post_that_fails_leaves_the_reminder_to_be_sent(one_policy: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(to: Person, template: str, context: dict[str, Any]) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(reminding, "post", fails)
    with pytest.raises(OSError, match="no space"):
        actions.send_due(at(date(2026, 9, 9)))

    assert not Reminded.objects.exists()
    assert not Event.objects.exists()
    assert len(due_reminders(date(2026, 9, 9))) == 7


def test_another_worker_who_was_faster_is_no_error(
    one_policy: SimpleNamespace, letters: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = due_reminders(date(2026, 9, 9))
    actions.send_due(at(date(2026, 9, 9)))
    letters.clear()
    monkeypatch.setattr(reminding, "due_reminders", lambda day: due)

    assert actions.send_due(at(date(2026, 9, 9))) == 0
    assert letters == []


def test_reminders_really_go_out_by_the_post(one_policy: SimpleNamespace) -> None:
    actions.send_due(at(date(2026, 9, 9)))

    assert min(Mail.objects.values_list("to__email", flat=True)) == "daniel@demo.example"
    assert {mail.template for mail in Mail.objects.all()} == {"policies/reminder"}
    message = written(Mail.objects.get(to=one_policy.priya))
    assert message.subject == "Please read and sign: 1 policy"
    assert "Hello Priya Nair" in message.body
    assert "please sign by 15 September 2026" in message.body


def test_the_clock_asks_every_hour_what_is_due() -> None:
    assert schedules()["policies.remind"].every == timedelta(hours=1)


def test_reminding_by_hand_reaches_those_who_have_not_signed(one_policy: SimpleNamespace, letters: Letterbox) -> None:
    agree(one_policy.daniel, kevi())
    sign(one_policy.daniel, kevi())
    sent = actions.remind(again(one_policy.helen), one_policy.elm, at(date(2026, 9, 2)))

    assert sent == 6
    assert "Daniel Okafor" not in letters.names
    assert actions.remind(again(one_policy.helen), one_policy.elm, at(date(2026, 9, 2), 12)) == 0
    assert actions.remind(again(one_policy.helen), one_policy.elm, at(date(2026, 9, 3))) == 6


@pytest.mark.parametrize("when", [at(date(2026, 9, 2), 22), at(date(2026, 9, 5)), at(date(2026, 12, 25))])
def test_nobody_is_reminded_by_hand_at_night_or_on_a_holiday(
    one_policy: SimpleNamespace, letters: Letterbox, when: datetime
) -> None:
    with pytest.raises(ValidationError, match="working days between 8 and 17"):
        actions.remind(again(one_policy.helen), one_policy.elm, when)

    assert letters == []


@pytest.mark.parametrize("kind", ["subject.txt", "txt", "html"])
def test_the_e_mail_says_what_to_do_and_its_subject_names_nobody(
    one_policy: SimpleNamespace, letters: Letterbox, kind: str
) -> None:
    actions.send_due(at(date(2026, 9, 23)))
    to, template, context = next(letter for letter in letters if letter[0] == one_policy.helen)
    text = render_to_string(f"mail/{template}.{kind}", {**context, "to": to, "address": "https://example.test"})

    if kind == "subject.txt":
        assert text.strip() == "Please read and sign: 1 policy"
    else:
        assert "it was due on 15 September 2026" in text
        assert "Elm Park Primary: 6" in text
        assert "Tomasz" not in text
        assert f"/policies/{kevi().pk}/sign/" in text
