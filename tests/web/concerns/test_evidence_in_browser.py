"""Evidence in a real browser: a screenshot is put on a case from a phone, looked at, and taken away as the file that it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from safeconduct.web.concerns.models import Case, Evidence
from web.browser import PageFor, Site, axe, focused, overflow, tab_to
from web.checks import made as pictures
from web.concerns import made


def well(page: Page) -> None:
    assert axe(page) == []
    assert overflow(page) <= 0
    assert page.locator("h1").count() == 1


@pytest.fixture
def case(site: Site) -> Case:
    return made.case(site.world)


@pytest.mark.parametrize("width", [320, 1280])
def test_daniel_puts_a_screenshot_on_a_case_and_looks_at_it(page_for: PageFor, case: Case, width: int, tmp_path: Path) -> None:
    (tmp_path / "Jayden.jpg").write_bytes(pictures.telling())
    page = page_for("daniel", width)
    page.goto(f"/tell/evidence/{case.reference}/add/")
    well(page)
    page.locator("input[type=file]").set_input_files([tmp_path / "Jayden.jpg"])
    page.get_by_label("How was it made, and by whom?").fill("A picture from the lab's computer.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("It is kept.")).to_be_visible()

    page.get_by_role("link", name="Jayden.jpg").click()
    picture = page.locator(".sc-evidence__picture")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") == 60
    expect(page.get_by_text("near 53.38° north")).to_be_visible()
    expect(page.get_by_text("Handed in, hashed and sealed.")).to_be_visible()
    well(page)
    assert "Jayden" not in page.title()

    with page.expect_download() as download:
        page.get_by_role("button", name="Download the original").click()
    piece = Evidence.objects.latest("pk")
    assert Path(download.value.path()).read_bytes() == pictures.telling()
    assert download.value.suggested_filename == f"{case.reference}-evidence-{piece.pk}.jpg"


def test_a_file_that_is_too_large_is_said_before_it_is_sent_and_the_words_stay(
    page_for: PageFor, case: Case, tmp_path: Path
) -> None:
    (tmp_path / "film.mp4").write_bytes(bytes(31 * 1024 * 1024))
    page = page_for("sian")
    page.goto(f"/tell/evidence/{case.reference}/add/")
    page.get_by_label("How was it made, and by whom?").fill("Filmed in the yard.")
    page.locator("input[type=file]").set_input_files([tmp_path / "film.mp4"])
    expect(page.get_by_text("film.mp4 is larger than 30 MB.")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("film.mp4 is larger than 30 MB.")).to_be_visible()
    expect(page.get_by_label("How was it made, and by whom?")).to_have_value("Filmed in the yard.")
    well(page)


def test_what_is_refused_is_named_at_the_top_and_at_the_field(page_for: PageFor, case: Case, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(made.archive("[Content_Types].xml", b"<Types/>"))
    page = page_for("daniel")
    page.goto(f"/tell/evidence/{case.reference}/add/")
    page.locator("input[type=file]").set_input_files([tmp_path / "letter.docx"])
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#error-summary")).to_be_focused()
    assert page.title().startswith("Error:")
    expect(page.get_by_role("link", name="File 1 (letter.docx) was not kept.")).to_be_visible()
    well(page)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", ["chat", "pdf", "web page", "long screenshot", "malware"])
def test_every_kind_has_a_page_that_can_be_used(page_for: PageFor, site: Site, kind: str, width: int) -> None:
    data = {
        "chat": (made.CHAT * 60 + "x" * 3000).encode(),
        "pdf": made.PDF,
        "web page": made.HTML,
        "long screenshot": made.screenshot(1080, 8000),
        "malware": made.CHAT.encode(),
    }[kind]
    piece = made.piece(site.world, "Screenshot_2026-05-12-21-14-33-" + "x" * 80 + ".bin", data)
    if kind == "malware":
        Evidence.objects.filter(pk=piece.pk).update(scan="found", scan_says="Win.Test.EICAR_HDB-1")
    page = page_for("daniel", width)
    page.goto(f"/tell/evidence/{piece.pk}/")
    well(page)
    if kind == "malware":
        page.get_by_role("button", name="Download it all the same").click()
        expect(page.get_by_role("heading", name="Malware was found in this")).to_be_visible()
        well(page)


def test_without_a_mouse(page_for: PageFor, case: Case) -> None:
    page = page_for("daniel")
    page.goto(f"/tell/evidence/{case.reference}/add/")
    tab_to(page, lambda: focused(page) == "id_link")
    page.keyboard.type("https://x.com/someone/status/1")
    tab_to(page, lambda: focused(page) == "Keep it")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is kept.")).to_be_visible()
    tab_to(page, lambda: focused(page) == "Link")
    page.keyboard.press("Enter")
    expect(page.get_by_text("https://x.com/someone/status/1")).to_be_visible()
