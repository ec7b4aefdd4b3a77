"""Words as people wrote them: Meta's broken letters, entities, tags, half characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.archive.wording import plain, tidy, unescape, unmojibake, unmojibaked
from tests_support import at_most


def spoil(text: str) -> str:
    """What Meta writes."""
    return text.encode().decode("latin-1")


TEXTS = [
    "é",
    "Nom d’utilisateur",
    "Siân’s naïve café 👩🏽‍🏫",
    "£5 – “fine”",
    "Żółć",
    "اردو میں",
    "日本語",
    "Dziękuję 😀😀",
    "Llŷn",
    "plain",
]


@pytest.mark.parametrize("text", TEXTS)
def test_metas_letters_are_repaired_once_and_twice(text: str) -> None:
    assert unmojibake(spoil(text)) == text
    assert unmojibake(spoil(spoil(text))) == text


@pytest.mark.parametrize("text", [*TEXTS, "være", "Ça va, «Noël»?", "NÃO", "½ ×", "Ångström", "ÿ", "¡Olé!"])
def test_what_is_right_already_stays(text: str) -> None:
    assert unmojibake(text) == text


def test_one_letter_that_is_right_does_not_spoil_the_repair_of_the_rest() -> None:
    assert unmojibake(f"være {spoil('Zoë 😀')} – {spoil('naïve')}") == "være Zoë 😀 – naïve"


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_a_character_cut_in_two_does_not_spoil_the_repair_of_the_rest(lost: int) -> None:
    cut = spoil("Zoë says 😀😀")[:-lost]

    assert unmojibake(cut).startswith("Zoë says 😀")
    assert not any("\x80" <= char <= "\x9f" for char in unmojibake(cut))
    assert unmojibake(spoil("😀é")[lost:]).endswith("é")


@given(st.text(alphabet=st.characters(min_codepoint=0x20, exclude_categories=("Cs", "Cc")), max_size=40))
def test_every_text_that_meta_spoilt_comes_back(text: str) -> None:
    """Unless its letters below U+0100 happen to be UTF-8 themselves: then twice spoilt and once spoilt look alike."""
    if unmojibake(text) == text:
        assert unmojibake(spoil(text)) == text


@given(st.text())
def test_repairing_never_fails_and_leaves_ascii_alone(text: str) -> None:
    unmojibake(text)
    assert unmojibake(text.encode("ascii", "ignore").decode()) == text.encode("ascii", "ignore").decode()


def test_keys_and_values_of_a_whole_record_are_repaired() -> None:
    value = {spoil("Nom d’utilisateur"): [{"value": spoil("Chloé"), "timestamp": 12, "on": True, "none": None}]}

    assert unmojibaked(value) == {"Nom d’utilisateur": [{"value": "Chloé", "timestamp": 12, "on": True, "none": None}]}


def test_a_record_of_any_depth_is_survived() -> None:
    value: object = spoil("é")
    for _ in range(900):
        value = [value]

    assert unmojibaked(value)


def test_entities_are_turned_once() -> None:
    assert unescape("Tom &amp;amp; Jo &lt;3 &#39;x&#39; &eacute; AT&T") == "Tom &amp; Jo <3 'x' é AT&T"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One<br/>two &amp; three</p><p>four</p>", "One\ntwo & three\n\nfour"),
        ('<a href="https://example.org" class="u-url">@<span>ola</span></a> hi', "@ola hi"),
        ("1 < 2 and <3", "1 < 2 and <3"),
        ("no tags &lt;b&gt;", "no tags <b>"),
        ("a<script>alert('<p>x</p>')</script>b<style>p{}</style>c", "abc"),
        ("a<script>never closed", "a"),
        ("a<!-- secret --> b<!doctype html>", "a b"),
        ("a\xa0b<br>\n<br>\n<br>c", "a b\n\nc"),
        ("<div>x</div><div>y</div>", "x\n\ny"),
        ("", ""),
        ("<", "<"),
        ("a <b", "a <b"),
        ("<p", "<p"),
    ],
)
def test_the_text_of_a_piece_of_html(html: str, text: str) -> None:
    assert plain(html) == text


@given(st.text(alphabet="<>/!-&;abp \n\"'=", max_size=200))
def test_garbage_is_never_an_error(html: str) -> None:
    plain(html)


@pytest.mark.parametrize("piece", ["<", "<!--", "<a ", "</", "<script>", "<p><!--", "&", "</script", "<script></"])
def test_hostile_html_comes_to_an_end(piece: str) -> None:
    with at_most(60):  # looking for the end of a tag anew at every beginning would take minutes
        plain(piece * 400_000)


def test_what_cannot_be_written_out_is_replaced() -> None:
    assert tidy("a\ud83d b\0 👍") == "a\ufffd b\ufffd 👍"
    assert tidy("a\0") == "a\ufffd"
    assert tidy("as it was") == "as it was"
