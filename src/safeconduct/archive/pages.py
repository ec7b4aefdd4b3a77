"""HTML exports as a stream: one block after another, the memory of those before given back.

Nothing is fetched, no script run, no entity defined by the file expanded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, BinaryIO, Final, NamedTuple, cast

from lxml import etree

from safeconduct.archive import _charset
from safeconduct.archive._tags import Tags
from safeconduct.errors import ArchiveError

MAX_BLOCK: Final = 48 * 1024 * 1024  # bytes of one block, or between two tags
MAX_PARTS: Final = 500_000  # elements in one block: some 220 MB

_PARSER_SIZE: Final = 8 * 1024 * 1024  # characters that one parser is fed
_PIECE: Final = 1 << 16  # bytes handed to the parser at a time
_DEEPEST: Final = 200  # elements within a block whose lines are still told apart
_SILENT: Final = frozenset({"script", "style", "head", "title", "template", "noscript"})
_LINES: Final = frozenset(
    {"p", "div", "li", "ul", "ol", "tr", "table", "section", "article", "header", "footer", "blockquote", "pre", "hr", "dl"}
    | {"dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "main", "aside", "nav", "form", "figure", "figcaption", "body", "html"}
)
_DECLARED: Final = {"iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252", "iso-8859-15": "iso-8859-15"}


class Block(NamedTuple):
    """One block of a page: its place among the blocks from 0, and its element (valid until the next block is asked for)."""

    index: int  # type: ignore[assignment]  # a tuple's own method goes by this name
    element: etree._Element


def _unheard(what: str) -> None:
    del what


def blocks(
    stream: BinaryIO, is_block: Callable[[etree._Element], bool], *, problem: Callable[[str], None] = _unheard
) -> Iterator[Block]:
    """Every outermost element for which ``is_block`` holds, when its end is reached.

    ``is_block`` sees an element when it begins: its name and attributes, nothing of what it holds.

    Raises:
        ArchiveError: the file is empty or no HTML at all.
    """
    buffered, head = _charset.peeking(stream)
    encoding = _encoding(head)
    if not _looks_like_html(_charset.decoder(encoding).decode(head)):
        raise ArchiveError("the file is empty or is no web page")
    decode = _charset.decoder(encoding).decode
    page, tags = _Page(is_block, problem), Tags(problem)
    last = False
    while not last:
        piece = buffered.read1(_PIECE)
        last = not piece
        text = tags.bounded(decode(piece, last).replace("\0", "\ufffd"), last=last)
        yield from page.blocks(text, last=last)
        if page.held > MAX_BLOCK or page.parts > MAX_PARTS:
            problem("a part of the page is too long to be read")
            return


def _encoding(head: bytes) -> str:
    """UTF-8 unless the file begins with a mark or declares another of the few that exports have been in."""
    told = _charset.encoding_of(head)
    _, declared, rest = head[:1024].lower().partition(b"charset=")
    if told != "utf-8" or not declared:
        return told
    name = rest.lstrip(b"\"' ")[:20].replace(b'"', b" ").replace(b"'", b" ").replace(b">", b" ").replace(b"/", b" ")
    return _DECLARED.get((name.split() or [b""])[0].decode("ascii", "replace"), "utf-8")


def _looks_like_html(head: str) -> bool:
    return any(
        f"<{start}" in head.lower() for start in ("!", "?", "html", "head", "body", "meta", "div", "p", "table", "ul", "h")
    )


def _parser() -> etree.HTMLPullParser:
    return etree.HTMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        huge_tree=True,
        recover=True,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )


class _Page:
    """The page as far as it has been read: whether inside a block, and how much is held on to.

    A parser keeps all that it was ever fed, so between two blocks another takes its place from time to time; likewise
    where it gives up (elements nested thousands deep).
    """

    def __init__(self, is_block: Callable[[etree._Element], bool], problem: Callable[[str], None]) -> None:
        self._is_block = is_block
        self._problem = problem
        self._parser = _parser()
        self._inside = 0  # elements open from the block's own inward
        self._count = 0
        self._moved = False
        self._ended: etree._Element | None = None  # what ended last, if nothing began since
        self._fed = 0  # characters this parser got
        self.held = 0  # characters since a block or an element outside all blocks ended
        self.parts = 0  # elements in the block that is open

    def blocks(self, text: str, *, last: bool) -> Iterator[Block]:
        """The blocks that have come to their end with this piece of the page."""
        self._fed += len(text)
        if self._fed > _PARSER_SIZE:
            done = 0
            for end, name in _ends_of_tags(text):
                yield from self._step(text[done:end], last=False)
                done = end
                if self._renewed(name):
                    break
            text = text[done:]
        yield from self._step(text, last=last)

    def _step(self, text: str, *, last: bool) -> Iterator[Block]:
        self.held += len(text)
        self._moved = False
        broken = not self._feed(text, last=last)
        yield from self._walked()
        if broken or ((last or ("<" in text and not self._moved)) and self._gave_up()):
            self._problem("the page is damaged: a part of it cannot be read")
            self._replace_parser()
            self._inside = 0

    def _renewed(self, name: str) -> bool:
        """Put a new parser in place if the tag just closed stands outside all blocks; what is open is opened again."""
        ended = self._ended
        if self._inside or ended is None or ended.tag != name:
            return False
        open_tags = [f"<{parent.tag}>" for parent in ended.iterancestors()]
        self._replace_parser()
        self._parser.feed("".join(reversed(open_tags)).encode())
        return True

    def _replace_parser(self) -> None:
        with suppress(etree.LxmlError, AssertionError):
            self._parser.close()  # or it and its page would be held by each other
        self._parser, self._ended, self._fed = _parser(), None, 0

    def _feed(self, text: str, *, last: bool) -> bool:
        try:
            self._parser.feed(text.encode())
            if last:
                self._parser.close()
        except (etree.LxmlError, AssertionError):
            return False
        return True

    def _gave_up(self) -> bool:
        return any(entry.level == etree.ErrorLevels.FATAL for entry in self._parser.feed_error_log)

    def _walked(self) -> Iterator[Block]:
        is_block, inside = self._is_block, self._inside
        event = ""
        for event, part in self._parser.read_events():
            if inside > 1:
                inside += 1 if event == "start" else -1
                self.parts += event == "start"
                continue
            element: etree._Element = cast("Any", part)  # no other events were asked for
            if event == "start":
                self._ended = None
                self.parts += inside
                inside = inside + 1 if inside or is_block(element) else 0
                continue
            if inside:
                inside = 0
                yield Block(self._count, element)
                self._count += 1
            self.held = self.parts = 0
            self._ended = element
            _give_back(element)
        self._inside, self._moved = inside, event != ""


def _ends_of_tags(text: str) -> Iterator[tuple[int, str]]:
    """Where each closing tag of a text ends, and its name."""
    start = text.find("</")
    while start >= 0:
        end = text.find(">", start)
        if end < 0:
            return
        yield end + 1, text[start + 2 : end].strip().lower()
        start = text.find("</", end)


def _give_back(element: etree._Element) -> None:
    """Let go of an element that has ended, and of all before it under the same parent. It stays itself in its place, as
    the parser still holds on to it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while (before := element.getprevious()) is not None:
            parent.remove(before)


