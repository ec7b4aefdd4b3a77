"""What every page has: words for what is missing, no placeholders, and pages for what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from safeconduct.web.site import errors
from safeconduct.web.site.tags import device, shown, words

SignedIn = Callable[[str], Client]


class Everything(forms.Form):
    name = forms.CharField(label="Your name", widget=forms.TextInput(attrs={"placeholder": "e.g. Priya"}))
    age = forms.ChoiceField(label="Year", choices=[("9", "9")])
    who = forms.ChoiceField(label="Who is it?", choices=[("a", "A")], widget=forms.RadioSelect)
    which = forms.MultipleChoiceField(label="Which", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    agree = forms.BooleanField(label="I have read it")
    file = forms.FileField(label="Staff list", widget=forms.FileInput)
    own = forms.CharField(label="Own", error_messages={"required": "Say it in your own words."})


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("name", "Fill in “Your name”."),
        ("age", "Choose one for “Year”."),
        ("who", "Choose an answer to “Who is it”."),
        ("which", "Choose at least one for “Which”."),
        ("agree", "Tick “I have read it” to go on."),
        ("file", "Choose a file for “Staff list”."),
        ("own", "Say it in your own words."),
    ],
)
def test_what_is_missing_is_named(field: str, says: str) -> None:
    form = Everything({})

    assert form.errors[field] == [says]
    assert f'href="#{form[field].anchor}">{says}' in str(form)  # type: ignore[attr-defined]


def test_a_hint_is_never_a_placeholder() -> None:
    assert "placeholder" not in str(Everything())


def test_the_address_that_a_teacher_mistyped_is_told_in_words(signed_in: SignedIn) -> None:
    answer = signed_in("priya").get("/nothing/here/")

    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_a_stale_form_says_that_nothing_was_changed(world: SimpleNamespace) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "priya@demo.example", "password": "x"})

    assert answer.status_code == 403
    assert "Nothing was sent or changed" in answer.content.decode()


@pytest.mark.parametrize("broken", [False, True])
def test_the_page_for_our_own_faults_needs_neither_database_nor_files(broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(path: str) -> str:
        raise ValueError(path)

    if broken:
        monkeypatch.setattr(errors, "static", missing)
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    answer = errors.server_error(request)

    assert answer.status_code == 500
    assert "It is our fault" in answer.content.decode()
    assert ("stylesheet" in answer.content.decode()) is not broken


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1",
            "Safari on an iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/156.0 Safari/537.36 Edg/156.0", "Edge on a Windows computer"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/156.0 Mobile Safari/537.36", "Chrome on an Android device"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/156.0 Safari/537.36", "Chrome on a Chromebook"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Gecko Firefox/150.0", "Firefox on a Mac"),
        ("", "A browser on a device that we do not know"),
        ("<script>", "A browser on a device that we do not know"),
    ],
)
def test_a_browser_is_named_as_its_owner_would(agent: str, name: str) -> None:
    assert device(agent) == name


def test_outcomes_and_codes_are_shown_as_words() -> None:
    assert [shown(each) for each in ("allow", "caution", "ask", "stop", "not-covered")] == [
        "Fine",
        "Think again",
        "Ask first",
        "Do not post",
        "Not a policy matter",
    ]
    assert words("agency_consultant") == "agency consultant"


@pytest.mark.parametrize("name", ["home", "permissions", "reviews"])
def test_nothing_that_the_policy_of_content_forbids(name: str, signed_in: SignedIn) -> None:
    from django.urls import reverse

    answer = signed_in("grace").get(reverse(name))

    assert " style=" not in answer.content.decode()
    assert " onclick=" not in answer.content.decode()
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
