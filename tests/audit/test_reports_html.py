from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from lxml import html

from audit.reports_support import JULY, MARCH, gap, mark, matter, partly, reading, reason, result, tally, written
from safeconduct.activity import Outcome, Topic
from safeconduct.archive.reading import FileOutcome, Status
from safeconduct.archive.record import Locator
from safeconduct.audit.matter import Mark, Section
from safeconduct.audit.reports._calendar import months
from safeconduct.audit.run import Result

HOSTILE = "</style></bdi></blockquote><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;\u202e\x00\x1b]8;;\ud800"
TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article", "h1", "h2", "h3", "a",
    "p", "strong", "em", "ul", "li", "div", "span", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th",
    "td", "figure", "figcaption", "svg", "desc", "text", "rect", "path", "g", "blockquote", "bdi", "mark", "code",
}  # fmt: skip


def page(given: Result) -> Any:
    """The page as a browser reads it."""
    return html.document_fromstring(written("html", given), parser=html.HTMLParser(encoding="utf-8"))


def words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def full() -> Result:
    """A result with something in every part of the page."""
    skipped = FileOutcome("ads/a.json", "fb.zip", "facebook", Status.SKIPPED, why="what advertisers know")
    many = (("2024-07-09 10:00", "https://example.org/2"), ("", "In the archive: posts.json, entry 3"))
    return result(
        [
            matter(to="Staffroom", link="https://example.org/1"),
            matter("What a day", outcome=Outcome.CAUTION, at=JULY, edited=True),
            matter("Gone", deleted=True, earlier=True, outcome=Outcome.ASK),
            matter("No date", at=None, marks=(mark(0, 2, Topic.PROFANITY),)),
            matter("", section=Section.SCHOOL_DAY, count=213, examples=many),
            matter("They wrote it", section=Section.PASSED_ON, kind="like"),
        ],
        reading([gap(), partly(), skipped]),
        tally=tally(others_messages=9),
        notes=("Look at your settings.",),
    )


# --- the page as a whole -----------------------------------------------------------------------------------


def test_the_page_asks_nothing_of_anybody() -> None:
    data = written("html", full()).decode()
    tree = page(full())

    assert {node.tag for node in tree.iter() if isinstance(node.tag, str)} <= TAGS
    assert not tree.xpath(
        "//@*[starts-with(name(), 'on')] | //@src | //@action | //@style | //link | //@*[name()='xlink:href']"
    )
    assert "@import" not in data
    assert "url(" not in data
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert tree.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]


