"""What keeping goes by, from ``data/keeping.toml``: how cases may end, and how long each kind is kept, with its source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final, Literal

import msgspec

Begins = Literal["told", "closed", "left"]


class ClockRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long something is kept: years from a day, or until somebody is of an age, whichever is later."""

    id: str
    says: str
    years: int
    begins: Begins = msgspec.field(name="from")
    source: str
    until_age: int = 0
    certain: bool = True


class Outcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a case may end: the word, what it means, and the clock that it starts in each strand in which it may be said.

    Where ``clock`` has one for what the case was decided to be, such as ``low``, that one starts.
    """

    id: str
    says: str
    means: str
    clock: dict[str, str]

    def clock_of(self, strand: str, level: str) -> str | None:
        """The clock that it starts; none in a strand in which it may not be said."""
        return self.clock.get(level, self.clock[strand]) if strand in self.clock else None


class Standards(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    clock: tuple[ClockRule, ...]
    outcome: tuple[Outcome, ...]

    @property
    def clocks(self) -> Mapping[str, ClockRule]:
        """The clocks by their ids."""
        return {each.id: each for each in self.clock}

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The outcomes by their ids."""
        return {each.id: each for each in self.outcome}

    def of(self, strand: str) -> list[Outcome]:
        """How a case of a strand may end."""
        return [each for each in self.outcome if strand in each.clock]


@cache
def standards() -> Standards:
    """What holds.

    Raises:
        msgspec.ValidationError: the file is not as it should be.
    """
    text = (resources.files("safeconduct.data") / "keeping.toml").read_bytes()
    return msgspec.toml.decode(text, type=Standards)


__all__: Final = ("Begins", "ClockRule", "Outcome", "Standards", "standards")
