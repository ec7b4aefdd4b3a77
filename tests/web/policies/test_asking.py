"""E-mails about questions: who answers is told that somebody asked, and the asker that there is an answer."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Person, Role
from safeconduct.web.policies import actions
from safeconduct.web.policies.actions import PointGiven
from safeconduct.web.policies.models import Adoption
from safeconduct.web.policies.progress import reading
from web.jobs.smtp import Server, words
from web.jobs.working import work
from web.policies.made import AGREE, ASK, again, agree, ask, days, kevi

QUESTION, REPLY = "Does Zanzibar count?", "Only Quorrimund does."


def told(template: str = "policies/asked") -> set[str]:
    """Who has an e-mail of a kind on its way."""
    return set(Mail.objects.filter(template=template).values_list("to__email", flat=True))


def test_the_owner_hears_that_somebody_asked_and_the_asker_that_there_is_an_answer(
    world: SimpleNamespace, server: Server
) -> None:
    asked = ask(world.priya, kevi(), "5.2i", QUESTION)
    work()
    actions.reply(again(world.helen), asked, REPLY)
    work()
    to_owner, to_asker = server.got

    assert (to_owner["To"], to_asker["To"]) == ("helen@demo.example", "priya@demo.example")
    assert "http://127.0.0.1:8000/policies/questions/" in words(to_owner)
    assert f"http://127.0.0.1:8000/policies/{kevi().pk}/sign/" in words(to_asker)


def test_neither_of_them_says_who_wrote_or_what(world: SimpleNamespace, server: Server) -> None:
    asked = ask(world.priya, kevi(), "5.2i", QUESTION)
    actions.reply(again(world.helen), asked, REPLY)
    work()
    first, second = map(words, server.got)

    assert [secret for secret in ("Priya", "Zanzibar", "5.2i") if secret in first] == []
    assert [secret for secret in ("Helen", "Zanzibar", "Quorrimund", "5.2i") if secret in second] == []
    assert all("Priya" not in message["Subject"] for message in server.got)
    assert "Zanzibar" not in str(Mail.objects.values_list("context", flat=True))


def test_several_questions_of_one_page_make_one_email(world: SimpleNamespace) -> None:
    given = [PointGiven("5.2i", ASK, "One?"), PointGiven("5.1a", ASK, "Two?")]
    actions.answer(again(world.priya), reading(again(world.priya), kevi()), given)

    assert Mail.objects.count() == 1


def test_asking_the_same_again_and_agreeing_tell_nobody(world: SimpleNamespace) -> None:
    ask(world.priya, kevi(), "5.2i", QUESTION)
    ask(world.priya, kevi(), "5.2i", QUESTION)
    agree(world.priya, kevi())

    assert Mail.objects.count() == 1


@pytest.mark.parametrize("why", ["away", "left", "closed", "nobody", "asks"])
def test_without_an_owner_who_can_everybody_else_who_may_answer_is_told(world: SimpleNamespace, why: str) -> None:
    today = timezone.localdate()
    if why == "away":
        Person.objects.filter(pk=world.helen.pk).update(away_from=today, away_until=today)
    elif why == "left":
        Role.objects.filter(person=world.helen).update(until=today - days(1))
    elif why == "closed":
        Person.objects.filter(pk=world.helen.pk).update(is_active=False)
    elif why == "nobody":
        Adoption.objects.update(owner=None)
    ask(world.helen if why == "asks" else world.priya, kevi(), "5.2i", QUESTION)

    able = {"daniel@demo.example", "sian@demo.example", "owen@demo.example"}
    assert told() == able | ({"helen@demo.example"} if why in {"away", "nobody"} else set())


def test_an_answer_that_came_too_late_tells_nobody(world: SimpleNamespace) -> None:
    asked = ask(world.priya, kevi(), "5.2i", QUESTION)
    actions.reply(again(world.helen), asked, REPLY)
    with pytest.raises(ValidationError):
        actions.reply(again(world.daniel), asked, "Something else.")

    assert Mail.objects.filter(template="policies/answered").count() == 1
    assert told("policies/answered") == {"priya@demo.example"}


def test_an_answer_of_another_kind_is_no_question(world: SimpleNamespace) -> None:
    actions.answer(again(world.priya), reading(again(world.priya), kevi()), [PointGiven("5.2i", AGREE, QUESTION)])

    assert told() == set()
