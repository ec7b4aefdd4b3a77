"""A newcomer's path, from an empty folder to the first signature, as the tutorial tells it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests_support import ROOT
from web.running.first_school import STAFF, Walk
from web.running.sites import Place, Start, free_port, python, run

PAGE = (ROOT / "docs" / "tutorials" / "first-school.md").read_text("utf-8")
SIGNED = """
from safeconduct.web.policies.models import Signature
print(*Signature.objects.values_list("person__email", flat=True))
"""


def test_from_an_empty_folder_to_the_first_signature(start: Start, tmp_path: Path, chromium: Browser) -> None:
    place, port = Place(tmp_path / "my-school"), free_port()
    answers = ("--yes", "--organisation", "Elm Park Primary", "--address", f"http://127.0.0.1:{port}")
    made = run(place, "init", str(place.folder), *answers, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    own = {"SAFECONDUCT_ENV": str(place.folder / "safeconduct.env")}
    assert run(place, "upgrade", cwd=None, **own).returncode == 0
    start("serve", place=place, PORT=str(port), **own).wait()
    Walk(chromium, f"http://127.0.0.1:{port}", place.folder).go()

    assert python(SIGNED, place) == "priya@elm.example"
    assert run(place, "verify", cwd=None, **own).stdout.endswith("entries, whole\n")


def test_the_tutorial_shows_the_list_that_it_imports() -> None:
    assert STAFF.read_text("utf-8") in PAGE