def text_of(element: etree._Element) -> str:
    """The words of an element: ``<br>`` and the ends of blocks as line breaks, no-break spaces as blanks, scripts and
    styles left out."""
    pieces: list[str] = []
    _collect(element, pieces, 0)
    return _laid_out("".join(pieces))


def _collect(element: etree._Element, pieces: list[str], depth: int) -> None:
    """The text between an element's tags, with ``\v`` where a block begins or ends."""
    if element.text:
        pieces.append(_blanks(element.text))
    for child in element:
        name = child.tag
        if name == "br":
            pieces.append("\n")
        elif depth > _DEEPEST:
            pieces.append(_blanks("".join(map(str, child.itertext()))))
        elif name in _LINES:
            pieces.append("\v")
            _collect(child, pieces, depth + 1)
            pieces.append("\v")
        elif name not in _SILENT and isinstance(name, str):
            _collect(child, pieces, depth + 1)
        if child.tail:
            pieces.append(_blanks(child.tail))


def _blanks(text: str) -> str:
    """Runs of white space as one blank each, as a browser shows them."""
    inner = " ".join(text.split())
    if len(inner) == len(text):
        return inner if "\xa0" not in text else text.replace("\xa0", " ")
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}" if inner else " "


def _laid_out(text: str) -> str:
    """Line breaks as written, and one where a block ends unless the line has ended already."""
    found: list[str] = []
    for stretch in text.split("\v"):
        lines = [" ".join(line.split()) for line in stretch.split("\n")]
        if len(lines) > 1 and not lines[-1]:
            lines.pop()  # a break just before the block ends
        if any(lines):
            found.append("\n".join(lines))
    return "\n".join(found).strip("\n")


def lines_of(element: etree._Element) -> list[str]:
    """The same as a list of lines that are not empty."""
    return [line for line in text_of(element).split("\n") if line]


def classes(element: etree._Element) -> frozenset[str]:
    """The element's class names."""
    return frozenset((element.get("class") or "").split())
