"""CSV files as exports write them: by header, never by position.

Copes with a byte order mark, UTF-16, semicolons or tabs for commas, a preamble before the header (LinkedIn), two tables
in one file (YouTube playlists), headers that come twice, line breaks in fields, NULs, fields of megabytes, and a quote
that never closes.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import BinaryIO, Final, NamedTuple

from safeconduct.archive import _charset
from safeconduct.errors import ArchiveError

MAX_FIELD = 16 * 1024 * 1024  # characters
MAX_LINES: Final = 20_000  # lines that one row may have
EXTRA: Final = "extra"  # what stands in a row beyond its header's last column

_LEAST_LINES: Final = 8  # lines a row may have, however often quotes before it never closed
_HEADER_WITHIN: Final = 50  # lines
_LONGEST_HEADER: Final = 4_000  # characters
_DELIMITERS: Final = (",", ";", "\t", "|")

Problem = Callable[[str], None]


class Row(NamedTuple):
    """One row: ``index`` counts the data rows of the file from 0, ``get`` by ``plain_header`` name."""

    index: int  # type: ignore[assignment]  # a tuple's own method goes by this name
    cells: Mapping[str, str]

    def get(self, *names: str) -> str:
        """The first of some columns that is there and not empty; names as ``header`` gives them."""
        for name in names:
            value = self.cells.get(name)
            if value:
                return value
        return ""


def _unheard(what: str) -> None:
    del what


@lru_cache(maxsize=4096)
def header(name: str) -> str:
    """A column's name in one form: lower case, ``_``, ``-`` and blanks as one blank. A second column of the same name is
    ``name 2``."""
    return " ".join(name.strip("\ufeff\"' ").replace("_", " ").replace("-", " ").casefold().split())


def rows(stream: BinaryIO, *, needs: tuple[str, ...], problem: Problem = _unheard) -> Iterator[Row]:
    """The rows below the first line that has all of the columns in ``needs`` (in the form of ``header``); a later line
    that is a header again starts a new table. If nothing is needed, the first line is the header.

    Raises:
        ArchiveError: no line of the first 50 has these columns.
    """
    lines = _Lines(_charset.as_text(stream), problem)
    delimiter, first = _find_header(lines, frozenset(needs))
    grouped = _Grouped(lines, delimiter, len(first), problem)
    yield from _named(grouped, first, needs, problem)


def _named(grouped: Iterable[list[str]], first: list[str], needs: tuple[str, ...], problem: Problem) -> Iterator[Row]:
    needed = frozenset(needs or map(header, first))
    unlike_header = _spellings(needs[0] if needs else header(first[0]), first).isdisjoint
    columns, index = _columns(first), 0
    for cells in grouped:
        if not unlike_header(cells) and _is_header(cells, needed):
            columns = _columns(cells)
            continue
        if len(cells) == len(columns):
            yield Row(index, dict(zip(columns, cells, strict=True)))
        else:
            yield Row(index, _fitted(columns, cells, problem))
        index += 1


def _spellings(name: str, first: list[str]) -> frozenset[str]:
    """How a column may be written: looked for in every row, so that only a row that has one is looked at closely."""
    words = {name, name.title(), name.upper(), name.title().replace(" Id", " ID")}
    here = {cell for cell in first if header(cell) == name}
    return frozenset(word.replace(" ", sign) for word in words for sign in " _-") | here


def _is_header(cells: Sequence[str], needed: frozenset[str]) -> bool:
    return sum(map(len, cells)) < _LONGEST_HEADER and needed <= {header(cell) for cell in cells}


def _fitted(columns: list[str], cells: list[str], problem: Problem) -> dict[str, str]:
    if len(cells) < len(columns):
        problem("a row has fewer fields than the header")
        return dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=True))
    found = dict(zip(columns, cells, strict=False))
    beyond = cells[len(columns) :]
    if any(beyond):
        problem("a row has more fields than the header")
        found[EXTRA] = ",".join(beyond)
    return found


def _columns(cells: Iterable[str]) -> list[str]:
    """The names of the columns, those that come again numbered."""
    seen: dict[str, int] = {}
    found = []
    for cell in cells:
        name = header(cell)
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return found


def columns_of(head: bytes) -> Iterator[list[str]]:
    """What each of the first lines of a file would be as a header: its columns' names in the form of ``header``."""
    text = head.decode(_charset.encoding_of(head), "replace")
    for line in text.splitlines()[:_HEADER_WITHIN]:
        if line.strip() and len(line) <= _LONGEST_HEADER:
            yield from (
                _columns(_split([line], delimiter)) for delimiter in _DELIMITERS if delimiter in line or delimiter == ","
            )


def has_columns(*needs: str) -> Callable[[bytes], bool]:
    """A test of a file's first bytes: whether it is a table with these columns (in the form of ``header``)."""
    needed = frozenset(needs)
    return lambda head: any(needed <= set(columns) for columns in columns_of(head))


def _find_header(lines: _Lines, needed: frozenset[str]) -> tuple[str, list[str]]:
    for _ in range(_HEADER_WITHIN):
        line = lines.next()
        if line is None:
            break
        if len(line) > _LONGEST_HEADER or line.isspace():
            continue
        tried = {delimiter: _split([line], delimiter) for delimiter in _DELIMITERS}
        delimiter = max(tried, key=lambda sign: (needed <= {header(cell) for cell in tried[sign]}, len(tried[sign])))
        if needed <= {header(cell) for cell in tried[delimiter]}:
            return delimiter, tried[delimiter]
    raise ArchiveError("the table has no header line with the columns that are needed")


