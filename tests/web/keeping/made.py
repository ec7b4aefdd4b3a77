"""Cases as the tests of keeping need them: closed, and their time over."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from safeconduct.web.concerns.models import Case
from safeconduct.web.keeping.actions import Ending, ask_to_destroy, close
from web.casework.made import told

REASON = "Both were asked. He had shown them a picture of his dog."


def closed(world: SimpleNamespace, outcome: str = "false", **more: Any) -> Case:
    """The adult's case of a concern about Tomasz, closed by the head."""
    case = told(world, **more)
    return close(world.helen, case, [Ending(outcome, REASON)])


def over(world: SimpleNamespace, **more: Any) -> Case:
    """The same, with its time over."""
    case = closed(world, **more)
    Case.objects.filter(pk=case.pk).update(keep_until=timezone.localdate() - timedelta(days=1))
    case.refresh_from_db()
    return case


def asked(world: SimpleNamespace) -> Case:
    """The same, and the head has asked for it to be destroyed."""
    case = over(world)
    ask_to_destroy(world.helen, case)
    return case


BORN = date(1980, 2, 29)
