"""The way of docs/tutorials/first-school.md, walked in a browser by whoever follows it: each step, and how long it took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from email import policy
from email.parser import Parser
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests_support import ROOT

STAFF = ROOT / "docs" / "examples" / "staff.csv"
PATIENCE = 30_000


class Walk:
    """One newcomer's way from the setup code to the first signature; ``took`` are the seconds of each step."""

    def __init__(self, browser: Browser, address: str, folder: Path, shots: Path | None = None) -> None:
        self.browser, self.address, self.folder, self.shots = browser, address, folder, shots
        self.took: dict[str, float] = {}

    @contextmanager
    def step(self, name: str, page: Page | None = None) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.took[name] = time.monotonic() - began
        if page is not None and self.shots is not None:
            page.screenshot(path=str(self.shots / f"{len(self.took)}-{name}.png"), full_page=True)

    def opened(self, width: int = 1280) -> Page:
        page = self.browser.new_context(
            base_url=self.address, viewport={"width": width, "height": 800}, locale="en-GB"
        ).new_page()
        page.set_default_timeout(PATIENCE)
        return page

    def go(self) -> Page:
        """All of it; the page that shows the receipt."""
        office = self.opened()
        with self.step("setup", office):
            self.set_up(office)
        with self.step("import", office):
            self.import_staff(office)
        with self.step("adopt", office):
            self.adopt(office)
        with self.step("invitation"):
            link = self.invitation("priya@elm.example")
        priya = self.opened(width=390)
        with self.step("come-in", priya):
            self.come_in(priya, link)
        with self.step("sign", priya):
            self.sign(priya)
        return priya

    def which(self, page: Page, *buttons: str) -> str:
        """The first of these buttons that the page has, once it has come: a page that is still coming has none."""
        found = [page.get_by_role("button", name=name) for name in buttons]
        expect(found[0].or_(found[1]).first).to_be_visible(timeout=PATIENCE)
        return next(name for name, button in zip(buttons, found, strict=True) if button.count())

    def set_up(self, page: Page) -> None:
        page.goto("/")
        page.get_by_label("Setup code").fill((self.folder / "setup.code").read_text("ascii").strip())
        expect(page.get_by_label("Name of your school, trust or agency")).to_have_value("Elm Park Primary")
        page.get_by_label("School", exact=True).check()
        page.get_by_label("Your full name").fill("Owen Clarke")
        page.get_by_label("Your work e-mail").fill("owen@elm.example")
        page.get_by_label("Choose a password").fill("corridor violet kettle")
        page.get_by_role("button", name="Set up").click()
        expect(page.get_by_text("Safeconduct is set up.")).to_be_visible()

    def import_staff(self, page: Page) -> None:
        page.get_by_role("link", name="Elm Park Primary").first.click()
        page.get_by_role("link", name="Import the staff list").first.click()
        page.get_by_label("Your staff list").set_input_files(STAFF)
        page.get_by_role("button", name="Upload and look").click()
        while self.which(page, "Continue", "Take it over") == "Continue":  # the columns; the job titles, if any is unknown
            with page.expect_navigation():
                page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Take it over").click()
        expect(page.get_by_role("heading", name="The staff list was taken over")).to_be_visible()

    def adopt(self, page: Page) -> None:
        page.goto("/")
        page.get_by_role("link", name="Policies and who has signed").click()
        page.get_by_role("link", name="Adopt a policy").first.click()
        page.get_by_label("Which policy").select_option(index=1)
        page.get_by_label("The day of adoption").fill(date.today().isoformat())  # noqa: DTZ011 the newcomer's own day
        page.get_by_label("In force from").fill(date.today().isoformat())  # noqa: DTZ011 the same
        page.get_by_label("Who answers questions about it").select_option(label="Helen Marsh")
        page.get_by_role("button", name="Adopt it").click()
        page.get_by_label("We know of this, and adopt it all the same").check()
        page.get_by_label("Why").fill("The governing body knows of it.")
        page.get_by_role("button", name="Adopt it").click()
        expect(page.get_by_role("heading", level=1)).not_to_contain_text("Adopt")

    def invitation(self, to: str) -> str:
        """The address in the e-mail that a site without a mail server keeps as a file."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            for file in (self.folder / "mail").glob("*"):
                mail = Parser(policy=policy.default).parsestr(file.read_text("utf-8"))
                body = mail.get_body(("plain",))
                if mail["To"] == to and body is not None:
                    return next(word for word in str(body.get_content()).split() if "/invited/" in word)
            time.sleep(0.2)
        raise AssertionError("no invitation came")

    def come_in(self, page: Page, link: str) -> None:
        page.goto(link)
        page.get_by_role("main").get_by_role("button").click()
        for label in page.get_by_label("new password").all():
            label.fill("harbour lemon staircase")
        page.get_by_role("button", name="Keep this password").click()
        page.goto("/")
        expect(page.get_by_role("link", name="Read and sign").first).to_be_visible()

    def sign(self, page: Page) -> None:
        page.get_by_role("link", name="Read and sign").first.click()
        page.get_by_role("link", name="Read and sign").first.click()
        page.get_by_role("link", name="Start").click()
        while self.which(page, "Save and go on", "Sign the policy") == "Save and go on":
            for agree in page.get_by_label("I have read this and will keep to it").all():
                agree.check()
            with page.expect_navigation():
                page.get_by_role("button", name="Save and go on").click()
        if page.get_by_role("checkbox").count():
            page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Sign the policy").click()
        expect(page.get_by_role("main")).to_contain_text("receipt")
