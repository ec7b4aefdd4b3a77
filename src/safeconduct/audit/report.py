"""What a report is: one form in which the result of an audit is written down.

A report is one file in ``safeconduct.audit.reports`` with one ``Report`` object.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

import msgspec

from safeconduct.audit.run import Result
from safeconduct.plugins import discover


class Report(msgspec.Struct, frozen=True):
    """One form. ``id`` is also its option on the command line; ``says`` explains it to the user in a sentence.

    ``write`` puts the whole report into a binary stream, piece by piece.
    """

    id: str
    says: str
    write: Callable[[Result, BinaryIO], None]


def reports() -> tuple[Report, ...]:
    """Every shipped report, one a file of ``safeconduct.audit.reports``."""
    return discover("safeconduct.audit.reports", Report)
