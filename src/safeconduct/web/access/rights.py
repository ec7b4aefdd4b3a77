"""Rights as data: each app declares its verbs in its own ``rights.py``; nobody may do what no right allows.

A right is held by positions: what somebody is at an organisation today. A position at a trust holds for every school below it.
``SELF`` stands for the person whom a thing belongs to. Somebody with no position at an organisation is a stranger there: for
strangers its things do not exist (404); for others who lack the right they are refused (403).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Final, NamedTuple

from django.apps import apps

from safeconduct.errors import PluginError


class Position(enum.StrEnum):
    """What somebody may be at an organisation; the first nine are the people of the contract."""

    TEACHER = "teacher"
    TEACHING_ASSISTANT = "teaching_assistant"
    SUPPLY_TEACHER = "supply_teacher"
    GOVERNOR = "governor"
    VOLUNTEER = "volunteer"
    BUSINESS_MANAGER = "school_business_manager"
    SITE_STAFF = "site_staff"
    HEADTEACHER = "headteacher"
    CONTRACTOR = "contractor"
    SAFEGUARDING_LEAD = "designated_safeguarding_lead"
    DEPUTY_LEAD = "deputy_safeguarding_lead"
    CHAIR_OF_GOVERNORS = "chair_of_governors"
    ONLINE_SAFETY_MANAGER = "online_safety_manager"
    IT_MANAGER = "it_manager"
    LINE_MANAGER = "line_manager"
    AGENCY_CONSULTANT = "agency_consultant"
    ADMINISTRATOR = "administrator"


ANYBODY: Final = frozenset(Position)


class Right(NamedTuple):
    """A verb, in words for the table of rights, and the positions that hold it.

    ``own`` lets the person whom the thing belongs to do it too; ``open`` needs no position at all, only to be signed in.
    """

    verb: str
    says: str
    held_by: frozenset[Position] = frozenset()
    own: bool = False
    open: bool = False


@cache
def rights() -> Mapping[str, Right]:
    """Every right of every app, by its verb.

    Raises:
        PluginError: an app declares a verb twice, or one that is not named after the app.
    """
    found: dict[str, Right] = {}
    for right in _declared():
        if right.verb in found:
            raise PluginError(f"The right “{right.verb}” is declared twice.")
        found[right.verb] = right
    return found


def _declared() -> Iterable[Right]:
    for config in apps.get_app_configs():
        if not config.name.startswith("safeconduct.web.") or config.label == "access":
            continue
        module = import_module(f"{config.name}.rights")
        for right in module.RIGHTS:
            if not right.verb.startswith(f"{config.label}."):
                raise PluginError(f"{module.__name__}: the right “{right.verb}” must be named “{config.label}.…”.")
            yield right


__all__: Final = ("ANYBODY", "Position", "Right", "rights")