def test_the_page_can_be_heard_and_walked_through() -> None:
    tree = page(full())
    ids = tree.xpath("//@id")
    levels = [int(node.tag[1]) for node in tree.iter("h1", "h2", "h3")]

    assert tree.get("lang") == "en-GB"
    assert words(tree.find(".//title")) == words(tree.find(".//h1"))
    assert len(ids) == len(set(ids))
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert set(" ".join(tree.xpath("//@aria-labelledby")).split()) <= set(ids)
    assert {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")} <= set(ids)
    assert tree.xpath("//body/*[1]/@class") == ["skip"]
    assert [len(tree.xpath(f"//body/{name}")) for name in ("header", "main", "footer")] == [1, 1, 1]
    assert len(tree.xpath("//table")) == len(tree.xpath("//table/caption"))
    assert set(tree.xpath("//th/@scope")) == {"col", "row"}
    assert not tree.xpath("//th[not(@scope)]")
    assert not tree.xpath("//details[not(*[1][self::summary])]")


def test_what_was_read_comes_first_then_the_verdict_then_when_then_the_matters() -> None:
    heads = [words(node) for node in page(full()).iter("h1", "h2")]

    assert heads == [
        "Your archive under your policies",
        "What was read, and what was not",
        "What was found",
        "When it was",
        "What you wrote (4)",
        "Posts in the school day (1)",
        "Likes and shares: not your own words (1)",
    ]
    assert "This is yours alone" in words(page(full()).find(".//header"))


def test_what_was_not_read_stands_open_on_the_page() -> None:
    (gaps,) = page(full()).xpath("//div[@class='gaps']")

    assert words(gaps).startswith("Not everything could be read (2).")
    assert "Facebook: data/odd.json in fb.zip, not read: no reader knows this kind of file" in words(gaps)
    assert "messages/1.json in fb.zip, read in part: a message without a sender (3 times)" in words(gaps)
    assert not gaps.xpath(".//details")


def test_a_long_list_of_files_is_folded_and_at_last_only_counted() -> None:
    (gaps,) = page(result(told=reading([gap(f"{number}.bin") for number in range(5000)]))).xpath("//div[@class='gaps']")

    assert len(gaps.xpath("./ul/li")) == 8
    assert len(gaps.xpath("./details/ul/li")) == 193
    assert "and 4,800 more, all named in the CSV and JSON Lines reports" in words(gaps)


@pytest.mark.parametrize(
    "given",
    [
        result(told=reading([gap()])),
        result(told=reading([partly()])),
        result(stopped=True),
        result(tally=tally(unknown_author=1)),
    ],
)
def test_nobody_is_told_that_nothing_was_found_in_what_was_not_read(given: Result) -> None:
    said = words(page(given).find(".//main"))

    assert "Your policies raise no objection to the part that could be read." in said
    assert "That is not everything: " in said
    assert "Nothing was found" not in said


def test_a_clean_whole_archive_is_told_so() -> None:
    tree = page(result())

    assert words(tree.xpath("//p[@class='verdict']")[0]).startswith("Nothing was found: ")
    assert words(tree.xpath("//p[@class='whole']")[0]) == "Everything in it was there and was understood."
    assert not tree.xpath("//article | //svg | //table")


# --- a matter ----------------------------------------------------------------------------------------------


def one(**more: Any) -> Any:
    (article,) = page(result([matter(**more)])).xpath("//article")
    return article


def test_a_matter_says_all_that_is_known() -> None:
    article = one(to="Staffroom", link="https://example.org/1", guidance=("Copied. (key 13a)", "Take out the name."))

    assert words(article.find("h3")) == "■ Take down A post: confidential"
    assert (
        words(article.xpath("p[@class='where']")[0]) == "Fri 3 March 2023, 14:05 · Facebook · seen by: friends · to: Staffroom"
    )
    assert words(article.find("blockquote")) == "Zainab in 4B failed her mocks again"
    assert [words(node) for node in article.iter("mark")] == ["Zainab"]
    assert words(article.xpath("ul[@class='why']")[0]) == "confidential: A name with something private. “Zainab”"
    assert words(article.xpath("p[@class='clauses']")[0]) == "Because of key 13a"
    assert words(article.xpath("ul[@class='do']")[0]) == "Take out the name."
    assert words(article.xpath("p[@class='back']")[0]) == "Open it on example.org · In the archive: posts.json, entry 13"
    folded = words(article.xpath("details")[0])
    assert "key 13a (Take down): No talk online" in folded
    assert "kevi 5.2a (Think again): Take care" in folded
    assert "key: Take down · kevi: Think again" in folded
    assert "Copied. (key 13a)" in folded


def test_a_clause_that_speaks_twice_stands_once() -> None:
    article = one(reasons=(reason(outcome=Outcome.CAUTION), reason(), reason()))

    assert words(article.xpath("details")[0]).count("No talk online") == 1


def test_deleted_and_edited_posts_say_so() -> None:
    article = one(deleted=True, earlier=True)

    assert words(article.find("h3")).startswith("■ Already taken down")
    assert "already deleted" in words(article)
    assert "an earlier version" in words(article)


def test_who_could_see_it_is_told_where_it_matters() -> None:
    assert "seen by: not told by the archive" in words(one(audience="unknown"))
    assert "seen by" not in words(one(audience="unknown", section=Section.PEOPLE))
    assert "seen by: everybody" in words(one(audience="public", section=Section.PROFILE))


def test_without_a_date_it_says_so() -> None:
    assert words(one(at=None)).count("no date in the archive") == 1


def test_what_may_be_read_otherwise_says_so() -> None:
    unsure = Mark(Topic.CONFIDENTIAL, 0, 6, "A name.", "confidential", certain=False)

    assert "it may also be read another way" in words(one(marks=(unsure,)))


def test_other_peoples_words_stand_apart() -> None:
    tree = page(result([matter("They wrote it", section=Section.PASSED_ON)]))

    (section,) = tree.xpath("//section[contains(@class, 'apart')]")
    assert "Other people wrote these" in words(section)
    assert words(section.find("article/h3")).startswith("■ Undo")


def test_examples_of_many_lead_back() -> None:
    article = one(
        section=Section.SCHOOL_DAY, count=213, examples=(("2024-07-09 10:00", "https://example.org/2"), ("", "entry 3"))
    )

    assert words(article.xpath("details[1]/summary")[0]) == "2 examples of 213"
    assert article.xpath("details[1]//a/@href") == ["https://example.org/2"]
    assert "entry 3" in words(article.xpath("details[1]")[0])


@pytest.mark.parametrize("address", ["https://example.org/a?b=1&c=2", "http://example.org"])
def test_web_addresses_are_links_that_tell_nobody_where_they_come_from(address: str) -> None:
    (link,) = one(link=address).xpath("p[@class='back']/a")

    assert link.get("href") == address
    assert link.get("rel") == "noreferrer noopener"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "example.org",
        "https:", "https://", "http://[x", "https://example.org@evil.example", "https://exam\u202eple.org", " https://a.org",
        "https://a.org\n.evil", "https://a.org\\@evil", "https://аpple.com", "vbscript:x", "https://a.org/" + "x" * 3000,
    ],
)  # fmt: skip
def test_anything_else_is_text(address: str) -> None:
    assert one(link=address, count=2, examples=(("", address),)).xpath(".//a") == []


