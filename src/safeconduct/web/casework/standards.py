"""What casework goes by, from ``data/casework.toml``: the harm threshold's tests, the clocks, and patterns over time.

Everything there names its source, and none of it decides anything: tests are weighed by a person, clocks remind, and a
pattern asks somebody to look.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from functools import cache
from importlib import resources
from typing import Final

import msgspec


class ThresholdTest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the tests of the harm threshold: the question, what it means, and where it comes from."""

    id: str
    asks: str
    means: str
    source: str


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When offices can be reached on a working day, by the British clock."""

    opens: time
    closes: time


class ClockRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time within which something must be done. ``remind_hours`` are hours of office time before it runs out."""

    id: str
    says: str
    working_days: int
    remind_hours: int
    source: str
    certain: bool = True


class PatternRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When low-level concerns about one person are looked at together, unless a school says otherwise.

    ``weight`` is what one concern counts, ``own`` what a self-report counts; ``threshold`` is their sum in the last
    ``window_months`` at which a person is asked to look.
    """

    window_months: int
    threshold: float
    weight: float
    own: float
    source: str
    certain: bool = True


class Standards(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    test: tuple[ThresholdTest, ...]
    office: Office
    clock: tuple[ClockRule, ...]
    patterns: PatternRule

    @property
    def clocks(self) -> Mapping[str, ClockRule]:
        """The clocks by their ids."""
        return {each.id: each for each in self.clock}


OFFICER: Final = "designated-officer"
"""The clock that starts when somebody decides that the harm threshold may be met."""


@cache
def standards() -> Standards:
    """What holds.

    Raises:
        msgspec.ValidationError: the file is not as it must be; the message names the key.
    """
    content = resources.files("safeconduct").joinpath("data", "casework.toml").read_bytes()
    return msgspec.toml.decode(content, type=Standards)


__all__: Final = ("OFFICER", "ClockRule", "Office", "PatternRule", "Standards", "ThresholdTest", "standards")
