from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from audit.reports_support import gap, mark, matter, partly, reading, result, tally
from safeconduct.activity import Outcome, Topic
from safeconduct.archive.reading import FileOutcome, Reading, Status
from safeconduct.audit.matter import Section
from safeconduct.audit.reports._account import counted, gaps, left_aside, notices, platforms, verdict
from safeconduct.audit.reports._words import badge, cited, clauses, day, sortable, when
from safeconduct.audit.run import Result
from safeconduct.decision import Reason


def missing_part() -> Reading:
    told = reading()
    told.archive.partial.append("part 2 of 3 is missing")
    return told


def missing_file() -> Reading:
    told = reading()
    told.exports[0][1].missing.append("data/tweets.js")
    return told


def unopened() -> Reading:
    told = reading()
    told.archive.unopened.append(("inner.zip", "it is nested too deeply"))
    return told


def failed_at_the_start() -> Reading:
    return reading([FileOutcome("", "", "facebook", Status.PARTLY, why="the account file is damaged")])


NOT_WHOLE: dict[str, Result] = {
    "a part is missing": result(told=missing_part()),
    "a file that the export names is missing": result(told=missing_file()),
    "an archive in the archive was not opened": result(told=unopened()),
    "a file was not understood": result(told=reading([gap()])),
    "a file was understood in part": result(told=reading([partly()])),
    "the reader failed before any file": result(told=failed_at_the_start()),
    "nobody knows who wrote": result(tally=tally(unknown_author=3)),
    "stopped": result(told=reading(finished=False), stopped=True),
    "not read to the end": result(told=reading(finished=False)),
}


@pytest.mark.parametrize("case", NOT_WHOLE)
def test_what_is_not_whole_is_named_and_never_called_clean(case: str) -> None:
    given = NOT_WHOLE[case]

    assert not given.whole
    assert list(gaps(given))
    assert verdict(given).startswith(
        "Your policies raise no objection to the part that could be read. That is not everything: "
    )


def test_where_no_word_was_checked_no_policy_is_said_to_be_silent() -> None:
    given = result(tally=tally(checked=0, unknown_author=40))

    assert verdict(given).startswith("No words of yours were checked. That is not everything: 40 texts not checked")


def test_only_a_whole_archive_may_be_called_clean() -> None:
    given = result()

    assert given.whole
    assert list(gaps(given)) == []
    assert verdict(given) == "Nothing was found: your policies say nothing against any of the 41 texts checked."


def test_what_was_found_is_counted_apart() -> None:
    given = result(
        [
            matter(),
            matter("Gone", deleted=True),
            matter("Hm", outcome=Outcome.CAUTION),
            matter("", section=Section.PEOPLE),
            matter("Not mine", section=Section.PASSED_ON),
        ]
    )

    assert verdict(given) == (
        "3 of the 41 texts checked need your attention, 1 to take down first and 1 already taken down. "
        "1 more thing to look at in friends, messages, profile, settings and habits. "
        "1 like or share of other people’s words to undo."
    )


def test_matters_in_a_damaged_archive_are_not_everything() -> None:
    assert verdict(result([matter()], reading([gap(), gap("b"), partly()]))).endswith(
        "That is not everything: 2 files were not read; 1 file was read only in part."
    )


def test_problems_of_a_file_are_counted_in_words() -> None:
    (found,) = gaps(result(told=reading([partly()])))

    assert (found.member, found.archive, found.partly) == ("messages/1.json", "fb.zip", True)
    assert found.why == "a message without a sender (3 times)"


def test_messages_of_unknown_writers_say_what_to_do() -> None:
    (found,) = gaps(result(tally=tally(unknown_author=2)))

    assert found.member is None
    assert "--owner" in found.why


def test_whoever_has_said_who_they_are_is_not_told_to_say_it() -> None:
    told = reading()
    told.owner = "Morag Sinclair"

    (found,) = gaps(result(told=told, tally=tally(unknown_author=2)))

    assert "--owner" not in found.why
    assert "look at them yourself" in found.why


def test_a_stopped_audit_says_whether_it_can_go_on() -> None:
    (found,) = gaps(result(stopped=True, resumable=True))

    assert found.why == "you stopped the audit before its end: it can be taken up again"


