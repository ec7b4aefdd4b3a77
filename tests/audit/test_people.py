"""Who somebody is by the roster: by name, by handle, and never by half a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.audit.people import Known, People
from safeconduct.roster import read_roster
from safeconduct.screening import Roster

ROSTER = Roster(
    pupils=frozenset({"jayden okafor", "zofia nowak"}),
    colleagues=frozenset({"priya sharma"}),
    former_pupils=frozenset({"callum reid"}),
    parents=frozenset({"ngozi okafor"}),
)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Jayden Okafor", Known("pupil", certain=True)),
        ("JAYDEN  OKAFOR", Known("pupil", certain=True)),
        ("Zofia Nowak", Known("pupil", certain=True)),
        ("jayden_okafor07", Known("pupil", certain=False)),
        ("@zofia.nowak", Known("pupil", certain=False)),
        ("Callum Reid", Known("former_pupil", certain=True)),
        ("Ngozi Okafor", Known("parent", certain=True)),
        ("Priya Sharma", Known("colleague", certain=True)),
        ("Jayden", None),
        ("Jayden Smith", None),
        ("Okafor", None),
        ("", None),
    ],
)
def test_names_and_handles(name: str, known: Known | None) -> None:
    assert People(ROSTER).find(name) == known


def test_without_a_roster_nobody_is_known() -> None:
    assert not People(Roster())


def test_a_roster_file_tells_pupils_former_pupils_parents_and_colleagues_apart(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text(
        "name,role\nAda Okoro,pupil\nBen Li,Student\nCallum Reid,former pupil\nDina Haddad,Leaver 2024\nEve Moss,Alumna\n"
        "Farah Khan,parent\nGwen Price,Parent of former pupil\nHana Suzuki,carer\nIvo Novak,teacher\n",
        encoding="utf-8",
    )

    roster = read_roster(file)

    assert roster.pupils == {"ada okoro", "ben li"}
    assert roster.former_pupils == {"callum reid", "dina haddad", "eve moss"}
    assert roster.parents == {"farah khan", "gwen price", "hana suzuki"}
    assert roster.colleagues == {"ivo novak"}


@pytest.mark.parametrize(
    ("role", "field"),
    [
        ("", "pupils"),
        ("Year 9", "pupils"),
        ("Yr 7", "pupils"),
        ("9B", "pupils"),
        ("wizard", "colleagues"),
        ("TA", "colleagues"),
    ],
)
def test_what_stands_in_the_column_of_roles(tmp_path: Path, role: str, field: str) -> None:
    (tmp_path / "roster.csv").write_text(f"Name;Role\nAda Okoro;{role}\n", encoding="utf-8")

    assert getattr(read_roster(tmp_path / "roster.csv"), field) == {"ada okoro"}
