"""Two stories in a real browser: a third low-level concern that asks for a review, and an allegation with its clock."""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import Page, expect

from safeconduct.web.casework import actions
from safeconduct.web.casework.models import Decision, Review, Running
from safeconduct.web.concerns.actions import write_note
from safeconduct.web.concerns.models import Case, Note, Outside
from safeconduct.web.people.models import Person
from safeconduct.web.sealing.storing import words
from web.browser import PageFor, Site, axe, overflow, tab_to
from web.casework.made import decided, told


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def is_fine(page: Page) -> bool:
    """Accessible and no wider than the window, on a phone and on a desk."""
    faults = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width}: {fault}" for fault in axe(page)] + ([f"{width}: too wide"] if overflow(page) > 0 else [])
    assert faults == []
    return not faults


def test_a_third_low_level_concern_raises_a_review_that_a_person_answers(site: Site, page_for: PageFor) -> None:
    helen = Person.objects.get(pk=site.world.helen.pk)
    cases = [told(site.world) for _ in range(3)]
    for case in cases[:2]:
        decided(helen, case)
    page = page_for("helen")
    page.goto("/")
    page.get_by_role("link", name="Cases").click()
    page.get_by_role("link", name=cases[2].reference).click()
    expect(page.get_by_text("Next: read it, then decide what it is")).to_be_visible()
    assert is_fine(page)

    page.get_by_role("button", name="Decide what it is").click()
    page.get_by_role("button", name="Put my decision on record").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose how soon.")
    assert is_fine(page)
    page.get_by_label("A low-level concern about a member of staff").check()
    page.get_by_label("In its own time").check()
    page.get_by_label("Why?").fill("His telephone was out again. He says he forgot.")
    page.get_by_role("button", name="Put my decision on record").click()

    expect(page.get_by_role("status")).to_contain_text("Your decision is on record.")
    page.get_by_role("link", name="This is one of several concerns to look at together").click()
    assert heading(page) == "Concerns to look at together"
    expect(page.get_by_text("You decide; nothing follows by itself.")).to_be_visible()
    assert is_fine(page)
    page.get_by_label("What do you conclude?").fill("We spoke. The staff room gets a locker for telephones.")
    page.get_by_role("button", name="Put it on record").click()

    expect(page.get_by_role("heading", name="What was concluded")).to_be_visible()
    review = Review.objects.get()
    assert review.outcome is not None
    assert "locker" in words(review.outcome)
    assert Person.objects.get(pk=site.world.tomasz.pk).is_active
    page.goto("/cases/")
    assert page.get_by_role("link", name="Look at them").count() == 0


def test_an_allegation_past_the_threshold_and_its_clock(site: Site, page_for: PageFor) -> None:
    Outside.objects.create(
        organisation=site.world.elm, what="designated_officer", name="Ms Okoro", telephone="01632 960 101", hours="9 to 5"
    )
    case = told(site.world)
    page = page_for("helen")
    page.goto(f"/cases/{case.reference}/")
    page.get_by_role("link", name="The four tests").click()
    expect(page.get_by_text("Nothing is worked out from your answers. You decide.")).to_be_visible()
    for number, answer in enumerate(("No", "No", "I am not sure", "Yes, or it may be so"), 1):
        page.get_by_role("group", name=f"{number}.").get_by_label(answer, exact=True).check()
    page.get_by_label("What speaks for your answer to 4?").fill("It was the second time, and he asked them not to tell.")
    page.get_by_label("It may meet the harm threshold").check()
    page.get_by_label("Today", exact=True).check()
    page.get_by_label("Why?", exact=True).fill("He asked the pupils to keep it to themselves.")
    assert is_fine(page)
    page.get_by_role("button", name="Put my decision on record").click()

    expect(page.get_by_role("status")).to_contain_text("Now tell the designated officer")
    expect(page.get_by_role("heading", name="Tell the designated officer")).to_be_visible()
    expect(page.get_by_text("of office time left")).to_be_visible()
    expect(page.get_by_role("link", name="01632 960 101")).to_be_visible()
    assert is_fine(page)
    assert Running.objects.get().ended_at is None

    page.get_by_role("button", name="I have told them").click()
    page.get_by_label("The designated officer was told").check()
    page.get_by_role("button", name="Put it on record").click()
    expect(page.get_by_role("alert")).to_contain_text("Say on which day you told them.")
    page.get_by_label("Told on").fill(Running.objects.get().at.date().isoformat())
    page.get_by_label("Their reference").fill("LA/2026/17")
    page.get_by_label("What they said").fill("Do not speak to him yet. Strategy meeting tomorrow.")
    assert is_fine(page)
    page.get_by_role("button", name="Put it on record").click()

    expect(page.get_by_role("status")).to_contain_text("the clock has ended")
    assert page.get_by_text("of office time left").count() == 0
    expect(page.get_by_text("LA/2026/17")).to_be_visible()
    assert Running.objects.get().ending == Running.Ending.DONE
    assert Decision.objects.get().level == Case.Level.THRESHOLD


def test_a_note_is_written_by_keyboard_alone(site: Site, page_for: PageFor) -> None:
    case = told(site.world)
    page = page_for("daniel", 1280)
    page.goto(f"/cases/{case.reference}/note/")
    tab_to(page, lambda: bool(page.evaluate("document.activeElement.name === 'audience'")))
    tab_to(page, lambda: bool(page.evaluate("document.activeElement.name === 'words'")))
    page.keyboard.type("Spoke to the class teacher.")
    tab_to(page, lambda: bool(page.evaluate("document.activeElement.type === 'submit'")))
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Written.")
    expect(page.get_by_text("Spoke to the class teacher.")).to_be_visible()


def test_a_case_on_which_much_was_done_stays_readable_on_a_phone(site: Site, page_for: PageFor) -> None:
    case, other, helen = told(site.world), told(site.world), Person.objects.get(pk=site.world.helen.pk)
    decided(helen, case, context="x" * 300)
    actions.set_task(helen, case, "Ask the class teacher.", timezone.localdate(), helen)
    actions.let_in(helen, case, site.world.farah, works=False)
    actions.link(helen, case, other, "The same week.")
    for audience in Note.For:
        write_note(helen, case, "We are looking into it.", audience)
    page = page_for("helen")
    page.goto(f"/cases/{case.reference}/")

    expect(page.get_by_text("The person who told it reads this")).to_be_visible()
    expect(page.get_by_text("Only you see this")).to_be_visible()
    assert is_fine(page)
