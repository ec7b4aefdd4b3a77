"""A sheet as it is shown: totals and percentages worked out, small numbers kept back where it goes to governors or a trust."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec

from safeconduct.errors import PluginError
from safeconduct.web.people.words import day_said
from safeconduct.web.reports.report import Cell, Column, Kind, Picture, Says, Section, Sheet, Value
from safeconduct.web.reports.small import Hidden, Numbers, Place, kept_back

Shown = Value | Hidden
"""A value, or why there is none."""
_WORKED_OUT: Final = frozenset({Kind.RATE, Kind.HOURS, Kind.DAYS})
WITHHELD: Final = "small"
PERSONAL: Final = "names people"
INSIDE: Final = "for those who deal with it"


class Table(msgspec.Struct, frozen=True):
    """A section as it is shown; ``withheld`` says why it is not."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Shown]]
    total: Sequence[Shown] | None = None
    picture: Picture | None = None
    note: str = ""
    none: str = ""
    withheld: str = ""

    def column(self, name: str) -> int:
        """The number of a column."""
        return next(number for number, column in enumerate(self.columns) if column.name == name)

    @property
    def adds_up(self) -> bool:
        """Whether its total says more than its rows do."""
        return self.total is not None and len(self.rows) > 1

    @property
    def hides(self) -> bool:
        """Whether any of its numbers is kept back."""
        return any(isinstance(value, Hidden) for row in (*self.rows, self.total or ()) for value in row)


class Laid(msgspec.Struct, frozen=True):
    """A report as it is shown."""

    says: Sequence[str]
    tables: Sequence[Table]
    note: str
    fewest: int  # 0: nothing is kept back

    @property
    def hides(self) -> bool:
        """Whether anything is kept back."""
        return any(table.hides or table.withheld == WITHHELD for table in self.tables)

    @property
    def shown(self) -> Sequence[Table]:
        """The tables that are there to be read."""
        return [table for table in self.tables if not table.withheld]

    @property
    def left_out(self) -> str:
        """The tables that are not shown since their numbers are small, for a sentence; what is for others needs no saying."""
        return ", ".join(f"“{table.title}”" for table in self.tables if table.withheld == WITHHELD)


def laid(sheet: Sheet, fewest: int = 0) -> Laid:
    """A sheet as it is shown; with ``fewest`` as it goes to governors or a trust: no number of people below that is in it.

    Raises:
        PluginError: a section breaks a rule of ``report``.
    """
    tables = _kept_back(sheet.sections, fewest) if fewest else [_table(section, {}) for section in sheet.sections]
    said = [words for each in sheet.says if (words := _said(each, tables, fewest))]
    return Laid(said, tables, sheet.note, fewest)


# --- what is hidden -------------------------------------------------------------------------------------------------


def _kept_back(sections: Sequence[Section], fewest: int) -> list[Table]:
    """Every section, those that must not be seen without their rows; of those that count the same, the first goes first."""
    out = {number: why for number, each in enumerate(sections) if (why := _kept_out(each))}
    groups: dict[str, list[int]] = defaultdict(list)
    for number, section in enumerate(sections):
        if number not in out:
            groups[section.counts or f"#{number}"].append(number)
    hidden: dict[int, Mapping[Place, Hidden] | None] = {}
    for group in groups.values():
        hidden |= dict(zip(group, _hidden_together([sections[number] for number in group], fewest), strict=True))
    return [_shown(section, hidden.get(number), out.get(number, "")) for number, section in enumerate(sections)]


def _hidden_together(sections: Sequence[Section], fewest: int) -> list[Mapping[Place, Hidden] | None]:
    """What to hide of sections that count the same: of the first as little as will do, of the others nothing or all.

    What the others show is known. Where the first could not be shown beside them, they give way to it.
    """
    first, *others = sections
    open_ = [section for section in others if hides_nothing(section, fewest)]
    known = {name for section in open_ for name in (*_counted(section), section.whole)}
    hidden = _hidden(first, fewest, known)
    if hidden is None and open_:
        return [_hidden(first, fewest), *(None for _ in others)]
    return [hidden, *({} if section in open_ else None for section in others)]


def _kept_out(section: Section) -> str:
    if any(column.personal for column in section.columns):
        return PERSONAL
    return INSIDE if section.inside else ""


def hides_nothing(section: Section, fewest: int) -> bool:
    """Whether none of its numbers is small."""
    return _hidden(section, fewest) == {}


def _hidden(section: Section, fewest: int, known: Collection[str] = ()) -> Mapping[Place, Hidden] | None:
    """What to hide of a section of which the totals of some columns are known."""
    numbers = numbers_of(section)
    if not numbers.rows or not numbers.width:
        return {}
    if not known:
        return kept_back(numbers, fewest)
    columns = {at for at, name in enumerate(_counted(section)) if name in known} | {numbers.width}
    with_totals = numbers._replace(sums_right=numbers.sums_right or numbers.width > 1, sums_below=True)
    return kept_back(with_totals, fewest, columns)  # totals that stand elsewhere are as good as here


def _counted(section: Section) -> list[str]:
    """The columns whose numbers add up to the total: the parts, or the only one."""
    return list(section.parts) or [column.name for column in section.columns if column.kind is Kind.FEW]


def _shown(section: Section, hidden: Mapping[Place, Hidden] | None, withheld: str) -> Table:
    if hidden is None:
        return Table(section.title, section.columns, [], withheld=withheld or WITHHELD)
    return _table(section, hidden)


