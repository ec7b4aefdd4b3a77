"""Names in what somebody gets to see are masked whole, in any spelling, and shown as plain text."""

from __future__ import annotations

import pytest

from safeconduct.web.accountable.masks import Naming


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("Nguyễn Thị Hoa told me.", "[Person A] told me."),
        ("I saw O'Brien's coat.", "I saw [Person A]'s coat."),
        ("HELEN MARSH rang.", "[Person A] rang."),
        ("Zoë and Mrs. Marsh", "[Person A] and [Person B]"),
        ("Marshall Street", "[Person A]"),
        ("the marshes were wet", "the marshes were wet"),
        ("On Monday at Elm Park Primary.", "On Monday at Elm Park Primary."),
        ("Tomasz was with tomasz zielinski.", "Tomasz was with tomasz zielinski."),
    ],
)
def test_names_are_masked_whole_in_any_spelling(said: str, masked: str) -> None:
    naming = Naming([said], [said], ["Helen Marsh"], "Tomasz Zieliński", plain=["Elm Park Primary"])

    assert naming.masked(said, naming.names) == masked


def test_a_text_that_is_shown_is_never_read_as_markup() -> None:
    said = "<script>alert(1)</script> Helen Marsh"
    naming = Naming([said], [said], ["Helen Marsh"], "Priya Nair")

    assert "<script>" not in naming.shown(said, naming.names)
    assert "<mark>Person" in naming.shown(said, naming.names)
