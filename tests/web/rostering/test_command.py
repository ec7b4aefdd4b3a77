"""Taking a file over by the command line."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from safeconduct.cli import app
from safeconduct.errors import SafeconductError
from safeconduct.web.people.models import Person
from safeconduct.web.permissions.models import Pupil
from safeconduct.web.rostering.models import Delivery, RosterHabits
from web.rostering import files


@pytest.fixture(autouse=True)
def _no_async(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # the tests' own


@pytest.fixture
def zipped(tmp_path: Path, world: SimpleNamespace) -> Path:
    """A file for Elm Park, of which everything was said before."""
    RosterHabits.objects.create(organisation=world.elm, schools={"elm": world.elm.pk, "har": 0}, invite=False)
    made = tmp_path / "roster.zip"
    made.write_bytes(files.zipped(files.one_1([*files.users(), files.staff_row("s7", sourcedId="s8", email="nowhere")])))
    return made


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["roster", "import", *map(str, args)])


def test_a_file_is_taken_over(zipped: Path, world: SimpleNamespace) -> None:
    ran = run(zipped, "--place", "elm park primary")

    assert ran.exit_code == 0, ran.output
    assert "Elm Park Primary, staff: 1 joined, 0 changed, 0 left, 6 as they were" in ran.output
    assert "Elm Park Primary, pupils: 3 joined" in ran.output
    assert "left out: users.csv, line 12, Work e-mail: this is no e-mail address" in ran.output
    assert Delivery.objects.get().source == Delivery.Source.COMMAND
    assert Person.objects.filter(email="anna@demo.example").exists()


def test_one_may_only_look(zipped: Path, world: SimpleNamespace) -> None:
    ran = run(zipped, "--place", str(world.elm.pk), "--look")

    assert (ran.exit_code, "Nothing was changed" in ran.output) == (0, True)
    assert (Pupil.objects.count(), Delivery.objects.count()) == (0, 0)


def test_what_is_new_waits_on_the_site(zipped: Path, world: SimpleNamespace) -> None:
    RosterHabits.objects.update(schools={})
    ran = run(zipped, "--place", world.elm.name)

    assert ran.exit_code == 1
    assert "“Elm Park Primary” is new" in ran.output
    assert f"/rosters/{Delivery.objects.get().pk}/" in ran.output
    assert not Pupil.objects.exists()


def test_a_folder_will_do(zipped: Path, world: SimpleNamespace) -> None:
    folder = zipped.parent / "export"
    folder.mkdir()
    for name, content in files.sds_1().items():
        (folder / name).write_text(str(content), "utf-8")

    assert run(folder, "--place", world.elm.name).exit_code == 0
    assert Pupil.objects.count() == 3


@pytest.mark.parametrize(
    ("place", "name", "says"),
    [
        ("Nowhere", "roster.zip", "No organisation is called “Nowhere”"),
        ("Elm Park Primary", "other.zip", "cannot be read"),
        ("Elm Park Primary", "nothing.zip", "no zip file"),
    ],
    ids=["place", "missing", "no-zip"],
)
def test_what_is_wrong_is_said(place: str, name: str, says: str, zipped: Path, world: SimpleNamespace) -> None:
    (zipped.parent / "nothing.zip").write_bytes(b"nothing")
    ran = run(zipped.parent / name, "--place", place)

    assert isinstance(ran.exception, SafeconductError)
    assert says in str(ran.exception)
    assert not Delivery.objects.exists()
