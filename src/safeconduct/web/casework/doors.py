"""What waits behind the home page's door to cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils import timezone

from safeconduct.web.casework.due import open_clocks, open_tasks
from safeconduct.web.concerns.models import Case, Seen
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.people.models import Person


def due(person: Person) -> Mapping[str, str]:
    """How many cases somebody has not opened yet, and how much is due today; an empty text opens the door to them.

    It counts only what they may see, so that a case about themself makes no difference.
    """
    cases = [case for case in visible(person) if case.state != Case.State.CLOSED]
    if not cases:
        return {}
    seen = set(Seen.objects.filter(person=person, case__in=[case.pk for case in cases]).values_list("case", flat=True))
    new = sum(1 for case in cases if case.pk not in seen)
    today = timezone.localdate()
    tasks = sum(1 for task in open_tasks(cases) if task.whose_id == person.pk and task.due <= today)
    clocks = sum(1 for clock in open_clocks(cases) if timezone.localdate(clock.due_at) <= today)
    said = [f"{new} new"] if new else []
    return {"cases": ", ".join([*said, f"{tasks + clocks} due today"] if tasks + clocks else said)}


__all__: Final = ("due",)