def _split(lines: list[str], delimiter: str) -> list[str]:
    """The fields of one row."""
    if len(lines) == 1 and '"' not in lines[0]:
        return lines[0].rstrip("\r\n").split(delimiter)
    csv.field_size_limit(max(MAX_FIELD, csv.field_size_limit()))
    try:
        found = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:  # a lone carriage return outside quotes
        found = [" ".join("".join(lines).splitlines()).split(delimiter)]
    return [cell for row in found for cell in row]


class _Lines:
    """The physical lines of a file, NULs and overlong lines mended, with a way to put lines back."""

    def __init__(self, text: io.TextIOWrapper, problem: Problem) -> None:
        self._text = text
        self._problem = problem
        self._back: deque[str] = deque()
        self.read = 0  # lines given out, less those put back

    def next(self) -> str | None:
        """The next line with its end; none at the end of the file."""
        self.read += 1
        if self._back:
            return self._back.popleft()
        line = self._text.readline(MAX_FIELD)
        while len(line) >= MAX_FIELD and not line.endswith(("\n", "\r")):
            self._problem("a line is too long to be read")
            self._pass_over()
            line = self._text.readline(MAX_FIELD)
        if not line:
            self.read -= 1
            return None
        return line.replace("\0", "\ufffd") if "\0" in line else line

    def _pass_over(self) -> None:
        while (piece := self._text.readline(1 << 20)) and not piece.endswith(("\n", "\r")):
            pass

    def put_back(self, lines: Sequence[str]) -> None:
        self.read -= len(lines)
        self._back.extendleft(reversed(lines))


class _Grouped:
    """Rows out of lines: a line whose quote is still open goes on in the next.

    Rows that are as they should be go through the csv module in one stream. Where it stumbles, the lines of that row are
    looked at again with more patience.

    A quote that never closes costs its own line only. How far it is looked ahead for its end is halved with each quote
    that fails within lines already looked at, so that the work stays in proportion to the file.
    """

    def __init__(self, lines: _Lines, delimiter: str, width: int, problem: Problem) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._width = width
        self._problem = problem
        self._most = MAX_LINES
        self._looked_to = 0  # the line up to which a look ahead has gone in vain
        self._group: list[str] = []  # the lines of the row that is being read

    def __iter__(self) -> Iterator[list[str]]:
        csv.field_size_limit(max(MAX_FIELD, csv.field_size_limit()))
        while True:
            yield from self._quickly()
            if not self._group:
                return
            self._lines.put_back(self._group)
            self._group = []
            if row := self._patiently():
                yield row

    def _quickly(self) -> Iterator[list[str]]:
        """Row after row until one is not as it should be, whose lines so far are then in ``_group``."""
        group = self._group
        try:
            for cells in csv.reader(self._feed(), delimiter=self._delimiter, strict=True):
                group.clear()
                if len(cells) > 1 or (cells and not cells[0].isspace()):
                    yield cells
        except csv.Error:
            return

    def _feed(self) -> Iterator[str]:
        group = self._group
        if self._lines.read >= self._looked_to:
            self._most = MAX_LINES
        size = 0
        while (line := self._lines.next()) is not None:
            size = size + len(line) if group else len(line)
            group.append(line)
            if len(group) > self._most or size > 2 * MAX_FIELD:
                raise csv.Error
            yield line

    def _patiently(self) -> list[str]:
        """One row, however it is; empty for a blank line."""
        line = self._lines.next()
        if line is None or line.isspace():
            return []
        opened, _ = _scan(line, self._delimiter, inside=False)
        return _split([line], self._delimiter) if opened < 0 else self._several(line, opened)

    def _several(self, first: str, opened: int) -> list[str]:
        """The row that begins with a line whose quote at ``opened`` is still open at its end."""
        group, size = [first], len(first)
        while len(group) < self._most and size <= MAX_FIELD:
            line = self._lines.next()
            if line is None:
                return self._cut_off(group, opened)
            group.append(line)
            size += len(line)
            if '"' not in line:
                continue
            still, clean = _scan(line, self._delimiter, inside=True)
            if not clean:
                break
            if still < 0:
                return _split(group, self._delimiter)
        return self._taken_literally(group, opened)

    def _cut_off(self, group: list[str], opened: int) -> list[str]:
        """The end of the file came first: a download cut off in a row, or a stray quote with whole rows after it."""
        if any(line.count(self._delimiter) >= self._width - 1 for line in group[1:]):
            return self._taken_literally(group, opened)
        self._problem("the last row is cut off")
        group[-1] = group[-1].rstrip("\r\n")
        return _split(group, self._delimiter)

    def _taken_literally(self, group: list[str], opened: int) -> list[str]:
        self._problem("a quote is never closed")
        self._looked_to = max(self._looked_to, self._lines.read)
        self._lines.put_back(group[1:])
        self._most = max(_LEAST_LINES, self._most // 2)
        before = _split([group[0][:opened]], self._delimiter)[:-1] if opened else []
        return before + group[0][opened:].rstrip("\r\n").split(self._delimiter)


def _scan(line: str, delimiter: str, *, inside: bool) -> tuple[int, bool]:
    """Where in a line the quote stands that is open at its end: -1 if none is, 0 if it was open before.

    The second answer is false if a quote from a line before closes in the middle of a field, as none that was meant to
    close does.
    """
    opened, clean, at = 0, True, 0
    within_from_before = inside
    while (at := line.find('"', at)) >= 0:
        if not inside:
            inside = at == 0 or line[at - 1] == delimiter
            opened = at
            at += 1
        elif line[at + 1 : at + 2] == '"':
            at += 2
        else:
            inside = False
            at += 1
            if within_from_before:
                clean = line[at : at + 1] in {"", delimiter, "\r", "\n"}
                within_from_before = False
    return (opened if inside else -1), clean