@pytest.mark.parametrize(
    ("marks", "pieces"),
    [
        ([(0, 6)], ["Zainab"]),
        ([(0, 12), (7, 9)], ["Zainab ", "in", " 4B"]),
        ([(0, 9), (7, 12)], ["Zainab ", "in", " 4B"]),
        ([(0, 6), (6, 9)], ["Zainab", " in"]),
        ([(0, 6), (0, 6)], ["Zainab"]),
        ([(30, 999)], ["again"]),
        ([(-5, 6)], ["Zainab"]),
        ([(9, 3), (5, 5), (400, 500)], []),
    ],
)
def test_marks_that_overlap_stay_readable(marks: list[tuple[int, int]], pieces: list[str]) -> None:
    article = one(text="Zainab in 4B failed her mocks again", marks=tuple(mark(*place) for place in marks))

    assert words(article.find("blockquote")) == "Zainab in 4B failed her mocks again"
    assert [node.text for node in article.find("blockquote").iter("mark")] == pieces


@drawn(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.sampled_from(list(Topic))), max_size=8),
)
def test_whatever_is_marked_the_words_stay_the_same(text: str, places: list[tuple[int, int, Topic]]) -> None:
    quote = one(text=text, marks=tuple(mark(*place) for place in places)).find("blockquote")

    assert "".join(quote.itertext()) == text
    inside = {place for start, end, _ in places for place in range(max(0, start), min(end, len(text)))}
    assert sum(len(node.text) for node in quote.iter("mark")) == len(inside)


