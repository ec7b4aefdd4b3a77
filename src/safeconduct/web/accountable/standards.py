"""What this app goes by, from ``data/accountable.toml``: clocks, the checklist of a review, grounds; each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final, Literal

import msgspec

from safeconduct.web.accountable.models import OwnClock
from safeconduct.web.people.models import Organisation


class ClockRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long something may take, or is left between two turns."""

    id: str
    says: str
    number: int
    unit: Literal["days", "months"]
    source: str
    certain: bool


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a review of filtering and monitoring looks at."""

    id: str
    asks: str
    hint: str


class Ground(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why something is not given to the person who asks; with nothing ``told``, the person does not learn of it."""

    id: str
    says: str
    told: str
    source: str


class Remind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many days before its day something is reminded of, and every how many days once it is past."""

    before: tuple[int, ...]
    every: int

    def on(self, days_left: int) -> bool:
        """Whether this is a day for a reminder."""
        return days_left in self.before if days_left >= 0 else -days_left % self.every == 0


class Standards(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    clock: tuple[ClockRule, ...]
    remind: Remind
    check: tuple[Check, ...]
    ground: tuple[Ground, ...]

    @property
    def clocks(self) -> Mapping[str, ClockRule]:
        """The clocks by their ids."""
        return {each.id: each for each in self.clock}

    @property
    def grounds(self) -> Mapping[str, Ground]:
        """The grounds by their ids."""
        return {each.id: each for each in self.ground}


@cache
def standards() -> Standards:
    """What holds.

    Raises:
        msgspec.ValidationError: the file is not as it should be.
    """
    text = (resources.files("safeconduct.data") / "accountable.toml").read_bytes()
    return msgspec.toml.decode(text, type=Standards)


def number(place: Organisation, clock: str) -> int:
    """An organisation's own number for a clock, or that of the nearest above it, or the shipped one."""
    own = OwnClock.objects.filter(organisation__in=place.path_of_ids, clock=clock).order_by("-organisation__path").first()
    return own.number if own else standards().clocks[clock].number


__all__: Final = ("Check", "ClockRule", "Ground", "Remind", "Standards", "number", "standards")
