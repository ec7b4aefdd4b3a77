"""HTML pages as a stream: hostile and broken ones, and how words are told apart from layout."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from safeconduct.archive import _tags, pages
from safeconduct.errors import ArchiveError
from tests_support import at_most


def is_cell(element: etree._Element) -> bool:
    return "cell" in pages.classes(element)


def read(data: bytes | str) -> tuple[list[str], list[str]]:
    problems: list[str] = []
    raw = data.encode() if isinstance(data, str) else data
    found: list[str] = []
    for block in pages.blocks(io.BytesIO(raw), is_cell, problem=problems.append):
        assert block.index == len(found)
        found.append(pages.text_of(block.element))
    return found, problems


def test_each_outermost_block_is_given_once() -> None:
    page = "<html><body><div class='x cell'>one<div class=cell>inner</div></div><p>-</p><div class=cell>two</div></body>"

    assert read(page) == (["one\ninner", "two"], [])


def test_lines_blanks_entities_and_silent_parts() -> None:
    page = (
        "<div class=cell>Watched\u00a0<a>a &lt;b&gt; &amp;&nbsp;c</a><br>second \n line"
        "<script>evil()</script><style>p{}</style><p>third<br></p><ul><li>fourth</li></ul>last<br><br>after a gap</div>"
    )
    [block] = [pages.lines_of(block.element) for block in pages.blocks(io.BytesIO(page.encode()), is_cell)]

    assert block == ["Watched a <b> & c", "second line", "third", "fourth", "last", "after a gap"]
    assert read(page)[0] == ["Watched a <b> & c\nsecond line\nthird\nfourth\nlast\n\nafter a gap"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert read("<html><div class=cell>Zażółć 👩‍🏫 й</div></html>".encode(encoding))[0] == ["Zażółć 👩‍🏫 й"]


def test_utf_8_is_assumed_and_another_encoding_believed_if_declared() -> None:
    assert read("<div class=cell>café</div>")[0] == ["café"]
    assert read('<meta charset="iso-8859-1"><div class=cell>café’s</div>'.encode("cp1252"))[0] == ["café’s"]
    assert read('<meta charset="utf-7"><div class=cell>café</div>')[0] == ["café"]


def test_broken_bytes_and_nuls_survive() -> None:
    assert read(b"<div class=cell>\xe9\x00 \xf0\x9f\x98 ok</div>") == (["é\ufffd \ufffd ok"], [])


def test_less_than_in_text_is_text() -> None:
    assert read("<div class=cell>5 < 6 and <3 you</div><div class=cell>b</div>")[0] == ["5 < 6 and <3 you", "b"]


def test_malformed_nesting_scripts_base_and_comments() -> None:
    page = (
        "<head><base href='https://evil.example/'><script>document.write('<div class=cell>no</div>')</script></head>"
        "<!-- <div class=cell>no</div> --><?php x ?><b><div class=cell>a<i>b</div></i></b></p></table><tr><td>"
        "<div class=cell><img src='https://evil.example/x.png'>c"
    )

    assert read(page)[0] == ["ab", "c"]


def test_an_entity_bomb_is_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'

    [text], _ = read(f"{bomb}<html><div class=cell>&c;</div></html>")

    assert "aaaa" not in text


def test_an_external_entity_is_not_opened() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><div class=cell>[&x;]</div>'

    assert read(page)[0] == ["[&x;]"]


def test_after_deep_nesting_the_page_is_read_on_and_it_is_said() -> None:
    page = "<div>" * 100_000 + "</div>" * 100_000 + "<div class=cell>after</div>"

    found, problems = read(page)

    assert found == ["after"]
    assert set(problems) == {"the page is damaged: a part of it cannot be read"}


def test_deep_nesting_inside_a_block_keeps_its_words() -> None:
    assert read("<div class=cell>" + "<b><span>" * 900 + "deep" + "</span></b>" * 900 + "</div>")[0] == ["deep"]


@pytest.mark.parametrize("data", [b"", b"  \n", b'{"a": [1, 2]}', b"plain words", b"\x00\x01\x02"])
def test_what_is_no_page_is_an_error(data: bytes) -> None:
    with pytest.raises(ArchiveError):
        read(data)


def test_blocks_on_both_sides_of_every_renewal_are_whole() -> None:
    cells = "".join(f"<div class=cell><div>n{number}<p>x &amp; y</p></div>{'w ' * 200}</div> z\n" for number in range(50_000))

    found, problems = read(f"<html><body><div class=outer><section>{cells}</section></div></body></html>")

    assert [text.split("w")[0] for text in found] == [f"n{number}\nx & y\n" for number in range(50_000)]
    assert problems == []


def test_a_block_that_never_ends_is_given_up_in_bounded_memory() -> None:
    page = b"<html><div class=cell>ok</div><div class=cell>" + b"words " * 10_000_000

    found, problems = read(page)

    assert (found, problems) == (["ok"], ["a part of the page is too long to be read"])


_MEASURE = """
import io
from pathlib import Path
from safeconduct.archive import pages
class Page(io.RawIOBase):
    left, rest = 100_000_000, b"<html><style>" + b"a" * 140_000 + b"</style><body>"
    def readable(self): return True
    def readinto(self, buffer):
        while len(self.rest) < len(buffer) and self.left > 0:
            self.rest += CELL * 200; self.left -= 200 * len(CELL)
        size = min(len(buffer), len(self.rest))
        buffer[:size] = self.rest[:size]; self.rest = self.rest[size:]
        return size