def test_hostile_words_stay_words_wherever_they_stand() -> None:
    file = FileOutcome(HOSTILE, HOSTILE, HOSTILE, Status.NOT_UNDERSTOOD, why=HOSTILE)
    part = FileOutcome(HOSTILE, HOSTILE, "facebook", Status.PARTLY, problems={HOSTILE: 2})
    skipped = FileOutcome(HOSTILE, HOSTILE, "facebook", Status.SKIPPED, why=HOSTILE)
    told = reading([file, part, skipped], owner=HOSTILE)
    told.archive.partial.append(HOSTILE)
    told.archive.unopened.append((HOSTILE, HOSTILE))
    fields = dict.fromkeys(("to", "link", "find", "audience", "kind", "platform", "says", "local"), HOSTILE)
    more: dict[str, Any] = {
        "guidance": (HOSTILE,),
        "policies": {HOSTILE: Outcome.STOP},
        "examples": ((HOSTILE, HOSTILE),),
        "count": 2,
    }
    marked = (mark(0, 10, why=HOSTILE), mark(5, 50))
    bad = matter(HOSTILE, at=None, marks=marked, reasons=(reason(HOSTILE, HOSTILE, says=HOSTILE),), **fields, **more)

    given = result([bad], told, notes=(HOSTILE,))
    tree = page(given)

    assert {node.tag for node in tree.iter() if isinstance(node.tag, str)} <= TAGS
    assert not tree.xpath("//@*[starts-with(name(), 'on')] | //@src")
    assert not set(words(tree)) & {"\x00", "\x1b", "\ud800"}
    assert "<script>alert(1)</script>" in words(tree.find(".//blockquote"))
    for node in tree.iter():
        if isinstance(node.tag, str) and node.tag != "bdi" and "\u202e" in (node.text or ""):
            assert node.xpath("ancestor::bdi"), words(node)[:60]


def test_a_text_of_ten_megabytes_does_not_fill_the_page() -> None:
    data = written("html", result([matter("x" * 10_000_000, to="y" * 10_000_000, find="z" * 10_000_000)]))

    assert len(data) < 60_000
    assert b"9,996,000 more characters" in data


def test_a_text_of_ten_thousand_marks_is_shown() -> None:
    marks = tuple(mark(place % 4000, place % 4000 + 3) for place in range(10_000))

    assert len(written("html", result([matter("ab c" * 1000, marks=marks)]))) < 400_000


def test_a_thousand_matters_of_a_section_are_shown_and_the_rest_counted() -> None:
    tree = page(result([matter(f"text {number}", locator=Locator("p.json", number)) for number in range(1003)]))

    assert len(tree.xpath("//article")) == 1000
    assert "The worst 1,000 of 1,003 stand here; the other 3 are in the CSV and JSON Lines reports." in words(tree)


# --- the calendar ------------------------------------------------------------------------------------------


def calendar(*matters: Any) -> Any:
    return page(result(matters))


def test_every_picture_has_a_name_and_the_same_numbers_in_a_table() -> None:
    tree = calendar(matter(), matter("b"), matter("c", at=JULY, outcome=Outcome.CAUTION))

    for svg, ident in zip(tree.xpath("//svg"), ("by-month", "by-topic"), strict=True):
        assert svg.get("role") == "img"
        assert svg.xpath("title/@id") + svg.xpath("desc/@id") == [f"{ident}-t", f"{ident}-d"]
        assert sorted(text for text in svg.xpath("g/text/text()")) == ["1", "2"]
    rows = [[words(cell) for cell in row.iter("th", "td")] for row in tree.xpath("//details//table[1]//tr")][:3]
    assert rows[0][:4] == ["Year", "Jan", "Feb", "Mar"]
    assert rows[1] == ["2024", *["0"] * 6, "1 ▲ Think again", *["0"] * 5, "1"]
    assert rows[2] == ["2023", "0", "0", "2 ■ Take down", *["0"] * 9, "2"]


def test_the_worst_of_a_month_is_a_shape() -> None:
    (cell,) = calendar(matter(outcome=Outcome.CAUTION), matter("b", outcome=Outcome.ASK)).xpath("//svg[1]")[0].xpath("g")

    assert len(cell.xpath("path[@class='worst']")) == 1
    assert cell.xpath("path/@d")[0].endswith("l4 4-4 4-4-4z")  # the diamond


