"""Files as school systems write them, for Elm Park Primary and Harbour High."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

Rows = Sequence[Mapping[str, str]]

ORGS: Rows = [
    {"sourcedId": "trust", "name": "Three Rivers Trust", "type": "district", "parentSourcedId": ""},
    {"sourcedId": "elm", "name": "Elm Park Primary", "type": "school", "parentSourcedId": "trust"},
    {"sourcedId": "har", "name": "Harbour High", "type": "school", "parentSourcedId": "trust"},
]
STAFF = {  # everybody who works at Elm Park, and one who is new
    "s1": ("Priya", "Nair", "priya@demo.example", "teacher"),
    "s2": ("Tomasz", "Zieliński", "tomasz@demo.example", "aide"),
    "s3": ("Helen", "Marsh", "helen@demo.example", "teacher"),
    "s4": ("Daniel", "Okafor", "daniel@demo.example", "teacher"),
    "s5": ("Siân", "Pritchard", "sian@demo.example", "teacher"),
    "s6": ("Owen", "Clarke", "owen@demo.example", "teacher"),
    "s7": ("Anna", "Kowalska", "anna@demo.example", "teacher"),
}
PUPILS = {"p1": ("Maya", "Sandhu", "4"), "p2": ("Oliver", "Bramley", "04"), "p3": ("Kacper", "Wójcik", "R")}
_NO_DATE: Mapping[str, str] = {"status": "", "dateLastModified": ""}


def table(rows: Rows, columns: Sequence[str] = ()) -> str:
    made = io.StringIO(newline="")
    names = list(columns) or list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(made, names)
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def manifest(version: str, **modes: str) -> str:
    lines = ["propertyName,value", "manifest.version,1.0", f"oneroster.version,{version}"]
    return "\r\n".join([*lines, *(f"file.{name},{mode}" for name, mode in modes.items()), ""])


def zipped(files: Mapping[str, str | bytes], folder: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(f"{folder}{name}", content)
    return made.getvalue()


def encoded(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    return {name.lower(): text.encode() if isinstance(text, str) else text for name, text in files.items()}


def staff_row(number: str, **more: str) -> dict[str, str]:
    first, last, email, role = STAFF[number]
    row = {"sourcedId": number, **_NO_DATE, "enabledUser": "true", "orgSourcedIds": "elm", "role": role, "username": number}
    return {**row, "givenName": first, "familyName": last, "email": email, "grades": "", **more}


def pupil_row(number: str, **more: str) -> dict[str, str]:
    first, last, grade = PUPILS[number]
    row = {"sourcedId": number, **_NO_DATE, "enabledUser": "false", "orgSourcedIds": "elm", "role": "student"}
    return {**row, "username": number, "givenName": first, "familyName": last, "email": "", "grades": grade, **more}


def users(*, staff: Sequence[str] = tuple(STAFF), pupils: Sequence[str] = tuple(PUPILS)) -> list[dict[str, str]]:
    return [*map(staff_row, staff), *map(pupil_row, pupils)]


def one_1(people: Rows | None = None, mode: str = "bulk", more: Mapping[str, str] | None = None) -> dict[str, str | bytes]:
    """OneRoster 1.1."""
    modes = {"orgs": "bulk" if mode == "bulk" else "absent", "users": mode}
    more = more or {}
    modes |= dict.fromkeys(more, "bulk")
    made: dict[str, str | bytes] = {"manifest.csv": manifest("1.1", **modes)}
    if mode == "bulk":
        made["orgs.csv"] = table(ORGS)
    made["users.csv"] = table(users() if people is None else people)
    return {**made, **{f"{name}.csv": text for name, text in more.items()}}


def one_2(people: Rows | None = None, roles: Rows | None = None, *, mode: str = "bulk") -> dict[str, str | bytes]:
    """OneRoster 1.2: the same people, their roles in a file of their own."""
    given = users() if people is None else people
    made = [{name: cell for name, cell in row.items() if name not in {"role", "orgSourcedIds"}} for row in given]
    held = roles_of(given) if roles is None else roles
    modes = {"orgs": mode, "users": mode, "roles": mode, "classes": "absent"}
    return {
        "manifest.csv": manifest("1.2", **modes),
        "orgs.csv": table(ORGS),
        "users.csv": table(made, [name for name in users()[0] if name not in {"role", "orgSourcedIds"}]),
        "roles.csv": table(held, ["sourcedId", *_NO_DATE, *ROLE_COLUMNS]),
    }


ROLE_COLUMNS = ("userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId")


def role_row(user: str, role: str, org: str = "elm", **more: str) -> dict[str, str]:
    row = {"sourcedId": f"r-{user}-{org}-{role}", **_NO_DATE, "userSourcedId": user, "roleType": "primary", "role": role}
    return {**row, "beginDate": "", "endDate": "", "orgSourcedId": org, "userProfileSourcedId": "", **more}


def roles_of(given: Rows) -> list[dict[str, str]]:
    return [role_row(row["sourcedId"], row["role"], row["orgSourcedIds"]) for row in given]


def sds_2() -> dict[str, str | bytes]:
    """School Data Sync 2.1."""
    people = [
        {"sourcedId": row["sourcedId"], "username": row["email"] or row["username"], "givenName": row["givenName"]}
        | {"familyName": row["familyName"]}
        for row in users()
    ]
    held = [
        {"userSourcedId": row["sourcedId"], "orgSourcedId": "elm", "role": row["role"], "sessionSourcedId": ""}
        | {"grade": row["grades"], "isPrimary": "true", "roleStartDate": "", "roleEndDate": ""}
        for row in users()
    ]
    return {"orgs.csv": table(ORGS), "users.csv": table(people), "roles.csv": table(held)}


def sds_1() -> dict[str, str | bytes]:
    """School Data Sync 1."""
    teachers = [
        {"SIS ID": number, "School SIS ID": "elm", "Username": email, "First Name": first, "Last Name": last}
        | {"Title": {"aide": "Teaching Assistant"}.get(role, "Ms")}
        for number, (first, last, email, role) in STAFF.items()
    ]
    students = [
        {"SIS ID": number, "School SIS ID": "elm", "Username": number, "First Name": first, "Last Name": last, "Grade": grade}
        for number, (first, last, grade) in PUPILS.items()
    ]
    return {
        "School.csv": table([{"SIS ID": "elm", "Name": "Elm Park Primary"}]),
        "Teacher.csv": table(teachers),
        "Student.csv": table(students),
        "Section.csv": table([{"SIS ID": "c1", "School SIS ID": "elm", "Section Name": "4 Oak"}]),
        "StudentEnrollment.csv": table([{"Section SIS ID": "c1", "SIS ID": "p1"}]),
        "TeacherRoster.csv": table([{"Section SIS ID": "c1", "SIS ID": "s1"}]),
    }
