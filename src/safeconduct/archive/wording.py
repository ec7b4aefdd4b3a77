"""Words as people wrote them, out of what exports make of them."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any, Final

from safeconduct.text import mend

_PASSES: Final = 3  # how often text can have been written as bytes of bytes
_TELLING: Final = frozenset("ÂÃÄÅâð")  # first bytes of é, ŷ, ’ and 🙂: what text that was spoilt twice is full of


def unmojibake(text: str) -> str:
    """Repair Meta's JSON, whose UTF-8 bytes are written as ``\\u00XX``: each run of U+0080–U+00FF that is valid UTF-8
    (or begins or ends with a cut sequence) is decoded; what is already right stays as it is.

    A cut piece that holds a control character, and so cannot be text, becomes U+FFFD. Text that was spoilt twice is
    repaired twice, where all of it shows that.
    """
    if text.isascii():
        return text
    quick = _throughout(text)
    if quick:
        return quick
    if text.encode("latin-1", "ignore").isascii():
        return text
    for done in range(_PASSES):
        runs = list(_runs(text))
        if done and not all(_spoilt_again(run) for run in runs if not run.isascii()):
            return text
        repaired = "".join(map(_run, runs))
        if repaired == text:
            return text
        text = repaired
    return text


def _throughout(text: str) -> str:
    """Most texts are spoilt once and from end to end: then one step does it. Empty where that is not sure."""
    try:
        whole = text.encode("latin-1").decode()
    except UnicodeError:
        return ""
    try:
        whole.encode("latin-1").decode()
    except UnicodeError:
        return whole
    return ""


def _runs(text: str) -> Iterator[str]:
    """The text in pieces that lie wholly within U+0080–U+00FF or wholly outside."""
    start, was = 0, False
    for place, char in enumerate(text):
        if ("\x80" <= char <= "\xff") != was:
            if place > start:
                yield text[start:place]
            start, was = place, not was
    if start < len(text):
        yield text[start:]


def _in_range(run: str) -> bool:
    return "\x80" <= run[0] <= "\xff"


def _spoilt_again(run: str) -> bool:
    """Whether a run is UTF-8 from its first byte to its last, and of a sort that hardly stands in repaired text."""
    if not _in_range(run):
        return False
    try:
        decoded = run.encode("latin-1").decode()
    except UnicodeDecodeError:
        return False
    return decoded != run and (run[0] in _TELLING or any(char <= "\x9f" for char in run))


def _run(run: str) -> str:
    if not _in_range(run):
        return run
    data = run.encode("latin-1")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _cut_run(run, data)


def _cut_run(run: str, data: bytes) -> str:
    """A run whose first or last character was cut in two; unchanged if that is not what is wrong with it."""
    start = 0
    while start < min(3, len(data)) and data[start] & 0xC0 == 0x80:
        start += 1
    end = len(data)
    while end > start and len(data) - end < 3 and data[end - 1] & 0xC0 == 0x80:
        end -= 1
    end = end - 1 if end > start and data[end - 1] >= 0xC2 else len(data)
    for first, last in ((start, len(data)), (0, end), (start, end)):
        try:
            middle = data[first:last].decode()
        except UnicodeDecodeError:
            continue
        before, after = run[:first], run[last:]
        if middle or _is_debris(before + after):
            return _debris(before) + middle + _debris(after)
    return run


def _is_debris(piece: str) -> bool:
    return any(char <= "\x9f" for char in piece)


def _debris(piece: str) -> str:
    return "\ufffd" if _is_debris(piece) else piece


def unmojibaked(value: Any) -> Any:
    """The same for every string of a JSON value, keys included; what is nested more than 200 deep stays as it is."""
    return _unmojibaked(value, 200)


def _unmojibaked(value: Any, deeper: int) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else unmojibake(value)
    if not deeper:
        return value
    if isinstance(value, dict):
        return {unmojibake(key): _unmojibaked(inner, deeper - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_unmojibaked(inner, deeper - 1) for inner in value]
    return value


def unescape(text: str) -> str:
    """HTML entities turned into their characters, once: ``&amp;lt;`` is ``&lt;``."""
    return html.unescape(text) if "&" in text else text


_BREAKS: Final = frozenset(
    {"br", "p", "div", "li", "ul", "ol", "tr", "table", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_UNSEEN: Final = frozenset({"script", "style", "template", "noscript"})
_LONGEST_TAG: Final = 20_000  # characters


def plain(html: str) -> str:
    """The text of a piece of HTML (a toot, a LinkedIn message): ``<br>`` and ``</p>`` as line breaks, no tags.

    A ``<`` that begins no tag stays. More than two line breaks in a row become two.
    """
    if "<" not in html:
        return unescape(html).strip()
    pieces: list[str] = []
    pos, ends = 0, {">": _Next(html, ">"), "-->": _Next(html, "-->")}
    while (start := html.find("<", pos)) >= 0:
        pieces.append(unescape(html[pos:start]))
        pos, shown = _tag(html, start, ends)
        pieces.append(shown)
    pieces.append(unescape(html[pos:]))
    lines = [line.strip() for line in "".join(pieces).replace("\xa0", " ").split("\n")]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before).strip()


class _Next:
    """The next place of a sign; asked for places in rising order, the text is looked through only once."""

    def __init__(self, html: str, sign: str) -> None:
        self._html = html
        self._sign = sign
        self._found = html.find(sign)

    def after(self, start: int) -> int:
        """Where it comes next, −1 if that is too far away for a tag."""
        if 0 <= self._found < start:
            self._found = self._html.find(self._sign, start)
        return self._found if self._found - start <= _LONGEST_TAG else -1


def _tag(html: str, start: int, ends: dict[str, _Next]) -> tuple[int, str]:
    """Where what begins with a ``<`` ends, and what is shown of it."""
    if html.startswith("<!--", start):
        end = ends["-->"].after(start)
        return (end + 3, "") if end >= 0 else (start + 4, "")
    name = _tag_name(html, start)
    end = ends[">"].after(start) if name else -1
    if end < 0:
        return start + 1, "<"
    if name in _UNSEEN:
        return _behind(html, end + 1, name), ""
    breaks = name.removeprefix("/") in _BREAKS
    return end + 1, ("\n\n" if name == "/p" else "\n") if breaks and name != "p" else ""


def _behind(html: str, start: int, name: str) -> int:
    """The place behind the closing tag; the end if there is none, since nothing of a script is ever text."""
    while (start := html.find("</", start)) >= 0:
        if _tag_name(html, start) == f"/{name}":
            end = html.find(">", start)
            return end + 1 if end >= 0 else len(html)
        start += 2
    return len(html)


def _tag_name(html: str, start: int) -> str:
    """The tag's name in small letters, ``/`` in front of a closing one; empty if it is no tag."""
    end = start + 1
    if html.startswith(("/", "!", "?"), end):
        end += 1
    while end < len(html) and html[end].isalnum() and html[end].isascii() and end - start < 20:
        end += 1
    name = html[start + 1 : end].lower()
    return name if name.lstrip("/!?")[:1].isalpha() else ""


def tidy(text: str) -> str:
    """The text with half surrogate pairs and NULs replaced by U+FFFD, so that it can always be written out."""
    if text.isascii():
        return text.replace("\0", "\ufffd") if "\0" in text else text
    return mend(text).replace("\0", "\ufffd")