CELL = b"<div class='outer cell'>" + b"<p>some <b>words</b> of a post &amp; a bit more, " * 5 + b"words " * 300 + b"</div>"
found, pages_held = 0, 0
for block in pages.blocks(Page(), lambda e: e.get("class") == "outer cell"):
    found += 1
    if found % 500 == 0:
        pages_held = max(pages_held, int(Path("/proc/self/statm").read_text().split()[1]))
print(found, pages_held * 4096 // 1_000_000)
"""


def test_a_page_of_100_mb_takes_less_than_100_mb() -> None:
    done = subprocess.run([sys.executable, "-c", _MEASURE], check=True, capture_output=True, text=True)
    found, megabytes = map(int, done.stdout.split())

    assert found > 45_000
    assert megabytes < 100


def test_a_block_of_too_many_parts_is_given_up_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_PARTS", 10_000)
    small = "<td class=cell>" + "<p>line</p>" * 50 + "</td>"

    found, problems = read(f"<table>{small * 400}</table>")
    lost, said = read(f"<table>{small}<td class=cell>{'<p>line</p>' * 100_000}</td></table>")

    assert (len(found), problems) == (400, [])
    assert (len(lost), said) == (1, ["a part of the page is too long to be read"])


TOO_MANY = "a tag has more than 400 attributes: the others were left out"


@pytest.mark.parametrize("attribute", ["a{}=1", "a{}", 'a{}="<>"', "a{}='x'b", 'a{}=">"/', "a{}\n=\n'>'"])
def test_a_megabyte_of_attributes_costs_no_more_than_its_length_and_it_is_said(attribute: str) -> None:
    count = 1_000_000 // (len(attribute) + 4)
    many = " ".join(attribute.format(number) for number in range(count))

    with at_most(60):  # it took minutes
        found, problems = read(f"<div class=cell>a</div><p {many}><div class=cell>b</div>")

    assert (found, problems) == (["a", "b"], [TOO_MANY])


def test_many_attributes_are_kept_up_to_the_border() -> None:
    page = f"<div class=cell {' '.join(f'a{number}' for number in range(398))} id=x>a</div>"

    assert read(page) == (["a"], [])
    assert read(page.replace("id=x", "id=x b"))[1] == [TOO_MANY]


def test_words_that_only_look_like_tags_are_kept() -> None:
    """In a text, a comment or a script nothing may be taken for attributes."""
    words = " ".join(f"w{number}" for number in range(1000))
    page = (
        f"<div class=cell>1 < 2 {words}</div><!-- <p {words} --><script>a<b {words} '</script><style>a<b {words}\"</style>"
        f"<img alt='>' src=\"data:{'x' * 300_000}\"><div class=cell title='{words} <b {words}'>b</div>"
    )

    assert read(page) == ([f"1 < 2 {words}", "b"], [])


BITS = (
    "<p|<p |</p>|<style|<style/>|</style|<style>|</STYLE >|<title>|</title>|<iframe>|<plaintext>|<!--|-->|--!>|<!|<?"
    '|f="|g=\'>\'|h=">"|i=j|="|=\'|<b a="x">'
)
PARTS = st.lists(st.sampled_from([*BITS.split("|"), *"<>/ \n\f='\"abcdexé"]), max_size=60).map("".join)


def bounded(page: str, size: int) -> str:
    tags = _tags.Tags(lambda _: None)
    pieces = [page[at : at + size] for at in range(0, len(page), size)]
    return "".join([*(tags.bounded(piece, last=False) for piece in pieces), tags.bounded("", last=True)])


@settings(max_examples=400, deadline=None)
@given(PARTS, st.integers(1, 12))
@example("<p><px", 9)
def test_a_page_without_great_tags_passes_unchanged_wherever_it_is_cut(page: str, size: int) -> None:
    assert bounded(page, size) == page


@settings(max_examples=600, deadline=None)
@given(PARTS, st.integers(1, 80))
def test_no_way_of_writing_gets_more_attributes_to_the_parser(page: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_tags, "MAX_ATTRIBUTES", 4)
        patch.setattr(_tags, "_SMALL", 12)  # room for no more than that
        tree = etree.HTML(bounded(f"<body>{page}</body>", size))

    assert all(len(element.attrib) <= 4 for element in tree.iter("*"))
