"""How rosters are told apart and read: one file a format in ``rostering/formats``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

import msgspec

from safeconduct.errors import InputError
from safeconduct.plugins import discover
from safeconduct.web.rostering import opening
from safeconduct.web.rostering.opening import Tables
from safeconduct.web.rostering.roster import Roster


class Format(msgspec.Struct, frozen=True):
    """A way in which systems write rosters: ``fits`` says whether some files are of it, ``read`` reads them.

    Raises:
        InputError: by ``read``, where a file that it cannot do without is missing, or lacks a column.
    """

    id: str
    name: str
    fits: Callable[[Tables], bool]
    read: Callable[[Tables], Roster]


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its id."""
    return {each.id: each for each in discover("safeconduct.web.rostering.formats", Format)}


def read(files: Mapping[str, bytes]) -> Roster:
    """The roster in some CSV files.

    Raises:
        InputError: they are of no format that is read, or of no use.
    """
    tables = opening.tables(files)
    fitting = [each for each in formats().values() if each.fits(tables)]
    if not fitting:
        names = ", ".join(sorted(files)[:8])
        raise InputError(
            f"These files ({names}) are of no format that is read here. Export OneRoster 1.1 or 1.2 (CSV), or the files of "
            "Microsoft School Data Sync."
        )
    roster = fitting[0].read(tables)
    if not (roster.staff or roster.pupils or roster.loose or roster.faults):
        raise InputError("Nobody stands in these files: no staff and no pupils. Look at what your school system exports.")
    return roster


__all__: Final = ("Format", "formats", "read")