@pytest.mark.parametrize("order", [1, -1])
def test_the_worst_wins_whatever_comes_first(order: int) -> None:
    grid = months([matter(outcome=Outcome.CAUTION), matter("b"), matter("c", outcome=Outcome.ASK)][::order])

    assert grid.worst == {("2023", "Mar"): Outcome.STOP}


def test_months_are_british_months() -> None:
    tree = calendar(matter(at=datetime(2024, 6, 30, 23, 30, tzinfo=UTC)))

    assert "Most in Jul, 2024: 1" in tree.xpath("//desc/text()")[0]


def test_years_between_are_shown_and_far_years_are_not_filled_in() -> None:
    near = calendar(matter(at=datetime(2016, 1, 1, tzinfo=UTC)), matter("b"))
    far = calendar(matter(at=datetime(1, 6, 1, tzinfo=UTC)), matter("b"), matter("c", at=datetime(9999, 12, 31, tzinfo=UTC)))

    assert near.xpath("(//table)[2]/tbody/tr/th/text()") == [str(year) for year in range(2023, 2015, -1)]
    assert far.xpath("(//table)[2]/tbody/tr/th/text()") == ["9999", "2023", "0001"]


def test_only_dated_words_of_the_persons_own_are_in_the_calendar() -> None:
    tree = calendar(matter(at=None), matter("b", section=Section.PASSED_ON), matter("", section=Section.TAGS))

    assert not tree.xpath("//svg")


def test_a_text_of_several_topics_counts_for_its_most_serious() -> None:
    tree = calendar(matter(marks=(mark(0, 2, Topic.PROFANITY), mark(0, 4, Topic.HATE)), reasons=()))

    assert tree.xpath("(//table)[3]/tbody/tr/th/text()") == ["hate"]


def test_many_years_by_topic_are_gathered() -> None:
    tree = calendar(*(matter(str(year), at=MARCH.replace(year=year)) for year in range(2005, 2026)))

    heads = [words(head) for head in tree.xpath("(//table)[3]/thead//th")]
    assert heads == ["Topic", "before", *(str(year) for year in range(2016, 2026)), "All"]
    assert words(tree.xpath("(//table)[3]/tbody/tr/td")[0]) == "11 ■ Take down"


# --- colours -----------------------------------------------------------------------------------------------

GROUNDS = ("card", "stop", "ask", "caution", "gone", "mark", "warn", "h0", "h1", "h2", "h3", "h4")
ON_PAPER = ("paper-ink", "soft", "link")
PAIRS = [(ink, "paper") for ink in ON_PAPER] + [(ink, "card") for ink in ("card-ink", "soft", "link")]
PAIRS += [(f"{name}-ink", name) for name in GROUNDS]


def colours() -> list[dict[str, str]]:
    """The colours of the light page and of the dark one."""
    style = page(result()).find(".//style").text
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
        for part in style.split("@media print")[0].split("@media (prefers-color-scheme: dark)")
    )
    return [light, light | dark]


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one_colour: str, other: str) -> float:
    dark, light = sorted((luminance(one_colour), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_word_can_be_read(mode: int, ink: str, ground: str) -> None:
    known = colours()[mode]

    assert contrast(known[ink], known[ground]) >= 4.5


def test_the_dark_page_has_colours_of_its_own() -> None:
    light, dark = colours()

    assert set(light) == set(dark)
    assert luminance(light["paper"]) > 0.9
    assert luminance(dark["paper"]) < 0.05


def test_it_can_be_printed_and_does_not_move_for_those_who_ask() -> None:
    style = page(result()).find(".//style").text

    assert "details::details-content { content-visibility: visible" in style.partition("@media print")[2]
    assert style.count("scroll-behavior") == 1
    assert "@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }" in style
    assert ":focus-visible { outline: 3px solid" in style
