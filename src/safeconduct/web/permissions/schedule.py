"""What permissions do by the clock: lapsed texts and old lists are removed; removals that are nearly due are told of, and
equipment that is late."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from safeconduct.web.families import inviting
from safeconduct.web.jobs.schedule import Schedule
from safeconduct.web.people.models import Organisation
from safeconduct.web.permissions import actions, equipment, pupils, removals
from safeconduct.web.permissions.children import leavers
from safeconduct.web.permissions.models import Pupil


@transaction.atomic
def forget() -> None:
    """Wipe the texts of requests that nobody decided, and lists of pupils whose day is over."""
    actions.wipe_lapsed()
    pupils.forget_old()


def remind() -> None:
    """Tell those who take things down what is due by tomorrow, and of equipment that is late; at night it does nothing."""
    removals.remind(timezone.now())
    equipment.remind(timezone.now())


def families_of_leavers() -> None:
    """Nobody goes on asking the families of pupils who have left to sign anything."""
    for school in Organisation.objects.filter(pk__in=Pupil.objects.order_by().values("organisation")):
        inviting.pupils_left(school, leavers(school))


SCHEDULES: Final = (
    Schedule("permissions.forget", forget, every=timedelta(hours=1)),
    Schedule("permissions.remind", remind, every=timedelta(hours=1)),
    Schedule("permissions.families", families_of_leavers, daily=time(3, 30)),
)
