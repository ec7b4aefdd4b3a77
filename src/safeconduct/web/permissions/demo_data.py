"""What the demo's people have asked for, agreed to and taken home, so that every page has something to show."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Final

from django.utils import timezone

from safeconduct.web.permissions import actions, agreements, equipment, official, pupils, removals
from safeconduct.web.permissions.actions import Asked
from safeconduct.web.permissions.agreements import AgreementAsked
from safeconduct.web.permissions.equipment import Taken
from safeconduct.web.permissions.models import Holder, ImageConsent, Use
from safeconduct.web.permissions.official import AccountGiven
from safeconduct.web.permissions.pupils import ConsentGiven, PupilRow
from safeconduct.web.permissions.removals import RemovalAsked

_FAIR: Final = (
    "Our school fair at Elm Park Primary raised £412 for the new library! Thank you to everybody who baked, carried and came. "
    "These views are my own."
)
_PLAY: Final = "So proud of our school play at Elm Park Primary tonight. These views are my own."
_PUPILS: Final = (
    ("Maya Sandhu", "Year 4", (Use.WEBSITE, Use.SOCIAL_MEDIA, Use.DISPLAY)),
    ("Oliver Bramley", "Year 4", (Use.DISPLAY,)),
    ("Amina Yusuf", "Year 5", tuple(Use)),
    ("Kacper Wójcik", "Year 6", ()),
    ("Ella-Mae Hughes", "Reception", (Use.WEBSITE, Use.PRESS)),
)


def build(world: SimpleNamespace) -> None:
    """One of each: what waits for Helen, what she granted and refused, and something in every register."""
    today = timezone.localdate()
    _requests(world, today)
    _register_of_pupils(world, today)
    _agreements(world)
    _accounts(world)
    _equipment(world, today)
    _removals(world, today)


def _requests(world: SimpleNamespace, today: date) -> None:
    fortnight = today + timedelta(13)
    post = Asked(world.elm, "post", today, fortnight, text=_FAIR, account="personal", platform="Facebook")
    actions.ask(world.priya, world.priya, post)
    granted = actions.ask(world.tomasz, world.tomasz, post._replace(text=_PLAY, platform="Instagram"))
    actions.decide(world.helen, granted, granted=True, words="Without a picture, please.")
    phone = Asked(world.elm, "phone", today, today + timedelta(4), "The hospital may ring about my mother.")
    actions.ask_back(world.helen, actions.ask(world.priya, world.priya, phone), "All day, or in the mornings only?")
    camera = Asked(world.elm, "camera", today, fortnight, "The class assembly, for our display.")
    asked = actions.ask(world.grace, world.grace, camera)
    actions.decide(world.helen, asked, granted=False, words="Take the tablet of year 4: the office has it.")


def _register_of_pupils(world: SimpleNamespace, today: date) -> None:
    for number, (name, year, uses) in enumerate(_PUPILS, 1):
        one = pupils.add(world.sian, world.elm, PupilRow(name, year, f"EP{number:04}"))
        if uses:
            given = ConsentGiven(
                uses, ImageConsent.GivenBy.PARENT, today - timedelta(60), today + timedelta(300), "Form, folder 4"
            )
            pupils.consent(world.sian, one, given)
    pupils.withdraw_consent(world.sian, ImageConsent.objects.on().filter(use=Use.PRESS).earliest("pk"))


def _agreements(world: SimpleNamespace) -> None:
    fair = "A picture of you at the cake stall, on the school’s Facebook page"
    first = agreements.ask(world.priya, world.priya, AgreementAsked(world.elm, "picture", fair, of=world.daniel))
    agreements.answer(world.daniel, world.daniel, first, agreed=True)
    agreements.ask(world.helen, world.helen, AgreementAsked(world.elm, "words", "Two lines about your jubilee", of=world.priya))
    agreements.ask(
        world.priya, world.priya, AgreementAsked(world.elm, "event", "Pictures of the fair", guest="Joan Fairweather")
    )


def _accounts(world: SimpleNamespace) -> None:
    news = AccountGiven("Facebook", "@elmparkprimary", "News for parents", second_factor=True)
    first = official.register(world.sian, world.elm, news, [world.helen, world.sian])
    official.approve(world.helen, first)
    garden = AccountGiven("Instagram", "@elmparkgarden", "The allotment club", second_factor=False)
    second = official.register(world.sian, world.elm, garden, [world.priya, world.tomasz])
    let_in = official.let_in(world.sian, second, world.daniel, owner=False)
    Holder.objects.filter(pk=let_in.pk).update(held_as=["governor"])  # what he was when he was let in


def _equipment(world: SimpleNamespace, today: date) -> None:
    out, back = today - timedelta(40), today + timedelta(240)
    laptop = Taken(world.elm, "Laptop", "EP-L-017", encrypted=True, taken_on=out, due_back=back)
    equipment.take(world.priya, world.priya, laptop)
    camera = laptop._replace(what="Camera of year 4", serial="EP-C-002", encrypted=False, due_back=today - timedelta(2))
    equipment.take(world.tomasz, world.tomasz, camera)


def _removals(world: SimpleNamespace, today: date) -> None:
    wish = RemovalAsked(world.elm, "colleague", "https://social.example/elm/31", today, "Joan Fairweather", person=world.tomasz)
    removals.ask(world.priya, world.priya, wish)
    done = RemovalAsked(world.elm, "me", "https://social.example/elm/12", today - timedelta(9))
    asked = removals.ask(world.daniel, world.daniel, done)
    removals.finish(world.sian, asked, screenshot=None, note="Opened the address signed out: it is gone.")


__all__: Final = ("build",)
