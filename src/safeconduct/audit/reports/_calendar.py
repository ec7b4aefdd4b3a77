"""When it was: the person's own words by month and by topic, as pictures with the same numbers in a table.

A cell's shade and number say how many, its shape says the worst outcome: colour is never the only sign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import Final

import msgspec

from safeconduct.activity import Outcome
from safeconduct.audit.matter import Matter, Section
from safeconduct.audit.reports._words import MONTHS, OUTCOMES, british, main_topic, many, outcome_word, topic_word

_WIDTH: Final = 340
_HEIGHT: Final = 24  # of a row
_HEAD: Final = 16
_MOST_ROWS: Final = 30
_MOST_YEARS: Final = 10  # columns of the picture by topic
_EARLIER: Final = "before"
_SHAPES: Final[dict[Outcome, Callable[[float, float], str]]] = {
    Outcome.STOP: lambda x, y: f'<rect class="worst" x="{x - 3.2:.1f}" y="{y - 3.2:.1f}" width="6.4" height="6.4"/>',
    Outcome.ASK: lambda x, y: f'<path class="worst" d="M{x:.1f} {y - 4:.1f}l4 4-4 4-4-4z"/>',
    Outcome.CAUTION: lambda x, y: f'<path class="worst" d="M{x:.1f} {y - 3.6:.1f}l3.8 6.8h-7.6z"/>',
}
SIGNS: Final = {Outcome.STOP: "■", Outcome.ASK: "◆", Outcome.CAUTION: "▲"}


class Grid(msgspec.Struct):
    """Numbers in rows and columns, each with the worst outcome behind it."""

    id: str
    title: str
    corner: str
    rows: list[str]
    columns: list[str]
    counts: Counter[tuple[str, str]]
    worst: dict[tuple[str, str], Outcome]
    room: int  # for the names of rows, in the picture's own units

    def add(self, row: str, column: str, outcome: Outcome) -> None:
        """Count one."""
        place = (row, column)
        self.counts[place] += 1
        if place not in self.worst or outcome.rank > self.worst[place].rank:
            self.worst[place] = outcome


def months(matters: Sequence[Matter]) -> Grid:
    """The person's own words by year and month."""
    grid = Grid("by-month", "What you wrote, by month", "Year", [], [month[:3] for month in MONTHS], Counter(), {}, 34)
    for matter in matters:
        if matter.section is Section.OWN_WORDS and matter.at:
            here = british(matter.at)
            grid.add(f"{here.year:04}", grid.columns[here.month - 1], matter.outcome)
    grid.rows = _years(grid.counts)
    return grid


def _years(counts: Iterable[tuple[str, str]]) -> list[str]:
    """Every year from first to last; where dates are far apart, only years with something in them, newest first."""
    known = sorted({year for year, _ in counts}, reverse=True)
    if known and int(known[0]) - int(known[-1]) < _MOST_ROWS:
        return [f"{year:04}" for year in range(int(known[0]), int(known[-1]) - 1, -1)]
    return known


def topics(matters: Sequence[Matter]) -> Grid:
    """The person's own words by topic and year; a text of several topics counts for its most serious one."""
    dated = [matter for matter in matters if matter.section is Section.OWN_WORDS and matter.at]
    years = sorted({f"{british(matter.at).year:04}" for matter in dated if matter.at})
    columns = [_EARLIER, *years[-_MOST_YEARS:]] if len(years) > _MOST_YEARS else years
    grid = Grid("by-topic", "What you wrote, by topic and year", "Topic", [], columns, Counter(), {}, 104)
    found = set()
    for matter in dated:
        topic = main_topic(matter)
        if topic and matter.at:
            found.add(topic)
            year = f"{british(matter.at).year:04}"
            grid.add(topic_word(topic), year if year in columns else _EARLIER, matter.outcome)
    grid.rows = [topic_word(topic) for topic in sorted(found, key=lambda topic: topic.rank)]
    return grid


def pictures(grid: Grid) -> Iterator[str]:
    """The grid as a picture, and as a table for those who cannot see it."""
    if grid.rows:
        yield '<figure class="picture">'
        yield f"<figcaption><strong>{escape(grid.title)}.</strong> Number: how many. "
        yield f"Shape: the worst among them, {_legend()}.</figcaption>"
        yield from _svg(grid)
        yield "</figure>\n"
        yield from _table(grid)


