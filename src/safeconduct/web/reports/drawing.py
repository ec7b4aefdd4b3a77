"""Pictures of tables as SVG, drawn from what the table shows and from nothing else, so that none says more than its table.

On a page their colours come from the style sheet by class; for a PDF, which has none, they are written out (``INK``).
A picture is 400 units wide, so that its letters can be read on a phone. Long ones are drawn in pieces, so that none is
taller than a sheet of paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from safeconduct.web.reports.laying import Shown, Table, worded
from safeconduct.web.reports.report import Kind, Shape
from safeconduct.web.reports.small import Hidden

WIDTH: Final = 400
_PIECE: Final = 14  # rows in one picture
_ROW: Final = 42
_BAR: Final = 16
_LABEL: Final = 50  # letters of a row's name
_ROOM: Final = 270  # for the longest bar; its number stands behind it
_YEAR: Final = 365
INK: Final[Mapping[str, str]] = {
    "words": "#10282b",
    "quiet": "#3d4a55",
    "line": "#9fb4b2",
    "part-1": "#0f5a5b",
    "part-2": "#c98a1b",
    "part-3": "#a3161a",
    "part-4": "#6f87a8",
    "part-5": "#5b4a86",
    "part-6": "#8b8f94",
    "faint": "#dbe6e5",
    "none": "#ffffff",
}
"""The colours by their names, as in ``_reports.scss``; parts beside each other differ in lightness, too."""


class Drawn(NamedTuple):
    """A picture, and what it shows in words."""

    svg: SafeString
    says: str


class _Pen(NamedTuple):
    """Draws by class for a page, by colour for a PDF."""

    paper: bool

    def ink(self, name: str) -> SafeString:
        """What gives a shape its colour."""
        return format_html('fill="{}"', INK[name]) if self.paper else format_html('class="sc-chart__{}"', name)

    def words(self, x: float, y: float, text: str, *, ink: str = "words", anchor: str = "start", size: int = 14) -> SafeString:
        """A line of words."""
        return format_html(
            '<text x="{}" y="{}" font-size="{}" text-anchor="{}" {}>{}</text>', _n(x), _n(y), size, anchor, self.ink(ink), text
        )

    def box(self, x: float, y: float, width: float, height: float, ink: str) -> SafeString:
        """A rectangle."""
        return format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" {}/>', _n(x), _n(y), _n(width), _n(height), self.ink(ink)
        )

    def mark(self, x: float, y: float, number: int) -> SafeString:
        """A mark of a line: a disc, a square, a diamond, so that nobody needs the colour."""
        ink = self.ink(f"part-{number % 6 + 1}")
        if number % 3 == 0:
            return format_html('<circle cx="{}" cy="{}" r="4.5" {}/>', _n(x), _n(y), ink)
        if number % 3 == 1:
            return format_html('<rect x="{}" y="{}" width="8" height="8" {}/>', _n(x - 4), _n(y - 4), ink)
        return format_html('<path d="M{} {}l5.5 5.5l-5.5 5.5l-5.5 -5.5z" {}/>', _n(x), _n(y - 5.5), ink)

    def sheet(self, height: float, parts: Sequence[SafeString], says: str) -> Drawn:
        """The whole picture."""
        inside = mark_safe("".join(parts))  # noqa: S308 every part was made by format_html
        hint = "" if self.paper else format_html(' class="sc-chart" role="img" aria-label="{}"', says)
        head = format_html('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"{}>', WIDTH, _n(height), hint)
        return Drawn(format_html("{}{}</svg>", head, inside), says)


def _n(value: float) -> str:
    return f"{round(value, 1):g}"


def drawn(table: Table, fewest: int, *, paper: bool = False) -> list[Drawn]:
    """The pictures of a table, in pieces; none if it has none, or nothing could be drawn in it."""
    if table.picture is None or not table.rows:
        return []
    chart = _Chart(table, fewest, _Pen(paper))
    return list(_SHAPES[table.picture.shape](chart)) if chart.rows else []


class _Chart:
    """A table, as it is drawn."""

    def __init__(self, table: Table, fewest: int, pen: _Pen) -> None:
        assert table.picture is not None
        self.table, self.fewest, self.pen = table, fewest, pen
        self.numbers = [table.column(name) for name in table.picture.columns]
        self.names = list(table.picture.columns)
        self.labels = _labels(table)
        kept = table.picture.shape is Shape.LINE
        self.rows = [number for number, row in enumerate(table.rows) if kept or not self._hides(row)]

    def _hides(self, row: Sequence[Shown]) -> bool:
        return any(isinstance(row[number], Hidden) for number in self.numbers)

    def kind(self, number: int) -> Kind:
        """What a column holds."""
        return self.table.columns[number].kind

    def read(self, value: Shown, number: int) -> str:
        """A value in words."""
        return worded(value, self.kind(number), self.fewest)

    def pieces(self) -> Iterator[Sequence[int]]:
        """The rows that can be drawn, in pieces."""
        yield from (self.rows[at : at + _PIECE] for at in range(0, len(self.rows), _PIECE))

    def says(self, rows: Sequence[int]) -> str:
        """What a picture shows, in words."""
        part = f" {self.labels[rows[0]]} to {self.labels[rows[-1]]}." if len(rows) < len(self.rows) else ""
        left = f" {self.left_out}" if self.left_out else ""
        return f"Picture of “{self.table.title}”: {', '.join(self.names)}.{part}{left} The table has the same numbers."

    @property
    def left_out(self) -> str:
        """How many rows are not drawn, in words."""
        left = len(self.table.rows) - len(self.rows)
        return f"Not drawn, for some numbers are kept back: {left}." if left else ""

    def sheet(self, rows: Sequence[int], height: float, parts: Sequence[SafeString]) -> Drawn:
        """A piece; below the last stands what is not drawn."""
        if not self.left_out or rows[-1] != self.rows[-1]:
            return self.pen.sheet(height, parts, self.says(rows))
        left = self.pen.words(0, height + 14, self.left_out, ink="quiet", size=13)
        return self.pen.sheet(height + 22, [*parts, left], self.says(rows))

    def top(self) -> float:
        """The longest bar."""
        cells = [row[number] for row in self.table.rows for number in self.numbers]
        return max((_size(value) for value in cells), default=0) or 1


def _labels(table: Table) -> list[str]:
    """What each row is called: its first cell, with the second where that alone would not tell it from others."""
    first = [worded(row[0], table.columns[0].kind, 0) for row in table.rows]
    named = [
        f"{name}, {worded(row[1], Kind.TEXT, 0)}" if first.count(name) > 1 and table.columns[1].kind is Kind.TEXT else name
        for name, row in zip(first, table.rows, strict=True)
    ]
    return [name if len(name) <= _LABEL else f"{name[: _LABEL - 1]}…" for name in named]


def _size(value: Shown) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


# --- bars -----------------------------------------------------------------------------------------------------------


def _bars(chart: _Chart) -> Iterator[Drawn]:
    """A bar for each row, with its number behind it."""
    number, pen = chart.numbers[0], chart.pen
    top = 100.0 if chart.kind(number) is Kind.RATE else chart.top()
    for rows in chart.pieces():
        parts = []
        for y, row in enumerate(rows):
            value = chart.table.rows[row][number]
            length = _ROOM * _size(value) / top
            parts += [
                pen.words(0, y * _ROW + 13, chart.labels[row]),
                pen.box(0, y * _ROW + 19, max(length, 1), _BAR, "part-1"),
                pen.words(max(length, 1) + 6, y * _ROW + 32, chart.read(value, number)),
            ]
        yield chart.sheet(rows, len(rows) * _ROW, parts)


def _stacked(chart: _Chart) -> Iterator[Drawn]:
    """A bar for each row as long as all the others, its parts in proportion."""
    pen = chart.pen
    for rows in chart.pieces():
        key, below = _key(chart)
        parts = list(key)
        for y, row in enumerate(rows):
            parts.append(pen.words(0, below + y * _ROW + 13, chart.labels[row]))
            parts += _stack(chart, chart.table.rows[row], below + y * _ROW + 19)
        yield chart.sheet(rows, below + len(rows) * _ROW, parts)


def _stack(chart: _Chart, row: Sequence[Shown], y: float) -> list[SafeString]:
    values = [row[number] for number in chart.numbers]
    total = sum(map(_size, values))
    if not total:
        return [chart.pen.words(0, y + 13, "None", ink="quiet", size=13)]
    drawn_, x = [], 0.0
    for number, value in enumerate(values):
        width = WIDTH * _size(value) / total
        if width:
            drawn_.append(chart.pen.box(x, y, max(width - 1.5, 0.5), _BAR, f"part-{number % 6 + 1}"))
        x += width
    return drawn_


def _key(chart: _Chart) -> tuple[list[SafeString], float]:
    """What each colour stands for, in lines of their own where they do not fit; and where the key ends."""
    parts, x, y = [], 0.0, 0.0
    for number, name in enumerate(chart.names):
        wide = 26 + 7.8 * len(name)
        if x and x + wide > WIDTH:
            x, y = 0.0, y + 20
        parts += [chart.pen.mark(x + 6, y + 9, number) if _is_line(chart) else chart.pen.box(x, y + 3, 12, 12, _part(number))]
        parts.append(chart.pen.words(x + 17, y + 13, name))
        x += wide
    return parts, y + 26


def _part(number: int) -> str:
    return f"part-{number % 6 + 1}"


def _is_line(chart: _Chart) -> bool:
    return chart.table.picture is not None and chart.table.picture.shape is Shape.LINE


# --- lines ----------------------------------------------------------------------------------------------------------

_LEFT, _TALL = 44, 160


def _line(chart: _Chart) -> Iterator[Drawn]:
    """A line for each column, the rows from left to right; it breaks where a number is kept back."""
    pen, count = chart.pen, len(chart.table.rows)
    top = 100.0 if chart.kind(chart.numbers[0]) is Kind.RATE else chart.top()
    key, below = _key(chart) if len(chart.numbers) > 1 else ([], 8.0)
    step = (WIDTH - _LEFT - 30) / max(count - 1, 1)
    parts = [*key, *_grid(chart, top, below)]
    for number, column in enumerate(chart.numbers):
        places = [_point(row[column], at, step, top, below) for at, row in enumerate(chart.table.rows)]
        parts += [_joined(pen, one, two, number) for one, two in pairwise(places) if one and two]
        parts += [pen.mark(*place, number) for place in places if place]
    every = max(1, -(-count // 5))
    for at in range(0, count, every):
        anchor = "start" if at == 0 and count > 1 else "middle"
        parts.append(pen.words(_LEFT + at * step, below + _TALL + 20, chart.labels[at], anchor=anchor, size=13))
    yield pen.sheet(below + _TALL + 28, parts, chart.says(chart.rows))


def _point(value: Shown, at: int, step: float, top: float, below: float) -> tuple[float, float] | None:
    if not isinstance(value, int | float):
        return None
    return _LEFT + at * step, below + _TALL * (1 - value / top)


def _joined(pen: _Pen, one: tuple[float, float], two: tuple[float, float], number: int) -> SafeString:
    ink = (
        format_html('stroke="{}"', INK[_part(number)])
        if pen.paper
        else format_html('class="sc-chart__line-{}"', number % 6 + 1)
    )
    return format_html('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke-width="2" {}/>', *map(_n, one), *map(_n, two), ink)


def _grid(chart: _Chart, top: float, below: float) -> list[SafeString]:
    """The lines at nothing, at half and at the top, with their numbers."""
    found = []
    for part in (0.0, 0.5, 1.0):
        y = below + _TALL * (1 - part)
        found.append(chart.pen.box(_LEFT, y, WIDTH - _LEFT, 1, "line"))
        value = top * part
        says = f"{value:g}%" if chart.kind(chart.numbers[0]) is Kind.RATE else f"{value:g}"
        found.append(chart.pen.words(_LEFT - 6, y + 4, says, anchor="end", size=13))
    return found


# --- a line of time -------------------------------------------------------------------------------------------------


def _timeline(chart: _Chart) -> Iterator[Drawn]:
    """Twelve months, a mark for each row on its day: those to come, or those behind us where no day is to come.

    In the months to come what is past or later stands at the ends, and what is past says so.
    """
    today, number = timezone.localdate(), chart.numbers[0]
    days = [day for row in chart.table.rows if isinstance(day := row[number], date)]
    start = today if not days or max(days) > today else today - timedelta(_YEAR)
    for rows in chart.pieces():
        parts = list(_months(chart.pen, start, 24 + len(rows) * _ROW))
        for y, row in enumerate(rows):
            parts += _day(chart, start, row, 24 + y * _ROW, chart.table.rows[row][number])
        yield chart.pen.sheet(28 + len(rows) * _ROW, parts, chart.says(rows))


def _months(pen: _Pen, start: date, height: float) -> Iterator[SafeString]:
    for ahead in range(1, 13):
        first = date(start.year + (start.month + ahead - 1) // 12, (start.month + ahead - 1) % 12 + 1, 1)
        x = _across(first, start)
        yield pen.box(x, 18, 1, height - 18, "faint")
        if ahead % 2:
            yield pen.words(x, 13, f"{first:%b}" if first.month > 1 else f"{first:%b %Y}", anchor="middle", size=13)


def _across(day: date, start: date) -> float:
    return 10 + (WIDTH - 20) * min(max((day - start) / timedelta(_YEAR), 0), 1)


def _day(chart: _Chart, start: date, row: int, y: float, day: Shown) -> list[SafeString]:
    name = chart.pen.words(0, y + 13, chart.labels[row])
    if not isinstance(day, date):
        return [name, chart.pen.words(0, y + 30, "No day is set", ink="quiet", size=13)]
    x, says = _across(day, start), worded(day, Kind.DAY, 0)
    late = day < start == timezone.localdate()
    anchor, at = ("end", x - 9) if x > WIDTH / 2 else ("start", x + 9)
    said = f"{says}: past" if late else says
    back = chart.pen.box(at - (128 if anchor == "end" else 2), y + 19, 130 if not late else 156, 15, "none")
    return [name, back, chart.pen.mark(x, y + 26, 2 if late else 0), chart.pen.words(at, y + 31, said, anchor=anchor, size=13)]


_SHAPES: Final[Mapping[Shape, Callable[[_Chart], Iterator[Drawn]]]] = {
    Shape.BARS: _bars,
    Shape.STACKED: _stacked,
    Shape.LINE: _line,
    Shape.TIMELINE: _timeline,
}
__all__: Final = ("INK", "WIDTH", "Drawn", "drawn")
