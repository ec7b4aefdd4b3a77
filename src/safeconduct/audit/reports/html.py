"""One page that needs nothing but itself: what was read, what was found, when, and every matter with its clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib import resources
from itertools import count
from typing import BinaryIO, Final

from safeconduct.activity import Outcome
from safeconduct.audit.matter import TITLES, Matter, Section
from safeconduct.audit.report import Report
from safeconduct.audit.reports import _account as account
from safeconduct.audit.reports._calendar import SIGNS, months, pictures, topics
from safeconduct.audit.reports._matter import article, show
from safeconduct.audit.reports._words import OUTCOMES, STOP_ANYWHERE, many, outcome_word, platform_word
from safeconduct.audit.run import Result

MOST: Final = 1000  # matters of a section on the page
_MOST_FILES: Final = 200  # files named on the page
_PIECE: Final = 64 * 1024  # characters written at once
_TITLE: Final = "Your archive under your policies"
_ALLOWED: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_MEANING: Final = {
    Section.PASSED_ON: "Other people wrote these. You liked or shared them, and that can be seen. Only what a policy "
    "would forbid outright stands here.",
    Section.PEOPLE: "By the names that you gave.",
    Section.PRIVATE_MESSAGES: "That there are messages, and how many. What others wrote was not looked at. "
    "Do not delete anything here before you have asked: it may be needed.",
    Section.SCHOOL_DAY: "By the British clock. Nobody can see in an archive whose device it was or whether you were at work.",
}


def write(result: Result, out: BinaryIO) -> None:
    """The whole page, piece by piece."""
    pieces: list[str] = []
    held = 0
    for piece in _page(result):
        pieces.append(piece)
        held += len(piece)
        if held > _PIECE:
            out.write("".join(pieces).encode("utf-8", "replace"))
            pieces, held = [], 0
    out.write("".join(pieces).encode("utf-8", "replace"))


def _page(result: Result) -> Iterator[str]:
    sections = [(section, matters) for section in Section if (matters := result.of(section))]
    yield from _head()
    yield from _read(result)
    yield from _verdict(result, sections)
    yield from _when(result)
    numbers = count(1)
    for section, matters in sections:
        yield from _section(section, matters, numbers, account.titles(result))
    yield "</main>\n<footer><p>This page asks nothing of any server and sends nothing. It gives no legal advice: "
    yield "a human being decides, with the policy in hand.</p></footer>\n</body></html>\n"


def _head() -> Iterator[str]:
    style = resources.files("safeconduct.audit.reports").joinpath("_page.css").read_text("utf-8")
    yield '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_ALLOWED}">\n'
    yield '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{_TITLE}</title>\n<style>\n{style}</style></head>\n<body>\n"
    yield '<a class="skip" href="#found">Skip to what was found</a>\n'
    yield f"<header><h1>{_TITLE}</h1>\n<p><strong>This is yours alone.</strong> It was made on this computer, from your own "
    yield "download, and nothing was sent anywhere. It holds your words: keep it where only you can open it, and delete it "
    yield "when you are done.</p></header>\n<main>\n"


# --- what was read -----------------------------------------------------------------------------------------


def _read(result: Result) -> Iterator[str]:
    yield '<section aria-labelledby="read"><h2 id="read">What was read, and what was not</h2>\n'
    yield f"<p>{many(result.tally.records, 'entry', 'entries')} {account.period(result)}.</p>\n"
    yield from _gaps(result)
    yield '<ul class="platforms">'
    for platform in account.platforms(result):
        yield from _platform(platform)
    yield "</ul>\n"
    yield from _lines((*account.notices(result), *account.counted(result)))
    yield from _left_aside(result)
    yield "<details><summary>What it was checked against</summary>"
    yield from _lines(account.asked(result))
    yield "</details></section>\n"


def _lines(lines: Iterable[str]) -> Iterator[str]:
    told = [f"<li>{show(line, 1000)}</li>\n" for line in lines]
    if told:
        yield f"<ul>{''.join(told)}</ul>\n"


def _platform(platform: account.Platform) -> Iterator[str]:
    owner = f" of {show(platform.owner)}" if platform.owner else ""
    yield f"<li><strong>{show(platform.title)}</strong>{owner}: {many(platform.count, 'entry', 'entries')}"
    yield f" ({escape(', '.join(platform.records))})" if platform.records else ""
    yield f", {escape(platform.period)}." if platform.period else "."
    yield f" {escape('; '.join(platform.files))}." if platform.files else ""
    yield "</li>\n"


def _gaps(result: Result) -> Iterator[str]:
    """What was not read stands open on the page; only a long list of files is folded away."""
    gaps = list(account.gaps(result))
    if not gaps:
        yield '<p class="whole">Everything in it was there and was understood.</p>\n'
        return
    named = account.titles(result)
    lines = [_gap(gap, named) for gap in gaps[:_MOST_FILES]]
    if len(gaps) > _MOST_FILES:
        lines.append(f"<li>and {len(gaps) - _MOST_FILES:,} more, all named in the CSV and JSON Lines reports</li>\n")
    yield f'<div class="gaps"><p><strong>Not everything could be read ({len(gaps):,}).</strong> '
    yield f"Nobody can say what stands in the rest.</p>\n<ul>{''.join(lines[:8])}</ul>\n"
    if len(lines) > 8:
        yield f"<details><summary>The other {len(gaps) - 8:,}</summary><ul>{''.join(lines[8:])}</ul></details>\n"
    yield "</div>\n"


def _gap(gap: account.Gap, named: dict[str, str]) -> str:
    place = f"{show(platform_word(gap.platform, named))}: " if gap.platform else ""
    if gap.member is None:
        return f"<li>{place}{show(gap.why, 500)}</li>\n"
    partly = "read in part" if gap.partly else "not read"
    archive = f" in {show(gap.archive)}" if gap.archive else ""
    return f"<li>{place}<code>{show(gap.member)}</code>{archive}, {partly}: {show(gap.why, 500)}</li>\n"


def _left_aside(result: Result) -> Iterator[str]:
    groups = account.left_aside(result)
    if not groups:
        return
    yield f"<details><summary>{many(sum(map(len, groups.values())), 'file')} left aside, and why</summary><ul>"
    for why, files in sorted(groups.items()):
        named = ", ".join(f"<code>{show(file)}</code>" for file in files[:20])
        more = f" and {len(files) - 20:,} more" if len(files) > 20 else ""
        yield f"<li>{show(why, 500)}: {named}{more}</li>\n"
    yield "</ul></details>\n"


# --- the verdict and the overview --------------------------------------------------------------------------


def _verdict(result: Result, sections: Sequence[tuple[Section, Sequence[Matter]]]) -> Iterator[str]:
    yield '<section aria-labelledby="found"><h2 id="found" tabindex="-1">What was found</h2>\n'
    yield f'<p class="verdict">{escape(account.answer(result))}</p>\n'
    caveat = account.caveat(result)
    yield f"<p><strong>{show(caveat, 2000)}</strong></p>\n" if caveat else ""
    if sections:
        yield '<table><caption>How much there is to do, and where</caption><thead><tr><th scope="col">Part</th>'
        yield from (f'<th scope="col"><span aria-hidden="true">{SIGNS[each]}</span> {_column(each)}</th>' for each in OUTCOMES)
        yield "</tr></thead><tbody>\n"
        yield from (_row(section, matters) for section, matters in sections)
        yield "</tbody></table>\n"
        yield "<p>Start at the top: the worst stands first. A check makes mistakes in both directions: read each one, "
        yield "think of who is meant, and decide.</p>\n"
    yield "</section>\n"


def _column(outcome: Outcome) -> str:
    return STOP_ANYWHERE if outcome is Outcome.STOP else outcome_word(outcome)


def _row(section: Section, matters: Sequence[Matter]) -> str:
    counts = Counter(matter.outcome for matter in matters)
    cells = "".join(f"<td>{counts[outcome]:,}</td>" for outcome in OUTCOMES)
    return f'<tr><th scope="row"><a href="#{section.value}">{escape(TITLES[section])}</a></th>{cells}</tr>\n'


def _when(result: Result) -> Iterator[str]:
    by_month = months(result.matters)
    if by_month.rows:
        yield '<section aria-labelledby="when"><h2 id="when">When it was</h2>\n'
        yield from pictures(by_month)
        yield from pictures(topics(result.matters))
        undated = sum(matter.section is Section.OWN_WORDS and matter.at is None for matter in result.matters)
        yield f"<p>{many(undated, 'text')} without a date not shown here.</p>\n" if undated else ""
        yield "</section>\n"


# --- the matters -------------------------------------------------------------------------------------------


def _section(section: Section, matters: Sequence[Matter], numbers: Iterator[int], named: dict[str, str]) -> Iterator[str]:
    apart = " apart" if section is Section.PASSED_ON else ""
    yield f'<section class="matters{apart}" aria-labelledby="{section.value}">'
    yield f'<h2 id="{section.value}">{escape(TITLES[section])} ({len(matters):,})</h2>\n'
    yield f"<p>{_MEANING[section]}</p>\n" if section in _MEANING else ""
    if len(matters) > MOST:
        yield f"<p><strong>The worst {MOST:,} of {len(matters):,} stand here; the other {len(matters) - MOST:,} "
        yield "are in the CSV and JSON Lines reports.</strong></p>\n"
    for matter in matters[:MOST]:
        yield from article(matter, next(numbers), named)
    yield "</section>\n"


REPORT: Final = Report("html", "One page to read: what was read, what was found, and what to do first.", write)
