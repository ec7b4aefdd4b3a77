"""A file from the demo school's information system, which waits to be looked at: a joiner, a pupil who moved up a year."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Final

from safeconduct.web.rostering import actions

_USERS: Final = (
    ("T1", "teacher", "Priya", "Nair", "priya@demo.example", ""),
    ("T2", "aide", "Tomasz", "Zieliński", "tomasz@demo.example", ""),
    ("T3", "teacher", "Helen", "Marsh", "helen@demo.example", ""),
    ("T4", "teacher", "Daniel", "Okafor", "daniel@demo.example", ""),
    ("T5", "teacher", "Siân", "Pritchard", "sian@demo.example", ""),
    ("T6", "teacher", "Owen", "Clarke", "owen@demo.example", ""),
    ("T7", "teacher", "Anna", "Kowalska", "anna@demo.example", ""),
    ("EP0001", "student", "Maya", "Sandhu", "", "5"),
    ("EP0002", "student", "Oliver", "Bramley", "", "4"),
    ("EP0003", "student", "Amina", "Yusuf", "", "5"),
    ("EP0004", "student", "Kacper", "Wójcik", "", "6"),
    ("EP0005", "student", "Ella-Mae", "Hughes", "", "R"),
    ("EP0006", "student", "Idris", "Bello", "", "R"),
)


def build(world: SimpleNamespace) -> None:
    """One file that waits, with its school said."""
    rows = ["sourcedId,enabledUser,orgSourcedIds,role,givenName,familyName,email,grades"]
    rows += [f"{number},true,elm,{role},{first},{last},{email},{grade}" for number, role, first, last, email, grade in _USERS]
    files = {
        "manifest.csv": "propertyName,value\noneroster.version,1.1\nfile.orgs,bulk\nfile.users,bulk\n",
        "orgs.csv": f"sourcedId,name,type\nelm,{world.elm.name},school\n",
        "users.csv": "\n".join(rows),
    }
    made = actions.receive(world.owen, world.elm, "oneroster.zip", {name: text.encode() for name, text in files.items()})
    actions.say_schools(world.owen, made, {"elm": world.elm})


__all__: Final = ("build",)