def numbers_of(section: Section) -> Numbers:
    """The numbers of people or concerns in a section.

    Raises:
        PluginError: a column is neither a part nor the whole, or a row does not add up to its whole.
    """
    few = [number for number, column in enumerate(section.columns) if column.kind is Kind.FEW]
    names = {section.columns[number].name for number in few}
    if names - {*section.parts, section.whole} and len(few) > 1:
        raise PluginError(f"“{section.title}”: every column that counts people must be one of the parts, or the whole.")
    if not section.parts:
        return Numbers(
            [[_number(row[number]) for number in few] for row in section.rows], sums_right=False, sums_below=section.total
        )
    parts = [_at(section.columns, name) for name in section.parts]
    rows = [[_number(row[number]) for number in parts] for row in section.rows]
    if section.whole:
        whole = _at(section.columns, section.whole)
        for row, cells in zip(section.rows, rows, strict=True):
            if _number(row[whole]) != sum(cells):
                raise PluginError(f"“{section.title}”: a row does not add up to “{section.whole}”.")
    return Numbers(rows, sums_right=bool(section.whole), sums_below=section.total)


def _at(columns: Sequence[Column], name: str) -> int:
    return next(number for number, column in enumerate(columns) if column.name == name)


def _number(value: Value) -> int:
    if not isinstance(value, int):
        raise PluginError(f"“{value}” stands where a number of people is wanted.")
    return value


# --- what is worked out ---------------------------------------------------------------------------------------------


def _table(section: Section, hidden: Mapping[Place, Hidden]) -> Table:
    rows = [_row(section, number, row, hidden) for number, row in enumerate(section.rows)]
    total = _row(section, len(rows), _total(section), hidden) if section.total and rows else None
    return Table(section.title, section.columns, rows, total, section.picture if rows else None, section.note, section.none)


def _total(section: Section) -> list[Value]:
    """The total row: sums of what is counted, times as they were given."""
    return [
        _sum(section.rows, number) if column.kind in {Kind.COUNT, Kind.FEW} else section.totals.get(column.name)
        for number, column in enumerate(section.columns)
    ]


def _sum(rows: Sequence[Sequence[Value]], number: int) -> int:
    return sum(_number(row[number]) for row in rows)


def _row(section: Section, number: int, values: Sequence[Value], hidden: Mapping[Place, Hidden]) -> list[Shown]:
    """A row: first what is counted, then what is worked out of that."""
    found: list[Shown] = list(values)
    for at, column in enumerate(section.columns):
        if column.kind is Kind.FEW and (why := hidden.get((number, _place(section, column.name)))):
            found[at] = why
    for at, column in enumerate(section.columns):
        if column.kind in _WORKED_OUT and column.of:
            found[at] = _worked_out(column, found[at], [found[_at(section.columns, name)] for name in column.of])
    return found


def _place(section: Section, name: str) -> int:
    return section.parts.index(name) if name in section.parts else len(section.parts)


def _worked_out(column: Column, value: Shown, of: Collection[Shown]) -> Shown:
    """A percentage or a time; hidden where a number behind it is, for it would tell of it."""
    if any(isinstance(each, Hidden) for each in of):
        return Hidden.KEPT
    if column.kind is not Kind.RATE:
        return value
    part, whole = (each if isinstance(each, int) else 0 for each in of)
    return percent(part, whole)


def percent(part: int, whole: int) -> int | None:
    """Whole per cent, never 100 while any is missing nor 0 while there is one; nothing of nothing."""
    if not whole:
        return None
    rounded = round(100 * part / whole)
    return min(max(rounded, 1 if part else 0), 100 if part == whole else 99)


# --- what is said ---------------------------------------------------------------------------------------------------


def _said(says: Says, tables: Sequence[Table], fewest: int) -> str:
    """A sentence with its numbers as they are shown; none where one of them is not."""
    if any(tables[cell.section].withheld for cell in says.cells):
        return ""
    values = [_cell(tables[cell.section], cell) for cell in says.cells]
    few = [value for value, _ in values if isinstance(value, Hidden)]
    if Hidden.KEPT in few or len(few) > 1:
        return ""
    words = says.text.format(*(worded(value, kind, fewest) for value, kind in values))
    return words[:1].upper() + words[1:]


def _cell(table: Table, cell: Cell) -> tuple[Shown, Kind]:
    number = table.column(cell.column)
    row = (table.total if cell.row < 0 else table.rows[cell.row]) if table.rows else None
    return (row[number] if row is not None else 0), table.columns[number].kind


def worded(value: Shown, kind: Kind, fewest: int) -> str:
    """A value as people read it."""
    if isinstance(value, Hidden):
        return f"fewer than {fewest}" if value is Hidden.FEW else "not shown"
    if value is None:
        return "–"
    if isinstance(value, date):
        return day_said(value)
    if isinstance(value, str):
        return value
    return _measured(value, kind)


def _measured(value: float, kind: Kind) -> str:
    if kind is Kind.RATE:
        return f"{value:g}%"
    if kind is Kind.HOURS:
        return f"{_short(value)} hour{'' if value == 1 else 's'}" if value < 48 else f"{_short(value / 24)} days"
    if kind is Kind.DAYS:
        return f"{_short(value)} day{'' if value == 1 else 's'}"
    return f"{value:,}"


def _short(value: float) -> str:
    return f"{round(value, 1):g}" if value < 10 else f"{round(value):,}"


__all__: Final = ("Laid", "Shown", "Table", "laid", "numbers_of", "percent", "worded")