def _legend() -> str:
    return ", ".join(f'<span class="sign" aria-hidden="true">{SIGNS[each]}</span> {outcome_word(each)}' for each in OUTCOMES)


def _svg(grid: Grid) -> Iterator[str]:
    rows = grid.rows[:_MOST_ROWS]
    height = _HEAD + _HEIGHT * len(rows) + 1
    yield f'<svg role="img" aria-labelledby="{grid.id}-t {grid.id}-d" viewBox="0 0 {_WIDTH} {height}">'
    yield f'<title id="{grid.id}-t">{escape(grid.title)}</title><desc id="{grid.id}-d">{escape(_described(grid))}</desc>'
    wide = (_WIDTH - grid.room - 1) / max(1, len(grid.columns))
    for number, column in enumerate(grid.columns):
        yield f'<text class="label" x="{grid.room + wide * (number + 0.5):.1f}" y="11" text-anchor="middle">{column}</text>'
    most = max(grid.counts.values())
    for line, row in enumerate(rows):
        top = _HEAD + line * _HEIGHT
        yield f'<text class="label" x="0" y="{top + 15}">{escape(row)}</text>'
        for number, column in enumerate(grid.columns):
            yield _cell(grid, (row, column), most, (grid.room + wide * number, top, wide))
    yield "</svg>"


def _cell(grid: Grid, place: tuple[str, str], most: int, at: tuple[float, int, float]) -> str:
    left, top, wide = at
    count = grid.counts[place]
    shade = 0 if not count else 1 + min(3, 4 * (count - 1) // max(1, most))
    box = f'<rect class="h{shade}" x="{left + 0.5:.1f}" y="{top + 0.5}" width="{wide - 1:.1f}" height="{_HEIGHT - 1}" rx="2"/>'
    if not count:
        return box
    text = f'<text x="{left + wide / 2:.1f}" y="{top + 21}" text-anchor="middle">{_short(count)}</text>'
    shape = _SHAPES.get(grid.worst[place])
    return f'{box}<g class="t{shade}">{shape(left + wide / 2, top + 7) if shape else ""}{text}</g>'


def _short(count: int) -> str:
    """A number that fits a cell."""
    if count < 1000:
        return str(count)
    return f"{count / 1000:.1f}k" if count < 9950 else f"{round(count / 1000)}k"


def _described(grid: Grid) -> str:
    """The picture in a sentence or two."""
    place, most = max(grid.counts.items(), key=lambda entry: (entry[1], entry[0]))
    by_row: Counter[str] = Counter()
    for (row, _), count in grid.counts.items():
        by_row[row] += count
    rows = ", ".join(f"{row}: {by_row[row]:,}" for row in grid.rows[:_MOST_ROWS] if by_row[row])
    whole = many(grid.counts.total(), "text")
    return f"{whole} in all. Most in {place[1]}, {place[0]}: {most:,}. {rows}. The table has every number."


def _table(grid: Grid) -> Iterator[str]:
    yield f'<details><summary>{escape(grid.title)}, as a table</summary><div class="scroll" tabindex="0" role="region" '
    yield f'aria-label="{escape(grid.title)}, table"><table><caption>{escape(grid.title)}</caption><thead><tr>'
    for head in (grid.corner, *grid.columns, "All"):
        yield f'<th scope="col">{escape(head)}</th>'
    yield "</tr></thead><tbody>\n"
    for row in grid.rows:
        yield f'<tr><th scope="row">{escape(row)}</th>'
        yield from (_number(grid, (row, column)) for column in grid.columns)
        yield f"<td>{sum(grid.counts[row, column] for column in grid.columns):,}</td></tr>\n"
    yield "</tbody></table></div></details>\n"


def _number(grid: Grid, place: tuple[str, str]) -> str:
    count = grid.counts[place]
    if not count:
        return "<td>0</td>"
    worst = grid.worst[place]
    sign = f'<span class="sign" aria-hidden="true">{SIGNS.get(worst, "")}</span>'
    return f'<td>{count:,} {sign}<span class="unseen"> {outcome_word(worst)}</span></td>'
