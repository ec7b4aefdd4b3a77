"""What each format of rosters says, and what of it cannot be used."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from time_machine import travel

from safeconduct.errors import InputError
from safeconduct.web.rostering import opening
from safeconduct.web.rostering.format import formats, read
from safeconduct.web.rostering.formats import _people as people
from safeconduct.web.rostering.roster import Roster, packed, unpacked
from web.rostering import files

Made = Mapping[str, str | bytes]
EVERY: dict[str, Callable[[], Made]] = {
    "oneroster-1.1": files.one_1,
    "oneroster-1.2": files.one_2,
    "sds-2.1": files.sds_2,
    "sds-1": files.sds_1,
}


def roster(made: Made) -> Roster:
    return read(files.encoded(made))


def test_every_format_has_a_file_here() -> None:
    assert set(formats()) == set(EVERY)


@pytest.mark.parametrize("format_id", EVERY)
def test_the_same_school_reads_the_same_in_every_format(format_id: str) -> None:
    found = roster(EVERY[format_id]())

    assert found.format == format_id
    assert [org.name for org in found.used_orgs] == ["Elm Park Primary"]
    assert {one.id: (one.name, one.email, one.org) for one in found.staff} == {
        number: (f"{first} {last}", email, "elm") for number, (first, last, email, _) in files.STAFF.items()
    }
    assert {(one.id, one.name, one.year) for one in found.pupils} == {
        ("p1", "Maya Sandhu", "Year 4"),
        ("p2", "Oliver Bramley", "Year 4"),
        ("p3", "Kacper Wójcik", "Reception"),
    }
    assert (found.faults, found.staff_whole, found.pupils_whole) == ([], True, True)
    assert unpacked(packed(found)) == found


@pytest.mark.parametrize("format_id", EVERY)
def test_however_the_files_are_written(format_id: str) -> None:
    plain = EVERY[format_id]()
    with_mark = {name: b"\xef\xbb\xbf" + str(text).encode() for name, text in plain.items()}
    wide = {name: str(text).encode("utf-16") for name, text in plain.items()}
    turned = {name: _turned(str(text)) if name != "manifest.csv" else text for name, text in plain.items()}

    assert roster(with_mark) == roster(wide) == roster(plain)
    assert {one.name for one in roster(turned).staff} == {one.name for one in roster(plain).staff}


def _turned(text: str) -> str:
    """The columns the other way round, with one that nobody knows."""
    return "".join(f"{','.join(['extra', *reversed(line.split(','))])}\n" for line in text.splitlines())


def test_old_windows_text_keeps_its_accents() -> None:
    made = files.one_1([files.staff_row("s5")])
    made["users.csv"] = str(made["users.csv"]).encode("cp1252")

    assert roster(made).staff[0].name == "Siân Pritchard"


def test_a_name_may_hold_commas_quotes_and_a_line_break() -> None:
    found = roster(files.one_1([files.staff_row("s1", familyName='Nair, "of"\nElm'), files.staff_row("s2")]))

    assert [one.name for one in found.staff] == ['Priya Nair, "of" Elm', "Tomasz Zieliński"]
    assert [one.at.line for one in found.staff] == [2, 4]


def test_dates_of_birth_classes_and_days_come_along() -> None:
    classes = [
        {"sourcedId": "c1", "title": "4 Oak", "classType": "homeroom", "schoolSourcedId": "elm", "termSourcedIds": "t2"},
        {"sourcedId": "c2", "title": "Maths", "classType": "scheduled", "schoolSourcedId": "elm", "termSourcedIds": "t2"},
        {"sourcedId": "c3", "title": "3 Ash", "classType": "homeroom", "schoolSourcedId": "elm", "termSourcedIds": "t1"},
    ]
    sessions = [{"sourcedId": "t1", "endDate": "2025-07-20"}, {"sourcedId": "t2", "endDate": "2099-07-20"}]
    enrollments = [{"classSourcedId": c, "userSourcedId": "p1", "role": "student"} for c in ("c3", "c2", "c1")]
    more = {"classes": files.table(classes), "academicSessions": files.table(sessions)}
    more |= {"enrollments": files.table(enrollments)}
    more |= {"demographics": files.table([{"sourcedId": "p1", "birthDate": "2017-03-04"}])}
    maya = next(one for one in roster(files.one_1(more=more)).pupils if one.id == "p1")

    assert (maya.year, maya.group, maya.born) == ("Year 4", "4 Oak", "2017-03-04")


def test_the_only_class_of_a_pupil_counts_where_no_form_is_known() -> None:
    assert {one.id: one.group for one in roster(files.sds_1()).pupils} == {"p1": "4 Oak", "p2": "", "p3": ""}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("04", "Year 4"), ("11", "Year 11"), ("KG", "Reception"), ("R", "Reception"), ("N2", "Nursery"), ("Year 7", "Year 7"),
        ("Y13", "Year 13"), ("4,5", "Year 4"), ("", ""), ("Sixth form", "Sixth form"), ("0", "Reception"),
    ],
)  # fmt: skip
def test_a_year_as_schools_say_it(code: str, said: str) -> None:
    assert people.year(code) == said


def test_families_are_passed_over() -> None:
    parent = files.staff_row("s7", role="guardian", sourcedId="g1")

    assert "g1" not in {one.id for one in roster(files.one_1([*files.users(), parent])).staff}


def test_a_pupil_without_an_account_is_a_pupil_all_the_same_and_staff_without_one_are_gone() -> None:
    found = roster(files.one_1([files.staff_row("s1", enabledUser="false"), files.pupil_row("p1", enabledUser="false")]))

    assert [one.id for one in found.pupils] == ["p1"]
    assert ([one.id for one in found.staff], [(one.id, bool(one.until)) for one in found.loose]) == ([], [("s1", True)])


def test_in_1_2_somebody_may_be_something_else_at_each_school() -> None:
    roles = [files.role_row("s1", "teacher"), files.role_row("s1", "aide", "har", roleType="secondary", endDate="2027-07-01")]
    found = roster(files.one_2([files.staff_row("s1")], roles)).staff

    assert [(one.org, one.role, one.primary, one.until) for one in found] == [
        ("elm", "teacher", True, ""),
        ("har", "aide", False, "2027-07-01"),
    ]


# --- rows that cannot be used ---------------------------------------------------------------------------------------


def faults(found: Roster) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.says) for fault in found.faults]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"givenName": "", "familyName": ""}, "has no name that can be used"),
        ({"familyName": "<b>"}, "has no name that can be used"),
        ({"sourcedId": "s1"}, "has the same id as another row"),
        ({"sourcedId": "x" * 250}, "has an id that is far too long"),
        ({"role": ""}, "does not say what they are"),
        ({"orgSourcedIds": ""}, "does not say at which school"),
    ],
    ids=lambda given: given if isinstance(given, str) else "-".join(given),
)
def test_a_bad_row_is_told_of_and_the_rest_goes_in(changed: dict[str, str], says: str) -> None:
    found = roster(files.one_1([files.staff_row("s1"), {**files.staff_row("s2"), **changed}, files.staff_row("s4")]))

    assert faults(found) == [("users.csv", 3, says)]
    assert [one.id for one in found.staff] == ["s1", "s4"]
    assert "tomasz@demo.example" in found.stay
    assert found.staff_whole


def test_a_row_of_which_nobody_knows_whom_it_is_about_lets_nobody_leave() -> None:
    found = roster(files.one_1([files.staff_row("s1"), files.staff_row("s2", sourcedId="", email="", username="")]))

    assert faults(found) == [("users.csv", 3, "has no id")]
    assert (found.staff_whole, found.pupils_whole) == (False, False)


def test_a_row_with_a_comma_too_many_is_told_of() -> None:
    made = files.one_1()
    made["users.csv"] = f"{made['users.csv']!s}x,,,true,elm,teacher,x,A,B,a@b.example,4,and,more\r\n"
    found = roster(made)

    assert faults(found) == [("users.csv", 12, "has more cells than there are headings")]
    assert not found.staff_whole


def test_in_1_2_a_role_that_cannot_be_read_is_told_of() -> None:
    roles = [
        files.role_row("s1", "teacher", beginDate="soon"),
        files.role_row("s2", ""),
        files.role_row("s9", "teacher"),
        files.role_row("s4", "teacher"),
    ]
    found = roster(files.one_2([files.staff_row(number) for number in ("s1", "s2", "s4", "s7")], roles))

    assert [one.id for one in found.staff] == ["s4"]
    assert {(fault.file, fault.line) for fault in found.faults} >= {("roles.csv", 2), ("roles.csv", 3), ("roles.csv", 4)}
    assert {"s1", "s2", "s7"} <= set(found.stay)


def test_without_a_role_in_1_2_somebody_is_told_of() -> None:
    found = roster(files.one_2([files.staff_row("s1"), files.staff_row("s7")], [files.role_row("s1", "teacher")]))

    assert faults(found) == [("users.csv", 3, "has no role at any organisation")]


# --- changes alone --------------------------------------------------------------------------------------------------


@travel("2026-11-21")
def test_changes_alone_say_who_is_gone_and_let_nobody_else_leave() -> None:
    gone = {"status": "tobedeleted", "dateLastModified": "2026-10-05T08:00:00.000Z"}
    found = roster(files.one_1([files.staff_row("s1", **gone), files.pupil_row("p1", status="active")], mode="delta"))

    assert (found.changes_alone, found.staff_whole, found.pupils_whole) == (True, False, False)
    assert [(one.id, one.until) for one in found.loose] == [("s1", "2026-10-05")]
    assert [one.id for one in found.pupils] == ["p1"]


def test_without_a_manifest_a_status_makes_it_changes_alone() -> None:
    made = files.one_1([files.staff_row("s1", status="active")])
    del made["manifest.csv"]
    whole = files.one_1()
    del whole["manifest.csv"]

    assert (roster(made).format, roster(made).changes_alone) == ("oneroster-1.1", True)
    assert not roster(whole).changes_alone


def test_in_1_2_users_may_come_without_their_roles_and_roles_without_their_users() -> None:
    made = files.one_2([files.staff_row("s1", status="active")], [], mode="delta")
    gone = [files.role_row("s2", "aide", status="tobedeleted"), files.role_row("p1", "student", status="tobedeleted")]
    made_too = files.one_2([], gone, mode="delta")

    assert [(one.id, one.name, one.until) for one in roster(made).loose] == [("s1", "Priya Nair", "")]
    assert [(one.id, one.org, one.pupil, bool(one.until)) for one in roster(made_too).loose] == [
        ("s2", "elm", False, True),
        ("p1", "elm", True, True),
    ]


def test_a_file_that_the_manifest_calls_absent_is_not_read() -> None:
    made = {**files.one_1(), "demographics.csv": files.table([{"sourcedId": "p1", "birthDate": "2017-03-04"}])}
    made["manifest.csv"] = files.manifest("1.1", orgs="bulk", users="bulk", demographics="absent")

    assert {one.born for one in roster(made).pupils} == {""}


# --- what is refused ------------------------------------------------------------------------------------------------


def without(made: dict[str, str | bytes], name: str) -> Made:
    return {each: text for each, text in made.items() if each != name}


REFUSED: dict[str, tuple[Made, str]] = {
    "no file": ({}, "There is no CSV file in it"),
    "another file": ({"timetable.csv": "a,b\n1,2\n"}, "of no format that is read here"),
    "users missing": (without(files.one_1(), "users.csv"), "manifest.csv says that users.csv is there"),
    "roles missing": (without(files.one_2(), "roles.csv"), "manifest.csv says that roles.csv is there"),
    "another version": ({**files.one_1(), "manifest.csv": files.manifest("2.0")}, "of no format"),
    "an unknown mode": ({**files.one_1(), "manifest.csv": files.manifest("1.1", users="some")}, "bulk, delta or absent"),
    "a column missing": (
        {**files.one_1(), "users.csv": "sourcedId,role,givenName\ns1,teacher,A\n"},
        "no column “orgSourcedIds”",
    ),
    "nobody": (files.one_1([]) | {"users.csv": str(files.one_1()["users.csv"]).splitlines()[0]}, "Nobody stands"),
    "no text": ({**files.one_1(), "users.csv": b"\x00\x01\x02" * 40}, "users.csv is no text"),
    "an endless cell": ({**files.one_1(), "users.csv": "sourcedId\n" + "x" * 20_000}, "quotation mark that never closes"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_at_all_is_refused_in_words(case: str) -> None:
    made, says = REFUSED[case]
    with pytest.raises(InputError, match=says):
        roster(made)


def test_a_file_with_far_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_ROWS", 5)
    with pytest.raises(InputError, match="more than 5 rows"):
        roster(files.one_1())


# --- zip files ------------------------------------------------------------------------------------------------------


def test_a_zip_may_hold_its_files_in_a_folder_and_a_computers_own_litter() -> None:
    made = files.zipped({**files.one_1(), "notes.txt": "x"}, "export/")
    with_litter = io.BytesIO(made)
    with zipfile.ZipFile(with_litter, "a") as packed_too:
        packed_too.writestr("__MACOSX/export/._users.csv", "x")
    found = opening.unzipped(with_litter.getvalue())

    assert set(found) == {"manifest.csv", "orgs.csv", "users.csv"}
    assert opening.digest(found) == opening.digest(files.encoded(files.one_1()))


def bomb() -> bytes:
    return files.zipped({"users.csv": b"a" * 60_000_000})


def crowd() -> bytes:
    return files.zipped({f"{number}.csv": "x" for number in range(300)})


def liar() -> bytes:
    """A zip file whose list says that a file is small."""
    data = bytearray(files.zipped({"users.csv": b"a" * 5_000_000}))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


ZIPS: dict[str, tuple[Callable[[], Any], str]] = {
    "no zip": (lambda: b"hello", "no zip file"),
    "cut off": (lambda: files.zipped(files.one_1())[:400], "cut off or damaged"),
    "a bomb": (bomb, "far more than a roster"),
    "a crowd": (crowd, "far more than a roster"),
    "a liar": (liar, "damaged or has a password"),
    "a way out": (lambda: files.zipped({"../users.csv": "x"}), "leads out of it"),
    "a way to the root": (lambda: files.zipped({"/etc/users.csv": "x"}), "leads out of it"),
    "a drive": (lambda: files.zipped({"c:\\users.csv": "x"}), "leads out of it"),
    "twice": (lambda: files.zipped({"a/users.csv": "x", "b/users.csv": "y"}), "twice"),
}


@pytest.mark.parametrize("case", ZIPS)
def test_a_zip_that_is_none_or_means_harm_is_refused(case: str) -> None:
    made, says = ZIPS[case]
    with pytest.raises(InputError, match=says):
        opening.unzipped(made())


def test_a_folder_is_read_itself_and_no_link_is_followed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "rosters", tmp_path / "elsewhere.csv"
    folder.mkdir()
    elsewhere.write_text("secret")
    (folder / "Users.csv").write_text("a")
    (folder / "orgs.csv").symlink_to(elsewhere)
    (folder / "notes.txt").write_text("b")

    assert opening.in_folder(folder) == {"users.csv": b"a"}
