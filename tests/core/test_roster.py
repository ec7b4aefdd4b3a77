"""The roster of names: read from what schools export, searched for in all usual forms, never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.activity import Topic
from safeconduct.detectors.roster import DETECTOR, meant
from safeconduct.errors import RosterError
from safeconduct.roster import read_roster
from safeconduct.screening import Context, Draft, Roster, Screen, detectors

ROSTER = Roster(pupils=frozenset({"aisha okonkwo", "thomas wojcik"}), colleagues=frozenset({"margaret llewellyn"}))


def _write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "roster.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize(
    "text",
    [
        "name,role\nAisha Okonkwo,Pupil\nThomas Wójcik,student\nMargaret Llewellyn,Teacher\n",
        "First Name,Surname,Type\nAisha,Okonkwo,pupil\nThomas,Wójcik,pupil\nMargaret,Llewellyn,staff\n",
        "Forename,Last_Name,Kind\r\nAisha,Okonkwo,Learner\r\nThomas,Wójcik,child\r\nMargaret,Llewellyn,TA\r\n",
        'Full name,Role\n"Okonkwo, Aisha",Pupil\n"Wójcik, Thomas",Pupil\n"Llewellyn, Margaret",Cook\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_usual_headers_are_understood(tmp_path: Path, text: str, encoding: str) -> None:
    assert read_roster(_write(tmp_path, text, encoding)) == ROSTER


def test_a_roster_can_name_where_somebody_works(tmp_path: Path) -> None:
    read = read_roster(
        _write(tmp_path, "name,role\nElm Park Primary,school\nBrightway Teachers Ltd,agency\nAisha Okonkwo,Nursery\n")
    )

    assert read.schools == {"elm park primary", "brightway teachers ltd"}
    assert read.pupils == {"aisha okonkwo"}
    found = Screen(detectors()).findings(Draft("Brightway is a joke, Elm Park too", Context(roster=read)))
    assert [finding.topic for finding in found if finding.detector == "own_workplace"] == [Topic.DEROGATORY]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("", "nobody"), ("name\n", "nobody"), ("colour\nred\n", "column “name”"), ("name\n\n\n", "nobody")],
)
def test_a_useless_roster_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(RosterError, match=complaint):
        read_roster(_write(tmp_path, text))


def test_a_missing_roster_is_named(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"gone\.csv"):
        read_roster(tmp_path / "gone.csv")


@pytest.mark.parametrize(
    ("text", "quote", "topic"),
    [
        ("Aisha Okonkwo did us proud today", "Aisha Okonkwo", Topic.CONFIDENTIAL),
        ("well done aisha o in set 2", "aisha o", Topic.CONFIDENTIAL),
        ("Tom Wojcik's detention again", "Tom Wojcik", Topic.CONFIDENTIAL),
        ("what a goal #AishaOkonkwo", "AishaOkonkwo", Topic.CONFIDENTIAL),
        ("cc @thomas_wojcik", "thomas_wojcik", Topic.CONFIDENTIAL),
        ("Margaret Llewellyn is off again", "Margaret Llewellyn", Topic.COLLEAGUE_PRIVACY),
    ],
)
def test_names_are_found_in_all_usual_forms(text: str, quote: str, topic: Topic) -> None:
    findings = Screen(detectors()).findings(Draft(text, Context(roster=ROSTER)))

    assert any((f.topic is topic and quote in text[f.start : f.end]) or text[f.start : f.end] in quote for f in findings)
    assert all(name not in finding.why.lower() for finding in findings for name in ("okonkwo", "wojcik", "llewellyn"))


def test_what_words_of_a_finding_may_mean() -> None:
    names = frozenset({"tom okafor", "thomas okafor", "tom nowak", "ada smith"})

    assert meant("Tom", names) == {"tom okafor", "thomas okafor", "tom nowak"}
    assert meant("Tom O", names) == {"tom okafor", "thomas okafor"}
    assert meant("@adasmith08", names) == {"ada smith"}
    assert meant("Ada Smiths", names) == {"ada smith"}
    assert meant("", names) == meant("Priya", names) == frozenset()


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("Will Young cried today", [True]),
        ("WILL YOUNG cried today", [True]),
        ("Will young people vote?", []),
        ("Will young people ever read again?", []),
        ("grace brown cried in maths", [False]),
        ("Grace brown cried in maths", [False]),
    ],
)
def test_a_name_that_is_made_of_words_wants_its_capital(text: str, certain: list[bool]) -> None:
    context = Context(roster=Roster(pupils=frozenset({"will young", "grace brown"})))

    assert [finding.certain for finding in DETECTOR.find(Draft(text, context))] == certain
