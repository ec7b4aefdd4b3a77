from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from rich.console import Console

from audit.reports_support import JULY, gap, matter, partly, reading, result, tally
from safeconduct.activity import Outcome
from safeconduct.archive.reading import FileOutcome, Status
from safeconduct.archive.record import Locator
from safeconduct.audit.matter import Section
from safeconduct.audit.run import Result
from safeconduct.audit.summary import show_summary


def shown(given: Result, *written: tuple[str, Path], **console: Any) -> str:
    out = io.StringIO()
    show_summary(given, Console(file=out, highlight=False, soft_wrap=True, width=100, **console), written)
    return out.getvalue()


def test_what_was_read_comes_first_then_the_verdict_then_the_worst() -> None:
    told = shown(result([matter(), matter("b", at=JULY)], reading([gap()])), ("Page", Path("audit.html")))

    order = [
        "What was read: 43 entries from 3 March 2023 to 9 July 2024",
        "Facebook of Morag Sinclair: 43 (40 posts, 2 messages, 1 story); 1 file read, 1 file not understood",
        "What was not read (1)",
        "data/odd.json: no reader knows this kind of file",
        "2 of the 41 texts checked need your attention, 2 to take down first.",
        "Take down or stop",
        "When you wrote it",
        "Begin with these",
        "Written for you alone",
        "Page: audit.html",
    ]
    places = [told.index(words) for words in order]
    assert places == sorted(places)


def test_only_a_whole_archive_is_called_clean() -> None:
    assert "Nothing was found: " in shown(result())
    damaged = shown(result(told=reading([partly()])))
    assert "Nothing was found" not in damaged
    assert (
        "Your policies raise no objection to the part that could be read. That is not everything: 1 file was read only in part."
        in damaged
    )


def test_the_table_counts_by_part_and_outcome() -> None:
    told = shown(
        result([matter(), matter("b", outcome=Outcome.CAUTION), matter("", section=Section.APPS, outcome=Outcome.ASK)])
    )

    rows = {line.split("  ")[0]: line.split()[-2:] for line in told.splitlines() if line.startswith(("What you", "Connected"))}
    assert rows["What you wrote"] == ["1", "1"]
    assert rows["Connected apps"] == ["apps", "1"]


def test_a_year_is_a_line_of_twelve_bars() -> None:
    matters = [matter(str(number), locator=Locator("p", number)) for number in range(8)]

    told = shown(result([*matters, matter("b", at=JULY)]))

    assert "  2023 ··█········· 8\n" in told
    assert "  2024 ······▁····· 1\n" in told


def test_many_years_are_gathered() -> None:
    told = shown(result([matter(str(year), at=JULY.replace(year=year)) for year in range(1990, 2010)]))

    assert "  earlier: 5\n" in told
    assert "  1995 " in told
    assert "  1994 " not in told


def test_ten_are_named_and_the_rest_is_counted() -> None:
    told = shown(result([matter(f"text {number}", locator=Locator("p", number)) for number in range(13)]))

    assert told.count("“text ") == 10
    assert "  and 3 more in the reports" in told


def test_what_is_still_there_comes_before_what_is_gone() -> None:
    told = shown(result([matter("gone", deleted=True), matter("there")]))

    assert told.index("“there”") < told.index("“gone”")


def test_other_peoples_words_are_never_shown() -> None:
    told = shown(result([matter("Somebody else’s words", section=Section.PASSED_ON)]))

    assert "Somebody" not in told
    assert "Likes and shares: not your own words" in told


def test_a_text_is_cut_and_stays_on_its_line() -> None:
    told = shown(result([matter("first line\nsecond\r\nthird " + "x" * 10_000_000)]))

    (line,) = [line for line in told.splitlines() if "“" in line]
    assert "“first line second third x" in line
    assert len(line) < 200


def test_nothing_steers_the_terminal() -> None:
    bad = "\x1b[31m[bold]\u202e\x07\x9b2J\ud800[/nothing]"
    file = FileOutcome(bad, bad, "facebook", Status.NOT_UNDERSTOOD, why=bad)
    told_of = reading([file], owner=bad)
    told_of.archive.notes.append(bad)
    told_of.archive.partial.append(bad)

    told = shown(result([matter(bad, says=bad, link=bad, at=None, local=bad)], told_of), (bad, Path("a[bold].html")))

    assert not set(told) & set("\x1b\u202e\x07\x9b\ud800")
    assert told.count("[bold]") >= 8
    assert "a[bold].html" in told


def test_words_are_printed_as_they_were_written() -> None:
    assert "“:smile: [red]no[/red] \\[x] C:\\”" in shown(result([matter(":smile: [red]no[/red] \\[x] C:\\")]))


def test_colours_only_where_the_terminal_has_them() -> None:
    assert "\x1b[" not in shown(result([matter()]))
    assert "\x1b[" in shown(result([matter()]), force_terminal=True, color_system="standard")


def test_a_long_list_of_files_is_counted() -> None:
    told = shown(result(told=reading([gap(f"{number}.bin") for number in range(50)])))

    assert "What was not read (50)" in told
    assert "  • and 38 more, all named in the reports" in told


def test_counts_of_what_nobody_looked_at_are_told() -> None:
    assert "9 messages by other people: counted, not looked at." in shown(result(tally=tally(others_messages=9)))