def test_a_platform_is_told_with_owner_records_and_files() -> None:
    skipped = FileOutcome("ads/a.json", "fb.zip", "facebook", Status.SKIPPED, why="what advertisers know")
    empty = FileOutcome("none.json", "fb.zip", "facebook", Status.EMPTY)

    (told,) = platforms(result(told=reading([gap(), partly(), skipped, empty])))

    assert (told.title, told.owner, told.count) == ("Facebook", "Morag Sinclair", 43)
    assert told.records == ("40 posts", "2 messages", "1 story")
    assert told.files == (
        "1 file read",
        "1 file read in part",
        "1 file not understood",
        "1 file empty, and rightly so",
        "1 file left aside",
    )


def test_a_platform_inside_the_archive_of_another_stands_by_itself() -> None:
    counts = tally().by_platform
    counts["threads", "post"] = 7
    counts["threads", "media"] = 1

    told = platforms(result(tally=tally(by_platform=counts)))

    threads = told[1]
    assert (threads.title, threads.count, threads.files) == ("Threads", 8, ())
    assert threads.records == ("7 posts", "1 picture or film")


def test_files_left_aside_stand_under_their_reason() -> None:
    files = [FileOutcome(name, "fb.zip", "facebook", Status.SKIPPED, why=why) for name, why in (("a", "ads"), ("b", "ads"))]

    assert left_aside(result(told=reading(files))) == {"ads": ["a", "b"]}


def test_what_was_only_counted_is_said() -> None:
    told = reading()
    told.media, told.media_bytes, told.repeated = 1204, 3_400_000_000, 1

    said = list(counted(result(told=told, tally=tally(others_messages=900, undated=1, outside=2))))

    assert said == [
        "1,204 pictures, films and documents (3.4 GB) counted: nobody looked at what they show.",
        "900 messages by other people: counted, not looked at.",
        "1 entry stands in the archive more than once: counted once.",
        "1 text has no date in the archive: checked all the same.",
        "2 entries outside the days that you asked for: left out.",
    ]


def test_notices_come_once() -> None:
    told = reading()
    told.archive.notes.append("the same file was given twice")

    assert notices(result(told=told, notes=("Look there.", "Look there."))) == ["the same file was given twice", "Look there."]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Take down"),
        ({"deleted": True}, "Already taken down"),
        ({"deleted": True, "outcome": Outcome.CAUTION}, "Think again"),
        ({"outcome": Outcome.ASK}, "Ask first"),
        ({"section": Section.PEOPLE}, "Remove"),
        ({"section": Section.PASSED_ON}, "Undo"),
        ({"section": Section.PRIVATE_MESSAGES}, "Stop"),
        ({"marks": (mark(0, 6, Topic.GROOMING),)}, "Keep it, tell the lead"),
    ],
)
def test_outcomes_are_in_words_that_can_be_done(more: dict[str, Any], words: str) -> None:
    assert badge(matter(**more)) == words


def test_times_are_on_the_british_clock() -> None:
    summer = matter(at=datetime(2024, 6, 30, 23, 30, tzinfo=UTC))

    assert when(summer) == "Mon 1 July 2024, 00:30"
    assert sortable(summer) == "2024-07-01 00:30"
    assert when(matter(count=2)) == "latest Fri 3 March 2023, 14:05"
    assert when(matter(at=None)) == "no date in the archive"
    assert when(matter(at=None, local="2023-02-18T12:33")) == "2023-02-18 12:33 by the archive’s own clock"


@pytest.mark.parametrize("year", [1, 9999])
def test_impossible_years_do_not_stop_a_report(year: int) -> None:
    edge = datetime(year, 1, 1, tzinfo=UTC) if year == 1 else datetime(year, 12, 31, 23, 59, tzinfo=UTC)

    assert str(year) in day(edge)


def test_a_clause_comes_once_with_the_strictest_it_says() -> None:
    def said(policy: str, clause: str, outcome: Outcome | None) -> Reason:
        return Reason(policy, "1", clause, "must", outcome, None, "says")

    reasons = (
        said("kevi", "2a", Outcome.CAUTION),
        said("key", "9", None),
        said("kevi", "2a", Outcome.STOP),
        said("key", "4", Outcome.STOP),
    )

    spoken = clauses(reasons)

    assert [(reason.policy, reason.clause, outcome) for reason, outcome in spoken] == [
        ("kevi", "2a", Outcome.STOP),
        ("key", "4", Outcome.STOP),
        ("key", "9", Outcome.NOT_COVERED),
    ]
    assert cited(reasons) == "kevi 2a; key 4, 9"
    assert cited(reasons, Outcome.STOP) == "kevi 2a; key 4"
