"""Tags and filters that every template may use."""

from __future__ import annotations

from typing import Final

from django import template

from safeconduct.activity import Outcome
from safeconduct.web.access.deciding import may as _may
from safeconduct.web.people.models import Person
from safeconduct.web.people.words import spelt
from safeconduct.web.policies.explaining import edition as _edition

register = template.Library()

_SHOWN: Final = {
    Outcome.ALLOW: "Fine",
    Outcome.CAUTION: "Think again",
    Outcome.ASK: "Ask first",
    Outcome.STOP: "Do not post",
    Outcome.NOT_COVERED: "Not a policy matter",
}


@register.simple_tag
def may(person: Person, verb: str, thing: object) -> bool:
    """Whether somebody may do something: ``{% may user "policies.adopt" school as can %}``."""
    return _may(person, verb, thing)


@register.filter
def shown(outcome: str) -> str:
    """An outcome as it is shown to people."""
    return _SHOWN[Outcome(outcome)]


@register.filter
def edition(version: str) -> str:
    """Which version of a policy it is, as part of a sentence: “version 3”, “no date”."""
    return _edition(version)


@register.filter
def words(code: str) -> str:
    """A code as words: ``supply_teacher`` → supply teacher, ``it_manager`` → IT manager."""
    return spelt(code).replace("-", " ")


_BROWSERS: Final = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"))
_BROWSERS_LATER: Final = (("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("FxiOS/", "Firefox"), ("Safari/", "Safari"))
_MACHINES: Final = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "an Android device"),
    ("CrOS", "a Chromebook"),
    ("Windows", "a Windows computer"),
    ("Mac OS", "a Mac"),
    ("Linux", "a Linux computer"),
)


@register.filter
def device(agent: str) -> str:
    """A browser as its owner would name it, from what it says of itself: Safari on an iPhone."""
    browser = next((name for sign, name in (*_BROWSERS, *_BROWSERS_LATER) if sign in agent), "A browser")
    machine = next((name for sign, name in _MACHINES if sign in agent), "a device that we do not know")
    return f"{browser} on {machine}"
