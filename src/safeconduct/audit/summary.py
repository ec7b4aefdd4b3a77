"""The result of an audit at a terminal: what was read first, then the verdict, where it is, when it was, the worst.

Colours only where the terminal has them; every word stands without them. No other person's words are ever shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from safeconduct.activity import Outcome
from safeconduct.audit.matter import TITLES, Matter, Section
from safeconduct.audit.reports import _account as account
from safeconduct.audit.reports._words import (
    MONTHS,
    OUTCOMES,
    STOP_ANYWHERE,
    badge,
    british,
    many,
    outcome_word,
    platform_word,
    when,
)
from safeconduct.audit.run import Result

_STYLE: Final = {Outcome.STOP: "bold red", Outcome.ASK: "bold magenta", Outcome.CAUTION: "bold yellow"}
_WORST: Final = 10
_WORDS: Final = 80  # characters of a text
_GAPS: Final = 12
_YEARS: Final = 15
_BARS: Final = "▁▂▃▄▅▆▇█"


def show_summary(result: Result, console: Console, written: Iterable[tuple[str, Path]] = (), *, quoting: bool = True) -> None:
    """Print the account, the verdict and the worst. ``written`` are the reports: what each is, and where it lies.

    Without ``quoting`` there are numbers alone: nothing of what was found.
    """
    _read(result, console)
    _say(console, f"\n[bold]{escape(_line(account.verdict(result), 2000))}[/]")
    if result.matters:
        _table(result, console)
        _months(result.matters, console)
    if result.matters and quoting:
        _worst(result, console)
    lines = [f"  {escape(_line(what, 100))}: {escape(_line(str(path), 1000))}" for what, path in written]
    if lines:
        _say(console, "\n[bold]Written for you alone[/]")
        _say(console, "\n".join(lines))


def _say(console: Console, what: str | Table) -> None:
    """Print it as it stands: people write “:smile:” and numbers, and rich would make pictures and colours of them."""
    console.print(what, emoji=False, highlight=False)


def _line(text: str, most: int) -> str:
    """A text on one line, without anything that would steer the terminal."""
    words = " ".join(text[: 4 * most].split())
    cut = f"{words[: most - 1]}…" if len(words) > most else words
    return "".join(char if char.isprintable() else "\ufffd" for char in cut)


def _read(result: Result, console: Console) -> None:
    _say(console, f"[bold]What was read[/]: {many(result.tally.records, 'entry', 'entries')} {account.period(result)}")
    for platform in account.platforms(result):
        owner = f" of {_line(platform.owner, 100)}" if platform.owner else ""
        records = f" ({', '.join(platform.records)})" if platform.records else ""
        dates = f", {platform.period}" if platform.period else ""
        files = f"{dates}; {', '.join(platform.files)}" if platform.files else dates
        _say(console, f"  • {escape(f'{_line(platform.title, 100)}{owner}: {platform.count:,}{records}{files}')}")
    for notice in (*account.notices(result), *account.counted(result)):
        _say(console, f"  • {escape(_line(notice, 500))}")
    _gaps(result, console)


def _gaps(result: Result, console: Console) -> None:
    gaps = list(account.gaps(result))
    if gaps:
        _say(console, f"\n[bold]What was not read[/] ({len(gaps):,})")
    for gap in gaps[:_GAPS]:
        name = f"{_line(gap.member, 200)}{' (in part)' if gap.partly else ''}: " if gap.member else ""
        _say(console, f"  • {escape(name + _line(gap.why, 300))}")
    if len(gaps) > _GAPS:
        _say(console, f"  • and {len(gaps) - _GAPS:,} more, all named in the reports")


def _table(result: Result, console: Console) -> None:
    counts = Counter((matter.section, matter.outcome) for matter in result.matters)
    table = Table("", box=None, pad_edge=False)
    for outcome in OUTCOMES:
        head = STOP_ANYWHERE if outcome is Outcome.STOP else outcome_word(outcome)
        table.add_column(f"[{_STYLE[outcome]}]{head}[/]", justify="right")
    for section in Section:
        numbers = [counts[section, outcome] for outcome in OUTCOMES]
        if any(numbers):
            table.add_row(TITLES[section], *(f"{number:,}" if number else "" for number in numbers))
    _say(console, "")
    _say(console, table)


def _months(matters: Sequence[Matter], console: Console) -> None:
    """A line for each year: a bar for each month, as high as what was found in it."""
    moments = [british(matter.at) for matter in matters if matter.section is Section.OWN_WORDS and matter.at]
    counts = Counter((here.year, here.month) for here in moments)
    if not counts:
        return
    _say(console, f"\n[bold]When you wrote it[/] ({MONTHS[0]} to {MONTHS[-1]})")
    most = max(counts.values())
    years = sorted({year for year, _ in counts})
    for year in years[-_YEARS:]:
        row = [counts[year, month] for month in range(1, 13)]
        _say(console, f"  {year:04} {''.join(_bar(count, most) for count in row)} {sum(row):,}")
    if len(years) > _YEARS:
        earlier = sum(count for (year, _), count in counts.items() if year < years[-_YEARS])
        _say(console, f"  earlier: {earlier:,}")


def _bar(count: int, most: int) -> str:
    return _BARS[min(len(_BARS) - 1, (count * len(_BARS) - 1) // most)] if count else "·"


def _worst(result: Result, console: Console) -> None:
    """The worst of what is the person's own; of what they passed on only that it is there."""
    own = [matter for matter in result.matters if matter.section is not Section.PASSED_ON]
    own = sorted(own, key=lambda matter: matter.deleted)[:_WORST]
    titles = account.titles(result)
    if own:
        _say(console, "\n[bold]Begin with these[/]")
    for number, matter in enumerate(own, start=1):
        words = f" “{_line(matter.text, _WORDS)}”" if matter.text else ""
        told = _line(f"{when(matter)}, {platform_word(matter.platform, titles)}: {matter.says}.", 300)
        _say(console, f"  {number:2}. [{_STYLE.get(matter.outcome, 'bold')}]{badge(matter)}[/]  {escape(told + words)}")
        _say(console, f"      {escape(_line(matter.link or matter.find, 300))}")
    left = len(result.matters) - len(own)
    if left > 0:
        _say(console, f"  and {left:,} more in the reports")
